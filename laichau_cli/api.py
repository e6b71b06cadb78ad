"""The fact base for Python programs: `from laichau_cli import FactBase`.

Everything here is public and stable: names, fields and their order, and the errors raised. Results
are frozen dataclasses; every number is an exact `Decimal`, every label in both languages.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from laichau_cli.cli.options import base_path
from laichau_cli.commands.names import facts_named, topic_named
from laichau_cli.errors import BaseError, LaichauError, NothingFound
from laichau_cli.index.ask import EVERYTHING, comparisons
from laichau_cli.index.store import open_index
from laichau_cli.records import Number
from laichau_cli.search.query import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from laichau_cli.index.ask import Index, Span

__all__ = [
    "BaseError", "Change", "Comparison", "Evidence", "Fact", "FactBase", "Hit", "Label",
    "LaichauError", "NothingFound", "Source", "Topic", "Unit",
]  # fmt: skip

Kind = Literal["number", "range", "rank", "fraction", "date", "text", "statement"]
Verdict = Literal["exceeded", "met", "short", "unclear"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """A published document; what it does not say is None."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    lang: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a figure is printed: the words, and their line in the document if it is at hand."""

    source: Source
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures are counted in."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Change:
    """How far a figure moved, in its unit (places, for a rank), and since which period."""

    by: Decimal
    since: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the sources say, as `laichau show` has it."""

    id: str
    topic: str
    kind: Kind
    label: Label
    value: Decimal | tuple[Decimal, Decimal] | dt.date | Label | None
    """By kind: a number (also of ranks and fractions), both ends of a range, a date, a text in both
    languages, nothing for a statement. Numbers are in base units: 47,2 triệu đồng is 47200000."""
    of: Decimal | None
    """How many a rank or fraction is of."""
    unit: Unit | None
    bound: Literal["over", "nearly", "about"] | None
    estimate: bool
    period: str | None
    """ISO 8601; None where the source is silent."""
    change: Change | None
    note: Label | None
    """How to read it, where the source is ambiguous or disputed: heed it before you quote."""
    aliases: tuple[str, ...]
    evidence: Evidence
    targets: tuple[str, ...]
    """Ids of its targets."""
    figure: Label
    """The value as a person reads it, with unit and hedge; empty for a statement."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that a search found; scores compare within one search only, higher is better."""

    fact: Fact
    score: float
    matched: tuple[str, ...]
    """The fields of the record in which the words were found."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target held against its fact."""

    target: str
    fact: str
    topic: str
    label: Label
    actual: Decimal | tuple[Decimal, Decimal]
    goal: Decimal | tuple[Decimal, Decimal]
    unit: Unit
    sense: Literal["at-least", "at-most"]
    margin: Decimal
    """Actual minus goal in the unit, signed so that positive is better."""
    verdict: Verdict
    set_by: Label
    scope: Literal["province", "nation"]
    due: str | None
    period: str | None
    stated: str | None
    """The verdict that the source itself states."""
    note: Label | None
    evidence: Evidence

    @property
    def exceeded(self) -> bool:
        """Whether the goal was exceeded."""
        return self.verdict == "exceeded"


@dataclass(frozen=True, slots=True)
class Topic:
    """Where facts are filed; `facts` counts those of its subtopics too."""

    id: str
    label: Label
    parent: str | None
    facts: int
    aliases: tuple[str, ...]


