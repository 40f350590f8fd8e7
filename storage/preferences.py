"""What people say they like: categories, as the merchant calls them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, String, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sets import add_rows
from storage.tables import preferences, products
from storage.types import Id

t = preferences.c
COLUMNS = {"customer_id": Id, "category": String(200)}
MOST_CATEGORIES = 500
"""Of the shop's, to choose from."""


def _categories() -> Select[Any]:
    """From each category to the next one, as the index has them: cheaper by far than to read every product."""
    p = products.c
    each = select(func.min(p.category).label("category")).cte("each", recursive=True)
    following = select(func.min(p.category)).where(p.category > each.c.category).scalar_subquery()
    each = each.union_all(select(following).where(each.c.category.is_not(None)))
    sold = select(p.sku).where(p.category == each.c.category, p.active).exists()
    return select(each.c.category).where(each.c.category.is_not(None), sold).limit(MOST_CATEGORIES)


CATEGORIES = _categories()


class Preferences:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def categories(self) -> list[str]:
        """Those that have goods which are sold."""
        return list((await self._connection.execute(CATEGORIES)).scalars())

    async def of(self, customer_id: int) -> list[str]:
        """Whether or not there is such a category any more."""
        return list((await self._connection.execute(select(t.category).where(t.customer_id == customer_id))).scalars())

    async def count(self, customer_id: int) -> int:
        query = select(func.count()).where(t.customer_id == customer_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def put(self, customer_id: int, categories: Iterable[str]) -> None:
        """These and no others."""
        await self._connection.execute(delete(preferences).where(t.customer_id == customer_id))
        rows = [(customer_id, category) for category in sorted(set(categories))]
        if rows:
            await add_rows(self._connection, preferences, COLUMNS, rows)

    async def add(self, customer_id: int, category: str) -> None:
        await add_rows(self._connection, preferences, COLUMNS, [(customer_id, category)])

    async def remove(self, customer_id: int, category: str) -> None:
        await self._connection.execute(delete(preferences).where(t.customer_id == customer_id, t.category == category))
