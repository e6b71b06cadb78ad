"""What search holds against a query: each fact's words, folded once when the index is built."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from laichau_cli.language.figures import is_year, numerals, plain, readings, trimmed
from laichau_cli.language.fold import fold, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from laichau_cli.base.model import FactBase, Figure, Label

SCHEMA = """
CREATE TABLE entry (
  place INTEGER PRIMARY KEY, position INTEGER, names TEXT, accented TEXT,
  topic TEXT, unit TEXT, evidence TEXT, note TEXT, numbers TEXT
);
CREATE VIRTUAL TABLE words USING fts5 (
  name, other, content='', columnsize=0, detail=column,
  tokenize="unicode61 remove_diacritics 0 tokenchars '#.~='"
);
INSERT INTO words (words, rank) VALUES ('hashsize', 100000000);
CREATE VIRTUAL TABLE word USING fts5vocab (words, row);
CREATE TABLE term (term TEXT PRIMARY KEY, facts INTEGER) WITHOUT ROWID;
CREATE TABLE initials (
  letters TEXT, words TEXT, weight INTEGER, PRIMARY KEY (letters, words)
) WITHOUT ROWID;
CREATE TABLE special (kind TEXT, word TEXT, accented TEXT, PRIMARY KEY (kind, word)) WITHOUT ROWID;
"""
"""`entry` is scored row by row; `words` finds its rows (a name's words with accents begin with ~,
figures with #, verdicts with =); `term` has every word without accents and how many facts have it.
All of `words` fits the memory given, so that it is written once and never merged."""
MOST_WAYS = 300
"""Ways to say the names of a fact with synonyms that are kept."""
LONGEST = 4000
"""Letters that synonyms may put into a name, if they stand for each of its words."""
MOST_INITIALS = 6
"""Words that an abbreviation may stand for."""
OWN_NAMES = 3
"""Names that every fact has, before its aliases: its label in both languages, and its id."""
ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
WORDS = "INSERT INTO words (rowid, name, other) VALUES (?, ?, ?)"
COUNTED = "SELECT term, doc FROM word WHERE term NOT GLOB '~*'"
"""What `term` holds."""


def in_search_order(base: FactBase, ids: Iterable[str]) -> list[str]:
    """Fact ids by the length of their labels: where too many facts have a word, the first count."""

    def length(id_: str) -> int:
        label = base.facts[id_].label
        return label.vi.count(" ") + label.en.count(" ")

    return sorted(ids, key=length)


class _Piece:
    """What stands between two blanks: its words with and without accents, the figures in it."""

    def __init__(self, text: str) -> None:
        self.folded = self.bare = fold(text)
        self.accented = self.folded
        if not text.isascii():
            self.accented = " ".join([accented for _, accented in spoken(text)])
        self.values: list[str] = []
        self.words = [text.lower()]
        """As they are written, for what abbreviations stand for."""
        if text.isalpha():
            return
        self.words = "".join([char if char.isalnum() else " " for char in text.lower()]).split()
        for numeral in numerals(text):
            self.values += [] if is_year(numeral) else readings(numeral)
            if "." in numeral or "," in numeral:
                # A figure is found by its value: half of 28,54 is no word.
                text = text.replace(numeral, " ")
                self.bare = fold(text)


class _Pieces(dict[str, _Piece]):
    """Pieces by what stands between two blanks, each made when it is first met."""

    def __missing__(self, part: str) -> _Piece:
        piece = self[part] = _Piece(part)
        return piece


class Entries:
    """The rows of `entry` and `words` for a base; remembers what facts have in common.

    `verdicts` are those of the goals of each fact, by its own figure.
    """

    def __init__(self, base: FactBase, verdicts: Mapping[str, Sequence[str]]) -> None:
        self._base, self._verdicts = base, verdicts
        self._pieces = _Pieces()
        self._topics: dict[str, str] = {}
        self._units: dict[str | None, str] = {}
        self._lengths: dict[str, set[int]] = {}
        """By the word that synonyms begin with, how many words they have."""
        self._synonyms: dict[str, list[list[str]]] = {}
        """By the synonym, the groups that it is in."""
        self._initials: list[tuple[str, str]] = []
        for group in base.synonyms:
            members = [fold(member) for member in group]
            for member in filter(None, members):
                words = member.split()
                self._lengths.setdefault(words[0], set()).add(len(words))
                self._synonyms.setdefault(member, []).append(members)

    def row(self, id_: str) -> tuple[str, ...]:
        """Names, names with accents, topic, unit, evidence, note and numbers of a fact."""
        fact = self._base.facts[id_]
        names = (fact.label.vi, fact.label.en, *fact.aliases)
        split = [self._split(name) for name in names]
        folded = [" ".join([piece.folded for piece in name if piece.folded]) for name in split]
        accented = [" ".join([piece.accented for piece in name if piece.folded]) for name in split]
        for name, pieces in zip(names, split, strict=True):
            if not name.isascii() and name != fact.label.en:
                self._add_initials([word for piece in pieces for word in piece.words])
        folded.insert(OWN_NAMES - 1, fold(id_))
        accented.insert(OWN_NAMES - 1, folded[OWN_NAMES - 1])
        synonyms = self._with_synonyms(folded)
        periods = [fact.period, *(seen.period for seen in fact.observations)]
        evidence = self._split(fact.evidence.text)
        text = (fact.text,) if isinstance(fact.text, str) else _both(fact.text)
        others = [*text, *(seen.evidence.text for seen in fact.observations)]
        bare = [piece for other in others for piece in self._split(other)]
        observed = [number for seen in fact.observations for number in _numbers(seen)]
        return (
            "\n".join([*folded, *synonyms]),
            "\n".join(accented),
            " ".join([self._topic(fact.topic), *(self._pieces[p].folded for p in periods if p)]),
            self._unit(fact.unit),
            " ".join([piece.bare for piece in (*evidence, *bare) if piece.bare]),
            " ".join([piece.bare for note in _both(fact.note) for piece in self._split(note)]),
            " ".join(
                [
                    *_terms([*_numbers(fact), *[v for piece in evidence for v in piece.values]]),
                    *_terms(observed),
                    *("=" + verdict for verdict in self._verdicts.get(id_, ())),
                ]
            ),
        )

    def initials(self) -> Iterator[tuple[str, str, int]]:
        """The rows of `initials`, when all facts have been seen."""
        counted = Counter(self._initials).items()
        return ((letters, words, weight) for (letters, words), weight in counted)

    def special(self) -> Iterator[tuple[str, str, str]]:
        """The rows of `special`: words of units, and those of both titles, which name the place."""
        for word in {word for unit in self._units.values() for word in unit.split()}:
            yield "unit", word, word
        vi, en = [dict(spoken(title)) for title in _both(self._base.title)]
        for word in vi.keys() & en.keys():
            yield "place", word, vi[word]

    def _add_initials(self, words: Sequence[str]) -> None:
        """Note what may be abbreviated: what a name begins with twice, as it stands by itself."""
        letters = fold("".join([word[0] for word in words]))
        found = [
            (letters[at : at + MOST_INITIALS], " ".join(words[at : at + MOST_INITIALS]))
            for at in range(len(words) - 1)
        ]
        self._initials += [*found[:1], *found]

    def _split(self, text: str) -> list[_Piece]:
        pieces = self._pieces
        return [pieces[part] for part in text.split()]

    def _with_synonyms(self, names: Sequence[str]) -> list[str]:
        """Each name with a word or phrase put for another that means the same in this base."""
        others = (other for name in names for other in self._said_otherwise(name))
        return [*dict.fromkeys(islice(others, MOST_WAYS))]

    def _said_otherwise(self, name: str) -> Iterator[str]:
        words = name.split()
        if self._lengths.keys().isdisjoint(words):
            return
        padded = f" {name} "
        for member in dict.fromkeys(self._members(words)):
            for members in self._synonyms[member]:
                for other in members:
                    if f" {other} " not in padded and len(other) * len(words) < LONGEST:
                        yield padded.replace(f" {member} ", f" {other} ").strip()

    def _members(self, words: Sequence[str]) -> Iterator[str]:
        """The synonyms that a name holds, in the order of its words."""
        for at, word in enumerate(words):
            for length in sorted(self._lengths.get(word, ())):
                member = " ".join(words[at : at + length])
                if member in self._synonyms:
                    yield member

    def _topic(self, topic: str) -> str:
        if topic not in self._topics:
            parts = topic.split(".")
            above = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
            topics = [self._base.topics[id_] for id_ in above]
            names = [name for t in topics for name in (t.label.vi, t.label.en, *t.aliases)]
            self._topics[topic] = fold(" ".join(names))
        return self._topics[topic]

    def _unit(self, id_: str | None) -> str:
        if id_ not in self._units:
            unit = self._base.units.get(id_ or "")
            names = [fold(name) for name in (*_both(unit.label if unit else None), id_ or "")]
            self._units[id_] = " ".join([*names, *self._with_synonyms(names)])
        return self._units[id_]


def indexed(names: str, accented: str, *others: str) -> tuple[str, str]:
    """A fact's words as `words` finds them: those of its names, and all others."""
    folded = set(names.split())
    marked = ["~" + word for word in set(accented.split()) - folded]
    return " ".join([*folded, *marked]), " ".join(set(" ".join(others).split()))


def _both(label: Label | None) -> tuple[str, ...]:
    return (label.vi, label.en) if label else ()


def _numbers(figure: Figure) -> list[str]:
    """The numbers of a figure: its own, the whole that it is a part of, how far it moved."""
    change = getattr(figure, "change", None)
    numbers = [*figure.numbers, figure.of, change.by if change else None]
    return [trimmed(plain(number)) for number in numbers if number is not None]


def _terms(numbers: Iterable[str]) -> list[str]:
    return ["#" + digits for digits in dict.fromkeys(numbers)]
