"""The Telegram emulator alone, for this bot or any other."""

from pathlib import Path

from playground.app import BotCard, build
from runtime.listening import free_port, listening
from runtime.serve import stop_on_signals


async def run(port: int, tokens: tuple[str, ...], *, any_token: bool, journal: Path | None) -> None:
    """Until SIGTERM or SIGINT. Without `any_token`, a token that is not among `tokens` is answered with 401."""
    stop = stop_on_signals()
    port = port or free_port("127.0.0.1")
    bots = [
        BotCard(token, f"bot{token.partition(':')[0]}_bot", f"Bot {number}") for number, token in enumerate(tokens, 1)
    ]
    town = build(journal=journal, bots=bots, any_token=any_token)
    async with listening(town, [town], "127.0.0.1", port):
        print(f"Bot API and page: http://127.0.0.1:{port}", flush=True)  # noqa: T201 - says where to go
        await stop.wait()
        town.close()
