"""The README's calls, in its order, against a demo as `make demo` starts it; the answers are what it shows of them."""

import asyncio
import json
import os
import re
import shlex
import signal
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from runtime import demo
from tests.docs.texts import README

SECTION = README.read_text(encoding="utf-8").partition("## A first conversation")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```(sh|json)\n(.*?)```", SECTION, flags=re.DOTALL)
CALLS = [(said, json.loads(answer)) for (_, said), (kind, answer) in pairwise(BLOCKS) if kind == "json"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PATIENCE = 5.0  # seconds for a letter to be sent


@pytest.fixture
async def addresses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[dict[str, str]]:
    running = asyncio.create_task(demo.run(demo.Wanted(tmp_path, port=0, empty=False, as_json=True)))
    lines: list[str] = []
    while not (said := [line for line in lines if line.startswith("{")]):
        if running.done():
            await running
        await asyncio.sleep(0.02)
        lines += capsys.readouterr().out.splitlines()
    yield json.loads(said[0])
    # The demo ends as everybody ends it; its handlers on this loop are ours to take away.
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)


def request_of(line: str, addresses: dict[str, str]) -> httpx.Request:
    """A curl line as the request it makes. Only what the README uses is understood."""
    line = line.replace("$API", addresses["api"]).replace("$KEY", addresses["key"])
    words = iter(shlex.split(line.replace("\\\n", " ")))
    assert next(words) == "curl"
    url, headers, body = "", dict[str, str](), None
    for word in words:
        match word:
            case "-s":
                pass
            case "-H":
                header, _, value = next(words).partition(": ")
                headers[header] = value
            case "-d":
                body = next(words)
            case _:
                assert not url
                assert not word.startswith("-")
                url = word
    return httpx.Request("GET" if body is None else "POST", url, headers=headers, content=body and body.encode())


def differences(shown: Any, real: Any, where: str = "") -> list[str]:
    """Where what is shown is not part of what was answered. Days need only be days."""
    if isinstance(shown, dict) and isinstance(real, dict):
        return [line for key, value in shown.items() for line in differences(value, real.get(key), f"{where}.{key}")]
    if isinstance(shown, list) and isinstance(real, list) and len(shown) <= len(real):
        return [line for at, value in enumerate(shown) for line in differences(value, real[at], f"{where}[{at}]")]
    days = isinstance(shown, str) and isinstance(real, str) and DAY.fullmatch(shown) and DAY.fullmatch(real)
    return [] if days or shown == real else [f"{where}: {real!r}, not {shown!r}"]


async def test_the_readmes_calls_are_answered_as_it_says(addresses: dict[str, str]) -> None:
    async with httpx.AsyncClient() as http:
        for said, shown in CALLS:
            request = request_of(said[said.index("curl ") :], addresses)
            assert await found_different(http, request, shown) == [], said


async def found_different(http: httpx.AsyncClient, request: httpx.Request, shown: Any) -> list[str]:
    """Asks once for what is done at once, and for what is read until a letter had the time to leave."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while True:
        wrong = differences(shown, (await http.send(request)).json())
        if not wrong or request.method == "POST" or asyncio.get_running_loop().time() > until:
            return wrong
        await asyncio.sleep(0.05)


def test_the_readme_has_its_calls() -> None:
    assert [said.count("curl ") for said, _ in CALLS] == [1, 1, 1, 1]
