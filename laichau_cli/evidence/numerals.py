"""The numerals of a line: where they stand, what number each is, and which are parts of names.

And `InWords`, for the patterns of all who read: one pattern with the words of each language.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate
from types import SimpleNamespace
from typing import Any, NamedTuple

from laichau_cli import language

BARE = "vi-bare"
"""Vietnamese without accents, as it is typed in haste."""


class _Languages(dict[str, Any]):
    def __missing__(self, lang: str) -> Any:
        if lang == BARE:
            return _bare()
        raise KeyError(lang)


LANGUAGES = _Languages({lang: language.words_of(lang) for lang in language.LANGUAGES})
"""The words of each language that documents are in, by its code; and of `BARE`, if asked for."""


@functools.cache
def _bare() -> SimpleNamespace:
    words = vars(language.words_of("vi")).items()
    return SimpleNamespace(**{name: _without_accents(value) for name, value in words})


def _without_accents(value: Any) -> Any:
    """Words and patterns without accents, in tables and tuples too."""
    if isinstance(value, str):
        parts = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D"))
        return "".join(char for char in parts if not unicodedata.combining(char))
    if isinstance(value, dict):
        return {_without_accents(key): _without_accents(each) for key, each in value.items()}
    return tuple(map(_without_accents, value)) if isinstance(value, tuple) else value


class InWords(dict[str, re.Pattern[str]]):
    """A pattern by language, made when it is first asked for.

    A name in it such as `<FALLS>` stands for those words of the language, in any case.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __missing__(self, lang: str) -> re.Pattern[str]:
        def words(name: re.Match[str]) -> str:
            named = getattr(LANGUAGES[lang], name[1])
            return named if isinstance(named, str) else any_of(named)

        made = re.sub("<([A-Z_]+)>", words, self.pattern)
        pattern = self[lang] = re.compile(made, re.IGNORECASE)
        return pattern


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Span(NamedTuple):
    """Where something stands in its line."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two have something in common."""
        return self.start < other.end and other.start < self.end


class Spans:
    """Spans of one line, to hold others against: each answer is one search in their order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = ordered = sorted(spans)
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


# ---- characters

_FRACTION, _POWER, _OTHER = SPECIAL = "½²①"
"""What stands for every fraction, superscript and other numeric character of Unicode."""
_EXACT = {2, 4, 5, 8, 10}
"""Denominators of fractions that are exact decimals."""


class _Plain(dict[int, str]):
    """What each character is to a pattern: digits of any script are ASCII, one for one."""

    def __missing__(self, code: int) -> str:
        char = plain_ = chr(code)
        if unicodedata.category(char).startswith("N"):
            parts = unicodedata.normalize("NFKD", char)
            is_raised = parts.isdecimal() and "<su" in unicodedata.decomposition(char)
            plain_ = _POWER if is_raised else _FRACTION if "\u2044" in parts else _OTHER
            plain_ = str(unicodedata.decimal(char, plain_))
        self[code] = plain_
        return plain_


_PLAIN = _Plain()


@functools.lru_cache(maxsize=64)
def plain(line: str) -> str:
    """`line` with each numeric character in a form that patterns know, all at their places."""
    return line if line.isascii() else line.translate(_PLAIN)


_MARKED = rf"[0-9]+(?:[.,][0-9]+)*[{_FRACTION}{_POWER}{_OTHER}]*|[{_FRACTION}{_OTHER}]+{_POWER}*"
NUMERAL = re.compile(_MARKED)
"""A numeral of a line that is plain already."""
_COUNTED = re.compile(rf"(?:{_MARKED})(?:[./,](?:{_MARKED}))*")


def numerals(line: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Each numeral within a part of `line`, with the marks inside it."""
    line = plain(line)
    return NUMERAL.finditer(line, start, len(line) if end is None else end)


def counted(line: str) -> Iterator[re.Match[str]]:
    """What counts as one numeral of a document: a rank, a fraction or a date is one."""
    return _COUNTED.finditer(plain(line))


