"""Messages that only name something: goods or an order's number, with nothing but pointing words around."""

from collections.abc import Sequence

from understanding.catalogue import Catalogue
from understanding.masking import masked_words
from understanding.reading import look_through
from understanding.spans import Kind
from understanding.spelling import plain

_AROUND = frozenset(
    plain(word)
    for word in "the that this it it's its is one ones my mine and then rather i i'll mean meant take for please thanks order orders "
    "number no nr id der die das den dem es ist meine mein meinen meiner und dann lieber ich meine meinte nehme nimm für bitte danke "
    "bestellung bestellnummer bestellnr nummer auftrag auftragsnummer artikel".split()
)
"""Words that want nothing by themselves."""
_PIECES = frozenset(
    kind.value for kind in (Kind.ORDER, Kind.PRODUCT, Kind.COLOUR, Kind.SIZE, Kind.QTY, Kind.PHONE, Kind.DATE)
)
LONGEST_NUMBER = 64
"""Characters of an order number."""


def only_names(text: str, catalogue: Catalogue) -> bool:
    """`The lamp`, `order 7`, `10415 please`; who asks where it is says more."""
    said = set(masked_words(look_through(text, catalogue)))
    pieces = {word for word in said if word in _PIECES or any(map(str.isdigit, word))}
    return bool(pieces) and said <= _AROUND | pieces


def short_numbers(text: str) -> Sequence[str]:
    """What may be an order's number where one was asked for, however short it is."""
    return tuple(
        word for word in map(_bare, text.split()) if any(map(str.isdigit, word)) and len(word) <= LONGEST_NUMBER
    )


def _bare(word: str) -> str:
    return word.strip("#,;:.!?\"'“”„()")
