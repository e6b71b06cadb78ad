"""How often the right fact comes first: run a file of queries and print the rates and misses.

    python benchmarks/queries.py [FILE.tsv] [--facts PATH]

Without a file it runs the project's own set, `queries.tsv` beside this program.

The file is tab-separated: query, line of the document, printed words (any one of several, with
semicolons between them). The first fact must cite that line and its evidence contain the words.
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

OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "queries.tsv")
FIRST_BAR = 0.95
IN_THREE_BAR = 0.99


class Case(NamedTuple):
    """A query and what must come first."""

    query: str
    lines: frozenset[int]
    words: tuple[str, ...]

    def is_answered_by(self, fact: FactRecord) -> bool:
        """Whether `fact` cites one of the lines with one of the printed words."""
        source = fact["source"]
        return source["line"] in self.lines and any(word in source["text"] for word in self.words)


def cases(path: str) -> list[Case]:
    """The cases of a query file."""
    found = []
    with open(path, encoding="utf-8") as file:
        for row in file:
            if row.strip() and not row.startswith("#"):
                query, lines, words = row.rstrip("\n").split("\t")
                numbers = frozenset(int(line) for line in lines.split(","))
                found.append(Case(query, numbers, tuple(w.strip() for w in words.split(";"))))
    return found


def rank(index: Index, case: Case) -> int | None:
    """The place of the first fact that answers, from 1; None if not among ten."""
    hits = find(index, case.query, limit=10, lang="en").hits
    places = (place for place, hit in enumerate(hits, 1) if case.is_answered_by(hit))
    return next(places, None)


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
    first = sum(place == 1 for _, place in found)
    in_three = sum(place is not None and place <= 3 for _, place in found)
    print(f"first {first}/{len(found)} ({first / len(found):.1%})", end="  ")
    print(f"in three {in_three}/{len(found)} ({in_three / len(found):.1%})")
    return 0 if first >= FIRST_BAR * len(found) and in_three >= IN_THREE_BAR * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
