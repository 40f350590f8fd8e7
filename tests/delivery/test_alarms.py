"""What wakes somebody, and what does not."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from delivery.alarms import AGAIN, IN_A_ROW, Alarms
from delivery.pace import Pace
from delivery.verdict import GiveUp, Moved, Reason, TryAgain, Unknown, Verdict, Wait
from domain.notices import Lane
from domain.policy import ShopPolicy
from services import messages
from services.shop import Shop
from tests.delivery.cast import CHATS, Post, Telegram, now, placed, until

AGAIN_SOON = TryAgain(timedelta(seconds=2))
MOMENT = timedelta(seconds=10)


def raised(*answers: int | Verdict, every: float = 1.0) -> list[str]:
    moments = iter(n * every for n in range(100_000))
    alarms = Alarms(lambda: next(moments))
    with capture_logs() as logs:
        for answer in answers:
            alarms.see(answer)
    assert {log["event"] for log in logs} <= {"alarm"}
    return [log["alarm"] for log in logs]


def test_a_refused_token_once_in_five_minutes() -> None:
    assert raised(*[Wait(MOMENT)] * 5) == ["token_refused"]
    assert raised(Wait(MOMENT), Wait(MOMENT), every=AGAIN) == ["token_refused"] * 2
    assert raised(Wait(MOMENT, too_fast=True)) == []


def test_many_failures_without_one_that_arrived() -> None:
    assert raised(*[AGAIN_SOON] * (IN_A_ROW - 1), 7, AGAIN_SOON) == []
    assert raised(*[AGAIN_SOON] * (IN_A_ROW - 1), GiveUp(Reason.REFUSED)) == ["failures_in_a_row"]
    assert raised(*[AGAIN_SOON] * (IN_A_ROW - 1), Moved(-100), AGAIN_SOON) == []


def test_people_who_block_the_bot_wake_nobody() -> None:
    assert raised(*[GiveUp(Reason.BLOCKED)] * 100) == []


def test_chats_that_nobody_finds_look_like_another_bots_token() -> None:
    assert raised(*[GiveUp(Reason.CHAT_NOT_FOUND)] * IN_A_ROW) == ["failures_in_a_row"]


@pytest.mark.parametrize("times", [1, 3])
def test_an_outcome_that_nobody_knows(times: int) -> None:
    assert raised(*[Unknown()] * times) == ["outcomes_unknown"]


async def test_a_long_silence_is_seen_from_everywhere(post: Post, telegram: Telegram) -> None:
    shop = Shop(post.store, now, ShopPolicy(alarm_after=timedelta(minutes=1)))
    await post.write((await post.person(CHATS[0]), placed(1)), (await post.person(CHATS[1]), placed(2)))
    await telegram.fault(error_code=429, retry_after=130, times=1)

    async def noted() -> bool:
        async with post.store.read() as tx:
            return await tx.facts.halt(now()) is not None

    with capture_logs() as logs:
        async with post.on_duty(post.courier(pace=Pace(), policy=shop.policy)):
            await until(noted)
            traced = await messages.read(shop, 1)
            late = await messages.lateness(shop)

    assert [log["seconds"] // 10 for log in logs if log.get("alarm") == "halted"] in ([12], [13])
    assert traced.answer.code == "waits_for_telegram"
    assert traced.answer.until is not None
    assert timedelta(seconds=120) < traced.answer.until - now() < timedelta(seconds=130)
    assert late[Lane.SERVICE] > timedelta(0)
