"""The compiled index, asked: every look-up of a warm call is one or two indexed queries here."""

from __future__ import annotations

import sys

from laichau_cli.index import database
from laichau_cli.index.seal import proven
from laichau_cli.language.figures import last_year, plain, trimmed
from laichau_cli.language.fold import fold
from laichau_cli.records import Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Self

    from laichau_cli.records import (
        ComparisonRecord,
        FactRecord,
        Label,
        Lang,
        SourceRecord,
        TopicRecord,
        UnitRecord,
        Verdict,
    )

Span = tuple[int, int]
"""First and last position of facts that stand together in reading order."""
EVERYTHING: Span = (0, sys.maxsize)
Observation = tuple[str, str | None, int, str | None, str]
"""Value, period, whether it is the fact's own, publisher and title of its source."""
_COMPARISONS = """
SELECT target.*, fact.*, source.* FROM target
  LEFT JOIN fact ON fact.position = target.fact
  LEFT JOIN source ON source.id = target.source
WHERE target.position BETWEEN ? AND ? ORDER BY target.position
"""
"""What is lost comes as nothing, which proves nothing, and not as a row less."""
ROOT = "all"
"""The topic of all topics, which has a name but no row."""


_TARGET, _SEEN, _SOURCE, _TOPIC = 19, 9, 7, 10
"""Columns of the tables that are read side by side, their checksums included."""
_SHARE_OF, _TARGETS_BEFORE, _MOMENTS_BEFORE = 22, 23, 24
"""Columns of `fact` that no record has."""


class Lost(database.DatabaseError):
    """Something of the index is not where it was written."""


