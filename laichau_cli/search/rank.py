"""How close each fact comes to what was typed: weights, fields, and what is marked.

docs/search.md explains the weights and says what each was measured to do.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from laichau_cli.search.vocabulary import Slot

OTHER_ACCENT = 0.88
"""How well a word stands for one typed with other accents."""
SAME_NAME = 1.0
"""What a word is worth that the closest name has."""
OTHER_NAME = 0.8
"""What it is worth in another name of the fact."""
OTHER_FIELDS = {"topic": 0.45, "unit": 0.45, "evidence": 0.3, "note": 0.1, "value": 1.0}
"""What it is worth elsewhere: topics and period, unit, evidence and text, note, figures."""
WHOLE_NAME = 0.2
"""What the closest name adds if nothing else is in it."""
IN_ORDER = 0.12
"""What it adds if the words stand in it as they were typed."""
LABEL_FIRST = 0.01
"""What a label has above an alias, all else alike."""
LABELS = 2
"""Names come in this order: label (both languages), id, aliases."""


class Hit:
    """A fact found, how well, and what there is to say why."""

    def __init__(
        self,
        position: int,
        names: Sequence[_Name],
        elsewhere: Sequence[tuple[float, str]],
        slots: Sequence[Slot],
        row: Sequence[str],
    ) -> None:
        self.position = position
        self.score = 0.0
        self.unordered = 0.0
        """The score if the words had been typed in no order."""
        self._row = row
        self._names = names
        self._closest = names[0]
        self._elsewhere = elsewhere
        self._slots = slots

    def weigh(self, total: float) -> None:
        """Find the closest name and the score by it; `total` is what all the words are worth."""
        for name in self._names:
            worth = sum(
                slot.weight * max(here, there)
                for slot, here, (there, _) in zip(
                    self._slots, name.found, self._elsewhere, strict=True
                )
            )
            whole, in_order = name.closeness(self._slots, total)
            unordered = worth / total + whole + (LABEL_FIRST if name.order < LABELS else 0.0)
            if worth and unordered + in_order > self.score:
                self.score, self._closest = unordered + in_order, name
            self.unordered = max(self.unordered, unordered if worth else 0.0)

    def fields(self) -> list[str]:
        """The fields where the words were found, the closest name's first."""
        name = self._closest
        named = "label" if name.order < LABELS else "id" if name.order == LABELS else "alias"
        fields = [named] if any(name.found) else []
        for quality, (worth, field) in zip(name.found, self._elsewhere, strict=True):
            if worth > quality:
                fields.append(field)
        return list(dict.fromkeys(fields))

    def first_of(self, words: Sequence[str]) -> str:
        """The first of these words that the fact has; it has one."""
        its_words = set(" ".join(self._row).split())
        return next((word for word in words if word in its_words), words[0])

    def words(self) -> set[str]:
        """Folded words of the fact that were found, and those looked for."""
        found = {name.terms[at] for name in self._names for at in name.places if at >= 0}
        return found | {word for slot in self._slots for word in (slot.typed, *slot.terms)}


class _Name:
    """One name of a fact: how well each slot was found in it (0: not), and where (-1: not)."""

    def __init__(self, order: int, terms: Sequence[str], slots: int) -> None:
        self.order = order
        self.terms = terms
        self.found = [0.0] * slots
        self.places = [-1] * slots

    def closeness(self, slots: Sequence[Slot], total: float) -> tuple[float, float]:
        """Two bonuses: for a name that holds no other words, and for one that keeps their order."""
        typed = {place for place in self.places if place >= 0}
        if not typed:
            return 0.0, 0.0
        found = zip(slots, self.found, strict=True)
        here = sum([slot.weight * quality for slot, quality in found]) / total
        in_order = 0.0
        all_pairs = 0.0
        for at, place in enumerate(self.places[:-1]):
            if place >= 0:
                pair = min(slots[at].weight, slots[at + 1].weight)
                all_pairs += pair
                in_order += pair if self.places[at + 1] == place + 1 else 0.0
        in_order = in_order / all_pairs if all_pairs else 1.0
        return here * WHOLE_NAME * len(typed) / len(self.terms), here * IN_ORDER * in_order


class Ranking:
    """What was typed, laid out so that facts can be held against it fast."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots
        self._total = sum(slot.weight for slot in slots)
        self._standing_for: dict[str, list[tuple[int, float]]] = {}
        for at, slot in enumerate(slots):
            for term, quality in slot.terms.items():
                self._standing_for.setdefault(term, []).append((at, quality))
        self._seen: dict[tuple[str, str], list[float]] = {}

    def most(self, slots: Sequence[Slot]) -> float:
        """The best score of a fact that has none of the words that count but these."""
        worth = sum(slot.weight for slot in self._slots if slot.is_common or slot in slots)
        return worth / self._total * (1 + WHOLE_NAME + IN_ORDER) + LABEL_FIRST

    def hit(self, row: Sequence[Any]) -> Hit:
        """The fact of an `entry` row, scored."""
        position, folded, accented, *others = row
        names = self._names(folded, accented)
        elsewhere = self._elsewhere(names, dict(zip(OTHER_FIELDS, others, strict=True)))
        hit = Hit(position, names, elsewhere, self._slots, [folded, *others])
        hit.weigh(self._total)
        return hit

    def _names(self, folded: str, accented: str) -> list[_Name]:
        """The names that hold a word, and the first in any case."""
        names: list[_Name] = []
        marked = None
        standing_for = self._standing_for
        for order, line in enumerate(folded.split("\n")):
            terms = line.split()
            if order and standing_for.keys().isdisjoint(terms):
                continue
            name = _Name(order, terms, len(self._slots))
            marked = marked or accented.split("\n")
            self._place_all(name, marked[order].split())
            names.append(name)
        return names

    def _place_all(self, name: _Name, accented: Sequence[str]) -> None:
        for place, term in enumerate(name.terms):
            for at, quality in self._standing_for.get(term, ()):
                slot = self._slots[at]
                if slot.accented not in (slot.typed, accented[place]):
                    quality *= OTHER_ACCENT  # noqa: PLW2901
                if quality > name.found[at]:
                    name.found[at], name.places[at] = quality, place

    def _elsewhere(self, names: Sequence[_Name], others: dict[str, str]) -> list[tuple[float, str]]:
        """What each slot is worth outside the closest name, and the field where it was found."""
        best = [
            (OTHER_NAME * max([name.found[at] for name in names]), "alias")
            for at in range(len(self._slots))
        ]
        for field, text in others.items():
            for at, worth in enumerate(self._worth(field, text)):
                if worth > best[at][0]:
                    best[at] = worth, field
        return best

    def _worth(self, field: str, text: str) -> list[float]:
        """What each slot is worth in a field; many facts have the same topic and unit."""
        known = self._seen.get((field, text))
        if known is not None:
            return known
        worth = [0.0] * len(self._slots)
        for term in self._standing_for.keys() & set(text.split()):
            for at, quality in self._standing_for[term]:
                slot = self._slots[at]
                # As good as in the name: the year of the period, the unit asked for.
                is_named = (
                    slot.is_number if field == "topic" else slot.is_counted and field == "unit"
                )
                weight = SAME_NAME if is_named else OTHER_FIELDS[field]
                worth[at] = max(worth[at], quality * weight)
        self._seen[field, text] = worth
        return worth
