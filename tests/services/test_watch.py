"""A letter that is late wakes somebody; one that waits for its hour does not."""

from structlog.testing import capture_logs

from domain.notices import MessageState
from services import messages
from services.shop import Shop
from storage.outbox import Settled
from tests.conftest import Clock
from tests.services.cast import Cast


async def test_letters_that_are_late_are_an_alarm_for_their_lane(shop: Shop, clock: Clock) -> None:
    cast = Cast(shop)
    await cast.sells()
    await cast.orders("ada")
    clock.passes(minutes=4)
    assert await messages.watch(shop) == 0

    clock.passes(minutes=2)
    with capture_logs() as logs:
        assert await messages.watch(shop) == 1
    [alarm] = logs
    assert (alarm["event"], alarm["alarm"], alarm["lane"], alarm["seconds"]) == ("alarm", "queue_old", "service", 360)


async def test_what_waits_for_a_decision_is_counted(shop: Shop) -> None:
    cast = Cast(shop)
    await cast.sells()
    await cast.orders("ada")
    await cast.orders("ben")
    async with shop.store.begin() as tx:
        first, second = await tx.outbox.claim(now=shop.now(), lease_until=shop.now(), most=2)
        await tx.outbox.settle([Settled(first.id, 1, MessageState.FAILED, "refused")], shop.now())
        assert await tx.outbox.mark_leaving([second], shop.now())
    assert await messages.undecided(shop) == {MessageState.FAILED: 1}
    async with shop.store.begin() as tx:
        await tx.outbox.mark_interrupted()
    assert await messages.undecided(shop) == {MessageState.FAILED: 1, MessageState.UNKNOWN: 1}
