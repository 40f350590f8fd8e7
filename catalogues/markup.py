"""HTML as shops store it, to plain text.

Not `html.parser`: it takes quadratic time on crafted input (CVE-2025-6069) and raises on some of it. Each expression
below reads every character a fixed number of times, whatever stands there.
"""

import html
import re

_MARKED = re.compile(r"[<&]|^ |  | $")
_HIDDEN = re.compile(r"<(script|style|template|head|svg)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>", re.DOTALL)
_TAG = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9:-]*+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|</?([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>"
)
_BLOCK_NAMES = (
    "address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|h1|h2|h3|h4|h5|h6|header|hr|main|nav|ol|p|pre|"
    "section|table|tbody|tfoot|thead|tr|ul"
)
_BREAKS = frozenset(_BLOCK_NAMES.split("|")) | {"br"}
_BLOCK_TAG = re.compile(rf"<(?:br|li|{_BLOCK_NAMES})\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*+\n\s*+")
_ENDLESS = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
"""No sign has such a number, and Python refuses to count to those of thousands of digits."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def plain_text(markup: str) -> str:
    """Paragraphs, `<br>` and list items on lines of their own, entities decoded, scripts and styles gone."""
    if markup.isprintable() and not _MARKED.search(markup):
        return markup
    text = markup.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(_ENDLESS.sub("\ufffd", text))
    lines = [" ".join(line.split()) for line in _CONTROL.sub("", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(markup: str) -> str:
    return plain_text(markup).replace("\n\n", " ").replace("\n", " ")


def cut(text: str, limit: int) -> str:
    """At most that many characters, ended at a word with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(None, 1)[0]
    # A text without any spaces is cut where the limit falls.
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" \n,;:–-") + "…"


def _without_tags(text: str) -> str:
    text = _HIDDEN.sub(" ", _COMMENT.sub("", text))
    if _BLOCK_TAG.search(text):
        # WordPress keeps paragraphs as blank lines between its tags; other line breaks mean nothing in HTML.
        text = _BLANK_LINES.sub("<br><br>", text).replace("\n", " ")
    text = _TAG.sub(_in_words, text)
    # The second walk takes tags whose attributes held tags.
    return _TAG.sub(_in_words, text) if "<" in text else text


def _in_words(tag: re.Match[str]) -> str:
    name = (tag[1] or tag[2]).lower()
    if name == "li":
        return "" if tag[0].startswith("</") else "\n• "
    if name in _BREAKS:
        return "\n"
    return " " if name in {"td", "th"} else ""
