"""What every use case is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from domain.policy import ShopPolicy
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Shop:
    """The store, the clock and the policy, made once in runtime/. `now` answers an aware moment."""

    store: Store
    now: Callable[[], datetime]
    policy: ShopPolicy

    def today(self) -> date:
        """The shop's calendar day."""
        return self.now().astimezone(self.policy.zone).date()
