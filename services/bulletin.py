"""The news of one event, gathered per person while a use case runs: one event makes one message per person."""

import secrets
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from domain.allocation import Place
from domain.digest import waits_for_company
from domain.notices import MOST_PER_LETTER, BackInStock, Kind, Lane, Letter, News, SharedNews, rank
from domain.policy import ShopPolicy, zone_of
from domain.subscriptions import InLine
from services.shop import Shop
from storage.circulars import PAGE
from storage.customers import Due, Reader, Rhythm
from storage.store import Tx

MANY = 50
"""Orders with the same news: from so many on their letters are written by the database."""


class Wave:
    """Everyone who is told by one event that a product is back: three numbers each, because they may be many.

    `news` is what all of them hear, but for the sign-up and the quantity. A hold lasts as long for everybody, from the
    moment in `due` at which they are told.
    """

    def __init__(self, news: BackInStock, due: Due) -> None:
        self.news = news
        self.due = due
        self._ids, self._customers, self._quantities = array("q"), array("q"), array("q")

    def add(self, told: Sequence[InLine]) -> None:
        for column, values in zip(
            (self._ids, self._customers, self._quantities), zip(*told, strict=True), strict=False
        ):
            column.extend(values)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def units(self) -> int:
        return sum(self._quantities)

    @property
    def people(self) -> Iterable[int]:
        return self._customers

    def __iter__(self) -> Iterator[InLine]:
        return map(InLine, self._ids, self._customers, self._quantities)

    def without(self, people: Container[int]) -> Iterator[int]:
        """The sign-ups of everybody else."""
        return (alert for alert, person in zip(self._ids, self._customers, strict=True) if person not in people)

    @property
    def held(self) -> Due | None:
        """Until when units lie ready for each; None where nothing is held."""
        until = self.news.held_until
        return None if until is None else self.due.mapped(lambda at: at + (until - self.due.otherwise))

    def heard_by(self, each: InLine, rhythm: Rhythm | None) -> BackInStock:
        until = self.held.at(rhythm) if self.held else None
        return replace(self.news, subscription_id=each.subscription_id, quantity=each.quantity, held_until=until)


@dataclass(frozen=True, slots=True)
class Circular:
    """One piece of news for many orders; of `news` everything counts but the order itself."""

    news: SharedNews
    places: Sequence[Place]

    def heard_by(self, place: Place) -> SharedNews:
        return replace(
            self.news, backorder_id=place.backorder_id, order_number=place.order_number, quantity=place.quantity
        )

    def without(self, people: Container[int]) -> list[Place]:
        """The orders of everybody else."""
        return [place for place in self.places if place.customer_id not in people]


