"""The merchant's words, laid over ours."""

import re
from collections import Counter
from datetime import UTC, datetime

from delivery import telegram
from domain.markup import broken
from domain.sentences import LONGEST, LONGEST_LABEL, Sentence, check
from tests.wording.cast import LETTERS
from wording.announcements import no_more
from wording.notices import word
from wording.pages import LONGEST_CAPTION, LONGEST_TEXT, cut, visible_length
from wording.previews import preview, samples
from wording.sentences import LABELS, SPOKEN, sentences, speak
from wording.words import LOCALES, load_catalogues

NOW = datetime(2027, 1, 11, 11, tzinfo=UTC)
NEWS = [pieces[0] for pieces in LETTERS.values()]
COMPLETE = "good-news-your-order-order-number-is-complete"
SHIPS = "we-ship-your-order-by-day-at-the-latest"


def test_our_own_words_would_be_taken_in_every_language() -> None:
    for sentence in sentences().values():
        assert set(sentence.defaults) >= {"en", "de"}, sentence.key
        for language, forms in sentence.defaults.items():
            check(sentence, language, forms)


def test_every_placeholder_has_a_sample_and_every_key_is_its_own() -> None:
    t = load_catalogues().words("en")
    needed = {name for sentence in sentences().values() for name in sentence.placeholders} - {"n"}
    assert needed <= set(samples(t, NOW))
    assert Counter(sentence.message for sentence in sentences().values()).most_common(1)[0][1] == 1
    assert all(key == sentence.key and len(key) <= 70 for key, sentence in sentences().items())


def test_every_label_of_a_button_is_known_as_one() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (LOCALES.parent / "wording").glob("*.py"))
    assert {*re.findall(r'Button\(\s*t\.plain\(\s*"([^"]+)"', code), no_more(load_catalogues().words("en"))} == LABELS


def test_the_longest_words_make_messages_that_telegram_takes() -> None:
    own = {key: {"en": (_longest(sentence),)} for key, sentence in sentences().items()}
    for key, texts in own.items():
        check(sentences()[key], "en", texts["en"])
    catalogues = load_catalogues()
    speak(catalogues, own)
    t, cut_off = catalogues.words("en"), 0
    for news in NEWS:
        page = word((news,), t)
        most = LONGEST_CAPTION if page.document else LONGEST_TEXT
        sent = telegram.parcel(1, page, page.document).caption if page.document else telegram.text(1, page).text
        assert visible_length(sent or "") <= most
        assert broken(sent or "") is None
        cut_off += sent != page.text
    assert cut_off > 0
    assert cut("<b>ab &amp; <i>cd</i></b>", 5) == "<b>ab &amp;…</b>"


def _longest(sentence: Sentence) -> str:
    named = " ".join(f"{{{name}}}" for name in sentence.placeholders)
    tagged = f"<b><i>&amp;</i>{named}</b>" if sentence.has_tags else named
    return tagged.ljust(LONGEST_LABEL if sentence.is_label else LONGEST, "x")


def test_they_are_said_everywhere_until_they_are_taken_back() -> None:
    catalogues = load_catalogues()
    before = {tag: [word((news,), catalogues.words(tag)).text for news in NEWS] for tag in ("en", "de")}
    speak(catalogues, {SHIPS: {"de": ("Spätestens am {day} geht es los.",)}, "of-another-version": {"en": ("x",)}})

    now_said = [word((news,), catalogues.words("de")).text for news in NEWS]
    assert any("geht es los" in text for text in now_said)
    assert [word((news,), catalogues.words("en")).text for news in NEWS] == before["en"]

    speak(catalogues, {})
    assert [word((news,), catalogues.words("de")).text for news in NEWS] == before["de"]


def test_whoever_says_du_reads_the_formal_words_only_where_ours_make_no_difference() -> None:
    informal = next(key for key, sentence in sentences().items() if "de_informal" in sentence.defaults)
    same = next(key for key, sentence in sentences().items() if "de_informal" not in sentence.defaults)
    catalogues = load_catalogues()
    for key, spoken in ((informal, False), (same, True)):
        sentence = sentences()[key]
        marked = tuple(f"{form} ***" for form in sentence.defaults["de"])
        speak(catalogues, {key: {"de": marked}})
        t = catalogues.words("de-x-informal")
        said = (
            t._catalogue.ngettext(sentence.message, "", 1)
            if sentence.counts
            else t._catalogue.gettext(sentence.message)
        )
        assert said.endswith("***") is spoken, key


def test_counted_sentences_count() -> None:
    catalogues = load_catalogues()
    key = "n-more-unit-is-still-to-come"
    sentence = sentences()[key]
    speak(catalogues, {key: {"en": ("one left", "{n} left"), "de": ("noch {n}",)}})
    english, german = catalogues.words("en"), catalogues.words("de")
    assert [english.count(sentence.message, "", n) for n in (1, 2)] == ["one left", "2 left"]
    assert [german.count(sentence.message, "", n) for n in (1, 2)] == ["noch 1", "noch 2"]


def test_a_preview_shows_the_last_letter_that_says_it_and_changes_nothing() -> None:
    catalogues = load_catalogues()
    letters = [(n, (news,)) for n, news in enumerate(NEWS, 1)]
    own = {"en": ("<b>{order_number}: all yours!</b>",)}
    shown = preview(sentences()[COMPLETE], own, reversed(letters), catalogues, NOW)

    assert shown.message_id is not None
    assert set(shown.texts) == set(SPOKEN)
    assert "all yours!" in shown.texts["en"]
    assert "vollständig" in shown.texts["de"]
    assert "all yours!" not in word((NEWS[shown.message_id - 1],), catalogues.words("en")).text


def test_a_sentence_that_no_letter_says_is_shown_alone() -> None:
    catalogues = load_catalogues()
    for sentence in sentences().values():
        shown = preview(sentence, {}, [], catalogues, NOW)
        assert shown.message_id is None
        assert all(text and "{" not in text for text in shown.texts.values()), sentence.key
