"""Telegram asks for patience: slower for a while, and back again."""

import pytest

from domain.tempo import RECOVERS_WITHIN, SLOWER, SLOWEST, Tempo


def test_nobody_asked_nobody_is_slow() -> None:
    assert Tempo().at(0) == Tempo().at(1e9) == 1.0


def test_what_was_refused_together_was_asked_once() -> None:
    once = Tempo().lowered(100)
    assert once.at(100) == SLOWER
    assert once.lowered(101) == once
    assert once.lowered(106).at(106) < SLOWER * once.at(106) + 1e-9


def test_it_grows_back_evenly_and_stays_full() -> None:
    slow = Tempo().lowered(0)
    shares = [slow.at(second) for second in range(0, 301, 30)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert slow.at(50) - slow.at(0) == pytest.approx(slow.at(80) - slow.at(30))


def test_however_often_it_asks_something_leaves() -> None:
    tempo = Tempo()
    for moment in range(0, 1000, 10):
        tempo = tempo.lowered(moment)
    assert tempo.at(990) >= SLOWEST
    assert tempo.at(990 + RECOVERS_WITHIN.total_seconds()) == pytest.approx(1.0)
