"""The same shop and playground as the bot's own tests."""

from tests.bot.conftest import bot, catalogues, desk, english, playground, wire

__all__ = ["bot", "catalogues", "desk", "english", "playground", "wire"]
