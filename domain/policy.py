"""How this shop has decided to work: the settings that the rules read."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.allocation import Allocation
from domain.contact import UNREACHABLE, Contact
from domain.loyalty import Loyalty
from domain.money import Money
from domain.openings import OpeningHours
from domain.subscriptions import ASKED_BEFORE
from domain.texts import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")


class BeyondMaxWait(StrEnum):
    """What happens to an order whose date lies beyond the longest wait."""

    REFUSE = "refuse"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` in the person's own zone nobody is disturbed; the span may cross midnight."""

    start: time
    end: time

    @property
    def written(self) -> str:
        """`21:00-08:00`, which `hours_of` reads."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def postponed(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first moment, from `moment` on, that is not quiet in that zone."""
        local = moment.astimezone(zone)
        clock = local.time().replace(tzinfo=None)
        quiet = self.start <= clock < self.end if self.start < self.end else clock >= self.start or clock < self.end
        if not quiet:
            return moment
        wakes = local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0, fold=0)
        if wakes <= local:
            wakes += timedelta(days=1)
        return wakes.astimezone(moment.tzinfo)


def hours_of(text: str) -> QuietHours:
    """Reads `21-8`, `21-08` or `21:30-08:00`. Raises ValueError for anything else."""
    start, end = (time.fromisoformat(part.zfill(2) if part else "") for part in map(str.strip, text.split("-")))
    if start == end:
        raise ValueError("must start and end at different hours")
    return QuietHours(start, end)


def zone_of(name: str | None, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else otherwise
    except (LookupError, OSError, ValueError):  # unknown, a folder, not a key at all
        return otherwise


NEVER_QUIET = "off"
"""What stands for somebody who may be written to at any hour."""


@dataclass(frozen=True, slots=True)
class ShopPolicy:
    """Durations are spans of time; days are calendar days in the shop's zone.

    `goodwill` is credited for each date that slips, until `goodwill_budget` (minor units, a calendar month) is spent.
    `team_chat` is the Telegram group in which the shop's team answers, in `team_language`; `answer_time` its promise.
    `digest`: so long alerts wait for others to the same person. `marketing_per_week`: most announcements to one person.
    `alert_minimum`: so many units that no order owns must be there before anybody is told. `alerts_last`: how long a
    sign-up is good for; zero is for ever. `pickup_place`: where customers come for their orders, in their words.
    """

    allocation: Allocation = Allocation.STRICT
    tell_after_days: int = 2
    handling_days: int = 1
    supplier_buffer_days: int = 2
    beyond_max_wait: BeyondMaxWait = BeyondMaxWait.REFUSE
    people_per_unit: int = 1
    wave: timedelta = timedelta(minutes=60)
    hold: timedelta = timedelta(0)
    quiet_hours: QuietHours | None = None
    zone: ZoneInfo = BERLIN
    link_valid: timedelta = timedelta(days=7)
    loyalty: Loyalty = ()
    answer_within: timedelta = timedelta(days=3)
    goodwill: Money | None = None
    goodwill_budget: int = 0
    contact: Contact = UNREACHABLE
    opening_hours: OpeningHours = ()
    answer_time: timedelta | None = None
    team_chat: int | None = None
    approve_broadcasts: bool = False
    team_language: str = LANGUAGES[0]
    digest: timedelta = timedelta(0)
    marketing_per_week: int | None = None
    paid_broadcast: bool = False
    alarm_after: timedelta = timedelta(minutes=5)
    alert_minimum: int = 1
    alerts_last: timedelta = timedelta(days=180)
    pickup_place: str | None = None
    keep_orders_years: int = 8
    keep_messages: timedelta = timedelta(days=365)

    @property
    def ask_before(self) -> timedelta:
        """So long before its end the owner of a sign-up is asked whether to go on."""
        return min(ASKED_BEFORE, self.alerts_last / 2)

    def alert_ends(self, since: datetime) -> datetime | None:
        return since + self.alerts_last if self.alerts_last else None

    def quiet_for(self, own: str | None) -> QuietHours | None:
        """A person's own quiet hours, as `Customer.quiet_hours` has them; the shop's where they have chosen none."""
        if own is None:
            return self.quiet_hours
        return None if own == NEVER_QUIET else hours_of(own)
