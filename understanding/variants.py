"""Colours and sizes around a mention leave some of the variants; two that exclude each other mean two products."""

from collections.abc import Iterator, Sequence

from understanding.catalogue import Item
from understanding.classifier import model
from understanding.forms import LOOKS, UNITS, look
from understanding.spans import Kind, Span
from understanding.spelling import Word, plain

APART = frozenset(
    plain(word) for word in "and und or oder instead statt anstatt gegen against plus sowie than als".split()
)
"""Words between two goods that are meant one by one."""
REACH = 5
"""Words before and behind a mention in which a colour or size belongs to it."""
Place = tuple[int, int]
"""First and last, among the message's words."""


def variants(said: Sequence[Word], at: Place, bounds: Place, items: list[Item]) -> Iterator[Span]:
    """The mention as its variants, then one more where `the blue instead of the green mug` names two."""
    first, last = at
    near = range(max(bounds[0], first - REACH), min(bounds[1], last + REACH + 1))
    told = [(place, notion) for place in near if (notion := _notion(said, place, items, within=first <= place <= last))]
    told.sort(key=lambda pair: (_distance(pair[0], at), -pair[0]))
    groups = _grouped(told, items)
    for number, group in enumerate(groups or [[]]):
        chosen = _chosen(group, [pair for other in groups if other is not group for pair in other], items)
        here = _stretched(at, [place for place, _ in group], said) if number == 0 else (group[0][0], group[0][0])
        yield Span(Kind.PRODUCT, said[here[0]].start, said[here[1]].end, "", tuple(item.sku for item in chosen))


def _grouped(told: Sequence[tuple[int, str]], items: Sequence[Item]) -> list[list[tuple[int, str]]]:
    """What can be true of one thing at once stays together."""
    groups: list[list[tuple[int, str]]] = []
    for one in told:
        home = next((group for group in groups if _fits([*group, one], items)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _fits(group: Sequence[tuple[int, str]], items: Sequence[Item]) -> bool:
    return any(all(notion in item.looks for _, notion in group) for item in items)


def _chosen(group: Sequence[tuple[int, str]], rest: Sequence[tuple[int, str]], items: list[Item]) -> list[Item]:
    """What was said of the other one counts too, where it can: `the 20 l in green instead of 30 l`."""
    for _, notion in (*group, *rest):
        items = [item for item in items if notion in item.looks] or items
    return items


def _distance(place: int, at: Place) -> int:
    return max(at[0] - place, place - at[1], 0)


def _stretched(at: Place, told: Sequence[int], said: Sequence[Word]) -> Place:
    """With the colour right before, and the size right behind with its unit."""
    first, last = at
    for place in sorted(told, key=lambda place: _distance(place, at)):
        if place == first - 1:
            first = place
        elif place == last + 1 or (place == last + 2 and said[last + 1].text in {"size", "grosse", "gr", "in"}):
            last = place
    if last + 1 < len(said) and said[last].text[0].isdigit() and said[last + 1].text in UNITS:
        last += 1
    return first, last


def _notion(said: Sequence[Word], place: int, items: Sequence[Item], *, within: bool) -> str | None:
    """A colour, size or option that one of the items has; a number where it can be no quantity."""
    word = said[place].text
    found = _number(said, place) if word[0].isdigit() else look(word) or word
    if found and any(found in item.looks for item in items):
        return found
    if within or len(word) < 4 or word in model().ordinary:  # `sind` is no sand
        return None
    return _mistyped(word, items)


def _number(said: Sequence[Word], place: int) -> str | None:
    word = said[place].text
    measured = place + 1 < len(said) and said[place + 1].text in UNITS
    sized = place > 0 and said[place - 1].text in {"size", "grosse", "gr"}
    return word.replace(",", ".") if measured or sized or "," in word or "." in word or int(word) > 12 else None


def _mistyped(word: str, items: Sequence[Item]) -> str | None:
    """`yelow`, where yellow is one of the choices."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded with the first text that needs it

    choices = {notion for item in items for notion in item.looks}
    if look(word):
        return None
    spellings = [*(name for name, notion in LOOKS.items() if notion in choices), *choices]
    near = (name for name in spellings if len(name) > 3 and name[0] == word[0] and OSA.distance(name, word) == 1)
    found = next(near, None)
    return LOOKS.get(found, found) if found else None
