"""Canned answers: kept, and drafted with what is true for one customer."""

from dataclasses import dataclass
from datetime import date

from domain.backorders import OPEN, Backorder
from domain.canned import Canned, gaps_in
from domain.customers import Customer
from domain.refusals import NotFound, NotInLanguage
from domain.vague import must_be_clear
from services.shop import Shop
from storage.pages import Page
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Draft:
    """A canned answer in its reader's language, and what is true for them; a gap's value is None where nothing is.

    `date` is still to be worded.
    """

    name: str
    customer: Customer
    text: str
    values: dict[str, str | None]
    date: date | None


async def put(shop: Shop, answer: Canned) -> Canned:
    """Raises TextRefused for German that sounds like a date: answers are given to people who ask when."""
    must_be_clear("texts.de", answer.texts.get("de"))
    async with shop.store.begin() as tx:
        await tx.canned.put(answer, shop.now())
        return answer


async def read(shop: Shop, name: str) -> Canned:
    async with shop.store.read() as tx:
        return await _found(tx, name)


async def remove(shop: Shop, name: str) -> None:
    async with shop.store.begin() as tx:
        if not await tx.canned.remove(name):
            raise NotFound("canned", name)


async def page(shop: Shop, *, after: str | None, limit: int) -> Page[Canned]:
    async with shop.store.read() as tx:
        return await tx.canned.page(after, limit)


async def draft(shop: Shop, customer_id: int, name: str) -> Draft:
    """Raises NotFound, and NotInLanguage where nobody has written it in the reader's language."""
    async with shop.store.read() as tx:
        answer = await _found(tx, name)
        customer = await tx.customers.by_id(customer_id)
        if customer is None:
            raise NotFound("customer", str(customer_id))
        text = answer.texts.get(customer.language)
        if not text:
            raise NotInLanguage(name, customer.language)
        order = await _order(tx, customer) if gaps_in(text) - {"name", "shop"} else None
        product = await tx.products.get(order.sku) if order else None
        values = {
            "name": customer.name,
            "order_number": order.order_number if order else None,
            "product": product.called(customer.language) if product else None,
            "shop": shop.policy.contact.name,
        }
        return Draft(name, customer, text, values, order.promise_by if order else None)


async def _order(tx: Tx, customer: Customer) -> Backorder | None:
    """The order that is talked about, else the newest that is open, else the newest."""
    conversation = await tx.conversations.open_of(customer.id)
    if conversation is not None and conversation.about is not None:
        return await tx.backorders.get(conversation.about)
    orders = await tx.backorders.of_customer(customer.id)
    return next((order for order in orders if order.state in OPEN), next(iter(orders), None))


async def _found(tx: Tx, name: str) -> Canned:
    answer = await tx.canned.get(name)
    if answer is None:
        raise NotFound("canned", name)
    return answer
