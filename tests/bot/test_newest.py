"""Where a page appears: in its place while it ends the chat, at the end of the chat when something stands below it."""

import pytest
from aiogram import Bot

from bot import newest
from tests.bot.cast import Desk, Person
from tests.conftest import Clock
from wording.words import Catalogues


async def test_on_the_newest_message_pages_replace_each_other(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    for number in ("B-1", "B-2"):
        await ben.orders("MUG", number=number)
    await ben.opens()

    await ben.connects()
    await ben.taps("Menü", "Meine Bestellungen", "B-1: Blaue Tasse", "Menü", "Einstellungen", "Menü", "Hilfe")

    assert ben.last_text().startswith("Das kann ich für Sie tun")
    assert len(ben.from_bot()) == 2


async def test_on_an_older_message_a_page_comes_at_the_end_and_the_old_one_stays(desk: Desk, ada: Person) -> None:
    await ada.opens()
    menu = ada.from_bot()[-1]
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.says("blue mug")

    await ada.presses(menu["message_id"], "orders:0*")

    assert ada.last_text().startswith("There are no orders of yours here.")
    assert len(ada.from_bot()) == 3
    assert ada.shown_in(menu["message_id"]) == menu["text"]
    assert ada.answers[-1]["text"] == ""

    await ada.taps("Find a product")

    assert ada.last_text().startswith("Which product are you looking for?")
    assert len(ada.from_bot()) == 3


async def test_what_a_person_wrote_is_newer_too(ada: Person) -> None:
    await ada.opens()
    await ada.does("sticker")
    await ada.opens()
    first = ada.from_bot()[0]

    await ada.presses(first["message_id"], "help*")

    assert ada.shown_in(first["message_id"]) == first["text"]
    assert ada.last_text().startswith("What I can do for you")


async def test_cards_change_in_their_place_wherever_they_stand(desk: Desk, ada: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", on_hand=1)
    await desk.sells("BLUE", "Blue mug", "Blaue Tasse", category="mugs")
    order = await ada.orders("BLUE", number="B-7")
    await ada.connects()
    card = ada.from_bot()[-1]["message_id"]
    await ada.says("/help")

    for act, shown in (
        ("switch", "Instead of Blue mug"),
        ("order", "1 × Blue mug"),
        ("cancel", "Cancel order B-7?"),
        ("cancel-yes", "1 × Blue mug\nOrder B-7\nThis order is cancelled."),
    ):
        await ada.presses(card, f"{act}:{order}*")
        assert ada.shown_in(card).startswith(shown)

    assert ada.last_text().startswith("What I can do for you")
    assert len(ada.from_bot()) == 2


async def test_a_letter_below_is_known_from_the_ledger(desk: Desk, ada: Person, clock: Clock) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG")
    await ada.connects()
    clock.passes(minutes=1)
    await ada.taps("Menu", "My orders")
    assert len(ada.from_bot()) == 1

    await ada.taps("Cancel", "Yes, cancel it")  # now the receipt is on its way
    await ada.taps("My orders")

    assert len(ada.from_bot()) == 2
    await ada.taps("Menu")
    assert len(ada.from_bot()) == 2


async def test_the_last_letter_counts_behind_many_older_ones(desk: Desk, ada: Person, clock: Clock) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    for _ in range(5):
        await ada.orders("MUG")
    await ada.connects()
    await ada.taps("Menu")
    assert len(ada.from_bot()) == 1

    clock.passes(minutes=1)
    await ada.orders("MUG")
    await ada.taps("Help")

    assert len(ada.from_bot()) == 2


async def test_after_a_restart_the_first_page_comes_anew(
    desk: Desk, ada: Person, bot: Bot, catalogues: Catalogues
) -> None:
    await ada.opens()

    ada.desk = Desk.of(desk.shop, bot, catalogues, desk.http)
    ada.desk.offset = desk.offset
    await ada.taps("Help")
    assert len(ada.from_bot()) == 2

    await ada.taps("My orders")
    assert len(ada.from_bot()) == 2


async def test_only_so_many_chats_are_remembered(ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "MOST_CHATS", 1)
    await ada.opens()
    await ben.opens()

    await ben.taps("Hilfe")
    await ada.taps("Help")

    assert (len(ada.from_bot()), len(ben.from_bot())) == (2, 1)
