"""A matter, and somebody who has it: all that is needed to open a page."""

from dataclasses import dataclass

from aiogram import Bot

from bot.catalogue import Goods
from bot.said import NOTHING_SAID, LastPage
from domain.actors import Who
from domain.backorders import Actor
from domain.customers import Customer
from services.shop import Shop
from understanding.intents import Intent
from wording.words import Catalogues, Words


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is writing, and the words for them."""

    bot: Bot
    shop: Shop
    person: Customer
    t: Words
    catalogues: Catalogues
    goods: Goods

    @property
    def who(self) -> Who:
        return Who(Actor.CUSTOMER, self.person.id)


@dataclass(frozen=True, slots=True)
class Matter:
    """`numbers`: of orders, as they are written without signs. `orders`, `alerts`: ids chosen from what was shown.

    `products`: for each product meant, the ids of the variants that it may be. `last`: what the bot said before.
    """

    intent: Intent
    text: str = ""
    numbers: tuple[str, ...] = ()
    orders: tuple[int, ...] = ()
    alerts: tuple[int, ...] = ()
    products: tuple[tuple[int, ...], ...] = ()
    quantity: int = 1
    email: str | None = None
    language: str | None = None
    last: LastPage = NOTHING_SAID
