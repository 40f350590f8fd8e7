"""A phrase as the classifier reads it: what stands in braces is replaced by its kind, as in a message."""

from understanding.figures import find_orders, find_quantities, find_signs
from understanding.masking import find_looks, marked_words
from understanding.spans import Spans

KINDS = {
    "product": "xproduct", "order": "xorder", "qty": "xqty", "date": "xdate", "email": "xmail", "colour": "xcolour",
    "size": "xsize",
}  # fmt: skip
"""What may stand in braces, and what the classifier reads in its place."""


def as_learnt(text: str) -> list[str]:
    """Raises KeyError, IndexError or ValueError where something else stands in braces."""
    return as_read(text.format(**KINDS))


def as_read(text: str) -> list[str]:
    spans = Spans(text)
    find_signs(spans)
    find_orders(spans)
    find_looks(spans)
    find_quantities(spans)
    return marked_words(spans)
