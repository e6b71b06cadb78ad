"""From a valid fact base to an index: everything a warm call would otherwise have to work out.

Each fact becomes the JSON record that commands return: its figure in words, its goals judged and
its figures of other times in order, all in one row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from laichau_cli.base import model, verdict
from laichau_cli.base.load import REPORTED, File, Report
from laichau_cli.base.model import ROOT, FactBase
from laichau_cli.base.period import is_alike, months
from laichau_cli.errors import LaichauError
from laichau_cli.index import words as search_words
from laichau_cli.index.ask import checksum
from laichau_cli.language import LANGUAGES
from laichau_cli.language.figures import SENSES, amount, figure_of, last_year, plain, trimmed
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message
from laichau_cli.records import NUMERIC

SCHEMA = """
CREATE TABLE made (format TEXT, path TEXT, stamp TEXT, digest TEXT);
CREATE TABLE about (name TEXT PRIMARY KEY, record TEXT, proof INTEGER) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, record TEXT, proof INTEGER) WITHOUT ROWID;
CREATE TABLE fact (
  position INTEGER PRIMARY KEY, id TEXT, goals INTEGER, record TEXT, proof INTEGER
);
CREATE TABLE name (key TEXT, rank INTEGER, kind TEXT, id TEXT);
"""
INDEXES = """
CREATE INDEX fact_id ON fact (id);
CREATE INDEX fact_goals ON fact (position) WHERE goals > 0;
CREATE INDEX name_key ON name (key, rank, kind, id);
"""
TARGET_RANK = 9
"""Among names that are alike, ids (0) and other names (1) of facts and topics come before."""
RANK_UNIT = model.Unit(label=model.Label(vi="hạng", en="rank"))
"""Every base has the unit `rank`, defined or not."""

NAME = "INSERT INTO name VALUES (?, ?, ?, ?)"

Record = dict[str, Any]


class Made(NamedTuple):
    """What an index says of itself: how it is laid out, and what it was made from."""

    format: str
    path: str
    stamp: str
    files: Sequence[File]

    @property
    def row(self) -> tuple[str, str, str, str]:
        """As the index keeps it, with a digest of each file."""
        return self.format, self.path, self.stamp, " ".join(file.digest for file in self.files)


def write(
    connection: sqlite3.Connection, base: FactBase, made: Made, report: Report | None
) -> None:
    """Write the index of `base`; `report` is told how far it has come."""
    # Nothing is written but the index, and one that was not finished is not used.
    for pragma in ("temp_store = MEMORY", "journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    try:
        connection.executescript(SCHEMA + search_words.SCHEMA)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise LaichauError(
            Message(
                "the SQLite of this Python has no full-text search (FTS5), which laichau needs; "
                "use another Python"
            )
        ) from None
    connection.execute("BEGIN")
    base = _without_drafts(base)
    order = _reading_order(base)
    records = _Records(base)
    _insert(connection, "about", _about_rows(base, order))
    _insert(
        connection,
        "source",
        (_row(id_, _source(base, id_, records.figures[id_])) for id_ in base.sources),
    )
    _insert(connection, "fact", (_fact_row(records, at, id_) for at, id_ in enumerate(order)))
    _insert(connection, "name", _topic_names(base))
    _insert(connection, "name", _target_names(order, records))
    entries = search_words.Entries(base, records.verdicts)
    _write_entries(connection, base, entries, {id_: at for at, id_ in enumerate(order)}, report)
    _insert(connection, "made", [made.row])
    connection.execute("COMMIT")
    connection.executescript(INDEXES)


def _without_drafts(base: FactBase) -> FactBase:
    """The base without facts that are not yet named and checked."""
    facts = {id_: fact for id_, fact in base.facts.items() if not fact.draft}
    targets = {id_: target for id_, target in base.targets.items() if target.fact in facts}
    return base._replace(facts=facts, targets=targets)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
    marks = ", ".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _write_entries(
    connection: sqlite3.Connection,
    base: FactBase,
    rows: search_words.Entries,
    positions: dict[str, int],
    report: Report | None,
) -> None:
    """What search needs: see `words`."""
    found: list[tuple[object, ...]] = []
    names: list[tuple[object, ...]] = []

    def entry_rows() -> Iterator[tuple[object, ...]]:
        in_order = search_words.in_search_order(base, positions)
        for place, id_ in enumerate(_watched(in_order, Message("indexing facts"), report)):
            row = rows.row(id_)
            found.append((place, *search_words.indexed(*row)))
            folded = row[0].split("\n")[: search_words.OWN_NAMES + len(base.facts[id_].aliases)]
            names.extend(_name_rows("fact", id_, folded))
            yield (place, positions[id_], *row)

    connection.executemany(search_words.ENTRY, entry_rows())
    connection.executemany(search_words.WORDS, found)
    connection.executemany(NAME, names)
    _insert(connection, "term", connection.execute(search_words.COUNTED))
    _insert(connection, "initials", rows.initials())
    _insert(connection, "special", rows.special())


def _watched(ids: Sequence[str], doing: str, report: Report | None) -> Iterator[str]:
    for done, id_ in enumerate(ids):
        if report is not None and done % REPORTED == 0:
            report(doing, done, len(ids))
        yield id_


# ---- records as JSON

_MARK = "\0="
_EXACT = re.compile(r'"\\u0000=([^"]*)"')


def _exact(number: Decimal | None) -> str | None:
    """A number marked as one: its digits are written into JSON as they are.

    The library can write no exact decimal. No text of a base holds the mark: it has a control
    character.
    """
    return None if number is None else _MARK + plain(number)


def _row(key: object, record: Any) -> tuple[object, str, int]:
    text = _EXACT.sub(r"\1", json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return key, text, checksum(key, text)


def _label(label: model.Label | None) -> Record | None:
    return None if label is None else {"vi": label.vi, "en": label.en}


# ---- facts


class _Records:
    """Makes the records of facts; knows what targets a fact has and how late sources are."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._units = {"rank": RANK_UNIT, **base.units}
        self._published = {id_: source.published for id_, source in base.sources.items()}
        self._latest: dict[str, str] = {}
        """The end of the latest period for which a source has a figure."""
        self.targets: dict[str, list[str]] = {}
        self.figures: Counter[str] = Counter()
        """How many figures and goals cite a source."""
        self.verdicts: dict[str, list[str]] = {}
        """Of each fact whose record was made, those of its goals by its own figure."""
        for fact in base.facts.values():
            self.figures.update(seen.evidence.source for seen in _figures(fact))
            if fact.period is not None and fact.kind in NUMERIC:
                source = fact.evidence.source
                self._latest[source] = max(_end(fact.period), self._latest.get(source, ""))
        for id_, target in base.targets.items():
            self.targets.setdefault(target.fact, []).append(id_)
            self.figures[target.evidence.source] += 1
            if target.nation is not None:
                self.figures[target.nation.evidence.source] += 1

    def fact(self, id_: str) -> Record:
        """The record of a fact."""
        fact = self._base.facts[id_]
        others = sorted(fact.observations, key=self._moment)
        earlier = sum(self._moment(seen) < self._moment(fact) for seen in others)
        series = [*others[:earlier], fact, *others[earlier:]]
        targets = self.targets.get(id_, [])
        goals = self._goals(fact, targets, series)
        self.verdicts[id_] = [goal["standings"][earlier]["verdict"] for goal in goals]
        return {
            "id": id_,
            "topic": fact.topic,
            "kind": fact.kind,
            "label": _label(fact.label),
            "unit": fact.unit,
            **self._figure(fact, fact.kind, fact.unit),
            "change": _change(fact.change),
            "aliases": fact.aliases,
            "targets": targets,
            "share_of": fact.share_of,
            "observations": [
                self._figure(seen, model.kind_of(seen, fact.unit) or "", fact.unit, of=fact.of)
                for seen in others
            ],
            "earlier": earlier,
            "newer": self._newer(series),
            "goals": goals,
        }

    def _newer(self, series: Sequence[model.Figure]) -> list[int | None]:
        """For each figure, where the newest of the same kind of time stands, if it is later.

        Of several sources for one period the first that was entered counts.
        """
        if len(series) == 1:
            return [None]
        newest: dict[int | None, int] = {}
        for place, seen in enumerate(series):
            length = months(seen.period)
            before = newest.get(length)
            if before is None or series[before].period != seen.period:
                newest[length] = place
        moments = [*map(self._moment, series)]
        newer: list[int | None] = []
        for seen, moment in zip(series, moments, strict=True):
            places = [
                place for place in newest.values() if is_alike(seen.period, series[place].period)
            ]
            last = max(places, key=lambda place: moments[place])
            newer.append(last if moments[last] > moment else None)
        return newer

    def _moment(self, figure: model.Figure) -> str:
        """When a figure was so, as text in the order of time.

        One without a period is as late as its source was published, or else as the latest period
        for which its source has a figure: "so far" is no earlier than what a document knows.
        """
        source = figure.evidence.source
        published = self._base.sources[source].published
        if period := figure.period or published:
            return _end(period)
        return self._latest.get(source, "")

    def _figure(
        self, seen: model.Figure, kind: str, unit: str | None, *, of: Decimal | None = None
    ) -> Record:
        """The record of one figure; `of` is the fact's, for a figure that has none."""
        total = of if seen.of is None else seen.of
        figure: Any = {
            "value": _value(seen),
            "of": None if total is None else plain(total),
            "bound": seen.bound,
            "estimate": seen.estimate,
            "period": seen.period,
            "note": _label(seen.note),
            "source": _where(self._base, seen.evidence),
        }
        known: Any = _unit(self._units[unit]) if unit in self._units else None
        words = {lang: figure_of(figure, kind, known, lang=lang) for lang in LANGUAGES}
        if kind in NUMERIC:
            figure["value"] = _marked(figure["value"])
            figure["of"] = _marked(figure["of"])
        has_document = self._base.sources[seen.evidence.source].file is not None
        return {**figure, "figure": words, "proven": has_document, "kind": kind}

    def _goals(
        self, fact: model.Fact, targets: Sequence[str], series: Sequence[model.Figure]
    ) -> list[Record]:
        """The goals of a fact, each held against every figure of the series."""
        if not targets:
            return []
        share = self._units[fact.unit or "rank"].share
        known = verdict.Series(fact, share=share, published=self._published)
        return [
            self._goal(id_, fact)
            | {
                "standings": [
                    _judged(known.standing(seen, self._base.targets[id_])) for seen in series
                ]
            }
            for id_ in targets
        ]

    def _goal(self, id_: str, fact: model.Fact) -> Record:
        target = self._base.targets[id_]
        is_range = isinstance(target.goal, list)
        unit: Any = _unit(self._units[fact.unit or "rank"])
        return {
            "target": id_,
            "goal": [*map(_exact, target.goal)] if is_range else _exact(target.goal),  # type: ignore[arg-type]
            "sense": target.sense,
            "set_by": _label(target.set_by),
            "scope": target.scope,
            "due": target.due,
            "stated": target.stated,
            "source": _where(self._base, target.evidence),
            "note": _label(target.note),
            "nation": target.nation
            and {
                "value": _exact(target.nation.value),
                "period": target.nation.period,
                "source": _where(self._base, target.nation.evidence),
            },
            "figure": {
                lang: f"{SENSES[target.sense]} {amount(_goal_digits(target), unit, lang=lang)}"
                for lang in LANGUAGES
            },
        }


