"""The chat: what is written, what is read, and where the eye stays."""

import pytest
from playwright.async_api import expect

from tests.playground.page.cast import CARD, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_empty_chat_offers_start_and_says_what_the_bot_does(desk: Visit) -> None:
    await desk.shop.call("setMyDescription", description="Says when your order arrives.")
    ada = await desk.person("Ada", started=False)
    await desk.opens(ada)
    await expect(desk["welcome"]).to_contain_text("Says when your order arrives.")

    await desk["start"].click()

    assert (await desk.shop.hears("message"))["text"] == "/start"
    await desk.shop.writes(ada, "Hello Ada")
    await desk.sees("Hello Ada")
    await expect(desk["composer"]).to_be_visible()


async def test_what_is_written_reaches_the_bot(desk: Visit) -> None:
    await desk.is_somebody()

    await desk["composer"].fill("where is my mug?")
    await desk["composer"].press("Enter")

    assert (await desk.shop.hears("message"))["text"] == "where is my mug?"
    await desk.sees("where is my mug?")
    await expect(desk["composer"]).to_have_value("")
    await desk["composer"].fill("and the plate?")
    await desk["send"].click()
    assert (await desk.shop.hears("message"))["text"] == "and the plate?"


async def test_a_link_to_the_bot_opens_it_wherever_it_stands(desk: Visit) -> None:
    ada = await desk.is_somebody()

    await desk["composer"].fill(f"https://t.me/{CARD.username}?start=link-abc_1")
    await desk["composer"].press("Enter")
    assert (await desk.shop.hears("message"))["text"] == "/start link-abc_1"

    link = f"https://t.me/{CARD.username}?start=p-MUG"
    await desk.shop.writes(ada, "See", [{"text": "Open", "url": link}, {"text": "Shop", "url": "https://example.org/"}])
    await desk["inline-button"].first.click()
    assert (await desk.shop.hears("message"))["text"] == "/start p-MUG"
    await expect(desk["inline-button"].last).to_have_attribute("target", "_blank")

    await desk["menu"].click()
    await desk["menu-link"].click()
    await desk["field-link"].fill("only-the-payload")
    await desk["link-form-go"].click()
    assert (await desk.shop.hears("message"))["text"] == "/start only-the-payload"


async def test_the_bots_commands_are_offered_in_the_persons_language(desk: Visit) -> None:
    for language, words in (("", "My orders"), ("de", "Meine Bestellungen")):
        commands = [{"command": "orders", "description": words}]
        await desk.shop.call("setMyCommands", commands=commands, language_code=language)
    jonas = await desk.person("Jonas", "de")
    await desk.opens(jonas)

    await desk["commands"].click()
    await expect(desk["commands-menu"]).to_contain_text("Meine Bestellungen")
    await desk["command-orders"].click()

    assert (await desk.shop.hears("message"))["text"] == "/orders"


async def test_typing_is_shown(desk: Visit) -> None:
    ada = await desk.is_somebody()
    await expect(desk["composer"]).to_be_visible()

    await desk.shop.call("sendChatAction", chat_id=ada, action="typing")

    await expect(desk["chat-sub"]).to_have_text("is typing …")
    await desk.shop.writes(ada, "Here it is.")
    await expect(desk["chat-sub"]).to_have_text("You are Ada · English")


async def test_blocking_stops_the_bot_until_unblocked(desk: Visit) -> None:
    ada = await desk.is_somebody()
    await desk.shop.writes(ada, "Hello")
    await expect(desk["composer"]).to_be_visible()

    await desk["menu"].click()
    await desk["menu-block"].click()

    assert (await desk.shop.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(desk["composer"]).to_have_count(0)
    await expect(desk[f"person-{ada}"]).to_contain_text("bot blocked")
    await desk["unblock"].click()
    await expect(desk["composer"]).to_be_visible()
    assert (await desk.shop.hears("my_chat_member"))["new_chat_member"]["status"] == "member"


async def test_whoever_reads_old_messages_is_not_pulled_away(desk: Visit) -> None:
    ada = await desk.person("Ada")
    for number in range(9):
        await desk.shop.writes(ada, f"Message {number}" + "\nand a line" * 12)
    await desk.opens(ada)
    await expect(desk["log"].get_by_text("Message 8")).to_be_in_viewport()

    await desk.page.locator("#scroll").evaluate("node => node.scrollTo(0, 0)")
    await expect(desk["jump"]).to_be_visible()
    await desk.shop.writes(ada, "The newest one")
    await expect(desk["jump"]).to_contain_text("1")
    await expect(desk["log"].get_by_text("The newest one")).not_to_be_in_viewport()

    await desk["jump"].click()
    await expect(desk["log"].get_by_text("The newest one")).to_be_in_viewport()


async def test_of_a_link_only_the_command_is_shown(desk: Visit) -> None:
    ada = await desk.is_somebody()

    await desk.http.post(f"/playground/people/{ada}/open", json={"payload": "l_one-time_Secret"})

    assert (await desk.shop.hears("message"))["text"] == "/start l_one-time_Secret"
    await expect(desk["log"].locator(".text")).to_have_text(["/start", "/start"])
    await expect(desk[f"person-{ada}"]).not_to_contain_text("Secret")
