"""A chat on its way to its orders: the ways there, what is asked, and why it did not work."""

from bot.joining import AskNumber, AskOrder
from bot.pages.menu import link_button, menu_button, onwards, orders_button, person_button, settings_button
from domain.linking import Snag
from wording.pages import Button, Key, Page, Rows, shortened
from wording.words import Words

LONGEST_NUMBER = 40  # UTF-16 units of an order number that somebody wrote
EXAMPLE = "anna@example.org"


def ways(t: Words) -> Page:
    head = t.say("<b>Connect your order</b>")
    text = t.say(
        "Then you see here when it comes, and I write to you when something changes. There are two ways to connect "
        "this chat:"
    )
    return Page(f"{head}\n{text}", (*both(t), (person_button(t),), (menu_button(t),)))


def already(t: Words) -> Page:
    text = t.say(
        "<b>This chat is connected with your orders.</b> If one is missing here, it was placed under another customer "
        "number: disconnect this chat first under “Settings”, or ask our team."
    )
    return Page(text, ((orders_button(t),), (settings_button(t), menu_button(t)), (person_button(t),)))


def ask_number(t: Words) -> Page:
    text = t.say(
        "Please tap “{button}” below. Telegram then tells us the number of your account. We look for it among the "
        "shop’s customers and keep it nowhere.",
        button=share(t),
    )
    return Page(text, keys=keys(t))


def not_own(t: Words) -> Page:
    text = t.say(
        "Only your own number counts, and only if you share it yourself: the contact of somebody else, or a forwarded "
        "one, proves nothing. Please tap “{button}” below.",
        button=share(t),
    )
    return Page(text, keys=keys(t))


def typed_number(t: Words) -> Page:
    text = t.say(
        "A number that is typed proves nothing: everybody could look at other people’s orders with it. Please tap "
        "“{button}” below, then Telegram confirms it.",
        button=share(t),
    )
    return Page(text, keys=keys(t))


def thanks_for_number(t: Words) -> Page:
    return Page(t.say("Thank you."), keys=())


def without_number(t: Words) -> Page:
    return Page(t.say("All right, without your telephone number."), keys=())


def ask_order(t: Words) -> Page:
    text = t.say(
        "Please write me the order number. It stands in the confirmation that you got from the shop. You can add the "
        "e-mail address with which you ordered."
    )
    return Page(text, ((link_button(t), menu_button(t)),))


def ask_email(number: str, t: Words) -> Page:
    text = t.say(
        "Please write me the e-mail address with which order {order_number} was placed.", order_number=shown(number)
    )
    return Page(text, ((link_button(t), menu_button(t)),))


def not_yet(number: str, t: Words) -> Page:
    """The same whether or not there is such an order."""
    text = t.say(
        "Order {order_number} is not among your orders here. If it is yours, write me the e-mail address with which "
        "it was placed: then it appears here.",
        order_number=shown(number),
    )
    return Page(text, ((link_button(t),), onwards(t), (person_button(t),)))


def no_email(number: str, t: Words) -> Page:
    text = t.say(
        "This does not look like an e-mail address. Please write me the one with which order {order_number} was "
        "placed, in the form {example}.",
        order_number=shown(number),
        example=EXAMPLE,
    )
    return Page(text, ((link_button(t), menu_button(t)),))


def order_snag(snag: Snag, number: str, t: Words) -> Page:
    match snag:
        case Snag.ALREADY:
            return already(t)
        case Snag.TOO_OFTEN:
            return too_often(t)
        case _:
            return wrong(number, t)


def wrong(number: str, t: Words) -> Page:
    """One answer for everything that may be wrong with an order's data."""
    text = t.say(
        "I cannot connect this chat with an order {order_number} under this e-mail address. Please check both: they "
        "stand in the confirmation that you got from the shop. If the order is connected with another Telegram "
        "account, it has to be disconnected there first. Our team gladly helps.",
        order_number=shown(number),
    )
    again = Button(t.plain("Try again"), act=AskOrder().pack())
    return Page(text, ((again,), (number_button(t),), (person_button(t),), (menu_button(t),)))


def too_often(t: Words) -> Page:
    text = t.say(
        "These were too many tries. So that nobody can find out other people’s orders, the next one is possible in an "
        "hour at the earliest. Our team gladly helps until then."
    )
    return Page(text, ((number_button(t),), (person_button(t),), (menu_button(t),)))


def number_snag(snag: Snag, t: Words) -> Page:
    """Why a number that Telegram has confirmed did not help, and what does."""
    match snag:
        case Snag.ALREADY:
            return already(t)
        case Snag.ELSEWHERE:
            text = t.say(
                "The orders under your number are connected with another Telegram account. If it is yours, disconnect "
                "it there under “Settings”. If not, or if you no longer have it, our team can send you a new link."
            )
            return Page(text, ((person_button(t),), (menu_button(t),)))
        case Snag.SEVERAL:
            text = t.say(
                "The shop knows several customers with your number, and I do not guess which one you are. It works "
                "with order number and e-mail address."
            )
        case _:
            text = t.say(
                "The shop knows no customer with your number. Perhaps you gave it another one, or none. It works with "
                "order number and e-mail address as well."
            )
    return Page(text, ((order_button(t),), (person_button(t),), (menu_button(t),)))


def both(t: Words) -> Rows:
    return (number_button(t),), (order_button(t),)


def number_button(t: Words) -> Button:
    return Button(t.plain("With my telephone number"), act=AskNumber().pack())


def order_button(t: Words) -> Button:
    return Button(t.plain("With order number and e-mail"), act=AskOrder().pack())


def keys(t: Words) -> tuple[Key, ...]:
    return Key(share(t), shares_number=True), Key(no_thanks(t))


def share(t: Words) -> str:
    return t.plain("Share my number")


def no_thanks(t: Words) -> str:
    return t.plain("No, thanks")


def shown(number: str) -> str:
    return shortened(number, LONGEST_NUMBER)
