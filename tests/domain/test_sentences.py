"""The merchant's words are read before anybody else reads them."""

import pytest

from domain.refusals import TextRefused
from domain.sentences import LONGEST, Forms, Sentence, check

SHIPS = Sentence(
    "ships",
    "<b>We ship {order_number} by {day}.</b>",
    {
        "en": ("<b>We ship {order_number} by {day}.</b>",),
        "de": ("<b>{order_number} geht bis spätestens {day} raus.</b>",),
    },
)
SHOW = Sentence("show", "Show order", {"en": ("Show order",), "de": ("Bestellung zeigen",)})
BUY = Sentence("buy", "Buy", {"en": ("Buy",), "de": ("Kaufen",)}, is_label=True)
COMES = Sentence("comes", "{n} unit comes.", {"en": ("{n} unit comes.", "{n} units come.")})


@pytest.mark.parametrize(
    ("sentence", "language", "forms"),
    [
        (SHIPS, "en", ("{order_number}: <i>{day}</i> &amp; not later",)),
        (SHIPS, "de", ("{order_number} kommt bis spätestens {day}.",)),
        (SHIPS, "en", ("Soon: {order_number}, {day}",)),
        (SHOW, "de", ("Zeig's mir & schnell!",)),
        (BUY, "de", ("Kauf's & geh!",)),
        (COMES, "en", ("One comes.", "{n} come.")),
        (COMES, "en", ("{n} × on its way",)),
    ],
)
def test_good_words_are_taken(sentence: Sentence, language: str, forms: Forms) -> None:
    check(sentence, language, forms)


@pytest.mark.parametrize(
    ("sentence", "language", "forms", "why", "found"),
    [
        (SHIPS, "en", ("We ship {order_number}.",), "missing_placeholder", "{day}"),
        (SHIPS, "en", ("{order_number} {day} {name}",), "unknown_placeholder", "{name}"),
        (SHIPS, "en", ("{order_number} {day",), "broken_placeholder", "{order_number} {day"),
        (SHIPS, "en", ("{order_number.__class__} {day}",), "broken_placeholder", "{order_number.__class__}"),
        (SHIPS, "en", ("{order_number!r} {day}",), "broken_placeholder", "{order_number}"),
        (SHIPS, "en", ("{order_number:>99999} {day}",), "broken_placeholder", "{order_number}"),
        (SHIPS, "en", ("{} {day}",), "broken_placeholder", "{}"),
        (SHIPS, "en", ("<b>{order_number} {day}",), "broken_html", "<b>"),
        (SHIPS, "en", ("{order_number} < {day}",), "broken_html", "<"),
        (SHIPS, "en", ("<b><i>{order_number}</b></i> {day}",), "broken_html", "</b>"),
        (SHIPS, "en", ("<script>{order_number}</script> {day}",), "broken_html", "<script>"),
        (SHIPS, "de", ("{order_number} kommt bald, am {day}.",), "vague_date", "bald"),
        (SHIPS, "de", ("{order_number}: i. d. R. {day}",), "vague_date", "in der Regel"),
        (SHIPS, "de", ("{order_number} {day} <b>bal</b>d",), "vague_date", "bald"),
        (SHIPS, "de", ("{order_number} vorauss. {day}",), "vague_date", "voraussichtlich"),
        (SHOW, "de", ("in  der\nRegel",), "vague_date", "in der Regel"),
        (SHIPS, "de_informal", ("{order_number}: voraussichtlich {day}",), "vague_date", "voraussichtlich"),
        (SHOW, "en", ("<b>Show</b>",), "broken_html", "<"),
        (SHOW, "en", ("  ",), "empty", ""),
        (SHOW, "en", ("x" * (LONGEST + 1),), "too_long", str(LONGEST + 1)),
        (SHIPS, "en", ("{order_number} {day} &shy;",), "broken_html", "&shy;"),
        (SHOW, "en", ("more &hellip;",), "broken_html", "&hellip;"),
        (BUY, "en", ("x" * 65,), "too_long", "65"),
        (BUY, "en", ("Buy\nnow",), "line_break", ""),
        (BUY, "en", ("Buy &amp; go",), "broken_html", "&amp;"),
        (SHOW, "en", ("one", "several"), "counts_nothing", ""),
    ],
)
def test_words_that_would_break_a_message_are_refused(
    sentence: Sentence, language: str, forms: Forms, why: str, found: str
) -> None:
    with pytest.raises(TextRefused) as refused:
        check(sentence, language, forms)
    assert vars(refused.value) == {"field": language, "why": why, "found": found}
