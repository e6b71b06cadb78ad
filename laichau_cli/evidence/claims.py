"""The figures that a text claims, each with the words, the time and the place it is said with."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from laichau_cli.base.verdict import EXACT
from laichau_cli.evidence import reader
from laichau_cli.evidence.numerals import BARE
from laichau_cli.evidence.reader import Period, Printed
from laichau_cli.language import claims as terms
from laichau_cli.language.figures import is_year
from laichau_cli.language.fold import fold, spoken

BEFORE, AFTER = (1.0, 0.7, 0.5, 0.4, 0.3), (1.0, 0.35, 0.2)
"""What a word before and after a figure counts, by how many marks and figures stand between."""
MOST_NOUNS = 3
"""Words after a figure that may say what is counted."""
MOST_BETWEEN = 5
"""Words between one for rising or falling and how far something did."""
MOST_LIMIT = 100
"""What a number is less than that may limit what is counted."""
LONGEST_GAP = 30
"""Letters between a figure and the period that follows it."""
CONTEXT = 120
"""Letters on either side by which the words of a source are known again."""
NUMERAL = re.compile(r"[0-9]+(?:[.,/][0-9]+)*")
WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)*")
_MARK = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;()–—|]|\s(?:và|and|while|còn)\s")
_APART = re.compile(terms.APART, re.IGNORECASE)
_JOINED = re.compile(r"(?<=\w)\s(?:và|and|cùng)\s")
_MARKED = re.compile(r"\b[0-9][GKHV]\b")
"""What has a number for its name and says of what kind a thing is: 4G."""
_NO_CLAIM = re.compile("|".join(terms.NO_CLAIMS), re.MULTILINE)
_NOT_VIETNAMESE = re.compile(terms.NOT_VIETNAMESE)
_IN_TURN = re.compile(terms.IN_TURN, re.IGNORECASE)
_PER = re.compile(terms.PER, re.IGNORECASE)
_FORMS = {form: (what, one) for what, forms in terms.MEASURES.items() for form, one in forms}
_FORM = re.compile(
    "|".join(
        re.escape(form) + (r"(?![^\W_])" if form[-1].isalnum() else "")
        for form in sorted(_FORMS, key=len, reverse=True)
    )
)


class Measure(NamedTuple):
    """What a figure measures, in terms of one unit of its kind."""

    what: str
    factor: Decimal
    per: str
    """What it is for each of, folded; empty where that goes without saying."""
    length: int
    """Letters that say so."""


Context = tuple[tuple[str, ...], tuple[str, ...]]
"""The folded words before a figure, the nearest first, and after it."""


@dataclass(frozen=True)
class Claim:
    """A figure of a text with what is said of it."""

    line: int
    column: int
    printed: str
    figure: Printed
    step: Decimal
    """What one more in its last digit that counts would add."""
    digits: int
    """How many digits count: those without zeros at the end of a whole number."""
    measure: Measure | None
    nouns: tuple[str, ...]
    """The folded words after it."""
    period: Period | None
    is_sure_when: bool
    """No other year of its sentence may be the figure's."""
    is_in_turn: bool
    """Its sentence gives figures to several names in turn."""
    months: tuple[int, ...]
    """The first and the last month, where it is said to be of a part of a year."""
    since: frozenset[int]
    """Years that its sentence compares something with."""
    beside: frozenset[str]
    """Folded words before `and` whose figure this may be as well."""
    limits: tuple[str, ...]
    """Numerals in its own clause that limit what is counted: aged 15, of 3 stars."""
    words: dict[str, float]
    """What each folded word of its sentence counts, by how near it stands."""
    accents: dict[str, set[str]]
    """The same words with the accents they are written with."""
    own: tuple[str, ...]
    """The folded words of its own clause."""
    wider: tuple[str, ...]
    """These and the words of the clause before."""
    first: tuple[str, ...]
    """The words before the mark that its own clause begins with, if no figure stands before."""
    rest: tuple[str, ...]
    """The words after the mark that its own clause ends with, if no figure follows."""
    earlier: frozenset[str]
    """The words of its own clause and all before it."""
    names: frozenset[str]
    """Folded words that are, or may be, the name of another place or people."""
    goal_marks: int | None
    """How many marks part it from a word for a goal, if there is one."""
    is_rank: bool
    moves: bool
    """It is how far something rose or fell."""
    falls: bool
    is_bare: bool
    """Its sentence is Vietnamese without accents."""
    is_level: bool
    """Something rose or fell to it, or from it."""
    is_first: bool
    """From it."""
    context: Context


