"""A chat on its way to its orders: by telephone number, by order number and e-mail address, and by neither."""

import asyncio
from typing import Any

import pytest

from domain.customers import Customer
from services import customers, subscriptions
from tests.bot.cast import Desk, Person
from tests.conftest import Clock

ANNA = "anna@example.org"
PHONE = "+491711234567"
WAYS = ["With my telephone number", "With order number and e-mail", "Talk to a person", "Menu"]
WEGE = ["Mit meiner Telefonnummer", "Mit Bestellnummer und E-Mail", "Mit einem Menschen sprechen", "Menü"]


@pytest.fixture
async def dee(desk: Desk) -> Person:
    """Reads English; nobody knows her yet."""
    return await desk.meets("Dee", "en")


@pytest.fixture
async def order(desk: Desk) -> int:
    """Anna's, as the shop knows her."""
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await customers.put(desk.shop, Customer(0, "anna", "Anna <b>", ANNA, "0171 1234567", locale="de"))
    return await Person(desk, 0, "de", "anna").orders("MUG", number="NB-4711")


async def joined(desk: Desk) -> int | None:
    return (await customers.read(desk.shop, "anna")).chat_id


@pytest.mark.usefixtures("order")
async def test_a_shared_number_connects(desk: Desk, cem: Person) -> None:
    await cem.opens()
    await cem.taps("Bestellung verbinden")
    assert cem.labels() == WEGE
    await cem.taps("Mit meiner Telefonnummer")
    assert cem.keys() == ["Meine Nummer teilen", "Nein danke"]

    await cem.shares(PHONE)

    assert cem.last_text().startswith("Sie sind verbunden, Anna <b>. Wenn sich etwas ändert")
    assert "Bestellung NB-4711" in cem.last_text()
    assert cem.from_bot()[-2]["text"] == "Vielen Dank."
    assert cem.keys() == []
    assert await joined(desk) == cem.id
    await cem.says("/link")
    assert cem.last_text().startswith("Dieser Chat ist mit Ihren Bestellungen verbunden.")


@pytest.mark.usefixtures("order")
async def test_a_number_without_its_sign_is_telegrams_too(desk: Desk, cem: Person) -> None:
    await cem.shares("491711234567")
    assert await joined(desk) == cem.id


@pytest.mark.usefixtures("order")
async def test_only_ones_own_number_counts(desk: Desk, dee: Person) -> None:
    await dee.says("/link")
    await dee.taps("With my telephone number")
    strangers: list[dict[str, Any]] = [
        {"contact": {"phone_number": PHONE, "first_name": "Anna", "user_id": 4711}},
        {"contact": {"phone_number": PHONE, "first_name": "Anna"}},
        {
            "contact": {"phone_number": PHONE, "first_name": "Dee", "user_id": dee.id},
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Dee, last year"},
        },
    ]
    for content in strangers:
        await desk.is_fed(dee, **content)
        assert dee.last_text().startswith("Only your own number counts"), content
        assert dee.keys() == ["Share my number", "No, thanks"]
    await dee.says(PHONE)
    assert dee.last_text().startswith("A number that is typed proves nothing")
    assert dee.keys() == ["Share my number", "No, thanks"]
    assert await joined(desk) is None


@pytest.mark.usefixtures("order")
async def test_a_number_that_does_not_help_leads_to_the_order(desk: Desk, dee: Person, ada: Person) -> None:
    await dee.shares("+4915100000000")
    assert dee.last_text().startswith("The shop knows no customer with your number.")
    assert dee.labels() == ["With order number and e-mail", "Talk to a person", "Menu"]

    await customers.put(desk.shop, Customer(0, "otto", "Otto", phone="+49 171 12345-67"))
    await dee.shares(PHONE)
    assert dee.last_text().startswith("The shop knows several customers with your number")
    assert "Otto" not in "".join(dee.lines())
    await dee.taps("With order number and e-mail")
    await dee.says(f"NB-4711 {ANNA}")
    assert await joined(desk) == dee.id

    await customers.forget(desk.shop, "otto")
    await ada.shares(PHONE)
    assert ada.last_text().startswith("The orders under your number are connected with another Telegram account.")
    assert ada.labels() == ["Talk to a person", "Menu"]
    assert await joined(desk) == dee.id


@pytest.mark.usefixtures("order")
async def test_the_keyboard_goes_with_whatever_is_done_next(desk: Desk, clock: Clock, dee: Person) -> None:
    await dee.says("/link")
    await dee.taps("With my telephone number")
    await dee.says("No, thanks")
    assert (dee.keys(), dee.from_bot()[-2]["text"]) == ([], "All right, without your telephone number.")
    assert dee.labels() == WAYS

    for act in ("/help", "blue mug", "where is order 10415?"):
        await dee.says("/link")
        await dee.taps("With my telephone number")
        await dee.says(act)
        assert dee.keys() == []
    await dee.says("/link")
    await dee.taps("With my telephone number", "Menu")
    assert dee.keys() == []

    # A keyboard from last year shares as well as one from today.
    await dee.says("/link")
    await dee.taps("With my telephone number", "With my telephone number")
    assert dee.keys() == ["Share my number", "No, thanks"]
    clock.passes(days=400)
    await dee.shares(PHONE)
    assert dee.keys() == []
    assert await joined(desk) == dee.id


