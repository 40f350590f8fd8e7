"""Ten scenes in the demo's page: what a newcomer tries, as several customers and as the shop."""

import asyncio
import json

from playwright.async_api import expect

from tests.flows.window import ADA, BENNO, CEM, DORA, EMILIA, FINN, Visitor


async def benno_cancels_in_two_taps(visitor: Visitor) -> None:
    await visitor.becomes(BENNO)
    await visitor.reads("10415", "Platz 2", "bis spätestens")
    await visitor.reads("10426", "Wasserkessel", "bis spätestens")
    await visitor.taps("10426")
    await visitor.reads("Wasserkessel", "Platz 1 von 2", "bis spätestens")
    await visitor.shoots("benno-order")

    await visitor.taps("Stornieren")
    await visitor.taps("Ja, stornieren")

    await visitor.reads("Ihre Bestellung 10426 ist storniert", "Uhr")
    await expect(visitor["document"]).to_contain_text("10426")
    async with visitor.page.expect_download() as saving:
        await visitor["document"].click()
    receipt = await asyncio.to_thread((await (await saving.value).path()).read_text)
    assert "10426" in receipt
    assert "Uhr" in receipt
    await visitor.shoots("benno-cancelled")


async def ada_asks_for_an_alert_and_switches(visitor: Visitor) -> None:
    await visitor.becomes(ADA)
    await visitor.says("wall clock")
    await visitor.reads("Radio wall clock", "Sold out")
    await visitor.taps("Tell me when it is back")
    await visitor.reads("we will tell you when Radio wall clock is back")
    await visitor.shoots("ada-alert")

    await visitor.says("10412")
    await visitor.reads("Stoneware mug blue", "number 1 of 4", "at the latest")
    await visitor.taps("Switch")
    await visitor.taps("Stoneware mug green")
    await visitor.taps("Yes, switch")
    await visitor.reads("Your order 10412 has been switched", "2 × Stoneware mug green")
    await visitor.shoots("ada-switched")


async def a_delivery_is_booked_and_everybody_hears(visitor: Visitor) -> None:
    """Sixteen blue mugs: four for Benno, six for Dora, one for Emilia; the rest goes to whoever asked first."""
    preview = await visitor.runs("who would get what?")
    await expect(preview.get_by_test_id("answer")).to_contain_text("Steinzeugbecher blau")
    booked = await visitor.runs("Book a delivery of 16 blue mugs")
    await expect(booked.get_by_test_id("answer")).to_contain_text('"to_backorders": 11')
    for person in (BENNO, DORA, EMILIA, FINN):
        await expect(visitor[f"heard-{person}"]).to_be_in_viewport(ratio=1)
    await visitor.shoots("delivery-booked")

    await visitor[f"heard-{BENNO}"].click()
    await visitor.reads("10415", "4 × Steinzeugbecher blau")
    await visitor.becomes(DORA)
    await visitor.reads("10419", "6 × Stoneware mug blue")
    await visitor.becomes(EMILIA)
    await visitor.reads("10421", "Steinzeugbecher blau")
    await visitor.becomes(FINN)
    await visitor.reads("Stoneware mug blue", "back in stock")
    await visitor.shoots("finn-heard")


async def emilia_wishes_for_two_things_at_once(visitor: Visitor) -> None:
    """In her own words, with the wrong name for the clock."""
    await visitor.becomes(EMILIA)
    await visitor.says("Wo bleibt 10436 und sagt mir Bescheid, wenn die Radio-Wanduhr wieder da ist")
    await visitor.reads("E-Reader 7 Zoll", "Bestellung 10436", "Platz 1 von 1")
    await visitor.reads("Bescheid sagen, wenn Funkwanduhr wieder auf Lager ist?")
    await visitor.taps("Ja, Bescheid sagen")
    await visitor.reads("Wir sagen Ihnen Bescheid, wenn Funkwanduhr wieder da ist")
    await visitor.shoots("emilia-two-wishes")


async def dora_changes_the_language(visitor: Visitor) -> None:
    await visitor.becomes(DORA)
    await visitor.says("Can we speak German please?")
    await visitor.reads("ab jetzt sprechen wir Deutsch")
    await visitor.taps("Meine Bestellungen")
    await visitor.reads("10433", "Hängematte für zwei", "noch kein Termin")
    await visitor.shoots("dora-german")


