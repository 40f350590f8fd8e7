"""Free text when nothing comes as it should: twice, out of order, in any script, from people who leave."""

import asyncio

from aiogram import Bot

from services import customers, subscriptions
from tests.bot.cast import Desk, Person
from tests.conftest import Clock
from wording.words import Catalogues

SCRIPTS = (
    "Здравствуйте, где мой заказ?",
    "مرحبا، أين طلبي؟",
    "שלום, איפה ההזמנה שלי?",
    "你好，我的订单在哪里？",
    "こんにちは、注文はどこですか",
    "नमस्ते, मेरा ऑर्डर कहाँ है?",
    "Γειά σου",
    "ሰላም",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "\u202egnirts desrever",
    "\u200b‌‍",
    "👩‍👩‍👧‍👦👍🏿",
    "10٤15 １０４１５",
)
"""Whatever is not English or German is answered, and never with more than a question."""


async def open_shop(desk: Desk, person: Person) -> list[int]:
    await desk.sells("KETTLE", "Gooseneck kettle", "Wasserkessel mit Schwanenhals")
    await desk.sells("LAMP", "Desk lamp", "Schreibtischlampe")
    orders = [await person.orders("KETTLE", number="10415"), await person.orders("LAMP", number="10416")]
    await person.connects()
    return orders


async def test_every_script_and_every_length_gets_one_answer_and_changes_nothing(desk: Desk, ada: Person) -> None:
    orders = await open_shop(desk, ada)
    long = ("cancel " * 1000)[:4096], "10415 " * 682, "ja " * 1365, "🏺" * 2048, "a" * 4096
    before = len(ada.from_bot())

    for number, text in enumerate((*SCRIPTS, *long), start=1):
        await ada.says(text)
        assert len(ada.from_bot()) == before + number, text[:40]
        assert not ada.last_text().startswith("We are sorry"), text[:40]

    assert [await desk.states(order) for order in orders] == [["waiting"], ["waiting"]]


async def test_a_text_that_comes_again_is_answered_once(desk: Desk, ben: Person) -> None:
    await open_shop(desk, ben)
    before = len(ben.from_bot())
    await ben._acts("say", text="Storniere 10415 und sag mir Bescheid, wenn die Schreibtischlampe da ist")
    (update,) = await desk.bot.get_updates(offset=desk.offset, timeout=0)

    await asyncio.gather(*(desk.dispatcher.feed_update(desk.bot, update) for _ in range(3)))

    await ben.looks()
    assert len(ben.from_bot()) == before + 2


async def test_a_yes_that_overtakes_its_question_is_only_a_yes(desk: Desk, ada: Person) -> None:
    orders = await open_shop(desk, ada)
    for text in ("please cancel order 10415", "yes"):
        await ada._acts("say", text=text)
    question, answer = await desk.bot.get_updates(offset=desk.offset, timeout=0)

    await desk.dispatcher.feed_update(desk.bot, answer)
    await desk.dispatcher.feed_update(desk.bot, question)

    await ada.looks()
    assert ada.from_bot()[-2]["text"] == "Gladly. What would you like to do?"
    assert ada.last_text().startswith("Cancel order 10415?")
    assert await desk.states(orders[0]) == ["waiting"]


async def test_a_word_and_a_tap_at_once_cancel_once(desk: Desk, ada: Person) -> None:
    kettle, lamp = await open_shop(desk, ada)
    await ada.says("please cancel order 10415")
    message_id, data = ada._button("Yes, cancel it")

    await ada._acts("press", message_id=message_id, data=data)
    await ada._acts("say", text="yes cancel it")
    await ada._acts("press", message_id=message_id, data=data)
    await desk.hears()

    await ada.looks()
    assert await desk.states(kettle) == ["waiting", "cancelled"]
    assert await desk.states(lamp) == ["waiting"]


async def test_two_taps_on_a_guess_and_a_sign_up_leave_one_alert(desk: Desk, ada: Person) -> None:
    await open_shop(desk, ada)
    await ada.says("please let me know as soon as the desk lamp is back")

    await ada.taps_twice("Yes, tell me")

    person = await customers.in_chat(desk.shop, ada.id, None)
    assert [alert.sku for alert in await subscriptions.of_customer(desk.shop, person.id)] == ["LAMP"]


async def test_buttons_from_last_year(desk: Desk, ben: Person, clock: Clock) -> None:
    orders = await open_shop(desk, ben)
    await ben.says("Ich möchte meine Bestellung stornieren")
    clock.passes(days=400)

    await ben.taps("10415: Wasserkessel mit Schwanenhals")
    assert ben.last_text().startswith("Bestellung 10415 stornieren?")

    for data in (
        "meant:cancel_backorder:0:1",
        "meant:unknown_wish:0:1",
        "meant:out_of_scope:0:1",
        "alert-ask:999999:2",
    ):
        await ben.forges(f"{data}*")
        await ben.forges(data)
    assert [await desk.states(order) for order in orders] == [["waiting"], ["waiting"]]


async def test_what_was_said_counts_for_an_hour(desk: Desk, ben: Person, clock: Clock) -> None:
    await open_shop(desk, ben)
    await ben.says("Ich möchte meine Bestellung stornieren")
    clock.passes(minutes=59)
    await ben.says("die zweite")
    assert ben.last_text().startswith("Bestellung 10415 stornieren?")

    await ben.says("Ich möchte meine Bestellung stornieren")
    clock.passes(minutes=61)
    await ben.says("die zweite")
    assert "stornieren?" not in ben.last_text()


async def test_another_process_knows_what_was_said(desk: Desk, ben: Person, bot: Bot, catalogues: Catalogues) -> None:
    await open_shop(desk, ben)
    await ben.says("Ich möchte meine Bestellung stornieren")

    ben.desk = Desk.of(desk.shop, bot, catalogues, desk.http)
    ben.desk.offset = desk.offset
    await ben.says("die zweite")

    assert ben.last_text().startswith("Bestellung 10415 stornieren?")


async def test_who_blocks_in_the_middle_of_two_wishes_disturbs_nobody(desk: Desk, ada: Person, cem: Person) -> None:
    await open_shop(desk, ada)
    await ada._acts("say", text="Cancel order 10415 and tell me when the desk lamp is back")
    await ada._acts("block")
    await cem._acts("say", text="Haben Sie Lampen?")

    await desk.hears()

    await cem.looks()
    assert cem.last_text().startswith("Schreibtischlampe")


async def test_a_new_product_is_known_with_the_next_text(desk: Desk, ada: Person) -> None:
    await ada.opens()
    await ada.says("do you have a turntable?")
    assert "Turntable classic" not in ada.last_text()

    await desk.sells("TURNTABLE", "Turntable classic", "Plattenspieler Klassik")
    await ada.says("do you have a turntable?")

    assert ada.last_text().startswith("Turntable classic\n")
