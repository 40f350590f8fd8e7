"""Sentences that news and pages share: what was ordered, what is there, and the date."""

from datetime import date

from domain.notices import OrderNews
from wording.goods import called
from wording.words import Words


def goods(news: OrderNews, t: Words) -> str:
    return t.say("{quantity} × {product}", quantity=news.quantity, product=called(news.product, t))


def all_there(t: Words) -> str:
    return t.say("Everything is here and set aside for you.")


def next_step(t: Words, *, pickup: bool) -> str:
    """What a complete order waits for."""
    if pickup:
        return t.say("We will write to you when you can pick it up.")
    return t.say("We will write to you when it ships.")


def set_aside(reserved: int, quantity: int, t: Words) -> str:
    return t.count(
        "{n} of {quantity} is set aside for you.",
        "{n} of {quantity} are set aside for you.",
        reserved,
        quantity=quantity,
    )


def promised(by: date | None, t: Words, *, pickup: bool = False) -> str:
    """The day by which the last unit leaves for the customer, or can be fetched; or plainly that there is none."""
    if by is None:
        return t.say(
            "There is no date for this order yet: no delivery that we expect covers it. "
            "We will write to you when there is one."
        )
    if pickup:
        return t.say("Your order is ready for you to pick up by {day} at the latest.", day=t.day(by))
    return t.say("We ship your order by {day} at the latest.", day=t.day(by))
