"""What customers read when they talk to a person: the team's own words, marked as such, and what comes after."""

from typing import assert_never

from domain.contact import Contact
from domain.conversations import BEST
from domain.talk import ConversationEnded, TalkNews, TeamMessage, TeamOutOfReach
from wording import acts
from wording.pages import LONGEST_CAPTION, LONGEST_TEXT, Button, Copied, Page, Rows, visible_length
from wording.words import Words


def conversation(news: TalkNews, t: Words) -> Page:
    match news:
        case TeamMessage():
            return team_message(news, t)
        case TeamOutOfReach():
            return out_of_reach(news, t)
        case ConversationEnded():
            return ended(news, t)
        case _:
            assert_never(news)


def team_message(news: TeamMessage, t: Words) -> Page:
    copied = None
    if news.copied_from is not None and news.copied is not None:
        copied = Copied(news.copied_from, news.copied, news.captioned)
    return Page(team_said(news.html, t, beside=copied is not None), copied=copied, reply_to=news.reply_to)


def team_said(html: str | None, t: Words, *, beside: bool) -> str:
    """Under a line that says who speaks, unless there is no room for it. `beside` something else it is a caption."""
    head = t.say("<b>Our team:</b>")
    if not html:
        return head
    marked = f"{head}\n{html}"
    return marked if visible_length(marked) <= (LONGEST_CAPTION if beside else LONGEST_TEXT) else html


def out_of_reach(news: TeamOutOfReach, t: Words) -> Page:
    lines = (t.say("<b>Our team’s chat cannot be reached at the moment.</b>"), kept(t), *ways(news.contact, t))
    return Page("\n".join(lines))


def kept(t: Words) -> str:
    return t.say("Your wish is kept. The team sees it the next time it looks at its list.")


def ways(contact: Contact, t: Words) -> list[str]:
    """How else to turn to the shop, as far as it has said."""
    found = []
    if contact.email:
        found.append(t.say("By e-mail: {email}", email=contact.email))
    if contact.phone:
        found.append(t.say("By telephone: {phone}", phone=contact.phone))
    if contact.url:
        found.append(t.say("On its website: {url}", url=contact.url))
    return [t.say("You can also reach the shop here:"), *found] if found else []


def ended(news: ConversationEnded, t: Words) -> Page:
    lines = (t.say("<b>Our team has ended this conversation.</b>"), how_was_it(t))
    return Page("\n".join(lines), stars(news.conversation_id, t))


def how_was_it(t: Words) -> str:
    return t.say("How satisfied are you? 1 is not at all, 5 is very.")


def stars(conversation_id: int, t: Words) -> Rows:
    return (tuple(Button(t.number(n), act=acts.rate(conversation_id, n)) for n in range(1, BEST + 1)),)
