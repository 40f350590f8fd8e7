"""`chat_turn`, one side as a process of its own: a round for each line it reads.

`python -m bench.chatting ours|bare URL ORIGIN TOKEN FIELD_KEY PEOPLE` prints {"seconds", "mb"} per message.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psutil
import uvloop

from runtime.lightly import import_aiogram

# As the command does it; both sides alike.
import_aiogram()

# ruff: noqa: E402 - the order is the point
from aiogram import Bot, Dispatcher, F
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import build, feed
from bot.session import make_bot
from delivery.pace import Pace
from domain.policy import ShopPolicy
from runtime import logs
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from wording.words import load_catalogues

TURNS = 400
"""Messages per side and round."""
AT_ONCE = 8
WHO = "SELECT id FROM customers WHERE chat_id = :chat_id"
ORDERS = """SELECT b.*, p.name, k.waiting_orders, s.expected_on
    FROM backorders b
    JOIN products p ON p.sku = b.sku
    JOIN stock k ON k.sku = b.sku
    LEFT JOIN supplies s ON s.id = b.supply_id
   WHERE b.customer_id = :customer_id ORDER BY b.id DESC LIMIT 50"""
PLACE = """SELECT count(*), coalesce(sum(quantity - reserved_quantity - released_quantity), 0) FROM backorders
   WHERE sku = :sku AND state = 'waiting' AND (priority > :priority OR (priority = :priority AND
     (placed_at < :placed_at OR (placed_at = :placed_at AND id < :id))))"""
"""What a list of one's orders asks of the database, in the same order."""


def ours(url: str, field_key: str) -> Dispatcher:
    shop = Shop(Store(open_engine(url), Vault([field_key])), lambda: datetime.now(UTC), ShopPolicy())
    return build(shop, catalogues=load_catalogues())


def bare(url: str) -> Dispatcher:
    """A handler that looks and answers, and nothing around it."""
    engine, dispatcher = open_engine(url), Dispatcher(disable_fsm=True)

    async def orders(message: Message) -> None:
        await message.answer(await listed(engine, message.chat.id))

    dispatcher.message.register(orders, F.text == "my orders")
    return dispatcher


async def listed(engine: AsyncEngine, chat_id: int) -> str:
    async with engine.connect() as connection:
        await connection.execution_options(**reading(engine))
        who = (await connection.execute(text(WHO), {"chat_id": chat_id})).scalar_one()
        found = (await connection.execute(text(ORDERS), {"customer_id": who})).all()
        lines = []
        for row in found:
            given = {"sku": row.sku, "priority": row.priority, "placed_at": row.placed_at, "id": row.id}
            before, _ = (await connection.execute(text(PLACE), given)).one()
            lines.append(f"<b>{row.order_number}</b> · {row.quantity}\nNumber {before + 1} of {row.waiting_orders}")
    return "\n\n".join(lines)


def reading(engine: AsyncEngine) -> dict[str, Any]:
    """As our store reads: without this SQLite's engine would take the writer's lock."""
    if engine.dialect.name == "sqlite":
        return {"nachschub_read_only": True}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def updates(people: int, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    """Everybody in turn, each message under a new number."""
    for number in itertools.islice(numbers, TURNS):
        person = number % people + 1
        sender = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
        chat = {"id": person, "type": "private", "first_name": f"P{person}"}
        message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": "my orders"}
        yield {"update_id": number, "message": message}


async def round_of(dispatcher: Dispatcher, bot: Bot, messages: Iterator[dict[str, Any]]) -> float:
    async def chat() -> None:
        for raw in messages:
            await feed(dispatcher, bot, raw)

    started = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(AT_ONCE):
            tasks.create_task(chat())
    return (time.perf_counter() - started) / TURNS


async def main() -> None:
    side, url, origin, token, field_key, people = sys.argv[1:]
    # Our log lines go to standard error: standard output is the answer.
    logs.configure("console", "warning")
    bot = make_bot(token, api=TelegramAPIServer.from_base(origin), pace=Pace(paced=False) if side == "ours" else None)
    dispatcher = ours(url, field_key) if side == "ours" else bare(url)
    numbers = itertools.count(1)
    while await asyncio.to_thread(sys.stdin.readline):
        seconds = await round_of(dispatcher, bot, updates(int(people), numbers))
        print(json.dumps({"seconds": seconds, "mb": psutil.Process().memory_info().rss / 1e6}), flush=True)
    await bot.session.close()


if __name__ == "__main__":
    uvloop.run(main())
