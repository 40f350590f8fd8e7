"""Afterwards: what each chat holds beside what was to be sent."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.faults.plan import ANNOUNCEMENT, Planned
from domain.notices import Lane

MARK = re.compile(r"F\d{6}X")
UNANSWERED = ("kills", "outages", "answer lost", "answer reset", "answer slow")
"""After each of these nobody can know whether one message has arrived: it may come twice."""


@dataclass
class Findings:
    """By kind; `unknown` are announcements that somebody has to decide about."""

    planned: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    turned_away: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)
    disorder: Counter[str] = field(default_factory=Counter)

    def violations(self, met: Counter[str], limits: int) -> list[str]:
        """What must not be, in words."""
        may_repeat = sum(met[what] for what in UNANSWERED)
        repeated = self.twice.total() - self.twice[ANNOUNCEMENT]
        found = {
            f"{self.lost.total()} lost": self.lost.total(),
            f"{self.disorder.total()} out of order": self.disorder.total(),
            f"{self.twice[ANNOUNCEMENT]} announcements twice": self.twice[ANNOUNCEMENT],
            f"{repeated} others twice, {may_repeat} may be": repeated > may_repeat,
            f"{limits} times too fast": limits,
        }
        return [words for words, wrong in found.items() if wrong]


def audit(
    plan: Sequence[Planned], read: dict[int, list[str]], states: dict[int, tuple[str, str | None]], away: Iterable[int]
) -> Findings:
    """`read`: each person's messages in order; `states`: what the ledger says of each letter, by number.

    `away` are people who turned the bot away: what was dropped for them is not lost.
    """
    found, turned_away = Findings(), set(away)
    theirs: dict[int, list[Planned]] = defaultdict(list)
    for one in plan:
        theirs[one.person].append(one)
        found.planned[one.kind] += 1
    for person, letters in theirs.items():
        copies = _copies([MARK.findall(text) for text in read.get(person, ())], letters, found)
        for one in letters:
            state, _ = states[one.number]
            if copies[one.mark]:
                found.sent[one.kind] += 1
            elif state == "unknown":
                pass
            elif person in turned_away:
                found.turned_away[one.kind] += 1
            else:
                found.lost[one.kind] += 1
            found.unknown[one.kind] += state == "unknown"
        _order(letters, read.get(person, ()), found)
    return found


def _copies(messages: list[list[str]], letters: Sequence[Planned], found: Findings) -> Counter[str]:
    """How often each mark was read; a message that repeats something counts once."""
    kinds = {one.mark: one.kind for one in letters}
    copies: Counter[str] = Counter()
    for marks in messages:
        fresh = list(dict.fromkeys(marks))
        if again := [mark for mark in fresh if copies[mark]]:
            found.twice[kinds[again[0]]] += 1
        copies.update(fresh)
    return copies


def _order(letters: Sequence[Planned], messages: Iterable[str], found: Findings) -> None:
    """Within a lane nobody reads a later letter before an earlier one, apart from what is read again."""
    marks = dict.fromkeys(mark for text in messages for mark in MARK.findall(text))
    known = {one.mark: one for one in letters}
    for lane in Lane:
        numbers = [known[mark].number for mark in marks if known[mark].lane is lane]
        found.disorder[lane.label] += sum(before > after for before, after in pairwise(numbers))
