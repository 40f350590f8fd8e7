"""Many orders with the same news: their letters are written by the database, word for word like the others."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services import stock, subscriptions, supplies
from services.bulletin import MANY
from services.stock import Delivery
from services.supplies import SupplyChange
from storage.outbox import dump, load
from storage.tables import customers as people
from storage.tables import outbox
from tests.services.cast import MUG, RED, Cast

CROWD = MANY + 10
ODD = ['"', "\\", '"quantity":0', "a\tb", "Größe/42", "😀", "'", "{0}", "%s", "\x7f"]
"""Order numbers that a JSON text could stumble over."""


async def crowd_orders(cast: Cast) -> None:
    """CROWD people, each with an order of two mugs; the first ones have odd order numbers."""
    await cast.sells(replace(MUG, name={"en": 'The "order_number":"" mug', "de": "Tasse \\"}), RED)
    for number in range(CROWD):
        await cast.knows(f"p{number}")
        wish = {"order_number": ODD[number]} if number < len(ODD) else {}
        await cast.orders(f"p{number}", 2, **wish)


async def written(cast: Cast, kind: str) -> dict[str, list[Any]]:
    """The letters with such news by the shop's number of their reader, as they lie in the outbox."""
    query = select(people.c.external_id, outbox.c.news).join(people, people.c.id == outbox.c.customer_id)
    async with cast.shop.store.read() as tx:
        rows = (await tx.connection.execute(query.order_by(outbox.c.id))).all()
    found: dict[str, list[Any]] = {}
    for name, news in rows:
        if any(piece["kind"] == kind for piece in news):
            found.setdefault(name, []).append(news)
    return found


async def test_a_delivery_writes_what_its_rehearsal_says(cast: Cast) -> None:
    await crowd_orders(cast)
    delivery = Delivery("MUG", CROWD * 2)

    rehearsal = await stock.rehearse(cast.shop, delivery)
    await stock.receive(cast.shop, delivery)

    said = {name: [dump(letter.news)] for name, _, letter in rehearsal.letters}
    assert len(said) == CROWD
    assert await written(cast, "order_complete") == said
    await cast.all_agrees()


async def test_the_text_is_what_a_single_letter_would_hold(cast: Cast) -> None:
    await crowd_orders(cast)
    await cast.delivers(CROWD * 2)

    letters = await written(cast, "order_complete")

    for name, [news] in letters.items():
        [piece] = load(news)
        assert dump([piece]) == news, name
    numbers = [letters[f"p{number}"][0][0]["facts"]["order_number"] for number in range(len(ODD))]
    assert numbers == ODD


async def test_whoever_hears_of_several_things_gets_one_letter(cast: Cast) -> None:
    await crowd_orders(cast)
    twice = await cast.orders("p20", 1)
    await subscriptions.sign_up(cast.shop, "p21", "MUG", 1)

    await cast.delivers(CROWD * 2 + 2)

    letters = await written(cast, "order_complete")
    assert all(len(news) == 1 for news in letters.values())
    [of_twenty] = letters["p20"]
    assert [piece["facts"]["backorder_id"] for piece in of_twenty][-1] == twice.order.id
    [of_21] = letters["p21"]
    assert [piece["kind"] for piece in of_21] == ["order_complete", "back_in_stock"]
    assert len(letters["p22"][0]) == 1


async def test_a_date_that_moves_for_many_is_told_to_each(cast: Cast) -> None:
    await crowd_orders(cast)
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, digest=timedelta(seconds=3)))
    day = cast.shop.today() + timedelta(days=30)
    supply = await cast.expects(CROWD * 2 - 1, day)
    appeared = await written(cast, "date_changed")
    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=day + timedelta(days=9), reason="storm"))

    letters = await written(cast, "date_changed")

    assert len(appeared) == len(letters) == CROWD - 1  # the last one's second mug is not on its way
    for name, [first, second] in letters.items():
        assert first[0]["facts"]["old"] is None, name
        assert second[0]["facts"]["old"] == first[0]["facts"]["new"]
        assert second[0]["facts"]["reason"] == "storm"
    due = {message.due_at - message.created_at for message in await cast.ledger() if message.kind == "date_changed"}
    assert due == {timedelta(seconds=3)}  # for another order's date, which may move in the same breath
    async with cast.shop.store.read() as tx:
        changes = await tx.promises.of(second[0]["facts"]["backorder_id"])
    assert [change.told for change in changes] == [True, True]
    await cast.all_agrees()
