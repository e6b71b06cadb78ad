"""How close each fact comes to what was typed, and how sure that is.

docs/dev/search.md explains the weights and says what each was measured to do.
"""

from __future__ import annotations

from math import exp

from laichau_cli.language import keystrokes
from laichau_cli.language.messages import Message

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
OTHER_FIELDS = {"topic": 0.45, "unit": 0.7, "evidence": 0.3, "note": 0.1, "value": 1.0}
"""What it is worth elsewhere: topics and period, unit, evidence and text, note, figures."""
WHOLE_NAME = 0.2
"""What the closest name adds if nothing else is in it."""
LABEL_FIRST = 0.01
"""What a label has above an alias, all else alike."""
LABELS = 2
"""Names come in this order: label (both languages), id, aliases."""
SURENESS = {
    "phrase": 1.56, "passage": 1.57, "word": 1.24, "only": 0.52, "elsewhere": -0.24, "number": 3.11,
    "unknown": -2.14, "broken, found": -2.09, "broken": -3.53, "accents": -0.3, "whole": 3.27,
}  # fmt: skip
"""What the share of the words that was found so says for a fact: beside a neighbour as typed, in a
name (phrase) or elsewhere (passage); a word of a name; the only word typed; a syllable alone, or in
no name; a number; nowhere. `broken` are syllables typed together of which the fact has no two
together. `accents` are words with other accents, `whole` the part of the closest name that was
typed. `benchmarks/sureness.py` fits these to queries, and tries them on queries left out."""
BIAS = -0.95


class Hit:
    """A fact found, how well, and what there is to say why."""

    def __init__(
        self,
        position: int,
        names: Sequence[_Name],
        elsewhere: Sequence[tuple[float, str]],
        slots: Sequence[Slot],
        row: Sequence[str],
        accented: str,
    ) -> None:
        self.position = position
        self.score = 0.0
        self._row = row
        self._accented = accented
        self._names = names
        self._closest = names[0]
        self._elsewhere = elsewhere
        self._slots = slots

    def weigh(self, total: float) -> None:
        """Find the closest name and the score by it; `total` is what all the words are worth."""
        for name in self._names:
            worth = whole = 0.0
            for slot, here, (there, _) in zip(
                self._slots, name.found, self._elsewhere, strict=True
            ):
                worth += slot.weight * max(here, there)
                whole += slot.weight * here
            score = (worth + WHOLE_NAME * whole * name.share_typed()) / total
            score += LABEL_FIRST if name.order < LABELS else 0.0
            if worth and score > self.score:
                self.score, self._closest = score, name

    def fields(self) -> list[str]:
        """The fields where the words were found, the closest name's first."""
        name = self._closest
        named = "label" if name.order < LABELS else "id" if name.order == LABELS else "alias"
        fields = [named] if any(name.found) else []
        for quality, (worth, field) in zip(name.found, self._elsewhere, strict=True):
            if worth > quality:
                fields.append(field)
        return list(dict.fromkeys(fields))

    def corrections(self) -> list[str]:
        """What to say of words that were put right."""
        corrected = [slot for slot in self._slots if slot.corrects]
        if not corrected:
            return []
        written: dict[str, str] = {}
        # Names made of synonyms stand last, and only without accents.
        for word, accented in zip(self._row[0].split(), self._accented.split(), strict=False):
            written.setdefault(word, keystrokes.as_written(word, accented))
        for word in " ".join(self._row).split():
            written.setdefault(word, word)
        return [
            Message(
                "no fact has '{typed}'; showing '{word}'",
                typed=keystrokes.as_written(slot.typed, slot.corrects),
                word=next((written[word] for word in slot.sure if word in written), slot.sure[0]),
            )
            for slot in corrected
        ]

    def words(self) -> set[str]:
        """Folded words of the fact that were found, and those looked for."""
        found = {name.terms[at] for name in self._names for at in name.places if at >= 0}
        return found | {word for slot in self._slots for word in (slot.typed, *slot.terms)}

    def is_complete(self) -> bool:
        """Whether the fact has every word that counts."""
        return not self.lacked()

    def lacked(self) -> list[Slot]:
        """The words that count which the fact has nowhere."""
        slots = enumerate(self._slots)
        return [slot for at, slot in slots if not slot.is_common and not self._found(at)[0]]

    def sureness(self) -> float:
        """How likely the fact is what was meant, between 0 and 1."""
        shares = self.evidence().items()
        return 1 / (1 + exp(-BIAS - sum(SURENESS[kind] * share for kind, share in shares)))

    def evidence(self) -> dict[str, float]:
        """By the kinds of `SURENESS`, the share of what was typed that was found so."""
        slots = self._slots
        wanted = [at for at, slot in enumerate(slots) if not slot.is_common] or [*range(len(slots))]
        total = sum(slots[at].weight for at in wanted)
        pairs = ["", *map(self._together, wanted, wanted[1:]), ""]
        # A pair in a name counts before one elsewhere, as "phrase" comes after "passage" and "".
        phrases = [max(pairs[order : order + 2]) for order in range(len(wanted))]
        alone = [slots[at].is_syllable and not p for at, p in zip(wanted, phrases, strict=True)]
        shares = dict.fromkeys(SURENESS, 0.0)
        for order, at in enumerate(wanted):
            field, has_other_accents = self._found(at)
            is_broken = alone[order] and sum(alone[max(order - 1, 0) : order + 2]) > 1
            if is_broken:
                kind = "broken, found" if field else "broken"
            else:
                kind = phrases[order] or self._kind(at, is_only=len(wanted) == 1)
            share = slots[at].weight / total
            shares[kind] += share
            shares["accents"] += share * has_other_accents
            shares["whole"] += share * self._closest.share_typed() * (kind != "unknown")
        return shares

    def _found(self, at: int) -> tuple[str, bool]:
        """The field where a word was found, empty for none, and whether with other accents."""
        name = max(self._names, key=lambda name: name.found[at])
        if name.found[at]:
            term = name.terms[name.places[at]]
            return "name", name.found[at] < self._slots[at].terms[term]
        worth, field = self._elsewhere[at]
        return (field if worth else ""), False

    def _kind(self, at: int, *, is_only: bool) -> str:
        """What it says that a word was found that stands in no phrase."""
        slot = self._slots[at]
        field, has_other_accents = self._found(at)
        if not field or (has_other_accents and slot.is_syllable):
            return "unknown"
        if slot.is_number:
            return "number"
        if field != "name" or (slot.is_syllable and not is_only):
            return "elsewhere"
        return "only" if is_only else "word"

    def _together(self, one: int, other: int) -> str:
        """Where two words stand side by side, not both of them with other accents."""
        if self._found(one)[1] and self._found(other)[1]:
            return ""
        names, *others = [f" {field} ".replace("\n", " \n ") for field in self._row]
        for kind, text in (("phrase", names), ("passage", " \n ".join(others))):
            for first in self._slots[one].terms:
                if f" {first} " in text and any(
                    f" {first} {second} " in text for second in self._slots[other].terms
                ):
                    return kind
        return ""


