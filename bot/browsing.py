"""What the buttons carry for looking around: what else there is, and what somebody likes."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class ShowSuggestions(CallbackData, prefix="suggestions"):
    pass


class ShowPreferences(CallbackData, prefix="likes"):
    page: Annotated[int, Field(ge=0, lt=10_000)] = 0


class Like(CallbackData, prefix="like"):
    """A category, by its mark: to be liked from now on, or no longer. `page` is the one it stands on."""

    mark: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    liked: bool
    page: Annotated[int, Field(ge=0, lt=10_000)] = 0
