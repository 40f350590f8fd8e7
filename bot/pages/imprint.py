"""Who stands behind this chat."""

from bot.pages.menu import menu_button, person_button
from domain.contact import Contact
from wording.pages import Button, Page
from wording.words import Words


def imprint(contact: Contact, t: Words) -> Page:
    lines = [t.say("<b>Who answers for this chat</b>")]
    if contact.name:
        lines.append(t.say("Shop: {name}", name=contact.name))
    if contact.email:
        lines.append(t.say("E-mail: {email}", email=contact.email))
    if contact.phone:
        lines.append(t.say("Telephone: {phone}", phone=contact.phone))
    if not (contact.name or contact.reachable):
        lines.append(t.say("You find the shop’s address in your order confirmation and on its website."))
    website = ((Button(t.plain("Website of the shop"), url=contact.url),),) if contact.url else ()
    return Page("\n".join(lines), (*website, (person_button(t),), (menu_button(t),)))
