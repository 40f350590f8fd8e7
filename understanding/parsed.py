"""What a message turned out to say, and what was said before it."""

from dataclasses import dataclass, field

from understanding.intents import Intent

Skus = tuple[str, ...]
"""The variants that one mention of a product may mean."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A wish, and how likely it is the one that was meant: 0 to 1, calibrated on phrases kept out of training."""

    intent: Intent
    confidence: float


@dataclass(frozen=True, slots=True)
class Entities:
    """`order` holds numbers without spaces and signs; `products` one tuple of skus per product meant."""

    order: tuple[str, ...] = ()
    products: tuple[Skus, ...] = ()
    qty: int | None = None
    email: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Half:
    """One of two wishes of a message: the part of the text that says it, and what that part is about."""

    intent: Intent
    text: str
    entities: Entities


@dataclass(frozen=True, slots=True)
class Parsed:
    """`ranked`: likeliest first, at most three. `also`: what else the same message wishes for.

    `halves`: both of them, in the message's order, where there are two; else empty.
    `act`: sure enough to open the wish's page without asking "did you mean". A harmful wish's page is a question.
    """

    ranked: tuple[Guess, ...]
    act: bool
    entities: Entities = field(default_factory=Entities)
    also: tuple[Intent, ...] = ()
    halves: tuple[Half, ...] = ()

    @property
    def intent(self) -> Intent:
        return self.ranked[0].intent

    @property
    def confidence(self) -> float:
        return self.ranked[0].confidence


@dataclass(frozen=True, slots=True)
class Context:
    """What the bot said last. `question`: what a yes would mean. `about`: what a choice from a list would be for.

    `products` and `orders` stand in the order in which they were shown; `suggested` are the "did you mean" buttons.
    `units`: how many it was about.
    """

    question: Intent | None = None
    about: Intent | None = None
    products: tuple[Skus, ...] = ()
    orders: tuple[str, ...] = ()
    suggested: tuple[Intent, ...] = ()
    units: int | None = None


NOTHING_SAID = Context()
