"""What a person has chosen, and what there is to choose from."""

from collections.abc import Sequence

from bot.browsing import ShowPreferences
from bot.callbacks import (
    ChooseAddress,
    ChooseLanguage,
    ChooseQuiet,
    ChooseZone,
    KeepQuiet,
    LiveIn,
    SayDu,
    ShowAnnouncements,
    ShowImprint,
    ShowPrivacy,
    WriteZone,
)
from bot.joining import AskUnlink, ConfirmUnlink
from bot.pages.menu import OWN_NAMES, link_button, menu, menu_button, settings_button
from domain.customers import Customer
from domain.policy import NEVER_QUIET, QuietHours, ShopPolicy, hours_of
from domain.texts import is_informal
from wording.pages import Button, Page, Rows
from wording.places import city, nearby
from wording.words import INFORMAL, Words

ADDRESSES = {False: "Sie", True: "du"}
"""Under their own names, like languages."""
NIGHTS = ("20-06", "21-08", "22-07", "23-09")
"""Quiet hours to choose from, beside the shop's and none."""


def settings(person: Customer, policy: ShopPolicy, t: Words) -> Page:
    lines = [
        t.say("<b>Your settings</b>"),
        t.say("Language: {language}", language=OWN_NAMES[t.language]),
        *address(person, t),
        t.say("Time zone: {place}", place=city(t.zone.key, t)),
        quiet(person, policy, t),
        connection(person, t),
    ]
    return Page("\n".join(lines), choices(person, t))


def choices(person: Customer, t: Words) -> Rows:
    language, address, zone, quiet, announced, unlink, data, imprint, likes = ways(t)
    return (
        (language, address) if t.language in INFORMAL else (language,),
        (zone, quiet),
        (announced,),
        (unlink if person.known_by_shop else link_button(t),),
        (data, imprint),
        (likes, menu_button(t)),
    )


def ways(t: Words) -> tuple[Button, ...]:
    """To everything that can be set or looked up here; which of them are shown depends on who reads."""
    return (
        Button(t.plain("Language"), act=ChooseLanguage().pack()),
        Button(t.plain("Form of address"), act=ChooseAddress().pack()),
        Button(t.plain("Time zone"), act=ChooseZone().pack()),
        Button(t.plain("Quiet hours"), act=ChooseQuiet().pack()),
        Button(t.plain("Announcements: yes or no"), act=ShowAnnouncements().pack()),
        Button(t.plain("Disconnect from the shop"), act=AskUnlink().pack()),
        Button(t.plain("My data"), act=ShowPrivacy().pack()),
        Button(t.plain("Who is the shop?"), act=ShowImprint().pack()),
        Button(t.plain("What do you like?"), act=ShowPreferences().pack()),
    )


def address(person: Customer, t: Words) -> list[str]:
    """Only in languages that have more than one."""
    if t.language not in INFORMAL:
        return []
    return [t.say("Form of address: {address}", address=ADDRESSES[is_informal(person.locale)])]


def quiet(person: Customer, policy: ShopPolicy, t: Words) -> str:
    hours = policy.quiet_for(person.quiet_hours)
    if hours is None:
        return t.say("Quiet hours: none")
    start, end = t.clock(hours.start), t.clock(hours.end)
    if person.quiet_hours is None:
        return t.say("Quiet hours: {start} to {end}, as the shop has set them", start=start, end=end)
    return t.say("Quiet hours: {start} to {end}", start=start, end=end)


def connection(person: Customer, t: Words) -> str:
    if person.known_by_shop:
        return t.say("This chat is connected with your orders.")
    return t.say("This chat is not connected with any order.")


def choose_address(person: Customer, t: Words) -> Page:
    buttons = tuple(Button(name, act=SayDu(informal=du).pack()) for du, name in ADDRESSES.items())
    head = t.say("Form of address: {address}", address=ADDRESSES[is_informal(person.locale)])
    return Page(head, (buttons, back(t)))


def choose_zone(policy: ShopPolicy, t: Words) -> Page:
    text = t.say("Which time zone do you live in? Times and quiet hours follow it.")
    near = pairs([zone(each, t) for each in nearby(policy.zone.key)])
    return Page(text, (*near, (elsewhere_button(t),), back(t)))


def elsewhere_button(t: Words) -> Button:
    return Button(t.plain("Somewhere else"), act=WriteZone().pack())


def write_zone(t: Words) -> Page:
    text = t.say("Please write me a city or a country, or a time zone such as {example}.", example="America/New_York")
    return Page(text, (back(t),))


def zones(found: Sequence[str], t: Words) -> Page:
    text = t.say("Which of these places do you mean?")
    return Page(text, (*pairs([zone(each, t) for each in found]), back(t)))


def unknown_place(t: Words) -> Page:
    text = t.say("I do not know this place. A larger city near you will do as well.")
    again = Button(t.plain("Try again"), act=WriteZone().pack())
    return Page(text, ((again,), back(t)))


def zone(name: str, t: Words) -> Button:
    return Button(city(name, t), act=LiveIn(zone=name).pack())


def choose_quiet(policy: ShopPolicy, t: Words) -> Page:
    text = t.say(
        "When shall alerts and announcements wait until the morning? News about your orders comes at any hour."
    )
    nights = [night(hours_of(each), each, t) for each in NIGHTS]
    return Page(
        text,
        (
            *pairs(nights),
            (Button(t.plain("No quiet hours"), act=KeepQuiet(hours=NEVER_QUIET).pack()),),
            (Button(shops(policy.quiet_hours, t), act=KeepQuiet(hours="").pack()),),
            back(t),
        ),
    )


def night(hours: QuietHours, carried: str, t: Words) -> Button:
    label = t.plain("{start} to {end}", start=t.clock(hours.start), end=t.clock(hours.end))
    return Button(label, act=KeepQuiet(hours=carried).pack())


def shops(hours: QuietHours | None, t: Words) -> str:
    if hours is None:
        return t.plain("As the shop sets it: no quiet hours")
    return t.plain("As the shop sets it: {start} to {end}", start=t.clock(hours.start), end=t.clock(hours.end))


def ask_unlink(t: Words) -> Page:
    text = t.say(
        "<b>Disconnect this chat from the shop?</b> Nothing is cancelled: your orders and alerts stay with the shop. "
        "But you no longer see them here, and we no longer write to you about them. You can connect it again at any "
        "time."
    )
    yes = Button(t.plain("Yes, disconnect"), act=ConfirmUnlink().pack())
    return Page(text, ((yes,), back(t)))


def unlinked(t: Words) -> Page:
    text = t.say("<b>This chat is disconnected.</b> Your orders are still with the shop.")
    return Page(text, ((link_button(t),), *menu(t)))


def back(t: Words) -> tuple[Button, ...]:
    """The row under whatever is chosen here."""
    return settings_button(t), menu_button(t)


def pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
