"""A product shown to a friend: written after the bot's name in any chat."""

from typing import Any

from services import linking
from tests.bot.cast import Desk, Person


async def offered(person: Person, words: str) -> tuple[str, list[dict[str, Any]]]:
    """What stands above the keyboard after typing."""
    address = f"/playground/people/{person.id}/inline"
    query = (await person.desk.http.post(address, json={"query": words})).json()["inline_query_id"]
    await person.desk.hears()
    found = (await person.desk.http.get(f"{address}/{query}")).json()["results"]
    return query, found


async def test_a_friend_is_shown_a_product_and_the_way_to_its_alert(desk: Desk, ada: Person) -> None:
    await linking.note_bot(desk.shop, "shop_bot")
    await desk.sells("POT", "Teapot <b>", "Teekanne", image_url="https://shop.example/pot.jpg")
    await ada.connects()

    query, found = await offered(ada, "teapot")
    number = await desk.product_id("POT")
    assert [(one["title"], one["thumbnail_url"]) for one in found] == [("Teapot <b>", "https://shop.example/pot.jpg")]
    assert "Not in stock, but you can order it." in found[0]["description"]

    said = len(ada.from_bot())
    await ada.does("inline/choose", inline_query_id=query, result_id=found[0]["id"])
    shared = ada.messages[-1]
    assert shared["text"].startswith("Teapot <b>\n€12.90\nNot in stock")
    assert shared["buttons"] == [[{"text": "Open in the chat", "url": f"https://t.me/shop_bot?start=p_{number}"}]]
    assert len(ada.from_bot()) == said, "our own card is no question to us"


async def test_without_words_stands_what_the_person_waits_for(desk: Desk, ben: Person) -> None:
    await desk.sells("POT", "Teapot", "Teekanne")
    await desk.sells("MUG", "Mug", "Becher")
    await ben.connects()
    await ben.says("Becher")
    await ben.taps("Bescheid sagen, wenn wieder da")

    _, found = await offered(ben, "")
    assert [one["title"] for one in found] == ["Becher"]


async def test_a_stranger_is_answered_in_their_apps_language_and_not_written_down(desk: Desk) -> None:
    await desk.sells("POT", "Teapot", "Teekanne", on_hand=1)
    stranger = await desk.meets("Kim", "de")

    assert (await offered(stranger, "teekanne"))[1][0]["description"] == "Auf Lager."
    assert (await offered(stranger, ""))[1] == []
    assert (await offered(stranger, "gibt es nicht"))[1] == []
    async with desk.shop.store.read() as tx:
        assert await tx.customers.by_chat(stranger.id) is None
