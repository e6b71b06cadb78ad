"""How close each fact comes to what was typed: weights, fields, and what is marked.

docs/search.md explains the weights; benchmarks/queries.py measures them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from laichau_cli.vocabulary import Slot

OTHER_ACCENT = 0.88
"""How well a word stands for one typed with other accents."""
SAME_NAME = 1.0
"""What a word is worth that the closest name has."""
OTHER_NAME = 0.7
"""What it is worth in another name of the fact."""
OTHER_FIELDS = {"topic": 0.45, "evidence": 0.3, "note": 0.1}
"""What it is worth elsewhere: topics, unit and period; evidence and text; note."""
WHOLE_NAME = 0.2
"""What the closest name adds if nothing else is in it."""
IN_ORDER = 0.12
"""What it adds if the words stand in it as they were typed."""
LABEL_FIRST = 0.01
"""What a label has above an alias, all else alike."""
LABELS = 2
"""Names come in this order: label (both languages), id, aliases."""


class Hit:
    """A fact found: how well, and by what."""

    def __init__(self, position: int, score: float, fields: list[str], words: set[str]) -> None:
        self.position = position
        self.score = score
        self.fields = fields
        self.words = words
        """Folded words of the fact that were found."""


class _Name:
    """One name of a fact held against the slots: how well each was found in it, and how close."""

    def __init__(self, folded: str, accented: str, slots: Sequence[Slot]) -> None:
        terms = folded.split()
        self.places: list[int] = []
        self.found: list[float] = []
        marked = accented.split()
        for slot in slots:
            place, quality = _best_place(slot, terms, marked)
            self.places.append(place)
            self.found.append(quality)
        self.terms = terms

    def closeness(self, slots: Sequence[Slot]) -> float:
        """What a name adds that holds all the words, nothing else, and in the order typed."""
        all_worth = sum(slot.weight for slot in slots)
        found = zip(slots, self.found, strict=True)
        here = sum(slot.weight * quality for slot, quality in found) / all_worth
        typed = {place for place in self.places if place >= 0}
        whole = len(typed) / len(self.terms)
        pairs = [b - a == 1 for a, b in zip(self.places, self.places[1:], strict=False) if a >= 0]
        in_order = sum(pairs) / len(pairs) if pairs else 1.0
        return here * (WHOLE_NAME * whole + IN_ORDER * in_order)


def _best_place(slot: Slot, terms: Sequence[str], accented: Sequence[str]) -> tuple[int, float]:
    best_place, best = -1, 0.0
    for place, term in enumerate(terms):
        quality = slot.terms.get(term, 0.0)
        if quality and slot.accented != slot.typed and accented[place] != slot.accented:
            quality *= OTHER_ACCENT
        if quality > best:
            best_place, best = place, quality
    return best_place, best


def scored(row: tuple[Any, ...], slots: Sequence[Slot]) -> Hit:
    """A fact's score: what the words found are worth, as a share of what all would be.

    The fact's names are tried one by one, and the closest counts.
    """
    position, folded, accented, *others = row
    pairs = zip(folded.split("\n"), accented.split("\n"), strict=True)
    names = [_Name(name, marked, slots) for name, marked in pairs]
    elsewhere = [_elsewhere(slot, position, names, others, at) for at, slot in enumerate(slots)]
    best, chosen = 0.0, 0
    for order, name in enumerate(names):
        worth = sum(
            slot.weight * max(here, there)
            for slot, here, (there, _) in zip(slots, name.found, elsewhere, strict=True)
        )
        score = worth / sum(slot.weight for slot in slots)
        score += name.closeness(slots) + (LABEL_FIRST if order < LABELS else 0.0)
        if worth and score > best:
            best, chosen = score, order
    return Hit(
        position, best, _fields(names[chosen], chosen, elsewhere), _found_words(names, slots)
    )


def _elsewhere(
    slot: Slot, position: int, names: Sequence[_Name], others: Sequence[str], at: int
) -> tuple[float, str]:
    """What a slot is worth outside the closest name, and the field where it was found."""
    if position in slot.positions:
        return 1.0, "value"
    worth = [(OTHER_NAME * max(name.found[at] for name in names), "alias")]
    for (field, weight), words in zip(OTHER_FIELDS.items(), others, strict=True):
        terms = set(words.split())
        quality = max((q for term, q in slot.terms.items() if term in terms), default=0.0)
        # The year of the period is as good as one in the name.
        is_period = slot.is_number and field == "topic"
        worth.append((quality * (SAME_NAME if is_period else weight), field))
    return max(worth, key=lambda pair: pair[0])


def _fields(name: _Name, order: int, elsewhere: Sequence[tuple[float, str]]) -> list[str]:
    """The fields where the words were found, the closest name's first."""
    named = "label" if order < LABELS else "id" if order == LABELS else "alias"
    fields = [named] if any(name.found) else []
    for quality, (worth, field) in zip(name.found, elsewhere, strict=True):
        if worth > quality:
            fields.append(field)
    return list(dict.fromkeys(fields))


def _found_words(names: Sequence[_Name], slots: Sequence[Slot]) -> set[str]:
    found = {name.terms[place] for name in names for place in name.places if place >= 0}
    return found | {value for slot in slots for value in (slot.typed, *slot.terms)}
