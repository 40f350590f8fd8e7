"""Webhooks: what a bot sets, and the postman who brings its updates there."""

import asyncio
import logging
import re
import ssl
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import aiohttp

from playground.mailbox import Update
from playground.town import Bot, Town, Webhook
from playground.updates import remember_wishes
from playground.wire import Call, WireError, bad_request, read_call

logger = logging.getLogger(__name__)

FIRST_RETRY = 0.5  # seconds; doubled after each failure. Telegram starts at one, a test bench need not
LONGEST_RETRY = 60.0  # seconds
PATIENCE = 60.0  # seconds for one delivery
LONGEST_ANSWER = 1 << 20  # bytes of a webhook's answer that are read
LONGEST_SECRET = 256
PORTS = {443, 80, 88, 8443}  # Bot API: setWebhook

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
TERMINATED = "Conflict: terminated by setWebhook request"


def set_webhook(_town: Town, bot: Bot, call: Call) -> bool:
    url = call.text("url").strip()
    if not url:
        return delete_webhook(_town, bot, call)
    webhook = Webhook(
        url=_checked(url),
        secret=_secret(call.text("secret_token")),
        max_connections=call.integer("max_connections", 40, 1, 100),
        ip_address=call.text("ip_address").strip(),
    )
    if call.flag("drop_pending_updates"):
        bot.mailbox.drop()
    remember_wishes(bot, call)
    bot.mailbox.interrupt(WireError(409, TERMINATED))
    bot.profile.webhook = webhook
    bot.save()
    bot.webhook_changed()
    return True


def delete_webhook(_town: Town, bot: Bot, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        bot.mailbox.drop()
    if bot.profile.webhook:
        bot.profile.webhook = None
        bot.save()
        bot.webhook_changed()
    return True


def get_webhook_info(_town: Town, bot: Bot, _call: Call) -> dict[str, Any]:
    webhook = bot.profile.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.mailbox),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.ip_address:
            info["ip_address"] = webhook.ip_address
        if webhook.last_error_date:
            info |= {
                "last_error_date": webhook.last_error_date,
                "last_error_message": webhook.last_error_message,
            }
    if bot.profile.allowed_updates is not None:
        info["allowed_updates"] = bot.profile.allowed_updates
    return info


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, port = parts.hostname, parts.port
    except ValueError as broken:
        raise bad_request("invalid webhook URL specified") from broken
    if parts.scheme not in {"http", "https"} or not host:
        raise bad_request("invalid webhook URL specified")
    if is_loopback(parts):
        # The playground's one leniency: on this machine plain http and any port will do. Telegram wants https.
        return parts.geturl()
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return parts.geturl()


def is_loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(secret: str) -> str:
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


class Postman:
    """Brings updates to webhooks: one at a time and in order for each chat, several chats side by side.

    An update stays pending until the webhook answered 2xx. `perform` runs the method that stands in an answer.
    """

    def __init__(self, town: Town, tasks: asyncio.TaskGroup, perform: Callable[[Bot, str, Call], Any]) -> None:
        self._town = town
        self._tasks = tasks
        self._perform = perform
        self._walks: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._hands: dict[int, asyncio.Semaphore] = {}
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))

    def serve(self, bot: Bot) -> None:
        """Begin to look after a bot: now if it has a webhook, later when it sets one."""
        bot.webhook_changed = lambda: self._changed(bot)
        bot.mailbox.arrived = lambda lane: self._go(bot, lane)
        self._changed(bot)

    async def close(self) -> None:
        for walk in self._walks.values():
            walk.cancel()
        self._walks.clear()
        await self._session.close()

    def _changed(self, bot: Bot) -> None:
        for (bot_id, lane), walk in list(self._walks.items()):
            if bot_id == bot.id:
                walk.cancel()
                self._walks.pop((bot_id, lane), None)
        if bot.profile.webhook:
            self._hands[bot.id] = asyncio.Semaphore(bot.profile.webhook.max_connections)
            for lane in bot.mailbox.lanes:
                self._go(bot, lane)

    def _go(self, bot: Bot, lane: int) -> None:
        if bot.profile.webhook and (bot.id, lane) not in self._walks and not bot.closing:
            self._walks[bot.id, lane] = self._tasks.create_task(self._walk(bot, lane, bot.profile.webhook))

    async def _walk(self, bot: Bot, lane: int, webhook: Webhook) -> None:
        """Bring what waits for one chat, until nothing does."""
        pause = FIRST_RETRY
        while update := bot.mailbox.first(lane):
            async with self._hands[bot.id]:
                trouble = await self._bring(bot, webhook, update)
            if trouble is None:
                bot.mailbox.done(update)
                await self._town.journal.settled()
                pause = FIRST_RETRY
                continue
            webhook.last_error_date, webhook.last_error_message = self._town.now(), trouble
            bot.save()
            await self._town.journal.settled()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_RETRY)
        self._walks.pop((bot.id, lane), None)

    async def _bring(self, bot: Bot, webhook: Webhook, update: Update) -> str | None:
        """Deliver once; answers what went wrong in Telegram's words, or None."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        try:
            async with self._session.post(
                webhook.url, data=update.body, headers=headers, allow_redirects=False
            ) as answer:
                body = await answer.content.read(LONGEST_ANSWER)
                if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
                    return f"Wrong response from the webhook: {answer.status} {answer.reason or ''}".strip()
                kind = answer.headers.get("Content-Type", "")
        except TimeoutError:
            return "Read timeout expired"
        except ssl.SSLError:
            return "SSL error"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, OSError, ValueError):
            return "Connection closed"
        await self._answered(bot, kind, body)
        return None

    async def _answered(self, bot: Bot, content_type: str, body: bytes) -> None:
        """Do what stands in the webhook's answer. Nobody hears whether it worked, as at Telegram."""
        try:
            call = read_call(b"", content_type, body)
            if method := call.text("method"):
                await self._perform(bot, method, call)
        except WireError:
            return
        except Exception:
            # One odd answer must not end the walks of all the others.
            logger.exception("a method in a webhook's answer failed")
