"""Suggestions on the wire."""

from collections.abc import Sequence

from msgspec import Struct

from domain.suggestions import Reason
from services.suggestions import Suggestions


class SuggestionOut(Struct, frozen=True):
    """`reason`: its category is among their `preferences`, or they ordered from it; or it may stand in for another.

    An `alternative` is what you name instead of goods that they wait for, or another variant of what they ordered.
    """

    sku: str
    reason: Reason


class SuggestionsOut(Struct, frozen=True):
    items: Sequence[SuggestionOut]


def suggested(found: Suggestions) -> SuggestionsOut:
    return SuggestionsOut([SuggestionOut(each.product.sku, each.reason) for each in found.items])
