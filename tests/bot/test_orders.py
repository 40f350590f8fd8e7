"""My orders: connected by a link, looked at, cancelled."""

from datetime import date

import pytest

from bot.app import feed
from domain.actors import MERCHANT
from domain.backorders import Ship
from domain.money import Money
from domain.notices import DateChanged
from domain.slips import Attention, Choice
from services import backorders, products
from storage.sights import BackorderQuery
from tests.bot.cast import Desk, Person


async def test_a_link_connects_and_shows_the_order_at_once(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 3, 9))
    await ben.orders("MUG", 3)
    await ada.orders("MUG", 2, number="B-77")

    await ada.connects()

    assert ada.last_text() == (
        "You are connected, Ada. We write to you here when something changes.\n\n"
        "2 × Blue mug\n"
        "Order B-77\n"
        "You are number 2 of 2 in line; 3 units go to others first.\n"
        "We ship your order by 12 March 2027 at the latest."
    )
    assert ada.labels() == ["Cancel", "Switch", "Refresh", "History", "While you wait", "My orders", "Menu"]


async def test_the_same_in_german(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 3, 9))
    await ada.orders("MUG", 1)
    await ben.orders("MUG", 2, number="B-78")

    await ben.connects()

    assert ben.last_text() == (
        "Sie sind verbunden, Ben. Wenn sich etwas ändert, schreiben wir Ihnen hier.\n\n"
        "2 × Blaue Tasse\n"
        "Bestellung B-78\n"
        "Sie stehen auf Platz 2 von 2; vor Ihnen wird noch 1 Stück vergeben.\n"
        "Wir versenden Ihre Bestellung bis spätestens 12. März 2027."
    )
    assert ben.labels()[3:] == ["Verlauf", "Solange Sie warten", "Meine Bestellungen", "Menü"]


async def test_whoever_is_connected_is_not_asked_to_connect(ada: Person, cem: Person) -> None:
    await ada.connects()
    assert ada.last_text().endswith("There are no orders of yours here at the moment.")
    assert ada.labels() == ["Find a product", "Menu"]

    await cem.says("/orders")
    assert cem.last_text().endswith("verbinden Sie diesen Chat damit: Dann sehen Sie hier alles.")
    assert cem.labels() == ["Bestellung verbinden", "Artikel suchen", "Menü"]


