"""The person's side: people who write, press, share, block, and see what bots answer. For the page and for tests."""

import base64
import binascii
import re
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from msgspec import Meta

from playground.callbacks import answers_for
from playground.files import dimensions, keep_file
from playground.problems import ProblemError, body_of
from playground.town import Person, Town
from playground.visits import (
    bot_of,
    card_of,
    corrected,
    member_changed,
    only_bot,
    open_for,
    person_of,
    place_for,
    press_on,
    sent,
    spoken,
    streamed,
)

MOST_SHOWN = 10_000  # messages and answers of one chat
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{2,24}")
# A grey square, for people who send a picture and have none: 1 pixel, PNG.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAKAjM1mJgAAAABJRU5ErkJggg=="
)

Here = NamedDependency[Town]
Text = Annotated[str, Meta(min_length=1, max_length=4096)]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$", max_length=35)]
Base64 = Annotated[str, Meta(max_length=10 * 1024 * 1024)]


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """A body in which nothing may stand that is not understood."""


class NewPerson(Asked):
    first_name: Name
    language_code: Language | None = None
    id: Annotated[int, Meta(ge=1, lt=2**52)] | None = None
    last_name: Name | None = None
    username: Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_]{3,31}$")] | None = None


class Say(Asked):
    text: Text
    reply_to: int | None = None


class Edit(Asked):
    message_id: int
    text: Text


class Press(Asked):
    message_id: int
    data: Annotated[str, Meta(min_length=1, max_length=64)]


class Open(Asked):
    payload: str = ""


class Contact(Asked):
    phone_number: str


class Picture(Asked):
    caption: Annotated[str, Meta(max_length=1024)] = ""
    content: Base64 | None = None


class Sticker(Asked):
    emoji: Annotated[str, Meta(min_length=1, max_length=16)] = "👍"


class Document(Asked):
    file_name: Annotated[str, Meta(min_length=1, max_length=255)] = "note.txt"
    caption: Annotated[str, Meta(max_length=1024)] = ""
    text: Annotated[str, Meta(max_length=1_000_000)] | None = None
    content: Base64 | None = None


class Nothing(Asked):
    """No argument is needed."""


def decoded(content: str | None) -> bytes | None:
    if content is None:
        return None
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise ProblemError(400, "The content is no base64.", "content") from broken


def photo_file(town: Town, picture: Picture) -> list[dict[str, Any]]:
    """Raises ProblemError for what is no picture; without any, a grey square is sent."""
    content = decoded(picture.content) or PICTURE
    if not dimensions(content)[0]:
        raise ProblemError(400, "This is no PNG, JPEG, GIF or WebP.", "content")
    return keep_file(town, "photo", "photo.png", content).photo()


def document_file(town: Town, given: Document) -> dict[str, Any]:
    content = decoded(given.content) or (given.text or "…").encode()
    return keep_file(town, "document", given.file_name, content).document()


