"""Telegram's updates: each is handled once, however often it comes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.cards import Drawn
from services.said import MOST_ACTS, Said
from services.shop import Shop
from storage.updates import Handled


@dataclass(frozen=True, slots=True)
class Line:
    """One update, what the bot answered with, and the cards that this has drawn."""

    handled: Handled
    said: Said | None = None
    drawn: Sequence[Drawn] = ()


@dataclass(slots=True)
class Sheet:
    """What waits to be written, and whether it was."""

    lines: list[Line] = field(default_factory=list)
    written: bool = False


class Notebook:
    """What was handled is written down afterwards, so that what a crash cuts short is done again.

    While one writes, others come to wait: the next of them writes for all of these, in one transaction.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._pen = asyncio.Lock()
        self._sheet = Sheet()

    async def note(self, bot_id: int, update_id: int, said: Said | None = None, drawn: Sequence[Drawn] = ()) -> None:
        """Returns when it is kept. `said`: what the bot answered with; `drawn`: where cards stand or stood."""
        line, sheet = Line(Handled(bot_id, update_id), said, drawn), self._sheet
        sheet.lines.append(line)
        async with self._pen:
            if sheet is self._sheet:
                self._sheet = Sheet()
                await self._write(sheet)
        if not sheet.written:  # by the one who held the pen: what kept them from it need not keep us
            await self._write(Sheet([line]))

    async def _write(self, sheet: Sheet) -> None:
        now = self._shop.now()
        said = [line.said for line in sheet.lines if line.said is not None]
        async with self._shop.store.begin() as tx:
            await tx.updates.note([line.handled for line in sheet.lines], now)
            await tx.said.put({words.chat_id: words.acts[:MOST_ACTS] for words in said}, now)
            await tx.cards.note([each for line in sheet.lines for each in line.drawn], now)
        sheet.written = True
