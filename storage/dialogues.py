"""What the bot has asked whom, one question a person. What was said so far is sealed."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.dialogues import Dialogue, Topic
from storage.tables import dialogues
from storage.upserts import upsert
from storage.vault import Vault


class Dialogues:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def put(self, customer_id: int, dialogue: Dialogue) -> None:
        values = {
            "customer_id": customer_id,
            "topic": dialogue.topic.value,
            "given": self._vault.seal(dialogue.given),
            "asked_at": dialogue.asked_at,
        }
        await self._connection.execute(upsert(self._connection, dialogues, values, ["customer_id"]))

    def opened(self, row: Any) -> Dialogue:
        """A row of the table, unsealed."""
        return Dialogue(Topic(row.topic), self._vault.open(row.given), row.asked_at)

    async def end(self, customer_id: int) -> None:
        await self._connection.execute(delete(dialogues).where(dialogues.c.customer_id == customer_id))