class People(Controller):
    """`/playground/people`."""

    path = "/playground/people"

    @get()
    async def everybody(self, request: Request[Any, Any, Any], town: Here) -> dict[str, Any]:
        bot = bot_of(town, request) if request.query_params.get("bot") else only_bot(town)
        return {"items": [card_of(bot, person) for person in town.people.values()]}

    @post()
    async def move_in(self, request: Request[Any, Any, Any], town: Here) -> Response[dict[str, Any]]:
        """Make a person. An id that is known changes that person: people rename themselves and change languages."""
        new = await body_of(request, NewPerson)
        if not new.first_name.strip():
            raise ProblemError(400, "A person needs a first name.", "first_name")
        number = town.next_person() if new.id is None else new.id
        if number in town.by_id:
            raise ProblemError(409, "A bot has this id.", "id")
        known = number in town.people
        person = Person(number, new.first_name.strip(), new.language_code, new.last_name, new.username)
        town.put_person(person)
        for bot in town.bots.values():
            town.events.tell(bot.id, "person", number, **card_of(bot, person))
        await town.journal.settled()
        return Response(card_of(only_bot(town), person), status_code=200 if known else 201)

    @post("/{person_id:int}/say", status_code=200)
    async def say(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        said = await body_of(request, Say)
        place = open_for(town, request, person_id)
        if said.reply_to is not None and place.find(said.reply_to) is None:
            raise ProblemError(404, "There is no such message to reply to.", "reply_to")
        return await sent(place, **spoken(said.text), reply_to=said.reply_to or 0)

    @post("/{person_id:int}/edit", status_code=200)
    async def edit(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        asked = await body_of(request, Edit)
        return await corrected(open_for(town, request, person_id), person_id, asked.message_id, asked.text)

    @post("/{person_id:int}/press", status_code=200)
    async def press(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, str]:
        """Tap a button of any message that still stands, however old."""
        asked = await body_of(request, Press)
        place = open_for(town, request, person_id)
        query = press_on(place, place.person, asked.message_id, asked.data)
        await town.journal.settled()
        return {"callback_query_id": query}

    @post("/{person_id:int}/open", status_code=200)
    async def open(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        """Follow a deep link and tap Start. As in Telegram's apps, that unblocks a blocked bot."""
        payload = (await body_of(request, Open)).payload
        if not _PAYLOAD.fullmatch(payload):
            raise ProblemError(400, "A start payload is up to 64 of A-Z, a-z, 0-9, _ and -.", "payload")
        place = place_for(town, request, person_id)
        member_changed(place, blocked=False)
        return await sent(place, **spoken(f"/start {payload}"))

    @post("/{person_id:int}/contact", status_code=200)
    async def contact(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        """Share one's own number, as the button of a reply keyboard does: Telegram vouches for it with `user_id`."""
        number = (await body_of(request, Contact)).phone_number.strip()
        if not _PHONE.fullmatch(number):
            raise ProblemError(400, "This is no phone number.", "phone_number")
        place = open_for(town, request, person_id)
        person = person_of(town, person_id)
        contact: dict[str, Any] = {"phone_number": number, "first_name": person.first_name}
        if person.last_name:
            contact["last_name"] = person.last_name
        asked_in = place.chat.keyboard_from if place.chat.keyboard else 0
        return await sent(place, contact=contact | {"user_id": person_id}, reply_to=asked_in)

    @post("/{person_id:int}/photo", status_code=200)
    async def photo(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        picture = await body_of(request, Picture)
        place = open_for(town, request, person_id)
        file = photo_file(town, picture)
        return await sent(place, media="photo", file=file, **captioned(picture.caption))

    @post("/{person_id:int}/sticker", status_code=200)
    async def sticker(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        emoji = (await body_of(request, Sticker)).emoji
        place = open_for(town, request, person_id)
        file = keep_file(town, "sticker", "sticker.png", PICTURE)
        return await sent(place, media="sticker", file=file.sticker(emoji))

    @post("/{person_id:int}/document", status_code=200)
    async def document(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, int]:
        given = await body_of(request, Document)
        place = open_for(town, request, person_id)
        file = document_file(town, given)
        return await sent(place, media="document", file=file, **captioned(given.caption))

    @post("/{person_id:int}/block", status_code=200)
    async def block(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, bool]:
        return await _block(request, town, person_id, blocked=True)

    @post("/{person_id:int}/unblock", status_code=200)
    async def unblock(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, bool]:
        return await _block(request, town, person_id, blocked=False)

    @get("/{person_id:int}/chat")
    async def chat(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> dict[str, Any]:
        """What the person sees. Deleted messages are not in it."""
        place = place_for(town, request, person_id)
        messages = town.archive.of_chat(place.box, place.id, MOST_SHOWN)
        return {
            "messages": [place.seen(message) for message in messages],
            "answers": answers_for(town, place.bot, person_id, MOST_SHOWN),
            "keyboard": place.chat.keyboard,
            "started": place.chat.started,
            "blocked": place.chat.blocked,
        }

    @get("/{person_id:int}/events")
    async def events(self, request: Request[Any, Any, Any], town: Here, person_id: FromPath[int]) -> Stream:
        place = place_for(town, request, person_id)
        return streamed(town, place.bot, person_id)


def captioned(caption: str) -> dict[str, Any]:
    return spoken(caption, "caption") if caption.strip() else {}


async def _block(request: Request[Any, Any, Any], town: Town, person_id: int, *, blocked: bool) -> dict[str, bool]:
    await body_of(request, Nothing)
    member_changed(place_for(town, request, person_id), blocked=blocked)
    await town.journal.settled()
    return {"blocked": blocked}
