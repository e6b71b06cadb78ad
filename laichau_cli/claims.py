"""Who accounts for which numeral of a document.

A numeral is accounted for by the one fact, change or goal whose figure it is, by any periods and
dates that name it, or by an entry of `not_facts`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from laichau_cli import model, reader
from laichau_cli.findings import Finding
from laichau_cli.lines import Path
from laichau_cli.reader import Printed, Span

CONTEXT = 24
"""Characters shown on each side of a numeral that nothing accounts for."""
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,]\d)")
_MONTH = re.compile(r"\btháng\s+(\d{1,2})\b")
_MONTHS = re.compile(r"\b(\d{1,2})\s+(?:tháng|months)\b")


class Document:
    """A source's lines, NFC, counted from 1 by `line`."""

    def __init__(self, lines: Sequence[str], *, lang: str, file: str) -> None:
        self.lines = lines
        self.lang = lang
        self.file = file

    def line(self, number: int | None) -> str:
        """One line; empty beyond the end."""
        return self.lines[number - 1] if number and number <= len(self.lines) else ""


class Claims:
    """The numerals of one document and who has claimed them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._owners: dict[tuple[int, int], list[str]] = {}
        """Who has the numeral at (line, start) for its figure."""
        self._named: set[tuple[int, int]] = set()
        """Numerals that name a period or a date; several facts may share one."""
        self._totals = {
            figure.total
            for line in document.lines
            for figure in reader.figures(line, lang=document.lang)
            if figure.total is not None
        }

    # ---- where words stand

    def misplaced(self, id_: str, path: Path, evidence: model.Evidence) -> Finding | None:
        """What is wrong with where `evidence` says that its words stand, if anything."""
        return self._misplaced(id_, path, evidence.line or 0, evidence.text)

    def _misplaced(self, id_: str, path: Path, number: int, text: str) -> Finding | None:
        line = self.document.line(number)
        count = line.count(text)
        if count == 0:
            elsewhere = [n for n, other in enumerate(self.document.lines, 1) if text in other]
            if elsewhere:
                found = ", ".join(map(str, elsewhere))
                message = f"line {number} has not the words '{text}'; line {found} has"
                return Finding((*path, "line"), id_, message)
            message = f"no line of {self.document.file} has the words '{text}'"
            return Finding((*path, "text"), id_, message)
        if count > 1:
            message = f"line {number} has '{text}' {count} times; quote a word more"
            return Finding((*path, "text"), id_, message)
        at = line.index(text)
        if _cuts(line, at) or _cuts(line, at + len(text)):
            around = line[max(at - 8, 0) : at + len(text) + 8]
            message = f"'{text}' begins or ends inside a word or number of '{around}'"
            return Finding((*path, "text"), id_, message)
        return None

    # ---- what the words say

    def figures_in(self, evidence: model.Evidence) -> list[Printed]:
        """The figures within the words of `evidence`, read with all of the line in sight."""
        start, end = self._extent(evidence)
        line = self.document.line(evidence.line)
        read = reader.figures(line, lang=self.document.lang)
        return [figure for figure in read if _within(figure.spans, start, end)]

    def dates_in(self, evidence: model.Evidence) -> list[tuple[dt.date, Span]]:
        """The dates within the words of `evidence`, with their place in it."""
        return list(reader.dates(evidence.text))

    def has_total(self, total: object) -> bool:
        """Whether the document prints `total` as the total of some rank or fraction."""
        return total in self._totals

    def years(self, evidence: model.Evidence) -> list[str]:
        """The years printed on the line of `evidence`."""
        return [match.group() for match in _YEAR.finditer(self.document.line(evidence.line))]

    def _extent(self, evidence: model.Evidence) -> tuple[int, int]:
        at = self.document.line(evidence.line).index(evidence.text)
        return at, at + len(evidence.text)

    # ---- claiming

    def claim(self, evidence: model.Evidence, owner: str, figure: Printed) -> None:
        """Give the numerals of `figure` to `owner`."""
        for span in figure.spans:
            self._own(evidence.line or 0, span.start, owner)

    def claim_span(self, evidence: model.Evidence, owner: str, span: Span) -> None:
        """Give the numerals within `span` of the words of `evidence` to `owner`."""
        offset, _ = self._extent(evidence)
        line = self.document.line(evidence.line)
        for match in reader.NUMERAL.finditer(line, offset + span.start, offset + span.end):
            self._own(evidence.line or 0, match.start(), owner)

    def claim_period(self, evidence: model.Evidence, period: str | None) -> bool:
        """Account for the numerals of the line that name `period`; whether there are any."""
        if period is None or evidence.line is None:
            return False
        starts = list(_naming(self.document.line(evidence.line), period))
        self._named.update((evidence.line, start) for start in starts)
        return bool(starts)

    def set_aside(self, source_id: str, entries: Sequence[model.NotFact]) -> Iterator[Finding]:
        """Account for the numerals that carry no fact."""
        for index, entry in enumerate(entries):
            path: Path = ("sources", source_id, "not_facts", index)
            wrong = self._misplaced(source_id, path, entry.line, entry.text)
            if wrong is not None:
                yield wrong
                continue
            line = self.document.line(entry.line)
            at = line.index(entry.text)
            numerals = list(reader.NUMERAL.finditer(line, at, at + len(entry.text)))
            if not numerals:
                message = f"'{entry.text}' has no numeral to set aside; take the entry out"
                yield Finding(path, source_id, message)
            for match in numerals:
                self._own(entry.line, match.start(), "not_facts")

    def _own(self, line: int, start: int, owner: str) -> None:
        owners = self._owners.setdefault((line, start), [])
        if owner not in owners:
            owners.append(owner)

    # ---- the account

    @property
    def numerals(self) -> int:
        """How many numerals the document has; a rank, a fraction or a date is one."""
        return sum(1 for line in self.document.lines for _ in reader.COUNTED.finditer(line))

    @property
    def accounted(self) -> int:
        """How many of them are accounted for."""
        return sum(
            self._is_accounted(number, match)
            for number, line in enumerate(self.document.lines, 1)
            for match in reader.COUNTED.finditer(line)
        )

    def _is_accounted(self, number: int, match: re.Match[str]) -> bool:
        parts = reader.NUMERAL.finditer(match.string, *match.span())
        places = [(number, part.start()) for part in parts]
        return all(place in self._owners or place in self._named for place in places)

    def unaccounted(self, source_id: str) -> Iterator[Finding]:
        """Every numeral that nothing accounts for, or that two figures claim."""
        path: Path = ("sources", source_id)
        for number, line in enumerate(self.document.lines, 1):
            for match in reader.COUNTED.finditer(line):
                around = line[max(match.start() - CONTEXT, 0) : match.end() + CONTEXT].strip()
                where = f"'{match.group()}' on line {number} (…{around}…)"
                if not self._is_accounted(number, match):
                    message = f"{where} is no fact's; enter it, or put it into not_facts"
                    yield Finding(path, source_id, message)
        for (number, start), owners in sorted(self._owners.items()):
            if len(owners) > 1:
                numeral = reader.NUMERAL.match(self.document.line(number), start)
                shown = numeral.group() if numeral else ""
                names = " and ".join(owners)
                message = f"'{shown}' on line {number} is claimed by {names}; it is one figure"
                yield Finding(("facts", owners[-1]), owners[-1], message)


def _cuts(line: str, at: int) -> bool:
    """Whether a quotation that begins or ends at `at` cuts a word or a number in two."""
    before, after = line[at - 1 : at], line[at : at + 1]
    if before.isalnum() and after.isalnum():
        return True
    is_mark = before in tuple(".,") and line[at - 2 : at - 1].isdigit() and after.isdigit()
    is_next = after in tuple(".,") and before.isdigit() and line[at + 1 : at + 2].isdigit()
    return is_mark or is_next


def _within(spans: Sequence[Span], start: int, end: int) -> bool:
    return all(start <= span.start and span.end <= end for span in spans)


def _naming(line: str, period: str) -> Iterator[int]:
    """Where on `line` the numerals stand that name `period`: its years, month or months."""
    first, _, last = period.partition("/")
    years = {first[:4], (last or first)[:4]}
    for match in _YEAR.finditer(line):
        if match.group() in years:
            yield match.start()
    if len(first) >= len("2023-11") and not last:
        for match in _MONTH.finditer(line):
            if int(match.group(1)) == int(first[5:7]):
                yield match.start(1)
    if len(last) == len("2023-10") and first[:4] == last[:4]:
        months = int(last[5:7]) - int(first[5:7]) + 1
        for match in _MONTHS.finditer(line):
            if int(match.group(1)) == months:
                yield match.start(1)
