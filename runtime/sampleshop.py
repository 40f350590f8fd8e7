"""A small shop to play with: goods on the shelf and on the way, and six people, some of whom wait."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from domain.actors import MERCHANT
from domain.backorders import Ship
from domain.customers import Customer
from domain.money import Money
from domain.refusals import OrderTaken
from domain.supplies import Supply
from services import customers, imports, placing, products, subscriptions, supplies
from services.placing import Wish
from services.shop import Shop

PRODUCTS = Path(__file__).parent / "sample" / "products.csv"
SHOP = {
    "shop_name": "Kaufhaus Lindenhof (Demo)",
    "contact_email": "lindenhof@example.org",
    "contact_phone": "+49 30 23125 014",
    "contact_url": "https://www.example.org/lindenhof",
}
"""Who the shop is and how it is reached, by setting: invented, at an address and a number that are nobody's."""
DONE = "sample_shop"
"""The fact that says that the sample is complete."""


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A customer of the sample shop and the person on the playground behind them."""

    chat_id: int
    external_id: str
    first_name: str
    name: str
    language: str


PEOPLE = (
    SamplePerson(501, "c-ada", "Ada", "Ada Lovett", "en"),
    SamplePerson(502, "c-benno", "Benno", "Benno Krüger", "de"),
    SamplePerson(503, "c-cem", "Cem", "Cem Yıldız", "de"),
    SamplePerson(504, "c-dora", "Dora", "Dora Smith", "en"),
    SamplePerson(505, "c-emilia", "Emilia", "Emilia Hansen", "de"),
    SamplePerson(506, "c-finn", "Finn", "Finn O’Brien", "en"),
)

SUPPLIES = (
    # sku, units, days from today, supplier, reference
    ("MUG-BLUE", 6, 18, "Töpferei Bürgel", "B-2231"),
    ("MUG-BLUE", 24, 46, "Töpferei Bürgel", "B-2260"),
    ("BOWL-L", 10, 25, "Töpferei Bürgel", "B-2231"),
    ("KETTLE-1", 4, 12, "Hario Europe", "HE-908"),
    ("GRINDER-1", 5, 30, "Kaffeewerk", "KW-77"),
    ("LAMP-DESK", 8, 21, "Lichtwerk", "L-4410"),
    ("BLANKET-GREY", 12, 33, "Weberei Lang", "WL-19"),
    ("RAIN-M-YEL", 6, 15, "Regenwerk", "RW-301"),
    ("RUCKSACK-22", 9, 40, "Segeltuch", "S-88"),
    ("RADIO-DAB", 5, 9, "Klangbau", "KB-5"),
    ("READER-7", 50, 45, "Paperlight", "PL-1"),
)

ORDERS = (
    # order number, person, sku, units, days ago, paid in full, ship
    ("10412", "c-ada", "MUG-BLUE", 2, 9, True, Ship.TOGETHER),
    ("10415", "c-benno", "MUG-BLUE", 4, 8, True, Ship.TOGETHER),
    ("10419", "c-dora", "MUG-BLUE", 6, 6, False, Ship.PARTIAL),
    ("10421", "c-emilia", "MUG-BLUE", 1, 5, True, Ship.TOGETHER),
    ("10425", "c-ada", "LAMP-DESK", 1, 4, True, Ship.TOGETHER),
    ("10426", "c-benno", "KETTLE-1", 1, 4, False, Ship.TOGETHER),
    ("10430", "c-cem", "KETTLE-1", 2, 3, True, Ship.TOGETHER),
    ("10431", "c-cem", "RAIN-M-YEL", 1, 3, True, Ship.TOGETHER),
    ("10433", "c-dora", "HAMMOCK", 1, 2, True, Ship.TOGETHER),
    ("10436", "c-emilia", "READER-7", 1, 1, False, Ship.TOGETHER),
)

ALERTS = (
    ("c-finn", "MUG-BLUE", 1),
    ("c-cem", "MUG-BLUE", 2),
    ("c-finn", "CLOCK-WALL", 1),
    ("c-emilia", "RADIO-DAB", 1),
)


async def is_complete(shop: Shop) -> bool:
    async with shop.store.read() as tx:
        return await tx.facts.get(DONE) is not None


async def stock_up(shop: Shop) -> None:
    """Products, supplies and customers. A start that was interrupted goes on where it stopped."""
    await imports.import_file(shop, PRODUCTS.read_bytes(), imports.Format.CSV, currency="EUR", language="en")
    await _date_the_preorder(shop)
    async with shop.store.read() as tx:
        ordered = {sku for sku, found in (await tx.supplies.open_of(row[0] for row in SUPPLIES)).items() if found}
    for sku, units, days, supplier, reference in SUPPLIES:
        if sku not in ordered:
            expected_on = shop.today() + timedelta(days=days)
            await supplies.order(shop, Supply(0, sku, units, expected_on, supplier, reference))
    for person in PEOPLE:
        email = f"{person.first_name.lower()}@example.org"
        wanted = Customer(0, person.external_id, person.name, email, locale=person.language, timezone="Europe/Berlin")
        await customers.put(shop, wanted)


async def open_for_business(shop: Shop) -> None:
    """The waiting orders and alerts."""
    for order_number, person, sku, units, days_ago, paid, ship in ORDERS:
        price = (await products.read(shop, sku)).product.price or Money(0, "EUR")
        placed_at = shop.now() - timedelta(days=days_ago)
        wish = Wish(
            order_number, person, sku, units, paid=price.times(units) if paid else None, placed_at=placed_at, ship=ship
        )
        try:
            await placing.place(shop, wish, MERCHANT)
        except OrderTaken:
            continue
    for person, sku, units in ALERTS:
        await subscriptions.sign_up(shop, person, sku, units)


async def complete(shop: Shop) -> None:
    """Everything is there and everyone has come in."""
    async with shop.store.begin() as tx:
        await tx.facts.put(DONE, shop.now().isoformat())


async def _date_the_preorder(shop: Shop) -> None:
    """The e-reader is released six weeks from the first start; a day in the file would soon lie in the past."""
    reader = (await products.read(shop, "READER-7")).product
    if reader.backorder.release_date is None:
        release = shop.today() + timedelta(days=42)
        await products.put(shop, replace(reader, backorder=replace(reader.backorder, release_date=release)))
