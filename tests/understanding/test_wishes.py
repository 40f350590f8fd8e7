"""What a message wants, and how sure that is."""

import pytest

from tests.understanding.conftest import Says
from understanding.intents import HARMFUL, Intent
from understanding.parsed import Context

STORY = (
    "When my sister moved in with us she wanted to cancel everything, but I had already ordered the kettle, then she "
    "liked it after all, so we never did, and here I am asking you about it again"
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("STOP", Intent.UNSUBSCRIBE), ("Hilfe!", Intent.SMALLTALK), ("human please", Intent.HUMAN_AGENT),
        ("Mensch", Intent.HUMAN_AGENT), ("Datenschutz", Intent.PRIVACY), ("menu", Intent.SMALLTALK),
    ],
)  # fmt: skip
def test_single_words_with_weight(says: Says, text: str, intent: Intent) -> None:
    parsed = says(text)
    assert (parsed.intent, parsed.act) == (intent, True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order?", Intent.ORDER_STATUS),
        ("wann kommt meine Bestellung?", Intent.ORDER_STATUS),
        ("tell me when the kettle is back", Intent.SUBSCRIBE_RESTOCK),
        ("sag Bescheid, wenn der Kessel wieder da ist", Intent.SUBSCRIBE_RESTOCK),
        ("please cancel my order", Intent.CANCEL_BACKORDER),
        ("Bitte stornieren Sie Bestellung 10415", Intent.CANCEL_BACKORDER),
        ("I want to talk to a person", Intent.HUMAN_AGENT),
        ("löscht meine Daten", Intent.PRIVACY),
        ("sag Bescheid wenn Wolldecke wieder da ist", Intent.SUBSCRIBE_RESTOCK),
        ("ich möchte meinen Wasserkocher stornieren", Intent.CANCEL_BACKORDER),
    ],
)
def test_plain_wishes_are_acted_on(says: Says, text: str, intent: Intent) -> None:
    parsed = says(text)
    assert (parsed.intent, parsed.act) == (intent, True)


@pytest.mark.parametrize(
    "text",
    [
        "please don't cancel my order", "Bitte nicht stornieren", "ich möchte meine Bestellung nicht stornieren",
        "storniert meine Bestellung bitte nicht", "never cancel 10415", "bitte nicht abbestellen",
        "I don't want to switch", "keine Stornierung bitte", "I didn't mean to cancel", "don't unsubscribe me",
        "don’t cancel",
    ],
)  # fmt: skip
def test_what_is_refused_is_never_done(says: Says, text: str) -> None:
    parsed = says(text)
    assert not (parsed.act and {parsed.intent, *parsed.also} & HARMFUL)
    assert parsed.intent is not Intent.CANCEL_BACKORDER


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to talk to a person", "I do not need a human", "no human please",
        "please don't connect me to an agent",
        "Ich will nicht mit einem Menschen reden", "bitte keinen Menschen", "ich will keinen Mitarbeiter sprechen",
        "Ich möchte mit niemandem sprechen",
    ],
)  # fmt: skip
def test_whoever_wants_no_person_gets_none(says: Says, text: str) -> None:
    assert says(text).intent is Intent.SMALLTALK


@pytest.mark.parametrize(
    "text",
    [
        "I don't want a bot but a human", "not a robot, a human please", "Ich will keinen Bot, sondern einen Menschen",
        "warum kann ich nicht mit einem Menschen sprechen", "ich kann keinen Menschen erreichen",
        "kein Mensch antwortet mir, bitte helfen", "I don't want to cancel, I want to talk to a person",
    ],
)  # fmt: skip
def test_whoever_reaches_nobody_wants_a_person(says: Says, text: str) -> None:
    assert (says(text).intent, says(text).act) == (Intent.HUMAN_AGENT, True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("nicht stornieren sondern wechseln bitte", Intent.SWITCH_ALTERNATIVE),
        ("not cancel but switch 10412", Intent.SWITCH_ALTERNATIVE),
        ("don't cancel, switch please", Intent.SWITCH_ALTERNATIVE),
        ("nicht wechseln sondern stornieren", Intent.CANCEL_BACKORDER),
        ("I don't want to talk to a person but cancel my order", Intent.CANCEL_BACKORDER),
        ("don't cancel my order no. 10 433", Intent.KEEP_WAITING),
        ("switch 10412", Intent.SWITCH_ALTERNATIVE),
        ("no switch", Intent.KEEP_WAITING),
        ("wechsle 10415", Intent.SWITCH_ALTERNATIVE),
    ],
)
def test_the_wish_behind_a_refusal_is_the_one_that_is_meant(says: Says, text: str, intent: Intent) -> None:
    assert (says(text).intent, says(text).also, says(text).act) == (intent, (), True)


