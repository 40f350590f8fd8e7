"""Callback data on the buttons of notices. The bot's typed callbacks (bot/callbacks.py) read these very strings."""

ORDER = "order"
CANCEL = "cancel"
SWITCH = "switch"
KEEP = "keep"
ASK = "ask"
ACKNOWLEDGE = "known"
HAND_ON = "pass"
KEEP_ALERT = "alert-on"
END_ALERT = "unalert"
ORDERS = "orders"
NO_MORE = "no-more"
RATE = "rate"
MENU = "menu"
"""Everything else, and a person of the shop among it."""


def show_order(backorder_id: int) -> str:
    return f"{ORDER}:{backorder_id}"


def ask_cancel(backorder_id: int) -> str:
    return f"{CANCEL}:{backorder_id}"


def show_alternatives(backorder_id: int) -> str:
    return f"{SWITCH}:{backorder_id}"


def keep_waiting(backorder_id: int) -> str:
    return f"{KEEP}:{backorder_id}"


def ask_a_person(backorder_id: int) -> str:
    return f"{ASK}:{backorder_id}"


def acknowledge(recall_id: int) -> str:
    return f"{ACKNOWLEDGE}:{recall_id}"


def pass_on(subscription_id: int) -> str:
    return f"{HAND_ON}:{subscription_id}"


def no_more_announcements(broadcast_id: int) -> str:
    return f"{NO_MORE}:{broadcast_id}"


def keep_alert(subscription_id: int) -> str:
    return f"{KEEP_ALERT}:{subscription_id}"


def end_alert(subscription_id: int) -> str:
    return f"{END_ALERT}:{subscription_id}"


def my_orders(page: int = 0) -> str:
    return f"{ORDERS}:{page}"


def rate(conversation_id: int, stars: int) -> str:
    return f"{RATE}:{conversation_id}:{stars}"
