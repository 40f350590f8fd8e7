"""A merchant's HTML: whatever passes here, Telegram takes, and shows at the length that we counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.markup import broken, plain, units
from playground.markup import parse_html

FINE = [
    "Tea & coffee, 5 > 4",
    "<b>Bold</b>, <i>it</i>, <u>u</u>, <s>gone</s>, <code>c</code>",
    '<a href="https://shop.example/?a=1&b=2">the shop</a>',
    '<span class="tg-spoiler">secret</span> <tg-spoiler>too</tg-spoiler>',
    "<blockquote expandable>long</blockquote>",
    '<pre><code class="language-python">x = 1</code></pre>',
    "&lt;b&gt; &amp; &quot;x&quot; &#8364; &#x20AC;",
    "<b>a <i>b</i></b> 🫖",
]
BROKEN = {
    "<b>bold": "<b>",
    "<b><i>x</b></i>": "</b>",
    "x</b>": "</b>",
    "5 < 6": "< 6",
    "<br>": "<br>",
    "<p>x</p>": "<p>",
    "<h1>x</h1>": "<h1>",
    "<a>x</a>": "<a>",
    '<a href="javascript:alert(1)">x</a>': '<a href="javascript:alert(1)">',
    "<a href=https://shop.example>x</a>": "<a href=https://shop.example>x",
    "<span>x</span>": "<span>",
    "<B>x</B>": "<B>x</B>",
    "a&nbsp;b": "&nbsp;",
    "&#xD800;": "&#xD800;",
    "&#0;": "&#0;",
    "<script>x</script>": "<script>",
    "<b": "<b",
}
PIECES = st.sampled_from(
    ["<", ">", "&", "b", "</", "<b>", "</b>", "<i>", "</i>", "<u ", '<a href="https://x.y">', "</a>", "&lt;", "&#65;",
     "&nbsp;", "&#x1F375;", '"', "'", "=", " ", "é", "🫖", "<span", ' class="tg-spoiler">', "</span>", "/", "x", "\n"]
)  # fmt: skip


@pytest.mark.parametrize("html", FINE)
def test_what_telegram_takes(html: str) -> None:
    assert broken(html) is None
    text, _ = parse_html(html)
    assert plain(html) == text


@pytest.mark.parametrize(("html", "found"), BROKEN.items())
def test_what_would_go_wrong_is_shown(html: str, found: str) -> None:
    assert broken(html) == found[:30]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25))
def test_whatever_passes_is_taken_by_telegram_and_read_at_that_length(pieces: list[str]) -> None:
    html = "".join(pieces)
    if broken(html) is None:
        text, _ = parse_html(html)  # raises on anything that Telegram would refuse
        assert (plain(html), units(plain(html))) == (text, units(text))


def test_a_long_text_is_checked_in_no_time() -> None:
    for piece in ("<", "<a ", "&", "<b>", "<a href='", "{", "<b x='' "):
        broken(piece * 4000)
