"""What people want from the shop when they write instead of tapping."""

from enum import StrEnum


class Intent(StrEnum):
    """One wish each; the phrases in `understanding/phrases` are filed under these names."""

    ORDER_STATUS = "order_status"
    SUBSCRIBE_RESTOCK = "subscribe_restock"
    UNSUBSCRIBE = "unsubscribe"
    LIST_SUBSCRIPTIONS = "list_subscriptions"
    CANCEL_BACKORDER = "cancel_backorder"
    SWITCH_ALTERNATIVE = "switch_alternative"
    PRODUCT_SEARCH = "product_search"
    LINK_ORDER = "link_order"
    REFUND_PAYMENT = "refund_payment"
    CHANGE_DELIVERY = "change_delivery"
    HUMAN_AGENT = "human_agent"
    CHANGE_LANGUAGE = "change_language"
    PRIVACY = "privacy"
    ANNOUNCEMENTS = "announcements"
    SMALLTALK = "smalltalk"
    KEEP_WAITING = "keep_waiting"
    DISCOUNT_REQUEST = "discount_request"
    OUT_OF_SCOPE = "out_of_scope"


HARMFUL = frozenset(
    {Intent.CANCEL_BACKORDER, Intent.SWITCH_ALTERNATIVE, Intent.UNSUBSCRIBE, Intent.PRIVACY},
)
"""What may end in a loss. To act on one of these is to open its question; nothing happens before a tap says yes."""
