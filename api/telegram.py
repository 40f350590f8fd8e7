"""Telegram's own call: an update for the bot."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import post
from litestar.di import NamedDependency as Given
from litestar.params import HeaderParameter

from api.asking import Ask, parse
from api.problems import NO_ADDRESS, UNAUTHORIZED, Fault, ProblemRaised

Feed = Callable[[dict[str, Any]], Awaitable[None]]
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(frozen=True, slots=True)
class Webhook:
    """Who takes updates, and the secret that proves them to be Telegram's. None where the bot polls instead."""

    feed: Feed | None = None
    secret: str | None = None


@post(
    "/telegram/webhook",
    open=True,
    status_code=200,
    summary="An update from Telegram",
    takes=dict[str, Any],
    answers=(NO_ADDRESS, UNAUTHORIZED),
)
async def update(
    request: Ask,
    webhook: Given[Webhook],
    secret: Annotated[str | None, HeaderParameter(name=SECRET, max_length=256)] = None,
) -> dict[str, Any]:
    """For Telegram only. 404 where no webhook is configured, 401 without its secret."""
    feed = admitted(webhook, secret)
    await feed(parse(await request.body(), dict[str, Any]))
    return {}


def admitted(webhook: Webhook, secret: str | None) -> Feed:
    if webhook.feed is None or not webhook.secret:
        raise ProblemRaised(NO_ADDRESS, "No webhook is configured.")
    if not hmac.compare_digest((secret or "").encode(), webhook.secret.encode()):
        raise ProblemRaised(UNAUTHORIZED, "The secret token is wrong.", [Fault(SECRET, "is wrong")])
    return webhook.feed


HANDLERS: list[Any] = [update]
