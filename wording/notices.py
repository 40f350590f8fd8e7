"""One letter, however much news it holds, is one message: its pieces as paragraphs, their buttons together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from domain.notices import Countdown, News
from domain.talk import ConversationEnded, TeamMessage, TeamOutOfReach
from wording import acts
from wording.conversations import conversation
from wording.news import Piece, piece
from wording.pages import LONGEST_CAPTION, LONGEST_TEXT, Button, Page, Rows, TextFile, shortened, visible_length
from wording.words import Words

MOST_ROWS = 12  # of buttons, the menu's among them; a longer keyboard hides the text on a phone
ROOM_FOR_REST = 120  # UTF-16 units kept for the line that says how much did not fit
LONGEST_ABOUT = 40  # UTF-16 units of an order number or product name on a button


def word(letter_news: Sequence[News | Countdown], t: Words) -> Page:
    """The message as it is sent. Wherever it leads, a person is two taps away; the team's own words come from one."""
    page = worded(letter_news, t)
    match letter_news:
        case [TeamMessage()]:
            return page
    return replace(page, buttons=with_menu(page.buttons, t))


def with_menu(rows: Rows, t: Words) -> Rows:
    """The way out of announcements stays the last."""
    menu = (Button(t.plain("Menu"), act=acts.MENU),)
    way_out = bool(rows) and (rows[-1][0].act or "").startswith(acts.NO_MORE)
    return (*rows[:-1], menu, rows[-1]) if way_out else (*rows, menu)


def worded(letter_news: Sequence[News | Countdown], t: Words) -> Page:
    """Receipts come first, because a file's caption is short."""
    match letter_news:
        case [TeamMessage() | TeamOutOfReach() | ConversationEnded() as talk]:
            return conversation(talk, t)
    pieces = sorted((piece(news, t) for news in letter_news), key=lambda one: one.receipt is None)
    if len(pieces) == 1:
        only = pieces[0]
        return Page("\n".join(only.lines), only.buttons, only.receipt, photo=only.photo)
    papers = document([one.receipt for one in pieces if one.receipt], t)
    return together(pieces, papers, t)


def document(receipts: Sequence[TextFile], t: Words) -> TextFile | None:
    if len(receipts) <= 1:
        return receipts[0] if receipts else None
    return TextFile(t.plain("receipts.txt"), "\n".join(one.content for one in receipts))


def together(pieces: Sequence[Piece], papers: TextFile | None, t: Words) -> Page:
    shown = fitting(pieces, LONGEST_CAPTION if papers else LONGEST_TEXT)
    paragraphs = ["\n".join(one.lines) for one in shown]
    rest = len(pieces) - len(shown)
    if rest:
        paragraphs.append(t.count("There is {n} more piece of news.", "There are {n} more pieces of news.", rest))
    return Page("\n\n".join(paragraphs), keyboard(shown, t, complete=not rest), papers)


def fitting(pieces: Sequence[Piece], most: int) -> Sequence[Piece]:
    """The first pieces, as many as one message holds; always at least one."""
    room = most - ROOM_FOR_REST
    for count, one in enumerate(pieces):
        room -= visible_length("\n".join(one.lines)) + len("\n\n")
        if room < 0 and count > 0:
            return pieces[:count]
    return pieces


def keyboard(shown: Sequence[Piece], t: Words, *, complete: bool) -> Rows:
    """Every button says what it is about; where something is left out, the list of all orders has it."""
    rows = list(chain.from_iterable(named(one, t) for one in shown))
    if complete and len(rows) < MOST_ROWS:
        return tuple(rows)
    return (*rows[: MOST_ROWS - 2], (Button(t.plain("My orders"), act=acts.my_orders()),))


def named(one: Piece, t: Words) -> Rows:
    about = shortened(one.about, LONGEST_ABOUT)
    return tuple(
        tuple(
            Button(t.plain("{choice} · {about}", choice=button.label, about=about), button.act, button.url)
            for button in row
        )
        for row in one.buttons
    )
