"""Sure: act. Unsure: ask which of three. Lost: say so. Thresholds come from phrases that were kept out of training."""

from understanding.intents import HARMFUL, Intent
from understanding.parsed import Guess
from understanding.reading import KNOWN, Reading

SURE = 0.92
"""From here on a wish's page opens unasked."""
SURE_OF_HARM = 0.96
"""The same for wishes that may end in a loss; their page is a question."""
SURE_OF_TALK = 0.93
"""Small talk is near to everything: a joke asked for is no greeting."""
SHOWN = 3
LEAST = 0.02
"""Less likely wishes are no suggestion."""
SURE_OF_STATUS = 0.87
"""What most people ask; a card too many does no harm."""
_NEEDED = dict.fromkeys(HARMFUL, SURE_OF_HARM) | {
    Intent.ORDER_STATUS: SURE_OF_STATUS,
    Intent.SMALLTALK: SURE_OF_TALK,
    Intent.OUT_OF_SCOPE: 2.0,
}

_NAMED = {
    Intent.CANCEL_BACKORDER: frozenset({"cancel", "anymore", "remove", "stop"}),
    Intent.UNSUBSCRIBE: frozenset({"alert", "unsubscribe"}),
    Intent.SWITCH_ALTERNATIVE: frozenset({"switch"}),
    Intent.PRIVACY: frozenset({"privacy"}),
}
"""Notions of which a harmful wish must name one: `stop with the buttons` ends no alert, however likely it sounds."""
_DOUBTED = {Intent.CANCEL_BACKORDER: frozenset({"alert"})}
"""Notions beside which a harmful wish may be another one: `I no longer need the info on the lamp, strike it`."""
STORY = 25
"""Words from which on a message tells a story, in which much is named that is not wished for."""


def acts(reading: Reading) -> bool:
    """Whether the best guess's page may open unasked; asking how to cancel is not cancelling."""
    best = reading.best
    if best.intent is Intent.CANCEL_BACKORDER and reading.asking:
        return False
    if best.intent is Intent.PRIVACY and reading.refusing:
        return False
    if best.intent in HARMFUL and not _plain(best.intent, reading):
        return False
    return best.confidence >= _NEEDED.get(best.intent, SURE)


def _plain(intent: Intent, reading: Reading) -> bool:
    """Said outright, and of nothing else."""
    doubted = reading.notions & _DOUBTED.get(intent, frozenset()) and reading.best.confidence < KNOWN
    return reading.words <= STORY and bool(reading.notions & _NAMED[intent]) and not doubted


def suggestions(reading: Reading) -> tuple[Guess, ...]:
    """Likeliest first, at most three."""
    return (reading.best, *(guess for guess in reading.ranked[1:SHOWN] if guess.confidence >= LEAST))
