"""Another shop system's catalogue becomes ours: one file, one transaction, every row accounted for."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from catalogues.listing import Catalogue, Listed, Reason, Skipped
from catalogues.reading import Format, UnreadableFile, read
from domain.products import BackorderRules, Product
from domain.stock import Shelf, Stock
from services import promises
from services.bulletin import bulletin_for
from services.products import ask_who_waits
from services.shop import Shop
from storage.store import Tx

__all__ = ["Format", "Progress", "Report", "UnreadableFile", "import_file"]

CAUSE = "import"
PAGE = 1000
"""Products written between two words about progress."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_DAYS = 3650
"""Days that the calendar can count with; the API has the same bounds."""

Progress = Callable[[int, int], None]
"""Called with the rows done so far and all rows."""


@dataclass(frozen=True, slots=True)
class Report:
    """Every row is counted once or listed under `skipped`, in the file's order."""

    created: int
    updated: int
    unchanged: int
    skipped: Sequence[Skipped]


async def import_file(
    shop: Shop, data: bytes, form: Format, *, currency: str, language: str, progress: Progress = lambda _, __: None
) -> Report:
    """Take in a whole file or, raising UnreadableFile, nothing of it. A repeat changes nothing.

    Where the file says nothing, what is known stays. What it says about stock is the first count of a new product
    and is ignored later: from then on our own movements count.
    """
    # Twenty megabytes keep a core busy for seconds: meanwhile others are served.
    catalogue = await asyncio.to_thread(read, data, form, currency=currency, language=language)
    async with shop.store.begin() as tx:
        return await _take_in(tx, shop, _within_reason(catalogue), progress)


def _within_reason(catalogue: Catalogue) -> Catalogue:
    """Days that no calendar can count with become skipped rows; dates are computed from them later."""
    refused = [Skipped(row.line, why) for row in catalogue.listed if (why := _too_far(row.product.backorder))]
    lines = {row.line for row in refused}
    kept = tuple(row for row in catalogue.listed if row.line not in lines)
    return Catalogue(kept, tuple(sorted((*catalogue.skipped, *refused), key=lambda row: row.line)))


def _too_far(rules: BackorderRules) -> Reason | None:
    if rules.release_date and not FIRST_YEAR <= rules.release_date.year <= LAST_YEAR:
        return Reason.BAD_RELEASE_DATE
    return Reason.BAD_MAX_WAIT_DAYS if (rules.max_wait_days or 0) > MOST_DAYS else None


async def _take_in(tx: Tx, shop: Shop, catalogue: Catalogue, progress: Progress) -> Report:
    created = updated = 0
    # In the order of their skus, as everyone who locks several products does.
    rows = sorted(catalogue.listed, key=lambda row: row.product.sku)
    for start in range(0, len(rows), PAGE):
        page = rows[start : start + PAGE]
        known = await tx.products.many([row.product.sku for row in page])
        fresh = [row for row in page if row.product.sku not in known]
        changed = [p for row in page if (p := _changed(row.product, known.get(row.product.sku))) is not None]
        await _create(tx, shop, fresh)
        await _update(tx, shop, changed, known)
        created, updated = created + len(fresh), updated + len(changed)
        progress(start + len(page), len(rows))
    return Report(created, updated, len(rows) - created - updated, catalogue.skipped)


async def _create(tx: Tx, shop: Shop, rows: Sequence[Listed]) -> None:
    shelves = [Shelf(Stock(row.product.sku), CAUSE) for row in rows]
    for shelf, row in zip(shelves, rows, strict=True):
        shelf.count(row.first_count or 0)
    await tx.products.add_all([row.product for row in rows], shop.now())
    await tx.stock.add_all(shelves, shop.now())


async def _update(tx: Tx, shop: Shop, products: Sequence[Product], known: dict[str, Product]) -> None:
    await tx.stock.lock_all([product.sku for product in products])
    await tx.products.put_all(products, shop.now())
    await tx.stock.touch([product.sku for product in products])
    for product in products:
        before = known[product.sku]
        gone = before.active and not product.active
        if gone or product.backorder.release_date != before.backorder.release_date:
            bulletin = bulletin_for(f"product:{product.sku}")
            if gone:
                await ask_who_waits(tx, product, bulletin)
            await promises.renew(tx, shop, product, bulletin)
            await bulletin.post(tx, shop)


def _changed(listed: Product, known: Product | None) -> Product | None:
    """The product as it is from now on; None for a new one, and for one that stays as it is."""
    if known is None:
        return None
    merged = _merged(listed, known)
    return None if merged == known else merged


def _merged(listed: Product, known: Product) -> Product:
    """What the file says, over what is known; texts per language."""
    return replace(
        listed,
        name={**known.name, **listed.name},
        description={**known.description, **listed.description},
        category=listed.category or known.category,
        group=listed.group or known.group,
        options=listed.options or known.options,
        price=listed.price or known.price,
        url=listed.url or known.url,
        image_url=listed.image_url or known.image_url,
        backorder=_rules(listed.backorder, known.backorder),
        alert_minimum=known.alert_minimum,
    )


def _rules(listed: BackorderRules, known: BackorderRules) -> BackorderRules:
    return replace(
        known,
        policy=listed.policy,
        limit=known.limit if listed.limit is None else listed.limit,
        max_wait_days=known.max_wait_days if listed.max_wait_days is None else listed.max_wait_days,
        release_date=listed.release_date or known.release_date,
    )
