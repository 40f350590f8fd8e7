"""What the post counts. Made once, in runtime/, on the registry that /metrics shows."""

from prometheus_client import CollectorRegistry, Counter, Histogram

SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)


class Metrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.sends = Counter(
            "nachschub_sends", "Letters handed to Telegram, by what came of it.", ["verdict"], registry=registry
        )
        self.dropped = Counter(
            "nachschub_letters_dropped", "Letters that nobody could read, by reason.", ["reason"], registry=registry
        )
        self.age = Histogram(
            "nachschub_letter_age_seconds",
            "From writing a letter down to Telegram's answer.",
            buckets=SECONDS,
            registry=registry,
        )
        self._sent = self.sends.labels("Sent")

    def count(self, answer: object) -> None:
        """A message's id, or a verdict."""
        if isinstance(answer, int):
            self._sent.inc()
        else:
            self.sends.labels(type(answer).__name__).inc()
