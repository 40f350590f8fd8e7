"""What somebody reads who has agreed to announcements: the merchant's words, and the way out below them."""

from wording.words import Words


def no_more(t: Words) -> str:
    """The button under each announcement; what somebody read who took their yes back."""
    return t.plain("No more announcements")
