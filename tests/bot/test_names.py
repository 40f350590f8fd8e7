"""Every page opens by its name: the label of its button word for word, and what people say instead."""

import pytest

from bot.names import Names
from bot.openers.table import PAGES
from bot.pages.names import labels
from tests.bot.cast import Desk, Person
from understanding.catalogue import Catalogue
from understanding.parse import parse
from wording.words import Catalogues

CALLED = {
    "Einstellungen": "settings",
    "Einstellungen öffnen": "settings",
    "open settings": "settings",
    "Wo finde ich die Einstellungen?": "settings",
    "Impressum": "imprint",
    "imprint, please": "imprint",
    "Wer ist der Shop?": "imprint",
    "time zone": "zones",
    "Ich möchte die Zeitzone ändern": "zones",
    "set quiet hours": "quiet",
    "Ruhezeit": "quiet",
    "Anrede": "address",
    "duzen": "address",
    "Bitte duz mich": "du:1",
    "Sieze mich": "du:0",
    "Verbindung trennen": "unlink",
    "unlink": "unlink",
    "Verlauf": "which:history:0:0",
    "export my data": "export",
}
MENTIONED = {
    "Ich wohne in Wien, Zeitzone ändern": "zones",
    "Kannst du mich bitte duzen?": "address",
    "how do I unlink this chat": "unlink",
    "Darf ich mich vom Shop trennen?": "unlink",
    "can alerts respect my quiet hours": "quiet",
    "there is something wrong with my settings": "settings",
}
NO_NAMES = (
    "cancel my order",
    "I forget",
    "duz mich nicht",
    "what are my options with the kettle",
    "please",
    "👋",
    "Impressum " * 40,
)


@pytest.fixture(scope="module")
def names(catalogues: Catalogues) -> Names:
    return Names.of(catalogues)


def test_pages_are_called_by_many_names(names: Names) -> None:
    assert {text: names.called(text) for text in CALLED} == CALLED
    assert {text: names.mentioned(text, parse(text, None, None, Catalogue.of(()))) for text in MENTIONED} == MENTIONED
    for text in ("Impressum? I want to talk to a person", "wipe my data and disconnect"):
        assert names.mentioned(text, parse(text, None, None, Catalogue.of(()))) is None
    assert {text: names.called(text) for text in (*MENTIONED, *NO_NAMES)} == dict.fromkeys((*MENTIONED, *NO_NAMES))


def test_a_label_word_for_word_is_a_name_in_every_language(names: Names, catalogues: Catalogues) -> None:
    for t in catalogues.every():
        for label, act in labels(t).items():
            called = names.called(label)
            assert called is not None, label
            assert PAGES[called] is PAGES[act], label


async def test_a_name_opens_what_its_button_opens(ben: Person) -> None:
    await ben.connects()
    own = {act: label for label, act in labels(ben.words()).items() if not act.startswith(("which", "meant"))}
    for act, label in own.items():
        await ben.says(label)
        page = ben.last_text()
        await ben.forges(act)
        assert ben.last_text() == page, label


async def test_the_form_of_address_is_changed_in_words(ben: Person) -> None:
    await ben.connects()
    await ben.says("Bitte duz mich")
    assert ben.last_text().startswith("Deine Einstellungen")
    await ben.says("Sieze mich")
    assert ben.last_text().startswith("Ihre Einstellungen")


async def test_a_name_is_no_typed_answer(desk: Desk, ben: Person) -> None:
    await desk.sells("KETTLE", "Gooseneck kettle", "Wasserkessel")
    await ben.orders("KETTLE", number="10415")
    await ben.orders("KETTLE", number="10416")
    await ben.connects()
    await ben.says("Zeitzone")
    await ben.taps("Anderswo")
    await ben.says("Hauptmenü")
    assert ben.last_text() == "Was möchten Sie tun?"
    await ben.says("Verlauf")
    assert ben.last_text() == "Von welcher Bestellung möchten Sie den Verlauf sehen?"
    await ben.taps("10416: Wasserkessel")
    assert ben.last_text().splitlines()[-1].endswith("Sie haben bestellt.")
