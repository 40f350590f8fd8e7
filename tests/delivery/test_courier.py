"""The courier end to end: a real database, the playground over HTTP, faults on the wire."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from delivery.courier import Courier
from delivery.pace import Pace
from domain.money import Money
from domain.notices import BackInStock, MessageState, OrderCancelled
from storage.outbox import Settled
from storage.store import Store
from tests.delivery.cast import CHATS, Post, Telegram, now, placed, until

ADA, BOB = CHATS[0], CHATS[1]


async def test_everyone_reads_their_letters_in_order_and_once(post: Post, telegram: Telegram) -> None:
    people = {chat_id: await post.person(chat_id) for chat_id in CHATS[:10]}
    await post.write(*((people[chat_id], placed(n)) for n in range(20) for chat_id in people))

    async with post.on_duty():
        ledger = await post.settled()

    assert {line.state for line in ledger} == {MessageState.SENT}
    assert all(line.sent_at and line.attempt == 1 for line in ledger)
    for chat_id in people:
        assert await telegram.orders_read(chat_id) == [f"A-{n}" for n in range(20)]


async def test_each_reads_their_own_language(post: Post, telegram: Telegram) -> None:
    await post.write(
        (await post.person(ADA, locale="en"), placed(1)), (await post.person(BOB, locale="de-AT"), placed(1))
    )

    async with post.on_duty():
        await post.settled()

    assert "We ship your order by 12 March 2027 at the latest." in (await telegram.read(ADA))[0]["text"]
    [letter] = await telegram.read(BOB)
    assert "Wir versenden Ihre Bestellung bis spätestens 12. März 2027." in letter["text"]
    assert letter["buttons"] == [
        [{"text": "Bestellung zeigen", "data": "order:1"}],
        [{"text": "Menü", "data": "menu"}],
    ]


async def test_a_cancellation_comes_with_a_receipt_to_keep(post: Post, telegram: Telegram) -> None:
    news = OrderCancelled(
        backorder_id=1,
        order_number="A-1",
        product={"en": "Mug <blue>"},
        quantity=2,
        at=datetime(2027, 1, 11, 11, 5, tzinfo=UTC),
        by_customer=True,
        refund=Money(3998, "EUR"),
        refund_due_on=date(2027, 1, 25),
    )
    await post.write((await post.person(ADA, timezone="Asia/Tokyo"), news))

    async with post.on_duty():
        await post.settled()

    [letter] = await telegram.read(ADA)
    assert letter["document"]["file_name"] == "receipt-A-1.txt"
    assert "11 January 2027 at 20:05" in letter["text"]
    assert "€39.98 back by 25 January 2027" in letter["text"]
    async with telegram.http.get(telegram.origin + letter["document"]["url"]) as answer:
        assert "Mug <blue>" in await answer.text()


async def test_fresh_mail_leaves_at_once(post: Post) -> None:
    ada = await post.person(ADA)
    async with post.on_duty():
        await asyncio.sleep(0.3)
        began = asyncio.get_running_loop().time()
        await post.write((ada, placed(1)))
        await post.settled()
        assert asyncio.get_running_loop().time() - began < 0.7


async def test_mail_of_later_waits_for_its_hour(post: Post) -> None:
    ada = await post.person(ADA)
    await post.write((ada, placed(1)), due=timedelta(seconds=1))
    async with post.on_duty():
        [line] = await post.settled()
    assert line.state.value == "sent"
    assert line.sent_at is not None
    assert line.sent_at >= line.created_at + timedelta(seconds=1)


async def test_people_without_a_chat_and_people_who_block_get_nothing(post: Post, telegram: Telegram) -> None:
    nobody, ada = await post.person(None), await post.person(ADA)
    await telegram.block(ADA)
    await post.write((nobody, placed(1)), (ada, placed(2)), (ada, placed(3)))

    async with post.on_duty():
        ledger = await post.settled()

    assert [(line.state.value, line.reason) for line in ledger] == [
        ("dropped", "not_linked"),
        ("dropped", "blocked"),
        ("dropped", "blocked"),
    ]
    async with post.store.read() as tx:
        reader = (await tx.customers.readers([ada]))[ada]
    assert reader.blocked


async def test_a_chat_that_does_not_exist_is_given_up(post: Post) -> None:
    lost = await post.person(77)
    await post.write((lost, placed(1)))
    async with post.on_duty():
        [line] = await post.settled()
    assert (line.state.value, line.reason) == ("dropped", "chat_not_found")
    async with post.store.read() as tx:
        assert (await tx.customers.readers([lost]))[lost].blocked  # until they write again


async def test_too_fast_stops_the_whole_bot_and_loses_nothing(post: Post, telegram: Telegram) -> None:
    people = [await post.person(chat_id) for chat_id in CHATS[:10]]
    await telegram.fault(error_code=429, retry_after=1, times=1)
    await post.write(*((person, placed(n)) for n, person in enumerate(people)))

    began = asyncio.get_running_loop().time()
    async with post.on_duty(post.courier(pace=Pace())):
        ledger = await post.settled()

    assert asyncio.get_running_loop().time() - began > 1
    assert {(line.state.value, line.attempt) for line in ledger} == {("sent", 1)}
    assert [len(await telegram.read(chat_id)) for chat_id in CHATS[:10]] == [1] * 10


async def test_bad_moments_are_tried_again_in_order(post: Post, telegram: Telegram) -> None:
    faults = [{"error_code": 502}, {"kind": "garbage"}, {"error_code": 500, "description": "x"}, {"kind": "lost"}]
    people = dict(zip(CHATS, faults, strict=False))
    for chat_id, fault in people.items():
        await telegram.fault(chat_id=chat_id, times=1, **fault)
    persons = [await post.person(chat_id) for chat_id in people]
    await post.write(*((person, placed(n)) for n in range(3) for person in persons))

    async with post.on_duty():
        await post.settled()

    *simple, lost = people
    for chat_id in simple:
        assert await telegram.orders_read(chat_id) == ["A-0", "A-1", "A-2"]
    # The answer was lost, not the letter: it comes twice, because nobody can know.
    assert await telegram.orders_read(lost) == ["A-0", "A-0", "A-1", "A-2"]


async def test_a_silent_telegram_is_tried_again(
    post: Post, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delivery.telegram.PATIENCE", 0.3)
    ada = await post.person(ADA)
    await telegram.fault(kind="hang", seconds=2, times=1)
    await post.write((ada, placed(1)))
    async with post.on_duty():
        await post.settled()
    assert await telegram.orders_read(ADA) == ["A-1"]


async def test_nobody_at_the_other_end_is_waited_for(post: Post, telegram: Telegram) -> None:
    ada = await post.person(ADA)
    origin, telegram.origin = telegram.origin, "http://127.0.0.1:9"
    courier = post.courier()
    telegram.origin = origin
    await post.write((ada, placed(1)))

    async with post.on_duty(courier):
        await asyncio.sleep(0.5)
        [line] = await post.ledger()

    assert line.state is MessageState.DUE
    assert line.due_at > now()


async def test_the_pace_is_kept_where_telegram_counts(post: Post, telegram: Telegram) -> None:
    await telegram.limits(30, 1)
    people = [await post.person(chat_id) for chat_id in CHATS]
    await post.write(*((person, placed(n)) for person in people for n in range(2)))

    began = asyncio.get_running_loop().time()
    async with post.on_duty(post.courier(pace=Pace())):
        await post.settled()
    took = asyncio.get_running_loop().time() - began

    assert await telegram.violations() == 0
    assert 80 / 25 - 0.1 < took < 8


async def test_one_courier_works_and_another_takes_over_when_it_dies(post: Post, telegram: Telegram) -> None:
    ada = await post.person(ADA)
    first, second = (post.courier(lease=timedelta(seconds=2)) for _ in range(2))
    async with asyncio.TaskGroup() as group:
        dying = group.create_task(first.run(asyncio.Event()))
        await asyncio.sleep(0.2)
        async with post.on_duty(second):
            await post.write((ada, placed(1)))
            await post.settled()
            crash(first)
            dying.cancel()
            await post.write((ada, placed(2)))
            await post.settled(seconds=2 + 1 + 1)
    assert await telegram.orders_read(ADA) == ["A-1", "A-2"]


def crash(courier: Courier) -> None:
    """From now on nothing it does reaches the database, as if its process were gone."""

    async def gone(*_: object) -> None:
        raise asyncio.CancelledError

    courier._clerk._write = gone  # type: ignore[method-assign, assignment]


async def test_a_late_courier_changes_nothing(store: Store, post: Post) -> None:
    ada = await post.person(ADA)
    await post.write((ada, placed(1)))
    async with store.begin() as tx:
        [early] = await tx.outbox.claim(now=now(), lease_until=now(), most=10)
    async with store.begin() as tx:
        [late] = await tx.outbox.claim(now=now(), lease_until=now() + timedelta(seconds=60), most=10)
        await tx.outbox.settle([Settled(late.id, late.attempt, MessageState.SENT, message_id=7)], now())
    async with store.begin() as tx:
        await tx.outbox.settle([Settled(early.id, early.attempt, MessageState.FAILED, "late")], now())
    assert await post.states() == ["sent"]


async def test_stopping_ends_what_is_under_way_and_lets_go_the_rest(post: Post, telegram: Telegram) -> None:
    people = [await post.person(chat_id) for chat_id in CHATS]
    await post.write(*((person, placed(n)) for person in people for n in range(3)))
    async with post.on_duty(post.courier(pace=Pace())):
        await asyncio.sleep(1)

    ledger = await post.ledger()
    sent = sum(line.state is MessageState.SENT for line in ledger)
    assert 5 < sent < len(ledger)
    assert sum([len(await telegram.read(chat_id)) for chat_id in CHATS]) == sent
    left = [line for line in ledger if line.state is MessageState.DUE]
    assert {(line.attempt, line.due_at <= now()) for line in left} == {(0, True)}

    async with post.on_duty():
        await post.settled()
    assert [len(await telegram.read(chat_id)) for chat_id in CHATS] == [3] * len(CHATS)


async def test_what_people_wait_for_overtakes_a_long_queue(post: Post, telegram: Telegram) -> None:
    people = [await post.person(chat_id) for chat_id in CHATS]
    alert = BackInStock(subscription_id=1, sku="x", product={"en": "Mug"}, quantity=1, url=None, held_until=None)
    await post.write(*((person, alert) for person in people[1:] for _ in range(5)))
    async with post.on_duty(post.courier(pace=Pace())):
        await asyncio.sleep(1)
        began = asyncio.get_running_loop().time()
        receipt = OrderCancelled(
            backorder_id=1,
            order_number="A-1",
            product={"en": "Mug"},
            quantity=1,
            at=now(),
            by_customer=True,
            refund=None,
            refund_due_on=None,
        )
        await post.write((people[0], receipt))

        async def arrived() -> bool:
            return bool(await telegram.read(CHATS[0]))

        await until(arrived)
        assert asyncio.get_running_loop().time() - began < 1


async def test_a_database_that_fails_for_a_moment_is_waited_for(
    post: Post, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await post.person(ADA)
    await post.write((ada, placed(1)))
    begin, failures = store.begin, iter(range(3))

    def failing() -> object:
        if next(failures, None) is not None:
            raise OSError
        return begin()

    monkeypatch.setattr(store, "begin", failing)
    async with post.on_duty():
        ledger = await post.settled()
    assert [line.state.value for line in ledger] == ["sent"]
