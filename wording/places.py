"""Time zones under the names of their cities and countries, as people call them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from unicodedata import category, combining, normalize
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from wording.words import REGIONS, Words
from wording.zones import city_of

NEARBY = {
    "Europe": ("Berlin", "Vienna", "Zurich", "London", "Paris", "Rome", "Athens", "Istanbul"),
    "America": ("New_York", "Chicago", "Denver", "Los_Angeles", "Toronto", "Mexico_City", "Bogota", "Sao_Paulo"),
    "Asia": ("Istanbul", "Dubai", "Kolkata", "Bangkok", "Singapore", "Shanghai", "Seoul", "Tokyo"),
    "Australia": ("Perth", "Darwin", "Brisbane", "Adelaide", "Sydney", "Melbourne", "Hobart", "Lord_Howe"),
    "Africa": ("Casablanca", "Lagos", "Algiers", "Cairo", "Johannesburg", "Nairobi", "Tunis", "Accra"),
}
"""Cities to choose from, by the continent the shop is in: enough to begin with, everything else can be written."""
LARGE = frozenset(f"{area}/{each}" for area, cities in NEARBY.items() for each in cities)
MOST_FOUND = 8
SHORTEST = 3  # letters of a beginning that is worth looking up


def city(zone: str, t: Words) -> str:
    """`Vienna`, `Wien`; a zone that is no city's under its own name."""
    return _city(zone, t.region)


def nearby(zone: str) -> list[str]:
    """Zones near the shop's, its own first."""
    area = zone.partition("/")[0]
    cities = NEARBY.get(area, NEARBY["Europe"])
    found = [f"{area if area in NEARBY else 'Europe'}/{each}" for each in cities]
    return [zone, *(each for each in found if each != zone)][:MOST_FOUND]


def zones_called(text: str) -> list[str]:
    """The zones that somebody may mean: by name, city or country, in any of our languages; at most eight.

    Empty where there is no such place, or where it could be many.
    """
    wanted = _folded(text)
    names = _names()
    if exact := names.get(wanted):
        return sorted(exact, key=lambda zone: zone not in LARGE)[:MOST_FOUND]
    if len(wanted) < SHORTEST:
        return []
    begun = {zone: None for name, zones in names.items() if name.startswith(wanted) for zone in zones}
    return list(begun) if len(begun) <= MOST_FOUND else []


@cache
def _city(zone: str, region: str) -> str:
    return city_of(zone, Locale.parse(region))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for zone in _zones():
        for name in _called(zone):
            found[_folded(name)][zone] = None
    return {name: tuple(zones) for name, zones in found.items()}


def _called(zone: str) -> Iterator[str]:
    yield zone
    yield zone.rpartition("/")[2]
    for region in REGIONS.values():
        yield _city(zone, region)
        yield Locale.parse(region).territories.get(get_global("zone_territories").get(zone, ""), zone)


@cache
def _zones() -> list[str]:
    """Each once: what CLDR knows, without the old names of what it has under a new one."""
    known = available_timezones()
    return sorted(zone for zone in get_global("zone_territories") if zone in known and "/" in zone)


def _folded(text: str) -> str:
    """Without case, accents and invisible marks, in one spelling: `São Paulo` and `sao_paulo`."""
    plain = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c) and category(c) != "Cf")
    return " ".join(plain.replace("_", " ").split())
