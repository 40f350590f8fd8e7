"""The conversations: each is lived through twice, by somebody who reads English and by somebody who reads German."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.actors import MERCHANT
from domain.customers import Customer
from domain.money import Money
from domain.products import Product
from services import customers, linking, placing, stock, supplies
from services.placing import Wish
from services.stock import Delivery
from services.supplies import SupplyChange
from tests.bot.cast import Desk
from tests.conversations.scribe import Scribe

SUPPLY = date(2027, 2, 1)


@dataclass
class Scene:
    """A shop with goods on the shelf and on the way, one customer, and the pen."""

    desk: Desk
    scribe: Scribe
    language: str

    async def says(self, english: str, german: str) -> None:
        await self.scribe.says(self.either(english, german))

    async def taps(self, english: str, german: str) -> None:
        await self.scribe.taps(self.either(english, german))

    async def orders(self, sku: str, number: str, quantity: int = 1, *, paid: int = 0) -> int:
        money = Money(paid, "EUR") if paid else None
        return await self.scribe.person.orders(sku, quantity, number, paid=money)

    async def is_known(self, external_id: str, number: str) -> None:
        """To the shop, as Anna, with an order; the chat does not know her."""
        anna = Customer(0, external_id, "Anna", f"{external_id}@example.org", "0171 1234567", locale=self.language)
        await customers.put(self.desk.shop, anna)
        await placing.place(self.desk.shop, Wish(number, external_id, "KETTLE", 1), MERCHANT)

    async def comes_in(self) -> None:
        """By the shop's link; what was written before is not this story's business."""
        payload = (await linking.create(self.desk.shop, self.scribe.person.external_id or "")).payload
        await self.scribe.opens(payload, "opens the link that came with the order")
        await self.scribe.happens("The post comes.")

    async def arrives(self, sku: str, units: int) -> None:
        await stock.receive(self.desk.shop, Delivery(sku, units))
        await self.scribe.happens(f"{units} units arrive in the shop.")

    async def slips(self, sku: str, days: int) -> None:
        """The supply for that product comes later."""
        async with self.desk.shop.store.read() as tx:
            (supply,) = (await tx.supplies.open_of([sku]))[sku]
        later = supply.expected_on + timedelta(days=days)
        await supplies.change(self.desk.shop, supply.id, SupplyChange(expected_on=later))
        await self.scribe.happens(f"The supplier needs {days} days longer.")

    def either(self, english: str, german: str) -> str:
        return german if self.language == "de" else english


Story = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True)
class Conversation:
    """`people`: who lives it in English, and who in German. `new`: nobody knows them yet."""

    name: str
    title: str
    about: str
    people: tuple[str, str]
    story: Story
    new: bool = False
    changes_language: bool = False


async def stock_up(desk: Desk) -> None:
    """What every conversation's shop sells."""
    goods: tuple[tuple[str, str, str, dict[str, object]], ...] = (
        ("MUG-BLUE", "Stoneware mug blue", "Steinzeugbecher blau", {"group": "mug", "category": "kitchen"}),
        ("MUG-RED", "Stoneware mug red", "Steinzeugbecher rot", {"group": "mug", "category": "kitchen", "on_hand": 5}),
        ("KETTLE", "Gooseneck kettle", "Wasserkessel mit Schwanenhals", {"category": "kitchen"}),
        ("LAMP-DESK", "Desk lamp Tilda", "Schreibtischlampe Tilda", {"category": "lamps"}),
        ("LAMP-FLOOR", "Floor lamp Tilda", "Stehlampe Tilda", {"category": "lamps", "on_hand": 2}),
        ("JACKET", "Rain jacket yellow", "Regenjacke gelb", {"category": "rainwear"}),
    )
    for sku, english, german, more in goods:
        found: Product = await desk.sells(sku, english, german, **more)
        assert found.sku == sku
    for sku, units in (("MUG-BLUE", 10), ("KETTLE", 4), ("LAMP-DESK", 6)):
        await desk.expects(sku, units, SUPPLY)


