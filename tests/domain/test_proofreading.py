"""What is found in an announcement before it is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.broadcasts import Audience, Content, Draft, LinkButton
from domain.proofreading import filled, greets, mistakes, vague_date

NOW = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)
FINE = Draft("Spring", Content({"en": "Hello", "de": "Guten Tag"}))


def found(draft: Draft) -> list[tuple[str, str, str]]:
    return [(each.field, each.kind.value, each.found) for each in mistakes(draft, NOW)]


def said(**text: str) -> Draft:
    return replace(FINE, content=replace(FINE.content, text={**FINE.content.text, **text}))


def test_a_good_one_has_none() -> None:
    assert found(FINE) == []
    assert found(said(en="<b>Hello {name|there}</b> & welcome", de="Guten Tag {name|}")) == []


def test_a_language_that_somebody_reads_is_missing() -> None:
    only_english = Draft("Spring", Content({"en": "Hello"}, LinkButton({"en": "Shop"}, "https://shop.example")))
    assert found(only_english) == [
        ("button.text.de", "missing_translation", ""),
        ("text.de", "missing_translation", ""),
    ]
    assert found(replace(only_english, audience=Audience(language="en"))) == []
    assert found(said(de="<b> </b>")) == [("text.de", "missing_translation", "")]


def test_broken_html_and_length() -> None:
    assert found(said(en="<b>Hello")) == [("text.en", "broken_html", "<b>")]
    assert found(said(en="<b>" + "x" * 4096 + "</b>")) == []
    assert found(said(en="x" * 4097)) == [("text.en", "too_long", "4097")]
    assert found(said(en="🫖" * 2049)) == [("text.en", "too_long", "4098")]
    with_photo = replace(said(en="x" * 1025).content, photo_url="https://shop.example/a.jpg")
    assert found(replace(FINE, content=with_photo)) == [("text.en", "too_long", "1025")]


def test_a_long_name_is_counted_in() -> None:
    assert found(said(en="x" * 4040 + "{name|you}")) == [("text.en", "too_long", "4104")]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Dear {first_name}", "{first_name}"),
        ("Dear {name}", "{name}"),
        ("100 {", "{"),
        ("}", "}"),
        ("{name|<b>you</b>}", "{"),
        ('<a href="https://shop.example/{name|you}">x</a>', "{name|you}"),
    ],
)
def test_unknown_placeholders(text: str, strange: str) -> None:
    assert ("text.en", "unknown_placeholder", strange) in found(said(en=text))


def test_a_name_is_filled_in_and_escaped() -> None:
    assert filled("Dear {name|reader} & all", "A <b>") == "Dear A &lt;b&gt; &amp; all".replace("&amp;", "&")
    assert filled("Dear {name|reader}", None) == "Dear reader"
    assert len(filled("{name|}", "𝔚" * 200).encode("utf-16-le")) == 128
    assert greets("Dear {name|reader}")
    assert not greets("Dear reader")


@pytest.mark.parametrize(
    "text",
    [
        "Der blaue Becher ist bald wieder lieferbar.",
        "Wir liefern in der Regel innerhalb von drei Tagen.",
        "Der Versand erfolgt i. d. R. am selben Tag.",
        "Lieferung voraussichtlich am 3. März.",
        "Die Ware kommt demnächst.",
        "Ihr Artikel ist in Kürze wieder da!",
        "Hallo! Die Tasse ist voraussichtlich ab Mai erhältlich.",
        "Bald wieder verfügbar",
        "Voraussichtlich am 3. Mai lieferbar",
        "voraussichtlich ab dem 12. März wieder lieferbar",
        "Voraussichtlich ab 12.05.2027",
        "Bald: 12. März 2027!",
        "Voraussichtlich nächste Woche",
        "Liefertermin:\nvoraussichtlich 3. Mai",
        "Lieferung am 3. März i. d. R.",
        "in  der\n Regel lieferbar",
        "Voraus\u00adsicht\u200blich im Mai",
        "<b>bal</b>d wieder da",
        "Voraus&shy;sichtlich",
        "voraus-\nsichtlich im Mai",
        "𝐛𝐚𝐥𝐝 wieder da",
        "vorauss. {name|im Mai}",
        "Der Becher kommt bal{name|}d",
        "in Bälde lieferbar",
        "Wir haben bald wieder Becher",
        "DEMNAECHST!",
        "Alsbald im Laden",
        "So schnell wie möglich, idR in 3 Tagen",
        "Versand normalerweise in 2 Werktagen",
        "Bald ist Ostern. Wir liefern bis spätestens 3. April.",
        "Lieferung bis bald wieder",
    ],
)
def test_words_that_sound_like_a_date_and_are_none(text: str) -> None:
    assert vague_date(text) is not None
    assert {kind for field, kind, _ in found(said(de=text)) if "shy" not in text} <= {"vague_date"}
    assert "text.de" in [field for field, _, _ in found(said(de=text))]


@pytest.mark.parametrize(
    "text",
    [
        "Bis bald, Ihr Team",
        "<b>Bis bald</b>\nIhr Team",
        "Danke! Bis ganz bald 👋",
        "Lieferung bis spätestens 12. März, ca. 3 Tage nach Bestellung.",
        "Sobald die Ware da ist, schreiben wir Ihnen.",
        "Baldrian im Voraus bestellen, in der Regelschule",
    ],
)
def test_words_that_may_stay(text: str) -> None:
    assert vague_date(text) is None


def test_a_button_is_read_as_well_and_german_whoever_it_is_for() -> None:
    button = LinkButton({"en": "Soon", "de": "Bald da"}, "https://shop.example")
    only_english = Draft("Spring", Content({"en": "Hello", "de": "Demnächst"}, button), Audience(language="en"))
    vague = [("text.de", "vague_date", "demnächst"), ("button.text.de", "vague_date", "bald")]
    assert found(only_english) == vague
    assert found(replace(only_english, audience=Audience())) == vague


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://shop.example/mug?x=1#y", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]/", True),
        ("http://[::1", False),
        ("https://x", False),
        ("https://localhost/mug", False),
        ("https://shop.example:port/", False),
        ("https://?q=shop.example", False),
    ],
)
def test_addresses_that_telegram_takes(url: str, fine: bool) -> None:  # noqa: FBT001
    content = replace(FINE.content, button=LinkButton({"en": "Shop", "de": "Shop"}, url), photo_url=url)
    wrong = [] if fine else [("button.url", "bad_address", url), ("photo_url", "bad_address", url)]
    assert found(replace(FINE, content=content)) == wrong


def test_the_nameless_get_something_to_read() -> None:
    assert found(said(en="<b>{name|}</b>&#8203;")) == [("text.en", "nameless", "")]
    assert found(said(en="&#8203; \u00ad")) == [("text.en", "missing_translation", "")]
    assert found(said(en="{name|You}")) == []
    assert filled("{name|You}", " \u200b") == "You"


def test_english_readers_are_not_held_to_german_law() -> None:
    assert found(said(en="Bald eagles ship in der Regel soon")) == []


def test_the_last_moment_lies_after_the_first() -> None:
    late = replace(FINE, send_at=NOW + timedelta(days=1), not_after=NOW + timedelta(hours=1))
    assert [(field, kind) for field, kind, _ in found(late)] == [("not_after", "past_not_after")]
    assert [kind for _, kind, _ in found(replace(FINE, not_after=NOW))] == ["past_not_after"]
    assert found(replace(FINE, not_after=NOW + timedelta(hours=1))) == []


def test_an_hour_that_has_passed_or_is_not_there() -> None:
    late = replace(FINE, send_at=NOW - timedelta(minutes=2))
    assert [(field, kind) for field, kind, _ in found(late)] == [("send_at", "past_send_at")]
    assert found(replace(FINE, send_at=NOW - timedelta(seconds=50))) == []
    assert found(replace(FINE, local_time=True)) == [("local_time", "no_hour", "")]
