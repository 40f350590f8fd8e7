"""Lists to choose from that are longer than a page: nothing is out of reach."""

import pytest

from domain.policy import ShopPolicy
from services import customers, subscriptions
from tests.bot.cast import Desk, Person

NUMBERS = [f"{2000 + number}" for number in range(25)]
MUGS = NUMBERS[12:]


async def orders_all(person: Person) -> list[int]:
    """The oldest twelve are for lamps, the others for mugs."""
    await person.desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await person.desk.sells("LAMP", "Desk lamp", "Schreibtischlampe")
    found = [await person.orders("LAMP" if i < 12 else "MUG", number=number) for i, number in enumerate(NUMBERS)]
    await person.connects()
    return found


async def leafed_through(person: Person, more: str) -> list[list[str]]:
    """What each page offers, as order numbers."""
    pages = []
    while True:
        offered = [label.split(":")[0] for label in person.labels() if ":" in label]
        pages.append(offered)
        if more not in person.labels():
            return pages
        await person.taps(more)


async def test_one_of_twenty_five_orders_is_cancelled(desk: Desk, ada: Person) -> None:
    orders = await orders_all(ada)
    await ada.says("cancel my order")
    question = ada.last_text()

    pages = await leafed_through(ada, "More ›")

    assert [len(page) for page in pages] == [8, 8, 8, 1]
    assert [number for page in pages for number in page] == NUMBERS[::-1]
    assert ada.last_text() == question
    assert len(ada.from_bot()) == 2  # leafing changes the page where it stands
    await ada.taps("‹ Back")
    # What is said counts for the page that is shown.
    await ada.says("the second")
    assert ada.last_text().startswith(f"Cancel order {pages[2][1]}?")
    await ada.taps("Yes, cancel it")
    assert await desk.states(orders[NUMBERS.index(pages[2][1])]) == ["waiting", "cancelled"]


async def test_only_the_orders_of_one_product_are_leafed_through(ben: Person) -> None:
    await orders_all(ben)
    for text in ("Ich möchte die blaue Tasse stornieren", "Ich möchte statt der blauen Tasse etwas anderes"):
        await ben.says(text)
        pages = await leafed_through(ben, "Weitere ›")
        assert [number for page in pages for number in page] == MUGS[::-1], text
    await ben.taps("‹ Zurück")
    assert ben.labels()[0].startswith(f"{MUGS[-1]}: ")


async def test_the_list_of_one_products_orders_stays_one_of_that_product(ada: Person) -> None:
    await orders_all(ada)
    await ada.says("where is my desk lamp?")
    pages = await leafed_through(ada, "More ›")
    assert [number for page in pages for number in page] == NUMBERS[:12][::-1]
    await ada.says("my orders")
    assert [number for page in await leafed_through(ada, "More ›") for number in page] == NUMBERS[::-1]


@pytest.mark.parametrize("policy", [ShopPolicy(pickup_place="Am Markt 1")], ids=["pickup"])
async def test_pick_up_of_one_of_many(ada: Person) -> None:
    await orders_all(ada)
    await ada.says("can I pick it up in the store?")
    assert ada.last_text().startswith("Which order is it about? Its page changes")
    assert sum(map(len, await leafed_through(ada, "More ›"))) == 25


async def test_a_person_is_asked_about_one_of_many(ada: Person) -> None:
    await orders_all(ada)
    await ada.says("can you change the delivery address?")
    assert sum(map(len, await leafed_through(ada, "More ›"))) == 25

    await ada.says("/person")
    assert sum(":" in label for label in ada.labels()) == 6
    await ada.taps("Another order")
    assert ada.last_text() == "Which order is it about?"
    assert sum(map(len, await leafed_through(ada, "More ›"))) == 25
    await ada.taps(f"{NUMBERS[0]}: Desk lamp")
    assert f"Order {NUMBERS[0]}" in ada.last_text()
    assert "Our team knows that you would like to talk to a person." in ada.last_text()


async def test_the_money_of_many_orders(ben: Person) -> None:
    await orders_all(ben)
    await ben.says("Wie viel muss ich noch bezahlen?")
    pages = await leafed_through(ben, "Weitere ›")
    assert [len(page) for page in pages] == [6, 6, 6, 6, 1]
    assert ben.last_text().startswith("Zahlungen\n\n2000 · Schreibtischlampe")


async def test_one_of_twenty_alerts_is_stopped(desk: Desk, ada: Person) -> None:
    names = [f"Globe {chr(65 + number)}" for number in range(20)]
    for number, name in enumerate(names):
        await desk.sells(f"G-{number}", name, name)
        await subscriptions.sign_up(desk.shop, "ada", f"G-{number}", 1)
    await ada.connects()
    await ada.says("no more alerts please")
    seen = []
    while True:
        seen += [label for label in ada.labels() if label.startswith("Globe")]
        if "More ›" not in ada.labels():
            break
        await ada.taps("More ›")
    assert seen == names
    await ada.taps("Globe T", "Yes, stop it")
    assert len(await subscriptions.alerts(desk.shop, (await customers.read(desk.shop, "ada")).id)) == 19


async def test_a_page_that_is_gone_shows_the_last_one_and_what_is_forged_nothing(desk: Desk, ada: Person) -> None:
    await orders_all(ada)
    await ada.forges("which:cancel:9:0*")
    assert [label for label in ada.labels() if ":" in label] == ["2000: Desk lamp"]
    mug = await desk.product_id("MUG")
    await ada.forges(f"which:cancel:9:{mug}*")
    assert sum(":" in label for label in ada.labels()) == len(MUGS) % 8
    before = ada.last_text()
    for forged in ("which:eat:0:0*", "which:cancel:-1:0*", "which:cancel:0:-1*", "which:cancel:0:999*", "money:x:0*"):
        await ada.forges(forged)
        assert ada.answers[-1]["text"], forged
    assert before in {message["text"] for message in ada.from_bot()}


async def test_whoever_has_nothing_left_is_told_so(ada: Person) -> None:
    await ada.connects()
    await ada.forges("which:cancel:0:0*")
    assert ada.last_text().startswith("None of your orders is waiting")
    await ada.forges("money:0:0*")
    assert ada.last_text().startswith("There are no orders of yours here")
    await ada.forges("orders-of:0:999*")
    assert ada.last_alert().startswith("We cannot find this product")
    await ada.forges("which-alert:0*")
    assert ada.last_text().startswith("You have no alerts.")
