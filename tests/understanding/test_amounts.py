"""How many: what is an amount and nothing else, and what speaks of an alert that is there."""

import pytest

from understanding.amounts import amount, changes_alert


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("2, both or none", 2), ("2 Stück, beide oder keinen", 2), ("zwei", 2), ("beide", 2), ("make it 3", 3),
        ("nein, lieber drei", 3), ("one is enough", 1), ("nur einer", 1), ("150 Stück", 150),
        ("none", None), ("2 oder 3", None), ("10415", None), ("2 blue mugs", None), ("yes", None),
    ],
)  # fmt: skip
def test_a_number_and_nothing_else(text: str, units: int | None) -> None:
    assert amount(text) == units


def test_an_alert_that_is_there_is_changed_and_no_other() -> None:
    for text in ("change the alert for the kettle to 7", "stell die Benachrichtigung auf 3", "Benachrichtigung ändern"):
        assert changes_alert(text), text
    for text in (
        *("set an alert for 2 kettles", "changed my mind about the alert", "mach mir eine Benachrichtigung"),
        *("change the language of the alerts", "stop the alert", "change it to 3"),
    ):
        assert not changes_alert(text), text
