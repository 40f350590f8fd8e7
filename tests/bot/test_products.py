"""Finding a product by its name, and what its card says."""

from datetime import date

import pytest

from domain.money import Money
from domain.products import BackorderRules, Policy
from services import products
from tests.bot.cast import Desk, Person

AVAILABILITY = [
    (BackorderRules(Policy.ALLOW), "Not in stock, but you can order it.\nIf you order now, we ship it by 12 March"),
    (BackorderRules(Policy.ALLOW, limit=0), "Sold out."),
    (BackorderRules(Policy.DENY), "Sold out."),
    (
        BackorderRules(Policy.PREORDER, release_date=date(2027, 5, 1)),
        "You can order it in advance; it is released on 1 May 2027.\nIf you order now, we ship it by 4 May 2027",
    ),
]
BROKEN = ["javascript:alert(1)", "https://", "//shop.example", "https://a b.example", "ftp://x.y", "https://[::1"]


async def test_one_hit_is_its_card_despite_a_typing_error(desk: Desk, ada: Person, cem: Person) -> None:
    url = "https://shop.example/teapot"
    await desk.sells("POT", "Cast iron teapot", "Gusseiserne Teekanne", url=url, on_hand=3)
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")

    await ada.says("cast iorn teapot")

    assert ada.last_text() == "Cast iron teapot\n€12.90\nIn stock."
    assert ada.links() == {"Buy": url}

    await cem.says("teekane")

    assert cem.last_text().replace("\N{NO-BREAK SPACE}", " ") == "Gusseiserne Teekanne\n12,90 €\nAuf Lager."


async def test_a_picture_stands_above_the_card_and_goes_with_it(desk: Desk, ada: Person) -> None:
    await desk.sells("POT", "Teapot", "Teekanne", image_url="https://shop.example/pot.jpg", on_hand=3)

    await ada.says("teapot")
    picture = {"url": "https://shop.example/pot.jpg", "show_above_text": True, "prefer_large_media": True}
    assert ada.from_bot()[-1]["link_preview"] == picture

    await ada.taps("Menu")
    assert "link_preview" not in ada.from_bot()[-1]


@pytest.mark.parametrize("url", BROKEN)
async def test_a_picture_that_telegram_would_not_take_is_left_out(desk: Desk, ada: Person, url: str) -> None:
    await desk.sells("POT", "Teapot", "Teekanne", image_url=url)

    await ada.says("teapot")

    assert ada.last_text().startswith("Teapot")
    assert "link_preview" not in ada.from_bot()[-1]


async def test_several_hits_are_buttons_with_what_can_be_said_of_each(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG-1", "Blue mug", "Tasse", on_hand=1)
    await desk.sells("MUG-2", "Green mug", "Tasse")
    await desk.sells("MUG-3", "Old mug", "Tasse", backorder=BackorderRules(Policy.DENY))
    await desk.sells("MUG-4", "Next mug", "Tasse", backorder=BackorderRules(Policy.PREORDER))
    await desk.sells("MUG-5", "Lost mug", "Tasse")
    await products.discontinue(desk.shop, "MUG-5")

    await ada.says("mug")

    assert ada.last_text() == "I have found several. Which one do you mean?"
    assert ada.labels() == [
        "Blue mug – in stock",
        "Green mug – can be ordered",
        "Old mug – sold out",
        "Next mug – preorder",
        "Lost mug – discontinued",
        "Menu",
    ]

    await ada.taps("Green mug – can be ordered")

    assert ada.last_text().startswith("Green mug\n")


async def test_no_hit_offers_ideas_and_keeps_what_was_written_harmless(cem: Person) -> None:
    await cem.says("haben Sie <b>Einhörner</b>")

    assert cem.last_text().startswith("Zu „Einhörner“ habe ich nichts gefunden.")
    assert "Artikel suchen" in cem.labels()


async def test_the_command_asks_or_searches(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")

    await ada.says("/find")
    assert ada.last_text().startswith("Which product are you looking for?")

    for command in ("/find mug", "/search mug"):
        await ada.says(command)
        assert ada.last_text().startswith("Blue mug\n")


async def test_availability_in_words(desk: Desk, ada: Person) -> None:
    for number, (rules, said) in enumerate(AVAILABILITY):
        sku, name = f"SKU-{number}", f"thing{number}"
        await desk.sells(sku, name, name, backorder=rules)
        await desk.expects(sku, 5, date(2027, 3, 9))

        await ada.says(name)

        assert said in ada.last_text()
        assert ada.labels() == ["Tell me when it is back", "Find a product", "Menu"]


async def test_no_supply_means_no_date(desk: Desk, cem: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.sells("BOOK", "Book", "Buch", backorder=BackorderRules(Policy.PREORDER))

    await cem.says("tasse")
    assert "Für neue Bestellungen gibt es noch keinen Termin" in cem.last_text()

    await cem.says("buch")
    assert "wann er erscheint, steht noch nicht fest." in cem.last_text()


async def test_a_broken_address_costs_the_button_and_not_the_card(desk: Desk, ada: Person) -> None:
    for number, url in enumerate(BROKEN):
        await desk.sells(f"MUG-{number}", f"mug{number}", "Tasse", url=url, on_hand=1, price=Money(500, "JPY"))

        await ada.says(f"mug{number}")

        assert ada.last_text() == f"mug{number}\nJP¥500\nIn stock."
        assert ada.links() == {}
