"""One worded page on its way over the wire. Nothing is sent along that the message does not need."""

import re

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from wording.pages import Page, Rows

PATIENCE = 20  # seconds for one call; Telegram answers within one, or something is wrong
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ADDRESS = re.compile(r"\w\.[a-z]{2,}", re.IGNORECASE)
"""What Telegram would take for an address, and show a picture of: a product's name may look like one."""


async def send(bot: Bot, chat_id: int, page: Page) -> int:
    """Answers the message's id. Raises what aiogram raises, see delivery/verdict.py."""
    sent: Message = await bot(parcel(chat_id, page), request_timeout=PATIENCE)
    return sent.message_id


def parcel(chat_id: int, page: Page) -> SendMessage | SendDocument:
    keyboard = markup(page.buttons) if page.buttons else None
    if page.document is None:
        return SendMessage(
            chat_id=chat_id,
            text=page.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW if ADDRESS.search(page.text) else None,
            reply_markup=keyboard,
        )
    file = BufferedInputFile(page.document.content.encode(), filename=page.document.name)
    return SendDocument(
        chat_id=chat_id, document=file, caption=page.text, parse_mode=ParseMode.HTML, reply_markup=keyboard
    )


def markup(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=button.label, callback_data=button.act, url=button.url) for button in row]
            for row in rows
        ]
    )
