"""What is kept about people: told, handed over, forgotten."""

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from bot.pages.parts import parts
from domain.actors import MERCHANT
from domain.customers import Customer
from domain.refusals import NotFound
from services import backorders, customers, housekeeping, privacy, subscriptions
from storage import tables
from storage.belongings import below
from storage.tables import metadata
from tests.bot.cast import Desk, Person
from tests.conftest import Clock
from wording.words import load_catalogues

LIKED = "Crockery of Meissen"
SECRETS = ("Benedikt", "benedikt@example.org", "+49 151 23456789")


async def everything(desk: Desk) -> str:
    """Every value of every table, whatever was sealed opened, as one text."""
    found: list[str] = []
    async with desk.shop.store.read() as tx:
        for table in metadata.sorted_tables:
            # Numbers of updates say nothing of anybody, and may by chance be somebody's.
            for row in (await tx.connection.execute(select(table))).all() if table.name != "updates" else ():
                found += (opened(desk, value) for value in row)
    return "\n".join(found)


def opened(desk: Desk, value: Any) -> str:
    if isinstance(value, bytes):
        try:
            return (desk.shop.store.vault.open_bytes(value) or b"").decode(errors="replace")
        except Exception:  # noqa: BLE001 - a digest, which nobody can open
            return ""
    return desk.shop.store.vault.opened(value) if isinstance(value, str) else str(value)


async def settled(desk: Desk, ben: Person) -> int:
    """The shop knows all about Ben, and he has used everything there is. Answers his order."""
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.sells("CUP", "Red cup", "Roter Becher")
    await customers.put(desk.shop, Customer(0, "ben", *SECRETS, locale="de"), preferences=[LIKED])
    order = await ben.orders("MUG", number="B-7")
    await ben.connects()
    await ben.says("/settings")
    await ben.taps("Zeitzone", "Wien")
    await ben.says("/announcements")
    await ben.taps("Ja, gern")
    await subscriptions.sign_up(desk.shop, "ben", "CUP", 1)
    await ben.says("/settings")
    await ben.taps("Zeitzone", "Anderswo")
    return order


async def test_a_person_reads_what_is_kept_for_what_and_how_long(desk: Desk, ben: Person, ada: Person) -> None:
    await settled(desk, ben)

    await ben.says("/privacy")

    for part in (
        "8 Jahre nach Ende",
        "365 Tage",
        "Benachrichtigungen: 1 Artikel",
        "Ankündigungen: ja, seit 11. Januar",
    ):
        assert part in ben.last_text()
    assert "Darf der Shop Ihnen in diesem Chat Ankündigungen schicken" in ben.last_text()
    await ada.says("/privacy")
    assert "Announcements: no." in ada.last_text()


async def test_an_export_holds_everything_and_says_what_each_part_is_for(desk: Desk, ben: Person, ada: Person) -> None:
    await settled(desk, ben)
    await ada.orders("MUG", number="A-1")
    await ben.says("/privacy")

    await ben.taps("Meine Daten zuschicken")

    file = ben.from_bot()[-1]["document"]
    assert file["file_name"] == "meine-daten.json"
    content = (await desk.http.get(file["url"])).text if "url" in file else file["content"]
    given = {title: part for title, part in json.loads(content).items() if isinstance(part, dict)}
    entries = {title: part["Einträge"] for title, part in given.items()}
    [me] = entries["Zur Person"]
    assert (me["Name"], me["E-Mail-Adresse"], me["Telefon"]) == SECRETS
    assert (me["Kundennummer"], me["Sprache"], me["Anrede"], me["Zeitzone"]) == ("ben", "Deutsch", "förmlich", "Wien")
    [order] = entries["Bestellungen"]
    assert (order["Bestellung"], order["Artikel"], order["Stand"]) == ("B-7", "Blaue Tasse", "wartet")
    assert "Bestellung B-7" in entries["Nachrichten"][0]["Text"]
    assert entries["Verlauf der Bestellungen"][0]["Bestellung"] == "B-7"
    assert entries["Benachrichtigungen"][0]["Artikel"] == "Roter Becher"
    assert entries["Vorlieben"] == [{"Kategorie": LIKED}]
    [yes] = entries["Ankündigungen: ja oder nein"]
    assert (yes["Zugestimmt"], yes["Sprache"]) == ("ja", "Deutsch")
    assert all(part["Wozu"] and part["Einträge"] and all(part["Einträge"]) for part in given.values())
    assert "A-1" not in content
    for internal in ("customer_id", "outbox", "link_tokens", "promise_changes", "order_placed", "@", "_"):
        assert internal not in content.replace(SECRETS[1], ""), internal


FOR_PROGRAMS = {
    "id", "customer_id", "backorder_id", "supply_id", "switched_to", "subscription_id", "recall_id", "broadcast_id",
    "conversation_id", "remark_id", "message_id", "copy_id", "reply_to", "thread_id", "about", "currency", "key",
    "lane", "kind", "attempt", "carried_by", "news", "reason", "cause", "error", "purpose", "trouble", "act", "html",
    "revision",
}  # fmt: skip
"""Numbers and codes; what people can read of them stands under another name: the order, the text, the reason."""