class Index:
    """An open index. Every method is one or two indexed queries; rows come in reading order."""

    def __init__(self, connection: database.Connection, *, folder: str) -> None:
        self.connection = connection
        self.folder = folder
        """The folder that the base's documents are below."""
        self.is_sound = False
        """Whether all of its file was read and found undamaged."""
        self._totals: Sequence[int] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def title(self, lang: Lang) -> str:
        """The name of the base."""
        vi, en = self._one("SELECT * FROM title")
        return str(vi if lang == "vi" else en)

    def named(self, name: str) -> list[tuple[str, str]]:
        """(`topic` or `fact`, id) of all that bear exactly `name`: by id, else by any name.

        Case, accents and punctuation do not count, but an id as it is written goes before all.
        """
        exact = self.connection.execute(
            "SELECT 'fact', id FROM fact WHERE id = :name UNION ALL"
            " SELECT 'topic', id FROM topic WHERE id = :name",
            {"name": name.encode("utf-8", "replace").decode("utf-8")},
        ).fetchall()
        if exact:
            return exact
        rows = self.connection.execute(
            "SELECT rank, kind, id FROM name WHERE key = ? ORDER BY rank", (fold(name),)
        ).fetchall()
        found = dict.fromkeys((kind, id_) for rank, kind, id_ in rows if rank == rows[0][0])
        for kind, id_ in found:
            self._prove_name(kind, id_, fold(name))
        return list(found)

    def beginning(self, prefix: str, *, most: int) -> list[tuple[str, str]]:
        """(kind, id) of up to `most` things a name of which begins with `prefix`, ids first."""
        key = fold(prefix)
        if not key:
            return []
        rows = self.connection.execute(
            "SELECT min(rank), kind, id FROM name WHERE key >= ? AND key < ?"
            " GROUP BY kind, id ORDER BY 1, id LIMIT ?",
            (key, key + "\U0010ffff", most),
        ).fetchall()
        by_id = [(kind, id_) for rank, kind, id_ in rows if rank == 0]
        return by_id if len(by_id) == 1 else [(kind, id_) for _, kind, id_ in rows]

    def ids_named(self, keys: Sequence[str]) -> list[str]:
        """Ids of what bears one of these folded names, those that are ids first."""
        listed = ",".join("?" * len(keys))
        rows = self.connection.execute(
            f"SELECT id FROM name WHERE key IN ({listed}) ORDER BY rank, key, id",  # noqa: S608
            keys,
        )
        return [id_ for (id_,) in rows]

    def completions(
        self, incomplete: str, *, lang: Lang, topics: bool = True
    ) -> list[tuple[str, str]]:
        """(id, label) of the facts, and `topics`, whose id begins with `incomplete`."""
        ends = (incomplete, incomplete + "\U0010ffff")
        rows = self.connection.execute(
            "SELECT id, label_vi, label_en FROM topic WHERE ? AND id >= ? AND id < ? UNION ALL"
            " SELECT id, label_vi, label_en FROM fact WHERE id >= ? AND id < ? LIMIT 200",
            (topics, *ends, *ends),
        )
        return [(id_, vi if lang == "vi" else en) for id_, vi, en in rows]

    def span(self, topic: str) -> Span:
        """Where the facts of `topic` and its subtopics stand."""
        *_, first, last, _ = self._one("SELECT * FROM topic WHERE id = ?", topic)
        return first, last

    def position(self, fact: str) -> int:
        """Where the fact of this id stands."""
        query = "SELECT position FROM fact WHERE id = ?"
        for (position,) in self.connection.execute(query, (fact,)):
            # The way to it is an index of its own; what is there must be the fact.
            there = self.connection.execute("SELECT id FROM fact WHERE position = ?", (position,))
            if there.fetchone() == (fact,):
                return int(position)
        raise Lost

    def topics(self) -> list[TopicRecord]:
        """All topics."""
        return [
            {
                "id": id_,
                "label": {"vi": vi, "en": en},
                "parent": parent,
                "facts": last - first + 1,
                "aliases": _split(aliases),
            }
            for id_, _, parent, vi, en, aliases, first, last, _ in self._all(
                "SELECT * FROM topic ORDER BY position", _TOPICS
            )
        ]

    def standing(self, *, lang: Lang) -> dict[str, FactRecord]:
        """The fact that stands for each topic; those without a figure have none."""
        rows = self.connection.execute(
            "SELECT topic.*, fact.* FROM topic LEFT JOIN fact ON fact.position = stands_for"
        )
        standing = {}
        for row in _so_many(rows, self._total()[_TOPICS]):
            id_, *_, stands_for = proven(row[:_TOPIC])
            if stands_for is not None:
                standing[id_] = _fact_record(_of(stands_for, row[_TOPIC:]), lang)
        return standing

    def units(self) -> dict[str, UnitRecord]:
        """All units by id."""
        return {
            id_: {
                "label": {"vi": vi, "en": en},
                "joined": bool(joined),
                "scaled": bool(scaled),
                "share": bool(share),
            }
            for id_, vi, en, joined, scaled, share in self._all("SELECT * FROM unit", _UNITS)
        }

    def facts(
        self, span: Span = EVERYTHING, *, lang: Lang, at: str | None = None
    ) -> Iterator[FactRecord]:
        """The facts that stand in `span`; the value of a text fact is in `lang`.

        With `at`, a year or `latest`, each as it was then, and only those with a figure of then.
        """
        first, last = self._within(span)
        rows = self.connection.execute(
            "SELECT * FROM fact WHERE position BETWEEN ? AND ? ORDER BY position", (first, last)
        )
        facts = _in_a_row(rows, first, last)
        if at is None:
            return (_fact_record(row, lang) for row in facts)
        seen = self._seen((first, last), at)
        return (
            record
            for row in facts
            if (record := _record_at(_fact_record(row, lang), row, seen, at))
        )

    def facts_at(self, positions: Sequence[int], *, lang: Lang) -> Iterator[FactRecord]:
        """The facts at these positions, in the order asked for."""
        listed = ",".join(map(str, positions))
        rows = self.connection.execute(
            f"SELECT * FROM fact WHERE position IN ({listed})"  # noqa: S608
        )
        found = {row[0]: row for row in rows}
        return (
            _fact_record(_of(position, found.get(position, ())), lang) for position in positions
        )

    def comparisons(
        self, span: Span = EVERYTHING, *, at: str | None = None
    ) -> Iterator[ComparisonRecord]:
        """The targets of the facts that stand in `span`, judged by their figures of `at`."""
        first, last = self._within(span)
        begin, end = self._before(first)[0], self._before(last + 1)[0] - 1
        rows = _in_a_row(self.connection.execute(_COMPARISONS, (begin, end)), begin, end)
        if at is None:
            return (_comparison_record(row, None) for row in rows)
        seen = self._seen((first, last), at)
        moments = ((row, seen[row[2]]) for row in rows)
        return (_comparison_record(row, moment) for row, moment in moments if moment)

    def count(self, span: Span) -> int:
        """How many facts stand in `span`."""
        first, last = self._within(span)
        return last - first + 1

    def observations(self, position: int) -> list[Observation]:
        """A fact's figures in the order of time, its own among them."""
        rows = self.connection.execute(
            "SELECT observation.*, source.* FROM observation"
            " LEFT JOIN source ON source.id = observation.source WHERE fact = ? ORDER BY moment",
            (position,),
        )
        moments = self._moments((position, position))
        return [_observation(row) for row in _so_many(rows, moments)]

    def observed(self) -> Iterator[tuple[str, str, str, str, int | None, str]]:
        """(fact, value, period, source, line, text) of all figures that are not facts' own."""
        rows = self.connection.execute(
            "SELECT observation.*, fact.* FROM observation"
            " LEFT JOIN fact ON fact.position = observation.fact ORDER BY observation.fact, moment"
        )
        for row in _so_many(rows, self._total()[_MOMENTS]):
            position, _, is_own, value, period, source, line, text = proven(row[:_SEEN])
            if not is_own:
                fact = proven(_of(position, row[_SEEN:]))
                yield fact[1], value, period, source, line, text

    def shares(self, span: Span = EVERYTHING) -> Iterator[tuple[str, str]]:
        """(id, whole) of the facts in `span` that are shares of one whole, in order."""
        rows = self.connection.execute(
            "SELECT * FROM fact WHERE position BETWEEN ? AND ? AND share_of IS NOT NULL"
            " ORDER BY position",
            span,
        )
        known = self._total()[_SHARES] if span == EVERYTHING else None
        for row in _so_many(rows, known):
            fact = proven(row)
            yield fact[1], fact[_SHARE_OF]

    def source(self, id_: str) -> SourceRecord:
        """The source of this id."""
        return _source_record(self._one("SELECT * FROM source WHERE id = ?", id_))

    def sources(self) -> list[SourceRecord]:
        """All sources, by id."""
        return [*map(_source_record, self._all("SELECT * FROM source ORDER BY id", _SOURCES))]

    def passage(self, source: str, line: int | None) -> str | None:
        """One line of a source's document; None where it has none, or it cannot be read."""
        file = self.source(source)["file"]
        if file is None or line is None:
            return None
        from laichau_cli.base.files import read_below

        try:
            passages = read_below(self.folder, file).split(b"\n", line)
            return passages[line - 1].decode("utf-8").strip()
        except (OSError, ValueError, IndexError):
            return None

    # ---- whether anything is lost: in a large index only its rows say so

    def _one(self, query: str, *given: object) -> Sequence[Any]:
        row = self.connection.execute(query, given).fetchone()
        if row is None:
            raise Lost
        return proven(row)

    def _all(self, query: str, kind: int) -> Iterator[Sequence[Any]]:
        return map(proven, _so_many(self.connection.execute(query), self._total()[kind]))

    def _total(self) -> Sequence[int]:
        self._totals = self._totals or self._one("SELECT * FROM total")
        return self._totals

    def _within(self, span: Span) -> Span:
        return (0, self._total()[_FACTS] - 1) if span == EVERYTHING else span

    def _moments(self, span: Span) -> int:
        """How many figures the facts have that stand in `span`, of those with several."""
        first, last = span
        return self._before(last + 1)[1] - self._before(first)[1]

    def _before(self, position: int) -> tuple[int, int]:
        """How many targets, and figures of facts with several, stand before `position`."""
        total = self._total()
        if position >= total[_FACTS]:
            return total[_TARGETS], total[_MOMENTS]
        if position == 0:
            return 0, 0
        row = self._one("SELECT * FROM fact WHERE position = ?", position)
        return row[_TARGETS_BEFORE], row[_MOMENTS_BEFORE]

    def _seen(self, span: Span, at: str) -> dict[int, Sequence[Any] | None]:
        """By position, the last figure in a year, or of all, of each fact with several.

        None where it has none of then. All figures are read: which is the last, only all prove.
        """
        rows = self.connection.execute(
            "SELECT * FROM observation WHERE fact BETWEEN ? AND ? ORDER BY fact, moment", span
        )
        seen: dict[int, Sequence[Any] | None] = {}
        before, moments = -1, 0
        for row in map(proven, _so_many(rows, self._moments(span))):
            fact, moment, _, _, period, *_ = row
            moments = moments + 1 if fact == before else 0
            if moment != moments or fact < before:
                raise Lost
            before = fact
            is_of_then = at == "latest" or last_year(period) == at
            seen[fact] = row if is_of_then else seen.get(fact)
        return seen

    def _prove_name(self, kind: str, id_: str, key: str) -> None:
        """That the fact or topic `id_` bears a name that folds to `key`."""
        if id_ == ROOT:
            return
        if kind == "fact":
            _, _, _, _, vi, en, *_ = row = self._one("SELECT * FROM fact WHERE id = ?", id_)
            aliases = row[_ALIASES]
        else:
            _, _, _, vi, en, aliases, *_ = self._one("SELECT * FROM topic WHERE id = ?", id_)
        if key not in map(fold, (id_, vi, en, *_split(aliases))):
            raise Lost


