"""Announcements to those who have agreed to them."""

from typing import Any

from litestar import get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, BroadcastId, Limit, StateOfBroadcast, StateOfMessage
from api.shapes.broadcasts import (
    BroadcastIn,
    BroadcastOut,
    BroadcastPage,
    PreviewOut,
    RecipientPage,
    TestIn,
    broadcast,
    line,
    preview,
    recipient,
)
from domain.refusals import (
    BroadcastFaulty,
    BroadcastMoveRefused,
    BroadcastPaused,
    NoConsent,
    NotFound,
    SecondPersonNeeded,
)
from services import broadcasts
from services.keys import Scope
from services.shop import Shop

SPRING = {
    "title": "Spring",
    "text": {"en": "<b>The blue mug is back.</b>", "de": "<b>Der blaue Becher ist wieder da.</b>"},
    "button": {"text": {"en": "To the shop", "de": "Zum Shop"}, "url": "https://shop.example/mug"},
    "audience": {"tags": ["regular"]},
    "send_at": "2027-03-01T10:00:00+01:00",
}
ONE = "/v1/broadcasts/{broadcast_id:int}"
MOVES = (NotFound, BroadcastMoveRefused)


@post("/v1/broadcasts", summary="Write a broadcast", right=Scope.BROADCAST, example=SPRING)
async def write(shop: Given[Shop], data: JSONBody[BroadcastIn], asker: Given[str]) -> BroadcastOut:
    """A draft: nothing is sent, and what is wrong with it is said by its preview."""
    return broadcast(await broadcasts.write(shop, data.draft(), asker))


@put(ONE, summary="Rewrite a draft", refuses=MOVES, right=Scope.BROADCAST, example=SPRING)
async def rewrite(
    shop: Given[Shop], broadcast_id: BroadcastId, data: JSONBody[BroadcastIn], asker: Given[str]
) -> BroadcastOut:
    """All of it. One that waits for approval becomes a draft again."""
    return broadcast(await broadcasts.rewrite(shop, broadcast_id, data.draft(), asker))


@get("/v1/broadcasts", summary="Broadcasts", right=Scope.BROADCAST)
async def page(
    shop: Given[Shop], standing: StateOfBroadcast = None, limit: Limit = 50, after: After = None
) -> BroadcastPage:
    """Oldest first."""
    found = await broadcasts.page(shop, state=standing, after=after, limit=limit)
    return BroadcastPage([line(each) for each in found.items], found.next)


@get(ONE, summary="One broadcast", refuses=(NotFound,), right=Scope.BROADCAST)
async def read(shop: Given[Shop], broadcast_id: BroadcastId) -> BroadcastOut:
    """With its progress, counted at this moment."""
    return broadcast(await broadcasts.read(shop, broadcast_id))


@get(f"{ONE}/recipients", summary="Whom it reached", refuses=(NotFound,), right=Scope.BROADCAST)
async def recipients(
    shop: Given[Shop],
    broadcast_id: BroadcastId,
    standing: StateOfMessage = None,
    limit: Limit = 50,
    after: After = None,
) -> RecipientPage:
    """Everybody who was to get it, with the outcome; empty until it is sent."""
    found = await broadcasts.recipients(shop, broadcast_id, state=standing, after=after, limit=limit)
    return RecipientPage([recipient(each) for each in found.items], found.next)


@post(f"{ONE}/preview", status_code=200, summary="Check it", refuses=(NotFound,), right=Scope.BROADCAST)
async def check(shop: Given[Shop], broadcast_id: BroadcastId) -> PreviewOut:
    """Whom it would reach now, how long that takes, and what has to be mended before."""
    return preview(await broadcasts.preview(shop, broadcast_id))


@post(
    f"{ONE}/test",
    status_code=204,
    summary="Send it to yourself",
    refuses=(NotFound, NoConsent, BroadcastFaulty),
    right=Scope.BROADCAST,
    example={"customer": "C-1001"},
)
async def test(shop: Given[Shop], broadcast_id: BroadcastId, data: JSONBody[TestIn]) -> None:
    """At once, as this customer would read it. They count as no recipient."""
    await broadcasts.test(shop, broadcast_id, data.customer)


@post(
    f"{ONE}/send",
    status_code=200,
    summary="Send it",
    refuses=(*MOVES, BroadcastPaused, BroadcastFaulty),
    right=Scope.BROADCAST,
)
async def send(shop: Given[Shop], broadcast_id: BroadcastId, asker: Given[str]) -> BroadcastOut:
    """At `send_at`, or at once. Where a second person is wanted, it waits for `approve` first."""
    return broadcast(await broadcasts.send(shop, broadcast_id, asker))


@post(
    f"{ONE}/approve",
    status_code=200,
    summary="Approve it",
    refuses=(*MOVES, BroadcastFaulty, SecondPersonNeeded),
    right=Scope.BROADCAST,
)
async def approve(shop: Given[Shop], broadcast_id: BroadcastId, asker: Given[str]) -> BroadcastOut:
    """By another key than those that wrote or rewrote it, or asked for it to be sent."""
    return broadcast(await broadcasts.approve(shop, broadcast_id, asker))


@post(f"{ONE}/pause", status_code=200, summary="Pause it", refuses=MOVES, right=Scope.BROADCAST)
async def pause(shop: Given[Shop], broadcast_id: BroadcastId) -> BroadcastOut:
    """Nothing leaves from now on, but what is on the wire already."""
    return broadcast(await broadcasts.pause(shop, broadcast_id))


@post(f"{ONE}/resume", status_code=200, summary="Go on", refuses=MOVES, right=Scope.BROADCAST)
async def resume(shop: Given[Shop], broadcast_id: BroadcastId) -> BroadcastOut:
    """Where it stopped."""
    return broadcast(await broadcasts.resume(shop, broadcast_id))


@post(f"{ONE}/cancel", status_code=200, summary="Cancel it", refuses=MOVES, right=Scope.BROADCAST)
async def cancel(shop: Given[Shop], broadcast_id: BroadcastId) -> BroadcastOut:
    """What has not left never does, and a second time changes nothing: it is `dropped`, with the reason `cancelled`."""
    return broadcast(await broadcasts.cancel(shop, broadcast_id))


HANDLERS: list[Any] = [
    write, rewrite, page, read, recipients, check, test, send, approve, pause, resume, cancel,
]  # fmt: skip