async def test_sharing_twice_at_once_connects_once(desk: Desk, order: int, dee: Person) -> None:
    await dee._acts("contact", phone_number=PHONE)
    await dee._acts("contact", phone_number=PHONE)
    await desk.hears()
    await dee.looks()
    assert dee.from_bot()[-2]["text"].startswith("Sie sind verbunden")
    assert dee.last_text().startswith("Dieser Chat ist mit Ihren Bestellungen verbunden.")
    assert await desk.states(order) == ["waiting"]


@pytest.mark.usefixtures("order")
async def test_an_order_and_its_address_are_asked_for(desk: Desk, cem: Person) -> None:
    await cem.says("/orders")
    await cem.taps("Bestellung verbinden", "Mit Bestellnummer und E-Mail")
    assert cem.last_text().startswith("Bitte schreiben Sie mir die Bestellnummer")
    await cem.says("nb 4711")
    assert cem.last_text() == "Bitte schreiben Sie mir die E-Mail-Adresse, mit der Sie NB-4711 bestellt haben."
    await cem.says("anna at example")
    assert not cem.last_text().startswith("Das sieht nicht")
    await cem.says("/link")
    await cem.taps("Mit Bestellnummer und E-Mail")
    await cem.says("NB-4711")
    await cem.says("anna@example")
    assert cem.last_text().startswith("Das sieht nicht wie eine E-Mail-Adresse aus.")
    await cem.says("ANNA@example.org")
    assert cem.last_text().startswith("Sie sind verbunden, Anna <b>.")
    assert await joined(desk) == cem.id


@pytest.mark.parametrize(
    "said",
    [
        ("My order NB-4711, anna@example.org",),
        ("NB-4711 anna@example.org",),
        ("connect my order nb4711", "it is anna@example.org"),
        ("my mail is anna@example.org", "#NB-4711"),
        ("where is order NB-4711?", "anna@example.org"),
        ("where is order NB-4711? I am anna@example.org",),
        ("NB-4711", "anna@example.org"),
        ("cancel order NB-4711", "anna@example.org"),
    ],
)
@pytest.mark.usefixtures("order")
async def test_an_order_connects_in_ones_own_words(desk: Desk, dee: Person, said: tuple[str, ...]) -> None:
    for text in said:
        assert await joined(desk) is None
        await dee.says(text)
    assert dee.last_text().startswith("Sie sind verbunden"), dee.last_text()
    assert await joined(desk) == dee.id


async def test_numbers_that_look_like_nothing_connect_where_one_was_asked_for(
    desk: Desk, cem: Person, dee: Person
) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    for name, number in (("anna", "7"), ("otto", "S-1")):
        await customers.put(desk.shop, Customer(0, name, name, f"{name}@example.org", locale="de"))
        await Person(desk, 0, "de", name).orders("MUG", number=number)
    for person in (cem, dee):
        await person.says("7")
        await person.says("/link")
    await cem.taps("Mit Bestellnummer und E-Mail")
    await cem.says("#7")
    assert cem.last_text() == "Bitte schreiben Sie mir die E-Mail-Adresse, mit der Sie 7 bestellt haben."
    await cem.says("anna@example.org")
    assert await joined(desk) == cem.id
    await dee.taps("With order number and e-mail")
    await dee.says("S-1 otto@example.org")
    assert dee.last_text().startswith("Sie sind verbunden, otto.")


@pytest.mark.usefixtures("order")
async def test_words_that_connect_nothing_open_the_ways(dee: Person, cem: Person) -> None:
    for text in ("connect my order", "how do I link my order?", "log in"):
        await dee.says(text)
        assert dee.labels() == WAYS, text
    for text in ("Bestellung verbinden", "wie melde ich mich an"):
        await cem.says(text)
        assert cem.labels() == WEGE, text


async def test_somebody_who_says_something_else_gets_an_answer_to_that(
    desk: Desk, clock: Clock, order: int, dee: Person
) -> None:
    something_else = {
        "blue mug": "Blue mug",
        "thank you": "You are welcome",
        "/alerts": "You have no alerts",
        "what data do you have about me?": "Your data",
    }
    for started in (("/link",), ("/link", "NB-4711")):
        for text, answer in something_else.items():
            await dee.says(started[0])
            await dee.taps("With order number and e-mail")
            for more in started[1:]:
                await dee.says(more)
            await dee.says(text)
            assert dee.last_text().startswith(answer), (started, text, dee.last_text())

    # After a quarter of an hour an address alone says no longer which order it belongs to.
    await dee.says("NB-4711")
    clock.passes(minutes=16)
    await dee.says(ANNA)
    assert dee.last_text().startswith("Please write me the order number.")
    assert (await joined(desk), await desk.states(order)) == (None, ["waiting"])


