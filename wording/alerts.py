"""What somebody reads who asked to be told."""

from domain.addresses import opens
from domain.notices import AlertEnding, BackInStock, Countdown, HoldLost
from domain.subscriptions import Outcome
from wording import acts
from wording.goods import called
from wording.pages import Button, Rows
from wording.words import Words


def back_in_stock(news: BackInStock, t: Words) -> list[str]:
    return [*headed(news, t), *holding(news, t)]


def counted_down(found: Countdown, t: Words) -> list[str]:
    """The same message later: how much time is left, or what became of the units."""
    if found.outcome is not None:
        return [*headed(found.news, t), what_became(found.outcome, t)]
    left = t.say("Time left: {span}.", span=t.span(found.left))
    return [*headed(found.news, t), *holding(found.news, t), left]


def headed(news: BackInStock, t: Words) -> list[str]:
    return [
        t.say("<b>Back in stock: {product}</b>", product=called(news.product, t)),
        t.count("You asked us to tell you.", "You asked for {n}, and there are enough.", news.quantity),
    ]


def what_became(outcome: Outcome, t: Words) -> str:
    match outcome:
        case Outcome.LAPSED:
            return t.say("The time is over, and nothing is held for you any more. You stay on the list.")
        case Outcome.PASSED_ON:
            return t.say("You have passed it on to the next person in line. Thank you.")
        case Outcome.BOUGHT:
            return t.say("You have bought it, and your alert is over. Enjoy it!")
        case Outcome.LOST:
            return t.say("We are sorry: it is not there after all. You keep your place in line.")
        case Outcome.ENDED:
            return t.say("This alert is over, and nothing is held for you any more.")


def holding(news: BackInStock, t: Words) -> list[str]:
    if news.held_until is None:
        return [t.say("Nothing is held for you: first come, first served.")]
    until = t.moment(news.held_until)
    return [
        t.count(
            "{n} unit is held for you until {moment}.",
            "{n} units are held for you until {moment}.",
            news.quantity,
            moment=until,
        ),
        t.say("Changed your mind? Then please pass it on to the next person in line."),
    ]


def hold_lost(news: HoldLost, t: Words) -> list[str]:
    return [
        t.say("<b>We are sorry: {product} is not there after all.</b>", product=called(news.product, t)),
        t.count(
            "When we counted, the unit that was held for you was missing; nobody else has got it.",
            "When we counted, some of the {n} units that were held for you were missing; nobody else has got them.",
            news.quantity,
        ),
        t.say("You keep your place in line, and we tell you when there is enough again."),
    ]


def buying(news: BackInStock, t: Words) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if news.url and opens(news.url):
        rows.append((Button(t.plain("Buy"), url=news.url),))
    if news.held_until is not None:
        rows.append((Button(t.plain("Pass it on"), act=acts.pass_on(news.subscription_id)),))
    return tuple(rows)


def ending(news: AlertEnding, t: Words) -> list[str]:
    return [
        t.say("<b>Are you still waiting for {product}?</b>", product=called(news.product, t)),
        t.say("You asked us a while ago to tell you when it is back, and it has not been back for you yet."),
        t.say("Without an answer we stop this alert on {day}.", day=t.day(news.ends_at.astimezone(t.zone).date())),
    ]


def going_on(news: AlertEnding, t: Words) -> Rows:
    keep = Button(t.plain("Keep waiting"), act=acts.keep_alert(news.subscription_id))
    return ((keep,), (Button(t.plain("Stop this alert"), act=acts.end_alert(news.subscription_id)),))
