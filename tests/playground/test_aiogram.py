"""A real aiogram bot against the playground: by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.filters.command import CommandObject
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from tests.playground.conftest import ADA, BOB, TOKEN, Bench, eventually, free_port

MENU = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Cancel", callback_data="cancel:1")]])


def dispatcher(heard: list[str]) -> Dispatcher:
    shop = Dispatcher()

    @shop.message(CommandStart(deep_link=True))
    async def start(message: Message, command: CommandObject) -> None:
        await message.answer(f"<b>Hello</b> {command.args}", reply_markup=MENU)

    @shop.message(F.contact)
    async def contact(message: Message) -> None:
        assert message.contact is not None
        heard.append(f"contact {message.contact.user_id}")

    @shop.message(F.text)
    async def echo(message: Message) -> None:
        await message.answer_document(BufferedInputFile(b"receipt", "receipt.txt"), caption=f"<i>{message.text}</i>")

    @shop.callback_query()
    async def press(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Cancelled")
        await query.answer("Done", show_alert=True)

    @shop.my_chat_member()
    async def member(event: ChatMemberUpdated) -> None:
        heard.append(event.new_chat_member.status)

    return shop


@asynccontextmanager
async def bot_at(bench: Bench) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(bench.origin))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    try:
        yield bot
    finally:
        await session.close()


async def conversation(bench: Bench, heard: list[str]) -> None:
    await bench.person(ADA, "open", payload="p_mug")
    asked = await reply_to_ada(bench, "Hello p_mug")
    assert asked["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    await bench.person(ADA, "press", message_id=asked["message_id"], data="cancel:1")
    await reply_to_ada(bench, "Cancelled")
    await bench.person(ADA, "say", text="receipt please")
    assert (await reply_to_ada(bench, "receipt please", documents=True))["document"]["file_name"] == "receipt.txt"
    await bench.person(ADA, "contact", phone_number="+49301234567")
    await bench.person(ADA, "block")
    await eventually(lambda: len(heard) == 2)
    assert heard == [f"contact {ADA}", "kicked"]
    chat = await bench.chat(ADA)
    assert [(answer["text"], answer["alert"]) for answer in chat["answers"]] == [("Done", True)]


async def reply_to_ada(bench: Bench, text: str, *, documents: bool = False) -> dict:  # type: ignore[type-arg]
    async with asyncio.timeout(15):
        while True:
            for message in (await bench.chat(ADA))["messages"]:
                if message["from_bot"] and message["text"] == text and bool(message["document"]) == documents:
                    return dict(message)
            await asyncio.sleep(0.02)


async def test_a_conversation_by_polling(bench: Bench) -> None:
    heard: list[str] = []
    shop = dispatcher(heard)
    async with bot_at(bench) as bot:
        polling = asyncio.create_task(shop.start_polling(bot, handle_signals=False, polling_timeout=5))
        await conversation(bench, heard)
        await shop.stop_polling()
        await asyncio.wait_for(polling, 7)


async def test_a_conversation_by_webhook(bench: Bench) -> None:
    heard: list[str] = []
    shop = dispatcher(heard)
    async with bot_at(bench) as bot:
        app = web.Application()
        SimpleRequestHandler(shop, bot, handle_in_background=False, secret_token="s-1").register(app, path="/telegram")
        setup_application(app, shop, bot=bot)
        runner = web.AppRunner(app)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await bot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token="s-1")
        await conversation(bench, heard)
        await runner.cleanup()


async def test_aiogram_understands_every_answer_and_refusal(bench: Bench) -> None:
    async with bot_at(bench) as bot:
        assert (await bot.get_me()).username == "shop_bot"
        assert (await bot.get_chat(ADA)).first_name == "Ada"
        await bot.set_my_commands([BotCommand(command="a", description="b")], BotCommandScopeAllPrivateChats(), "de")
        assert (await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "de"))[0].command == "a"
        sent = await bot.send_message(ADA, "x")
        assert (await bot.copy_message(ADA, ADA, sent.message_id)).message_id > sent.message_id
        group = (await bench.ask("POST", "/playground/groups", {"title": "Team", "is_forum": True}))["id"]
        topic = await bot.create_forum_topic(group, "Ada")
        assert (await bot.send_message(group, "x", message_thread_id=topic.message_thread_id)).is_topic_message
        assert (await bot.get_chat_member(group, (await bot.me()).id)).status == "administrator"
        assert (await bot.get_webhook_info()).url == ""
        file = await bot.send_document(ADA, BufferedInputFile(b"abc", "a.txt"))
        assert file.document is not None
        downloaded = await bot.download(file.document)
        assert downloaded is not None
        assert downloaded.read() == b"abc"
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(BOB, "x")
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await sent.edit_text("x")
        await bench.ask("PUT", "/playground/limits", {"per_chat": 1})
        await bot.send_message(ADA, "y")
        with pytest.raises(TelegramRetryAfter) as too_fast:
            await bot.send_message(ADA, "z")
        assert too_fast.value.retry_after == 1
        updates = await bot.get_updates(allowed_updates=["message"])
        assert isinstance(updates, list)
