"""What a person reads when the fault is ours."""

from wording import acts
from wording.pages import Button, Page
from wording.words import Words


def page(t: Words) -> Page:
    text = t.say("We are sorry, something went wrong on our side. Nothing was lost: please try again in a moment.")
    return Page(text, ((Button(t.plain("My orders"), act=acts.my_orders()),),))


def short(t: Words) -> str:
    return t.plain("We are sorry, something went wrong on our side. Please try again in a moment.")