def _judged(found: verdict.Standing) -> Record:
    return {
        "margin": _MARK + trimmed(plain(found.margin)),
        "verdict": found.verdict,
        "stage": found.stage,
        "needs": found.needs and _MARK + trimmed(plain(found.needs)),
        "on_track": found.on_track,
    }


def _goal_digits(target: model.Target) -> str | list[str]:
    goal = target.goal
    return [*map(plain, goal)] if isinstance(goal, list) else plain(goal)


def _figures(fact: model.Fact) -> list[model.Figure]:
    """A fact as its own figure, and those of other times."""
    return [fact, *fact.observations]


def _fact_row(records: _Records, position: int, id_: str) -> tuple[object, ...]:
    position_, text, proof = _row(position, records.fact(id_))
    return position_, id_, len(records.targets.get(id_, [])), text, proof


def _value(seen: model.Figure) -> Any:
    """The value by kind: digits, both ends of a range, a date, or a text in both languages."""
    if isinstance(seen, model.Fact) and seen.date is not None:
        return seen.date.isoformat()
    if isinstance(seen, model.Fact) and seen.text is not None:
        text = seen.text
        return _label(text) if isinstance(text, model.Label) else {"vi": text, "en": text}
    digits = [*map(plain, seen.numbers)]
    return digits if seen.range is not None else digits[0] if digits else None


