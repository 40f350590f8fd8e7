"""The rows about many people at once: `allocate`, `allocate_growth`, `fan_out`, `recompute`."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack

from bench.filling import PEOPLE, Filling
from bench.processes import worker
from bench.rows import ROUNDS, Row
from storage.engines import open_engine

QUEUE, SHORT, LONG = 100_000, 10_000, 1_000_000
FEW = (25_000, 50_000)
"""Shorter queues whose dates are computed anew, to see that the time grows with the queue and no faster."""
ROUNDS_OF_MANY = 3
"""Turns that write a hundred thousand letters take their time."""
Side = tuple[str, str, int]
"""Job, ours or bare, how many wait."""


def allocate(database: str, url: str) -> Iterator[Row]:
    asyncio.run(_people(url))
    ours, bare = ("allocate", "ours", QUEUE), ("allocate", "bare", QUEUE)
    yield _row("allocate", database, url, (ours, bare), ROUNDS)
    long, short = ("allocate", "ours", LONG), ("allocate", "ours", SHORT)
    yield _row("allocate_growth", database, url, (long, short), ROUNDS)


def fan_out(database: str, url: str) -> Iterator[Row]:
    asyncio.run(_people(url))
    ours, bare = ("fan_out", "ours", PEOPLE), ("fan_out", "bare", PEOPLE)
    yield _row("fan_out", database, url, (ours, bare), ROUNDS_OF_MANY)


def recompute(database: str, url: str) -> Iterator[Row]:
    """Orders a second; ours is the whole queue, bare a part of it."""
    asyncio.run(_people(url))
    whole = ("recompute", "ours", QUEUE)
    for few in FEW:
        yield _row(
            f"recompute/{few}", database, url, (whole, ("recompute", "ours", few)), ROUNDS_OF_MANY, per_order=True
        )


def _row(job: str, database: str, url: str, sides: tuple[Side, Side], rounds: int, *, per_order: bool = False) -> Row:
    """The two sides take turns, each in a process and with a product of its own; the first turn warms up."""
    times: list[list[float]] = [[], []]
    peaks = [0.0, 0.0]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(worker("bench.work", name, side, url, f"{job}-{number}".upper(), str(count)))
            for number, (name, side, count) in enumerate(sides)
        ]
        for turn in range(rounds + 1):
            for number, work in enumerate(workers):
                found = json.loads(work())
                peaks[number] = found["mb"]
                if turn:
                    times[number].append(found["seconds"] / (sides[number][2] if per_order else 1))
    return Row(job, database, *times, *peaks, 1.5)


async def _people(url: str) -> None:
    engine = open_engine(url)
    await Filling(engine).people()
    await engine.dispose()
