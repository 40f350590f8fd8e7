"""The test bench's handles: limits, faults, what the bot shows of itself, files, the guide."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from msgspec import UNSET, Meta, UnsetType

from playground.commands import shown_commands
from playground.faults import MOST_FAULTS, Fault, Kind
from playground.files import content_of, file_by_id
from playground.guide import Guide
from playground.limits import PER_GROUP
from playground.people import Asked, Here
from playground.problems import ProblemError, body_of
from playground.profile import spoken
from playground.town import Town
from playground.visits import bot_of, streamed
from playground.wire import whole

Rate = Annotated[float, Meta(gt=0, le=1_000_000)]
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


class NewLimits(Asked):
    per_bot: Rate | UnsetType | None = UNSET
    per_chat: Rate | UnsetType | None = UNSET
    per_group: Rate | UnsetType | None = UNSET


class NewFault(Asked):
    method: Annotated[str, Meta(min_length=1, max_length=64)]
    error_code: Annotated[int, Meta(ge=400, le=599)] = 500
    chat_id: int | None = None
    description: Annotated[str, Meta(max_length=512)] | None = None
    retry_after: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    times: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    kind: Kind = "error"
    seconds: Annotated[float, Meta(gt=0, le=600)] = 60.0


def shown_limits(town: Town) -> dict[str, Any]:
    limits = town.limits
    return {
        "per_bot": limits.per_bot,
        "per_chat": limits.per_chat,
        "per_group": limits.per_group,
        "violations": limits.violations,
    }


@get("/playground/limits")
async def get_limits(town: Here) -> dict[str, Any]:
    """Messages a second per bot and per chat, messages a minute per group; null is off."""
    return shown_limits(town)


@put("/playground/limits")
async def put_limits(request: Request[Any, Any, Any], town: Here) -> dict[str, Any]:
    """What is left out stays as it is; but `per_group` follows `per_chat` off and on again."""
    new = await body_of(request, NewLimits)
    limits = town.limits
    per_bot = limits.per_bot if new.per_bot is UNSET else new.per_bot
    per_chat = limits.per_chat if new.per_chat is UNSET else new.per_chat
    per_group = limits.per_group
    if new.per_group is not UNSET:
        per_group = new.per_group
    elif new.per_chat is not UNSET:
        per_group = None if per_chat is None else (per_group or PER_GROUP)
    limits.change(per_bot, per_chat, per_group)
    return shown_limits(town)


@get("/playground/faults")
async def list_faults(town: Here) -> dict[str, Any]:
    """Those that wait, and how often each kind was met so far."""
    return {"items": town.faults.listed(), "used": town.faults.used}


@post("/playground/faults")
async def add_fault(request: Request[Any, Any, Any], town: Here) -> dict[str, Any]:
    new = await body_of(request, NewFault)
    if len(town.faults.waiting) >= MOST_FAULTS:
        raise ProblemError(409, f"There are {MOST_FAULTS} faults waiting already.")
    fault = Fault(**msgspec.structs.asdict(new))
    town.faults.add(fault)
    return msgspec.structs.asdict(fault)


@delete("/playground/faults", status_code=204)
async def clear_faults(town: Here) -> None:
    town.faults.clear()


@get("/playground/bots")
async def bots(town: Here) -> dict[str, Any]:
    return {"items": [bot.user for bot in town.bots.values()]}


@get("/playground/bot")
async def bot(request: Request[Any, Any, Any], town: Here) -> dict[str, Any]:
    """What the bot shows of itself to somebody who speaks `?language=` (and, if given, is `?person=`)."""
    profile = bot_of(town, request)
    language = str(request.query_params.get("language", ""))[:2].lower()
    person = str(request.query_params.get("person", "0"))
    number = whole(person)
    kept = profile.profile
    return {
        "id": profile.id,
        "username": kept.username,
        "name": spoken(kept.names, language) or kept.first_name,
        "description": spoken(kept.descriptions, language),
        "short_description": spoken(kept.short_descriptions, language),
        "commands": shown_commands(profile, number, language),
        "menu_button": kept.menu_buttons.get(str(number)) or kept.menu_buttons.get("") or {"type": "default"},
    }


@get("/playground/events")
async def events(request: Request[Any, Any, Any], town: Here) -> Stream:
    """Everything that happens to anybody in the chats of one bot."""
    return streamed(town, bot_of(town, request), None)


@get("/playground/file/{file_id:str}")
async def file(town: Here, file_id: FromPath[str]) -> Response[bytes]:
    """A file as its reader gets it: pictures to look at, the rest to save."""
    found = file_by_id(town, file_id)
    if found is None:
        raise ProblemError(404, "There is no such file.", "file_id")
    picture = found.mime_type in PICTURES and found.kind != "document"
    name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in found.name)
    headers = {
        "Content-Disposition": "inline" if picture else f'attachment; filename="{name}"',
        # A bot may send any bytes; they must never run as a page of this origin.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    kind = found.mime_type if picture else "application/octet-stream"
    return Response(content_of(town, found), media_type=kind, headers=headers)


@get("/playground/guide")
async def guide(guide_card: NamedDependency[Guide | None]) -> Guide:
    return guide_card or Guide()


HANDLERS = (get_limits, put_limits, list_faults, add_fault, clear_faults, bots, bot, events, file, guide)
