"""What the buttons on a chat's way to its orders carry, and those on the way back."""

from aiogram.filters.callback_data import CallbackData


class ShowLinking(CallbackData, prefix="link"):
    """The ways there."""


class AskNumber(CallbackData, prefix="link-phone"):
    """A keyboard that shares the telephone number, please."""


class AskOrder(CallbackData, prefix="link-order"):
    """The person types an order's number and its e-mail address."""


class AskUnlink(CallbackData, prefix="unlink"):
    pass


class ConfirmUnlink(CallbackData, prefix="unlink-yes"):
    pass
