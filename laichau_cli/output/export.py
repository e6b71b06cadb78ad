"""The whole base for other programs: SQLite, CSV with a data package, or JSON Lines.

The tables are the same in SQLite and CSV, their columns named after the fields of records
(`label.en` is `label_en`). Every figure is exact: the column `value` is the digits as they were
entered. SQLite has no exact decimals, so there it is TEXT, and `number` beside it is the nearest
double, for sorting and arithmetic; in CSV `number` is exact too.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from laichau_cli import __version__
from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message
from laichau_cli.output.atomic import STANDARD_OUTPUT, write_text, write_whole, write_whole_folder
from laichau_cli.output.formats import json_text, no_formula
from laichau_cli.records import NUMERIC, PARTS, Number, series

if TYPE_CHECKING:
    from laichau_cli.commands.answer import Answer
    from laichau_cli.output.terminal import Terminal

Row = dict[str, Any]


class Column(NamedTuple):
    """A column: its type, as a Table Schema of Frictionless names it, and what it refers to."""

    name: str
    type: str = "string"
    required: bool = False
    refers_to: str | None = None
    """The table whose id it holds."""
    note: str | None = None
    """What it holds; if nothing is said here, what the layout of bases says of the key."""


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
ENDS = (
    Column("value_low", "decimal", note="the lower end of a range"),
    Column("value_high", "decimal", note="the upper end of a range"),
    Column("of", "decimal", note="what a rank or fraction is of"),
)
SPOKEN = (
    Column("figure_vi", note="the figure as a person reads it, in Vietnamese"),
    Column("figure_en", note="the same in English"),
    Column("proven", "boolean", note="its source has a document that it can be held against"),
)
TABLES = (
    Table("sources", ("id",), (
        Column("id", required=True), Column("title", required=True), Column("publisher"),
        Column("url"), Column("lang", required=True, note="ISO 639"),
        Column("file", note="the copy that was read, relative to the base"),
        Column("published"), Column("retrieved"), Column("author"), Column("licence"), *NOTE,
    )),
    Table("units", ("id",), (
        Column("id", required=True), *LABEL, Column("joined", "boolean", required=True),
        Column("scaled", "boolean", required=True), Column("share", "boolean", required=True),
    )),
    Table("topics", ("id",), (
        Column("id", required=True), *LABEL, Column("parent", refers_to="topics"),
        Column("facts", "integer", required=True, note="with those of its subtopics"), ALIASES,
    )),
    Table("facts", ("id",), (
        Column("id", required=True), Column("topic", required=True, refers_to="topics"),
        Column("kind", required=True,
               note="number, range, rank, fraction, date, text or statement"),
        *LABEL, VALUE, Column("value_en", note="a text in English"), NUMBER, *ENDS,
        Column("unit", refers_to="units"), Column("bound"),
        Column("estimate", "boolean", required=True),
        Column("period", note="ISO 8601; empty where the source is silent"),
        Column("change_by", "decimal"), Column("change_since"), *NOTE, ALIASES,
        Column("share_of"), *EVIDENCE, Column("change_unit", refers_to="units"), *SPOKEN,
    )),
    Table("targets", ("id",), (
        Column("id", required=True), Column("fact", required=True, refers_to="facts"),
        Column("goal", "decimal"), Column("goal_low", "decimal"), Column("goal_high", "decimal"),
        Column("sense", required=True),
        Column("margin", "decimal", required=True,
               note="the fact's figure minus the goal; positive is better"),
        Column("verdict", required=True, note="exceeded, met, short or unclear"),
        Column("set_by_vi", required=True), Column("set_by_en", required=True),
        Column("scope", required=True), Column("due"), Column("stated"), *NOTE, *EVIDENCE,
        Column("stage", note="final, early or undated: whether the figure is of the day it is due"),
        Column("needs", "decimal", note="what is still needed a year, in the fact's unit"),
        Column("on_track", "boolean", note="whether the pace so far is enough"),
    )),
    Table("observations", ("fact", "period", "source_id"), (
        Column("fact", required=True, refers_to="facts"), Column("period", required=True),
        VALUE, NUMBER, *EVIDENCE, *ENDS, Column("bound"), Column("estimate", "boolean"), *NOTE,
        *SPOKEN,
    )),
    Table("figures", ("fact", "place"), (
        Column("fact", required=True, refers_to="facts"),
        Column("place", "integer", required=True, note="from 1, in the order of time"),
        Column("own", "boolean", required=True, note="the figure that the fact itself has"),
        Column("period"), VALUE, NUMBER, *ENDS, Column("bound"),
        Column("estimate", "boolean", required=True), *NOTE, *EVIDENCE, *SPOKEN,
    )),
)  # fmt: skip
"""In this order, every table refers only to itself and to those before it.

