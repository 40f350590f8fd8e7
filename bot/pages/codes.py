"""What the short words mean that are kept in rows, for an export."""

from collections.abc import Mapping

from wording.words import Words


def spoken(column: str, code: str, t: Words) -> str:
    """What a code of this column means; free text stays as it is."""
    if column in {"by", "opened_by", "closed_by", "side"}:
        return _people(t).get(code, code)
    return (_states(t) if column == "state" else _codes(t).get(column, {})).get(code, code)


def left_out(reason: str, t: Words) -> str | None:
    """Why a message was not sent; None for what only the courier needs to know."""
    return {
        "merged": t.plain("stands in another message"),
        "no_longer_true": t.plain("no longer true when its turn came"),
        "not_linked": t.plain("no chat was connected"),
        "blocked": t.plain("the bot was blocked"),
        "opted_out": t.plain("announcements were not wanted any more"),
        "cap": t.plain("one announcement too many that week"),
        "no_translation": t.plain("not written in this language"),
        "cancelled": t.plain("withdrawn by the shop"),
        "too_late": t.plain("too late"),
    }.get(reason)


def _codes(t: Words) -> Mapping[str, Mapping[str, str]]:
    return {
        "choice": {
            "wait": t.plain("keep waiting"),
            "switch": t.plain("switch"),
            "cancel": t.plain("cancel"),
            "ask": t.plain("ask a person"),
        },
        "ship": {"together": t.plain("all in one"), "partial": t.plain("in parts")},
        "attention": {"asks_person": t.plain("you asked for it"), "no_answer": t.plain("there was no answer")},
        "outcome": {
            "lapsed": t.plain("lapsed"),
            "passed_on": t.plain("passed on"),
            "bought": t.plain("bought"),
            "lost": t.plain("not there after all"),
            "ended": t.plain("ended"),
        },
        "topic": {
            "zone": t.plain("your time zone"),
            "order": t.plain("your order number"),
            "email": t.plain("your e-mail address"),
            "phone": t.plain("your telephone number"),
        },
        "verdict": {
            "Wait": t.plain("Telegram asked us to wait"),
            "Moved": t.plain("sent to the chat’s new number"),
            "GiveUp": t.plain("could not be delivered"),
            "TryAgain": t.plain("tried again later"),
            "Unknown": t.plain("perhaps delivered"),
            "resend": t.plain("sent again by the shop"),
            "leave": t.plain("left by the shop as it was"),
        },
        "quiet_hours": {"off": t.plain("none")},
    }


def _people(t: Words) -> Mapping[str, str]:
    return {
        "customer": t.plain("you"),
        "merchant": t.plain("the shop"),
        "system": t.plain("by itself"),
        "team": t.plain("the team"),
        "note": t.plain("a note of the team"),
    }


def _states(t: Words) -> Mapping[str, str]:
    """Of orders, alerts, messages and conversations; none of them means two things."""
    return {
        "waiting": t.plain("waiting"),
        "reserved": t.plain("reserved"),
        "released": t.plain("released"),
        "fulfilled": t.plain("fulfilled"),
        "cancelled": t.plain("cancelled"),
        "switched": t.plain("switched"),
        "active": t.plain("running"),
        "told": t.plain("told"),
        "held": t.plain("set aside"),
        "ended": t.plain("ended"),
        "due": t.plain("still to be sent"),
        "sent": t.plain("sent"),
        "dropped": t.plain("not sent"),
        "failed": t.plain("could not be delivered"),
        "unknown": t.plain("perhaps delivered"),
        "open": t.plain("open"),
        "closed": t.plain("ended"),
    }
