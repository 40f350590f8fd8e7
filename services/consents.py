"""Consent to announcements: only the person says yes, in the chat; whoever says no is left alone at once."""

from domain.consents import Consent
from domain.refusals import NotFound
from services.shop import Shop


async def say(
    shop: Shop, customer_id: int, *, given: bool, wording: str, language: str, broadcast_id: int | None = None
) -> Consent:
    """Write down a yes or a no, with what the person read. Saying the same again changes nothing."""
    async with shop.store.begin() as tx:
        if await tx.customers.lock(customer_id) is None:
            raise NotFound("customer", str(customer_id))
        known = await tx.consents.latest(customer_id)
        if known is not None and known.given == given:
            return known
        consent = Consent(given, shop.now(), wording, language, broadcast_id)
        await tx.consents.add(customer_id, consent)
        if not given:
            await tx.announcements.drop_for(customer_id)
        return consent


async def marketing(shop: Shop, customer_id: int) -> Consent | None:
    """The word that counts now; None where nobody has asked yet."""
    async with shop.store.read() as tx:
        return await tx.consents.latest(customer_id)
