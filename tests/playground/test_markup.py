"""HTML to entities: what TDLib's own tests say, and what nothing may break."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.html import parse_html, units
from playground.links import LinkError, check_link, with_found
from playground.markup import formatted
from playground.wire import Call, WireError

INVALID = "Text contains invalid Unicode characters after decoding HTML entities"
BROKEN = [
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("&#57311;", f"{INVALID}, check for unmatched surrogate code units"),
]


@pytest.mark.parametrize(("html", "why"), BROKEN)
def test_broken_html_is_refused_in_telegrams_words(html: str, why: str) -> None:
    with pytest.raises(WireError) as refused:
        parse_html(html)
    assert refused.value.code == 400
    assert refused.value.description in {
        f"Bad Request: can't parse entities: {why}",
        "Bad Request: can't parse entities: Unclosed start tag at byte offset 2",  # "1 < 2" has no end of a tag
    }


READ: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
    ("&#x1F600;&#65;&lt🏟", "😀A<🏟", []),
    ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [{"type": "italic", "offset": 5, "length": 6}]),
    (
        "<b>a<i>b</i></b>",
        "ab",
        [{"type": "italic", "offset": 1, "length": 1}, {"type": "bold", "offset": 0, "length": 2}],
    ),
    ("<B>a</B>", "", []),
    ("<b></b>x", "x", []),
    ("<u>a</u><ins>b</ins>", "ab", [{"type": "underline", "offset": i, "length": 1} for i in (0, 1)]),
    ("<s>a</s><del>b</del>", "ab", [{"type": "strikethrough", "offset": i, "length": 1} for i in (0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
    ("<blockquote>a</blockquote>", "a", [{"type": "blockquote", "offset": 0, "length": 1}]),
    ("<blockquote expandable>a</blockquote>", "a", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    (
        '<pre><code class="language-python">x = 1</code></pre>',
        "x = 1",
        [{"type": "pre", "offset": 0, "length": 5, "language": "python"}],
    ),
    (
        "<pre>a</pre><code>b</code>",
        "ab",
        [{"type": t, "offset": i, "length": 1} for i, t in enumerate(("pre", "code"))],
    ),
    (
        "<a href='telegram.org?&lt;'>t</a>",
        "t",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "http://telegram.org/?<"}],
    ),
    (
        "<a>telegram.org</a>",
        "telegram.org",
        [{"type": "text_link", "offset": 0, "length": 12, "url": "http://telegram.org/"}],
    ),
    ('<a href="http://localhost/x">t</a>', "t", []),
    ("<a href='tg://user?id=7'>t</a>", "t", [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 7}}]),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "👍",
        [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}],
    ),
]


@pytest.mark.parametrize(("html", "text", "entities"), [case for case in READ if case[0] != "<B>a</B>"])
def test_html_is_read_as_telegram_reads_it(html: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(html) == (text, entities)


def test_an_end_tag_must_be_written_like_its_start_in_small_letters() -> None:
    with pytest.raises(WireError, match="Unmatched end tag"):
        parse_html("<B>a</B>")


def read(text: str, mode: str = "HTML", **args: Any) -> tuple[str, list[dict[str, Any]]]:
    return formatted(Call({"text": text, "parse_mode": mode, **args}), "text", "entities")


def test_white_space_around_a_text_goes_and_entities_move_with_it() -> None:
    assert read("\n  a <b>b </b>\n ") == ("a b", [{"type": "bold", "offset": 2, "length": 1}])
    assert read(" <b> a</b>") == (" a", [{"type": "bold", "offset": 0, "length": 2}])
    assert read(" \n\t ") == ("", [])
    assert read("a\r\nb", "") == ("a\nb", [])


def test_entities_beside_the_text_are_taken_and_checked() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert read("😀!", "", entities=[bold, {"type": "url", "offset": 0, "length": 1}]) == ("😀!", [bold])
    assert read("ab", "", entities=[{"type": "bold", "offset": 1, "length": 9}]) == ("ab", [])
    with pytest.raises(WireError, match="Unsupported type"):
        read("ab", "", entities=[{"type": "shiny", "offset": 0, "length": 1}])
    with pytest.raises(WireError, match="unsupported parse_mode"):
        read("*ab*", "MarkdownV2")


PIECES = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<code>",
            "</code>",
            "<pre>",
            "</pre>",
            "</>",
            "<a_href='a.de'>",
            "</a>",
            "&lt;",
            "&#x1F600;",
            "&",
            "<",
            ">",
            '"',
            "=",
            "x",
            "_",
            "\n",
            "ü",
            "😀",
            "/",
            "<blockquote_expandable>",
            "</blockquote>",
            "&#xD800;",
            "<span_class=tg-spoiler>",
            "</span>",
            "<tg-emoji_emoji-id=1>",
            "</tg-emoji>",
            "/cmd",
            "\x00",
        ]
    ).map(lambda piece: piece.replace("_", " ")),
    max_size=30,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=60)))
@example("&")
@example("<a href=")
@example("<b/>")
@example("<pre>  <b> </b></pre>")
def test_nothing_breaks_the_reader_and_entities_lie_inside_their_text(html: str) -> None:
    try:
        text, entities = read(html)
        entities = with_found(text, entities)
    except WireError as refused:
        assert refused.code == 400  # noqa: PT017 - most random markup is refused; it must be refused properly
        return
    wide = text.encode("utf-16-le")
    assert units(text) * 2 == len(wide)
    assert text == text.rstrip(" \n")
    for entity in entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        assert 0 <= start < end <= len(wide)
        wide[start:end].decode("utf-16-le")  # never through the middle of a character


@given(st.text(max_size=80))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    try:
        expected = read(text, "")[0]
    except WireError:
        return
    assert read(escaped)[0] == expected


@pytest.mark.parametrize(
    ("given_address", "kept"),
    [
        ("example.com", "http://example.com/"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com?x=1", "https://example.com/?x=1"),
        ("example.com:8080/a", "http://example.com:8080/a"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
    ],
)
def test_addresses_are_kept_whole(given_address: str, kept: str) -> None:
    assert check_link(given_address) == kept


@pytest.mark.parametrize(
    "wrong", ["http://localhost:80", "not-a-url", "https://", "http://a b.de", "http://[::1", "http://x.de:x"]
)
def test_wrong_addresses(wrong: str) -> None:
    with pytest.raises(LinkError, match="Wrong HTTP URL"):
        check_link(wrong)


@pytest.mark.parametrize("foreign", ["ftp://example.com", "javascript:alert(1)", "mailto:a@b.de"])
def test_foreign_protocols(foreign: str) -> None:
    with pytest.raises(LinkError, match="Unsupported URL protocol"):
        check_link(foreign)


def test_telegram_finds_commands_links_and_addresses_by_itself() -> None:
    text = "😀 /start@shop_bot see https://a.de/x. or mail ada@example.com, #neu @shop_bot"
    kinds = [
        (e["type"], text.encode("utf-16-le")[e["offset"] * 2 :][: e["length"] * 2].decode("utf-16-le"))
        for e in with_found(text, [])
    ]
    assert kinds == [
        ("bot_command", "/start@shop_bot"),
        ("url", "https://a.de/x"),
        ("email", "ada@example.com"),
        ("hashtag", "#neu"),
        ("mention", "@shop_bot"),
    ]
    assert with_found("1/2 and/or a//b", []) == []
