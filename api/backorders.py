"""Order lines that wait, or waited."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, BackorderId, BackorderState, Limit, OfCustomer, OfSku, WantsAttention
from api.shapes.backorders import (
    BackorderDetail,
    BackorderIn,
    BackorderPage,
    CancelIn,
    PaymentIn,
    PickupIn,
    SwitchIn,
    detail,
    summary,
)
from api.shapes.why import WhyOut
from api.shapes.why import why as why_out
from domain.actors import MERCHANT
from domain.refusals import (
    BackorderDenied,
    CapReached,
    CurrencyMismatch,
    Discontinued,
    LimitReached,
    MoveRefused,
    NoPickup,
    NotAnAlternative,
    NotFound,
    OrderTaken,
    PlacedInFuture,
    TooMuchMoney,
    WaitTooLong,
)
from services import answers, backorders, payments, pickups, placing, switching, why
from services.shop import Shop
from storage.sights import BackorderQuery

TWO_MUGS = {"order_number": "#1001", "customer": "C-1001", "sku": "MUG-BLUE", "quantity": 2}


@post(
    "/v1/backorders",
    summary="Place a backorder",
    refuses=(
        NotFound,
        OrderTaken,
        PlacedInFuture,
        CurrencyMismatch,
        TooMuchMoney,
        Discontinued,
        BackorderDenied,
        LimitReached,
        CapReached,
        WaitTooLong,
        NoPickup,
    ),
    example=TWO_MUGS,
)
async def place(shop: Given[Shop], data: JSONBody[BackorderIn]) -> BackorderDetail:
    """Takes free units at once, in part if need be, and waits for the rest in fair order. The customer is told."""
    return detail(await placing.place(shop, data.wish(), MERCHANT))


@get("/v1/backorders", summary="Backorders")
async def page(
    shop: Given[Shop],
    *,
    customer: OfCustomer = None,
    sku: OfSku = None,
    standing: BackorderState = None,
    attention: WantsAttention = False,
    limit: Limit = 50,
    after: After = None,
) -> BackorderPage:
    """In the order in which they were written down."""
    found = await backorders.page(shop, BackorderQuery(customer, sku, standing, after, limit, attention))
    return BackorderPage([summary(view) for view in found.items], found.next)


@get("/v1/backorders/{backorder_id:int}", summary="One backorder", refuses=(NotFound,))
async def read(shop: Given[Shop], backorder_id: BackorderId) -> BackorderDetail:
    """With its place, its date and where the date comes from, and everything that happened to it."""
    return detail(await backorders.read(shop, backorder_id, MERCHANT))


@get("/v1/backorders/{backorder_id:int}/why", summary="Why it has its units or not yet", refuses=(NotFound,))
async def reasons(shop: Given[Shop], backorder_id: BackorderId) -> WhyOut:
    """The rule, what it received and from what, and the supplies up to the one with its last unit."""
    return why_out(await why.of_backorder(shop, backorder_id, MERCHANT))


@post(
    "/v1/backorders/{backorder_id:int}/cancel",
    status_code=200,
    summary="Cancel a backorder",
    refuses=(NotFound, MoveRefused),
)
async def cancel(
    shop: Given[Shop], backorder_id: BackorderId, data: JSONBody[CancelIn | None] = None
) -> BackorderDetail:
    """Its units go to the next in line; what was paid becomes a refund due. The customer gets a receipt."""
    return detail(await backorders.cancel(shop, backorder_id, MERCHANT, data.reason if data else None))


@post(
    "/v1/backorders/{backorder_id:int}/switch",
    status_code=200,
    summary="Switch to another product",
    refuses=(NotFound, MoveRefused, NotAnAlternative, Discontinued, BackorderDenied, LimitReached, CapReached),
)
async def switch(shop: Given[Shop], backorder_id: BackorderId, data: JSONBody[SwitchIn]) -> BackorderDetail:
    """Same order number, same place in time. Answers the old order, with `switched_to`."""
    return detail(await switching.switch(shop, backorder_id, data.sku, MERCHANT))


@post(
    "/v1/backorders/{backorder_id:int}/payments",
    status_code=200,
    summary="Note a payment",
    refuses=(NotFound, MoveRefused, CurrencyMismatch, TooMuchMoney),
    example={"paid": {"amount": 1290, "currency": "EUR"}},
)
async def pay(shop: Given[Shop], backorder_id: BackorderId, data: JSONBody[PaymentIn]) -> BackorderDetail:
    """Adds to `paid`; no money is moved. Refused beyond `balance_due`, and once the order was cancelled or switched."""
    return detail(await payments.note(shop, backorder_id, data.paid.money(), MERCHANT))


@post(
    "/v1/backorders/{backorder_id:int}/pickup",
    status_code=200,
    summary="Pick-up or delivery",
    refuses=(NotFound, MoveRefused, NoPickup),
    example={"pickup": True},
)
async def pick_up(shop: Given[Shop], backorder_id: BackorderId, data: JSONBody[PickupIn]) -> BackorderDetail:
    """Changeable until everything has left the house. Customers can change it in the chat, too."""
    return detail(await pickups.choose(shop, backorder_id, MERCHANT, pickup=data.pickup))


@post(
    "/v1/backorders/{backorder_id:int}/release",
    status_code=200,
    summary="Hand over to shipping",
    refuses=(NotFound, MoveRefused),
)
async def release(shop: Given[Shop], backorder_id: BackorderId) -> BackorderDetail:
    """What lies ready leaves the house: everything, or a part where the order ships in parts."""
    return detail(await backorders.release(shop, backorder_id, MERCHANT))


@post(
    "/v1/backorders/{backorder_id:int}/fulfil",
    status_code=200,
    summary="The parcel has arrived",
    refuses=(NotFound, MoveRefused),
)
async def fulfil(shop: Given[Shop], backorder_id: BackorderId) -> BackorderDetail:
    """The end of the story."""
    return detail(await backorders.fulfil(shop, backorder_id, MERCHANT))


@post(
    "/v1/backorders/{backorder_id:int}/attend",
    status_code=200,
    summary="A person has seen to it",
    refuses=(NotFound,),
)
async def attend(shop: Given[Shop], backorder_id: BackorderId) -> BackorderDetail:
    """Takes the order off the list `?attention=true`: its customer asked for a person, or gave no answer."""
    return detail(await answers.attend(shop, backorder_id, MERCHANT))


HANDLERS: list[Any] = [place, page, read, reasons, cancel, switch, release, fulfil, pay, pick_up, attend]
