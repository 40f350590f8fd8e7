"""A question whether somebody still waits met another alert in a chat, and nothing was carried to anybody any more."""

from datetime import UTC, datetime

from domain.digest import bundles
from domain.notices import AlertEnding, BackInStock, HoldLost

NAMES = {"en": "Mug", "de": "Tasse"}


def test_alerts_of_every_sort_make_one_message() -> None:
    ends_at = datetime(2027, 1, 18, tzinfo=UTC)
    back = BackInStock(subscription_id=1, sku="MUG", product=NAMES, quantity=1, url=None, held_until=None)
    lost = HoldLost(subscription_id=1, product=NAMES, quantity=1)
    asked = AlertEnding(subscription_id=2, product=NAMES, ends_at=ends_at)

    [one] = bundles([(1, (back,)), (2, (lost,)), (3, (asked,)), (4, (asked,))])

    assert (one.carrier, one.absorbed) == (1, (2, 3, 4))
    assert one.news == (back, lost, asked)
