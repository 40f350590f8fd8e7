"""Languages: the one a message is in, and the one it asks for."""

import re
from collections.abc import Sequence

from domain.texts import LANGUAGES

_TOLD = {
    "en": "the a an is it my i you to of and when what where how please do not can for with me are have your want this "
    "that on in be still was will dont im its any order cancel back id would hello thanks yes",
    "de": "der die das ist es ich sie du zu und wann was wo wie bitte nicht kann fur mit mir mich sind habe meine mein "
    "meinen meiner ein eine einen auf wird noch mal euch ihr ihre den dem im bestellung storniert hallo danke ja wieder "
    "gibt bin hab mochte will kein keine doch wenn auch nur nach von oder zum zur uber bei schon moin nein",
}
_MARKS = {language: frozenset(text.split()) for language, text in _TOLD.items()}
_UMLAUTS = re.compile(r"[äöüß]", re.IGNORECASE)

_NAMES = {
    "de": r"deutsche?[nrsm]?|german|allemand|almanca",
    "en": r"englische?[nrsm]?|english|englich|englis[ch]?h?|anglais|ingilizce",
    "fr": r"französisch|franzoesisch|french|français|francais",
    "es": r"spanisch|spanish|español|espanol",
    "it": r"italienisch|italian|italiano",
    "tr": r"türkisch|tuerkisch|turkish|türkçe|turkce",
    "pl": r"polnisch|polish|polski",
    "nl": r"niederländisch|holländisch|dutch|nederlands",
    "ru": r"russisch|russian|русский",
    "uk": r"ukrainisch|ukrainian|українська",
    "ar": r"arabisch|arabic|العربية",
    "pt": r"portugiesisch|portuguese|português",
}
_PATTERNS = {tag: re.compile(rf"\b(?:{names})\b", re.IGNORECASE) for tag, names in _NAMES.items()}
_ASKED = re.compile(
    r"\b(?:in|auf|to|speak\w*|talk\w*|sprech\w*|sprichst|spricht|sprache|languages?|switch|change|wechs\w*|umstell\w*|stell\w*|"
    r"schreib\w*|write|antwort\w*|answer|reply|please|pls|bitte|only|nur|lieber|prefer|rather|instead|statt|kein|no|continue|weiter)\b",
    re.IGNORECASE,
)


def guess_language(words: Sequence[str], text: str) -> str:
    """The language with more of its small words; umlauts speak for German; nobody's message is the fallback's."""
    points = {language: float(sum(word in marks for word in words)) for language, marks in _MARKS.items()}
    points["de"] += 1.5 if _UMLAUTS.search(text) else 0.0
    return max(LANGUAGES, key=lambda language: points[language])


def asked_language(text: str) -> str | None:
    """The language that is asked for, as a tag; of several the last that follows `to`, `auf` or `in`."""
    found = sorted((match.start(), tag) for tag, pattern in _PATTERNS.items() for match in pattern.finditer(text))
    if not found:
        return None
    alone = len(text.split()) <= 2
    if not alone and not _ASKED.search(text):
        return None
    directed = [
        tag for start, tag in found if re.search(r"\b(?:to|auf|in|ins|zu)\s(?:the\s)?$", text[:start], re.IGNORECASE)
    ]
    return directed[-1] if directed else found[0][1]
