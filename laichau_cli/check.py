"""The base against its sources: every figure held against the words it was read from.

Nothing here looks at the index. The base and its documents are read afresh, the printed words are
read by `reader`, and each numeral of each document must be claimed by what cites it.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from laichau_cli import model, reader
from laichau_cli.build import compared
from laichau_cli.claims import Claims, Document
from laichau_cli.curation import warnings
from laichau_cli.findings import Finding
from laichau_cli.lines import Path
from laichau_cli.reader import Printed
from laichau_cli.schema import FactBase

MAX_DOCUMENT = 64 * 2**20
"""Bytes of a document that will be read."""


class Report(NamedTuple):
    """What a check found, and what it counted."""

    errors: list[Finding]
    warnings: list[Finding]
    figures: int
    targets: int
    statements: int
    unproven: int
    """Figures and targets whose source is only an address."""
    claimed: int
    numerals: int

    def summary(self) -> str:
        """One line: what was proven, or how much is wrong."""
        if self.errors:
            return f"{_count(self.errors, 'error')}, {_count(self.warnings, 'warning')}"
        words = (
            f"{self.figures} figures, {self.targets} targets, {self.statements} statements: "
            f"all where they say; {self.claimed} of {self.numerals} numerals accounted for"
        )
        if self.unproven:
            words += f"; {self.unproven} from sources that are only an address, not proven"
        if self.warnings:
            words += f"; {_count(self.warnings, 'warning')}"
        return words


def _count(findings: list[Finding], name: str) -> str:
    return f"{len(findings)} {name}{'' if len(findings) == 1 else 's'}"


def check(base: FactBase, *, folder: str) -> Report:
    """Everything wrong with `base`, whose documents are below `folder`."""
    documents, errors = _documents(base, folder)
    claims = {id_: Claims(document) for id_, document in documents.items()}
    for source_id, claim in claims.items():
        errors += claim.set_aside(source_id, base.sources[source_id].not_facts)
    for fact_id, fact in base.facts.items():
        errors += _fact(base, fact_id, fact, claims)
    for target_id, target in base.targets.items():
        errors += _target(base, target_id, target, claims)
    for source_id, claim in claims.items():
        errors += claim.unaccounted(source_id)
    kinds = Counter(fact.kind for fact in base.facts.values())
    statements = kinds["statement"] + kinds["text"] + kinds["date"]
    cited = [fact.evidence for fact in base.facts.values()]
    cited += [target.evidence for target in base.targets.values()]
    return Report(
        errors,
        list(warnings(base, documents)),
        figures=len(base.facts) - statements,
        targets=len(base.targets),
        statements=statements,
        unproven=sum(base.sources[evidence.source].file is None for evidence in cited),
        claimed=sum(claim.accounted for claim in claims.values()),
        numerals=sum(claim.numerals for claim in claims.values()),
    )


# ---- documents


def _documents(base: FactBase, folder: str) -> tuple[dict[str, Document], list[Finding]]:
    documents: dict[str, Document] = {}
    errors: list[Finding] = []
    for id_, source in base.sources.items():
        if source.file is None:
            continue
        path: Path = ("sources", id_, "file")
        try:
            data = _read_below(folder, source.file)
            text = unicodedata.normalize("NFC", data.decode("utf-8"))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            errors.append(Finding(path, id_, f"{source.file} cannot be read: {reason}"))
            continue
        documents[id_] = Document(text.split("\n"), lang=source.lang, file=source.file)
        digest = hashlib.sha256(data).hexdigest()
        if digest != source.sha256:
            errors.append(
                Finding(
                    ("sources", id_, "sha256"),
                    id_,
                    f"{source.file} is not the document entered",
                    printed=digest,
                    entered=source.sha256 or "",
                )
            )
    return documents, errors


def _read_below(folder: str, file: str) -> bytes:
    """The bytes of a document; a link that leads out of the base's folder is refused."""
    root = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(folder, file))
    if os.path.commonpath([root, path]) != root:
        raise ValueError("it leads out of the base's own folder")
    if not os.path.isfile(path):
        raise FileNotFoundError(2, "there is no such file")
    with open(path, "rb") as document:
        data = document.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise ValueError(f"it has more than {MAX_DOCUMENT} bytes")
    return data


# ---- facts


def _fact(
    base: FactBase, id_: str, fact: model.Fact, claims: dict[str, Claims]
) -> Iterator[Finding]:
    path: Path = ("facts", id_)
    yield from _cited(base, id_, path, fact, claims)
    for index, seen in enumerate(fact.observations):
        at = (*path, "observations", index)
        stand_in = fact.model_copy(
            update={
                "value": seen.value,
                "period": seen.period,
                "evidence": seen.evidence,
                "bound": None,
                "estimate": False,
                "change": None,
            }
        )
        yield from _cited(base, id_, at, stand_in, claims)


