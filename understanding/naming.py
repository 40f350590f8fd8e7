"""Messages that only name something: goods or an order's number, with nothing but pointing words around."""

import re
from collections.abc import Sequence

from understanding.catalogue import Catalogue
from understanding.masking import masked_words
from understanding.reading import look_through
from understanding.spans import Kind
from understanding.spelling import plain, words

_AROUND = frozenset(
    plain(word)
    for word in "the that this it it's its is one ones my mine and then rather i i'll mean meant take for please thanks order orders "
    "number nr id der die das den dem es ist meine mein meinen meiner und dann lieber ich meine meinte nehme nimm für bitte danke "
    "bestellung bestellnummer bestellnr nummer auftrag auftragsnummer artikel".split()
)
"""Words that want nothing by themselves."""
_ALL = frozenset(plain(word) for word in "both all everything beide beiden alle alles".split())
_WITH = frozenset(plain(word) for word in "with in version variant variante mit grosse größe size".split())
_NO = frozenset(
    plain(word)
    for word in "not no nicht nich kein keine keinen keiner keins ohne without except außer neither never don't dont".split()
)
_OF_THEM = frozenset(plain(word) for word in "of them davon zusammen together".split())
_PIECES = frozenset(
    kind.value for kind in (Kind.ORDER, Kind.PRODUCT, Kind.COLOUR, Kind.SIZE, Kind.QTY, Kind.PHONE, Kind.DATE)
)
_NUMBER_SIGN = re.compile(r"\bno\b\.?(?=\s*#?\d)", re.IGNORECASE)
"""`Order no. 7` says no no."""
LONGEST_NUMBER = 64
"""Characters of an order number."""


def only_names(text: str, catalogue: Catalogue) -> bool:
    """`The lamp`, `order 7`, `10415 please`; who asks where it is says more."""
    said = set(masked_words(look_through(_NUMBER_SIGN.sub(" ", text), catalogue)))
    pieces = {word for word in said if word in _PIECES or any(map(str.isdigit, word))}
    return bool(pieces) and said <= _AROUND | pieces


def only_points(text: str) -> bool:
    """`The … one`, without what it points at."""
    return {word.text for word in words(text)} <= _AROUND | _WITH


def says_all(text: str) -> bool:
    """`Cancel both`: none of several is picked out."""
    return any(word.text in _ALL for word in words(text))


def says_no(text: str) -> bool:
    """`Not the lamp`: what is named is not what is chosen."""
    return any(word.text in _NO for word in words(text))


def only_all(text: str) -> bool:
    """The same, and nothing else."""
    said = {word.text for word in words(text)}
    return bool(said & _ALL) and said <= _ALL | _OF_THEM | _AROUND


def short_numbers(text: str) -> Sequence[str]:
    """What may be an order's number where one was asked for, however short it is."""
    return tuple(
        word for word in map(_bare, text.split()) if any(map(str.isdigit, word)) and len(word) <= LONGEST_NUMBER
    )


def _bare(word: str) -> str:
    return word.strip("#,;:.!?\"'“”„()")
