"""What the team reads in a customer's topic: the facts on top, what has happened, and a no."""

from collections.abc import Iterator

from babel import Locale

from domain.backorders import State
from domain.canned import filled as fill
from domain.conversations import BEST, Act, Conversation, Remark, Side
from domain.customers import Customer
from domain.refusals import ConversationClosed, GapUnfilled, NotFound, NotInLanguage, OutOfReach, Refusal
from services.canned import Draft
from services.relays import Facts
from services.views import BackorderView
from wording.goods import LONGEST_NAME
from wording.pages import shortened
from wording.words import Words

SHOWN_ENTRIES = 6
"""Of the history of the order that is asked about: the last ones."""


def facts_card(customer: Customer, conversation: Conversation, facts: Facts, t: Words) -> str:
    """Everything one should know before answering."""
    paragraphs = [
        "\n".join(who(customer, facts, t)),
        *(["\n".join(asked_about(facts.about, t))] if facts.about else []),
        "\n".join(orders(facts, t)),
        t.say("What you write here goes to the customer. /close ends it, /note keeps something for the team."),
    ]
    head = t.say("<b>Conversation {number}</b>", number=conversation.id)
    return "\n\n".join([head, *paragraphs])


def who(customer: Customer, facts: Facts, t: Words) -> Iterator[str]:
    yield t.say("Customer: {customer}", customer=customer.name or customer.external_id)
    yield t.say("Customer number: {number}", number=customer.external_id)
    yield t.say("Language: {language}", language=language_of(customer, t))
    if facts.consent is None:
        yield t.say("Announcements: never asked")
    elif facts.consent.given:
        yield t.say("Announcements: yes, since {moment}", moment=t.moment(facts.consent.at))
    else:
        yield t.say("Announcements: no, since {moment}", moment=t.moment(facts.consent.at))
    yield t.count("{n} alert", "{n} alerts", facts.alerts)


def language_of(customer: Customer, t: Words) -> str:
    """In the team's language."""
    return Locale.parse(customer.language).get_display_name(t.language) or customer.language


def asked_about(about: BackorderView, t: Words) -> Iterator[str]:
    yield t.say("<b>Asks about order {order_number}</b>", order_number=about.order.order_number)
    for entry in about.history[-SHOWN_ENTRIES:]:
        yield t.say("{moment}: {state}", moment=t.moment(entry.at), state=state(entry.state, t))
    for change in about.promise_history[-SHOWN_ENTRIES:]:
        day = t.day(change.new) if change.new else t.plain("no date")
        yield t.say("{moment}: date {day}", moment=t.moment(change.at), day=day)


def orders(facts: Facts, t: Words) -> Iterator[str]:
    if not facts.orders:
        yield t.say("No orders.")
        return
    yield t.say("<b>Orders</b>")
    for view in facts.orders:
        yield order(view, t)
    if facts.more:
        yield t.say("… and older ones.")


def order(view: BackorderView, t: Words) -> str:
    shown = view.order
    goods = t.plain(
        "{order_number}: {quantity} × {product}",
        order_number=shown.order_number,
        quantity=shown.quantity,
        product=shortened(view.product.called(t.language), LONGEST_NAME),
    )
    if shown.state is not State.WAITING or view.position is None:
        return t.say("{goods} – {state}", goods=goods, state=state(shown.state, t))
    place, of = view.position.place, view.position.of
    if shown.promise_by is None:
        return t.say("{goods} – waiting, {place} of {of}, no date", goods=goods, place=place, of=of)
    day = t.day(shown.promise_by)
    return t.say("{goods} – waiting, {place} of {of}, by {day}", goods=goods, place=place, of=of, day=day)


def state(found: State, t: Words) -> str:
    return {
        State.WAITING: t.plain("waiting"),
        State.RESERVED: t.plain("reserved"),
        State.RELEASED: t.plain("released"),
        State.FULFILLED: t.plain("fulfilled"),
        State.CANCELLED: t.plain("cancelled"),
        State.SWITCHED: t.plain("switched"),
    }[found]


