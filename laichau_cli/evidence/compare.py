"""The base against its sources: every figure held against the words it was read from.

Nothing here looks at the index. The base and its documents are read afresh, the printed words are
read by `reader`, and each numeral of each document must be accounted for by what cites it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from laichau_cli.base import model
from laichau_cli.base.lines import Path
from laichau_cli.base.model import FactBase
from laichau_cli.evidence.account import Account, Cited, Dated
from laichau_cli.evidence.advice import warnings
from laichau_cli.evidence.consistency import contradictions, words_of
from laichau_cli.evidence.documents import Document, quoted, read_documents
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.numerals import LANGUAGES, Span, numerals, short_numbers
from laichau_cli.evidence.periods import is_outside
from laichau_cli.evidence.reader import Printed, scale_of
from laichau_cli.evidence.units import (
    FALLS,
    FORMS,
    GOALS,
    Units,
    goes_on,
    has_word,
    names_growth,
    not_understood,
)
from laichau_cli.language.messages import Message, counted, joined


class Report(NamedTuple):
    """What a check found, and what it counted."""

    errors: list[Finding]
    warnings: list[Finding]
    counts: Counter[str]
    """Of those with a document: `figure`, `target`, `statement`, `observation`; of the others those
    `quoted` only and those `unread`, in a language without a reader. Each `draft`. Of numerals each
    `numeral` and those `accounted` for, with those that only a `rule` names."""
    scopes: Sequence[str]
    """The lines that the base answers for, of documents of which it leaves out a part."""

    def summary(self) -> str:
        """One line: what was proven, or how much is wrong."""
        count = self.counts
        warned = counted(len(self.warnings), "warning")
        if self.errors:
            return joined([counted(len(self.errors), "error"), warned], ", ")
        kinds = ["figure", "target", "statement", *["observation"] * (count["observation"] > 0)]
        words = Message("no document to hold anything against")
        if any(count[kind] for kind in (*kinds, "numeral")):
            words = Message(
                "{things}: all where they say; {done} of {numerals} accounted for",
                things=joined([counted(count[kind], kind) for kind in kinds], ", "),
                done=count["accounted"],
                numerals=counted(count["numeral"], "numeral"),
            )
        if rule := count["rule"]:
            words = Message("{words}, {count} as names and list numbers", words=words, count=rule)
        parts = [words, *self.scopes]
        if only := count["quoted"]:
            parts.append(Message("{count} held against quoted words only", count=only))
        if count["draft"]:
            parts.append(Message("{drafts} to be named", drafts=counted(count["draft"], "draft")))
        if unread := count["unread"]:
            parts.append(Message("{count} not read", count=unread))
        return joined([*parts, warned] if self.warnings else parts, "; ")


def check(base: FactBase, *, folder: str) -> Report:
    """Everything wrong with `base`, whose documents are below `folder`."""
    documents, unread = read_documents(base.sources, folder)
    accounts = {id_: Account(document) for id_, document in documents.items()}
    found = [*unread, *errors_of(base, accounts)]
    counts = Counter(draft=sum(fact.draft for fact in base.facts.values()))
    for entry in _entries(base):
        source = base.sources[entry.fact.evidence.source]
        alone = "quoted" if source.lang in LANGUAGES else "unread"
        counts[alone if source.file is None else entry.what] += 1
    scopes = []
    for account in accounts.values():
        every = len(account.counted)
        counts["numeral"] += every
        counts["accounted"] += every - len(account.left)
        counts["rule"] += account.by_rule
        if account.scope:
            message = Message(
                "lines {lines} of {count} in {file}",
                lines=", ".join(f"{first}–{last}" for first, last in account.scope),
                count=len(account.document.lines),
                file=account.document.file,
            )
            scopes.append(message)
    return Report(
        [finding for finding in found if not finding.is_warning],
        [*(finding for finding in found if finding.is_warning), *warnings(base, documents)],
        counts,
        scopes,
    )


def errors_of(base: FactBase, accounts: Mapping[str, Account]) -> Iterator[Finding]:
    """What is wrong with `base` by its documents, whose numerals are accounted for on the way."""
    units = Units(base)
    for source_id, account in accounts.items():
        account.scope = base.sources[source_id].scope
        yield from _digest(source_id, base.sources[source_id], account.document)
        yield from account.set_aside(source_id, base.sources[source_id].not_facts)
    for entry in _entries(base):
        evidence = entry.fact.evidence
        source = base.sources[evidence.source]
        if evidence.source in accounts:
            yield from _entry(base, entry, accounts[evidence.source], units)
        elif source.file is None and source.lang in LANGUAGES:
            yield from _entry(base, entry, Account(quoted(evidence.text, source.lang)), units)
    for source_id, account in accounts.items():
        yield from account.unaccounted(source_id)
    yield from contradictions(base)


def _digest(id_: str, source: model.Source, document: Document) -> Iterator[Finding]:
    if document.digest != source.sha256:
        yield Finding(
            ("sources", id_, "sha256"),
            id_,
            Message(
                "{file} is another document; if it is the right one, enter its digest",
                file=document.file,
            ),
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
    what: str
    """What is counted: `figure`, `statement`, `observation` or `target`."""
    target: model.Target | None = None

    @property
    def key(self) -> str:
        """The key of its number."""
        if self.target is not None:
            return "goal" if self.path[-1] != "nation" else "value"
        return "range" if self.fact.range else "value"


_ALONE = {"bound": None, "estimate": False, "change": None, "of": None}
"""What belongs to the figure of the fact itself."""


def _entries(base: FactBase) -> Iterator[Entry]:
    """Every figure of the base: each fact's, its observations' and at last the goals."""
    for id_, fact in base.facts.items():
        is_statement = fact.kind in ("statement", "text")
        yield Entry(id_, ("facts", id_), fact, "statement" if is_statement else "figure")
        for index, seen in enumerate(fact.observations):
            at = ("facts", id_, "observations", index)
            note = {"note": seen.note or fact.note}
            yield Entry(id_, at, fact.at(seen).model_copy(update=note), "observation")
    for id_, target in base.targets.items():
        fact = base.facts[target.fact]
        key = "range" if isinstance(target.goal, list) else "value"
        keys: dict[str, object] = {"value": None, "range": None, "evidence": target.evidence}
        keys |= {key: target.goal, "period": target.due, "note": target.note}
        goal = fact.model_copy(update=_ALONE | keys)
        yield Entry(id_, ("targets", id_), goal, "target", target)
        if nation := target.nation:
            keys = {"range": None, "value": nation.value, "period": nation.period}
            keys |= {"evidence": nation.evidence}
            figure = fact.model_copy(update=_ALONE | keys)
            yield Entry(id_, ("targets", id_, "nation"), figure, "observation", target)


# ---- what is entered against what is printed


class _Seen(NamedTuple):
    """An entry together with the words it cites."""

    base: FactBase
    entry: Entry
    account: Account
    cited: Cited
    units: Units

    @property
    def fact(self) -> model.Fact:
        """What is entered."""
        return self.entry.fact

    @property
    def is_quoted(self) -> bool:
        """Whether there are only the words, and no document around them."""
        return not self.cited.document.file

    @property
    def noted(self) -> set[int]:
        """The numbers in the note."""
        return short_numbers(words_of(self.fact.note))

    @property
    def says(self) -> list[tuple[str, str]]:
        """The texts of the label and of the note, each with its language."""
        labels = [label for label in (self.fact.label, self.fact.note) if label]
        return [(getattr(label, lang), lang) for label in labels for lang in LANGUAGES]

    @property
    def known(self) -> str:
        """What the fact says of itself, for words beside its figure that it explains."""
        labels = [self.fact.label, self.fact.note]
        if self.fact.unit in self.base.units:
            labels.append(self.base.units[self.fact.unit].label)
        return " ".join([*map(words_of, labels), *self.fact.aliases]).lower()

    def give(self, *spans: Span) -> None:
        """Give the numerals within `spans` of the line to the entry."""
        self.account.give(self.cited.number, self.entry.id, self.entry.path, *spans)

    def finding(self, key: str, message: str, *, printed: str = "", entered: str = "") -> Finding:
        """A finding about a key of the entry, with dots; about all of it where it has not that."""
        at = (*self.entry.path, *key.split("."))
        return Finding(at, self.entry.id, message, printed, entered)

    def warning(self, key: str, message: str, *, printed: str = "", entered: str = "") -> Finding:
        """The same of what may be so on purpose."""
        found = self.finding(key, message, printed=printed, entered=entered)
        return found._replace(is_warning=True)

    def absent(self, key: str, message: str, *, printed: str, entered: str) -> Finding:
        """A finding that what is entered is not in the words cited, whose numerals it explains."""
        self.account.name(self.cited.number, self.cited.span)
        return self.finding(key, message, printed=printed, entered=entered)


def _entry(base: FactBase, entry: Entry, account: Account, units: Units) -> Iterator[Finding]:
    fact = entry.fact
    at, evidence = (*entry.path, "evidence"), fact.evidence
    wrong = account.misplaced(entry.id, at, evidence.line or 1, evidence.text)
    if wrong is not None:
        yield wrong
        return
    seen = _Seen(base, entry, account, Cited(account.document, evidence), units)
    cited = seen.cited
    if seen.is_quoted and "…" in cited.text:
        message = "words are left out where '…' stands; quote them whole"
        yield seen.finding("evidence.text", message, printed=f"'{cited.text}'")
    if entry.key != "goal" and (cut := cited.cut()) is not None:
        yield from _left_out(seen, cut.extent, "a period")
        account.name(cited.number, cut.span)
        account.name(cited.number, cited.span)
    elif fact.kind == "date":
        yield from _date(seen)
    elif fact.kind in ("statement", "text"):
        yield from _text(seen) if fact.kind == "text" and not seen.is_quoted else ()
        yield from _period(seen, None)
    else:
        yield from _figure(seen)


def _figure(seen: _Seen) -> Iterator[Finding]:
    fact, key = seen.fact, seen.entry.key
    printed = [_as_headed(seen, figure) for figure in seen.cited.figures()]
    figure = next((figure for figure in printed if _is_the_value(fact, figure)), None)
    if figure is None:
        said = "; ".join(figure.said() for figure in printed) or Message("no figure")
        said = Message("'{words}', read as {figures}", words=fact.evidence.text, figures=said)
        is_goal = key == "goal"
        message = Message(
            "the goal is not the one printed" if is_goal else "the value is not the one printed"
        )
        yield seen.absent(key, message, printed=said, entered=_entered(fact))
        return
    seen.give(*figure.spans)
    yield from _left_out(seen, figure.extent)
    yield from _differences(seen, figure)
    yield from _unit(seen, figure, "goal" if key == "goal" else "value", fact.unit)
    yield from _period(seen, figure)
    yield from _change(seen, [other for other in printed if other is not figure])


def _as_headed(seen: _Seen, figure: Printed) -> Printed:
    """A figure of a table, in the scale that the head of its column or of its row says."""
    cited, unit = seen.cited, seen.fact.unit or ""
    if figure.sign or seen.units.printed(figure, cited.document.lang):
        return figure
    forms = seen.units.forms(unit, cited.document.lang)
    for head in cited.heads(figure):
        power, rest = scale_of(head, cited.document.lang)
        if any(rest.lower().startswith(form) for form in forms):
            return figure.times_ten(power)
    return figure


def _is_the_value(fact: model.Fact, figure: Printed) -> bool:
    if fact.range is not None:  # a fall from 3 to 4 may be entered as -4 to -3
        fallen = tuple(end.copy_negate() for end in reversed(fact.range))
        return figure.numbers in (tuple(fact.range), fallen)
    return fact.value in (figure.value, figure.moved) and figure.high is None


def _entered(fact: model.Fact) -> str:
    words = " to ".join(f"{number:f}" for number in fact.numbers)
    return words + (f" of {fact.of:f}" if fact.of is not None else "")


def _differences(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    """The keys beside the value that say something else than the words."""
    fact, total = seen.fact, figure.total
    if figure.unclear:
        message = Message(
            "what '{words}' beside the figure means is not known; cite other words",
            words=figure.unclear,
        )
        yield seen.finding(seen.entry.key, message, printed=f"'{seen.cited.text}'")
    if seen.entry.target is not None:
        yield from _sense(seen, seen.entry.target, figure)
        return
    if fact.kind == "rank" and _total_is_known(seen, figure):
        total = fact.of
    estimate = fact.estimate if figure.may_estimate else figure.estimate
    kinds = ("a rank" if figure.is_rank else "no rank", fact.kind)
    is_kind = figure.is_rank == (fact.kind == "rank") or (
        fact.kind == "rank" and _calls_rank(fact.note)
    )
    for key, what, printed, entered in (
        ("bound", "`bound`", figure.bound, fact.bound),
        ("estimate", "`estimate`", str(estimate).lower(), str(fact.estimate).lower()),
        ("unit", "the kind", *(("", "") if is_kind else kinds)),
        ("of", "`of`", total, fact.of),
    ):
        if printed != entered and not (key == "bound" and fact.kind == "rank"):
            message = Message("{key} is not as printed", key=Message(what))
            yield seen.finding(key, message, printed=_text_of(printed), entered=_text_of(entered))
    yield from _lesser_differences(seen, figure)


def _lesser_differences(seen: _Seen, figure: Printed) -> Iterator[Finding]:
    """What can be so on purpose: a fall entered as a positive figure, other decimals."""
    fact, is_fall = seen.fact, figure.falls and figure.moves
    is_called = any(FALLS[lang].search(text) for text, lang in seen.says)
    if is_fall and min(fact.numbers) > 0 and not is_called:
        message = (
            "the words print a fall; enter it as negative, or let the label say that it is one"
        )
        yield seen.warning(seen.entry.key, message, entered=_entered(fact))
    before = seen.cited.line[seen.cited.span.start : figure.extent.start]
    if GOALS[seen.cited.document.lang].search(before) and not any(
        GOALS[lang].search(text) for text, lang in seen.says
    ):
        message = "the words cited speak of a goal; enter it as a target"
        yield seen.warning(seen.entry.key, message)
    if fact.value == figure.value and _decimals(fact.value) != _decimals(figure.value):
        message = "has other decimals than printed; enter them all"
        printed, entered = f"{figure.value:f}", f"{fact.value:f}"
        yield seen.warning("value", message, printed=printed, entered=entered)


def _total_is_known(seen: _Seen, figure: Printed) -> bool:
    """Whether how many are ranked is said elsewhere: 10/63 in the document, and then only 27."""
    of, total = seen.fact.of, figure.total
    if seen.entry.what == "observation" and of is None:  # as for the fact itself
        return total in (None, seen.base.facts[seen.entry.id].of)
    noted = of in seen.noted and _calls_rank(seen.fact.note)
    return total is None and (of in seen.cited.document.rank_totals or noted)


def _calls_rank(note: model.Label | None) -> bool:
    """Whether a note says that a figure is a rank, as a row of a table cannot."""
    return note is not None and all(
        words.RANK_NOTES in getattr(note, lang).lower() for lang, words in LANGUAGES.items()
    )


def _decimals(number: Decimal) -> int:
    """How many digits stand after the point."""
    return max(-int(number.as_tuple().exponent), 0)


def _sense(seen: _Seen, target: model.Target, figure: Printed) -> Iterator[Finding]:
    """A goal printed as a limit is one in the same direction."""
    limits = {"over": "at-least", "at-least": "at-least", "under": "at-most", "at-most": "at-most"}
    printed = limits.get(figure.bound or "", target.sense)
    if printed != target.sense and seen.entry.key == "goal":
        message = "`sense` is not as printed"
        yield seen.finding("sense", message, printed=figure.bound or "", entered=target.sense)
    if seen.entry.key == "goal" and figure.moves and not _is_change(seen):
        message = "the goal is printed as a rise or a fall, and the fact is none"
        yield seen.finding("goal", message, printed=f"'{seen.cited.text}'")


def _is_change(seen: _Seen) -> bool:
    """Whether what the fact counts is a rise or a fall, by its unit, its label or the note."""
    unit = seen.base.units.get(seen.fact.unit or "")
    return (unit is not None and not unit.share and "%" in unit.label.vi) or any(
        names_growth(text, lang) for text, _ in seen.says for lang in LANGUAGES
    )


def _text_of(value: Decimal | str | None) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value or "none"


def _left_out(seen: _Seen, extent: Span, what: str = "the figure") -> Iterator[Finding]:
    """The words cited must carry the whole figure: its hedges, its scale and its unit."""
    if not seen.cited.span.holds(extent):
        whole = seen.cited.line[slice(*extent)]
        message = Message(
            "the words cited leave out a part of {what}; cite all of it", what=Message(what)
        )
        printed, entered = f"'{whole}'", f"'{seen.cited.text}'"
        yield seen.finding("evidence.text", message, printed=printed, entered=entered)


# ---- units

_OTHER_UNIT = {
    "value": "the unit is not the one printed; enter that, or say in the note why it is the fact's",
    "goal": "the goal is printed in another unit than the fact's",
    "change": "the change is not in the fact's unit; give it a unit of its own",
}


def _unit(seen: _Seen, figure: Printed, what: str, unit: str | None) -> Iterator[Finding]:
    """The unit word after the figure is one of the fact's unit, and of no unit that says more.

    A fact may be in another unit than the words name (points for %), if its note speaks of it.
    """
    fact, cited = seen.fact, seen.cited
    if unit is None or (unit == "rank" and (fact.kind == "rank" or what != "value")):
        return
    lang = cited.document.lang
    forms = seen.units.forms(unit, lang)
    is_explained = what == "goal" or seen.units.is_named(unit, fact.note)
    found = seen.units.printed(figure, lang)
    end = found.span.end if found and not figure.sign else figure.after_at
    key = "unit" if what == "value" else what
    yield from _goes_on(seen, figure, key, forms=[] if found else forms, end=end)
    if found is None:
        if what == "goal" and (word := _other_unit(seen, figure, forms)):
            yield seen.finding(key, _OTHER_UNIT[what], printed=f"'{word}'", entered=unit)
        if what != "goal" and not is_explained and not _stands_near(seen, forms):
            yield seen.finding(
                key,
                "the unit is not in the words cited; cite it too, or name it in the note",
                printed=f"'{cited.text}'",
                entered=f"{unit} ({', '.join(forms[:FORMS])})",
            )
        return
    form = cited.line[slice(*found.span)]
    fits = unit in found.fitting or (unit in found.every and _is_growth(seen, figure, what))
    if is_explained and what == "value":
        is_explained = not seen.units.is_sign(unit) or unit not in found.every
    if not fits and (what == "change" or not (is_explained and form.lower() in forms)):
        yield seen.finding(
            key,
            _OTHER_UNIT[what],
            printed=f"'{form}'" + (f" ({', '.join(found.fitting)})" if what == "value" else ""),
            entered=unit,
        )
    yield from _left_out(seen, Span(figure.spans[0].start, found.span.end))


def _goes_on(
    seen: _Seen, figure: Printed, key: str, *, forms: Sequence[str], end: int
) -> Iterator[Finding]:
    """What stands beside a figure that makes another number or another unit of it."""
    line, lang = seen.cited.line, seen.cited.document.lang
    words = LANGUAGES[lang]
    if figure.sign and forms:
        message = "the sign before the figure is of no unit of the base; enter it as `printed`"
        yield seen.finding(key, message, printed=f"'{figure.sign}'")
        return
    form = next((form for form in forms if has_word(figure.after, form)), "")
    more = goes_on(line, end, lang)
    per = [word for word in _words(more.replace("/", " ")) if word not in words.EACH_OF]
    alike = ((word, *words.SAME_TIMES.get(word.lower(), ())) for word in per)
    if not all(any(has_word(seen.known, word) for word in each) for each in alike):
        message = "the unit goes on; enter a unit that is all of it"
        whole = line[figure.spans[0].start : line.index(more, end) + len(more)]
        yield seen.finding(key, message, printed=f"'{whole}'")
    elif forms or figure.sign:
        unknown = not_understood(figure, line, lang, form=form, known=seen.known)
        if unknown:
            message = Message(
                "unknown word '{word}' between the figure and its unit; if it is a part of the "
                "unit, enter it as `printed`",
                word=unknown,
            )
            yield seen.finding(key, message, printed=f"'{seen.cited.text}'")


def _other_unit(seen: _Seen, figure: Printed, forms: Sequence[str]) -> str:
    """The word after a goal that may be another unit than the fact's, unless the note names it."""
    clause = re.split(r"[.,;:()]", figure.after)[0]
    word = "".join(clause.split()[:1])
    is_known = (
        not re.search(r"[^\W\d_]|[%‰°]", word)
        or word.lower() in LANGUAGES[seen.cited.document.lang].PLAIN.split()
        or has_word(seen.known, word)
        or any(has_word(clause, form) for form in forms)
        or any(period.extent.start == figure.after_at for period in seen.cited.named())
        or seen.units.is_named(seen.fact.unit or "", seen.fact.note)
    )
    return "" if is_known else word


