"""What became of an order, and why its owner left."""

from datetime import date

from domain.actors import MERCHANT
from services import backorders, stock, supplies
from services.stock import Delivery
from services.supplies import SupplyChange
from tests.bot.cast import Desk, Person
from tests.conftest import Clock


async def test_every_change_of_a_date_can_be_read(desk: Desk, clock: Clock, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 3, 9))
    await ada.orders("MUG", 2, number="B-77")
    await ben.orders("MUG", 2, number="B-78")
    await ada.connects()
    await ben.connects()
    clock.passes(days=3)
    found = await supplies.page(desk.shop, sku="MUG", state=None, after=None, limit=1)
    await supplies.change(desk.shop, found.items[0].id, SupplyChange(expected_on=date(2027, 3, 20), reason="Zoll"))
    clock.passes(hours=2)
    await supplies.change(desk.shop, found.items[0].id, SupplyChange(expected_on=date(2027, 3, 21)))
    clock.passes(days=1)
    await stock.receive(desk.shop, Delivery("MUG", 3))

    await ada.taps("History")
    await ben.taps("Verlauf")

    assert ada.last_text() == (
        "2 × Blue mug\n"
        "Order B-77\n\n"
        "11 January 2027: You ordered it.\n"
        "11 January 2027: The date: by 12 March 2027 at the latest.\n"
        "14 January 2027: The date moved back: by 23 March 2027 at the latest, before by 12 March 2027. "
        "The reason: Zoll\n"
        "14 January 2027: The date moved back: by 24 March 2027 at the latest, before by 23 March 2027. "
        "The reason: The delivery that we expect has changed.\n"
        "15 January 2027: Everything was there and was set aside for you."
    )
    assert ben.last_text() == (
        "2 × Blaue Tasse\n"
        "Bestellung B-78\n\n"
        "11. Januar 2027: Sie haben bestellt.\n"
        "11. Januar 2027: Termin: bis spätestens 12. März 2027.\n"
        "14. Januar 2027: Termin verschoben: bis spätestens 23. März 2027, vorher bis 12. März 2027. "
        "Der Grund: Zoll\n"
        "14. Januar 2027: Termin verschoben: bis spätestens 24. März 2027, vorher bis 23. März 2027. "
        "Der Grund: Bei der erwarteten Lieferung an uns hat sich etwas geändert.\n"
        "15. Januar 2027: 1 von 2 Stück wurde für Sie zurückgelegt."
    )

    await ada.taps("‹ Back to the order")
    assert "Everything is here and set aside for you." in ada.last_text()


async def test_why_is_asked_once_and_the_first_word_stands(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG")
    await ben.connects()

    await ben.taps("Stornieren", "Ja, stornieren")
    assert ben.labels()[:4] == [
        "Es dauert zu lange",
        "Ich habe es anderswo gefunden",
        "Ich brauche es nicht mehr",
        "Etwas anderes",
    ]

    await ben.taps("Es dauert zu lange")
    assert ben.last_text().endswith("Danke, dass Sie es uns gesagt haben.")
    assert "Etwas anderes" not in ben.labels()
    await ben.forges(f"because:{order}:other*")

    assert [entry.reason for entry in (await desk.order(order)).history] == [None, "too_long"]
    assert await desk.states(order) == ["waiting", "cancelled"]


async def test_a_reason_for_an_order_that_goes_on_or_is_somebody_elses_changes_nothing(
    desk: Desk, ada: Person, ben: Person
) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    mine, gone = await ada.orders("MUG"), await ben.orders("MUG")
    await ada.connects()
    await backorders.cancel(desk.shop, gone, MERCHANT)

    await ada.forges(f"because:{mine}:other*")
    await ada.forges(f"because:{gone}:other*")
    await ada.forges(f"because:{mine}:nonsense*")

    assert [entry.reason for entry in (await desk.order(mine)).history] == [None]
    assert [entry.reason for entry in (await desk.order(gone)).history] == [None, None]
