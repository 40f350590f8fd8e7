"""Pages called by their names: what somebody writes instead of tapping the button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.callbacks import Meant
from bot.filters import free_text
from bot.openers import doubt, table
from bot.openers.matter import Matter, Visitor
from bot.pages import names as pages
from bot.said import read
from bot.visiting import visiting
from services.arrivals import Visit
from understanding.exact import POLITE
from understanding.intents import Intent
from understanding.parsed import Parsed
from understanding.spelling import plain, words
from wording.pages import Page
from wording.words import Catalogues

Phrase = tuple[str, ...]

FEW = 9
"""Words of a sentence that may be about a page that stands in its middle."""
MISTAKEN_FOR = frozenset({Intent.CHANGE_DELIVERY, Intent.CHANGE_LANGUAGE, Intent.KEEP_WAITING, Intent.LINK_ORDER})
"""What the engine is sure of where somebody writes of the time zone, the form of address, quiet hours, or to unlink."""
_AROUND = (
    "a an to your me page open show go take change set edit adjust see view get where are is how can could do you we i",
    "want would like need switch der die das den dem des ein eine zu zur zum öffnen öffne aufrufen zeigen zeig zeige",
    "anzeigen ändern ändere einstellen stellen umstellen einrichten ich möchte will würde gern gerne wo finde ist sind",
    "wie kann können könnten wir uns mir mich mal seite",
)
AROUND = POLITE | {plain(word) for line in _AROUND for word in line.split()}
"""Words of a request for a page that do not say which."""


@dataclass(frozen=True, slots=True)
class Names:
    """In every language at once, because people mix. `labels` are whole messages, `cores` what is left of one."""

    labels: Mapping[Phrase, str]
    cores: Mapping[Phrase, str]

    @classmethod
    def of(cls, catalogues: Catalogues) -> "Names":
        labels: dict[Phrase, str] = {}
        for t in catalogues.every():
            labels |= {_polite(_said(label)): act for label, act in pages.labels(t).items()}
        cores = {_core(_said(name)): act for act, line in pages.ALSO.items() for name in line.split(",")}
        return cls(labels, cores)

    def called(self, text: str) -> str | None:
        """The act of the page whose name is all that the text says."""
        if len(text) > pages.LONGEST:
            return None
        said = _said(text)
        return self.labels.get(_polite(said)) or self.cores.get(_core(said))

    def mentioned(self, text: str, parsed: Parsed) -> str | None:
        """The act of a page whose name stands in a short sentence that is about nothing else."""
        said = _said(text[: pages.LONGEST])
        if len(said) > FEW or _about_something_else(parsed):
            return None
        sure = pages.PLAIN if parsed.act else pages.PLAIN | pages.ROUGHLY
        return next((act for name, act in self.cores.items() if act in sure and _stands_in(name, said)), None)


class Called(Filter):
    """Passes where a text is the name of a page, and hands on its act. Whoever talks to the team is not interrupted."""

    async def __call__(self, message: Message, visit: Visit, names: Names) -> bool | dict[str, str]:
        act = None if visit.with_team else names.called(message.text or "")
        return {"act": act} if act else False


async def called(_: Message, act: str, visitor: Visitor, visit: Visit) -> Page:
    return await opened(act, visitor, visit)


async def opened(act: str, visitor: Visitor, visit: Visit) -> Page:
    """The same page as behind the button."""
    matter = doubt.chosen(Meant.unpack(act)) if act.startswith(Meant.__prefix__) else Matter(Intent.SMALLTALK)
    last = read(visit.before.acts, visit.before.at)
    return await table.PAGES[act](replace(matter, last=last), visitor)


def _about_something_else(parsed: Parsed) -> bool:
    """Goods, an order, a person of the shop, or a wish that no page's name is mistaken for."""
    named = parsed.entities.order or parsed.entities.products
    meant = parsed.intent is Intent.HUMAN_AGENT or (parsed.act and parsed.intent not in MISTAKEN_FOR)
    return bool(named or meant or parsed.halves)


def _said(text: str) -> Phrase:
    return tuple(word.text for word in words(text))


def _polite(said: Iterable[str]) -> Phrase:
    return tuple(word for word in said if word not in POLITE)


def _core(said: Iterable[str]) -> Phrase:
    return tuple(word for word in said if word not in AROUND)


def _stands_in(name: Phrase, said: Phrase) -> bool:
    return any(said[start : start + len(name)] == name for start in range(len(said) - len(name) + 1))


def join(chat: Router, _: Router) -> None:
    """Joins before typed answers are read: the name of a page is none."""
    chat.message.register(called, free_text, Called(), visiting)
