"""The merchant's own phrases, from a YAML file: `wish: {en: [phrase, …], de: [phrase, …]}`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.texts import LANGUAGES
from understanding.intents import Intent

Phrases = tuple[tuple[str, Intent], ...]
LARGEST = 256 * 1024
"""Bytes of the file."""
MOST = 500
"""Phrases in it: who has more wants a training."""
LONGEST = 200
"""Letters of one."""


def phrases_in(path: Path) -> Phrases:
    """Raises ValueError, which says what is wrong and where."""
    listed = tuple(_phrases(_wishes(_yaml(path))))
    if len(listed) > MOST:
        raise ValueError(f"has {len(listed)} phrases; {MOST} are the most")
    _told_apart(listed)
    return listed


def _yaml(path: Path) -> Any:
    import yaml  # noqa: PLC0415 - only who has phrases of their own pays for it

    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"is a file of more than {LARGEST // 1024} kB")
        return yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise ValueError(f"cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError("is not in UTF-8") from None
    except yaml.YAMLError as problem:
        where = getattr(problem, "problem_mark", None)
        raise ValueError("is no YAML" + (f": see line {where.line + 1}" if where else "")) from None


def _wishes(data: Any) -> Iterator[tuple[Intent, Any]]:
    if not isinstance(data, dict):
        raise ValueError("must hold wishes with their phrases, such as `order_status: {en: [any news]}`")  # noqa: TRY004
    for name, languages in data.items():
        if name not in set(Intent):
            raise ValueError(f"names {name!r}, which is none of the wishes {', '.join(Intent)}")
        yield Intent(name), languages


def _phrases(wishes: Iterator[tuple[Intent, Any]]) -> Iterator[tuple[str, Intent]]:
    for intent, languages in wishes:
        if not isinstance(languages, dict) or not set(languages) <= set(LANGUAGES):
            raise ValueError(f"has under {intent} something else than {' and '.join(LANGUAGES)}")
        for language, texts in languages.items():
            if not isinstance(texts, list):
                raise ValueError(f"has no list of phrases under {intent}, {language}")  # noqa: TRY004
            yield from ((_phrase(text, f"{intent}, {language}"), intent) for text in texts)


def _phrase(text: Any, where: str) -> str:
    from understanding.learnt import KINDS, as_learnt  # noqa: PLC0415 - the same

    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise ValueError(f"has under {where} {text!r:.60}, which is no phrase of 1 to {LONGEST} letters")
    try:
        read = as_learnt(text)
    except (KeyError, IndexError, ValueError, AttributeError):
        braces = ", ".join(f"{{{name}}}" for name in KINDS)
        raise ValueError(f"has under {where} {text!r:.60}: in braces may stand {braces}") from None
    if not read:
        raise ValueError(f"has under {where} {text!r:.60}, which has no word in it")
    return text.strip()


def _told_apart(listed: Phrases) -> None:
    """The same words cannot mean two wishes."""
    from understanding.learnt import as_learnt  # noqa: PLC0415 - the same

    meant: dict[tuple[str, ...], Intent] = {}
    for text, intent in listed:
        other = meant.setdefault(tuple(as_learnt(text)), intent)
        if other is not intent:
            raise ValueError(f"has {text!r:.60} under {other} and under {intent}")
