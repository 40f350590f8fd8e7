"""An application on a port, inside the running loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar
from litestar.types import ASGIApp

READY_WITHIN = 10.0
"""Seconds in which the port must answer after the start."""


class PortTaken(Exception):
    """Something else listens on the wanted port."""


@asynccontextmanager
async def listening(app: ASGIApp, parts: Sequence[Litestar], host: str, port: int) -> AsyncIterator[None]:
    """Serve `app` on `host:port` while the block runs. `parts` are the applications inside it that want a lifespan."""
    check_free(host, port)
    async with AsyncExitStack() as stack:
        for part in parts:
            await stack.enter_async_context(part.lifespan())
        server = Server(app, address=host, port=port, interface=Interfaces.ASGINL, log_enabled=False)
        task = asyncio.create_task(server.serve(), name="http")
        try:
            await _answering(host, port, task)
            yield
        finally:
            server.stop()  # type: ignore[no-untyped-call]
            await task


def check_free(host: str, port: int) -> None:
    """Raises PortTaken now, with the address in it, instead of a worker's death later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}") from error


def free_port(host: str) -> int:
    """Some port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


async def _answering(host: str, port: int, task: asyncio.Task[None]) -> None:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - where to knock, not where to listen
    async with asyncio.timeout(READY_WITHIN):
        while not task.done():
            try:
                _, writer = await asyncio.open_connection(address, port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            return
    await task
