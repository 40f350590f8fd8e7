"""A newcomer opens the demo's page in a real browser and does everything without reading a manual."""

import os
import shutil
from pathlib import Path

import httpx
import pytest

from tests.flows.cast import program
from tests.flows.scenes import SCENES
from tests.flows.window import window

pytestmark = pytest.mark.browser


@pytest.fixture
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is not installed: the page is not tested (apt-get install chromium)"
        if os.environ.get("NACHSCHUB_DEMAND_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


async def test_a_newcomer_is_several_customers_and_the_shop(tmp_path: Path, chromium: str) -> None:
    words = ("demo", "--json", "--port", "0", "--data", str(tmp_path / "data"))
    async with program(tmp_path, *words) as demo:
        line = await demo.line()
        key = {"Authorization": f"Bearer {line['key']}"}
        async with (
            httpx.AsyncClient(base_url=line["api"], headers=key) as shop,
            window(chromium, shop, tmp_path) as visitor,
        ):
            await visitor.page.goto(line["page"])
            for scene in SCENES:
                await scene(visitor)
        assert await demo.ends() == 0
