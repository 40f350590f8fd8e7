"""What CLDR calls a time zone. It files each under the name that it had first; clocks use the newer one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_name

NAMELESS = "∅∅∅"  # CLDR's mark for a name that is not to be taken over from elsewhere


@cache
def city_of(zone: str, locale: Locale) -> str:
    """`Wien`, `Kiew`; a zone that is no city's under the end of its own name."""
    names = (locale.time_zones.get(name, {}).get("city") for name in _names(zone))
    return next(filter(None, names), None) or zone.rpartition("/")[2].replace("_", " ")


def zone_name(local: datetime, zone: str, locale: Locale) -> str:
    """`MEZ` where people know a short name; else a long one, `Argentinische Normalzeit`, and at last the difference."""
    short = get_timezone_name(local, width="short", locale=locale)
    if short[0] not in "+-" and short != NAMELESS:
        return short
    season = "daylight" if local.dst() else "standard"
    return _shared_name(zone, season, locale) or get_timezone_name(local, width="long", locale=locale)


@cache
def _shared_name(zone: str, season: str, locale: Locale) -> str | None:
    """What it is called together with its neighbours, short where there is such a name."""
    shared = [locale.meta_zones.get(get_global("meta_zones").get(name, ""), {}) for name in _names(zone)]
    known = (names.get(width, {}).get(season) for width in ("short", "long") for names in shared)
    return next((str(found) for found in known if found and found != NAMELESS), None)


def _names(zone: str) -> Sequence[str]:
    return (zone, *_first_names().get(zone, ()))


@cache
def _first_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for first, newer in get_global("zone_aliases").items():
        found[newer].append(first)
    return found