def _stands_near(seen: _Seen, forms: Sequence[str]) -> bool:
    """Whether the unit is printed in the words cited, or at the head of their row or table."""
    texts = [seen.cited.text, *seen.cited.heads()]
    return any(has_word(text, form) for text in texts for form in forms)


def _is_growth(seen: _Seen, figure: Printed, what: str) -> bool:
    """Whether a unit of growth fits a figure that no word says has moved: its label says so."""
    if what == "change" or figure.moves:
        return what == "change"
    label = seen.fact.label
    labels = ((label.vi, "vi"), (label.en, "en"), (seen.cited.heading, seen.cited.document.lang))
    return any(names_growth(text, lang) for text, lang in labels)


# ---- when


def _period(seen: _Seen, figure: Printed | None) -> Iterator[Finding]:
    """The fact's period is the one printed with the figure; what is not printed, the note says."""
    period, printed = seen.fact.period, seen.cited.periods(figure)
    if period is None:
        return
    if seen.entry.key == "goal":
        yield from _due(seen, period)
        return
    title = seen.base.sources[seen.fact.evidence.source].title
    is_noted = short_numbers(period) <= seen.noted | short_numbers(title)
    if _settles(printed, period, seen):
        if len(printed.periods) > 1 and not printed.is_sure and not is_noted:
            message = "the heading names several periods; say in the note which one it is"
            yield seen.warning("period", message, printed=_said(seen, printed))
    elif printed.is_sure or not (is_noted or seen.is_quoted):
        yield seen.finding(
            "period",
            "the period is not as printed; mend it, cite the words that say it, or say it in the "
            "note",
            printed=_said(seen, printed),
            entered=period,
        )


