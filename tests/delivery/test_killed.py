"""`kill -9` in the middle of the post: nothing is lost, each person reads in order, and what came twice is counted."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from delivery.clerk import MOST_OPEN
from delivery.courier import WALKS
from tests.delivery import doomed
from tests.delivery.cast import CHATS, Post, Telegram, placed, until

LETTERS = 1000
KILLED_AT = (150, 400, 650)  # letters on the books


@pytest.mark.slow
async def test_killed_in_the_middle_of_a_thousand_letters(
    post: Post,
    telegram: Telegram,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    people = [await post.person(chat_id) for chat_id in CHATS]
    await post.write(*((people[n % len(people)], placed(n)) for n in range(LETTERS)))

    for sent in (*KILLED_AT, LETTERS):
        await killed_after(sent, post, database_url)

    read = {chat_id: await telegram.orders_read(chat_id) for chat_id in CHATS}
    copies = Counter(order for orders in read.values() for order in orders)
    assert set(copies) == {f"A-{n}" for n in range(LETTERS)}
    assert all(in_order(orders) for orders in read.values())
    twice = sum(copies.values()) - LETTERS
    record_property("duplicates", twice)
    with capsys.disabled():
        print(f"\n{len(KILLED_AT)} kills in {LETTERS} letters, unlimited pace: none lost, {twice} twice")  # noqa: T201
    assert twice <= len(KILLED_AT) * (MOST_OPEN + len(WALKS))


# Importing aiogram takes seconds; a server that has done so once gives birth to each courier.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.delivery.doomed"])


async def killed_after(sent: int, post: Post, database_url: str) -> None:
    """A courier carries letters until so many are on the books; then `kill -9`."""
    courier = PROCESSES.Process(target=doomed.work, args=(database_url, post.telegram.origin), daemon=True)
    courier.start()

    async def enough() -> bool:
        return LETTERS - await post.due() >= sent

    try:
        await until(enough, seconds=60)
    finally:
        courier.kill()
        await asyncio.to_thread(courier.join)


def in_order(orders: list[str]) -> bool:
    """Apart from what was read again after a crash, no later letter came before an earlier one."""
    first_readings = list(dict.fromkeys(orders))
    return all(int(one[2:]) < int(other[2:]) for one, other in pairwise(first_readings))
