"""The compiled index: is it fresh, build it, ask it.

A fact base becomes one SQLite file in the user's cache. A warm call reads only that, so this module
imports what parses and validates (`compile`) only to build. The file is written beside and renamed
into place; whatever is wrong with one found there, it is built again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from binascii import crc32

from laichau_cli import __version__
from laichau_cli.errors import BaseError
from laichau_cli.records import Number
from laichau_cli.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from laichau_cli.records import (
        ComparisonRecord,
        FactRecord,
        Label,
        Lang,
        TopicRecord,
        UnitRecord,
    )

FORMAT = f"5 {__version__}"
"""Of the tables and of what is written in them: an index of another format is built again."""
RACY_NS = 3_000_000_000
"""A file read less than this after its last change could change again within one tick of its clock;
the coarsest clock still in use (FAT) ticks every two seconds."""

Span = tuple[int, int]
"""First and last position of facts that stand together in reading order."""
EVERYTHING: Span = (0, sys.maxsize)
Observation = tuple[str, str | None, int, str | None, str]
"""Value, period, whether it is the fact's own, publisher and title of its source."""
_MOMENT = (
    "(SELECT max(moment) FROM observation AS any WHERE any.fact = fact.position"
    " AND (? = 'latest' OR any.year = ?))"
)
"""The last figure of a fact in a year, or of all."""
_FACTS_SEEN = f"""
SELECT fact.*, seen.is_own, seen.value, seen.period, seen.source, seen.line, seen.text
FROM fact JOIN observation AS seen ON seen.fact = fact.position
WHERE fact.position BETWEEN ? AND ? AND seen.moment = {_MOMENT} ORDER BY fact.position
"""  # noqa: S608  (nothing but a constant is put in)
_COMPARISONS = """
SELECT target.*, judged.margin, judged.verdict, judged.is_own, fact.id, topic, label_vi, label_en,
  seen.value, other, unit, seen.period, url, bound, estimate
FROM target JOIN fact ON fact.position = target.fact JOIN source ON source.id = target.source
  JOIN judged ON judged.target = target.position
  JOIN observation AS seen ON seen.fact = target.fact AND seen.moment = judged.moment
WHERE target.fact BETWEEN ? AND ? AND {} ORDER BY target.position
"""