def _cited(
    base: FactBase, id_: str, path: Path, fact: model.Fact, claims: dict[str, Claims]
) -> Iterator[Finding]:
    claim = claims.get(fact.evidence.source)
    if claim is None:
        return
    wrong = claim.misplaced(id_, (*path, "evidence"), fact.evidence)
    if wrong is not None:
        yield wrong
        return
    claim.claim_period(fact.evidence, fact.period)
    if fact.date is not None:
        yield from _date(id_, path, fact, claim)
    elif fact.value is not None or fact.range is not None:
        yield from _figure(base, id_, path, fact, claim)
    elif fact.text is not None:
        yield from _text(id_, path, fact, claim)


def _figure(
    base: FactBase, id_: str, path: Path, fact: model.Fact, claim: Claims
) -> Iterator[Finding]:
    printed = claim.figures_in(fact.evidence)
    matching = [figure for figure in printed if _is_the_value(fact, figure)]
    if not matching:
        said = "; ".join(figure.said() for figure in printed) or "no figure"
        yield Finding(
            (*path, "range" if fact.range else "value"),
            id_,
            "the value is not the one printed",
            printed=f"'{fact.evidence.text}', read as {said}",
            entered=_entered(fact),
        )
        return
    figure = matching[0]
    claim.claim(fact.evidence, id_, figure)
    yield from _hedges(id_, path, fact, figure)
    yield from _total(id_, path, fact, figure, claim)
    yield from _unit(base, id_, path, fact, figure, claim)
    yield from _change(id_, path, fact, printed, claim)


def _is_the_value(fact: model.Fact, figure: Printed) -> bool:
    if fact.range is not None:
        return (figure.value, figure.high) == (fact.range[0], fact.range[1])
    return figure.value == fact.value and figure.high is None


def _entered(fact: model.Fact) -> str:
    if fact.range is not None:
        return f"{fact.range[0]:f} to {fact.range[1]:f}"
    return f"{fact.value:f}" + (f" of {fact.of:f}" if fact.of is not None else "")


def _hedges(id_: str, path: Path, fact: model.Fact, figure: Printed) -> Iterator[Finding]:
    for key, printed, entered in (
        ("bound", figure.bound, fact.bound),
        ("estimate", figure.estimate, fact.estimate),
    ):
        if printed != entered:
            at = (*path, key) if entered else path
            said = str(printed or "none").lower(), str(entered or "none").lower()
            message = f"`{key}` is not as printed"
            yield Finding(at, id_, message, printed=said[0], entered=said[1])


def _total(
    id_: str, path: Path, fact: model.Fact, figure: Printed, claim: Claims
) -> Iterator[Finding]:
    if figure.is_rank != (fact.kind == "rank") and (figure.is_rank or figure.total is None):
        printed = "a rank" if figure.is_rank else "no rank"
        yield Finding(path, id_, "the kind is not as printed", printed=printed, entered=fact.kind)
    if figure.total == fact.of:
        return
    if figure.total is None and fact.of is not None and claim.has_total(fact.of):
        return  # printed with another figure of the same document: 10/63, and then only 27
    printed = "none" if figure.total is None else f"{figure.total:f}"
    entered = "none" if fact.of is None else f"{fact.of:f}"
    at = (*path, "of") if fact.of is not None else path
    yield Finding(at, id_, "`of` is not as printed", printed=printed, entered=entered)


def _unit(
    base: FactBase,
    id_: str,
    path: Path,
    fact: model.Fact,
    figure: Printed,
    claim: Claims,
) -> Iterator[Finding]:
    """The unit word after the figure is one of the fact's unit, and of no unit that says more.

    A fact may be in another unit than the words name (points for %), if its note says why.
    """
    if fact.kind == "rank" or fact.unit is None:
        return
    lang = claim.document.lang
    found = _unit_printed(base, figure.after, lang)
    own = base.units[fact.unit]
    if found is None:
        forms = _forms(own, lang)
        if not any(form in fact.evidence.text.lower() for form in forms) and fact.note is None:
            yield Finding(
                (*path, "unit"),
                id_,
                "the unit is not in the words cited; cite it too, or say why in the note",
                printed=f"'{fact.evidence.text}'",
                entered=f"{fact.unit} ({', '.join(forms)})",
            )
        return
    form, units = found
    explained = form in _forms(own, lang) and fact.note is not None
    if fact.unit not in units and not explained:
        yield Finding(
            (*path, "unit"),
            id_,
            "the unit is not the one printed",
            printed=f"'{form}' ({', '.join(units)})",
            entered=fact.unit,
        )


def _forms(unit: model.Unit, lang: str) -> list[str]:
    label = unit.label.vi if lang == "vi" else unit.label.en
    return [form.lower() for form in (label, *unit.printed)]