@pytest.mark.parametrize(
    "text",
    [
        "the messages about the blanket are no longer wanted, remove them",
        "die Infos über die Wolldecke will ich nicht mehr, weg damit",
        STORY,
        "wrong house number on 10412, 17 statt 71",
    ],
)
def test_what_may_be_meant_otherwise_is_asked(says: Says, text: str) -> None:
    parsed = says(text)
    assert not (parsed.act and {parsed.intent, *parsed.also} & {Intent.CANCEL_BACKORDER, Intent.SWITCH_ALTERNATIVE})


@pytest.mark.parametrize("text", ["how do I cancel?", "what happens if I cancel", "was kostet eine Stornierung?"])
def test_asking_about_cancelling_is_not_cancelling(says: Says, text: str) -> None:
    parsed = says(text)
    assert not (parsed.act and parsed.intent is Intent.CANCEL_BACKORDER)


def test_not_waiting_any_longer_is_no_refusal(says: Says) -> None:
    assert says("I don't want to wait any longer, cancel my order").intent is Intent.CANCEL_BACKORDER
    for text in ("don't forget to cancel my order", "bitte nicht vergessen, 10412 zu stornieren"):
        assert says(text).intent is Intent.CANCEL_BACKORDER


@pytest.mark.parametrize(
    "text",
    ["Order no. 20007, when does it come?", "It's about order 10412. Where is it?", "Hi! Where is my order? Thanks"],
)
def test_naming_an_order_or_greeting_is_no_second_wish(says: Says, text: str) -> None:
    assert (says(text).intent, says(text).also) == (Intent.ORDER_STATUS, ())


def test_a_no_to_goods_is_no_no_to_cancelling(says: Says) -> None:
    assert says("den Kessel will ich doch nicht bitte stornieren Sie die Bestellung").intent is Intent.CANCEL_BACKORDER
    assert says("den Kessel bitte doch nicht stornieren").intent is Intent.KEEP_WAITING


def test_keeping_and_cancelling_need_two_things(says: Says) -> None:
    assert says("I don't want to wait any longer, cancel it").also == ()
    both = says("10412 behalten, 10413 stornieren")
    assert {both.intent, *both.also} == {Intent.KEEP_WAITING, Intent.CANCEL_BACKORDER}


@pytest.mark.parametrize(
    "text", ["bitte nicht, stornieren", "no thanks, please don't cancel", "danke, aber nicht stornieren"]
)
def test_a_greeting_does_not_take_the_no_with_it(says: Says, text: str) -> None:
    assert says(text).intent is Intent.KEEP_WAITING


@pytest.mark.parametrize("text", ["👍", "❤️", "👍👍 🙏"])
def test_signs_are_words(says: Says, text: str) -> None:
    assert says(text).intent is Intent.SMALLTALK
    assert says("🔕").intent is Intent.UNSUBSCRIBE


def test_two_wishes_in_one_message(says: Says) -> None:
    parsed = says("cancel order 1001 and tell me when the blue mug is back")
    assert (parsed.intent, parsed.also) == (Intent.CANCEL_BACKORDER, (Intent.SUBSCRIBE_RESTOCK,))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("where is 10412 and can I change the address", Intent.ORDER_STATUS, Intent.CHANGE_DELIVERY),
        ("stornieren und Geld zurück", Intent.CANCEL_BACKORDER, Intent.REFUND_PAYMENT),
        ("cancel my order n delete my data", Intent.CANCEL_BACKORDER, Intent.PRIVACY),
        ("add order 20007 and tell me when it comes", Intent.LINK_ORDER, Intent.ORDER_STATUS),
        ("is the kettle in stock? if not tell me when it comes", Intent.PRODUCT_SEARCH, Intent.SUBSCRIBE_RESTOCK),
        ("Ist der Kessel da? Wenn nicht, sag mir, wann er kommt", Intent.PRODUCT_SEARCH, Intent.SUBSCRIBE_RESTOCK),
        ("ok, ich warte, aber ich will einen Rabatt", Intent.KEEP_WAITING, Intent.DISCOUNT_REQUEST),
    ],
)
def test_two_wishes_however_they_are_joined(says: Says, text: str, first: Intent, second: Intent) -> None:
    parsed = says(text)
    assert (parsed.intent, parsed.also) == (first, (second,))