async def finn_does_not_want_to_be_woken(visitor: Visitor) -> None:
    await visitor.becomes(FINN)
    await visitor.says("/settings")
    await visitor.taps("Quiet hours")
    await visitor.taps("22:00 to 07:00")
    await visitor.reads("Your settings", "Quiet hours: 22:00 to 07:00")
    await visitor.shoots("finn-quiet")


async def cem_wants_a_person(visitor: Visitor) -> None:
    """Nobody of the demo's team reads along: that is said, and what happens instead."""
    await visitor.becomes(CEM)
    await visitor.says("ich will einen menschen sprechen")
    await visitor.reads("liest niemand vom Team mit", "Ihr Wunsch ist festgehalten", "E-Mail: lindenhof@example.org")
    await visitor.taps("10431")
    await visitor.reads("Regenjacke gelb (M)", "Bestellung 10431")
    waiting = (await visitor.shop.get("/v1/conversations")).json()["items"]
    assert [(each["state"], each["about"] is not None) for each in waiting] == [("open", True)]
    await visitor.shoots("cem-person")


async def ada_says_yes_reads_an_announcement_and_says_no(visitor: Visitor) -> None:
    await visitor.becomes(ADA)
    await visitor.says("/announcements")
    await visitor.taps("Yes, please")
    await visitor.reads("You get announcements")

    text = {"en": "New: mugs in <b>three</b> sizes.", "de": "Neu: Becher in <b>drei</b> Größen."}
    draft = (await visitor.shop.post("/v1/broadcasts", json={"title": "Sizes", "text": text})).json()
    (await visitor.shop.post(f"/v1/broadcasts/{draft['id']}/send")).raise_for_status()
    await visitor.reads("New: mugs in three sizes.")
    await visitor.shoots("ada-announcement")

    await visitor.taps("No more announcements")
    await visitor.reads("no announcements")
    consent = (await visitor.shop.get(f"/v1/broadcasts/{draft['id']}")).json()
    assert (consent["progress"]["sent"], consent["opted_out"]) == (1, 1)


async def benno_takes_his_data_home(visitor: Visitor) -> None:
    await visitor.becomes(BENNO)
    await visitor.says("/export")
    await visitor.reads("alles, was über Sie gespeichert ist")
    async with visitor.page.expect_download() as saving:
        await visitor["document"].last.click()
    mine = json.loads(await asyncio.to_thread((await (await saving.value).path()).read_text))
    assert "10415" in json.dumps(mine)
    await visitor.shoots("benno-export")


async def greta_connects_by_her_number(visitor: Visitor) -> None:
    """She has ordered in the shop; in the chat nobody knows her yet."""
    known = {"name": "Greta Vogt", "phone": "0171 2345678", "locale": "de"}
    (await visitor.shop.put("/v1/customers/greta", json=known)).raise_for_status()
    order = {"order_number": "10499", "customer": "greta", "sku": "HAMMOCK", "quantity": 1}
    (await visitor.shop.post("/v1/backorders", json=order)).raise_for_status()

    await visitor["new-person"].click()
    await visitor["field-first_name"].fill("Greta")
    await visitor["field-language_code"].select_option("de")
    await visitor["new-person-form-go"].click()
    await visitor["start"].click()
    await visitor.taps("Bestellung verbinden")
    await visitor.taps("Mit meiner Telefonnummer")
    await visitor["reply-button"].filter(has_text="Meine Nummer teilen").click()
    await visitor["field-phone_number"].fill("+49 171 2345678")
    await visitor["contact-form-go"].click()
    await visitor.reads("Sie sind verbunden, Greta Vogt.", "Hängematte für zwei", "Bestellung 10499")
    await visitor.shoots("greta-connected")


SCENES = (
    benno_cancels_in_two_taps,
    ada_asks_for_an_alert_and_switches,
    a_delivery_is_booked_and_everybody_hears,
    emilia_wishes_for_two_things_at_once,
    dora_changes_the_language,
    finn_does_not_want_to_be_woken,
    cem_wants_a_person,
    ada_says_yes_reads_an_announcement_and_says_no,
    benno_takes_his_data_home,
    greta_connects_by_her_number,
)
"""In this order: the delivery comes to those who still wait for it."""
