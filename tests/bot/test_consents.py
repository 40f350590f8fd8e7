"""Announcements in the chat: asked, agreed to with proof, stopped, and nothing else stops with them."""

from domain.consents import Consent
from services import consents, customers, linking
from services.shop import Shop
from tests.bot.cast import Desk, Person


async def word_of(shop: Shop, external_id: str) -> Consent | None:
    return (await customers.profile(shop, external_id)).marketing


async def test_a_yes_is_kept_with_what_was_read(desk: Desk, ben: Person) -> None:
    await ben.connects()
    await ben.says("/announcements")
    question = ben.last_text()

    await ben.taps("Ja, gern")

    said = await word_of(desk.shop, "ben")
    assert said == Consent(given=True, at=desk.shop.now(), wording=question, language="de")
    assert ben.last_text().startswith("Sie bekommen Ankündigungen. Am 11. Januar 2027 haben Sie Ja gesagt.")
    assert ben.last_alert() == "Vielen Dank!"


async def test_nobody_agrees_by_being_asked_or_by_linking(desk: Desk, ada: Person) -> None:
    await ada.connects()
    await ada.says("/announcements")

    assert await word_of(desk.shop, "ada") is None
    assert ada.labels() == ["Yes, please", "No, thank you", "Menu"]


async def test_a_no_can_become_a_yes_and_a_no_again_and_all_of_it_is_kept(desk: Desk, ada: Person) -> None:
    await ada.connects()
    await ada.says("/announcements")
    await ada.taps("No, thank you")
    assert ada.last_text().startswith("You get no announcements.")
    await ada.taps("Yes, please")
    await ada.taps("No more announcements")

    assert ada.last_text().startswith("You get no announcements.")
    kept = (await customers.export(desk.shop, "ada")).consents
    assert [(each.given, each.wording[:8]) for each in kept] == [
        (False, "May the "),
        (True, "May the "),
        (False, "No more "),
    ]


async def test_two_taps_at_once_are_one_yes(desk: Desk, ada: Person) -> None:
    await ada.connects()
    await ada.says("/announcements")

    await ada.taps_twice("Yes, please")

    assert len((await customers.export(desk.shop, "ada")).consents) == 1


async def test_a_yes_to_another_wording_is_asked_again(desk: Desk, ada: Person) -> None:
    """A button from before the question was reworded: that yes was to something else."""
    await ada.connects()

    await ada.forges("agree:0123456789ab")

    assert await word_of(desk.shop, "ada") is None
    assert ada.last_text().startswith("May the shop send you announcements")
    await ada.forges("agree:nonsense")
    assert ada.last_alert() == "This button no longer does anything. Please write /start."


async def test_a_question_read_in_german_is_proved_in_german(desk: Desk, ben: Person) -> None:
    await ben.connects()
    await ben.says("/announcements")
    question = ben.last_text()
    await customers.set_language(desk.shop, (await customers.read(desk.shop, "ben")).id, "en")
    ben.language = "en"

    await ben.taps("Ja, gern")

    said = await word_of(desk.shop, "ben")
    assert said is not None
    assert (said.wording, said.language) == (question, "de")


async def test_a_yes_from_before_the_link_goes_along(desk: Desk, ada: Person) -> None:
    await ada.says("/announcements")
    await ada.taps("Yes, please")

    await ada.connects()

    said = await word_of(desk.shop, "ada")
    assert said is not None
    assert said.given


async def test_the_newest_word_counts_when_two_become_one(desk: Desk, ada: Person) -> None:
    known = await customers.read(desk.shop, "ada")
    await consents.say(desk.shop, known.id, given=True, wording="May we?", language="en")
    await ada.says("/announcements")
    await ada.taps("No, thank you")

    await ada.connects()

    said = await word_of(desk.shop, "ada")
    assert said is not None
    assert not said.given
    assert len((await customers.export(desk.shop, "ada")).consents) == 2


async def test_a_yes_does_not_outlive_the_person(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG")
    await ada.connects()
    await ada.says("/announcements")
    await ada.taps("Yes, please")

    await customers.forget(desk.shop, "ada")

    assert await word_of(desk.shop, "ada") is None
    assert (await linking.create(desk.shop, "ada")).payload
