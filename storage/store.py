"""The database behind one door: `begin` for a use case that writes, `read` for one that looks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.announcements import Announcements
from storage.arrivals import Arrivals
from storage.attempts import Attempts
from storage.audiences import Audiences
from storage.backorders import Backorders
from storage.belongings import Belongings
from storage.broadcasts import Broadcasts
from storage.canned import CannedAnswers
from storage.checks import Checks
from storage.consents import Consents
from storage.conversations import Conversations
from storage.countdowns import Countdowns
from storage.customers import Customers
from storage.dialogues import Dialogues
from storage.digests import Digests
from storage.engines import reading
from storage.facts import Facts
from storage.goodwill import Goodwill
from storage.idempotency import Claim, Claims
from storage.keys import Keys
from storage.leases import Leases
from storage.links import Links
from storage.messages import Messages
from storage.outbox import Outbox
from storage.products import Products
from storage.promises import PromiseChanges
from storage.proofs import Proofs
from storage.proposals import Proposals
from storage.queue import Queue
from storage.recalls import Recalls
from storage.relays import Relays
from storage.retention import Retention
from storage.said import SaidLast
from storage.sentences import Sentences
from storage.sights import Sights
from storage.slips import Slips
from storage.stock import Stocks
from storage.subscriptions import Subscriptions
from storage.supplies import Supplies
from storage.tags import Tags
from storage.tries import Tries
from storage.updates import Updates
from storage.vault import Vault
from storage.withdrawals import Withdrawals


class Tx:
    """One transaction: every noun's queries on one connection."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.connection = connection
        self.products = Products(connection)
        self.stock = Stocks(connection)
        self.supplies = Supplies(connection)
        self.proposals = Proposals(connection)
        self.customers = Customers(connection, vault)
        self.dialogues = Dialogues(connection, vault)
        self.tags = Tags(connection)
        self.belongings = Belongings(connection, vault)
        self.retention = Retention(connection)
        self.tries = Tries(connection, vault)
        self.proofs = Proofs(connection, vault)
        self.consents = Consents(connection)
        self.backorders = Backorders(connection)
        self.sights = Sights(connection)
        self.queue = Queue(connection)
        self.promises = PromiseChanges(connection)
        self.slips = Slips(connection)
        self.recalls = Recalls(connection)
        self.goodwill = Goodwill(connection)
        self.subscriptions = Subscriptions(connection)
        self.outbox = Outbox(connection)
        self.countdowns = Countdowns(connection)
        self.withdrawals = Withdrawals(connection)
        self.messages = Messages(connection)
        self.attempts = Attempts(connection)
        self.digests = Digests(connection)
        self.broadcasts = Broadcasts(connection)
        self.audiences = Audiences(connection)
        self.announcements = Announcements(connection)
        self.conversations = Conversations(connection, vault)
        self.relays = Relays(connection)
        self.canned = CannedAnswers(connection)
        self.sentences = Sentences(connection)
        self.keys = Keys(connection)
        self.links = Links(connection)
        self.claims = Claims(connection, vault)
        self.updates = Updates(connection)
        self.arrivals = Arrivals(connection, vault)
        self.said = SaidLast(connection)
        self.leases = Leases(connection)
        self.facts = Facts(connection)
        self.checks = Checks(connection)


class Clash(Exception):
    """Two were in each other's way at the same moment, and this one was later. Nothing was changed; ask again."""


UNAVAILABLE = (DBAPIError, OSError, TimeoutError, Clash)
"""The database could not do it now: that says nothing about what it was asked."""


class Store:
    """Built once, in runtime/.

    `new_mail` is set after each commit that put something into the outbox, `new_relays` where the team has to hear.
    """

    def __init__(self, engine: AsyncEngine, vault: Vault, *, claim: Claim | None = None) -> None:
        self.engine = engine
        self.vault = vault
        self.new_mail = asyncio.Event()
        self.new_relays = asyncio.Event()
        self._claim = claim
        # SQLite has one writer. Queueing here is fair and at once; its own waiting sleeps and polls.
        self._turn: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    def claiming(self, claim: Claim) -> "Store":
        """The same store for one request: its first transaction also takes the request's idempotency key."""
        twin = Store(self.engine, self.vault, claim=claim)
        twin.new_mail, twin.new_relays, twin._turn = self.new_mail, self.new_relays, self._turn
        return twin

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        """A transaction that writes: committed when the block ends, undone when it raises."""
        try:
            async with self._turn, self.engine.begin() as connection:
                tx = Tx(connection, self.vault)
                if self._claim is not None:
                    await tx.claims.take(self._claim)
                yield tx
        except DBAPIError as error:
            if _is_clash(error):
                raise Clash from error
            raise
        if tx.outbox.wrote:
            self.new_mail.set()
        if tx.relays.wrote:
            self.new_relays.set()

    @asynccontextmanager
    async def rehearse(self) -> AsyncIterator[Tx]:
        """A transaction that does everything and leaves nothing."""
        async with self._turn, self.engine.connect() as connection:
            yield Tx(connection, self.vault)
            await connection.rollback()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A transaction that only looks, and sees one moment of the database."""
        async with self.engine.connect() as connection:
            await connection.execution_options(**reading(self.engine.dialect.name))
            yield Tx(connection, self.vault)

    async def close(self) -> None:
        await self.engine.dispose()


def _is_clash(error: DBAPIError) -> bool:
    """Whether a unique key was there already, or two waited for each other; anything else is a mistake of ours.

    The order of locks rules deadlocks out (decision 0001). A transaction is a block and cannot be run again from here.
    """
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    twin = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
    # 23503: what was to be written about somebody who was forgotten meanwhile.
    return code in twin | {"40P01", "40001", "23503"}
