"""The catalogue: what is sold, and what may be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.availability import Availability, availability
from domain.notices import ProductDiscontinued
from domain.products import Product
from domain.refusals import NotFound, TooMany
from domain.stock import Stock
from domain.supplies import Supply
from services import promises
from services.bulletin import Bulletin, bulletin_for
from services.likeness import closest
from services.linking import BOT_USERNAME, PRODUCT_PREFIX, deep_link
from services.queue import open_counter
from services.shop import Shop
from storage.pages import Page
from storage.products import ProductQuery
from storage.store import Tx

MOST_ALTERNATIVES = 50
MOST_KNOWN = 50_000
"""Products that are recognised in what people write; building their names takes three seconds, in a thread."""
MOST_WORDS = 12
"""Of a search; the rest of a letter of 4,096 characters finds nothing that these do not."""


@dataclass(frozen=True, slots=True)
class ProductView:
    """`id` is the number under which buttons and deep links know the product.

    `supply` is the one that the promise rests on; `chat_url` is None while nobody has told us the bot's name.
    """

    id: int
    product: Product
    availability: Availability
    alternatives: Sequence[str] = ()
    supply: Supply | None = None
    handling_days: int = 0
    chat_url: str | None = None

    @property
    def payload(self) -> str:
        """What a deep link into the chat carries."""
        return f"{PRODUCT_PREFIX}{self.id}"


async def put(shop: Shop, product: Product) -> tuple[ProductView, bool]:
    """Create or replace; answers whether it is new. A product that is no longer active is discontinued."""
    async with shop.store.begin() as tx:
        known = await tx.stock.lock(product.sku)
        if known is None:
            await tx.products.add(product, shop.now())
            await tx.stock.add(product.sku)
        else:
            before = await _found(tx, product.sku)
            await tx.products.put(product, shop.now())
            await tx.stock.touch([product.sku])
            bulletin = bulletin_for(f"product:{product.sku}")
            if before.active and not product.active:
                await ask_who_waits(tx, product, bulletin)
            await promises.renew(tx, shop, product, bulletin)
            await bulletin.post(tx, shop)
        return await _view(tx, shop, product), known is None


async def read(shop: Shop, sku: str) -> ProductView:
    async with shop.store.read() as tx:
        return await _view(tx, shop, await _found(tx, sku))


async def by_id(shop: Shop, product_id: int) -> ProductView:
    async with shop.store.read() as tx:
        product = await tx.products.by_id(product_id)
        if product is None:
            raise NotFound("product", str(product_id))
        return await _view(tx, shop, product)


async def page(shop: Shop, query: ProductQuery) -> Page[ProductView]:
    async with shop.store.read() as tx:
        found = await tx.products.page(query, shop.today())
        return Page(await _views(tx, shop, found.items), found.next)


async def search(shop: Shop, text: str, limit: int = 5) -> list[ProductView]:
    """What a person may have meant: all words first, then whatever comes close despite typing errors."""
    words = tuple("".join(filter(_seen, text.casefold())).split()[:MOST_WORDS])
    if not words:
        return []
    async with shop.store.read() as tx:
        exact = await tx.products.page(ProductQuery(words=words, limit=limit), shop.today())
        if exact.items:
            return await _views(tx, shop, exact.items)
        texts = dict(await tx.products.search_texts())
        close = closest(words, texts, limit)
        found = await tx.products.many(close)
        return await _views(tx, shop, [found[sku] for sku in close if sku in found])


async def names(shop: Shop) -> list[tuple[int, Product]]:
    """Every product with its number, without what has no name's worth: to be recognised in what people write."""
    async with shop.store.read() as tx:
        return await tx.products.names(MOST_KNOWN)


async def set_alternatives(shop: Shop, sku: str, others: Sequence[str]) -> ProductView:
    """The merchant's own list, best first. Raises NotFound for the first sku that is unknown."""
    if len(others) > MOST_ALTERNATIVES:
        raise TooMany("skus", MOST_ALTERNATIVES)
    async with shop.store.begin() as tx:
        product = await _found(tx, sku)
        unique = list(dict.fromkeys(other for other in others if other != sku))
        known = await tx.products.many(unique)
        for other in unique:
            if other not in known:
                raise NotFound("product", other)
        await tx.products.set_alternatives(sku, unique)
        return await _view(tx, shop, product)


async def discontinue(shop: Shop, sku: str) -> ProductView:
    """No more will be sold. Everyone who still waits is asked: switch or cancel."""
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"discontinued:{sku}")
        counter = await open_counter(tx, shop, sku, "discontinued", bulletin)
        gone = replace(counter.product, active=False)
        if counter.product.active:
            await tx.products.put(gone, shop.now())
            await tx.stock.touch([sku])
            await ask_who_waits(tx, gone, bulletin)
            await bulletin.post(tx, shop)
        return await _view(tx, shop, gone)


async def ask_who_waits(tx: Tx, product: Product, bulletin: Bulletin) -> None:
    """No more will come: switch or cancel."""
    for place in await tx.queue.whole(product.sku):
        news = ProductDiscontinued(
            backorder_id=place.backorder_id,
            order_number=place.order_number,
            product=product.names(),
            quantity=place.quantity,
        )
        bulletin.tell(place.customer_id, news)


def _seen(character: str) -> bool:
    """PostgreSQL takes no NUL, and nothing that cannot be seen names a product."""
    return character.isprintable() or character.isspace()


async def _found(tx: Tx, sku: str) -> Product:
    product = await tx.products.get(sku)
    if product is None:
        raise NotFound("product", sku)
    return product


async def _view(tx: Tx, shop: Shop, product: Product) -> ProductView:
    found = (await _views(tx, shop, [product]))[0]
    chosen = await tx.products.chosen_alternatives(product.sku)
    return replace(found, alternatives=[other.sku for other in chosen])


async def _views(tx: Tx, shop: Shop, products: Sequence[Product]) -> list[ProductView]:
    skus = [product.sku for product in products]
    ids = await tx.products.ids_of(skus)
    stocks = await tx.stock.many(skus)
    supplies = await tx.supplies.open_of(skus)
    bot = await tx.facts.get(BOT_USERNAME)
    return [_seen_as(shop, p, ids[p.sku], stocks[p.sku], supplies[p.sku], bot=bot) for p in products]


def _seen_as(
    shop: Shop, product: Product, product_id: int, stock: Stock, supplies: list[Supply], *, bot: str | None
) -> ProductView:
    found = availability(product, stock, promises.schedule_of(shop, product, supplies), shop.today())
    covering = found.promise.supply_id if found.promise else None
    return ProductView(
        product_id,
        product,
        found,
        supply=next((supply for supply in supplies if supply.id == covering), None),
        handling_days=shop.policy.handling_days,
        chat_url=deep_link(bot, f"{PRODUCT_PREFIX}{product_id}"),
    )
