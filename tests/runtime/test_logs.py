"""Log lines: readable by people or machines, without tokens."""

import json
import logging

import pytest
import structlog
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from runtime import logs

pytestmark = pytest.mark.usefixtures("logs_restored")

TOKEN = "4242424242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = TOKEN.partition(":")[2]
URL = f"https://api.telegram.org/bot{TOKEN}/getUpdates"


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_token_is_logged(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(form, "debug")
    ours, theirs = structlog.get_logger("ours"), logging.getLogger("aiohttp.client")
    error = TelegramNetworkError(GetMe(), f"Cannot connect to {URL}")

    ours.warning(f"asking {URL}")
    ours.warning("no answer", error=error, url=URL, tried=[URL], about={"url": URL}, encoded=URL.replace(":", "%3A"))
    theirs.error("no answer from %s: %r", URL, error)
    try:
        raise error
    except TelegramNetworkError:
        ours.exception("it failed")
        theirs.exception("it failed")
        theirs.error("with its stack", stack_info=True)

    said = capsys.readouterr()
    lines = (said.out + said.err).splitlines()
    assert SECRET not in said.out + said.err
    assert len(lines) >= 6
    assert any("<token>" in line for line in lines)
    if form == "json":
        assert {json.loads(line)["level"] for line in lines} == {"warning", "error"}


def test_a_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", "warning")

    structlog.get_logger("ours").info("quiet")
    logging.getLogger("theirs").info("quiet")
    structlog.get_logger("ours").warning("loud", letter=7)

    said = capsys.readouterr()
    [line] = [json.loads(text) for text in (said.out + said.err).splitlines()]
    assert (line["event"], line["letter"], line["level"]) == ("loud", 7, "warning")
    assert line["timestamp"].endswith("Z")
