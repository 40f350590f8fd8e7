"""A conversation written down while it happens: what a person does, what the bot shows, as prose to be read."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import CollectorRegistry

from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from domain.notices import MessageState
from storage.messages import MessageQuery
from tests.bot.cast import Desk, Person

Shown = tuple[str, tuple[tuple[str, ...], ...]]


@dataclass
class Scribe:
    """One person's conversation, in one language."""

    person: Person
    name: str
    lines: list[str] = field(default_factory=list)
    seen: dict[int, Shown] = field(default_factory=dict)
    answers: int = 0

    async def says(self, text: str) -> None:
        self.lines.append(f"**{self.name}:** {text}\n")
        await self.person.says(text)
        self._writes_down()

    async def taps(self, label: str) -> None:
        self.lines.append(f"*{self.name} taps “{label}”.*\n")
        await self.person.taps(label)
        self._writes_down()

    async def shares(self, number: str) -> None:
        """Their own telephone number."""
        self.lines.append(f"*{self.name} shares their number.*\n")
        await self.person.shares(number)
        self._writes_down()

    async def opens(self, payload: str, what: str) -> None:
        self.lines.append(f"*{self.name} {what}.*\n")
        await self.person.opens(payload)
        self._writes_down()

    async def happens(self, what: str) -> None:
        """Something in the shop; the post goes out, and the person reads it."""
        self.lines.append(f"*{what}*\n")
        await post_goes_out(self.person.desk)
        await self.person.looks()
        self._writes_down()

    def text(self) -> str:
        return "\n".join(self.lines)

    def _writes_down(self) -> None:
        for message in self.person.from_bot():
            shown = _shown(message)
            if (before := self.seen.get(message["message_id"])) != shown:
                self.seen[message["message_id"]] = shown
                self.lines.append(_quoted(shown, again=before is not None))
        for answer in self.person.answers[self.answers :]:
            if answer["text"]:
                self.lines.append(f"> ⓘ {answer['text']}\n")
        self.answers = len(self.person.answers)


async def post_goes_out(desk: Desk) -> None:
    """Everything that is due, by a real courier."""
    courier = Courier(
        desk.shop.store,
        desk.bot,
        desk.catalogues,
        Pace(paced=False),
        Metrics(CollectorRegistry()),
        now=desk.shop.now,
    )
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(courier.run(stop))
        while await _due(desk):  # noqa: ASYNC110 - the database knows when all is settled
            await asyncio.sleep(0.01)
        stop.set()
        await running


async def _due(desk: Desk) -> bool:
    async with desk.shop.store.read() as tx:
        return bool((await tx.messages.page(MessageQuery(state=MessageState.DUE, limit=1))).items)


def _shown(message: dict[str, Any]) -> Shown:
    keys = (message["reply_keyboard"] or {}).get("keyboard", [])
    buttons = tuple(tuple(button["text"] for button in row) for row in message["buttons"] + keys)
    file = message["document"]
    return message["text"] + (f"\n📄 {file['file_name']}" if file else ""), buttons


def _quoted(shown: Shown, *, again: bool) -> str:
    text, buttons = shown
    lines = [*(["*(in the same place)*"] if again else []), *text.splitlines()]
    if buttons:
        lines += ["", " · ".join(f"[{label}]" for row in buttons for label in row)]
    return "".join(f"> {line}".rstrip() + "  \n" if line else ">\n" for line in lines)
