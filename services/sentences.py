"""The merchant's own words for what messages say."""

from collections.abc import Mapping, Sequence

from domain.notices import News
from domain.sentences import Forms, Sentence, check
from services.shop import Shop

LOOKED_AT = 300
"""Letters, the last ones, among which a preview looks for one that says the sentence."""

OwnWords = Mapping[str, Mapping[str, Forms]]
"""By the sentence's key, then by language."""


async def everything(shop: Shop) -> OwnWords:
    async with shop.store.read() as tx:
        return await tx.sentences.all()


async def version(shop: Shop) -> str | None:
    """Changes whenever somebody's words do; None while there are none."""
    async with shop.store.read() as tx:
        return await tx.sentences.version()


async def put(shop: Shop, sentence: Sentence, texts: Mapping[str, Forms]) -> None:
    """From now on it is said like this; a language that is left out says what it said at first. Raises TextRefused."""
    for language, forms in texts.items():
        check(sentence, language, forms)
    async with shop.store.begin() as tx:
        await tx.sentences.put(sentence.key, texts, shop.now())


async def lately_said(shop: Shop) -> Sequence[tuple[int, tuple[News, ...]]]:
    """The last letters, newest first, to show words where they are really used."""
    async with shop.store.read() as tx:
        return await tx.messages.last(LOOKED_AT)
