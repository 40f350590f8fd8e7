"""Settings: a bad value stops the start and names itself; secrets stay secret."""

from datetime import time, timedelta

import pytest
from pydantic import ValidationError

from domain.policy import QuietHours
from runtime.cli import main
from runtime.settings import Settings, async_url
from tests.conftest import KEY

pytestmark = pytest.mark.usefixtures("logs_restored")

TOKEN = "4242:abcdefghijklmnopqrstuvwxyz012345678"

WRONG = {
    "ALLOCATION": "random",
    "BEYOND_MAX_WAIT": "perhaps",
    "BOT_API": "api.telegram.org",
    "HANDLING_DAYS": "-1",
    "HOLD_HOURS": "two",
    "LINK_DAYS": "0",
    "LOG_FORMAT": "xml",
    "LOG_LEVEL": "loud",
    "LOYALTY": "gold",
    "PEOPLE_PER_UNIT": "0",
    "PORT": "70000",
    "PUBLIC_URL": "shop.example",
    "QUIET_HOURS": "late",
    "SECRET_KEYS": "no fernet key",
    "SUPPLIER_BUFFER_DAYS": "1.5",
    "TELL_AFTER_DAYS": "0",
    "TIMEZONE": "Europe/Bürgel",
    "WAVE_MINUTES": "-0.1",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_bad_value_stops_the_start_and_names_itself(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "SECRET_KEYS":
        monkeypatch.setenv("NACHSCHUB_SECRET_KEYS", KEY)
    monkeypatch.setenv(f"NACHSCHUB_{name}", WRONG[name])
    monkeypatch.setattr("sys.argv", ["nachschub", "serve"])

    with pytest.raises(SystemExit) as stopped:
        main()

    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert f"NACHSCHUB_{name}: " in said.err
    assert "Traceback" not in said.err
    assert KEY not in said.err


def test_a_public_address_without_a_bot_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NACHSCHUB_PUBLIC_URL", "https://shop.example")
    monkeypatch.setattr("sys.argv", ["nachschub", "serve"])

    with pytest.raises(SystemExit):
        main()

    said = capsys.readouterr().err
    assert "NACHSCHUB_PUBLIC_URL" in said
    assert "NACHSCHUB_BOT_TOKEN" in said


def test_without_keys_for_personal_data_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nachschub", "serve"])

    with pytest.raises(SystemExit) as stopped:
        main()

    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "NACHSCHUB_SECRET_KEYS is not set" in said
    assert "nachschub key secret" in said.replace("\n", " ")


def test_secrets_are_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = {"SECRET_KEYS": KEY, "BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": "a-webhook-secret"}
    for name, secret in hidden.items():
        monkeypatch.setenv(f"NACHSCHUB_{name}", secret)
    monkeypatch.setenv("NACHSCHUB_DATABASE_URL", "postgresql://shop:a-password@db/shop")

    settings = Settings()

    for secret in (*hidden.values(), "a-password"):
        assert secret not in f"{settings!r} {settings}"
    for secret in hidden.values():
        assert secret not in f"{settings.model_dump()} {settings.model_dump_json()}"
    with pytest.raises(ValidationError) as wrong:
        Settings.model_validate({"secret_keys": f"{KEY},broken"})
    assert KEY not in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("21-08", QuietHours(time(21), time(8))),
        ("21-8", QuietHours(time(21), time(8))),
        (" 22 - 07 ", QuietHours(time(22), time(7))),
        ("21:30-07:15", QuietHours(time(21, 30), time(7, 15))),
        ("13-15", QuietHours(time(13), time(15))),
        ("off", None),
        ("OFF", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(
    text: str, hours: QuietHours | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NACHSCHUB_QUIET_HOURS", text)
    assert Settings().quiet_hours == hours


@pytest.mark.parametrize("text", ["21", "21-", "-8", "21-08-09", "25-08", "8-8", "21-24", "nachts"])
def test_other_quiet_hours_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACHSCHUB_QUIET_HOURS", text)
    with pytest.raises(ValidationError, match="quiet_hours"):
        Settings()


def test_durations_are_decimals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACHSCHUB_HOLD_HOURS", "0.01")
    monkeypatch.setenv("NACHSCHUB_WAVE_MINUTES", "0.5")
    monkeypatch.setenv("NACHSCHUB_LINK_DAYS", "0.25")

    policy = Settings().policy()

    assert policy.hold == timedelta(seconds=36)
    assert policy.wave == timedelta(seconds=30)
    assert policy.link_valid == timedelta(hours=6)


@pytest.mark.parametrize("text", ["nan", "inf"])
def test_a_duration_is_a_number(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACHSCHUB_HOLD_HOURS", text)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///shop.db", "sqlite+aiosqlite:///shop.db"),
        ("postgres://shop@db/shop", "postgresql+asyncpg://shop@db/shop"),
        ("postgresql://shop@db/shop?host=/run", "postgresql+asyncpg://shop@db/shop?host=/run"),
        ("postgresql+asyncpg://shop@db/shop", "postgresql+asyncpg://shop@db/shop"),
    ],
)
def test_database_addresses_are_taken_as_people_write_them(given: str, used: str) -> None:
    assert async_url(given) == used
