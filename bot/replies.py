"""What handlers answer, and its way into the chat."""

from contextlib import suppress
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.callbacks import HERE
from bot.newest import Newest
from delivery import telegram
from domain.cards import Drawn
from wording.pages import Page

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


async def send(bot: Bot, chat_id: int, page: Page, newest: Newest) -> Drawn:
    message_id = await telegram.send(bot, chat_id, on_own_page(page))
    newest.note(chat_id, message_id)
    return Drawn(chat_id, message_id, page.face)


async def redraw(bot: Bot, press: CallbackQuery, page: Page, newest: Newest) -> tuple[Drawn, bool]:
    """Show a page where the pressed button stands; a file, keys, or where the message is gone, comes as a new one.

    False where everything looked like this already.
    """
    if not isinstance(press.message, Message) or page.document is not None or page.keys is not None:
        return await send(bot, press.from_user.id, page, newest), True
    drawn = Drawn(press.from_user.id, press.message.message_id, page.face)
    try:
        await telegram.change(bot, press.from_user.id, press.message.message_id, on_own_page(page))
    except TelegramBadRequest as refused:
        if UNCHANGED in refused.message:
            return drawn, False
        return await send(bot, press.from_user.id, page, newest), True
    return drawn, True


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


def on_own_page(page: Page) -> Page:
    """Its buttons say that they stand on a page of the bot's own."""
    rows = (tuple(replace(button, act=button.act and button.act + HERE) for button in row) for row in page.buttons)
    return replace(page, buttons=tuple(rows))