class Index:
    """An open index. Every method is one or two indexed queries; rows come in reading order."""

    def __init__(self, connection: sqlite3.Connection, *, base: str) -> None:
        self.connection = connection
        self.base = base
        """Path of the fact base it was compiled from."""

    def title(self, lang: Lang) -> str:
        """The name of the base."""
        vi, en = self.connection.execute("SELECT vi, en FROM title").fetchone()
        return str(vi if lang == "vi" else en)

    def named(self, name: str) -> list[tuple[str, str]]:
        """(`topic` or `fact`, id) of all that bear exactly `name`: by id, else by any name.

        Case, accents and punctuation do not count, but an id as it is written goes before all.
        """
        exact = self.connection.execute(
            "SELECT 'fact', id FROM fact WHERE id = ?1 UNION ALL"
            " SELECT 'topic', id FROM topic WHERE id = ?1",
            (name.encode("utf-8", "replace").decode("utf-8"),),
        ).fetchall()
        if exact:
            return exact
        rows = self.connection.execute(
            "SELECT rank, kind, id FROM name WHERE key = ? ORDER BY rank", (fold(name),)
        ).fetchall()
        return list(dict.fromkeys((kind, id_) for rank, kind, id_ in rows if rank == rows[0][0]))

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

    def completions(self, incomplete: str, *, lang: Lang) -> list[tuple[str, str]]:
        """(id, label) of the topics and facts whose id begins with `incomplete`."""
        ends = (incomplete, incomplete + "\U0010ffff")
        rows = self.connection.execute(
            "SELECT id, label_vi, label_en FROM topic WHERE id >= ? AND id < ? UNION ALL"
            " SELECT id, label_vi, label_en FROM fact WHERE id >= ? AND id < ? LIMIT 200",
            ends * 2,
        )
        return [(id_, vi if lang == "vi" else en) for id_, vi, en in rows]

    def span(self, topic: str) -> Span:
        """Where the facts of `topic` and its subtopics stand."""
        row: Span = self.connection.execute(
            "SELECT first, last FROM topic WHERE id = ?", (topic,)
        ).fetchone()
        return row

    def position(self, fact: str) -> int:
        """Where the fact of this id stands."""
        return int(
            self.connection.execute("SELECT position FROM fact WHERE id = ?", (fact,)).fetchone()[0]
        )

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
            for id_, vi, en, parent, first, last, aliases in self.connection.execute(
                "SELECT id, label_vi, label_en, parent, first, last, aliases FROM topic"
                " ORDER BY position"
            )
        ]

    def units(self) -> dict[str, UnitRecord]:
        """All units by id."""
        return {
            id_: {
                "label": {"vi": vi, "en": en},
                "joined": bool(joined),
                "scaled": bool(scaled),
                "share": bool(share),
            }
            for id_, vi, en, joined, scaled, share in self.connection.execute("SELECT * FROM unit")
        }

    def facts(
        self, span: Span = EVERYTHING, *, lang: Lang, at: str | None = None
    ) -> Iterator[FactRecord]:
        """The facts that stand in `span`; the value of a text fact is in `lang`.

        With `at`, a year or `latest`, each as it was then, and only those with a figure of then.
        """
        if at is None:
            rows = self.connection.execute(
                "SELECT * FROM fact WHERE position BETWEEN ? AND ? ORDER BY position", span
            )
            return (_fact_record(row, lang) for row in rows)
        rows = self.connection.execute(
            _FACTS_SEEN,
            (*span, at, at),
        )
        return (_seen_record(row, lang) for row in rows)

    def comparisons(
        self, span: Span = EVERYTHING, *, at: str | None = None
    ) -> Iterator[ComparisonRecord]:
        """The targets of the facts that stand in `span`, judged by their figures of `at`."""
        if at is None:
            rows = self.connection.execute(_COMPARISONS.format("judged.is_own"), span)
        else:
            moment = f"judged.moment = {_MOMENT}"
            rows = self.connection.execute(_COMPARISONS.format(moment), (*span, at, at))
        return map(_comparison_record, rows)

    def count(self, span: Span) -> int:
        """How many facts stand in `span`."""
        first, last = span
        if span == EVERYTHING:
            first, last = 0, self.connection.execute("SELECT max(position) FROM fact").fetchone()[0]
        return last - first + 1

    def observations(self, position: int) -> list[Observation]:
        """A fact's figures in the order of time, its own among them."""
        return self.connection.execute(
            "SELECT value, period, is_own, publisher, title FROM observation"
            " JOIN source ON source.id = observation.source WHERE fact = ? ORDER BY moment",
            (position,),
        ).fetchall()

    def shares(self, span: Span = EVERYTHING) -> Iterator[tuple[str, str]]:
        """(id, whole) of the facts in `span` that are shares of one whole, in order."""
        yield from self.connection.execute(
            "SELECT id, share_of FROM fact WHERE position BETWEEN ? AND ? AND share_of IS NOT NULL"
            " ORDER BY position",
            span,
        )

    def source(self, id_: str) -> Mapping[str, str | None]:
        """Title, publisher, url, language and file of a source."""
        row = self.connection.execute(
            "SELECT title, publisher, url, lang, file FROM source WHERE id = ?", (id_,)
        ).fetchone()
        return dict(zip(("title", "publisher", "url", "lang", "file"), row, strict=True))

    def passage(self, source: str, line: int | None) -> str | None:
        """One line of a source's document; None where it has none, or it cannot be read."""
        file = self.source(source)["file"]
        if file is None or line is None:
            return None
        try:
            with open(os.path.join(os.path.dirname(self.base), file), encoding="utf-8") as document:
                for number, passage in enumerate(document, 1):
                    if number == line:
                        return passage.strip()
        except (OSError, UnicodeDecodeError):
            return None
        return None


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


def _fact_record(row: tuple[Any, ...], lang: Lang) -> FactRecord:
    (
        _, id_, topic, kind, label_vi, label_en, value, other, of, unit, bound, estimate, period,
        change_by, change_since, note_vi, note_en, aliases, source, line, text, targets, _,
    ) = row  # fmt: skip
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


def _seen_record(row: tuple[Any, ...], lang: Lang) -> FactRecord:
    """A fact as one of its observations has it."""
    *own, is_own, value, period, source, line, text = row
    record = _fact_record(tuple(own), lang)
    if not is_own:
        record["value"] = Number(value)
        record["period"] = period
        record["source"] = {"id": source, "line": line, "text": text}
        record["bound"], record["estimate"], record["change"], record["note"] = (
            None, False, None, None,
        )  # fmt: skip
    return record


