"""A letter tried once, one that waited for it, and one written after the pause had ended: they were read 1, 3, 2."""

from datetime import timedelta

from domain.notices import Letter, OrderComplete
from storage.store import Store
from tests.conftest import Clock


def complete(number: int) -> OrderComplete:
    return OrderComplete(backorder_id=number, order_number=f"A-{number}", product={"en": "Mug"}, quantity=1)


async def test_nobody_overtakes_whoever_waits_for_the_first(store: Store, clock: Clock) -> None:
    from_now = timedelta(seconds=2)
    async with store.begin() as tx:
        ada = await tx.customers.add_from_chat(1, "en", clock())
        await tx.outbox.add([(Letter("1", ada.id, (complete(1),)), clock())], clock())
        await tx.outbox.claim(now=clock(), lease_until=clock() + from_now, most=10)
        for key, second in (("2", 1), ("3", 3)):
            written = clock() + timedelta(seconds=second)
            await tx.outbox.add([(Letter(key, ada.id, (complete(int(key)),)), written)], written)

    clock.passes(seconds=4)
    async with store.begin() as tx:
        claimed = await tx.outbox.claim(now=clock(), lease_until=clock() + from_now, most=10)

    assert [letter.news[0].order_number for letter in claimed] == ["A-1"]  # type: ignore[union-attr]
