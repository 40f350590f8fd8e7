"""The playground as a process of its own, everybody at home: `python -m bench.town PORT TOKEN COUNT [BOT CHAT]`.

BOT and CHAT are its limits in messages a second; without them it has none.
"""

import sys

import httpx
import uvloop

from playground.app import BotCard, Person, build
from playground.places import Place
from playground.visits import start
from runtime.listening import listening
from runtime.serve import stop_on_signals


async def main() -> None:
    port, token, count, *limits = sys.argv[1:]
    per_bot, per_chat = map(float, limits) if limits else (None, None)
    stop = stop_on_signals()
    people = [Person(id=number, first_name=f"P{number}") for number in range(1, int(count) + 1)]
    town = build(journal=None, bots=[BotCard(token, "bench_bot", "Bench")], people=people)
    async with listening(town, [town], "127.0.0.1", int(port)):
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            await client.put("/playground/limits", json={"per_bot": per_bot, "per_chat": per_chat})
        bot = town.town.bots[token]
        for person in people:
            start(Place(town.town, bot, person, None))
        print("ready", flush=True)
        await stop.wait()
        town.close()


if __name__ == "__main__":
    uvloop.run(main())
