"""Who accounts for which numeral of a document.

A numeral is accounted for by the one fact, change or goal whose figure it is, by any periods and
dates that name it, or by an entry of `not_facts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from laichau_cli.base import model
from laichau_cli.base.lines import Path
from laichau_cli.base.model import FactBase
from laichau_cli.evidence.documents import Document, Numeral
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.numerals import InWords, Span, names
from laichau_cli.evidence.periods import Period, PrintedDate, dates, sentence, with_years
from laichau_cli.evidence.reader import Printed
from laichau_cli.language.messages import Message

MOST_LINES = 5
"""Lines that a message names."""
MOST_SOUGHT = 100_000_000
"""Characters looked through for words that stand elsewhere than the base says."""
MOST_UNACCOUNTED = 1000
"""Numerals of a document that nothing accounts for which are listed one by one."""
CLOSE = 5
"""Lines above a figure that are looked at for the heading it stands below."""
CONTEXT = 24
"""Characters shown on each side of a numeral that nothing accounts for."""
_ROW = re.compile(r"[\s0-9.,%|()–−-]*")
"""A row of a table from its first figure on."""
_TYPED = str.maketrans("\u00a0\u2007\u2009\u202f‐‑‒–—−‘’“”", "    ------''\"\"")
"""Characters that look like one that is easier to type."""
YEAR_BEFORE = InWords("<YEAR_BEFORE>")
"""Words for the same time a year before."""
_YEAR = re.compile(r"(?<![0-9.,/])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])")


class Dated(NamedTuple):
    """The periods that something may be of, all on one line."""

    periods: list[Period]
    line: int
    is_sure: bool
    """Whether they stand in the words themselves or in their sentence."""


class Cited:
    """The words of one piece of evidence, found in their line."""

    def __init__(self, document: Document, evidence: model.Evidence) -> None:
        self.document = document
        self.source = evidence.source
        self.number = evidence.line or 1
        self.text = evidence.text
        self.line = document.line(self.number)
        at = self.line.index(self.text)
        self.span = Span(at, at + len(self.text))

    def figures(self) -> list[Printed]:
        """The figures within the words, read with all of the line in sight."""
        read = self.document.figures(self.number)
        return [figure for figure in read if all(map(self.span.holds, figure.spans))]

    def dates(self) -> list[PrintedDate]:
        """The dates within the words, with their place in the line."""
        found = dates(self.line, lang=self.document.lang)
        return [date for date in found if self.span.holds(date.span)]

    def texts(self, words: str) -> Span | None:
        """Where in the line the words cited hold `words`, uncut; the first letter in any case."""
        for start in {words, words[:1].swapcase() + words[1:]}:
            at = self.line.find(start, *self.span)
            if at >= 0 and not _is_cut(self.line, Span(at, at + len(start))):
                return Span(at, at + len(start))
        return None

    def periods(self, figure: Printed | None = None) -> Dated:
        """The periods that may be those of `figure`, or of the words.

        Those in the words themselves; else the nearest in the sentence, one before the words
        rather than one after. Not sure is the nearest of the sentences before, or of a heading.
        """
        spans = figure.spans if figure else ()
        dated = [
            period
            for period in self._named
            if not period.is_origin and not any(span.holds(period.span) for span in spans)
        ]
        own = sentence(self.line, self.span.start)
        before = [period for period in dated if period.span.end <= self.span.start]
        after = [period for period in dated if period.span.start >= self.span.end]
        for found, is_sure in (
            ([period for period in dated if self.span.holds(period.span)], True),
            ([period for period in before if period.span.start >= own.start][-1:], True),
            ([period for period in after if period.span.end <= own.end][:1], True),
            (before[-1:], False),
        ):
            if found:
                return Dated(found, self.number, is_sure)
        heading, number = self.document.heading(self.number)
        row = self.document.figures(self.number)
        is_row = bool(row) and _ROW.fullmatch(self.line, row[0].extent.start)
        if is_row and len(heading) > 1 and figure in row and len(row) == len(heading):
            return Dated([heading[row.index(figure)]], number, is_sure=False)  # its column's
        return Dated(heading, number, is_sure=False)

    def cut(self) -> Period | None:
        """A period of which the words hold a part, but not its numerals."""
        for period in self.document.periods(self.number):
            if self.span.overlaps(period.extent) and not self.span.holds(period.span):
                return period
        return None

    def origins(self) -> Dated:
        """What the words compare with; else what is nearest to them on their line."""
        if within := self.named():
            origins = [period for period in within if period.is_origin]
            return Dated(origins or within, self.number, is_sure=True)
        origins = [period for period in self._named if period.is_origin]
        before = [period for period in origins if period.span.end <= self.span.start]
        return Dated(before[-1:] or origins[:1], self.number, is_sure=False)

    def named(self) -> list[Period]:
        """The periods within the words themselves."""
        return [period for period in self._named if self.span.holds(period.span)]

    def sentence_periods(self) -> list[Period]:
        """The periods of the clause, but those that something is compared with."""
        own = sentence(self.line, self.span.start)
        start = max(self.line.rfind(";", own.start, self.span.start), own.start)
        end = self.line.find(";", self.span.end, own.end)
        own = Span(start, end if end > 0 else own.end)
        return [each for each in self._named if own.holds(each.span) and not each.is_origin]

    def names_year_before(self) -> bool:
        """Whether the words, or what follows them in their sentence, count from a year before."""
        start, end = self.span.start, sentence(self.line, self.span.start).end
        return YEAR_BEFORE[self.document.lang].search(self.line[start:end]) is not None

    @property
    def heading(self) -> str:
        """The nearest line above without figures, when it is close."""
        for number in range(self.number - 1, max(self.number - CLOSE, 0), -1):
            line = self.document.line(number)
            if line and not self.document.figures(number):
                return line
        return ""

    def heads(self, figure: Printed | None = None) -> list[str]:
        """What a figure of a table is counted in: in brackets before it, else above the table."""
        before = self.line[: figure.spans[0].start if figure else self.span.end]
        row = re.findall(r"\(([^()0-9]*)\)", before)[-1:]
        table = self.document.head_of_table(self.number)
        return [part.strip() for head in (*row, table) for part in re.split("[,;()]", head)]

    def is_day_first(self, base: FactBase) -> bool | None:
        """Whether a date in digits has the day first, by the document or the note of its source."""
        note = base.sources[self.source].note
        said = note.en.lower() if note else ""
        if "day first" in said or "month first" in said:
            return "day first" in said
        return self.document.is_day_first

    @cached_property
    def _named(self) -> list[Period]:
        """Every period of the line; of the words cited a year counts however it is introduced."""
        named = self.document.periods(self.number)
        return with_years(named, _YEAR.finditer(self.line, *self.span))


class Account:
    """The numerals of one document and who accounts for them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._owners: dict[tuple[int, int], dict[str, Path]] = {}
        """Who has the numeral at (line, start) for its figure; nobody where it names a period."""
        self._sought = 0
        self.scope: Sequence[Sequence[int]] = ()
        """The first and the last of the lines that are accounted for; all, if empty."""

    # ---- where words stand

    def misplaced(
        self, id_: str, path: Path, number: int, text: str, place: int | None = None
    ) -> Finding | None:
        """What is wrong with saying that line `number` has `text`, if anything."""
        line = self.document.line(number)
        count = line.count(text)
        if count == 0:
            return self._absent(id_, path, number, text)
        if count > 1 and place is None:
            message = Message(
                "line {line} has '{words}' {count} times; quote a word more",
                line=number,
                words=text,
                count=count,
            )
            return Finding((*path, "text"), id_, message)
        if count < (place or 1):
            message = Message(
                "line {line} has '{words}' {count} times, not {place}",
                line=number,
                words=text,
                count=count,
                place=place,
            )
            return Finding((*path, "at"), id_, message)
        at = _nth(line, text, place or 1)
        if _is_cut(line, Span(at, at + len(text))):
            cut = Span(max(at - 8, 0), at + len(text) + 8)
            self.name(number, cut)
            message = Message(
                "'{words}' begins or ends inside a word or number of '{around}'; quote all of it",
                words=text,
                around=line[slice(*cut)],
            )
            return Finding((*path, "text"), id_, message)
        return None

    def _absent(self, id_: str, path: Path, number: int, text: str) -> Finding:
        self._sought += self.document.length
        if self._sought > MOST_SOUGHT:
            message = Message("line {line} has not the words '{words}'", line=number, words=text)
            return Finding((*path, "line"), id_, message)
        lines = (n for n, other in enumerate(self.document.lines, 1) if text in other)
        elsewhere = [*islice(lines, MOST_LINES + 1)]
        if not elsewhere:
            message = Message(
                "no line of {file} has the words '{words}'{hint}",
                file=self.document.file,
                words=text,
                hint=self._alike(text),
            )
            return Finding((*path, "text"), id_, message)
        for other in elsewhere:
            at = self.document.line(other).index(text)
            self.name(other, Span(at, at + len(text)))
        found = ", ".join(map(str, elsewhere[:MOST_LINES]))
        found += ", …" if len(elsewhere) > MOST_LINES else ""
        message = Message(
            "line {line} has not the words '{words}'; line {found} has",
            line=number,
            words=text,
            found=found,
        )
        return Finding((*path, "line"), id_, message)

    def _alike(self, text: str) -> str:
        """Where the words stand with other blanks, dashes or quotation marks."""
        wanted = text.translate(_TYPED)
        for number, line in enumerate(self.document.lines, 1):
            if (at := line.translate(_TYPED).find(wanted)) >= 0:
                there = line[at : at + len(text)]
                self.name(number, Span(at, at + len(text)))
                other = [
                    f"{unicodedata.name(a).lower()} for {unicodedata.name(b).lower()}"
                    for a, b in zip(there, text, strict=True)
                    if a != b
                ]
                return Message(
                    "; line {line} has '{words}', with {other}",
                    line=number,
                    words=there,
                    other=", ".join(dict.fromkeys(other)),
                )
        return ""

    # ---- whose numerals they are

    def give(self, number: int, owner: str, path: Path, *spans: Span) -> None:
        """Give the numerals within `spans` of a line to `owner`, who stands at `path`."""
        for place in self.document.places(number, *spans):
            self._owners.setdefault(place, {})[owner] = path

    def name(self, number: int, span: Span) -> None:
        """Account for the numerals of a period, which others may name too.

        So are those accounted for of which a finding says already what is wrong.
        """
        for place in self.document.places(number, span):
            self._owners.setdefault(place, {})

    def set_aside(self, source_id: str, entries: Sequence[model.NotFact]) -> Iterator[Finding]:
        """Account for the numerals that carry no fact."""
        for index, entry in enumerate(entries):
            path: Path = ("sources", source_id, "not_facts", index)
            for number in entry.numbers:
                wrong = self.misplaced(source_id, path, number, entry.text, entry.at)
                if wrong is not None:
                    yield wrong
                    continue
                at = _nth(self.document.line(number), entry.text, entry.at or 1)
                span = Span(at, at + len(entry.text))
                if not self.document.places(number, span):
                    message = Message(
                        "'{words}' has no numeral to set aside; take the entry out",
                        words=entry.text,
                    )
                    yield Finding(path, source_id, message)
                self.give(number, f"not_facts of {source_id}", path, span)

    # ---- the account

    @property
    def counted(self) -> list[Numeral]:
        """The numerals that must be accounted for."""
        every = self.document.numerals
        if not self.scope:
            return every
        return [n for n in every if any(first <= n.line <= last for first, last in self.scope)]

    @property
    def by_rule(self) -> int:
        """How many of them nobody names but the rules: list numbers, names of laws and roads."""
        return sum(not self._is_owned(n) and self._is_accounted(n) for n in self.counted)

    @property
    def left(self) -> list[Numeral]:
        """The numerals that nothing accounts for."""
        return [numeral for numeral in self.counted if not self._is_accounted(numeral)]

    def _is_owned(self, numeral: Numeral) -> bool:
        return all((numeral.line, start) in self._owners for start in numeral.parts)

    def _is_accounted(self, numeral: Numeral) -> bool:
        """Whether each part has an owner, or is a name by rule."""
        line = names(self.document.line(numeral.line), self.document.lang)
        return all(
            (numeral.line, start) in self._owners
            or any(name.start <= start < name.end for name in line)
            for start in numeral.parts
        )

    def unaccounted(self, source_id: str) -> Iterator[Finding]:
        """Every numeral that nothing accounts for, or that two figures claim."""
        if self._sought > MOST_SOUGHT:
            message = "too many words stand elsewhere to say which numerals are no fact's"
            yield Finding(("sources", source_id), source_id, message)
            return
        left = self.left
        for numeral in left[:MOST_UNACCOUNTED]:
            message = Message(
                "{numeral} is no fact's; enter it, or put it into not_facts",
                numeral=self._shown(numeral),
            )
            yield Finding(("sources", source_id), source_id, message)
        if len(left) > MOST_UNACCOUNTED:
            message = Message(
                "{count} more numerals are no fact's", count=len(left) - MOST_UNACCOUNTED
            )
            yield Finding(("sources", source_id), source_id, message)
        for numeral in self.document.numerals:
            parts = [self._owners.get((numeral.line, start), {}) for start in numeral.parts]
            if max(map(len, parts)) > 1:
                owners = {owner: path for part in parts for owner, path in part.items()}
                *others, last = owners
                message = Message(
                    "{numeral} is claimed by {others} and {last}; it is one figure",
                    numeral=self._shown(numeral),
                    others=", ".join(others),
                    last=last,
                )
                yield Finding(owners[last], str(owners[last][1]), message)

    def _shown(self, numeral: Numeral) -> str:
        line, (start, end) = self.document.line(numeral.line), numeral.span
        first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(line))
        around = (
            f"{'…' if first else ''}{line[first:last].strip()}{'…' if last < len(line) else ''}"
        )
        return Message(
            "'{numeral}' on line {line} ({around})",
            numeral=line[start:end],
            line=numeral.line,
            around=around,
        )


def _nth(line: str, text: str, place: int) -> int:
    """Where `text` stands in `line` for the so-many-th time."""
    at = -1
    for _ in range(place):
        at = line.find(text, at + 1)
    return at


def _is_cut(line: str, span: Span) -> bool:
    """Whether a quotation of `span` cuts a word or a number in two at either end."""
    for at in span:
        before, after = line[max(at - 1, 0) : at], line[at : at + 1]
        is_mark = before in tuple(".,/") and line[max(at - 2, 0) : at - 1].isdigit()
        is_next = after in tuple(".,/") and line[at + 1 : at + 2].isdigit()
        if (
            (before.isalnum() and after.isalnum())
            or (is_mark and after.isdigit())
            or (is_next and before.isdigit())
        ):
            return True
    return False
