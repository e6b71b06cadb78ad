"""The base against its sources: every figure held against the words it was read from.

Nothing here looks at the index. The base and its documents are read afresh, the printed words are
read by `reader`, and each numeral of each document must be claimed by what cites it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from laichau_cli.base import model, verdict
from laichau_cli.base.lines import Path
from laichau_cli.base.rules import FactBase
from laichau_cli.evidence import reader
from laichau_cli.evidence.account import Cited, Claims, Dated
from laichau_cli.evidence.advice import warnings
from laichau_cli.evidence.documents import Document, read_documents
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.reader import Printed, Span


class Report(NamedTuple):
    """What a check found, and what it counted."""

    errors: list[Finding]
    warnings: list[Finding]
    figures: int
    targets: int
    statements: int
    unproven: int
    """Facts, observations and targets whose source is only an address; not among the others."""
    claimed: int
    numerals: int

    def summary(self) -> str:
        """One line: what was proven, or how much is wrong."""
        if self.errors:
            return f"{_count(len(self.errors), 'error')}, {_count(len(self.warnings), 'warning')}"
        counted = (
            (self.figures, "figure"),
            (self.targets, "target"),
            (self.statements, "statement"),
        )
        words = "no document to hold anything against"
        if any(number for number, _ in counted) or self.numerals:
            words = f"{', '.join(_count(*each) for each in counted)}: all where they say; "
            words += f"{self.claimed} of {_count(self.numerals, 'numeral')} accounted for"
        if self.unproven:
            words += f"; {self.unproven} from sources that are only an address: not proven"
        if self.warnings:
            words += f"; {_count(len(self.warnings), 'warning')}"
        return words


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def check(base: FactBase, *, folder: str) -> Report:
    """Everything wrong with `base`, whose documents are below `folder`."""
    documents, unread = read_documents(base.sources, folder)
    claims = {id_: Claims(document) for id_, document in documents.items()}
    errors = [*unread, *errors_of(base, claims)]
    facts = [fact for fact in base.facts.values() if _has_document(base, fact.evidence)]
    kinds = Counter(fact.kind for fact in facts)
    statements = kinds["statement"] + kinds["text"] + kinds["date"]
    cited = [
        *(fact.evidence for fact in base.facts.values()),
        *(seen.evidence for fact in base.facts.values() for seen in fact.observations),
        *(target.evidence for target in base.targets.values()),
    ]
    return Report(
        errors,
        list(warnings(base, documents)),
        figures=len(facts) - statements,
        targets=sum(_has_document(base, target.evidence) for target in base.targets.values()),
        statements=statements,
        unproven=sum(not _has_document(base, evidence) for evidence in cited),
        claimed=sum(claim.accounted for claim in claims.values()),
        numerals=sum(len(document.numerals) for document in documents.values()),
    )


def _has_document(base: FactBase, evidence: model.Evidence) -> bool:
    return base.sources[evidence.source].file is not None


def errors_of(base: FactBase, claims: Mapping[str, Claims]) -> Iterator[Finding]:
    """What is wrong with `base` by its documents, whose numerals are claimed on the way."""
    units = _Units(base)
    for source_id, claim in claims.items():
        yield from _digest(source_id, base.sources[source_id], claim.document)
        yield from claim.set_aside(source_id, base.sources[source_id].not_facts)
    for fact_id, fact in base.facts.items():
        yield from _fact(base, fact_id, fact, claims, units)
    for target_id, target in base.targets.items():
        yield from _target(base, target_id, target, claims, units)
    for source_id, claim in claims.items():
        yield from claim.unaccounted(source_id)


def _digest(id_: str, source: model.Source, document: Document) -> Iterator[Finding]:
    if document.digest != source.sha256:
        yield Finding(
            ("sources", id_, "sha256"),
            id_,
            f"{document.file} is another document; if it is the right one, enter its digest",
            printed=document.digest,
            entered=source.sha256 or "none",
        )


# ---- units


FORMS = 5
"""Words for a unit that a finding names."""


class _Units:
    """The units of a base by the words that documents print for them."""

    def __init__(self, base: FactBase) -> None:
        self._units = base.units
        self._by_form: dict[str, dict[str, dict[bool, list[str]]]] = {"vi": {}, "en": {}}
        for lang, by_form in self._by_form.items():
            for id_, unit in base.units.items():
                for order, form in enumerate(_forms(unit, lang)):
                    by_form.setdefault(form, {True: [], False: []})[order == 0].append(id_)
        self._forms = {
            lang: sorted(by_form, key=len, reverse=True) for lang, by_form in self._by_form.items()
        }

    def printed(self, figure: Printed, lang: str) -> tuple[Span, list[str]] | None:
        """The longest unit word at a figure, and the units that it names best.

        A unit's label names it better than its other printed forms do.
        """
        if figure.sign.lower() in self._by_form[lang]:
            span = Span(figure.sign_at, figure.sign_at + len(figure.sign))
            return span, self._named(figure, figure.sign.lower(), lang)
        after = figure.after.lower()
        for form in self._forms[lang]:
            ends = after[len(form) : len(form) + 1]
            if after.startswith(form) and not (form[-1].isalnum() and ends.isalnum()):
                span = Span(figure.after_at, figure.after_at + len(form))
                return span, self._named(figure, form, lang)
        return None

    def _named(self, figure: Printed, form: str, lang: str) -> list[str]:
        named = self._by_form[lang][form]
        units = named[True] or named[False]
        # A share and a growth may both be in %: what rose or fell is no share.
        fitting = [id_ for id_ in units if self._units[id_].share != figure.moves]
        return fitting or units

    def forms(self, id_: str, lang: str) -> list[str]:
        """The words that a document in `lang` prints for a unit, lower case."""
        return _forms(self._units[id_], lang) if id_ in self._units else []

    def is_named(self, id_: str, note: model.Label | None) -> bool:
        """Whether a note speaks of a unit, by the first word of its label, in both languages."""
        if note is None or id_ not in self._units:
            return False
        label = self._units[id_].label
        words = (
            (text, " ".join(name.split("/")[0].split()[:1]))
            for text, name in zip((note.vi, note.en), (label.vi, label.en), strict=True)
        )
        return all(word[:1].isalpha() and _has_word(text, word) for text, word in words)


def _forms(unit: model.Unit, lang: str) -> list[str]:
    label = unit.label.vi if lang == "vi" else unit.label.en
    return [form.lower() for form in (label, *unit.printed)]


def _has_word(text: str, word: str) -> bool:
    """Whether `word` stands in `text` as a word of its own, in any case."""
    text, word = text.lower(), word.lower()
    at = text.find(word) if word else -1
    while at >= 0:
        before, after = text[max(at - 1, 0) : at], text[at + len(word) : at + len(word) + 1]
        begins = not (before.isalnum() and word[:1].isalnum())
        if begins and not (after.isalnum() and word[-1:].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


# ---- facts


def _fact(
    base: FactBase, id_: str, fact: model.Fact, claims: Mapping[str, Claims], units: _Units
) -> Iterator[Finding]:
    path: Path = ("facts", id_)
    yield from _cited(base, id_, path, fact, claims, units)
    for index, seen in enumerate(fact.observations):
        alike = {"value": seen.value, "period": seen.period, "evidence": seen.evidence}
        alone = {"bound": None, "estimate": False, "change": None}
        at = (*path, "observations", index)
        yield from _cited(base, id_, at, fact.model_copy(update=alike | alone), claims, units)


def _cited(
    base: FactBase,
    id_: str,
    path: Path,
    fact: model.Fact,
    claims: Mapping[str, Claims],
    units: _Units,
) -> Iterator[Finding]:
    claim = claims.get(fact.evidence.source)
    if claim is None:
        return
    wrong = claim.misplaced(id_, (*path, "evidence"), fact.evidence)
    if wrong is not None:
        yield wrong
        return
    seen = _Seen(base, id_, path, fact, claim, Cited(claim.document, fact.evidence), units)
    if (cut := seen.cited.cut()) is not None:
        yield from _left_out(seen, cut.extent, "a period")
        claim.name(seen.cited.number, cut)
        claim.excuse(seen.cited)
        return
    match fact.kind:
        case "statement":
            yield from _period(seen, None)
        case "text":
            yield from _text(seen)
            yield from _period(seen, None)
        case "date":
            yield from _date(seen)
        case _:
            yield from _figure(seen)


class _Seen(NamedTuple):
    """A fact together with the words it cites."""

    base: FactBase
    id: str
    path: Path
    fact: model.Fact
    claim: Claims
    cited: Cited
    units: _Units

    def finding(self, key: str, message: str, *, printed: str = "", entered: str = "") -> Finding:
        """A finding about a key of the fact; about the fact where it has not that key."""
        return Finding((*self.path, key), self.id, message, printed, entered)

    @property
    def note(self) -> str:
        """The note in both languages."""
        return f"{self.fact.note.vi} {self.fact.note.en}" if self.fact.note else ""


def _figure(seen: _Seen) -> Iterator[Finding]:
    fact = seen.fact
    printed = seen.cited.figures()
    matching = [figure for figure in printed if _is_the_value(fact, figure)]
    if not matching:
        said = "; ".join(figure.said() for figure in printed) or "no figure"
        yield seen.finding(
            "range" if fact.range else "value",
            "the value is not the one printed",
            printed=f"'{fact.evidence.text}', read as {said}",
            entered=_entered(fact),
        )
        seen.claim.excuse(seen.cited)
        return
    figure = matching[0]
    seen.claim.claim(seen.cited, seen.id, seen.path, figure)
    yield from _hedges(seen, figure)
    yield from _total(seen, figure)
    yield from _unit(seen, figure)
    yield from _period(seen, figure)
    yield from _change(seen, [other for other in printed if other is not figure])


def _is_the_value(fact: model.Fact, figure: Printed) -> bool:
    if fact.range is not None:
        return (figure.value, figure.high) == (fact.range[0], fact.range[1])
    return fact.value in (figure.value, figure.moved) and figure.high is None


def _entered(fact: model.Fact) -> str:
    if fact.range is not None:
        return f"{fact.range[0]:f} to {fact.range[1]:f}"
    return f"{fact.value:f}" + (f" of {fact.of:f}" if fact.of is not None else "")


def _hedges(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    fact = seen.fact
    for key, printed, entered in (
        ("bound", figure.bound or "none", fact.bound or "none"),
        ("estimate", str(figure.estimate).lower(), str(fact.estimate).lower()),
    ):
        if printed != entered:
            message = f"`{key}` is not as printed"
            yield seen.finding(key, message, printed=printed, entered=entered)
    yield from _left_out(seen, figure.extent)


def _left_out(seen: _Seen, extent: Span, what: str = "the figure") -> Iterator[Finding]:
    """The words cited must carry the whole figure: its hedges, its scale and its unit."""
    if not seen.cited.span.holds(extent):
        whole = seen.cited.line[slice(*extent)]
        message = f"the words cited leave out a part of {what}; cite all of it"
        at = (*seen.path, "evidence", "text")
        yield Finding(at, seen.id, message, f"'{whole}'", f"'{seen.cited.text}'")


def _total(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    fact = seen.fact
    if figure.is_rank != (fact.kind == "rank"):
        printed = "a rank" if figure.is_rank else "no rank"
        yield seen.finding("unit", "the kind is not as printed", printed=printed, entered=fact.kind)
    if figure.total == fact.of:
        return
    if figure.total is None and figure.is_rank and fact.of in seen.cited.document.rank_totals:
        return  # printed with another rank of the same document: 10/63, and then only 27
    printed = "none" if figure.total is None else f"{figure.total:f}"
    entered = "none" if fact.of is None else f"{fact.of:f}"
    yield seen.finding("of", "`of` is not as printed", printed=printed, entered=entered)


def _unit(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    """The unit word after the figure is one of the fact's unit, and of no unit that says more.

    A fact may be in another unit than the words name (points for %), if its note speaks of it.
    """
    fact, lang = seen.fact, seen.cited.document.lang
    if fact.kind == "rank" or fact.unit is None:
        return
    forms = seen.units.forms(fact.unit, lang)
    is_explained = seen.units.is_named(fact.unit, fact.note)
    found = seen.units.printed(figure, lang)
    if found is None:
        if not is_explained and not any(_has_word(seen.cited.text, form) for form in forms):
            yield seen.finding(
                "unit",
                "the unit is not in the words cited; cite it too, or name it in the note",
                printed=f"'{seen.cited.text}'",
                entered=f"{fact.unit} ({', '.join(forms[:FORMS])})",
            )
        return
    span, units = found
    form = seen.cited.line[slice(*span)]
    if fact.unit not in units and not (is_explained and form.lower() in forms):
        yield seen.finding(
            "unit",
            "the unit is not the one printed",
            printed=f"'{form}' ({', '.join(units)})",
            entered=fact.unit,
        )
    yield from _left_out(seen, Span(figure.spans[0].start, span.end))


# ---- when


def _period(seen: _Seen, figure: Printed | None) -> Iterator[Finding]:
    """The fact's period is the one printed with the figure; what is not printed, the note says."""
    period = seen.fact.period
    if period is None:
        return
    printed = seen.cited.periods(figure)
    if _settles(printed, period, seen):
        return
    numbers = set(map(int, period.replace("/", "-").split("-")))
    noted = set(_numbers(seen.note))
    if not printed.is_sure and numbers <= noted | _titled(seen):
        return
    yield seen.finding(
        "period",
        "the period is not as printed; mend it, cite the words that say it, or say it in the note",
        printed=_said(seen, printed),
        entered=period,
    )


