"""Products in the chat: what can be said about one, and what a search found."""

from collections.abc import Sequence
from datetime import date

from bot.callbacks import EndAlert, SetAlert, ShowProduct
from bot.pages.menu import find_button, menu, menu_button
from domain.addresses import opens
from domain.products import Product, Status
from domain.subscriptions import Subscription
from domain.texts import in_language
from services.products import ProductView
from wording.goods import LONGEST_NAME
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words

LONGEST_DESCRIPTION = 600  # UTF-16 units
LONGEST_LABEL = 60  # UTF-16 units; a phone shows about forty
LONGEST_QUOTE = 100  # UTF-16 units of what a person wrote


def name_of(product: Product, t: Words) -> str:
    return shortened(product.called(t.language), LONGEST_NAME)


def card(view: ProductView, alert: Subscription | None, t: Words) -> Page:
    """`alert` is the reader's own for this product."""
    product = view.product
    lines = [t.say("<b>{product}</b>", product=name_of(product, t))]
    if product.price is not None:
        lines.append(t.escape(t.money(product.price)))
    lines += availability(view, t)
    if alert is not None:
        lines.append(t.say("We will tell you when it is back in stock."))
    if description := in_language(product.description, t.language):
        lines += ["", t.escape(shortened(description, LONGEST_DESCRIPTION))]
    return Page("\n".join(lines), choices(view, alert, t), picture=web_address(product.image_url))


def availability(view: ProductView, t: Words) -> list[str]:
    found = view.availability
    match found.status:
        case Status.IN_STOCK:
            return [t.say("In stock.")]
        case Status.BACKORDER:
            return [
                t.say("Not in stock, but you can order it."),
                ordered_now(found.promise.by if found.promise else None, t),
            ]
        case Status.PREORDER:
            return [
                released(view.product.backorder.release_date, t),
                ordered_now(found.promise.by if found.promise else None, t),
            ]
        case Status.OUT_OF_STOCK:
            return [t.say("Sold out.")]
        case Status.DISCONTINUED:
            return [t.say("This product has been discontinued and will not come in again.")]


def ordered_now(by: date | None, t: Words) -> str:
    if by is None:
        return t.say("There is no date for new orders: no delivery that we expect has units left for them.")
    return t.say("If you order now, we ship it by {day} at the latest.", day=t.day(by))


def released(day: date | None, t: Words) -> str:
    if day is None:
        return t.say("You can order it in advance; its release date is not known yet.")
    return t.say("You can order it in advance; it is released on {day}.", day=t.day(day))


def choices(view: ProductView, alert: Subscription | None, t: Words) -> Rows:
    rows: list[tuple[Button, ...]] = []
    status = view.availability.status
    if status is not Status.DISCONTINUED and (url := web_address(view.product.url)):
        label = t.plain("Buy") if status is Status.IN_STOCK else t.plain("Show in the shop")
        rows.append((Button(label, url=url),))
    if alert is not None:
        rows.append((Button(t.plain("Stop this alert"), act=EndAlert(subscription_id=alert.id).pack()),))
    elif status not in (Status.IN_STOCK, Status.DISCONTINUED):
        rows.append((Button(t.plain("Tell me when it is back"), act=SetAlert(product_id=view.id).pack()),))
    return (*rows, (find_button(t), menu_button(t)))


def web_address(url: str | None) -> str | None:
    """The shop's own link where Telegram would take it; a whole message must not fail because of one button."""
    return url if url and opens(url) else None


def ask_for_product(t: Words) -> Page:
    return Page(t.say("Which product are you looking for? Write me its name, roughly is enough."), ((menu_button(t),),))


def found(views: Sequence[ProductView], text: str, t: Words) -> Page:
    """What a search came to when it is not exactly one product."""
    if not views:
        return nothing_found(text, t)
    rows = tuple((Button(label(view, t), act=ShowProduct(product_id=view.id).pack()),) for view in views)
    return Page(t.say("I have found several. Which one do you mean?"), (*rows, (menu_button(t),)))


def nothing_found(text: str, t: Words) -> Page:
    lines = (
        t.say("I have found nothing for “{text}”.", text=shortened(text, LONGEST_QUOTE)),
        t.say("Try one word only, for example what kind of product it is. Order numbers are welcome, too."),
    )
    return Page("\n".join(lines), menu(t))


def label(view: ProductView, t: Words) -> str:
    name = shortened(name_of(view.product, t), LONGEST_LABEL)
    match view.availability.status:
        case Status.IN_STOCK:
            return t.plain("{product} – in stock", product=name)
        case Status.BACKORDER:
            return t.plain("{product} – can be ordered", product=name)
        case Status.PREORDER:
            return t.plain("{product} – preorder", product=name)
        case Status.OUT_OF_STOCK:
            return t.plain("{product} – sold out", product=name)
        case Status.DISCONTINUED:
            return t.plain("{product} – discontinued", product=name)
