"""The courier's letter box: due letters are claimed page by page, sorted, and made ready to set out with."""

from collections.abc import Iterable, Sequence

import structlog

from delivery import announcements
from delivery.bag import Errand
from delivery.clerk import Clerk
from delivery.fates import unreadable
from delivery.metrics import Metrics
from delivery.sorting import sort
from delivery.verdict import GiveUp, TryAgain, again, trouble
from domain.notices import MessageState
from domain.policy import ShopPolicy
from storage.customers import Reader
from storage.outbox import Posted, Settled
from storage.store import UNAVAILABLE, Store, Tx
from wording.words import Catalogues

log = structlog.get_logger()


class Intake:
    """A letter that nobody can read or sort is put off like one that could not be sent: it stops no other letter."""

    def __init__(
        self, store: Store, clerk: Clerk, catalogues: Catalogues, metrics: Metrics, policy: ShopPolicy
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._catalogues = catalogues
        self._metrics = metrics
        self._policy = policy
        self._one_by_one = False

    async def take(self, most: int) -> tuple[list[Errand], bool]:
        """Claim due letters; those that nobody can read are settled on the spot. Answers whether there may be more."""
        wanted = 1 if self._one_by_one else most
        try:
            async with self._clerk.same_time, self._store.begin() as tx:
                found, errands, dropped = await self._sorted(tx, wanted)
        except UNAVAILABLE as error:
            log.warning("claim_failed", **trouble(error))
            return [], False
        except Exception as error:  # noqa: BLE001 - one letter that cannot be sorted must not stop the others
            log.error("page_not_sorted", letters=wanted, **trouble(error))  # noqa: TRY400 - traces hold values
            if wanted == 1:
                await self._put_first_off()
            self._one_by_one = wanted > 1
            return [], True
        for one in dropped:
            self._metrics.dropped.labels(one.reason).inc()
        # One by one until the culprit is met, or nothing is due any more.
        self._one_by_one = self._one_by_one and found == wanted
        return errands, found == wanted

    async def _sorted(self, tx: Tx, most: int) -> tuple[int, list[Errand], Sequence[Settled]]:
        """How many were due, which of them set out, and which never will."""
        now, lease_until = self._clerk.now(), self._clerk.lease_until()
        claimed = await tx.outbox.claim(now=now, lease_until=lease_until, most=most)
        torn = [_put_off(letter, self._clerk) for letter in claimed if not letter.news]
        whole = [letter for letter in claimed if letter.news]
        table = await sort(tx, whole, self._policy, now=now, lease_until=lease_until)
        letters = await announcements.filled(tx, list(table.letters.values()))
        readers = await tx.customers.readers(letter.customer_id for letter in letters)
        dropped = [*table.settled, *unreadable(letters, readers)]
        gone = {one.id for one in dropped}
        letters = [letter for letter in letters if letter.id not in gone]
        asleep = list(announcements.asleep(letters, readers, self._policy, now))
        await tx.outbox.settle([*dropped, *torn, *asleep], now)
        await tx.withdrawals.of_unread([one.id for one in dropped])
        await tx.relays.note_undelivered([one.id for one in dropped], now)
        later = {one.id for one in asleep}
        awake = [letter for letter in letters if letter.id not in later]
        if torn:
            log.error("letters_not_read", letters=[one.id for one in torn])
        return len(claimed), self._errands(awake, readers), dropped

    def _errands(self, letters: Iterable[Posted], readers: dict[int, Reader]) -> list[Errand]:
        return [self._errand(letter, readers[letter.customer_id]) for letter in letters]

    def _errand(self, letter: Posted, reader: Reader) -> Errand:
        return Errand(letter, reader.chat_id or 0, self._catalogues.words(reader.locale, reader.timezone))

    async def _put_first_off(self) -> None:
        """The one letter that could not be sorted."""
        now = self._clerk.now()
        async with self._store.begin() as tx:
            first = await tx.outbox.claim(now=now, lease_until=self._clerk.lease_until(), most=1)
            await tx.outbox.settle([_put_off(letter, self._clerk) for letter in first], now)


NOT_SORTED = "not_sorted"  # the ledger's reason where all tries are used up


def _put_off(letter: Posted, clerk: Clerk) -> Settled:
    match again(letter.attempt):
        case TryAgain(backoff):
            return Settled(letter.id, letter.attempt, MessageState.DUE, due_at=clerk.now() + backoff)
        case GiveUp():
            return Settled(letter.id, letter.attempt, MessageState.FAILED, NOT_SORTED)
