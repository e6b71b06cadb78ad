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
from laichau_cli.commands.answer import checked_moment
from laichau_cli.commands.names import facts_named, topic_named
from laichau_cli.commands.search import hits_at
from laichau_cli.errors import BaseError, LaichauError, NothingFound, UsageError
from laichau_cli.index.ask import EVERYTHING
from laichau_cli.index.store import open_index
from laichau_cli.index.times import comparisons, with_figure
from laichau_cli.records import Number, series
from laichau_cli.search.query import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from laichau_cli.index.ask import Index, Span

__all__ = [
    "BaseError",
    "Change",
    "Comparison",
    "Evidence",
    "Fact",
    "FactBase",
    "Hit",
    "Label",
    "LaichauError",
    "Latest",
    "Nation",
    "NothingFound",
    "Observation",
    "Source",
    "Topic",
    "Unit",
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
    published: str | None = None
    """ISO 8601; None where it is not known, as for what follows."""
    retrieved: str | None = None
    author: str | None = None
    licence: str | None = None
    note: Label | None = None
    proven: bool = False
    """Whether a copy of the document is kept, against which `laichau check` holds the figures."""


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
    """ISO 8601, or `year-before`."""
    unit: Unit | None = None
    """The unit of the change, where it is not the figure's."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of a fact at another time, with all that is said of it."""

    value: Decimal | tuple[Decimal, Decimal]
    of: Decimal | None
    bound: str | None
    estimate: bool
    period: str | None
    note: Label | None
    evidence: Evidence
    figure: Label
    proven: bool


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
    bound: str | None
    """How the source hedges the number: `over`, `nearly`, `about`, `up-to`, `at-least`, `under` or
    `at-most`."""
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
    proven: bool = False
    """Whether its source has a document that `laichau check` can hold it against."""
    observations: tuple[Observation, ...] = ()
    """Its figures of other times, the oldest first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that a search found; scores compare within one search only, higher is better."""

    fact: Fact
    score: float
    matched: tuple[str, ...]
    """The fields of the record in which the words were found."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest figure of a fact held against a goal."""

    verdict: Verdict
    actual: Decimal | tuple[Decimal, Decimal]
    period: str | None
    evidence: Evidence
    bound: str | None = None
    estimate: bool = False
    stage: Literal["final", "early", "undated"] = "undated"


@dataclass(frozen=True, slots=True)
class Nation:
    """The nation's own figure for what a national goal asks."""

    value: Decimal
    period: str | None
    evidence: Evidence


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
    stage: Literal["final", "early", "undated"] = "undated"
    """Whether the figure is of the day the goal is due, or of an earlier one."""
    needs: Decimal | None = None
    """What is still needed a year, in the unit."""
    on_track: bool | None = None
    """Whether the pace so far is enough; None where that cannot be told."""
    latest: Latest | None = None
    """The newest figure, where it is newer than the one judged."""
    nation: Nation | None = None
    """The nation's own figure for a national goal."""
    actual_evidence: Evidence | None = None
    """Where the figure is printed; `evidence` is the goal's."""

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

    def lookup(self, id: str, at: int | str | None = None) -> Fact:  # noqa: A002  (what it is)
        """The fact of this id or alias, or label; never one whose name only begins so.

        With `at`, a year or `latest`, as it was then. Raises `NothingFound`, saying what may have
        been meant, also where the fact has no figure of then.
        """
        _check_text("id", id)

        def ask(index: Index) -> Fact:
            facts, missing = facts_named(index, [id], None, command="lookup", at=_moment(at))
            if missing:
                raise NothingFound(*missing)
            return _Maker(index).fact(facts[0])

        return self._asked(ask)

    def history(self, id: str) -> list[Fact]:  # noqa: A002
        """Every figure of a fact as a fact of its own, the oldest first; raises as `lookup`."""
        _check_text("id", id)

        def ask(index: Index) -> list[Fact]:
            facts, missing = facts_named(index, [id], None, command="history")
            if missing:
                raise NothingFound(*missing)
            maker = _Maker(index)
            return [
                maker.fact(with_figure(facts[0], place)) for place in range(len(series(facts[0])))
            ]

        return self._asked(ask)

    def facts(self, topic: str | None = None, at: int | str | None = None) -> list[Fact]:
        """The facts of a topic and its subtopics, in reading order; all without one.

        With `at`, a year or `latest`, those with a figure of then, as they were then. Raises
        `NothingFound` for a topic that is not there.
        """
        _check_text("topic", topic or "")

        def ask(index: Index) -> list[Fact]:
            found = index.facts(_span(index, topic), at=_moment(at))
            return [*map(_Maker(index).fact, found)]

        return self._asked(ask)

    def search(self, query: str, limit: int = 10, at: int | str | None = None) -> list[Hit]:
        """Up to `limit` facts that words or numbers find, best first; empty where none does.

        With `at`, only those with a figure of then. Raises `ValueError` for a limit below 1.
        """
        _check_text("query", query)
        if limit < 1:
            raise ValueError(f"limit is {limit}; it must be 1 or more")

        def ask(index: Index) -> list[Hit]:
            hits: list[Any] = hits_at(find(index, query, limit=limit, lang=None), _moment(at))
            fact = _Maker(index).fact
            return [Hit(fact(hit), hit["score"], tuple(hit["matched"])) for hit in hits]

        return self._asked(ask)

    def comparisons(
        self, topic: str | None = None, at: int | str | None = None
    ) -> list[Comparison]:
        """The targets of a topic's facts, each held against its fact; all without a topic.

        With `at`, against the figures of then. Raises `NothingFound` for a topic that is not there.
        """
        _check_text("topic", topic or "")

        def ask(index: Index) -> list[Comparison]:
            facts = index.facts(_span(index, topic), at=_moment(at), with_goals=True)
            comparison = _Maker(index).comparison
            return [comparison(record) for fact in facts for record in comparisons(fact)]

        return self._asked(ask)

    def sources(self) -> list[Source]:
        """The documents that facts are cited from, by id."""
        return self._asked(lambda index: [*_Maker(index).sources.values()])

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


def _check_text(name: str, given: object) -> None:
    if not isinstance(given, str):
        raise TypeError(f"{name} must be text, not {type(given).__name__}")


def _moment(at: int | str | None) -> str | None:
    try:
        return checked_moment(None if at is None else str(at))
    except UsageError as error:
        raise ValueError(*error.messages) from None


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
        self.sources = {
            source["id"]: Source(
                id=source["id"],
                title=source["title"],
                publisher=source["publisher"],
                url=source["url"],
                lang=source["lang"],
                published=source["published"],
                retrieved=source["retrieved"],
                author=source["author"],
                licence=source["licence"],
                note=_label(source["note"]),
                proven=source["proven"],
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
            change=change
            and Change(
                Decimal(change["by"]), change["since"], self._units.get(change["unit"] or "")
            ),
            note=_label(record["note"]),
            aliases=tuple(record["aliases"]),
            evidence=self._evidence(record["source"]),
            targets=tuple(record["targets"]),
            figure=Label(**record["figure"]),
            proven=record["proven"],
            observations=tuple(map(self._observation, record["observations"])),
        )

    def _observation(self, record: Any) -> Observation:
        return Observation(
            value=_one_or_two(record["value"]),
            of=_decimal(record["of"]),
            bound=record["bound"],
            estimate=record["estimate"],
            period=record["period"],
            note=_label(record["note"]),
            evidence=self._evidence(record["source"]),
            figure=Label(**record["figure"]),
            proven=record["proven"],
        )

    def comparison(self, record: Any) -> Comparison:
        latest, nation = record["latest"], record["nation"]
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
            stage=record["stage"],
            needs=_decimal(record["needs"]),
            on_track=record["on_track"],
            latest=latest
            and Latest(
                verdict=latest["verdict"],
                actual=_one_or_two(latest["actual"]),
                period=latest["period"],
                evidence=self._evidence(latest["source"]),
                bound=latest["bound"],
                estimate=latest["estimate"],
                stage=latest["stage"],
            ),
            nation=nation
            and Nation(
                Decimal(nation["value"]), nation["period"], self._evidence(nation["source"])
            ),
            actual_evidence=self._evidence(record["actual_source"]),
        )

    def _evidence(self, where: Any) -> Evidence:
        line = None if where["line"] is None else int(where["line"])
        return Evidence(self.sources[where["id"]], line, where["text"])


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
