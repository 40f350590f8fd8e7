"""Free text on its way to be understood: off the event loop where that takes more than a moment."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from understanding.catalogue import Catalogue
from understanding.parse import parse
from understanding.parsed import Context, Parsed
from understanding.senses import LEXICAL, Senses

log = structlog.get_logger()


class Hearing:
    """Without the embeddings a message takes a millisecond and is understood where it arrives.

    With them it takes tens: one thread reads the model with the first message, and takes one message after the other.
    """

    def __init__(self, senses: Senses = LEXICAL, *, meaning: Callable[[Senses], Senses] | None = None) -> None:
        """`meaning` adds the embeddings to the senses; called once, in the thread."""
        self._senses = senses
        self._meaning = meaning
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning") if meaning else None

    async def parse(self, text: str, language: str, context: Context, catalogue: Catalogue) -> Parsed:
        if self._thread is None:
            return parse(text, language, context, catalogue, self._senses)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._parse, text, language, context, catalogue)

    def _parse(self, text: str, language: str, context: Context, catalogue: Catalogue) -> Parsed:
        if self._meaning is not None:
            self._senses, self._meaning = self._with(self._meaning), None
        return parse(text, language, context, catalogue, self._senses)

    def _with(self, meaning: Callable[[Senses], Senses]) -> Senses:
        """A model that is broken costs its own say, and nobody an answer."""
        try:
            return meaning(self._senses)
        except (ImportError, OSError, RuntimeError, ValueError, LookupError) as error:
            log.error("the embeddings cannot be read: free text is understood without them", error=repr(error))  # noqa: TRY400
            return self._senses