def _said(seen: _Seen, printed: Dated) -> str:
    """Periods as printed, accounted for by the finding that names them."""
    line = seen.cited.document.line(printed.line)
    for each in printed.periods:
        seen.claim.name(printed.line, each)
    return ", ".join(f"'{line[slice(*each.extent)]}'" for each in printed.periods) or "none"


def _settles(printed: Dated, period: str, seen: _Seen) -> bool:
    """Whether one of the periods `printed` is `period`, which then names its numerals."""
    noted = set(_numbers(seen.note))
    for each in printed.periods:
        open_ = each.leaves_open(period)
        if open_ is not None and open_ <= noted:
            seen.claim.name(printed.line, each)
            return True
    return False


def _titled(seen: _Seen) -> set[int]:
    """The numbers in the title of the document."""
    return set(_numbers(seen.base.sources[seen.fact.evidence.source].title))


def _numbers(text: str) -> Iterator[int]:
    return (int(run) for run in _digits(text) if len(run) <= len("2023"))


def _digits(text: str) -> list[str]:
    return "".join(char if "0" <= char <= "9" else " " for char in text).split()


def _change(seen: _Seen, printed: list[Printed]) -> Iterator[Finding]:
    fact, cited = seen.fact, seen.cited
    if fact.change is None:
        return
    by = fact.change.by
    matching = [figure for figure in printed if figure.moved == by]
    if not matching:
        yield seen.finding(
            "change",
            "the change is not in the words cited",
            printed="; ".join(f"{figure.moved:f}" for figure in printed) or "no other figure",
            entered=f"{by:f}",
        )
        seen.claim.excuse(cited)
        return
    seen.claim.claim(cited, f"{seen.id}'s change", (*seen.path, "change"), matching[-1])
    found = seen.units.printed(matching[-1], cited.document.lang)
    if found and fact.kind != "rank":
        yield from _left_out(seen, Span(matching[-1].spans[0].start, found[0].end))
        if fact.unit not in found[1]:
            yield seen.finding(
                "change",
                "the change is not in the fact's unit",
                printed=f"'{cited.line[slice(*found[0])]}'",
                entered=fact.unit or "",
            )
    yield from _since(seen, fact.change.since)


