"""Every table. Alembic's migrations build the same; a test compares both."""

from storage.tables.conversations import canned, conversations, doomed_topics, relays, remarks, topics
from storage.tables.goods import alternatives, arrivals, movements, products, recalls, stock, supplies
from storage.tables.house import api_keys, facts, idempotency_keys, leases, said, updates
from storage.tables.metadata import metadata
from storage.tables.orders import answers, backorders, cards, goodwill, history, promise_changes
from storage.tables.people import (
    consents,
    countdowns,
    customer_tags,
    customers,
    dialogues,
    link_tokens,
    preferences,
    recalled,
    subscriptions,
    tries,
)
from storage.tables.post import attempts, broadcasts, outbox, own_words

__all__ = [
    "alternatives",
    "answers",
    "api_keys",
    "arrivals",
    "attempts",
    "backorders",
    "broadcasts",
    "canned",
    "cards",
    "consents",
    "conversations",
    "countdowns",
    "customer_tags",
    "customers",
    "dialogues",
    "doomed_topics",
    "facts",
    "goodwill",
    "history",
    "idempotency_keys",
    "leases",
    "link_tokens",
    "metadata",
    "movements",
    "outbox",
    "own_words",
    "preferences",
    "products",
    "promise_changes",
    "recalled",
    "recalls",
    "relays",
    "remarks",
    "said",
    "stock",
    "subscriptions",
    "supplies",
    "topics",
    "tries",
    "updates",
]