def _comparison_record(row: tuple[Any, ...]) -> ComparisonRecord:
    (
        _, target, _, low, high, sense, set_by_vi, set_by_en, scope, due, stated, source, line,
        text, note_vi, note_en, margin, verdict, is_own, fact, topic, label_vi, label_en, value,
        other, unit, period, url, bound, estimate,
    ) = row  # fmt: skip
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
        "stated": stated,
        "source": {"id": source, "line": line, "text": text, "url": url},
        "bound": bound if is_own else None,
        "estimate": bool(estimate and is_own),
        "note": _label(note_vi, note_en),
    }


# ---- is it fresh, and if not, build it


def open_index(path: str, environ: Mapping[str, str]) -> tuple[Index, list[str]]:
    """The index of the base at `path`, built where it is not there or not fresh, and warnings.

    Raises `BaseError` where the base cannot be read or is not valid. Nothing is written but below
    the cache folder; where that cannot be, the index is built in memory.
    """
    path = os.path.abspath(path)
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    folder, warnings = cache_folder(environ)
    if folder is None:
        return _built(path, None), warnings
    file = os.path.join(folder, f"base-{crc32(path.encode('utf-8', 'surrogatepass')):08x}.sqlite")
    connection = _opened(file, path, status)
    if connection is not None:
        return Index(connection, base=path), warnings
    return _built(path, file), warnings


def rebuilt(path: str, environ: Mapping[str, str]) -> Index:
    """The index of the base at `path` built in memory, whatever the cache holds.

    For when a cached index turned out damaged half-way; it is removed.
    """
    path = os.path.abspath(path)
    folder, _ = cache_folder(environ)
    if folder is not None:
        name = f"base-{crc32(path.encode('utf-8', 'surrogatepass')):08x}.sqlite"
        _remove(os.path.join(folder, name))
    return _built(path, None)


def cache_folder(environ: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """The folder for indexes, made if need be, or None and why it is not used.

    By the XDG Base Directory Specification, or below ~/Library/Caches on macOS. A folder that
    others may write to could hold an index with wrong figures: it is not used.
    """
    root = environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(root):
        home = environ.get("HOME") or ""
        if not os.path.isabs(home):
            return None, []
        mac = sys.platform == "darwin"
        root = os.path.join(home, "Library/Caches" if mac else ".cache")
    folder = os.path.join(root, "laichau")
    try:
        status = os.lstat(folder)
    except (OSError, ValueError):
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            status = os.lstat(folder)
        except (OSError, ValueError):
            return None, []
    if os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
        return None, [
            f"the cache folder {folder} belongs to others or they may write to it; not used"
        ]
    return folder, []


def _unreadable(path: str, error: OSError | ValueError) -> BaseError:
    if isinstance(error, FileNotFoundError):
        return BaseError(f"{path}: there is no such file; name a fact base with --facts")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return BaseError(f"{path}: cannot be read: {reason}")


def _stamp(status: os.stat_result) -> str:
    return (
        f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} "
        f"{status.st_ino} {status.st_dev}"
    )


def _opened(file: str, path: str, status: os.stat_result) -> sqlite3.Connection | None:
    """The index in `file` if it is one of the base at `path` as `status` finds it, else None."""
    try:
        made = os.stat(file).st_mtime_ns
        connection = _connect_to_read(file)
        format_, of_path, stamp, sha256 = connection.execute("SELECT * FROM about").fetchone()
    except (OSError, sqlite3.Error, TypeError, ValueError):
        return None
    if (format_, of_path, stamp) == (FORMAT, path, _stamp(status)):
        if made - max(status.st_mtime_ns, status.st_ctime_ns) > RACY_NS:
            return connection
        if _is_unchanged(path, sha256):
            _mark_checked(file)
            return connection
    connection.close()
    return None


def _connect_to_read(file: str) -> sqlite3.Connection:
    # An index is never changed in place, only replaced: SQLite need not lock or look again.
    quoted = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True)


def _is_unchanged(path: str, sha256: str) -> bool:
    import hashlib

    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _mark_checked(file: str) -> None:
    """Note that the base was read just now and found the same: the next call need not."""
    try:
        os.utime(file)
    except OSError:
        return


def _remove(file: str) -> None:
    try:
        os.remove(file)
    except OSError:
        return


def _built(path: str, file: str | None) -> Index:
    from laichau_cli import build

    began = time.time_ns()
    status, data = build.read(path)
    about = build.About(FORMAT, path, _stamp(status), data)
    base = build.parsed(path, data)
    if file is not None and build.to_file(file, base, about, began=began):
        return Index(_connect_to_read(file), base=path)
    return Index(build.in_memory(base, about), base=path)
