"""What the bot has asked whom, one question a person. What was said so far is sealed."""

from sqlalchemy import delete, select
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

    async def of(self, customer_id: int) -> Dialogue | None:
        query = select(dialogues).where(dialogues.c.customer_id == customer_id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else Dialogue(Topic(row.topic), self._vault.open(row.given), row.asked_at)

    async def end(self, customer_id: int) -> None:
        await self._connection.execute(delete(dialogues).where(dialogues.c.customer_id == customer_id))
