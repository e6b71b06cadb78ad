"""An independent reader of printed figures, to hold what was entered against what is printed.

It shares nothing with the way figures are written out: it starts from the words of a document, in
Vietnamese or English, and says what numbers they print, how they are hedged and what follows them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from laichau_cli.evidence.numerals import (
    LANGUAGES,
    NUMERAL,
    SPECIAL,
    InWords,
    Span,
    Spans,
    any_of,
    fraction,
    names,
    number,
    plain,
    read_number,
)
from laichau_cli.evidence.periods import Period, PrintedDate, dates, periods, sentence

__all__ = [
    "Period",
    "Printed",
    "PrintedDate",
    "Span",
    "Spans",
    "dates",
    "figures",
    "number",
    "periods",
    "scale_of",
    "sentence",
]

_BEFORE = 64
"""Characters before a numeral that are searched for what hedges it."""
_AFTER = 80
"""Characters after it that are kept for the unit."""
_DASH = r"[-–—−‒‑~÷﹣－]"
_PERCENT = re.compile(r"\s*(?:%|phần trăm|per ?cent)", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|(?<=[\s(\[:;,/|$€£¥₫]))[-‐−–‒‑⁻˗➖﹘﹣－]$")
_UNCLEAR = re.compile(r"[±×—―⁃\u00ad]\s?$")
_SIGN = re.compile(
    r"(?:(?<!\w)[^\W\d_]{0,4}[$€£¥₫₩]|(?<!\w)(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|RMB|KRW|AUD|SGD|HKD|THB|LAK))\s?$"
)
_BLANK = "[ \u00a0\u2007\u2009\u202f]"
_GROUPS = r"[0-9]{1,3}(?:%s[0-9]{3})+(?![0-9])"
_GROUPED = re.compile(_GROUPS % _BLANK)
_ROW = re.compile(r"[\s0-9.,%|–\-]*$")
_GAP = r"(?:\s*(?:%|‰|[$€£¥₫])|\s+[^\W\d_]+){0,3}"
"""The words that may stand between a figure and what hedges it behind."""


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
    """The sign or code of a currency before the number, if there is one."""
    sign_at: int
    after: str
    """What follows the number and its scale word, for the unit."""
    after_at: int
    """Where that begins in the line."""
    spans: tuple[Span, ...]
    """Of each numeral of it: the value's, and the range's end or the total's."""
    extent: Span
    """All of it, from the first word that hedges or ranks it to its scale word."""
    unclear: str = ""
    """A mark beside it that the reader does not understand."""
    is_other: bool = False
    """It is written with the marks of the other convention."""
    may_estimate: bool = False
    """It is projected, or the word for an estimate stands before a rise or fall."""
    change: Decimal | None = None
    """How far it is printed that something moved, or lies from another; None for a level."""

    @property
    def moved(self) -> Decimal:
        """The figure as a change: negative after a word for falling."""
        return self.value.copy_negate() if self.falls and self.value > 0 else self.value

    def times_ten(self, power: int) -> Printed:
        """The figure in a scale that stands elsewhere."""
        high = None if self.high is None else _times(self.high, power)
        return self._replace(value=_times(self.value, power), high=high)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Its value, or both ends of its range."""
        return (self.value,) if self.high is None else (self.value, self.high)

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


# ---- the words around a figure

_OPENS = InWords(r"(?<!\w)(?:<FROM>|<BETWEEN>)\s*$")
_BETWEEN = InWords(r"(?<!\w)(?:<BETWEEN>)\s*$")
_MOVES = InWords(
    r"(?<!\w)(?:(?P<fall><FALLS>)|(?:<RISES>)|(?:<GROWTHS>))(?:,?\s+(?:<ADVERBS>))*\s*$"
)
_MOVED_FROM = InWords(r"(?<!\w)(?:<FALLS>|<RISES>)(?:\s+(?:<ADVERBS>))*\s+(?:<FROM>)\s*$")
_MOVED_AFTER = InWords(rf"{_GAP}\s*\b(?:(?:<RISEN_AFTER>)|(?P<fall><FALLEN_AFTER>))\b")
# NUL stands for the figure, so that a word may ask for what follows it.
_CHANGES = InWords(
    r"(?<!\w)(?:(?P<fall><LESS_BY>)|<MORE_BY>)(?:\s+(?:<ADVERBS>))*\s*\0"
    rf"|\0{_GAP}\s*\b(?<!or )(?:(?P<fell><LESS_AFTER>)|<MORE_AFTER>)\b"
)
_PROJECTED = InWords(r"(?<!\w)(?:<PROJECTED>)(?:\s+(?:(?:19|20)[0-9]{2}|[^\W\d_]+)){0,8}\s*$")
_DOUBTS = InWords(r"(?<!\w)(?:<DOUBTS>)\s*$")
_ALIKE = InWords(r"[^.;:()\d]{0,30}?(?:<ALIKE>)\s*$")
_EACH = InWords(r"(?<!\w)(?:<EACH>)\s*$")
_EACH_AFTER = InWords(r"[^.;:()]{0,40}\b(?:<EACH_AFTER>)\b")
_AND = InWords(rf"{_GAP}(?:<AND>)\s*$")
_MIXED = InWords(r"([0-9]+)(?:<MIXED>)([1-9])/([2458])(?![0-9/])")
_ORDINAL = InWords("<ORDINALS>")
# A scale may be glued to a code or a unit that begins with a capital, or to the unit đồng.
_SCALE = InWords(
    r"[\s\u00a0]*-?(?P<word><SCALES>)(?:(?<=\.)|(?!\w)|(?=(?-i:[A-Z]{2}))|(?=đ(?:ồng)?\b))"
    r"(?!<NO_SCALES>)|(?-i:(?<=[0-9])(?P<glued><GLUED>)(?![\w]))"
)
_MONEY = InWords(r"\s?(?-i:(?P<glued><MONEY>))(?!\w)")
_HALF = InWords(r"\s+(?:<HALF>)\b")
_HALF_AFTER = InWords(r"\s+(?:<HALF_AFTER>)\b")
_RATIO = InWords(r"\s*(?:<RATIOS>)\s*(?=[0-9])")
_RANK_OF = InWords(r"\s*(?:/|<RANK_OF>)\s*(?=[0-9])")
_TAIL = r"(?P<tail>[^\d,.;:()/]{0,24}?)\s*"
_RANGE = InWords(
    rf"{_TAIL}(?:{_DASH}|(?<!\w)(?:<RANGES>)\b)\s*(?P<sign>[^\W\d_]{{0,3}}[$€£¥₫])?(?=[0-9])"
)
_AND_RANGE = re.compile(rf"{_TAIL}\b(?:and|và)\s*(?P<sign>[$€£¥₫])?(?=[0-9])", re.IGNORECASE)
_BOUNDS_AFTER = {
    bound: InWords(
        rf"(?!(?:\s+[^\W\d_]+){{0,2}}\s+(?:<NOT_BETWEEN>)\b){_GAP}\s*(?:<{words}>)(?!\w)"
    )
    for bound, words in (
        ("at-least", "AT_LEAST_AFTER"),
        ("at-most", "AT_MOST_AFTER"),
        ("about", "ABOUT_AFTER"),
    )
}
_ESTIMATE_AFTER = InWords(r"[^()\d;.]{0,40}\((?:[^()]*[\s,])?(?:<ESTIMATES_AFTER>)\s*\)")
_FROM_BOTTOM = InWords(r"[^.,;:()\d]{0,30}\b(?:<FROM_BOTTOM>)\b")
_UNITS_PER = InWords(r"\s*(?:<UNITS_PER>)")


@functools.cache
def _kinds(lang: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What the words right before a figure make of it, and the pattern that finds one."""
    before = LANGUAGES[lang].BEFORE
    kinds = {word: kind for kind, words in before.items() for word in words}
    return kinds, re.compile(rf"(?<!\w)(?:{any_of(kinds)})\s*$", re.IGNORECASE)


