"""What must not be misheard: a *no* in front of a harmful wish, and questions about how something works."""

import re

from understanding.intents import Intent

_EN_STEMS = {
    Intent.CANCEL_BACKORDER: r"cancel\w*|cancl\w*|canel\w*|withdraw\w*|revok\w*|call (?:it )?off|drop|scrap|cancelation|cancellation|"
    r"stop (?:it|my order|the order|this order)|delete (?:my|the|this|that) order",
    Intent.UNSUBSCRIBE: r"unsubscrib\w*|unsub|remov\w*|take me off|stop (?:the |my )?(?:alert|notif|remind)\w*|"
    r"(?:turn|switch) (?:it |them |the \w+ )?off|mute",
    Intent.SWITCH_ALTERNATIVE: r"switch\w*|swap\w*|swop\w*|exchang\w*|replac\w*|substitut\w*|alternativ\w*|chang\w*",
}
_DE_STEMS = {
    Intent.CANCEL_BACKORDER: r"stor?n\w*|widerruf\w*|abbestell\w*|kündig\w*|kuendig\w*|zurücktret\w*|rückgängig\w*|abbrech\w*|cancel\w*",
    Intent.UNSUBSCRIBE: r"abbestell\w*|abmeld\w*|austrag\w*|abschalt\w*|ausschalt\w*|deaktivier\w*|abstell\w*|entfern\w*",
    Intent.SWITCH_ALTERNATIVE: r"tausch\w*|umtausch\w*|austausch\w*|eintausch\w*|wechsel\w*|umstell\w*|umbuch\w*|ersetz\w*|ersatz|"
    r"alternative\w*|umsteig\w*|änder\w*|aender\w*",
}
_FILL = (
    r"(?:(?:you|u|dare|really|actually|just|ever|yet|even|also|want(?:ed)? (?:you |u |anyone |anybody )?to|wanna|wish to|like(?: you)? to|"
    r"mean(?:t)? to|go(?:ing)? to|gonna|plan(?:ning)? to|intend(?:ing)? to|have to|need to|be|get|think (?:about|of)|under any circumstances|"
    r"please|my|the|this|that|any|a|to|have|it|been) )*"
)
_NO = r"(?:do ?n[o']?t|don't|dont|do not|does ?n[o']?t|did ?n[o']?t|didn't|never|not|won't|wont|will not|no|without|rather than|instead of|shouldn't|must not|mustn't|can't let you|nor)"
_EN_NOT = {
    intent: re.compile(
        rf"\b{_NO}\b {_FILL}(?:{stems})\b|\b(?:do ?n[o']?t|don't|dont|not) want (?:\w+ ){{1,4}}(?:cancel|switch|delet|swapp|remov|exchang|chang)\w*ed\b",
        re.IGNORECASE,
    )
    for intent, stems in _EN_STEMS.items()
}
_BREAK = r"(?!(?:weil|da|denn|wenn|und|aber|dass|ich|wir|es|sondern|länger|mehr|falls|obwohl|nachdem)\b)"
_DE_NOT = {
    intent: re.compile(
        rf"\b(?:(?<!doch )nicht|nicht(?! bitte)|nich|net|nie|niemals|keine?n?|ohne)(?: (?:mehr|zu|gleich|sofort|schon|einfach|etwa|doch|bitte|die|das|den|meine|meinen|mein|"
        rf"es|sie|ihn|alles|automatisch|zum|zur|vom))* (?:{stems})\b|"
        rf"\b(?:{stems})\b(?: {_BREAK}[^\s,.;!?]+){{0,5}} (?:nicht|nich|net)\b(?! (?:mehr|länger|warten|da|geliefert))",
        re.IGNORECASE,
    )
    for intent, stems in _DE_STEMS.items()
}
_UNABLE = re.compile(
    r"\b(?:don't|do not|dont|never) (?:forget|hesitate) to\b|\bnicht vergessen\b|\b(?:vergiss|vergesst) nicht\b|"
    r"\b(?:why|warum|wieso|weshalb)\b.*(?:\b(?:not|nicht|cant|dont)\b|n't\b)|\b(?:can't|cannot|can not|cant|couldn't)\b|"
    r"\b(?:kann|konnte|geht|klappt)\b.*\bnicht\b.*\b(?:storn|abbestell|abmeld|tausch|wechsel|lösch)",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"\b(?:undo|revert|reverse|take back|ignore)\b.*\bcancel\w*|\bstorn\w*\b.*\b(?:zurücknehmen|rückgängig|aufheben|vergessen|ignorieren)|"
    r"\b(?:by mistake|by accident|accidentally|aus versehen|versehentlich)\b.*\b(?:cancel|storn)\w*|"
    r"\b(?:cancel|storn)\w*\b.*\b(?:by mistake|by accident|accidentally|aus versehen|versehentlich)|"
    r"\b(?:did ?n[o']t|didn't|didnt) mean to cancel|\bnever (?:asked|wanted|meant) (?:\w+ )?to cancel",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"^\W*(?:(?:hi|hey|hello|hallo|moin|servus|guten tag|so|and|und|also|sorry|entschuldigung|frage|question|sag mal)\W+)*"
    r"(?:how\b(?! about)|what (?:happens|if|would|are the|is the|does)|what's the|when can|until when|by when|why|is (?:it|there)|are there|"
    r"does\b|do i (?:have|need|get|lose|pay)|would i|will i|may i|am i|where (?:do|can)|which|who|was (?:passiert|kostet|ist|wenn|muss|bedeutet)|"
    r"wie\b|wo (?:kann|muss|storn)|wann|bis wann|warum|wieso|weshalb|kostet|ist (?:es|das|eine?)|gibt es|muss ich|darf ich|"
    r"verliere|bekomme|krieg|werde ich|was passiert|welche|wer)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:what happens|what if|was passiert|any fees?|fees?|gebühr\w*|cancellation (?:policy|terms|period|fee)|how (?:does|do|long|much|can)|"
    r"stornobedingungen|widerrufsfrist|frist|was kostet|kostet|possible to|möglich|erfahren|wissen)\b",
    re.IGNORECASE,
)


