"""An independent reader of printed figures, to hold what was entered against what is printed.

It shares nothing with the way figures are written out: it starts from the words of a document, in
Vietnamese or English, and says what numbers they print, how they are hedged and what follows them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from laichau_cli.evidence.numerals import (
    LANGUAGES,
    NUMERAL,
    Span,
    Spans,
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
_MINUS = re.compile(r"(?:^|(?<=[\s(\[:;,/|$€£¥₫]))[-−–‒‑﹣－]$")
_UNCLEAR = re.compile(r"[±×—]\s?$")
_SIGN = re.compile(
    r"(?:(?<!\w)[^\W\d_]{0,4}[$€£¥₫₩]|(?<!\w)(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|RMB|KRW|AUD|SGD|HKD|THB|LAK))\s?$"
)
_BLANK = "[ \u00a0\u2007\u2009\u202f]"
_GROUPS = r"[0-9]{1,3}(?:%s[0-9]{3})+(?![0-9])"
_GROUPED = re.compile(_GROUPS % _BLANK)
_MIXED = r"([0-9]+)(?:%s)([1-9])/([2458])(?![0-9/])"
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


# ---- the patterns of a language


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class _Patterns:
    """What the words of a language are as patterns."""

    def __init__(self, lang: str) -> None:
        words = LANGUAGES[lang]
        self.lang = lang
        self.mixed = re.compile(_MIXED % words.MIXED) if words.MIXED else None
        self.ordinal = re.compile(words.ORDINALS, re.IGNORECASE) if words.ORDINALS else None
        self.kinds: dict[str, str] = {}
        for kind, named in (
            *words.HEDGES.items(),
            ("estimate", words.ESTIMATES),
            ("projected", words.PROJECTED),
            ("rank", words.RANKS),
            ("negative", words.NEGATIVES),
            ("compared", words.COMPARED),
        ):
            self.kinds |= dict.fromkeys(named, kind)
        self.before = _compiled(rf"(?<!\w)(?:{_any(self.kinds)})\s*$")
        self.moves = _compiled(
            rf"(?<!\w)(?:(?P<fall>{words.FALLS})|(?:{words.RISES})|(?P<rate>{words.GROWTHS}))"
            rf"(?:,?\s+(?:{words.ADVERBS}))*\s*$"
        )
        self.moved_from = _compiled(
            rf"(?<!\w)(?:{words.FALLS}|{words.RISES})(?:\s+(?:{words.ADVERBS}))*\s+(?:{words.FROM})\s*$"
        )
        self._read_moves(words)
        self._read_scales(words)
        self._read_seconds(words)
        self._read_after(words)

    def _read_moves(self, words: Any) -> None:
        self.opens = _compiled(rf"(?<!\w)(?:{words.FROM}|{words.BETWEEN})\s*$")
        self.between = _compiled(rf"(?<!\w)(?:{words.BETWEEN})\s*$")
        rise, fall = words.MOVED_AFTER
        self.moved_after = _compiled(rf"{_GAP}\s*\b(?:(?P<rise>{rise})|(?P<fall>{fall}))\b")
        rise, fall = words.CHANGES
        # NUL stands for the figure, so that a word may ask for what follows it.
        before = rf"(?<!\w)(?:(?P<fall>{fall})|{rise})(?:\s+(?:{words.ADVERBS}))*\s*\0"
        rise, fall = words.CHANGES_AFTER
        after = rf"\0{_GAP}\s*\b(?<!or )(?:(?P<fell>{fall})|{rise})\b"
        self.changes = _compiled(f"{before}|{after}")
        self.doubts = _compiled(rf"(?<!\w)(?:{words.DOUBTS})\s*$")
        self.alike = _compiled(rf"[^.;:()\d]{{0,30}}?(?:{words.ALIKE})\s*$")
        self.each = _compiled(rf"(?<!\w)(?:{words.EACH})\s*$")
        self.each_after = _compiled(rf"[^.;:()]{{0,40}}\b(?:{words.EACH_AFTER})\b")
        self.and_ = _compiled(rf"{_GAP}(?:{words.AND})\s*$")

    def _read_scales(self, words: Any) -> None:
        glued = rf"(?<=[0-9])(?P<glued>{_any(words.GLUED)})(?![\w])"
        # A scale may be glued to a code or a unit that begins with a capital, or to the unit đồng.
        ends = r"(?:(?<=\.)|(?!\w)|(?=(?-i:[A-Z]{2}))|(?=đ(?:ồng)?\b))"
        self.scale = _compiled(
            rf"[\s\u00a0]*-?(?:(?P<word>{_any(words.SCALES)}){ends}(?!{words.NO_SCALES}))|(?-i:{glued})"
        )
        self.money = re.compile(rf"\s?(?P<glued>{_any(words.MONEY)})(?!\w)")
        self.half = tuple(_compiled(rf"\s+{half}\b") if half else None for half in words.HALF)

    def _read_seconds(self, words: Any) -> None:
        self.ratio = _compiled(rf"\s*(?:{words.RATIOS})\s*(?=[0-9])")
        self.rank_of = _compiled(rf"\s*(?:/|{words.RANK_OF})\s*(?=[0-9])")
        self.range = _compiled(
            rf"(?P<tail>[^\d,.;:()/]{{0,24}}?)\s*(?:{_DASH}|(?<!\w)(?:{words.RANGES})\b)\s*"
            rf"(?P<sign>[^\W\d_]{{0,3}}[$€£¥₫])?(?=[0-9])"
        )
        self.and_range = _compiled(
            rf"(?P<tail>[^\d,.;:()/]{{0,24}}?)\s*\b(?:{words.AND.replace(',', 'and')}|and|và)\s*"
            rf"(?P<sign>[$€£¥₫])?(?=[0-9])"
        )

    def _read_after(self, words: Any) -> None:
        not_between = rf"(?!(?:\s+[^\W\d_]+){{0,2}}\s+(?:{words.NOT_BETWEEN})\b)"
        self.bounds_after = {
            bound: _compiled(rf"{not_between}{_GAP}\s*(?:{phrases})(?!\w)")
            for bound, phrases in words.BOUNDS_AFTER.items()
        }
        self.estimate_after = _compiled(
            rf"[^()\d;.]{{0,40}}\((?:[^()]*[\s,])?(?:{words.ESTIMATES_AFTER})\s*\)"
        )
        self.from_bottom = _compiled(rf"[^.,;:()\d]{{0,30}}\b(?:{words.FROM_BOTTOM})\b")
        self.units_per = _compiled(rf"\s*(?:{words.UNITS_PER})")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@functools.cache
def _patterns(lang: str) -> _Patterns:
    return _Patterns(lang)


def scale_of(words: str, lang: str) -> tuple[int, str]:
    """The power of ten that `words` begin with, and the rest: of `tỷ đồng`, 9 and `đồng`."""
    power = 0
    while scale := _patterns(lang).scale.match(words):
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


class _Core(NamedTuple):
    """The first number of a figure, and where its numerals are."""

    value: Decimal
    spans: tuple[Span, ...]
    is_other: bool = False


class _Reading:
    """One numeral read with the words around it."""

    def __init__(self, text: str, line: str, match: re.Match[str], lang: str, dated: Spans) -> None:
        self.text, self.line, self.lang, self.dated = text, line, lang, dated
        self.match = match
        self.words = _patterns(lang)
        self._read_signs()

    def figure(self, last: Printed | None) -> Printed | None:
        """The figure that begins here; `last` is the one before it on the line."""
        core = self._core(leads=self.leads)
        if core is None:
            return None
        prefix = self._prefix(self.before)
        ordinal = self.words.ordinal and self.words.ordinal.match(self.text, core.spans[-1].end)
        at = ordinal.end() if ordinal else core.spans[-1].end
        is_rank = bool(ordinal) or prefix.is_rank
        rest = self._rest(core, at, prefix, is_rank=is_rank, is_money=bool(self.sign))
        value = core.value if rest.value is None else rest.value
        if self.is_minus or prefix.is_negative:
            value = value.copy_negate()
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
            prefix.estimate or self.words.estimate_after.match(after) is not None,
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
            may_estimate=prefix.may_estimate,
        )
        return printed._replace(change=self._change(printed, prefix.rest))

    def _unclear(self, before: str, after: str, *, is_rank: bool) -> str:
        """What beside the figure makes another of it, in a way that is not known."""
        found = (
            _UNCLEAR.search(self.before)
            or self.words.doubts.search(before)
            or re.match(r"[±×]|[²①½]", plain(after))
            or (is_rank and self.words.from_bottom.match(after))
        )
        return found.group().strip() if found else ""

    def _change(self, printed: Printed, before: str) -> Decimal | None:
        """How far something moved, or lies from another; None where the figure is a level."""
        if printed.moves or printed.value < 0:
            return printed.moved
        found = self.words.changes.search(f"{before}\0 {printed.after}")
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

    def _core(self, *, leads: bool) -> _Core | None:
        match, text = self.match, self.text
        span = Span(*match.span())
        mixed = self.words.mixed and self.words.mixed.match(text, match.start())
        if mixed and int(mixed[2]) < int(mixed[3]):
            whole = Decimal(mixed[1]) + Decimal(mixed[2]) / Decimal(mixed[3])
            return _Core(whole, tuple(Span(*mixed.span(group)) for group in (1, 2, 3)))
        grouped = _GROUPED.match(text, match.start())
        if grouped and not leads and self._is_one(grouped):
            return self._grouped(grouped)
        digits = re.match(r"[0-9.,]*", match.group())
        whole_ = digits.group() if digits else ""
        special = self.line[match.start() + len(whole_) : match.end()]
        if special:
            part = fraction(special) if len(special) == 1 else None
            number = read_number(whole_ or "0", self.lang)
            return _Core(number.value + part, (span,)) if part and number else None
        number = read_number("0." + whole_ if leads else whole_, "en" if leads else self.lang)
        return _Core(number.value, (span,), number.is_other) if number else None

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

    def _grouped(self, grouped: re.Match[str]) -> _Core | None:
        end = grouped.end()
        inner = NUMERAL.finditer(self.text, grouped.start(), end + _AFTER)
        spans = [Span(*match.span()) for match in inner if match.start() < end]
        digits = "".join(self.text[slice(*span)] for span in spans[:-1])
        number = read_number(self.text[slice(*spans[-1])], self.lang)
        tail = self.text[slice(*spans[-1])]
        if number is None or not re.match(r"[0-9]{3}(?![0-9])", tail):
            return None
        joined = read_number(digits + tail, self.lang)
        return _Core(joined.value, tuple(spans)) if joined else None

    # ---- what stands before it

    def _prefix(self, before: str) -> _Prefix:
        """The words before a figure, read backwards as far as they are understood."""
        words = self.words
        before = before.rstrip()
        state = _Prefix(start=len(before))
        while True:
            opens = words.opens.search(before)
            if opens and not words.moved_from.search(before):
                before = before[: opens.start()].rstrip()
                state = state._replace(
                    is_range=state.is_range or bool(words.between.search(opens.group()))
                )
                continue
            found = words.before.search(before)
            moves = None if found or state.moves else words.moves.search(before)
            if moves:
                state = state._replace(moves=True, falls=bool(moves["fall"]))
                before = before[: moves.start()].rstrip()
                continue
            if not found:
                return state._replace(rest=before)
            kind = words.kinds[found.group().strip().lower()]
            if kind == "compared" or (kind == "rank" and (state.bound or state.moves)):
                return state._replace(rest=before)
            state = self._with(state, kind, found.start())
            before = before[: found.start()].rstrip()

    def _with(self, state: _Prefix, kind: str, start: int) -> _Prefix:
        if kind == "projected" or (kind == "estimate" and state.moves):
            return state._replace(may_estimate=True)
        if state.moves and kind != "negative":
            return state
        state = state._replace(start=start)
        match kind:
            case "estimate":
                return state._replace(estimate=True)
            case "rank":
                return state._replace(is_rank=True)
            case "negative":
                return state._replace(is_negative=True)
        return state._replace(bound=state.bound or kind)

    def _moves(self, prefix: _Prefix, last: Printed | None, after: str) -> tuple[bool, bool]:
        """Whether the figure is how far something moved, and whether it fell."""
        if prefix.moves:
            return True, prefix.falls
        if moved := self.words.moved_after.match(after):
            return True, bool(moved["fall"])
        if last is not None and last.moves and not prefix.is_rank:
            start = last.spans[-1].end
            between = self.text[start : self.match.start()]
            hedge = len(between) if len(between) < _BEFORE else 0
            if hedge and (
                self.words.alike.match(between)
                or (
                    self.words.and_.match(between)
                    and (
                        self.words.each.search(
                            self.text[max(last.spans[0].start - _BEFORE, 0) : last.spans[0].start]
                        )
                        or self.words.each_after.match(after)
                    )
                )
            ):
                return True, last.falls
        return False, False

    # ---- what follows it

    def _rest(
        self, core: _Core, at: int, prefix: _Prefix, *, is_rank: bool, is_money: bool
    ) -> _Rest:
        """The total, or the end of a range, and the scales of both."""
        words, text = self.words, self.text
        ratio = (words.rank_of if is_rank else words.ratio).match(text, at)
        if ratio and (other := self._number_at(ratio.end())):
            return _Rest(other[1].end, None, None, other[0], (other[1],))
        low, low_end = self._scaled(core.value, at, is_money=is_money)
        second = self._second(core, at, prefix, is_money=is_money)
        if second is not None:
            return second
        compound = re.compile(r"\s+(?=[0-9])").match(text, low_end) if low_end > at else None
        if compound and (other := self._number_at(compound.end())):
            added, end = self._scaled(other[0], other[1].end, is_money=False)
            step = low / core.value if core.value else Decimal(0)
            if end > other[1].end and added < step:
                return _Rest(end, low + added, None, None, (other[1],))
        return _Rest(low_end, low, None, None, ())

    def _second(self, core: _Core, at: int, prefix: _Prefix, *, is_money: bool) -> _Rest | None:
        """The end of a range that begins with this number."""
        words, text = self.words, self.text
        before = text[max(self.match.start() - _BEFORE, 0) : self.match.start()]
        dash = words.range.match(text, at)
        if dash is None and prefix.is_range:
            dash = words.and_range.match(text, at)
        if not dash or (
            words.moved_from.search(before.rstrip("$€£¥₫ ")) and dash.group().strip() not in "-–—"
        ):
            return None
        other = self._number_at(dash.end())
        if other is None or re.match(r"/[0-9]", text[other[1].end : other[1].end + 2]):
            return None
        high, end = self._scaled(other[0], other[1].end, is_money=is_money or bool(dash["sign"]))
        tail = dash["tail"].strip().lower()
        own, own_end = self._scaled(core.value, at, is_money=is_money)
        unit = (
            text[own_end : at + len(dash["tail"].rstrip())].strip().lower()
            if own_end > at
            else tail
        )
        if unit and not text[end:].lstrip().lower().startswith(unit):
            return None
        if own_end == at:  # 1-1,5 tỷ: the scale is of both
            own = _times(core.value, (high / other[0]).adjusted() if other[0] else 0)
        if own >= high:
            return None
        return _Rest(end, own, high, None, (other[1],))

    def _number_at(self, at: int) -> tuple[Decimal, Span] | None:
        match = NUMERAL.match(self.text, at)
        if match is None or not re.fullmatch(r"[0-9.,]+", match.group()):
            return None
        number = read_number(match.group(), self.lang)
        return (number.value, Span(*match.span())) if number else None

    def _scaled(self, value: Decimal, at: int, *, is_money: bool) -> tuple[Decimal, int]:
        """A number with the scale words after it, and where they end."""
        words, text, power = self.words, self.text, 0
        language = LANGUAGES[self.lang]
        half = words.half[0] and words.half[0].match(text, at)
        end = half.end() if half else at
        if is_money and (money := words.money.match(text, at)):
            return _times(value, language.MONEY[money["glued"]]), money.end()
        while (scale := words.scale.match(text, end)) and power < 18:
            power += (
                language.GLUED[scale["glued"]]
                if scale["glued"]
                else language.SCALES[scale["word"].lower()]
            )
            end = scale.end()
        if half:
            return (_times(value + Decimal("0.5"), power), end) if power else (value, at)
        if power and words.half[1] and (half := words.half[1].match(text, end)):
            return _times(value + Decimal("0.5"), power), half.end()
        return _times(value, power), end

    def _bound_after(self, bound: str | None, value: Decimal, end: int) -> tuple[str | None, int]:
        """The bound, also one that stands after the unit, and where the figure ends with it."""
        after = self.text[end : end + _AFTER]
        if bound == "over" and value == 1 and self.words.units_per.match(after):
            return None, end  # `trên 1 ha` is for each hectare
        for name, phrases in self.words.bounds_after.items():
            if bound is None and (found := phrases.match(after)):
                return name, end + found.end()
        return bound, end


class _Prefix(NamedTuple):
    """What the words before a figure say of it; `start` is where those that hedge it begin."""

    start: int
    bound: str | None = None
    estimate: bool = False
    may_estimate: bool = False
    is_rank: bool = False
    is_negative: bool = False
    moves: bool = False
    falls: bool = False
    is_range: bool = False
    rest: str = ""
    """The words before all that is understood."""


class _Rest(NamedTuple):
    """What belongs to a figure after its first numeral, and where it ends."""

    at: int
    value: Decimal | None
    high: Decimal | None
    total: Decimal | None
    spans: tuple[Span, ...]


def _times(value: Decimal, power: int) -> Decimal:
    """`value` times ten to `power`, exactly, and without an exponent."""
    sign, digits, exponent = value.as_tuple()
    return Decimal(f"{Decimal((sign, digits, int(exponent) + power)):f}")
