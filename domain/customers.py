"""A customer may be known by the shop, by a chat, or by both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.texts import nearest_language

CHAT_ONLY = "chat:"
"""Prefix of the number of a person whom only the chat knows."""

ACTIVE_TO = timedelta(days=1)
"""How exactly it is kept when somebody last wrote: each word of theirs would be a row to write."""


@dataclass(frozen=True, slots=True)
class Customer:
    """`chat_id` is the private chat with the bot; `blocked` is set while the person keeps the bot out.

    `locale` (BCP 47) is None until the shop, the chat or the person says one; `timezone` is an IANA name.
    `active_at` is when they last wrote or tapped, to the day.
    `quiet_hours` is the person's own choice: `22:00-07:00`, `off`, or None for the shop's.
    """

    id: int
    external_id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    timezone: str | None = None
    chat_id: int | None = None
    blocked: bool = False
    quiet_hours: str | None = None
    active_at: datetime | None = None

    def seen_lately(self, now: datetime) -> bool:
        return self.active_at is not None and now - self.active_at < ACTIVE_TO

    @property
    def language(self) -> str:
        """The language we speak to this person."""
        return nearest_language(self.locale)

    @property
    def known_by_shop(self) -> bool:
        return not self.external_id.startswith(CHAT_ONLY)
