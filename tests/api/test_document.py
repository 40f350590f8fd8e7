"""schemathesis reads the OpenAPI document and sends what it allows, what it forbids, and what lies between."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import Case, HookContext
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from tests.api.conftest import Served, document, served
from tests.conftest import execute, migrated, postgres_url
from wording.words import Catalogues

CHECKS = {
    # A key may be used once: no schema can say that, and the design answers a reuse with 422.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}
}


def described(**phases: bool) -> BaseSchema:
    """The document with every check on; a phase is on unless it is said to be off."""
    chosen = {phase: {"enabled": on} for phase, on in phases.items()}
    config = SchemathesisConfig.from_dict({"checks": CHECKS, "phases": chosen})
    schema = schemathesis.openapi.from_dict(document(), config=config)
    schema.hook(map_case)
    return schema


def map_case(_: HookContext, case: Case) -> Case:
    """The generated files are of our own format, whichever the parameter says."""
    if case.operation.path.endswith("/import") and case.query.get("format") in ("woocommerce", "shopify"):
        case.query["format"] = "csv"
    return case


def csv(stock: int) -> bytes:
    """What the document can only call a string."""
    return f"sku,name,stock\nIMPORTED-{stock % 3},Something imported,{stock}\n".encode()


def examples(most: int) -> settings:
    """The same ones in every run."""
    return settings(
        max_examples=most, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


schemathesis.openapi.media_type("text/csv", st.builds(csv, st.integers(0, 99)))
everything = described()
samples = described(coverage=False)


@pytest.fixture(scope="module")
def on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, catalogues: Catalogues
) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("schemathesis") / "shop.db"
    shutil.copyfile(sqlite_template, path)
    with served(f"sqlite+aiosqlite:///{path}", catalogues) as api:
        yield api


@pytest.fixture(scope="module")
def on_postgres(postgres: Path, catalogues: Catalogues) -> Iterator[Served]:
    asyncio.run(execute(postgres, "postgres", "CREATE DATABASE schemathesis"))
    url = postgres_url(postgres, "schemathesis")
    asyncio.run(migrated(url))
    with served(url, catalogues) as api:
        yield api
    asyncio.run(execute(postgres, "postgres", "DROP DATABASE schemathesis WITH (FORCE)"))


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@everything.parametrize()
@examples(4)
def test_what_is_documented_holds_on_sqlite(case: Case, on_sqlite: Served, session: requests.Session) -> None:
    case.call_and_validate(base_url=on_sqlite.origin, headers=on_sqlite.headers, session=session)


@pytest.mark.postgres
@samples.parametrize()
@examples(4)
def test_what_is_documented_holds_on_postgres(case: Case, on_postgres: Served, session: requests.Session) -> None:
    case.call_and_validate(base_url=on_postgres.origin, headers=on_postgres.headers, session=session)