def _since(seen: _Seen, since: str) -> Iterator[Finding]:
    """What a change is counted from is printed, and lies before the fact's period."""
    path: Path = (*seen.path, "change", "since")
    period = seen.fact.period
    if period is not None and since >= period:
        message = "the change is counted from the fact's own period or a later one"
        yield Finding(path, seen.id, message, printed=period, entered=since)
    origins = seen.cited.origins()
    if not _settles(origins, since, seen):
        message = "what the change is counted from is not as printed"
        yield Finding(path, seen.id, message, printed=_said(seen, origins), entered=since)


# ---- dates and texts


def _date(seen: _Seen) -> Iterator[Finding]:
    printed = seen.cited.dates()
    for date, span in printed:
        if date == seen.fact.date:
            seen.claim.claim_span(seen.cited, seen.id, seen.path, span)
            return
    yield seen.finding(
        "date",
        "the date is not the one printed",
        printed=", ".join(date.isoformat() for date, _ in printed) or f"'{seen.cited.text}'",
        entered=str(seen.fact.date),
    )
    seen.claim.excuse(seen.cited)


def _text(seen: _Seen) -> Iterator[Finding]:
    """A text in the document's language stands in the words cited; a note may supply some words."""
    text = seen.fact.text
    note = seen.fact.note
    lang = seen.cited.document.lang
    if isinstance(text, model.Label):
        text = getattr(text, lang)
    text = str(text)
    span = seen.cited.texts(text)
    if span is not None:
        seen.claim.claim_span(seen.cited, seen.id, seen.path, span)
        return
    explained = Counter(_words(f"{seen.cited.text} {getattr(note, lang)}") if note else ())
    if Counter(_words(text)) - explained:
        yield seen.finding(
            "text",
            "the text is not in the words cited; quote it, or say in the note how it was read",
            printed=f"'{seen.cited.text}'",
            entered=f"'{text}'",
        )
        seen.claim.excuse(seen.cited)
        return
    for match in reader.NUMERAL.finditer(seen.cited.text):
        if match.group() in text:
            at = seen.cited.span.start
            span = Span(at + match.start(), at + match.end())
            seen.claim.claim_span(seen.cited, seen.id, seen.path, span)


