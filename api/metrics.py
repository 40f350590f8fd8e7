"""Counted while requests pass, asked when somebody looks. One registry per application, none for the process."""

from datetime import timedelta
from time import perf_counter

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from domain.decisions import UNDECIDED
from domain.notices import Lane
from services import messages
from services.shop import Shop

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meter:
    """Knows each address by its template, so that the number of time series stays small."""

    MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = own = registry
        self._requests = Counter(
            "nachschub_http_requests", "Requests answered.", ["method", "path", "status"], registry=own
        )
        self._seconds = Histogram(
            "nachschub_http_request_seconds", "Time to the answer.", ["method"], registry=own, buckets=BUCKETS
        )
        self._due = Gauge("nachschub_messages_due", "Letters waiting, by lane.", ["lane"], registry=own)
        self._age = Gauge(
            "nachschub_messages_oldest_seconds", "Age of the oldest letter, by lane.", ["lane"], registry=own
        )
        self._late = Gauge(
            "nachschub_messages_late_seconds", "By how much the latest letter is late, by lane.", ["lane"], registry=own
        )
        self._undecided = Gauge(
            "nachschub_messages_undecided", "Letters that somebody must decide about.", ["state"], registry=own
        )

    async def see(self, message: Message, scope: Scope) -> None:
        """A hook for Litestar: every answer passes here."""
        if message["type"] == "http.response.start":
            method = str(scope.get("method"))
            self._requests.labels(method, scope.get("path_template") or "none", message["status"]).inc()
            if (started := scope["state"].get("started")) is not None:
                self._seconds.labels(method).observe(perf_counter() - started)

    async def exposition(self, shop: Shop) -> bytes:
        """In Prometheus' text format."""
        waiting = await messages.waiting(shop)
        for lane in Lane:
            count, age = waiting.get(lane, (0, None))
            self._due.labels(lane.label).set(count)
            self._age.labels(lane.label).set(age.total_seconds() if age else 0)
        late, undecided = await messages.lateness(shop), await messages.undecided(shop)
        for lane in Lane:
            self._late.labels(lane.label).set(late.get(lane, timedelta()).total_seconds())
        for state in UNDECIDED:
            self._undecided.labels(state.value).set(undecided.get(state, 0))
        return generate_latest(self._registry)


class Stopwatch:
    """ASGI middleware: notes when the work on a request began."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["started"] = perf_counter()
        await self._app(scope, receive, send)