def _due(seen: _Seen, due: str) -> Iterator[Finding]:
    """The years in the words of a goal are those that it is for."""
    named = [period for period in seen.cited.named() if not period.is_origin]
    years = {year for period in named for year in period.years}
    last = int(due.rpartition("/")[2][:4])
    if years and last not in years | seen.noted:
        found = ", ".join(map(str, sorted(years)))
        yield seen.finding("due", "`due` is not as printed", printed=found, entered=due)
    for period in named:
        if last in period.years:
            seen.account.name(seen.cited.number, period.span)


def _said(seen: _Seen, printed: Dated) -> str:
    """Periods as printed, accounted for by the finding that names them."""
    line = seen.cited.document.line(printed.line)
    for each in printed.periods:
        seen.account.name(printed.line, each.span)
    return ", ".join(f"'{line[slice(*each.extent)]}'" for each in printed.periods) or "none"


def _settles(printed: Dated, period: str, seen: _Seen) -> bool:
    """Whether one of the periods `printed` is `period`, which then names its numerals."""
    for each in printed.periods:
        open_ = each.leaves_open(period)
        line = seen.cited.document.line(printed.line)
        if open_ is not None and is_outside(each, line, seen.cited.document.lang):
            open_ |= {*each.years, *each.months}
        if open_ is not None and open_ <= seen.noted:
            seen.account.name(printed.line, each.span)
            return True
    return False


