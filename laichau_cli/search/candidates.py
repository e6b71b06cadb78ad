"""The facts that the words of a text could be about, for whoever judges that himself.

A search answers a question and leaves out what is less likely. Whoever holds a text against a base
wants the others too, with all their names, to be sure that no other fact is meant.
"""

from __future__ import annotations

from functools import cache, cached_property
from heapq import nlargest
from math import log

from laichau_cli.index.times import as_of
from laichau_cli.language import LANGUAGES
from laichau_cli.language.figures import NO_UNIT
from laichau_cli.language.fold import fold
from laichau_cli.records import series
from laichau_cli.search.vocabulary import COMMON, COMMON_WEIGHT, MOST_LISTED, Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord, SourceRef, UnitRecord

MOST_BESIDE = 1
"""Words beside which one is looked for that more facts have."""
LEAST_WORTH = 0.1
"""What a word is worth below which it only tells those apart that others have found."""
MOST_SCORED = 30
"""Facts that are handed out for one figure."""
WHOLES = "tỉnh toàn province"
"""Words for all that a base is about, besides those of its title."""


class Name:
    """One name of a fact."""

    def __init__(self, words: list[tuple[str, str, float]]) -> None:
        self.words = words
        """Each folded word, the same with its accents, and what it is worth."""
        self.folded = frozenset([word for word, *_ in words])
        self.weight = sum([weight for *_, weight in words])
        """What all of it is worth."""
        self.is_plain = all(word == accented for word, accented, _ in words)
        """It has no accents: it is English, or was folded."""


class Candidate:
    """A fact by its names and by all its folded words, each made when they are first asked for."""

    def __init__(self, facts: Facts, row: Sequence[Any]) -> None:
        self._facts = facts
        self.position, self._names, self._accented, *self._others = row

    @cached_property
    def names(self) -> list[Name]:
        """What it is called; names made with synonyms are kept without accents."""
        own, all_ = self._accented.split("\n"), self._names.split("\n")
        lines = zip(all_, [*own, *all_[len(own) :]], strict=True)
        return [
            Name(
                [
                    (word, marked, self._facts.weight(word, marked))
                    for word, marked in zip(folded.split(), accented.split(), strict=False)
                ]
            )
            for folded, accented in lines
        ]

    @cached_property
    def spoken(self) -> frozenset[tuple[str, str]]:
        """The words of its names, folded and with accents."""
        return frozenset(
            [(word, accented) for name in self.names for word, accented, _ in name.words]
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Those of its names, topic, unit, evidence and note."""
        return frozenset(" ".join([self._names, *map(fold, self._others)]).split())


class Facts:
    """The facts of an index by their words, as they were `at` a time if one is given.

    What was read is remembered, as a text repeats itself. The words of what the whole base is
    about, `here`, say next to nothing of a fact.
    """

    def __init__(self, index: Index, at: str | None) -> None:
        self._index, self._at = index, at
        self._execute = index.connection.execute
        vocabulary = Vocabulary(index)
        self._all, self._count = vocabulary.facts, cache(vocabulary.count)
        self._weights: dict[tuple[str, str], float] = {}
        self._places: dict[str, list[int]] = {}
        self._known: dict[int, Candidate] = {}
        self._facts: dict[int, FactRecord] = {}
        self._passages: dict[tuple[str, str], str] = {}
        self._units = index.units()
        title = index.title()
        titles = [title[lang].partition(":")[0] for lang in LANGUAGES]
        self.here = frozenset(fold(" ".join([*titles, WHOLES])).split())

    def weight(self, word: str, accented: str) -> float:
        """What a word is worth, from 0 for one that no fact has to 1 for one that one fact has."""
        key = word, accented
        if key not in self._weights:
            facts = self._count(word)
            rarity = log(1 + self._all / facts) / log(1 + self._all) if facts else 0.0
            is_common = word in self.here or accented in COMMON.get(word, ())
            self._weights[key] = COMMON_WEIGHT if is_common else rarity
        return self._weights[key]

    def is_common(self, word: str) -> bool:
        """Whether facts have a word, and it says next to nothing of any."""
        return 0 < self.weight(word, word) <= COMMON_WEIGHT

    def about(self, words: Mapping[str, float]) -> list[Candidate]:
        """The facts that have most of `words`, each of which counts as much as is said."""
        worth = {word: share * self.weight(word, word) for word, share in words.items()}
        known = sorted([word for word in words if worth[word]], key=lambda word: -worth[word])
        scores: dict[int, float] = {}
        for word in known:
            if worth[word] < LEAST_WORTH and scores:
                continue
            found = {*self._having(word)} if self._count(word) <= MOST_LISTED else set()
            if not found:
                # What very many facts have is only looked for beside what is worth more.
                for other in known[:MOST_BESIDE]:
                    found.update(self._having(*sorted({word, other})) if other != word else ())
            for place in found:
                scores[place] = scores.get(place, 0.0) + worth[word]
        best = nlargest(MOST_SCORED, scores, key=scores.__getitem__)
        self._read([place for place in best if place not in self._known])
        return [self._known[place] for place in best]

    def fact(self, position: int) -> FactRecord:
        """A fact; its figures of all other times are its observations."""
        if position not in self._facts:
            (fact,) = self._index.facts_at([position])
            self._facts[position] = _then(fact, self._at) if self._at else fact
        return self._facts[position]

    def unit(self, fact: FactRecord) -> UnitRecord:
        """The unit of a fact."""
        return self._units.get(fact["unit"] or "", NO_UNIT)

    def passage(self, source: SourceRef) -> str:
        """The paragraph in which a figure is printed, or the words quoted of it."""
        key = source["id"], str(source["line"])
        if key not in self._passages:
            known = self._index.source(source["id"])
            self._passages[key] = self._index.passage(known, source["line"]) or ""
        return self._passages[key] or source["text"]

    def _having(self, *words: str) -> list[int]:
        """Places of the facts that have all of these words."""
        query = " AND ".join([f'"{word}"' for word in words])
        if query not in self._places:
            rows = self._execute(
                "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (query, MOST_LISTED)
            )
            self._places[query] = [place for (place,) in rows]
        return self._places[query]

    def _read(self, places: Iterable[int]) -> None:
        listed = ",".join(map(str, places))
        rows = self._execute(
            "SELECT place, position, names, accented, topic, unit, evidence, note FROM entry"  # noqa: S608
            f" WHERE place IN ({listed})"
        )
        self._known |= {place: Candidate(self, row) for place, *row in rows}


def _then(fact: FactRecord, at: str) -> FactRecord:
    """A fact with the figure of a time for its own; without a value where it has none of then."""
    shown: Any = {**(as_of(fact, at) or {**fact, "value": None, "kind": "statement"})}
    shown["observations"] = [
        figure for figure in series(fact) if figure["period"] != shown["period"]
    ]
    found: FactRecord = shown
    return found
