"""How many: the answer of somebody who was asked it, or who corrects it."""

import re

from understanding.figures import find_quantities, find_signs
from understanding.masking import masked_words
from understanding.spans import Kind, Spans
from understanding.spelling import plain


def _set(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


_BOTH = _set("both beide beides")
_ONE = _set("one eins einer eine einen eines ein single einzige einziges einziger einzigen")
_AROUND = _set(
    "all alle or oder none nothing keinen keine keins keiner kein keines nichts nix gar or not any of them davon please bitte pls i we me "
    "ich wir need needs brauche brauchen want wanted would like hätte hätten möchte möchten will nehme gern gerne only just nur bloß "
    "make it mach machen machs daraus bitte change set to ändern ändere auf zu setze stell stelle yes yeah ok okay ja jo no nope nein nee "
    "ne rather lieber instead stattdessen doch then dann at least mindestens once auf einmal zusammen together gleichzeitig pieces piece "
    "units unit items stück stücke stueck is enough reicht reichen genügt genug es sollen sollten sein should be have haben if wenn a an "
    "when there are da sind for für number quantity menge anzahl nun now jetzt total insgesamt otherwise sonst"
)

_ALERT = re.compile(
    r"\b(?:alerts?|alarm|notifications?|benachrichtigung|vormerkung|meldung|erinnerung)\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:chang|updat|increas|rais|reduc|lower|änder|aender|erhöh|erhoeh|anheb|verringer|senk)\w*\b"
    r"|\b(?:make|set|stell|setz|mach)\w*\b.*\b(?:to|auf) \d",
    re.IGNORECASE,
)
_ANOTHER_WISH = re.compile(
    r"\b(?:stop\w*|end\w*|beend\w*|aus|off|cancel\w*|delete|lösch\w*|language|sprache|german|deutsch|english|englisch|"
    r"mind|meinung|settings?|einstellung\w*|times?|uhr\w*|zeit\w*|quiet|ruhe\w*|e-?mail\w*|address|adresse)\b",
    re.IGNORECASE,
)


def changes_alert(text: str) -> bool:
    """`Change my alert for the kettle to 3`: an alert that is there, and not its end."""
    return bool(_ALERT.search(text) and _CHANGE.search(text)) and not _ANOTHER_WISH.search(text)


def amount(text: str) -> int | None:
    """The number of units of a message that says nothing else: `2, both or none`, `lieber drei`, `beide`."""
    spans = Spans(text)
    find_signs(spans)
    find_quantities(spans)
    said = set(masked_words(spans)) - {Kind.QTY.value}
    if not said <= _AROUND | _BOTH | _ONE:
        return None
    named = {int(span.value) for span in spans.of(Kind.QTY)}
    found = named or ({2} if said & _BOTH else set()) | ({1} if said & _ONE else set())
    return found.pop() if len(found) == 1 else None
