"""The words of an index: which are known, which are near, and what each is worth."""

from __future__ import annotations

from math import log

from laichau_cli.language import en, vi
from laichau_cli.language.figures import is_year, readings, times_ten
from laichau_cli.language.fold import fold, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from laichau_cli.index.ask import Index

EXACT = 1.0
"""How well a term stands for a word typed: it is the word."""
INFLECTED = 0.95
"""An English plural for a singular, or the reverse."""
CORRECTED = 0.8
"""A word put right."""
BEGUN = (0.25, 0.5)
"""A word begun: the first, and the second times the share of the term that was typed."""
COMMON_WEIGHT = 0.08
"""What a question word is worth, against 0.3 to 1.3 of one that counts."""
MOST_BEGUN = 40
"""Terms that a word begun may stand for, those that most facts have."""
MOST_LISTED = 2000
"""Facts with a word up to which all of them are looked through."""
ENOUGH = 120
"""Facts with a word above which it is not also read as the beginning of others."""
LONGEST = 40
"""Letters of a word up to which its neighbours are tried: there are 74 for each letter."""
SHORT = 4
"""Letters of a word of which only the order is put right: it has too many neighbours."""
MOST_NEAR = 5
"""Terms that a misspelt word may stand for."""
ABBREVIATION = (2, 6)
"""Letters that an abbreviation has, at least and at most."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
COMMON: dict[str, set[str]] = {}
"""Words that every question has, in both languages: folded, with their accented forms.

