"""An independent reader of printed figures, to hold what was entered against what is printed.

It shares nothing with the way figures are written out: it starts from the words of a document, in
Vietnamese or English, and says what numbers they print, how they are hedged and what follows them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from laichau_cli.language import en, vi

NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
"""A numeral with the marks inside it."""
COUNTED = re.compile(r"[0-9]+(?:[.,/][0-9]+)*")
"""What counts as one numeral of a document: a rank, a fraction or a date is one."""

_WORDS = {"vi": vi, "en": en}
"""The words of each language that can be read; another one is another file like these."""
_BEFORE = 48
"""Characters before a numeral that are searched for hedges."""
_AFTER = 80
"""Characters after it that are kept for the unit."""
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_AND = re.compile(r"\s*and\s*(?=[0-9])")
_CURRENCY = re.compile(r"(?:US|A|C)?[$€£¥₫]\s?$")
_MINUS = re.compile(r"(?<=[\s(:])[-−]$")

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, full in enumerate(_MONTH_NAMES, 1) for name in (full, full[:3])}
_NAME = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = "(?:19|20)[0-9]{2}"
_DAY, _MONTH = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})"
_TO = r"\s*(?:[-–]|to\b|and\b|đến\b)\s*"
_YEAR = rf"(?P<year>{_Y})(?![0-9]|[.,][0-9]|{_TO}{_Y})"
_DATES = [
    re.compile(rf"(?<![0-9/.,]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[/-]{_MONTH}[/-](?P<year>[0-9]{{4}})\b",
        rf"{_DAY}\s+tháng\s+{_MONTH}(?:,?\s+năm)?\s+(?P<year>[0-9]{{4}})\b",
        rf"{_DAY}(?:st|nd|rd|th)?\s+{_NAME}\s+(?P<year>[0-9]{{4}})\b",
        rf"\b{_NAME}\s+{_DAY},\s+(?P<year>[0-9]{{4}})\b",
    )
]
_RANGE = rf"(?<![0-9.,])(?P<first>{_Y}){_TO}(?P<last>{_Y})(?![0-9]|[.,][0-9])"
_OWN = {"YYYY": _Y, "YEAR": _YEAR, "RANGE": _RANGE, "MONTH": "|".join(_MONTH_NAMES)}
_PERIODS = {
    lang: re.compile(
        re.sub("YYYY|YEAR|RANGE|MONTH", lambda name: _OWN[name.group()], "|".join(words.PERIODS)),
        re.IGNORECASE,
    )
    for lang, words in _WORDS.items()
}
_ORIGINS = {lang: re.compile(words.ORIGINS, re.IGNORECASE) for lang, words in _WORDS.items()}
_MOVES = {
    lang: re.compile(rf"\b(?:{words.MOVES})$", re.IGNORECASE) for lang, words in _WORDS.items()
}
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)]*+\s++(?=[\"“‘(]?[A-ZĐÀ-Ỹ0-9])")


class Span(NamedTuple):
    """Where something stands in its line."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within."""
        return self.start <= other.start and other.end <= self.end


class Spans:
    """Spans of one line, to hold others against: each answer is one search in their order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = [*accumulate((span.end for span in ordered), max)]
        """How far the spans up to each one reach."""

    def hold(self, other: Span) -> bool:
        """Whether one of them holds `other`."""
        before = bisect_right(self._starts, other.start)
        return before > 0 and self._reach[before - 1] >= other.end

    def overlap(self, other: Span) -> bool:
        """Whether one of them has something in common with `other`."""
        before = bisect_left(self._starts, other.end)
        return before > 0 and self._reach[before - 1] > other.start


class Printed(NamedTuple):
    """A figure as printed: its numbers, what stands before and after, where its numerals are."""

    value: Decimal
    high: Decimal | None
    total: Decimal | None
    bound: str | None
    estimate: bool
    is_rank: bool
    falls: bool
    moves: bool
    """It is printed as how far something rose or fell."""
    sign: str
    """The sign of a currency before the number, if there is one."""
    sign_at: int
    after: str
    """What follows the number and its scale word, for the unit."""
    after_at: int
    """Where that begins in the line."""
    spans: tuple[Span, ...]
    """Of each numeral of it: the value's, and the range's end or the total's."""
    extent: Span
    """All of it, from the first word that hedges or ranks it to its scale word."""

    @property
    def moved(self) -> Decimal:
        """The figure as a change: negative after a word for falling."""
        return self.value.copy_negate() if self.falls else self.value

    def said(self) -> str:
        """What was read, for a message."""
        words = [
            word for word, here in (("estimate", self.estimate), ("rank", self.is_rank)) if here
        ]
        words += [self.bound] if self.bound else []
        words.append(f"{self.value:f}")
        if self.high is not None:
            words.append(f"to {self.high:f}")
        if self.total is not None:
            words.append(f"of {self.total:f}")
        return " ".join(words)


