"""Groups: where a support team sits, with topics if they are forums."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.params import FromPath
from msgspec import Meta

from playground.chats import administrator
from playground.people import (
    MOST_SHOWN,
    Asked,
    Document,
    Edit,
    Here,
    Picture,
    Text,
    captioned,
    document_file,
    photo_file,
)
from playground.places import Place
from playground.problems import ProblemError, body_of
from playground.town import Bot, Group, Person, Town
from playground.visits import corrected, person_of, press_on, spoken


class NewGroup(Asked):
    title: Annotated[str, Meta(min_length=1, max_length=128)]
    is_forum: bool = False


class Say(Asked):
    person: int
    text: Text
    message_thread_id: int | None = None
    reply_to: int | None = None


class PhotoThere(Picture, kw_only=True):
    person: int
    message_thread_id: int | None = None
    reply_to: int | None = None


class DocumentThere(Document, kw_only=True):
    person: int
    message_thread_id: int | None = None
    reply_to: int | None = None


class EditThere(Edit):
    person: int


class PressThere(Asked):
    person: int
    message_id: int
    data: Annotated[str, Meta(min_length=1, max_length=64)]


def any_bot(town: Town) -> Bot:
    """Groups are shared by all bots; any of them lends its eyes."""
    for bot in town.bots.values():
        return bot
    raise ProblemError(404, "There is no bot yet: none was named at the start, none has called.", "bot")


def place_in(town: Town, group_id: int) -> tuple[Place, Group]:
    group = town.groups.get(group_id)
    if group is None:
        raise ProblemError(404, f"There is no group {group_id}.", "id")
    return Place(town, any_bot(town), None, group), group


async def sent_there(
    town: Town, group_id: int, said: Say | PhotoThere | DocumentThere, **content: Any
) -> dict[str, int]:
    """Put a member's message into the group, or into a topic of it, and into every bot's mailbox."""
    place, group = place_in(town, group_id)
    person = person_of(town, said.person)
    thread = said.message_thread_id or 0
    topic = group.topic(thread)
    if thread and topic is None:
        raise ProblemError(404, "There is no such topic.", "message_thread_id")
    if topic and topic.closed:
        raise ProblemError(409, "This topic is closed.", "message_thread_id")
    if said.reply_to and place.find(said.reply_to) is None:
        raise ProblemError(404, "There is no such message to reply to.", "reply_to")
    join(place, group, person)
    # Outside of replies, Telegram links a topic's messages to the one that opened it.
    message = place.new(person.id, thread=thread, reply_to=said.reply_to or thread, **content)
    place.keep(message, "message")
    place.hear("message", place.show(message))
    await town.journal.settled()
    return {"message_id": message.id}


def join(place: Place, group: Group, person: Person) -> None:
    if person.id not in group.members:
        group.members.append(person.id)
        place.town.put_group(group)


def _announce(town: Town, group: Group) -> None:
    """Each bot hears that it was made an administrator, as at Telegram."""
    for bot in town.bots.values():
        wanted = bot.profile.allowed_updates
        if wanted is not None and "my_chat_member" not in wanted:
            continue
        founder = next(iter(town.people.values()), Person(1, "Telegram"))
        update = {
            "chat": group.chat(),
            "from": founder.user(),
            "date": town.now(),
            "old_chat_member": {"user": bot.user, "status": "left"},
            "new_chat_member": administrator(town, bot.id),
        }
        bot.mailbox.put(group.id, "my_chat_member", update)


class Groups(Controller):
    """`/playground/groups`. Ids are negative, as at Telegram."""

    path = "/playground/groups"

    @get()
    async def all(self, town: Here) -> dict[str, Any]:
        return {
            "items": [
                {"id": group.id, "title": group.title, "is_forum": group.is_forum} for group in town.groups.values()
            ]
        }

    @post()
    async def found(self, request: Request[Any, Any, Any], town: Here) -> dict[str, Any]:
        new = await body_of(request, NewGroup)
        group = Group(town.next_group(), new.title, new.is_forum)
        town.put_group(group)
        _announce(town, group)
        await town.journal.settled()
        return {"id": group.id, "title": group.title, "is_forum": group.is_forum}

    @post("/{group_id:int}/say", status_code=200)
    async def say(self, request: Request[Any, Any, Any], town: Here, group_id: FromPath[int]) -> dict[str, int]:
        said = await body_of(request, Say)
        return await sent_there(town, group_id, said, **spoken(said.text))

    @post("/{group_id:int}/photo", status_code=200)
    async def photo(self, request: Request[Any, Any, Any], town: Here, group_id: FromPath[int]) -> dict[str, int]:
        picture = await body_of(request, PhotoThere)
        file = photo_file(town, picture)
        return await sent_there(town, group_id, picture, media="photo", file=file, **captioned(picture.caption))

    @post("/{group_id:int}/document", status_code=200)
    async def document(self, request: Request[Any, Any, Any], town: Here, group_id: FromPath[int]) -> dict[str, int]:
        given = await body_of(request, DocumentThere)
        file = document_file(town, given)
        return await sent_there(town, group_id, given, media="document", file=file, **captioned(given.caption))

    @post("/{group_id:int}/edit", status_code=200)
    async def edit(self, request: Request[Any, Any, Any], town: Here, group_id: FromPath[int]) -> dict[str, int]:
        """A member corrects the text, or the caption, of a message of their own."""
        asked = await body_of(request, EditThere)
        place, _ = place_in(town, group_id)
        return await corrected(place, asked.person, asked.message_id, asked.text)

    @post("/{group_id:int}/press", status_code=200)
    async def press(self, request: Request[Any, Any, Any], town: Here, group_id: FromPath[int]) -> dict[str, str]:
        asked = await body_of(request, PressThere)
        place, group = place_in(town, group_id)
        person = person_of(town, asked.person)
        query = press_on(place, person, asked.message_id, asked.data)
        join(place, group, person)
        await town.journal.settled()
        return {"callback_query_id": query}

    @get("/{group_id:int}/chat")
    async def chat(self, town: Here, group_id: FromPath[int]) -> dict[str, Any]:
        place, group = place_in(town, group_id)
        messages = town.archive.of_chat(place.box, place.id, MOST_SHOWN)
        return {
            "id": group.id,
            "title": group.title,
            "is_forum": group.is_forum,
            "topics": [
                {"message_thread_id": topic.id} | {k: v for k, v in msgspec.structs.asdict(topic).items() if k != "id"}
                for topic in group.topics
            ],
            "messages": [place.seen(message) for message in messages],
        }