async def test_two_taps_cancel_and_a_third_changes_nothing(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG", 2, number="B-79", paid=Money(2580, "EUR"))
    await ada.connects()

    await ada.taps("Cancel")

    assert ada.last_text() == (
        "Cancel order B-79?\n"
        "2 × Blue mug\n"
        "You lose your place in line: number 1 of 1.\n"
        "You get €25.80 back by 25 January 2027 at the latest."
    )
    assert await desk.states(order) == ["waiting"]

    await ada.taps("Yes, cancel it")

    assert ada.last_text() == (
        "2 × Blue mug\nOrder B-79\nThis order is cancelled.\nYou get €25.80 back by 25 January 2027 at the latest.\n\n"
        "Would you tell us why? It helps us, and you need not."
    )

    await ada.taps_again()

    assert ada.last_alert() == "This order is already cancelled."
    assert await desk.states(order) == ["waiting", "cancelled"]
    assert len(ada.from_bot()) == 1


async def test_two_taps_at_once_cancel_once(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG")
    await ben.connects()
    await ben.taps("Stornieren")

    await ben.taps_twice("Ja, stornieren")

    assert ben.last_alert() == "Diese Bestellung ist schon storniert."
    assert [answer["alert"] for answer in ben.answers[-2:]] == [False, True]
    assert "Diese Bestellung ist storniert." in ben.last_text()
    assert await desk.states(order) == ["waiting", "cancelled"]

    await ben.taps("Es dauert zu lange")
    assert ben.last_text().endswith("Danke, dass Sie es uns gesagt haben.")
    await ben.taps("Storniert ✓")
    assert ben.last_text().endswith("Diese Bestellung ist storniert.")


async def test_no_means_no(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG")
    await ada.connects()

    await ada.taps("Cancel", "No, keep it")

    assert "You are number 1 of 1 in line: you are next." in ada.last_text()
    assert await desk.states(order) == ["waiting"]


async def test_units_set_aside_and_no_date_are_said_plainly(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", on_hand=2)
    await ada.orders("MUG", 3)
    await ada.connects()

    assert "2 of 3 are set aside for you." in ada.last_text()
    assert "There is no date for this order yet" in ada.last_text()

    await ada.taps("Cancel")

    assert "The 2 units that are set aside for you go to the next people in line." in ada.last_text()


async def test_every_state_has_its_words_and_its_buttons(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", on_hand=1)
    order = await ada.orders("MUG")
    await ada.connects()
    assert "Everything is here and set aside for you." in ada.last_text()

    await backorders.release(desk.shop, order, MERCHANT)
    await ada.taps("Refresh")
    assert "On its way to you." in ada.last_text()
    assert ada.labels() == ["History", "My orders", "Menu"]

    await backorders.fulfil(desk.shop, order, MERCHANT)
    await ada.taps("My orders")
    assert "Delivered." in ada.last_text()

    await ada.forges(f"cancel:{order}")
    assert ada.last_alert() == "This order has already been delivered."


async def test_parts_that_have_left_are_counted(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", on_hand=1)
    order = await ben.orders("MUG", 3, ship=Ship.PARTIAL)
    await backorders.release(desk.shop, order, MERCHANT)

    await ben.connects()

    assert "1 von 3 Stück ist schon unterwegs." in ben.last_text()


async def test_refresh_says_when_nothing_has_changed(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG")
    await ada.connects()

    await ada.taps("Refresh", "Refresh")

    assert ada.last_alert() == "Nothing has changed."
    assert len(ada.from_bot()) == 1


async def test_many_orders_are_one_message_to_leaf_through(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    for number in range(7):
        await ben.orders("MUG", number=f"B-{number}")
    await ben.connects()
    await ben.says("/orders")

    assert ben.last_text().startswith(
        "Ihre Bestellungen\n\n"
        "B-6 · 1 × Blaue Tasse\nPlatz 7 von 7, noch kein Termin\n\n"
        "B-5 · 1 × Blaue Tasse\nPlatz 6 von 7, noch kein Termin"
    )
    assert ben.last_text().count("Blaue Tasse") == 4
    await ben.taps("Weitere ›")
    assert ben.labels() == ["B-2: Blaue Tasse", "B-1: Blaue Tasse", "B-0: Blaue Tasse", "‹ Zurück", "Menü"]

    await ben.taps("B-0: Blaue Tasse")

    assert "Bestellung B-0\nSie stehen auf Platz 1 von 7" in ben.last_text()
    assert len(ben.from_bot()) == 2


async def test_a_list_says_each_orders_state_in_a_line(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.sells("POT", "Teapot", "Teekanne", on_hand=1)
    await desk.sells("CUP", "Cup", "Becher")
    await desk.expects("MUG", 5, date(2027, 3, 9))
    for person in (ada, ben):
        for sku in ("MUG", "POT", "CUP"):
            await person.orders(sku, number=f"{sku}-{person.external_id}")
    await products.discontinue(desk.shop, "CUP")
    await ada.connects()
    await ben.connects()

    assert ada.last_text().split("\n\n")[2:] == [
        "CUP-ada · 1 × Cup\nThis product has been discontinued and will not come in again.",
        "POT-ada · 1 × Teapot\nEverything is here and set aside for you.",
        "MUG-ada · 1 × Blue mug\nNumber 1 of 2 in line, ships by 12 March 2027 at the latest",
    ]
    assert "Platz 2 von 2, Versand bis spätestens 12. März 2027" in ben.last_text()


async def test_an_order_number_in_a_sentence_opens_the_own_order_only(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG", number="B-500")
    await ben.orders("MUG", number="B-501")
    await ada.connects()

    await ada.says("what about order b-500?")
    assert "Order B-500" in ada.last_text()

    await ada.says("and B-501?")
    assert ada.last_text().startswith("Order B-501 is not among your orders here.")


@pytest.mark.parametrize("written", ["where is 2026110042", "where is 2026-11-0042"])
async def test_a_number_of_year_month_and_count_is_found_without_its_hyphens(
    desk: Desk, ada: Person, written: str
) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG", number="2026-11-0042")
    await ada.orders("MUG", number="2026-11-0043")
    await ada.connects()

    await ada.says(written)

    assert "2026-11-0042" in ada.last_text()
    assert "2026-11-0043" not in ada.last_text()


async def test_a_forged_press_opens_nobody_elses_order(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    theirs = await ada.orders("MUG")
    await ben.connects()

    for act in ("order", "cancel", "cancel-yes", "switch", "keep", "ask"):
        await ben.forges(f"{act}:{theirs}")
        assert ben.last_alert().startswith("Diese Bestellung gehört nicht zu Ihren Bestellungen.")
        await ben.forges(f"{act}:{theirs}*")
        assert ben.last_alert().startswith("Diese Bestellung gehört nicht zu Ihren Bestellungen.")

    assert await desk.states(theirs) == ["waiting"]
    assert not any("Tasse" in line for line in ben.lines())


async def test_the_couriers_news_stays_and_its_buttons_open_something_new(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG", number="B-600")
    await ada.connects()
    await ada.reads(
        DateChanged(
            backorder_id=order,
            order_number="B-600",
            product={"en": "Blue mug"},
            quantity=1,
            old=date(2027, 3, 12),
            new=None,
        )
    )
    news = ada.from_bot()[-1]

    await ada.taps("Keep waiting")

    assert ada.shown_in(news["message_id"]) == news["text"]
    assert ada.last_text().startswith("Thank you. You keep your place.\n\n1 × Blue mug")
    before = next(m for m in ada.messages if m["message_id"] == news["message_id"])
    assert [b["text"] for row in before["buttons"] for b in row] == ["Switch", "Cancel", "Ask a person", "Menu"]
    [kept] = (await backorders.read(desk.shop, order, MERCHANT)).answers
    assert kept.choice is Choice.WAIT

    await ada.presses(news["message_id"], f"cancel:{order}")  # the courier's own button
    assert ada.last_text().startswith("Cancel order B-600?")
    assert ada.shown_in(news["message_id"]) == news["text"]

    await ada.presses(news["message_id"], f"ask:{order}")
    assert ada.last_text().startswith("Thank you. Our team knows that you would like to talk to a person.")
    asking = await backorders.page(desk.shop, BackorderQuery(attention=True))
    assert [view.order.attention for view in asking.items] == [Attention.ASKS_PERSON]

    await ada.presses(news["message_id"], "menu")  # the button that asked is used up; the way to a person is not
    await ada.taps("Talk to a person")
    assert ada.last_text().startswith("Thank you. Our team knows that you would like to talk to a person.")


async def test_nobody_keeps_a_place_that_is_gone(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG")
    await ben.connects()
    await backorders.cancel(desk.shop, order, MERCHANT)

    await ben.forges(f"keep:{order}")

    assert ben.last_alert() == "Diese Bestellung ist schon storniert."
    assert "Sie behalten Ihren Platz" not in ben.last_text()


async def test_a_card_that_was_deleted_comes_anew(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ada.orders("MUG")
    await ada.connects()
    card = ada.from_bot()[-1]["message_id"]

    await ada.presses_before_it_is_deleted("Cancel")

    assert ada.last_text().startswith("Cancel order")
    assert ada.from_bot()[-1]["message_id"] > card


async def test_a_button_of_a_message_too_old_to_be_seen_still_works(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG", number="B-700")
    await ada.connects()
    sender = {"id": ada.id, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
    query = {
        "id": "1",
        "from": sender,
        "chat_instance": "1",
        "data": f"cancel:{order}*",
        "message": {"chat": chat, "message_id": 1, "date": 0},
    }

    await feed(desk.dispatcher, desk.bot, {"update_id": 10**9, "callback_query": query})
    await ada.looks()

    assert ada.last_text().startswith("Cancel order B-700?")


async def test_a_discontinued_product_promises_nothing(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ben.orders("MUG")
    await products.discontinue(desk.shop, "MUG")

    await ben.connects()

    assert "Dieser Artikel wurde eingestellt" in ben.last_text()
    assert "Termin" not in ben.last_text()


async def test_names_with_angle_brackets_and_of_any_length_fit(desk: Desk, ada: Person) -> None:
    await desk.sells("BOLD", "<b>Mug & more</b>", "<b>Tasse</b>")
    for number in range(5):
        sku = f"LONG-{number}"
        await desk.sells(sku, f"{number} " + "🏺" * 900, "lang")
        await ada.orders(sku, number=f"{number}" + "N" * 50)
    await ada.orders("BOLD", number="B-<i>")
    await ada.connects()

    assert "B-<i> · 1 × <b>Mug & more</b>\n" in ada.last_text()
    await ada.taps("More ›")
    assert all(len(label) <= 60 for label in ada.labels())
