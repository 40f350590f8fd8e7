"""The playground as one application: build it, serve it, write to it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from litestar import Litestar
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import HTTPScope, LifeSpanReceive, LifeSpanScope, LifeSpanSend, Receive, Scope, Send

from playground.botapi import BotApi, is_bot_api
from playground.groups import Groups
from playground.guide import Guide, GuideCall, GuideLink
from playground.inline import Inline
from playground.page import page_handlers
from playground.people import People
from playground.problems import MAX_BODY, ProblemError, on_http, on_problem
from playground.town import BotCard, Person, Town
from playground.webhooks import Postman
from playground.workbench import HANDLERS

__all__ = ["BotCard", "Guide", "GuideCall", "GuideLink", "Person", "Playground", "build"]

LAST_WORDS = 1.0  # seconds in which calls under way may still be answered at the end


class Playground(Litestar):
    """Litestar for people; the Bot API goes past its router."""

    bot_api: BotApi
    town: Town

    def close(self) -> None:
        """Let go everybody who waits: held polls, open event streams, hanging calls.

        To be called before a server is told to stop: granian finishes the requests under way before it ends the
        lifespan, so that the lifespan comes too late to end them. Calling it twice does no harm.
        """
        self.town.close()

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        if scope["type"] == ScopeType.HTTP and is_bot_api(cast("HTTPScope", scope)["path"]):
            await self.bot_api(cast("HTTPScope", scope), cast("Receive", receive), cast("Send", send))
        else:
            await super().__call__(scope, receive, send)


def build(
    *,
    journal: Path | None,
    bots: Sequence[BotCard] = (),
    any_token: bool = False,
    guide: Guide | None = None,
    people: Sequence[Person] = (),
    clock: Callable[[], float] = time.time,
) -> Playground:
    """The playground, ready to be served by any ASGI server, in one process.

    `journal` is its SQLite file, None keeps everything in memory. `people` are made only where nobody lives yet.
    The files behind it are opened here and closed when the application's lifespan ends.
    """
    town = Town(journal, any_token=any_token, clock=clock)
    town.settle(bots, people)
    api = BotApi(town)
    app = Playground(
        [People, Inline, Groups, *HANDLERS, *page_handlers(guide.api if guide else None)],
        dependencies={
            "town": Provide(lambda: town, sync_to_thread=False),
            "guide_card": Provide(lambda: guide, sync_to_thread=False),
        },
        exception_handlers={ProblemError: on_problem, HTTPException: on_http},
        lifespan=[lambda _app: _life(town, api)],
        openapi_config=None,
        # The process that serves decides how things are logged.
        logging_config=None,
        request_max_body_size=MAX_BODY,
    )
    app.bot_api, app.town = api, town
    return app


@asynccontextmanager
async def _life(town: Town, api: BotApi) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        postman = Postman(town, tasks, api.perform)
        town.moved_in = postman.serve
        for bot in town.bots.values():
            postman.serve(bot)
        await town.journal.settled()
        yield
        town.close()
        await postman.close()
        await api.finish(LAST_WORDS)
    town.journal.close()
