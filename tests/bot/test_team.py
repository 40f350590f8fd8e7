"""From everywhere it is two taps to a person of the shop, and where nobody reads along that is said."""

from domain.slips import Attention
from tests.bot.cast import Desk, Person


async def test_two_taps_from_a_card_to_a_person(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG", number="B-7")
    await ada.connects()

    await ada.taps("Menu", "Talk to a person")

    assert ada.last_text().startswith("Which order is it about?")
    assert ada.labels() == ["B-7: Blue mug", "My orders", "Menu"]

    await ada.taps("B-7: Blue mug")

    assert ada.last_text().startswith("Thank you. Our team knows that you would like to talk to a person.")
    assert (await desk.order(order)).order.attention is Attention.ASKS_PERSON


async def test_without_an_order_the_way_is_elsewhere(cem: Person) -> None:
    await cem.says("/person")

    assert cem.last_text().startswith("In diesem Chat liest niemand vom Team des Shops mit.")
    assert cem.labels() == ["Meine Bestellungen", "Menü"]