_FACTS, _TARGETS, _MOMENTS, _TOPICS, _UNITS, _SOURCES, _SHARES = range(7)
"""Columns of `total`."""
_ALIASES = 17
"""Of `fact`."""


def _in_a_row(rows: Iterable[tuple[Any, ...]], first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """Rows that count from `first` to `last` in their first column."""
    for row in rows:
        if row[0] != first:
            raise Lost
        first += 1
        yield row
    if first != last + 1:
        raise Lost


def _of(key: object, row: Sequence[Any]) -> Sequence[Any]:
    """A row that was looked for by the `key` that it begins with."""
    if not row or row[0] != key:
        raise Lost
    return row


def _so_many(rows: Iterable[tuple[Any, ...]], known: int | None) -> Iterator[tuple[Any, ...]]:
    """So many rows; any number where it is not known."""
    seen = 0
    for row in rows:
        seen += 1
        yield row
    if known is not None and seen != known:
        raise Lost


def _source_record(row: Sequence[Any]) -> SourceRecord:
    id_, title, publisher, url, lang, file = row
    return {
        "id": id_,
        "title": title,
        "publisher": publisher,
        "url": url,
        "lang": lang,
        "file": file,
    }


def _split(joined: str) -> list[str]:
    return joined.split("\n") if joined else []


def _number(digits: str | None) -> Number | None:
    return None if digits is None else Number(digits)


def _one_or_two(low: str, high: str | None) -> Number | list[Number]:
    return Number(low) if high is None else [Number(low), Number(high)]


def _value(
    kind: str, value: str | None, other: str | None, lang: Lang
) -> Number | list[Number] | str | None:
    if value is None:
        return None
    if kind == "text":
        return other if other is not None and lang == "en" else value
    return value if kind == "date" else _one_or_two(value, other)


def _label(vi: str | None, en: str | None) -> Label | None:
    return None if vi is None or en is None else {"vi": vi, "en": en}


def _fact_record(row: Sequence[Any], lang: Lang) -> FactRecord:
    (
        _, id_, topic, kind, label_vi, label_en, value, other, of, unit, bound, estimate, period,
        change_by, change_since, note_vi, note_en, aliases, source, line, text, targets, *_,
    ) = proven(row)  # fmt: skip
    return {
        "id": id_,
        "topic": topic,
        "kind": kind,
        "label": {"vi": label_vi, "en": label_en},
        "value": _value(kind, value, other, lang),
        "of": _number(of),
        "unit": unit,
        "bound": bound,
        "estimate": bool(estimate),
        "period": period,
        "change": {"by": Number(change_by), "since": change_since} if change_by else None,
        "note": _label(note_vi, note_en),
        "aliases": _split(aliases),
        "source": {"id": source, "line": line, "text": text},
        "targets": _split(targets),
    }


def _record_at(
    record: FactRecord, row: Sequence[Any], seen: dict[int, Sequence[Any] | None], at: str
) -> FactRecord | None:
    """A fact as it was at a time; None where it has no figure of then."""
    if row[0] not in seen:
        return record if at == "latest" or last_year(record["period"]) == at else None
    moment = seen[row[0]]
    if moment is None:
        return None
    _, _, is_own, value, period, source, line, text = moment
    if not is_own:
        record["value"] = Number(value)
        record["period"] = period
        record["source"] = {"id": source, "line": line, "text": text}
        record["bound"], record["estimate"], record["change"], record["note"] = (
            None, False, None, None,
        )  # fmt: skip
    return record


def _observation(row: tuple[Any, ...]) -> Observation:
    _, _, is_own, value, period, source, *_ = proven(row[:_SEEN])
    _, title, publisher, *_ = proven(_of(source, row[_SEEN:]))
    return value, period, is_own, publisher, title


def _comparison_record(row: tuple[Any, ...], moment: Sequence[Any] | None) -> ComparisonRecord:
    """A target held against its fact's own figure, or that of another `moment`."""
    (
        _, target, position, low, high, sense, set_by_vi, set_by_en, scope, due, stated, source,
        line, text, note_vi, note_en, margin, verdict,
    ) = proven(row[:_TARGET])  # fmt: skip
    (
        _, fact, topic, _, label_vi, label_en, value, other, _, unit, bound, estimate, period, *_,
    ) = proven(_of(position, row[_TARGET:-_SOURCE]))  # fmt: skip
    _, _, _, url, *_ = proven(_of(source, row[-_SOURCE:]))
    is_own = moment is None or moment[2]
    if moment is not None and not is_own:
        _, _, _, value, period, *_ = moment
        margin, verdict = _judged(value, low, high, sense)
    return {
        "target": target,
        "fact": fact,
        "topic": topic,
        "label": {"vi": label_vi, "en": label_en},
        "actual": _one_or_two(value, other),
        "goal": _one_or_two(low, high),
        "unit": unit,
        "sense": sense,
        "margin": Number(margin),
        "verdict": verdict,
        "exceeded": verdict == "exceeded",
        "set_by": {"vi": set_by_vi, "en": set_by_en},
        "scope": scope,
        "due": due,
        "period": period,
        "stated": stated if is_own else None,
        "source": {"id": source, "line": line, "text": text, "url": url},
        "bound": bound if is_own else None,
        "estimate": bool(estimate and is_own),
        "note": _label(note_vi, note_en),
    }


def _judged(value: str, low: str, high: str | None, sense: str) -> tuple[str, Verdict]:
    """Margin and verdict of another figure than the fact's own, which was judged when built."""
    from decimal import Decimal

    from laichau_cli.base.verdict import compared

    figure, goal = Decimal(value), (Decimal(low), Decimal(high or low))
    margin, verdict = compared((figure, figure), goal, sense=sense)
    return trimmed(plain(margin)), verdict
