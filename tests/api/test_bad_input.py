"""Everything that can be wrong with a request, and the field that the answer names."""

from typing import Any

import pytest

from tests.api.cast import Desk

HUGE = 10**30
ORDER = {"order_number": "1", "customer": "ada", "sku": "MUG", "quantity": 1}
PRODUCT = {"name": {"en": "Mug"}}
SUPPLY = {"sku": "MUG", "quantity": 1, "expected_on": "2027-02-01"}


def but(good: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return good | changes


BODIES = [
    ("POST", "/v1/backorders", [], "body"),
    ("POST", "/v1/backorders", {}, "order_number"),
    ("POST", "/v1/backorders", but(ORDER, colour="blue"), "colour"),
    ("POST", "/v1/backorders", but(ORDER, quantity="2"), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=True), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=1.5), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=0), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=-1), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=10**9 + 1), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, quantity=HUGE), "quantity"),
    ("POST", "/v1/backorders", but(ORDER, order_number=""), "order_number"),
    ("POST", "/v1/backorders", but(ORDER, order_number="9" * 65), "order_number"),
    ("POST", "/v1/backorders", but(ORDER, order_number="a\x00b"), "order_number"),
    ("POST", "/v1/backorders", but(ORDER, order_number="a\n"), "order_number"),
    ("POST", "/v1/backorders", but(ORDER, customer="a/b"), "customer"),
    ("POST", "/v1/backorders", but(ORDER, sku=None), "sku"),
    ("POST", "/v1/backorders", but(ORDER, ship="by air"), "ship"),
    ("POST", "/v1/backorders", but(ORDER, priority=2**31), "priority"),
    ("POST", "/v1/backorders", but(ORDER, paid={"amount": -1, "currency": "EUR"}), "paid.amount"),
    ("POST", "/v1/backorders", but(ORDER, paid={"amount": 1, "currency": "Euro"}), "paid.currency"),
    ("POST", "/v1/backorders", but(ORDER, paid={"amount": 1}), "paid.currency"),
    ("POST", "/v1/backorders", but(ORDER, priority="high"), "priority"),
    ("POST", "/v1/backorders", but(ORDER, deposit={"amount": HUGE, "currency": "EUR"}), "deposit.amount"),
    ("POST", "/v1/backorders", but(ORDER, placed_at="yesterday"), "placed_at"),
    ("POST", "/v1/backorders", but(ORDER, placed_at="2027-01-01T00:00:00"), "placed_at"),
    ("POST", "/v1/backorders", but(ORDER, placed_at="0001-01-01T00:00:00+05:00"), "placed_at"),
    ("POST", "/v1/backorders/1/payments", {}, "paid"),
    ("POST", "/v1/backorders/1/pickup", {"pickup": "yes"}, "pickup"),
    ("POST", "/v1/backorders/1/payments", {"paid": {"amount": 0, "currency": "EUR"}}, "paid.amount"),
    ("POST", "/v1/backorders/1/switch", {}, "sku"),
    ("POST", "/v1/backorders/1/cancel", {"reason": "x" * 501}, "reason"),
    ("PUT", "/v1/products/MUG", {"name": "Mug"}, "name"),
    ("PUT", "/v1/products/MUG", {"name": {}}, "name"),
    ("PUT", "/v1/products/MUG", {"name": {"en": 1}}, "name[...]"),
    ("PUT", "/v1/products/MUG", {"name": {"English please": "Mug"}}, "name"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, description={"en": "x" * 4001}), "description[...]"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, description={"en": "\x00"}), "description[...]"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, url="javascript:alert(1)"), "url"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, options={str(n): "x" for n in range(21)}), "options"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, price={"amount": HUGE, "currency": "EUR"}), "price.amount"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"policy": "maybe"}), "backorder.policy"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"limit": -1}), "backorder.limit"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"per_customer": 0}), "backorder.per_customer"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"reorder_at": 0}), "backorder.reorder_at"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"max_wait_days": 10**9}), "backorder.max_wait_days"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"release_date": "9999-12-31"}), "backorder.release_date"),
    ("PUT", "/v1/products/MUG", but(PRODUCT, backorder={"release_date": "2027-02-30"}), "backorder.release_date"),
    ("PUT", "/v1/products/MUG/alternatives", {"skus": ["MUG"] * 51}, "skus"),
    ("PUT", "/v1/products/MUG/alternatives", {"skus": ["MUG", 1]}, "skus[1]"),
    ("PUT", "/v1/customers/ada", {"email": "nobody"}, "email"),
    ("PUT", "/v1/customers/ada", {"phone": "call me"}, "phone"),
    ("PUT", "/v1/customers/ada", {"timezone": "Mars/Base"}, "timezone"),
    ("PUT", "/v1/customers/ada", {"locale": "Deutsch!"}, "locale"),
    ("PUT", "/v1/customers/ada", {"name": "x" * 201}, "name"),
    ("PUT", "/v1/customers/ada", {"preferences": ["Kitchen"] * 51}, "preferences"),
    ("PUT", "/v1/customers/ada", {"preferences": [""]}, "preferences[0]"),
    ("POST", "/v1/stock/receipts", {"sku": "MUG", "quantity": 1, "supply_id": 2**63}, "supply_id"),
    ("POST", "/v1/stock/counts", {"sku": "MUG", "quantity": -1}, "quantity"),
    ("POST", "/v1/stock/sales", {"sku": "MUG", "quantity": 0}, "quantity"),
    ("POST", "/v1/supplies", but(SUPPLY, expected_on="tomorrow"), "expected_on"),
    ("POST", "/v1/supplies", but(SUPPLY, expected_on="9999-12-31"), "expected_on"),
    ("PATCH", "/v1/supplies/1", {"state": "arrived"}, "state"),
    ("POST", "/v1/subscriptions", {"customer": "ada", "sku": "MUG", "quantity": None}, "quantity"),
]
ADDRESSES = [
    ("GET", "/v1/products?limit=0", "limit"),
    ("GET", "/v1/products?limit=201", "limit"),
    ("GET", "/v1/products?limit=ten", "limit"),
    ("GET", "/v1/products?limit=1&limit=2", "limit"),
    ("GET", "/v1/products?status=gone", "status"),
    ("GET", "/v1/products?q=%00", "q"),
    ("GET", "/v1/products?page=2", "page"),
    ("GET", "/v1/backorders?state=lost", "state"),
    ("GET", "/v1/backorders?state=null", "state"),
    ("GET", "/v1/backorders?customer=a%00", "customer"),
    ("GET", "/v1/messages?kind=spam", "kind"),
    ("GET", "/v1/backorders/0", "backorder_id"),
    ("GET", "/v1/backorders/0/why", "backorder_id"),
    ("GET", "/v1/supplies/proposals?sku=MUG", "sku"),
    ("GET", f"/v1/backorders/{2**63}", "backorder_id"),
    ("GET", "/v1/products/a%00", "sku"),
    ("GET", "/v1/products/%20", "sku"),
    ("DELETE", "/v1/customers/a%0Ab", "external_id"),
    ("POST", "/v1/products/import?format=xml", "format"),
    ("POST", "/v1/products/import", "format"),
    ("POST", "/v1/products/import?format=csv&currency=euro", "currency"),
    ("POST", "/v1/products/import?format=csv&language=fr", "language"),
]
NOWHERE = [
    ("GET", "/v1/products/NIX", None, "sku"),
    ("GET", "/v1/customers/nobody", None, "external_id"),
    ("DELETE", "/v1/customers/nobody", None, "external_id"),
    ("GET", "/v1/customers/nobody/suggestions", None, "external_id"),
    ("POST", "/v1/customers/nobody/link", None, "external_id"),
    ("GET", "/v1/backorders/4711", None, "backorder_id"),
    ("POST", "/v1/backorders/4711/cancel", None, "backorder_id"),
    ("POST", "/v1/backorders/4711/payments", {"paid": {"amount": 1, "currency": "EUR"}}, "backorder_id"),
    ("GET", "/v1/backorders/4711/why", None, "backorder_id"),
    ("GET", "/v1/subscriptions/4711/why", None, "subscription_id"),
    ("DELETE", "/v1/subscriptions/4711", None, "subscription_id"),
    ("PATCH", "/v1/supplies/4711", {"quantity": 1}, "supply_id"),
    ("POST", "/v1/supplies/4711/arrive", None, "supply_id"),
    ("POST", "/v1/supplies", SUPPLY, "sku"),
    ("POST", "/v1/stock/receipts", {"sku": "MUG", "quantity": 1}, "sku"),
    ("POST", "/v1/stock/counts", {"sku": "MUG", "quantity": 1}, "sku"),
    ("POST", "/v1/backorders", ORDER, "sku"),
    ("GET", "/v1/products?after=bm8AbnVsbA", None, "after"),
    ("GET", "/v1/backorders?after=bm9uc2Vuc2U", None, "after"),
    ("GET", "/v1/supplies/proposals?after=bm8AbnVsbA", None, "after"),
]

