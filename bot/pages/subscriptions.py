"""Restock alerts as their owners see them."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from bot.callbacks import EndAlert, MyAlerts, OpenAlert, PassOn, SetAlert, WantUnits
from bot.pages.menu import alerts_button, find_button, menu_button
from bot.pages.products import name_of
from bot.pages.turning import sheet, turning
from domain.subscriptions import Subscription, SubscriptionState
from services.products import ProductView
from services.subscriptions import AlertView
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words

PER_PAGE = 8
QUANTITIES = (1, 2, 3, 4, 5)
"""Offered as buttons; the API and what people write know any number."""
LONGEST_LABEL = 48  # UTF-16 units of a product's name on a button


def my_alerts(alerts: Sequence[AlertView], page: int, t: Words) -> Page:
    if not alerts:
        text = t.say("You have no alerts. Find a product, and we tell you when it is back in stock.")
        return Page(text, ((find_button(t), menu_button(t)),))
    on = sheet(alerts, page, PER_PAGE)
    lines = [t.say("<b>We tell you when these are back in stock:</b>"), *(line(alert, t) for alert in on.shown)]
    rows = ((choice(alert, t),) for alert in on.shown)
    turn = turning(on, lambda to: MyAlerts(page=to), t)
    return Page("\n".join(lines), (*rows, *turn, (menu_button(t),)))


def line(alert: AlertView, t: Words) -> str:
    wish, product = alert.subscription, name_of(alert.product, t)
    if wish.held_until is not None:
        until = t.moment(wish.held_until)
        return t.say(
            "• {quantity} × {product} – held for you until {moment}",
            quantity=wish.quantity,
            product=product,
            moment=until,
        )
    return t.say("• {quantity} × {product}", quantity=wish.quantity, product=product)


def choice(alert: AlertView, t: Words) -> Button:
    """What waits has a page of its own; what is held may be passed on at once."""
    name = shortened(name_of(alert.product, t), LONGEST_LABEL)
    if alert.subscription.state is SubscriptionState.HELD:
        act = PassOn(subscription_id=alert.subscription.id).pack()
        return Button(t.plain("Pass on: {product}", product=name), act=act)
    return Button(name, act=OpenAlert(subscription_id=alert.subscription.id).pack())


def one(alert: Subscription, view: ProductView, t: Words) -> Page:
    """An alert that is there: for how many, for a friend, and its end."""
    product = name_of(view.product, t)
    if alert.state is SubscriptionState.HELD:
        passing = Button(t.plain("Pass on: {product}", product=product), act=PassOn(subscription_id=alert.id).pack())
        return Page(line(AlertView(alert, view.product), t), ((passing,), *onwards(t)))
    if alert.state is not SubscriptionState.ACTIVE:
        return over(view, t)
    return waiting(t.say("We tell you when <b>{product}</b> is back in stock.", product=product), alert, view, t)


def signed_up(alert: Subscription, view: ProductView, t: Words, *, fresh: bool) -> Page:
    """What a sign-up came to. Where units are free the message about them is already on its way."""
    product = name_of(view.product, t)
    if alert.state is SubscriptionState.ENDED:
        return over(view, t)
    if alert.state is not SubscriptionState.ACTIVE:
        return Page(t.say("<b>{product}</b> is in stock already.", product=product), onwards(t))
    if fresh:
        text = t.say("Done: we will tell you when <b>{product}</b> is back in stock.", product=product)
    else:
        text = t.say(
            "You are on the list already: we will tell you when <b>{product}</b> is back in stock.", product=product
        )
    return waiting(text, alert, view, t)


def waiting(said: str, alert: Subscription, view: ProductView, t: Words) -> Page:
    stopping = Button(t.plain("Stop this alert"), act=EndAlert(subscription_id=alert.id).pack())
    rows = (quantities(alert, t), *sharing(view, t), (stopping,), *onwards(t))
    return Page("\n".join((said, wanted(alert, t))), rows)


def wanted(alert: Subscription, t: Words) -> str:
    return t.count(
        "Do you need more than one? Then tap how many: we write only when that many are there.",
        "You need {n}: we write only when that many are there.",
        alert.quantity,
    )


def quantities(alert: Subscription, t: Words) -> tuple[Button, ...]:
    """How many units it should be; the one that holds is marked."""
    return tuple(
        Button(
            t.plain("✓ {n}", n=number) if number == alert.quantity else t.number(number),
            act=WantUnits(subscription_id=alert.id, quantity=number).pack(),
        )
        for number in sorted({*QUANTITIES, alert.quantity})
    )


def sharing(view: ProductView, t: Words) -> Rows:
    """A friend joins by a link to the product; Telegram asks whom it should go to."""
    if view.chat_url is None:
        return ()
    text = t.plain("Sign up here to hear when {product} is back in stock.", product=name_of(view.product, t))
    address = f"https://t.me/share/url?{urlencode({'url': view.chat_url, 'text': text}, quote_via=quote)}"
    return ((Button(t.plain("Tell a friend"), url=address),),)


def kept(alert: Subscription, view: ProductView, t: Words) -> Page:
    """We go on looking out for it, or it was over before the answer came."""
    if alert.state is SubscriptionState.ENDED:
        return over(view, t)
    text = t.say("Good: we keep looking out for <b>{product}</b> for you.", product=name_of(view.product, t))
    return Page(text, onwards(t))


def over(view: ProductView, t: Words) -> Page:
    again = Button(t.plain("Tell me when it is back"), act=SetAlert(product_id=view.id).pack())
    text = t.say("This alert for <b>{product}</b> has ended. You can set it again.", product=name_of(view.product, t))
    return Page(text, ((again,), *onwards(t)))


def passed_on(t: Words) -> Page:
    return Page(t.say("Thank you. It goes to the next person in line, and your alert is over."), onwards(t))


def onwards(t: Words) -> Rows:
    return (alerts_button(t),), (menu_button(t),)
