"""What `check` is worth: one mistake at a time is put into a base, and must be found.

Every fact and target with a document is changed in every way that a slip of the hand might, one
leaf at a time, in memory; so are the documents. Not made are changes that no document can tell
from the truth:

- labels, notes, aliases, the English half of a text: they are the curator's own words;
- `topic`, `share_of`, `set_by`, `scope`, `due`, the fact of a target: what the words are about is
  for a reader to judge, and the seed prints none of them;
- figures of sources that are only an address: they are counted as not proven;
- a quotation that loses a word which is no part of its figure: it is still right.
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import tomli
from pydantic import ValidationError

from laichau_cli.base import model, rules
from laichau_cli.base.load import load_base, parse
from laichau_cli.base.problems import Problem
from laichau_cli.evidence.account import Account
from laichau_cli.evidence.compare import errors_of
from laichau_cli.evidence.documents import Document, read_documents
from laichau_cli.evidence.numerals import names
from tests.conftest import ARTICLE, SHIPPED, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = TESTS / "bases/valid/english/facts.toml"
FOLDER = SHIPPED.parent
"""Where the article is kept that the frozen base is of."""
LEAST = Decimal("0.99")
RAW: dict[str, Any] = tomli.loads(ARTICLE.read_text(encoding="utf-8"), parse_float=Decimal)
BASE = load_base([parse(str(ARTICLE), ARTICLE.read_bytes())])
DOCUMENTS, _ = read_documents(BASE.sources, str(FOLDER))
WITH_FILE = {id_ for id_, source in RAW["sources"].items() if "file" in source}
BOUNDS = ("over", "nearly", "about")
FORMS = sorted(
    (
        form
        for unit in RAW["units"].values()
        for form in (unit["label"]["vi"], *unit.get("printed", []))
    ),
    key=len,
    reverse=True,
)
NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
FIGURE = re.compile(
    rf"(?:\b(?:trên|gần|khoảng|ước|đạt|xếp|thứ)\s+)*{NUMBER}(?:\s?[-/]{NUMBER})*"
    rf"(?:\s+(?:nghìn|triệu|tỷ)\b)?(?:\s*(?:{'|'.join(map(re.escape, FORMS))})(?!\w))?"
)
"""A figure whole: its hedges, numerals, scale and unit. A quotation must not lose a part of one."""

SURVIVORS = {
    ("poverty-cut-poor-districts", "unit", "percent-growth"): (
        "printed is 'giảm bình quân 4,7%': a growth in % by its words; that points are meant is the"
        " note's reading"
    ),
    ("bank-accounts-15-plus", "period", "2022"): "two sentences before on its line are of 2022",
    ("business-e-transactions", "period", "2022"): "sentences before on its line are of 2022",
    ("population-total", "period", "2022"): "its note names the year, of another figure",
    ("macadamia-area", "period", "2023"): "its note names the year, of another figure",
    ("new-rural-communes", "period", "2022"): "its note names the year, of another report",
    ("papi-rank", "of", None): "its words do not print how many are ranked",
    ("par-index-rank", "of", None): "its words do not print how many are ranked",
    ("sipas-rank", "of", None): "its words do not print how many are ranked",
}
"""Mutations that the check does not catch (fact, key, value), each with the reason why."""


class Mutation(NamedTuple):
    """One leaf changed: its place, what kind of change, and the value it has now."""

    path: tuple[str | int, ...]
    kind: str
    value: Any
    """None where the key is taken out."""

    def where(self) -> tuple[object, ...]:
        """As `SURVIVORS` names it."""
        return (*self.path[1:], self.value)


# ---- the ways to be wrong


def numbers(value: Any) -> Iterator[tuple[str, Decimal]]:
    """Each digit changed, one more, ten times as much and a tenth."""
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
    for at, digit in enumerate(digits):
        if digit.isdecimal():
            changed = f"{digits[:at]}{(int(digit) + 1) % 10}{digits[at + 1 :]}"
            yield "digit", Decimal(changed)
    for at, pair in enumerate(itertools.pairwise(digits)):
        if pair[0] != pair[1]:
            yield "transposed", Decimal(digits[:at] + pair[1] + pair[0] + digits[at + 2 :])
    yield "one more", Decimal(value) + 1
    yield "ten times", Decimal(value) * 10
    yield "a tenth", Decimal(value) / 10
    yield "negative", -Decimal(value)


def quotations(text: str, *, has_figure: bool) -> Iterator[tuple[str, str]]:
    """A letter or digit changed, and the first or last character or word dropped.

    Not those that lose only a mark of punctuation, or a word that is no part of a figure.
    """
    whole = FIGURE.findall(text)
    letters = [at for at, char in enumerate(text) if char.isalpha()]
    for at in {letters[0], letters[len(letters) // 2], letters[-1]} if letters else ():
        changed = "x" if text[at] != "x" else "y"
        yield "letter", text[:at] + changed + text[at + 1 :]
    for at, char in enumerate(text):
        if char.isdecimal():
            yield "digit", f"{text[:at]}{(int(char) + 1) % 10}{text[at + 1 :]}"
    for rest in (text[1:].strip(), text[:-1].strip()):
        lost = text.replace(rest, "", 1)
        if lost[:1].isalnum() or any(figure not in rest for figure in whole):
            yield "character dropped", rest
    for rest in (text.partition(" ")[2], text.rpartition(" ")[0]):
        if rest and has_figure and any(figure not in rest for figure in whole):
            yield "word dropped", rest


def lines(line: int, source: str) -> Iterator[tuple[str, int]]:
    """The lines beside it, one without words, one beyond the end, and some others with words."""
    document = DOCUMENTS[source]
    others = {line - 2, line - 1, line + 1, line + 2, len(document.lines) + 1}
    others |= {*[number for number, words in enumerate(document.lines, 1) if words][::4]}
    return (("line", other) for other in sorted(others - {line}))


def words(text: str) -> Iterator[tuple[str, str]]:
    """A text with one character changed or dropped."""
    for at, char in enumerate(text):
        if char.isalnum():
            changed = "xy"[char == "x"] if char.isalpha() else str((int(char) + 1) % 10)
            yield "character", text[:at] + changed + text[at + 1 :]
    yield "character dropped", text[1:].strip()
    yield "character dropped", text[:-1].strip()


def dates(date: dt.date) -> Iterator[tuple[str, dt.date]]:
    for days in (-1, 1, 2, 7):
        yield "day", date + dt.timedelta(days=days)
    for month in {date.month % 12 + 1, date.day % 12} - {0}:
        yield "month", date.replace(month=month)
    for years in (-10, -1, 1, 10):
        yield "year", date.replace(year=date.year + years)


def periods(period: str) -> Iterator[tuple[str, str]]:
    """Each number of a period one less and one more; and another precision."""
    for match in re.finditer(r"\d+", period):
        for step in (-1, 1):
            number = str(int(match.group()) + step).rjust(len(match.group()), "0")
            yield "period", period[: match.start()] + number + period[match.end() :]
    if "/" in period:
        yield from (("period", end) for end in period.split("/"))
    elif len(period) == len("2022"):
        yield "period", period + "-01"


def quoted(path: tuple[str | int, ...], evidence: Any, *, has_figure: bool) -> Iterator[Mutation]:
    for kind, text in quotations(evidence["text"], has_figure=has_figure):
        yield Mutation((*path, "evidence", "text"), kind, text)
    for kind, line in lines(evidence["line"], evidence["source"]):
        yield Mutation((*path, "evidence", "line"), kind, line)


# ---- of every fact, target, source and document


def of_fact(id_: str, fact: dict[str, Any]) -> Iterator[Mutation]:
    path = ("facts", id_)
    has_figure = "value" in fact or "range" in fact
    for key in ("value", "of"):
        if key in fact:
            yield from (Mutation((*path, key), kind, n) for kind, n in numbers(fact[key]))
    for end in range(2) if "range" in fact else ():
        yield from (
            Mutation((*path, "range", end), kind, n) for kind, n in numbers(fact["range"][end])
        )
    if has_figure:
        yield from hedges(path, fact)
        units = [unit for unit in RAW["units"] if unit != fact["unit"]]
        yield from (Mutation((*path, "unit"), "unit", unit) for unit in units)
        yield Mutation((*path, "value" if "value" in fact else "range"), "taken out", None)
        of, kind = (None, "taken out") if "of" in fact else (10**12, "added")
        yield Mutation((*path, "of"), kind, of)
    if "change" in fact:
        at = (*path, "change")
        yield from (Mutation((*at, "by"), kind, n) for kind, n in numbers(fact["change"]["by"]))
        yield from (Mutation((*at, "since"), *each) for each in periods(fact["change"]["since"]))
        yield Mutation(at, "taken out", None)
    if "date" in fact:
        yield from (Mutation((*path, "date"), *each) for each in dates(fact["date"]))
    if "text" in fact:
        is_label = isinstance(fact["text"], dict)
        place = (*path, "text", "vi") if is_label else (*path, "text")
        text = fact["text"]["vi"] if is_label else fact["text"]
        yield from (Mutation(place, *each) for each in words(text))
    if "period" in fact:
        yield from (Mutation((*path, "period"), *each) for each in periods(fact["period"]))
    elif has_figure:
        yield from (Mutation((*path, "period"), "added", year) for year in ("2022", "2023"))
    yield from quoted(path, fact["evidence"], has_figure=has_figure)
    yield (
        Mutation(path, "taken out", None)
        if has_figure
        else Mutation((*path, "evidence", "text"), "another's words", "không có ở đâu cả")
    )


def hedges(path: tuple[str | int, ...], fact: dict[str, Any]) -> Iterator[Mutation]:
    for bound in BOUNDS:
        if bound != fact.get("bound"):
            kind = "another bound" if "bound" in fact else "bound added"
            yield Mutation((*path, "bound"), kind, bound)
    if "bound" in fact:
        yield Mutation((*path, "bound"), "taken out", None)
    yield Mutation((*path, "estimate"), "flipped", not fact.get("estimate", False))


def of_target(id_: str, target: dict[str, Any]) -> Iterator[Mutation]:
    path = ("targets", id_)
    goals = target["goal"]
    ends = range(2) if isinstance(goals, list) else ()
    yield from (Mutation((*path, "goal", e), *each) for e in ends for each in numbers(goals[e]))
    if not ends:
        yield from (Mutation((*path, "goal"), *each) for each in numbers(goals))
    if "stated" in target:
        others = {"exceeded", "met", "short"} - {target["stated"]}
        yield from (Mutation((*path, "stated"), "another", other) for other in sorted(others))
        other = "at-most" if target["sense"] == "at-least" else "at-least"
        yield Mutation((*path, "sense"), "flipped", other)
    yield Mutation(path, "taken out", None)
    yield from quoted(path, target["evidence"], has_figure=True)


def of_source(id_: str, source: dict[str, Any]) -> Iterator[Mutation]:
    path = ("sources", id_)
    for at, digit in enumerate(source["sha256"]):
        changed = "0" if digit != "0" else "1"
        value = source["sha256"][:at] + changed + source["sha256"][at + 1 :]
        yield Mutation((*path, "sha256"), "digit", value)
    for index, entry in enumerate(source.get("not_facts", [])):
        at_entry = (*path, "not_facts", index)
        printed = DOCUMENTS[id_].line(entry["line"])
        at = printed.index(entry["text"])
        if any(at <= name.start < at + len(entry["text"]) for name in names(printed, "vi")):
            continue  # COVID-19, 4G: accounted for without an entry
        yield Mutation(at_entry, "taken out", None)
        for kind, text in quotations(entry["text"], has_figure=True):
            if re.findall(r"\d+", text) != re.findall(r"\d+", entry["text"]):
                yield Mutation((*at_entry, "text"), kind, text)
        for kind, line in lines(entry["line"], id_):
            yield Mutation((*at_entry, "line"), kind, line)


def mutations() -> Iterator[Mutation]:
    for id_, fact in RAW["facts"].items():
        if fact["evidence"]["source"] in WITH_FILE:
            yield from of_fact(id_, fact)
    for id_, target in RAW["targets"].items():
        if target["evidence"]["source"] in WITH_FILE:
            yield from of_target(id_, target)
    for id_ in WITH_FILE:
        yield from of_source(id_, RAW["sources"][id_])


# ---- whether it is caught


MODELS: dict[str, type[model.Table]] = {
    "facts": model.Fact,
    "targets": model.Target,
    "sources": model.Source,
}


def mutated(mutation: Mutation) -> model.FactBase | None:
    """The base with one leaf changed; None if it is not even valid, so that the loader says so."""
    name, id_, *inner = map(str, mutation.path)
    tables = dict(getattr(BASE, name))
    if not inner:
        del tables[id_]
        return (
            None if id_ in {target.fact for target in BASE.targets.values()} else put(name, tables)
        )
    raw = copy.deepcopy(RAW[name][id_])
    place: Any = raw
    *above, last = mutation.path[2:]
    for key in above:
        place = place[key]
    if mutation.value is None:
        del place[last]
    else:
        place[last] = mutation.value
    try:
        # First of all, so that what is wrong with it is found first.
        base = put(name, {id_: MODELS[name].model_validate(raw), **without(tables, id_)})
    except ValidationError:
        return None
    return base if not list(problems(base, name, id_)) else None


def without(tables: dict[str, Any], id_: str) -> dict[str, Any]:
    return {other: table for other, table in tables.items() if other != id_}


def put(name: str, tables: Any) -> model.FactBase:
    changed: Any = {name: tables}
    return BASE._replace(**changed)


def problems(base: model.FactBase, name: str, id_: str) -> Iterator[Problem]:
    """What the loader has against a table, and for a fact against its targets."""
    if name == "sources":
        yield from rules.source_problems((name, id_), base.sources[id_])
        return
    if name == "facts":
        yield from rules.fact_problems(base, (name, id_), base.facts[id_])
    for target_id, target in base.targets.items():
        if id_ in (target.fact, target_id):
            yield from rules.target_problems(base, ("targets", target_id), target)


def is_caught(base: model.FactBase | None, documents: dict[str, Document]) -> bool:
    if base is None:
        return True
    accounts = {id_: Account(document) for id_, document in documents.items()}
    return next(errors_of(base, accounts), None) is not None


def test_the_base_is_without_error_before() -> None:
    assert DOCUMENTS.keys() == WITH_FILE
    assert not is_caught(BASE, DOCUMENTS)


def test_mistakes_in_the_base_are_caught() -> None:
    made: Counter[str] = Counter()
    survivors: list[Mutation] = []
    for mutation in mutations():
        made[str(mutation.path[0])] += 1
        if not is_caught(mutated(mutation), DOCUMENTS):
            survivors.append(mutation)
    assert made.total() > 3500, made
    assert set(made) == {"facts", "targets", "sources"}
    unexplained = [each for each in survivors if each.where() not in SURVIVORS]
    assert unexplained == []
    assert len(survivors) <= (1 - LEAST) * made.total()


@pytest.mark.parametrize("path", [ARTICLE, ENGLISH], ids=["article", "english"])
def test_a_digit_changed_in_a_document_is_caught(path: Path) -> None:
    """The first and the last of every run of digits."""
    base = load_base([parse(str(path), path.read_bytes())])
    documents, _ = read_documents(base.sources, str(FOLDER if path == ARTICLE else path.parent))
    made = 0
    survivors = []
    for id_, document in documents.items():
        for number, line in enumerate(document.lines, 1):
            for match in re.finditer(r"(?<![0-9])[0-9]|[0-9](?![0-9])", line):
                made += 1
                digit = (int(match.group()) + 1) % 10
                other = f"{line[: match.start()]}{digit}{line[match.end() :]}"
                if not is_caught(base, {**documents, id_: with_line(document, number, other)}):
                    survivors.append(other[max(match.start() - 20, 0) : match.end() + 20])
    assert made > 40
    assert survivors == []


def with_line(document: Document, number: int, line: str) -> Document:
    """The document with another line, and with its old digest: the curator has entered the new."""
    lines = [*document.lines[: number - 1], line, *document.lines[number:]]
    return Document(lines, lang=document.lang, file=document.file, digest=document.digest)
