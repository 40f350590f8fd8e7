import time

import pytest

from catalogues.cells import MAX_DESCRIPTION, description
from catalogues.markup import cut, one_line, plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<p>One\nstill one</p>", "One still one"),
        ("One\n\nTwo <b>bold</b>\nThree", "One\n\nTwo bold\nThree"),
        ("Classic\n\neditor<ul><li>x</li></ul>", "Classic\n\neditor\n\n• x"),
        ("<script>alert('<p>')</script>Text<style>p{}</style>", "Text"),
        ("<script>never closed", ""),
        ("a<!-- hidden <b> -->b", "ab"),
        ("R&amp;B &lt;3 &euro;5 &#8211; &nbsp;x", "R&B <3 €5 – x"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("Cable <2m", "Cable <2m"),
        ('<a title="a > b" href=x>link</a>', "link"),
        ('<div data-x="<b>no</b>">yes</div>', "yes"),
        ("<TABLE><TR><TD>a</TD><TD>b</TD></TR></TABLE>", "a b"),
        ("a\x00\x07b\x1b", "ab"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("<![if x]>a<![endif]>", "a"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_names_stay_on_one_line() -> None:
    assert one_line(" <b>Blue</b><br>mug\n\nbig ") == "Blue mug big"


def test_a_long_text_is_cut_at_a_word() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two three", 12) == "one two…"
    assert cut("x" * 20, 10) == "x" * 9 + "…"
    assert len(description("word " * 2000)) <= MAX_DESCRIPTION


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<script ", "<a '\"", "&", "<", "\n \n", "</"])
def test_hostile_markup_costs_no_more_than_its_length(piece: str) -> None:
    begun = time.process_time()
    plain_text(piece * (120_000 // len(piece)))

    # Quadratic work on this length takes minutes, linear work milliseconds.
    assert time.process_time() - begun < 2
