"""Words that sound like a date of delivery and are none (OLG München 6 U 3815/17, OLG Bremen 2 U 49/12, 2 W 55/09)."""

import re
import unicodedata

from domain.markup import plain
from domain.refusals import TextRefused

VAGUE = {
    wording: re.compile(rf"\b(?:{pattern})\b")
    for wording, pattern in {
        "bald": r"(?:als)?bald(?:ig\w*|m(?:ö|oe)glich\w*|est\w*)?|in b(?:ä|ae)lde|sobald (?:wie|als)",
        "voraussichtlich": r"vorr?aus ?s(?:icht\w*)?|vr?sl",
        "in der Regel": r"(?:in der|im) regel(?:fall\w*)?|i ?d ?r",
        "normalerweise": r"normalerweise",
        "demnächst": r"demn(?:ä|ae)chst\w*",
        "in Kürze": r"(?:in|binnen) k(?:ü|ue)rze",
        "kurzfristig": r"kurzfristig\w*",
        "zeitnah": r"zeitnah\w*",
        "so schnell wie möglich": r"schnellstens|(?:schnellst|fr(?:ü|ue)hest)m(?:ö|oe)glich\w*|"
        r"so (?:schnell|rasch|fr(?:ü|ue)h) (?:wie|als|es|wir) (?:\w+ )?(?:m(?:ö|oe)glich|geht|k(?:ö|oe)nnen)|"
        r"m(?:ö|oe)glichst (?:schnell|rasch|fr(?:ü|ue)h)",
    }.items()
}
"""What no German text may say, looked for among bare words. docs/announcements.md lists it; a test compares the two."""
_FAREWELL = re.compile(r"(?:^|(?<=[.!?,>\n]))[ \t]*bis (?:ganz |sehr )?bald[ \t]*(?=[^\w\s]|\n|$)", re.IGNORECASE)
"""The one "bald" that is no date, where it stands alone."""
UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Unicode's categories of what a word may hold without anybody seeing it: soft hyphens, joiners, marks."""


def vague_word(text: str) -> str | None:
    """The first of them in a German text, HTML or not, wherever it stands.

    Whether a text is about goods cannot be told from its words.
    """
    readings = [_bare_words(text), _bare_words(plain(text))]
    return next((wording for wording, found in VAGUE.items() if any(map(found.search, readings))), None)


def _bare_words(text: str) -> str:
    """In small letters, one blank between them; without signs, and without what cannot be seen."""
    composed = unicodedata.normalize("NFKC", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    seen = "".join(sign for sign in composed if unicodedata.category(sign) not in UNSEEN)
    whole = re.sub(r"[-\u2010\u2011]\s*\n\s*", "", _FAREWELL.sub("", seen))
    return re.sub(r"[\W_]+", " ", whole.casefold())


def must_be_clear(field: str, text: str | None) -> None:
    """Raises TextRefused for the merchant's words that whoever reads German is shown as they are."""
    if text and (vague := vague_word(text)):
        raise TextRefused(field, "vague_date", vague)
