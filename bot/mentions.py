"""Own order numbers in free text, for shops whose numbers look like nothing that could be told by its form."""

import re

from domain.linking import bare_number

LEAST = 4
"""Letters and digits by which a number is known without its signs; fewer may be anything."""
_WORDS = re.compile(r"\w[\w./_-]*")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .](?=\d)")


def mentions(text: str, order_number: str) -> bool:
    """As a word of its own, in any case: `1001` is not mentioned in `10012`, and `2026110042` means 2026-11-0042."""
    if re.search(rf"(?<!\w){re.escape(order_number)}(?!\w)", text, re.IGNORECASE) is not None:
        return True
    bare = bare_number(order_number)
    words = {*_WORDS.findall(text), *_WORDS.findall(_BETWEEN_DIGITS.sub("", text))}
    return len(bare) >= LEAST and bare in map(bare_number, words)
