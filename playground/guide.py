"""What the page shows beside the chat: calls to make over the bot's own API, and links to open."""

import msgspec


class GuideCall(msgspec.Struct, frozen=True):
    """A ready-made call: the page shows it as a curl line."""

    title: dict[str, str]
    method: str
    path: str
    body: dict[str, object] | None = None


class GuideLink(msgspec.Struct, frozen=True):
    """A deep link to try: the payload behind ?start=."""

    title: dict[str, str]
    payload: str


class Guide(msgspec.Struct, frozen=True):
    api: str | None = None
    key: str | None = None
    calls: tuple[GuideCall, ...] = ()
    links: tuple[GuideLink, ...] = ()
