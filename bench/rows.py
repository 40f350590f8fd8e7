"""A row of the table: the same work done by us and by the bare equivalent, in turn, several times."""

from dataclasses import dataclass
from statistics import median

ROUNDS = 5
"""Ours and bare take turns this often: a machine that speeds up or slows down does so for both."""


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `bare` in seconds per unit of work, one figure per round; memory in MB at the end."""

    job: str
    database: str
    ours: list[float]
    bare: list[float]
    ours_mb: float
    bare_mb: float
    at_most: float

    @property
    def ratio(self) -> float:
        """The median of the rounds' own ratios: neighbours in time are compared with each other."""
        return median(a / b for a, b in zip(self.ours, self.bare, strict=True))

    def as_json(self) -> dict[str, object]:
        return {
            "job": self.job,
            "database": self.database,
            "ours_per_second": round(1 / median(self.ours), 1),
            "bare_per_second": round(1 / median(self.bare), 1),
            "ratio": round(self.ratio, 2),
            "at_most": self.at_most,
            "ours_mb": round(self.ours_mb),
            "bare_mb": round(self.bare_mb),
        }
