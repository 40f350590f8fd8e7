"""Announcements on their way: who reads what, and what a tap, a pause, a block or a restart does to them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import ALLOWED_UPDATES, build
from delivery.pace import Pace
from domain.broadcasts import BroadcastState, Content, Draft, LinkButton
from domain.customers import Customer
from domain.notices import MessageState
from domain.policy import QuietHours, ShopPolicy
from services import announcing, broadcasts, consents
from services.shop import Shop
from tests.delivery.cast import CHATS, Post, Telegram, now, until
from wording.words import load_catalogues

ADA, BEN, CEM, DORA = CHATS[:4]
TEXT = {
    "en": "<b>{name|Hello}</b>, the blue mug is back.",
    "de": "<b>{name|Guten Tag}</b>, der blaue Becher ist wieder da.",
}
BUTTON = LinkButton({"en": "To the shop", "de": "Zum Shop"}, "https://shop.example/mug")
SPRING = Draft("Spring", Content(TEXT, BUTTON))
PHOTO = "https://shop.example/mug.jpg"


@pytest.fixture
def shop(post: Post) -> Shop:
    return Shop(post.store, now, ShopPolicy())


async def agreed(shop: Shop, chat_id: int, locale: str = "en", name: str | None = None) -> None:
    async with shop.store.begin() as tx:
        person = await tx.customers.add(Customer(0, f"c-{chat_id}", name, locale=locale, chat_id=chat_id), now())
    await consents.say(shop, person.id, given=True, wording="May we?", language="en")


async def sent(shop: Shop, draft: Draft = SPRING) -> int:
    number = (await broadcasts.write(shop, draft, "key")).broadcast.id
    await broadcasts.send(shop, number, "key")
    return number


async def outcome(shop: Shop, number: int) -> dict[str, str]:
    found = await broadcasts.recipients(shop, number, state=None, after=None, limit=200)
    return {one.customer: one.reason or one.state for one in found.items}


async def how_many(shop: Shop, number: int) -> int:
    return (await broadcasts.read(shop, number)).progress.sent


async def taps(shop: Shop, telegram: Telegram, chat_id: int, label: str) -> None:
    """Somebody taps a button of the last message, and the bot hears of it."""
    bot, last = telegram.bot(), (await telegram.read(chat_id))[-1]
    button = next(each for row in last["buttons"] for each in row if each["text"] == label)
    press = {"message_id": last["message_id"], "data": button["data"]}
    await telegram.ask("POST", f"/playground/people/{chat_id}/press", press)
    dispatcher = build(shop, catalogues=load_catalogues())
    for update in await bot.get_updates(timeout=0, allowed_updates=ALLOWED_UPDATES):
        if update.callback_query:  # that everybody has opened the chat is another story
            await dispatcher.feed_update(bot, update)


async def test_each_reads_it_in_their_language_and_one_tap_ends_it(post: Post, shop: Shop, telegram: Telegram) -> None:
    await agreed(shop, ADA, name="Ada <b>")
    await agreed(shop, BEN, "de-AT")
    await agreed(shop, CEM)
    await telegram.block(CEM)
    async with post.on_duty():
        first = await sent(shop)
        await post.settled()
        await taps(shop, telegram, BEN, "Keine Ankündigungen mehr")
        second = await sent(shop, replace(SPRING, content=replace(SPRING.content, photo_url=PHOTO)))
        await post.settled()
    await announcing.advance(shop)

    english, german = await telegram.read(ADA), await telegram.read(BEN)
    assert [message["text"] for message in english] == ["Ada <b>, the blue mug is back."] * 2
    assert [[b["text"] for row in m["buttons"] for b in row] for m in english] == [
        ["To the shop", "Menu", "No more announcements"]
    ] * 2
    assert german[0]["text"] == "Guten Tag, der blaue Becher ist wieder da."
    assert german[1]["text"].startswith("Sie bekommen keine Ankündigungen.")
    assert len(german) == 2
    assert await outcome(shop, first) == {f"c-{ADA}": "sent", f"c-{BEN}": "sent", f"c-{CEM}": "blocked"}
    # The block was learned from the first one; who said no is no recipient of the second.
    assert await outcome(shop, second) == {f"c-{ADA}": "sent", f"c-{CEM}": "blocked"}
    standing = await broadcasts.read(shop, first)
    assert (standing.broadcast.state, standing.opted_out) == (BroadcastState.SENT, 1)


async def test_a_pause_stops_the_courier_and_a_resume_goes_on(post: Post, shop: Shop, telegram: Telegram) -> None:
    chats = CHATS[:20]
    for chat_id in chats:
        await agreed(shop, chat_id)
    async with post.on_duty(post.courier(pace=Pace())):
        number = await sent(shop)
        await until(lambda: _reached(shop, number, 4))
        await broadcasts.pause(shop, number)
        await until(lambda: _nothing_on_its_way(post))
        stopped = await how_many(shop, number)
        await agreed(shop, DORA + 100)  # somebody who agrees meanwhile is not in this one
        assert 4 <= stopped < len(chats)
        await _a_moment(post)
        assert await how_many(shop, number) == stopped
        await broadcasts.resume(shop, number)
        await post.settled()
    assert [len(await telegram.read(chat_id)) for chat_id in chats] == [1] * len(chats)


async def test_cancelled_midway_the_rest_never_leaves(post: Post, shop: Shop, telegram: Telegram) -> None:
    chats = CHATS
    for chat_id in chats:
        await agreed(shop, chat_id)
    async with post.on_duty(post.courier(pace=Pace())):
        number = await sent(shop)
        await until(lambda: _reached(shop, number, 4))
        await broadcasts.cancel(shop, number)
        await until(lambda: _nothing_on_its_way(post))
        await post.settled()
    await announcing.advance(shop)

    read = sum([len(await telegram.read(chat_id)) for chat_id in chats])
    progress = (await broadcasts.read(shop, number)).progress
    assert progress.because == {"cancelled": len(chats) - read}
    assert (progress.sent, progress.due) == (read, 0)
    assert read < len(chats)


async def test_another_courier_goes_on_where_one_stopped(post: Post, shop: Shop, telegram: Telegram) -> None:
    chats = CHATS[:20]
    for chat_id in chats:
        await agreed(shop, chat_id)
    async with post.on_duty(post.courier(pace=Pace())):
        number = await sent(shop)
        await until(lambda: _reached(shop, number, 4))
    assert (await broadcasts.read(shop, number)).progress.due > 0
    async with post.on_duty():
        await post.settled()
    await announcing.advance(shop)

    assert [len(await telegram.read(chat_id)) for chat_id in chats] == [1] * len(chats)
    assert (await broadcasts.read(shop, number)).broadcast.state is BroadcastState.SENT


async def test_who_learned_another_language_since_is_not_addressed_in_the_old_one(
    post: Post, shop: Shop, telegram: Telegram
) -> None:
    await agreed(shop, ADA)
    only_english = Draft("Spring", Content({"en": "Hello"}), replace(SPRING.audience, language="en"))
    number = await sent(shop, only_english)
    async with shop.store.begin() as tx:
        ada = await tx.customers.by_chat(ADA)
        assert ada is not None
        await tx.customers.put(replace(ada, locale="de"))

    async with post.on_duty():
        await post.settled()

    assert await outcome(shop, number) == {f"c-{ADA}": "no_translation"}
    assert await telegram.read(ADA) == []


async def test_whose_night_has_begun_is_not_woken(post: Post, shop: Shop, telegram: Telegram) -> None:
    """Due by day, and late: the shop was paused, or the courier was away."""
    await agreed(shop, ADA)
    local = now().astimezone(shop.policy.zone)
    night = QuietHours((local - timedelta(hours=2)).time(), (local + timedelta(hours=2)).time())
    number = await sent(shop)

    async with post.on_duty(post.courier(policy=replace(shop.policy, quiet_hours=night))):
        await until(lambda: _waits(post))
        await broadcasts.test(shop, number, f"c-{ADA}")
        await until(lambda: _heard(telegram, ADA))

    assert len(await telegram.read(ADA)) == 1  # the test, at any hour
    assert await outcome(shop, number) == {f"c-{ADA}": "due"}


async def test_a_test_is_read_as_everyone_would_read_it(post: Post, shop: Shop, telegram: Telegram) -> None:
    await agreed(shop, BEN, "de")
    number = (await broadcasts.write(shop, SPRING, "key")).broadcast.id

    async with post.on_duty():
        await broadcasts.test(shop, number, f"c-{BEN}")
        await post.settled()

    [message] = await telegram.read(BEN)
    assert message["text"] == "Guten Tag, der blaue Becher ist wieder da."
    assert await outcome(shop, number) == {}


async def _reached(shop: Shop, number: int, letters: int) -> bool:
    return await how_many(shop, number) >= letters


async def _waits(post: Post) -> bool:
    return all(line.due_at > now() and line.attempt == 0 for line in await post.ledger())


async def _heard(telegram: Telegram, chat_id: int) -> bool:
    return len(await telegram.read(chat_id)) > 0


async def _nothing_on_its_way(post: Post) -> bool:
    return all(line.reason != "leaving" for line in await post.ledger())


async def _a_moment(post: Post) -> None:
    """Long enough for a courier who goes on to send several more."""
    before = now()
    await until(lambda: _passed(before))
    assert MessageState.DUE in await post.states()


async def _passed(before: object) -> bool:
    return (now() - before).total_seconds() > 0.3  # type: ignore[operator]