async def where_is_my_order(scene: Scene) -> None:
    await scene.orders("KETTLE", "10415")
    await scene.orders("MUG-BLUE", "10416", 2)
    await scene.comes_in()
    await scene.says("hello", "Guten Tag")
    await scene.says("my orders", "Meine Bestellungen")
    await scene.says("where is order 10415?", "Wo bleibt Bestellung 10415?")
    await scene.says("and the mugs?", "Und die Becher?")
    await scene.taps("History", "Verlauf")
    await scene.slips("KETTLE", 14)
    await scene.says("ok, I will keep waiting", "Gut, ich warte weiter")
    await scene.says("what else do you have?", "Was haben Sie sonst noch Schönes?")
    await scene.taps("What do you like?", "Was mögen Sie?")
    await scene.taps("lamps", "lamps")
    await scene.taps("Show what fits", "Passendes zeigen")
    await scene.says("the first", "die erste")
    await scene.says("thank you", "Vielen Dank")


async def cancel_and_money(scene: Scene) -> None:
    await scene.orders("KETTLE", "10415", paid=1290)
    await scene.orders("MUG-BLUE", "10416", 2, paid=2580)
    await scene.comes_in()
    await scene.says("I want to cancel my order", "Ich möchte meine Bestellung stornieren")
    await scene.says("the kettle", "den Wasserkessel")
    await scene.says("yes", "ja")
    await scene.says("no, don't cancel it", "Nein, nicht stornieren")
    await scene.says("please cancel order 10415", "Bitte stornieren Sie Bestellung 10415")
    await scene.taps("Yes, cancel it", "Ja, stornieren")
    await scene.scribe.happens("The receipt comes.")
    await scene.says("when do I get my money back?", "Wann bekomme ich mein Geld zurück?")
    await scene.says("cancel order 10415", "Storniere 10415")


async def something_else_instead(scene: Scene) -> None:
    await scene.orders("MUG-BLUE", "10416", 2)
    await scene.orders("JACKET", "10420")
    await scene.comes_in()
    await scene.says(
        "can I take something else instead of the mugs?", "Kann ich statt der Becher etwas anderes nehmen?"
    )
    await scene.says("the red one", "den roten")
    await scene.says("yes please", "ja bitte")
    await scene.taps("Yes, switch", "Ja, wechseln")
    await scene.scribe.happens("The post comes.")


async def tell_me(scene: Scene) -> None:
    await scene.scribe.opens("", "starts the chat")
    await scene.says("do you have lamps?", "Haben Sie Lampen?")
    await scene.says("the first", "die erste")
    await scene.says(
        "please let me know as soon as the desk lamp is back",
        "Sagen Sie mir Bescheid, wenn die Schreibtischlampe da ist",
    )
    await scene.taps("Yes, tell me", "Ja, Bescheid sagen")
    await scene.says("which alerts do I have?", "Welche Benachrichtigungen habe ich?")
    await scene.arrives("LAMP-DESK", 3)
    await scene.says("no more alerts please", "Bitte keine Benachrichtigungen mehr")


async def two_wishes(scene: Scene) -> None:
    await scene.orders("KETTLE", "10415")
    await scene.orders("MUG-BLUE", "10416", 2)
    await scene.comes_in()
    await scene.says(
        "Cancel order 10415 and tell me when the desk lamp is back",
        "Stornieren Sie 10415 und sagen Sie mir Bescheid, wenn die Schreibtischlampe wieder da ist",
    )
    await scene.taps("Yes, tell me", "Ja, Bescheid sagen")
    await scene.taps("No, keep it", "Nein, behalten")


async def doubt_and_a_person(scene: Scene) -> None:
    await scene.orders("KETTLE", "10415")
    await scene.comes_in()
    await scene.says("what is the weather like tomorrow?", "Wie wird morgen das Wetter?")
    await scene.says("qwertz asdf", "qwertz asdf")
    await scene.says("I need to talk to a real person", "Ich möchte mit einem Menschen sprechen")
    await scene.says("are you a robot?", "Sind Sie ein Roboter?")


async def a_newcomer(scene: Scene) -> None:
    await scene.scribe.opens("", "starts the chat")
    await scene.says("my orders", "meine Bestellungen")
    await scene.says("where is order 99887?", "Wo ist Bestellung 99887?")
    await scene.says("I would like to connect my order 99887", "Ich möchte meine Bestellung 99887 verknüpfen")
    await scene.says("what data do you have about me?", "Welche Daten haben Sie über mich?")
    await scene.says("I don't want any advertising", "Ich möchte keine Werbung")
    await scene.says("help", "Hilfe")


