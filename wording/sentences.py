"""Which sentences there are, read off the catalogues; and the merchant's own words, laid over ours."""

import gettext
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from domain.sentences import Forms, Sentence
from domain.texts import LANGUAGES
from wording.words import INFORMAL, Catalogues, catalogue_file

SPOKEN = (*LANGUAGES, *INFORMAL.values())
"""Languages with a text of their own; for readers who say du there is one only where it differs."""
NOT_IN_LETTERS = {"wording/words.py", "wording/receipts.py"}
"""How dates are put together, and the receipt of a cancellation, which says what it must."""
LABELS = {
    "Ask a person",
    "Buy",
    "Cancel",
    "I have read this",
    "Keep waiting",
    "Menu",
    "My orders",
    "No more announcements",
    "Pass it on",
    "Show order",
    "Stop this alert",
    "Switch",
    "{choice} · {about}",
}
"""What stands on the buttons of letters; a test looks for every one in the code."""
LONGEST_KEY = 60


@cache
def sentences() -> Mapping[str, Sentence]:
    """Everything that letters say, by key. A key is made of the English words and stays as long as they do."""
    catalogues = {language: _read(language) for language in SPOKEN}
    found: dict[str, Sentence] = {}
    for message in catalogues[LANGUAGES[0]]:
        if not message.id or not _in_letters(message):
            continue
        one = _forms(message.id)[0]
        key = _key(one, found)
        found[key] = Sentence(key, one, dict(_defaults(message, catalogues)), one in LABELS)
    return found


def speak(catalogues: Catalogues, own_words: Mapping[str, Mapping[str, Forms]]) -> None:
    """From now on everybody reads the merchant's words, given by key and language; unknown keys say nothing."""
    catalogues.put_over(partial(layered, own_words))


def layered(
    own_words: Mapping[str, Mapping[str, Forms]], language: str, ours: gettext.NullTranslations
) -> gettext.NullTranslations:
    own: dict[str, Forms] = {}
    for key, texts in own_words.items():
        sentence = sentences().get(key)
        forms = _own(sentence, language, texts) if sentence else None
        if sentence and forms:
            own[sentence.message] = forms
    return Layered(own, ours) if own else ours


def _own(sentence: Sentence, language: str, texts: Mapping[str, Forms]) -> Forms | None:
    """Readers who say du read the formal text where ours makes no difference either."""
    formal = next((one for one, informal in INFORMAL.items() if informal == language), language)
    return texts.get(language) or (texts.get(formal) if language not in sentence.defaults else None)


class Layered(gettext.NullTranslations):
    """The merchant's own words where there are any, else ours."""

    def __init__(self, own: Mapping[str, Forms], ours: gettext.NullTranslations) -> None:
        super().__init__()
        self._own = own
        self._ours = ours

    def gettext(self, message: str) -> str:
        own = self._own.get(message)
        return own[0] if own else self._ours.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        own = self._own.get(msgid1)
        if own is None:
            return self._ours.ngettext(msgid1, msgid2, n)
        return own[0] if n == 1 else own[-1]  # both languages count like this


class Listening(Layered):
    """Notes which sentences are said."""

    def __init__(self, ours: gettext.NullTranslations, said: set[str]) -> None:
        super().__init__({}, ours)
        self.said = said

    def gettext(self, message: str) -> str:
        self.said.add(message)
        return super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.said.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


def _read(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, abort_invalid=True)


def _in_letters(message: Message) -> bool:
    files = {file for file, _ in message.locations}
    if str(message.id).endswith(".txt"):  # the name of a file
        return False
    return any(file.startswith("wording/") for file in files - NOT_IN_LETTERS)


def _defaults(message: Message, catalogues: Mapping[str, Catalog]) -> Iterator[tuple[str, Forms]]:
    for language, catalogue in catalogues.items():
        spoken = catalogue.get(message.id)
        if spoken is not None and spoken.string:
            yield language, _forms(spoken.string)


def _forms(text: Any) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text)


def _key(message: str, taken: Mapping[str, Any]) -> str:
    """Of sentences that begin alike the later ones get a number."""
    words = re.sub(r"<[^>]*>|[{}]", "", message).lower()
    key = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:LONGEST_KEY].strip("-") or "sentence"
    number = 2
    unique = key
    while unique in taken:
        unique, number = f"{key}-{number}", number + 1
    return unique
