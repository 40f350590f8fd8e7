"""Inline mode: a person types @bot and a few words anywhere, the bot offers results, the person sends one of them."""

import secrets
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta

from playground.callbacks import TOO_OLD
from playground.keyboards import inline_of
from playground.links import checked_link, with_found
from playground.markup import formatted
from playground.problems import ProblemError, body_of
from playground.town import Bot, InlineQuery, Town
from playground.visits import open_for, person_of, place_for, sent
from playground.wire import Call, bad_request

MOST_RESULTS = 50  # Bot API: answerInlineQuery
LONGEST_ID = 64  # bytes of a result's id
LONGEST_TEXT = 4096  # characters after parsing
REMEMBERED = 1000  # queries of the whole town; the oldest are forgotten first

Here = NamedDependency[Town]


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    query: Annotated[str, Meta(max_length=256)] = ""
    offset: Annotated[str, Meta(max_length=64)] = ""


class Choose(msgspec.Struct, forbid_unknown_fields=True):
    inline_query_id: Annotated[str, Meta(max_length=20)]
    result_id: Annotated[str, Meta(min_length=1, max_length=64)]


def answer_inline_query(town: Town, bot: Bot, call: Call) -> Any:
    query = town.inline.get(call.integer("inline_query_id"))
    results = _results(call)
    if query is None or query.bot != bot.id or query.results is not None:
        raise bad_request(TOO_OLD)
    query.results = results
    town.events.tell(bot.id, "inline", query.person, inline_query_id=str(query.id), results=_seen(query))
    return True


def _results(call: Call) -> list[dict[str, Any]]:
    try:
        given = call.json("results")
    except ValueError as broken:
        raise bad_request("can't parse inline query results JSON object") from broken
    if not isinstance(given, list):
        raise bad_request("can't parse inline query results: expected an Array")
    if len(given) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    found = [_article(one) for one in given]
    if len({one["id"] for one in found}) < len(found):
        raise bad_request("RESULT_ID_DUPLICATE")
    return found


def _article(given: object) -> dict[str, Any]:
    """Raises WireError for what Telegram refuses, and for the kinds of result that the playground has none of."""
    if not isinstance(given, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    one = Call(given)
    if one.text("type") != "article":
        raise bad_request("the playground shows results of type article only")
    if not 0 < len(one.text("id").encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not one.text("title").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = given.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("there is no input message content")
    text, entities = formatted(Call(content), "message_text", "entities")
    if not text:
        raise bad_request("MESSAGE_EMPTY")
    if len(text) > LONGEST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    kept = {"id": one.text("id"), "title": one.text("title"), "description": one.text("description")}
    thumbnail = checked_link(one.text("thumbnail_url"))
    message = {"text": text, "entities": with_found(text, entities), "markup": inline_of(one)}
    return kept | {"thumbnail_url": thumbnail, "message": message}


def _seen(query: InlineQuery) -> list[dict[str, Any]] | None:
    """As the person's list shows them: what would be sent is seen when it is."""
    if query.results is None:
        return None
    return [{name: value for name, value in one.items() if name != "message" and value} for one in query.results]


class Inline(Controller):
    """`/playground/people/{id}/inline`: what happens above the keyboard."""

    path = "/playground/people/{person_id:int}/inline"

    @post(status_code=200)
    async def ask(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, str]:
        """The bot need not have been started; it hears of the question where it asks for inline queries."""
        asked = await body_of(request, Ask)
        place = place_for(town, request, person_id)
        number = (town.now() << 31) + secrets.randbelow(1 << 31)
        town.inline[number] = InlineQuery(number, place.bot.id, person_id)
        if len(town.inline) > REMEMBERED:
            del town.inline[next(iter(town.inline))]
        user = person_of(town, person_id).user()
        content = {"id": str(number), "from": user, "query": asked.query, "offset": asked.offset, "chat_type": "sender"}
        place.hear("inline_query", content)
        await town.journal.settled()
        return {"inline_query_id": str(number)}

    @get("/{query_id:str}")
    async def results(self, town: Here, person_id: FromPath[int], query_id: FromPath[str]) -> dict[str, Any]:
        """`results` is null until the bot has answered."""
        return {"results": _seen(_found(town, person_id, query_id))}

    @post("/choose", status_code=200)
    async def choose(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        """Send a result into the person's own chat with the bot, as any chat would get it: `via_bot`."""
        chosen = await body_of(request, Choose)
        query = _found(town, person_id, chosen.inline_query_id)
        result = next((one for one in query.results or () if one["id"] == chosen.result_id), None)
        if result is None:
            raise ProblemError(404, "The bot offered no such result.", "result_id")
        place = open_for(town, request, person_id)
        return await sent(place, **result["message"], via_bot=query.bot)


def _found(town: Town, person_id: int, query_id: str) -> InlineQuery:
    query = town.inline.get(int(query_id)) if query_id.isascii() and query_id.isdigit() else None
    if query is None or query.person != person_id:
        raise ProblemError(404, "This person asked no such thing.", "inline_query_id")
    return query
