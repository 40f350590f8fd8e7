"""Every method of the Bot API that the playground knows, by its name in small letters."""

from collections.abc import Awaitable, Callable
from typing import Any

from playground import callbacks, chats, commands, files, inline, messages, profile, topics, updates, webhooks
from playground.town import Bot, Town
from playground.wire import Call

Method = Callable[[Town, Bot, Call], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    method.__name__.replace("_", ""): method
    for method in (
        profile.get_me,
        profile.set_my_name,
        profile.get_my_name,
        profile.set_my_description,
        profile.get_my_description,
        profile.set_my_short_description,
        profile.get_my_short_description,
        profile.set_chat_menu_button,
        profile.get_chat_menu_button,
        commands.set_my_commands,
        commands.get_my_commands,
        commands.delete_my_commands,
        updates.get_updates,
        webhooks.set_webhook,
        webhooks.delete_webhook,
        webhooks.get_webhook_info,
        messages.send_message,
        messages.send_photo,
        messages.send_document,
        messages.copy_message,
        messages.edit_message_text,
        messages.edit_message_caption,
        messages.edit_message_reply_markup,
        messages.delete_message,
        messages.delete_messages,
        callbacks.answer_callback_query,
        inline.answer_inline_query,
        chats.send_chat_action,
        chats.get_chat,
        chats.get_chat_member,
        files.get_file,
        topics.create_forum_topic,
        topics.edit_forum_topic,
        topics.close_forum_topic,
        topics.reopen_forum_topic,
        topics.delete_forum_topic,
    )
}
