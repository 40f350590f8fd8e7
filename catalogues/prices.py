"""Prices as files write them, to minor units. What could be a thousand times off is refused, not guessed."""

import re

from catalogues.listing import Reason, Skip
from domain.money import Money

_NONE = re.compile("BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF")
_THREE = re.compile("BHD|IQD|JOD|KWD|LYD|OMR|TND")
_FOUR = re.compile("CLF|UYW")
"""ISO 4217's minor units where they are not two."""

_THOUSANDS = 3

_PLAIN = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,12}))?")
_GROUPED = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,12})|([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,12})")

MAX_AMOUNT = 10**12
"""Minor units; ten thousand million euros. Anything above is a slip of the keyboard."""


def decimals(currency: str) -> int:
    for places, currencies in ((0, _NONE), (3, _THREE), (4, _FOUR)):
        if currencies.fullmatch(currency):
            return places
    return 2


def price(text: str, currency: str) -> Money | None:
    """Point or comma before the decimals, `1.234,50` and `1,234.50`; None for a blank. Raises Skip for the rest.

    `1.234` is refused unless the currency has three decimals: it is 1234 to one shop and 1.234 to another.
    """
    if not text:
        return None
    whole, fraction = _parts(text)
    places = decimals(currency)
    if fraction[places:].strip("0"):
        raise Skip(Reason.BAD_PRICE, f"{text}: {currency} has {places} decimals")
    amount = int(whole + fraction[:places].ljust(places, "0"))
    if amount > MAX_AMOUNT:
        raise Skip(Reason.BAD_PRICE, text)
    if len(fraction) == _THOUSANDS != places and not _GROUPED.fullmatch(text):
        raise Skip(Reason.BAD_PRICE, f"{text}: thousands or decimals?")
    return Money(amount, currency)


def _parts(text: str) -> tuple[str, str]:
    if plain := _PLAIN.fullmatch(text):
        return plain[1], plain[2] or ""
    if grouped := _GROUPED.fullmatch(text):
        whole, fraction = (grouped[1], grouped[2]) if grouped[1] else (grouped[3], grouped[4])
        return re.sub(r"[.,]", "", whole), fraction
    raise Skip(Reason.BAD_PRICE, text)
