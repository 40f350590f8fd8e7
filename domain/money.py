"""Money as the trade's software exchanges it: a whole number of minor units and a currency."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in minor units (cents), `currency` as ISO 4217 letters."""

    amount: int
    currency: str

    def times(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)
