"""Why somebody got nothing: of one message, and of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.customers import Customer
from domain.notices import MessageState
from domain.refusals import NotFound
from domain.slips import TOLD_AGAIN_AFTER
from domain.subscriptions import SubscriptionState
from domain.whereabouts import Answer, Circumstances, settled, whereabouts
from services.bulletin import awake
from services.shop import Shop
from storage.attempts import Attempt
from storage.customers import Rhythm
from storage.facts import Halt
from storage.messages import Message, MessageQuery
from storage.store import Tx

DECISIONS = frozenset({"resend", "leave"})
LOOKED_AT = 50
"""Of a person's messages, orders and alerts: the last ones."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that was never written, or not yet: of an order's date, or of an alert."""

    code: str
    order_number: str | None = None
    sku: str | None = None
    old: date | None = None
    new: date | None = None
    until: datetime | None = None
    people_before: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What keeps a person from hearing from us, their messages that have not arrived, and what was not written."""

    linked: bool
    blocked: bool
    agreed: bool
    quiet_until: datetime | None
    messages: Sequence[tuple[Message, Answer]]
    unsaid: Sequence[Unsaid]


async def of_message(tx: Tx, shop: Shop, message: Message, attempts: Sequence[Attempt]) -> Answer:
    customer = await tx.customers.get(message.customer)
    if customer is None:
        raise NotFound("customer", message.customer)
    return await _answer(tx, shop, message, customer, attempts, await tx.facts.halt(shop.now()))


async def of_messages(tx: Tx, shop: Shop, messages: Sequence[Message]) -> list[Answer]:
    people: dict[str, Customer | None] = {}
    halt = await tx.facts.halt(shop.now())
    answers = []
    for message in messages:
        if message.state is not MessageState.DUE:
            answers.append(settled(message.state, message.reason))
            continue
        if message.customer not in people:
            people[message.customer] = await tx.customers.get(message.customer)
        if (customer := people[message.customer]) is None:
            raise NotFound("customer", message.customer)
        answers.append(await _answer(tx, shop, message, customer, await tx.attempts.of(message.id), halt))
    return answers


async def of_person(shop: Shop, external_id: str) -> Account:
    """Raises NotFound."""
    async with shop.store.read() as tx:
        customer = await tx.customers.get(external_id)
        if customer is None:
            raise NotFound("customer", external_id)
        found = await tx.messages.last_of(MessageQuery(customer=external_id, limit=LOOKED_AT))
        waiting = [message for message in found if message.state is not MessageState.SENT]
        halt = await tx.facts.halt(shop.now())
        answers = [
            (message, await _answer(tx, shop, message, customer, await tx.attempts.of(message.id), halt))
            for message in waiting
        ]
        consent = await tx.consents.latest(customer.id)
        unsaid = [*await _dates(tx, customer.id), *await _alerts(tx, customer)]
        agreed = consent is not None and consent.given
        quiet = _quiet_until(shop, customer)
        return Account(customer.chat_id is not None, customer.blocked, agreed, quiet, answers, unsaid)


async def _answer(  # noqa: PLR0917 - what is known of a message
    tx: Tx, shop: Shop, message: Message, customer: Customer, attempts: Sequence[Attempt], halt: Halt | None
) -> Answer:
    due = message.state is MessageState.DUE
    seen = Circumstances(
        linked=customer.chat_id is not None,
        blocked=customer.blocked,
        quiet_until=_quiet_until(shop, customer),
        claimed=message.attempt > 0,
        tried=bool(attempts) and attempts[-1].verdict not in DECISIONS,
        behind=await tx.messages.elder_of(message.id) if due else None,
        paused=due and not await tx.messages.may_leave(message.id, shop.now()),
        halted_until=halt.until if halt else None,
    )
    return whereabouts(message.state, message.reason, message.due_at, seen, shop.now())


def _quiet_until(shop: Shop, customer: Customer) -> datetime | None:
    wakes = awake(shop.policy, Rhythm(customer.timezone, customer.quiet_hours), shop.now())
    return wakes if wakes > shop.now() else None


async def _dates(tx: Tx, customer_id: int) -> list[Unsaid]:
    """The last change of each order's date, where it was not told."""
    found: list[Unsaid] = []
    for order in await tx.backorders.of_customer(customer_id, LOOKED_AT):
        changes = await tx.promises.of(order.id)
        if not changes or changes[-1].told or order.promise_by == order.told_by:
            continue
        last, told_at = changes[-1], await tx.slips.told_at(order.id)
        code = "told_lately" if told_at else "change_too_small"
        until = told_at + TOLD_AGAIN_AFTER if told_at else None
        found.append(Unsaid(code, order.order_number, order.sku, order.told_by, last.new, until))
    return found


async def _alerts(tx: Tx, customer: Customer) -> list[Unsaid]:
    waiting = [one for one in await tx.subscriptions.of_customer(customer.id) if one.state is SubscriptionState.ACTIVE]
    code = "alert_passed_over" if customer.blocked else "alert_in_line"
    return [
        Unsaid(code, sku=one.sku, people_before=(await tx.subscriptions.before(one))[0]) for one in waiting[:LOOKED_AT]
    ]
