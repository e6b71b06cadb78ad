"""When something was so: the dates and periods that a line prints, and where sentences end."""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from laichau_cli.evidence.numerals import LANGUAGES, NUMERAL, InWords, Span, Spans, any_of, plain

_BEFORE = 60
"""Characters before a period that are searched for what it is compared with."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTH_NUMBERS = {
    name: number for number, full in enumerate(_MONTHS, 1) for name in (full, full[:3])
}
MONTH_NUMBERS |= {"sept": 9}
"""Months by their names, in full and short."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Y = "(?:19|20)[0-9]{2}"
_TO = r"\s*(?:[-–—−]|to\b|and\b|đến\b)\s*"
_OWN = {
    "YYYY": _Y,
    "DD": "[0-9]{1,2}",
    "MM": "(?:1[0-2]|0?[1-9])(?![0-9])",
    # Only with its capital: "may 5" and "march 5" are words.
    "NAME": "(?-i:"
    + "|".join(sorted((n.capitalize() for n in MONTH_NUMBERS), key=len, reverse=True))
    + ")",
}
_RANGE = (
    rf"(?<![0-9.,])(?P<first>{_Y})(?:{_TO}(?:năm\s+)?|\s*/\s*)(?P<last>{_Y})(?![0-9]|[.,][0-9])",
    rf"(?<![0-9.,/])(?P<first>{_Y})[-–/](?P<short>[0-9]{{2}})(?![0-9/]|[-.,–][0-9])",
)
_YEAR = rf"\s*(?P<year>{_Y})(?![0-9]|[.,][0-9]|{_TO}{_Y})"
_DATES = (
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])",
    r"(?<!tháng )(?P<day>DD)[/-](?P<month>DD)[/-](?P<year>[0-9]{4})(?![0-9])",
    r"(?P<day>DD)\.(?P<month>DD)\.(?P<year>[0-9]{4})(?![0-9])",
    r"(?P<day>DD)/(?P<month>DD)/(?P<short>[0-9]{2})(?![0-9/]|[.,][0-9]|\s*%)",
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)]*+\s++(?=[\"“‘(]?[A-ZĐÀ-Ỹ0-9])")


_ORIGINS = InWords("<ORIGINS>")
_OUTSIDE = InWords(r"(?<!\w)(?:<OUTSIDE>)\s*$")
_ONWARDS = InWords(r"\s*(?:<ONWARDS>)(?!\w)")
_LENGTHS = InWords("<LENGTHS>")


@functools.cache
def _patterns(lang: str) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """The patterns of dates in a language, and of all other periods."""
    words = LANGUAGES[lang]
    own = _OWN | {"WORD": f"(?:{any_of(words.NUMBER_WORDS) or '$.'})"}

    def made(pattern: str) -> re.Pattern[str]:
        # A name holds no digit of another number, and no pattern holds its own name twice.
        pattern = re.sub(r"YYYY|DD|MM|NN|NAME|WORD", lambda name: own[name.group()], pattern)
        return re.compile(pattern, re.IGNORECASE)

    years = rf"(?:(?P<end>{words.YEAR_ENDS})(?:năm\s+)?|{words.YEAR_WORDS}){_YEAR}"
    others = (*words.DAYS, *words.PERIODS, *_RANGE, years, words.OLD_YEARS)
    dated = [made(rf"(?<![0-9/.,]){pattern}") for pattern in (*_DATES, *words.DATES)]
    return dated, [made(pattern) for pattern in others]


class Period(NamedTuple):
    """A period as printed: its years, if any, and how much of the year."""

    span: Span
    """From its first numeral to its last."""
    years: tuple[int, ...]
    """The first and the last, or the only one; none where the words leave it open."""
    extent: Span = Span(0, 0)
    """With the words around its numerals: `end of 2022`, `10 months`."""
    months: tuple[int, ...] = ()
    """The month, or the first and the last of several."""
    day: int | None = None
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
        if len(self.months) > 1:
            is_so = starts[0] == ends[0] and (*starts[1:], *ends[1:]) == self.months
            return open_ if is_so else None
        if self.is_end and not last and starts[1:] == [12, 31][: len(starts) - 1]:
            return open_
        printed = [*self.months] if self.day is None else [*self.months, self.day]
        if len(starts) == 1:  # the year for the month
            open_ |= {*self.months}
        parts = [*zip(starts[1:], printed, strict=False), *zip(ends[1:], printed, strict=False)]
        if any(entered != own for entered, own in parts):
            return None
        return open_ | {*starts[1 + len(printed) :], *ends[1 + len(printed) :]}


def _parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")]


class PrintedDate(NamedTuple):
    """A full date as printed, and where."""

    date: dt.date
    span: Span
    is_unsure: bool = False
    """Its day and month could be the other way round."""


def dates(line: str, *, lang: str) -> Iterator[PrintedDate]:
    """Every full date that `line` prints; two where nothing says which part is the day."""
    line = plain(line)
    taken = Spans([])
    for pattern in _patterns(lang)[0]:
        new = [match for match in pattern.finditer(line) if not taken.overlap(Span(*match.span()))]
        for match in new:
            yield from _dates(match, lang)
        taken = Spans([*taken.spans, *(Span(*match.span()) for match in new)]) if new else taken


def _dates(match: re.Match[str], lang: str) -> Iterator[PrintedDate]:
    parts = {name: text for name, text in match.groupdict().items() if text}
    day, year = int(parts["day"]), int(parts.get("year") or 2000 + int(parts["short"]))
    is_digits = "month" in parts
    month = int(parts["month"]) if is_digits else MONTH_NUMBERS[parts["name"].lower()]
    orders = [(day, month)]
    is_iso = is_digits and match.group().startswith(parts.get("year", "none"))
    if is_digits and not is_iso and LANGUAGES[lang].DAY_FIRST is None and day != month:
        orders.append((month, day))
    found = []
    for day_, month_ in orders:
        try:
            found.append(dt.date(year, month_, day_))
        except ValueError:
            continue
    return (PrintedDate(date, Span(*match.span()), len(found) > 1) for date in found)


def periods(line: str, *, lang: str) -> list[Period]:
    """Every period that `line` prints, from left to right."""
    line = plain(line)
    found = [
        Period(span, (date.year,), span, months=(date.month,), day=date.day)
        for date, span, _ in dates(line, lang=lang)
    ]
    taken = Spans(period.extent for period in found)
    for pattern in _patterns(lang)[1]:
        new = [
            period
            for match in pattern.finditer(line)
            if (period := _period(match, line, lang)) and not taken.overlap(period.span)
        ]
        if new:
            found += new
            taken = Spans(period.span for period in found)
    return sorted(period._replace(is_origin=_is_origin(period, line, lang)) for period in found)


def _is_origin(period: Period, line: str, lang: str) -> bool:
    """Whether the words before a period compare something with it."""
    for at in (period.span.start, period.extent.start):
        before = line[max(at - _BEFORE, 0) : at]
        before = re.sub(r"(?:\bnăm|\btháng|\bquý|\bngày)\s*$", "", before, flags=re.IGNORECASE)
        if _ORIGINS[lang].search(before):
            return True
    return False


def is_outside(period: Period, line: str, lang: str) -> bool:
    """Whether the words beside a period make it a limit: before it, from it on, months up to it."""
    starts = (period.extent.start, period.span.start)
    return _ONWARDS[lang].match(line, period.extent.end) is not None or any(
        _OUTSIDE[lang].search(line, max(at - _BEFORE, 0), at) for at in starts
    )


def with_years(named: Sequence[Period], matches: Iterable[re.Match[str]]) -> list[Period]:
    """The periods `named`, and each year among `matches` that is no part of them."""
    known = Spans(period.span for period in named)
    years = ((Span(*match.span()), int(match.group())) for match in matches)
    bare = [Period(span, (year,), span) for span, year in years if not known.overlap(span)]
    return sorted([*named, *bare])


def _period(match: re.Match[str], line: str, lang: str) -> Period | None:
    parts = {name: text for name, text in match.groupdict().items() if text}
    extent = Span(*match.span())
    inner = [number.span() for number in NUMERAL.finditer(line, *extent)]
    span = Span(inner[0][0], inner[-1][1]) if inner else extent
    if "decade" in parts:
        first = int(parts["decade"])
        return Period(span, (first, first + 9), extent)
    named = (parts.get(name, "") for name in ("first", "last", "year", "in", "in2"))
    years = [int(year) for year in named if year.isdecimal()]
    months = _months(parts, lang)
    if "short" in parts:
        short = int(parts["short"])
        last = years[0] // 100 * 100 + short
        if last > years[0]:
            years.append(last)
        elif not 1 <= short <= 12:
            return None
        else:
            months = (short,)
    is_length = "months" in parts and not years and "last" not in parts
    before = line[max(match.start() - _BEFORE, 0) : match.start()]
    is_falling = "last" in parts and years[-1:] < years[:1]
    if is_falling or months is None or (is_length and _LENGTHS[lang].search(before)):
        return None
    day = int(parts["day"]) if "day" in parts else None
    years = [*dict.fromkeys(years)]
    return Period(span, tuple(years), extent, months=months, day=day, is_end="end" in parts)


def _months(parts: Mapping[str, str], lang: str) -> tuple[int, ...] | None:
    """The month that a period names, or the first and the last; None where there is none."""
    words = LANGUAGES[lang].NUMBER_WORDS

    def number(name: str) -> int:
        text = parts[name].lower()
        digits = re.match("[0-9]+", text)
        return int(digits.group()) if digits else {**_ROMAN, **MONTH_NUMBERS, **words}.get(text, 0)

    if "months" in parts:
        count = number("months")
        end = number("name") if "name" in parts else 12 if "last" in parts else count
        months: tuple[int, ...] = (end + 1 - count, end)
    elif "quarter" in parts:
        months = (3 * number("quarter") - 2, 3 * number("quarter"))
    elif "quarters" in parts:
        months = (1, 3 * number("quarters"))
    elif "half" in parts:
        is_first = parts["half"] in ("đầu", "1") or words.get(parts["half"].lower()) == 1
        months = (1, 6) if is_first else (7, 12)
    else:
        names = ("name", "to_name", "month", "to")
        months = tuple(number(name) for name in names if name in parts)
    is_rising = len(months) < 2 or months[0] <= months[1]
    return months if is_rising and all(1 <= month <= 12 for month in months) else None


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
