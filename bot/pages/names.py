"""What our pages are called: the words on our own buttons, and a few more that people have for them."""

from collections.abc import Iterator, Mapping
from itertools import chain

from bot.callbacks import (
    ChooseAddress,
    ChooseQuiet,
    ChooseZone,
    Meant,
    MyOrders,
    SayDu,
    SendExport,
    ShowImprint,
    ShowMenu,
    ShowSettings,
    TalkToPerson,
)
from bot.joining import AskUnlink
from bot.pages import linking, menu, privacy, settings, wishes
from bot.pages.suggestions import suggestions_button
from bot.turning import Purpose, WhichOrder
from understanding.intents import Intent
from wording.pages import Button
from wording.words import Words

LONGEST = 120
"""Letters of a text that may be about a page."""
HISTORY = WhichOrder(purpose=Purpose.HISTORY).pack()

ALSO: Mapping[str, str] = {
    ShowMenu().pack(): "main menu, start page, home page, hauptmenü, startseite, übersicht",
    ShowSettings().pack(): "settings, preferences, options, einstellungen, optionen",
    ShowImprint().pack(): "imprint, legal notice, impressum, anbieterkennzeichnung, who runs shop, wer steckt dahinter",
    ChooseZone().pack(): "time zone, timezone, time zones, zeitzone, zeitzonen",
    ChooseQuiet().pack(): "quiet hours, quiet time, do not disturb, ruhezeit, ruhezeiten, nachtruhe, nicht stören",
    ChooseAddress().pack(): "form of address, du or sie, anrede, anredeform, du oder sie, duzen, siezen",
    SayDu(informal=True).pack(): "duz, duze, sag du, sagen sie du, sagt du",
    SayDu(informal=False).pack(): "siez, sieze, sag sie, sagen sie sie, sagt sie",
    AskUnlink().pack(): "unlink, disconnect, log out, logout, sign out, vom shop trennen, verbindung trennen, "
    "verbindung lösen, verknüpfung trennen, verknüpfung lösen, verknüpfung aufheben, entkoppeln, abkoppeln, ausloggen",
    SendExport().pack(): "export, export data, download data, datenexport, daten exportieren, daten herunterladen",
    HISTORY: "history, order history, date history, verlauf, bestellverlauf, terminverlauf",
}
"""By the act of the page's button; words that stand around a name in a request are left out, see bot/names.py."""

PLAIN = frozenset(
    {ShowImprint().pack(), ChooseZone().pack(), ChooseQuiet().pack(), ChooseAddress().pack(), AskUnlink().pack()}
)
"""Their names mean nothing else, in whatever sentence they stand."""
ROUGHLY = frozenset({ShowSettings().pack()})
"""The same, where the sentence is not understood otherwise."""


def labels(t: Words) -> dict[str, str]:
    """Each with the act of its button: whatever leads to the same page for everybody, wherever it stands."""
    meant = {label: Meant(intent=intent).pack() for intent, label in wishes.labels(t).items()}
    return meant | {button.label: button.act or "" for button in chain(_buttons(t), _of_orders(t))}


def _buttons(t: Words) -> Iterator[Button]:
    yield from chain.from_iterable(menu.menu(t))
    yield from (menu.menu_button(t), menu.link_button(t))
    yield from (linking.number_button(t), linking.order_button(t))
    yield from (*settings.ways(t), settings.elsewhere_button(t))
    yield from privacy.ways(t)
    yield suggestions_button(t)


def _of_orders(t: Words) -> Iterator[Button]:
    """On a card they are about its order; written, about the one that can be meant."""
    yield from (Button(label, act=MyOrders().pack()) for label in (t.plain("Show order"), t.plain("Refresh")))
    yield Button(t.plain("‹ Back to the order"), act=MyOrders().pack())
    yield Button(t.plain("History"), act=HISTORY)
    delivery = Meant(intent=Intent.CHANGE_DELIVERY).pack()
    yield Button(t.plain("Have it delivered instead"), act=delivery)
    yield Button(t.plain("Pick it up instead"), act=delivery)
    yield Button(t.plain("Ask a person"), act=TalkToPerson().pack())
    yield Button(t.plain("Another order"), act=TalkToPerson().pack())
