"""The model's own things: plain and mutable, sharing nothing with the rules they are held against."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Promised = tuple[date, int]
"""The day, and the supply that covers the last unit."""


ZONES = {"ada": "Europe/Berlin", "kiri": "Pacific/Auckland", "ben": None, "cem": "Europe/Berlin"}
"""The people, and where each of them lives; for those who never said, the merchant's zone counts."""
MERCHANT = "Europe/Berlin"


@dataclass
class House:
    """How this shop works."""

    fill: bool = False
    hold: timedelta = timedelta(0)
    wave: timedelta = timedelta(minutes=60)
    people_per_unit: int = 1
    alert_minimum: int = 1
    tell_after_days: int = 2
    handling_days: int = 1
    buffer_days: int = 2
    refuses_long_waits: bool = True
    quiet: tuple[time, time] | None = None
    between_dates: timedelta = timedelta(hours=1)
    """An order's customer hears of a date that moves at most so often."""
    loyalty: tuple[tuple[int, int], ...] = ()
    """From so many fulfilled orders on, so much priority."""


@dataclass
class Ware:
    """A product and the units of it that are in the house; whose they are, orders and alerts say themselves."""

    sku: str
    price: int
    policy: str = "allow"
    limit: int | None = None
    max_wait_days: int | None = None
    release: date | None = None
    per_customer: int | None = None
    active: bool = True
    on_hand: int = 0


@dataclass
class Order:
    """`told` is the date in the last letter that named one: what the customer believes.

    `told_at` is when they last heard that it moves; None once that is long enough ago.
    """

    id: int
    number: str
    customer: str
    sku: str
    quantity: int
    placed_at: datetime
    priority: int = 0
    in_parts: bool = False
    price: int = 0
    paid: int = 0
    state: str = "waiting"
    reserved: int = 0
    released: int = 0
    promised: Promised | None = None
    told: date | None = None
    told_at: datetime | None = None
    switched_to: int | None = None

    @property
    def missing(self) -> int:
        return self.quantity - self.reserved - self.released

    @property
    def waits(self) -> bool:
        return self.state == "waiting"

    @property
    def by(self) -> date | None:
        return self.promised[0] if self.promised else None

    @property
    def rank(self) -> tuple[int, datetime, int]:
        return -self.priority, self.placed_at, self.id


@dataclass
class Supply:
    """Units that a supplier owes us."""

    id: int
    sku: str
    quantity: int
    day: date
    supplier: str | None = None
    arrived: int = 0
    state: str = "open"

    @property
    def open(self) -> int:
        return max(0, self.quantity - self.arrived) if self.state == "open" else 0


@dataclass
class Alert:
    """Somebody who wants to hear of units."""

    id: int
    customer: str
    sku: str
    quantity: int
    created_at: datetime
    state: str = "active"
    told_at: datetime | None = None
    held_until: datetime | None = None

    @property
    def turn(self) -> tuple[bool, datetime, datetime, int]:
        """Who was never told comes first."""
        return self.told_at is not None, self.told_at or self.created_at, self.created_at, self.id


@dataclass(frozen=True)
class Piece:
    """One thing a customer should hear; `facts` in the order in which `sight.said` reads them off a letter."""

    customer: str
    kind: str
    about: int
    facts: tuple[object, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A date that is kept: which order, from, to, and whether the customer heard of it."""

    order_id: int
    old: date | None
    new: date | None
    told: bool


@dataclass
class Said:
    """What one act should leave behind for people and for the record."""

    pieces: list[Piece] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
