"""The whole base for other programs: SQLite, CSV with a data package, or JSON Lines.

The tables are the same in SQLite and CSV, their columns named after the fields of records
(`label.en` is `label_en`). Every figure is exact: the column `value` is the digits as they were
entered. SQLite has no exact decimals, so there it is TEXT, and `number` beside it is the nearest
double, for sorting and arithmetic; in CSV `number` is exact too.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.language.fold import fold
from laichau_cli.output.atomic import write_whole, write_whole_folder
from laichau_cli.output.formats import json_text, no_formula
from laichau_cli.records import PARTS, Number

if TYPE_CHECKING:
    from laichau_cli.index.ask import Index
    from laichau_cli.records import ComparisonRecord, FactRecord, SourceRecord

Row = dict[str, Any]


class Column(NamedTuple):
    """A column: its type, as a Table Schema of Frictionless names it, and what it refers to."""

    name: str
    type: str = "string"
    required: bool = False
    refers_to: str | None = None
    """The table whose id it holds."""
    note: str | None = None


class Table(NamedTuple):
    """A table: its columns, and those that tell its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


EVIDENCE = (
    Column("source_id", required=True, refers_to="sources"),
    Column("source_line", "integer", note="line of the source's document, counted from 1"),
    Column("source_text", required=True, note="the printed words that carry the figure"),
)
LABEL = (Column("label_vi", required=True), Column("label_en", required=True))
NOTE = (Column("note_vi"), Column("note_en"))
ALIASES = Column("aliases", "array", required=True, note="other names, as a JSON array")
VALUE = Column("value", note="exact digits in base units; an ISO 8601 date; a text in Vietnamese")
NUMBER = Column("number", "number", note="the value where it is one number, as a number")
TABLES = (
    Table("sources", ("id",), (
        Column("id", required=True), Column("title", required=True), Column("publisher"),
        Column("url"), Column("lang", required=True, note="ISO 639"),
        Column("file", note="the copy that was read, relative to the base"),
    )),
    Table("units", ("id",), (
        Column("id", required=True), *LABEL,
        Column("joined", "boolean", required=True, note="written without a space"),
        Column("scaled", "boolean", required=True, note="written in millions and billions"),
        Column("share", "boolean", required=True, note="of a whole that is 100"),
    )),
    Table("topics", ("id",), (
        Column("id", required=True), *LABEL, Column("parent", refers_to="topics"),
        Column("facts", "integer", required=True, note="with those of its subtopics"), ALIASES,
    )),
    Table("facts", ("id",), (
        Column("id", required=True), Column("topic", required=True, refers_to="topics"),
        Column("kind", required=True,
               note="number, range, rank, fraction, date, text or statement"),
        *LABEL, VALUE, Column("value_en", note="a text in English"), NUMBER,
        Column("value_low", "decimal", note="the lower end of a range"),
        Column("value_high", "decimal", note="the upper end of a range"),
        Column("of", "decimal", note="what a rank or fraction is of"),
        Column("unit", refers_to="units"), Column("bound", note="over, nearly or about"),
        Column("estimate", "boolean", required=True),
        Column("period", note="ISO 8601; empty where the source is silent"),
        Column("change_by", "decimal"), Column("change_since"), *NOTE, ALIASES,
        Column("share_of", note="the whole that it is a share of"), *EVIDENCE,
    )),
    Table("targets", ("id",), (
        Column("id", required=True), Column("fact", required=True, refers_to="facts"),
        Column("goal", "decimal"), Column("goal_low", "decimal"), Column("goal_high", "decimal"),
        Column("sense", required=True, note="at-least or at-most"),
        Column("margin", "decimal", required=True,
               note="the fact's figure minus the goal; positive is better"),
        Column("verdict", required=True, note="exceeded, met, short or unclear"),
        Column("set_by_vi", required=True), Column("set_by_en", required=True),
        Column("scope", required=True, note="province or nation"), Column("due"),
        Column("stated", note="the verdict that the source itself states"), *NOTE, *EVIDENCE,
    )),
    Table("observations", ("fact", "period"), (
        Column("fact", required=True, refers_to="facts"), Column("period", required=True),
        Column("value", required=True, note="exact digits in base units"),
        Column("number", "number", required=True, note="the same as a number"), *EVIDENCE,
    )),
)  # fmt: skip
"""In this order, every table refers only to itself and to those before it.

The types are those of Table Schema, but `decimal`: a number that has no column of doubles.
"""


class Base(NamedTuple):
    """Everything that is written of a base."""

    title: str
    rows: Mapping[str, list[Row]]
    """By table."""
    lines: list[Row]
    """Each fact with its source, its targets and its other figures."""

    @property
    def summary(self) -> str:
        """How much of what there is."""
        counts = ((len(self.rows[name]), name) for name in ("facts", "targets", "sources"))
        return ", ".join([f"{count} {name}" for count, name in counts])


