"""What a message is. Awaited, because aiogram gives each plain filter a thread of its own for a moment.

A text passes several of them: together those moments take longer than the reply.
"""

from aiogram.types import Message


async def a_command(message: Message) -> bool:
    """Known or not; under a photo it counts as well."""
    return (message.text or message.caption or "").startswith("/")


async def free_text(message: Message) -> bool:
    """Text that is no command."""
    return bool(message.text) and not str(message.text).startswith("/")


async def contact(message: Message) -> bool:
    """Anybody's telephone number, as a card."""
    return message.contact is not None


async def no_text(message: Message) -> bool:
    return not message.text