def _unit_printed(base: FactBase, after: str, lang: str) -> tuple[str, list[str]] | None:
    """The longest unit word that `after` begins with, and the units that it names best.

    A unit's label names it better than its other printed forms do.
    """
    lowered = after.lower()
    found: list[tuple[int, bool, str, str]] = []
    for id_, unit in base.units.items():
        for order, form in enumerate(_forms(unit, lang)):
            ends = lowered[len(form) : len(form) + 1]
            if lowered.startswith(form) and not (form[-1].isalpha() and ends.isalpha()):
                found.append((len(form), order == 0, form, id_))
    if not found:
        return None
    best = max(found)[:2]
    names = [(form, id_) for length, is_label, form, id_ in found if (length, is_label) == best]
    return names[0][0], sorted(id_ for _, id_ in names)


def _change(
    id_: str,
    path: Path,
    fact: model.Fact,
    printed: list[Printed],
    claim: Claims,
) -> Iterator[Finding]:
    if fact.change is None:
        return
    by = fact.change.by
    matching = [figure for figure in printed if figure.moved == by]
    if not matching:
        yield Finding(
            (*path, "change", "by"),
            id_,
            "the change is not in the words cited",
            printed=f"'{fact.evidence.text}'",
            entered=f"{by:f}",
        )
        return
    claim.claim(fact.evidence, f"{id_}'s change", matching[-1])
    if not claim.claim_period(fact.evidence, fact.change.since):
        yield Finding(
            (*path, "change", "since"),
            id_,
            f"line {fact.evidence.line} does not print when the change is counted from",
            printed=", ".join(claim.years(fact.evidence)) or "no year",
            entered=fact.change.since,
        )


def _date(id_: str, path: Path, fact: model.Fact, claim: Claims) -> Iterator[Finding]:
    printed = claim.dates_in(fact.evidence)
    for date, span in printed:
        if date == fact.date:
            claim.claim_span(fact.evidence, id_, span)
            return
    yield Finding(
        (*path, "date"),
        id_,
        "the date is not the one printed",
        printed=", ".join(date.isoformat() for date, _ in printed) or f"'{fact.evidence.text}'",
        entered=str(fact.date),
    )


def _text(id_: str, path: Path, fact: model.Fact, claim: Claims) -> Iterator[Finding]:
    """A text in the document's language stands in the words cited, or a note says why not."""
    text = fact.text
    if isinstance(text, model.Label):
        text = text.vi if claim.document.lang == "vi" else text.en
    cited = fact.evidence.text
    is_printed = (text or "").casefold() in cited.casefold()
    if not is_printed and fact.note is None:
        yield Finding(
            (*path, "text"),
            id_,
            "the text is not in the words cited; quote it, or say in the note how it was read",
            printed=f"'{cited}'",
            entered=f"'{text}'",
        )
    for match in reader.NUMERAL.finditer(cited):
        if match.group() in (text or ""):
            claim.claim_span(fact.evidence, id_, reader.Span(*match.span()))


# ---- targets


def _target(
    base: FactBase, id_: str, target: model.Target, claims: dict[str, Claims]
) -> Iterator[Finding]:
    path: Path = ("targets", id_)
    fact = base.facts[target.fact]
    _, verdict = compared(fact, target)
    if target.stated is not None and target.stated != verdict:
        yield Finding(
            (*path, "stated"),
            id_,
            "the source says otherwise than the figures",
            printed=target.stated,
            entered=f"{_entered(fact)}, which is {verdict}",
        )
    if (
        target.due
        and fact.period
        and target.note is None
        and _last(target.due) < _last(fact.period)
    ):
        yield Finding(
            (*path, "due"),
            id_,
            "is due before the fact's period ends; mend it, or say why in a note",
            printed=str(fact.period),
            entered=str(target.due),
        )
    claim = claims.get(target.evidence.source)
    if claim is None:
        return
    wrong = claim.misplaced(id_, (*path, "evidence"), target.evidence)
    if wrong is not None:
        yield wrong
        return
    yield from _goal(base, id_, path, target, claim)


def _last(period: str) -> str:
    """The last day of a period, near enough to compare: a year counts to its end."""
    return (period.rpartition("/")[2] + "-12-31")[:10]


def _goal(
    base: FactBase, id_: str, path: Path, target: model.Target, claim: Claims
) -> Iterator[Finding]:
    goal = target.goal
    wanted: tuple[Decimal, Decimal | None]
    wanted = (goal[0], goal[1]) if isinstance(goal, list) else (goal, None)
    printed = claim.figures_in(target.evidence)
    for figure in printed:
        if (figure.value, figure.high) == wanted:
            claim.claim(target.evidence, id_, figure)
            found = _unit_printed(base, figure.after, claim.document.lang)
            unit = base.facts[target.fact].unit or ""
            forms = _forms(base.units[unit], claim.document.lang) if unit in base.units else []
            if found and unit not in found[1] and found[0] not in forms:
                yield Finding(
                    (*path, "goal"),
                    id_,
                    "the goal is printed in another unit than the fact",
                    printed=f"'{found[0]}'",
                    entered=unit,
                )
            return
    yield Finding(
        (*path, "goal"),
        id_,
        "the goal is not the one printed",
        printed="; ".join(figure.said() for figure in printed) or f"'{target.evidence.text}'",
        entered="-".join(f"{end:f}" for end in wanted if end is not None),
    )
