"""Questions about alerts: whether to be told, about which, and whether to stop it."""

from collections.abc import Sequence

from bot.callbacks import AskAlert, AskEndAlert, EndAlert, MyAlerts, OpenAlert, SetAlert, ShowProduct, SignUp, WantUnits
from bot.pages.menu import find_button, menu_button
from bot.pages.products import card, label, name_of
from bot.pages.subscriptions import LONGEST_LABEL, PER_PAGE
from bot.pages.turning import sheet, turning
from bot.turning import WhichAlert
from domain.products import Status
from domain.subscriptions import Subscription, SubscriptionState
from services.products import ProductView
from services.subscriptions import AlertView
from wording.pages import Button, Page, shortened
from wording.words import Words


def ask(view: ProductView, alert: Subscription | None, quantity: int, t: Words) -> Page:
    """The product's card where it answers by itself: it is there, it is gone for good, or it is on the list already."""
    if alert is not None and alert.state is SubscriptionState.ACTIVE and alert.quantity != quantity > 1:
        return ask_units(view, alert, quantity, t)
    if alert is not None or view.availability.status is Status.DISCONTINUED or _enough(view, quantity):
        return card(view, alert, t)
    name = name_of(view.product, t)
    text = t.count(
        "Shall we tell you when <b>{product}</b> is back in stock?",
        "Shall we tell you when {n} × <b>{product}</b> are in stock at the same time?",
        quantity,
        product=name,
    )
    act = SignUp(product_id=view.id, quantity=quantity) if quantity > 1 else SetAlert(product_id=view.id)
    yes = Button(t.plain("Yes, tell me"), act=act.pack())
    no = Button(t.plain("Show the product"), act=ShowProduct(product_id=view.id).pack())
    return Page(text, ((yes,), (no, menu_button(t))))


def ask_units(view: ProductView, alert: Subscription, quantity: int, t: Words) -> Page:
    """Whether an alert that is there should be for so many."""
    text = t.count(
        "You are on the list for <b>{product}</b>. Shall we write as soon as one is there?",
        "You are on the list for <b>{product}</b>. Shall we write only when {n} of them are there at once?",
        quantity,
        product=name_of(view.product, t),
    )
    act = WantUnits(subscription_id=alert.id, quantity=quantity).pack()
    yes = Button(t.plain("Yes, {n}", n=quantity), act=act)
    no = Button(t.plain("No, leave it"), act=OpenAlert(subscription_id=alert.id).pack())
    return Page(text, ((yes,), (no, menu_button(t))))


def _enough(view: ProductView, quantity: int) -> bool:
    return view.availability.status is Status.IN_STOCK and view.availability.stock.available >= quantity


def which(views: Sequence[ProductView], quantity: int, t: Words) -> Page:
    rows = tuple(
        (Button(label(view, t), act=AskAlert(product_id=view.id, quantity=quantity).pack()),) for view in views
    )
    return Page(t.say("Which one shall we tell you about?"), (*rows, (menu_button(t),)))


def what(t: Words) -> Page:
    text = t.say("Which product shall we tell you about when it is back? Write me its name, roughly is enough.")
    return Page(text, ((find_button(t), menu_button(t)),))


def ask_end(alert: AlertView, t: Words) -> Page:
    text = t.say("<b>Stop the alert for {product}?</b>", product=name_of(alert.product, t))
    yes = Button(t.plain("Yes, stop it"), act=EndAlert(subscription_id=alert.subscription.id).pack())
    no = Button(t.plain("No, keep it"), act=MyAlerts().pack())
    return Page(text, ((yes,), (no, menu_button(t))))


def which_to_end(alerts: Sequence[AlertView], page: int, t: Words) -> Page:
    on = sheet(alerts, page, PER_PAGE)
    rows = tuple((_end(alert, t),) for alert in on.shown)
    turn = turning(on, lambda to: WhichAlert(page=to), t)
    return Page(t.say("Which alert would you like to stop?"), (*rows, *turn, (menu_button(t),)))


def _end(alert: AlertView, t: Words) -> Button:
    name = shortened(name_of(alert.product, t), LONGEST_LABEL)
    return Button(name, act=AskEndAlert(subscription_id=alert.subscription.id).pack())
