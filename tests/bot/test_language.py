"""The language a person reads."""

from aiogram.types import BotCommandScopeChat

from tests.bot.cast import Desk, Person


async def test_everything_speaks_the_language_that_was_chosen(desk: Desk, cem: Person) -> None:
    await cem.opens()
    assert cem.last_text().startswith("Willkommen!")

    await cem.taps("Einstellungen", "Sprache", "English")

    cem.language = "en"
    assert cem.last_text() == "Good, we speak English from now on."
    await cem.says("/orders")
    assert cem.last_text().startswith("There are no orders of yours here.")
    menu = await desk.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=cem.id))
    assert menu[0].description == "My orders"

    await cem.says("/language")
    await cem.taps("Deutsch")
    assert cem.last_text() == "Gut, ab jetzt sprechen wir Deutsch."


async def test_a_link_brings_the_language_that_the_shop_knows(desk: Desk) -> None:
    eva = await desk.meets("Eva", "de", "eva")
    phone = await desk.meets("Eva", "en")
    phone.external_id = "eva"

    await phone.connects()

    assert phone.last_text().startswith("Sie sind verbunden, Eva.")
    assert "Bestellungen" in eva.desk.catalogues.words("de").plain("My orders")


async def test_every_page_in_the_menu_can_be_reached(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ben.orders("MUG")
    await ben.connects()
    await ben.opens()

    for label in ("Meine Bestellungen", "Artikel suchen", "Meine Benachrichtigungen", "Einstellungen", "Hilfe"):
        await ben.says("/start")
        await ben.taps(label)
        assert ben.answers[-1]["text"] == ""
        assert not ben.last_text().startswith("Willkommen")
