"""What somebody reads who has agreed to announcements: the merchant's words, and the way out below them."""

from domain.broadcasts import Announcement
from domain.proofreading import filled
from wording import acts
from wording.pages import Button, Rows
from wording.words import Words


def said(news: Announcement, t: Words) -> list[str]:
    """The merchant's own HTML in the reader's language; raises where the broadcast says nothing in it."""
    if news.content is None:
        message = "an announcement without its content"
        raise LookupError(message)
    return [filled(news.content.text[t.language], news.name)]


def below(news: Announcement, t: Words) -> Rows:
    """The merchant's button, and always the way out."""
    out = (Button(no_more(t), act=acts.no_more_announcements(news.broadcast_id)),)
    if news.content is None or news.content.button is None:
        return (out,)
    button = news.content.button
    return ((Button(button.text[t.language], url=button.url),), out)


def no_more(t: Words) -> str:
    """The button under each announcement; what somebody read who took their yes back."""
    return t.plain("No more announcements")