def scale_of(words: str, lang: str) -> tuple[int, str]:
    """The power of ten that `words` begin with, and the rest: of `tỷ đồng`, 9 and `đồng`."""
    power = 0
    while scale := _SCALE[lang].match(words):
        power += LANGUAGES[lang].SCALES.get((scale["word"] or "").lower(), 0)
        words = words[scale.end() :]
    return power, words.strip()


# ---- the figures of a line


def figures(line: str, *, lang: str) -> Iterator[Printed]:
    """Every figure that `line` prints, from left to right.

    A range or a rank of many is one figure, and each of its ends is not read again. Numerals of
    names and of days are no figures.
    """
    text = plain(line)
    if not NUMERAL.search(text):
        return
    named = periods(line, lang=lang)
    days = [
        period.span
        for period in named
        if period.day is not None or (period.months and "/" in text[slice(*period.span)])
    ]
    skipped = Spans([*names(line, lang), *days])
    dated = Spans(period.span for period in named)
    last: Printed | None = None
    at = 0
    while match := NUMERAL.search(text, at):
        at = match.end()
        if skipped.overlap(Span(*match.span())):
            continue
        reading = _Reading(text, line, match, lang, dated)
        figure = reading.figure(last)
        if figure is not None:
            last = figure
            yield figure
            at = max(at, figure.spans[-1].end)


