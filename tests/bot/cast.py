"""The people who write to the bot, and the shop they write to. Everything they do goes over Telegram's wire."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from aiogram import Bot, Dispatcher
from babel.messages.pofile import read_po
from sqlalchemy import select

from bot.app import ALLOWED_UPDATES, build, feed
from bot.cards import Cards
from delivery import telegram
from delivery.pace import Pace
from domain.actors import MERCHANT
from domain.customers import Customer
from domain.money import Money
from domain.notices import News
from domain.products import BackorderRules, Policy, Product
from domain.supplies import Supply
from services import backorders, customers, linking, placing, products, stock, supplies
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from services.views import BackorderView
from storage.tables import cards
from wording import notices
from wording.words import Catalogues, Words

Message = dict[str, Any]
_numbers = count(1001)
_updates = count(10**9)


@dataclass
class Desk:
    """The bot under test: it hears what people did when a test says so, and then all of it at once."""

    shop: Shop
    bot: Bot
    dispatcher: Dispatcher
    catalogues: Catalogues
    http: httpx.AsyncClient
    offset: int | None = None

    @classmethod
    def of(cls, shop: Shop, bot: Bot, catalogues: Catalogues, http: httpx.AsyncClient) -> "Desk":
        return cls(shop, bot, build(shop, catalogues=catalogues), catalogues, http)

    async def hears(self) -> None:
        updates = await self.bot.get_updates(offset=self.offset, timeout=0, allowed_updates=ALLOWED_UPDATES)
        if updates:
            self.offset = updates[-1].update_id + 1
        await asyncio.gather(*(self.dispatcher.feed_update(self.bot, update) for update in updates))

    async def keeps_cards(self, pace: Pace | None = None) -> int:
        """The bot looks once which cards should look different; answers how many it looked at."""
        chats = self.dispatcher["chats"]
        return await Cards(self.shop, self.bot, self.catalogues, pace or Pace(paced=False), chats).look()

    async def cards_of(self, backorder_id: int) -> int:
        """How many messages count as cards of an order."""
        async with self.shop.store.read() as tx:
            query = select(cards.c.id).where(cards.c.backorder_id == backorder_id)
            return len((await tx.connection.execute(query)).all())

    async def is_fed(self, person: "Person", **content: Any) -> None:
        """A message of a kind that the playground's people cannot send, as a webhook brings it."""
        sender = {"id": person.id, "is_bot": False, "first_name": "Ada", "language_code": person.language}
        chat = {"id": person.id, "type": "private", "first_name": "Ada"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": sender}
        await feed(self.dispatcher, self.bot, {"update_id": next(_updates), "message": message | content})
        await person.looks()

    async def meets(self, name: str, language: str, external_id: str | None = None) -> "Person":
        """Somebody new in the playground, and known to the shop under `external_id` where one is given."""
        answer = await self.http.post("/playground/people", json={"first_name": name, "language_code": language})
        if external_id:
            await customers.put(self.shop, Customer(0, external_id, name, locale=language))
        return Person(self, answer.json()["id"], language, external_id)

    async def sells(self, sku: str, en: str, de: str, **details: Any) -> Product:
        """A product that may be backordered, for 12.90 €, until told otherwise."""
        on_hand = details.pop("on_hand", 0)
        given: dict[str, Any] = {"price": Money(1290, "EUR"), "backorder": BackorderRules(Policy.ALLOW)} | details
        product = Product(sku, {"en": en, "de": de}, **given)
        await products.put(self.shop, product)
        if on_hand:
            await stock.receive(self.shop, Delivery(sku, on_hand))
        return product

    async def expects(self, sku: str, quantity: int, day: Any) -> None:
        await supplies.order(self.shop, Supply(0, sku, quantity, day))

    async def product_id(self, sku: str) -> int:
        return (await products.read(self.shop, sku)).id

    async def order(self, backorder_id: int) -> BackorderView:
        return await backorders.read(self.shop, backorder_id, MERCHANT)

    async def states(self, backorder_id: int) -> list[str]:
        return [str(entry.state) for entry in (await self.order(backorder_id)).history]


@dataclass
class Person:
    """Somebody at a phone. What they see is looked up after each thing they do."""

    desk: Desk
    id: int
    language: str
    external_id: str | None = None
    messages: list[Message] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    pressed: tuple[int, str] | None = None
    keyboard: dict[str, Any] | None = None

    async def orders(self, sku: str, quantity: int = 1, number: str | None = None, **details: Any) -> int:
        """In the shop, not in the chat."""
        number = number or f"B-{next(_numbers)}"
        wish = Wish(number, self.external_id or "", sku, quantity, **details)
        return (await placing.place(self.desk.shop, wish, MERCHANT)).order.id

    async def connects(self) -> None:
        await self.opens((await linking.create(self.desk.shop, self.external_id or "")).payload)

    async def opens(self, payload: str = "") -> None:
        await self.does("open", payload=payload)

    async def says(self, text: str) -> None:
        await self.does("say", text=text)

    async def shares(self, number: str) -> None:
        """Their own telephone number, with the key for it."""
        await self.does("contact", phone_number=number)

    async def does(self, act: str, **body: Any) -> None:
        await self._acts(act, **body)
        await self.desk.hears()
        await self.looks()

    async def taps(self, *labels: str) -> None:
        for label in labels:
            self.pressed = self._button(label)
            await self.presses(*self.pressed)

    async def taps_again(self) -> None:
        assert self.pressed is not None
        await self.presses(*self.pressed)

    async def taps_twice(self, label: str) -> None:
        """Both taps are there before the bot hears of the first."""
        message_id, data = self._button(label)
        await self._acts("press", message_id=message_id, data=data)
        await self._acts("press", message_id=message_id, data=data)
        await self.desk.hears()
        await self.looks()

    async def presses_before_it_is_deleted(self, label: str) -> None:
        message_id, data = self._button(label)
        await self._acts("press", message_id=message_id, data=data)
        await self.desk.bot.delete_message(self.id, message_id)
        await self.desk.hears()
        await self.looks()

    async def presses(self, message_id: int, data: str) -> None:
        await self.does("press", message_id=message_id, data=data)

    async def forges(self, data: str) -> None:
        """Press a button that the bot never made; Telegram's apps allow it to whoever builds their own."""
        keyboard = {"inline_keyboard": [[{"text": "forged", "callback_data": data}]]}
        sent = await self.desk.bot.send_message(self.id, "…", reply_markup=keyboard)  # type: ignore[arg-type]
        await self.presses(sent.message_id, data)

    async def reads(self, *news: News) -> None:
        """The courier brings a letter."""
        await telegram.send(self.desk.bot, self.id, notices.word(news, self.words()))
        await self.looks()

    async def looks(self) -> None:
        chat = (await self.desk.http.get(f"/playground/people/{self.id}/chat")).json()
        self.messages, self.answers, self.keyboard = chat["messages"], chat["answers"], chat["keyboard"]

    def words(self) -> Words:
        return self.desk.catalogues.words(self.language)

    def shown_in(self, message_id: int) -> str:
        return next(str(m["text"]) for m in self.messages if m["message_id"] == message_id)

    def from_bot(self) -> list[Message]:
        return [message for message in self.messages if message["from_bot"]]

    def last_text(self) -> str:
        return str(self.from_bot()[-1]["text"])

    def last_alert(self) -> str:
        return str(self.answers[-1]["text"])

    def labels(self) -> list[str]:
        """Of the last message's buttons."""
        return [button["text"] for row in self.from_bot()[-1]["buttons"] for button in row]

    def keys(self) -> list[str]:
        """What stands where letters are typed."""
        return [key["text"] for row in self.keyboard["keyboard"] for key in row] if self.keyboard else []

    def links(self) -> dict[str, str]:
        buttons = [button for row in self.from_bot()[-1]["buttons"] for button in row]
        return {button["text"]: button["url"] for button in buttons if "url" in button}

    def lines(self) -> Iterator[str]:
        """Everything the bot has written to this person, line by line."""
        for message in self.from_bot():
            yield from message["text"].splitlines()
            yield from (button["text"] for row in message["buttons"] for button in row)
        for answer in self.answers:
            yield from answer["text"].splitlines()

    def _button(self, label: str) -> tuple[int, str]:
        for message in reversed(self.messages):
            for button in (button for row in message["buttons"] for button in row):
                if button["text"] == label and "data" in button:
                    return message["message_id"], button["data"]
        seen = [button["text"] for message in self.messages for row in message["buttons"] for button in row]
        raise AssertionError(f"no button {label!r} among {seen}")

    async def _acts(self, act: str, **body: Any) -> None:
        answer = await self.desk.http.post(f"/playground/people/{self.id}/{act}", json=body)
        assert answer.is_success, answer.text


def english_sentences(catalogue: Path) -> list[re.Pattern[str]]:
    """What a German reader must never see: every message that reads otherwise in German, as a pattern of one line."""
    with catalogue.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = [one for message in messages for one in _forms(message.id) if one not in _forms(message.string)]
    return [_pattern(line) for text in texts for line in text.splitlines()]


def _forms(text: Any) -> Sequence[str]:
    return (text,) if isinstance(text, str) else text


def _pattern(message: str) -> re.Pattern[str]:
    bare = re.sub(r"<[^>]*>", "", message)
    return re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", bare))))
