"""Importing aiogram without building what is never used.

aiogram 3.31 builds the validators of all its 400 types when it is imported, each with everything that it can contain:
six seconds of a core and 160 MB, of which a bot uses a few per cent. Pydantic would build each on its first use if it
were let. Measured here: 1.7 s and 48 MB for the import, 0.2 s and 4 MB for the first update.
"""

import ctypes
import gc
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel

NAME = re.compile(r"[A-Za-z_]\w*")


@contextmanager
def undisturbed() -> Iterator[None]:
    """For imports: modules come to stay, so looking for garbage among them takes a fifth of the time and finds none."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


ARENA_MAX, TRIM_THRESHOLD = -8, -1  # glibc: M_ARENA_MAX, M_TRIM_THRESHOLD in malloc.h


def frugal() -> None:
    """One heap for all threads, and what lies free at its end goes back: two megabytes less here.

    Python's threads take turns, so they gain nothing from heaps of their own. Without glibc it changes nothing.
    """
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is not None:
        tune(ARENA_MAX, 1)
        tune(TRIM_THRESHOLD, 64 * 1024)


@contextmanager
def without(name: str) -> Iterator[None]:
    """For imports of what would load a module only because it is there."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def import_aiogram() -> None:
    """To be called before anything else imports aiogram; later it changes nothing."""
    if "aiogram" in sys.modules:
        return
    at_once = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(_later)  # type: ignore[arg-type,assignment,method-assign]
    try:
        __import__("aiogram.types")
    finally:
        BaseModel.model_rebuild = at_once  # type: ignore[method-assign]
    _name_types_everywhere()


def _later(_: type[BaseModel], **__: Any) -> None:
    """Stands in for the building while aiogram asks for it."""


def _name_types_everywhere() -> None:
    """The types' modules name each other for the type checker only; whoever builds later needs the names for real.

    Each module gets the few that its annotations hold: all for everyone would be six megabytes of dictionaries.
    """
    types = sys.modules["aiogram.types"]
    default = sys.modules["aiogram.client.default"].Default
    names: dict[str, Any] = {"List": list, "Optional": Optional, "Union": Union, "Literal": Literal, "Default": default}
    names |= {name: getattr(types, name) for name in types.__all__}
    for module in [module for name, module in sys.modules.items() if name.startswith("aiogram.types.")]:
        own = [found for found in vars(module).values() if getattr(found, "__module__", None) == module.__name__]
        wanted = set[str]().union(*(_named_in(found) if isinstance(found, type) else names for found in own))
        for name in wanted & names.keys():
            module.__dict__.setdefault(name, names[name])


def _named_in(found: type) -> set[str]:
    """Inherited fields count: pydantic reads them in the heir's module."""
    annotations = [text for each in found.__mro__ for text in vars(each).get("__annotations__", {}).values()]
    return {name for annotation in annotations for name in NAME.findall(str(annotation))}
