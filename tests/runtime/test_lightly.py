"""aiogram, imported lightly, is the same aiogram."""

import subprocess
import sys

ALL_BUILD = """
from runtime.lightly import import_aiogram
import_aiogram()
import aiogram.types
from aiogram.methods import GetUpdates
from aiogram.methods.base import Response
said = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "hello"}
answer = {"ok": True, "result": [{"update_id": 1, "message": said}]}
update = Response[GetUpdates.__returning__].model_validate(answer).result[0]
assert update.message.text == "hello"
types = [getattr(aiogram.types, name) for name in aiogram.types.__all__]
models = [found for found in types if hasattr(found, "model_rebuild")]
assert len(models) > 300
assert not all(model.__pydantic_complete__ for model in models), "nothing was saved"
for model in models:
    model.model_rebuild()
    assert model.__pydantic_complete__, model
"""


def test_every_type_builds_when_it_is_needed() -> None:
    # In a process of its own: this one has imported aiogram the usual way.
    subprocess.run([sys.executable, "-c", ALL_BUILD], check=True)
