"""What else fits a customer."""

from typing import Any

from litestar import get
from litestar.di import NamedDependency as Given

from api.params import CustomerPath
from api.shapes.suggestions import SuggestionsOut, suggested
from domain.refusals import NotFound
from services import suggestions
from services.shop import Shop


@get("/v1/customers/{external_id:str}/suggestions", summary="What else fits a customer", refuses=(NotFound,))
async def of_customer(shop: Given[Shop], external_id: CustomerPath) -> SuggestionsOut:
    """In stock now, best first, at most five: what the person reads in the chat when they look. Nothing is sent."""
    return suggested(await suggestions.of(shop, external_id))


HANDLERS: list[Any] = [of_customer]
