"""Who shut the bot out and comes back reads one message: where their orders stand, not all that was missed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.notices import DateChanged, MessageState
from services import customers, supplies
from services.shop import Shop
from services.supplies import SupplyChange
from storage.outbox import load
from storage.tables import outbox
from tests.conftest import Clock
from tests.services.cast import Cast

CHAT = 7001


@pytest.fixture
async def cast(shop: Shop) -> Cast:
    cast = Cast(shop)
    await cast.sells()
    async with shop.store.begin() as tx:
        ada = await tx.customers.get("ada")
        assert ada is not None
        await tx.customers.put(replace(ada, chat_id=CHAT))
    return cast


async def missed_two_moves(cast: Cast, clock: Clock) -> None:
    """Ada's order is promised; then she shuts the bot out, and its date moves twice."""
    shop = cast.shop
    await cast.orders("ada")
    supply = await cast.expects(5, date(2027, 1, 20))
    await cast.post(MessageState.SENT)
    await customers.set_blocked(shop, CHAT, blocked=True)
    for day, reason in ((28, "blocked"), (31, "chat_not_found")):
        clock.passes(hours=2)
        await supplies.change(shop, supply.id, SupplyChange(expected_on=date(2027, 1, day)))
        await cast.post(MessageState.DROPPED, reason)


async def test_one_message_with_where_the_order_stands_now(cast: Cast, shop: Shop, clock: Clock) -> None:
    await missed_two_moves(cast, clock)
    before = await cast.ledger()

    clock.passes(days=1)
    await customers.set_blocked(shop, CHAT, blocked=False)
    await customers.in_chat(shop, CHAT, "en")

    after = await cast.ledger()
    [news] = after[len(before) :]
    assert (news.kind, news.state.value) == ("date_changed", "due")
    assert {line.carried_by for line in after if line.state is MessageState.DROPPED} == {news.id}
    async with shop.store.read() as tx:
        row = (await tx.connection.execute(outbox.select().where(outbox.c.id == news.id))).one()
    [piece] = load(row.news)
    assert isinstance(piece, DateChanged)
    # A day of handling and two of buffer after the supply.
    assert (piece.old, piece.new) == (date(2027, 1, 23), date(2027, 2, 3))


async def test_who_writes_again_has_returned_too_and_only_once(cast: Cast, shop: Shop, clock: Clock) -> None:
    await missed_two_moves(cast, clock)
    before = await cast.ledger()
    for _ in range(3):
        clock.passes(minutes=1)
        await customers.in_chat(shop, CHAT, "en")
    assert len(await cast.ledger()) == len(before) + 1


async def test_what_was_missed_before_another_return_is_past(cast: Cast, shop: Shop, clock: Clock) -> None:
    await missed_two_moves(cast, clock)
    clock.passes(minutes=1)
    await customers.in_chat(shop, CHAT, "en")
    await cast.post(MessageState.SENT)
    before = await cast.ledger()

    await customers.set_blocked(shop, CHAT, blocked=True)
    clock.passes(minutes=1)
    await customers.set_blocked(shop, CHAT, blocked=False)

    assert len(await cast.ledger()) == len(before)