class PrintedPeriod(NamedTuple):
    """A period as printed: its years, if any, and how much of the year."""

    span: Span
    """From its first numeral to its last."""
    years: tuple[int, ...]
    """The first and the last, or the only one; none where the words leave it open."""
    extent: Span = Span(0, 0)
    """With the words around its numerals: `end of 2022`, `10 months`."""
    month: int | None = None
    day: int | None = None
    months: int | None = None
    """So many months from January on."""
    is_end: bool = False
    """The end of the year."""
    is_origin: bool = False
    """What something is compared with, not when it was so."""

    def leaves_open(self, period: str) -> set[int] | None:
        """The numbers of an ISO 8601 `period` that these words leave open; None if they differ."""
        first, _, last = period.partition("/")
        starts, ends = _parts(first), _parts(last or first)
        if self.years and (starts[0], ends[0]) != (self.years[0], self.years[-1]):
            return None
        open_ = set() if self.years else {starts[0], ends[0]}
        if self.months is not None:
            is_so = starts[1:] == [1] and ends == [starts[0], self.months]
            return open_ if is_so else None
        if self.month is not None:
            printed = [self.month] if self.day is None else [self.month, self.day]
            if any(
                a != b for part in (starts, ends) for a, b in zip(part[1:], printed, strict=False)
            ):
                return None
            return open_ | {*starts[1 + len(printed) :], *ends[1 + len(printed) :]}
        if self.is_end and not last and starts[1:] == [12, 31][: len(starts) - 1]:
            return open_
        return open_ | {*starts[1:], *ends[1:]}


def _parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")]


def number(numeral: str, *, lang: str) -> Decimal | None:
    """The number that `numeral` is in a document in `lang`; None where it cannot be told."""
    return _number(numeral, lang, 0)


def _number(numeral: str, lang: str, power: int) -> Decimal | None:
    thousands, decimal = _WORDS[lang].THOUSANDS, _WORDS[lang].DECIMAL
    whole, mark, fraction = numeral.partition(decimal)
    groups = whole.split(thousands)
    if decimal in fraction or thousands in fraction or (mark and not fraction):
        return None
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])
    ):
        return None
    # From the digits, not by multiplication, which would round beyond 28 of them.
    digits = Decimal(f"{''.join(groups)}{'.' if fraction else ''}{fraction}E{power}")
    return Decimal(f"{digits:f}")


def figures(line: str, *, lang: str) -> Iterator[Printed]:
    """Every figure that `line` prints, from left to right.

    A range or a rank of many is one figure, and each of its ends is not read again.
    """
    at = 0
    while match := NUMERAL.search(line, at):
        figure = _figure_at(line, match, lang)
        if figure is None:
            at = match.end()
            continue
        yield figure
        at = figure.spans[-1].end


def dates(line: str) -> Iterator[tuple[dt.date, Span]]:
    """Every full date that `line` prints, and where."""
    for pattern in _DATES:
        for match in pattern.finditer(line):
            parts = match.groupdict()
            # Case aside, ſ is s and ı is i to a pattern: a name of months that is none has no date.
            month = int(parts.get("month") or _MONTHS.get((parts.get("name") or "").lower(), 0))
            try:
                yield dt.date(int(parts["year"]), month, int(parts["day"])), Span(*match.span())
            except ValueError:
                continue


def periods(line: str, *, lang: str) -> list[PrintedPeriod]:
    """Every period that `line` prints, from left to right."""
    found = [
        PrintedPeriod(span, (date.year,), span, month=date.month, day=date.day)
        for date, span in dates(line)
    ]
    taken = Spans(period.span for period in found)
    for match in _PERIODS[lang].finditer(line):
        span = _numerals_of(match)
        if not taken.overlap(span):
            found.append(_period(match, span, line, lang))
    return sorted(found)


def _numerals_of(match: re.Match[str]) -> Span:
    """The extent of the numerals that name a period, without the words around them."""
    numerals = list(NUMERAL.finditer(match.string, *match.span()))
    return Span(numerals[0].start(), numerals[-1].end())


def _period(match: re.Match[str], span: Span, line: str, lang: str) -> PrintedPeriod:
    parts = {name: text for name, text in match.groupdict().items() if text}
    years = [parts[name] for name in ("first", "last", "year", "of", "in") if name in parts]
    name = parts.get("name")
    month = _MONTHS.get(name.lower()) if name else int(parts["month"]) if "month" in parts else None
    words = line[max(span.start - _BEFORE, 0) : span.start]
    words = re.sub(r"(?:\bnăm|\btháng)\s*$", "", words, flags=re.IGNORECASE)
    return PrintedPeriod(
        span,
        tuple(map(int, years)),
        Span(*match.span()),
        month=month,
        months=int(parts["months"]) if "months" in parts else None,
        is_end="end" in parts,
        is_origin=_ORIGINS[lang].search(words) is not None,
    )


