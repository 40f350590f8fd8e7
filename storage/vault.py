"""Personal fields at rest: encrypted to be read, digested to be found. The key never lies in the database."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.phones import international


class Vault:
    """Made from one or more Fernet keys: the first one seals, all of them open, so that keys can be rotated.

    Digests are made with a key derived from the *last* one: rotation prepends, and what was found stays findable.
    `country` is the one whose telephone numbers may be written without its code.
    """

    def __init__(self, keys: Sequence[str], country: str = "DE") -> None:
        self.country = country
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._digest_key = HKDF(SHA256(), length=32, salt=None, info=b"nachschub look-up").derive(keys[-1].encode())

    def __repr__(self) -> str:
        return "Vault(…)"

    def seal(self, clear: str | None) -> str | None:
        return None if clear is None else self._fernet.encrypt(clear.encode()).decode()

    def open(self, sealed: str | None) -> str | None:
        return None if sealed is None else self._fernet.decrypt(sealed).decode()

    def opened(self, text: str) -> str:
        """The same text, opened where it was sealed."""
        try:
            return self._fernet.decrypt(text).decode()
        except (InvalidToken, ValueError):  # not sealed, or not even a token's letters
            return text

    def seal_bytes(self, clear: bytes) -> bytes:
        return self._fernet.encrypt(clear)

    def open_bytes(self, sealed: bytes | None) -> bytes | None:
        return None if sealed is None else self._fernet.decrypt(sealed)

    def email_digest(self, email: str | None) -> bytes | None:
        return self._digest("email", email.strip().casefold()) if email else None

    def phone_digest(self, phone: str | None) -> bytes | None:
        """`phone` in any writing: 0151 23, 0049 151 23 and +49 151 23 are one number. None for what is no number."""
        number = international(phone, self.country) if phone else None
        return self._digest("phone", number.removeprefix("+")) if number else None

    def trace(self, of: str) -> bytes:
        """By which something is recognised that is written down nowhere."""
        return self._digest("trace", of)

    def _digest(self, field: str, value: str) -> bytes:
        return hmac.digest(self._digest_key, f"{field}:{value}".encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Token:
    """A random secret that is shown once; only its digest is stored."""

    secret: str

    @property
    def digest(self) -> bytes:
        # The secret has 128 random bits or more: a plain digest cannot be guessed, and a slow one would only cost time.
        return sha256(self.secret.encode()).digest()
