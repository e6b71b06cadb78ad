"""How often the right fact comes first: run a file of queries and print the rates and misses.

    python benchmarks/queries.py [FILE.tsv] [--facts PATH]

Without a file it runs the project's own set, `queries.tsv` beside this program.

The file is tab-separated: query, line of the document, printed words (any one of several, with
semicolons between them). The first fact must cite that line and its evidence contain the words; *
stands for any words, and - in both columns says that nothing may be found.
Lines may be several, with commas between them. Lines that begin with # say so.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from laichau_cli.cli.options import base_path
from laichau_cli.index.ask import Index
from laichau_cli.index.store import open_index
from laichau_cli.search.query import find

if TYPE_CHECKING:
    from laichau_cli.records import FactRecord

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "queries.tsv")
HELD_OUT = os.path.join(HERE, "queries-held-out.tsv")
FIRST_BAR = 0.95
IN_THREE_BAR = 0.98


class Case(NamedTuple):
    """A query and what must come first."""

    query: str
    lines: frozenset[int]
    words: tuple[str, ...]

    def is_answered_by(self, fact: FactRecord) -> bool:
        """Whether `fact` cites one of the lines with one of the printed words."""
        source = fact["source"]
        named = any(word == "*" or word in source["text"] for word in self.words)
        return int(source["line"] or 0) in self.lines and named


def cases(path: str) -> list[Case]:
    """The cases of a query file."""
    found = []
    with open(path, encoding="utf-8") as file:
        for row in file:
            if row.strip() and not row.startswith("#"):
                query, lines, words = row.rstrip("\n").split("\t")
                numbers = frozenset(int(line) for line in lines.split(",") if line != "-")
                found.append(Case(query, numbers, tuple(w.strip() for w in words.split(";"))))
    return found


def rank(index: Index, case: Case) -> int | None:
    """The place of the first fact that answers, from 1; None if not among ten.

    Where nothing may be found: 1 if nothing is.
    """
    hits = find(index, case.query, limit=10, lang="en").hits
    if not case.lines:
        return None if hits else 1
    places = (place for place, hit in enumerate(hits, 1) if case.is_answered_by(hit))
    return next(places, None)


def rates(found: list[tuple[Case, int | None]]) -> tuple[float, float, float]:
    """Shares with the answer first, and in three, and of those without one with nothing found."""
    asked = [place for case, place in found if case.lines]
    silent = [place for case, place in found if not case.lines]
    return (
        sum(place == 1 for place in asked) / max(len(asked), 1),
        sum(place is not None and place <= 3 for place in asked) / max(len(asked), 1),
        sum(place == 1 for place in silent) / max(len(silent), 1),
    )


def main() -> int:
    """Print the rates and every miss; 1 where a bar is not reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", default=OWN)
    parser.add_argument("--facts")
    options = parser.parse_args()
    base, _ = base_path(options.facts, os.environ)
    index, _ = open_index(base, os.environ)
    found = [(case, rank(index, case)) for case in cases(options.file)]
    for case, place in found:
        if place != 1:
            print(f"{'-' if place is None else place:>3}  {case.query}")
    first, in_three, silent = rates(found)
    print(f"{len(found)} queries: first {first:.1%}, in three {in_three:.1%}", end="")
    print(f", nothing where there is nothing {silent:.1%}")
    return 0 if first >= FIRST_BAR and in_three >= IN_THREE_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
