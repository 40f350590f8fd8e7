"""Products and their merchant-chosen alternatives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.products import BackorderRules, Policy, Product, Status
from storage.pages import Page, decode, encode
from storage.tables import alternatives, products, stock

MOST_CANDIDATES = 5000
"""How many products a fuzzy search looks at."""


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """Every part narrows the list; `words` must all occur in the product's names, category, options or sku."""

    words: tuple[str, ...] = ()
    status: Status | None = None
    category: str | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Newest:
    """When any product was last written, and the number of the last new one. None without products."""

    changed_at: datetime | None = None
    number: int | None = None


class Products:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, sku: str) -> Product | None:
        row = (await self._connection.execute(select(products).where(products.c.sku == sku))).first()
        return None if row is None else product_of(row)

    async def by_id(self, product_id: int) -> Product | None:
        """Buttons and deep links know a product by its number: a sku may not fit into them."""
        row = (await self._connection.execute(select(products).where(products.c.id == product_id))).first()
        return None if row is None else product_of(row)

    async def id_of(self, sku: str) -> int | None:
        return (await self._connection.execute(select(products.c.id).where(products.c.sku == sku))).scalar()

    async def ids_of(self, skus: Iterable[str]) -> dict[str, int]:
        query = select(products.c.sku, products.c.id).where(products.c.sku.in_(list(skus)))
        return {row.sku: row.id for row in await self._connection.execute(query)}

    async def many(self, skus: Iterable[str]) -> dict[str, Product]:
        rows = await self._connection.execute(select(products).where(products.c.sku.in_(list(skus))))
        return {row.sku: product_of(row) for row in rows}

    async def add(self, product: Product, at: datetime) -> None:
        await self._connection.execute(insert(products).values(_columns(product) | {"updated_at": at}))

    async def put(self, product: Product, at: datetime) -> None:
        statement = update(products).where(products.c.sku == product.sku)
        await self._connection.execute(statement.values(_columns(product) | {"updated_at": at}))

    async def add_all(self, fresh: Sequence[Product], at: datetime) -> None:
        if fresh:
            rows = [_columns(product) | {"updated_at": at} for product in fresh]
            await self._connection.execute(insert(products), rows)

    async def put_all(self, changed: Sequence[Product], at: datetime) -> None:
        if changed:
            rows = [_columns(product) | {"updated_at": at, "known": product.sku} for product in changed]
            await self._connection.execute(update(products).where(products.c.sku == bindparam("known")), rows)

    async def page(self, query: ProductQuery, today: date) -> Page[Product]:
        conditions: list[ColumnElement[bool]] = [products.c.search.contains(w, autoescape=True) for w in query.words]
        if query.category is not None:
            conditions.append(products.c.category == query.category)
        if query.status is not None:
            conditions.append(status_column(today) == query.status.value)
        if query.after is not None:
            conditions.append(products.c.sku > decode(query.after))
        statement = (
            select(products)
            .join(stock, stock.c.sku == products.c.sku)
            .where(*conditions)
            .order_by(products.c.sku)
            .limit(query.limit + 1)
        )
        found = [product_of(row) for row in await self._connection.execute(statement)]
        more = encode(found[query.limit - 1].sku) if len(found) > query.limit else None
        return Page(found[: query.limit], more)

    async def names(self, limit: int) -> list[tuple[int, Product]]:
        """Products with their numbers, as far as people may call them by a name; beyond the limit only the newest."""
        t = products.c
        query = select(t.id, t.sku, t.name, t.category, t.article, t.options).order_by(t.id.desc()).limit(limit)
        rows = await self._connection.execute(query)
        return [
            (row.id, Product(row.sku, row.name, category=row.category, group=row.article, options=row.options))
            for row in reversed(rows.all())
        ]

    async def search_texts(self) -> list[tuple[str, str]]:
        """(sku, what it is found by) of active products, for a search that forgives typing errors."""
        query = select(products.c.sku, products.c.search).where(products.c.active).limit(MOST_CANDIDATES)
        return [(row.sku, row.search) for row in await self._connection.execute(query)]

    async def set_alternatives(self, sku: str, others: Sequence[str]) -> None:
        await self._connection.execute(delete(alternatives).where(alternatives.c.sku == sku))
        if others:
            rows = [{"sku": sku, "position": i, "other": other} for i, other in enumerate(others)]
            await self._connection.execute(insert(alternatives), rows)

    async def chosen_alternatives(self, sku: str) -> list[Product]:
        """The merchant's own list, in the merchant's order."""
        statement = (
            select(products)
            .join(alternatives, alternatives.c.other == products.c.sku)
            .where(alternatives.c.sku == sku)
            .order_by(alternatives.c.position)
        )
        return [product_of(row) for row in await self._connection.execute(statement)]

    async def relatives(self, product: Product, limit: int = 20) -> list[Product]:
        """Variants of the same article first, then the same category by nearness of price; active ones only."""
        same_article = products.c.article == product.group if product.group else literal(value=False)
        same_category = products.c.category == product.category if product.category else literal(value=False)
        price = product.price.amount if product.price else 0
        statement = (
            select(products)
            .where(products.c.active, products.c.sku != product.sku, or_(same_article, same_category))
            .order_by(
                case((same_article, 0), else_=1), func.abs(func.coalesce(products.c.price, 0) - price), products.c.sku
            )
            .limit(limit)
        )
        return [product_of(row) for row in await self._connection.execute(statement)]


