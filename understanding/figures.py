"""Numbers and signs in a message: e-mail, prices, dates, telephone numbers, order numbers, quantities."""

import re

from understanding.spans import Kind, Span, Spans

_MONTHS = (
    "jan(?:uary|uar|uars)?|jän(?:ner)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|"
    "aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_DAYS = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|"
    "sonntags?|sonnabends?"
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_PRICE = re.compile(
    r"(?:€|\$|£|\beur\b)\s?\d+(?:[.,]\d+)?(?:,-)?|\d+(?:[.,]\d+)?(?:,-)?\s?(?:€|\$|£|euros?\b|eur\b|%|percent\b|prozent\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?(?:20)?\d{{2}}\b)?|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:{_MONTHS})\b\.?(?:\s20\d{{2}})?"
    rf"|\b(?:{_MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s20\d{{2}})?|\bthe\s\d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|\b\d{{1,2}}:\d{{2}}(?:\s?(?:uhr|am|pm)\b)?|\b\d{{1,2}}(?:[.:]\d{{2}})?\s?(?:uhr|am|pm|o'clock)\b"
    rf"|\b(?:kw|week|kalenderwoche)\s?\d{{1,2}}\b|\b(?:{_DAYS})\b|\b(?:in|since|seit|im|until|bis)\s(?:19|20)\d{{2}}\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|\b00)\d[\d /()-]{6,}\d|\b0\d{2,4}[ /-]?\d[\d /-]{4,}\d\b")

_KEY = r"(?:back)?orde?r(?:s|number)?|ord|purchase|bestell(?:ung(?:en)?|ungs?nummer|nummer|nr)?|auftrag(?:s?nummer|s?nr)?|vorgang(?:snummer)?"
_SIGN = r"numbers?|num|no|nr|nummern?|№|n°"
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+|\d(?: \d){3,9}|\d{2,3}(?: \d{2,3})+|\d+(?:-\d{2,})*"
_LETTERS = (
    r"(?:(?!(?:is|no|to|in|at|of|or|by|am|im|an|zu|ab|um|es|on|my|so|it|nr|da|er|du|we|he|me|be|do|go|us|if|as|up|ja|wo|und|"
    r"and|the|for|für|bis|not|size|only|just|noch|auch|also|ist|was|mit|von|die|der|das|now|kw|bitte|pls|eur|usd|plz|zip|usb)\b)"
    r"(?:[a-z]{2} ?|[a-z]{2,4}[_–-]?|[a-z]-?|(?-i:[A-Z]) ?))"
)
_END = r"(?![\w@]|[.,]\d)"
_NAMED = re.compile(
    rf"(?:\b(?P<key>{_KEY})[\s-]*(?:(?P<sign>{_SIGN})\b\.?)?|\b(?P<bare>{_SIGN})\b\.?)\s*(?:is|ist|lautet|was|war)?\s*:?\s*#?\s*"
    rf"(?P<number>{_LETTERS}?(?:{_DIGITS})){_END}",
    re.IGNORECASE,
)
_HASHED = re.compile(rf"#\s?(?P<number>{_LETTERS}?(?:{_DIGITS})){_END}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.,€$£@-])(?P<number>20\d\d(?:-\d\d)?-\d{3,8}|20\d{8}|[a-z]{1,4}[–_-]\d{2,}(?:-\d+)*|[a-z]{1,3}\d{4,}|\d{4,9}"
    r"|\d{2,3}[ .]\d{3}"
    rf"|\b{_LETTERS}(?:\d{{4,}}|\d\d \d\d|\d(?: \d){{3,}})){_END}",
    re.IGNORECASE,
)
_UNITS = (
    "mm|cm|m|km|ml|cl|l|liters?|litres?|litern|g|kg|gramm?|kilos?|w|watt|kwh|v|volt|mah|zoll|inch(?:es)?|lumen|grad|"
    "degrees?|°|hz|gb|mb|tb|mp|years?|jahren?|jahre|months?|monate?n?|weeks?|wochen?|days?|tagen?|tage|hours?|stunden?|"
    "minutes?|minuten?|mins?|seconds?|sekunden?|std|times?|people|persons?|personen|leute|orders?|bestellung(?:en)?|"
    "stars?|sternen?|er|miles?|meters?|metres?|metern?|cents?|emails?|e-mails?|mails?|others?|anderen?|alerts?"
)
_UNIT_AHEAD = rf"(?!\s?-?(?:{_UNITS})\b)"
_ADDRESS = re.compile(
    r"str\.|straße|strasse|street|\bplz\b|\bzip\b|postcode|adress|address|anschrift|gasse\b|\blane\b|\bwohn|\broad\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
SHORTEST = 4
"""A bare number, or one behind the word order alone, has at least so many digits: 100 are a quantity."""

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "twenty": 20, "dozen": 12, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12, "zwanzig": 20,
    "dutzend": 12,
}  # fmt: skip
_QTY = re.compile(
    rf"(?<![\w.,#/+-])(?:(?P<times>\d{{1,3}})\s?(?:x|×|mal|stück|stueck|stk\b\.?|st\.|pcs|pieces?|units?)(?!\w)"
    rf"|[x×]\s?(?P<after>\d{{1,3}})(?!\w)"
    rf"|(?P<plain>\d{{1,2}}|\d{{3}}(?=\s[a-z]))(?![\w/:%°€$£-]|[.,]\d|\.(?=\s[a-zäöü])){_UNIT_AHEAD}"
    rf"|\b(?P<word>{'|'.join(NUMBER_WORDS)})\b{_UNIT_AHEAD}"
    rf"|\b(?:just|only|a single|nur|bloß)\s(?P<one>one|eins|einen?|ein)\b(?!\s(?:more|of|von))"
    rf"|\b(?P<single>one|ein)\s(?:piece|unit|stück|stueck|item)\b)",
    re.IGNORECASE,
)
_NO_QTY_BEFORE = re.compile(
    r"(?:size|größe|groesse|gr\.?|place|platz|position|nr\.?|number|nummer|no\.?|option|seite|page|article|artikel|art\.?|"
    r"level|version|für|for|carat|abs|§|in|after|seit|since|nach|vor|ab)\s*$",
    re.IGNORECASE,
)


def find_signs(spans: Spans) -> None:
    """E-mail, prices, dates, telephone numbers: whatever could be mistaken for an order number."""
    for kind, pattern in (
        (Kind.EMAIL, _EMAIL), (Kind.PRICE, _PRICE), (Kind.DATE, _DATE), (Kind.PHONE, _PHONE),
    ):  # fmt: skip
        for found in pattern.finditer(spans.text):
            spans.add(Span(kind, found.start(), found.end(), found.group().strip()))


def find_orders(spans: Spans) -> None:
    """`#10415`, `Nr. 10415`, `Bestellung 10 415`, `A-1001`, `order no 1001`, and bare numbers that can be nothing else."""
    for found in _NAMED.finditer(spans.text):
        if found["sign"] or found["bare"] or _digits(found["number"]) >= SHORTEST or _has_letter(found["number"]):
            _add_order(spans, found)
    for found in _HASHED.finditer(spans.text):
        _add_order(spans, found)
    for found in _BARE.finditer(spans.text):
        if not _is_something_else(spans.text, found):
            _add_order(spans, found)


def _add_order(spans: Spans, found: re.Match[str]) -> None:
    if _digits(found["number"]) > 1:
        spans.add(Span(Kind.ORDER, found.start("number"), found.end("number"), order_number(found["number"])))


def order_number(text: str) -> str:
    """The usual form: no spaces or points, capital letters, a hyphen between letters and digits."""
    squeezed = re.sub(r"[\s._–]", "", text).upper()
    return re.sub(r"^([A-Z]+)-?(?=\d)", r"\1-", squeezed)


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _has_letter(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    """A year, a measure, or a postcode."""
    number, rest = found["number"], text[found.end() :]
    if _YEAR.fullmatch(number) or re.match(rf"\s?(?:{_UNITS})\b", rest, re.IGNORECASE):
        return True
    if not number.replace(" ", "").isdigit() or not _ADDRESS.search(text):
        return False
    return _digits(number) < 5 or bool(re.match(r"\s[A-ZÄÖÜ][a-zäöüß]+", rest))


def find_quantities(spans: Spans) -> None:
    """How many; articles are not numbers, and `2 weeks` is not a quantity."""
    for found in _QTY.finditer(spans.text):
        number = _quantity(found)
        if number and not _NO_QTY_BEFORE.search(spans.text[: found.start()]) and not _ADDRESS.search(spans.text):
            spans.add(Span(Kind.QTY, found.start(), found.end(), str(number)))


def _quantity(found: re.Match[str]) -> int:
    if digits := found["times"] or found["after"] or found["plain"]:
        return int(digits)
    return NUMBER_WORDS[found["word"].lower()] if found["word"] else 1
