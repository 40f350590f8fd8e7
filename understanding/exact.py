"""Single words with weight: they are understood as they stand, whatever the classifier thinks of them."""

from understanding.intents import Intent
from understanding.spelling import plain

_TABLE = {
    Intent.HUMAN_AGENT: "human agent support person operator complaint somebody mensch mitarbeiter mitarbeiterin support "
    "kundenservice kundendienst beschwerde reklamation berater hotline",
    Intent.UNSUBSCRIBE: "stop unsubscribe unsub stopp abmelden austragen alarmaus",
    Intent.SMALLTALK: "help menu start hi hello hey thanks thx ok okay bye hilfe menü hallo moin servus danke tschüss hauptmenü smiley frowney",
    Intent.ORDER_STATUS: "status orders order eta bestellung bestellungen bestellstatus liefertermin lieferstatus sendungsstatus xorder",
    Intent.LIST_SUBSCRIPTIONS: "alerts subscriptions benachrichtigungen abos vormerkungen",
    Intent.CANCEL_BACKORDER: "cancel cancellation storno stornieren stornierung widerruf",
    Intent.SWITCH_ALTERNATIVE: "switch swap alternative alternatives alternativen tauschen umtauschen wechseln wechsel",
    Intent.REFUND_PAYMENT: "refund invoice rückerstattung erstattung rechnung",
    Intent.CHANGE_DELIVERY: "address pickup adresse lieferadresse abholung",
    Intent.CHANGE_LANGUAGE: "language deutsch english german englisch sprache",
    Intent.PRIVACY: "privacy gdpr datenschutz dsgvo",
    Intent.ANNOUNCEMENTS: "newsletter announcements werbung ankündigungen",
    Intent.KEEP_WAITING: "wait warten abwarten behalten",
    Intent.DISCOUNT_REQUEST: "discount coupon voucher rabatt gutschein",
    Intent.PRODUCT_SEARCH: "search find products suche suchen produkte sortiment",
    Intent.LINK_ORDER: "link connect verknüpfen verbinden",
}
WORDS = {plain(word): intent for intent, line in _TABLE.items() for word in line.split()}
POLITE = frozenset(plain(word) for word in "please pls plz bitte the a my mein meine now jetzt and und".split())
"""Words beside which a single word is still single."""


SWITCHING = frozenset(
    plain(word)
    for word in "switch swap exchange wechsle wechseln wechsel tausche tauschen umtauschen austauschen eintauschen".split()
)
POINTED_AT = frozenset(
    plain(word) for word in "xorder order number nr it this that bestellung nummer es sie ihn das die den".split()
)


def exact(said: list[str]) -> Intent | None:
    """The wish of a message of one word, politeness aside; `switch 10412` says no more than `switch`."""
    left = list(dict.fromkeys(word for word in said if word not in POLITE))
    if len(left) == 1:
        return WORDS.get(left[0])
    verbs = [word for word in left if word not in POINTED_AT]
    return Intent.SWITCH_ALTERNATIVE if len(verbs) == 1 and verbs[0] in SWITCHING else None
