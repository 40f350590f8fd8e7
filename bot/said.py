"""What the bot said last: read from the buttons of its newest page, so that every page takes part without knowing."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import (
    AskAlert,
    AskCancel,
    AskEndAlert,
    AskPerson,
    ConfirmCancel,
    ConfirmSwitch,
    EndAlert,
    KeepWaiting,
    Meant,
    OnOrder,
    OnProduct,
    OpenAlert,
    OpenOrder,
    PickAlternative,
    SetAlert,
    ShowAlternatives,
    ShowHistory,
    ShowOrder,
    ShowProduct,
    SignUp,
    WantUnits,
)
from bot.catalogue import Goods
from domain.cards import Drawn
from services.said import Said
from understanding.intents import Intent
from understanding.parsed import Context
from wording.acts import MENU
from wording.pages import Page

CHOICES: dict[type[CallbackData], Intent] = {
    OpenOrder: Intent.ORDER_STATUS,
    AskCancel: Intent.CANCEL_BACKORDER,
    ShowAlternatives: Intent.SWITCH_ALTERNATIVE,
    KeepWaiting: Intent.KEEP_WAITING,
    AskPerson: Intent.HUMAN_AGENT,
    ShowProduct: Intent.PRODUCT_SEARCH,
    AskAlert: Intent.SUBSCRIBE_RESTOCK,
    PickAlternative: Intent.SWITCH_ALTERNATIVE,
    EndAlert: Intent.UNSUBSCRIBE,
    AskEndAlert: Intent.UNSUBSCRIBE,
    OpenAlert: Intent.LIST_SUBSCRIPTIONS,
}
"""What choosing one of several such buttons would be for."""
QUESTIONS: dict[type[CallbackData], Intent] = {
    ConfirmCancel: Intent.CANCEL_BACKORDER,
    ConfirmSwitch: Intent.SWITCH_ALTERNATIVE,
    SignUp: Intent.SUBSCRIBE_RESTOCK,
    SetAlert: Intent.SUBSCRIBE_RESTOCK,
    WantUnits: Intent.SUBSCRIBE_RESTOCK,
    EndAlert: Intent.UNSUBSCRIBE,
}
"""What a yes to a page with such a button would mean. It opens the question again: only a tap confirms."""
READABLE: tuple[type[CallbackData], ...] = (*CHOICES, *QUESTIONS, ShowOrder, ShowHistory, Meant)
KNOWN = {kind.__prefix__: kind for kind in READABLE}
LISTED = frozenset({PickAlternative, AskAlert, AskEndAlert, OpenAlert})
"""Such buttons stand in lists only, also where there is just one."""
ORDER, ALERT = "@", "!"
"""Signs before an order's or an alert's number where the engine carries it through without looking."""


@dataclass(slots=True)
class Turn:
    """One update: what the bot ends it with is what it said last. `afterwards` is said when the chat's turn is over."""

    chat_id: int
    page: Page | None = None
    afterwards: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)

    def shows(self, page: Page, drawn: Drawn, *, again: bool = False) -> None:
        """`again`: where something stood before, which may have been a card."""
        self.page = page
        if again or drawn.face is not None:
            self.drawn.append(drawn)

    def said(self) -> Said | None:
        """Where the menu is all that is offered nothing was asked: of somebody forgotten nothing may be kept."""
        if self.page is None:
            return None
        acts = acts_of(self.page)
        return Said(self.chat_id, [] if acts == [MENU] else acts)


@dataclass(frozen=True, slots=True)
class LastPage:
    """The choices of the newest page, top to bottom. `orders`, `alerts`, `products` hold each number once."""

    acts: Sequence[str] = ()
    at: datetime | None = None
    pressed: Sequence[CallbackData] = ()
    orders: Sequence[int] = ()
    alerts: Sequence[int] = ()
    products: Sequence[int] = ()
    suggested: Sequence[Meant] = field(default=())

    @property
    def order(self) -> int | None:
        """The order that everything on the page is about."""
        return self.orders[0] if len(self.orders) == 1 else None

    @property
    def question(self) -> Intent | None:
        """What a yes would mean."""
        asked = [QUESTIONS[type(one)] for one in self.pressed if type(one) in QUESTIONS]
        return asked[0] if len(asked) == 1 else None

    @property
    def about(self) -> Intent | None:
        """What a choice would be for, where several things are offered; on a card each act stands once."""
        found: dict[type[CallbackData], set[str]] = defaultdict(set)
        for one in self.pressed:
            if type(one) in CHOICES:
                found[type(one)].add(one.pack())
        kind = max(found, key=lambda each: len(found[each]), default=None)
        return CHOICES[kind] if kind is not None and (len(found[kind]) > 1 or kind in LISTED) else None

    @property
    def units(self) -> int | None:
        """How many the question about an alert is for, or the list of what it may be for."""
        asked = {one.quantity for one in self.pressed if isinstance(one, SignUp | AskAlert | WantUnits)}
        return asked.pop() if len(asked) == 1 else None

    @property
    def asks_units(self) -> bool:
        """Whether a number would be the answer, of one alert that is there or to come."""
        of_one = len(self.alerts) + len(self.products) == 1
        listed = any(isinstance(one, OpenAlert) for one in self.pressed)
        return of_one and (self.question is Intent.SUBSCRIBE_RESTOCK or self.offers_units or listed)

    @property
    def offers_units(self) -> bool:
        """Several numbers, of which one is to be tapped: what such a tap does is no question."""
        return sum(isinstance(one, WantUnits) for one in self.pressed) > 1

    @property
    def product(self) -> int | None:
        return self.products[0] if len(self.products) == 1 and not self.orders else None


NOTHING_SAID = LastPage()


def acts_of(page: Page) -> list[str]:
    return [button.act for row in page.buttons for button in row if button.act]


def read(acts: Sequence[str], at: datetime | None = None) -> LastPage:
    """What somebody else's act looks like is nothing to choose."""
    pressed = [found for act in acts if (found := _unpacked(act)) is not None]
    return LastPage(
        acts,
        at,
        pressed,
        _each(one.backorder_id for one in pressed if isinstance(one, OnOrder)),
        _each(
            one.subscription_id for one in pressed if isinstance(one, EndAlert | AskEndAlert | OpenAlert | WantUnits)
        ),
        _each(one.product_id for one in pressed if isinstance(one, OnProduct | PickAlternative | ConfirmSwitch)),
        [one for one in pressed if isinstance(one, Meant)],
    )


def context(last: LastPage, goods: Goods) -> Context:
    """The same for the engine."""
    products = tuple((goods.skus[number],) for number in last.products if number in goods.skus)
    orders = (*(f"{ORDER}{number}" for number in last.orders), *(f"{ALERT}{number}" for number in last.alerts))
    suggested = tuple(one.intent for one in last.suggested)
    return Context(last.question, last.about, products, orders, suggested, last.units)


def _unpacked(act: str) -> CallbackData | None:
    kind = KNOWN.get(act.split(":", maxsplit=1)[0])
    try:
        return kind.unpack(act) if kind else None
    except (TypeError, ValueError):  # an older program's button
        return None


def _each(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))
