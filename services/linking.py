"""A shop's customer and a chat become one person, by a link that works once."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from domain.customers import Customer
from domain.refusals import LinkUnusable, NotFound
from services.shop import Shop
from storage.store import Tx
from storage.vault import Token

LINK_PREFIX = "l_"
PRODUCT_PREFIX = "p_"
"""A deep link's payload says what it is for: a person's link, or a product to look at and sign up for."""
BOT_USERNAME = "bot_username"
"""The fact under which the bot's process notes its name for the processes that make links."""


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is None while nobody has told us the bot's name; the payload works all the same."""

    payload: str
    url: str | None
    expires_at: datetime


async def create(shop: Shop, external_id: str) -> Link:
    """A link for one customer. The payload has 128 random bits and only its digest is kept."""
    token = Token(secrets.token_urlsafe(16))
    expires_at = shop.now() + shop.policy.link_valid
    async with shop.store.begin() as tx:
        customer = await tx.customers.get(external_id)
        if customer is None:
            raise NotFound("customer", external_id)
        await tx.links.add(token.digest, customer.id, expires_at)
        payload = LINK_PREFIX + token.secret
        return Link(payload, deep_link(await tx.facts.get(BOT_USERNAME), payload), expires_at)


async def use(shop: Shop, payload: str, chat: Customer) -> Customer:
    """Join the chat's person and the shop's customer. Raises LinkUnusable for unknown, used and expired links alike."""
    async with shop.store.begin() as tx:
        token = Token(payload.removeprefix(LINK_PREFIX))
        customer_id = await tx.links.use(token.digest, shop.now())
        person = await tx.customers.by_id(chat.id)
        # Products first, as everywhere: their alerts change hands below.
        await tx.stock.lock_all(alert.sku for alert in await tx.subscriptions.of_customer(chat.id))
        customer = await tx.customers.lock(customer_id) if customer_id is not None else None
        if customer is None or person is None:
            raise LinkUnusable
        if person.id == customer.id:
            return customer
        return await _join(tx, customer, person)


async def unlink(shop: Shop, customer_id: int) -> Customer:
    """The chat and the shop's customer part; letters to that customer have nowhere to go from then on.

    Answers who the chat is now: somebody whom only the chat knows, with the same settings. Whoever is that already
    stays as they are, so that a second tap changes nothing.
    """
    async with shop.store.begin() as tx:
        customer = await tx.customers.lock(customer_id)
        if customer is None:
            raise NotFound("customer", str(customer_id))
        if not customer.known_by_shop or customer.chat_id is None:
            return customer
        await tx.customers.put(replace(customer, chat_id=None))
        person = await tx.customers.add_from_chat(customer.chat_id, customer.locale, shop.now())
        settled = replace(person, locale=customer.locale, timezone=customer.timezone, quiet_hours=customer.quiet_hours)
        await tx.customers.put(settled)
        return settled


async def chat_url(shop: Shop, payload: str) -> str | None:
    async with shop.store.read() as tx:
        return deep_link(await tx.facts.get(BOT_USERNAME), payload)


async def note_bot(shop: Shop, username: str | None) -> None:
    """Write down under which name Telegram knows the bot."""
    if username:
        async with shop.store.begin() as tx:
            await tx.facts.put(BOT_USERNAME, username)


def deep_link(username: str | None, payload: str) -> str | None:
    return f"https://t.me/{username}?start={payload}" if username else None


async def _join(tx: Tx, customer: Customer, person: Customer) -> Customer:
    chat_id = person.chat_id
    if person.known_by_shop:
        # Two customers of the shop stay two; the chat now belongs to the one whose link was opened.
        await tx.customers.put(replace(person, chat_id=None))
    else:
        await tx.announcements.become_one(person.id, customer.id)
        await tx.tags.move(person.id, customer.id)
        await tx.consents.move(person.id, customer.id)
        await tx.conversations.move(person.id, customer.id)
        await tx.customers.move_belongings(person.id, customer.id)
    joined = replace(
        customer,
        chat_id=chat_id,
        blocked=False,
        locale=customer.locale or person.locale,
        timezone=customer.timezone or person.timezone,
        quiet_hours=customer.quiet_hours or person.quiet_hours,
    )
    await tx.customers.put(joined)
    return joined