async def connecting_an_order(scene: Scene) -> None:
    await scene.is_known("anna", "NB-4711")
    await scene.scribe.opens("", "starts the chat")
    await scene.taps("Connect my order", "Bestellung verbinden")
    await scene.taps("With my telephone number", "Mit meiner Telefonnummer")
    await scene.says("+49 171 1234567", "0171 1234567")
    await scene.says("No, thanks", "Nein danke")
    await scene.taps("With order number and e-mail", "Mit Bestellnummer und E-Mail")
    await scene.says("do you have lamps?", "Haben Sie Lampen?")
    await scene.says("where is order NB-4711?", "Wo ist Bestellung NB-4711?")
    await scene.says("thank you", "Vielen Dank")
    await scene.says("/link", "/link")
    await scene.taps("With order number and e-mail", "Mit Bestellnummer und E-Mail")
    await scene.says("NB-4711", "NB-4711")
    await scene.says("anna@example", "anna@example")
    await scene.says("ann@example.org", "ann@example.org")
    await scene.says("My order NB-4711, anna@example.org", "Meine Bestellung NB-4711, anna@example.org")


async def connecting_a_number(scene: Scene) -> None:
    await scene.is_known("anna", "NB-4711")
    await scene.says("my orders", "meine Bestellungen")
    await scene.taps("Connect my order", "Bestellung verbinden")
    await scene.taps("With my telephone number", "Mit meiner Telefonnummer")
    await scene.scribe.shares("+49151000000")
    await scene.taps("Talk to a person", "Mit einem Menschen sprechen")
    await scene.says("/link", "/link")
    await scene.taps("With my telephone number", "Mit meiner Telefonnummer")
    await scene.scribe.shares("+491711234567")
    await scene.says("/link", "/link")


async def the_small_print(scene: Scene) -> None:
    await scene.orders("JACKET", "10420", paid=500)
    await scene.comes_in()
    await scene.says("can I pick it up in the store?", "Kann ich es im Laden abholen?")
    await scene.says("can I get a discount?", "Bekomme ich einen Rabatt?")
    await scene.says("how much do I still have to pay?", "Wie viel muss ich noch bezahlen?")
    await scene.says("auf Deutsch bitte", "in English please")
    await scene.says("Speak English please", "Bitte auf Deutsch")


async def looking_around(scene: Scene) -> None:
    await scene.scribe.opens("", "starts the chat")
    await scene.says("stonewear mugs", "Steinzeugbächer")
    await scene.says("the blue one", "den blauen")
    await scene.says("yes please", "ja bitte")
    await scene.says("rain jaket", "Regenjake")
    await scene.says("do you sell unicorns?", "Haben Sie Einhörner?")


CONVERSATIONS = (
    Conversation(
        "where-is-my-order",
        "Where is my order?",
        "Status, history, a date that slips.",
        ("Ada", "Ben"),
        where_is_my_order,
    ),
    Conversation(
        "cancel-and-money", "Cancelled, and the money", "Words ask, a tap decides.", ("Dora", "Emil"), cancel_and_money
    ),
    Conversation(
        "something-else", "Something else instead", "A switch in the chat.", ("Finn", "Cem"), something_else_instead
    ),
    Conversation("tell-me", "Tell me when it is back", "An alert, from the wish to its end.", ("Ada", "Emil"), tell_me),
    Conversation("two-wishes", "Two wishes at once", "Both are served, in order.", ("Dora", "Ben"), two_wishes),
    Conversation("doubt", "Not understood", "Honest words, and a person.", ("Finn", "Ben"), doubt_and_a_person),
    Conversation("newcomer", "Somebody new", "No order, and questions.", ("Ada", "Cem"), a_newcomer, new=True),
    Conversation(
        "connecting-an-order",
        "Connected by an order",
        "Order number and e-mail address, step by step and at once.",
        ("Ada", "Cem"),
        connecting_an_order,
        new=True,
    ),
    Conversation(
        "connecting-a-number",
        "Connected by a number",
        "Telegram confirms it.",
        ("Ada", "Cem"),
        connecting_a_number,
        new=True,
    ),
    Conversation(
        "small-print",
        "The small print",
        "Delivery, prices, languages.",
        ("Dora", "Emil"),
        the_small_print,
        changes_language=True,
    ),
    Conversation("looking-around", "Looking around", "Goods by rough names.", ("Finn", "Cem"), looking_around),
)