def _change(change: model.Change | None) -> Record | None:
    if change is None:
        return None
    return {"by": _exact(change.by), "since": change.since, "unit": change.unit}


def _marked(digits: Any) -> Any:
    """Digits, or both ends of a range, marked as numbers."""
    if isinstance(digits, list):
        return [_MARK + end for end in digits]
    return None if digits is None else _MARK + digits


def _where(base: FactBase, evidence: model.Evidence) -> Record:
    """Where something is printed: the words, and the document."""
    source = base.sources[evidence.source]
    return {
        "id": evidence.source,
        "line": evidence.line,
        "text": evidence.text,
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
    }


def _end(period: str) -> str:
    """The end of a period as text in the order of time; a year ends after its months."""
    return period.rpartition("/")[2].ljust(len("2023-12-31"), "~")


# ---- what there is one of


def _about_rows(base: FactBase, order: Sequence[str]) -> Iterator[tuple[object, ...]]:
    wholes: dict[str, list[str]] = {}
    for id_ in order:
        if (whole := base.facts[id_].share_of) is not None:
            wholes.setdefault(whole, []).append(id_)
    yield _row("title", _label(base.title))
    yield _row("edition", {"version": base.head.version, "licence": base.head.licence})
    units = {"rank": RANK_UNIT, **base.units}
    yield _row("units", {id_: _unit(units[id_]) for id_ in sorted(units)})
    yield _row("topics", [*_topics(base, order)])
    yield _row("wholes", wholes)
    yield _row("years", _years(base))
    tables = model.TABLES.items()
    yield _row("meanings", {name: table.meanings() for name, table in tables})


