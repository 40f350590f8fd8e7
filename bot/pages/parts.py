"""What an export calls the parts of what is kept about a person, what each is for, and what stands in it.

A column without a name here is for programs: numbers that rows find each other by, and codes of the post.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wording.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """`columns`: the name that people read for each."""

    title: str
    purpose: str
    columns: Mapping[str, str]


def parts(t: Words) -> Mapping[str, Part]:
    return {
        "customers": _customer(t),
        "backorders": _backorders(t),
        "history": _history(t),
        "promise_changes": _dates(t),
        **_slips(t),
        **_alerts(t),
        **_consents(t),
        **_post(t),
        "conversations": _conversations(t),
        **_talk(t),
        **_small(t),
    }


def other(t: Words) -> Part:
    return Part(t.plain("Something else"), t.plain("Something else that is kept in connection with you."), {})


def _customer(t: Words) -> Part:
    return Part(
        t.plain("Who you are"),
        t.plain("Who you are, how you are reached, and your settings: so that we know you and your orders."),
        {
            "external_id": t.plain("Customer number"),
            "name": t.plain("Name"),
            "email": t.plain("E-mail address"),
            "phone": t.plain("Telephone"),
            "chat_id": t.plain("Number of the chat at Telegram"),
            "locale": t.plain("Language"),
            "address": t.plain("Form of address"),
            "timezone": t.plain("Time zone"),
            "quiet_hours": t.plain("Quiet hours"),
            "blocked": t.plain("Bot blocked"),
            "created_at": t.plain("Known since"),
            "active_at": t.plain("Last written"),
            "returned_at": t.plain("Bot let in again"),
            "marketing_at": t.plain("Last announcement"),
            "forgotten_at": t.plain("Forgotten"),
        },
    )


def _backorders(t: Words) -> Part:
    return Part(
        t.plain("Your orders"),
        t.plain("Your orders, with what was paid and the date we gave you: to fulfil them."),
        {
            "order_number": t.plain("Order"),
            "product": t.plain("Product"),
            "sku": t.plain("Product number"),
            "quantity": t.plain("Quantity"),
            "state": t.plain("State"),
            "reserved_quantity": t.plain("Set aside"),
            "released_quantity": t.plain("Left our house"),
            "ship": t.plain("Parcels"),
            "pickup": t.plain("Picked up by you"),
            "priority": t.plain("Priority"),
            "unit_price": t.plain("Price of one"),
            "paid": t.plain("Paid"),
            "deposit": t.plain("Agreed deposit"),
            "refund": t.plain("To be paid back"),
            "refund_due_on": t.plain("Paid back at the latest on"),
            "placed_at": t.plain("Ordered"),
            "promise_by": t.plain("Date, at the latest"),
            "told_by": t.plain("Date you were told last"),
            "date_told_at": t.plain("When you were told it"),
            "asked_at": t.plain("Asked what you want"),
            "accepted_by": t.plain("Date you agreed to wait for"),
            "attention": t.plain("Why a person looks after it"),
            "successor": t.plain("Switched to"),
        },
    )


def _history(t: Words) -> Part:
    return Part(
        t.plain("What became of your orders"),
        t.plain("What became of each order, and when."),
        {
            "order": t.plain("Order"),
            "at": t.plain("When"),
            "state": t.plain("State"),
            "by": t.plain("Through whom"),
            "reserved_quantity": t.plain("Set aside"),
            "why": t.plain("Reason"),
        },
    )


def _dates(t: Words) -> Part:
    return Part(
        t.plain("Dates of your orders"),
        t.plain("Every change of an order’s date: so that we can account for it."),
        {
            "order": t.plain("Order"),
            "at": t.plain("When"),
            "old": t.plain("Before"),
            "new": t.plain("From then on"),
            "why": t.plain("Reason"),
            "told": t.plain("Told to you"),
        },
    )


def _slips(t: Words) -> dict[str, Part]:
    return {
        "cards": Part(
            t.plain("Cards of your orders"),
            t.plain("Messages that show an order of yours, and that we keep up to date."),
            {
                "order": t.plain("Order"),
                "shown_at": t.plain("Shown"),
                "due_at": t.plain("Next change of the message"),
                "outlived": t.plain("Shown anew further down"),
            },
        ),
        "answers": Part(
            t.plain("Your answers"),
            t.plain("What you answered when a date moved: so that we do as you want."),
            {
                "order": t.plain("Order"),
                "at": t.plain("When"),
                "choice": t.plain("Answer"),
                "promise_by": t.plain("Date, at the latest"),
            },
        ),
        "goodwill": Part(
            t.plain("Credits"),
            t.plain("What you were credited because a date moved."),
            {"order": t.plain("Order"), "at": t.plain("When"), "amount": t.plain("Amount")},
        ),
        "recalled": Part(
            t.plain("Recalls"),
            t.plain("Recalls of products that you own, and whether you have read them."),
            {
                "product": t.plain("Product"),
                "units": t.plain("Quantity"),
                "why": t.plain("Reason"),
                "acknowledged_at": t.plain("Read"),
            },
        ),
    }


def _alerts(t: Words) -> dict[str, Part]:
    return {
        "subscriptions": Part(
            t.plain("Alerts"),
            t.plain("The products you want to hear about when they are back."),
            {
                "product": t.plain("Product"),
                "sku": t.plain("Product number"),
                "quantity": t.plain("Quantity"),
                "state": t.plain("State"),
                "created_at": t.plain("Since"),
                "told_at": t.plain("Told to you"),
                "held_until": t.plain("Set aside until"),
                "expires_at": t.plain("Ends"),
                "asked_at": t.plain("Asked what you want"),
            },
        ),
        "countdowns": Part(
            t.plain("Countdowns"),
            t.plain("Messages whose countdown we keep up to date."),
            {
                "product": t.plain("Product"),
                "told_at": t.plain("Told to you"),
                "held_until": t.plain("Set aside until"),
                "outcome": t.plain("What became of it"),
                "due_at": t.plain("Next change of the message"),
            },
        ),
    }


def _consents(t: Words) -> dict[str, Part]:
    return {
        "customer_tags": Part(
            t.plain("Marks"),
            t.plain("Marks that the shop has given you, to choose whom announcements are for."),
            {"tag": t.plain("Mark")},
        ),
        "consents": Part(
            t.plain("Announcements: yes or no"),
            t.plain("Each yes and no to announcements, with the words you had read: as proof."),
            {
                "given": t.plain("Agreed"),
                "at": t.plain("When"),
                "wording": t.plain("What you had read"),
                "language": t.plain("Language"),
            },
        ),
    }


def _post(t: Words) -> dict[str, Part]:
    return {
        "outbox": Part(
            t.plain("Messages to you"),
            t.plain("The messages we wrote to you: so that you get each of them once."),
            {
                "text": t.plain("Text"),
                "state": t.plain("State"),
                "created_at": t.plain("Written"),
                "due_at": t.plain("Not before"),
                "sent_at": t.plain("Sent"),
                "why": t.plain("Reason"),
            },
        ),
        "attempts": Part(
            t.plain("Messages that did not arrive at once"),
            t.plain("Messages that could not be delivered, and why."),
            {"text": t.plain("Text"), "at": t.plain("When"), "verdict": t.plain("What became of it")},
        ),
    }


def _conversations(t: Words) -> Part:
    return Part(
        t.plain("Conversations with our team"),
        t.plain("Your conversations with our team: when they began and ended, and how you rated them."),
        {
            "order": t.plain("Order"),
            "opened_at": t.plain("Begun"),
            "opened_by": t.plain("Begun by"),
            "first_answer_at": t.plain("First answer"),
            "closed_at": t.plain("Ended"),
            "closed_by": t.plain("Ended by"),
            "rating": t.plain("Your rating, of 5"),
            "state": t.plain("State"),
        },
    )


def _talk(t: Words) -> dict[str, Part]:
    return {
        "remarks": Part(
            t.plain("What was said"),
            t.plain("What you and our team wrote to each other."),
            {
                "side": t.plain("Who"),
                "text": t.plain("Text"),
                "at": t.plain("When"),
                "edited_at": t.plain("Changed"),
                "deleted_at": t.plain("Deleted"),
                "conversation": t.plain("Conversation begun"),
            },
        ),
        "relays": Part(
            t.plain("On its way to our team"),
            t.plain("What is still on its way to our team."),
            {"due_at": t.plain("Not before"), "conversation": t.plain("Conversation begun")},
        ),
        "topics": Part(t.plain("Your place with our team"), t.plain("Where our team reads what you write."), {}),
    }


def _small(t: Words) -> dict[str, Part]:
    return {
        "link_tokens": Part(
            t.plain("Links for this chat"),
            t.plain("Links with which this chat was connected; the links themselves are not kept."),
            {"used_at": t.plain("Used"), "expires_at": t.plain("Valid until")},
        ),
        "preferences": Part(
            t.plain("What you like"),
            t.plain("What you like, so that we suggest what fits when you look."),
            {"category": t.plain("Category")},
        ),
        "dialogues": Part(
            t.plain("An open question"),
            t.plain("What I have just asked you and you have not answered yet."),
            {"topic": t.plain("Asked for"), "given": t.plain("What you wrote"), "asked_at": t.plain("When")},
        ),
    }