def form_of(path: str) -> str:
    """`sqlite`, `jsonl` or `folder`, by the name of the file; raises `UsageError` for others."""
    suffix = os.path.splitext(path)[1].lower()
    if not path.strip():
        raise UsageError("export needs a file; try: laichau export lai-chau.sqlite")
    if path.endswith(("/", os.sep)) or not suffix:
        return "folder"
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{path}: its name says no form; end it in .sqlite or .db (SQLite), .jsonl (JSON "
            "Lines) or / (a folder of CSV)"
        )
    return SUFFIXES[suffix]


SUFFIXES = {".sqlite": "sqlite", ".db": "sqlite", ".jsonl": "jsonl"}


def read(index: Index) -> Base:
    """All that an index holds of its base."""
    facts = list(index.facts(lang="vi"))
    in_english = index.facts(lang="en")
    shares = dict(index.shares())
    targets = list(index.comparisons())
    sources = index.sources()
    observed = _observed(index)
    fact_rows = [
        _fact_row(fact, english["value"], shares.get(fact["id"]))
        for fact, english in zip(facts, in_english, strict=True)
    ]
    return Base(
        index.title("en"),
        {
            "sources": [dict(source) for source in sources],
            "units": [{"id": id_, **_flat(unit)} for id_, unit in index.units().items()],
            "topics": [_flat(topic) for topic in index.topics()],
            "facts": fact_rows,
            "targets": [_target_row(target) for target in targets],
            "observations": [row for rows in observed.values() for row in rows],
        },
        _lines(facts, fact_rows, targets, sources, observed),
    )


def write(path: str, base: Base, *, force: bool) -> None:
    """Write `base` to `path`, whole or not at all, in the form that its name says.

    Raises `UsageError` where something is there already, unless `force`d, and `LaichauError` where
    it cannot be written.
    """
    form = form_of(path)
    if not force and os.path.lexists(path) and not _is_empty_folder(path, form):
        raise UsageError(f"{path}: is there already; give another name, or --force to replace it")
    if form == "folder":
        write_whole_folder(path.rstrip("/" + os.sep) or path, _into(base), names=FOLDER)
        return
    if form == "sqlite":
        _check_not_in_use(path)
    to_file = _to_sqlite if form == "sqlite" else _to_jsonl
    write_whole(path, lambda beside: to_file(beside, base))


def _is_empty_folder(path: str, form: str) -> bool:
    return form == "folder" and os.path.isdir(path) and not os.listdir(path)


def _check_not_in_use(path: str) -> None:
    """A journal left beside would be played into the new database by whoever opens it."""
    for ending in ("-wal", "-journal"):
        if os.path.exists(path + ending):
            raise LaichauError(f"{path}: another program has it open ({path}{ending}); close it")


# ---- rows


def _flat(record: Mapping[str, Any]) -> Row:
    """A record as a row: the parts of `label` are `label_vi` and `label_en`."""
    row: Row = {}
    for name, value in record.items():
        if name in PARTS:
            row |= {f"{name}_{part}": (value or {}).get(part) for part in PARTS[name]}
        else:
            row[name] = value
    return row


def _ends(name: str, value: Any) -> Row:
    """A number or a range, in the columns for either."""
    low, high = value if isinstance(value, list) else (None, None)
    return {name: value if low is None else None, f"{name}_low": low, f"{name}_high": high}


def _fact_row(fact: FactRecord, value_en: Any, share_of: str | None) -> Row:
    value = fact["value"]
    return {
        **_flat(fact),
        **_ends("value", value),
        "value_en": value_en if fact["kind"] == "text" else None,
        "number": value if isinstance(value, Number) else None,
        "share_of": share_of,
    }


def _target_row(target: ComparisonRecord) -> Row:
    return {"id": target["target"], **_flat(target), **_ends("goal", target["goal"])}


def _observed(index: Index) -> dict[str, list[Row]]:
    """The figures that facts have besides their own, by fact."""
    rows: dict[str, list[Row]] = {}
    for fact, value, period, source, line, text in index.observed():
        where = {"source_id": source, "source_line": line, "source_text": text}
        row = {"fact": fact, "period": period, "value": value, "number": Number(value), **where}
        rows.setdefault(fact, []).append(row)
    return rows


def _lines(
    facts: Iterable[FactRecord],
    rows: Iterable[Row],
    targets: Iterable[ComparisonRecord],
    sources: Iterable[SourceRecord],
    observed: Mapping[str, list[Row]],
) -> list[Row]:
    by_id = {source["id"]: source for source in sources}
    of_fact: dict[str, list[Row]] = {}
    for target in targets:
        of_fact.setdefault(target["fact"], []).append(_target_line(target, by_id))
    return [
        {
            **fact,
            "value": _both(fact["value"], row["value_en"]),
            "source": _source_line(fact["source"], by_id),
            "targets": of_fact.get(fact["id"], []),
            "observations": [_observed_line(seen, by_id) for seen in observed.get(fact["id"], [])],
        }
        for fact, row in zip(facts, rows, strict=True)
    ]


