"""getUpdates: handed out in order, held while there are none, confirmed by the next offset."""

import time

import msgspec

from playground.town import Bot, Town
from playground.wire import Call, WireError

LONGEST_HOLD = 50  # seconds; Telegram's own bound
UPDATE_TYPES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "message_reaction",
        "message_reaction_count",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
    }
)
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def remember_wishes(bot: Bot, call: Call) -> None:
    """`allowed_updates` holds until the next one; empty means Telegram's default, unreadable means no change."""
    try:
        wanted = call.json("allowed_updates")
    except ValueError:
        return
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        return
    known = sorted({name.lower() for name in wanted} & UPDATE_TYPES) or None
    if known != bot.profile.allowed_updates:
        bot.profile.allowed_updates = known
        bot.save()


async def get_updates(_town: Town, bot: Bot, call: Call) -> msgspec.Raw:
    """A page of updates as they stand in the mailbox. Raises WireError 409 beside a webhook or another poller."""
    if bot.profile.webhook:
        raise WireError(409, WEBHOOK_IS_SET)
    if bot.closing:
        raise WireError(500, "Internal Server Error: restart")
    limit = call.integer("limit", 100, 1, 100)
    hold = call.integer("timeout", 0, 0, LONGEST_HOLD)
    remember_wishes(bot, call)
    # The newer poller wins; the older one hears of it in Telegram's words.
    bot.mailbox.interrupt(WireError(409, OTHER_POLLER))
    bot.mailbox.confirm(call.integer("offset"))
    until = time.monotonic() + hold
    while not len(bot.mailbox) and not bot.closing and (left := until - time.monotonic()) > 0:
        await bot.mailbox.news(left)
    return msgspec.Raw(b"[" + b",".join(update.body for update in bot.mailbox.batch(limit)) + b"]")
