"""What else is in stock that fits a person, each with the reason."""

from bot.browsing import ShowPreferences, ShowSuggestions
from bot.callbacks import ShowProduct
from bot.pages.menu import find_button, menu_button
from bot.pages.products import LONGEST_LABEL, name_of
from domain.suggestions import Reason, Suggestion
from services.suggestions import Suggestions
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words

LONGEST_CATEGORY = 60  # UTF-16 units


def suggestions(found: Suggestions, t: Words) -> Page:
    if not found.items:
        return Page(nothing(found, t), onwards(t))
    lines = (
        t.say("<b>While you wait</b>") if found.waiting else t.say("<b>You may like these</b>"),
        t.say("In stock at the moment:"),
        *(line(each, t) for each in found.items),
    )
    rows = tuple(
        (Button(short_name(each, t), act=ShowProduct(product_id=found.ids[each.product.sku]).pack()),)
        for each in found.items
    )
    return Page("\n".join(lines), (*rows, *onwards(t)))


def nothing(found: Suggestions, t: Words) -> str:
    if found.unknown:
        return t.say("I do not know yet what you like. Choose what you like, or look for something in particular.")
    return t.say(
        "At the moment there is nothing else in stock that fits your orders and what you like. You are welcome to look "
        "for something in particular."
    )


def line(each: Suggestion, t: Words) -> str:
    product = short_name(each, t)
    if each.product.price is None:
        return t.say("• {product} – {reason}", product=product, reason=reason(each, t))
    price = t.money(each.product.price)
    return t.say("• {product}, {price} – {reason}", product=product, price=price, reason=reason(each, t))


def reason(each: Suggestion, t: Words) -> str:
    """As it stands in a line: text that nobody has escaped yet."""
    beside = shortened(name_of(each.beside, t), LONGEST_LABEL) if each.beside else ""
    match each.reason:
        case Reason.LIKED:
            category = shortened(each.product.category or "", LONGEST_CATEGORY)
            return t.plain("because you like {category}", category=category)
        case Reason.RELATED:
            return t.plain("goes with {product}", product=beside)
        case Reason.ALTERNATIVE:
            return t.plain("an alternative to {product}", product=beside)


def short_name(each: Suggestion, t: Words) -> str:
    return shortened(name_of(each.product, t), LONGEST_LABEL)


def onwards(t: Words) -> Rows:
    return (Button(t.plain("What do you like?"), act=ShowPreferences().pack()),), (find_button(t), menu_button(t))


def suggestions_button(t: Words) -> Button:
    return Button(t.plain("While you wait"), act=ShowSuggestions().pack())