def happened(act: Act, conversation: Conversation, t: Words) -> str:
    """A line of the bot's own, told from what customers write by its sign."""
    match act:
        case Act.CLOSED:
            return t.say("ℹ️ <b>The conversation has ended.</b>")
        case Act.RATED:
            return t.say("ℹ️ Satisfaction: {stars} of {best}", stars=conversation.rating or 0, best=BEST)
        case Act.BLOCKED:
            return t.say("ℹ️ <b>The customer has blocked the bot.</b> Nothing that you write arrives.")
        case Act.RETURNED:
            return t.say("ℹ️ The customer has let the bot in again. What you write arrives.")
        case _:
            return t.say("ℹ️ <b>The message above was not delivered.</b>")


def shown(remark: Remark, t: Words) -> str:
    """Something that was not written here: the customer's own words as they are, the team's and notes marked."""
    match remark.side:
        case Side.CUSTOMER:
            return remark.html or t.say("ℹ️ The customer has sent something that cannot be shown here.")
        case Side.TEAM:
            return t.say("✍️ <b>Sent to the customer:</b>") + f"\n{remark.html}"
        case Side.NOTE:
            return t.say("📝 <b>Note:</b>") + f"\n{remark.html}"


def usage(t: Words) -> str:
    lines = (
        t.say("Messages that begin with / are not sent. In a customer’s topic there are:"),
        t.say("/close – end the conversation and ask how it was"),
        t.say("/canned NAME – send a canned answer in the customer’s language"),
        t.say("/note TEXT – keep something for the team; it is not sent"),
        t.say("/delete – as a reply to one of your messages: remove it from the customer’s chat"),
    )
    return "\n".join(lines)


def filled(draft: Draft, t: Words) -> str:
    """As HTML, in its reader's language. Raises GapUnfilled."""
    values = draft.values | {"date": t.day(draft.date) if draft.date else None}
    known = {name: value for name, value in values.items() if value is not None}
    try:
        return t.escape(fill(draft.text, known))
    except KeyError as missing:
        raise GapUnfilled(draft.name, str(missing.args[0])) from missing


def sent(html: str, t: Words) -> str:
    return t.say("✍️ <b>Sent to the customer:</b>") + f"\n{html}"


def noted(t: Words) -> str:
    return t.say("📝 Kept. The customer does not see it.")


def commands_stay(t: Words) -> str:
    return t.say("ℹ️ A command cannot be changed afterwards. Please write it anew.")


def nothing_to_take_back(t: Words) -> str:
    return t.say("ℹ️ This is no message that the customer was sent, or it is gone already.")


def could_not_take_back(t: Words) -> str:
    return t.say("ℹ️ This message can no longer be removed: Telegram allows it for 48 hours.")


def could_not_correct(t: Words) -> str:
    return t.say("ℹ️ The customer still sees this message as it was before.")


def went_wrong(t: Words) -> str:
    return t.say("ℹ️ <b>Something went wrong on our side.</b> Please look whether it arrived, and try again.")


def refused(no: Refusal, t: Words) -> str:
    match no:
        case OutOfReach(why="blocked"):
            said = t.say("ℹ️ <b>Not sent:</b> the customer has blocked the bot.")
        case OutOfReach():
            said = t.say("ℹ️ <b>Not sent:</b> the customer has no chat with the bot any more.")
        case ConversationClosed():
            said = t.say("ℹ️ This conversation has ended already. What you write begins another.")
        case NotFound(noun="canned"):
            said = t.say("ℹ️ There is no canned answer “{name}”.", name=no.key)
        case NotInLanguage():
            said = t.say("ℹ️ The canned answer “{name}” has no text in the customer’s language.", name=no.name)
        case GapUnfilled():
            gap = f"{{{no.gap}}}"
            said = t.say("ℹ️ <b>Not sent:</b> for this customer nothing can stand for {gap}.", gap=gap)
        case _:
            said = t.say("ℹ️ This is not possible.")
    return said
