"""The documents of a base: read whole, held against their digests, and read for figures once."""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from laichau_cli.base import model
from laichau_cli.base.files import read_below
from laichau_cli.evidence import numerals, periods, reader
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.numerals import InWords, Span, Spans
from laichau_cli.evidence.periods import Period
from laichau_cli.evidence.reader import Printed
from laichau_cli.language.figures import is_year
from laichau_cli.language.messages import Message, reason_of
from laichau_cli.language.safe import MOST_MARKS, has_flood

MAX_LINE = 100_000
"""Characters of a line: each fact cited from it looks through all of it."""
MAX_NUMERALS = 200_000
"""Numerals of a document: each of them wants to be accounted for."""

MOST_ROWS = 60
"""Lines of a table below the one that says its unit."""
_UNIT_HEADS = InWords("<UNIT_HEADS>")


_NO_TEXT = {
    b"%pdf": "make one of it (`pdftotext -layout FILE.pdf FILE.txt`)",
    b"pk\x03\x04": "save it as plain text in UTF-8 (`pandoc -t plain FILE.docx -o FILE.txt`)",
    b"\xd0\xcf\x11\xe0": "save it as plain text in UTF-8 from the program that wrote it",
    b"{\\rtf": "save it as plain text in UTF-8",
    b"<!doctype": "make one of it (`pandoc -t plain FILE.html -o FILE.txt`)",
    b"<html": "make one of it (`pandoc -t plain FILE.html -o FILE.txt`)",
}
"""How documents of other formats begin, and how to get at their text."""


class Numeral(NamedTuple):
    """One numeral of a document: a number, or all of a rank, a fraction or a date."""

    line: int
    span: Span
    parts: tuple[int, ...]
    """Where each number of it begins in the line."""


class Document:
    """A source's lines, NFC, counted from 1; `digest` is the SHA-256 of its bytes."""

    def __init__(self, lines: Sequence[str], *, lang: str, file: str, digest: str) -> None:
        self.lines = lines
        self.length = sum(map(len, lines)) + len(lines)
        """Characters of all of it."""
        self.lang = lang
        self.file = file
        self.digest = digest
        self.figures = functools.cache(self._figures)
        """Every figure of a line, by its number."""
        self.periods = functools.cache(self._periods)
        """Every period that a line names."""
        self._headings: dict[int, int] = {}
        """For a line, the nearest heading there or above; 0 where there is none."""

    def line(self, number: int | None) -> str:
        """One line; empty beyond the end."""
        return self.lines[number - 1] if number and number <= len(self.lines) else ""

    def _figures(self, number: int | None) -> list[Printed]:
        return list(reader.figures(self.line(number), lang=self.lang))

    def _periods(self, number: int | None) -> list[Period]:
        return periods.periods(self.line(number), lang=self.lang)

    def places(self, number: int, *spans: Span) -> set[tuple[int, int]]:
        """Where the numerals within `spans` of a line begin, each with the number of the line."""
        line = self.line(number)
        found = (match for span in spans for match in numerals.numerals(line, *span))
        return {(number, match.start()) for match in found}

    @functools.cached_property
    def numerals(self) -> list[Numeral]:
        """Every numeral, from the first line on; of very many only a few too many."""
        found = (
            Numeral(
                number,
                Span(*match.span()),
                tuple(part.start() for part in numerals.numerals(line, *match.span())),
            )
            for number, line in enumerate(self.lines, 1)
            for match in numerals.counted(line)
        )
        return [*islice(found, MAX_NUMERALS + 1)]

    @functools.cached_property
    def rank_totals(self) -> set[Decimal]:
        """How many are ranked, by each rank that prints it."""
        figures = (
            figure for number in range(len(self.lines)) for figure in self.figures(number + 1)
        )
        return {figure.total for figure in figures if figure.is_rank and figure.total is not None}

    @functools.cached_property
    def is_day_first(self) -> bool | None:
        """Whether dates in digits have the day first, by those that can be read in one way only."""
        sure = {
            date.date.day == int(self.line(number)[slice(*date.span)].split("/")[0])
            for number, line in enumerate(self.lines, 1)
            if "/" in line
            for date in periods.dates(line, lang=self.lang)
            if not date.is_unsure and "/" in line[slice(*date.span)]
        }
        return sure.pop() if len(sure) == 1 else None

    def head_of_table(self, number: int) -> str:
        """What the lines above say that a table is counted in, as `Unit: tonnes`; else nothing."""
        for above in range(number - 1, max(number - MOST_ROWS, 0), -1):
            if found := _UNIT_HEADS[self.lang].search(self.line(above)):
                return self.line(above)[found.end() :]
        return ""

    def heading(self, number: int) -> tuple[list[Period], int]:
        """The periods of the nearest line above that has no other figures, and its number."""
        above = number - 1
        while above > 0 and above not in self._headings and not self._is_heading(above):
            above -= 1
        heading = self._headings.get(above, above)
        self._headings |= dict.fromkeys(range(above, number), heading)
        return (self._head_periods(heading), heading) if heading else ([], number)

    def _is_heading(self, number: int) -> bool:
        """Whether a line names periods and has no other numeral but its own number in a list."""
        named = self._head_periods(number)
        if not named:
            return False
        line = self.line(number)
        listed = [
            name for name in numerals.names(line, self.lang) if not line[: name.start].strip(" (")
        ]
        within = Spans([*(period.span for period in named), *listed])
        return all(within.hold(Span(*match.span())) for match in numerals.numerals(line))

    def _head_periods(self, number: int) -> list[Period]:
        """The periods of a line; if all its numerals are years, each of them is one."""
        line, named = self.line(number), self.periods(number)
        found = [*numerals.numerals(line)]
        is_row = len(found) > 1 and all(is_year(match.group()) for match in found)
        return periods.with_years(named, found) if is_row else named


