"""Inline mode: asked above the keyboard, answered by the bot, one result sent."""

from typing import Any

import pytest

from tests.playground.conftest import ADA, BOB, Bench


def article(**changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Pot</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "Pot", "input_message_content": content} | changes


async def asked(bench: Bench, words: str = "pot") -> str:
    query = (await bench.person(ADA, "inline", query=words))["inline_query_id"]
    update = (await bench.updates(allowed_updates=["inline_query", "message"]))[-1]
    assert update["inline_query"]["id"] == query
    assert update["inline_query"]["query"] == words
    await bench.bot("getUpdates", offset=update["update_id"] + 1)
    return str(query)


async def test_a_result_is_offered_chosen_and_sent_as_the_persons_own(bench: Bench) -> None:
    await bench.bot("getUpdates", allowed_updates=["inline_query", "message"])
    query = await asked(bench)
    path = f"/playground/people/{ADA}/inline/{query}"
    assert (await bench.ask("GET", path))["results"] is None

    button = {"inline_keyboard": [[{"text": "Open", "url": "https://t.me/shop_bot?start=p_1"}]]}
    await bench.bot(
        "answerInlineQuery", inline_query_id=query, results=[article(description="In", reply_markup=button)]
    )
    assert (await bench.ask("GET", path))["results"] == [{"id": "1", "title": "Pot", "description": "In"}]

    await bench.person(ADA, "inline/choose", inline_query_id=query, result_id="1")
    seen = (await bench.chat(ADA))["messages"][-1]
    assert (seen["text"], seen["from_bot"], seen["buttons"][0][0]["text"]) == ("Pot", False, "Open")
    heard = (await bench.updates())[-1]["message"]
    assert heard["via_bot"]["username"] == "shop_bot"
    assert heard["from"]["id"] == ADA


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ("{", "can't parse inline query results JSON object"),
        ({}, "can't parse inline query results: expected an Array"),
        ([1], "can't parse inline query result: expected an Object"),
        ([article(id="")], "RESULT_ID_INVALID"),
        ([article(id="x" * 65)], "RESULT_ID_INVALID"),
        ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(id=str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(input_message_content={"message_text": ""})], "MESSAGE_EMPTY"),
        ([article(type="gif")], "the playground shows results of type article only"),
    ],
)
async def test_what_telegram_refuses(bench: Bench, results: Any, words: str) -> None:
    await bench.bot("getUpdates", allowed_updates=["inline_query", "message"])
    query = await asked(bench)
    assert (
        await bench.refused("answerInlineQuery", inline_query_id=query, results=results) == f"400 Bad Request: {words}"
    )


async def test_a_question_is_answered_once_and_is_its_askers_own(bench: Bench) -> None:
    await bench.bot("getUpdates", allowed_updates=["inline_query", "message"])
    query = await asked(bench)
    await bench.bot("answerInlineQuery", inline_query_id=query, results=[])
    again = await bench.refused("answerInlineQuery", inline_query_id=query, results=[])
    assert again.startswith("400 Bad Request: query is too old")
    assert (await bench.answer("GET", f"/playground/people/{BOB}/inline/{query}"))[0] == 404
    choose = f"/playground/people/{ADA}/inline/choose"
    assert (await bench.answer("POST", choose, {"inline_query_id": query, "result_id": "1"}))[0] == 404
    assert (await bench.answer("GET", f"/playground/people/{ADA}/inline/x"))[0] == 404
