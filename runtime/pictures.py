"""Pictures of the sample shop's goods: drawn here, so that the demo shows some without a network."""

from dataclasses import replace

from litestar import Litestar, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response
from litestar.types import ASGIApp

from services import products
from services.shop import Shop
from storage.products import ProductQuery

DOOR = "goods"
"""The first part of their addresses."""
COLOURS = {
    "BLUE": "#3b6ea5", "GREEN": "#5f7d4f", "SAND": "#c9b28f", "GREY": "#8d9399", "RED": "#b1483f", "YEL": "#e2b93b",
    "NAV": "#2c3e5c", "OAK": "#b98a56",
}  # fmt: skip
USUAL = "#4f7f86"
SHAPES = {
    "MUG": '<path d="M110 90h90v100a20 20 0 0 1-20 20h-50a20 20 0 0 1-20-20z"/>'
    '<path d="M200 110h18a25 25 0 0 1 0 60h-18" class="line"/>',
    "BOWL": '<path d="M70 130h180a90 80 0 0 1-180 0z"/><path d="M130 212h60v12h-60z"/>',
    "KETTLE": '<path d="M105 130a55 50 0 0 1 110 0l12 85H93z"/><path d="M215 140l45-30" class="line"/>'
    '<path d="M125 85a35 35 0 0 1 70 0" class="line"/>',
    "GRINDER": '<path d="M115 150h90v70h-90z"/><path d="M125 150a35 45 0 0 1 70 0z"/>'
    '<path d="M160 105V75h45" class="line"/><circle cx="207" cy="72" r="9"/>',
    "BOARD": '<rect x="70" y="90" width="180" height="110" rx="18"/><circle cx="230" cy="110" r="8" class="hole"/>',
    "KNIFE": '<path d="M60 130h130q25 20 0 35H85z"/><rect x="190" y="132" width="75" height="26" rx="10"/>',
    "LAMP": '<path d="M120 130l22-60h36l22 60z"/><path d="M160 130v80" class="line"/><path d="M115 208h90v14h-90z"/>',
    "BLANKET": '<rect x="80" y="80" width="160" height="120" rx="8"/>'
    '<path d="M90 200v20m20-20v20m20-20v20m20-20v20m20-20v20m20-20v20m20-20v20" class="line thin"/>',
    "CANDLE": '<rect x="95" y="125" width="34" height="90"/><rect x="143" y="100" width="34" height="115"/>'
    '<rect x="191" y="140" width="34" height="75"/><path d="M160 90q-12-16 0-30 12 14 0 30z"/>',
    "CLOCK": '<circle cx="160" cy="145" r="72"/><path d="M160 145V98m0 47l34 20" class="mark"/>',
    "VASE": '<path d="M140 70h40v35q35 40 12 95-4 15-16 15h-32q-12 0-16-15-23-55 12-95z"/>',
    "RAIN": '<path d="M130 80q30-20 60 0l45 40-22 28-18-14v86h-70v-86l-18 14-22-28z"/>',
    "RUCKSACK": '<path d="M110 115a50 45 0 0 1 100 0v95a12 12 0 0 1-12 12h-76a12 12 0 0 1-12-12z"/>'
    '<path d="M140 78a20 20 0 0 1 40 0" class="line"/><path d="M125 155h70" class="mark"/>',
    "BOTTLE": '<path d="M145 65h30v25q20 12 20 35v82a14 14 0 0 1-14 14h-42a14 14 0 0 1-14-14v-82q0-23 20-35z"/>',
    "HEADLAMP": '<path d="M75 150q85-60 170 0" class="line"/><rect x="130" y="110" width="60" height="50" rx="12"/>'
    '<circle cx="160" cy="135" r="14" class="hole"/>',
    "HAMMOCK": '<path d="M60 110q100 130 200 0-100 60-200 0z"/><path d="M40 80l20 30m200 0l20-30" class="line thin"/>',
    "RADIO": '<rect x="75" y="105" width="170" height="105" rx="14"/><circle cx="125" cy="158" r="30" class="hole"/>'
    '<path d="M180 140h45m-45 25h45" class="mark"/><path d="M200 105l40-45" class="line thin"/>',
    "SPEAKER": '<rect x="110" y="65" width="100" height="155" rx="14"/><circle cx="160" cy="165" r="32" class="hole"/>'
    '<circle cx="160" cy="100" r="15" class="hole"/>',
    "READER": '<rect x="105" y="60" width="110" height="160" rx="12"/>'
    '<rect x="117" y="74" width="86" height="118" class="hole"/>',
    "TURNTABLE": '<rect x="70" y="80" width="180" height="135" rx="12"/><circle cx="145" cy="148" r="52" class="hole"/>'
    '<circle cx="145" cy="148" r="8"/><path d="M228 98l-30 70" class="mark"/>',
}  # fmt: skip
LOOK = (
    ".line{fill:none;stroke-width:14}.thin{stroke-width:6}.hole{fill:#f4f1ec}"
    ".mark{fill:none;stroke:#f4f1ec;stroke-width:9}"
)
MOST = 200
"""Products looked at; the sample shop has thirty."""
CAN_CHANGE = "http://127.0.0.1:"
"""What a sample product's picture begins with as long as nobody gave it another."""


def drawing(sku: str) -> str | None:
    """An SVG of 320 × 220; None for what the sample shop does not sell."""
    kind, *rest = sku.split("-")
    if kind not in SHAPES:
        return None
    colour = next((COLOURS[word] for word in rest if word in COLOURS), USUAL)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 30 320 220"><style>{LOOK}</style>'
        f'<rect y="30" width="320" height="220" fill="#f4f1ec"/>'
        f'<g fill="{colour}" stroke="{colour}" stroke-linecap="round" stroke-width="0">{SHAPES[kind]}</g></svg>'
    )


@get(f"/{DOOR}/{{name:str}}", sync_to_thread=False)
def picture(name: FromPath[str]) -> Response[str]:
    found = drawing(name.removesuffix(".svg"))
    if found is None:
        raise NotFoundException
    return Response(found, media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


def app() -> ASGIApp:
    return Litestar([picture], openapi_config=None)


async def hang(shop: Shop, origin: str) -> None:
    """Every sample product shows its picture, under the address that the demo has this time."""
    for product in [found.product for found in (await products.page(shop, ProductQuery(limit=MOST))).items]:
        address = f"{origin}/{DOOR}/{product.sku}.svg"
        known = product.image_url or CAN_CHANGE
        if drawing(product.sku) and known != address and known.startswith(CAN_CHANGE):
            await products.put(shop, replace(product, image_url=address))
