"""What may name a product. A sku stands in addresses (`PUT /v1/products/{sku}`), so what splits an address is out."""

import re

_VISIBLE = r'!"$&-.0->@-\[\]-~\u00a1-\u00ac\u00ae-\u052f'
"""Printable ASCII without `# % / ? \\`, then the letters of Europe: Latin with its accents, Greek, Cyrillic."""

PATTERN = rf"^(?!\.{{1,2}}$)[{_VISIBLE}](?:[ {_VISIBLE}]{{0,62}}[{_VISIBLE}])?$(?!\n)"
"""1 to 64 characters, spaces only inside; the same set in Python's `re` and in ECMA-262, for the OpenAPI document.
`.` and `..` are steps in a path, and Python's `$` would let a last line break through."""

_SKU = re.compile(PATTERN)


def valid_sku(text: str) -> bool:
    return _SKU.search(text) is not None