class FactBase:
    """An open fact base, to be asked; made by `FactBase.open`.

    It reads the same index in the user's cache as the program does. Like the SQLite connection
    below it, it belongs to the thread that opened it.
    """

    def __init__(self, index: Index, path: str) -> None:
        self._index = index
        self.path = path
        """The file or folder that the base is in."""
        self._path = os.path.abspath(path)

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """The base at `path`: a TOML file or a folder of them.

        None is the base that LAICHAU_FACTS names, else the one that ships. Raises `BaseError` where
        it cannot be read or is not valid, with every mistake in its `messages`; warns where the
        cache cannot be used.
        """
        given = None if path is None else os.fspath(path)
        base, _ = base_path(given, os.environ)
        index, said = open_index(base, os.environ)
        for message in said:
            warnings.warn(message, RuntimeWarning, stacklevel=2)
        return cls(index, base)

    def close(self) -> None:
        """Let go of the index; nothing can be asked afterwards."""
        self._index.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lookup(self, id: str) -> Fact:  # noqa: A002  (what it is)
        """The fact of this id or alias, or label; never one whose name only begins so.

        Raises `NothingFound`, saying what may have been meant.
        """

        def ask(index: Index) -> Fact:
            facts, missing = facts_named(index, [id], None, command="lookup")
            if missing:
                raise NothingFound(*missing)
            return _Maker(index).fact(facts[0])

        return self._asked(ask)

    def facts(self, topic: str | None = None) -> list[Fact]:
        """The facts of a topic and its subtopics, in reading order; all without one.

        Raises `NothingFound` for a topic that is not there.
        """

        def ask(index: Index) -> list[Fact]:
            return [*map(_Maker(index).fact, index.facts(_span(index, topic)))]

        return self._asked(ask)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Up to `limit` facts that words or numbers find, best first; empty where none does.

        Raises `ValueError` for a limit below 1.
        """
        if limit < 1:
            raise ValueError(f"limit is {limit}; it must be 1 or more")

        def ask(index: Index) -> list[Hit]:
            found: list[Any] = find(index, query, limit=limit, lang=None).hits
            fact = _Maker(index).fact
            return [Hit(fact(hit), hit["score"], tuple(hit["matched"])) for hit in found]

        return self._asked(ask)

    def comparisons(self, topic: str | None = None) -> list[Comparison]:
        """The targets of a topic's facts, each held against its fact; all without a topic.

        Raises `NothingFound` for a topic that is not there.
        """

        def ask(index: Index) -> list[Comparison]:
            facts = index.facts(_span(index, topic), with_goals=True)
            comparison = _Maker(index).comparison
            return [comparison(record) for fact in facts for record in comparisons(fact)]

        return self._asked(ask)

    def topics(self) -> list[Topic]:
        """All topics, each followed by its subtopics."""
        return [
            Topic(
                id=topic["id"],
                label=Label(**topic["label"]),
                parent=topic["parent"],
                facts=int(topic["facts"]),
                aliases=tuple(topic["aliases"]),
            )
            for topic in self._asked(lambda index: index.topics())
        ]

    def _asked(self, ask: Callable[[Index], T]) -> T:
        """What the index answers; one that is damaged is made anew and asked again."""
        try:
            return ask(self._index)
        except sqlite3.ProgrammingError as error:  # closed, or another thread's
            raise ValueError(f"this fact base cannot be asked: {error}") from None
        except sqlite3.DatabaseError:
            pass
        self._index.connection.close()
        self._index, _ = open_index(self._path, os.environ, anew=True)
        return ask(self._index)


def _span(index: Index, topic: str | None) -> Span:
    if topic is None:
        return EVERYTHING
    return topic_named(index, topic)


class _Maker:
    """Makes objects from an index's records, each unit and source once."""

    def __init__(self, index: Index) -> None:
        self._units = {
            id_: Unit(id_, Label(**unit["label"])) for id_, unit in index.units().items()
        }
        self._sources = {
            source["id"]: Source(
                id=source["id"],
                title=source["title"],
                publisher=source["publisher"],
                url=source["url"],
                lang=source["lang"],
            )
            for source in index.sources()
        }

    def fact(self, record: Any) -> Fact:
        """From a record whose text is in both languages."""
        change = record["change"]
        return Fact(
            id=record["id"],
            topic=record["topic"],
            kind=record["kind"],
            label=Label(**record["label"]),
            value=_value(record["kind"], record["value"]),
            of=_decimal(record["of"]),
            unit=self._units.get(record["unit"]),
            bound=record["bound"],
            estimate=record["estimate"],
            period=record["period"],
            change=Change(Decimal(change["by"]), change["since"]) if change else None,
            note=_label(record["note"]),
            aliases=tuple(record["aliases"]),
            evidence=self._evidence(record["source"]),
            targets=tuple(record["targets"]),
            figure=Label(**record["figure"]),
        )

    def comparison(self, record: Any) -> Comparison:
        return Comparison(
            target=record["target"],
            fact=record["fact"],
            topic=record["topic"],
            label=Label(**record["label"]),
            actual=_one_or_two(record["actual"]),
            goal=_one_or_two(record["goal"]),
            unit=self._units[record["unit"]],
            sense=record["sense"],
            margin=Decimal(record["margin"]),
            verdict=record["verdict"],
            set_by=Label(**record["set_by"]),
            scope=record["scope"],
            due=record["due"],
            period=record["period"],
            stated=record["stated"],
            note=_label(record["note"]),
            evidence=self._evidence(record["source"]),
        )

    def _evidence(self, where: Any) -> Evidence:
        line = None if where["line"] is None else int(where["line"])
        return Evidence(self._sources[where["id"]], line, where["text"])


def _label(label: Any) -> Label | None:
    return None if label is None else Label(**label)


def _decimal(number: Number | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _one_or_two(value: Any) -> Decimal | tuple[Decimal, Decimal]:
    if isinstance(value, list):
        low, high = value
        return Decimal(low), Decimal(high)
    return Decimal(value)


def _value(kind: str, value: Any) -> Decimal | tuple[Decimal, Decimal] | dt.date | Label | None:
    if value is None:
        return None
    if kind == "text":
        return Label(**value)
    return dt.date.fromisoformat(value) if kind == "date" else _one_or_two(value)
