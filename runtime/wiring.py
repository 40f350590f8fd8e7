"""Everything is built once, by hand, here."""

from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from runtime.settings import Settings, async_url
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from wording.words import Catalogues, load_catalogues


@dataclass(frozen=True, slots=True)
class House:
    """What all roles of one process share."""

    settings: Settings
    shop: Shop
    catalogues: Catalogues
    registry: CollectorRegistry


class MissingSetting(Exception):
    """The named setting is needed for what was asked."""


class NotMigrated(Exception):
    """The database lacks tables that this program needs."""


def now() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings) -> House:
    """Raises MissingSetting without keys for personal data: there is no default that would be safe."""
    if not settings.keys:
        raise MissingSetting("NACHSCHUB_SECRET_KEYS")
    store = Store(open_engine(async_url(settings.database_url)), Vault(settings.keys, settings.phone_country))
    return House(
        settings, Shop(store, now, settings.policy()), load_catalogues(settings.policy().zone), CollectorRegistry()
    )
