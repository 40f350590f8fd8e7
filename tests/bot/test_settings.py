"""A person's own settings, in the chat."""

from domain.customers import Customer
from services import customers
from tests.bot.cast import Desk, Person
from tests.conftest import Clock


async def test_whoever_prefers_du_is_told_so_everywhere_from_then_on(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ben.orders("MUG", number="B-7")
    await ben.connects()
    await ben.says("/settings")
    assert "Anrede: Sie" in ben.last_text()

    await ben.taps("Anrede", "du")

    assert ben.last_text().startswith("Deine Einstellungen")
    assert "Anrede: du" in ben.last_text()
    await ben.says("/orders")
    assert "Blaue Tasse" in ben.last_text()
    assert "Du stehst auf Platz 1 von 1" in ben.last_text()
    # The shop's software knows nothing of it, and says every night what it knows.
    await customers.put(desk.shop, Customer(0, "ben", "Ben", locale="de-AT"))
    assert (await customers.read(desk.shop, "ben")).locale == "de-AT-x-informal"

    await ben.says("/settings")
    await ben.taps("Anrede", "Sie")
    assert ben.last_text().startswith("Ihre Einstellungen")
    assert (await customers.read(desk.shop, "ben")).locale == "de-AT"


async def test_english_has_one_form_of_address_only(ada: Person) -> None:
    await ada.says("/settings")
    assert "Form of address" not in " ".join([ada.last_text(), *ada.labels()])


async def test_choosing_the_language_one_has_keeps_region_and_address(desk: Desk, ben: Person) -> None:
    await ben.connects()
    await ben.says("/settings")
    await ben.taps("Anrede", "du")
    await ben.says("/language")
    await ben.taps("Deutsch")
    assert (await customers.read(desk.shop, "ben")).locale == "de-AT-x-informal"


async def test_a_zone_is_chosen_from_a_list_or_written(desk: Desk, ben: Person) -> None:
    await ben.connects()
    await ben.says("/settings")
    assert "Zeitzone: Berlin" in ben.last_text()
    await ben.taps("Zeitzone", "Wien")
    assert "Zeitzone: Wien" in ben.last_text()

    await ben.taps("Zeitzone", "Anderswo")
    await ben.says("  são PAULO ")
    assert "Zeitzone: São Paulo" in ben.last_text()

    await ben.taps("Zeitzone", "Anderswo")
    await ben.says("Spanien")
    assert ben.last_text() == "Welchen dieser Orte meinen Sie?"
    await ben.taps("Madrid")
    assert (await customers.read(desk.shop, "ben")).timezone == "Europe/Madrid"


async def test_a_place_that_nobody_knows(desk: Desk, ada: Person) -> None:
    for nowhere in ("<b>", "\u202eWien", "x" * 4000, "Atlantis"):
        await ada.says("/settings")
        await ada.taps("Time zone", "Somewhere else")
        await ada.says(nowhere)
        if nowhere == "\u202eWien":
            assert "Time zone: Vienna" in ada.last_text()
        else:
            assert ada.last_text().startswith("I do not know this place.")
    assert desk.shop.policy.zone.key == "Europe/Berlin"


async def test_an_answer_is_for_the_last_question_only(desk: Desk, clock: Clock, ada: Person) -> None:
    await desk.sells("ROM", "Rome guide", "Rom-Führer")
    await ada.connects()
    await ada.says("/settings")
    await ada.taps("Time zone", "Somewhere else")
    await ada.says("/orders")
    await ada.says("Rome guide")
    assert ada.last_text().startswith("Rome guide")

    await ada.says("/settings")
    await ada.taps("Time zone", "Somewhere else")
    await ada.taps("Settings")
    await ada.says("Rome guide")
    assert ada.last_text().startswith("Rome guide")

    await ada.says("/settings")
    await ada.taps("Time zone", "Somewhere else")
    clock.passes(minutes=16)
    await ada.says("Rome guide")
    assert ada.last_text().startswith("Rome guide")
    assert (await customers.read(desk.shop, "ada")).timezone is None


async def test_quiet_hours_are_the_shops_ones_own_or_none(desk: Desk, ada: Person) -> None:
    await ada.connects()
    await ada.says("/settings")
    assert "Quiet hours: none" in ada.last_text()

    await ada.taps("Quiet hours", "22:00 to 07:00")
    assert "Quiet hours: 22:00 to 07:00" in ada.last_text()
    assert (await customers.read(desk.shop, "ada")).quiet_hours == "22:00-07:00"
    await ada.taps("Quiet hours", "No quiet hours")
    assert (await customers.read(desk.shop, "ada")).quiet_hours == "off"
    await ada.taps("Quiet hours", "As the shop sets it: no quiet hours")
    assert (await customers.read(desk.shop, "ada")).quiet_hours is None


async def test_unlinking_takes_two_taps_and_leaves_everything_with_the_shop(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG")
    await ben.connects()
    await ben.says("/settings")
    await ben.taps("Anrede", "du", "Zeitzone", "Wien")

    await ben.taps("Verbindung zum Shop trennen")
    assert "Storniert wird nichts" in ben.last_text()
    await ben.taps("Ja, trennen")

    assert ben.last_text().startswith("Dieser Chat ist getrennt.")
    await ben.forges("unlink-yes*")
    assert ben.last_text().startswith("Deine Einstellungen")
    assert "Dieser Chat ist mit keiner Bestellung verbunden." in ben.last_text()
    assert "Zeitzone: Wien" in ben.last_text()
    assert "Verbindung zum Shop trennen" not in ben.labels()
    await ben.says("/orders")
    assert ben.last_text().startswith("Hier gibt es noch keine Bestellungen")
    assert await desk.states(order) == ["waiting"]
    left = await customers.read(desk.shop, "ben")
    assert (left.chat_id, left.name) == (None, "Ben")

    await ben.connects()
    assert ben.last_text().startswith("Du bist verbunden, Ben.")


async def test_settings_that_nobody_offered_change_nothing(desk: Desk, ada: Person) -> None:
    await ada.connects()
    for forged in ("zone:Atlantis/Capital", "hush:25-99", "hush:21-21", "du:maybe", "zone:../etc/passwd", "zone:"):
        await ada.forges(forged)
        assert ada.answers[-1]["text"]
    known = await customers.read(desk.shop, "ada")
    assert (known.timezone, known.quiet_hours, known.locale) == (None, None, "en")