@functools.lru_cache(maxsize=256)
def quoted(words: str, lang: str) -> Document:
    """Quoted words of a source without a document, as a document of one line."""
    return Document([words], lang=lang, file="", digest="")


def read_documents(
    sources: Mapping[str, model.Source], folder: str
) -> tuple[dict[str, Document], list[Finding]]:
    """The documents that can be read, by the id of their source, and what is wrong with others."""
    documents: dict[str, Document] = {}
    wrong: list[Finding] = []
    for id_, source in sources.items():
        if source.file is None:
            continue
        try:
            documents[id_] = read_document(folder, source.file, lang=source.lang)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            byte = f"0x{error.object[error.start]:02x}"
            reason: str = Message("byte {byte} on line {line} is not UTF-8", byte=byte, line=line)
        except (OSError, ValueError) as error:
            reason = reason_of(error)
        else:
            continue
        message = Message("{path} cannot be read: {reason}", path=source.file, reason=reason)
        wrong.append(Finding(("sources", id_, "file"), id_, message))
    return documents, wrong


def read_document(folder: str, file: str, *, lang: str) -> Document:
    """The document `file` below `folder`; raises OSError or ValueError where it cannot be read."""
    data = read_below(folder, file)
    for begins, advice in _NO_TEXT.items():
        if data[:64].lstrip().lower().startswith(begins):
            raise ValueError(
                Message(
                    "it is no plain text; {advice}, and enter the text as `file`",
                    advice=Message(advice),
                )
            )
    lines = data.decode("utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise ValueError(
                Message(
                    "line {line} has more than {most} characters; break it up",
                    line=number,
                    most=MAX_LINE,
                )
            )
        if not line.isascii():
            if has_flood(line):  # which takes Python the square of their number to put right
                raise ValueError(
                    Message(
                        "line {line} has more than {most} combining marks on a letter",
                        line=number,
                        most=MOST_MARKS,
                    )
                )
            lines[number - 1] = unicodedata.normalize("NFC", line)
    digest = hashlib.sha256(data).hexdigest()
    document = Document(lines, lang=lang, file=file, digest=digest)
    if len(document.numerals) > MAX_NUMERALS:
        raise ValueError(
            Message("it has more than {most} numerals; cite a part of it", most=MAX_NUMERALS)
        )
    return document