def short_numbers(text: str) -> set[int]:
    """The runs of up to four digits in `text`: whatever may be a year, a month or a day."""
    return set(map(int, re.findall(r"(?<![0-9])[0-9]{1,4}(?![0-9])", text)))


# ---- numbers


class Number(NamedTuple):
    """What a numeral is, and whether it is written with the marks of the other convention."""

    value: Decimal
    is_other: bool = False


def read_number(numeral: str, lang: str) -> Number | None:
    """The number that `numeral` is in a document in `lang`; None where it cannot be told."""
    thousands, decimal = LANGUAGES[lang].THOUSANDS, LANGUAGES[lang].DECIMAL
    for is_other, marks in ((False, (thousands, decimal)), (True, (decimal, thousands))):
        digits = _digits(numeral, *marks)
        if digits is not None:
            return Number(Decimal(digits), is_other)
    return None


def number(numeral: str, *, lang: str) -> Decimal | None:
    """As `read_number`, the value alone."""
    read = read_number(numeral, lang)
    return read.value if read else None


def _digits(numeral: str, thousands: str, decimal: str) -> str | None:
    """The plain digits of a numeral with these marks; None where they are not in their places."""
    whole, mark, fraction = numeral.partition(decimal)
    groups = whole.split(thousands)
    if (mark and not fraction.isdecimal()) or not all(map(str.isdecimal, groups)):
        return None
    is_grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 1 and (not is_grouped or groups[0].startswith("0")):
        return None
    return "".join(groups) + ("." + fraction if fraction else "")


def fraction(char: str) -> Decimal | None:
    """The exact value of a character such as ½."""
    above, _, below = unicodedata.normalize("NFKD", char).partition("\u2044")
    if above.isdecimal() and below.isdecimal() and int(below) in _EXACT:
        return Decimal(int(above)) / Decimal(int(below))
    return None


# ---- names

_NAMES = (
    r"^\s*(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})*)[.)](?=\s|$)",  # numbers of a list, of a heading
    r"^\s*\((?P<n>[0-9]{1,2})\)(?=\s)",
    r"^\s*(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})+)(?=\s+(?-i:[A-ZĐÀ-Ỹ]))",
    r"\[(?P<n>[0-9]{1,3})\]",  # notes at the foot
    r"\bcovid\W?(?P<n>19)(?![0-9])",
    r"(?<![\w.,])(?P<n>[2-6])G(?!\w)",
    r"(?<![^\W_])(?-i:(?!VN[DĐ]|USD|EUR|[QTH][1-4]|FY)[A-ZĐ]{1,4})(?P<n>[0-9]{1,3})(?![0-9.,%T])",
    r"(?P<n>[0-9]+(?:/[0-9]{2,4})?)[/-](?-i:[A-ZĐ]{2})",  # 749/QĐ-TTg, 47/2010/QH12, 101-BC/TU
    r"(?<![^\W\d_])[kcdm]?m(?P<n>[23])(?!\w)",  # km2, m3
    r"(?<![0-9])(?P<n>[0-9]{1,2}[:h][0-5][0-9])(?![0-9])",  # clock times
    r"(?:/|\bper\s+)\s*(?P<n>10{2,5}|10{0,2}[.,]0{3})(?=\s+[^\W\d_])",  # 87 of each 100
)
"""Names and other numerals that are no figures of anything, in every language."""


@functools.cache
def _names(lang: str) -> list[re.Pattern[str]]:
    return [
        re.compile(pattern.replace("NN", "[0-9]{1,9}(?:[./][0-9]{1,9}){0,3}"), re.IGNORECASE)
        for pattern in (*_NAMES, *LANGUAGES[lang].NAMES)
    ]


@functools.lru_cache(maxsize=64)
def names(line: str, lang: str) -> list[Span]:
    """Where `line` has numerals that are parts of names, of lists, of notes: of no figure."""
    line = plain(line)
    return sorted(
        Span(*match.span("n")) for pattern in _names(lang) for match in pattern.finditer(line)
    )
