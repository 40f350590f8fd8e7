"""Telephone numbers that were written down under another rule are read anew, so that they are found."""

from services.shop import Shop

READ = "phones_read"
"""The fact that says under which rule, in which country, and up to which customer."""
RULE = "E.164"
PAGE = 500
"""Numbers in one transaction."""
MOST_PAGES = 20
"""Pages in one tick; the next goes on where this one ended."""


async def read_anew(shop: Shop) -> int:
    """Renew the digests, page by page, where the rule or the shop's country is another. Answers how many pages."""
    rule = f"{RULE} {shop.store.vault.country}"
    async with shop.store.read() as tx:
        known = await tx.facts.get(READ) or ""
    if known == rule:
        return 0
    head, _, reached = known.partition(" > ")
    after: int | None = int(reached) if head == rule else 0
    for page in range(MOST_PAGES):
        if after is None:
            return page
        async with shop.store.begin() as tx:
            after = await tx.proofs.renew_phones(after, PAGE)
            await tx.facts.put(READ, rule if after is None else f"{rule} > {after}")
    return MOST_PAGES
