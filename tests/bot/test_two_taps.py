"""Never more than two taps from a person: every page and every letter that the code can make is looked at.

A page is a public function in bot/pages that answers a Page. It is called with a sample for each of its arguments, and
then, one argument at a time, with every other sample of that kind. A page that asks for something new fails here until
there is one.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from bot import apologies, pages, refusals
from bot.callbacks import AskPerson, Meant, ShowMenu, TalkToPerson
from bot.pages import linking, menu
from bot.turning import Purpose
from domain.availability import Availability
from domain.backorders import Backorder, Refund, State
from domain.consents import Consent
from domain.contact import Contact
from domain.conversations import Conversation
from domain.customers import Customer
from domain.linking import Snag
from domain.money import Money
from domain.notices import BackInStock, Countdown
from domain.policy import ShopPolicy, hours_of
from domain.products import Product, Status
from domain.promises import Promise
from domain.refusals import NotFound, Refusal
from domain.retention import Remainder
from domain.stock import Stock
from domain.subscriptions import Outcome, Subscription, SubscriptionState
from domain.suggestions import Reason, Suggestion
from domain.talk import TeamMessage
from services.backorders import Past
from services.conversations import Reception
from services.preferences import Preferences
from services.privacy import Kept, Overview
from services.products import ProductView
from services.subscriptions import AlertView
from services.suggestions import Suggestions
from services.switching import Alternative
from services.views import BackorderView
from storage.queue import Position
from tests.wording.cast import LETTERS
from understanding.intents import Intent
from wording.notices import word
from wording.pages import Page
from wording.words import Catalogues, Words

NOW, DAY = datetime(2027, 1, 11, 11, tzinfo=UTC), date(2027, 3, 12)
MOST_TAPS = 2
PEOPLE = {TalkToPerson.__prefix__, AskPerson.__prefix__}
BESIDE_ANOTHER = {"thanks_for_number", "without_number", "outlived"}
"""Never without another page in the same chat: they put a keyboard away, or are what a newer card left of an older."""
ELSEWHERE = {"inline", "topics"}
"""What is shared into somebody else's chat, and what the team reads itself."""

MUG = Product("MUG", {"en": "Blue mug", "de": "Blaue Tasse"}, price=Money(1290, "EUR"), url="https://shop.example/mug")
ORDER = Backorder(7, "A-1001", 1, "MUG", 2, NOW, promise_by=DAY)
ALERT = Subscription(5, 1, "MUG", 1, NOW)
TALK = Conversation(3, 1, NOW)


def view(order: Backorder = ORDER, **more: Any) -> BackorderView:
    return BackorderView(order, "ada", MUG, Position(1, 2, 0), None, 1, **more)


def product(status: Status) -> ProductView:
    return ProductView(9, MUG, Availability(status, Stock("MUG"), None, Promise(DAY, 1)))


def offer(number: int, *, dearer: bool = False) -> Alternative:
    return Alternative(MUG, number, product(Status.IN_STOCK).availability, None, dearer)


VIEWS = [
    view(),
    *(view(replace(ORDER, state=state)) for state in State),
    view(replace(ORDER, state=State.SWITCHED, switched_to=8)),
    view(replace(ORDER, pickup=True), pickup_place="Market Street 1"),
]
PRODUCTS = [product(status) for status in Status]
ALERTS = [AlertView(replace(ALERT, state=state), MUG) for state in SubscriptionState]
REMAINDERS = [Remainder(0, 0, None), Remainder(2, 1, DAY)]
RECEPTIONS = [
    Reception(TALK, fresh=True, along=along, open_until=None, opens_at=None, answer_time=None, promised=False)
    for along in (True, False)
]
KNOWN = Customer(1, "ada", "Ada", chat_id=1)
SAMPLES: dict[Any, Sequence[Any]] = {
    str: ["A-1001", "hello", "thanks", "menu", "help", "ok", "are you a robot"],
    str | None: [None, "A-1001"],
    int: [1],
    bool: [False, True],
    date: [DAY],
    datetime: [NOW],
    BackorderView: VIEWS,
    Sequence[BackorderView]: [VIEWS, VIEWS[:1], VIEWS[:2]],
    ProductView: PRODUCTS,
    Sequence[ProductView]: [PRODUCTS, []],
    AlertView: ALERTS,
    Sequence[AlertView]: [ALERTS, [], ALERTS * 5],
    Subscription: [one.subscription for one in ALERTS],
    Subscription | None: [None, ALERT],
    Refund | None: [None, Refund(Money(1290, "EUR"), DAY)],
    Sequence[Alternative]: [[offer(8)], [], [offer(8, dearer=True)], [offer(8), offer(9), offer(10), offer(11)]],
    Alternative: [offer(8)],
    Customer: [KNOWN, Customer(2, "chat:2")],
    ShopPolicy: [ShopPolicy(), ShopPolicy(quiet_hours=hours_of("21-08"))],
    Contact: [Contact(), Contact("Mugs & More", "shop@example.org", "+49 30 901820", "https://shop.example")],
    Consent | None: [
        None,
        Consent(given=True, at=NOW, wording="May we?", language="en"),
        Consent(given=False, at=NOW, wording="", language="en"),
    ],
    Overview: [Overview(None, 0, remainder) for remainder in REMAINDERS],
    Remainder: REMAINDERS,
    Past: [Past(each, None, None) for each in VIEWS],
    Kept: [Kept({}, {}, {})],
    Reception: RECEPTIONS,
    Conversation: [TALK],
    Snag: list(Snag),
    Preferences: [Preferences(["mugs", "lamps"], frozenset({"mugs"})), Preferences([], frozenset())],
    Suggestions: [
        Suggestions([Suggestion(MUG, reason, MUG) for reason in Reason], {"MUG": 9}, waiting=True, unknown=False),
        Suggestions([], {}, waiting=False, unknown=True),
    ],
    Refusal: [NotFound("backorder", "7")],
    Sequence[str]: [["Europe/Vienna"]],
    Purpose: list(Purpose),
    Sequence[tuple[Meant, str | None]]: [
        [(Meant(intent=Intent.PRIVACY), None)],
        [(Meant(intent=Intent.HUMAN_AGENT), None), (Meant(intent=Intent.PRIVACY), None)],
    ],
    Mapping[str, Sequence[Mapping[str, Any]]]: [{}],
}