# What is refused before anybody looks into the database needs one kind of it.
one_kind = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@one_kind
async def test_a_bad_body_is_refused_and_its_field_named(desk: Desk) -> None:
    wrong = []
    for method, path, body, field in BODIES:
        answer = await desk.call(method, path, body)
        if (answer.status, answer.slug, answer.fields) != (400, "invalid-request", [field]):
            wrong.append((method, path, body, field, answer.text))
    assert wrong == []


@one_kind
async def test_a_bad_address_is_refused_and_its_parameter_named(desk: Desk) -> None:
    wrong = []
    for method, path, field in ADDRESSES:
        answer = await desk.call(method, path)
        if (answer.status, answer.slug, answer.fields) != (400, "invalid-request", [field]):
            wrong.append((method, path, field, answer.text))
    assert wrong == []


async def test_what_does_not_exist_is_named(desk: Desk) -> None:
    wrong = []
    for method, path, body, field in NOWHERE:
        answer = await desk.call(method, path, body)
        if (answer.status, answer.fields) != (404, [field]):
            wrong.append((method, path, field, answer.text))
    assert wrong == []


async def test_an_unknown_customer_is_named_where_the_product_is_known(desk: Desk) -> None:
    await desk.call("PUT", f"/v1/products/{ORDER['sku']}", {"name": {"en": "Blue mug"}})

    answer = await desk.call("POST", "/v1/backorders", ORDER)

    assert (answer.status, answer.fields) == (404, ["customer"])


