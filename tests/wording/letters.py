"""Every letter as its reader sees it, in both languages: `python -m tests.wording.letters` writes letters.md."""

from collections.abc import Iterator
from pathlib import Path

from tests.wording.cast import LETTERS
from wording.notices import word
from wording.pages import Button, Page
from wording.words import load_catalogues

PATH = Path(__file__).parent / "letters.md"
INTRODUCTION = """\
# Every letter, in both languages

Written by `python -m tests.wording.letters`, compared by a test, read aloud by a person at every change.
Readers live in Berlin. `[label → what a tap does]` are buttons.
"""


def album() -> str:
    return INTRODUCTION + "".join(f"\n{page}" for page in _pages())


def _pages() -> Iterator[str]:
    catalogues = load_catalogues()
    for title, news in LETTERS.items():
        yield f"## {title}\n"
        for language in ("en", "de"):
            yield _shown(language, word(news, catalogues.words(language)))


def _shown(language: str, page: Page) -> str:
    text = "\n".join([page.text, *(" ".join(map(_label, row)) for row in page.buttons)])
    shown = f"```{language}\n{text}\n```\n"
    return shown + f"\n```{page.document.name}\n{page.document.content}```\n" if page.document else shown


def _label(button: Button) -> str:
    return f"[{button.label} → {button.act or button.url}]"


if __name__ == "__main__":
    PATH.write_text(album())
