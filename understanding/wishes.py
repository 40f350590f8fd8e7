"""Two wishes in one message, told apart where both halves are sure of themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from understanding.intents import HARMFUL, Intent
from understanding.masking import masked_words
from understanding.own import NO_PHRASES, OwnPhrases
from understanding.reading import EXACT, Reading, read
from understanding.spans import Kind, Span, Spans
from understanding.spelling import plain, words
from understanding.tongues import guess_language

_LINK = (
    r"and also|and then|and|und außerdem|und dann|und auch|und|plus|außerdem|ausserdem|sowie|also|&|\+|but|aber|n|u|u\."
)
_LEAD = (
    r"(?:(?:oh|ach|und|and|also|außerdem|ausserdem|plus|ps:?|dann|then|noch was|one more thing|if not|wenn nicht|falls nicht|"
    r"otherwise|sonst|ansonsten|dafür|danach|but|aber),?\s)*"
)
_JOINTS = re.compile(
    rf"[.!?;…]+\s+{_LEAD}|\n+\s*{_LEAD}|,?\s(?:{_LINK})\s{_LEAD}|,\s{_LEAD}|\s[-–—]\s{_LEAD}", re.IGNORECASE
)
MOST = 6
"""Joints that are tried; who writes a letter has one wish, or needs a person."""
FEW = 3
"""Words of a half that may be the rest of a sentence: of `wrong postcode, 4021 instead of 4012` nothing is switched."""
_TOLD = frozenset({"bestellt", "ordered", "gekauft", "bought"})
"""Who has ordered a thing looks for it no more."""
_NO_WISH = frozenset({Intent.SMALLTALK, Intent.OUT_OF_SCOPE})
_AGAINST = frozenset({Intent.KEEP_WAITING, Intent.CANCEL_BACKORDER, Intent.SWITCH_ALTERNATIVE})
"""Of these only one can be meant of the same thing."""
_TOGETHER = frozenset(
    frozenset(pair)
    for pair in (
        (Intent.CANCEL_BACKORDER, Intent.REFUND_PAYMENT),
        (Intent.CANCEL_BACKORDER, Intent.SUBSCRIBE_RESTOCK),
        (Intent.CANCEL_BACKORDER, Intent.ANNOUNCEMENTS),
        (Intent.CANCEL_BACKORDER, Intent.PRIVACY),
        (Intent.ORDER_STATUS, Intent.CHANGE_DELIVERY),
        (Intent.ORDER_STATUS, Intent.REFUND_PAYMENT),
        (Intent.ORDER_STATUS, Intent.DISCOUNT_REQUEST),
        (Intent.ORDER_STATUS, Intent.HUMAN_AGENT),
        (Intent.ORDER_STATUS, Intent.CHANGE_LANGUAGE),
        (Intent.ORDER_STATUS, Intent.SWITCH_ALTERNATIVE),
        (Intent.ORDER_STATUS, Intent.LINK_ORDER),
        (Intent.LINK_ORDER, Intent.REFUND_PAYMENT),
        (Intent.KEEP_WAITING, Intent.DISCOUNT_REQUEST),
        (Intent.KEEP_WAITING, Intent.ORDER_STATUS),
        (Intent.KEEP_WAITING, Intent.UNSUBSCRIBE),
        (Intent.UNSUBSCRIBE, Intent.ANNOUNCEMENTS),
        (Intent.UNSUBSCRIBE, Intent.LIST_SUBSCRIPTIONS),
        (Intent.UNSUBSCRIBE, Intent.SUBSCRIBE_RESTOCK),
        (Intent.PRODUCT_SEARCH, Intent.SUBSCRIBE_RESTOCK),
        (Intent.PRODUCT_SEARCH, Intent.DISCOUNT_REQUEST),
        (Intent.PRODUCT_SEARCH, Intent.SWITCH_ALTERNATIVE),
        (Intent.SWITCH_ALTERNATIVE, Intent.CHANGE_DELIVERY),
        (Intent.SWITCH_ALTERNATIVE, Intent.REFUND_PAYMENT),
        (Intent.SUBSCRIBE_RESTOCK, Intent.CHANGE_LANGUAGE),
        (Intent.HUMAN_AGENT, Intent.REFUND_PAYMENT),
        (Intent.HUMAN_AGENT, Intent.CANCEL_BACKORDER),
        (Intent.CHANGE_DELIVERY, Intent.REFUND_PAYMENT),
    )
)
"""Wishes that come together: who cancels asks for the money, who cannot have it now wants to be told."""
SURE, SURE_APART, SURE_OF_TALK = 0.5, 0.85, 0.7
"""What each half must reach by itself: of wishes that come together, of others, and what a greeting must reach."""
AGAINST_THE_WHOLE = 0.15
"""So much more, where the whole reads as neither: then the cut may have made the sense."""
AT_A_COMMA = 0.2
"""So much more at a comma with nothing behind it: most of those only part a clause from its sentence."""
_IF_NOT = re.compile(r"\b(?:if not|otherwise|wenn nicht|falls nicht|sonst|ansonsten)\b", re.IGNORECASE)
_COMMA = re.compile(r",\s*", re.IGNORECASE)
_NAMING = frozenset(
    plain(word)
    for word in "order number no nr id my the it is its it's for about regarding concerning with of hi hello ref reference email mail "
    "bestellung bestellnummer bestellnr nummer auftrag auftragsnummer meine mein die der das es ist lautet zu wegen betrifft betreff "
    "bezüglich geht um hallo vom mit guten tag xorder xmail xdate xproduct xcolour xsize xqty".split()
)
"""Words of a half that only names the order or the goods."""
_POINTS = re.compile(r"\b(?:it|that|this|that one|this one|them|es|sie|ihn|das|dies\w*)\b", re.IGNORECASE)
_SAID_OUTRIGHT = {
    Intent.CANCEL_BACKORDER: frozenset({"cancel", "order"}),
    Intent.PRIVACY: frozenset({"privacy"}),
}
"""Notions of which such a half must name one, or else its goods: `your ads annoy me, away with it` cancels no order."""
_OF_ORDERS = frozenset(
    {
        Intent.ORDER_STATUS,
        Intent.CANCEL_BACKORDER,
        Intent.SWITCH_ALTERNATIVE,
        Intent.REFUND_PAYMENT,
        Intent.CHANGE_DELIVERY,
        Intent.KEEP_WAITING,
        Intent.DISCOUNT_REQUEST,
    }
)
"""Wishes that are about the order that the first half names, where they name none."""


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a half of it: what it names, and how it reads to one who knows the merchant's `own` phrases."""

    spans: Spans
    reading: Reading
    own: OwnPhrases = NO_PHRASES

    @classmethod
    def of(cls, spans: Spans, own: OwnPhrases) -> "Part":
        return cls(spans, read(spans, own), own)

    @property
    def intent(self) -> Intent:
        return self.reading.best.intent

    @property
    def names(self) -> bool:
        return any(self.spans.of(Kind.ORDER)) or any(self.spans.of(Kind.PRODUCT))


