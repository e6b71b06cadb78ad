"""What is not wrong but not yet well kept: names, periods, shares and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from laichau_cli.base import model
from laichau_cli.base.model import FactBase
from laichau_cli.evidence.account import Cited
from laichau_cli.evidence.documents import Document
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.numerals import Span
from laichau_cli.evidence.units import Units
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message

WHOLE = Decimal(100)


def warnings(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Everything worth a curator's second look, in the order of the base, but of drafts."""
    base = base._replace(facts={id_: f for id_, f in base.facts.items() if not f.draft})
    yield from _shared_names(base)
    yield from _repeated_labels(base)
    yield from _one_sided_aliases(base)
    yield from _missing_periods(base, documents)
    yield from _units_set_aside(base, documents)
    yield from _overfull_wholes(base)
    yield from _scattered_topics(base)


def _shared_names(base: FactBase) -> Iterator[Finding]:
    tables: dict[str, Mapping[str, model.Topic | model.Fact]]
    tables = {"topics": base.topics, "facts": base.facts}
    owners: dict[str, str] = {}
    for id_ in (*base.topics, *base.facts):
        owners.setdefault(fold(id_), id_)
    for kind, things in tables.items():
        for id_, thing in things.items():
            for index, alias in enumerate(thing.aliases):
                owner = owners.setdefault(fold(alias), id_)
                if owner != id_:
                    message = Message(
                        "the alias '{alias}' is a name of '{id}' too", alias=alias, id=owner
                    )
                    yield Finding((kind, id_, "aliases", index), id_, message)


def _repeated_labels(base: FactBase) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for id_, fact in base.facts.items():
        for label in (fact.label.vi, fact.label.en):
            first = seen.setdefault((fact.topic, fold(label)), id_)
            if first != id_:
                message = Message(
                    "the label '{label}' is that of '{id}' in the same topic", label=label, id=first
                )
                yield Finding(("facts", id_, "label"), id_, message)


def _one_sided_aliases(base: FactBase) -> Iterator[Finding]:
    """Vietnamese is told by its letters: all but a few words have one that English has not."""
    for id_, fact in base.facts.items():
        accented = [not alias.isascii() for alias in fact.aliases]
        if not accented:
            yield Finding(("facts", id_), id_, "has no alias")
        elif all(accented):
            yield Finding(("facts", id_, "aliases"), id_, "has no alias in English")
        elif not any(accented):
            yield Finding(("facts", id_, "aliases"), id_, "has no alias in Vietnamese")


def _missing_periods(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Figures whose own words, or whose sentence alone, say when they were so, without a period."""
    for id_, fact in base.facts.items():
        document = documents.get(fact.evidence.source)
        has_figure = fact.value is not None or fact.range is not None
        if document is None or not has_figure or fact.period is not None:
            continue
        if fact.evidence.text not in document.line(fact.evidence.line):
            continue
        cited = Cited(document, fact.evidence)
        message = "the words cited name a period; enter it"
        within = [each for each in cited.named() if not each.is_origin]
        if not within:
            message = "its sentence names one period; enter it, or say in a note why it is not its"
            within = cited.sentence_periods() if fact.note is None else []
        if within and (len(within) == 1 or cited.named()):
            words = cited.line[slice(*within[0].span)]
            yield Finding(("facts", id_), id_, message, printed=f"'{words}'", entered="none")


def _units_set_aside(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Numerals set aside that a unit of the base follows: they may be figures after all."""
    units = Units(base)
    for source_id, document in documents.items():
        for index, entry in enumerate(base.sources[source_id].not_facts):
            for number in entry.numbers:
                line = document.line(number)
                at = line.find(entry.text)
                if at < 0 or entry.text.strip() == line.strip():
                    continue
                within = Span(at, at + len(entry.text))
                for figure in document.figures(number):
                    found = units.printed(figure, document.lang)
                    if found and all(map(within.holds, (*figure.spans, found.span))):
                        words = line[figure.spans[0].start : found.span.end]
                        path = ("sources", source_id, "not_facts", index)
                        message = "a unit of the base follows a numeral that is set aside"
                        yield Finding(path, source_id, message, printed=f"'{words}'")


def _overfull_wholes(base: FactBase) -> Iterator[Finding]:
    wholes: defaultdict[str, list[str]] = defaultdict(list)
    for id_, fact in base.facts.items():
        if fact.share_of is not None and fact.value is not None:
            wholes[fact.share_of].append(id_)
    for whole, ids in wholes.items():
        total = sum((base.facts[id_].value or Decimal(0) for id_ in ids), Decimal(0))
        if total > WHOLE:
            message = Message(
                "the shares of '{whole}' add up to {total}", whole=whole, total=f"{total:f}"
            )
            yield Finding(("facts", ids[-1], "value"), ids[-1], message)


def _scattered_topics(base: FactBase) -> Iterator[Finding]:
    """Facts that the file puts elsewhere than a reader finds them."""
    done: set[str] = set()
    current = ""
    for id_, fact in base.facts.items():
        if fact.topic != current:
            if fact.topic in done:
                message = Message(
                    "stands apart from the other facts of '{topic}'; move it to them",
                    topic=fact.topic,
                )
                yield Finding(("facts", id_), id_, message)
            done.add(current)
            current = fact.topic
