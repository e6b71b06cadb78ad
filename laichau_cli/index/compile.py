"""From a valid fact base to an index: everything a warm call would otherwise have to work out."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from laichau_cli.base import model, verdict
from laichau_cli.base.files import read_below, read_regular
from laichau_cli.base.load import File, dumped, loaded, parse
from laichau_cli.base.rules import REPORTED, ROOT, FactBase, Report, read_files
from laichau_cli.errors import BaseError
from laichau_cli.index import seal
from laichau_cli.index import words as entries
from laichau_cli.language.figures import plain, trimmed
from laichau_cli.language.fold import fold, words

SCHEMA = """
CREATE TABLE about (format TEXT, path TEXT, stamp TEXT, sha256 TEXT);
CREATE TABLE part (sha256 TEXT, tables TEXT);
CREATE TABLE total (
  facts INTEGER, targets INTEGER, moments INTEGER, topics INTEGER, units INTEGER,
  sources INTEGER, shares INTEGER, proof INTEGER
);
CREATE TABLE title (vi TEXT, en TEXT, proof INTEGER);
CREATE TABLE topic (
  id TEXT PRIMARY KEY, position INTEGER, parent TEXT, label_vi TEXT, label_en TEXT, aliases TEXT,
  first INTEGER, last INTEGER, stands_for INTEGER, proof INTEGER
) WITHOUT ROWID;
CREATE TABLE unit (
  id TEXT PRIMARY KEY, label_vi TEXT, label_en TEXT, joined INTEGER, scaled INTEGER, share INTEGER,
  proof INTEGER
) WITHOUT ROWID;
CREATE TABLE source (
  id TEXT PRIMARY KEY, title TEXT, publisher TEXT, url TEXT, lang TEXT, file TEXT, proof INTEGER
) WITHOUT ROWID;
CREATE TABLE fact (
  position INTEGER PRIMARY KEY, id TEXT, topic TEXT, kind TEXT, label_vi TEXT, label_en TEXT,
  value TEXT, other TEXT, of TEXT, unit TEXT, bound TEXT, estimate INTEGER, period TEXT,
  change_by TEXT, change_since TEXT, note_vi TEXT, note_en TEXT, aliases TEXT,
  source TEXT, line INTEGER, text TEXT, targets TEXT, share_of TEXT,
  targets_before INTEGER, moments_before INTEGER, proof INTEGER
);
CREATE TABLE target (
  position INTEGER PRIMARY KEY, id TEXT, fact INTEGER, low TEXT, high TEXT, sense TEXT,
  set_by_vi TEXT, set_by_en TEXT, scope TEXT, due TEXT, stated TEXT,
  source TEXT, line INTEGER, text TEXT, note_vi TEXT, note_en TEXT, margin TEXT, verdict TEXT,
  proof INTEGER
);
CREATE TABLE observation (
  fact INTEGER, moment INTEGER, is_own INTEGER,
  value TEXT, period TEXT, source TEXT, line INTEGER, text TEXT, proof INTEGER,
  PRIMARY KEY (fact, moment)
) WITHOUT ROWID;
CREATE TABLE name (key TEXT, rank INTEGER, kind TEXT, id TEXT);
CREATE TABLE place (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX fact_id ON fact (id);
CREATE INDEX name_key ON name (key, rank, kind, id);
"""
STALE = 3600.0
"""Seconds after which a file being written is one whose writer is gone."""
MAX_BASE = 2**30
"""Bytes of a file of a base that will be read: a million facts have half of that."""
FIGURES = ("number", "range", "rank", "fraction")
"""Kinds of facts that are figures."""
NAME = "INSERT INTO name VALUES (?, ?, ?, ?)"
RANK_UNIT = model.Unit(label=model.Label(vi="hạng", en="rank"))
"""Every base has the unit `rank`, defined or not."""


class About(NamedTuple):
    """What an index says of itself: how it is laid out, and what it was made from."""

    format: str
    path: str
    stamp: str
    files: Sequence[File]

    @property
    def sha256(self) -> str:
        """The digest of each file, in their order."""
        return " ".join(file.sha256 for file in self.files)


def read(
    paths: Sequence[str], *, folder: str | None = None, known: Mapping[str, str] | None = None
) -> list[File]:
    """The files of a base, parsed; but those `known`, by digest, from an older index.

    Those of a base that is a folder are read only below it. Raises `BaseError` with every file that
    cannot be read or is not TOML.
    """
    known = known or {}
    files: list[File] = []
    messages: list[str] = []
    for path in paths:
        try:
            data = _bytes(path, folder)
            digest = hashlib.sha256(data).hexdigest()
            if digest in known:
                files.append(File(path, digest, loaded(known[digest])))
            else:
                files.append(parse(path, data))
        except BaseError as error:
            messages += error.messages
    if messages:
        raise BaseError(*messages)
    return files


def _bytes(path: str, folder: str | None) -> bytes:
    try:
        if folder is not None:
            return read_below(folder, os.path.basename(path), most=MAX_BASE)
        return read_regular(path, most=MAX_BASE)
    except OSError as error:
        raise BaseError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise BaseError(f"{path}: {str(error).removeprefix('it ')}; name another") from None


def parsed(files: Sequence[File], *, report: Report | None = None) -> FactBase:
    """The valid base in `files`; raises `BaseError` with every mistake."""
    return read_files(files, report=report)


def in_memory(base: FactBase, about: About, *, report: Report | None = None) -> sqlite3.Connection:
    """An index that lives as long as its connection."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _write(connection, base, about, report)
    return connection


def to_file(
    file: str, base: FactBase, about: About, *, began: int, report: Report | None = None
) -> bool:
    """Write the index beside `file` and rename it into place; whether that could be done.

    `began` is when the base was read (ns since the epoch). It becomes the file's time, so that a
    change made to the base while this was writing is never taken for an old one.
    """
    beside = f"{file}.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    _sweep(file)
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with contextlib.closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _write(connection, base, about, report)
        seal.put(beside, began)
        os.replace(beside, file)
    except (OSError, sqlite3.Error):
        return False
    finally:
        with contextlib.suppress(OSError):
            os.remove(beside)
    return True


def _sweep(file: str) -> None:
    """Remove what builds of this index left that were killed: no build takes an hour."""
    folder, name = os.path.split(file)
    with contextlib.suppress(OSError):
        for left in os.listdir(folder):
            path = os.path.join(folder, left)
            if left.startswith(f"{name}.") and left.endswith(".tmp") and _is_stale(path):
                os.remove(path)


def _is_stale(path: str) -> bool:
    return time.time() - os.stat(path).st_mtime > STALE


def _write(
    connection: sqlite3.Connection, base: FactBase, about: About, report: Report | None
) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")  # nothing is written but the index
    connection.executescript(SCHEMA + entries.SCHEMA)
    connection.execute("BEGIN")
    order = _reading_order(base)
    positions = {id_: position for position, id_ in enumerate(order)}
    _insert(connection, "topic", _sealed(_topic_rows(base, order)))
    _insert(connection, "unit", _sealed(_unit_rows(base)))
    _insert(connection, "source", _sealed(_source_rows(base)))
    targets, moments = _targets_of(base), _moments(base)
    _insert(connection, "fact", _sealed(_fact_rows(base, order, targets, moments)))
    _insert(connection, "total", _sealed([_total(base, moments)]))
    _insert(connection, "observation", _sealed(_observation_rows(order, moments)))
    _insert(connection, "target", _sealed(_target_rows(base, order, positions, targets)))
    _insert(connection, "name", _topic_names(base))
    _write_entries(connection, base, positions, report)
    _insert(connection, "place", _place_rows(base))
    _insert(connection, "title", _sealed([(base.title.vi, base.title.en)]))
    if len(about.files) > 1:
        _insert(connection, "part", ((file.sha256, dumped(file.raw)) for file in about.files))
    _insert(connection, "about", [(about.format, about.path, about.stamp, about.sha256)])
    connection.execute("COMMIT")
    connection.executescript(INDEXES)


def _watched(ids: Sequence[str], doing: str, report: Report | None) -> Iterator[str]:
    for done, id_ in enumerate(ids):
        if report is not None and done % REPORTED == 0:
            report(doing, done, len(ids))
        yield id_


def _write_entries(
    connection: sqlite3.Connection,
    base: FactBase,
    positions: Mapping[str, int],
    report: Report | None,
) -> None:
    """What search needs: see `entries`."""
    rows = entries.Entries(base)
    in_order = entries.in_search_order(base, positions)
    for place, id_ in enumerate(_watched(in_order, "indexing facts", report)):
        row = rows.row(id_)
        entry = (place, positions[id_], *row)
        connection.execute(entries.ENTRY, (*entry, seal.of_row(entry)))
        connection.execute(entries.WORDS, (place, *entries.indexed(*row)))
        folded = row[0].split("\n")[: entries.OWN_NAMES + len(base.facts[id_].aliases)]
        connection.executemany(NAME, _name_rows("fact", id_, folded))
    _insert(connection, "term", _sealed(connection.execute(entries.COUNTED)))


def _sealed(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Rows that hold figures, each with its checksum; they hold text, whole numbers and None."""
    return ((*row, seal.of_row(row)) for row in rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _topic_order(base: FactBase) -> list[str]:
    """Topics as the file orders them, each followed by its own subtopics."""
    file_order = {id_: position for position, id_ in enumerate(base.topics)}

    def place(id_: str) -> list[int]:
        return [file_order[ancestor] for ancestor in _with_parents(id_)]

    return sorted(base.topics, key=place)


def _reading_order(base: FactBase) -> list[str]:
    """Fact ids by topic, and within one as the file orders them."""
    place = {id_: position for position, id_ in enumerate(_topic_order(base))}
    return sorted(base.facts, key=lambda id_: place[base.facts[id_].topic])


def _topic_rows(base: FactBase, order: list[str]) -> Iterator[tuple[object, ...]]:
    topics = _topic_order(base)
    own = Counter(base.facts[id_].topic for id_ in order)
    within: Counter[str] = Counter()
    for id_, facts in own.items():
        for ancestor in _with_parents(id_):
            within[ancestor] += facts
    first = 0
    for position, id_ in enumerate(topics):
        topic = base.topics[id_]
        last = first + within[id_] - 1
        yield (
            id_, position, id_.rpartition(".")[0] or None, topic.label.vi, topic.label.en,
            "\n".join(topic.aliases), first, last, _standing(base, topic, order, first, last),
        )  # fmt: skip
        first += own[id_]


def _standing(
    base: FactBase, topic: model.Topic, order: list[str], first: int, last: int
) -> int | None:
    """The position of the fact that stands for a topic: the one named, else the first figure."""
    for position in range(first, last + 1):
        id_ = order[position]
        if id_ == topic.stands_for:
            return position
        if topic.stands_for is None and base.facts[id_].kind in FIGURES:
            return position
    return None


def _unit_rows(base: FactBase) -> Iterator[tuple[object, ...]]:
    for id_, unit in {"rank": RANK_UNIT, **base.units}.items():
        is_so = (int(unit.joined), int(unit.scaled), int(unit.share))
        yield id_, unit.label.vi, unit.label.en, *is_so


def _source_rows(base: FactBase) -> Iterator[tuple[object, ...]]:
    for id_, source in base.sources.items():
        yield id_, source.title, source.publisher, source.url, source.lang, source.file


def _targets_of(base: FactBase) -> dict[str, list[str]]:
    targets: dict[str, list[str]] = {}
    for id_, target in base.targets.items():
        targets.setdefault(target.fact, []).append(id_)
    return targets


def _total(base: FactBase, moments: dict[str, list[Moment]]) -> tuple[int, ...]:
    """How many of everything there are, for a reader to see that none is lost."""
    return (
        len(base.facts), len(base.targets), sum(map(len, moments.values())), len(base.topics),
        len({"rank", *base.units}), len(base.sources),
        sum(fact.share_of is not None for fact in base.facts.values()),
    )  # fmt: skip


def _fact_rows(
    base: FactBase,
    order: list[str],
    targets: dict[str, list[str]],
    moments: dict[str, list[Moment]],
) -> Iterator[tuple[object, ...]]:
    targets_before = moments_before = 0
    for position, id_ in enumerate(order):
        yield *_fact_row(base, id_, position, targets), targets_before, moments_before
        targets_before += len(targets.get(id_, ()))
        moments_before += len(moments.get(id_, ()))


def _fact_row(
    base: FactBase, id_: str, position: int, targets: dict[str, list[str]]
) -> tuple[object, ...]:
    fact = base.facts[id_]
    value, other = _printed_value(fact)
    note, change, evidence = fact.note, fact.change, fact.evidence
    return (
        position, id_, fact.topic, fact.kind, fact.label.vi, fact.label.en, value, other,
        _plain(fact.of), fact.unit, fact.bound, int(fact.estimate), fact.period,
        plain(change.by) if change else None, change.since if change else None,
        note.vi if note else None, note.en if note else None, "\n".join(fact.aliases),
        evidence.source, evidence.line, evidence.text, "\n".join(targets.get(id_, [])),
        fact.share_of,
    )  # fmt: skip


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _printed_value(fact: model.Fact) -> tuple[str | None, str | None]:
    """The value, and the second of a range (its end) or of a text (the English)."""
    if fact.range is not None:
        return plain(fact.range[0]), plain(fact.range[1])
    if fact.date is not None:
        return fact.date.isoformat(), None
    if isinstance(fact.text, model.Label):
        return fact.text.vi, fact.text.en
    return fact.text or _plain(fact.value), None


class Moment(NamedTuple):
    """One figure of a fact at one time; the fact's own may be of any kind."""

    fact: model.Fact
    is_own: bool


def _moments(base: FactBase) -> dict[str, list[Moment]]:
    """The figures in the order of time of each fact that has several, or a target.

    A figure without a period is as late as the latest period that its source reports a figure for:
    "so far" in a document is no earlier than what the document knows.
    """
    latest: dict[str, str] = {}
    for fact in base.facts.values():
        if fact.period is not None and (fact.value is not None or fact.range is not None):
            end = _end(fact.period)
            latest[fact.evidence.source] = max(end, latest.get(fact.evidence.source, ""))
    judged = {target.fact for target in base.targets.values()}
    moments = {}
    for id_, fact in base.facts.items():
        if not fact.observations and id_ not in judged:
            continue
        own = Moment(fact, is_own=True)
        others = [Moment(_observed(fact, seen), is_own=False) for seen in fact.observations]
        moments[id_] = sorted(
            [own, *others],
            key=lambda moment: (
                _end(moment.fact.period)
                if moment.fact.period
                else latest.get(moment.fact.evidence.source, "")
            ),
        )
    return moments


def _end(period: str) -> str:
    """The end of a period as text in the order of time; a year ends after its months."""
    return period.rpartition("/")[2].ljust(len("2023-12-31"), "~")


def _observed(fact: model.Fact, seen: model.Observation) -> model.Fact:
    """The fact as another observation has it; what was said of its own figure does not hold."""
    return fact.model_copy(
        update={
            "value": seen.value,
            "period": seen.period,
            "evidence": seen.evidence,
            "bound": None,
            "estimate": False,
            "change": None,
            "note": None,
        }
    )


def _observation_rows(
    order: list[str], moments: dict[str, list[Moment]]
) -> Iterator[tuple[object, ...]]:
    for position, id_ in enumerate(order):
        for number, moment in enumerate(moments.get(id_, ())):
            fact, evidence = moment.fact, moment.fact.evidence
            yield (
                position, number, int(moment.is_own), _printed_value(fact)[0],
                fact.period, evidence.source, evidence.line, evidence.text,
            )  # fmt: skip


def _targets_in_order(order: list[str], targets: dict[str, list[str]]) -> Iterator[tuple[int, str]]:
    return enumerate(target for fact in order for target in targets.get(fact, []))


def _target_rows(
    base: FactBase, order: list[str], positions: dict[str, int], targets: dict[str, list[str]]
) -> Iterator[tuple[object, ...]]:
    for position, id_ in _targets_in_order(order, targets):
        target = base.targets[id_]
        low, high = verdict.ends(target.goal)
        evidence, note = target.evidence, target.note
        distance, judged = verdict.of_target(base.facts[target.fact], target)
        yield (
            position, id_, positions[target.fact], plain(low),
            plain(high) if isinstance(target.goal, list) else None, target.sense,
            target.set_by.vi, target.set_by.en, target.scope, target.due, target.stated,
            evidence.source, evidence.line, evidence.text,
            note.vi if note else None, note.en if note else None,
            trimmed(plain(distance)), judged,
        )  # fmt: skip


def _topic_names(base: FactBase) -> Iterator[tuple[object, ...]]:
    """Everything that a topic may be called."""
    yield fold(ROOT), 0, "topic", ROOT
    for id_, topic in base.topics.items():
        names = [fold(name) for name in (*topic.aliases, topic.label.vi, topic.label.en)]
        yield from _name_rows("topic", id_, names)


def _name_rows(kind: str, id_: str, folded: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """A thing by its id (rank 0) and by its other names (1)."""
    keys = {fold(id_): 0}
    for name in folded:
        keys.setdefault(name, 1)
    for key, rank in keys.items():
        yield key, rank, kind, id_


def _place_rows(base: FactBase) -> list[tuple[str]]:
    """The words that both titles share: the name of the place, which finds everything."""
    return [(word,) for word in sorted({*words(base.title.vi)} & {*words(base.title.en)})]


def _with_parents(topic: str) -> list[str]:
    parts = topic.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]
