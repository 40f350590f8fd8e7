"""What the shop itself is asked."""

from bot.pages.menu import menu_button, person_button
from wording.pages import Page
from wording.words import Words


def discount(t: Words) -> Page:
    text = t.say(
        "I am afraid I cannot give discounts or vouchers: everybody pays the price that stands with the product. Our "
        "team can tell you more."
    )
    return Page(text, ((person_button(t),), (menu_button(t),)))
