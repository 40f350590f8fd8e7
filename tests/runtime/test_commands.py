"""Every command, started the way an operator starts it."""

import asyncio
import subprocess
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet
from typer.main import get_command

from domain.products import Product
from runtime.cli import app
from services import keys, products
from services.shop import Shop
from tests.flows.cast import LOOPBACK, NACHSCHUB, program, until
from tests.runtime.conftest import Line

CATALOGUES = Path(__file__).parents[3] / "shared" / "data" / "catalogues"
REAL = {
    "shopify-apparel.csv": "shopify",
    "shopify-jewelery.csv": "shopify",
    "woocommerce-sample-products.csv": "woocommerce",
}
COMMANDS = sorted(
    (name, *([inner] if inner else []))
    for name, command in get_command(app).commands.items()  # type: ignore[attr-defined]
    for inner in (getattr(command, "commands", None) or [""])
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...], empty_line: Line) -> None:
    said = empty_line.says(*words, "--help")
    assert "Usage:" in said
    assert said.count("\n") > 4


def test_the_design_s_commands_are_all_there() -> None:
    keys = "key create, key list, key revoke, key secret"
    wanted = f"demo, import, {keys}, migrate, playground, serve, understand, verify"
    assert ", ".join(map(" ".join, COMMANDS)) == wanted


def test_the_installed_script_starts() -> None:
    done = subprocess.run([NACHSCHUB, "--help"], capture_output=True, check=True, timeout=120)
    assert b"Usage: nachschub" in done.stdout


def test_migrate_makes_the_tables_and_may_be_repeated(empty_line: Line) -> None:
    assert empty_line.run("verify").exit_code != 0

    for _ in range(2):
        assert "up to date" in empty_line.says("migrate")

    assert "Everything agrees." in empty_line.says("verify")


def test_a_key_is_made_shown_once_and_revoked(line: Line, shop: Shop) -> None:
    text = line.says("key", "create", "--name", "Webshop", "--scopes", "read, write").strip()
    record = now(shop, keys.check(shop, text))
    assert record is not None
    assert record.scopes == {"read", "write"}

    listed = line.says("key", "list")
    assert "Webshop" in listed
    assert "read, write" in listed
    assert text not in listed
    assert text.split("_", 2)[2] not in listed

    assert "is revoked" in line.says("key", "revoke", record.public_id)
    assert now(shop, keys.check(shop, text)) is None
    assert line.run("key", "revoke", record.public_id).exit_code == 1
    assert line.run("key", "revoke", "unknown").exit_code == 1


def test_an_unknown_scope_is_named(empty_line: Line) -> None:
    said = empty_line.run("key", "create", "--name", "Webshop", "--scopes", "read,everything")
    assert said.exit_code == 2
    assert "everything" in said.output


def test_a_key_for_personal_data_is_a_fernet_key(empty_line: Line) -> None:
    Fernet(empty_line.says("key", "secret").strip())


def test_import_reports_every_row_and_a_repeat_changes_nothing(line: Line, shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("sku,name,price,stock\nMUG,Blue mug,12.90,3\nCUP,Cup,many,1\n,Nothing,1.00,1\n")

    first = line.says("import", str(file), "--format", "csv", "--language", "en")
    again = line.says("import", str(file), "--format", "csv", "--language", "en")

    assert "created, 0 updated, 0 unchanged, " in first
    assert "0 created, 0 updated, " in again
    assert first.partition("skipped")[2] == again.partition("skipped")[2]
    for number in ("3", "4"):
        assert f"│ {number} " in first
    mug = now(shop, products.read(shop, "MUG"))
    assert mug.product.name["en"] == "Blue mug"
    assert mug.availability.stock.available == 3
    assert "Everything agrees." in line.says("verify")


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("wrong columns", b"a,b\n1,2\n", "csv"),
        ("not a table", bytes(range(256)) * 20, "shopify"),
        ("empty", b"", "woocommerce"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_is_half_imported(
    line: Line, tmp_path: Path, name: str, content: bytes, form: str
) -> None:
    file = tmp_path / f"{name}.csv"
    file.write_bytes(content)

    done = line.run("import", str(file), "--format", form)

    assert done.exit_code == 1
    assert "was not imported" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_real_catalogue_is_taken_in_and_a_repeat_changes_nothing(line: Line, name: str) -> None:
    file = CATALOGUES / name
    if not file.exists():
        pytest.skip(f"{file} is not here")

    first = line.says("import", str(file), "--format", REAL[name], "--currency", "USD")
    again = line.says("import", str(file), "--format", REAL[name], "--currency", "USD")

    created, _, rest = first.partition(" created, 0 updated, 0 unchanged, ")
    assert int(created.split()[-1]) > 10
    assert f"0 created, 0 updated, {created.split()[-1]} unchanged, {rest}" in again
    assert "Everything agrees." in line.says("verify")


def test_verify_finds_a_figure_that_its_movements_do_not_make(line: Line, shop: Shop) -> None:
    now(shop, products.put(shop, Product("MUG", {"en": "Mug"})))
    now(shop, spoil(shop))

    done = line.run("verify")

    assert done.exit_code == 1
    assert "MUG" in done.output


async def test_the_playground_knows_the_tokens_it_was_told_of_and_no_other(tmp_path: Path) -> None:
    told = ["4242:abcdefghijklmnopqrstuvwxyz012345678", "4343:abcdefghijklmnopqrstuvwxyz012345678"]
    words = [word for token in told for word in ("--token", token)]
    async with program(tmp_path, "playground", "--port", "0", *words) as running, httpx.AsyncClient() as http:
        origin = await origin_of(running)
        for token, status in ((told[0], 200), (told[1], 200), ("4444:abcdefghijklmnopqrstuvwxyz012345678", 401)):
            answer = await http.get(f"{origin}/bot{token}/getMe")
            assert (answer.status_code, answer.json()["ok"]) == (status, status == 200)
        assert (await http.get(origin)).headers["content-type"].startswith("text/html")
        assert await running.ends() == 0


async def test_the_playground_may_take_every_token(tmp_path: Path) -> None:
    async with program(tmp_path, "playground", "--port", "0", "--any-token") as running, httpx.AsyncClient() as http:
        origin = await origin_of(running)
        answer = await http.get(f"{origin}/bot4444:abcdefghijklmnopqrstuvwxyz012345678/getMe")
        assert answer.json()["result"]["id"] == 4444
        assert await running.ends() == 0


async def origin_of(running: Any) -> str:
    async def line() -> str | None:
        assert running.process.returncode is None, running.said()
        return next((word for word in running.said().split() if word.startswith(f"http://{LOOPBACK}")), None)

    return str(await until(line)).rstrip("/")


def now(shop: Shop, work: Awaitable[Any]) -> Any:
    """The commands have loops of their own, so these tests have none that stays."""
    return asyncio.run(_with_no_connection_kept(shop, work))


async def _with_no_connection_kept(shop: Shop, work: Awaitable[Any]) -> Any:
    try:
        return await work
    finally:
        await shop.store.engine.dispose()


async def spoil(shop: Shop) -> None:
    async with shop.store.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE stock SET on_hand = on_hand + 1")
