"""Everything that is kept about a person, as a file that people read: in their language, without our numbers."""

from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from re import sub
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError

from bot.pages.cancelling import reasons
from bot.pages.codes import left_out, spoken
from bot.pages.history import cause, chosen
from bot.pages.menu import onwards
from bot.pages.parts import Part, other, parts
from domain.customers import CHAT_ONLY
from domain.money import Money
from domain.texts import is_informal, nearest_language, primary_subtag
from services.privacy import Kept, Row
from storage.outbox import load
from storage.promises import PromiseChange
from wording.notices import word
from wording.pages import Page, TextFile
from wording.places import city
from wording.words import Words

CASH = frozenset({"unit_price", "paid", "deposit", "refund", "amount"})
PAYMENT = "payment:"  # begins what the history keeps of a payment


def export(kept: Kept, at: datetime, t: Words) -> Page:
    known = parts(t)
    content: dict[str, Any] = {
        t.plain("What this is"): t.plain(
            "Everything that is kept about you, part by part; each part says what it is for."
        ),
        t.plain("Made"): t.moment(at),
    }
    for name, rows in kept.rows.items():
        part = known.get(name) or other(t)
        entries = [entry(part, {**row, **told(name, row, kept, t)}, t) for row in rows]
        content[part.title] = {t.plain("What it is for"): part.purpose, t.plain("Entries"): entries}
    written = msgspec.json.format(msgspec.json.encode(content), indent=2).decode()
    said = t.say(
        "Here is everything that is kept about you, as a file. Any text editor opens it, and each part says what it is "
        "for."
    )
    return Page(said, (onwards(t),), TextFile(t.plain("my-data.json"), written))


def entry(part: Part, row: Row, t: Words) -> Mapping[str, Any]:
    """What of a row is for people; what is not known is left out."""
    found = {label: shown(name, row[name], row, t) for name, label in part.columns.items() if row.get(name) is not None}
    return found or {t.plain("Content"): t.plain("Only numbers by which our programs find it.")}


def shown(name: str, value: Any, row: Row, t: Words) -> str | int:
    if isinstance(value, bool):
        return t.plain("yes") if value else t.plain("no")
    if isinstance(value, datetime):
        return t.moment(value)
    if isinstance(value, date):
        return t.day(value)
    if name in CASH:
        return t.money(Money(value, row["currency"]))
    return spoken(name, value, t) if isinstance(value, str) else int(value)


def told(name: str, row: Row, kept: Kept, t: Words) -> dict[str, Any]:
    """What the numbers in a row stand for, in words."""
    order = kept.row("backorders", row.get("backorder_id") or row.get("about"))
    successor = kept.row("backorders", row.get("switched_to"))
    recall = kept.recalls.get(row.get("recall_id", 0))
    goods = row.get("sku") or kept.row("subscriptions", row.get("subscription_id")).get("sku")
    goods = goods or (recall.sku if recall else None)
    return {
        "order": order.get("order_number"),
        "product": kept.called(goods, t.language) if goods else None,
        "successor": kept.called(successor["sku"], t.language) if successor else None,
        "conversation": kept.row("conversations", row.get("conversation_id")).get("opened_at"),
        "text": text(name, row, kept, t),
        "why": recall.reason if recall else why(name, row, t),
        **(person(row, t) if name == "customers" else {}),
        **({"language": language(row["language"], t)} if row.get("language") else {}),
    }


def text(name: str, row: Row, kept: Kept, t: Words) -> str | None:
    """What a message said: to a person, or in a conversation."""
    if name == "remarks":
        return as_read(row["html"]) if row["html"] else None
    letter = kept.row("outbox", row["message_id"]) if name == "attempts" else row
    return as_read(word(load(letter["news"]), t).text) if letter.get("news") else None


def person(row: Row, t: Words) -> dict[str, Any]:
    tag, zone = row["locale"], row["timezone"]
    chat_only = row["external_id"].startswith(CHAT_ONLY)
    address = (
        (t.plain("familiar") if is_informal(tag) else t.plain("polite")) if nearest_language(tag) == "de" else None
    )
    return {
        "external_id": None if chat_only else row["external_id"],
        "locale": language(tag, t) if tag else None,
        "address": address if tag else None,
        "timezone": city(zone, t) if zone else None,
    }


def language(tag: str, t: Words) -> str:
    try:
        return Locale.parse(primary_subtag(tag)).get_display_name(t.language) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def why(name: str, row: Row, t: Words) -> str | None:
    """Of a date's change, of a message that was not sent, or of a line of an order's history, where there is one."""
    if name == "promise_changes":
        return cause(PromiseChange(**{each: row[each] for each in ("old", "new", "cause", "at", "told", "reason")}), t)
    reason = row.get("reason") or ""
    if name == "outbox":
        return left_out(reason, t)
    if row.get("by") == "system" or row.get("state") == "switched" or not reason:
        return None
    if reason.startswith(PAYMENT):
        amount, _, currency = reason.removeprefix(PAYMENT).partition(" ")
        return t.plain("Payment: {money}", money=t.money(Money(int(amount), currency)))
    return chosen(reason, t) or {each.value: label for each, label in reasons(t).items()}.get(reason, reason)


def as_read(html: str) -> str:
    return unescape(sub(r"<[^>]*>", "", html))
