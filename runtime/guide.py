"""What the demo's page offers beside the chat: ready-made calls of the shop, and links to open."""

from playground.app import Guide, GuideCall, GuideLink
from services.linking import PRODUCT_PREFIX

CALLS = (
    GuideCall(
        {"en": "A delivery of 16 blue mugs: who would get what?", "de": "16 blaue Becher kommen an: Wer bekäme was?"},
        "POST",
        "/v1/stock/receipts/preview",
        {"sku": "MUG-BLUE", "quantity": 16},
    ),
    GuideCall(
        {"en": "Book the delivery", "de": "Lieferung buchen"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "MUG-BLUE", "quantity": 16},
    ),
    GuideCall(
        {"en": "Two kettles come early", "de": "Zwei Wasserkessel kommen früher"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "KETTLE-1", "quantity": 2},
    ),
    GuideCall(
        {"en": "One wall clock is back for those who asked", "de": "Eine Wanduhr ist wieder da"},
        "POST",
        "/v1/stock/receipts",
        {"sku": "CLOCK-WALL", "quantity": 1},
    ),
    GuideCall(
        {"en": "Ada orders a rucksack", "de": "Ada bestellt einen Rucksack"},
        "POST",
        "/v1/backorders",
        {"order_number": "20001", "customer": "c-ada", "sku": "RUCKSACK-22", "quantity": 1},
    ),
    GuideCall({"en": "Everyone who waits", "de": "Alle, die warten"}, "GET", "/v1/backorders?state=waiting"),
    GuideCall({"en": "What was sent to whom", "de": "Was an wen ging"}, "GET", "/v1/messages"),
)


def build(origin: str, key: str, clock_id: int | None) -> Guide:
    """`clock_id` is the sample's wall clock; without the sample the calls would name products that do not exist."""
    if clock_id is None:
        return Guide(api=origin, key=key)
    links = (GuideLink({"en": "Radio wall clock", "de": "Funkwanduhr"}, f"{PRODUCT_PREFIX}{clock_id}"),)
    return Guide(api=origin, key=key, calls=CALLS, links=links)