def builders() -> Iterator[tuple[str, Callable[..., Page]]]:
    found = [import_module(f"{pages.__name__}.{module.name}") for module in pkgutil.iter_modules(pages.__path__)]
    for module in (*found, apologies, refusals):
        name = module.__name__.rpartition(".")[2]
        for called, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not called.startswith("_") and name not in ELSEWHERE
            if own and get_type_hints(function).get("return") is Page and called not in BESIDE_ANOTHER:
                yield f"{name}.{called}", function


def made(function: Callable[..., Page], t: Words) -> Iterator[Page]:
    hints = {name: kind for name, kind in get_type_hints(function).items() if name != "return"}
    choices = {name: [t] if kind is Words else _samples(kind, t) for name, kind in hints.items()}
    first = {name: samples[0] for name, samples in choices.items()}
    yield function(**first)
    for name, samples in choices.items():
        yield from (function(**first | {name: sample}) for sample in samples[1:])


def _samples(kind: Any, t: Words) -> Sequence[Any]:
    known = SAMPLES | {Page: [menu.menu_page(t)]}
    assert kind in known, f"a page asks for {kind}: give SAMPLES one"
    return known[kind]


def taps(page: Page, t: Words) -> int:
    """The way to a person: a button for it, the menu's, or the key that leaves a question."""
    acts = {button.act.split(":")[0] for row in page.buttons for button in row if button.act}
    if acts & PEOPLE:
        return 1
    leads = [menu.menu_page(t)] if ShowMenu.__prefix__ in acts else []
    leads += [linking.ways(t)] if any(key.label == linking.no_thanks(t) for key in page.keys or ()) else []
    return 1 + min((taps(other, t) for other in leads), default=MOST_TAPS)


@pytest.fixture(scope="module")
def t(catalogues: Catalogues) -> Words:
    return catalogues.words("en")


def test_from_every_page_a_person_is_two_taps_away(t: Words) -> None:
    walked = dict(builders())
    assert len(walked) > 60
    elsewhere = {
        path.name for path in Path(apologies.__file__).parent.glob("*.py") if re.search(r"\bPage\(", path.read_text())
    }
    assert elsewhere == {"apologies.py", "refusals.py"}, "pages are made in bot/pages"
    far = {name for name, function in walked.items() for page in made(function, t) if taps(page, t) > MOST_TAPS}
    assert far == set()


def test_no_page_offers_a_person_twice(t: Words) -> None:
    label = menu.person_button(t).label
    pages_made = [(name, page) for name, function in builders() for page in made(function, t)]
    assert [name for name, page in pages_made if sum(b.label == label for row in page.buttons for b in row) > 1] == []


def test_from_every_letter_too_also_when_a_button_of_it_is_used_up(t: Words) -> None:
    told = BackInStock(subscription_id=5, sku="MUG", product=MUG.name, quantity=1, url=None, held_until=NOW)
    countdowns = [(Countdown(told, timedelta(hours=1), outcome),) for outcome in (None, *Outcome)]
    letters = {title: word(news, t) for title, news in LETTERS.items() if not isinstance(news[0], TeamMessage)}
    letters |= {str(number): word(news, t) for number, news in enumerate(countdowns)}
    letters["many"] = word([*LETTERS["Partly there"], *LETTERS["Date: vanishes"]] * 9, t)
    for title, letter in letters.items():
        for used in (None, *(button for row in letter.buttons for button in row if button.act != ShowMenu().pack())):
            rows = tuple(tuple(button for button in row if button != used) for row in letter.buttons)
            assert taps(replace(letter, buttons=rows), t) <= MOST_TAPS, title
