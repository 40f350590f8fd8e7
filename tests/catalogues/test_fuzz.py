"""Whatever the bytes are: a catalogue that accounts for every row, or a refusal. Never anything else."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogues.reading import Catalogue, Format, UnreadableFile, read
from domain.skus import valid_sku

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.csv"))
HEADERS = {
    Format.WOOCOMMERCE: "ID,Type,SKU,Name,Published,Stock,Backorders allowed?,Sale price,Regular price,Parent,"
    "Categories,Images,Description,Attribute 1 name,Attribute 1 value(s)",
    Format.SHOPIFY: "Handle,Title,Body (HTML),Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,"
    "Variant Inventory Policy,Variant Price,Image Src,Gift Card,Status",
    Format.CSV: "sku,name,name_de,description,price,currency,url,image_url,policy,limit,release_date,stock,active,"
    "option:Size",
}
WORDS = [
    "",
    "a",
    "simple",
    "variable",
    "variation",
    "id:1",
    "1",
    "-1",
    "12,50",
    "<p>x&amp;",
    "deny",
    "EUR",
    "2026-01-01",
]

some_cell = st.sampled_from(WORDS) | st.text(max_size=12)


def outcome(data: bytes, format: Format) -> Catalogue | None:  # noqa: A002
    try:
        return read(data, format, currency="EUR", language="en")
    except UnreadableFile:
        return None


@settings(deadline=None)
@given(data=st.binary(max_size=400), format=st.sampled_from(Format))
@example(data=b"\xff\xfe\x00", format=Format.CSV)
def test_any_bytes(data: bytes, format: Format) -> None:  # noqa: A002
    outcome(data, format)


@settings(max_examples=100, deadline=None)
@given(data=st.data(), format=st.sampled_from(Format))
def test_any_cells_below_a_good_header(data: st.DataObject, format: Format) -> None:  # noqa: A002
    header = HEADERS[format]
    width = header.count(",") + 1
    rows = data.draw(st.lists(st.lists(some_cell, min_size=width, max_size=width), max_size=5))
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    found = outcome("\n".join([header, *lines]).encode(errors="replace"), format)

    if found:
        assert len(found.listed) + len(found.skipped) == len(rows)
        skus = [item.product.sku for item in found.listed]
        assert len(set(skus)) == len(skus)
        assert all(valid_sku(sku) for sku in skus)
        assert all(item.product.name and (item.first_count or 0) >= 0 for item in found.listed)


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("format", Format)
@given(
    sample=st.sampled_from(SAMPLES),
    at=st.integers(0, 3000),
    cut=st.integers(0, 40),
    put=st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\r", b";"]),
)
def test_a_sample_with_a_hole_in_it(format: Format, sample: Path, at: int, cut: int, put: bytes) -> None:  # noqa: A002
    whole = sample.read_bytes()
    outcome(whole[:at] + put + whole[at + cut :], format)
