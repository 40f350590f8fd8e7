"""The sorting table, between claiming and carrying: what is past is left out, what belongs together is joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from domain.digest import WEEK, Bundle, Facts, beyond_cap, bundles, still_true
from domain.notices import BackInStock, DateChanged, Kind, Lane, LongWait, MessageState, News
from domain.policy import ShopPolicy
from storage.outbox import Posted, Settled
from storage.store import Tx

NO_LONGER_TRUE = "no_longer_true"
CAP = "cap"
CHECKED_AFTER = timedelta(seconds=2)
"""What was written less than this ago is taken for true: a letter that leaves at once costs no question."""
PERISHABLE = frozenset({Kind.BACK_IN_STOCK, Kind.DATE_CHANGED, Kind.LONG_WAIT})
"""Kinds of news that can become untrue while they wait."""


@dataclass(slots=True)
class Table:
    """Claimed letters by number: those to carry, and those that are settled without being sent."""

    letters: dict[int, Posted]
    settled: list[Settled] = field(default_factory=list)

    def drop(self, number: int, reason: str) -> None:
        letter = self.letters.pop(number)
        self.settled.append(Settled(letter.id, letter.attempt, MessageState.DROPPED, reason))


async def sort(tx: Tx, letters: Sequence[Posted], policy: ShopPolicy, *, now: datetime, lease_until: datetime) -> Table:
    """Most letters pass untouched; what is asked is asked once a page."""
    table = Table({letter.id: letter for letter in letters})
    # Changes of dates travel along with any order news: none may be overtaken by what was written later.
    for lane in (Lane.SERVICE, Lane.ALERTS) if policy.digest else ():
        people = {letter.customer_id for letter in letters if letter.lane is lane}
        companions = await tx.digests.companions(people, lane, until=now + policy.digest, lease_until=lease_until)
        table.letters |= {letter.id: letter for letter in companions}
    if any(letter.kind in PERISHABLE for letter in table.letters.values()):
        await _check(tx, table, now)
        await _join(tx, table)
    if policy.marketing_per_week is not None:
        await _cap(tx, table, policy.marketing_per_week, now)
    return table


async def _check(tx: Tx, table: Table, now: datetime) -> None:
    """Leave out what is no longer true. Whoever is not told of units stays in line for them."""
    doubtful = [x for x in table.letters.values() if x.kind in PERISHABLE and now - x.created_at > CHECKED_AFTER]
    if not doubtful:
        return
    facts = await _facts(tx, [piece for letter in doubtful for piece in letter.news])
    untold: list[int] = []
    rewritten: list[Posted] = []
    for letter in doubtful:
        true = tuple(piece for piece in letter.news if still_true(piece, facts))
        untold += [one.subscription_id for one in letter.news if isinstance(one, BackInStock) and one not in true]
        if not true:
            table.drop(letter.id, NO_LONGER_TRUE)
        elif len(true) < len(letter.news):
            rewritten.append(replace(letter, news=true))
    table.letters |= {letter.id: letter for letter in rewritten}
    await tx.digests.restore(untold)
    await tx.digests.rewrite(rewritten)


async def _facts(tx: Tx, news: Sequence[News]) -> Facts:
    alerts = [one for one in news if isinstance(one, BackInStock)]
    return await tx.digests.facts(
        {one.sku for one in alerts if one.held_until is None},
        {one.subscription_id for one in alerts if one.held_until is not None},
        {one.backorder_id for one in news if isinstance(one, DateChanged | LongWait)},
    )


async def _join(tx: Tx, table: Table) -> None:
    """Alerts that meet become one message, and so do changes of dates; the first one carries them."""
    carriers: list[Posted] = []
    absorbed: list[tuple[int, int]] = []
    for bundle in _bundles(table.letters.values()):
        if bundle.news:
            carriers.append(replace(table.letters[bundle.carrier], news=bundle.news))
            absorbed += [(one, bundle.carrier) for one in bundle.absorbed]
        else:
            for one in (bundle.carrier, *bundle.absorbed):
                table.drop(one, NO_LONGER_TRUE)
    for one, _ in absorbed:
        del table.letters[one]
    table.letters |= {letter.id: letter for letter in carriers}
    await tx.digests.rewrite(carriers)
    await tx.digests.absorb(absorbed)


def _bundles(letters: Iterable[Posted]) -> list[Bundle]:
    """What is joined of each person's letters of a lane, in the order of writing."""
    in_order = sorted(letters, key=lambda letter: (letter.customer_id, letter.lane, letter.id))
    found: list[Bundle] = []
    for _, group in groupby(in_order, key=lambda letter: (letter.customer_id, letter.lane)):
        found += [one for one in bundles((letter.id, letter.news) for letter in group) if one.absorbed]
    return found


async def _cap(tx: Tx, table: Table, most: int, now: datetime) -> None:
    announced = [(x.id, x.customer_id) for x in table.letters.values() if x.lane is Lane.ANNOUNCEMENTS]
    if announced:
        sent = await tx.digests.announced({person for _, person in announced}, now - WEEK)
        for letter in list(beyond_cap(announced, sent, most)):
            table.drop(letter, CAP)
