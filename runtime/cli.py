"""The command line. Each command imports its own house: nobody waits for what another one needs."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import uvloop
from cryptography.fernet import Fernet
from pydantic import ValidationError

from runtime import logs
from runtime.lightly import undisturbed
from runtime.listening import PortTaken
from runtime.settings import Settings
from runtime.wiring import House, MissingSetting, NotMigrated, build
from services import housekeeping, keys
from services.imports import Format
from services.keys import Scope
from storage import migrate as schema

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    # A pretty trace shows local values: one of them may be a secret.
    pretty_exceptions_enable=False,
    help="The desk for everything that is not on the shelf.",
)
key_app = typer.Typer(no_args_is_help=True, help="API keys, and keys for personal data.")
app.add_typer(key_app, name="key")


@cache
def console(*, stderr: bool = False) -> "Console":
    """What runs for long has no use for rich, and its six megabytes."""
    from rich.console import Console

    return Console(stderr=stderr)


Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")]


def main() -> None:
    """What must be set and is not, or is wrong, is said in one line, without a trace."""
    try:
        app()
    except (MissingSetting, NotMigrated, PortTaken) as problem:
        console(stderr=True).print(f"[red]{_advice(problem)}[/red]", highlight=False)
        raise SystemExit(2) from None
    except ValidationError as problem:
        for wrong in problem.errors():
            name = "".join(f"NACHSCHUB_{where}: ".upper() for where in wrong["loc"])
            console(stderr=True).print(
                name + wrong["msg"].removeprefix("Value error, "), style="red", highlight=False, markup=False
            )
        raise SystemExit(2) from None


@app.command()
def demo(
    *,
    port: Port = 8000,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("demo-data"),
    empty: Annotated[bool, typer.Option("--empty", help="Without the sample shop.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the addresses as one JSON line.")] = False,
) -> None:
    """Try everything in the browser, without a token."""
    logs.configure(os.environ.get("NACHSCHUB_LOG_FORMAT", "console"), os.environ.get("NACHSCHUB_LOG_LEVEL", "warning"))
    with undisturbed():
        from runtime.demo import Wanted, run
    uvloop.run(run(Wanted(data.resolve(), port, empty, json)))


@app.command()
def serve(
    roles: Annotated[str, typer.Option(help="Comma-separated: api, bot, courier, clock.")] = "api,bot,courier,clock",
) -> None:
    """Run the shop's desk: all of it, or the roles that this process is to have."""
    with undisturbed():
        from runtime.serve import Role
        from runtime.serve import serve as run

    house = _house()
    try:
        wanted = frozenset(Role(name.strip()) for name in roles.split(","))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--roles") from None
    uvloop.run(run(house, wanted))


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    _run(lambda house: schema.upgrade(house.shop.store.engine), current=False)
    console().print("The database is up to date.")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    format: Annotated[Format, typer.Option(help="Whose export it is.")],  # noqa: A002 - the option's name
    currency: Annotated[str, typer.Option(help="ISO 4217; what the file's prices are in.")] = "EUR",
    language: Annotated[str, typer.Option(help="en or de; what the file's texts are in.")] = "en",
) -> None:
    """Read a catalogue file: every row ends as created, updated, unchanged or skipped with its reason."""
    from runtime.importing import Wanted, run

    ok = _run(lambda house: run(house, Wanted(file, format, currency, language), console()))
    if not ok:
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Prove that every stored figure is what its rows say."""
    found = _run(lambda house: housekeeping.verify(house.shop))
    for wrong in found:
        console(stderr=True).print(
            f"{wrong.what}: {wrong.where} has {wrong.stored}, its rows say {wrong.counted}", style="red"
        )
    if found:
        raise typer.Exit(1)
    console().print("Everything agrees.")


@app.command()
def playground(
    *,
    port: Port = 8081,
    token: Annotated[list[str] | None, typer.Option(help="A bot token to know; repeatable.")] = None,
    any_token: Annotated[bool, typer.Option("--any-token", help="Take every well-formed token.")] = False,
    data: Annotated[Path | None, typer.Option(help="A file to keep the chats in.")] = None,
) -> None:
    """The Telegram emulator alone, for any bot."""
    from runtime.playing import run

    logs.configure("console", "info")
    uvloop.run(run(port, tuple(token or ()), any_token=any_token, journal=data))


@app.command()
def understand(
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write JSON lines; the only form there is.")] = True,
    catalogue: Annotated[Path | None, typer.Option(help="A JSON list of products, as the API has them.")] = None,
    phrases: Annotated[Path | None, typer.Option(help="A YAML file with phrases of your own.")] = None,
    embeddings: Annotated[
        bool | None, typer.Option(help="With the extra `embeddings`; not said: where it is installed.")
    ] = None,
) -> None:
    """Read {"id", "text", "lang"} lines and write what each of them wants. Needs no database and no settings."""
    from runtime.understanding import UnreadableCatalogue, catalogue_from, run, senses_with

    del jsonl
    try:
        goods = catalogue_from(catalogue)
    except UnreadableCatalogue as problem:
        raise typer.BadParameter(str(problem), param_hint="--catalogue") from None
    try:
        senses = senses_with(phrases, embeddings=embeddings)
    except ValueError as problem:
        raise typer.BadParameter(f"{phrases} {problem}", param_hint="--phrases") from None
    except ModuleNotFoundError:
        raise typer.BadParameter("the extra is not installed", param_hint="--embeddings") from None
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not run(sys.stdin, goods, senses):
        raise typer.Exit(1)


@key_app.command("create")
def key_create(
    name: Annotated[str, typer.Option(help="Whose key it is.")],
    scopes: Annotated[str, typer.Option(help="Comma-separated: read, write, broadcast, admin.")] = "read,write",
) -> None:
    """Make an API key and show it, this once."""
    try:
        wanted = frozenset(Scope(scope.strip()) for scope in scopes.split(","))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--scopes") from None
    fresh = _run(lambda house: keys.create(house.shop, name, wanted))
    console().print(fresh.text, highlight=False, soft_wrap=True)


@key_app.command("list")
def key_list() -> None:
    """All keys; their secrets are not kept."""
    from rich.table import Table

    table = Table("id", "name", "scopes", "created", "revoked")
    for record in _run(lambda house: keys.all_keys(house.shop)):
        revoked = f"{record.revoked_at:%Y-%m-%d %H:%M}" if record.revoked_at else ""
        scopes = ", ".join(sorted(record.scopes))
        table.add_row(record.public_id, record.name, scopes, f"{record.created_at:%Y-%m-%d %H:%M}", revoked)
    console().print(table)


@key_app.command("revoke")
def key_revoke(public_id: str) -> None:
    """End a key, for good."""
    if not _run(lambda house: keys.revoke(house.shop, public_id)):
        console(stderr=True).print(f"There is no working key {public_id}.", style="red")
        raise typer.Exit(1)
    console().print(f"{public_id} is revoked.")


@key_app.command("secret")
def key_secret() -> None:
    """Make a key for personal data, for NACHSCHUB_SECRET_KEYS."""
    console().print(Fernet.generate_key().decode(), highlight=False, soft_wrap=True)


def _house() -> House:
    settings = Settings()
    logs.configure(settings.log_format, settings.log_level)
    return build(settings)


def _run(job: Any, *, current: bool = True) -> Any:
    async def work() -> Any:
        house = _house()
        try:
            if current and not await schema.is_current(house.shop.store.engine):
                raise NotMigrated
            return await job(house)
        finally:
            await house.shop.store.close()

    return uvloop.run(work())


def _advice(problem: Exception) -> str:
    if isinstance(problem, MissingSetting):
        return f"{problem} is not set. `nachschub key secret` makes a key; docs/operating.md explains every setting."
    if isinstance(problem, NotMigrated):
        return "The database's tables are not up to date: `nachschub migrate` first."
    return str(problem)
