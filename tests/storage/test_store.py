"""What the database promises to the use cases."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Boolean, Date, Integer, String, select, text

from domain.customers import Customer
from domain.notices import BackInStock, Letter, MessageState, OrderComplete
from storage.idempotency import AlreadyTaken, Claim
from storage.messages import MessageQuery
from storage.outbox import Settled, dump, load
from storage.pages import BadCursor, decode, decode_id, encode
from storage.sets import as_table
from storage.store import Store
from storage.types import Moment
from storage.vault import Vault

NOW = datetime(2027, 1, 11, 11, 0, 0, 123456, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=1)


def letter(key: str, customer_id: int, number: int = 1) -> Letter:
    news = OrderComplete(backorder_id=number, order_number="1001", product={"en": "Mug"}, quantity=1)
    return Letter(key, customer_id, (news,))


async def somebody(store: Store, external_id: str = "ada") -> int:
    async with store.begin() as tx:
        return (await tx.customers.add(Customer(0, external_id, name="Ada", email="ada@example.org"), NOW)).id


async def test_a_use_case_that_fails_leaves_nothing(store: Store) -> None:
    async def half_done() -> None:
        async with store.begin() as tx:
            await tx.facts.put("half", "done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half_done()
    async with store.read() as tx:
        assert await tx.facts.get("half") is None


async def test_a_rehearsal_leaves_nothing(store: Store) -> None:
    async with store.rehearse() as tx:
        await tx.facts.put("half", "done")
        assert await tx.facts.get("half") == "done"
    async with store.read() as tx:
        assert await tx.facts.get("half") is None


async def test_writers_who_read_first_wait_for_each_other(store: Store) -> None:
    async def count_up() -> None:
        async with store.begin() as tx:
            await tx.connection.execute(text("SELECT 1"))
            held = await tx.facts.get("count")
            await tx.facts.put("count", str(int(held or 0) + 1))

    async with store.begin() as tx:
        await tx.facts.put("count", "0")
    if store.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL's writers wait for rows: the stock row is what use cases lock")
    await asyncio.gather(*(count_up() for _ in range(20)))
    async with store.read() as tx:
        assert await tx.facts.get("count") == "20"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.postgres
async def test_of_two_who_wait_for_each_other_one_is_told_to_ask_again(store: Store) -> None:
    async with store.begin() as tx:
        await tx.facts.put("left", "0")
        await tx.facts.put("right", "0")
    both = asyncio.Barrier(2)

    async def cross(first: str, second: str) -> None:
        async with store.begin() as tx:
            await tx.facts.put(first, "1")
            await both.wait()
            await tx.facts.put(second, "1")

    outcomes = await asyncio.gather(cross("left", "right"), cross("right", "left"), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Clash", "NoneType"]


async def test_many_values_travel_as_one_table(store: Store) -> None:
    columns = {"n": Integer(), "s": String(), "d": Date(), "m": Moment(), "b": Boolean()}
    rows = [(1, "a'\"{},ü", date(2028, 2, 29), NOW, True), (2, None, None, None, False)]
    async with store.begin() as tx:
        table = as_table(tx.connection, columns, rows)
        found = [tuple(row) for row in await tx.connection.execute(select(table).order_by(table.c.n))]
        empty = (await tx.connection.execute(select(as_table(tx.connection, columns, [])))).all()
    assert found == rows
    assert empty == []


async def test_personal_fields_lie_sealed_and_are_found_by_digest(store: Store) -> None:
    await somebody(store)
    async with store.read() as tx:
        row = (await tx.connection.execute(text("SELECT name, email, email_digest FROM customers"))).one()
        customer = await tx.customers.get("ada")
    assert "Ada" not in row.name
    assert "ada@" not in row.email
    assert bytes(row.email_digest) == store.vault.email_digest("  ADA@example.org ")
    assert customer is not None
    assert (customer.name, customer.email) == ("Ada", "ada@example.org")


def test_keys_rotate_and_what_was_sealed_and_found_stays_so() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    before, after = Vault([old]), Vault([new, old])

    assert after.open(before.seal("Ada")) == "Ada"
    assert after.email_digest("a@b.c") == before.email_digest("A@b.c")
    assert before.phone_digest("+49 151 23") == before.phone_digest("0049-15123")
    assert old not in repr(after)


async def test_a_letter_is_written_once_whatever_is_repeated(store: Store) -> None:
    ada = await somebody(store)
    async with store.begin() as tx:
        assert await tx.outbox.add([(letter("a", ada), NOW)], NOW) == 1
        assert await tx.outbox.add([(letter("a", ada), NOW), (letter("b", ada), NOW)], NOW) == 1
    assert store.new_mail.is_set()


async def test_a_claimed_letter_is_nobody_elses_until_its_lease_runs_out(store: Store) -> None:
    ada = await somebody(store)
    async with store.begin() as tx:
        await tx.outbox.add([(letter("a", ada), NOW)], NOW)
    async with store.begin() as tx:
        assert [x.attempt for x in await tx.outbox.claim(now=NOW, lease_until=LEASE, most=10)] == [1]
        assert await tx.outbox.claim(now=NOW, lease_until=LEASE, most=10) == []
        assert [x.attempt for x in await tx.outbox.claim(now=LEASE, lease_until=LEASE, most=10)] == [2]


async def test_a_late_courier_overwrites_nothing(store: Store) -> None:
    ada = await somebody(store)
    async with store.begin() as tx:
        await tx.outbox.add([(letter("a", ada), NOW)], NOW)
        (first,) = await tx.outbox.claim(now=NOW, lease_until=LEASE, most=10)
        (second,) = await tx.outbox.claim(now=LEASE, lease_until=LEASE, most=10)
        await tx.outbox.settle([Settled(first.id, first.attempt, MessageState.FAILED, "late")], NOW)
        await tx.outbox.settle([Settled(second.id, second.attempt, MessageState.SENT, message_id=7)], NOW)
        (line,) = (await tx.messages.page(MessageQuery())).items
    assert (line.state, line.reason, line.sent_at) == (MessageState.SENT, None, NOW)


async def test_a_persons_letters_leave_in_the_order_in_which_they_were_written(store: Store) -> None:
    ada, ben = await somebody(store), await somebody(store, "ben")
    async with store.begin() as tx:
        await tx.outbox.add([(letter("a", ada), NOW)], NOW)
        (first,) = await tx.outbox.claim(now=NOW, lease_until=LEASE, most=1)
        await tx.outbox.add([(letter("b", ada), NOW), (letter("c", ben), NOW)], NOW)
        assert [x.customer_id for x in await tx.outbox.claim(now=NOW, lease_until=LEASE, most=10)] == [ben]
        await tx.outbox.settle([Settled(first.id, first.attempt, MessageState.SENT)], NOW)
        assert [x.customer_id for x in await tx.outbox.claim(now=NOW, lease_until=LEASE, most=10)] == [ada]


async def test_waiting_for_a_limit_spends_no_attempt(store: Store) -> None:
    ada = await somebody(store)
    later = NOW + timedelta(seconds=5)
    async with store.begin() as tx:
        await tx.outbox.add([(letter("a", ada), NOW)], NOW)
        (claimed,) = await tx.outbox.claim(now=NOW, lease_until=LEASE, most=1)
        waits = Settled(claimed.id, 1, MessageState.DUE, due_at=later, spend_attempt=False)
        await tx.outbox.settle([waits], NOW)
        assert await tx.outbox.claim(now=NOW, lease_until=LEASE, most=1) == []
        (again,) = await tx.outbox.claim(now=later, lease_until=LEASE, most=1)
    assert again.attempt == 1


def test_every_piece_of_news_survives_the_outbox() -> None:
    until = BackInStock(subscription_id=1, sku="M", product={"en": "Mug"}, quantity=1, url=None, held_until=NOW)
    assert load(json.loads(json.dumps(dump([until])))) == (until,)


async def test_an_idempotency_key_is_taken_with_the_work_or_not_at_all(store: Store) -> None:
    claiming = store.claiming(Claim("key", "once", b"digest", NOW))
    with pytest.raises(ZeroDivisionError):
        async with claiming.begin():
            raise ZeroDivisionError
    async with claiming.begin() as tx:
        await tx.facts.put("done", "1")
    with pytest.raises(AlreadyTaken):
        async with claiming.begin() as tx:
            await tx.facts.put("done", "2")
    async with store.read() as tx:
        assert await tx.facts.get("done") == "1"


@pytest.mark.parametrize("value", ["12", "MUG blue/ü"])
def test_cursors_come_back_as_they_went(value: str) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize("cursor", ["?", "AAAA", "w7w", encode("x"), encode(10**30), "é"])
def test_a_cursor_that_is_none_is_named_so(cursor: str) -> None:
    with pytest.raises(BadCursor):
        decode_id(cursor)
