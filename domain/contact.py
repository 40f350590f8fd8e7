"""How people reach the shop outside of the chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Whatever the shop has given; the rest is None."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None

    @property
    def reachable(self) -> bool:
        """Whether there is any way at all."""
        return any((self.email, self.phone, self.url))


UNREACHABLE = Contact()
"""Nothing was given."""
