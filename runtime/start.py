"""Where the `nachschub` command begins."""

from importlib import import_module

from runtime.lightly import frugal, undisturbed, without

frugal()
with undisturbed():
    # Its log lines are plain: nobody needs rich's colours for a trace, nor six megabytes of it.
    with without("rich"):
        import_module("structlog")
    from runtime.cli import main

__all__ = ["main"]
