"""What somebody reads who asked to be told."""

from domain.notices import AlertEnding, BackInStock
from wording import acts
from wording.goods import called
from wording.pages import Button, Rows
from wording.words import Words


def back_in_stock(news: BackInStock, t: Words) -> list[str]:
    return [
        t.say("<b>Back in stock: {product}</b>", product=called(news.product, t)),
        t.count("You asked us to tell you.", "You asked for {n}, and there are enough.", news.quantity),
        *holding(news, t),
    ]


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


def buying(news: BackInStock, t: Words) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if news.url and news.url.startswith(("https://", "http://")):
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
