"""What the page shows beside the chat: calls to make over the bot's own API, and links to open."""

import msgspec


class GuideCall(msgspec.Struct, frozen=True):
    """Something the shop can do: a sentence with a button. The page keeps its curl line behind a fold.

    `told` says what came of it, in words; `{name}` in it is a field of the answer, and of a list its length.
    """

    title: dict[str, str]
    method: str
    path: str
    body: dict[str, object] | None = None
    told: dict[str, str] | None = None


class GuideLink(msgspec.Struct, frozen=True):
    """A deep link to try: the payload behind ?start=."""

    title: dict[str, str]
    payload: str


class Guide(msgspec.Struct, frozen=True):
    api: str | None = None
    key: str | None = None
    calls: tuple[GuideCall, ...] = ()
    links: tuple[GuideLink, ...] = ()
