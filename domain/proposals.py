"""What to order from suppliers: derived from who waits and what is on its way, never stored."""

from dataclasses import dataclass

from domain.texts import Texts


@dataclass(frozen=True, slots=True)
class Proposal:
    """`waiting_units` are missing, `expected_units` are still to come of open supplies."""

    sku: str
    name: Texts
    waiting_units: int
    expected_units: int

    @property
    def quantity(self) -> int:
        """Waiting units that no open supply covers."""
        return self.waiting_units - self.expected_units
