"""Answers to why, on the wire."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes.backorders import promise
from api.shapes.products import PromiseOut
from domain.allocation import Allocation
from domain.promises import Step
from domain.why import Gain, Standing, Verdict
from services.why import Reasons, Silence


class RuleOut(Struct, frozen=True):
    """What decides who is served: the shop's allocation, then priority, then `placed_at`. `place` as in the order."""

    allocation: Allocation
    priority: int
    placed_at: datetime
    place: int | None
    of: int | None
    units_ahead: int | None


class GainOut(Struct, frozen=True):
    """Units that came to the order; with a minus, that left it for others."""

    at: datetime
    units: Annotated[int, Meta(description="Signed.")]
    cause: Annotated[str, Meta(description="Such as `supply:7`, `receipt`, `count` or `placed`.")]


class StepOut(Struct, frozen=True):
    """A supply that must have come: `units_before` come before it, `due_on` is the day by which its goods leave."""

    id: int
    expected_on: date
    open: int
    units_before: int
    buffer_days: int
    due_on: date
    covers: Annotated[bool, Meta(description="Whether the order's last unit is in it.")]


class WhyOut(Struct, frozen=True):
    """`owns` + `released` + `misses` is the order's quantity, and `received` adds up to `owns` + `released`.

    The promise is the latest `due_on` among the supplies.
    """

    verdict: Verdict
    owns: int
    released: int
    misses: int
    rule: RuleOut
    received: Sequence[GainOut]
    supplies: Sequence[StepOut]
    promise: PromiseOut | None
    overtaken_by: Annotated[int, Meta(description="Orders that went past this one, by priority or by `fill`.")]


class WhySilentOut(Struct, frozen=True):
    """`people_before` and `units_before` are null unless waiting; it takes `minimum` units to be worth a message.

    `out_of_reach` waits as well: the person keeps the bot out. They keep their place.
    """

    verdict: Standing
    people_before: int | None
    units_before: int | None
    available: int
    minimum: int


def why(found: Reasons) -> WhyOut:
    order = found.view.order
    return WhyOut(
        verdict=found.verdict,
        owns=order.reserved_quantity,
        released=order.released_quantity,
        misses=0 if found.verdict is Verdict.GONE else order.missing,
        rule=_rule(found),
        received=[_gain(each) for each in found.gains],
        supplies=[_step(each) for each in found.way],
        promise=promise(found.view),
        overtaken_by=found.overtaken_by,
    )


def why_silent(found: Silence) -> WhySilentOut:
    return WhySilentOut(found.standing, found.people, found.units, found.available, found.minimum)


def _rule(found: Reasons) -> RuleOut:
    order, position = found.view.order, found.view.position
    return RuleOut(
        found.allocation,
        order.priority,
        order.placed_at,
        position.place if position else None,
        position.of if position else None,
        position.units_ahead if position else None,
    )


def _gain(gain: Gain) -> GainOut:
    return GainOut(gain.at, gain.units, gain.cause)


def _step(step: Step) -> StepOut:
    supply = step.supply
    return StepOut(
        supply.id, supply.expected_on, supply.open, step.units_before, supply.buffer_days, step.due_on, step.covers
    )
