"""Announcements in a courier's hands: what they say, who does not want them any more, and who sleeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.broadcasts import NO_TRANSLATION, OPTED_OUT, Announcement, Content
from domain.notices import MessageState
from domain.policy import ShopPolicy, zone_of
from domain.proofreading import greets
from domain.texts import nearest_language
from storage.customers import Reader
from storage.outbox import Posted, Settled
from storage.store import Tx


async def filled(tx: Tx, letters: Sequence[Posted]) -> Sequence[Posted]:
    """The same letters; the ledger keeps an announcement's number only, so what it says comes along here."""
    announced = {letter.id: news for letter in letters if (news := of(letter)) is not None}
    if not announced:
        return letters
    contents = await tx.broadcasts.contents(news.broadcast_id for news in announced.values())
    greeted = {number for number, content in contents.items() if any(map(greets, content.text.values()))}
    people = (
        each.customer_id for each in letters if each.id in announced and announced[each.id].broadcast_id in greeted
    )
    names = await tx.customers.names(people) if greeted else {}
    return [_filled(each, announced.get(each.id), contents, names) for each in letters]


def unwanted(letter: Posted, reader: Reader) -> str | None:
    """Why an announcement is dropped: its reader took their yes back, or reads another language since."""
    news = of(letter)
    if news is None:
        return None
    if not news.test and not reader.agreed:
        return OPTED_OUT
    lacks = news.content is not None and not news.content.text.get(nearest_language(reader.locale))
    return NO_TRANSLATION if lacks else None


def asleep(
    letters: Iterable[Posted], readers: Mapping[int, Reader], policy: ShopPolicy, now: datetime
) -> Iterator[Settled]:
    """Announcements that were due by day and whose readers' night has begun: they wait for the morning."""
    for letter in letters:
        news, reader = of(letter), readers.get(letter.customer_id)
        quiet = policy.quiet_for(reader.quiet_hours) if reader else None
        if news is None or news.test or reader is None or quiet is None:
            continue
        wakes = quiet.postponed(now, zone_of(reader.timezone, policy.zone))
        if wakes > now:
            yield Settled(letter.id, letter.attempt, MessageState.DUE, due_at=wakes, spend_attempt=False)


def of(letter: Posted) -> Announcement | None:
    """An announcement stands alone in its letter."""
    first = letter.news[0]
    return first if isinstance(first, Announcement) else None


def _filled(
    letter: Posted, news: Announcement | None, contents: Mapping[int, Content], names: Mapping[int, str | None]
) -> Posted:
    if news is None:
        return letter
    said = replace(news, content=contents.get(news.broadcast_id), name=names.get(letter.customer_id))
    return replace(letter, news=(said,))
