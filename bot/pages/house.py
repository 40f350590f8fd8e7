"""What the shop itself is asked: data, announcements, discounts, and how an order gets into the chat."""

from bot.pages.menu import menu_button, orders_button, person_button
from wording.pages import Page
from wording.words import Words


def link(t: Words) -> Page:
    text = t.say(
        "To see an order here, open the link that the shop gave you: then everything you have ordered appears in this "
        "chat. A number alone is not enough, so that nobody can look at other people’s orders."
    )
    return Page(text, ((orders_button(t),), (person_button(t),)))


def discount(t: Words) -> Page:
    text = t.say(
        "I cannot give discounts or vouchers, and there is nothing to bargain here: everybody pays the price that "
        "stands with the product. Our team can tell you more."
    )
    return Page(text, ((person_button(t),), (menu_button(t),)))
