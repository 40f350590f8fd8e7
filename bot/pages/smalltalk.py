"""A friendly word, and help where help was asked for."""

from collections.abc import Callable

from bot.pages.menu import about, greeting, help_page, menu, menu_page
from domain.customers import Customer
from understanding.guards import refuses_people
from understanding.spelling import plain, words
from wording.pages import Page
from wording.words import Words


def _set(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


FEW = 5
HELP = _set("help hilfe helfen how wie what was kannst können")
MENU = _set("menu menü start hauptmenü")
THANKS = _set("thanks thank thx ty cheers danke dank dankeschön merci vielen super great toll prima perfekt perfect")
BYE = _set("bye goodbye tschüss tschau ciao wiedersehen wiederschauen night nacht ade")
HELLO = _set("hi hello hey hallo moin servus morning morgen tag guten abend grüezi grüß evening afternoon")
PROGRAM = _set("robot bot human computer machine roboter maschine programm real echt ki ai name heißt")
GLADLY = _set("yes yeah yep yup sure ja jawohl jep jo joa genau klar gerne gern")
AGREED = _set("ok okay alright fine good no nope nah nein nee nö gut schön passt alles")


def answer(text: str, person: Customer, t: Words) -> Page:
    if refuses_people(text):
        return stays(t)
    said = {word.text for word in words(text)}
    pages: tuple[tuple[frozenset[str], Callable[[], Page]], ...] = (
        (MENU, lambda: menu_page(t)),
        (PROGRAM, lambda: Page(_program(t), menu(t))),
        (THANKS, lambda: Page(t.say("You are welcome!"), menu(t))),
        (BYE, lambda: Page(t.say("Goodbye! We write to you here when something changes."), menu(t))),
        (HELLO, lambda: Page(f"{greeting(person, t)}\n\n{about(t)}", menu(t))),
        (HELP, lambda: help_page(t)),
        (GLADLY, lambda: Page(t.say("Gladly. What would you like to do?"), menu(t))),
        (AGREED, lambda: stays(t)),
    )
    return next((page() for notion, page in pages if said & notion), anything(t))


def stays(t: Words) -> Page:
    return Page(t.say("All right. Everything stays as it is."), menu(t))


def is_small(text: str) -> bool:
    """A few words of which one is a greeting, thanks or goodbye, or a question after whoever is answering."""
    said = [word.text for word in words(text)]
    return len(said) <= FEW and any(word in known for word in said for known in (HELLO, THANKS, BYE, MENU, PROGRAM))


def anything(t: Words) -> Page:
    return Page(t.say("I am here for your orders and our products. What would you like to do?"), menu(t))


def _program(t: Words) -> str:
    return t.say(
        "I am a program that answers for the shop: I know your orders, dates and products. "
        "If you would rather talk to a person, there is a button for it."
    )
