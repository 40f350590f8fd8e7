"""The wording of every message, and the merchant's own words for it."""

from typing import Annotated, Any

from litestar import delete, get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody, QueryParameter

from api.params import After, Limit, SentenceKey
from api.shapes.sentences import PreviewOut, SentenceOut, SentencePage, TextsIn, sentence
from api.shapes.sentences import preview as preview_out
from domain.refusals import NotFound, TextRefused
from domain.sentences import Sentence, check
from services import sentences
from services.shop import Shop
from storage.pages import decode, encode
from wording.previews import preview as shown
from wording.sentences import sentences as known
from wording.sentences import speak
from wording.words import Catalogues

Changed = Annotated[bool, QueryParameter(description="Only those that the merchant words otherwise.")]
ON_ITS_WAY = {
    "en": "<b>Order {order_number} has just left our house!</b>",
    "de": "<b>Die Bestellung {order_number} hat gerade unser Haus verlassen!</b>",
}


@get("/v1/texts", summary="The sentences of all messages")
async def page(shop: Given[Shop], *, changed: Changed = False, limit: Limit = 50, after: After = None) -> SentencePage:
    """By key, with what they say now and at first. Buttons are among them."""
    own = await sentences.everything(shop)
    last = decode(after) if after else ""
    rest = [one for key, one in sorted(known().items()) if key > last and (key in own or not changed)]
    items = [sentence(one, own.get(one.key, {})) for one in rest[:limit]]
    return SentencePage(items, encode(rest[limit - 1].key) if len(rest) > limit else None)


@get("/v1/texts/{key:str}", summary="One sentence", refuses=(NotFound,))
async def read(shop: Given[Shop], key: SentenceKey) -> SentenceOut:
    """With what it says now and at first."""
    found, own = _known(key), await sentences.everything(shop)
    return sentence(found, own.get(key, {}))


@put("/v1/texts/{key:str}", summary="Word a sentence otherwise", refuses=(NotFound, TextRefused), example=ON_ITS_WAY)
async def write(
    shop: Given[Shop], catalogues: Given[Catalogues], key: SentenceKey, data: JSONBody[TextsIn]
) -> SentenceOut:
    """From now on everybody reads it like this, after two seconds at most. A language left out is as at first."""
    found = _known(key)
    await sentences.put(shop, found, data.texts())
    return sentence(found, (await _spoken(shop, catalogues)).get(key, {}))


@post(
    "/v1/texts/{key:str}/preview",
    status_code=200,
    summary="See a sentence before it is said",
    refuses=(NotFound, TextRefused),
    example=ON_ITS_WAY,
)
async def preview(
    shop: Given[Shop], catalogues: Given[Catalogues], key: SentenceKey, data: JSONBody[TextsIn]
) -> PreviewOut:
    """In the last message that says it, in every language; nothing is kept."""
    found, texts = _known(key), data.texts()
    for language, forms in texts.items():
        check(found, language, forms)
    return preview_out(shown(found, texts, await sentences.lately_said(shop), catalogues, shop.now()))


@delete("/v1/texts/{key:str}", summary="Say it as at first", refuses=(NotFound,))
async def reset(shop: Given[Shop], catalogues: Given[Catalogues], key: SentenceKey) -> None:
    """Takes the merchant's own words away, in every language."""
    await sentences.put(shop, _known(key), {})
    await _spoken(shop, catalogues)


def _known(key: str) -> Sentence:
    found = known().get(key)
    if found is None:
        raise NotFound("sentence", key)
    return found


async def _spoken(shop: Shop, catalogues: Catalogues) -> sentences.OwnWords:
    """In this process at once; the others look every two seconds."""
    own = await sentences.everything(shop)
    speak(catalogues, own)
    return own


HANDLERS: list[Any] = [page, read, write, preview, reset]
