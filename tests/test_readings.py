"""The reader on reports of many kinds: documents with every numeral judged by hand.

A judged numeral is written {printed|judged}: the value with its hedges as `Printed.said` has them
and `rise` or `fall`; `@` and a period (`^@` what is compared with, `?` at its end a year left
open); `-` no figure at all; `.` not judged.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from laichau_cli.evidence import reader
from laichau_cli.evidence.reader import Printed, Span

FOLDER = Path(__file__).parent / "readings"
JUDGED = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Case(NamedTuple):
    line: str
    span: Span
    judged: str


def cases(path: Path) -> list[Case]:
    """Each judged numeral of a document, in its line without the marks."""
    found = []
    for marked in path.read_text(encoding="utf-8").splitlines():
        line, last = "", 0
        spans = []
        for match in JUDGED.finditer(marked):
            line += marked[last : match.start()]
            spans.append((Span(len(line), len(line) + len(match[1])), match[2]))
            line += match[1]
            last = match.end()
        line += marked[last:]
        found += [Case(line, span, judged) for span, judged in spans if judged != "."]
    return found


def said(figure: Printed) -> str:
    words = figure.said()
    if figure.moves and figure.value >= 0:
        words += " fall" if figure.falls else " rise"
    return words


def overlaps(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def read(case: Case, lang: str) -> str:
    """What the reader makes of a judged numeral, in the words of the judgement."""
    periods = [p for p in reader.periods(case.line, lang=lang) if overlaps(p.span, case.span)]
    if case.judged.lstrip("^").startswith("@"):
        iso = case.judged.lstrip("^@").rstrip("?")
        for period in periods:
            left_open = period.leaves_open(iso)
            if left_open is not None:
                open_ = "?" if left_open else ""
                return f"{'^' if period.is_origin else ''}@{iso}{open_}"
        return f"periods {[tuple(p)[1:] for p in periods]}"
    figures = [
        figure
        for figure in reader.figures(case.line, lang=lang)
        if any(overlaps(span, case.span) for span in figure.spans)
    ]
    if periods and not YEAR.search(case.line[slice(*case.span)]):
        return "a period"
    return "; ".join(map(said, figures)) or "-"


DOCUMENTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_each_judged_numeral_is_read(path: Path) -> None:
    lang = path.stem.rpartition(".")[2]
    judged = cases(path)
    assert len(judged) > 50
    wrong = [
        (case.line[slice(*case.span)], case.judged, found)
        for case in judged
        if (found := read(case, lang)) != case.judged
    ]
    assert wrong == []
