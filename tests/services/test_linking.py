"""Chat and customer become one, by whatever proves it; and nothing can be learned by guessing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.customers import Customer
from domain.linking import Snag
from domain.policy import ShopPolicy
from domain.subscriptions import SubscriptionState
from services import consents, conversations, customers, linking, phones, privacy, recalls, subscriptions
from services.remarks import TEXT, Spoken
from services.shop import Shop
from storage.store import Store
from storage.subscriptions import SubscriptionQuery
from storage.vault import Vault
from tests.conftest import KEY, Clock
from tests.services.cast import MUG, RED, Cast
from tests.services.test_loyalty import asked

ANNA = "anna@example.org"
_chats = iter(range(7001, 10_000))


@pytest.fixture
async def anna(cast: Cast) -> Customer:
    """Known by the shop, with an order NB-4711; no chat is joined with her."""
    await cast.sells(MUG, RED)
    known, _ = await customers.put(cast.shop, Customer(0, "anna", "Anna", ANNA, "0171 1234567", locale="de-DE"))
    await cast.orders("anna", order_number="NB-4711")
    return known


async def somebody(shop: Shop, locale: str = "de") -> Customer:
    """Writes to the bot for the first time."""
    return await customers.in_chat(shop, next(_chats), locale)


async def test_a_confirmed_number_joins_however_the_shop_has_written_it(shop: Shop, anna: Customer) -> None:
    chat = await somebody(shop)

    joined = await linking.by_phone(shop, "+491711234567", chat)

    assert isinstance(joined, Customer)
    assert (joined.id, joined.chat_id, joined.phone) == (anna.id, chat.chat_id, "0171 1234567")
    assert await linking.by_phone(shop, "+491711234567", chat) is Snag.ALREADY
    assert await linking.by_phone(shop, "+491711234567", joined) is Snag.ALREADY


@pytest.mark.usefixtures("anna")
async def test_a_number_of_nobody_and_a_number_of_two(shop: Shop) -> None:
    await customers.put(shop, Customer(0, "otto", "Otto", phone="+49 (0)171 / 1234567"))
    chat = await somebody(shop)
    assert await linking.by_phone(shop, "+491711234567", chat) is Snag.SEVERAL
    assert await linking.by_phone(shop, "+491719999999", chat) is Snag.NOBODY
    # What is no number is not the number of those who have none.
    assert await linking.by_phone(shop, "+000", chat) is Snag.NOBODY

    await customers.forget(shop, "otto")
    assert isinstance(await linking.by_phone(shop, "+491711234567", chat), Customer)


async def test_an_order_and_its_address_join(shop: Shop, anna: Customer) -> None:
    joined = await linking.by_order(shop, "nb 4711", " Anna@Example.org ", await somebody(shop))
    assert isinstance(joined, Customer)
    assert joined.id == anna.id


@pytest.mark.usefixtures("anna")
async def test_an_order_that_was_cancelled_joins_as_well(cast: Cast) -> None:
    shop = cast.shop
    async with shop.store.begin() as tx:
        await tx.connection.execute(text("UPDATE backorders SET state = 'cancelled'"))
    assert isinstance(await linking.by_order(shop, "NB-4711", ANNA, await somebody(shop)), Customer)


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("guess", [("NB-4711", "otto@example.org"), ("NB-9999", ANNA), ("NB-9999", "x@example.org")])
async def test_a_wrong_guess_is_like_any_other(cast: Cast, guess: tuple[str, str]) -> None:
    """One answer, the same statements, and the same is kept: whatever exists, and whoever is joined with it."""
    shop = cast.shop
    await customers.put(shop, Customer(0, "otto", "Otto", "otto@example.org"))
    await cast.orders("otto", order_number="NB-1")
    nobody, guesser = await somebody(shop), await somebody(shop)
    with asked(shop) as nothing_there:
        assert await linking.by_order(shop, "XX-0000", "nobody@example.org", nobody) is Snag.NOBODY
    with asked(shop) as guessed:
        assert await linking.by_order(shop, *guess, guesser) is Snag.NOBODY
    assert guessed == nothing_there
    assert await kept(shop) == 2 * 2
    assert (await customers.read(shop, "anna")).chat_id is None


async def test_several_people_on_one_order_number(cast: Cast, anna: Customer) -> None:
    """Each has their own; who else there is shows itself to nobody."""
    shop = cast.shop
    for name, email in (("otto", "otto@example.org"), ("twin", ANNA)):
        await customers.put(shop, Customer(0, name, name.title(), email))
    await cast.orders("otto", order_number="NB-4711", sku="RED")

    joined = [
        await linking.by_order(shop, "NB-4711", email, await somebody(shop)) for email in ("otto@example.org", ANNA)
    ]

    assert [one.id if isinstance(one, Customer) else one for one in joined] == [
        (await customers.read(shop, "otto")).id,
        anna.id,
    ]

    # Two with one address and one number: nobody is chosen.
    await cast.orders("twin", order_number="NB-5", sku="RED")
    await cast.orders("ben", order_number="NB-5")
    await customers.put(shop, Customer(0, "ben", "Ben", ANNA))
    assert await linking.by_order(shop, "NB-5", ANNA, await somebody(shop)) is Snag.NOBODY


@pytest.mark.usefixtures("anna")
async def test_whose_customer_is_joined_already_looks_like_a_wrong_guess(shop: Shop) -> None:
    owner, thief, nobody = [await somebody(shop) for _ in range(3)]
    assert isinstance(await linking.by_order(shop, "NB-4711", ANNA, owner), Customer)

    with asked(shop) as nothing_there:
        assert await linking.by_order(shop, "XX-0000", "nobody@example.org", nobody) is Snag.NOBODY
    with asked(shop) as tried:
        assert await linking.by_order(shop, "NB-4711", ANNA, thief) is Snag.NOBODY

    assert tried == nothing_there
    # Whoever has the very number is told, so that a person can help.
    assert await linking.by_phone(shop, "+491711234567", thief) is Snag.ELSEWHERE
    assert (await customers.read(shop, "anna")).chat_id == owner.chat_id


@pytest.mark.usefixtures("anna")
async def test_five_tries_an_hour_in_a_chat(shop: Shop, clock: Clock) -> None:
    chat = await somebody(shop)
    for number in range(5):
        assert await linking.by_order(shop, f"NB-{number}", ANNA, chat) is Snag.NOBODY
        clock.passes(minutes=5)
    assert await linking.by_order(shop, "NB-4711", ANNA, chat) is Snag.TOO_OFTEN

    # Forgetting oneself, and being somebody new in the same chat, gives no new tries.
    await privacy.forget(shop, chat)
    again = await customers.in_chat(shop, chat.chat_id or 0, "de")
    assert await linking.by_order(shop, "NB-4711", ANNA, again) is Snag.TOO_OFTEN
    clock.passes(minutes=36)
    assert isinstance(await linking.by_order(shop, "NB-4711", ANNA, again), Customer)


@pytest.mark.usefixtures("anna")
async def test_twenty_tries_a_day_on_an_order_whether_it_exists_or_not(shop: Shop, clock: Clock) -> None:
    for number, spelling in (("NB-4711", "nb 4711"), ("XX-1", "#xx1")):
        for _ in range(20):
            assert await linking.by_order(shop, number, "x@example.org", await somebody(shop)) is Snag.NOBODY
        assert await linking.by_order(shop, spelling, ANNA, await somebody(shop)) is Snag.TOO_OFTEN
    late = await somebody(shop)
    clock.passes(hours=23)
    assert await linking.by_order(shop, "NB-4711", ANNA, late) is Snag.TOO_OFTEN
    clock.passes(hours=1, seconds=1)
    assert isinstance(await linking.by_order(shop, "NB-4711", ANNA, late), Customer)


@pytest.mark.usefixtures("anna")
async def test_whoever_has_no_try_left_uses_up_nobody_elses(shop: Shop) -> None:
    mallory = await somebody(shop)
    for _ in range(40):
        await linking.by_order(shop, "NB-4711", "x@example.org", mallory)
    assert isinstance(await linking.by_order(shop, "NB-4711", ANNA, await somebody(shop)), Customer)


@pytest.mark.usefixtures("anna")
async def test_tries_are_forgotten_after_a_day(shop: Shop, clock: Clock) -> None:
    await linking.by_order(shop, "NB-1", ANNA, await somebody(shop))
    assert await kept(shop) == 2
    clock.passes(hours=25)
    await privacy.let_go(shop)
    assert await kept(shop) == 0


@pytest.mark.usefixtures("anna")
async def test_of_two_chats_at_once_one_is_joined(shop: Shop) -> None:
    both = [await somebody(shop), await somebody(shop)]
    found = await asyncio.gather(*(linking.by_phone(shop, "+491711234567", chat) for chat in both))
    assert sorted(isinstance(one, Customer) for one in found) == [False, True]
    assert Snag.ELSEWHERE in found
    assert (await customers.read(shop, "anna")).chat_id in {chat.chat_id for chat in both}


@pytest.mark.usefixtures("anna")
async def test_one_chat_that_asks_twice_at_once_is_joined_once(shop: Shop) -> None:
    chat = await somebody(shop)
    found = await asyncio.gather(
        linking.by_phone(shop, "+491711234567", chat), linking.by_order(shop, "NB-4711", ANNA, chat)
    )
    assert sum(isinstance(one, Customer) for one in found) == 1
    assert Snag.ALREADY in found
    assert (await customers.read(shop, "anna")).chat_id == chat.chat_id


@pytest.mark.parametrize("way", ["link", "phone", "order"])
async def test_both_histories_are_kept(cast: Cast, anna: Customer, way: str) -> None:
    shop = cast.shop
    await cast.signs_up("anna", "RED")
    await consents.say(shop, anna.id, given=False, wording="May we?", language="de")
    chat = await somebody(shop, "de-AT-x-informal")
    await customers.set_timezone(shop, chat.id, "Europe/Vienna")
    await customers.set_quiet_hours(shop, chat.id, "22:00-07:00")
    await subscriptions.sign_up(shop, chat.external_id, "MUG", 2)
    await consents.say(shop, chat.id, given=True, wording="Dürfen wir?", language="de")
    await conversations.ask(shop, chat.id, Spoken(TEXT, "Guten Tag"))
    await cast.orders(chat.external_id, order_number="C-1")

    joined = await joins(shop, way, anna, chat)

    assert (joined.id, joined.name, joined.chat_id) == (anna.id, "Anna", chat.chat_id)
    assert (joined.locale, joined.timezone, joined.quiet_hours) == ("de-DE-x-informal", "Europe/Vienna", "22:00-07:00")
    known = await customers.export(shop, "anna")
    assert {alert.sku for alert in known.subscriptions} == {"MUG", "RED"}
    assert [consent.given for consent in known.consents] == [False, True]
    assert known.profile.marketing is not None
    assert known.profile.marketing.given
    assert {view.order.order_number for view in known.backorders} == {"NB-4711", "C-1"}
    assert len(known.messages) == 2
    assert [remark.html for talk in known.conversations for remark in talk.remarks] == ["Guten Tag"]
    async with shop.store.read() as tx:
        assert await tx.customers.by_id(chat.id) is None
    await cast.all_agrees()


@pytest.mark.parametrize("holder", ["shop", "chat"])
@pytest.mark.parametrize("policy", [ShopPolicy(hold=timedelta(hours=2))], ids=["holds"])
async def test_of_two_alerts_for_one_product_the_units_that_lie_ready_stay(
    cast: Cast, anna: Customer, holder: str
) -> None:
    shop, chat = cast.shop, await somebody(cast.shop)
    first, second = (anna, chat) if holder == "shop" else (chat, anna)
    await cast.signs_up(first.external_id, "RED")
    await cast.delivers(1, "RED")
    await cast.signs_up(second.external_id, "RED")

    joined = await joins(shop, "phone", anna, chat)

    (alert,) = await subscriptions.of_customer(shop, joined.id)
    assert alert.state is SubscriptionState.HELD
    await cast.all_agrees()


@pytest.mark.parametrize("policy", [ShopPolicy(hold=timedelta(hours=2))], ids=["holds"])
async def test_what_was_held_twice_for_one_person_goes_to_the_next(cast: Cast, anna: Customer) -> None:
    shop, chat = cast.shop, await somebody(cast.shop)
    await cast.signs_up("anna", "RED")
    await cast.signs_up(chat.external_id, "RED")
    await cast.delivers(2, "RED")
    await cast.signs_up("ben", "RED")

    joined = await joins(shop, "phone", anna, chat)

    async with shop.store.read() as tx:
        page = await tx.subscriptions.page(SubscriptionQuery(sku="RED", state=SubscriptionState.HELD))
        ben = await tx.customers.get("ben")
        assert ben is not None
    assert {alert.customer_id for alert in page.items} == {joined.id, ben.id}
    await cast.all_agrees()


async def test_of_two_alerts_the_earlier_place_in_line_stays(cast: Cast, clock: Clock, anna: Customer) -> None:
    shop, chat = cast.shop, await somebody(cast.shop)
    await cast.signs_up(chat.external_id, "RED")
    clock.passes(minutes=1)
    await cast.signs_up("anna", "RED", 3)

    await joins(shop, "phone", anna, chat)

    (alert,) = await subscriptions.of_customer(shop, anna.id)
    assert alert.quantity == 1


async def test_a_recall_of_what_both_own_concerns_all_units(cast: Cast, anna: Customer) -> None:
    shop, chat = cast.shop, await somebody(cast.shop)
    await cast.delivers(5)
    await cast.orders(chat.external_id, 2, order_number="C-1")
    recall = await recalls.start(shop, "MUG", "sharp edge")
    await recalls.acknowledge(shop, recall.id, chat.id)

    await joins(shop, "order", anna, chat)

    (owner,) = (await recalls.owners(shop, recall.id, after=None, limit=10)).items
    assert (owner.customer, owner.units, owner.acknowledged_at) == ("anna", 3, shop.now())


@pytest.mark.usefixtures("anna")
async def test_numbers_written_under_an_older_rule_are_found_after_a_tick(shop: Shop) -> None:
    async with shop.store.begin() as tx:
        await tx.connection.execute(text("UPDATE customers SET phone_digest = NULL"))
    chat = await somebody(shop)
    assert await linking.by_phone(shop, "+491711234567", chat) is Snag.NOBODY

    assert await phones.read_anew(shop) > 0
    assert await phones.read_anew(shop) == 0

    assert isinstance(await linking.by_phone(shop, "+491711234567", chat), Customer)


@pytest.mark.usefixtures("anna")
async def test_another_country_reads_every_number_anew_page_by_page(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phones, "PAGE", 2)
    monkeypatch.setattr(phones, "MOST_PAGES", 2)
    for number in range(6):
        await customers.put(shop, Customer(0, f"c-{number}", phone=f"0664 100000{number}"))
    while await phones.read_anew(shop):
        pass
    vienna = replace(shop, store=Store(shop.store.engine, Vault([KEY], "AT")))

    ticks = 0
    while await phones.read_anew(vienna):
        ticks += 1

    assert ticks == 3
    assert isinstance(await linking.by_phone(vienna, "+436641000005", await somebody(shop)), Customer)


async def joins(shop: Shop, way: str, customer: Customer, chat: Customer) -> Customer:
    if way == "link":
        return await linking.use(shop, (await linking.create(shop, customer.external_id)).payload, chat)
    if way == "phone":
        found = await linking.by_phone(shop, "+491711234567", chat)
    else:
        found = await linking.by_order(shop, "NB-4711", ANNA, chat)
    assert isinstance(found, Customer)
    return found


async def kept(shop: Shop) -> int:
    """How many counters of tries there are."""
    async with shop.store.read() as tx:
        return int((await tx.connection.execute(text("SELECT count(*) FROM tries"))).scalar_one())
