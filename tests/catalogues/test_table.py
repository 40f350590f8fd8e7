"""What is refused as a whole, and where it says the fault is."""

import csv

import pytest

from catalogues.reading import MAX_BYTES, MAX_ROWS, Catalogue, Format, UnreadableFile, read


def read_plain(data: bytes) -> Catalogue:
    return read(data, Format.CSV, currency="EUR", language="en")


@pytest.mark.parametrize(
    ("data", "problem", "line", "column"),
    [
        (b"", "empty", None, None),
        (b"\xef\xbb\xbf \n\n", "empty", None, None),
        ("sku,name\na,A\nb,Größe\n".encode("cp1252"), "not_utf8", 3, None),
        ("sku,name\n".encode("utf-16"), "not_utf8", 1, None),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\xff", "not_utf8", 1, None),
        (b"sku,name\na,A\nb,\0\n", "nul_byte", 3, None),
        (b'sku,name\na,A\nb,"B\nc,C\n', "not_csv", 3, None),
        (b'sku,name\na,"A"x\n', "not_csv", 2, None),
        (b"sku,name\na," + b"A" * 140_000 + b"\n", "not_csv", 2, None),
        (b"sku,name\na,A\nb,B,C\n", "wrong_width", 3, None),
        (b"sku,name\na,A\nb\n", "wrong_width", 3, None),
        (b"name\nA\n", "wrong_columns", 1, "sku"),
        (b"sku,price\na,5\n", "wrong_columns", 1, "name or name_en or name_de"),
        (b"sku,name,SKU\n", "wrong_columns", 1, "sku"),
        (b"sku,name,\n", "wrong_columns", 1, "(blank)"),
        (b"sku,name," + b",".join(b"option:%d" % at for at in range(1001)), "wrong_columns", 1, None),
        (b"sku,name\na,A\nb,=1+1\n", "formula", 3, "name"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(
    data: bytes, problem: str, line: int | None, column: str | None
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_plain(data)

    assert (refused.value.problem.value, refused.value.line, refused.value.column) == (problem, line, column)
    assert refused.value.detail.endswith(".")


def test_a_hundred_megabytes_are_refused_unread() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_plain(bytes(100 * 1024 * 1024))

    assert refused.value.problem.value == "too_large"
    assert f"{MAX_BYTES:,}" in refused.value.detail


def test_too_many_rows() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_plain(b"sku,name\n" + b"a,A\n" * (MAX_ROWS + 1))

    assert (refused.value.problem.value, refused.value.line) == ("too_many_rows", MAX_ROWS + 2)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_shows_them(ending: str) -> None:
    lines = ["sku,name,description", "a,A,", "", 'b,B,"one', "two\u2028still two\x0b", 'three"', "c,C,"]
    found = read_plain(ending.join(lines).encode())

    assert [(item.product.sku, item.line) for item in found.listed] == [("a", 2), ("b", 4), ("c", 7)]


def test_a_file_of_a_header_alone_lists_nothing() -> None:
    assert read_plain(b"sku,name") == Catalogue((), ())


def test_a_quote_in_the_middle_of_a_cell_is_an_inch() -> None:
    (screw,) = read_plain(b'sku,name\ns,Screw 5" long\n').listed

    assert screw.product.name == {"en": 'Screw 5" long'}


def test_the_modules_of_others_keep_their_field_limit() -> None:
    before = csv.field_size_limit()
    read_plain(b"sku,name\na,A\n")

    assert csv.field_size_limit() == before
