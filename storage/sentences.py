"""The merchant's own words, one row for each sentence and language."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.sentences import Forms
from storage.facts import Facts
from storage.tables import own_words

t = own_words.c
VERSION = "own_words"
"""The fact that changes whenever the merchant's words do."""


class Sentences:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> dict[str, dict[str, Forms]]:
        """By key, then by language."""
        found: dict[str, dict[str, Forms]] = {}
        for row in await self._connection.execute(select(own_words).order_by(t.key, t.language)):
            found.setdefault(row.key, {})[row.language] = (
                (row.text,) if row.several is None else (row.text, row.several)
            )
        return found

    async def put(self, key: str, texts: Mapping[str, Forms], at: datetime) -> None:
        """Instead of whatever was there; without any the sentence is as it was at first."""
        await self._connection.execute(delete(own_words).where(t.key == key))
        rows = [
            {
                "key": key,
                "language": language,
                "text": forms[0],
                "several": forms[1] if len(forms) > 1 else None,
                "at": at,
            }
            for language, forms in texts.items()
        ]
        if rows:
            await self._connection.execute(insert(own_words), rows)
        await Facts(self._connection).put(VERSION, secrets.token_hex(8))

    async def version(self) -> str | None:
        return await Facts(self._connection).get(VERSION)
