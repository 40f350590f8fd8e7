"""A letter that nobody can read or sort stops no other letter, and is not lost."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from delivery import sorting
from delivery.intake import NOT_SORTED
from delivery.verdict import MOST_TRIES
from domain.digest import Facts
from domain.notices import BackInStock, MessageState, News
from storage.tables import outbox
from tests.delivery.cast import CHATS, Post, placed, until

LONG_AGO = timedelta(minutes=5)


async def tear(post: Post, key: str, **values: object) -> None:
    async with post.store.begin() as tx:
        await tx.connection.execute(update(outbox).where(outbox.c.key == key).values(**values))


async def first_is_put_off(post: Post) -> None:
    """Everything else has arrived; the first letter waits for another try."""

    async def so() -> bool:
        return sorted(await post.states()) == ["due", "sent", "sent"]

    await until(so)
    first = min(await post.ledger(), key=lambda line: line.id)
    assert first.state is MessageState.DUE


@pytest.mark.parametrize(
    "values",
    [{"kind": "of_tomorrow"}, {"news": [{"kind": "order_placed", "facts": {}}]}, {"news": [{"facts": 1}]}],
    ids=["another kind", "other facts", "no kind"],
)
async def test_what_another_version_has_written_is_put_off(post: Post, values: dict[str, object]) -> None:
    ada, ben, cem = [await post.person(chat) for chat in CHATS[:3]]
    await post.write((ada, placed(1)), (ben, placed(2)), (cem, placed(3)))
    await tear(post, "letter-1", **values)

    async with post.on_duty():
        await first_is_put_off(post)
        await tear(post, "letter-1", kind="order_placed", news=[])  # still unreadable, and out of tries
        await tear(post, "letter-1", attempt=MOST_TRIES - 1, due_at=datetime.now().astimezone())
        lines = await post.settled()

    lost = min(lines, key=lambda line: line.id)
    assert (lost.state, lost.reason) == (MessageState.FAILED, NOT_SORTED)


async def test_a_letter_that_breaks_the_sorting_is_found_and_put_off(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule about one alert has a mistake that nobody knows of yet."""
    rule = sorting.still_true

    def mistaken(piece: News, facts: Facts) -> bool:
        if isinstance(piece, BackInStock) and piece.sku == "BROKEN":
            raise ZeroDivisionError
        return rule(piece, facts)

    monkeypatch.setattr(sorting, "still_true", mistaken)
    ada, ben, cem = [await post.person(chat) for chat in CHATS[:3]]
    alert = BackInStock(subscription_id=1, sku="BROKEN", product={"en": "Vase"}, quantity=1, url=None, held_until=None)
    await post.write_then(LONG_AGO, (ada, alert))
    await post.write((ben, placed(2)), (cem, placed(3)))

    async with post.on_duty():
        await first_is_put_off(post)