class _Number(NamedTuple):
    """A number and where its numerals are."""

    value: Decimal
    spans: Sequence[Span]
    is_other: bool = False

    @property
    def end(self) -> int:
        """Where its last numeral ends."""
        return self.spans[-1].end


class _Reading:
    """One numeral read with the words around it."""

    def __init__(self, text: str, line: str, match: re.Match[str], lang: str, dated: Spans) -> None:
        self.text, self.line, self.lang, self.dated = text, line, lang, dated
        self.match = match
        self._read_signs()

    def figure(self, last: Printed | None) -> Printed | None:
        """The figure that begins here; `last` is the one before it on the line."""
        core = self._core()
        if core is None:
            return None
        prefix = self._prefix()
        ordinal = _ORDINAL[self.lang].match(self.text, core.end)
        at = ordinal.end() if ordinal else core.end
        is_rank = bool(ordinal) or "rank" in prefix.kinds
        rest = self._rest(core.value, at, is_rank=is_rank, is_range=prefix.is_range)
        is_negative = self.is_minus or "negative" in prefix.kinds
        value = rest.value.copy_negate() if is_negative else rest.value
        after = self.line[rest.at : rest.at + _AFTER]
        bound, end = self._bound_after(prefix.bound, value, rest.at)
        moves, falls = self._moves(prefix, last, after)
        is_hedged = prefix.start < len(self.before.rstrip())
        start = self.begin + (prefix.start if is_hedged else len(self.before))
        printed = Printed(
            value,
            rest.high,
            rest.total,
            bound,
            "estimate" in prefix.kinds or _ESTIMATE_AFTER[self.lang].match(after) is not None,
            is_rank=is_rank,
            falls=falls,
            moves=moves,
            sign=self.sign,
            sign_at=self.sign_at,
            after=after.lstrip(),
            after_at=rest.at + len(after) - len(after.lstrip()),
            spans=(*core.spans, *rest.spans),
            extent=Span(start, end),
            unclear=self._unclear(prefix.rest, after, is_rank=is_rank),
            is_other=core.is_other,
            may_estimate=self._is_projected(prefix),
        )
        return printed._replace(change=self._change(printed, prefix.rest))

    def _is_projected(self, prefix: _Prefix) -> bool:
        """Whether its clause speaks of what is yet to come: that may be called an estimate."""
        is_so = _PROJECTED[self.lang].search(prefix.rest) is not None
        return "projected" in prefix.kinds or (is_so and "estimate" not in prefix.kinds)

    def _unclear(self, before: str, after: str, *, is_rank: bool) -> str:
        """What beside the figure makes another of it, in a way that is not known."""
        found = (
            _UNCLEAR.search(self.before)
            or _DOUBTS[self.lang].search(before)
            or re.match(r"[±×]|[²①½]", plain(after))
            or (is_rank and _FROM_BOTTOM[self.lang].match(after))
        )
        return found.group().strip() if found else ""

    def _change(self, printed: Printed, before: str) -> Decimal | None:
        """How far something moved, or lies from another; None where the figure is a level."""
        if printed.moves or printed.value < 0:
            return printed.moved
        found = _CHANGES[self.lang].search(f"{before}\0 {printed.after}")
        falls = found and (found["fall"] or found["fell"])
        return (printed.value.copy_negate() if falls else printed.value) if found else None

    def _read_signs(self) -> None:
        """What is glued to the front of the numeral: a minus, a sign, a mark without its zero."""
        self.begin = max(self.match.start() - _BEFORE, 0)
        before = self.text[self.begin : self.match.start()]
        leads = re.search(r"(?:^|(?<=[\s(\[:]))[.,]$", before)
        before = before[: leads.start()] if leads else before
        minus = _MINUS.search(before)
        before = before[: minus.start()] if minus else before
        sign = _SIGN.search(before)
        before = before[: sign.start()] if sign else before
        self.sign_at = self.begin + len(before)
        self.sign = sign.group().rstrip() if sign else ""
        if not minus and (minus := _MINUS.search(before)):
            before = before[: minus.start()]
        self.before, self.is_minus, self.leads = before, bool(minus), bool(leads)

    # ---- the number

    def _core(self) -> _Number | None:
        match, text, leads = self.match, self.text, self.leads
        mixed = _MIXED[self.lang].match(text, match.start())
        if mixed and int(mixed[2]) < int(mixed[3]):
            whole = Decimal(mixed[1]) + Decimal(mixed[2]) / Decimal(mixed[3])
            return _Number(whole, [Span(*mixed.span(group)) for group in (1, 2, 3)])
        grouped = _GROUPED.match(text, match.start())
        if grouped and not leads and self._is_one(grouped):
            return self._grouped(grouped)
        spans, digits = [Span(*match.span())], match.group().rstrip(SPECIAL)
        if special := self.line[match.start() + len(digits) : match.end()]:
            part = fraction(special) if len(special) == 1 else None
            number = read_number(digits or "0", self.lang)
            return _Number(number.value + part, spans) if part and number else None
        number = read_number("0." + digits, "en") if leads else read_number(digits, self.lang)
        return _Number(number.value, spans, number.is_other) if number else None

    def _is_one(self, grouped: re.Match[str]) -> bool:
        """Whether numerals with blanks between are one number: no row of a table, no year."""
        span = Span(*grouped.span())
        if grouped.group().startswith("0") or self.dated.overlap(span):
            return False
        if any(char in grouped.group() for char in "\u00a0\u2007\u2009\u202f"):
            return True
        begin = max(grouped.start() - _BEFORE, 0)
        is_alone = not re.search(r"[0-9][.,]?\s+$", self.text[begin : grouped.start()])
        return is_alone and not _ROW.match(self.text, self.match.end() + 4)

    def _grouped(self, grouped: re.Match[str]) -> _Number | None:
        inner = NUMERAL.finditer(self.text, grouped.start(), grouped.end() + _AFTER)
        spans = [Span(*match.span()) for match in inner if match.start() < grouped.end()]
        *heads, last = (self.text[slice(*span)] for span in spans)
        joined = read_number("".join([*heads, last]), self.lang)
        is_whole = re.match(r"[0-9]{3}(?![0-9])", last) is not None
        return _Number(joined.value, spans) if joined and is_whole else None

    # ---- what stands before it

    def _prefix(self) -> _Prefix:
        """The words before a figure, read backwards as far as they are understood."""
        lang, before = self.lang, self.before.rstrip()
        kinds, one = _kinds(lang)
        found = _Prefix(start=len(before))
        while True:
            if (match := _OPENS[lang].search(before)) and not _MOVED_FROM[lang].search(before):
                found.is_range |= _BETWEEN[lang].search(match.group()) is not None
            elif match := one.search(before):
                word = match.group().strip().lower()
                kind = kinds[word]
                if word in LANGUAGES[lang].PASSED and self._is_by_how_much(before):
                    break
                if kind == "compared" or (kind == "rank" and (found.bound or found.moves)):
                    break
                found.add(kind, match.start())
            elif not found.moves and (match := _MOVES[lang].search(before)):
                found.moves, found.falls = True, bool(match["fall"])
            else:
                break
            before = before[: match.start()].rstrip()
        found.rest = before
        return found

    def _is_by_how_much(self, before: str) -> bool:
        """Whether the figure is how far something was passed: in percent, or beside what was."""
        end = self.match.end()
        after = self.line[end : end + _AFTER]
        is_changed = _CHANGES[self.lang].search(f"{before}\0 {after}") is not None
        return is_changed or _PERCENT.match(after) is not None

    def _moves(self, prefix: _Prefix, last: Printed | None, after: str) -> tuple[bool, bool]:
        """Whether the figure is how far something moved, and whether it fell."""
        if prefix.moves:
            return True, prefix.falls
        if moved := _MOVED_AFTER[self.lang].match(after):
            return True, bool(moved["fall"])
        if last is None or not last.moves or "rank" in prefix.kinds:
            return False, False
        first, between = last.spans[0].start, self.text[last.spans[-1].end : self.match.start()]
        if not 0 < len(between) < _BEFORE:
            return False, False
        is_so = _ALIKE[self.lang].match(between) or (
            _AND[self.lang].match(between)
            and (
                _EACH[self.lang].search(self.text[max(first - _BEFORE, 0) : first])
                or _EACH_AFTER[self.lang].match(after)
            )
        )
        return (True, last.falls) if is_so else (False, False)

    # ---- what follows it

    def _rest(self, value: Decimal, at: int, *, is_rank: bool, is_range: bool) -> _Rest:
        """The total, or the end of a range, and the scales of both."""
        ratio = (_RANK_OF if is_rank else _RATIO)[self.lang].match(self.text, at)
        if ratio and (total := self._number_at(ratio.end())):
            return _Rest(total.end, value, total=total.value, spans=total.spans)
        own, end = self._scaled(value, at, is_money=bool(self.sign))
        if second := self._second(value, at, _Rest(end, own), is_range=is_range):
            return second
        compound = re.compile(r"\s+(?=[0-9])").match(self.text, end) if end > at else None
        if compound and (other := self._number_at(compound.end())):
            added, end_ = self._scaled(other.value, other.end, is_money=False)
            step = own / value if value else Decimal(0)
            if end_ > other.end and added < step:
                return _Rest(end_, own + added, spans=other.spans)
        return _Rest(end, own)

    def _second(self, value: Decimal, at: int, first: _Rest, *, is_range: bool) -> _Rest | None:
        """The end of a range whose first number is `value`, with its scale `first`."""
        text = self.text
        before = text[max(self.match.start() - _BEFORE, 0) : self.match.start()]
        dash = _RANGE[self.lang].match(text, at)
        if dash is None and is_range:
            dash = _AND_RANGE.match(text, at)
        if dash is None:
            return None
        is_move = _MOVED_FROM[self.lang].search(before.rstrip("$€£¥₫ ")) is not None
        if is_move and dash.group().strip() not in "-–—":
            return None
        other = self._number_at(dash.end())
        if other is None or re.match(r"/[0-9]", text[other.end : other.end + 2]):
            return None
        is_money = bool(self.sign or dash["sign"])
        high, end = self._scaled(other.value, other.end, is_money=is_money)
        unit = text[first.at : at + len(dash["tail"].rstrip())].strip().lower()
        if unit and not text[end:].lstrip().lower().startswith(unit):
            return None
        own = first.value
        if first.at == at:  # 1-1,5 tỷ: the scale is of both
            own = _times(value, (high / other.value).adjusted() if other.value else 0)
        return _Rest(end, own, high, spans=other.spans) if own < high else None

    def _number_at(self, at: int) -> _Number | None:
        match = NUMERAL.match(self.text, at)
        number = read_number(match.group(), self.lang) if match else None
        return _Number(number.value, [Span(*match.span())]) if match and number else None

    def _scaled(self, value: Decimal, at: int, *, is_money: bool) -> tuple[Decimal, int]:
        """A number with the scale words after it, and where they end."""
        lang, text, power = self.lang, self.text, 0
        words = LANGUAGES[lang]
        if is_money and (money := _MONEY[lang].match(text, at)):
            return _times(value, words.MONEY[money["glued"]]), money.end()
        half = _HALF[lang].match(text, at)
        end = half.end() if half else at
        while (scale := _SCALE[lang].match(text, end)) and power < 18:
            glued, word = scale["glued"], scale["word"]
            power += words.GLUED[glued] if glued else words.SCALES[word.lower()]
            end = scale.end()
        if power and not half and (half := _HALF_AFTER[lang].match(text, end)):
            end = half.end()
        if half:
            return (_times(value + Decimal("0.5"), power), end) if power else (value, at)
        return _times(value, power), end

    def _bound_after(self, bound: str | None, value: Decimal, end: int) -> tuple[str | None, int]:
        """The bound, also one that stands after the unit, and where the figure ends with it."""
        after = self.text[end : end + _AFTER]
        if bound == "over" and value == 1 and _UNITS_PER[self.lang].match(after):
            return None, end  # `trên 1 ha` is for each hectare
        for name, phrases in _BOUNDS_AFTER.items():
            if bound is None and (found := phrases[self.lang].match(after)):
                return name, end + found.end()
        return bound, end