@dataclass(frozen=True, slots=True)
class Cut:
    """Both halves in the message's order, and what the less certain one must reach."""

    first: Part
    second: Part
    needed: float

    @property
    def least(self) -> float:
        return min(self.first.reading.best.confidence, self.second.reading.best.confidence)

    @property
    def holds(self) -> bool:
        return are_wishes(self.first, self.second) and self.least >= self.needed


def second_wish(whole: Part, leeway: float = 0.0) -> Cut | None:
    """The likeliest cut into two wishes; `leeway`: so much less will do, where a second thought follows."""
    found = []
    for left, joint, right in _halves(whole):
        first, second = gist(left), gist(right)
        second = _after(first, joint, _pointed(first, second))
        if _are_two(first, second, left, right):
            more = AT_A_COMMA if _COMMA.fullmatch(joint) and not (left.names and right.names) else 0.0
            found.append(Cut(first, second, needed(first.intent, second.intent, whole.intent) + more))
    best = max(found, key=lambda cut: cut.least - cut.needed, default=None)
    return best if best and best.least >= best.needed - leeway else None


def needed(first: Intent, second: Intent, whole: Intent) -> float:
    """What the less certain half must reach."""
    least = SURE if {first, second} in _TOGETHER else SURE_APART
    return least if whole in {first, second} else least + AGAINST_THE_WHOLE


def gist(whole: Part) -> Part:
    """Without a greeting, or a half that only names the order: what is left often says it more clearly.

    A harmful wish must be the whole's too: `please don't, cancel` must not lose its no.
    """
    best = whole
    for left, _, right in _halves(whole):
        for idle, other in ((left, right), (right, left)):
            if _says_nothing(idle):
                safe = other.intent not in HARMFUL or other.intent is best.intent
                if safe and other.reading.best.confidence > best.reading.best.confidence:
                    best = other
    return best


def shared(first: Part, second: Part) -> Spans:
    """What the second half is about: what it names, else the order or the goods of the first that it points at."""
    if second.names:
        return second.spans
    pointing = bool(_POINTS.search(second.spans.text))
    kinds = {Kind.PRODUCT, Kind.ORDER} if pointing else {Kind.ORDER} if second.intent in _OF_ORDERS else set()
    return Spans(second.spans.text, [*second.spans.found, *(span for span in first.spans.found if span.kind in kinds)])


