"""What handlers answer, and its way into the chat."""

from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from bot.callbacks import HERE
from bot.newest import Newest
from wording.pages import Page, Rows, TextFile

LONGEST_TOAST = 200  # characters (Bot API: answerCallbackQuery)
UNCHANGED = "message is not modified"  # Telegram has no code of its own for this 400


@dataclass(frozen=True, slots=True)
class Reply:
    """`toast` is shown over the chat for a moment, as an `alert` until it is dismissed.

    `spent`: the pressed button of a notice has done its work and goes.
    """

    page: Page | None = None
    toast: str | None = None
    alert: bool = False
    spent: bool = False


async def send(bot: Bot, chat_id: int, page: Page, newest: Newest) -> None:
    if page.document is not None:
        await hand_over(bot, chat_id, page, page.document, newest)
        return
    sent = await bot.send_message(
        chat_id, page.text, reply_markup=keyboard(page.buttons), link_preview_options=preview(page)
    )
    newest.note(chat_id, sent.message_id)


async def hand_over(bot: Bot, chat_id: int, page: Page, file: TextFile, newest: Newest) -> None:
    """A file, with the page's text beside it."""
    document = BufferedInputFile(file.content.encode(), filename=file.name)
    sent = await bot.send_document(chat_id, document, caption=page.text, reply_markup=keyboard(page.buttons))
    newest.note(chat_id, sent.message_id)


async def redraw(bot: Bot, press: CallbackQuery, page: Page, newest: Newest) -> bool:
    """Show a page where the pressed button stands; a file, or where the message is gone, comes as a new one.

    Answers False where everything looked like this already.
    """
    if not isinstance(press.message, Message) or page.document is not None:
        await send(bot, press.from_user.id, page, newest)
        return True
    try:
        await press.message.edit_text(
            page.text, reply_markup=keyboard(page.buttons), link_preview_options=preview(page)
        )
    except TelegramBadRequest as refused:
        if UNCHANGED in refused.message:
            return False
        await send(bot, press.from_user.id, page, newest)
    return True


async def take_away(press: CallbackQuery) -> None:
    """The pressed button goes, the others stay."""
    if not isinstance(press.message, Message) or press.message.reply_markup is None:
        return
    rows = [[b for b in row if b.callback_data != press.data] for row in press.message.reply_markup.inline_keyboard]
    # The message may be gone, or somebody was faster: either way the button is no longer there.
    with suppress(TelegramBadRequest):
        await press.message.edit_reply_markup(
            reply_markup=InlineKeyboardMarkup(inline_keyboard=list(filter(None, rows)))
        )


async def settle(press: CallbackQuery, toast: str | None, *, alert: bool = False) -> None:
    """End the press: without an answer the button shows a waiting circle for ever."""
    # A press that is too old, or was answered before, can no longer be answered.
    with suppress(TelegramBadRequest):
        await press.answer(toast and toast[:LONGEST_TOAST], show_alert=alert or None)


def preview(page: Page) -> LinkPreviewOptions | None:
    """None leaves it to Telegram, which shows a link of the text where there is one."""
    if page.picture is None:
        return None
    return LinkPreviewOptions(url=page.picture, show_above_text=True, prefer_large_media=True)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=button.label, callback_data=button.act and button.act + HERE, url=button.url)
                for button in row
            ]
            for row in rows
        ]
    )
