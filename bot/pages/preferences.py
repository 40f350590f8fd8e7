"""What a person likes: the shop's categories, the chosen ones marked."""

from bot.browsing import Like, ShowPreferences, ShowSuggestions
from bot.callbacks import ShowSettings
from bot.pages.menu import find_button, menu_button
from bot.pages.turning import sheet, turning
from domain.preferences import mark_of
from services.preferences import Preferences
from wording.pages import Button, Page, shortened
from wording.words import Words

PER_PAGE = 6
LONGEST_LABEL = 48  # UTF-16 units of a category's name


def preferences(found: Preferences, page: int, t: Words) -> Page:
    if not found.categories:
        text = t.say("There are no categories here to choose from. Look for something by its name:")
        return Page(text, ((find_button(t), menu_button(t)),))
    on = sheet(found.categories, page, PER_PAGE)
    lines = (
        t.say("<b>What do you like?</b>"),
        t.say(
            "Tap what you like; one more tap takes it back. We use it for what we suggest when you look, and for "
            "nothing else."
        ),
    )
    rows = tuple((toggle(category, category in found.liked, on.page, t),) for category in on.shown)
    turn = turning(on, lambda to: ShowPreferences(page=to), t)
    look = Button(t.plain("Show what fits"), act=ShowSuggestions().pack())
    settings = Button(t.plain("Settings"), act=ShowSettings().pack())
    return Page("\n".join(lines), (*rows, *turn, (look,), (settings, menu_button(t))))


def toggle(category: str, liked: bool, page: int, t: Words) -> Button:  # noqa: FBT001
    name = shortened(category, LONGEST_LABEL)
    act = Like(mark=mark_of(category), liked=not liked, page=page).pack()
    return Button(t.plain("✓ {category}", category=name) if liked else name, act=act)
