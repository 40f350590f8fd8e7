"""Deliveries, counts, sales and movements on the wire."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape
from re import compile as pattern
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes.values import Counted, ExternalId, Id, Shortfall, Sku, Units
from domain.notices import Letter
from domain.stock import Kind, Stock
from domain.texts import LANGUAGES
from services.queue import Split
from services.stock import Delivery, Rehearsal
from storage.stock import MovementRecord
from wording.notices import word
from wording.words import Catalogues

TAG = pattern(r"<[^>]*>")


class ReceiptIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Goods at the door. With `supply_id` they are part of what was ordered."""

    sku: Sku
    quantity: Units
    supply_id: Id | None = None

    def delivery(self) -> Delivery:
        return Delivery(self.sku, self.quantity, self.supply_id)


class CountIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What was really there."""

    sku: Sku
    quantity: Counted
    reason: Shortfall | None = None


class SaleIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Units that left over the counter. With `customer`, what is held for that person is sold to them first."""

    sku: Sku
    quantity: Units
    customer: ExternalId | None = None


class SplitOut(Struct, frozen=True):
    """Where the units went; `left` is what is available now."""

    to_backorders: int
    orders_completed: int
    held_for_alerts: int
    people_told: int
    left: int


class TextsOut(Struct, frozen=True):
    """The same message in each language."""

    en: str
    de: str


class PersonOut(Struct, frozen=True):
    """Who would be told, of what kind, and word for word what they would read."""

    customer: str
    kind: str
    texts: TextsOut


class PreviewOut(SplitOut, frozen=True):
    """A receipt's answer, and everybody who would be told."""

    people: Sequence[PersonOut]


class StockOut(Struct, frozen=True):
    """A product's figures, in units."""

    sku: str
    on_hand: int
    reserved: int
    held: int
    available: int
    waiting_units: int


class MovementOut(Struct, frozen=True):
    """Three signed changes; a product's figures are the sums of its movements."""

    id: int
    sku: str
    kind: Kind
    on_hand: Annotated[int, Meta(description="Signed change.")]
    reserved: Annotated[int, Meta(description="Signed change.")]
    held: Annotated[int, Meta(description="Signed change.")]
    cause: str
    at: datetime


class MovementPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[MovementOut]
    next: str | None


def split(found: Split) -> SplitOut:
    return SplitOut(found.to_backorders, found.orders_completed, found.held_for_alerts, found.people_told, found.left)


def preview(found: Rehearsal, catalogues: Catalogues) -> PreviewOut:
    s = found.split
    people = [_person(reader, zone, letter, catalogues) for reader, zone, letter in found.letters]
    return PreviewOut(s.to_backorders, s.orders_completed, s.held_for_alerts, s.people_told, s.left, people)


def figures(stock: Stock) -> StockOut:
    return StockOut(stock.sku, stock.on_hand, stock.reserved, stock.held, stock.available, stock.waiting_units)


def movement(record: MovementRecord) -> MovementOut:
    moved = record.movement
    return MovementOut(
        record.id, record.sku, moved.kind, moved.on_hand, moved.reserved, moved.held, moved.cause, record.at
    )


def _person(reader: str, zone: str | None, letter: Letter, catalogues: Catalogues) -> PersonOut:
    texts = {language: as_read(word(letter.news, catalogues.words(language, zone)).text) for language in LANGUAGES}
    return PersonOut(reader, letter.kind.value, TextsOut(**texts))


def as_read(html: str) -> str:
    """What stays of Telegram's HTML on the reader's screen."""
    return unescape(TAG.sub("", html))
