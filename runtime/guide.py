"""What the demo's page offers beside the chat: things a shop does, ready to run, and links to open."""

from playground.app import Guide, GuideCall, GuideLink
from services.linking import PRODUCT_PREFIX

PREVIEWED = {
    "en": "Nothing is booked yet. For waiting orders: {to_backorders}. Left over: {left}. Messages to send: {people}.",
    "de": "Noch ist nichts gebucht. Für wartende Bestellungen: {to_backorders}. Übrig: {left}. "
    "Nachrichten, die hinausgingen: {people}.",
}
BOOKED = {
    "en": "For waiting orders: {to_backorders}. People told that it is back: {people_told}. Left over: {left}.",
    "de": "Für wartende Bestellungen: {to_backorders}. Leute, die erfahren, dass es wieder da ist: {people_told}. "
    "Übrig: {left}.",
}
ORDERED = {"en": "Order {order_number} is placed.", "de": "Bestellung {order_number} ist aufgegeben."}
WAITING = {"en": "Orders that wait: {items}.", "de": "Bestellungen, die warten: {items}."}
DRAFTED = {
    "en": "Draft {id}. It goes to whoever has said yes to /announcements in the chat.",
    "de": "Entwurf {id}. Er geht an alle, die im Chat unter /announcements Ja gesagt haben.",
}
ANNOUNCED = {"en": "The announcement is on its way.", "de": "Die Ankündigung ist unterwegs."}
ANNOUNCEMENT: dict[str, object] = {
    "title": "Blue mugs",
    "text": {
        "en": "<b>{name|Hello}!</b> A new batch of blue mugs is in the kiln.",
        "de": "<b>{name|Guten Tag}!</b> Eine neue Charge blauer Becher ist im Ofen.",
    },
}
WRITTEN = {"en": "Messages in this list: {items}.", "de": "Nachrichten in dieser Liste: {items}."}

CALLS = (
    GuideCall(
        {"en": "A delivery of 16 blue mugs: who would get what?", "de": "16 blaue Becher kommen an: Wer bekäme was?"},
        "POST",
        "/v1/stock/receipts/preview",
        {"sku": "MUG-BLUE", "quantity": 16},
        PREVIEWED,
    ),
    GuideCall(
        {"en": "Book a delivery of 16 blue mugs", "de": "Lieferung von 16 blauen Bechern buchen"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "MUG-BLUE", "quantity": 16},
        BOOKED,
    ),
    GuideCall(
        {"en": "Book a delivery of 2 kettles", "de": "Lieferung von 2 Wasserkesseln buchen"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "KETTLE-1", "quantity": 2},
        BOOKED,
    ),
    GuideCall(
        {"en": "Book a delivery of 1 wall clock", "de": "Lieferung von 1 Wanduhr buchen"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "CLOCK-WALL", "quantity": 1},
        BOOKED,
    ),
    GuideCall(
        {"en": "Place an order for Ada: 1 rucksack", "de": "Für Ada bestellen: 1 Rucksack"},
        "POST",
        "/v1/backorders",
        {"order_number": "20001", "customer": "c-ada", "sku": "RUCKSACK-22", "quantity": 1},
        ORDERED,
    ),
    GuideCall(
        {"en": "List the orders that wait", "de": "Wartende Bestellungen zeigen"},
        "GET",
        "/v1/backorders?state=waiting",
        told=WAITING,
    ),
    GuideCall(
        {"en": "Write an announcement", "de": "Eine Ankündigung schreiben"},
        "POST",
        "/v1/broadcasts",
        ANNOUNCEMENT,
        DRAFTED,
    ),
    GuideCall(
        {"en": "Send the first announcement", "de": "Die erste Ankündigung senden"},
        "POST",
        "/v1/broadcasts/1/send",
        told=ANNOUNCED,
    ),
    GuideCall(
        {"en": "List what was sent to whom", "de": "Zeigen, was an wen ging"}, "GET", "/v1/messages", told=WRITTEN
    ),
)


def build(origin: str, key: str, clock_id: int | None) -> Guide:
    """`clock_id` is the sample's wall clock; without the sample the calls would name products that do not exist."""
    if clock_id is None:
        return Guide(api=origin, key=key)
    links = (GuideLink({"en": "Radio wall clock", "de": "Funkwanduhr"}, f"{PRODUCT_PREFIX}{clock_id}"),)
    return Guide(api=origin, key=key, calls=CALLS, links=links)
