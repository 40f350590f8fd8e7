"""What is said when it takes longer, or goes faster, than was told."""

from domain.notices import DateChanged, LongWait, UnitsTakenBack
from domain.promises import slipped
from domain.shortages import Shortage
from wording.pages import shortened
from wording.standing import goods, promised
from wording.words import Words

LONGEST_REASON = 500  # UTF-16 units of a merchant's own reason


def date_changed(news: DateChanged, t: Words) -> list[str]:
    found = [moved(news, t), goods(news, t)]
    if news.old is not None:
        found.append(t.say("Until now we said: by {day} at the latest.", day=t.day(news.old)))
    found.append(promised(news.new, t, pickup=news.pickup))
    found += because(news.reason, t)
    if news.goodwill is not None:
        found.append(t.say("To make up for it, we credit you {money}.", money=t.money(news.goodwill)))
    if slipped(news.old, news.new):
        found.append(t.say("You can keep waiting, switch to another product, or cancel."))
    return found


def moved(news: DateChanged, t: Words) -> str:
    if news.new is None:
        return t.say("<b>We are sorry: order {order_number} has no date any more.</b>", order_number=news.order_number)
    if news.old is None:
        return t.say("<b>There is a date for your order {order_number}.</b>", order_number=news.order_number)
    if slipped(news.old, news.new):
        return t.say("<b>We are sorry: your order {order_number} is delayed.</b>", order_number=news.order_number)
    return t.say("<b>Good news: your order {order_number} comes earlier.</b>", order_number=news.order_number)


def because(reason: str | None, t: Words) -> list[str]:
    return [t.say("The reason: {reason}", reason=in_words(reason, LONGEST_REASON, t))] if reason else []


def in_words(reason: str, longest: int, t: Words) -> str:
    """The trade's own reasons in the reader's language, any other as the merchant wrote it; text that nobody parses."""
    known = {
        Shortage.DEMAND: t.plain("More people ordered it than we expected."),
        Shortage.SUPPLIER: t.plain("Our supplier cannot deliver in time."),
        Shortage.SHIPPING: t.plain("The delivery to us takes longer on its way."),
        Shortage.RECALL: t.plain("Goods were recalled."),
        Shortage.WRONG_COUNT: t.plain("We had counted our stock wrongly."),
    }
    return known[Shortage(reason)] if reason in set(Shortage) else shortened(reason, longest)


def long_wait(news: LongWait, t: Words) -> list[str]:
    if news.again:
        head = t.say("<b>What would you like to do with your order {order_number}?</b>", order_number=news.order_number)
    else:
        head = t.say("<b>Your order {order_number} takes longer than it should.</b>", order_number=news.order_number)
    return [
        head,
        goods(news, t),
        t.count(
            "It takes longer than {n} day, the longest we wanted you to wait. We are sorry.",
            "It takes longer than {n} days, the longest we wanted you to wait. We are sorry.",
            news.days,
        ),
        promised(news.promise_by, t, pickup=news.pickup),
        t.say("You can keep waiting, switch to another product, or cancel."),
        *([t.say("We have asked our team to look after your order.")] if news.again else []),
    ]


def units_taken_back(news: UnitsTakenBack, t: Words) -> list[str]:
    return [
        t.say("<b>We are sorry: units for your order {order_number} are missing.</b>", order_number=news.order_number),
        goods(news, t),
        t.count(
            "We counted our stock and found less than we thought. {n} unit that was set aside for you is not there.",
            "We counted our stock and found less than we thought. {n} units that were set aside for you are not there.",
            news.lost,
        ),
        *because(news.reason, t),
        promised(news.promise_by, t, pickup=news.pickup),
    ]