@dataclass
class _Prefix:
    """What the words before a figure say of it; `start` is where those that hedge it begin."""

    start: int
    bound: str | None = None
    kinds: set[str] = field(default_factory=set)
    """What else it is: `estimate`, `rank`, `negative`; `projected` where it may be an estimate."""
    moves: bool = False
    falls: bool = False
    is_range: bool = False
    rest: str = ""
    """The words before all that is understood."""

    def add(self, kind: str, start: int) -> None:
        """Take up a word of this kind; beyond one for a rise or fall it may be of what rose."""
        if kind == "projected" or (kind == "estimate" and self.moves):
            self.kinds.add("projected")
        elif not self.moves or kind == "negative":
            self.start = start
            if kind in ("estimate", "rank", "negative"):
                self.kinds.add(kind)
            else:
                self.bound = self.bound or kind


class _Rest(NamedTuple):
    """A figure from its first numeral on: its numbers, and where it ends."""

    at: int
    value: Decimal
    high: Decimal | None = None
    total: Decimal | None = None
    spans: Sequence[Span] = ()
    """Of the numerals after the first."""


def _times(value: Decimal, power: int) -> Decimal:
    """`value` times ten to `power`, exactly, and without an exponent."""
    sign, digits, exponent = value.as_tuple()
    return Decimal(f"{Decimal((sign, digits, int(exponent) + power)):f}")