class Bulletin:
    """`event` names what happened, once and for all: it becomes part of each letter's key."""

    def __init__(self, event: str) -> None:
        self.event = event
        self._news: dict[int, list[News]] = defaultdict(list)
        self._circulars: list[Circular] = []
        self._waves: list[Wave] = []

    def tell(self, customer_id: int, news: News) -> None:
        self._news[customer_id].append(news)

    def tell_orders(self, news: SharedNews, places: Sequence[Place]) -> None:
        """The same about many orders: `news` leaves the order's id, number and quantity open."""
        circular = Circular(news, places)
        if len(places) < MANY:
            self._tell_each(circular, places)
        else:
            self._circulars.append(circular)

    def alert(self, wave: Wave) -> None:
        self._waves.append(wave)

    async def letters(self, tx: Tx) -> list[Letter]:
        """Each person's news, the weightiest first."""
        for circular in self._circulars:
            self._tell_each(circular, circular.places)
        self._circulars.clear()
        for wave in self._waves:
            await self._tell_singly(tx, wave)
        self._waves.clear()
        return list(self._letters())

    def key(self, customer_id: int) -> str:
        """Under which a person's first letter is kept."""
        return f"{self.event}:{customer_id}:0"

    async def post(self, tx: Tx, shop: Shop, *, singly: Iterable[int] = ()) -> None:
        """Into the outbox, each letter due when its reader may be disturbed.

        `singly`: people whose letters must be found under their `key`, and are not written with those of a wave.
        """
        now = shop.now()
        self._single_out()
        # One letter a person: whoever hears of something else as well is not told by the wave.
        for wave in self._waves[1:]:
            await self._tell_singly(tx, wave)
        singled = self._news.keys() | singly
        for wave in self._waves[:1] if singled else ():
            await self._tell_singly(tx, wave, singled)
        letters = list(self._letters())
        readers = await _readers(tx, letters)
        await tx.outbox.add([(x, _due(x, shop.policy, readers.get(x.customer_id), now)) for x in letters], now)
        for circular in self._circulars:
            due_at = now + shop.policy.digest if waits_for_company([circular.news]) else now
            await tx.outbox.add_circular(self.event, circular.news, circular.without(self._news), due_at, now)
        for wave in self._waves[:1]:
            await self._post_wave(tx, shop, wave, now)

    async def _post_wave(self, tx: Tx, shop: Shop, wave: Wave, now: datetime) -> None:
        """Written by the database, page by page: only what differs goes there."""
        rest = wave.without(self._news)
        due = await due_by_rhythm(tx, shop.policy, now + shop.policy.digest)
        while page := list(islice(rest, PAGE)):
            await tx.outbox.add_wave(self.event, wave.news, page, due, held=wave.held, at=now)

    def _single_out(self) -> None:
        """One letter a person: who is in several circulars, twice in one, or hears of something else as well."""
        heard = Counter(place.customer_id for circular in self._circulars for place in circular.places)
        for others in (self._news, *(wave.people for wave in self._waves)):
            heard.update(person for person in others if person in heard)
        several = {person for person, times in heard.items() if times > 1}
        for circular in self._circulars if several else ():
            self._tell_each(circular, [place for place in circular.places if place.customer_id in several])

    def _tell_each(self, circular: Circular, places: Iterable[Place]) -> None:
        for place in places:
            self.tell(place.customer_id, circular.heard_by(place))

    async def _tell_singly(self, tx: Tx, wave: Wave, people: Container[int] | None = None) -> None:
        singled = [each for each in wave if people is None or each.customer_id in people]
        rhythms = await _rhythms(tx, singled) if wave.due.by_rhythm else {}
        for each in singled:
            self.tell(each.customer_id, wave.heard_by(each, rhythms.get(each.customer_id)))

    def _letters(self) -> Iterator[Letter]:
        for customer_id, news in self._news.items():
            if len(news) > 1:
                news.sort(key=rank)
            for start in range(0, len(news), MOST_PER_LETTER):
                pieces = tuple(news[start : start + MOST_PER_LETTER])
                yield Letter(f"{self.event}:{customer_id}:{start}", customer_id, pieces)


def bulletin_for(cause: str) -> Bulletin:
    """For an event that has no number of its own and may happen again: two are never taken for one."""
    return Bulletin(f"{cause}@{secrets.token_hex(8)}")


async def _readers(tx: Tx, letters: Sequence[Letter]) -> dict[int, Reader]:
    """Of those who may have to wait for the morning."""
    alerted = [letter.customer_id for letter in letters if _can_wait(letter)]
    return await tx.customers.readers(alerted) if alerted else {}


def _due(letter: Letter, policy: ShopPolicy, reader: Reader | None, now: datetime) -> datetime:
    """Service news goes at any hour; alerts wait for the morning of the reader's own zone."""
    soon = now + policy.digest if waits_for_company(letter.news) else now
    return soon if reader is None else awake(policy, Rhythm(reader.timezone, reader.quiet_hours), soon)


async def _rhythms(tx: Tx, people: Sequence[InLine]) -> dict[int, Rhythm]:
    readers = await tx.customers.readers(each.customer_id for each in people)
    return {reader.customer_id: Rhythm(reader.timezone, reader.quiet_hours) for reader in readers.values()}


Wanted = Callable[[str | None], datetime | None]
"""When people in a time zone are to be written to; None for at once."""
NO_RHYTHM = Rhythm(None, None)


def _at_once(_: str | None) -> datetime | None:
    return None


async def due_by_rhythm(tx: Tx, policy: ShopPolicy, now: datetime, wanted: Wanted = _at_once) -> Due:
    """The same for many at once: people who sleep alike are awake alike. `wanted` is the moment for a time zone."""
    rhythms = await tx.customers.rhythms(own_hours_only=policy.quiet_hours is None and wanted is _at_once)
    found = {each: awake(policy, each, max(now, wanted(each.timezone) or now)) for each in (NO_RHYTHM, *rhythms)}
    otherwise = found[NO_RHYTHM]
    return Due(otherwise, {rhythm: moment for rhythm, moment in found.items() if moment != otherwise})


def awake(policy: ShopPolicy, rhythm: Rhythm, now: datetime) -> datetime:
    """From when on somebody who lives like that may be disturbed."""
    quiet = policy.quiet_for(rhythm.quiet_hours)
    return quiet.postponed(now, zone_of(rhythm.timezone, policy.zone)) if quiet else now


def _can_wait(letter: Letter) -> bool:
    """Alerts, and questions that only the calendar has raised."""
    return letter.lane >= Lane.ALERTS or letter.kind is Kind.LONG_WAIT