def _pointed(first: Part, second: Part) -> Part:
    """`add order 7 and tell me when it ships`: with what `it` stands for in its place, where that reads more clearly."""
    named = next((span for span in first.spans.found if span.kind in {Kind.ORDER, Kind.PRODUCT}), None)
    points = _POINTS.search(second.spans.text)
    if named is None or points is None or second.names or not second.spans.free(points.start(), points.end()):
        return second
    spans = Spans(second.spans.text, [*second.spans.found, replace(named, start=points.start(), end=points.end())])
    there = Part.of(spans, second.own)
    return there if there.reading.best.confidence > second.reading.best.confidence else second


def _after(first: Part, joint: str, second: Part) -> Part:
    """`Tell me when it comes`: of an order it is its news, and of goods that may be missing their return."""
    if first.intent is Intent.LINK_ORDER and second.intent is Intent.SUBSCRIBE_RESTOCK and not second.names:
        return _instead(second, Intent.ORDER_STATUS)
    if first.intent is Intent.PRODUCT_SEARCH and second.intent is Intent.ORDER_STATUS and _IF_NOT.search(joint):
        return _instead(second, Intent.SUBSCRIBE_RESTOCK)
    return second


def _instead(part: Part, intent: Intent) -> Part:
    """The same part, its best two guesses exchanged."""
    best = part.reading.best
    swapped = {best.intent: intent, intent: best.intent}
    ranked = (replace(guess, intent=swapped.get(guess.intent, guess.intent)) for guess in part.reading.ranked)
    return replace(part, reading=replace(part.reading, ranked=tuple(ranked)))


def _says_nothing(half: Part) -> bool:
    said = set(masked_words(half.spans))
    if said <= _NAMING:
        return bool(said & {Kind.ORDER.value, Kind.PRODUCT.value})
    return half.intent is Intent.SMALLTALK and half.reading.best.confidence >= SURE_OF_TALK


def _are_two(first: Part, second: Part, left: Part, right: Part) -> bool:
    whole = are_wishes(first, second) and _says_enough(first) and _says_enough(second)
    return whole and not _at_odds({first.intent, second.intent}, left, right)


def _says_enough(half: Part) -> bool:
    """More than a stray word; and an order to be added is named, else the half only tells of one."""
    if half.intent is Intent.LINK_ORDER:
        return any(half.spans.of(Kind.ORDER)) or any(half.spans.of(Kind.EMAIL))
    if half.intent is Intent.SWITCH_ALTERNATIVE and half.reading.words <= FEW and not _names_looks(half):
        return False
    if half.intent is Intent.PRODUCT_SEARCH and not _TOLD.isdisjoint(masked_words(half.spans)):
        return False
    if half.intent in _SAID_OUTRIGHT and not half.names and not half.reading.notions & _SAID_OUTRIGHT[half.intent]:
        return False
    return half.reading.words > 1 or half.reading.best.confidence >= EXACT


def _names_looks(half: Part) -> bool:
    return any(span.kind in {Kind.PRODUCT, Kind.COLOUR, Kind.SIZE} for span in half.spans.found)


def are_wishes(first: Part, second: Part) -> bool:
    """Two, and neither of them a greeting or a remark."""
    return first.intent is not second.intent and not {first.intent, second.intent} & _NO_WISH


def _at_odds(both: set[Intent], left: Part, right: Part) -> bool:
    """Keeping and cancelling, where the halves do not each name what is meant, or a half that only names."""
    naming = any(set(masked_words(half.spans)) <= _NAMING for half in (left, right))
    return naming or (len(both & _AGAINST) == 2 and not (left.names and right.names))


def _halves(whole: Part) -> Iterator[tuple[Part, str, Part]]:
    spans, own = whole.spans, whole.own
    joints = [joint for joint in _JOINTS.finditer(spans.text) if spans.free(joint.start(), joint.end())]
    if guess_language([word.text for word in words(spans.text)], spans.text) != "de":
        joints = [joint for joint in joints if joint.group().strip().casefold() != "u"]  # in English it is you
    for joint in joints[:MOST]:
        if joint.start() > 4 and len(spans.text) - joint.end() > 4:
            left, right = _cut(spans, 0, joint.start()), _cut(spans, joint.end(), len(spans.text))
            yield Part.of(left, own), joint.group(), Part.of(right, own)


def _cut(spans: Spans, start: int, end: int) -> Spans:
    """What was found in the whole message keeps its place in the part."""
    found = [
        Span(span.kind, span.start - start, span.end - start, span.value, span.skus)
        for span in spans.found
        if start <= span.start and span.end <= end
    ]
    return Spans(spans.text[start:end], found)
