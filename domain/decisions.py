"""Letters that did not arrive for sure: a person of the shop decides about each, once."""

from enum import StrEnum

from domain.notices import MessageState
from domain.refusals import MessageSettled

UNDECIDED = frozenset({MessageState.UNKNOWN, MessageState.FAILED})


class Decision(StrEnum):
    """Send it (again), or leave it as it is."""

    RESEND = "resend"
    LEAVE = "leave"


OUTCOMES = {Decision.RESEND: MessageState.DUE, Decision.LEAVE: MessageState.DROPPED}


def decided(message_id: int, state: MessageState, before: Decision | None, wanted: Decision) -> MessageState | None:
    """The letter's next state; None where the same was decided `before`, so that a repeat changes nothing.

    Raises MessageSettled where there is nothing to decide.
    """
    if state in UNDECIDED:
        return OUTCOMES[wanted]
    if before is wanted:
        return None
    raise MessageSettled(message_id, state.value)
