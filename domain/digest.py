"""What becomes of letters when their turn comes: what is past is left out, what belongs together is joined."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from domain.money import Money
from domain.notices import (
    MOST_PER_LETTER,
    AlertEnding,
    BackInStock,
    DateChanged,
    HoldLost,
    Lane,
    LongWait,
    News,
    lane_of,
)

WEEK = timedelta(days=7)
"""What the cap on announcements counts: the last seven days, not the calendar's week."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds now: units available by sku, sign-ups whose units are still held, orders that still wait."""

    available: Mapping[str, int] = field(default_factory=dict)
    holds: Collection[int] = ()
    waiting: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A letter that carries its own news and that of `absorbed` ones. Without news there is nothing left to say."""

    carrier: int
    news: tuple[News, ...]
    absorbed: tuple[int, ...] = ()


def waits_for_company(news: Sequence[News]) -> bool:
    """Alerts and changes of dates wait a while for others to the same person; any other news is due at once."""
    moves = all(isinstance(one, DateChanged) for one in news)
    return moves or min(map(lane_of, news)) is Lane.ALERTS


def still_true(news: News, facts: Facts) -> bool:
    """Nobody hears about units that are gone already, or about the date of an order that waits no more."""
    match news:
        case BackInStock(held_until=None):
            return facts.available.get(news.sku, 0) >= news.quantity
        case BackInStock():
            return news.subscription_id in facts.holds
        case DateChanged() | LongWait():
            return news.backorder_id in facts.waiting
        case _:
            return True


def bundles(letters: Iterable[tuple[int, tuple[News, ...]]]) -> Iterator[Bundle]:
    """One person's letters of one lane, in the order of writing: alerts that meet become one, changes of dates too.

    Only neighbours are joined, so that nothing overtakes other news of the same orders.
    """
    open_one: Bundle | None = None
    for letter, news in letters:
        joined = _joined(open_one.news, news) if open_one and _alike(open_one.news, news) else None
        if open_one and joined is not None and len(joined) <= MOST_PER_LETTER:
            open_one = Bundle(open_one.carrier, joined, (*open_one.absorbed, letter))
            continue
        if open_one:
            yield open_one
        open_one = Bundle(letter, news)
    if open_one:
        yield open_one


def beyond_cap(letters: Iterable[tuple[int, int]], sent: Mapping[int, int], most: int) -> Iterator[int]:
    """Of announcements (letter, person), those beyond `most` for a person who got `sent` of them this week."""
    counted = dict(sent)
    for letter, person in letters:
        counted[person] = counted.get(person, 0) + 1
        if counted[person] > most:
            yield letter


def _alike(some: Sequence[News], others: Sequence[News]) -> bool:
    pieces = (*some, *others)
    return all(isinstance(one, DateChanged) for one in pieces) or all(lane_of(one) is Lane.ALERTS for one in pieces)


def _joined(news: Sequence[News], more: Sequence[News]) -> tuple[News, ...]:
    """Of two changes of one order's date the whole way is told; of two alerts for one sign-up the later."""
    by_subject: dict[object, News | None] = {_subject(one): one for one in news}
    for one in more:
        known = by_subject.get(_subject(one))
        whole_way = isinstance(one, DateChanged) and isinstance(known, DateChanged)
        by_subject[_subject(one)] = _whole_way(known, one) if whole_way else one  # type: ignore[arg-type]
    return tuple(one for one in by_subject.values() if one is not None)


def _subject(news: News) -> object:
    match news:
        case DateChanged():
            return DateChanged, news.backorder_id
        case BackInStock() | HoldLost() | AlertEnding():
            return type(news), news.subscription_id
        case _:
            # Not the news itself: names in every language cannot be told apart by a hash.
            return id(news)


def _whole_way(first: DateChanged, last: DateChanged) -> DateChanged | None:
    """None where the date is back where it was and nothing was credited."""
    goodwill = _sum(first.goodwill, last.goodwill)
    if first.old == last.new and goodwill is None:
        return None
    return replace(last, old=first.old, goodwill=goodwill)


def _sum(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None:
        return one or other
    return Money(one.amount + other.amount, one.currency)