class _Token(NamedTuple):
    folded: str
    accented: str
    text: str
    start: int

    @property
    def is_name(self) -> bool:
        """It begins with a capital and is no abbreviation."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())


def claims(text: str) -> Iterator[Claim]:
    """Every figure of a text that claims something, line by line; code is passed over."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    likely = _language([*_tokens(" ".join(lines[:200]))], "en")
    is_code = False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code and any(map(str.isdigit, line)):
            yield from _claims(number, line, likely)


def _claims(number: int, printed: str, likely: str) -> Iterator[Claim]:
    line = _NO_CLAIM.sub(lambda match: " " * len(match.group()), printed)
    marked = (
        _Token(name.group().lower(), name.group().lower(), name.group(), name.start())
        for name in _MARKED.finditer(printed)
    )
    tokens = sorted([*_tokens(line), *marked], key=lambda token: token.start)
    lang = _language(tokens, likely)
    if lang == "vi" and line.isascii():
        lang = BARE
    periods = reader.periods(line, lang=lang)
    named = reader.Spans(period.span for period in periods)
    extents = reader.Spans(period.extent for period in periods)
    starts = [token.start for token in tokens]
    timed = frozenset(at for at in starts if extents.overlap(reader.Span(at, at + 1)))
    figures = [
        figure for figure in reader.figures(line, lang=lang) if not named.hold(figure.spans[0])
    ]
    years = [figure for figure in figures if _is_year(line, figure)]
    figures = [figure for figure in figures if figure not in years]
    for figure in figures:
        sentence = reader.sentence(line, figure.spans[0].start)
        yield _Sentence(
            line,
            lang,
            [other for other in figures if sentence.holds(other.spans[0])],
            [token for token in tokens if sentence.start <= token.start < sentence.end],
            timed,
            [period for period in periods if sentence.holds(period.span)],
            any(sentence.holds(year.spans[0]) for year in years),
        ).claim(figure, number, printed)


def _tokens(line: str) -> Iterator[_Token]:
    for match in WORD.finditer(line):
        if not any(map(str.isdigit, match.group())):
            for folded, accented in spoken(match.group()):
                yield _Token(folded, accented, match.group(), match.start())


def _language(tokens: Sequence[_Token], likely: str) -> str:
    """The language of a line, by its words; without any, that of the text."""
    english = sum(
        token.folded in terms.ENGLISH or _NOT_VIETNAMESE.search(token.folded) is not None
        for token in tokens
        if not token.text.isupper() and measure(token.text) is None
    )
    vietnamese = sum(not token.text.isascii() and not token.is_name for token in tokens)
    vietnamese = vietnamese or sum(token.folded in terms.VIETNAMESE for token in tokens)
    return likely if english == vietnamese else "en" if english > vietnamese else "vi"


def _is_year(line: str, figure: Printed) -> bool:
    (start, end), *_ = figure.spans
    is_bare = figure.extent.end == end and measure(figure.after) is None
    return is_bare and is_year(line[start:end])


@functools.lru_cache(maxsize=4096)
def measure(text: str) -> Measure | None:
    """What the words after a figure, or a unit's label, measure; None for what is counted."""
    form = _FORM.match(text.lower())
    if form is None:
        return None
    what, factor = _FORMS[form.group()]
    match = _PER.match(text, form.end())
    end, per = form.end(), ""
    while match and (not per or per in terms.PER_ANY):
        end, per = match.end(), fold(match["per"])
        match = _PER.match(text, end)
    return Measure(what, Decimal(factor), per, end if per in terms.PER_ANY else form.end())


