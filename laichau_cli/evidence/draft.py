"""Entries for the numerals of a document that nothing accounts for: its readings, to be named.

Nothing is read here that the check does not read, so that what is proposed is what it proves. What
a person has to decide is said beside the entry, in the words of `REASONS`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from laichau_cli.base import model
from laichau_cli.base.limits import MAX_DIGITS
from laichau_cli.base.model import FactBase
from laichau_cli.base.units import BUILT_IN
from laichau_cli.evidence.account import YEAR_BEFORE, Account, Cited, Dated
from laichau_cli.evidence.documents import Numeral
from laichau_cli.evidence.entry import Draft, Entry
from laichau_cli.evidence.numerals import LANGUAGES, InWords, Span
from laichau_cli.evidence.periods import Period, periods, sentence
from laichau_cli.evidence.reader import Printed
from laichau_cli.evidence.units import FALLS, GOALS, Units, goes_on, has_word, not_understood
from laichau_cli.language.figures import is_year
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message
from laichau_cli.language.safe import acts_on_terminal

REASONS = {
    "scale": "the word '{words}' after the number is no scale or unit that is known",
    "unit": "no unit is printed at it",
    "more": "the unit goes on: '{words}'",
    "mark": "what '{words}' beside it means is not known",
    "marks": "'{words}' is written with the marks of another language",
    "compared": "'{words}' compares it: how much more or less?",
    "range": "'{words}': a range, or a move from one to the other?",
    "day": "'{words}': a day and a month, or a part of a whole?",
    "year": "'{words}' may be a year",
    "estimate": "the word for an estimate may be of the rise or of what rose",
    "open": "'{words}' of which year?",
    "periods": "several periods stand near: {words}",
    "sentence": "the period is said in another sentence: '{words}'",
    "title": "the period is the title's, {words}",
    "goal": "a goal, {words}: make it a target once its fact exists",
    "unread": "cannot be entered as it is read: {words}",
}
"""Why a reading is not sure, for the person who decides."""
UNNAMED = "number"
"""The unit proposed where none is printed."""
LABEL_WORDS = 9
AROUND = 32
"""Characters of the document shown on each side of the words of an entry."""
WIDEST = 12
"""Words on each side by which a quotation is made unique."""
CHANGE_WITHIN = 40
"""Characters between a figure and the percentage by which it rose or fell."""
_MOVES = InWords("<RISES>|<FALLS>")
_FALLS = InWords("<FALLS>")
_GOAL = InWords("<GOAL_WORDS>")
_FROM = InWords(r"(?<!\w)(?:<FROM>)$")
_TO_DATE = InWords(r"\b(?:<TO_DATE>)\b")
_CLAUSE = re.compile(r"[;:()]\s*|,\s+|\s[–-]\s")
_ROW = re.compile(r"\t|\||\S {2,}\S")
"""What a row of a table has."""
_BLANKS = " \t\u00a0"
_EDGES = _BLANKS + ".,;:()[]|–-\"'“”‘’…"


def draft(base: FactBase, accounts: Mapping[str, Account], *, lines: range | None = None) -> Draft:
    """Entries for all that the accounts leave open; of other `lines` than these, none."""
    made = Draft()
    every = base._replace(units={**base.units, **BUILT_IN, **base.units})  # its own come first
    for source, account in accounts.items():
        reading = _Reading(every, source, account, made.units, lines)
        made.entries += sorted(reading.entries(), key=lambda entry: (entry.line, entry.span))
    return made


class _Figure(NamedTuple):
    """A figure of a line with its unit."""

    place: int
    printed: Printed
    unit: str
    word: Span | None
    """Where its unit stands; None where none is printed."""

    @property
    def span(self) -> Span:
        """All of it, with its unit."""
        ends = [self.printed.extent, *self.printed.spans, *([self.word] if self.word else [])]
        return Span(min(span.start for span in ends), max(span.end for span in ends))


class _Reading:
    """One document, its open numerals read line by line."""

    def __init__(
        self,
        base: FactBase,
        source: str,
        account: Account,
        new_units: dict[str, model.Unit],
        lines: range | None,
    ) -> None:
        self.base, self.source, self.account = base, source, account
        self.document, self.lang = account.document, account.document.lang
        self.words: Any = LANGUAGES[self.lang]
        self.units, self.new_units = Units(base), new_units
        self.left: defaultdict[int, list[Numeral]] = defaultdict(list)
        for numeral in account.left:
            if lines is None or numeral.line in lines:
                self.left[numeral.line].append(numeral)
        self.open = {
            (line, start) for line, each in self.left.items() for n in each for start in n.parts
        }

    def entries(self) -> Iterator[Entry]:
        """Figures first: the periods that they name are accounted for by them."""
        for number in [*self.left]:
            yield from self._figures(number)
        for number in [*self.left]:
            yield from self._rest(number)

    def _made(self, number: int, span: Span, kind: str, **keys: Any) -> Entry:
        line, (start, end) = self.document.line(number), span
        before, after = line[max(start - AROUND, 0) : start], line[end : end + AROUND]
        before, after = "…" * (start > AROUND) + before, after + "…" * (len(line) > end + AROUND)
        text = line[start:end]
        context = f"{before}»{text}«{after}"
        return Entry(self.source, number, span, text, context, kind, **keys)

    def _unread(self, number: int, span: Span, reason: str) -> Entry:
        self.open -= self.document.places(number, span)
        return self._made(number, span, "unread", unsure=(_reason("unread", reason),))

    def _named(self, number: int) -> Sequence[Period]:
        """The periods of a line; a head of a table may have nothing but years."""
        head, line = self.document.heading(number + 1)
        return head if line == number else self.document.periods(number)

    # ---- figures

    def _figures(self, number: int) -> Iterator[Entry]:
        named = [period.span for period in self._named(number)]
        figures = [
            _Figure(place, printed, *self._unit(number, printed))
            for place, printed in enumerate(self.document.figures(number), 1)
            if not any(span.holds(part) for span in named for part in printed.spans)
        ]
        for index, figure in enumerate(figures):
            if all((number, span.start) in self.open for span in figure.printed.spans):
                if cut := self._cut(number, figure.printed):
                    yield self._unread(number, cut, Message("more than a number"))
                    continue
                changed = self._changed(number, figures[index : index + 3])
                yield changed or self._entry(number, figure)

    def _cut(self, number: int, printed: Printed) -> Span | None:
        """A numeral, such as 04/25/2022, of which a figure is only a part."""
        starts = {span.start for span in printed.spans}
        for numeral in self.left[number]:
            if starts & {*numeral.parts} and not starts >= {*numeral.parts}:
                return numeral.span
        return None

    def _entry(
        self, number: int, figure: _Figure, *others: _Figure, change: model.Change | None = None
    ) -> Entry:
        """The entry of a figure; its words hold the `others` too."""
        printed = figure.printed
        cited = self._cited(number, [figure, *others])
        if cited is None:
            reason = Message("no words of it stand alone on the line")
            return self._unread(number, figure.span, reason)
        if problem := _problem(printed):
            return self._unread(number, figure.span, problem)
        period, words, unsure = self._period(cited, printed)
        parts = "number" if printed.total is None else "fraction"
        kind = "rank" if printed.is_rank else parts if printed.high is None else "range"
        entry = self._made(
            number,
            cited.span,
            kind,
            place=figure.place,
            label=self._moved(self._label(cited, figure), printed),
            numbers=printed.numbers,
            of=printed.total,
            unit=figure.unit,
            bound=None if printed.is_rank else printed.bound,
            estimate=printed.estimate,
            period=period,
            period_words=words,
            change=change,
            unsure=(*self._doubts(number, figure), *unsure),
        )
        spans = [span for each in (figure, *others) for span in each.printed.spans]
        self.open -= self.document.places(number, *spans)
        return self._as_goal(cited, printed, entry)

    def _doubts(self, number: int, figure: _Figure) -> Iterator[str]:
        """Why the reading of a figure is not sure."""
        printed, line = figure.printed, self.document.line(number)
        words = line[slice(*printed.extent)]
        before = line[: printed.extent.start].rstrip().lower()
        if printed.unclear:
            yield _reason("mark", printed.unclear)
        if printed.is_other:
            yield _reason("marks", words)
        if printed.may_estimate:
            yield _reason("estimate")
        if compared := next((w for w in self.words.BEFORE["compared"] if before.endswith(w)), ""):
            yield _reason("compared", compared)
        if _FROM[self.lang].search(before):
            yield _reason("range", words)
        yield from self._unit_doubts(line, figure)

    def _unit_doubts(self, line: str, figure: _Figure) -> Iterator[str]:
        """Why what a figure counts is not sure."""
        printed = figure.printed
        numeral = line[slice(*printed.spans[0])]
        more = goes_on(line, printed.extent.end, self.lang) if printed.sign else ""
        if more:
            yield _reason("more", more.rstrip(_EDGES))
        elif is_year(numeral) and len(printed.spans) == 1:
            yield _reason("year", numeral)
        elif (figure.word is None and not printed.is_rank) or printed.sign:
            unknown = not_understood(printed, line, self.lang, form="", known="")
            if printed.total is not None and printed.value <= 31 and printed.total <= 12:
                yield _reason("day", line[slice(*printed.extent)])
            elif unknown:
                yield _reason("scale", unknown)
            elif figure.word is None:
                yield _reason("unit")

    # ---- units

    def _unit(self, number: int, printed: Printed) -> tuple[str, Span | None]:
        """The unit of a figure and where it is printed; one that the base has not is new."""
        line = self.document.line(number)
        if printed.is_rank:
            return "rank", None
        if found := self.units.printed(printed, self.lang):
            more = goes_on(line, found.span.end, self.lang).rstrip(_EDGES)
            if not more:
                return found.fitting[0], found.span
            end = line.index(more, found.span.end) + len(more)
            return self._new_unit(line, Span(found.span.start, end))
        if printed.sign:
            return self._new_unit(line, Span(printed.sign_at, printed.sign_at + len(printed.sign)))
        if span := self._noun(printed, line):
            return self._new_unit(line, span)
        return self._unit_at_head(number, printed)

    def _unit_at_head(self, number: int, printed: Printed) -> tuple[str, Span | None]:
        """The unit that the head of a table names."""
        head = self.document.head_of_table(number).strip().lower()
        for id_ in self.base.units if head else ():
            if any(head.startswith(form) for form in self.units.forms(id_, self.lang)):
                return id_, Span(printed.extent.end, printed.extent.end)
        if UNNAMED not in self.base.units:
            self.new_units[UNNAMED] = _unit_called(UNNAMED)
        return UNNAMED, None

    def _noun(self, printed: Printed, line: str) -> Span | None:
        """The words after a figure that name what is counted."""
        plain = {*self.words.PLAIN.split(), *self.words.ODD_SCALES} - {*self.words.COUNTERS}
        end = printed.after_at
        for name in self.words.COMPOUNDS:
            if has_word(line[end : end + len(name) + 1], name):
                return Span(end, end + len(name))
        if line[end - 1 : end].isalnum():  # glued to the number, as in 4c: no word for it
            return None
        for _ in range(self.words.NOUN):
            match = re.compile(r" ?([^\W\d_]+)").match(line, end)
            if match is None or match[1].lower() in plain:
                break
            end = match.end()
            if match[1].isupper():
                break
        return Span(printed.after_at, end) if end > printed.after_at else None

    def _new_unit(self, line: str, span: Span) -> tuple[str, Span]:
        unit = _unit_called(line[slice(*span)])
        id_ = "-".join(re.findall("[a-z0-9]+", fold(unit.label.vi)))[:40].strip("-") or "unit"
        while id_ == "rank" or id_ in self.base.units or self.new_units.get(id_, unit) != unit:
            id_ = f"other-{id_}"
        self.new_units[id_] = unit
        return id_, span

    # ---- what moved

    def _changed(self, number: int, figures: Sequence[_Figure]) -> Entry | None:
        """`X, tăng Y% so với cùng kỳ`: X with the percentage after it as its change."""
        if len(figures) < 2:
            return None
        line, (figure, after), more = self.document.line(number), figures[:2], figures[2:]
        one, two = figure.printed, after.printed
        between = line[figure.span.end : two.spans[0].start]
        is_plain = two.moves and not one.moves and {one.high, two.high, one.total} == {None}
        is_percent = after.word is not None and line[slice(*after.word)] == "%"
        own = sentence(line, one.spans[0].start)
        is_near = len(between) <= CHANGE_WITHIN and two.spans[0].start < own.end
        if not (is_plain and is_percent and is_near) or re.search(r"[;:(]", between):
            return None
        end = more[0].printed.extent.start if more else own.end
        since = self._since(number, Span(after.span.end, end))
        cited = self._cited(number, [figure, after]) if since else None
        period = self._period(cited, one)[0] if cited else None
        is_later = period is not None and since != model.YEAR_BEFORE and str(since) >= period
        if cited is None or is_later:
            return None
        change = model.Change.model_construct(by=two.moved, since=since, unit=after.unit)
        return self._entry(number, figure, after, change=change)

    def _since(self, number: int, within: Span) -> str | None:
        for period in self.document.periods(number):
            if period.is_origin and within.holds(period.span) and (since := _iso(period)):
                self.open -= self.document.places(number, period.span)
                return since
        words = self.document.line(number)[slice(*within)]
        return model.YEAR_BEFORE if YEAR_BEFORE[self.lang].search(words) else None

    # ---- words

    def _cited(self, number: int, figures: Sequence[_Figure]) -> Cited | None:
        """The shortest words with the figures whole that stand once on the line and cut nothing."""
        line, spans = self.document.line(number), [figure.span for figure in figures]
        begin, end = min(span.start for span in spans), max(span.end for span in spans)
        for period in self.document.periods(number):  # as in: 74,050 in 2022
            if not period.is_origin and line[end : period.extent.start].isspace():
                end = max(end, period.extent.end)
        words = [match.span() for match in re.finditer(r"\S+", line)]
        starts = [begin, *(start for start, _ in words[::-1] if start < begin)][:WIDEST]
        ends = [end, *(stop for _, stop in words if stop > end)][:WIDEST]
        steps = ((left, more - left) for more in range(2 * WIDEST) for left in range(more, -1, -1))
        for left, right in steps:
            if left < len(starts) and right < len(ends):
                text = line[starts[left] : ends[right]].strip(_BLANKS + ",;")
                is_bad = any(map(acts_on_terminal, text))
                if is_bad or self.account.misplaced("", (), number, text) is not None:
                    continue
                evidence = model.Evidence.model_construct(
                    source=self.source, line=number, text=text
                )
                cited = Cited(self.document, evidence)
                if cited.cut() is None and self._holds(cited, Span(begin, end), figures):
                    return cited
        return None

    def _holds(self, cited: Cited, whole: Span, figures: Sequence[_Figure]) -> bool:
        """Whether the check would find these very figures in the words."""
        first, *others = (figure.printed for figure in figures)
        read = cited.figures()
        same = [each for each in read if each.numbers == first.numbers]
        return cited.span.holds(whole) and same[:1] == [first] and all(o in read for o in others)

    def _label(self, cited: Cited, figure: _Figure) -> str:
        """The words before a figure, else those after it, else the heading: to be mended."""
        line, start = cited.line, figure.span.start
        begin = sentence(line, start).start
        for other in self.document.figures(cited.number)[: figure.place - 1][-1:]:
            begin = max(begin, _Figure(0, other, *self._unit(cited.number, other)).span.end)
        before = line[begin:start]
        after = line[
            figure.printed.after_at if figure.unit in self.new_units else figure.span.end :
        ]
        nearest, *others = _CLAUSE.split(before)[::-1]
        for clause in (nearest, re.split(r"[,;:(.]\s|\d", after)[0], *others):
            if words := self._trimmed(clause):
                return " ".join(words[:LABEL_WORDS])
        return _clean(cited.heading).strip(" :.,;") or cited.text

    def _moved(self, label: str, printed: Printed) -> str:
        """A label of a fall says that it is one, since the value is as it is printed."""
        if not printed.falls or not printed.moves or FALLS[self.lang].search(label):
            return label
        return f"{self.words.FALLS.partition('|')[0]}: {label}"

    def _trimmed(self, clause: str) -> list[str]:
        """The words of a clause, but those at its end that only lead to the figure."""
        words = _clean(clause).strip(_EDGES).split()
        moves = _MOVES[self.lang]
        plain = {word for word in self.words.PLAIN.split() if not moves.fullmatch(word)}
        while words and words[-1].strip(_EDGES).lower() in plain:
            if " ".join(words[-2:]).strip(_EDGES).lower() in self.words.COMPOUNDS:
                break
            words.pop()
        return [] if len(words) == 1 and moves.fullmatch(words[0]) else words

    def _as_goal(self, cited: Cited, printed: Printed, entry: Entry) -> Entry:
        """The same as a goal, where the words of one stand before it in its sentence."""
        begin = sentence(cited.line, printed.spans[0].start).start
        before = re.sub(r"\([^()]*\)", "", cited.line[begin : printed.extent.start])
        if not GOALS[self.lang].search(before):
            return entry
        moves = _MOVES[self.lang].findall(re.split("[,;:0-9]", before)[-1])
        falls = printed.falls or (moves and _FALLS[self.lang].fullmatch(moves[-1]))
        is_most = falls or printed.bound in ("under", "at-most") or printed.is_rank
        numbers = " to ".join(f"{number:f}" for number in entry.numbers)
        due = f", due {entry.period}" if entry.period else ""
        goal = f"at-{'most' if is_most else 'least'} {numbers}{due}"
        return replace(entry, kind="goal", goal=goal, unsure=(*entry.unsure, _reason("goal", goal)))

    # ---- when

    def _period(self, cited: Cited, printed: Printed) -> tuple[str | None, str, Sequence[str]]:
        """The period of a figure, the words that say it, and what is unsure of it."""
        dated, own = cited.periods(printed), sentence(cited.line, cited.span.start)
        line = self.document.line(dated.line)
        said = [line[slice(*period.extent)].strip(_EDGES) for period in dated.periods]
        known = zip(dated.periods, said, strict=True)
        found = {iso: words for period, words in known if (iso := _iso(period))}
        if dated.is_sure and said and not found:
            return None, "", (_reason("open", said[0]),)
        if not dated.is_sure and _TO_DATE[self.lang].search(cited.line[slice(*own)]):
            return None, "", ()
        if not found or (dated.line != cited.number and not self._is_head(cited, dated)):
            return self._titled()
        if len(found) > 1:
            return None, "", (_reason("periods", ", ".join(said)),)
        ((iso, words),) = found.items()
        self.open -= self.document.places(dated.line, dated.periods[0].span)
        if dated.line != cited.number:
            return iso, Message("{words}, line {line}", words=words, line=dated.line), ()
        is_far = not dated.is_sure and not self._governs(dated, own.start)
        return iso, words, (_reason("sentence", words),) if is_far else ()

    def _is_head(self, cited: Cited, dated: Dated) -> bool:
        """Whether the periods of another line are those of a figure: a title, a row of a table."""
        heading = self.document.heading(cited.number)[0]
        is_sentence = self.document.line(dated.line).rstrip().endswith((".", "!", "?", ";"))
        is_one = len({_iso(period) for period in heading}) == 1
        return (is_one and not is_sentence) or _ROW.search(cited.line) is not None

    def _governs(self, dated: Dated, start: int) -> bool:
        """Whether what is said at the head of a paragraph holds for the sentence at `start`."""
        (period,), line = dated.periods, self.document.line(dated.line)
        first = line[slice(*sentence(line, period.span.start))]
        before = {
            _iso(other)
            for other in self.document.periods(dated.line)
            if not other.is_origin and other.span.end < start
        }
        is_year = len(period.years) > 0 and not period.is_end and not period.months
        return is_year and not _GOAL[self.lang].search(first) and len(before) == 1

    def _titled(self) -> tuple[str | None, str, Sequence[str]]:
        """The one period in the title of the document: it holds where nothing nearer is said."""
        title = self.base.sources[self.source].title
        found = {_iso(period) for period in periods(title, lang=self.lang)}
        iso = found.pop() if len(found) == 1 else None
        return (iso, Message("the title"), (_reason("title", iso),)) if iso else (None, "", ())

    # ---- what is no figure

    def _rest(self, number: int) -> Iterator[Entry]:
        """Times that no figure is of; and what cannot be read."""
        for period in self._named(number):
            parts = self.document.places(number, period.span)
            if parts and parts <= self.open:
                self.open -= parts
                yield self._no_fact(number, period)
        for numeral in self.left[number]:
            if any((number, at) in self.open for at in numeral.parts):
                yield self._unread(number, numeral.span, Message("no number that is known"))

    def _no_fact(self, number: int, period: Period) -> Entry:
        line, (start, end) = self.document.line(number), period.extent
        while line[start - 1 : start].isalnum() or not line[start].isalnum():
            start += -1 if line[start].isalnum() else 1
        while line[end : end + 1].isalnum():
            end += 1
        places = [match.start() for match in re.finditer(re.escape(line[start:end]), line)]
        at = places.index(start) + 1 if len(places) > 1 else None
        why = Message("time compared with") if period.is_origin else Message("time of no figure")
        why = Message("a day, of no figure") if period.day is not None else why
        return self._made(number, Span(start, end), "no-fact", why=why, at=at)


def _unit_called(word: str) -> model.Unit:
    return model.Unit(label=model.Label.model_construct(vi=word, en=word))


def _clean(words: str) -> str:
    """A text as a label may hold it."""
    return " ".join("".join(" " if acts_on_terminal(char) else char for char in words).split())


def _reason(name: str, words: str = "") -> str:
    return Message(REASONS[name], words=words)


def _problem(printed: Printed) -> str:
    """Why the layout has no place for a figure; empty where it has."""
    for number in (*printed.numbers, *([printed.total] if printed.total is not None else [])):
        _, digits, exponent = number.as_tuple()
        if len(digits) + abs(int(exponent)) > MAX_DIGITS:
            return Message("too many digits")
    if printed.is_rank and printed.high is not None:
        return Message("a rank from one to another")
    is_above = printed.total is not None and printed.value > printed.total
    if not is_above:
        return ""
    return Message("{part} of {whole}", part=f"{printed.value:f}", whole=f"{printed.total:f}")


def _iso(period: Period) -> str | None:
    """A printed period as ISO 8601; None where its words leave the year open."""
    if not period.years:
        return None
    first, last = period.years[0], period.years[-1]
    if period.day is not None:
        return f"{first}-{period.months[0]:02}-{period.day:02}"
    if period.is_end and first == last:
        return f"{first}-12-31"
    if period.months:
        return "/".join(f"{first}-{month:02}" for month in period.months)
    return str(first) if first == last else f"{first}/{last}"