def status_column(today: date) -> ColumnElement[str]:
    """`domain.availability.status` as SQL, so that lists can filter by it; a test compares the two."""
    waiting_left = func.coalesce(products.c.waiting_limit - stock.c.waiting_units, 1)
    release_ahead = or_(products.c.release_date.is_(None), products.c.release_date > today)
    return case(
        (products.c.active.is_(False), Status.DISCONTINUED.value),
        (stock.c.on_hand - stock.c.reserved - stock.c.held > 0, Status.IN_STOCK.value),
        (waiting_left <= 0, Status.OUT_OF_STOCK.value),
        (and_(products.c.policy == Policy.PREORDER.value, release_ahead), Status.PREORDER.value),
        (products.c.policy.in_([Policy.PREORDER.value, Policy.ALLOW.value]), Status.BACKORDER.value),
        else_=Status.OUT_OF_STOCK.value,
    )


def product_of(row: Any) -> Product:
    return Product(
        sku=row.sku,
        name=row.name,
        description=row.description,
        category=row.category,
        group=row.article,
        options=row.options,
        price=None if row.price is None else Money(row.price, row.currency),
        url=row.url,
        image_url=row.image_url,
        backorder=BackorderRules(
            Policy(row.policy),
            row.waiting_limit,
            row.max_wait_days,
            row.release_date,
            row.per_customer,
            row.reorder_at,
        ),
        active=row.active,
        alert_minimum=row.alert_minimum,
    )


def _columns(product: Product) -> dict[str, Any]:
    rules = product.backorder
    return {
        "sku": product.sku,
        "name": dict(product.name),
        "description": dict(product.description),
        "category": product.category,
        "article": product.group,
        "options": dict(product.options),
        "price": product.price.amount if product.price else None,
        "currency": product.price.currency if product.price else None,
        "url": product.url,
        "image_url": product.image_url,
        "policy": rules.policy.value,
        "waiting_limit": rules.limit,
        "max_wait_days": rules.max_wait_days,
        "release_date": rules.release_date,
        "per_customer": rules.per_customer,
        "reorder_at": rules.reorder_at,
        "alert_minimum": product.alert_minimum,
        "active": product.active,
        "search": search_text(product),
    }


def search_text(product: Product) -> str:
    parts = [*product.name.values(), product.category or "", *product.options.values(), product.sku]
    return " ".join(filter(None, parts)).casefold()