@pytest.mark.usefixtures("order")
async def test_every_wrong_guess_reads_the_same(desk: Desk, ada: Person, dee: Person, cem: Person) -> None:
    await customers.put(desk.shop, Customer(0, "otto", "Otto", "otto@example.org"))
    await Person(desk, 0, "en", "otto").orders("MUG", number="NB-1001")
    await cem.says(f"NB-4711 {ANNA}")
    assert await joined(desk) == cem.id

    seen = set()
    for number, email in (
        ("NB-4711", "otto@example.org"),  # somebody else's
        ("NB-9999", ANNA),  # no such order
        ("NB-9999", "nobody@example.org"),
        ("NB-4711", ANNA),  # joined with another chat
    ):
        await dee.says(f"my order {number}, {email}")
        seen.add((dee.last_text().replace(number, "…"), *dee.labels()))
    assert len(seen) == 1
    assert dee.labels() == ["Try again", "With my telephone number", "Talk to a person", "Menu"]

    # Before the address is said there is one answer, too, and no try is used up.
    for number in ("NB-4711", "NB-1001", "NB-9999"):
        await ada.says(f"where is order {number}?")
        seen.add((ada.last_text().replace(number, "…"), *ada.labels()))
    assert len(seen) == 2


@pytest.mark.usefixtures("order")
async def test_too_many_tries(desk: Desk, clock: Clock, dee: Person) -> None:
    for number in range(5):
        await dee.says(f"NB-100{number} {ANNA}")
        assert dee.last_text().startswith("I cannot connect this chat")
    for number in ("NB-4711", "NB-9999"):
        await dee.says(f"{number} {ANNA}")
        assert dee.last_text().startswith("These were too many tries.")
        assert dee.labels() == ["With my telephone number", "Talk to a person", "Menu"]
    clock.passes(hours=1)
    await dee.says(f"NB-4711 {ANNA}")
    assert await joined(desk) == dee.id


@pytest.mark.usefixtures("order")
async def test_two_chats_at_once_with_one_order(desk: Desk, dee: Person, cem: Person) -> None:
    await asyncio.gather(*(one._acts("say", text=f"NB-4711 {ANNA}") for one in (dee, cem)))
    await desk.hears()
    await asyncio.gather(dee.looks(), cem.looks())
    found = {person.id: person.last_text() for person in (dee, cem)}
    winner = await joined(desk)
    assert winner in found
    assert found.pop(winner).startswith("Sie sind verbunden")
    (other,) = found.values()
    assert "NB-4711" in other
    assert "another Telegram account" in other or "anderen Telegram-Konto" in other


@pytest.mark.usefixtures("order")
async def test_what_was_done_in_the_chat_before_is_still_there(desk: Desk, dee: Person) -> None:
    await desk.sells("LAMP", "Desk lamp", "Schreibtischlampe")
    await dee.says("tell me when the desk lamp is back")
    await dee.taps("Yes, tell me")
    await dee.says("/settings")
    await dee.taps("Time zone", "Vienna")

    await dee.says(f"NB-4711 {ANNA}")

    known = await customers.read(desk.shop, "anna")
    assert (known.chat_id, known.timezone) == (dee.id, "Europe/Vienna")
    assert [alert.sku for alert in await subscriptions.of_customer(desk.shop, known.id)] == ["LAMP"]
    await dee.says("/settings")
    await dee.taps("Verbindung zum Shop trennen", "Ja, trennen", "Bestellung verbinden")
    assert dee.labels() == WEGE


@pytest.mark.usefixtures("order")
async def test_whoever_is_connected_guesses_nothing(desk: Desk, ada: Person) -> None:
    await ada.connects()
    for text in (f"NB-4711 {ANNA}", f"connect order NB-4711, {ANNA}"):
        await ada.says(text)
        assert ada.last_text().startswith("This chat is connected with your orders.")
    await ada.shares(PHONE)
    assert ada.last_text().startswith("This chat is connected with your orders.")
    await ada.says("where is order NB-4711?")
    assert ada.last_text().endswith("it was placed under another customer number: our team gladly helps.")
    await ada.forges("link-phone*")
    await ada.forges("link-order*")
    assert ada.keys() == []
    assert await joined(desk) is None


@pytest.mark.usefixtures("order")
async def test_strange_numbers_and_addresses(desk: Desk, dee: Person) -> None:
    for strange in ("<b>NB-1</b>", "NB-" + "9" * 3000, "\u202eNB-1", "' OR 1=1 --1", "٤٧١١", "💣 1234"):
        await dee.says("/link")
        await dee.taps("With order number and e-mail")
        await dee.says(strange)
        await dee.says("<i>@" + "x" * 500 + ".org")
    assert all(len(message["text"]) < 1000 for message in dee.from_bot())
    await dee.shares("0000000000")
    assert dee.last_text().startswith("The shop knows no customer with your number.")
    assert await joined(desk) is None
