"""Own order numbers in free text, for shops whose numbers look like nothing that could be told by its form."""

import re


def mentions(text: str, order_number: str) -> bool:
    """As a word of its own, in any case: `1001` is not mentioned in `10012`."""
    return re.search(rf"(?<!\w){re.escape(order_number)}(?!\w)", text, re.IGNORECASE) is not None
