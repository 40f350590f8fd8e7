"""The question whether the shop may send announcements, and what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from bot.callbacks import AgreeToAnnouncements, DeclineAnnouncements, StopAnnouncements
from bot.pages.menu import menu_button
from domain.consents import Consent
from wording.announcements import no_more
from wording.pages import Button, Page
from wording.words import Words


@dataclass(frozen=True, slots=True)
class Read:
    """The question as somebody read it."""

    wording: str
    language: str


def announcements(known: Consent | None, t: Words) -> Page:
    """Where a person stands, and the way to the other answer."""
    if known is None:
        return question(t)
    if known.given:
        since = t.day(known.at.astimezone(t.zone).date())
        said = t.say(
            "<b>You get announcements.</b> You said yes on {day}. You can stop them at any time; news about your "
            "orders and alerts comes all the same.",
            day=since,
        )
        return Page(said, ((Button(no_more(t), act=StopAnnouncements().pack()),), (menu_button(t),)))
    head = t.say("<b>You get no announcements.</b> News about your orders and alerts comes all the same.")
    return Page(f"{head}\n\n{t.escape(asked(t))}", ((yes(t),), (menu_button(t),)))


def question(t: Words) -> Page:
    no = Button(t.plain("No, thank you"), act=DeclineAnnouncements().pack())
    return Page(t.escape(asked(t)), ((yes(t), no), (menu_button(t),)))


def question_read(mark: str, readings: Iterable[Words]) -> Read | None:
    """Which wording a yes answers; None where the question reads otherwise by now: that yes was to something else."""
    return next((Read(asked(t), t.language) for t in readings if mark_of(asked(t)) == mark), None)


def asked(t: Words) -> str:
    return t.plain(
        "May the shop send you announcements in this chat: new products, offers and events? You can take your yes back "
        "at any time, with one tap under each announcement or with /announcements. "
        "News about your orders and alerts comes whatever you answer."
    )


def yes(t: Words) -> Button:
    return Button(t.plain("Yes, please"), act=AgreeToAnnouncements(asked=mark_of(asked(t))).pack())


def mark_of(wording: str) -> str:
    """Short enough for a button, and different for every wording."""
    return sha256(wording.encode()).hexdigest()[:12]
