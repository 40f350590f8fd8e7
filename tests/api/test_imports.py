"""Real catalogues over HTTP: every row accounted for, a repeat changes nothing, a broken file changes nothing."""

from pathlib import Path

import pytest

from services.imports import Format, import_file
from services.shop import Shop
from tests.api.cast import Answer, Desk

FILES = Path(__file__).parents[3] / "shared" / "data" / "catalogues"
REAL = {
    "woocommerce-sample-products.csv": "woocommerce",
    "shopify-apparel.csv": "shopify",
    "shopify-jewelery.csv": "shopify",
}
SMALL = "sku,name_en,name_de,price,policy,stock\nMUG,Blue mug,,12.90,allow,5\nCUP,Cup,Tasse,,deny,\n"


async def imports(desk: Desk, text: str | bytes, form: str = "csv", **query: str) -> Answer:
    data = text if isinstance(text, bytes) else text.encode()
    return await desk.uploads(data, {"format": form} | query)


def counted(answer: Answer) -> tuple[int, int, int, int]:
    return answer["created"], answer["updated"], answer["unchanged"], len(answer["skipped"])


@pytest.mark.parametrize("name", REAL)
async def test_a_real_catalogue_comes_in_once(desk: Desk, name: str) -> None:
    if not (FILES / name).exists():
        pytest.skip(f"{FILES / name} is not here")
    data = (FILES / name).read_bytes()

    first = await imports(desk, data, REAL[name])
    again = await desk.uploads(data, {"format": REAL[name]}, as_form=True)

    assert first.status == 200
    assert first["created"] > 5
    assert counted(again) == (0, 0, first["created"], len(first["skipped"]))
    assert again["skipped"] == first["skipped"]
    assert all(row["line"] > 1 and row["reason"] for row in first["skipped"])


async def test_a_new_product_is_counted_once(desk: Desk) -> None:
    first = await imports(desk, SMALL)
    sold = await desk.call("POST", "/v1/stock/sales", {"sku": "MUG", "quantity": 2})
    again = await imports(desk, SMALL.replace(",5\n", ",99\n"))

    assert (counted(first), counted(again)) == ((2, 0, 0, 0), (0, 0, 2, 0))
    assert (sold["on_hand"], (await desk.get("/v1/products/MUG"))["availability"]["on_hand"]) == (3, 3)
    movements = (await desk.get("/v1/stock/movements", sku="MUG"))["items"]
    assert [(m["kind"], m["cause"], m["on_hand"]) for m in movements] == [("count", "import", 5), ("sale", "sale", -2)]


async def test_texts_come_together_per_language_and_what_a_file_does_not_say_stays(desk: Desk) -> None:
    await desk.sells(
        "MUG",
        name={"de": "Blauer Becher"},
        url="https://shop.example/mug",
        backorder={"policy": "allow", "limit": 7},
        price={"amount": 999, "currency": "EUR"},
    )

    merged = await imports(desk, SMALL, language="en")
    mug = await desk.get("/v1/products/MUG")

    assert counted(merged) == (1, 1, 0, 0)
    assert mug["name"] == {"de": "Blauer Becher", "en": "Blue mug"}
    assert (mug["url"], mug["backorder"]["limit"], mug["price"]["amount"]) == ("https://shop.example/mug", 7, 1290)


async def test_a_skipped_row_says_where_and_why(desk: Desk) -> None:
    rows = ("A,Apple,1.00,", ",Nameless,1.00,", "B,Pear,cheap,", "A,Apple,2.00,", "C,Far,1,2999-01-01")

    answer = await imports(desk, "\n".join(("sku,name,price,release_date", *rows)))

    assert [(row["line"], row["reason"]) for row in answer["skipped"]] == [
        (3, "no_sku"),
        (4, "bad_price"),
        (5, "duplicate_sku"),
        (6, "bad_release_date"),
    ]
    assert (answer["created"], (await desk.get("/v1/products/A"))["price"]) == (1, {"amount": 100, "currency": "EUR"})


async def test_a_broken_file_changes_nothing(desk: Desk) -> None:
    broken = {
        "not_utf8": SMALL.replace("Blue", "Bläu").encode("latin-1"),
        "wrong_columns": b"name,colour\nMug,blue\n",
        "wrong_width": SMALL.encode() + b"X,Y\n",
        "formula": SMALL.encode() + b'VASE,"=HYPERLINK(""http://evil.example"")",,,allow,\n',
        "nul_byte": SMALL.encode() + b"\0",
        "empty": b" ",
    }
    for problem, data in broken.items():
        answer = await imports(desk, data)
        assert (answer.status, answer.slug, answer["problem"]) == (400, "unreadable-file", problem)
        assert answer.fields
        assert answer["detail"]
    assert (await desk.get("/v1/products"))["items"] == []


async def test_other_files_are_refused(desk: Desk) -> None:
    large = await imports(desk, b"x" * (20 * 1024 * 1024 + 1))
    larger = await imports(desk, b"x" * (21 * 1024 * 1024 + 1))
    as_json = await desk.call("POST", "/v1/products/import?format=csv", {"sku": "MUG"})
    two = await desk.http.post("/v1/products/import?format=csv", files={"file": b"a", "other": b"b"})

    assert (large.status, large.slug, larger.status) == (413, "too-large", 413)
    assert (as_json.status, as_json.slug) == (415, "unsupported-media-type")
    assert (Answer(two).status, Answer(two).fields) == (400, ["file"])


async def test_ten_thousand_rows_in_seconds(shop: Shop) -> None:
    rows = "".join(f"SKU-{n},Product {n},{n % 90}.99,{n % 7}\n" for n in range(10_000))
    data = f"sku,name,price,stock\n{rows}".encode()
    seen: list[tuple[int, int]] = []

    first = await import_file(
        shop, data, Format.CSV, currency="EUR", language="en", progress=lambda *at: seen.append(at)
    )
    again = await import_file(shop, data.replace(b"Product 7", b"Thing 7"), Format.CSV, currency="EUR", language="en")

    assert (first.created, again.updated, again.unchanged) == (10_000, 1_111, 8_889)
    assert seen[-1] == (10_000, 10_000)
    async with shop.store.read() as tx:
        assert await tx.checks.all() == []