NO_JSON = [b"{", b"\xff\xfe", b"nonsense", b'{"a": "\\ud800"}', b'{"a": "\xed\xa0\x80"}', b"[" * 100_000, b"[\r\xff"]


@one_kind
async def test_what_is_no_json_is_refused(desk: Desk) -> None:
    for content in NO_JSON:
        answer = await desk.call("POST", "/v1/backorders", content=content)
        assert (answer.status, answer.fields) == (400, ["body"]), content


@one_kind
async def test_whole_numbers_may_be_written_with_a_point(desk: Desk) -> None:
    await desk.sells("MUG")

    answer = await desk.call("POST", "/v1/stock/receipts", content=b'{"sku": "MUG", "quantity": 2.0}')

    assert (answer.status, answer["left"]) == (201, 2)


@one_kind
async def test_other_bodies_other_methods_other_addresses(desk: Desk) -> None:
    form = await desk.call("POST", "/v1/backorders", data={"sku": "MUG"})
    large = await desk.call("POST", "/v1/backorders", content=b" " * (1024 * 1024 + 1))
    with_key = await desk.call(
        "POST", "/v1/backorders", content=b" " * (1024 * 1024 + 1), headers={"Idempotency-Key": "x"}
    )
    method = await desk.call("DELETE", "/v1/backorders")
    nothing = await desk.get("/v1/nothing")
    missing = await desk.call("POST", "/v1/backorders")
    options = await desk.call("OPTIONS", "/v1/products/MUG")

    assert (form.status, form.slug) == (415, "unsupported-media-type")
    assert (large.status, large.slug, with_key.status) == (413, "too-large", 413)
    assert (method.status, method.slug) == (405, "method-not-allowed")
    assert set(method.headers["allow"].split(", ")) == {"GET", "OPTIONS", "POST"}
    assert (nothing.status, nothing.slug) == (404, "no-such-address")
    assert (missing.status, missing.fields) == (400, ["order_number", "customer", "sku", "quantity"])
    assert (options.status, options.headers["allow"]) == (204, "GET, OPTIONS, PUT")
