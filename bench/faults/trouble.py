"""What goes wrong: Telegram's answers, couriers that are killed, a database that is away, a clock that jumps."""

import asyncio
import multiprocessing
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench.faults import courier
from bench.faults.courier import Place
from bench.faults.database import Database

COURIERS = 3
"""One carries, two stand by."""
OUTAGE = 1.5  # seconds that PostgreSQL stays away
JUMP, JUMP_LASTS = 3600.0, 6.0  # seconds: by how much the clock is wrong, and for how long
SHARES = {"429": 4, "500": 10, "garbage": 5, "hang": 4, "slow": 10, "lost": 8, "reset": 8}
"""How often each kind of bad answer comes, of a thousand messages."""
REFUSING = 100
"""One in so many people turns the bot away in the middle of it."""
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["bench.faults.courier"])


def faults(messages: int, people: int, dice: random.Random) -> list[dict[str, Any]]:
    """As the playground takes them, in the order in which they are to happen."""
    found: list[dict[str, Any]] = []
    for kind, share in SHARES.items():
        found += [_fault(kind, dice) for _ in range(max(1, messages * share // 1000))]
    refusing = dice.sample(range(1, people + 1), max(1, people // REFUSING))
    found += [{"method": "*", "chat_id": person, "error_code": 403} for person in refusing]
    dice.shuffle(found)
    return found


def _fault(kind: str, dice: random.Random) -> dict[str, Any]:
    if kind == "429":
        return {"method": "*", "error_code": 429, "retry_after": 1}
    if kind == "500":
        return {"method": "*", "error_code": dice.choice((500, 502, 503))}
    return {"method": "*", "kind": kind, "seconds": round(dice.uniform(0.2, 2.0), 2)}


@dataclass
class Couriers:
    """Started, killed with `kill -9`, and started anew."""

    place: Place
    ahead: Any = field(default_factory=lambda: PROCESSES.Value("d", 0.0))
    duty: Any = field(default_factory=lambda: PROCESSES.Value("q", 0))
    running: dict[int, Any] = field(default_factory=dict)

    def start(self) -> None:
        process = PROCESSES.Process(target=courier.work, args=(self.place, self.ahead, self.duty), daemon=True)
        process.start()
        self.running[process.pid or 0] = process

    async def kill(self, pid: int) -> None:
        process = self.running.pop(pid)
        process.kill()
        await asyncio.to_thread(process.join)

    async def stop(self) -> None:
        for pid in list(self.running):
            await self.kill(pid)


@dataclass
class Trouble:
    """`met` counts what happened. Everything is spread over the time that the letters take."""

    database: Database
    couriers: Couriers
    http: httpx.AsyncClient
    dice: random.Random
    met: Counter[str] = field(default_factory=Counter)

    async def kills(self, count: int, seconds: float) -> None:
        """The one on duty, at a random moment of its work; the next takes over, and a new one stands by."""
        for _ in range(count):
            await asyncio.sleep(self.dice.uniform(0.5, 1.5) * seconds / count)
            while self.couriers.duty.value not in self.couriers.running:  # noqa: ASYNC110 - another process knows
                await asyncio.sleep(0.05)
            await self.couriers.kill(self.couriers.duty.value)
            self.met["kills"] += 1
            self.couriers.start()

    async def outages(self, count: int, seconds: float) -> None:
        for _ in range(count if self.database.stops else 0):
            await asyncio.sleep(self.dice.uniform(0.5, 1.5) * seconds / count)
            await asyncio.to_thread(self.database.stop)
            await asyncio.sleep(OUTAGE)
            await asyncio.to_thread(self.database.start)
            self.met["outages"] += 1

    async def jumps(self, count: int, seconds: float) -> None:
        """Forward, and back again: an hour wrong for some seconds."""
        for _ in range(count):
            await asyncio.sleep(self.dice.uniform(0.5, 1.0) * seconds / count)
            self.couriers.ahead.value = JUMP
            await asyncio.sleep(JUMP_LASTS)
            self.couriers.ahead.value = 0.0
            self.met["clock jumps"] += 2

    async def bad_answers(self, planned: list[dict[str, Any]], seconds: float) -> None:
        for fault in planned:
            await asyncio.sleep(self.dice.uniform(0, 2) * seconds / len(planned))
            (await self.http.post("/playground/faults", json=fault)).raise_for_status()

    async def calm(self) -> None:
        """What has not happened yet does not happen any more; what did is counted."""
        used = (await self.http.get("/playground/faults")).json()["used"]
        self.met.update({f"answer {kind}": times for kind, times in used.items()})
        await self.http.delete("/playground/faults")
