"""People: known by the shop, by a chat, or by both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from domain.actors import Who
from domain.backorders import Actor
from domain.consents import Consent
from domain.customers import CHAT_ONLY, Customer
from domain.preferences import in_order
from domain.refusals import NotFound, ReservedName
from domain.subscriptions import Subscription
from domain.texts import addressed, primary_subtag, renewed_locale
from services.conversations import Talk, talk
from services.returning import let_in_again
from services.shop import Shop
from services.subscriptions import end_alert
from services.views import BackorderView, views_of
from storage.messages import Message, MessageQuery
from storage.store import Tx

MOST_EXPORTED = 1000
"""Rows of each kind in an export."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """Everything that is kept about a person."""

    profile: "Profile"
    backorders: list[BackorderView]
    subscriptions: list[Subscription]
    messages: list[Message]
    consents: list[Consent]
    conversations: list[Talk]


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer, and whether they want announcements; `marketing` is None while nobody has asked."""

    customer: Customer
    marketing: Consent | None
    tags: list[str]
    preferences: list[str]


async def put(
    shop: Shop, wanted: Customer, tags: Sequence[str] | None = None, preferences: Sequence[str] | None = None
) -> tuple[Customer, bool]:
    """Create or replace what the shop knows; the chat it is linked to stays. Answers whether the customer is new.

    `tags` None leaves those that there are; so does `preferences`.
    """
    async with shop.store.begin() as tx:
        customer, new = await _put(tx, shop, wanted)
        if tags is not None:
            await tx.tags.put(customer.id, tags)
        if preferences is not None:
            await tx.preferences.put(customer.id, preferences)
        return customer, new


async def _put(tx: Tx, shop: Shop, wanted: Customer) -> tuple[Customer, bool]:
    known = await tx.customers.get(wanted.external_id)
    if known is None:
        if wanted.external_id.startswith(CHAT_ONLY):
            raise ReservedName(wanted.external_id)
        return await tx.customers.add(wanted, shop.now()), True
    merged = replace(
        wanted,
        id=known.id,
        chat_id=known.chat_id,
        blocked=known.blocked,
        locale=renewed_locale(known.locale, wanted.locale),
        timezone=wanted.timezone or known.timezone,
        quiet_hours=known.quiet_hours,
    )
    await tx.customers.put(merged)
    return merged, False


async def read(shop: Shop, external_id: str) -> Customer:
    async with shop.store.read() as tx:
        return await _found(tx, external_id)


async def profile(shop: Shop, external_id: str) -> Profile:
    async with shop.store.read() as tx:
        return await _profile(tx, await _found(tx, external_id))


async def export(shop: Shop, external_id: str) -> Belongings:
    async with shop.store.read() as tx:
        customer = await _found(tx, external_id)
        messages = await tx.messages.page(MessageQuery(customer=external_id, limit=MOST_EXPORTED))
        return Belongings(
            await _profile(tx, customer),
            await views_of(tx, shop, customer.id, MOST_EXPORTED),
            await tx.subscriptions.of_customer(customer.id),
            list(messages.items),
            await tx.consents.of_customer(customer.id, MOST_EXPORTED),
            [await talk(tx, each) for each in await tx.conversations.of_customer(customer.id)],
        )


async def forget(shop: Shop, external_id: str) -> None:
    """Erase personal fields and the chat; orders stay under their number while the law wants them kept."""
    async with shop.store.begin() as tx:
        customer = await _found(tx, external_id)
        for subscription in sorted(await tx.subscriptions.of_customer(customer.id), key=lambda s: s.sku):
            await end_alert(tx, shop, subscription.id, Who(Actor.CUSTOMER, customer.id))
        await tx.consents.forget(customer.id)
        await tx.conversations.forget(customer.id, shop.now())
        await tx.relays.forget_letters(customer.id)
        await tx.tags.forget(customer.id)
        await tx.customers.forget(customer, shop.now())


async def in_chat(shop: Shop, chat_id: int, locale: str | None) -> Customer:
    """Somebody writes in a chat who was not seen there lately, or never: then only the chat knows them."""
    async with shop.store.begin() as tx:
        known = await tx.customers.by_chat(chat_id)
        if known is None:
            return await tx.customers.add_from_chat(chat_id, locale, shop.now())
        # Somebody who writes has let the bot in again.
        person = await let_in_again(tx, shop, known) if known.blocked else known
        await tx.customers.note_active(person.id, shop.now())
        return replace(person, active_at=shop.now())


async def known_in_chat(shop: Shop, chat_id: int) -> Customer | None:
    """Whoever has written to us before; nobody is met by this."""
    async with shop.store.read() as tx:
        return await tx.customers.by_chat(chat_id)


async def set_blocked(shop: Shop, chat_id: int, *, blocked: bool) -> None:
    """Telegram says that a person has shut the bot out, or let it in again."""
    async with shop.store.begin() as tx:
        known = await tx.customers.by_chat(chat_id)
        if known is None or known.blocked == blocked:
            return
        if not blocked:
            await let_in_again(tx, shop, known)
            return
        await tx.customers.put(replace(known, blocked=True))
        await tx.relays.note_blocked(chat_id, shop.now(), blocked=True)


async def set_language(shop: Shop, customer_id: int, language: str) -> Customer:
    """Speak it from now on; whoever reads it already keeps region and form of address."""

    def spoken(customer: Customer) -> Customer:
        same = primary_subtag(customer.locale) == language
        return customer if same else replace(customer, locale=language)

    return await _changed(shop, customer_id, spoken)


async def set_address(shop: Shop, customer_id: int, *, informal: bool) -> Customer:
    """Say Sie or du."""
    return await _changed(
        shop, customer_id, lambda customer: replace(customer, locale=addressed(customer.locale, informal=informal))
    )


async def set_timezone(shop: Shop, customer_id: int, zone: str) -> Customer:
    """`zone` is an IANA name. Raises NotFound for any other."""
    if zone not in available_timezones():
        raise NotFound("zone", zone)
    return await _changed(shop, customer_id, lambda customer: replace(customer, timezone=zone))


async def set_quiet_hours(shop: Shop, customer_id: int, hours: str | None) -> Customer:
    """As `Customer.quiet_hours` has them; None for the shop's."""
    return await _changed(shop, customer_id, lambda customer: replace(customer, quiet_hours=hours))


async def _changed(shop: Shop, customer_id: int, change: Callable[[Customer], Customer]) -> Customer:
    async with shop.store.begin() as tx:
        customer = await tx.customers.lock(customer_id)
        if customer is None:
            raise NotFound("customer", str(customer_id))
        changed = change(customer)
        await tx.customers.put(changed)
        await tx.cards.look_again(customer_id)
        return changed


async def _profile(tx: Tx, customer: Customer) -> Profile:
    return Profile(
        customer,
        await tx.consents.latest(customer.id),
        await tx.tags.of(customer.id),
        in_order(await tx.preferences.of(customer.id)),
    )


async def _found(tx: Tx, external_id: str) -> Customer:
    customer = await tx.customers.get(external_id)
    if customer is None:
        raise NotFound("customer", external_id)
    return customer
