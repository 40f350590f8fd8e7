"""What else there is, for those who look; and what they like."""

from bot.openers.around import looks_around
from domain.money import Money
from services import customers, products, subscriptions
from tests.bot.cast import Desk, Person


async def stock_up(desk: Desk) -> None:
    await desk.sells("KETTLE", "Gooseneck kettle", "Schwanenhalskessel", category="Kitchen")
    await desk.sells("POT", "Teapot", "Teekanne", category="Kitchen", on_hand=3, price=Money(2500, "EUR"))
    await desk.sells("PAN", "Pan", "Pfanne", category="Kitchen")
    await desk.sells("LAMP", "Desk lamp", "Schreibtischlampe", category="<b>Light</b>", on_hand=1)
    await desk.sells("RUG", "Rug", "Teppich", category="Floor", on_hand=4, price=None)


async def test_whoever_waits_looks_what_else_there_is_and_says_what_they_like(desk: Desk, ada: Person) -> None:
    await stock_up(desk)
    await products.set_alternatives(desk.shop, "KETTLE", ["RUG"])
    await ada.orders("KETTLE", number="B-7")
    await ada.connects()

    await ada.taps("While you wait")
    assert ada.last_text().splitlines() == [
        "While you wait",
        "In stock at the moment:",
        "• Teapot, €25.00 – goes with Gooseneck kettle",
        "• Rug – an alternative to Gooseneck kettle",
    ]
    await ada.taps("What do you like?")
    assert ada.labels() == ["<b>Light</b>", "Floor", "Kitchen", "Show what fits", "Settings", "Menu"]
    await ada.taps_twice("<b>Light</b>")
    assert ada.labels()[0] == "✓ <b>Light</b>"
    assert ada.last_alert() == "Nothing has changed."
    await ada.taps("Show what fits")
    assert ada.last_text().splitlines()[2] == "• Desk lamp, €12.90 – because you like <b>Light</b>"
    assert ada.labels()[:3] == ["Desk lamp", "Teapot", "Rug"]
    await ada.taps("Desk lamp")
    assert "In stock." in ada.last_text()

    # What somebody waits for already, has gone, or is not to be had is not suggested.
    await ada.orders("LAMP", number="B-8")
    await subscriptions.sign_up(desk.shop, "ada", "POT", 9)
    await ada.says("what else do you have?")
    assert ada.labels()[:2] == ["Rug", "What do you like?"]
    await products.discontinue(desk.shop, "LAMP")
    await ada.says("/settings")
    await ada.taps("What do you like?")
    assert ada.labels()[:2] == ["Floor", "Kitchen"]
    await ada.forges("like:0123456789ab:1:0")
    await ada.forges("like:<b>:1:0")
    assert (await customers.profile(desk.shop, "ada")).preferences == ["<b>Light</b>"]


async def test_a_newcomer_says_it_in_german_and_it_goes_along(desk: Desk, ben: Person) -> None:
    await stock_up(desk)
    await ben.says("Was habt ihr sonst noch Schönes?")
    assert ben.last_text().startswith("Noch weiß ich nicht, was Sie mögen.")
    await ben.taps("Was mögen Sie?", "Floor", "Kitchen", "✓ Kitchen", "Passendes zeigen")
    assert ben.last_text().splitlines() == [
        "Vielleicht ist hier etwas für Sie dabei",
        "Im Moment vorrätig:",
        "• Teppich – weil Sie „Floor“ mögen",
    ]

    # The shop said something as well; from the link on both count.
    known = await customers.read(desk.shop, "ben")
    await customers.put(desk.shop, known, preferences=["Kitchen", "Floor"])
    await ben.orders("PAN", number="B-9")
    await ben.connects()
    await ben.says("/suggestions")
    assert ben.last_text().splitlines() == [
        "Solange Sie warten",
        "Im Moment vorrätig:",
        "• Teekanne, 25,00\xa0€ – weil Sie „Kitchen“ mögen",
        "• Teppich – weil Sie „Floor“ mögen",
    ]
    for sku in ("POT", "RUG"):
        await products.discontinue(desk.shop, sku)
    await ben.says("Was gibt es bei euch?")
    assert ben.last_text().startswith("Im Moment ist nichts weiter vorrätig")
    assert ben.labels() == ["Was mögen Sie?", "Artikel suchen", "Menü"]


async def test_many_categories_turn_their_pages_and_somebody_likes_so_many(desk: Desk, ada: Person) -> None:
    for number in range(8):
        await desk.sells(f"S{number}", "Thing", "Ding", category=f"Category {number}")
    ready = [f"Old {number}" for number in range(49)]
    await customers.put(desk.shop, await customers.read(desk.shop, "ada"), preferences=ready)
    await ada.connects()
    await ada.says("/settings")
    await ada.taps("What do you like?", "More ›", "Category 7")
    assert ada.labels() == ["Category 6", "✓ Category 7", "‹ Back", "Show what fits", "Settings", "Menu"]
    await ada.taps("Category 6")
    assert ada.last_alert() == "You can choose 50 at most. Please take one back first."


def test_who_looks_around_names_nothing_and_wants_nothing_instead() -> None:
    around = ("What else do you have?", "anything else in stock", "was gibts bei euch", "Was ist denn vorrätig?")
    particular = ("do you have lamps", "Ich suche etwas", "what do you have instead of the kettle", "Was ist das?")
    assert [text for text in (*around, *particular) if looks_around(text)] == list(around)
