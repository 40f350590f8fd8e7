"""Everything that can be set, as one frozen value. A bad value stops the start and names itself."""

import re
from datetime import time, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.allocation import Allocation
from domain.contact import Contact
from domain.loyalty import Loyalty, loyalty_of
from domain.money import Money
from domain.openings import OpeningHours, opening_hours_of
from domain.phones import is_country
from domain.policy import NEVER_QUIET, BeyondMaxWait, QuietHours, ShopPolicy, hours_of
from runtime.phrases import Phrases, phrases_in
from understanding.extra import installed

TELEGRAM = "https://api.telegram.org"
MOST_DAYS = 3650
EMAIL = r"^[^@\s]{1,64}@[^@\s]{1,189}$"
PHONE = r"^\+?[0-9][0-9 ()/.-]{2,30}$"
URL = r"^https?://[!-~]{1,1990}$"


class Embeddings(StrEnum):
    """Whether free text is understood by what it means, too."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Settings(BaseSettings):
    """Read from the environment, prefix `NACHSCHUB_`; docs/operating.md lists every one and a test compares."""

    model_config = SettingsConfigDict(
        env_prefix="NACHSCHUB_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: str = Field("sqlite:///nachschub.db", repr=False, description="SQLite file or PostgreSQL server")
    secret_keys: SecretStr | None = Field(
        None, description="Fernet keys for personal data, comma-separated; the first one seals"
    )
    bot_token: SecretStr | None = Field(None, description="The bot's token from @BotFather; without it no bot runs")
    bot_api: str = Field(TELEGRAM, description="Origin of the Bot API server")
    public_url: str | None = Field(
        None, description="Our own https origin; with it Telegram calls us instead of being polled"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="Secret that Telegram sends with each call; derived from the token where it is not set"
    )
    host: str = Field("127.0.0.1", description="Address on which the API listens")
    port: int = Field(8000, ge=0, le=65535, description="Port of the API")
    log_format: str = Field("console", pattern="^(console|json)$", description="`console` or `json`")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least level that is logged")
    timezone: str = Field("Europe/Berlin", description="The shop's zone: its calendar days and local times")
    allocation: Allocation = Field(Allocation.STRICT, description="`strict`: nobody overtakes; `fill`: small ones may")
    loyalty: Annotated[Loyalty | None, NoDecode] = Field(
        None, description="`3:1,10:2`: from 3 fulfilled orders on, priority 1; from 10 on, 2. Not set: nobody is lifted"
    )
    tell_after_days: int = Field(2, ge=1, le=MOST_DAYS, description="A date that moves this much is told")
    handling_days: int = Field(1, ge=0, le=MOST_DAYS, description="Days from the supply's arrival to the parcel")
    supplier_buffer_days: int = Field(2, ge=0, le=MOST_DAYS, description="Added for a supplier without history")
    beyond_max_wait: BeyondMaxWait = Field(
        BeyondMaxWait.REFUSE, description="An order beyond the longest wait: `refuse` or `accept`"
    )
    people_per_unit: int = Field(1, ge=1, le=1000, description="People told per available unit, without holds")
    wave_minutes: float = Field(60, gt=0, le=100_000, description="Time between two waves of alerts")
    hold_hours: float = Field(0, ge=0, le=10_000, description="How long units are held for people told; 0: not at all")
    alert_minimum: int = Field(
        1, ge=1, le=1_000_000, description="Units that must be free before anybody is told; a product may say otherwise"
    )
    alert_days: float = Field(
        180, ge=0, le=MOST_DAYS, description="How long a sign-up lasts; its owner is asked before. 0: for ever"
    )
    quiet_hours: Annotated[QuietHours | None, NoDecode] = Field(
        QuietHours(time(21), time(8)), description="`21-08`: no alerts in the person's night; `off`"
    )
    digest_minutes: float = Field(
        0.05, ge=0, le=1440, description="How long alerts and changed dates wait for others: one message per person"
    )
    paid_broadcast: bool = Field(
        default=False, description="Announcements leave up to 900 times a second, for 0.1 Telegram Stars each"
    )
    alarm_minutes: float = Field(5, gt=0, le=10_000, description="A letter that is late by so much is an alarm")
    marketing_per_week: int | None = Field(
        None, ge=0, le=1000, description="Most announcements to one person in any seven days; not set: no cap"
    )
    link_days: float = Field(7, gt=0, le=365, description="How long a one-time link works")
    phone_country: str = Field(
        "DE", description="The country (ISO 3166) whose telephone numbers your shop writes without its code"
    )

    approve_broadcasts: bool = Field(default=False, description="Whether a second person approves each announcement")
    answer_days: float = Field(
        3, gt=0, le=365, description="How long somebody who waits too long may think before your staff is told"
    )
    goodwill: Annotated[Money | None, NoDecode] = Field(
        None, description="`500 EUR`: credited for each date that slips, in minor units; needs a budget"
    )
    goodwill_budget: int = Field(0, ge=0, le=10**12, description="Most goodwill in a calendar month, in minor units")
    pickup_place: str | None = Field(
        None, max_length=300, description="Where customers can pick up orders, as they read it; not set: only delivery"
    )
    shop_name: str | None = Field(None, max_length=200, description="The shop's name, as customers know it")
    contact_email: str | None = Field(None, pattern=EMAIL, description="The shop's e-mail address for customers")
    contact_phone: str | None = Field(None, pattern=PHONE, description="The shop's telephone number for customers")
    contact_url: str | None = Field(None, pattern=URL, description="The shop's page on how to reach it")
    opening_hours: Annotated[OpeningHours, NoDecode] = Field(
        (), description="`Mo-Fr 09-17, Sa 10-13`: when your team answers, in the shop's zone. Not set: nothing is said"
    )
    answer_time: float | None = Field(
        None, gt=0, le=10_000, description="Hours in which your team answers. Not set: what the record shows"
    )
    team_chat: int | None = Field(
        None, lt=0, gt=-(2**52), description="Id of your team's Telegram group, a supergroup with topics"
    )
    team_language: str = Field("en", pattern="^(en|de)$", description="What the bot speaks in that group")

    embeddings: Embeddings = Field(
        Embeddings.AUTO,
        description="Free text by its meaning: `auto` where the extra is installed; `on` needs it; `off`",
    )
    phrases: Annotated[Phrases | None, NoDecode] = Field(
        None, repr=False, description="A YAML file with your own phrases for what customers write"
    )

    keep_orders_years: int = Field(
        8, ge=0, le=100, description="Calendar years for which a closed order is kept, as the books' law wants it"
    )
    keep_messages_days: float = Field(
        365, ge=1, le=MOST_DAYS, description="How long letters that were sent and alerts that are over are kept"
    )

    @field_validator("embeddings")
    @classmethod
    def _there(cls, wanted: Embeddings) -> Embeddings:
        if wanted is Embeddings.ON and not installed():
            raise ValueError("is `on`, and the extra is not installed; docs/understanding.md says how")
        return wanted

    @field_validator("phrases", mode="before")
    @classmethod
    def _own_phrases(cls, given: object) -> object:
        return phrases_in(Path(given)) if isinstance(given, str | Path) else given

    @field_validator("goodwill", mode="before")
    @classmethod
    def _money(cls, given: object) -> Money | None:
        if given is None or isinstance(given, Money):
            return given
        found = re.fullmatch(r"([1-9]\d{0,11}) ([A-Z]{3})", str(given).strip())
        if found is None:
            raise ValueError("is no money such as `500 EUR`, in minor units")
        return Money(int(found[1]), found[2])

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("is no IANA time zone, such as Europe/Berlin")
        return name

    @field_validator("phone_country")
    @classmethod
    def _known_country(cls, code: str) -> str:
        if not is_country(code):
            raise ValueError("is no country's code of two capital letters, such as DE")
        return code

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _hours(cls, given: object) -> QuietHours | None:
        if given is None or isinstance(given, QuietHours):
            return given
        text = str(given).strip().lower()
        if text == NEVER_QUIET:
            return None
        try:
            return hours_of(text)
        except ValueError as error:
            raise ValueError("is neither hours such as 21-08 nor `off`") from error

    @field_validator("opening_hours", mode="before")
    @classmethod
    def _openings(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            return opening_hours_of(given)
        except ValueError as error:
            raise ValueError("must be opening hours such as `Mo-Fr 09-17, Sa 10-13`") from error

    @field_validator("loyalty", mode="before")
    @classmethod
    def _thresholds(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            return loyalty_of(given)
        except ValueError as error:
            raise ValueError("must be rising thresholds such as 3:1,10:2") from error

    @field_validator("bot_token")
    @classmethod
    def _token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
            raise ValueError("is no bot token; @BotFather gives one such as 12345:AbC…")
        return token

    @field_validator("bot_api", "public_url")
    @classmethod
    def _origin(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("must be an origin such as https://shop.example")
        return url.rstrip("/") if url else None

    @field_validator("secret_keys")
    @classmethod
    def _fernet_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        try:
            for key in split_keys(keys):
                Fernet(key)
        except ValueError as error:
            raise ValueError("holds something that is no Fernet key; `nachschub key secret` makes one") from error
        return keys

    @model_validator(mode="after")
    def _polling_or_webhook(self) -> Self:
        if self.public_url and not self.bot_token:
            raise ValueError("NACHSCHUB_PUBLIC_URL is for a bot's webhook: NACHSCHUB_BOT_TOKEN is missing")
        return self

    @property
    def keys(self) -> list[str]:
        return split_keys(self.secret_keys)

    @property
    def telegram_secret(self) -> str | None:
        """Proves an update to be Telegram's: the configured one, or one that only who knows the token can derive."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        if self.bot_token is None:
            return None
        return sha256(b"nachschub webhook " + self.bot_token.get_secret_value().encode()).hexdigest()

    def policy(self) -> ShopPolicy:
        """The part of the settings that the rules read."""
        return ShopPolicy(
            allocation=self.allocation,
            tell_after_days=self.tell_after_days,
            handling_days=self.handling_days,
            supplier_buffer_days=self.supplier_buffer_days,
            beyond_max_wait=self.beyond_max_wait,
            people_per_unit=self.people_per_unit,
            wave=timedelta(minutes=self.wave_minutes),
            hold=timedelta(hours=self.hold_hours),
            quiet_hours=self.quiet_hours,
            digest=timedelta(minutes=self.digest_minutes),
            marketing_per_week=self.marketing_per_week,
            paid_broadcast=self.paid_broadcast,
            alarm_after=timedelta(minutes=self.alarm_minutes),
            zone=ZoneInfo(self.timezone),
            link_valid=timedelta(days=self.link_days),
            loyalty=self.loyalty or (),
            approve_broadcasts=self.approve_broadcasts,
            answer_within=timedelta(days=self.answer_days),
            goodwill=self.goodwill,
            goodwill_budget=self.goodwill_budget,
            keep_orders_years=self.keep_orders_years,
            keep_messages=timedelta(days=self.keep_messages_days),
            pickup_place=self.pickup_place,
            contact=Contact(self.shop_name, self.contact_email, self.contact_phone, self.contact_url),
            opening_hours=self.opening_hours,
            answer_time=timedelta(hours=self.answer_time) if self.answer_time else None,
            team_chat=self.team_chat,
            team_language=self.team_language,
            alert_minimum=self.alert_minimum,
            alerts_last=timedelta(days=self.alert_days),
        )


def split_keys(keys: SecretStr | None) -> list[str]:
    return [key.strip() for key in keys.get_secret_value().split(",") if key.strip()] if keys else []


def async_url(url: str) -> str:
    """The database's URL with the driver we use: `postgres://` and `sqlite://` are what people write."""
    scheme, separator, rest = url.partition("://")
    drivers = {"postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg", "sqlite": "sqlite+aiosqlite"}
    # libpq's name for what the driver calls ssl; hosts hand out addresses with it.
    return f"{drivers.get(scheme, scheme)}{separator}{rest}".replace("sslmode=", "ssl=")
