"""Buttons under messages, and what their presses are answered with."""

import pytest
from playwright.async_api import expect

from tests.playground.page.cast import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# How many lines the longest word of a button takes.
LINES_OF_LONGEST_WORD = """key => {
  const words = key.querySelector(".key-words").firstChild;
  const longest = words.data.split(" ").reduce((one, other) => (other.length > one.length ? other : one));
  const range = document.createRange(), from = words.data.indexOf(longest);
  range.setStart(words, from); range.setEnd(words, from + longest.length);
  return range.getClientRects().length;
}"""


async def test_a_press_edits_the_message_in_its_place_and_keeps_the_focus(desk: Visit) -> None:
    ada = await desk.is_somebody()
    message = await desk.shop.writes(ada, "Blue mug", [{"text": "Cancel", "callback_data": "cancel:1"}])
    button = desk[f"message-{message}"].get_by_test_id("inline-button")

    await button.focus()
    await desk.page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await desk.shop.hears("callback_query")
    keyboard = {"inline_keyboard": [[{"text": "Yes, cancel it", "callback_data": "yes:1"}]]}
    await desk.shop.call("editMessageText", chat_id=ada, message_id=message, text="Sure?", reply_markup=keyboard)
    await desk.shop.call("answerCallbackQuery", callback_query_id=query["id"])

    assert query["data"] == "cancel:1"
    await expect(button).to_have_text("Yes, cancel it")
    await expect(button).to_be_focused()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(desk[f"message-{message}"]).to_contain_text("edited")


async def test_two_quick_taps_are_two_presses(desk: Visit) -> None:
    ada = await desk.is_somebody()
    await desk.shop.writes(ada, "Blue mug", [{"text": "Cancel", "callback_data": "cancel:1"}])

    await desk["inline-button"].dblclick()

    ids = {(await desk.shop.hears("callback_query"))["id"] for _ in range(2)}
    assert len(ids) == 2


async def test_an_answer_passes_by_and_an_alert_waits(desk: Visit) -> None:
    ada = await desk.is_somebody()
    await desk.shop.writes(ada, "Blue mug", [{"text": "Wait", "callback_data": "w"}])

    for words, alert in (("Noted.", False), ("Already cancelled.", True)):
        await desk["inline-button"].click()
        query = await desk.shop.hears("callback_query")
        await desk.shop.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=alert)
        await expect(desk["alert" if alert else "toast"]).to_contain_text(words)

    await desk["alert-ok"].click()
    await expect(desk["alert"]).to_have_count(0)


async def test_a_contact_is_shared_by_the_bots_keyboard(desk: Visit) -> None:
    ada = await desk.is_somebody()
    keyboard = {"keyboard": [[{"text": "Share my number", "request_contact": True}]], "one_time_keyboard": True}
    await desk.shop.call("sendMessage", chat_id=ada, text="Your number?", reply_markup=keyboard)

    await desk["reply-button"].click()
    await desk["field-phone_number"].fill("+491705550101")
    await desk["contact-form-go"].click()

    assert (await desk.shop.hears("message"))["contact"]["phone_number"].lstrip("+") == "491705550101"


async def test_long_words_are_not_broken_and_make_room_for_themselves(phone: Visit) -> None:
    jonas = await phone.is_somebody("Jonas", "de")
    labels = ["Meine Bestellungen", "Menü", "Benachrichtigungseinstellungen", "Lieferbenachrichtigung"]
    keys = [{"text": label, "callback_data": label} for label in labels]
    await phone.shop.writes(jonas, "Hallo", keys[:2], keys[2:], [{"text": "Wort" * 16, "callback_data": "w"}])
    await phone["inline-button"].last.wait_for()

    for label in labels:
        assert await phone["inline-button"].filter(has_text=label).evaluate(LINES_OF_LONGEST_WORD) == 1, label
    boxes = [box for box in [await key.bounding_box() for key in await phone["inline-button"].all()] if box]
    tops = [box["y"] for box in boxes]
    assert (tops[0] == tops[1], tops[2] < tops[3]) == (True, True)
    assert boxes[0]["width"] > boxes[1]["width"]
    assert {box["height"] for box in boxes[:4]} == {44}, "each on one line"
    assert await phone["inline-button"].last.evaluate("key => key.scrollWidth <= key.clientWidth")
