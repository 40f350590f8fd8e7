"""The wire to Telegram for what people wait for: replies keep the pace, and a 429 makes everybody wait."""

import asyncio
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    SendDocument,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import Response, TelegramType
from aiohttp.payload import BytesPayload

from delivery.pace import Pace
from delivery.telegram import ChangeText, Posted, SendPhoto, SendText
from domain.notices import Lane

MESSAGES = (SendText, SendPhoto, SendDocument, SendMessage)
REPLIES = (*MESSAGES, ChangeText, EditMessageReplyMarkup, AnswerCallbackQuery)
TRIES = 4  # of one reply
LONGEST_SILENCE = 600  # seconds; whoever waits for a reply longer than this has gone
MOST_HELD = 500  # replies that wait for the end of a silence; whoever writes then has to write again
PAUSES = (0.5, 1.0, 2.0)  # seconds before another try when Telegram stumbled


def make_bot(token: str, *, api: TelegramAPIServer | None, pace: Pace | None) -> Bot:
    """A bot whose replies keep the pace. None: the caller keeps it, as the courier does."""
    session = Session(api=api or PRODUCTION)
    if pace is not None:
        session.middleware(Patient(pace))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


class Session(AiohttpSession):
    """aiogram's, with a memory and without needless patience.

    Pydantic forgets `Response[Message]` as soon as nobody holds it, and aiogram then builds it again for the next
    answer: 30 ms, several times what everything else about a reply takes.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._kept: set[type[Response[Any]]] = set()

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        self._kept.add(Response[method.__returning__])  # type: ignore[name-defined]
        return super().check_response(bot, method, status_code, content)

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """What aiogram hands to aiohttp. Quoting a form takes as long as everything else about a letter."""
        if isinstance(method, Posted):
            return BytesPayload(method.body(), content_type="application/json")
        return super().build_form_data(bot, method)

    async def close(self) -> None:
        """Plain HTTP has nothing to wait for; to TLS aiogram gives a quarter of a second for its goodbye."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


class Patient(BaseRequestMiddleware):
    """Sends each reply in its turn, and again where Telegram asks for it or stumbles; four times at most."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._held = 0

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        # Compared by type, not by isinstance, which would hide the method's own answer type from mypy.
        if type(method) not in REPLIES:
            return await make_request(bot, method)
        for pause in PAUSES:
            try:
                return await self._in_turn(make_request, bot, method)
            except TelegramRetryAfter as asked:
                self._pace.halt(asked.retry_after, too_fast=True)
            except (TelegramServerError, TelegramNetworkError):
                await asyncio.sleep(pause)
        return await self._in_turn(make_request, bot, method)

    async def _in_turn(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        silence = self._pace.halted_for
        if silence > LONGEST_SILENCE or (silence and self._held >= MOST_HELD):
            raise TelegramRetryAfter(method, "the bot is halted", round(silence))
        self._held += 1
        try:
            if type(method) in MESSAGES:
                async with self._pace.turn(int(cast("SendMessage", method).chat_id), Lane.REPLIES):
                    return await make_request(bot, method)
            await asyncio.sleep(silence)
            return await make_request(bot, method)
        finally:
            self._held -= 1
