"""How free text is understood in this process, from its settings."""

from bot.hearing import Hearing
from runtime.settings import Embeddings, Settings
from understanding.extra import installed
from understanding.own import OwnPhrases
from understanding.senses import Senses, with_meaning


def hearing_of(settings: Settings) -> Hearing:
    """The embeddings are read with the first message; only a process that chats calls this."""
    meaning = settings.embeddings is not Embeddings.OFF and installed()
    senses = Senses(own=OwnPhrases.of(settings.phrases or ()))
    return Hearing(senses, meaning=with_meaning if meaning else None)
