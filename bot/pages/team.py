"""How a customer reaches a person of the shop, and what they read while they talk."""

from collections.abc import Sequence

from bot.callbacks import AskPerson, EndConversation
from bot.pages.backorders import card, label
from bot.pages.menu import menu, menu_button, onwards
from bot.turning import Purpose, WhichOrder
from domain.contact import Contact
from domain.conversations import Conversation
from domain.openings import told_as
from services.conversations import Reception
from services.views import BackorderView
from wording.conversations import how_was_it, kept, stars, ways
from wording.pages import Button, Page, Rows
from wording.words import Words

MOST_ORDERS = 6
"""As many buttons as a phone shows without scrolling; the newest come first."""


def way_to_a_person(reception: Reception, contact: Contact, waiting: Sequence[BackorderView], t: Words) -> Page:
    """The team reads along from now on; about which order it is, it is told with a tap."""
    lines = [heading(reception, t), *reached(reception, contact, t)]
    rows: Rows = ()
    if waiting and reception.conversation.about is None:
        lines.append(t.say("Is it about one of your orders? Then please choose it."))
        shown = waiting[:MOST_ORDERS]
        rows = tuple((Button(label(view, t), act=AskPerson(backorder_id=view.order.id).pack()),) for view in shown)
        rows += ((others(t),),) if len(waiting) > MOST_ORDERS else ()
    return Page("\n".join(lines), (*rows, *ending(reception, t), onwards(t)))


def others(t: Words) -> Button:
    return Button(t.plain("Another order"), act=WhichOrder(purpose=Purpose.PERSON).pack())


def about_an_order(view: BackorderView, reception: Reception, contact: Contact, t: Words) -> Page:
    """The same, over the card of the order."""
    found = card(view, t)
    lines = "\n".join([heading(reception, t), *reached(reception, contact, t)])
    return Page(f"{lines}\n\n{found.text}", (*ending(reception, t), *found.buttons), picture=found.picture)


def heading(reception: Reception, t: Words) -> str:
    if not reception.along:
        return t.say("<b>Thank you. Our team knows that you would like to talk to a person.</b>")
    if reception.fresh:
        return t.say("<b>You are talking to our team now.</b> Whatever you write here goes to a person.")
    return t.say("<b>You are already talking to our team.</b> Whatever you write here goes to a person.")


def reached(reception: Reception, contact: Contact, t: Words) -> list[str]:
    """When an answer can be expected; where nobody reads along, how else to turn to the shop."""
    if reception.along:
        return [*hours(reception, t), *answer_time(reception, t)]
    return [t.say("Nobody of the team reads along in this chat."), kept(t), *(ways(contact, t) or [nowhere_else(t)])]


def nowhere_else(t: Words) -> str:
    return t.say("You can also turn to the shop directly: your order confirmation and the shop’s website say how.")


def hours(reception: Reception, t: Words) -> list[str]:
    if reception.open_until is not None:
        return [t.say("The team is there until {moment}.", moment=t.moment(reception.open_until))]
    if reception.opens_at is not None:
        return [t.say("The team is not there right now. It is back on {moment}.", moment=t.moment(reception.opens_at))]
    return []


def answer_time(reception: Reception, t: Words) -> list[str]:
    """What the shop promises, or what the last answers took: never a guess."""
    if reception.answer_time is None:
        return []
    n, unit = told_as(reception.answer_time)
    if reception.promised and reception.open_until is None and reception.opens_at is not None:
        return [promised_later(n, unit, t)]
    if reception.promised:
        return [promised(n, unit, t)]
    if unit == "minutes":
        return [t.count("Its last answers took about {n} minute.", "Its last answers took about {n} minutes.", n)]
    return [t.count("Its last answers took about {n} hour.", "Its last answers took about {n} hours.", n)]


def promised(n: int, unit: str, t: Words) -> str:
    if unit == "minutes":
        return t.count("It answers within {n} minute.", "It answers within {n} minutes.", n)
    return t.count("It answers within {n} hour.", "It answers within {n} hours.", n)


def promised_later(n: int, unit: str, t: Words) -> str:
    """Counted from when the team is back."""
    if unit == "minutes":
        return t.count("After that it answers within {n} minute.", "After that it answers within {n} minutes.", n)
    return t.count("After that it answers within {n} hour.", "After that it answers within {n} hours.", n)


def passed_on(reception: Reception, contact: Contact, t: Words) -> Page:
    """The first words were heard; the next ones go without an echo."""
    lines = (t.say("<b>Passed on to our team.</b> Its answer comes here."), *reached(reception, contact, t))
    return Page("\n".join(lines), (*ending(reception, t), (menu_button(t),)))


def ending(reception: Reception, t: Words) -> Rows:
    if not reception.along:
        return ()
    act = EndConversation(conversation_id=reception.conversation.id).pack()
    return ((Button(t.plain("End the conversation"), act=act),),)


def ended(conversation: Conversation, t: Words) -> Page:
    head = t.say("<b>You have ended the conversation.</b> From now on the bot answers again.")
    return Page(f"{head}\n{how_was_it(t)}", (*stars(conversation.id, t), *menu(t)))


def thanks(t: Words) -> str:
    return t.plain("Thank you for telling us!")