class _Name:
    """One name of a fact: how well each slot was found in it (0: not), and where (-1: not)."""

    def __init__(self, order: int, terms: Sequence[str], slots: int) -> None:
        self.order = order
        self.terms = terms
        self.found = [0.0] * slots
        self.places = [-1] * slots

    def share_typed(self) -> float:
        """The share of its words that was typed."""
        return len({place for place in self.places if place >= 0}) / max(len(self.terms), 1)


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
        return worth / self._total * (1 + WHOLE_NAME) + LABEL_FIRST

    def hit(self, row: Sequence[Any]) -> Hit:
        """The fact of an `entry` row, scored."""
        position, folded, accented, *others = row
        names: list[_Name] = []
        marked = accented.split("\n")
        for order, line in enumerate(folded.split("\n")):
            terms = line.split()
            # The first is kept in any case: a hit has a closest name.
            if not order or not self._standing_for.keys().isdisjoint(terms):
                # Names made of synonyms stand last, and only without accents.
                accents = marked[order].split() if order < len(marked) else terms
                names.append(self._name(order, terms, accents))
        best = [
            (OTHER_NAME * max([name.found[at] for name in names]), "alias")
            for at in range(len(self._slots))
        ]
        for field, text in zip(OTHER_FIELDS, others, strict=True):
            for at, worth in enumerate(self._worth(field, text)):
                if worth > best[at][0]:
                    best[at] = worth, field
        hit = Hit(position, names, best, self._slots, [folded, *others], accented)
        hit.weigh(self._total)
        return hit

    def _name(self, order: int, terms: Sequence[str], accented: Sequence[str]) -> _Name:
        name = _Name(order, terms, len(self._slots))
        for place, term in enumerate(terms):
            for at, quality in self._standing_for.get(term, ()):
                slot = self._slots[at]
                if accented is not terms and slot.accented not in (slot.typed, accented[place]):
                    quality *= OTHER_ACCENT  # noqa: PLW2901
                if quality > name.found[at]:
                    name.found[at], name.places[at] = quality, place
        return name

    def _worth(self, field: str, text: str) -> list[float]:
        """What each slot is worth in a field; many facts have the same topic and unit."""
        known = self._seen.get((field, text))
        if known is not None:
            return known
        worth = [0.0] * len(self._slots)
        for term in self._standing_for.keys() & set(text.split()):
            for at, quality in self._standing_for[term]:
                # A year of the period is as good as one in the name.
                is_named = self._slots[at].is_number and field == "topic"
                weight = SAME_NAME if is_named else OTHER_FIELDS[field]
                worth[at] = max(worth[at], quality * weight)
        self._seen[field, text] = worth
        return worth
