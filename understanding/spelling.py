"""One spelling for all: small letters, without accents, `ä`, `ae` and `a` alike, so that no keyboard is at a loss."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "`": "'", "´": "'", "‘": "'", "ʼ": "'"})
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['+][^\W\d_]+)*\+?")
_SPELLED_OUT = re.compile(r"(?<=[a-z])?(?:ae|oe|ue)(?=[a-z]|$)")
_MASKS = re.compile(r"x(?:product|order|qty|mail|date|colour|size|price|phone)")
_SPOKEN = {
    "👍 👌 👏 🙏 ❤ ♥ 💛 💚 💙 😊 🙂 😀 😃 😄 😁 😆 😂 🤣 😍 🥰 😘 😉 🤗 🎉 🥳 😎 💪 👋 ✌ :) :-) ;) ;-) :D <3": "smiley",
    "😡 😠 🤬 😤 😢 😭 😞 😔 🙁 ☹ 😩 😫 😒 🙄 😕 :( :-(": "frowney",
    "🔔": "alarm", "🔕": "alarmaus", "🇩🇪 🇦🇹 🇨🇭": "deutsch", "🇬🇧 🇺🇸": "english", "📞 ☎": "telefon",
}  # fmt: skip
_SIGNS = {sign: f" {word} " for signs, word in _SPOKEN.items() for sign in signs.split()}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
SHORT = 4
"""Shorter words keep their `ue`: `due` is not `du`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the one spelling, and where it stood in the message."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """`Wärmflasche`, `Waermflasche` and `warmflasche` come out the same."""
    small = word.translate(_APOSTROPHES).casefold().replace("'", "").replace("ß", "ss")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    if len(bare) < SHORT or _MASKS.fullmatch(bare):
        return bare
    return _SPELLED_OUT.sub(lambda found: found.group()[0], bare)


def words(text: str) -> list[Word]:
    """The message's words and numbers; signs between them are left out, and letters after digits stand apart."""
    text = text.translate(_APOSTROPHES)
    return [Word(plain(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


def spoken(text: str) -> str:
    """With the signs that people write instead of words put into words."""
    return _SIGN.sub(lambda found: _SIGNS[found.group()], text)
