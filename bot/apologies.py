"""What a person reads when the fault is ours."""

from bot.pages.menu import onwards
from wording.pages import Page
from wording.words import Words


def page(t: Words) -> Page:
    text = t.say("We are sorry, something went wrong on our side. Nothing was lost: please try again in a moment.")
    return Page(text, (onwards(t),))


def short(t: Words) -> str:
    return t.plain("We are sorry, something went wrong on our side. Please try again in a moment.")
