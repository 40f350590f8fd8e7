"""From everywhere it is two taps to a person of the shop, and where nobody reads along that is said."""

import pytest

from domain.contact import Contact
from domain.conversations import Trouble
from domain.policy import ShopPolicy
from domain.slips import Attention
from services import conversations, remarks
from storage.conversations import ConversationQuery
from tests.bot.cast import Desk, Person


@pytest.fixture
def policy() -> ShopPolicy:
    return ShopPolicy(contact=Contact(email="help@shop.example"))


async def test_two_taps_from_a_card_to_a_person(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG", number="B-7")
    await ada.connects()

    await ada.taps("Menu", "Talk to a person")

    assert ada.last_text().startswith("Thank you. Our team knows that you would like to talk to a person.")
    assert ada.labels() == ["B-7: Blue mug", "My orders", "Menu"]

    await ada.taps("B-7: Blue mug")

    assert ada.last_text().startswith("Thank you. Our team knows that you would like to talk to a person.")
    assert (await desk.order(order)).order.attention is Attention.ASKS_PERSON


async def test_without_a_team_the_way_is_elsewhere_and_the_wish_is_kept(desk: Desk, cem: Person) -> None:
    await cem.says("/person")

    assert "In diesem Chat liest niemand vom Team mit." in cem.last_text()
    assert "Per E-Mail: help@shop.example" in cem.last_text()
    assert cem.labels() == ["Meine Bestellungen", "Menü"]
    listed, _ = await conversations.page(desk.shop, ConversationQuery())
    assert [talk.conversation.trouble for talk in listed.items] == [Trouble.NO_TEAM]


async def test_free_text_stays_with_the_bot_until_staff_has_answered(desk: Desk, cem: Person) -> None:
    await cem.says("/person")
    await cem.says("Teekanne")
    assert "Mit einem Menschen sprechen" in cem.labels(), "the bot answers, and offers the team"
    listed, _ = await conversations.page(desk.shop, ConversationQuery())
    talk = listed.items[0].conversation

    await remarks.answer(desk.shop, talk.id, "Guten Tag!")
    answers = len(cem.from_bot())
    await cem.says("Teekanne?")

    assert len(cem.from_bot()) == answers
    said = (await conversations.read(desk.shop, talk.id)).remarks
    assert [remark.html for remark in said] == ["Guten Tag!", "Teekanne?"]