def _change(seen: _Seen, printed: list[Printed]) -> Iterator[Finding]:
    fact, cited = seen.fact, seen.cited
    if fact.change is None:
        return
    by = fact.change.by
    matching = [figure for figure in printed if figure.change == by]
    if not matching:
        moved = [f"{each.moved:f}" + ", a level" * (each.moved == by) for each in printed]
        said = "; ".join(moved) or "no other figure"
        message = "the change is not in the words cited"
        yield seen.absent("change", message, printed=said, entered=f"{by:f}")
        return
    at = (*seen.entry.path, "change")
    seen.account.give(cited.number, f"{seen.entry.id}'s change", at, *matching[-1].spans)
    yield from _unit(seen, matching[-1], "change", fact.change.unit or fact.unit)
    yield from _since(seen, fact.change.since)


def _since(seen: _Seen, since: str) -> Iterator[Finding]:
    """What a change is counted from is printed, and lies before the fact's period."""
    key, period, cited = "change.since", seen.fact.period, seen.cited
    if since == model.YEAR_BEFORE:
        if not cited.names_year_before():
            message = "the words do not count from a year before; cite those that do"
            yield seen.finding(key, message, printed=f"'{cited.text}'", entered=since)
        return
    if period is not None and since >= period:
        message = "the change is counted from the fact's own period or a later one"
        yield seen.finding(key, message, printed=period, entered=since)
    origins = cited.origins()
    if not _settles(origins, since, seen):
        message = "what the change is counted from is not as printed"
        yield seen.finding(key, message, printed=_said(seen, origins), entered=since)