@functools.lru_cache(maxsize=4096)
def context(line: str, start: int, end: int) -> Context:
    """The words around a figure; each numeral among them is as good as another."""
    sides = line[max(start - CONTEXT, 0) : start], line[end : end + CONTEXT]
    before, after = (tuple(fold(NUMERAL.sub(" 0 ", side)).split()) for side in sides)
    return before[::-1], after


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a line: its figures, words and periods."""

    line: str
    lang: str
    figures: Sequence[Printed]
    tokens: Sequence[_Token]
    timed: frozenset[int]
    """Where words begin that are of a period."""
    periods: Sequence[Period]
    has_years: bool
    """It names years that are no periods, as in a list."""

    def claim(self, figure: Printed, number: int, printed: str) -> Claim:
        """One of its figures with the words around it."""
        start, end = figure.spans[0].start, figure.spans[-1].end
        marks = self._marks(figure)
        before = [(token, marks[token.start]) for token in self.tokens if token.start < start]
        direct = [t.folded for t, n in before if not n and t.start < figure.extent.start]
        moves, falls = _movement(figure, direct)
        measured = _measured(figure, moves=moves)
        last = figure.after_at + measured.length if measured else figure.extent.end
        until = figure.after_at + (measured.length if measured else 0)
        numeral = self.line[start : figure.spans[0].end]
        after = [t.folded for t in self.tokens if t.start >= end and not marks[t.start]]
        period, is_sure_when = self._period(figure)
        is_sure_when = is_sure_when and not (period and self._is_apart(period))
        return Claim(
            line=number,
            column=figure.extent.start + 1,
            printed=printed[figure.extent.start : until].strip(),
            figure=figure,
            step=_printed_step(figure.value, reader.number(numeral, lang=self.lang)),
            digits=_significant(numeral),
            measure=measured,
            nouns=tuple(after[:MOST_NOUNS]),
            period=period,
            is_sure_when=is_sure_when,
            is_in_turn=_IN_TURN.search(" ".join(t.text for t in self.tokens)) is not None,
            months=self._months(figure),
            since=frozenset(year for p in self.periods if p.is_origin for year in p.years),
            beside=self._beside(figure),
            limits=self._limits(figure),
            goal_marks=_goal_marks(before),
            moves=moves,
            falls=falls,
            is_bare=self.lang == BARE,
            is_level=bool(terms.LEVELS & {*direct[-1:]}),
            is_first=bool(terms.FIRST & {*direct[-1:]}),
            context=context(self.line, start, end),
            **self._words(figure, marks, last),
        )

    def _words(self, figure: Printed, marks: Mapping[int, int], last: int) -> dict[str, Any]:
        """What the words around a figure say of it, by the names that a claim has for them."""
        near = self._near(figure, marks)
        own, wider = (self._clause(figure, marks, most, last) for most in (0, 1))
        before = [t.folded for t in self.tokens if t.start < figure.spans[0].start]
        first, rest = self._beyond(figure, marks, last)
        # "Subscriptions number 49,345" ranks nothing.
        is_number = self.line.startswith("number", figure.extent.start) and "ranked" not in near
        is_rank = figure.is_rank and not is_number
        return {
            "words": {folded: max(share for share, _ in each) for folded, each in near.items()},
            "accents": {folded: {accented for _, accented in near[folded]} for folded in near},
            "own": tuple(own),
            "wider": tuple(wider),
            "first": first,
            "rest": rest,
            "earlier": frozenset([*own, *before]),
            "names": self._names(wider if terms.AT & {*wider[:1]} else own, is_rank=is_rank),
            "is_rank": is_rank,
        }

    def _beyond(
        self, figure: Printed, marks: Mapping[int, int], last: int
    ) -> tuple[tuple[str, ...], ...]:
        """The words beyond the mark before a figure's clause and beyond that behind it."""
        start, others = figure.spans[0].start, [span.start for span in self._others(figure)]
        parted = [t for t in self._heard(figure) if marks[t.start] == 1]
        parted = [token for token in parted if token.start not in self.timed]
        first = [t.folded for t in parted if t.start < start <= min(others, default=start)]
        rest = [t.folded for t in parted if t.start >= last and start >= max(others, default=0)]
        return tuple(first), tuple(rest)

    def _others(self, figure: Printed) -> list[reader.Span]:
        """Where its other figures stand, without those that limit what one counts."""
        limits = self._limits(figure)
        spans = [other.spans[0] for other in self.figures if other is not figure]
        return [span for span in spans if self.line[slice(*span)] not in limits]

    def _near(
        self, figure: Printed, marks: Mapping[int, int]
    ) -> dict[str, list[tuple[float, str]]]:
        """By folded word, the share that each place gives it, and how it is written there."""
        start = figure.spans[0].start
        near: dict[str, list[tuple[float, str]]] = {}
        for token in self._heard(figure):
            shares = BEFORE if token.start < start else AFTER
            share = shares[min(marks[token.start], len(shares) - 1)]
            near.setdefault(token.folded, []).append((share, token.accented))
        return near

    def _clause(self, figure: Printed, marks: Mapping[int, int], most: int, last: int) -> list[str]:
        """The words around a figure that at most so many marks before it part from it."""
        start = figure.spans[0].start
        return [
            token.folded
            for token in self._heard(figure)
            if token.start not in self.timed
            and marks[token.start] <= (most if token.start < start else 0)
            and not figure.extent.start <= token.start < last
        ]

    def _heard(self, figure: Printed) -> Sequence[_Token]:
        """The words of the sentence up to the semicolon behind a figure."""
        stop = self.line.find(";", figure.spans[-1].end)
        return [token for token in self.tokens if not token.start > stop > 0]

    def _marks(self, figure: Printed) -> dict[int, int]:
        """How many marks and other figures part each word from a figure."""
        start, end = figure.spans[0].start, figure.spans[-1].end
        places = [span.start for span in self._others(figure)]
        places += [match.start() for match in _MARK.finditer(self.line)]
        places.sort()
        marks = {}
        for token in self.tokens:
            is_before = token.start < start
            low, high = (token.start, start) if is_before else (end, token.start)
            marks[token.start] = max(bisect_left(places, high) - bisect_left(places, low), 0)
        return marks

    def _period(self, figure: Printed) -> tuple[Period | None, bool]:
        """The period of a figure, and whether no other may be: right after it, before it, next."""
        free = [period for period in self.periods if period.years and not period.is_origin]
        ends = [other.extent.end for other in self.figures]
        owned: dict[int, Period] = {}
        for period in free:
            end = max((end for end in ends if end <= period.extent.start), default=None)
            start = period.extent.start
            is_bracketed = self.line[:start].endswith("(")
            if end is not None and self._is_joined(end, start - is_bracketed):
                owned.setdefault(end, period)
        is_only = len({period.years for period in free}) < 2
        if self.has_years:
            return (free[0] if free else None), False
        if figure.extent.end in owned:
            return owned[figure.extent.end], is_only or not self._is_listed(figure, free)
        others = [period for period in free if period not in owned.values()]
        before = [period for period in others if period.span.start < figure.spans[0].start]
        if before:
            last = max(end for end in (0, *ends) if end <= figure.extent.start)
            here = [period for period in before if period.span.start >= last]
            return before[-1], is_only or len(here) == 1
        # Where another figure follows, the period may be that one's.
        is_last = max(ends) == figure.extent.end
        is_span = any(len(p.years) > 1 for p in free) and not self._months(figure)
        return (others[0], is_only) if others and is_last else (None, is_only and not is_span)

    def _is_apart(self, period: Period) -> bool:
        """Whether it is before or after a period, or at its start."""
        before = self.line[max(period.extent.start - LONGEST_GAP, 0) : period.span.start]
        return _APART.search(before) is not None

    def _is_listed(self, figure: Printed, free: Sequence[Period]) -> bool:
        """Whether two periods follow a figure before the next one, as in a list."""
        end = figure.extent.end
        following = min(
            (f.extent.start for f in self.figures if f.extent.start > end), default=None
        )
        between = [
            p for p in free if p.span.start >= end and p.span.start < (following or p.span.end)
        ]
        return len(between) > 1

    def _months(self, figure: Printed) -> tuple[int, ...]:
        """The months of the part of a year that stands by a figure, and no figure between."""
        for period in (period for period in self.periods if len(period.months) > 1):
            low = min(period.span.start, figure.spans[0].start)
            high = max(period.span.start, figure.spans[0].start)
            between = [f for f in self.figures if low < f.spans[0].start < high]
            if not between:
                return period.months
        return ()

    def _beside(self, figure: Printed) -> frozenset[str]:
        """The two words before an `and` that joins two names of which a figure may be the sum."""
        first = min(other.extent.start for other in self.figures)
        if first != figure.extent.start or not self.tokens:
            return frozenset()
        said = self.line[self.tokens[0].start : first]
        joined = [match.start() for match in _JOINED.finditer(said)]
        place = self.tokens[0].start + joined[-1] if joined else 0
        if not self._is_joined(place + len(" và"), first):
            return frozenset()
        return frozenset([t.folded for t in self.tokens if t.start <= place][-2:] if place else ())

    def _limits(self, figure: Printed) -> tuple[str, ...]:
        end, found = figure.spans[-1].end, []
        for other in self.figures:
            start = other.spans[0].start
            is_inside = start > end and not _MARK.search(self.line[end:start])
            if is_inside and measure(other.after) is None and other.value < MOST_LIMIT:
                found.append(self.line[start : other.spans[0].end])
        return tuple(found)

    def _is_joined(self, start: int, end: int) -> bool:
        return end - start <= LONGEST_GAP and not _MARK.search(self.line[start:end])

    def _names(self, clause: Sequence[str], *, is_rank: bool) -> frozenset[str]:
        """Words that may limit a figure to a place: in its clause, or the name of one anywhere."""
        said = f" {' '.join(t.text.lower() for t in self.tokens if t.folded in clause)} "
        places = terms.PLACES + (() if is_rank else terms.NATIONS)
        if said.isascii():
            places += tuple(map(fold, places))
        found = {fold(place) for place in places if f" {place} " in said}
        last = None
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            is_owner = token.text[0].isupper() and self._is_owner(token)
            is_name = token.is_name and (before is not None or self._begins_with_name())
            if token.start in self.timed or not (is_owner or is_name):
                continue
            is_place = before in (None, last) or before.folded in terms.NAMED_PLACES
            if is_place or is_owner or token.folded in clause:
                found.add(token.folded)
            last = token if is_place else last
        return frozenset(found)

    def _is_owner(self, token: _Token) -> bool:
        """Whether a sentence begins with a name that has something."""
        first, *rest = self.tokens[:2]
        is_other = first.folded not in terms.COMMON
        return token is first and is_other and bool(rest) and rest[0].text in terms.HAVING

    def _begins_with_name(self) -> bool:
        """Whether the first word has its capital as a name: another such word follows at once."""
        first, *rest = self.tokens[:2]
        if not rest or first.folded in terms.COMMON:
            return False
        return rest[0].is_name and rest[0].start == first.start + len(first.text) + 1


