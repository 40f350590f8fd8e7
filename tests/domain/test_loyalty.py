"""How far fulfilled orders lift a new one."""

import pytest

from domain.loyalty import Threshold, earned, loyalty_of


@pytest.mark.parametrize(("fulfilled", "priority"), [(0, 0), (2, 0), (3, 1), (9, 1), (10, 2), (1000, 2)])
def test_the_highest_threshold_that_is_reached_counts(fulfilled: int, priority: int) -> None:
    assert earned(loyalty_of("3:1,10:2"), fulfilled) == priority


def test_without_thresholds_nobody_is_lifted() -> None:
    assert loyalty_of("") == loyalty_of(" ") == ()
    assert earned((), 1000) == 0


def test_it_is_read_as_people_write_it() -> None:
    assert loyalty_of(" 3 : 1 , 10:20") == (Threshold(3, 1), Threshold(10, 20))


@pytest.mark.parametrize(
    "text", ["3", "3:", ":1", "3:1,", "3:1:2", "0:1", "3:0", "3:-1", "3:2,10:1", "3:1,3:2", "3:9999999"]
)
def test_what_does_not_rise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loyalty_of(text)
