"""Where the `nachschub` command begins: first aiogram, lightly, then everything that imports it."""

from runtime.lightly import import_aiogram

import_aiogram()

from runtime.cli import main  # noqa: E402 - the order is the point

__all__ = ["main"]