def _words(text: str) -> list[str]:
    """The words of a text without the points around them."""
    return [word.strip(".,;:()[]\"'“”‘’") for word in text.split()]


# ---- targets


def _target(
    base: FactBase,
    id_: str,
    target: model.Target,
    claims: Mapping[str, Claims],
    units: _Units,
) -> Iterator[Finding]:
    path: Path = ("targets", id_)
    yield from _stated(base, id_, target)
    yield from _due(base, id_, target)
    claim = claims.get(target.evidence.source)
    if claim is None:
        return
    wrong = claim.misplaced(id_, (*path, "evidence"), target.evidence)
    if wrong is not None:
        yield wrong
        return
    fact = base.facts[target.fact]
    cited = Cited(claim.document, target.evidence)
    seen = _Seen(base, id_, path, fact, claim, cited, units)
    yield from _goal(seen, target.goal)


def _stated(base: FactBase, id_: str, target: model.Target) -> Iterator[Finding]:
    fact = base.facts[target.fact]
    _, judged = verdict.of_target(fact, target)
    if target.stated is not None and target.stated != judged:
        yield Finding(
            ("targets", id_, "stated"),
            id_,
            "what the source states is not what the figures give",
            printed=target.stated,
            entered=f"{_entered(fact)}, which is {judged}",
        )


