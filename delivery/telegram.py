"""One worded page on its way over the wire, letter or reply. Nothing is sent along that the message does not need."""

import re
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.methods import Response, SendDocument, TelegramMethod
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, TelegramObject

from wording.pages import LONGEST_CAPTION, LONGEST_TEXT, Button, Copied, Key, Page, Rows, TextFile, cut

PATIENCE = 20  # seconds for one call; Telegram answers within one, or something is wrong
NO_PREVIEW = {"is_disabled": True}
ADDRESS = re.compile(r"\w\.[a-z]{2,}", re.IGNORECASE)
"""What Telegram would take for an address, and show a picture of: a product's name may look like one."""


class Receipt(TelegramObject):
    """Of Telegram's answer the post needs the number only: reading all of a message takes longer than sending it."""

    message_id: int


class Posted(TelegramMethod[Receipt]):
    """As much of a method as letters use, without files: it travels as JSON, which needs no quoting."""

    def body(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()


class SendText(Posted):
    """sendMessage, as much of it as letters use."""

    __returning__ = Receipt
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    parse_mode: str = "HTML"
    link_preview_options: dict[str, Any] | None = None
    reply_markup: dict[str, Any] | None = None
    reply_parameters: dict[str, Any] | None = None
    allow_paid_broadcast: bool | None = None


class CopyOver(Posted):
    """copyMessage, as much of it as letters use."""

    __returning__ = Receipt
    __api_method__ = "copyMessage"

    chat_id: int
    from_chat_id: int
    message_id: int
    caption: str | None = None
    parse_mode: str = "HTML"
    reply_parameters: dict[str, Any] | None = None


class ChangeText(Posted):
    """editMessageText, as much of it as letters use."""

    __returning__ = Receipt
    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int
    text: str
    parse_mode: str = "HTML"
    link_preview_options: dict[str, Any] | None = None
    reply_markup: dict[str, Any] | None = None


class SendPhoto(Posted):
    """sendPhoto with an address, which Telegram fetches itself."""

    __returning__ = Receipt
    __api_method__ = "sendPhoto"

    chat_id: int
    photo: str
    caption: str
    parse_mode: str = "HTML"
    reply_markup: dict[str, Any] | None = None
    allow_paid_broadcast: bool | None = None


ANSWERS = Response[Receipt]
"""Held, because pydantic forgets what nobody holds, and builds it again for each answer."""


async def send(bot: Bot, chat_id: int, page: Page, *, paid: bool = False) -> int:
    """Answers the message's id; `paid` ones may exceed the usual pace. Raises what aiogram raises, see verdict.py."""
    if page.copied is not None:
        return (await bot(copy(chat_id, page, page.copied), request_timeout=PATIENCE)).message_id
    if page.document is not None:
        return (await bot(parcel(chat_id, page, page.document), request_timeout=PATIENCE)).message_id
    if page.photo is not None:
        return (await bot(picture(chat_id, page, page.photo, paid=paid), request_timeout=PATIENCE)).message_id
    return (await bot(text(chat_id, page, paid=paid), request_timeout=PATIENCE)).message_id


async def change(bot: Bot, chat_id: int, message_id: int, page: Page) -> None:
    """Another text and other buttons for a message that is there. Raises what aiogram raises."""
    shown = text(chat_id, page)
    await bot(ChangeText(message_id=message_id, **shown.model_dump(exclude_none=True)), request_timeout=PATIENCE)


def text(chat_id: int, page: Page, *, paid: bool = False) -> SendText:
    return SendText(
        chat_id=chat_id,
        text=cut(page.text, LONGEST_TEXT),
        link_preview_options=preview(page),
        reply_markup=keyboard(page.buttons) if page.keys is None else keys(page.keys),
        reply_parameters=reply_to(page.reply_to),
        allow_paid_broadcast=paid or None,
    )


def preview(page: Page) -> dict[str, Any] | None:
    """The page's own picture, or none at all: a product's name that looks like an address shows nobody's site."""
    if page.picture is not None:
        return {"url": page.picture, "show_above_text": True, "prefer_large_media": True}
    return NO_PREVIEW if ADDRESS.search(page.text) else None


def copy(chat_id: int, page: Page, original: Copied) -> CopyOver:
    return CopyOver(
        chat_id=chat_id,
        from_chat_id=original.chat_id,
        message_id=original.message_id,
        caption=cut(page.text, LONGEST_CAPTION) if original.captioned else None,
        reply_parameters=reply_to(page.reply_to),
    )


def reply_to(message_id: int | None) -> dict[str, Any] | None:
    """A message that is gone meanwhile is no reason to say nothing."""
    return {"message_id": message_id, "allow_sending_without_reply": True} if message_id else None


def picture(chat_id: int, page: Page, photo: str, *, paid: bool = False) -> SendPhoto:
    return SendPhoto(
        chat_id=chat_id,
        photo=photo,
        caption=cut(page.text, LONGEST_CAPTION),
        reply_markup=keyboard(page.buttons),
        allow_paid_broadcast=paid or None,
    )


def parcel(chat_id: int, page: Page, file: TextFile) -> SendDocument:
    return SendDocument(
        chat_id=chat_id,
        document=BufferedInputFile(file.content.encode(), filename=file.name),
        caption=cut(page.text, LONGEST_CAPTION),
        parse_mode=ParseMode.HTML,
        reply_markup=InlineKeyboardMarkup.model_validate(found) if (found := keyboard(page.buttons)) else None,
    )


def keyboard(rows: Rows) -> dict[str, Any] | None:
    """As the wire has it."""
    return {"inline_keyboard": [[_key(button) for button in row] for row in rows]} if rows else None


def keys(found: Sequence[Key]) -> dict[str, Any]:
    """Instead of letters; none put away what stood there."""
    if not found:
        return {"remove_keyboard": True}
    rows = [[{"text": key.label} | ({"request_contact": True} if key.shares_number else {})] for key in found]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}


def _key(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.act or ""}
