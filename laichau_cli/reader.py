"""An independent reader of printed figures, to hold what was entered against what is printed.

It shares nothing with the way figures are written out: it starts from the words of a document, in
Vietnamese or English, and says what numbers they print, how they are hedged and what follows them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
"""A numeral with the marks inside it."""
COUNTED = re.compile(r"\d+(?:[.,/]\d+)*")
"""What counts as one numeral of a document: a rank, a fraction or a date is one."""

_SCALES = {
    "vi": {
        "nghìn tỷ": 12, "nghìn tỉ": 12, "ngàn tỷ": 12, "nghìn": 3, "ngàn": 3, "triệu": 6,
        "tỷ": 9, "tỉ": 9,
    },
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}  # fmt: skip
_HEDGES: dict[str, dict[str, tuple[str, ...]]] = {
    "vi": {
        "over": ("trên", "hơn"),
        "nearly": ("gần", "xấp xỉ"),
        "about": ("khoảng", "chừng"),
    },
    "en": {
        "over": ("over", "more than", "above"),
        "nearly": ("nearly", "almost", "close to"),
        "about": ("about", "around", "approximately", "roughly", "some"),
    },
}
_ESTIMATES = {
    "vi": ("ước", "ước đạt", "ước tính", "ước khoảng"),
    "en": ("an estimated", "estimated", "est.", "estimated at", "an estimated total of"),
}
_RANKS = {"vi": ("thứ", "hạng"), "en": ("rank", "ranked", "ranks", "place", "number")}
_FALLS = {"vi": ("giảm",), "en": ("down", "fell", "fell by", "down by", "lost")}
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, full in enumerate(_MONTH_NAMES, 1) for name in (full, full[:3])}
_DATES = (
    re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm)?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})"),
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_RATIO = re.compile(r"\s*(?:/|\bof\b)\s*(?=\d)")
_DASH = re.compile(r"\s*(?:-|–|\bto\b|\bđến\b)\s*(?=\d)")


class Span(NamedTuple):
    """Where a numeral stands in its line."""

    start: int
    end: int


class Printed(NamedTuple):
    """A figure as printed: its numbers, what stands before and after, where its numerals are."""

    value: Decimal
    high: Decimal | None
    total: Decimal | None
    bound: str | None
    estimate: bool
    is_rank: bool
    falls: bool
    after: str
    """What follows the number and its scale word, for the unit."""
    spans: tuple[Span, ...]
    """Of each numeral of it: the value's, and the range's end or the total's."""

    @property
    def moved(self) -> Decimal:
        """The figure as a change: negative after a word for falling."""
        return -self.value if self.falls else self.value

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


def number(numeral: str, *, lang: str) -> Decimal | None:
    """The number that `numeral` is in a document in `lang`; None where it cannot be told."""
    thousands, decimal = (".", ",") if lang == "vi" else (",", ".")
    whole, mark, fraction = numeral.partition(decimal)
    groups = whole.split(thousands)
    if decimal in fraction or thousands in fraction or (mark and not fraction):
        return None
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])
    ):
        return None
    return Decimal("".join(groups) + (f".{fraction}" if fraction else ""))


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
            month = int(parts.get("month") or _MONTHS.get((parts.get("name") or "").lower(), 0))
            try:
                yield dt.date(int(parts["year"]), month, int(parts["day"])), Span(*match.span())
            except ValueError:
                continue


def _figure_at(line: str, match: re.Match[str], lang: str) -> Printed | None:
    value = number(match.group(), lang=lang)
    if value is None:
        return None
    spans = [Span(*match.span())]
    high = total = None
    at = match.end()
    ordinal = _ORDINAL.match(line, at)
    at = ordinal.end() if ordinal else at
    before = line[: match.start()].rstrip()
    if (ratio := _RATIO.match(line, at)) and (other := NUMERAL.match(line, ratio.end())):
        total = number(other.group(), lang=lang)
        spans.append(Span(*other.span()))
        at = other.end()
    elif (dash := _DASH.match(line, at)) and (other := NUMERAL.match(line, dash.end())):
        high = number(other.group(), lang=lang)
        if high is not None and high > value:
            spans.append(Span(*other.span()))
            at = other.end()
        else:
            high = None
    power, at = _scale(line, at, lang)
    factor = Decimal(10) ** power
    bound, estimate = _hedge(before, lang)
    return Printed(
        value * factor,
        None if high is None else high * factor,
        total,
        bound,
        estimate,
        is_rank=bool(ordinal) or _ends_with(before, _RANKS[lang]),
        falls=_ends_with(before, _FALLS[lang]),
        after=line[at:].lstrip(),
        spans=tuple(spans),
    )


def _scale(line: str, at: int, lang: str) -> tuple[int, int]:
    """The power of ten of a scale word at `at`, and where it ends."""
    rest = line[at:]
    words = rest.lstrip()
    for word, power in _SCALES[lang].items():
        if re.match(rf"{word}\b", words, re.IGNORECASE):
            return power, at + len(rest) - len(words) + len(word)
    return 0, at


def _hedge(before: str, lang: str) -> tuple[str | None, bool]:
    bound = None
    for name, hedges in _HEDGES[lang].items():
        if word := _ending(before, hedges):
            bound = name
            before = before[: -len(word)].rstrip()
            break
    return bound, _ends_with(before, _ESTIMATES[lang])


def _ends_with(before: str, words: tuple[str, ...]) -> bool:
    return bool(_ending(before, words))


def _ending(before: str, words: tuple[str, ...]) -> str:
    lowered = before.lower()
    for word in words:
        if re.search(rf"(?<!\w){re.escape(word)}$", lowered):
            return word
    return ""
