"""One side of an API row, as a process of its own: `python -m bench.server ours|bare URL PORT KEY`."""

import sys
from datetime import UTC, datetime

import uvloop
from cryptography.fernet import Fernet
from litestar import Litestar

from api.app import build as build_api
from api.limits import Limits
from bench import bare
from domain.notices import OrderPlaced
from domain.policy import ShopPolicy
from runtime.listening import listening
from runtime.serve import stop_on_signals
from services.shop import Shop
from storage.engines import open_engine
from storage.outbox import dump
from storage.store import Store
from storage.vault import Vault
from wording.words import load_catalogues

LETTER = OrderPlaced(
    backorder_id=1,
    order_number="100000",
    product={"en": "Blue mug", "de": "Blaue Tasse"},
    quantity=1,
    reserved=0,
    place=100,
    of=100,
    promise_by=None,
)


def application(side: str, url: str, field_key: str) -> Litestar:
    engine = open_engine(url)
    if side == "bare":
        return bare.build(engine, dump([LETTER]))
    shop = Shop(Store(engine, Vault([field_key])), lambda: datetime.now(UTC), ShopPolicy())
    # The bench is one shop's key asking as fast as it can; everything else is as in production.
    return build_api(shop, catalogues=load_catalogues(), limits=Limits(per_key=None))


async def main() -> None:
    side, url, port, field_key = sys.argv[1:]
    stop = stop_on_signals()
    app = application(side, url, field_key or Fernet.generate_key().decode())
    async with listening(app, [app], "127.0.0.1", int(port)):
        print("ready", flush=True)
        await stop.wait()


if __name__ == "__main__":
    uvloop.run(main())
