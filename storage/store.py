"""The database behind one door: `begin` for a use case that writes, `read` for one that looks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property
from typing import Any, TypeVar

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
from storage.cards import Cards
from storage.checks import Checks
from storage.consents import Consents
from storage.conversations import Conversations
from storage.countdowns import Countdowns
from storage.customers import Customers
from storage.dialogues import Dialogues
from storage.digests import Digests
from storage.engines import asking_once, reading
from storage.facts import Facts
from storage.goodwill import Goodwill
from storage.idempotency import Claim, Claims
from storage.keys import Keys
from storage.leases import Leases
from storage.links import Links
from storage.messages import Messages
from storage.outbox import Outbox
from storage.preferences import Preferences
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
from storage.suggestions import Suggestions
from storage.supplies import Supplies
from storage.tags import Tags
from storage.tries import Tries
from storage.updates import Updates
from storage.vault import Vault
from storage.withdrawals import Withdrawals

Noun = TypeVar("Noun")


def noun(kind: Callable[[AsyncConnection], Noun]) -> cached_property[Noun]:
    """Made when it is first asked for: most transactions need three of forty."""
    return cached_property(lambda tx: kind(tx.connection))


def sealed(kind: Callable[[AsyncConnection, Vault], Noun]) -> cached_property[Noun]:
    """One that keeps personal data."""
    return cached_property(lambda tx: kind(tx.connection, tx.vault))


class Tx:
    """One transaction: every noun's queries on one connection."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.connection = connection
        self.vault = vault

    products = noun(Products)
    stock = noun(Stocks)
    supplies = noun(Supplies)
    proposals = noun(Proposals)
    customers = sealed(Customers)
    dialogues = sealed(Dialogues)
    tags = noun(Tags)
    preferences = noun(Preferences)
    suggestions = noun(Suggestions)
    belongings = sealed(Belongings)
    retention = noun(Retention)
    tries = sealed(Tries)
    proofs = sealed(Proofs)
    consents = noun(Consents)
    backorders = noun(Backorders)
    sights = noun(Sights)
    cards = noun(Cards)
    queue = noun(Queue)
    promises = noun(PromiseChanges)
    slips = noun(Slips)
    recalls = noun(Recalls)
    goodwill = noun(Goodwill)
    subscriptions = noun(Subscriptions)
    outbox = noun(Outbox)
    countdowns = noun(Countdowns)
    withdrawals = noun(Withdrawals)
    messages = noun(Messages)
    attempts = noun(Attempts)
    digests = noun(Digests)
    broadcasts = noun(Broadcasts)
    audiences = noun(Audiences)
    announcements = noun(Announcements)
    conversations = sealed(Conversations)
    relays = noun(Relays)
    canned = noun(CannedAnswers)
    sentences = noun(Sentences)
    keys = noun(Keys)
    links = noun(Links)
    claims = sealed(Claims)
    updates = noun(Updates)
    arrivals = sealed(Arrivals)
    said = noun(SaidLast)
    leases = noun(Leases)
    facts = noun(Facts)
    checks = noun(Checks)


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

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Tx]:
        """For one question only: what a transaction around it would cost is saved."""
        async with self.engine.connect() as connection:
            await connection.execution_options(**asking_once(self.engine.dialect.name))
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
