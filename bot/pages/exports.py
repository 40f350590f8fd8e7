"""Everything that is kept about a person, as a file that people and programs can read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from re import sub
from typing import Any

import msgspec

from bot.pages.menu import onwards
from storage.outbox import load
from wording.notices import word
from wording.pages import Page, TextFile
from wording.words import Words

Rows = Sequence[Mapping[str, Any]]


def export(found: Mapping[str, Rows], at: datetime, t: Words) -> Page:
    parts = {
        name: {"about": about(name, t), "entries": [entry(name, row, t) for row in rows]}
        for name, rows in found.items()
    }
    content = {
        "what_this_is": t.plain("Everything that is kept about you, part by part; each part says what it is for."),
        "made_at": at,
        "parts": parts,
    }
    text = msgspec.json.format(msgspec.json.encode(content, enc_hook=str), indent=2).decode()
    said = t.say(
        "Here is everything that is kept about you, as a file. Any text editor opens it, and each part says what it is "
        "for."
    )
    return Page(said, (onwards(t),), TextFile(t.plain("my-data.json"), text))


def entry(name: str, row: Mapping[str, Any], t: Words) -> Mapping[str, Any]:
    """A row as it is kept; a letter also as it was read."""
    if name != "outbox" or not row["news"]:
        return row
    return {**row, "text": as_read(word(load(row["news"]), t).text)}


def as_read(html: str) -> str:
    return unescape(sub(r"<[^>]*>", "", html))


def about(name: str, t: Words) -> str:
    known = {
        "customers": t.plain(
            "Who you are, how you are reached, and your settings: so that we know you and your orders."
        ),
        "backorders": t.plain("Your orders, with what was paid and the date we gave you: to fulfil them."),
        "history": t.plain("What became of each order, and when."),
        "cards": t.plain("Messages that show an order of yours, and that we keep up to date."),
        "promise_changes": t.plain("Every change of an order’s date: so that we can account for it."),
        "answers": t.plain("What you answered when a date moved: so that we do as you want."),
        "goodwill": t.plain("What you were credited because a date moved."),
        "subscriptions": t.plain("The products you want to hear about when they are back."),
        "recalled": t.plain("Recalls of products that you own, and whether you have read them."),
        "consents": t.plain("Each yes and no to announcements, with the words you had read: as proof."),
        "outbox": t.plain("The messages we wrote to you: so that you get each of them once."),
        "attempts": t.plain("Messages that could not be delivered, and why."),
        "countdowns": t.plain("Messages whose countdown we keep up to date."),
        "link_tokens": t.plain("Links with which this chat was connected; the links themselves are not kept."),
        "dialogues": t.plain("What I have just asked you and you have not answered yet."),
        "conversations": t.plain(
            "Your conversations with our team: when they began and ended, and how you rated them."
        ),
        "remarks": t.plain("What you and our team wrote to each other."),
        "relays": t.plain("What is still on its way to our team."),
        "topics": t.plain("Where our team reads what you write."),
        "preferences": t.plain("What you like, so that we suggest what fits when you look."),
        "customer_tags": t.plain("Marks that the shop has given you, to choose whom announcements are for."),
    }
    return known.get(name) or t.plain("Something else that is kept in connection with you.")
