"""API keys: made once, shown once, checked in constant time."""

import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

from services.shop import Shop
from storage.keys import KeyRecord
from storage.vault import Token

PREFIX = "nsk"


class Scope(StrEnum):
    """What a key may do. `admin` includes the rest."""

    READ = "read"
    WRITE = "write"
    BROADCAST = "broadcast"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class FreshKey:
    """The only moment in which the secret is known."""

    record: KeyRecord
    text: str


async def create(shop: Shop, name: str, scopes: frozenset[Scope]) -> FreshKey:
    public_id, token = secrets.token_hex(6), Token(secrets.token_urlsafe(32))
    record = KeyRecord(public_id, name, token.digest, frozenset(map(str, scopes)), shop.now(), None)
    async with shop.store.begin() as tx:
        await tx.keys.add(record)
    return FreshKey(record, f"{PREFIX}_{public_id}_{token.secret}")


async def ensure(shop: Shop, text: str, name: str, scopes: frozenset[Scope]) -> None:
    """Make sure that a key whose text is known elsewhere works; the demo shows the same one at every start."""
    public_id, secret = _parts(text)
    async with shop.store.begin() as tx:
        if await tx.keys.find(public_id) is None:
            digest = Token(secret).digest
            await tx.keys.add(KeyRecord(public_id, name, digest, frozenset(map(str, scopes)), shop.now(), None))


async def check(shop: Shop, text: str) -> KeyRecord | None:
    """The key, if it is genuine and not revoked."""
    public_id, secret = _parts(text)
    async with shop.store.read() as tx:
        record = await tx.keys.find(public_id)
    # An unknown id costs the same comparison as a wrong secret.
    genuine = hmac.compare_digest(record.digest if record else bytes(32), Token(secret).digest)
    return record if record and genuine and record.revoked_at is None else None


async def revoke(shop: Shop, public_id: str) -> bool:
    async with shop.store.begin() as tx:
        return await tx.keys.revoke(public_id, shop.now())


async def all_keys(shop: Shop) -> list[KeyRecord]:
    async with shop.store.read() as tx:
        return await tx.keys.all()


def _parts(text: str) -> tuple[str, str]:
    prefix, _, rest = text.partition("_")
    public_id, _, secret = rest.partition("_")
    return (public_id, secret) if prefix == PREFIX else ("", text)
