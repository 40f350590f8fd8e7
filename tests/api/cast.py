"""A shop's own software, and what it says to the API. Builders default what a story does not mention."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import httpx

from services.shop import Shop

_orders = count(1001)
_chats = count(4711)


async def linked(shop: Shop, *names: str, blocked: bool = False) -> None:
    """These customers have a chat."""
    async with shop.store.begin() as tx:
        for name in names:
            person = await tx.customers.get(name)
            assert person is not None
            await tx.customers.put(replace(person, chat_id=person.chat_id or next(_chats), blocked=blocked))


class Answer:
    """A response that is easy to ask."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text
        self.body: Any = response.json() if response.content and "json" in response.headers["content-type"] else None

    def __getitem__(self, name: str) -> Any:
        return self.body[name]

    @property
    def slug(self) -> str:
        """The last part of a problem's type."""
        assert self.headers["content-type"] == "application/problem+json", self.text
        return str(self.body["type"]).rsplit(":", 1)[-1]

    @property
    def fields(self) -> list[str]:
        return [error["field"] for error in self.body.get("errors", ())]


@dataclass
class Desk:
    """Calls in the words of the trade."""

    http: httpx.AsyncClient

    async def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        given = {"json": body} if body is not None else {}
        return Answer(await self.http.request(method, path, **given, **more))

    async def get(self, path: str, **query: Any) -> Answer:
        return Answer(await self.http.get(path, params=query))

    async def sells(self, sku: str, /, **fields: Any) -> Answer:
        """A product that takes backorders."""
        fields = {"name": {"en": sku.title()}, "backorder": {"policy": "allow"}} | fields
        return await self.call("PUT", f"/v1/products/{sku}", fields)

    async def knows(self, customer: str, /, **fields: Any) -> Answer:
        return await self.call("PUT", f"/v1/customers/{customer}", fields)

    async def orders(self, customer: str, sku: str, quantity: int = 1, /, **fields: Any) -> Answer:
        order = {"order_number": str(next(_orders)), "customer": customer, "sku": sku, "quantity": quantity}
        return await self.call("POST", "/v1/backorders", order | fields)

    async def receives(self, sku: str, quantity: int, **fields: Any) -> Answer:
        return await self.call("POST", "/v1/stock/receipts", {"sku": sku, "quantity": quantity} | fields)

    async def expects(self, sku: str, quantity: int, on: str, **fields: Any) -> Answer:
        supply = {"sku": sku, "quantity": quantity, "expected_on": on}
        return await self.call("POST", "/v1/supplies", supply | fields)

    async def signs_up(self, customer: str, sku: str, quantity: int = 1) -> Answer:
        return await self.call("POST", "/v1/subscriptions", {"customer": customer, "sku": sku, "quantity": quantity})

    async def messages_to(self, customer: str) -> list[str]:
        found = await self.get("/v1/messages", customer=customer)
        return [message["kind"] for message in found["items"]]

    async def uploads(self, data: bytes, query: Mapping[str, str], *, as_form: bool = False) -> Answer:
        if as_form:
            response = await self.http.post("/v1/products/import", params=query, files={"file": ("file.csv", data)})
        else:
            headers = {"Content-Type": "text/csv"}
            response = await self.http.post("/v1/products/import", params=query, content=data, headers=headers)
        return Answer(response)
