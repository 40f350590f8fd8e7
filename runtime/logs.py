"""Log lines: for people on a terminal, JSON in production. No personal data and no secret goes in."""

import logging
import re
from typing import Any

import structlog

TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
"""What a bot token looks like; a library's error may carry one inside a URL."""


def configure(log_format: str, level: str) -> None:
    """Set up structlog, and send the libraries' records the same way."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer, _without_tokens],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("aiogram.event", "alembic", "apscheduler", "httpx", "_granian"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _without_tokens(_: structlog.typing.WrappedLogger, __: str, line: Any) -> str:
    """Runs last, on the finished line: before that, a token may still hide in an error, a list or a trace."""
    return TOKEN.sub("<token>", line)
