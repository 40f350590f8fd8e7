"""Addresses on the web, as Telegram takes them on a button."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_NAMED = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?")


def opens(url: str) -> bool:
    """Whether Telegram takes it: a host with a dot in its name, or a number; it refuses a whole message for another."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        return False
    if parts.scheme not in ("http", "https") or any(map(str.isspace, url)):
        return False
    return _NAMED.fullmatch(host) is not None or _is_number(host)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