@pytest.mark.parametrize(
    "text",
    [
        "so leid es mir tut, ich möchte stornieren",
        "eure Werbung nervt, weg damit",
        "my neighbour ordered after me and already has hers",
        "could you write me as soon as u have the kettle",
        "könnten Sie mir sagen, ob der Termin für 10412 noch gilt?",
        "Ich habe im Sommer eine Regenjacke bestellt, sie war ein Geschenk. Wann kommt sie?",
    ],
)
def test_a_clause_is_no_wish_of_its_own(says: Says, text: str) -> None:
    assert says(text).also == ()


def test_each_half_is_about_its_own_things(says: Says) -> None:
    first, second = says("cancel order 1001 and tell me when the blue mug is back").halves
    assert (first.entities.order, first.entities.products) == (("1001",), ())
    assert (second.entities.order, second.entities.products) == ((), (("MUG-BLUE",),))
    assert second.text == "tell me when the blue mug is back"


def test_what_the_second_half_points_at_the_first_one_names(says: Says) -> None:
    _, second = says("where is 10412 and can I change the address").halves
    assert second.entities.order == ("10412",)
    _, second = says("please cancel the kettle but tell me when it is in stock again").halves
    assert second.entities.products == (("KETTLE-1",),)
    _, second = says("where is 10412 and please talk German to me").halves
    assert (second.intent, second.entities.order) == (Intent.CHANGE_LANGUAGE, ())


@pytest.mark.parametrize("text", ["", "   ", "???", "🙈🙉", "xkcd qwrtz plmpf"])
def test_nothing_is_done_without_a_wish(says: Says, text: str) -> None:
    assert not says(text).act


def test_unsure_offers_three_at_most(says: Says) -> None:
    parsed = says("my order the alert the money hm")
    assert len(parsed.ranked) <= 3
    assert all(0 <= guess.confidence <= 1 for guess in parsed.ranked)


def test_a_yes_means_what_was_asked(says: Says) -> None:
    asked = Context(question=Intent.SUBSCRIBE_RESTOCK, products=(("MUG-BLUE",),))
    for text in ("yes", "ja genau", "Ja, bitte", "yes please"):
        parsed = says(text, asked)
        assert (parsed.intent, parsed.act) == (Intent.SUBSCRIBE_RESTOCK, True)
        assert parsed.entities.products == (("MUG-BLUE",),)


def test_a_no_to_harm_keeps_all_as_it_is(says: Says) -> None:
    assert says("nein danke", Context(question=Intent.CANCEL_BACKORDER)).intent is Intent.KEEP_WAITING


def test_one_of_those_that_were_shown(says: Says) -> None:
    shown = Context(about=Intent.SUBSCRIBE_RESTOCK, products=(("MUG-GREEN",), ("MUG-BLUE",)))
    for text in ("the blue one", "the second", "die zweite", "2", "den blauen bitte", "the last one"):
        parsed = says(text, shown)
        assert (parsed.intent, parsed.entities.products) == (Intent.SUBSCRIBE_RESTOCK, (("MUG-BLUE",),)), text
    assert says("the first", Context(orders=("10415", "10416"))).entities.order == ("10415",)
    assert says("die zweite", Context(suggested=(Intent.PRIVACY, Intent.ORDER_STATUS))).intent is Intent.ORDER_STATUS


def test_a_sentence_of_its_own_is_no_answer(says: Says) -> None:
    asked = Context(question=Intent.CANCEL_BACKORDER)
    assert says("where is my order 10415", asked).intent is Intent.ORDER_STATUS
