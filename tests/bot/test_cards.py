"""The card of an order is kept true where it stands: no new message, and nothing out of date above it."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from domain.actors import MERCHANT
from services import backorders, customers, housekeeping, linking, messages, products, supplies
from services.supplies import SupplyChange
from storage.messages import MessageQuery
from tests.bot.cast import Desk, Message, Person
from tests.conftest import Clock


async def later(desk: Desk, clock: Clock, *people: Person) -> int:
    """A minute has passed; answers how many cards were looked at."""
    clock.passes(minutes=1)
    looked_at = await desk.keeps_cards()
    for person in people:
        await person.looks()
    return looked_at


async def waits(person: Person, number: str, quantity: int = 1) -> int:
    """One of a queue for mugs, connected, with their card before them."""
    order = await person.orders("MUG", quantity, number=number)
    await person.connects()
    return order


async def moves(desk: Desk, to: date) -> None:
    found = await supplies.page(desk.shop, sku="MUG", state=None, after=None, limit=1)
    await supplies.change(desk.shop, found.items[0].id, SupplyChange(expected_on=to))


async def renamed(desk: Desk, german: str) -> None:
    known = (await products.read(desk.shop, "MUG")).product
    await products.put(desk.shop, replace(known, name=known.name | {"de": german}))


async def mugs(desk: Desk) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 3, 9))


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]


async def test_a_day_that_nobody_is_told_of_stands_on_the_card(desk: Desk, ada: Person, clock: Clock) -> None:
    await mugs(desk)
    await waits(ada, "B-77", 2)
    before, buttons = len(ada.messages), ada.labels()
    letters = await messages.page(desk.shop, MessageQuery())
    assert "by 12 March 2027 at the latest" in ada.last_text()
    assert await later(desk, clock) == 0

    await moves(desk, date(2027, 3, 10))
    assert await later(desk, clock, ada) == 1

    assert ada.last_text() == (
        "2 × Blue mug\nOrder B-77\nYou are number 1 of 1 in line: you are next.\n"
        "We ship your order by 13 March 2027 at the latest."
    )
    assert ada.labels() == buttons
    assert len(ada.messages) == before
    assert await messages.page(desk.shop, MessageQuery()) == letters
    # Its buttons still stand on a page of the bot's own: a tap changes it where it is.
    await ada.taps("History", "‹ Back to the order")
    assert len(ada.messages) == before
    assert await later(desk, clock) == 0


async def test_the_place_moves_up_until_the_order_is_over(desk: Desk, ada: Person, ben: Person, clock: Clock) -> None:
    await mugs(desk)
    first, second = await waits(ada, "B-77", 2), await waits(ben, "B-78")
    assert "Sie stehen auf Platz 2 von 2; vor Ihnen werden noch 2 Stück vergeben." in ben.last_text()
    letters = len(ben.messages)

    await backorders.cancel(desk.shop, first, MERCHANT)
    assert await later(desk, clock, ada, ben) == 2
    assert "Sie stehen auf Platz 1 von 1 und sind als Nächstes dran." in ben.last_text()
    assert (ada.last_text(), ada.labels()[0]) == ("2 × Blue mug\nOrder B-77\nThis order is cancelled.", "Cancelled ✓")

    await customers.set_address(desk.shop, (await desk.order(second)).order.customer_id, informal=True)
    assert await later(desk, clock, ben) == 1
    assert "Du stehst auf Platz 1 von 1 und bist als Nächstes dran." in ben.last_text()
    await renamed(desk, "Alte Tasse")
    await backorders.cancel(desk.shop, second, MERCHANT)
    assert await later(desk, clock, ben) == 1
    assert ben.last_text() == "1 × Alte Tasse\nBestellung B-78\nDiese Bestellung ist storniert."
    await renamed(desk, "Tasse")
    assert await later(desk, clock) == 0
    assert len(ben.messages) == letters


async def test_the_newer_card_makes_the_older_one_quiet(desk: Desk, ada: Person, clock: Clock) -> None:
    await mugs(desk)
    await waits(ada, "B-77")
    await ada.says("/orders")
    old, new = (message["message_id"] for message in ada.from_bot()[-2:])
    await ada.taps_twice("Refresh")
    assert await later(desk, clock, ada) == 1
    quiet = ada.from_bot()[-2]
    assert (quiet["message_id"], labels(quiet)) == (old, [])
    assert quiet["text"] == "1 × Blue mug\nOrder B-77\nA newer message in this chat shows how it stands now."

    # A question that took the card's place is not painted over; once it is the card again, it is kept true again.
    await ada.taps("Cancel")
    await moves(desk, date(2027, 3, 10))
    assert await later(desk, clock, ada) == 0
    await ada.taps("No, keep it")
    await moves(desk, date(2027, 3, 11))
    assert await later(desk, clock, ada) == 1
    assert (ada.from_bot()[-1]["message_id"], "by 14 March 2027" in ada.last_text()) == (new, True)
    assert ada.from_bot()[-2] == quiet


async def test_who_writes_is_answered_first_and_nobody_waits_for_what_is_gone(
    desk: Desk, ada: Person, ben: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mugs(desk)
    await waits(ada, "B-77")
    await waits(ben, "B-78")
    async with desk.dispatcher["chats"].turn(ada.id):
        await moves(desk, date(2027, 3, 10))
        await desk.bot.delete_message(ben.id, ben.from_bot()[-1]["message_id"])
        assert await later(desk, clock, ada) == 2
        assert "by 12 March 2027" in ada.last_text()
    assert await later(desk, clock, ada) == 1
    assert "by 13 March 2027" in ada.last_text()
    # Where Telegram does not answer nobody waits for long; it is tried again.
    await moves(desk, date(2027, 3, 12))
    await desk.http.post(
        "/playground/faults", json={"method": "editMessageText", "kind": "hang", "seconds": 1, "times": 1}
    )
    with monkeypatch.context() as impatient:
        impatient.setattr("bot.cards.LONGEST_CHANGE", 0.05)
        assert await later(desk, clock) == 1
    assert await later(desk, clock, ada) == 1
    assert "by 15 March 2027" in ada.last_text()
    assert await later(desk, clock) == 0
    await moves(desk, date(2027, 3, 11))
    # Two processes at once: each card is in one pair of hands.
    clock.passes(minutes=1)
    assert sorted(await asyncio.gather(desk.keeps_cards(), desk.keeps_cards())) == [0, 1]


async def test_who_keeps_the_bot_out_is_left_alone_until_they_are_back(desk: Desk, ada: Person, clock: Clock) -> None:
    await mugs(desk)
    order = await waits(ada, "B-77")
    await ada.does("block")
    await moves(desk, date(2027, 3, 10))
    await customers.set_blocked(desk.shop, ada.id, blocked=False)  # nobody has noticed yet
    assert await later(desk, clock) == 1
    person = await customers.read(desk.shop, "ada")
    assert person.blocked
    assert await later(desk, clock) == 0
    await ada.does("unblock")
    assert await later(desk, clock, ada) == 1
    assert "by 13 March 2027" in ada.shown_in(ada.from_bot()[0]["message_id"])

    await linking.unlink(desk.shop, person.id)
    await moves(desk, date(2027, 3, 11))
    assert await later(desk, clock) == 0
    clock.passes(days=31)
    assert await housekeeping.clean(desk.shop) > 0
    assert await desk.cards_of(order) == 0


async def test_a_card_goes_with_its_reader_and_after_a_month_of_silence(desk: Desk, ada: Person, clock: Clock) -> None:
    await mugs(desk)
    order = await waits(ada, "B-77")
    clock.passes(days=29)
    await ada.says("/orders")
    clock.passes(days=29)
    await housekeeping.clean(desk.shop)
    assert await desk.cards_of(order) == 2
    await customers.forget(desk.shop, "ada")
    assert await desk.cards_of(order) == 0
    assert (await desk.order(order)).order.order_number == "B-77"
