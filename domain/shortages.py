"""Why goods are short, in the trade's own words; told to customers in their language."""

from enum import StrEnum


class Shortage(StrEnum):
    """A merchant's `reason` that is one of these is translated; any other is shown as it was written."""

    DEMAND = "demand"
    SUPPLIER = "supplier"
    SHIPPING = "shipping"
    RECALL = "recall"
    WRONG_COUNT = "wrong_count"
