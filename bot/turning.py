"""What the buttons carry that turn the pages of a question: which of many orders, or of many alerts, is meant."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks import PageNumber

Narrowed = Annotated[int, Field(ge=0, lt=2**63)]
"""The product that all of the orders are for, where only those are meant; 0 for every product."""


class Purpose(StrEnum):
    """What an order is chosen for."""

    CANCEL = "cancel"
    SWITCH = "switch"
    DELIVERY = "delivery"
    ADDRESS = "address"
    HISTORY = "history"
    PERSON = "person"


class WhichOrder(CallbackData, prefix="which"):
    purpose: Purpose
    page: PageNumber = 0
    product_id: Narrowed = 0


class OrdersOf(CallbackData, prefix="orders-of"):
    """The list of orders, where only those of one product are meant."""

    page: PageNumber
    product_id: Annotated[int, Field(ge=1, lt=2**63)]


class ShowPayments(CallbackData, prefix="money"):
    page: PageNumber = 0
    product_id: Narrowed = 0


class WhichAlert(CallbackData, prefix="which-alert"):
    """To be stopped."""

    page: PageNumber = 0
