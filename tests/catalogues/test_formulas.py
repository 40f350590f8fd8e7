import pytest

from catalogues.formulas import is_formula
from catalogues.reading import Format, UnreadableFile, read


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("https://evil.example")',
        "=cmd|' /C calc'!A0",
        "  =1+1",
        "＝1+1",
        "-2+3+cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "- 1+importxml(A1)",
    ],
)
def test_attacks_are_found_in_names_and_in_prose(cell: str) -> None:
    assert is_formula(cell, named=True)
    assert is_formula(cell, named=False)


@pytest.mark.parametrize("cell", ["-A1", "+Plus", "@home", "\t=1", "\rMug", "== Mug"])
def test_names_are_looked_at_more_strictly(cell: str) -> None:
    assert is_formula(cell, named=True)


@pytest.mark.parametrize(
    "cell",
    [
        "- washable\n- light (40 g)",
        "-Waschbar(30°)",
        "+49 (0)30 123456",
        "@home you will like it",
        "=== Features ===",
        "=> new",
        "\t<p>Indented</p>",
        "<p>=1+1</p>",
        "- S|M|L, all of them!",
        "'=1+1",
    ],
)
def test_prose_may_start_like_that(cell: str) -> None:
    assert not is_formula(cell, named=False)


@pytest.mark.parametrize("cell", ["-1.50", "+2,0", "-", "-20 %", "Mug", "7 = seven", "'=1+1", "A+B"])
def test_names_may_be_figures(cell: str) -> None:
    assert not is_formula(cell, named=True)


@pytest.mark.parametrize(
    ("format", "header", "row"),
    [
        (Format.WOOCOMMERCE, "Type,SKU,Name,Meta: x", "simple,a,A,=1+1"),
        (Format.WOOCOMMERCE, "Type,SKU,Name,Attribute 1 value(s)", "variation,a,A,+Red"),
        (Format.SHOPIFY, "Handle,Title,Variant Price,Tags", 'a,A,5,"=cmd|x"'),
        (Format.SHOPIFY, "Handle,Title,Variant Price,Option1 Value", "a,A,5,@x"),
        (Format.CSV, "sku,name,price", "a,A,=5"),
        (Format.CSV, "sku,name,option:Size", "a,A,=5"),
    ],
)
def test_a_formula_in_any_column_refuses_the_file(format: Format, header: str, row: str) -> None:  # noqa: A002
    with pytest.raises(UnreadableFile) as refused:
        read(f"{header}\n{row}\n".encode(), format, currency="EUR", language="en")

    assert refused.value.problem.value == "formula"
    assert (refused.value.line, refused.value.column) == (2, header.split(",")[3 if header.count(",") > 2 else 2])


def test_an_apostrophe_before_a_sign_marks_text_and_goes() -> None:
    (cable,) = read(b"sku,name\na,'+5 V cable\n", Format.CSV, currency="EUR", language="en").listed

    assert cable.product.name == {"en": "+5 V cable"}
