"""Broadcasts on the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from api.problems import Fault, fault_of
from api.shapes.values import (
    LINE,
    PROSE,
    ExternalId,
    Line,
    Moment,
    MoneyOut,
    Sku,
    SomeCash,
    Tag,
    Url,
    money_out,
)
from api.shapes.values import must_be_this_century as must_be
from domain.broadcasts import Audience, Broadcast, BroadcastState, Content, Draft, LinkButton, Progress, Recipient
from domain.notices import MessageState
from domain.texts import LANGUAGES
from services.broadcasts import Preview, Standing

LONGEST_HTML = 12_000
"""Characters with all tags; 4096 of them are for readers."""

Html = Annotated[str, Meta(max_length=LONGEST_HTML, pattern=PROSE)]
Label = Annotated[str, Meta(max_length=64, pattern=LINE)]
Skus = Annotated[list[Sku], Meta(max_length=100)]
Spoken = Annotated[str, Meta(pattern=f"^({'|'.join(LANGUAGES)})$(?!\\n)")]
_DAY = "(((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))|((0[469]|11)-(0[1-9]|[12][0-9]|30))|(02-(0[1-9]|1[0-9]|2[0-8])))"
_HOUR = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?"
HOUR = {"pattern": f"^20[0-9]{{2}}-{_DAY}T{_HOUR}$"}
"""For the document: the zone is the one thing in which this differs from RFC 3339."""
Hour = Annotated[
    datetime,
    Meta(extra_json_schema=HOUR, description="RFC 3339; without its zone it is an hour on the shop's own clock."),
]


class HtmlIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Telegram's HTML, one text per language. `{name|…}` is the reader's name, or what stands behind the bar."""

    en: Html = ""
    de: Html = ""


class LabelIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What the button says."""

    en: Label = ""
    de: Label = ""


class ButtonIn(Struct, forbid_unknown_fields=True, frozen=True):
    """A button of your own under the text. The way out of announcements stands below it in any case."""

    text: LabelIn
    url: Url


class ProductsIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Whoever has bought, waits for, or has an alert for one of these products."""

    owned: Skus = []
    waiting: Skus = []
    subscribed: Skus = []


class AudienceIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Everyone who has agreed, narrowed by each field that is given; within a list one match is enough."""

    language: Annotated[Spoken | None, Meta(description="What they read.")] = None
    products: ProductsIn = ProductsIn()
    min_order_value: Annotated[SomeCash | None, Meta(description="One order of theirs came to as much.")] = None
    active_since: Annotated[Moment | None, Meta(description="Wrote to the bot or ordered since.")] = None
    tags: Annotated[list[Tag], Meta(max_length=50)] = []

    def __post_init__(self) -> None:
        must_be(active_since=self.active_since)

    def audience(self) -> Audience:
        products, value = self.products, self.min_order_value
        return Audience(
            self.language,
            products.owned,
            products.waiting,
            products.subscribed,
            value.money() if value else None,
            self.active_since,
            self.tags,
        )


class BroadcastIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`title` is for you only. `local_time`: `send_at` is an hour that each reader has on their own clock."""

    title: Line
    text: HtmlIn
    button: ButtonIn | None = None
    photo_url: Annotated[Url | None, Meta(description="Telegram fetches it; the text is its caption then.")] = None
    audience: AudienceIn = AudienceIn()
    send_at: Hour | None = None
    not_after: Annotated[Hour | None, Meta(description="What has not left by then never does.")] = None
    local_time: bool = False

    def __post_init__(self) -> None:
        must_be(send_at=self.send_at, not_after=self.not_after)

    def draft(self) -> Draft:
        button = LinkButton(_spoken(self.button.text), self.button.url) if self.button else None
        content = Content(_spoken(self.text), button, self.photo_url)
        return Draft(self.title, content, self.audience.audience(), self.send_at, self.not_after, self.local_time)


class TestIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Who gets the test: somebody who has agreed to announcements, such as you."""

    customer: ExternalId


class ButtonOut(Struct, frozen=True):
    text: Mapping[str, str]
    url: str


class ProductsOut(Struct, frozen=True):
    owned: Sequence[str]
    waiting: Sequence[str]
    subscribed: Sequence[str]


class AudienceOut(Struct, frozen=True, omit_defaults=True):
    """What narrows it; empty: everyone who has agreed."""

    language: str | None = None
    products: ProductsOut | None = None
    min_order_value: MoneyOut | None = None
    active_since: datetime | None = None
    tags: Sequence[str] = ()


class ProgressOut(Struct, frozen=True):
    """Letters by state, as in the ledger. `reasons` counts the dropped and failed ones."""

    recipients: int
    due: int
    sent: int
    dropped: int
    failed: int
    unknown: int
    reasons: Mapping[str, int]
    minutes_left: int


class BroadcastLine(Struct, frozen=True):
    """`created_by`, `rewritten_by`, `sent_by` and `approved_by` name API keys."""

    id: int
    title: str
    text: Mapping[str, str]
    button: ButtonOut | None
    photo_url: str | None
    audience: AudienceOut
    send_at: datetime | None
    not_after: datetime | None
    local_time: bool
    state: BroadcastState
    created_by: str
    created_at: datetime
    rewritten_by: Sequence[str]
    sent_by: str | None
    approved_by: str | None
    started_at: datetime | None
    finished_at: datetime | None


class BroadcastOut(BroadcastLine, frozen=True, kw_only=True):
    """With how far it is. `opted_out`: people who tapped on the way out under it."""

    progress: ProgressOut
    opted_out: int


class BroadcastPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[BroadcastLine]
    next: str | None


class Finding(Fault, frozen=True):
    """`stops`: it has to be mended before this can be sent. The others keep people from hearing it."""

    stops: bool


class PreviewOut(Struct, frozen=True):
    """`recipients` have agreed; `blocked`, `not_linked` and `muted` are among them and get nothing.

    `muted` have had their week's announcements (`NACHSCHUB_MARKETING_PER_WEEK`). `missing_translation` counts those
    whose language the text lacks; `minutes` at Telegram's pace, or at the one that is paid for.
    """

    recipients: int
    blocked: int
    not_linked: int
    muted: int
    missing_translation: int
    minutes: int
    problems: Sequence[Finding]


class RecipientOut(Struct, frozen=True):
    """`reason` says why somebody got nothing."""

    customer: str
    state: MessageState
    reason: str | None
    sent_at: datetime | None


class RecipientPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[RecipientOut]
    next: str | None


def line(found: Broadcast) -> BroadcastLine:
    draft = found.draft
    content, button = draft.content, draft.content.button
    return BroadcastLine(
        id=found.id,
        title=draft.title,
        text=content.text,
        button=ButtonOut(button.text, button.url) if button else None,
        photo_url=content.photo_url,
        audience=_audience(draft.audience),
        send_at=draft.send_at,
        not_after=draft.not_after,
        local_time=draft.local_time,
        state=found.state,
        created_by=found.created_by,
        created_at=found.created_at,
        rewritten_by=found.rewritten_by,
        sent_by=found.sent_by,
        approved_by=found.approved_by,
        started_at=found.started_at,
        finished_at=found.finished_at,
    )


def broadcast(found: Standing) -> BroadcastOut:
    facts = asdict(line(found.broadcast))
    return BroadcastOut(**facts, progress=progress(found.progress), opted_out=found.opted_out)


def progress(found: Progress) -> ProgressOut:
    states = {state.value: getattr(found, state.value) for state in MessageState}
    return ProgressOut(found.recipients, **states, reasons=found.because or {}, minutes_left=found.minutes_left)


def preview(found: Preview) -> PreviewOut:
    reach = found.reach
    return PreviewOut(
        reach.recipients,
        reach.blocked,
        reach.not_linked,
        reach.muted,
        reach.missing_translation,
        reach.minutes,
        [Finding(**asdict(fault_of(each)), stops=not each.kind.warns) for each in found.mistakes],
    )


def recipient(found: Recipient) -> RecipientOut:
    return RecipientOut(found.customer, MessageState(found.state), found.reason, found.sent_at)


def _audience(found: Audience) -> AudienceOut:
    about = (found.owned, found.waiting, found.subscribed)
    products = ProductsOut(*about) if any(about) else None
    value = money_out(found.min_order_value)
    return AudienceOut(found.language, products, value, found.active_since, tuple(found.tags))


def _spoken(given: HtmlIn | LabelIn) -> dict[str, str]:
    """The languages that say something."""
    return {language: text for language in LANGUAGES if (text := getattr(given, language))}