They help to order the facts found, and never exclude one. Typed with other accents (tài, đầu) they
are other words, and count.
"""
for _folded, _accented in spoken(en.QUESTION_WORDS + vi.QUESTION_WORDS):
    COMMON.setdefault(_folded, {_folded}).add(_accented)


class Slot:
    """One word or number that was typed: what may stand for it, and what it is worth."""

    is_common = is_number = is_syllable = False
    """A question word; a number; what could be a Vietnamese syllable, which alone says little."""
    corrects = ""
    """The word as it was typed, accents and all, that this is put in place of."""

    def __init__(self, typed: str, terms: dict[str, float], weight: float, **others: Any) -> None:
        self.typed = self.accented = typed
        self.terms = terms
        """Index terms by how well they stand for the word."""
        self.weight = weight
        self.sure: Sequence[str] = list(terms)
        """Those of the terms that are more than begun by it."""
        self.facts = self.facts_begun = 0
        """How many facts have one of these, and one of all terms, at most."""
        self.__dict__.update(others)

    def is_known(self) -> bool:
        """Whether any fact holds it."""
        return bool(self.terms)

    def as_typed(self) -> str:
        """The one term that is what was typed, with a mark where it has accents."""
        return f"~{self.accented}" if self.accented != self.typed else next(iter(self.terms))


class Vocabulary:
    """The terms of an index, and how many facts have each."""

    def __init__(self, index: Index) -> None:
        self._execute = index.connection.execute
        self.facts = self._execute("SELECT max(position) + 1 FROM fact").fetchone()[0] or 1
        """How many there are."""
        rows = self._execute("SELECT word, accented FROM special WHERE kind = 'place'")
        self.place = {word: (word, accented) for word, accented in rows}
        """The words that name the place that the base is about, with their accents."""

    def count(self, term: str) -> int:
        """How many facts have exactly `term`."""
        row = self._execute("SELECT facts FROM term WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def has(self, word: str) -> bool:
        """Whether any fact has a word, or one that it inflects to."""
        return any(map(self.count, (word, *_inflected(word))))

    def weight(self, facts: int) -> float:
        """What a word is worth that so many facts have: the rarer, the more."""
        return 0.3 + log(1 + self.facts / max(facts, 1)) / log(1 + self.facts)

    def is_unit(self, word: str) -> bool:
        """Whether it stands in the name of a unit."""
        found = self._execute("SELECT 1 FROM special WHERE kind = 'unit' AND word = ?", (word,))
        return found.fetchone() is not None

    def word_slot(self, word: str, accented: str) -> Slot:
        """A word with the terms that it is, inflects to or begins."""
        counts = self.counted([word, *_inflected(word)])
        terms = {term: EXACT if term == word else INFLECTED for term in counts}
        most, facts = max(counts.values(), default=0), sum(counts.values())
        slot = Slot(word, terms, 0.0, facts=facts, facts_begun=facts, accented=accented)
        slot.is_syllable = vi.is_syllable(word)
        # A syllable typed with its accents is whole.
        if len(word) > 1 and most < ENOUGH and not (slot.is_syllable and accented != word):
            first, share = BEGUN
            for term, count in self.begun(word):
                terms.setdefault(term, first + share * len(word) / len(term))
                slot.facts_begun += count
                most = max(most, 0 if slot.sure else count)
        slot.is_common = accented in {*COMMON.get(word, ()), *self.place.get(word, ())}
        slot.weight = COMMON_WEIGHT if slot.is_common else self.weight(most)
        return slot

    def number_slot(self, numeral: str, power: int) -> Slot:
        """A number, times ten to `power` if a scale word followed, with the facts that have it."""
        plain = readings(numeral)
        scaled = [times_ten(digits, power) for digits in plain]
        values = self.counted(map(value_term, scaled)) or self.counted(map(value_term, plain))
        words = self.counted([numeral] if numeral.isdigit() else [])
        slot = self._of_terms(numeral, {**values, **words}, is_number=True)
        slot.weight = self.weight(sum(values.values()))
        if values and is_year(numeral) and words:
            slot.terms[numeral] = INFLECTED  # a figure comes before the year
        return slot

    def year_slot(self, year: str) -> Slot:
        """A year beside other words: it takes no fact away."""
        slot = self._of_terms(year, self.counted([year]), is_number=True, is_common=True)
        slot.weight = COMMON_WEIGHT
        return slot

    def verdict_slot(self, typed: str, verdicts: Iterable[str]) -> Slot:
        """What is said of a goal, with the facts of which it is true."""
        counts = self.counted(["=" + verdict for verdict in verdicts])
        return self._of_terms(typed, counts, is_number=True)

    def corrected_slot(self, wrong: Slot, words: Sequence[str]) -> Slot:
        """An unknown word with those that may be meant."""
        counts = self.counted(words)
        slot = self._of_terms(wrong.typed, counts, quality=CORRECTED, corrects=wrong.accented)
        slot.weight = max(map(self.weight, counts.values()))
        return slot

    def _of_terms(
        self, typed: str, counts: dict[str, int], *, quality: float = EXACT, **marks: Any
    ) -> Slot:
        facts = sum(counts.values())
        terms = dict.fromkeys(counts, quality)
        return Slot(typed, terms, self.weight(1), facts=facts, facts_begun=facts, **marks)

    def near(self, word: str) -> list[str]:
        """Terms one edit away (a letter more, less, other, or two swapped); the likeliest first."""
        if not 3 <= len(word) <= LONGEST or vi.is_syllable(word):
            return []
        # A short word has too many neighbours: only its letters in another order.
        edits = one_edit_away(word) if len(word) > SHORT else _swaps(word)
        known = list(self.counted(edits).items())
        known.sort(key=lambda pair: (pair[0][0] != word[0], len(pair[0]) < 3, -pair[1], pair[0]))
        return [term for term, _ in known[:MOST_NEAR]]

    def in_full(self, typed: str) -> str:
        """The words that `typed` is the initials of; empty if no name has such words."""
        letters = fold(typed)
        least, most = ABBREVIATION
        if not least <= len(letters) <= most or vi.is_syllable(letters):
            return ""
        weights: dict[str, int] = {}
        ends = (letters, letters + "\U0010ffff")
        rows = self._execute("SELECT * FROM initials WHERE letters >= ? AND letters < ?", ends)
        for initials, words, weight in rows:
            phrase = " ".join(words.split()[: len(letters)])
            # Few letters count if a name begins or ends with the words, or two facts have them.
            is_alike = typed.isascii() or typed == "".join([w[0] for w in phrase.split()])
            if is_alike and (weight > 1 or initials == letters):
                weights[phrase] = weights.get(phrase, 0) + weight
        return max(weights, key=lambda phrase: weights[phrase], default="")

    def cut(self, joined: str) -> str:
        """The fewest known words in it, each of two letters or more, none a question word."""
        if len(joined) > LONGEST or self.count(joined):
            return ""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(joined) + 1):
            ways = [
                [*before, joined[at:end]]
                for at, before in enumerate(best[: max(end - 1, 0)])
                if before is not None
                and joined[at:end] not in COMMON
                and self.count(joined[at:end])
            ]
            best.append(min(ways, key=len, default=None))
        return " ".join(best[-1] or ())

    def alike(self, word: str) -> list[str]:
        """A few terms that begin as `word` does, for a suggestion."""
        for length in range(min(len(word), 12), 1, -1):
            begun = self.begun(word[:length], most=2)
            if begun:
                return [term for term, _ in begun]
        return []

    def begun(self, prefix: str, *, most: int = MOST_BEGUN) -> list[tuple[str, int]]:
        """Terms that begin with `prefix` and go on, with how many facts have each."""
        return self._execute(
            "SELECT * FROM term WHERE term > ? AND term < ? ORDER BY facts DESC, term LIMIT ?",
            (prefix, prefix + "\U0010ffff", most),
        ).fetchall()

    def counted(self, terms: Iterable[str]) -> dict[str, int]:
        """Those of the terms that some fact has, with how many."""
        return {term: count for term in terms if (count := self.count(term))}


def value_term(digits: str) -> str:
    """The term by which the index finds a figure; no word looks like it."""
    return "#" + digits


def _inflected(word: str) -> list[str]:
    """English number: companies and company. No Vietnamese syllable ends in s."""
    if len(word) < 4:
        return []
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("es"):
        return [word[:-1], word[:-2]]
    if word.endswith("s"):
        return [word[:-1]]
    return [word[:-1] + "ies" if word.endswith("y") else word + "s"]


def _swaps(word: str) -> set[str]:
    pairs = range(len(word) - 1)
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs} - {word}


def one_edit_away(word: str) -> set[str]:
    """Every word that a letter left out, added, changed or swapped with the next makes of it."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = _swaps(word) | {head + tail[1:] for head, tail in splits if tail}
    edits |= {head + letter + tail[1:] for head, tail in splits if tail for letter in ALPHABET}
    edits |= {head + letter + tail for head, tail in splits for letter in ALPHABET}
    return edits - {word, ""}
