"""What was handled is written down for all who wait for it at once, and for each of them for certain."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from services.arrivals import look
from services.said import Said
from services.shop import Shop
from services.updates import Notebook
from storage.store import Store, Tx

BOT = 77


@contextmanager
def commits(shop: Shop) -> Iterator[list[None]]:
    seen: list[None] = []

    def note(_: object) -> None:
        seen.append(None)

    engine = shop.store.engine.sync_engine
    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


async def test_many_who_wait_are_written_at_once(shop: Shop) -> None:
    notebook = Notebook(shop)

    with commits(shop) as seen:
        await asyncio.gather(*(notebook.note(BOT, n, Said(n, [f"act {n}"])) for n in range(1, 41)))

    assert len(seen) == 2  # the first one at once, the others together
    arrivals = [await look(shop, n, BOT, n) for n in range(1, 41)]
    assert all(arrival.handled for arrival in arrivals)
    assert [arrival.acts for arrival in arrivals] == [(f"act {n}",) for n in range(1, 41)]


async def test_a_page_without_acts_leaves_nothing_to_answer(shop: Shop) -> None:
    notebook = Notebook(shop)

    await notebook.note(BOT, 1, Said(5, ["old"]))
    await notebook.note(BOT, 2, Said(5, []))

    assert (await look(shop, 5, BOT, 3)).acts == ()


class Failing(Store):
    """Its next transaction fails."""

    fails = False

    def begin(self) -> AbstractAsyncContextManager[Tx]:
        if self.fails:
            self.fails = False
            raise OSError("gone")
        return super().begin()


async def test_where_one_cannot_write_the_others_do(shop: Shop) -> None:
    store = Failing(shop.store.engine, shop.store.vault)
    notebook = Notebook(replace(shop, store=store))

    async def start() -> None:
        await notebook.note(BOT, 1)
        store.fails = True

    outcomes = await asyncio.gather(start(), *(notebook.note(BOT, n) for n in range(2, 6)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [type(None), OSError, type(None), type(None), type(None)]
    assert [(await look(shop, 0, BOT, n)).handled for n in range(1, 6)] == [True, False, True, True, True]


async def test_what_comes_after_a_failure_is_written(shop: Shop) -> None:
    store = Failing(shop.store.engine, shop.store.vault)
    notebook = Notebook(replace(shop, store=store))
    store.fails = True
    with pytest.raises(OSError, match="gone"):
        await notebook.note(BOT, 1)

    await notebook.note(BOT, 2)

    assert (await look(shop, 0, BOT, 2)).handled
