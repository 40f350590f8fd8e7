"""Units of one product: what is there, whose it is, and the movement behind every change."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.refusals import CountTooLow, NotEnoughUnits


class Kind(StrEnum):
    """Why figures changed."""

    RECEIPT = "receipt"
    COUNT = "count"
    SALE = "sale"
    RESERVE = "reserve"
    UNRESERVE = "unreserve"
    HOLD = "hold"
    UNHOLD = "unhold"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Movement:
    """Three signed changes and their cause; the sums of all movements of a product are its figures."""

    kind: Kind
    cause: str
    on_hand: int = 0
    reserved: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Stock:
    """The figures of one product, in units.

    `reserved` belongs to backorders, `held` to people told by an alert; `waiting_orders` and `waiting_units` count
    the queue: who still misses something, and how much.
    """

    sku: str
    on_hand: int = 0
    reserved: int = 0
    held: int = 0
    waiting_orders: int = 0
    waiting_units: int = 0

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved - self.held


@dataclass(slots=True)
class Shelf:
    """One product's figures while a use case changes them; every change leaves its movement."""

    stock: Stock
    cause: str
    movements: list[Movement] = field(default_factory=list)

    @property
    def available(self) -> int:
        return self.stock.available

    def receive(self, units: int) -> None:
        self._move(Kind.RECEIPT, on_hand=units)

    def count(self, counted: int) -> None:
        """Set what is on hand to what was counted.

        Raises CountTooLow where units are missing that are reserved or held: take those back first.
        """
        bound = self.stock.reserved + self.stock.held
        if counted < bound:
            raise CountTooLow(self.stock.sku, counted, bound)
        self._move(Kind.COUNT, on_hand=counted - self.stock.on_hand)

    def sell(self, units: int) -> None:
        """Units that leave over the counter. Raises NotEnoughUnits beyond what is available."""
        if units > self.available:
            raise NotEnoughUnits(self.stock.sku, units, self.available)
        self._move(Kind.SALE, on_hand=-units)

    def reserve(self, units: int) -> None:
        self._move(Kind.RESERVE, reserved=units)

    def unreserve(self, units: int) -> None:
        self._move(Kind.UNRESERVE, reserved=-units)

    def hold(self, units: int) -> None:
        self._move(Kind.HOLD, held=units)

    def unhold(self, units: int) -> None:
        self._move(Kind.UNHOLD, held=-units)

    def release(self, units: int) -> None:
        """Reserved units leave the house."""
        self._move(Kind.RELEASE, on_hand=-units, reserved=-units)

    def queue_changed(self, *, orders: int, units: int) -> None:
        """Keep the queue's two counters: signed changes of waiting orders and of the units they miss."""
        self.stock = replace(
            self.stock,
            waiting_orders=self.stock.waiting_orders + orders,
            waiting_units=self.stock.waiting_units + units,
        )

    def _move(self, kind: Kind, *, on_hand: int = 0, reserved: int = 0, held: int = 0) -> None:
        if (on_hand, reserved, held) == (0, 0, 0):
            return
        after = replace(
            self.stock,
            on_hand=self.stock.on_hand + on_hand,
            reserved=self.stock.reserved + reserved,
            held=self.stock.held + held,
        )
        if min(after.on_hand, after.reserved, after.held, after.available) < 0:
            raise NotEnoughUnits(self.stock.sku, max(reserved, held, -on_hand), self.available)
        self.stock = after
        self.movements.append(Movement(kind, self.cause, on_hand, reserved, held))
