"""Many requests over a few kept-open connections, and how long each kind of server takes for one."""

import asyncio
import time
from collections.abc import Iterator

AT_ONCE = 8


async def seconds_per_request(port: int, requests: Iterator[bytes], count: int) -> float:
    """Send `count` requests on AT_ONCE connections; raises RuntimeError on an answer that is no 2xx."""
    started = time.perf_counter()
    await asyncio.gather(*(_client(port, requests, count // AT_ONCE) for _ in range(AT_ONCE)))
    return (time.perf_counter() - started) / (count // AT_ONCE * AT_ONCE)


def request(method: str, path: str, body: bytes = b"", key: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    if body:
        head += "Content-Type: application/json\r\n"
    if key:
        head += f"Authorization: Bearer {key}\r\n"
    return head.encode() + b"\r\n" + body


async def _client(port: int, requests: Iterator[bytes], count: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        body = await reader.readexactly(int(length.split(b":")[1]))
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"{head.splitlines()[0]!r} {body[:300]!r}")
    writer.close()
