"""One piece of news of every sort, in every shade that changes its words."""

from datetime import UTC, date, datetime

from domain.broadcasts import Announcement, Content, LinkButton
from domain.contact import Contact
from domain.money import Money
from domain.notices import (
    AlertEnding,
    BackInStock,
    DateChanged,
    HoldLost,
    LongWait,
    News,
    OrderCancelled,
    OrderComplete,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
    OrderSwitched,
    ProductDiscontinued,
    Recalled,
    UnitsTakenBack,
)
from domain.talk import ConversationEnded, TeamMessage, TeamOutOfReach

MUG = {"en": "Blue mug (large)", "de": "Blaue Tasse (groß)"}
BOWL = {"en": "Soup bowl", "de": "Suppenschale"}
MARCH, APRIL = date(2027, 3, 12), date(2027, 4, 2)
NOON = datetime(2027, 1, 11, 11, 5, tzinfo=UTC)


def order(quantity: int = 2) -> dict[str, object]:
    return {"backorder_id": 7, "order_number": "A-1001", "product": MUG, "quantity": quantity}


def back(quantity: int = 1, url: str | None = "https://shop.example/mug", held: datetime | None = None) -> BackInStock:
    return BackInStock(subscription_id=5, sku="MUG", product=MUG, quantity=quantity, url=url, held_until=held)


def placed(reserved: int = 0, by: date | None = MARCH) -> OrderPlaced:
    return OrderPlaced(**order(), reserved=reserved, place=4, of=11, promise_by=by)  # type: ignore[arg-type]


def cancelled(*, by_customer: bool = True, paid: int | None = 3998) -> OrderCancelled:
    refund = Money(paid, "EUR") if paid else None
    return OrderCancelled(
        **order(),  # type: ignore[arg-type]
        at=NOON,
        by_customer=by_customer,
        refund=refund,
        refund_due_on=date(2027, 1, 25) if refund else None,
    )


def changed(old: date | None, new: date | None, reason: str | None = None) -> DateChanged:
    return DateChanged(**order(), old=old, new=new, reason=reason)  # type: ignore[arg-type]


LETTERS: dict[str, tuple[News, ...]] = {
    "Placed, waiting, with a date": (placed(),),
    "Placed, one of two there, no date": (placed(reserved=1, by=None),),
    "Placed, everything there": (
        OrderPlaced(**order(), reserved=2, place=None, of=None, promise_by=None),  # type: ignore[arg-type]
    ),
    "Complete": (OrderComplete(**order()),),  # type: ignore[arg-type]
    "Partly there": (OrderPartly(**order(3), reserved=1, promise_by=MARCH),),  # type: ignore[arg-type]
    "Date: later, with a reason": (changed(MARCH, APRIL, "Strike at the port of Hamburg <A & B>"),),
    "Date: earlier": (changed(APRIL, MARCH),),
    "Date: appears": (changed(None, MARCH),),
    "Date: vanishes": (changed(MARCH, None),),
    "Date: later, a known reason, credited": (
        DateChanged(**order(), old=MARCH, new=APRIL, reason="supplier", goodwill=Money(500, "EUR")),  # type: ignore[arg-type]
    ),
    "Too long": (LongWait(**order(), days=30, promise_by=APRIL, again=False),),  # type: ignore[arg-type]
    "Too long, no date, no answer": (LongWait(**order(), days=30, promise_by=None, again=True),),  # type: ignore[arg-type]
    "Recalled": (Recalled(recall_id=1, product=order()["product"], units=2, reason="The handle <may> break off."),),  # type: ignore[arg-type]
    "One unit taken back": (UnitsTakenBack(**order(), lost=1, promise_by=APRIL),),  # type: ignore[arg-type]
    "Two units taken back, no date": (UnitsTakenBack(**order(), lost=2, promise_by=None),),  # type: ignore[arg-type]
    "Discontinued": (ProductDiscontinued(**order()),),  # type: ignore[arg-type]
    "Cancelled by the customer, paid": (cancelled(),),
    "Cancelled by the shop, nothing paid": (cancelled(by_customer=False, paid=None),),
    "Switched, everything there": (
        OrderSwitched(**order(), instead_of=BOWL, reserved=2, promise_by=None),  # type: ignore[arg-type]
    ),
    "Switched, one there": (
        OrderSwitched(**order(), instead_of=BOWL, reserved=1, promise_by=MARCH),  # type: ignore[arg-type]
    ),
    "Switched to something cheaper": (
        OrderSwitched(
            **order(),  # type: ignore[arg-type]
            instead_of=BOWL,
            reserved=2,
            promise_by=None,
            refund=Money(300, "EUR"),
            refund_due_on=MARCH,
        ),
    ),
    "Released": (OrderReleased(**order(), rest=0),),  # type: ignore[arg-type]
    "Released in part": (OrderReleased(**order(1), rest=1),),  # type: ignore[arg-type]
    "Back in stock": (back(),),
    "Back in stock, three wanted, no shop page": (back(3, url=None),),
    "Back in stock, one held": (back(held=NOON),),
    "Back in stock, two held": (back(2, held=NOON),),
    "One held unit lost": (HoldLost(subscription_id=5, product=MUG, quantity=1),),
    "Alert, about to end": (AlertEnding(subscription_id=5, product=MUG, ends_at=NOON),),
    "The team says something": (TeamMessage(remark_id=3, html="It <b>left</b> our house &amp; is on its way."),),
    "The team sends a photo": (TeamMessage(remark_id=3, html=None, copied_from=-1001, copied=7, captioned=True),),
    "The team cannot be reached, and there is another way": (
        TeamOutOfReach(
            conversation_id=3,
            contact=Contact("Mugs & Co", "help@shop.example", "+49 30 1234567", "https://shop.example"),
        ),
    ),
    "The team cannot be reached": (TeamOutOfReach(conversation_id=3, contact=Contact()),),
    "A conversation was ended": (ConversationEnded(conversation_id=3),),
    "A cancellation and what it made possible": (OrderComplete(**order()), cancelled()),  # type: ignore[arg-type]
    "An announcement with a button": (
        Announcement(
            broadcast_id=4,
            content=Content(
                {
                    "en": "<b>{name|Friends of tea}</b>, the blue mug is back.",
                    "de": "<b>{name|Guten Tag}</b>, der blaue Becher ist wieder da.",
                },
                LinkButton({"en": "To the shop", "de": "Zum Shop"}, "https://shop.example/mug"),
            ),
            name="Ada <A>",
        ),
    ),
    "An announcement without a name and a button": (
        Announcement(broadcast_id=4, content=Content({"en": "{name|Dear reader}, hello.", "de": "{name|Guten Tag}."})),
    ),
}
