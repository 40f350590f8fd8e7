"""Announcements: to those who agreed and nobody else, and stopped as soon as somebody says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.broadcasts import Audience, BroadcastState, Content, Draft
from domain.decisions import Decision
from domain.money import Money
from domain.notices import MessageState
from domain.refusals import (
    BroadcastFaulty,
    BroadcastMoveRefused,
    BroadcastOver,
    BroadcastPaused,
    NoConsent,
    NotFound,
    SecondPersonNeeded,
)
from services import announcing, broadcasts, customers, linking, messages
from services.shop import Shop
from storage.outbox import Settled
from tests.conftest import Clock
from tests.services.cast import MUG, RED, Cast
from tests.services.readers import KEY, OTHER_KEY, SPRING, TEXT, Readers

S = BroadcastState


@pytest.fixture
def readers(shop: Shop) -> Readers:
    return Readers(shop)


async def test_everyone_who_agreed_gets_one_letter_and_nobody_else(readers: Readers, cast: Cast) -> None:
    await cast.sells()  # Ada, Ben and Cem have never been asked
    await readers.agrees("dora")
    await readers.agrees("emil", blocked=True)
    gone = await readers.agrees("finn")
    await readers.says(gone, given=False)

    number = await readers.sends()

    assert await readers.heard(number) == {"dora": "due", "emil": "blocked"}
    assert await readers.state(number) is S.SENDING
    assert await readers.delivers(await readers.sets_out()) == 1
    assert await readers.heard(number) == {"dora": "sent", "emil": "blocked"}
    assert await readers.state(number) is S.SENT


async def test_a_preview_counts_and_sends_nothing(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    await readers.agrees("ben", locale="de-AT", blocked=True)
    await readers.agrees("cem", locale=None, chat_id=None)
    number = await readers.writes(replace(SPRING, content=Content({"en": "Hello"})))

    seen = await broadcasts.preview(shop, number)

    reach = seen.reach
    assert (reach.recipients, reach.blocked, reach.not_linked, reach.missing_translation) == (3, 1, 1, 1)
    assert reach.minutes == 1
    assert [(each.field, each.kind.value) for each in seen.mistakes] == [("text.de", "missing_translation")]
    assert await readers.heard(number) == {}


async def test_what_is_wrong_is_refused_and_can_be_mended(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    typing_error = Audience(waiting=["MUGG"])
    number = await readers.writes(Draft("Spring", Content({"en": "<b>Hello", "de": "Hallo"}), typing_error))

    with pytest.raises(BroadcastFaulty) as refused:
        await broadcasts.send(shop, number, KEY)
    assert [(each.field, each.found) for each in refused.value.problems] == [
        ("text.en", "<b>"),
        ("audience.products.waiting[0]", "MUGG"),
    ]
    assert await readers.state(number) is S.DRAFT

    await broadcasts.rewrite(shop, number, SPRING, KEY)
    await broadcasts.send(shop, number, KEY)
    with pytest.raises(BroadcastMoveRefused):
        await broadcasts.rewrite(shop, number, SPRING, KEY)
    with pytest.raises(BroadcastMoveRefused):
        await broadcasts.send(shop, number, KEY)


async def test_a_pause_stops_what_is_in_the_couriers_hands_and_a_resume_goes_on(readers: Readers, shop: Shop) -> None:
    for name in ("ada", "ben", "cem"):
        await readers.agrees(name)
    number = await readers.sends()
    in_hand = await readers.sets_out(most=2)

    await broadcasts.pause(shop, number)

    assert await readers.delivers(in_hand) == 0
    assert await readers.sets_out() == []
    stopped = await broadcasts.read(shop, number)
    with pytest.raises(BroadcastPaused):
        await broadcasts.send(shop, number, OTHER_KEY)
    assert (await broadcasts.pause(shop, number)) == stopped
    await broadcasts.resume(shop, number)
    assert await readers.delivers(await readers.sets_out()) == 3
    assert await readers.state(number) is S.SENT


async def test_a_paused_one_holds_nobody_elses_letters_back(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    paused = await readers.sends()
    await broadcasts.pause(shop, paused)
    going = await readers.sends(replace(SPRING, title="Summer"))

    assert await readers.delivers(await readers.sets_out()) == 1
    assert (await readers.heard(paused), await readers.heard(going)) == ({"ada": "due"}, {"ada": "sent"})


async def test_a_cancelled_one_says_what_never_left(readers: Readers, shop: Shop) -> None:
    for name in ("ada", "ben"):
        await readers.agrees(name)
    number = await readers.sends()
    assert await readers.delivers(await readers.sets_out(most=1)) == 1
    in_hand = await readers.sets_out()

    await broadcasts.cancel(shop, number)

    assert await readers.delivers(in_hand) == 0
    assert await readers.heard(number) == {"ada": "sent", "ben": "cancelled"}
    ended = (await broadcasts.read(shop, number)).broadcast
    assert (ended.state, ended.finished_at) == (S.CANCELLED, shop.now())
    assert (await broadcasts.cancel(shop, number)).broadcast == ended
    with pytest.raises(BroadcastMoveRefused):
        await broadcasts.resume(shop, number)


async def test_nothing_leaves_after_its_last_moment(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada")
    number = await readers.sends(replace(SPRING, not_after=clock() + timedelta(hours=1)))
    in_hand = await readers.sets_out()

    clock.passes(hours=1)

    assert await readers.delivers(in_hand) == 0
    assert await readers.heard(number) == {"ada": "too_late"}
    assert await readers.state(number) is S.SENT
    late = await readers.writes(replace(SPRING, not_after=clock()))
    with pytest.raises(BroadcastFaulty):
        await broadcasts.send(shop, late, KEY)


async def test_a_paused_one_runs_out_too(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada")
    number = await readers.sends(replace(SPRING, not_after=clock() + timedelta(hours=1)))
    await broadcasts.pause(shop, number)

    clock.passes(hours=2)
    await announcing.advance(shop)

    assert (await readers.heard(number), await readers.state(number)) == ({"ada": "too_late"}, S.SENT)


async def test_whoever_says_no_meanwhile_hears_nothing(readers: Readers, shop: Shop) -> None:
    ada, ben = await readers.agrees("ada"), await readers.agrees("ben")
    number = await readers.sends()
    in_hand = await readers.sets_out(most=1)

    await readers.says(ada, given=False)
    await readers.says(ben, given=False)

    assert await readers.delivers(in_hand) == 0
    assert await readers.heard(number) == {"ada": "opted_out", "ben": "opted_out"}
    assert await readers.state(number) is S.SENT
    progress = (await broadcasts.read(shop, number)).progress
    assert (progress.recipients, progress.dropped, progress.because) == (2, 2, {"opted_out": 2})


async def test_a_scheduled_one_waits_and_a_restart_changes_nothing(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada")
    # Without a zone it is an hour in the shop's own, which is Berlin.
    number = await readers.sends(replace(SPRING, send_at=datetime(2027, 1, 12, 10, 0)))  # noqa: DTZ001

    assert (await readers.state(number), await readers.heard(number)) == (S.SCHEDULED, {})
    clock.moment = datetime(2027, 1, 12, 8, 59, tzinfo=UTC)
    await announcing.advance(shop)
    assert await readers.state(number) is S.SCHEDULED
    clock.passes(minutes=1)
    await announcing.advance(shop)
    assert await readers.heard(number) == {"ada": "due"}


async def test_a_process_that_dies_between_two_pages_is_taken_over(
    readers: Readers, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "PAGE", 2)
    for name in ("ada", "ben", "cem", "dora", "emil"):
        await readers.agrees(name)
    number = await readers.writes()
    await broadcasts.send(shop, number, KEY)
    assert len(await readers.heard(number)) == 2

    await broadcasts.pause(shop, number)
    await announcing.advance(shop)
    assert len(await readers.heard(number)) == 2
    await broadcasts.resume(shop, number)
    await announcing.advance(shop)
    await announcing.advance(shop)

    assert list(await readers.heard(number)) == ["ada", "ben", "cem", "dora", "emil"]


async def test_cancelled_between_two_pages_everyone_stands_in_the_list(
    readers: Readers, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "PAGE", 2)
    for name in ("ada", "ben", "cem"):
        await readers.agrees(name)
    number = await readers.writes()
    await broadcasts.send(shop, number, KEY)

    await broadcasts.cancel(shop, number)
    await announcing.advance(shop)

    assert await readers.heard(number) == dict.fromkeys(("ada", "ben", "cem"), "cancelled")


async def test_two_that_become_one_hear_it_once(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada", chat_id=None)
    await readers.agrees("ben")
    for chat_id in (77, 78):
        await readers.agrees(f"chat:{chat_id}", chat_id=chat_id)
    number = await readers.sends()

    for name, chat_id in (("ada", 77), ("ben", 78)):
        link = await linking.create(shop, name)
        await linking.use(shop, link.payload, await customers.read(shop, f"chat:{chat_id}"))

    assert await readers.heard(number) == {"ada": "due", "ben": "due"}
    assert await readers.delivers(await readers.sets_out()) == 2


async def test_what_may_not_have_arrived_can_be_sent_again_after_the_end(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    number = await readers.sends()
    [letter] = await readers.sets_out()
    async with shop.store.begin() as tx:
        unsure = Settled(letter.id, letter.attempt, MessageState.UNKNOWN, "no_answer")
        await tx.outbox.settle([unsure], shop.now())
    await announcing.advance(shop)
    assert await readers.state(number) is S.SENT

    await messages.decide(shop, letter.id, Decision.RESEND)

    assert await readers.state(number) is S.SENDING
    assert await readers.delivers(await readers.sets_out()) == 1
    assert (await readers.heard(number), await readers.state(number)) == ({"ada": "sent"}, S.SENT)


async def test_what_is_over_is_not_sent_again(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada")
    unsure = list[int]()
    for number in (
        await readers.sends(),
        await readers.sends(replace(SPRING, not_after=clock() + timedelta(hours=1))),
    ):
        [letter] = await readers.sets_out()
        async with shop.store.begin() as tx:
            settled = Settled(letter.id, letter.attempt, MessageState.UNKNOWN, "no_answer")
            await tx.outbox.settle([settled], shop.now())
        unsure.append(letter.id)
        if number == 1:
            await broadcasts.cancel(shop, number)
    clock.passes(hours=1)

    for message, why in zip(unsure, ("cancelled", "too_late"), strict=True):
        with pytest.raises(BroadcastOver) as refused:
            await messages.decide(shop, message, Decision.RESEND)
        assert refused.value == BroadcastOver(message, why)
        assert (await messages.read(shop, message)).message.state is MessageState.UNKNOWN
    left = await messages.decide(shop, unsure[0], Decision.LEAVE)
    assert left.message.state is MessageState.DROPPED


async def test_a_second_person_looks_at_it_first(readers: Readers, shop: Shop) -> None:
    careful = replace(shop, policy=replace(shop.policy, approve_broadcasts=True))
    await readers.agrees("ada")
    number = await readers.writes()

    await broadcasts.send(careful, number, OTHER_KEY)
    assert await readers.state(number) is S.AWAITING_APPROVAL
    for key in (KEY, OTHER_KEY):
        with pytest.raises(SecondPersonNeeded):
            await broadcasts.approve(careful, number, key)
    for writer in ("third-key", OTHER_KEY):  # the last one leaves the third one's words as they are
        await broadcasts.rewrite(careful, number, SPRING, writer)
    assert await readers.state(number) is S.DRAFT
    with pytest.raises(BroadcastMoveRefused):
        await broadcasts.approve(careful, number, "fourth-key")

    await broadcasts.send(careful, number, KEY)
    for key in (KEY, OTHER_KEY, "third-key"):
        with pytest.raises(SecondPersonNeeded):
            await broadcasts.approve(careful, number, key)
    await broadcasts.approve(careful, number, "fourth-key")
    assert await readers.heard(number) == {"ada": "due"}


async def test_a_test_goes_to_somebody_who_agreed_and_counts_nowhere(readers: Readers, shop: Shop, cast: Cast) -> None:
    await cast.sells()
    await readers.agrees("dora", locale="de")
    number = await readers.writes(replace(SPRING, content=Content({"de": TEXT["de"]})))

    await broadcasts.test(shop, number, "dora")

    assert [letter.kind for letter in await readers.sets_out()] == ["announcement"]
    assert await readers.heard(number) == {}
    with pytest.raises(NoConsent):
        await broadcasts.test(shop, number, "ada")
    with pytest.raises(NotFound):
        await broadcasts.test(shop, number, "nobody")
    await readers.agrees("emma", locale="en")
    with pytest.raises(BroadcastFaulty):
        await broadcasts.test(shop, number, "emma")


async def test_whom_an_audience_leaves_out(readers: Readers, shop: Shop, cast: Cast, clock: Clock) -> None:
    await cast.sells(MUG, RED)
    for name in ("dora", "emil", "finn", "gwen"):
        await readers.agrees(name, locale="de-DE" if name == "dora" else "fr")
    shipped = await cast.orders("dora", 2)
    await cast.delivers(2)
    await cast.releases(shipped)
    await cast.orders("emil", 1)
    await cast.signs_up("finn", "RED")
    clock.passes(days=40)
    await cast.orders("gwen", 1, sku="RED")
    await customers.put(shop, await customers.read(shop, "finn"), ["regular", "tea"])

    async def chosen(**audience: object) -> list[str]:
        return list(await readers.heard(await readers.sends(replace(SPRING, audience=Audience(**audience)))))  # type: ignore[arg-type]

    assert await chosen() == ["dora", "emil", "finn", "gwen"]
    assert await chosen(language="de") == ["dora"]
    assert await chosen(language="en") == ["emil", "finn", "gwen"]
    assert await chosen(owned=["MUG"]) == ["dora"]
    assert await chosen(waiting=["MUG", "RED"]) == ["emil", "gwen"]
    assert await chosen(subscribed=["RED"], owned=["MUG"]) == ["dora", "finn"]
    assert await chosen(tags=["tea", "coffee"]) == ["finn"]
    assert await chosen(min_order_value=Money(2580, "EUR")) == ["dora"]
    assert await chosen(min_order_value=Money(1, "USD")) == []
    assert await chosen(active_since=clock() - timedelta(days=1)) == ["gwen"]
    assert await chosen(language="en", waiting=["MUG"], tags=["tea"]) == []