def sentence(line: str, at: int) -> Span:
    """The sentence of `line` in which the character at `at` stands."""
    ends = _sentence_ends(line)
    place = bisect_right(ends, at)
    start = ends[place - 1] if place else 0
    return Span(start, ends[place] if place < len(ends) else len(line))


@functools.lru_cache(maxsize=8)
def _sentence_ends(line: str) -> list[int]:
    """Where sentences of a line end; several facts are cited from one."""
    return [match.end() for match in _SENTENCE_END.finditer(line)]


def _figure_at(line: str, match: re.Match[str], lang: str) -> Printed | None:
    if number(match.group(), lang=lang) is None:
        return None
    spans = [Span(*match.span())]
    words = _WORDS[lang]
    ordinal = re.compile(words.ORDINALS).match(line, match.end()) if words.ORDINALS else None
    at = ordinal.end() if ordinal else match.end()
    begin = max(match.start() - _BEFORE, 0)
    before = line[begin : match.start()]
    second, is_range = _second(line, match, at, lang, before)
    if second:
        spans.append(Span(*second.span()))
        at = second.end()
    power, at = _scale(line, at, lang)
    value = _number(match.group(), lang, power)
    if value is None:  # as above
        return None
    currency = _CURRENCY.search(before)
    sign_at = begin + (currency.start() if currency else len(before))
    before = line[begin:sign_at]
    if minus := _MINUS.search(before):
        value, before = value.copy_negate(), before[: minus.start()]
    rank = "" if ordinal else _ending(before, words.RANKS)
    hedges = _hedges(before, lang)
    after = line[at : at + _AFTER]
    return Printed(
        value,
        _number(second.group(), lang, power) if second and is_range else None,
        number(second.group(), lang=lang) if second and not is_range else None,
        hedges.bound,
        hedges.estimate,
        is_rank=bool(ordinal or rank),
        falls=bool(_ending(before, words.FALLS)),
        moves=_MOVES[lang].search(before[: hedges.start].rstrip()) is not None,
        sign=currency.group().rstrip() if currency else "",
        sign_at=sign_at,
        after=after.lstrip(),
        after_at=at + len(after) - len(after.lstrip()),
        spans=tuple(spans),
        extent=Span(begin + min(hedges.start, len(before.rstrip()) - len(rank)), at)
        if rank or hedges.bound or hedges.estimate
        else Span(sign_at - (value < 0), at),
    )


def _second(
    line: str, match: re.Match[str], at: int, lang: str, before: str
) -> tuple[re.Match[str] | None, bool]:
    """The numeral that makes a range or a total with this one, and whether it is a range."""
    ratio = re.compile(rf"\s*(?:{_WORDS[lang].RATIOS})\s*(?=[0-9])").match(line, at)
    if ratio and (other := NUMERAL.match(line, ratio.end())):
        return (other, False) if number(other.group(), lang=lang) is not None else (None, False)
    dash = re.compile(rf"\s*(?:{_WORDS[lang].RANGES})\s*(?=[0-9])").match(line, at)
    if dash is None and _BETWEEN.search(before):
        dash = _AND.match(line, at)
    if dash and (other := NUMERAL.match(line, dash.end())):
        low, high = number(match.group(), lang=lang), number(other.group(), lang=lang)
        if low is not None and high is not None and low < high:
            return other, True
    return None, False


def _scale(line: str, at: int, lang: str) -> tuple[int, int]:
    """The power of ten of a scale word at `at`, and where it ends."""
    rest = line[at : at + _AFTER]
    words = rest.lstrip()
    for word, power in _WORDS[lang].SCALES.items():
        if words[: len(word)].lower() == word and not words[len(word) : len(word) + 1].isalnum():
            return power, at + len(rest) - len(words) + len(word)
    return 0, at


class _Hedges(NamedTuple):
    bound: str | None
    estimate: bool
    start: int


def _hedges(before: str, lang: str) -> _Hedges:
    bound = None
    before = before.rstrip()
    start = len(before)
    for name, hedges in _WORDS[lang].HEDGES.items():
        if word := _ending(before, hedges):
            bound = name
            start -= len(word)
            before = before[:start].rstrip()
            break
    if word := _ending(before, _WORDS[lang].ESTIMATES):
        start = len(before) - len(word)
    return _Hedges(bound, bool(word), start)


def _ending(before: str, words: tuple[str, ...]) -> str:
    """The first of `words` that `before` ends with, as a word of its own."""
    lowered = before.rstrip().lower()
    for word in words:
        at = len(lowered) - len(word)
        if at >= 0 and lowered.endswith(word) and not lowered[at - 1 : at].isalnum():
            return word
    return ""
