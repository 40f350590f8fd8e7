"""PostgreSQL looks at the outbox when everything has been sent, and then thousands of letters come."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.customers import Customer
from domain.notices import Letter, OrderComplete
from services.shop import Shop
from storage.store import Tx

LETTERS, PAGE = 1000, 100
READ = text("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'outbox'")


async def written(tx: Tx, shop: Shop, event: str) -> None:
    people = [await tx.customers.get(f"c-{number}") for number in range(LETTERS)]
    known = [person or await tx.customers.add(Customer(0, f"c-{n}"), shop.now()) for n, person in enumerate(people)]
    news = OrderComplete(backorder_id=1, order_number="1001", product={"en": "Mug"}, quantity=1)
    letters = [(Letter(f"{event}:{person.id}", person.id, (news,)), shop.now()) for person in known]
    await tx.outbox.add(letters, shop.now())


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_page_is_claimed_by_reading_little_more_than_the_page(shop: Shop) -> None:
    async with shop.store.begin() as tx:
        await written(tx, shop, "first")
        await tx.connection.execute(text("UPDATE outbox SET state = 'sent'"))
    async with shop.store.begin() as tx:
        await tx.connection.execute(text("ANALYZE outbox"))
        await written(tx, shop, "second")

    async with shop.store.begin() as tx:
        before = (await tx.connection.execute(READ)).scalar_one()
        claimed = await tx.outbox.claim(now=shop.now(), lease_until=shop.now() + timedelta(seconds=8), most=PAGE)
        read = (await tx.connection.execute(READ)).scalar_one() - before

    assert len(claimed) == PAGE
    assert read < 10 * PAGE
