"""Alembic at work. Loaded when there is something to migrate: it costs a process 12 MB and a tenth of a second."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.migrate import MIGRATIONS


def up(connection: Connection, revision: str) -> None:
    command.upgrade(_config(connection), revision)


def down(connection: Connection, revision: str) -> None:
    command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