def _both(value: Any, value_en: str | None) -> Any:
    """A value; that of a text in both languages."""
    return value if value_en is None else {"vi": value, "en": value_en}


def _source_line(where: Mapping[str, Any], by_id: Mapping[str, SourceRecord]) -> Row:
    source = by_id[where["id"]]
    about = {name: source[name] for name in ("title", "publisher", "url")}
    return {"id": where["id"], "line": where["line"], "text": where["text"], **about}


def _observed_line(row: Row, by_id: Mapping[str, SourceRecord]) -> Row:
    where = {name: row[f"source_{name}"] for name in ("id", "line", "text")}
    return {
        "value": row["number"],
        "period": row["period"],
        "source": _source_line(where, by_id),
    }


def _target_line(target: ComparisonRecord, by_id: Mapping[str, SourceRecord]) -> Row:
    names = ("goal", "sense", "margin", "verdict", "set_by", "scope", "due", "stated", "note")
    chosen = {name: target[name] for name in names}  # type: ignore[literal-required]
    return {
        "id": target["target"],
        **chosen,
        "source": _source_line(target["source"], by_id),
    }


# ---- SQLite

AFFINITIES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
"""Of the columns that are not TEXT; a decimal is, since SQLite would make a double of it."""


def _to_sqlite(file: str, base: Base) -> None:
    try:
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN")
            for table in TABLES:
                connection.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                rows = (
                    [_bound(row, column) for column in table.columns]
                    for row in base.rows[table.name]
                )
                connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608
                _index_references(connection, table)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from None


def _create(table: Table) -> str:
    lines = [
        f'"{column.name}" {AFFINITIES.get(column.type, "TEXT")}'
        + (" NOT NULL" if column.required else "")
        + (f' REFERENCES "{column.refers_to}" ("id")' if column.refers_to else "")
        for column in table.columns
    ]
    key = ", ".join([f'"{name}"' for name in table.key])
    return (
        f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + f",\n  PRIMARY KEY ({key})\n)"
    )


def _index_references(connection: sqlite3.Connection, table: Table) -> None:
    for column in table.columns:
        if column.refers_to and column.name != table.key[0]:
            name = f"{table.name}_{column.name}"
            connection.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")')


def _bound(row: Row, column: Column) -> Any:
    value = row[column.name]
    if value is None:
        return None
    if column.type == "array":
        return json_text(value)
    if column.type == "number":
        return float(value)
    return int(value) if column.type in ("boolean", "integer") else str(value)


# ---- CSV and its data package

FOLDER = ("datapackage.json", *(f"{table.name}.csv" for table in TABLES))
"""The files of a folder."""


def _into(base: Base) -> Callable[[str], None]:
    def fill(folder: str) -> None:
        for table in TABLES:
            _to_csv(os.path.join(folder, f"{table.name}.csv"), table, base.rows[table.name])
        with open(os.path.join(folder, FOLDER[0]), "x", encoding="utf-8", newline="\n") as file:
            json.dump(_package(base), file, ensure_ascii=False, indent=2)
            file.write("\n")

    return fill


def _to_csv(path: str, table: Table, rows: Iterable[Row]) -> None:
    with open(path, "x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")  # RFC 4180, as Frictionless expects it
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow([no_formula(_cell(row[column.name])) for column in table.columns])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json_text(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _package(base: Base) -> Row:
    """The descriptor of a Tabular Data Package (specs.frictionlessdata.io, version 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "-".join(fold(base.title).split()) or "laichau",
        "title": base.title,
        "description": "Text that a spreadsheet would calculate begins with an apostrophe.",
        "sources": [
            {"title": source["title"], **({"path": source["url"]} if source["url"] else {})}
            for source in base.rows["sources"]
        ],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> Row:
    references = [
        {
            "fields": column.name,
            # A table that refers to itself is named by the empty string.
            "reference": {
                "resource": "" if column.refers_to == table.name else column.refers_to,
                "fields": "id",
            },
        }
        for column in table.columns
        if column.refers_to
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _field(column: Column) -> Row:
    return {
        "name": column.name,
        "type": "number" if column.type == "decimal" else column.type,
        **({"description": column.note} if column.note else {}),
        **({"constraints": {"required": True}} if column.required else {}),
    }


# ---- JSON Lines


def _to_jsonl(path: str, base: Base) -> None:
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        file.writelines([json_text(line) + "\n" for line in base.lines])
