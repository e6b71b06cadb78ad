"""The compiled index, asked: every look-up of a warm call is one or two indexed queries here.

A fact is one row: the JSON record that commands return, with a checksum. Its goals and its figures
of other times are in the record, so nothing has to be joined.
"""

from __future__ import annotations

import sys
from binascii import crc32

from laichau_cli.index import database
from laichau_cli.index.times import as_of, with_figure
from laichau_cli.language.fold import fold
from laichau_cli.records import Number, read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Self

    from laichau_cli.records import (
        FactRecord,
        Label,
        Lang,
        SourceRecord,
        TopicRecord,
        UnitRecord,
    )

Span = tuple[int, int]
"""First and last position of facts that stand together in reading order."""
EVERYTHING: Span = (0, sys.maxsize)
ROOT = "all"
"""The topic of all topics, which has a name but no record."""
_AFTER_ALL = "\U0010ffff"
"""What sorts behind every name that begins with the text before it."""


class Damaged(database.DatabaseError):
    """A record of the index is not as it was written, or is gone."""


def checksum(key: object, text: str) -> int:
    """The checksum of a record, by which it proves itself: CRC-32 of its key and its text."""
    return crc32(f"{key}\n{text}".encode())


class Index:
    """An open index. Every method is one or two indexed queries; facts come in reading order."""

    def __init__(self, connection: database.Connection, *, folder: str) -> None:
        self.connection = connection
        self.folder = folder
        """The folder that the base's documents are below."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    # ---- what there is one of

    def title(self) -> Label:
        """The name of the base."""
        title: Label = self._about("title")
        return title

    def edition(self) -> dict[str, str | None]:
        """The `version` and `licence` of the base, and the `digest` of its files."""
        (digest,) = self.connection.execute("SELECT digest FROM made").fetchone()
        return {**self._about("edition"), "digest": digest}

    def meanings(self) -> dict[str, dict[str, str]]:
        """By table and key, what the layout of bases says of it."""
        meanings: dict[str, dict[str, str]] = self._about("meanings")
        return meanings

    def units(self) -> dict[str, UnitRecord]:
        """All units by id."""
        units: dict[str, UnitRecord] = self._about("units")
        return units

    def topics(self) -> list[TopicRecord]:
        """All topics."""
        topics: list[TopicRecord] = self._about("topics")
        return topics

    def years(self) -> dict[str, dict[str, Number]]:
        """By topic, how many of its facts have a figure of each year."""
        years: dict[str, dict[str, Number]] = self._about("years")
        return years

    def wholes(self) -> dict[str, list[str]]:
        """By the name of a whole, the ids of the facts that are shares of it, in order."""
        wholes: dict[str, list[str]] = self._about("wholes")
        return wholes

    def _about(self, name: str) -> Any:
        return self._one("about", "name", name)

    def source(self, id_: str) -> SourceRecord:
        """The source of this id."""
        source: SourceRecord = self._one("source", "id", id_)
        return source

    def sources(self) -> list[SourceRecord]:
        """All sources, by id."""
        rows = self.connection.execute("SELECT id, record, proof FROM source ORDER BY id")
        return [_record(*row) for row in rows]

    def _one(self, table: str, key: str, value: object) -> Any:
        row = self.connection.execute(
            f"SELECT {key}, record, proof FROM {table} WHERE {key} = ?",  # noqa: S608  (ours)
            (value,),
        ).fetchone()
        if row is None:
            raise Damaged
        return _record(*row)

    # ---- names

    def named(self, name: str) -> list[tuple[str, str]]:
        """(`topic`, `fact` or `target`, id) of all that bear exactly `name`: by id, else by any.

        A target's id here is that of its fact, a slash, and its own. Case, accents
        and punctuation do not count, but an id as it is written goes before all.
        """
        typed = name.encode("utf-8", "replace").decode("utf-8")
        rows = self.connection.execute(
            "SELECT id = ?, rank, kind, id FROM name WHERE key = ? ORDER BY 1 DESC, rank",
            (typed, fold(name)),
        ).fetchall()
        return list(
            dict.fromkeys((kind, id_) for *best, kind, id_ in rows if best == [*rows[0][:2]])
        )

    def beginning(self, prefix: str, *, most: int) -> list[tuple[str, str]]:
        """(kind, id) of up to `most` things a name of which begins with `prefix`, ids first."""
        key = fold(prefix)
        if not key:
            return []
        rows = self.connection.execute(
            "SELECT min(rank), kind, id FROM name WHERE key >= ? AND key < ? AND kind <> 'target'"
            " GROUP BY kind, id ORDER BY 1, id LIMIT ?",
            (key, key + _AFTER_ALL, most),
        ).fetchall()
        by_id = [(kind, id_) for rank, kind, id_ in rows if rank == 0]
        return by_id if len(by_id) == 1 else [(kind, id_) for _, kind, id_ in rows]

    def ids_named(self, keys: Sequence[str]) -> list[str]:
        """Ids of what bears one of these folded names, those that are ids first."""
        marks = ",".join("?" * len(keys))
        rows = self.connection.execute(
            f"SELECT id FROM name WHERE key IN ({marks}) AND kind <> 'target'"  # noqa: S608
            " ORDER BY rank, key, id",
            keys,
        )
        return [id_ for (id_,) in rows]

    def completions(
        self, incomplete: str, *, lang: Lang, topics: bool = True
    ) -> list[tuple[str, str]]:
        """(id, label) of the facts, and `topics`, whose id begins with `incomplete`."""
        rows = self.connection.execute(
            "SELECT position, record, proof FROM fact WHERE id >= ? AND id < ? ORDER BY id"
            " LIMIT 200",
            (incomplete, incomplete + _AFTER_ALL),
        )
        found = [topic for topic in self.topics() if topic["id"].startswith(incomplete)]
        found = sorted(found if topics else [], key=lambda topic: topic["id"])
        return [
            (thing["id"], thing["label"][lang])
            for thing in [*found, *(_record(*row) for row in rows)]
        ][:200]

    def names_beginning(
        self, folded: str, *, lang: Lang, topics: bool = True
    ) -> list[tuple[str, str, str]]:
        """(folded name, id, label) of facts, and `topics`, by the first name that begins so."""
        kinds = ("fact", "topic") if topics else ("fact", "fact")
        rows = self.connection.execute(
            "SELECT min(key), kind, id FROM name WHERE key >= ? AND key < ? AND kind IN (?, ?)"
            " GROUP BY kind, id ORDER BY 1 LIMIT 200",
            (folded, folded + _AFTER_ALL, *kinds),
        ).fetchall()
        facts = self.facts_at([self.position(id_) for _, kind, id_ in rows if kind == "fact"])
        labels = {thing["id"]: thing["label"][lang] for thing in (*facts, *self.topics())}
        return [(name, id_, labels[id_]) for name, _, id_ in rows]

    # ---- facts

    def span(self, topic: str) -> Span:
        """Where the facts of `topic` and its subtopics stand."""
        for known in self.topics():
            if known["id"] == topic:
                first = int(known["first"])
                return first, first + int(known["facts"]) - 1
        raise Damaged

    def position(self, fact: str) -> int:
        """Where the fact of this id stands."""
        row = self.connection.execute("SELECT position FROM fact WHERE id = ?", (fact,)).fetchone()
        if row is None:
            raise Damaged
        return int(row[0])

    def count(self, span: Span) -> int:
        """How many facts stand in `span`."""
        (last,) = self.connection.execute("SELECT max(position) FROM fact").fetchone()
        return min(span[1], -1 if last is None else last) - span[0] + 1

    def facts(
        self,
        span: Span = EVERYTHING,
        *,
        lang: Lang | None = None,
        at: str | None = None,
        with_goals: bool = False,
    ) -> Iterator[FactRecord]:
        """The facts that stand in `span`, or those of them that have goals.

        The value of a text is in `lang`; without, in both languages. With `at`, a year or `latest`,
        each fact as it was then, and only those with a figure of then.
        """
        which = " AND goals > 0" if with_goals else ""
        rows = self.connection.execute(
            "SELECT position, record, proof FROM fact"  # noqa: S608
            f" WHERE position BETWEEN ? AND ?{which} ORDER BY position",
            span,
        )
        for row in rows:
            fact: FactRecord | None = _fact(*row)
            if at is not None:
                fact = as_of(fact, at)  # type: ignore[arg-type]
            if fact is not None:
                yield _in_language(fact, lang)

    def facts_at(self, positions: Iterable[int], *, lang: Lang | None = None) -> list[FactRecord]:
        """The facts at these positions, in the order asked for."""
        wanted = [*positions]
        rows = self.connection.execute(
            "SELECT position, record, proof FROM fact"  # noqa: S608
            f" WHERE position IN ({','.join(map(str, wanted))})"
        )
        found = {row[0]: _fact(*row) for row in rows}
        if len(found) < len({*wanted}):
            raise Damaged
        return [_in_language(found[position], lang) for position in wanted]

    def passage(self, source: SourceRecord, line: Number | None) -> str | None:
        """One line of a source's document; None where it has none, or it cannot be read."""
        if source["file"] is None or line is None:
            return None
        from laichau_cli.base.files import read_below

        try:
            lines = read_below(self.folder, source["file"]).split(b"\n", int(line))
            return lines[int(line) - 1].decode("utf-8").strip()
        except (OSError, ValueError, IndexError):
            return None


def _record(key: object, text: str, proof: int) -> Any:
    if checksum(key, text) != proof:
        raise Damaged
    return read_json(text)


def _fact(key: object, text: str, proof: int) -> FactRecord:
    """A fact with its own figure."""
    fact: FactRecord = _record(key, text, proof)
    return with_figure(fact, int(fact["earlier"]))


def _in_language(fact: FactRecord, lang: Lang | None) -> FactRecord:
    if fact["kind"] == "text" and lang is not None:
        return {**fact, "value": fact["value"][lang]}  # type: ignore[index, call-overload]
    return fact