# ---- dates and texts


def _date(seen: _Seen) -> Iterator[Finding]:
    printed = seen.cited.dates()
    for date, span, is_unsure in printed:
        if date != seen.fact.date:
            continue
        seen.give(span)
        first = int(seen.cited.line[slice(*span)].split("/")[0]) if is_unsure else 0
        if is_unsure and seen.cited.is_day_first(seen.base) != (first == date.day):
            yield seen.finding(
                "date",
                "either number may be the day; say in the note of the source which comes first, "
                "the day or the month",
                printed=f"'{seen.cited.line[slice(*span)]}'",
                entered=str(date),
            )
        return
    said = ", ".join(date.isoformat() for date, *_ in printed) or f"'{seen.cited.text}'"
    message = "the date is not the one printed"
    yield seen.absent("date", message, printed=said, entered=str(seen.fact.date))


def _text(seen: _Seen) -> Iterator[Finding]:
    """A text in the document's language stands in the words cited; a note may supply some words."""
    note, lang = seen.fact.note, seen.cited.document.lang
    given = seen.fact.text
    text = str(getattr(given, lang) if isinstance(given, model.Label) else given)
    if span := seen.cited.texts(text):
        seen.give(span)
        return
    explained = Counter(_words(f"{seen.cited.text} {getattr(note, lang)}") if note else ())
    if Counter(_words(text)) - explained:
        message = "the text is not in the words cited; quote it, or say in the note how it was read"
        yield seen.absent("text", message, printed=f"'{seen.cited.text}'", entered=f"'{text}'")
        return
    for match in numerals(seen.cited.text):
        if match.group() in text:
            at = seen.cited.span.start
            seen.give(Span(at + match.start(), at + match.end()))


def _words(text: str) -> list[str]:
    """The words of a text without the points around them."""
    return [word.strip(".,;:()[]\"'“”‘’") for word in text.split()]
