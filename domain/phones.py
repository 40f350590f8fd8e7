"""Telephone numbers in one writing, so that a person's and the shop's are seen to be the same."""

from types import ModuleType

MOST_DIGITS = 15
"""Of an international number (ITU-T E.164)."""


def international(written: str, country: str) -> str | None:
    """`+491711234567` for 0171 1234567, 0049 171 …, +49 (0)171 … and 49171 …; None for what is no number.

    `country` (ISO 3166, as `DE`) is the one whose people write their numbers without its code.
    """
    library = _library()
    try:
        number = library.parse(_with_sign(written.strip(), country, library), country)
    except library.NumberParseException:
        return None
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def is_country(code: str) -> bool:
    """Whether there are telephone numbers of a country with this code."""
    return code in _library().SUPPORTED_REGIONS


def _with_sign(written: str, country: str, library: ModuleType) -> str:
    """49171 1234567 is an international number whose sign was lost, not a German one without its zero."""
    digits = "".join(filter(str.isdigit, written))[: MOST_DIGITS + 1]
    code = str(library.country_code_for_region(country))
    if written.startswith(("+", "0", "(")) or not digits.startswith(code):
        return written
    number = f"+{digits}"
    return number if library.is_valid_number(library.parse(number, country)) else written


def _library() -> ModuleType:
    import phonenumbers  # noqa: PLC0415 - most processes never read a number

    return phonenumbers
