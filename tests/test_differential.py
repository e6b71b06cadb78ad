"""The index against a plain reading of the same TOML: every command, on bases that are made up.

What is expected is worked out here from docs/ alone, with fractions and lists; nothing of the
program is used but `fold`, which has tests of its own, and the list of question words.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
import tomllib
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings

from laichau_cli.language.fold import fold
from laichau_cli.search.vocabulary import COMMON
from tests.conftest import call
from tests.made import Base, bases, document

Record = dict[str, Any]
PHASES = [Phase.explicit, Phase.generate]
"""A failing base is not made smaller: that takes minutes, and the words of the failure suffice."""


def plain(number: Any) -> str:
    """The digits of a number of a file, without an exponent."""
    digits = format(number, "f") if isinstance(number, Decimal) else str(number)
    return "0" * (digits.lstrip("-") == "0") or digits


class Seen(NamedTuple):
    """One figure of a fact: its own, or one of its observations."""

    value: Any
    period: str | None
    evidence: Record
    is_own: bool


class Plain:
    """A base read with the standard library and looked up by walking through it."""

    def __init__(self, text: str) -> None:
        self.raw: Base = tomllib.loads(text, parse_float=Decimal)
        order = list(self.raw["topics"])

        def place(topic: str) -> list[int]:
            parts = topic.split(".")
            return [order.index(".".join(parts[: depth + 1])) for depth in range(len(parts))]

        self.topics = sorted(order, key=place)
        facts: Base = self.raw.get("facts", {})
        self.facts = sorted(facts, key=lambda id_: self.topics.index(facts[id_]["topic"]))
        self.targets = [
            id_
            for fact in self.facts
            for id_, target in self.raw.get("targets", {}).items()
            if target["fact"] == fact
        ]

    def below(self, topic: str) -> list[str]:
        """The facts of a topic and of those below it."""
        return [
            id_
            for id_ in self.facts
            if topic == "all" or (self.raw["facts"][id_]["topic"] + ".").startswith(topic + ".")
        ]

    # ---- records

    def fact(self, id_: str, lang: str, seen: Seen | None = None) -> Record:
        """The record of a fact, or of one of its other figures."""
        fact = self.raw["facts"][id_]
        is_own = seen is None or seen.is_own
        kept = fact if is_own else {}
        change = kept.get("change")
        evidence = fact["evidence"] if seen is None else seen.evidence
        return {
            "id": id_,
            "topic": fact["topic"],
            "kind": kind(fact),
            "label": fact["label"],
            "value": value(fact, lang) if seen is None or is_own else plain(seen.value),
            "of": plain(fact["of"]) if "of" in fact else None,
            "unit": fact.get("unit"),
            "bound": kept.get("bound"),
            "estimate": kept.get("estimate", False),
            "period": fact.get("period") if seen is None else seen.period,
            "change": {"by": plain(change["by"]), "since": change["since"]} if change else None,
            "note": kept.get("note"),
            "aliases": fact.get("aliases", []),
            "source": {"id": evidence["source"], "line": None, "text": evidence["text"]},
            "targets": [t for t in self.targets if self.raw["targets"][t]["fact"] == id_],
        }

    def moments(self, id_: str) -> list[Seen]:
        """The figures of a fact in the order of time."""
        fact = self.raw["facts"][id_]
        own = Seen(fact.get("value"), fact.get("period"), fact["evidence"], is_own=True)
        others = [
            Seen(seen["value"], seen["period"], seen["evidence"], is_own=False)
            for seen in fact.get("observations", [])
        ]
        return sorted([own, *others], key=self._when)

    def _when(self, seen: Seen) -> str:
        if seen.period:
            return end(seen.period)
        reported = [
            end(fact["period"])
            for fact in self.raw["facts"].values()
            if fact["evidence"]["source"] == seen.evidence["source"]
            and "period" in fact
            and ("value" in fact or "range" in fact)
        ]
        return max(reported, default="")

    def at(self, id_: str, year: str) -> Seen | None:
        """The last figure of a fact in a year, or of all: see docs/commands.md, `show`."""
        found = [
            seen
            for seen in self.moments(id_)
            if year == "latest" or (seen.period or "").rpartition("/")[2][:4] == year
        ]
        alone = [seen for seen in found if year != "latest" and (seen.period or "")[:4] == year]
        last = [(seen.period or "").rpartition("/")[2] for seen in alone or found]
        return (alone or found)[last.index(last[-1])] if found else None

    def comparison(self, id_: str, seen: Seen) -> Record:
        """The record of a target, judged by one figure of its fact."""
        target = self.raw["targets"][id_]
        fact = self.raw["facts"][target["fact"]]
        actual = fact.get("range", [seen.value] * 2)
        goal = target["goal"] if isinstance(target["goal"], list) else [target["goal"]] * 2
        evidence = target["evidence"]
        hedge = fact.get("bound") if seen.is_own else None
        verdict = judged(interval([*map(Fraction, actual)], hedge), goal, target["sense"])
        return {
            "target": id_,
            "fact": target["fact"],
            "topic": fact["topic"],
            "label": fact["label"],
            "actual": [*map(plain, actual)] if "range" in fact else plain(seen.value),
            "goal": [*map(plain, goal)] if isinstance(target["goal"], list) else plain(goal[0]),
            "unit": fact["unit"],
            "sense": target["sense"],
            "margin": distance([*map(Fraction, actual)], goal, target["sense"]),
            "verdict": verdict,
            "exceeded": verdict == "exceeded",
            "set_by": target["set_by"],
            "scope": target["scope"],
            "due": target.get("due"),
            "period": seen.period,
            "stated": target.get("stated") if seen.is_own else None,
            "source": {
                "id": evidence["source"],
                "line": None,
                "text": evidence["text"],
                "url": self.raw["sources"][evidence["source"]]["url"],
            },
        }

    # ---- names

    def called(self, name: str) -> list[tuple[str, str]]:
        """(kind, id) of what bears a name: an id as written, else an id, else any other name."""
        things = [("fact", id_, self.raw["facts"][id_]) for id_ in self.raw.get("facts", {})]
        things += [("topic", id_, table) for id_, table in self.raw["topics"].items()]
        if exact := [(kind_, id_) for kind_, id_, _ in things if id_ == name]:
            return exact
        key = fold(name)
        by_id = [(kind_, id_) for kind_, id_, _ in things if fold(id_) == key]
        by_id += [("topic", "all")] * (key == "all")
        return by_id or [
            (kind_, id_)
            for kind_, id_, thing in things
            if key in map(fold, [*thing["label"].values(), *thing.get("aliases", [])])
        ]


def kind(fact: Record) -> str:
    """From the keys that it has."""
    if "value" in fact:
        return "rank" if fact["unit"] == "rank" else "fraction" if "of" in fact else "number"
    return next((key for key in ("range", "date", "text") if key in fact), "statement")


def value(fact: Record, lang: str) -> Any:
    """The value of a record."""
    match kind(fact):
        case "range":
            return [plain(end_) for end_ in fact["range"]]
        case "date":
            return fact["date"].isoformat()
        case "text":
            text = fact["text"]
            return text[lang] if isinstance(text, dict) else text
        case "statement":
            return None
    return plain(fact["value"])


def end(period: str) -> str:
    """The end of a period, to sort by: a year ends after its last month."""
    return period.rpartition("/")[2].ljust(10, "~")


def interval(ends: list[Fraction], hedge: str | None) -> tuple[Fraction, Fraction, bool, bool]:
    """What a figure may be: its ends, and whether each of them is left out."""
    low, high = ends
    slack = abs(low) / 10
    return {
        "over": (low, low + slack, True, False),
        "nearly": (low - slack, low, False, True),
        "about": (low - slack, low + slack, False, False),
    }.get(hedge or "", (low, high, False, False))


def judged(actual: tuple[Fraction, Fraction, bool, bool], goal: list[Any], sense: str) -> str:
    """docs/verdicts.md."""
    low, high, low_open, high_open = actual
    least, most = map(Fraction, goal)
    if sense == "at-most":
        low, high, low_open, high_open = -high, -low, high_open, low_open
        least, most = -most, -least
    if low > most or (low == most and low_open):
        return "exceeded"
    if high < least or (high == least and high_open):
        return "short"
    return "met" if least <= low and high <= most else "unclear"


def distance(actual: list[Fraction], goal: list[Any], sense: str) -> Fraction:
    """From the end of the goal that was passed or missed; positive is better."""
    (low, high), (least, most) = actual, map(Fraction, goal)
    far = low - most if low > most else high - least if high < least else Fraction(0)
    return far if sense == "at-least" else -far


# ---- the program


class Asked:
    """The program on one base; numbers of its JSON are kept as they are written."""

    def __init__(self, folder: str, text: str) -> None:
        base = Path(folder, "base.toml")
        base.write_text(text, encoding="utf-8")
        self._environ = {"XDG_CACHE_HOME": folder, "LAICHAU_FACTS": str(base)}

    def call(self, *argv: str) -> tuple[int, str, str]:
        return call([*argv], self._environ)

    def records(self, *argv: str) -> list[Record]:
        status, out, err = self.call(*argv, "--json")
        assert status == 0, err
        found: list[Record] = json.loads(out, parse_float=str, parse_int=str)
        for record in found:
            if "margin" in record:
                record["margin"] = Fraction(record["margin"])
        return [first_edition(record) for record in found]


def first_edition(record: Record) -> Record:
    """Without the fields that came later, which are held by tests of their own."""
    is_fact = "id" in record
    of_source = ("id", "line", "text") if is_fact else ("id", "line", "text", "url")
    kept = {key: record[key] for key in record if key not in LATER}
    if "source" in kept:
        kept["source"] = {key: kept["source"][key] for key in of_source}
    if kept.get("change"):
        kept["change"] = {key: kept["change"][key] for key in ("by", "since")}
    return kept


LATER = {
    *("figure", "proven", "observations"),
    *("stage", "needs", "on_track", "latest", "nation", "actual_source"),
}


def holds(base: Base) -> None:
    """Every command gives what the plain reading gives."""
    text = document(base)
    expected = Plain(text)
    with tempfile.TemporaryDirectory() as folder:
        asked = Asked(folder, text)
        shows(asked, expected)
        compares(asked, expected)
        names(asked, expected)
        searches(asked, expected)
        exports(asked, expected, Path(folder))


def shows(asked: Asked, expected: Plain) -> None:
    for lang in ("vi", "en"):
        wanted = [expected.fact(id_, lang) for id_ in expected.facts]
        assert asked.records("show", "all", "--lang", lang) == wanted
    for topic in expected.topics:
        wanted = [expected.fact(id_, "en") for id_ in expected.below(topic)]
        assert asked.records("show", topic, "--lang", "en") == wanted
    assert [
        (topic["id"], topic["label"], topic["parent"], topic["facts"], topic["aliases"])
        for topic in asked.records("show")
    ] == [
        (id_, table["label"], id_.rpartition(".")[0] or None, str(len(expected.below(id_))),
         table.get("aliases", []))
        for id_ in expected.topics
        for table in [expected.raw["topics"][id_]]
    ]  # fmt: skip
    for year in ("latest", "2020", "2023"):
        seen = [(id_, expected.at(id_, year)) for id_ in expected.facts]
        wanted = [expected.fact(id_, "en", moment) for id_, moment in seen if moment]
        assert asked.records("show", "all", "--lang", "en", "--at", year) == wanted


def compares(asked: Asked, expected: Plain) -> None:
    targets = expected.raw.get("targets", {})

    def judged_by(ids: list[str], year: str | None) -> list[Record]:
        found = []
        for id_ in ids:
            fact = targets[id_]["fact"]
            own = next(seen for seen in expected.moments(fact) if seen.is_own)
            moment = own if year is None else expected.at(fact, year)
            found += [expected.comparison(id_, moment)] if moment else []
        return found

    assert asked.records("compare-target") == judged_by(expected.targets, None)
    for year in ("latest", "2021"):
        assert asked.records("compare-target", "--at", year) == judged_by(expected.targets, year)
    for verdict in ("exceeded", "short"):
        wanted = [r for r in judged_by(expected.targets, None) if r["verdict"] == verdict]
        assert asked.records("compare-target", "--status", verdict) == wanted
        status, _, _ = asked.call("compare-target", "--fail-on", verdict)
        assert status == (1 if wanted else 0)
    for topic in expected.topics[:2]:
        ids = [id_ for id_ in expected.targets if targets[id_]["fact"] in expected.below(topic)]
        if ids:
            assert asked.records("compare-target", topic) == judged_by(ids, None)
        else:
            assert asked.call("compare-target", topic)[0] == 1


def names(asked: Asked, expected: Plain) -> None:
    facts = expected.raw.get("facts", {})
    given = [name for id_ in facts for name in (id_, id_.upper(), facts[id_]["label"]["vi"])]
    for name in [name for name in given if not name.startswith("-")]:
        found = [id_ for kind_, id_ in expected.called(name) if kind_ == "fact"]
        status, out, err = asked.call("get", name, "--lang", "en")
        if len(found) != 1 or value(facts[found[0]], "en") is None:
            assert (status, out) == (1, ""), (name, err)
            continue
        fact = facts[found[0]]
        shown = value(fact, "en")
        shown = "-".join(shown) if isinstance(shown, list) else shown
        shown += f"/{plain(fact['of'])}" if "of" in fact else ""
        assert (status, out) == (0, f"{shown}\n"), (name, err)


def searches(asked: Asked, expected: Plain) -> None:
    """Every fact that has the word in a name is found, and what is found is as the file has it."""
    facts = expected.raw.get("facts", {})
    words = {id_: [*map(fold, names_of(id_, facts[id_]))] for id_ in facts}
    place = {*fold(expected.raw["title"]["vi"]).split()} & {
        *fold(expected.raw["title"]["en"]).split()
    }
    every = sorted({word for names_ in words.values() for name in names_ for word in name.split()})
    for word in [word for word in every if len(word) > 1 and word.isascii()][:6]:
        status, out, err = asked.call("search", "--json", "--limit", "50", "--lang", "en", word)
        assert status == 0, word
        assert err in ("", "laichau: not sure that this is what was meant\n"), word
        found: list[Record] = json.loads(out, parse_int=str, parse_float=str)
        for hit in found:
            assert float(hit.pop("score")) > 0
            assert hit.pop("matched")
            if not any(map(str.isdigit, word)):  # a number shows the figure that it is
                assert first_edition(hit) == expected.fact(hit["id"], "en")
        if word not in COMMON and word not in place and not word.isdigit():
            having = {id_ for id_, names_ in words.items() if word in " ".join(names_).split()}
            assert having <= {hit["id"] for hit in found}, word


def names_of(id_: str, fact: Record) -> list[str]:
    """Everything that a fact is called."""
    return [*fact["label"].values(), id_, *fact.get("aliases", [])]


def exports(asked: Asked, expected: Plain, folder: Path) -> None:
    facts = expected.raw.get("facts", {})
    for name in ("x.jsonl", "x.sqlite", "x"):
        status, _, err = asked.call("export", str(folder / name), "--force")
        assert status == 0, err
    with (folder / "x.jsonl").open(encoding="utf-8") as file:
        lines = [json.loads(line, parse_float=str, parse_int=str) for line in file]
    assert [line["id"] for line in lines] == expected.facts
    for line in lines:
        fact, known = facts[line["id"]], expected.fact(line["id"], "vi")
        if "text" in fact:
            known["value"] = {lang: value(fact, lang) for lang in ("vi", "en")}
        same, kept = known.keys() - {"source", "targets"}, first_edition(line)
        assert {key: kept[key] for key in same} == {key: known[key] for key in same}
        assert [target["id"] for target in line["targets"]] == known["targets"]
        others = [seen for seen in expected.moments(line["id"]) if not seen.is_own]
        assert [(seen["value"], seen["period"]) for seen in line["observations"]] == [
            (plain(seen.value), seen.period) for seen in others
        ]
    with closing(sqlite3.connect(folder / "x.sqlite")) as connection:
        rows = connection.execute("SELECT id, value, label_vi FROM facts ORDER BY rowid").fetchall()
    with (folder / "x/facts.csv").open(encoding="utf-8", newline="") as file:
        cells = [(row["id"], row["value"], row["label_vi"]) for row in csv.DictReader(file)]
    single = [id_ for id_ in expected.facts if "range" not in facts[id_]]
    known_rows = [(id_, value(facts[id_], "vi"), facts[id_]["label"]["vi"]) for id_ in single]
    assert [row for row in rows if row[0] in single] == known_rows
    assert [row for row in cells if row[0] in single] == [
        (id_, inert(shown or ""), inert(label)) for id_, shown, label in known_rows
    ]


def inert(cell: str) -> str:
    """What a spreadsheet would calculate, as CSV has it: all that begins so but numbers."""
    is_formula = cell[:1] in {*"=+@-＝＋＠－"} and not re.fullmatch(r"-\d+(\.\d+)?", cell)
    return f"'{cell}" if is_formula else cell


@given(bases())
@settings(max_examples=25, phases=PHASES)
def test_every_command_says_what_the_file_says(base: Base) -> None:
    holds(base)


@pytest.mark.long
@given(bases())
@settings(max_examples=3000, derandomize=False, phases=PHASES)
def test_every_command_says_what_the_file_says_for_long(base: Base) -> None:
    holds(base)