def _years(base: FactBase) -> dict[str, dict[str, int]]:
    """By topic, how many of its facts, with those of its subtopics, have a figure of each year."""
    years: dict[str, Counter[str]] = {id_: Counter() for id_ in base.topics}
    for fact in base.facts.values():
        of_fact = {last_year(seen.period) for seen in _figures(fact)} - {None}
        for topic in _with_parents(fact.topic):
            years[topic].update(of_fact)  # type: ignore[arg-type]
    return {id_: dict(sorted(counts.items())) for id_, counts in years.items()}


def _unit(unit: model.Unit) -> Record:
    return {
        "label": _label(unit.label),
        "joined": unit.joined,
        "scaled": unit.scaled,
        "share": unit.share,
    }


def _source(base: FactBase, id_: str, figures: int) -> Record:
    source = base.sources[id_]
    return {
        "id": id_,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "lang": source.lang,
        "file": source.file,
        "published": source.published,
        "retrieved": source.retrieved,
        "author": source.author,
        "licence": source.licence,
        "note": _label(source.note),
        "figures": figures,
        "proven": source.file is not None,
    }


def _topics(base: FactBase, order: Sequence[str]) -> Iterator[Record]:
    own = Counter(base.facts[id_].topic for id_ in order)
    within: Counter[str] = Counter()
    for id_, facts in own.items():
        for ancestor in _with_parents(id_):
            within[ancestor] += facts
    first = 0
    for id_ in _topic_order(base):
        topic = base.topics[id_]
        yield {
            "id": id_,
            "label": _label(topic.label),
            "parent": id_.rpartition(".")[0] or None,
            "facts": within[id_],
            "aliases": topic.aliases,
            "first": first,
            "stands_for": _standing(base, topic, order[first : first + within[id_]], first),
        }
        first += own[id_]


def _standing(base: FactBase, topic: model.Topic, ids: Sequence[str], first: int) -> int | None:
    """The position of the fact that stands for a topic: the one named, else the first figure."""
    for position, id_ in enumerate(ids, first):
        is_first_figure = topic.stands_for is None and base.facts[id_].kind in NUMERIC
        if id_ == topic.stands_for or is_first_figure:
            return position
    return None


def _topic_order(base: FactBase) -> list[str]:
    """Topics as the file orders them, each followed by its own subtopics."""
    file_order = {id_: position for position, id_ in enumerate(base.topics)}
    return sorted(base.topics, key=lambda id_: [file_order[above] for above in _with_parents(id_)])


def _reading_order(base: FactBase) -> list[str]:
    """Fact ids by topic, and within one as the file orders them."""
    place = {id_: position for position, id_ in enumerate(_topic_order(base))}
    return sorted(base.facts, key=lambda id_: place[base.facts[id_].topic])


def _with_parents(topic: str) -> list[str]:
    """A topic and those above it, the highest first."""
    parts = topic.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


# ---- names


def _topic_names(base: FactBase) -> Iterator[tuple[object, ...]]:
    """Everything that a topic may be called."""
    yield fold(ROOT), 0, "topic", ROOT
    for id_, topic in base.topics.items():
        names = [fold(name) for name in (*topic.aliases, topic.label.vi, topic.label.en)]
        yield from _name_rows("topic", id_, names)


def _target_names(order: Sequence[str], records: _Records) -> Iterator[tuple[object, ...]]:
    """Targets go by their ids alone, where nothing else bears that name."""
    for id_ in order:
        for target in records.targets.get(id_, []):
            yield fold(target), TARGET_RANK, "target", f"{id_}/{target}"


def _name_rows(kind: str, id_: str, folded: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """A thing by its id (rank 0) and by its other names (1)."""
    keys = {fold(id_): 0}
    for name in folded:
        keys.setdefault(name, 1)
    for key, rank in keys.items():
        yield key, rank, kind, id_
