"""A recall in the chat: read, said so, and counted."""

from domain.notices import Recalled
from services import recalls, stock
from services.stock import Delivery
from tests.bot.cast import Desk, Person


async def test_who_has_read_it_says_so_once(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG")
    await ben.connects()
    await ada.connects()
    await stock.receive(desk.shop, Delivery("MUG", 1))
    recall = await recalls.start(desk.shop, "MUG", "The handle may break off.")
    assert (recall.people, recall.acknowledged) == (1, 0)
    await ada.reads(Recalled(recall_id=recall.id, product={"en": "Blue mug"}, units=1, reason=recall.reason))

    await ada.taps_twice("I have read this")
    assert ada.last_alert() == "Thank you for letting us know."
    assert (await recalls.read(desk.shop, recall.id)).acknowledged == 1

    await ben.forges(f"known:{recall.id}")
    assert (await recalls.read(desk.shop, recall.id)).acknowledged == 1
