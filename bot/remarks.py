"""A message of Telegram's as something that was said, and who may say anything in a group."""

from aiogram.types import Message

from services.remarks import Spoken


def spoken_of(message: Message) -> Spoken:
    """Its text, or the text beside it, keeps its looks."""
    html = message.html_text if message.text or message.caption else None
    reply = message.reply_to_message
    # In a topic everything that replies to nothing replies to the message that opened it.
    replied = reply.message_id if reply is not None and reply.forum_topic_created is None else None
    return Spoken(message.content_type, html, message.chat.id, message.message_id, replied)


def by_a_member(message: Message) -> bool:
    """A person of the group, or its anonymous administrator; neither a bot nor a channel that is linked to it."""
    if message.from_user is None or message.is_automatic_forward:
        return False
    return not message.from_user.is_bot or (
        message.sender_chat is not None and message.sender_chat.id == message.chat.id
    )
