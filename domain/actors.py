"""Who asks."""

from dataclasses import dataclass

from domain.backorders import Actor, Backorder
from domain.refusals import NotFound
from domain.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Who:
    """A role, and for a customer which one."""

    role: Actor
    customer_id: int | None = None

    def must_own(self, thing: Backorder | Subscription) -> None:
        """Raises NotFound for somebody else's: whether it exists is nobody's business."""
        if self.role is Actor.CUSTOMER and thing.customer_id != self.customer_id:
            raise NotFound("backorder" if isinstance(thing, Backorder) else "subscription", str(thing.id))


MERCHANT = Who(Actor.MERCHANT)
SYSTEM = Who(Actor.SYSTEM)
