"""Words of goods in the forms that people write: inflected, coloured, sized, in two languages."""

import re
from functools import lru_cache

from understanding.spelling import plain

_COLOURS = (
    "red rot", "blue blau", "green grün", "yellow gelb", "black schwarz", "white weiß", "grey gray grau", "brown braun",
    "silver silbern silber", "gold golden", "pink rosa", "purple violet lila violett", "orange", "navy marine",
    "turquoise türkis", "beige", "sand", "cream creme", "anthracite anthrazit", "olive oliv", "copper kupfer",
)  # fmt: skip
_SIZES = (
    "xs", "s small klein kleiner kleinere", "m medium mittel mittlere mittelgroß", "l large groß big größer größere bigger",
    "xl extralarge", "xxl", "light leicht", "classic klassik klassisch", "tall hoch hohe high", "short kurz", "long lang",
    "wide breit", "narrow schmal", "double doppelt", "single einzeln", "new neu", "old alt", "electric elektrisch",
)  # fmt: skip
LOOKS = {plain(word): plain(line.split()[0]) for line in (*_COLOURS, *_SIZES) for word in line.split()}
"""Words that tell variants apart to the notion they share in both languages."""
_LETTERS = frozenset({"s", "m", "l", "xs", "xl", "xxl"})
_COLOURED = re.compile(r"(?<=[a-z]{3})(?:farben|farbig)(?:e[nrsm]?)?$")
_LOOKS_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")

UNITS = frozenset(
    plain(unit)
    for unit in "mm cm m ml cl l liter litre litres liters litern g kg gramm w watt v volt mah zoll inch inches lumen gb tb "
    "personen stück set pack piece pieces teilig er".split()
)
SMALL_WORDS = frozenset(
    plain(word)
    for word in "a an the of for with in from and by to on at or my your it its is mit aus für von und im in am zum zur der "
    "die das den dem des ein eine einen einer eines oder the no not set dreierset pack paar pair hand".split()
)
TAIL = frozenset(
    plain(word) for word in "of for with in from by to on mit aus für von im in am zum zur ohne without".split()
)
"""What comes behind one of these says more about the thing that was named before."""

_KIN = (
    "rucksack backpack daypack", "jacke jacket coat mantel anorak", "tasse becher mug cup pott", "kessel kettle kocher",
    "kanne pot", "lampe lamp leuchte light", "decke blanket throw plaid", "flasche flask bottle thermos trinkflasche",
    "schirm umbrella", "hose pants trousers", "schuhe shoes sneakers turnschuhe", "pulli pullover sweater jumper hoodie",
    "shirt tshirt tee", "mütze beanie hat cap", "pantoffeln slippers hausschuhe", "messer knife", "pfanne pan",
    "schüssel bowl schale", "uhr clock watch", "kerze candle kerzen candles", "mühle grinder mill", "torch flashlight headlamp",
    "brett board", "lautsprecher speaker loudspeaker box", "kopfhörer headphones", "stuhl chair", "tisch table", "zelt tent",
)  # fmt: skip
KINDRED = {
    plain(word): tuple(plain(other) for other in line.split() if other != word)
    for line in _KIN
    for word in line.split()
} | {"raincoat": ("rainjacket", "jacket"), "regenmantel": ("regenjacke",), "desklight": ("desklamp",)}
"""What people call the same thing; asked only where the catalogue does not know the word itself."""

_ENDINGS = ("", "s", "es", "e", "en", "n", "ern", "er", "em", "se", "nen")
_STRIPPED = ("e", "en", "n", "s", "es")
SHORTEST = 3


@lru_cache(maxsize=20_000)
def look(word: str) -> str | None:
    """The notion of a colour, size or kind, whatever its ending: `blauen` is blue."""
    word = _COLOURED.sub("", word)
    if word in LOOKS:
        return LOOKS[word]
    for ending in _LOOKS_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem not in _LETTERS and len(stem) >= SHORTEST and stem in LOOKS:
            return LOOKS[stem]
    return None


def inflected(word: str) -> set[str]:
    """The forms in which a name's word may be written; English and German endings, plurals of the usual kinds."""
    stems = {word}
    for ending in _STRIPPED:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            stems.add(word.removesuffix(ending))
    if word.endswith("fe"):
        stems.add(word[:-2] + "v")
    elif word.endswith("f"):
        stems.add(word[:-1] + "v")
    elif word.endswith("y"):
        stems.add(word[:-1] + "i")
    return {stem + ending for stem in stems for ending in _ENDINGS if len(stem + ending) >= SHORTEST} | {word}
