"""Telegram's side of the wire: a strict Bot API server with people to write to, for any bot, without a token.

Nothing of the shop is imported here. `playground.app.build` makes the application.
"""