def test_every_table_and_column_about_a_person_has_its_name_in_an_export() -> None:
    known = parts(load_catalogues().words("en"))
    assert len({part.title for part in known.values()}) == len(known)
    for table in (tables.customers, *below(tables.customers)):
        named = known[table.name].columns
        for column in table.c:
            of_programs = column.name in FOR_PROGRAMS or isinstance(column.type, LargeBinary)
            of_the_team = column.name == "chat_id" and table is not tables.customers
            assert column.name in named or of_programs or of_the_team, (table.name, column.name)


async def test_forgetting_takes_two_taps_and_leaves_no_word_of_the_person_anywhere(desk: Desk, ben: Person) -> None:
    order = await settled(desk, ben)
    await backorders.cancel(desk.shop, order, MERCHANT, "Benedikt called: benedikt@example.org")
    before = await everything(desk)
    assert all(secret in before for secret in (*SECRETS, str(ben.id)))

    await ben.says("/forget")
    assert "bis spätestens 31. Dezember 2035" in ben.last_text()
    await ben.taps("Nein, zurück")
    assert await everything(desk) != ""
    await ben.says("/forget")
    await ben.taps("Ja, mich vergessen")

    assert ben.last_text().startswith("Wir haben Sie vergessen.\n\nErledigt am 11. Januar 2027 um 12:00 Uhr")
    assert "1 Bestellung" in ben.last_text()
    left = await everything(desk)
    for secret in (*SECRETS, LIKED, str(ben.id), "Ankündigungen schicken", "Europe/Vienna"):
        assert secret not in left
    kept = await customers.read(desk.shop, "ben")
    assert (kept.name, kept.email, kept.phone, kept.chat_id, kept.locale) == (None, None, None, None, None)
    assert await desk.states(order) == ["waiting", "cancelled"]
    assert await housekeeping.verify(desk.shop) == []


async def test_whoever_has_no_order_is_gone_altogether_and_comes_back_as_somebody_new(desk: Desk, cem: Person) -> None:
    await desk.sells("CUP", "Red cup", "Roter Becher")
    await cem.opens(f"p_{await desk.product_id('CUP')}")
    await cem.says("/forget")
    assert "Von Ihnen bleibt nichts." in cem.last_text()

    await cem.taps("Ja, mich vergessen")

    assert str(cem.id) not in await everything(desk)
    with pytest.raises(NotFound):
        await customers.read(desk.shop, f"chat:{cem.id}")
    await cem.says("/orders")
    assert cem.last_text().startswith("Hier gibt es noch keine Bestellungen")


async def test_two_taps_at_once_forget_once(desk: Desk, ada: Person) -> None:
    await ada.connects()
    await ada.says("/forget")
    await ada.taps_twice("Yes, forget me")
    assert ada.last_text().startswith("We have forgotten you.")
    with pytest.raises(NotFound):
        await customers.read(desk.shop, "ada")


async def test_open_orders_of_the_forgotten_go_on_and_letters_have_nowhere_to_go(desk: Desk, ben: Person) -> None:
    await settled(desk, ben)
    await ben.says("/forget")
    assert "1 Bestellung ist noch offen." in ben.last_text()
    await ben.taps("Ja, mich vergessen")

    from_shop = (await backorders.of_customer(desk.shop, (await customers.read(desk.shop, "ben")).id))[0]

    assert from_shop.order.state == "waiting"


async def test_what_has_been_kept_long_enough_goes_by_itself(desk: Desk, clock: Clock, ben: Person) -> None:
    order = await settled(desk, ben)
    await backorders.cancel(desk.shop, order, MERCHANT)
    await ben.says("/forget")
    await ben.taps("Ja, mich vergessen")

    clock.moment = datetime(2035, 12, 31, 12, tzinfo=clock.moment.tzinfo)
    await privacy.let_go(desk.shop)
    assert await desk.states(order) == ["waiting", "cancelled"]
    clock.passes(days=1)
    assert await privacy.let_go(desk.shop) >= 2

    with pytest.raises(NotFound):
        await desk.order(order)
    with pytest.raises(NotFound):
        await customers.read(desk.shop, "ben")
    assert await housekeeping.verify(desk.shop) == []


async def test_letters_and_alerts_that_are_over_go_and_what_is_open_stays(
    desk: Desk, clock: Clock, ben: Person
) -> None:
    order = await settled(desk, ben)
    clock.passes(days=400)
    await privacy.let_go(desk.shop)
    found = await privacy.everything(desk.shop, (await customers.read(desk.shop, "ben")).id)
    # Nothing was ever sent here: what is still due stays, as do open orders and running alerts.
    assert {"backorders", "subscriptions", "outbox"} <= set(found.rows)
    assert (await desk.states(order)) == ["waiting"]


async def test_the_imprint_says_who_the_shop_is(ben: Person) -> None:
    await ben.says("/imprint")
    assert ben.last_text().startswith("Wer diesen Chat verantwortet")