The types are those of Table Schema, but `decimal`: a number that has no column of doubles. In
`figures` stand all figures of facts of a numeric kind, the facts' own among them.
"""
SUFFIXES = {".sqlite": "sqlite", ".db": "sqlite", ".jsonl": "jsonl", ".ndjson": "ndjson"}
"""The form of a file, by how its name ends."""
MEANT_BY = {"observations": "facts", "figures": "facts"}
"""Tables whose columns mean what those of another do."""


def form_of(path: str) -> str:
    """`sqlite`, `jsonl`, `ndjson` or `folder`, by the name; raises `UsageError` for others."""
    suffix = os.path.splitext(path)[1].lower()
    if not path.strip():
        raise UsageError(Message("export needs a file; try: laichau export lai-chau.sqlite"))
    if path == STANDARD_OUTPUT:
        return "jsonl"
    if path.endswith(("/", os.sep)) or not suffix:
        return "folder"
    if suffix not in SUFFIXES:
        raise UsageError(
            Message(
                "{path}: its name says no form; end it in .sqlite or .db (SQLite), .jsonl or "
                ".ndjson (JSON Lines) or / (a folder of CSV)",
                path=path,
            )
        )
    return SUFFIXES[suffix]


def write(path: str, answer: Answer, terminal: Terminal, *, force: bool) -> list[str]:
    """Write a base to `path`, whole or not at all, in the form that its name says; how much it is.

    Raises `UsageError` where something is there already, unless `force`d, and `LaichauError` where
    it cannot be written.
    """
    form = form_of(path)
    if path == STANDARD_OUTPUT:
        lines = _lines(answer.records, answer)
        terminal.write("".join([json_text(line) + "\n" for line in lines]))
        return []
    is_empty_folder = form == "folder" and os.path.isdir(path) and not os.listdir(path)
    if not force and os.path.lexists(path) and not is_empty_folder:
        raise UsageError(
            Message(
                "{path}: is there already; give another name, or --force to replace it", path=path
            )
        )
    facts: list[Any] = list(answer.records)
    rows = _rows(facts, answer)
    if form == "folder":
        folder = path.rstrip("/" + os.sep) or path
        write_whole_folder(folder, lambda beside: _to_folder(beside, rows, answer), names=FOLDER)
    elif form == "sqlite":
        _check_not_in_use(path)
        write_whole(path, lambda beside: _to_sqlite(beside, rows, answer))
    else:
        lines = _flat_lines(rows["facts"]) if form == "ndjson" else _lines(facts, answer)
        write_text(path, (json_text(line) + "\n" for line in lines))
    counts = {name: len(rows[name]) for name in ("facts", "targets", "sources")}
    written = Message("{facts} facts, {targets} targets, {sources} sources", **counts)
    return [Message("wrote {path}: {written}", path=path, written=written)]


def _check_not_in_use(path: str) -> None:
    """A journal left beside would be played into the new database by whoever opens it."""
    for ending in ("-wal", "-journal"):
        if os.path.exists(path + ending):
            told = {"path": path, "journal": path + ending}
            raise LaichauError(
                Message("{path}: another program has it open ({journal}); close it", **told)
            )


# ---- rows


def _rows(facts: Sequence[Any], answer: Answer) -> dict[str, list[Row]]:
    """The rows of every table."""
    return {
        "sources": [_flat(source) for source in answer.sources],
        "units": [{"id": id_, **_flat(unit)} for id_, unit in answer.units.items()],
        "topics": [_flat(topic) for topic in answer.topics.values()],
        "facts": [_figure_row(fact) for fact in facts],
        "targets": [
            {"id": goal["target"], "fact": fact["id"], **_flat(goal), **_ends("goal", goal["goal"])}
            for fact in facts
            for goal in fact["goals"]
        ],
        "observations": [
            {"fact": fact["id"], **_figure_row(seen)}
            for fact in facts
            for seen in fact["observations"]
        ],
        "figures": [
            {"fact": fact["id"], "place": place, "own": seen is fact, **_figure_row(seen)}
            for fact in facts
            if fact["kind"] in NUMERIC
            for place, seen in enumerate(series(fact), 1)
        ],
    }


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


def _figure_row(figure: Mapping[str, Any]) -> Row:
    value, value_en = figure["value"], None
    if isinstance(value, dict):
        value, value_en = value["vi"], value["en"]
    number = value if isinstance(value, Number) else None
    return {**_flat(figure), **_ends("value", value), "value_en": value_en, "number": number}


def _lines(facts: Iterable[Any], answer: Answer) -> list[Row]:
    """Each fact with its source, its targets and its other figures."""
    by_id = {source["id"]: source for source in answer.sources}

    def whole(where: Mapping[str, Any]) -> Row:
        source: Mapping[str, Any] = by_id[where["id"]]
        about = {name: source[name] for name in ("title", "publisher", "url")}
        return {name: where[name] for name in ("id", "line", "text")} | about

    return [
        {
            **{name: fact[name] for name in answer.fields},
            "source": whole(fact["source"]),
            "targets": [
                {"id": goal["target"], **{name: goal[name] for name in GOAL_FIELDS},
                 "source": whole(goal["source"])}
                for goal in fact["goals"]
            ],
            "observations": [
                {"value": seen["value"], "period": seen["period"], "source": whole(seen["source"]),
                 **{name: seen[name] for name in FIGURE_FIELDS}}
                for seen in fact["observations"]
            ],
        }
        for fact in facts
    ]  # fmt: skip


FIGURE_FIELDS = ("of", "bound", "estimate", "note", "kind", "figure", "proven")
"""Fields of a figure of another time that stands within its fact."""
GOAL_FIELDS = (
    "goal", "sense", "margin", "verdict", "set_by", "scope", "due", "stated", "note", "stage",
    "needs", "on_track", "latest", "nation",
)  # fmt: skip
"""Fields of a goal that stands within its fact."""


def _flat_lines(rows: Iterable[Row]) -> list[Row]:
    """The rows of facts, each column of one type, so that programs for data frames read them."""
    columns = {table.name: table.columns for table in TABLES}["facts"]
    return [
        {column.name: _one_type(row[column.name], column) for column in columns} for row in rows
    ]


def _one_type(value: Any, column: Column) -> Any:
    if value is None or column.type in ("array", "boolean", "integer"):
        return value
    if column.type == "string":
        return str.__str__(value)
    return Number(value if "." in value else f"{value}.0")


# ---- SQLite

AFFINITIES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
"""Of the columns that are not TEXT; a decimal is, since SQLite would make a double of it."""


def _to_sqlite(file: str, rows: Mapping[str, list[Row]], answer: Answer) -> None:
    try:
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN")
            for table in TABLES:
                connection.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(
                    f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608
                    ([_bound(row, column) for column in table.columns] for row in rows[table.name]),
                )
                _index_references(connection, table)
            _write_about(connection, answer)
            _write_words(connection, rows["facts"])
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from None


def _write_about(connection: sqlite3.Connection, answer: Answer) -> None:
    """Which edition of which base this is."""
    connection.execute('CREATE TABLE "about" ("name" TEXT PRIMARY KEY, "value" TEXT)')
    titles = {"title_vi": answer.title["vi"], "title_en": answer.title["en"]}
    rows = {**titles, **answer.edition, "created": _created(), "laichau": __version__}
    connection.executemany("INSERT INTO about VALUES (?, ?)", rows.items())


WORDS = ("label_vi", "label_en", "aliases", "source_text")
"""Columns of facts that are found by words."""


def _write_words(connection: sqlite3.Connection, facts: Iterable[Row]) -> None:
    """A full-text index of the facts that programs such as Datasette recognise.

    It holds each word with and without its accents, since no tokenizer of SQLite takes đ for d.
    """
    columns = ", ".join(WORDS)
    connection.execute(
        f'CREATE VIRTUAL TABLE facts_fts USING fts5 ({columns}, content="facts",'
        ' tokenize="unicode61 remove_diacritics 2")'
    )
    marks = ", ".join("?" * (len(WORDS) + 1))
    for place, row in enumerate(facts, 1):
        texts = [row[name] if name != "aliases" else " ".join(row[name]) for name in WORDS]
        connection.execute(
            f"INSERT INTO facts_fts (rowid, {columns}) VALUES ({marks})",  # noqa: S608
            (place, *(f"{text} {fold(text)}" for text in texts)),
        )


def _created() -> str:
    """Now, or when the environment says that builds are (reproducible-builds.org), in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)
    return now.isoformat(timespec="seconds").replace("+00:00", "Z")


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