def _due(base: FactBase, id_: str, target: model.Target) -> Iterator[Finding]:
    period = base.facts[target.fact].period
    if target.due is None or period is None or target.note is not None:
        return
    if _last_day(target.due) < _last_day(period):
        yield Finding(
            ("targets", id_, "due"),
            id_,
            "is due before the fact's period ends; mend it, or say why in a note",
            printed=period,
            entered=target.due,
        )


def _last_day(period: str) -> str:
    """The last day of a period, near enough to compare: a year counts to its end."""
    last = period.rpartition("/")[2]
    return last + "0000-12-31"[len(last) :]


def _goal(seen: _Seen, goal: Decimal | list[Decimal]) -> Iterator[Finding]:
    wanted = (goal[0], goal[1]) if isinstance(goal, list) else (goal, None)
    printed = seen.cited.figures()
    for figure in printed:
        if (figure.value, figure.high) == wanted:
            seen.claim.claim(seen.cited, seen.id, seen.path, figure)
            yield from _left_out(seen, figure.extent)
            yield from _goal_unit(seen, figure)
            return
    said = "; ".join(figure.said() for figure in printed) or "no figure"
    yield seen.finding(
        "goal",
        "the goal is not the one printed",
        printed=f"'{seen.cited.text}', read as {said}",
        entered=" to ".join(f"{end:f}" for end in wanted if end is not None),
    )
    seen.claim.excuse(seen.cited)


def _goal_unit(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    """The goal is in the fact's unit, in one of the words that documents have for it."""
    lang, unit = seen.cited.document.lang, seen.fact.unit or ""
    found = seen.units.printed(figure, lang)
    if found is None:
        return
    span, units = found
    form = seen.cited.line[slice(*span)]
    if unit not in units and form.lower() not in seen.units.forms(unit, lang):
        yield seen.finding(
            "goal",
            "the goal is printed in another unit than the fact's",
            printed=f"'{form}'",
            entered=unit,
        )
    yield from _left_out(seen, Span(figure.spans[0].start, span.end))
