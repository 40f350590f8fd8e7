"""What the post counts. Made once, in runtime/, on the registry that /metrics shows."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from delivery.pace import Pace

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
        self._pace_used = Gauge(
            "nachschub_pace_used", "Of what the bot may send within a second, 0 to 1.", registry=registry
        )
        self._pace_tempo = Gauge(
            "nachschub_pace_tempo", "Share of the full tempo; below 1 after a 429, for a while.", registry=registry
        )
        self._pace_halted = Gauge(
            "nachschub_pace_halted_seconds", "Until Telegram wants to hear from the bot again.", registry=registry
        )

    def watch(self, pace: Pace) -> None:
        """Whoever asks for the metrics reads the pace of that moment."""
        self._pace_used.set_function(lambda: pace.used)
        self._pace_tempo.set_function(lambda: pace.tempo)
        self._pace_halted.set_function(lambda: pace.halted_for)

    def count(self, answer: object) -> None:
        """A message's id, or a verdict."""
        if isinstance(answer, int):
            self._sent.inc()
        else:
            self.sends.labels(type(answer).__name__).inc()
