"""Is it alive, is it ready, how busy is it."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from litestar import Response, get
from litestar.di import NamedDependency as Given
from msgspec import Struct

from api.metrics import Meter
from api.problems import NOT_READY, ProblemRaised
from services.shop import Shop

Probe = Callable[[], Awaitable[str | None]]
"""Answers why the process is not ready, or None when it is."""


class HealthOut(Struct, frozen=True):
    """Good news; bad news is a problem with status 503."""

    status: Literal["live", "ready"]


@get("/health/live", open=True, summary="Is the process alive?")
async def live() -> HealthOut:
    """Looks at nothing else."""
    return HealthOut("live")


@get("/health/ready", open=True, summary="Can it serve?", answers=(NOT_READY,))
async def ready(probe: Given[Probe]) -> HealthOut:
    """The database answers and is migrated."""
    if reason := await probe():
        raise ProblemRaised(NOT_READY, reason, headers={"Retry-After": "5"})
    return HealthOut("ready")


@get("/metrics", open=True, summary="Prometheus metrics", text=True)
async def metrics(shop: Given[Shop], meter: Given[Meter]) -> Response[bytes]:
    """Requests, and the age and length of the post's queue by lane. No personal data."""
    return Response(await meter.exposition(shop), media_type=meter.MEDIA_TYPE)


HANDLERS: list[Any] = [live, ready, metrics]
