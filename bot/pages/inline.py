"""A product as it looks in a chat with somebody else: what holds for everyone, and a way to the alert."""

from aiogram.types import InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent

from bot.pages.products import availability, name_of, web_address
from delivery.telegram import keyboard
from services.products import ProductView
from wording.pages import Button, Page
from wording.words import Words


def card(view: ProductView, t: Words) -> InlineQueryResultArticle:
    """The picture, if there is one, stands beside the title."""
    page = shared(view, t)
    buttons = keyboard(page.buttons)
    return InlineQueryResultArticle(
        id=str(view.id),
        title=name_of(view.product, t),
        description="\n".join(availability(view, t)),
        thumbnail_url=web_address(view.product.image_url),
        input_message_content=InputTextMessageContent(message_text=page.text),
        reply_markup=InlineKeyboardMarkup.model_validate(buttons) if buttons else None,
    )


def shared(view: ProductView, t: Words) -> Page:
    product = view.product
    lines = [t.say("<b>{product}</b>", product=name_of(product, t))]
    if product.price is not None:
        lines.append(t.escape(t.money(product.price)))
    lines += availability(view, t)
    if view.chat_url is None:
        return Page("\n".join(lines))
    # The friend joins the same alert with one tap; where they stand in line is their own.
    return Page("\n".join(lines), ((Button(t.plain("Open in the chat"), url=view.chat_url),),))
