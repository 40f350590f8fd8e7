"""What stands where in a message: pieces that mean something by themselves; no letter belongs to two."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The value is what the classifier reads in the piece's place; phrases have the same names in braces."""

    EMAIL = "xmail"
    PRICE = "xprice"
    DATE = "xdate"
    PHONE = "xphone"
    ORDER = "xorder"
    PRODUCT = "xproduct"
    COLOUR = "xcolour"
    SIZE = "xsize"
    QTY = "xqty"


@dataclass(frozen=True, slots=True)
class Span:
    """`value` is the piece in its usual form, as text; products carry their skus."""

    kind: Kind
    start: int
    end: int
    value: str = ""
    skus: tuple[str, ...] = ()


@dataclass(slots=True)
class Spans:
    """Who comes first keeps the place."""

    text: str
    found: list[Span] = field(default_factory=list)

    def add(self, span: Span) -> bool:
        if not self.free(span.start, span.end):
            return False
        self.found.append(span)
        return True

    def free(self, start: int, end: int) -> bool:
        return all(end <= other.start or other.end <= start for other in self.found)

    def of(self, kind: Kind) -> Iterator[Span]:
        return (span for span in sorted(self.found, key=lambda span: span.start) if span.kind is kind)

    def masked(self) -> str:
        """The message with each piece replaced by its kind: what was meant, whatever was named."""
        parts, at = [], 0
        for span in sorted(self.found, key=lambda span: span.start):
            parts += [self.text[at : span.start], f" {span.kind.value} "]
            at = span.end
        return "".join([*parts, self.text[at:]])
