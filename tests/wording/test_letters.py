"""What people read: reviewed as prose in letters.md, and held to the limits of Telegram and of the law."""

import re
from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest

from domain.notices import CLASSES, News, OrderNews
from domain.talk import TalkNews, TeamMessage
from playground.markup import parse_html, units
from tests.wording import letters
from tests.wording.cast import LETTERS, NOON, back, cancelled, changed, placed
from wording.notices import MOST_ROWS, word
from wording.pages import LONGEST_CAPTION, LONGEST_TEXT, Page, shortened, visible_length
from wording.words import Catalogues, load_catalogues

WIDE = "𝔚"  # two UTF-16 units, the most that a character of a name can take
FORBIDDEN = re.compile(
    r"bald|voraussichtlich|in der regel|i\. ?d\. ?r\.|demnächst|kurzfristig|in kürze|\bkund(e|en|in|innen)\b",
    re.IGNORECASE,
)
"""OLG München 6 U 3815/17, OLG Bremen 2 U 49/12: no word that sounds like a date and is none. And nobody is a Kunde."""


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return load_catalogues()


def buttons(page: Page) -> list[str]:
    return [button.act or button.url or "" for row in page.buttons for button in row]


def test_the_album_is_up_to_date() -> None:
    assert letters.PATH.read_text() == letters.album(), "run: python -m tests.wording.letters"


def test_the_album_knows_every_sort_of_news() -> None:
    assert {type(piece) for news in LETTERS.values() for piece in news} == set(CLASSES.values()) == set(get_args(News))


@pytest.mark.parametrize("title", LETTERS)
def test_every_letter_is_worded_in_both_languages(title: str, catalogues: Catalogues) -> None:
    english, german = (word(LETTERS[title], catalogues.words(language)) for language in ("en", "de"))
    assert english.text != german.text
    assert buttons(english) == buttons(german)
    for page in (english, german):
        assert not re.search(r"[{}]", page.text)
        parse_html(page.text)  # raises on anything that Telegram would refuse
        assert all(len((button.act or "").encode()) <= 64 for row in page.buttons for button in row)
    assert not FORBIDDEN.search(german.text)


def test_dates_are_last_days(catalogues: Catalogues) -> None:
    assert "by 12 March 2027 at the latest" in word([placed()], catalogues.words("en")).text
    assert "bis spätestens 12. März 2027" in word([placed()], catalogues.words("de")).text


def test_place_and_number_in_line(catalogues: Catalogues) -> None:
    assert "number 4 of 11 in line" in word([placed()], catalogues.words("en")).text
    assert "Platz 4 von 11" in word([placed()], catalogues.words("de")).text


def test_a_slip_is_a_choice_and_good_news_is_not(catalogues: Catalogues) -> None:
    t = catalogues.words("en")
    early, late = date(2027, 3, 12), date(2027, 4, 2)
    choice = ["keep:7", "switch:7", "cancel:7", "ask:7", "menu"]
    assert buttons(word([changed(early, late)], t)) == buttons(word([changed(early, None)], t)) == choice
    assert buttons(word([changed(late, early)], t)) == buttons(word([changed(None, early)], t)) == ["order:7", "menu"]


def test_an_alert_leads_to_the_shop_and_can_be_passed_on(catalogues: Catalogues) -> None:
    t = catalogues.words("de")
    assert [[button.label for button in row] for row in word([back(held=NOON)], t).buttons] == [
        ["Zum Shop"],
        ["Weitergeben"],
        ["Menü"],
    ]
    assert buttons(word([back()], t)) == ["https://shop.example/mug", "menu"]
    assert buttons(word([back(url="javascript:alert(1)")], t)) == ["menu"]


def test_a_receipt_is_text_and_file_with_the_readers_local_time(catalogues: Catalogues) -> None:
    page = word([cancelled()], catalogues.words("de", "Asia/Tokyo"))
    assert page.document is not None
    assert page.document.name == "Beleg-A-1001.txt"
    for said in (page.text, page.document.content):
        for fact in (
            "A-1001",
            "Blaue Tasse (groß)",
            "2",
            "11. Januar 2027 um 20:05 Uhr",
            "39,98\xa0€",
            "25. Januar 2027",
        ):
            assert fact in said


def test_what_merchants_wrote_is_escaped_once(catalogues: Catalogues) -> None:
    page = word([changed(None, None, "5 < 6 & <b>7</b> {n}")], catalogues.words("en"))
    assert "5 &lt; 6 &amp; &lt;b&gt;7&lt;/b&gt; {n}" in page.text


def longest(news: News) -> News:
    """The same news with the longest names there are."""
    given: dict[str, Any] = {field.name: getattr(news, field.name) for field in fields(news)}
    if "product" in given:
        given["product"] = {"en": WIDE * 300, "de": WIDE * 300}
    if isinstance(news, TeamMessage):
        given["html"] = shortened(WIDE * LONGEST_TEXT, LONGEST_TEXT if news.copied is None else LONGEST_CAPTION)
    if isinstance(news, OrderNews):
        given["order_number"] = WIDE * 64
        given["quantity"] = 2_147_483_647
    if "instead_of" in given:
        given["instead_of"] = given["product"]
    if "reason" in given:
        given["reason"] = WIDE * 5000
    return type(news)(**given)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("title", LETTERS)
def test_the_longest_letter_fits(title: str, language: str, catalogues: Catalogues) -> None:
    page = word([longest(piece) for piece in LETTERS[title]], catalogues.words(language))
    text, _ = parse_html(page.text)
    assert (
        units(text) == visible_length(page.text) <= (LONGEST_CAPTION if page.document or page.copied else LONGEST_TEXT)
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_much_news_makes_one_message(language: str, catalogues: Catalogues) -> None:
    """As much as fits, how much does not, and the way to all of it."""
    t = catalogues.words(language)
    alone = (type(cancelled()), *get_args(TalkNews))
    everything = [longest(piece) for news in LETTERS.values() for piece in news if not isinstance(piece, alone)]
    page = word(everything * 3, t)
    assert visible_length(page.text) <= LONGEST_TEXT
    assert len(page.buttons) <= MOST_ROWS
    assert buttons(page)[-2:] == ["orders:0", "menu"]
    with_receipt = word([*everything, cancelled()], t)
    assert with_receipt.document is not None
    assert visible_length(with_receipt.text) <= LONGEST_CAPTION
    assert with_receipt.text.startswith(word([cancelled()], t).text)


def test_two_pieces_share_a_message_and_their_buttons_say_whose_they_are(catalogues: Catalogues) -> None:
    page = word([placed(), back()], catalogues.words("en"))
    assert page.text.count("<b>") == 2
    labels = [button.label for row in page.buttons for button in row]
    assert labels == ["Show order · A-1001", "Buy · Blue mug (large)", "Menu"]


def test_several_receipts_are_one_file(catalogues: Catalogues) -> None:
    page = word([cancelled(), cancelled(by_customer=False)], catalogues.words("de"))
    assert page.document is not None
    assert page.document.name == "Belege.txt"
    assert page.document.content.count("Beleg über eine Stornierung") == 2