def _to_folder(folder: str, rows: Mapping[str, list[Row]], answer: Answer) -> None:
    for table in TABLES:
        _to_csv(os.path.join(folder, f"{table.name}.csv"), table, rows[table.name])
    with open(os.path.join(folder, FOLDER[0]), "x", encoding="utf-8", newline="\n") as file:
        json.dump(_package(answer), file, ensure_ascii=False, indent=2)
        file.write("\n")


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


def _package(answer: Answer) -> Row:
    """The descriptor of a Data Package (datapackage.org, version 2)."""
    title, edition = answer.title["en"], answer.edition
    name = re.sub(r"[^a-z0-9._]+", "-", fold(title)).strip("-")
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name or "laichau",
        "title": title,
        "description": "Text that a spreadsheet would calculate begins with an apostrophe.",
        **({"version": edition["version"]} if edition["version"] else {}),
        "created": _created(),
        **({"licenses": [_licence(edition["licence"])]} if edition["licence"] else {}),
        "digest": edition["digest"],
        "sources": [
            {"title": source["title"], **({"path": source["url"]} if source["url"] else {})}
            for source in answer.sources
        ],
        "resources": [_resource(table, answer) for table in TABLES],
    }


def _licence(licence: str) -> Row:
    """A licence by its name, its address or its words."""
    if licence.startswith("http"):
        return {"path": licence}
    return {"name" if re.fullmatch(r"[-a-zA-Z0-9._]+", licence) else "title": licence}


def _resource(table: Table, answer: Answer) -> Row:
    references = [
        {
            "fields": [column.name],
            "reference": {
                # A table that refers to itself is not named.
                **({"resource": column.refers_to} if column.refers_to != table.name else {}),
                "fields": ["id"],
            },
        }
        for column in table.columns
        if column.refers_to
    ]
    meanings = answer.meanings.get(MEANT_BY.get(table.name, table.name), {})
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, meanings) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _field(column: Column, meanings: Mapping[str, str]) -> Row:
    meaning = column.note or meanings.get(column.name)
    return {
        "name": column.name,
        "type": "number" if column.type == "decimal" else column.type,
        **({"description": meaning} if meaning else {}),
        **({"constraints": {"required": True}} if column.required else {}),
    }