def _measured(figure: Printed, *, moves: bool) -> Measure | None:
    if figure.sign:
        code = figure.sign.lower()
        what = "vnd" if code in ("₫", "vnd", "vnđ") else "usd" if "$" in code else code
        return Measure(what, Decimal(1), "", 0)
    found = measure(figure.after)
    if found is None and moves and (points := measure(f"percentage {figure.after}")):
        return points._replace(length=points.length - len("percentage "))
    return found


def _movement(figure: Printed, before: Sequence[str]) -> tuple[bool, bool]:
    """Whether a figure is how far something moved, and whether down."""
    moving = [at for at, word in enumerate(before) if word in terms.MOVES]
    falls = figure.falls or bool(moving and before[moving[-1]] in terms.FALLS)
    if figure.moves and not (before[-1:] == ["up"] and terms.MADE_UP & {*before[-2:]}):
        return True, falls
    is_far = not moving or len(before) - moving[-1] > MOST_BETWEEN
    return (False, False) if is_far or before[-1] in terms.REACHED else (True, falls)


def _goal_marks(before: Sequence[tuple[_Token, int]]) -> int | None:
    """How many marks stand between a word for a goal and its figure; None without such a word."""
    for at in range(len(before) - 1, -1, -1):
        words = [token.folded for token, _ in before[at : at + 2]]
        if terms.GOALS & {words[0], " ".join(words)}:
            return before[at][1]
    return None


def _significant(numeral: str) -> int:
    digits = re.sub(r"\D", "", numeral).lstrip("0")
    return len(digits if "," in numeral or "." in numeral else digits.rstrip("0"))


def step(value: Decimal) -> Decimal:
    """What one more in the last digit of a number that counts would add."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _printed_step(value: Decimal, numeral: Decimal | None) -> Decimal:
    """The same of a figure as printed: zeros after its decimal mark count."""
    exponent = int(numeral.as_tuple().exponent) if numeral else 0
    if not numeral or exponent >= 0:
        return step(value)
    return EXACT.multiply(Decimal(1).scaleb(exponent), value / numeral)
