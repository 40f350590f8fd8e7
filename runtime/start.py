"""Where the `nachschub` command begins."""

from runtime.lightly import undisturbed

with undisturbed():
    from runtime.cli import main

__all__ = ["main"]
