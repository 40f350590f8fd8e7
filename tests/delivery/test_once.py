"""Announcements go at most once: what may have arrived is listed for somebody to decide, and never repeated unasked."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from domain.decisions import Decision
from domain.notices import Lane, Letter, MessageState
from domain.policy import ShopPolicy
from domain.refusals import MessageSettled
from services import messages
from services.shop import Shop
from storage.messages import MessageQuery
from storage.outbox import Settled
from tests.delivery.cast import CHATS, Post, Telegram, now, placed, until
from tests.delivery.test_courier import crash

ADA, BOB = CHATS[0], CHATS[1]


@dataclass(frozen=True, slots=True)
class Announced(Letter):
    """Whatever it says, it travels as an announcement."""

    @property
    def lane(self) -> Lane:
        return Lane.ANNOUNCEMENTS


async def announce(post: Post, *people: int, about: str = "news") -> None:
    letters = [(Announced(f"{about}:{n}", person, (placed(person),)), now()) for n, person in enumerate(people)]
    async with post.store.begin() as tx:
        await tx.outbox.add(letters, now())


@pytest.fixture
def desk(post: Post) -> Shop:
    return Shop(post.store, now, ShopPolicy())


MAYBE = [{"error_code": 502}, {"kind": "garbage"}, {"kind": "lost"}]


async def test_what_may_have_arrived_is_never_repeated_unasked(post: Post, telegram: Telegram) -> None:
    chats = CHATS[: len(MAYBE)]
    for chat_id, fault in zip(chats, MAYBE, strict=True):
        await telegram.fault(chat_id=chat_id, times=1, **fault)
    await announce(post, *[await post.person(chat_id) for chat_id in chats])

    async with post.on_duty():
        ledger = await post.settled()
        await asyncio.sleep(0.3)

    assert {(line.state.value, line.reason) for line in ledger} == {("unknown", "no_answer")}
    assert [len(await telegram.read(chat_id)) for chat_id in chats] == [0, 0, 1]


async def test_a_clear_no_is_tried_again(post: Post, telegram: Telegram) -> None:
    await telegram.fault(error_code=429, retry_after=1, times=1)
    await announce(post, await post.person(ADA))
    async with post.on_duty():
        [line] = await post.settled()
    assert (line.state.value, line.attempt) == ("sent", 1)
    assert len(await telegram.read(ADA)) == 1


async def test_nothing_has_left_where_nobody_was_at_the_other_end(post: Post, telegram: Telegram) -> None:
    await announce(post, await post.person(ADA))
    origin, telegram.origin = telegram.origin, "http://127.0.0.1:9"
    courier = post.courier()
    telegram.origin = origin

    async with post.on_duty(courier):
        await asyncio.sleep(0.4)
    [line] = await post.ledger()

    assert (line.state.value, line.reason) == ("due", None)


async def test_a_refusal_is_one(post: Post, telegram: Telegram) -> None:
    await telegram.block(ADA)
    await announce(post, await post.person(ADA), await post.person(77))
    async with post.on_duty():
        ledger = await post.settled()
    assert [(line.state.value, line.reason) for line in ledger] == [
        ("dropped", "blocked"),
        ("dropped", "chat_not_found"),
    ]


async def test_after_a_crash_on_the_way_the_outcome_is_unknown(post: Post, telegram: Telegram) -> None:
    ada, bob = await post.person(ADA), await post.person(BOB)
    await telegram.fault(chat_id=ADA, kind="hang", seconds=30, times=1)
    first = post.courier(lease=timedelta(seconds=1))
    async with asyncio.TaskGroup() as group:
        dying = group.create_task(first.run(asyncio.Event()))
        await announce(post, ada)
        await until(lambda: on_its_way(post))
        assert [(line.state.value, line.reason) for line in await post.ledger()] == [("due", "leaving")]
        crash(first)
        dying.cancel()
    await announce(post, bob, about="more")

    async with post.on_duty(post.courier(lease=timedelta(seconds=1))):
        await until(lambda: reads(telegram, BOB))

    assert [(line.state.value, line.reason) for line in await post.ledger()] == [
        ("unknown", "interrupted"),
        ("sent", None),
    ]
    assert await telegram.read(ADA) == []


async def on_its_way(post: Post) -> bool:
    return [line.reason for line in await post.ledger()] == ["leaving"]


async def reads(telegram: Telegram, chat_id: int) -> bool:
    return bool(await telegram.read(chat_id))


async def test_the_one_who_was_interrupted_still_knows_best(post: Post) -> None:
    await announce(post, await post.person(ADA))
    async with post.store.begin() as tx:
        letters = await tx.outbox.claim(now=now(), lease_until=now(), most=10)
        assert await tx.outbox.mark_leaving(letters, now()) == {letters[0].id}
        assert await tx.outbox.mark_leaving(letters, now()) == set()
        assert await tx.outbox.claim(now=now() + timedelta(days=1), lease_until=now(), most=10) == []
        assert await tx.outbox.mark_interrupted() == 1
        [letter] = letters
        await tx.outbox.settle([Settled(letter.id, 1, MessageState.DUE, due_at=now(), renews=True)], now())
        assert (await tx.messages.page(MessageQuery(state=MessageState.UNKNOWN))).items
        await tx.outbox.settle([Settled(letter.id, 1, MessageState.SENT, message_id=7)], now())
    assert await post.states() == ["sent"]


async def test_resending_is_a_decision_and_twice_is_once(post: Post, telegram: Telegram, desk: Shop) -> None:
    await telegram.fault(error_code=504, times=1)
    await announce(post, await post.person(ADA))
    async with post.on_duty():
        [line] = await post.settled()
        for _ in range(2):
            await messages.decide(desk, line.id, Decision.RESEND)
        await post.settled()
        traced = await messages.decide(desk, line.id, Decision.RESEND)

    assert traced.message.state is MessageState.SENT
    assert [(one.verdict, one.reason, one.error) for one in traced.attempts] == [
        ("Unknown", "no_answer", "TelegramServerError"),
        ("resend", "no_answer", None),
    ]
    assert len(await telegram.read(ADA)) == 1
    with pytest.raises(MessageSettled):
        await messages.decide(desk, line.id, Decision.LEAVE)


async def test_leaving_it_is_a_decision_too(post: Post, telegram: Telegram, desk: Shop) -> None:
    await telegram.fault(kind="lost", times=1)
    await announce(post, await post.person(ADA))
    async with post.on_duty():
        [line] = await post.settled()
        for _ in range(2):
            traced = await messages.decide(desk, line.id, Decision.LEAVE)
    assert (traced.message.state.value, traced.message.reason) == ("dropped", "left")
    assert [one.verdict for one in traced.attempts] == ["Unknown", "leave"]
    with pytest.raises(MessageSettled):
        await messages.decide(desk, line.id, Decision.RESEND)


async def test_many_announcements_share_the_books(post: Post, telegram: Telegram) -> None:
    people = [await post.person(chat_id) for chat_id in CHATS]
    await announce(post, *people)
    async with post.on_duty():
        ledger = await post.settled()
    assert {line.state for line in ledger} == {MessageState.SENT}
    assert [len(await telegram.read(chat_id)) for chat_id in CHATS] == [1] * len(CHATS)
