"""The base against its sources: every figure held against the words it was read from.

Nothing here looks at the index. The base and its documents are read afresh, the printed words are
read by `reader`, and each numeral of each document must be accounted by what cites it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from laichau_cli.base import model, verdict
from laichau_cli.base.lines import Path
from laichau_cli.base.model import FactBase
from laichau_cli.evidence import reader
from laichau_cli.evidence.account import Account, Cited, Dated
from laichau_cli.evidence.advice import warnings
from laichau_cli.evidence.documents import Document, read_documents
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.reader import Printed, Span
from laichau_cli.evidence.units import FORMS, Units, has_word


class Report(NamedTuple):
    """What a check found, and what it counted."""

    errors: list[Finding]
    warnings: list[Finding]
    figures: int
    targets: int
    statements: int
    unproven: int
    """Facts, observations and targets whose source is only an address; not among the others."""
    accounted: int
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
            words += f"{self.accounted} of {_count(self.numerals, 'numeral')} accounted for"
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
    accounts = {id_: Account(document) for id_, document in documents.items()}
    errors = [*unread, *errors_of(base, accounts)]
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
        accounted=sum(account.accounted for account in accounts.values()),
        numerals=sum(len(document.numerals) for document in documents.values()),
    )


def _has_document(base: FactBase, evidence: model.Evidence) -> bool:
    return base.sources[evidence.source].file is not None


def errors_of(base: FactBase, accounts: Mapping[str, Account]) -> Iterator[Finding]:
    """What is wrong with `base` by its documents, whose numerals are accounted for on the way."""
    units = Units(base)
    for source_id, account in accounts.items():
        yield from _digest(source_id, base.sources[source_id], account.document)
        yield from account.set_aside(source_id, base.sources[source_id].not_facts)
    for entry in _entries(base):
        yield from entry.wrong
        account_ = accounts.get(entry.fact.evidence.source)
        if account_ is not None:
            yield from _entry(base, entry, account_, units)
    for source_id, account in accounts.items():
        yield from account.unaccounted(source_id)


def _digest(id_: str, source: model.Source, document: Document) -> Iterator[Finding]:
    if document.digest != source.sha256:
        yield Finding(
            ("sources", id_, "sha256"),
            id_,
            f"{document.file} is another document; if it is the right one, enter its digest",
            printed=document.digest,
            entered=source.sha256 or "none",
        )


# ---- what is entered


class Entry(NamedTuple):
    """What a base enters for one figure, all in the keys of a fact."""

    id: str
    path: Path
    fact: model.Fact
    """The fact itself; or as it would be with an observation or a goal for its figure."""
    is_goal: bool = False
    wrong: Sequence[Finding] = ()
    """What is wrong with it whatever the words say."""


_ALONE = {"bound": None, "estimate": False, "change": None}
"""What belongs to the figure of the fact itself."""


def _entries(base: FactBase) -> Iterator[Entry]:
    """Every figure of the base: each fact's, its observations' and at last the goals."""
    for id_, fact in base.facts.items():
        yield Entry(id_, ("facts", id_), fact)
        for index, seen in enumerate(fact.observations):
            at = ("facts", id_, "observations", index)
            note = {"note": seen.note or fact.note}
            yield Entry(id_, at, fact.at(seen).model_copy(update=note))
    for id_, target in base.targets.items():
        fact = base.facts[target.fact]
        key = "range" if isinstance(target.goal, list) else "value"
        keys: dict[str, object] = {"value": None, "range": None, "evidence": target.evidence}
        keys[key] = target.goal
        goal = fact.model_copy(update=_ALONE | {"of": None, "period": None} | keys)
        wrong = [*_stated(base, id_, target), *_due(base, id_, target)]
        yield Entry(id_, ("targets", id_), goal, is_goal=True, wrong=wrong)


def _stated(base: FactBase, id_: str, target: model.Target) -> Iterator[Finding]:
    fact = base.facts[target.fact]
    unit = base.units.get(fact.unit or "")
    judged = verdict.of_target(fact, target, share=unit is not None and unit.share).verdict
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


# ---- what is entered against what is printed


class _Seen(NamedTuple):
    """An entry together with the words it cites."""

    base: FactBase
    id: str
    path: Path
    fact: model.Fact
    is_goal: bool
    account: Account
    cited: Cited
    units: Units

    def finding(self, key: str, message: str, *, printed: str = "", entered: str = "") -> Finding:
        """A finding about a key of the entry; about all of it where it has not that key."""
        return Finding((*self.path, key), self.id, message, printed, entered)

    @property
    def note(self) -> str:
        """The note in both languages."""
        return f"{self.fact.note.vi} {self.fact.note.en}" if self.fact.note else ""


def _entry(base: FactBase, entry: Entry, account: Account, units: Units) -> Iterator[Finding]:
    fact, id_, path = entry.fact, entry.id, entry.path
    wrong = account.misplaced(id_, (*path, "evidence"), fact.evidence)
    if wrong is not None:
        yield wrong
        return
    cited = Cited(account.document, fact.evidence)
    seen = _Seen(base, id_, path, fact, entry.is_goal, account, cited, units)
    if not entry.is_goal and (cut := cited.cut()) is not None:
        yield from _left_out(seen, cut.extent, "a period")
        account.name(cited.number, cut)
        account.excuse(cited)
    elif fact.kind == "date":
        yield from _date(seen)
    elif fact.kind in ("statement", "text"):
        yield from _text(seen) if fact.kind == "text" else ()
        yield from _period(seen, None)
    else:
        yield from _figure(seen)


def _figure(seen: _Seen) -> Iterator[Finding]:
    fact = seen.fact
    printed = seen.cited.figures()
    figure = next((figure for figure in printed if _is_the_value(fact, figure)), None)
    what = "goal" if seen.is_goal else "value"
    if figure is None:
        said = "; ".join(figure.said() for figure in printed) or "no figure"
        yield seen.finding(
            "range" if fact.range and not seen.is_goal else what,
            f"the {what} is not the one printed",
            printed=f"'{fact.evidence.text}', read as {said}",
            entered=_entered(fact),
        )
        seen.account.excuse(seen.cited)
        return
    seen.account.give(seen.cited, seen.id, seen.path, figure)
    yield from _left_out(seen, figure.extent)
    if not seen.is_goal:
        yield from _differences(seen, figure)
    yield from _unit(seen, figure, what)
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


def _differences(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    """The keys beside the value that say something else than the words."""
    fact, total = seen.fact, figure.total
    if total is None and figure.is_rank and fact.of in seen.cited.document.rank_totals:
        total = fact.of  # printed with another rank of the same document: 10/63, and then only 27
    kinds = ("a rank" if figure.is_rank else "no rank", fact.kind)
    is_kind = figure.is_rank == (fact.kind == "rank")
    for key, what, printed, entered in (
        ("bound", "`bound`", figure.bound, fact.bound),
        ("estimate", "`estimate`", str(figure.estimate).lower(), str(fact.estimate).lower()),
        ("unit", "the kind", *(("", "") if is_kind else kinds)),
        ("of", "`of`", total, fact.of),
    ):
        if printed != entered:
            yield seen.finding(
                key,
                f"{what} is not as printed",
                printed=_text_of(printed),
                entered=_text_of(entered),
            )


def _text_of(value: Decimal | str | None) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value or "none"


def _left_out(seen: _Seen, extent: Span, what: str = "the figure") -> Iterator[Finding]:
    """The words cited must carry the whole figure: its hedges, its scale and its unit."""
    if not seen.cited.span.holds(extent):
        whole = seen.cited.line[slice(*extent)]
        message = f"the words cited leave out a part of {what}; cite all of it"
        at = (*seen.path, "evidence", "text")
        yield Finding(at, seen.id, message, f"'{whole}'", f"'{seen.cited.text}'")


_OTHER_UNIT = {
    "value": "the unit is not the one printed",
    "goal": "the goal is printed in another unit than the fact's",
    "change": "the change is not in the fact's unit",
}


def _unit(seen: _Seen, figure: Printed, what: str) -> Iterator[Finding]:
    """The unit word after the figure is one of the fact's unit, and of no unit that says more.

    A fact may be in another unit than the words name (points for %), if its note speaks of it.
    """
    fact, cited = seen.fact, seen.cited
    if fact.unit is None or (fact.kind == "rank" and what != "goal"):
        return
    forms = seen.units.forms(fact.unit, cited.document.lang)
    is_explained = what == "goal" or seen.units.is_named(fact.unit, fact.note)
    found = seen.units.printed(figure, cited.document.lang)
    if found is None:
        if what == "value" and not is_explained and not any(has_word(cited.text, f) for f in forms):
            yield seen.finding(
                "unit",
                "the unit is not in the words cited; cite it too, or name it in the note",
                printed=f"'{cited.text}'",
                entered=f"{fact.unit} ({', '.join(forms[:FORMS])})",
            )
        return
    span, units = found
    form = cited.line[slice(*span)]
    if fact.unit not in units and (
        what == "change" or not (is_explained and form.lower() in forms)
    ):
        yield seen.finding(
            "unit" if what == "value" else what,
            _OTHER_UNIT[what],
            printed=f"'{form}'" + (f" ({', '.join(units)})" if what == "value" else ""),
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
        seen.account.name(printed.line, each)
    return ", ".join(f"'{line[slice(*each.extent)]}'" for each in printed.periods) or "none"


def _settles(printed: Dated, period: str, seen: _Seen) -> bool:
    """Whether one of the periods `printed` is `period`, which then names its numerals."""
    noted = set(_numbers(seen.note))
    for each in printed.periods:
        open_ = each.leaves_open(period)
        if open_ is not None and open_ <= noted:
            seen.account.name(printed.line, each)
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
        seen.account.excuse(cited)
        return
    seen.account.give(cited, f"{seen.id}'s change", (*seen.path, "change"), matching[-1])
    yield from _unit(seen, matching[-1], "change")
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
            seen.account.give_span(seen.cited, seen.id, seen.path, span)
            return
    yield seen.finding(
        "date",
        "the date is not the one printed",
        printed=", ".join(date.isoformat() for date, _ in printed) or f"'{seen.cited.text}'",
        entered=str(seen.fact.date),
    )
    seen.account.excuse(seen.cited)


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
        seen.account.give_span(seen.cited, seen.id, seen.path, span)
        return
    explained = Counter(_words(f"{seen.cited.text} {getattr(note, lang)}") if note else ())
    if Counter(_words(text)) - explained:
        yield seen.finding(
            "text",
            "the text is not in the words cited; quote it, or say in the note how it was read",
            printed=f"'{seen.cited.text}'",
            entered=f"'{text}'",
        )
        seen.account.excuse(seen.cited)
        return
    for match in reader.NUMERAL.finditer(seen.cited.text):
        if match.group() in text:
            at = seen.cited.span.start
            span = Span(at + match.start(), at + match.end())
            seen.account.give_span(seen.cited, seen.id, seen.path, span)


def _words(text: str) -> list[str]:
    """The words of a text without the points around them."""
    return [word.strip(".,;:()[]\"'“”‘’") for word in text.split()]
