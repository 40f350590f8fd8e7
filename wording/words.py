"""One reader's language: sentences from the catalogues, dates, numbers and money as CLDR writes them.

The methods' names are the extractor's keywords: `make locales` finds every `say`, `plain`, `count`, `plain_count`.
"""

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, get_currency_precision

from domain.money import Money
from domain.policy import BERLIN
from domain.texts import LANGUAGES, addressed, is_informal, nearest_language
from wording.zones import zone_name

LOCALES = Path(__file__).parent.parent / "locales"
REGIONS = {"en": "en_GB", "de": "de_DE"}
"""Whose habits dates, numbers and money follow: English is written for European readers, day before month."""

INFORMAL = {"de": "de_informal"}
"""Catalogues for readers who say du. They hold only what differs; for the rest the formal one speaks."""

Layer = Callable[[str, gettext.NullTranslations], gettext.NullTranslations]
"""Takes a language's name and our own words for it."""
Value = str | int
"""What may stand for a placeholder: text as it is, whole numbers as the reader writes them."""


@dataclass(frozen=True, slots=True)
class Words:
    """Whole sentences with named placeholders. `zone` is the reader's, or the shop's where the reader gave none."""

    language: str
    zone: ZoneInfo
    _catalogue: gettext.NullTranslations
    _locale: Locale

    def say(self, message: str, **values: Value) -> str:
        """Telegram's HTML: tags come from the message, every value is escaped."""
        return self._catalogue.gettext(message).format(**self._escaped(values))

    def plain(self, message: str, **values: Value) -> str:
        """Text that nobody parses: button labels, alerts, commands, files."""
        return self._catalogue.gettext(message).format(**self._written(values))

    def count(self, one: str, many: str, n: int, **values: Value) -> str:
        """HTML that depends on a number of things, which stands in it as `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **self._escaped(values))

    def plain_count(self, one: str, many: str, n: int, **values: Value) -> str:
        """`count` for text that nobody parses."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **self._written(values))

    def escape(self, text: str) -> str:
        """Somebody else's text on its way into HTML that does not come from a message here."""
        return escape(text, quote=False)

    def day(self, day: date) -> str:
        """`12 March 2027`, `12. März 2027`."""
        return _written_out(day, self._locale)

    def local(self, moment: datetime) -> date:
        """The reader's calendar day at that moment."""
        return moment.astimezone(self.zone).date()

    def moment(self, moment: datetime) -> str:
        """Date and time of day where the reader is, with the zone's name: `12 March 2027 at 14:05 (CET)`."""
        local = moment.astimezone(self.zone)
        return self.plain(
            "{day} at {time} ({zone})",
            day=self.day(local.date()),
            time=format_time(local, "HH:mm", tzinfo=self.zone, locale=self._locale),
            zone=zone_name(local, self.zone.key, self._locale),
        )

    def clock(self, clock: time) -> str:
        """A time of day: `21:00`."""
        return format_time(clock, "HH:mm", locale=self._locale)

    @property
    def region(self) -> str:
        """The language with the region whose habits it follows: `en_GB`."""
        return str(self._locale)

    def span(self, span: timedelta) -> str:
        """`12 hours`, `30 Minuten`: rounded to one unit, as people say it."""
        return format_timedelta(span, granularity="minute", locale=self._locale)

    def money(self, money: Money) -> str:
        """`€19.99`, `19,99 €`; currencies without minor units have none here either."""
        digits = get_currency_precision(money.currency)
        return format_currency(Decimal(money.amount).scaleb(-digits), money.currency, locale=self._locale)

    def number(self, number: int) -> str:
        # Below a thousand there is nothing to group: both languages write the digits, and CLDR takes its time.
        return str(number) if -1000 < number < 1000 else format_decimal(number, locale=self._locale)  # noqa: PLR2004

    def _escaped(self, values: dict[str, Value]) -> dict[str, str]:
        return {
            name: escape(value, quote=False) if isinstance(value, str) else self.number(value)
            for name, value in values.items()
        }

    def _written(self, values: dict[str, Value]) -> dict[str, str]:
        return {name: value if isinstance(value, str) else self.number(value) for name, value in values.items()}


@lru_cache(maxsize=1000)
def _written_out(day: date, locale: Locale) -> str:
    """Many letters name the same few days, and CLDR's patterns take longer than the rest of a letter."""
    return format_date(day, "long", locale=locale)


class Catalogues:
    """Every language we speak. `zone` is for readers who gave none."""

    def __init__(self, translations: dict[str, gettext.NullTranslations], zone: ZoneInfo) -> None:
        self._ours = self._translations = translations
        self._locales = {language: Locale.parse(region) for language, region in REGIONS.items()}
        self._zone = zone

    def words(self, tag: str | None, timezone: str | None = None) -> Words:
        """Words in the language nearest to a BCP 47 tag, in its form of address, for a reader in that IANA zone."""
        language = nearest_language(tag)
        spoken = self._translations[INFORMAL.get(language, language) if is_informal(tag) else language]
        return Words(language, self._zone_called(timezone), spoken, self._locales[language])

    def put_over(self, layer: Layer) -> None:
        """From now on each language says what `layer` makes of our own words for it."""
        self._translations = {language: layer(language, ours) for language, ours in self._ours.items()}

    def with_layer(self, layer: Layer) -> "Catalogues":
        """The same beside these, which stay as they are."""
        other = Catalogues(self._ours, self._zone)
        other.put_over(layer)
        return other

    def every(self) -> list[Words]:
        """Words in each language we speak, and in each form of address."""
        familiar = (addressed(language, informal=True) for language in INFORMAL)
        return [self.words(tag) for tag in (*LANGUAGES, *familiar)]

    def _zone_called(self, name: str | None) -> ZoneInfo:
        if not name:
            return self._zone
        try:
            return ZoneInfo(name)
        except (LookupError, OSError, ValueError):  # unknown, a folder, not a key at all
            return self._zone


def load_catalogues(zone: ZoneInfo = BERLIN) -> Catalogues:
    """Read and compile every language's catalogue. Raises where a file is missing or broken."""
    found: dict[str, gettext.NullTranslations] = {language: _compiled(language, language) for language in LANGUAGES}
    for language, informal in INFORMAL.items():
        found[informal] = _compiled(informal, language)
        found[informal].add_fallback(found[language])
    return Catalogues(found, zone)


def catalogue_file(name: str) -> Path:
    return LOCALES / name / "LC_MESSAGES" / "nachschub.po"


def _compiled(name: str, language: str) -> gettext.GNUTranslations:
    compiled = BytesIO()
    with catalogue_file(name).open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
