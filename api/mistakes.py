"""What is wrong with words that somebody wrote for customers, in a sentence each."""

from collections.abc import Mapping

from domain.mistakes import MistakeKind

SAYS_OF_MISTAKE: Mapping[MistakeKind, str] = {
    MistakeKind.MISSING_TRANSLATION: "Nothing stands here, and there are readers of this language.",
    MistakeKind.BROKEN_HTML: "Telegram would not take this, or show it as it is written: {found}",
    MistakeKind.TOO_LONG: "It has {found} characters; a message takes 4096, a photo's caption 1024.",
    MistakeKind.VAGUE_DATE: "“{found}” sounds like a date and is none; name a last day: bis spätestens …",
    MistakeKind.UNKNOWN_PLACEHOLDER: "{found} is no placeholder; {{name|…}} is, with what to say to the nameless.",
    MistakeKind.PAST_SEND_AT: "This moment has passed; leave it out to send at once.",
    MistakeKind.NO_HOUR: "An hour on each reader's own clock needs `send_at`.",
    MistakeKind.BAD_ADDRESS: "Telegram would refuse this address: {found}",
    MistakeKind.NAMELESS: "Whoever has no name would get an empty message; {{name|…}} needs something behind the bar.",
    MistakeKind.UNKNOWN_PRODUCT: "There is no product “{found}”.",
    MistakeKind.NO_TIME: "Quiet hours, or the pace, leave {found} people without it: this moment comes too early.",
    MistakeKind.HOURS_TOO_LATE: "For {found} people the hour on their own clock comes after this moment.",
    MistakeKind.PAST_NOT_AFTER: "This moment lies before the announcement could leave.",
}

SAYS_OF_TEXT: Mapping[str, str] = {
    "empty": "Nothing stands in “{field}”.",
    "too_long": "“{field}” has {found} characters, too many.",
    "broken_placeholder": "“{found}” in “{field}” is no placeholder.",
    "unknown_placeholder": "“{found}” in “{field}” is not known here.",
    "missing_placeholder": "“{found}” is missing in “{field}”.",
    "broken_html": "Telegram would not take “{found}” in “{field}”.",
    "vague_date": "“{found}” in “{field}” sounds like a date of delivery and is none; say a last day.",
    "line_break": "“{field}” stands on a button, which has one line.",
    "counts_nothing": "“{field}” counts nothing, so it takes one text.",
}
