"""Greetings, the way to everything, help, and the choice of a language."""

from dataclasses import replace

from bot.callbacks import FindProduct, MyAlerts, MyOrders, ShowHelp, ShowMenu, ShowSettings, SpeakLanguage, TalkToPerson
from bot.joining import ShowLinking
from domain.customers import Customer
from domain.texts import LANGUAGES
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words

LONGEST_GREETED = 64  # UTF-16 units of a person's name
COMMANDS = (
    *("/orders", "/alternatives", "/link", "/find", "/suggestions", "/alerts", "/announcements", "/settings"),
    *("/language", "/privacy", "/export", "/forget", "/imprint", "/person", "/help", "/menu"),
)
OWN_NAMES = {"en": "English", "de": "Deutsch"}
"""Each language under its own name: whoever looks for it may not read any other."""


def menu(t: Words) -> Rows:
    """Long labels have a row of their own: a phone cuts off what does not fit into half of one."""
    return (
        (orders_button(t),),
        (find_button(t),),
        (alerts_button(t),),
        (settings_button(t), Button(t.plain("Help"), act=ShowHelp().pack())),
        (person_button(t),),
    )


def onwards(t: Words) -> tuple[Button, ...]:
    """The row under whatever is about orders."""
    return (orders_button(t), menu_button(t))


def menu_button(t: Words) -> Button:
    return Button(t.plain("Menu"), act=ShowMenu().pack())


def orders_button(t: Words) -> Button:
    return Button(t.plain("My orders"), act=MyOrders().pack())


def link_button(t: Words) -> Button:
    return Button(t.plain("Connect my order"), act=ShowLinking().pack())


def settings_button(t: Words) -> Button:
    return Button(t.plain("Settings"), act=ShowSettings().pack())


def find_button(t: Words) -> Button:
    return Button(t.plain("Find a product"), act=FindProduct().pack())


def alerts_button(t: Words) -> Button:
    return Button(t.plain("My alerts"), act=MyAlerts().pack())


def person_button(t: Words) -> Button:
    return Button(t.plain("Talk to a person"), act=TalkToPerson().pack())


def welcome(person: Customer, t: Words) -> Page:
    first, *rest = menu(t)
    link = () if person.known_by_shop else ((link_button(t),),)
    return Page("\n\n".join((greeting(person, t), about(t))), (first, *link, *rest))


def menu_page(t: Words) -> Page:
    return Page(t.say("What would you like to do?"), menu(t))


def greeting(person: Customer, t: Words) -> str:
    if person.name is None:
        return t.say("<b>Welcome!</b>")
    return t.say("<b>Welcome, {name}!</b>", name=shortened(person.name, LONGEST_GREETED))


def about(t: Words) -> str:
    return t.say(
        "Here you see when your order comes and where you stand in line. You can cancel it, switch to another product, "
        "or have us tell you when something is back in stock."
    )


def connected(person: Customer, page: Page, t: Words) -> Page:
    """What a person sees after their link: that it worked, what it is good for, and their orders."""
    if person.name is None:
        head = t.say("<b>You are connected.</b> We write to you here when something changes.")
    else:
        head = t.say(
            "<b>You are connected, {name}.</b> We write to you here when something changes.",
            name=shortened(person.name, LONGEST_GREETED),
        )
    return replace(page, text=f"{head}\n\n{page.text}")


def help_page(t: Words) -> Page:
    lines = (
        t.say("<b>What I can do for you</b>"),
        t.say("/orders – your orders, with date and place in line"),
        t.say("/alternatives – take another product instead of one you wait for"),
        t.say("/link – connect this chat with your order"),
        t.say("/find – find a product, or simply write its name"),
        t.say("/suggestions – what else is in stock that fits you"),
        t.say("/alerts – the products we tell you about when they are back"),
        t.say("/announcements – whether the shop may send you announcements"),
        t.say("/settings – language, time zone, quiet hours"),
        t.say("/privacy – what is kept about you; /export sends it to you, /forget erases it"),
        t.say("/imprint – who the shop is"),
        t.say("/person – talk to a person of the shop"),
        t.say("You can also write me an order number."),
    )
    return Page("\n".join(lines), menu(t))


def unknown_command(t: Words) -> Page:
    return Page(
        t.say("I do not know this command. These are the ones I know: {commands}", commands=" ".join(COMMANDS)),
        menu(t),
    )


def only_text(t: Words) -> Page:
    return Page(t.say("I can only read text. Write me a product or an order number, or choose what you need:"), menu(t))


def old_button(t: Words) -> str:
    return t.plain("This button no longer does anything. Please write /start.")


def choose_language(t: Words) -> Page:
    buttons = tuple(Button(OWN_NAMES[code], act=SpeakLanguage(code=code).pack()) for code in LANGUAGES)
    return Page(t.say("Which language shall we speak?"), (buttons, (menu_button(t),)))


def language_chosen(t: Words) -> Page:
    return Page(t.say("Good, we speak English from now on."), menu(t))