_KEEP_DATA = re.compile(
    r"\b(?:don't|dont|do not|never|not) (?:\w+ ){0,2}(?:delete|erase|wipe|forget|remove)\b|\b(?:nicht|nie) (?:\w+ ){0,1}(?:gelöscht|löschen)\b|"
    r"\b(?:lösch\w*|vergiss|vergesst)\b(?: [^\s,.;!?]+){0,4} nicht\b",
    re.IGNORECASE,
)


def spares_data(text: str) -> bool:
    """Deleting is named in order to be refused; what is kept may still be asked about."""
    return bool(_KEEP_DATA.search(text))


_PEOPLE_EN = r"(?:humans?|persons?|people|agents?|operators?|staff|team|someone|somebody|anyone|anybody|representatives?|colleagues?|employees?)"
_PEOPLE_DE = r"(?:mensch(?:en)?|person(?:en)?|mitarbeite\w+|berater\w*|team|support|kundenservice|kundendienst|jemand\w*|kolleg\w+|hotline)"
_NO_PEOPLE_EN = re.compile(
    rf"\b(?:do ?n[o']?t|don't|dont|do not|never|no need|not|rather not|wouldn't|would not)\b (?:really |actually |just |even |you |to )*"
    rf"(?:want|need|wish|like|have to|connect|transfer|forward|hand|put|call|involve|talk|speak)\w*"
    rf"(?: (?:to|me|us|a|an|the|any|it|this|with|talk|speak|chat|through|over|on|be|connected|transferred|talking|speaking|your|real|or))*"
    rf" {_PEOPLE_EN}\b|^\W*(?:please,? )?(?:no|without) (?:a |any |real )?{_PEOPLE_EN}\b",
    re.IGNORECASE,
)
_NO_PEOPLE_DE = re.compile(
    rf"\b(?:will|möchte|moechte|mag|wollte|muss|soll|brauche|bitte|wünsche)\b[^,.;!?]*?(?:\bnicht\b (?:\w+ )?(?:mit|zu|an)|\bkeine?[nrm]?\b)"
    rf"(?: (?:einem|einer|einen|eine|euch|dem|der|den|eurem|ihrem|echten|echter|eurer|ihrer))* {_PEOPLE_DE}\b"
    rf"|\bmit niemand\w* (?:reden|sprechen|schreiben|telefonieren)\b|^\W*(?:bitte )?keine?[nrm]? {_PEOPLE_DE}\b(?: bitte)?\W*$",
    re.IGNORECASE,
)
_OUT_OF_REACH = re.compile(
    r"\b(?:kann|konnte|könnte|darf|erreich\w*|antwort\w*|meldet|reach\w*|answers?|replies|can|could)\b", re.IGNORECASE
)


def refuses_people(text: str) -> bool:
    """A person of the shop is named in order to be refused; who cannot reach anybody wants one all the more."""
    text = " ".join(text.replace("’", "'").split())
    refused = _NO_PEOPLE_EN.search(text) or _NO_PEOPLE_DE.search(text)
    return bool(refused) and not _UNABLE.search(text) and not _OUT_OF_REACH.search(text)


def negated(text: str) -> frozenset[Intent]:
    """The harmful wishes that are named in order to be refused."""
    text = " ".join(text.replace("’", "'").replace("n´t", "n't").split())
    if _UNABLE.search(text):
        return frozenset()
    found = {intent for rules in (_EN_NOT, _DE_NOT) for intent, rule in rules.items() if rule.search(text)}
    return frozenset(found | ({Intent.CANCEL_BACKORDER} if _UNDO.search(text) else set()))


_REMINDERS = tuple(
    tuple(line.split())
    for line in (
        "dont forget to",
        "do not forget to",
        "never forget to",
        "nicht vergessen",
        "vergiss nicht",
        "vergesst nicht",
    )
)


def without_reminder(said: list[str]) -> list[str]:
    """`Don't forget to cancel` is a wish to cancel; its *not* would make the classifier think otherwise."""
    for reminder in _REMINDERS:
        for place in range(len(said) - len(reminder) + 1):
            if tuple(said[place : place + len(reminder)]) == reminder:
                return said[:place] + said[place + len(reminder) :]
    return said


def asks_how(text: str) -> bool:
    """A question about how something works, or what comes of it, is not the wish to do it."""
    return bool(_HOW.search(text) or ("?" in text and _ABOUT.search(text)))
