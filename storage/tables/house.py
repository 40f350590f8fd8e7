"""The house: API keys, idempotency keys, updates that were handled, what was said last, leases, facts."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from storage.tables.metadata import metadata
from storage.types import Document, Id, Moment

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("public_id", String(16), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("scopes", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", String(16), nullable=False),
    Column("key", String(200), nullable=False),
    Column("request_digest", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("content_type", String(100)),
    Column("answer", LargeBinary),
    Column("created_at", Moment, nullable=False, index=True),
    UniqueConstraint("owner", "key"),
)

updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
)

said = Table(
    "said",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("acts", Document, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("until", Moment, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
