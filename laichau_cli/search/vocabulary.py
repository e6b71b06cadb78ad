"""The words of an index: which are known, which are near, and what each is worth."""

from __future__ import annotations

from math import log

from laichau_cli.language.figures import readings, times_ten
from laichau_cli.language.fold import spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
ENOUGH = 120
"""Facts with a word above which it is not also read as the beginning of others."""
LONGEST = 40
"""Letters of a word up to which its neighbours are tried: there are 74 for each letter."""
MOST_NEAR = 5
"""Terms that a misspelt word may stand for."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

_ENGLISH = """
a about an and are at by can could did do does every for from has have how i in into is it its many
me much of on or please show tell than that the their there these this to was were what when where
which who whose why will with you
"""
_VIETNAMESE = """
ai bao bị bởi các cho có của đâu được gì hay khi là mấy nào nhiêu nhiều như những ở tại thế thì
trong và về với
"""
COMMON = {word: {word} for word in _ENGLISH.split()}
"""Words that every question has, in both languages: folded, with their accented forms.

They help to order the facts found, and never exclude one. Typed with other accents (tài, đầu) they
are other words, and count.
"""
for _folded, _accented in spoken(_VIETNAMESE):
    COMMON.setdefault(_folded, {_folded}).add(_accented)


COUNTING = {"many", "much", "nhieu", "may"}
"""The words of how many, how much, bao nhiêu and mấy that what is counted follows."""


class Slot:
    """One word or number that was typed: what may stand for it, and what it is worth."""

    def __init__(
        self,
        typed: str,
        terms: dict[str, float],
        *,
        sure: Sequence[str],
        facts: int,
        facts_begun: int = 0,
        accented: str = "",
        weight: float = 1.0,
        is_common: bool = False,
        is_number: bool = False,
        is_counted: bool = False,
    ) -> None:
        self.typed = typed
        self.terms = terms
        """Index terms by how well they stand for the word."""
        self.sure = sure
        """Those of them that are more than begun by it."""
        self.facts = facts
        """How many facts have one of these, at most."""
        self.facts_begun = max(facts, facts_begun)
        """The same of all terms."""
        self.accented = accented or typed
        self.weight = weight
        self.is_common = is_common
        self.is_number = is_number
        self.is_counted = is_counted
        """Whether it was asked how many of them there are: then it may well be the unit."""

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
        self._facts = self._execute("SELECT max(position) + 1 FROM fact").fetchone()[0] or 1
        self._place = {word for (word,) in self._execute("SELECT word FROM place")}

    def count(self, term: str) -> int:
        """How many facts have exactly `term`."""
        row = self._execute("SELECT * FROM term WHERE term = ?", (term,)).fetchone()
        return int(row[1]) if row else 0

    def weight(self, facts: int) -> float:
        """What a word is worth that so many facts have: the rarer, the more."""
        return 0.3 + log(1 + self._facts / max(facts, 1)) / log(1 + self._facts)

    def word_slot(self, word: str, accented: str, *, is_counted: bool = False) -> Slot:
        """A word with the terms that it is, inflects to or begins."""
        terms: dict[str, float] = {}
        counts: list[int] = []
        for form, quality in ((word, EXACT), *((form, INFLECTED) for form in _inflected(word))):
            if count := self.count(form):
                terms.setdefault(form, quality)
                counts.append(count)
        sure = list(terms)
        facts, facts_begun = max(counts, default=0), sum(counts)
        if len(word) > 1 and facts < ENOUGH:
            first, share = BEGUN
            for term, count in self._begun(word):
                terms.setdefault(term, first + share * len(word) / len(term))
                facts_begun += count
                facts = max(facts, 0 if sure else count)
        is_common = accented in COMMON.get(word, ()) or word in self._place
        return Slot(
            word,
            terms,
            sure=sure,
            facts=sum(counts),
            facts_begun=facts_begun,
            accented=accented,
            weight=COMMON_WEIGHT if is_common else self.weight(facts),
            is_common=is_common,
            is_counted=is_counted,
        )

    def number_slot(self, numeral: str, power: int) -> Slot:
        """A number, times ten to `power` if a scale word followed, with the facts that have it."""
        plain = readings(numeral)
        scaled = [times_ten(digits, power) for digits in plain]
        values = self._counted(map(_value_term, scaled)) or self._counted(map(_value_term, plain))
        facts = sum(values.values())
        values |= self._counted([numeral] if numeral.isdigit() else [])
        return Slot(
            numeral,
            dict.fromkeys(values, EXACT),
            sure=list(values),
            facts=sum(values.values()),
            weight=self.weight(facts),
            is_number=True,
        )

    def corrected_slot(self, typed: str, words: Sequence[str]) -> Slot:
        """An unknown word with those that may be meant."""
        counts = self._counted(words)
        weight = max(map(self.weight, counts.values()))
        terms = dict.fromkeys(words, CORRECTED)
        return Slot(typed, terms, sure=words, facts=sum(counts.values()), weight=weight)

    def near_one(self, word: str) -> list[str]:
        """Terms one edit away (a letter more, less, other, or two swapped); the likeliest first."""
        if not 3 <= len(word) <= LONGEST:
            return []
        # A short word has too many neighbours: only its letters in another order.
        edits = one_edit_away(word) if len(word) > 3 else _swaps(word)
        return self._likeliest(word, edits)

    def near_two(self, word: str) -> list[str]:
        """Terms two edits away, at most one of them before the middle of the word.

        Of a short word, which has too many neighbours, those with two of its letters exchanged.
        """
        if len(word) < 6:
            return self._likeliest(word, _exchanges(word)) if len(word) > 3 else []
        if len(word) > LONGEST:
            return []
        middle = len(word) // 2 + 1
        found = set()
        for head in {word[:middle], *one_edit_away(word[:middle])}:
            found.update(self._like(word, head))
        return self._likeliest(word, found)

    def _like(self, word: str, head: str) -> list[str]:
        letters = set(word)
        rows = self._execute(
            "SELECT * FROM term WHERE term >= ? AND term < ?"
            " AND length(term) BETWEEN ? AND ? LIMIT 200",
            (head, head + "\U0010ffff", len(word) - 2, len(word) + 2),
        )
        terms = [row[0] for row in rows]
        near = [term for term in terms if len(letters.difference(term)) <= 2]
        return [term for term in near if _distance(word, term) <= 2]

    def halves(self, word: str) -> list[str]:
        """The longer of the two known words that an unknown one is made of, if it is."""
        for at in range(min(len(word), 2 * LONGEST) - 2, 1, -1):
            if self.count(word[:at]) and self.count(word[at:]):
                return [max(word[:at], word[at:], key=len)]
        return []

    def alike(self, word: str) -> list[str]:
        """A few terms that begin as `word` does, for a suggestion."""
        for length in range(min(len(word), 12), 1, -1):
            begun = self._begun(word[:length], most=2)
            if begun:
                return [term for term, _ in begun]
        return []

    def _begun(self, prefix: str, *, most: int = MOST_BEGUN) -> list[tuple[str, int]]:
        rows = self._execute(
            "SELECT * FROM term WHERE term > ? AND term < ? ORDER BY facts DESC, term LIMIT ?",
            (prefix, prefix + "\U0010ffff", most),
        )
        return [(term, facts) for term, facts in rows]

    def _likeliest(self, word: str, terms: Iterable[str]) -> list[str]:
        known = list(self._counted(terms).items())
        known.sort(key=lambda pair: (pair[0][0] != word[0], len(pair[0]) < 3, -pair[1], pair[0]))
        return [term for term, _ in known[:MOST_NEAR]]

    def _counted(self, terms: Iterable[str]) -> dict[str, int]:
        """Those of the terms that some fact has, with how many."""
        return {term: count for term in terms if (count := self.count(term))}


def _value_term(digits: str) -> str:
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


def _exchanges(word: str) -> set[str]:
    places = range(len(word))
    exchanged = {
        word[:one] + word[two] + word[one + 1 : two] + word[one] + word[two + 1 :]
        for one in places
        for two in places[one + 1 :]
    }
    return exchanged - {word}


def one_edit_away(word: str) -> set[str]:
    """Every word that a letter left out, added, changed or swapped with the next makes of it."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = _swaps(word) | {head + tail[1:] for head, tail in splits if tail}
    edits |= {head + letter + tail[1:] for head, tail in splits if tail for letter in ALPHABET}
    edits |= {head + letter + tail for head, tail in splits for letter in ALPHABET}
    return edits - {word, ""}


def _distance(one: str, other: str) -> int:
    """Edits between two words, a swap of neighbours counting one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
