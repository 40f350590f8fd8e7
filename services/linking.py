"""A shop's customer and a chat become one person: by a link that works once, by a telephone number, by an order."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from domain.actors import SYSTEM
from domain.customers import Customer
from domain.linking import PER_CHAT, PER_ORDER, Limit, Snag, bare_number, spellings
from domain.refusals import LinkUnusable, NotFound
from domain.subscriptions import Subscription, SubscriptionState
from domain.texts import renewed_locale
from services.returning import welcome_back
from services.shop import Shop
from services.subscriptions import end_alert
from storage.proofs import Owner
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
    """Join the chat's person and the shop's customer. Raises LinkUnusable for unknown, used and expired links alike.

    Where either was joined with somebody else that ends: the shop itself has made the link.
    """
    async with shop.store.begin() as tx:
        token = Token(payload.removeprefix(LINK_PREFIX))
        customer_id = await tx.links.use(token.digest, shop.now())
        person = await tx.customers.by_id(chat.id)
        if customer_id is None or person is None:
            raise LinkUnusable
        if person.id == customer_id:
            return person
        customer, still_here = await _locked(tx, customer_id, person)
        if customer is not None and customer.chat_id == person.chat_id:
            return customer  # by another of the person's taps
        if customer is None or not still_here:
            raise LinkUnusable
        return await _join(tx, shop, customer, person)


async def by_phone(shop: Shop, phone: str, chat: Customer) -> Customer | Snag:
    """Join the chat's person and the one customer with this number, which Telegram has confirmed to be the person's."""
    async with shop.store.begin() as tx:
        person = await tx.customers.by_id(chat.id)
        if person is None or person.known_by_shop:
            return Snag.ALREADY
        return await _proven(tx, shop, await tx.proofs.of_phone(phone), person)


async def by_order(shop: Shop, number: str, email: str, chat: Customer) -> Customer | Snag:
    """The same for the one customer who has this order and this e-mail address.

    Every try counts. Whether there is such an order, whether the address is another one, and whether somebody else is
    joined with it: one answer, for which the same was done and the same is kept.
    """
    async with shop.store.begin() as tx:
        person = await tx.customers.by_id(chat.id)
        if person is None or person.known_by_shop:
            return Snag.ALREADY
        # The chat first: whoever has no try left cannot use up those for somebody's order.
        if not await _counted(tx, shop, f"chat:{person.chat_id}", PER_CHAT):
            return Snag.TOO_OFTEN
        if not await _counted(tx, shop, f"order:{bare_number(number)}", PER_ORDER):
            return Snag.TOO_OFTEN
        joined = await _proven(tx, shop, await tx.proofs.of_order(spellings(number), email), person)
        return Snag.NOBODY if joined in {Snag.SEVERAL, Snag.ELSEWHERE} else joined


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


async def _counted(tx: Tx, shop: Shop, what: str, limit: Limit) -> bool:
    """Whether it may be tried once more; then it has been."""
    tried = limit.counting(await tx.tries.lock(what, shop.now()), shop.now())
    if not limit.allows(tried, shop.now()):
        return False
    await tx.tries.put(what, [*tried, shop.now()])
    return True


async def _proven(tx: Tx, shop: Shop, owners: Sequence[Owner], person: Customer) -> Customer | Snag:
    """No proof takes a customer out of somebody else's chat, and none chooses between two."""
    if len(owners) != 1:
        return Snag.SEVERAL if owners else Snag.NOBODY
    if owners[0].chat_id is not None:
        return _taken(owners[0].chat_id, person)
    customer, still_here = await _locked(tx, owners[0].customer_id, person)
    if customer is not None and customer.chat_id:
        return _taken(customer.chat_id, person)  # of two who come at once, the second finds the first one there
    return await _join(tx, shop, customer, person) if customer is not None and still_here else Snag.NOBODY


def _taken(chat_id: int, person: Customer) -> Snag:
    return Snag.ALREADY if chat_id == person.chat_id else Snag.ELSEWHERE


async def _locked(tx: Tx, customer_id: int, person: Customer) -> tuple[Customer | None, bool]:
    """The customer as they are now, and whether the person still has their chat.

    Products first, as everywhere: the person's alerts change hands, and the customer's can be told.
    """
    alerts = [alert for one in (person.id, customer_id) for alert in await tx.subscriptions.of_customer(one)]
    await tx.stock.lock_all(alert.sku for alert in alerts)
    # Both, always in the order of their numbers: two chats may be joined crosswise at the same moment.
    found = {number: await tx.customers.lock(number) for number in sorted({customer_id, person.id})}
    person_now = found[person.id]
    return found[customer_id], person_now is not None and person_now.chat_id == person.chat_id


async def _join(tx: Tx, shop: Shop, customer: Customer, person: Customer) -> Customer:
    """What the person has chosen in the chat counts; what the shop knows of the customer stays."""
    if person.known_by_shop:
        # Two customers of the shop stay two; the chat now belongs to the one whose link was opened.
        await tx.customers.put(replace(person, chat_id=None))
    else:
        await _end_twins(tx, shop, customer, person)
        await tx.announcements.become_one(person.id, customer.id)
        await tx.recalls.become_one(person.id, customer.id)
        await tx.tags.move(person.id, customer.id)
        await tx.consents.move(person.id, customer.id)
        await tx.conversations.move(person.id, customer.id)
        await tx.customers.move_belongings(person.id, customer.id)
    joined = replace(
        customer,
        chat_id=person.chat_id,
        blocked=False,
        locale=renewed_locale(person.locale, customer.locale),
        timezone=person.timezone or customer.timezone,
        quiet_hours=person.quiet_hours or customer.quiet_hours,
    )
    await tx.customers.put(joined)
    await welcome_back(tx, shop, joined)
    return joined


async def _end_twins(tx: Tx, shop: Shop, customer: Customer, person: Customer) -> None:
    """Where both wait for the same product, the one of the two that is further stays."""
    theirs = {alert.sku: alert for alert in await tx.subscriptions.of_customer(customer.id)}
    for mine in await tx.subscriptions.of_customer(person.id):
        if mine.sku in theirs:
            await end_alert(tx, shop, max(mine, theirs[mine.sku], key=_how_far_back).id, SYSTEM)


def _how_far_back(alert: Subscription) -> tuple[bool, datetime, datetime]:
    """Units that lie ready come first, then those who were never told, then whoever signed up earlier."""
    never = datetime.min.replace(tzinfo=UTC)
    return alert.state is not SubscriptionState.HELD, alert.told_at or never, alert.created_at
