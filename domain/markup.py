"""Telegram's HTML, as a merchant may write it: whether Telegram would take it, and what is left for the reader.

Stricter than Telegram where it would take something and show it otherwise than it was meant.
"""

import re
from collections.abc import Iterator
from html import unescape

TAGS = frozenset(
    {"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong", "tg-spoiler", "u"}
)
_TAG = re.compile(r"""</?([a-z][a-z0-9-]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*"|='[^'<>]*')?)*)\s*>""")
_HREF = re.compile(r"""\shref=["']https?://[^\s"']+["']""")
_SPOILER = re.compile(r"""\sclass=["']tg-spoiler["']""")
_REFERENCE = re.compile(r"&(lt|gt|amp|quot|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")
_LOOKS_LIKE_ONE = re.compile(r"&#?[A-Za-z0-9]+;")
_SURROGATES = range(0xD800, 0xE000)
LONGEST_SHOWN = 30


def broken(html: str) -> str | None:
    """The first place that Telegram would refuse, or show as it is written; None where all is well."""
    open_tags: list[str] = []
    for part in _parts(html):
        if isinstance(part, re.Match):
            if (tag := _wrong_tag(part, open_tags)) is not None:
                return tag
        elif (sign := _wrong_sign(part)) is not None:
            return sign
    return f"<{open_tags[-1]}>" if open_tags else None


def plain(html: str) -> str:
    """What somebody reads, of a text that is not broken."""
    return unescape("".join(part for part in _parts(html) if isinstance(part, str)))


def outside(html: str) -> Iterator[str]:
    """The stretches between the tags."""
    return (part for part in _parts(html) if isinstance(part, str))


def inside(html: str) -> Iterator[str]:
    """The tags themselves."""
    return (part[0] for part in _parts(html) if isinstance(part, re.Match))


def units(text: str) -> int:
    """The length as Telegram measures it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(html: str) -> Iterator[str | re.Match[str]]:
    """The tags, and the text between them."""
    at = 0
    for tag in _TAG.finditer(html):
        if at < tag.start():
            yield html[at : tag.start()]
        yield tag
        at = tag.end()
    if at < len(html):
        yield html[at:]


def _wrong_tag(tag: re.Match[str], open_tags: list[str]) -> str | None:
    """Follows the tags as they open and close; answers the tag where it cannot stand here."""
    name, rest = tag[1], tag[2]
    if tag[0].startswith("</"):
        return None if open_tags and open_tags.pop() == name and not rest else _shown(tag[0])
    open_tags.append(name)
    needed = {"a": _HREF, "span": _SPOILER}.get(name)
    fine = name in TAGS and (needed is None or needed.search(rest))
    return None if fine else _shown(tag[0])


def _wrong_sign(text: str) -> str | None:
    if "<" in text:
        return _shown(text[text.index("<") :])
    return wrong_reference(text)


def wrong_reference(text: str) -> str | None:
    """The first `&…;` that Telegram does not know."""
    for found in _LOOKS_LIKE_ONE.finditer(text):
        known = _REFERENCE.fullmatch(found[0])
        if known is None or not _has_sign(known[1]):
            return _shown(found[0])
    return None


def any_reference(text: str) -> str | None:
    """The first `&…;`, for text that nobody parses: people would read it as it is written."""
    found = _LOOKS_LIKE_ONE.search(text)
    return _shown(found[0]) if found else None


def _has_sign(reference: str) -> bool:
    if not reference.startswith("#"):
        return True
    code = int(f"0{reference[1:]}" if reference[1] == "x" else reference[1:].lstrip("0") or "0", 0)
    return code > 0 and code not in _SURROGATES


def _shown(text: str) -> str:
    return text[:LONGEST_SHOWN]
