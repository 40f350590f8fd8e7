"""The time of one shift: the wall clock's, but where that was set it goes on evenly until it is told to follow."""

from collections.abc import Callable
from datetime import datetime, timedelta

JUMP = timedelta(seconds=1)
"""Less than this is no jump: clocks are put right a little all the time."""


class Steady:
    """`wall` may be set by anybody at any moment, `clock` counts seconds and cannot be."""

    def __init__(self, wall: Callable[[], datetime], clock: Callable[[], float]) -> None:
        self.wall = wall
        self._clock = clock
        self.follow()

    def __call__(self) -> datetime:
        wall, even = self.wall(), self._even()
        return wall if abs(wall - even) <= JUMP else even

    def follow(self) -> None:
        """From here on by the wall."""
        self._began, self._at = self.wall(), self._clock()

    @property
    def jump(self) -> timedelta | None:
        """By how much the wall clock was set since; None where it was not."""
        off = self.wall() - self._even()
        return off if abs(off) > JUMP else None

    def _even(self) -> datetime:
        return self._began + timedelta(seconds=self._clock() - self._at)
