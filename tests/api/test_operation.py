"""Health, metrics, the description, Telegram's call, and what happens when something breaks."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar
from prometheus_client import CollectorRegistry

from api import problems
from api.app import build
from api.problems import GENERAL, REFUSALS
from domain.refusals import EVERY_REFUSAL
from services import products
from services.shop import Shop
from tests.api.cast import Answer, Desk
from wording.words import Catalogues

SECRET = "s3cret"
# The database has no say in any of this: one kind is enough.
one_kind = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_every_refusal_has_a_code_and_no_type_means_two_things() -> None:
    assert set(REFUSALS) == set(EVERY_REFUSAL)
    slugs = [kind.slug for kind in (*GENERAL, *REFUSALS.values())]
    assert len(slugs) == len(set(slugs))
    declared = {kind for kind in vars(problems).values() if isinstance(kind, problems.Kind)}
    assert declared == set(GENERAL)


def test_the_guide_lists_every_type() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    kinds = sorted((*GENERAL, *REFUSALS.values()), key=lambda kind: (kind.status, kind.slug))
    table = "".join(f"| `{kind.slug}` | {kind.status} | {kind.title} |\n" for kind in kinds)
    assert guide.endswith(table)


async def ask(app: Litestar, method: str, path: str, **more: Any) -> Answer:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as http:
        return Answer(await http.request(method, path, **more))


async def test_it_is_ready_while_the_database_answers(shop: Shop, catalogues: Catalogues) -> None:
    async def migrating() -> str | None:
        return "The database is not migrated."

    assert (await ask(build(shop, catalogues=catalogues), "GET", "/health/ready")).body == {"status": "ready"}
    waiting = await ask(build(shop, catalogues=catalogues, ready=migrating), "GET", "/health/ready")
    assert (waiting.status, waiting.slug, waiting["detail"]) == (503, "not-ready", "The database is not migrated.")


async def test_metrics_count_requests_and_show_the_queue_of_the_post(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")

    text = (await desk.get("/metrics")).text

    assert 'nachschub_http_requests_total{method="PUT",path="/v1/products/{sku}",status="201"} 1.0' in text
    assert 'nachschub_messages_due{lane="service"} 1.0' in text
    assert 'nachschub_messages_oldest_seconds{lane="service"} 0.0' in text
    assert 'nachschub_messages_late_seconds{lane="service"} 0.0' in text
    assert 'nachschub_messages_undecided{state="unknown"} 0.0' in text
    assert "ada" not in text


@one_kind
async def test_two_applications_count_apart(shop: Shop, catalogues: Catalogues) -> None:
    registry = CollectorRegistry()
    one, other = build(shop, catalogues=catalogues, registry=registry), build(shop, catalogues=catalogues)

    await ask(one, "GET", "/health/live")

    assert "/health/live" in (await ask(one, "GET", "/metrics")).text
    assert "/health/live" not in (await ask(other, "GET", "/metrics")).text


@one_kind
async def test_the_description_is_a_page_that_loads_nothing(app: Litestar) -> None:
    document = await ask(app, "GET", "/schema/openapi.json")
    page = await ask(app, "GET", "/schema")

    assert document["openapi"] == "3.1.0"
    assert page.headers["content-type"].startswith("text/html")
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page.text
    assert "<script" not in page.text
    assert "http://" not in page.text.replace("http://shop.example", "")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@one_kind
async def test_telegram_comes_in_with_its_secret_only(shop: Shop, catalogues: Catalogues) -> None:
    updates: list[dict[str, Any]] = []

    async def feed(update: dict[str, Any]) -> None:
        updates.append(update)

    app = build(shop, catalogues=catalogues, telegram=feed, telegram_secret=SECRET)
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    good = await ask(app, "POST", "/telegram/webhook", json={"update_id": 1}, headers=header)
    wrong = await ask(app, "POST", "/telegram/webhook", json={"update_id": 2}, headers=dict.fromkeys(header, "x"))
    none = await ask(app, "POST", "/telegram/webhook", json={"update_id": 3})
    garbage = await ask(app, "POST", "/telegram/webhook", content=b"[1]", headers=header)
    polling = await ask(build(shop, catalogues=catalogues), "POST", "/telegram/webhook", json={}, headers=header)

    assert [answer.status for answer in (good, wrong, none, garbage, polling)] == [200, 401, 401, 400, 404]
    assert updates == [{"update_id": 1}]


@one_kind
async def test_a_mistake_of_ours_is_a_problem_without_internals(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(products, "read", broken)

    answer = await desk.get("/v1/products/MUG")

    assert (answer.status, answer.slug) == (500, "internal")
    assert "swordfish" not in answer.text
    assert "a request failed" in capsys.readouterr().out


@one_kind
async def test_every_answer_carries_the_same_headers(desk: Desk) -> None:
    for answer in (await desk.get("/v1/products"), await desk.get("/v1/nothing"), await desk.get("/health/live")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
