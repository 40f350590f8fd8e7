"""The sentences that people read in messages, and what the merchant may make of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from domain.markup import any_reference, wrong_reference
from domain.refusals import TextRefused
from domain.vague import vague_word

LONGEST = 600
"""Characters of one sentence of the merchant's; a message holds about a dozen of them (Telegram: 4096)."""
LONGEST_LABEL = 64
"""Characters on a button: more is cut off on a phone."""
NUMBER = "n"
"""What counts may stand in the text or not: "one unit" needs no figure."""

Forms = tuple[str, ...]
"""One text; of a sentence that counts things two: for one of them, and for any other number."""

TAGS = frozenset({"b", "i", "u", "s", "code"})
"""What may be made of a sentence: links and quotations are for announcements."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`message` is what the program says, in English; `defaults` its own words in each language.

    `is_label`: it stands on a button, on one line that nobody parses.
    """

    key: str
    message: str
    defaults: Mapping[str, Forms]
    is_label: bool = False

    @property
    def counts(self) -> bool:
        return len(next(iter(self.defaults.values()))) > 1

    @property
    def placeholders(self) -> Sequence[str]:
        """In the order in which English names them."""
        english = next(iter(self.defaults.values()))
        return list(dict.fromkeys(name for form in english for name in names_in(form)))

    @property
    def has_tags(self) -> bool:
        """Whether it may carry Telegram's tags: where our own words have none, nobody may parse it."""
        return any("<" in form for forms in self.defaults.values() for form in forms)


def check(sentence: Sentence, language: str, forms: Forms) -> None:
    """Raises TextRefused where a text would break a message, leave out what it must say, or sound like a date."""
    if len(forms) > 1 and not sentence.counts:
        raise TextRefused(language, "counts_nothing", "")
    for form in forms:
        for why, found in _mistakes(sentence, language, form):
            raise TextRefused(language, why, found)


def _mistakes(sentence: Sentence, language: str, form: str) -> Iterator[tuple[str, str]]:
    if not form.strip():
        yield "empty", ""
    if len(form) > (LONGEST_LABEL if sentence.is_label else LONGEST):
        yield "too_long", str(len(form))
    if sentence.is_label and len(form.splitlines()) > 1:
        yield "line_break", ""
    strange = _strange_brace(form)
    if strange is not None:
        yield "broken_placeholder", strange
        return
    known, named = set(sentence.placeholders), set(names_in(form))
    yield from (("unknown_placeholder", f"{{{name}}}") for name in sorted(named - known))
    yield from (("missing_placeholder", f"{{{name}}}") for name in sorted(known - named - {NUMBER}))
    wrong = broken(form) if sentence.has_tags else next(iter(re.findall(r"[<>]", form)), None)
    wrong = wrong or (any_reference(form) if sentence.is_label else wrong_reference(form))
    if wrong is not None:
        yield "broken_html", wrong
    vague = vague_word(form) if language.startswith("de") else None
    if vague is not None:
        yield "vague_date", vague


def broken(html: str) -> str | None:
    """The first tag that Telegram would refuse or that stands wrong here; None where all is well."""
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)>", html):
        fine = open_tags and open_tags[-1] == name if closing else name in TAGS
        if not fine:
            return f"<{closing}{name}>"
        if closing:
            open_tags.pop()
        else:
            open_tags.append(name)
    if open_tags:
        return f"<{open_tags[-1]}>"
    return next(iter(re.findall(r"[<>]", re.sub(r"</?[a-z]+>", "", html))), None)


def names_in(form: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(form) if name]


def _strange_brace(form: str) -> str | None:
    """Anything in braces that is no plain name; None where all is well."""
    try:
        parts = list(Formatter().parse(form))
    except ValueError:
        return form[:30]
    for _, name, spec, conversion in parts:
        if name is not None and (spec or conversion or not re.fullmatch(r"[a-z_]{1,40}", name)):
            return f"{{{name}}}"
    return None
