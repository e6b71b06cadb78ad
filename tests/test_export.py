"""The whole base written for other programs, read back as they would read it."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.output import export
from laichau_cli.records import FACT_FIELDS
from tests.conftest import ARTICLE, SMALL, TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau, Result

CITED = TESTS / "bases/valid/cited.toml"
BASES = [SMALL, CITED, ARTICLE]
TYPES = {
    "string": re.compile(r".+", re.DOTALL),
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
    "array": re.compile(r"\[.*\]"),
}
"""How a value of each type of Table Schema is written, where it is not left out."""


def written(laichau: Laichau, path: Path, *options: str, base: Path = SMALL) -> Result:
    return laichau("export", str(path), *options, base=base)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines()]


def in_json(laichau: Laichau, *argv: str, base: Path) -> list[dict[str, Any]]:
    status, stdout, _ = laichau(*argv, "--json", base=base)
    assert status == 0
    found: list[dict[str, Any]] = json.loads(stdout, parse_float=Decimal)
    return found


# ---- SQLite


@pytest.mark.parametrize("name", ["base.sqlite", "base.db", "BASE.DB"])
def test_sqlite_is_plain_tables(name: str, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / name
    status, stdout, stderr = written(laichau, path)
    assert (status, stdout) == (0, "")
    assert stderr == f"laichau: wrote {path}: 11 facts, 4 targets, 1 sources\n"
    found = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in found} > {table.name for table in export.TABLES}


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_sqlite_holds_together(base: Path, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "base.sqlite"
    written(laichau, path, base=base)
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    for name in ("facts", "targets", "observations"):
        assert {row[2] for row in rows(path, f"PRAGMA foreign_key_list({name})")}


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_sqlite_has_the_figures_of_the_records(
    base: Path, tmp_path: Path, laichau: Laichau
) -> None:
    path = tmp_path / "base.sqlite"
    written(laichau, path, base=base)
    found = {
        id_: values
        for id_, *values in rows(path, "SELECT id, value, value_low, value_high FROM facts")
    }
    for fact in in_json(laichau, "show", "all", "--lang", "vi", base=base):
        value = fact["value"]
        expected = [None, *map(str, value)] if isinstance(value, list) else [value, None, None]
        assert found[fact["id"]] == [None if one is None else str(one) for one in expected]


def test_sqlite_loses_no_digit(tmp_path: Path, laichau: Laichau) -> None:
    long = "123456789012345678.123456"
    base = tmp_path / "long.toml"
    base.write_text(SMALL.read_text(encoding="utf-8").replace("1200.50", long), encoding="utf-8")
    path = tmp_path / "base.sqlite"
    written(laichau, path, base=base)
    query = "SELECT value, typeof(value), number FROM facts WHERE id = 'road-length'"
    assert rows(path, query) == [(long, "text", float(long))]


def test_sqlite_has_evidence_and_other_figures(tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "base.sqlite"
    written(laichau, path, base=CITED)
    query = (
        "SELECT publisher, source_line, source_text FROM facts"
        " JOIN sources ON sources.id = source_id WHERE facts.id = 'claim'"
    )
    assert rows(path, query) == [("Kho lưu trữ", 1, "giảm nhanh nhất")]
    small = tmp_path / "small.sqlite"
    written(laichau, small)
    assert rows(small, "SELECT fact, period, value, number, source_text FROM observations") == [
        ("road-length", "2021", "1100", 1100.0, "1.100 km")
    ]
    query = "SELECT goal, goal_low, goal_high, margin, verdict FROM targets ORDER BY id"
    assert rows(small, query) == [
        ("60", None, None, "30", "exceeded"),
        ("32", None, None, "2", "unclear"),
        ("10.25", None, None, "-0.75", "short"),
        (None, "9", "10", "0", "met"),
    ]


# ---- a folder of CSV


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", ["plain", "with.dot/"])
def test_a_folder_is_a_data_package(
    name: str, base: Path, tmp_path: Path, laichau: Laichau
) -> None:
    status, _, _ = laichau("export", f"{tmp_path}/{name}", base=base)
    assert status == 0
    folder = tmp_path / name
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json",
        *(resource["path"] for resource in package["resources"]),
    }
    for resource in package["resources"]:
        check_resource(folder, resource)


def check_resource(folder: Path, resource: dict[str, Any]) -> None:
    """What Frictionless would check of a resource of a package."""
    schema = resource["schema"]
    found = table(folder, resource["name"])
    header = (folder / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        required = field.get("constraints", {}).get("required", False)
        for row in found:
            cell = row[field["name"]]
            assert TYPES[field["type"]].fullmatch(cell) if cell else not required
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in found]
    assert len(set(keys)) == len(keys)
    for key in schema.get("foreignKeys", []):
        other = key["reference"].get("resource") or resource["name"]
        (name,), (its,) = key["fields"], key["reference"]["fields"]
        assert {row[name] for row in found} - {""} <= {row[its] for row in table(folder, other)}


def test_csv_and_sqlite_have_the_same_cells(tmp_path: Path, laichau: Laichau) -> None:
    written(laichau, tmp_path / "folder")
    written(laichau, tmp_path / "base.sqlite")
    for each in export.TABLES:
        exact = [column.name for column in each.columns if column.type in ("string", "decimal")]
        names = ", ".join(f"coalesce({name}, '')" for name in exact)
        in_csv = [
            tuple(row[name] for name in exact) for row in table(tmp_path / "folder", each.name)
        ]
        in_sqlite = rows(tmp_path / "base.sqlite", f"SELECT {names} FROM {each.name}")
        assert sorted(in_csv) == sorted(in_sqlite)


# ---- JSON Lines


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_json_lines_are_facts_with_all_that_belongs_to_them(
    base: Path, tmp_path: Path, laichau: Laichau
) -> None:
    path = tmp_path / "base.jsonl"
    written(laichau, path, base=base)
    found = lines(path)
    facts = in_json(laichau, "show", "all", "--lang", "en", base=base)
    for line, fact in zip(found, facts, strict=True):
        assert tuple(line) == FACT_FIELDS
        assert [target["id"] for target in line["targets"]] == fact["targets"]
        assert all(fact["source"][key] == kept for key, kept in line["source"].items())
        value = line["value"]
        assert fact["value"] == (value["en"] if isinstance(value, dict) else value)
        changed = ("targets", "source", "value", "observations")
        assert all(line[name] == fact[name] for name in FACT_FIELDS if name not in changed)


def test_standard_output_gets_what_a_file_would(tmp_path: Path, laichau: Laichau) -> None:
    assert laichau("export", str(tmp_path / "x.jsonl")).status == 0
    written = (tmp_path / "x.jsonl").read_text(encoding="utf-8")
    assert laichau("export", "-") == (0, written, "")


def test_a_line_says_where_its_figures_are_from(tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "base.jsonl"
    written(laichau, path)
    line = next(line for line in lines(path) if line["id"] == "road-length")
    paper = {"title": "Bài báo", "publisher": "Báo", "url": "https://example.org/bai-bao"}
    for figure, words in ((line, "trên 1.200,50 km"), (line["observations"][0], "1.100 km")):
        expected = {"id": "paper", "line": None, "text": words, **paper}
        assert {key: figure["source"][key] for key in expected} == expected
    assert [(seen["value"], seen["period"]) for seen in line["observations"]] == [(1100, "2021")]
    assert str(line["value"]) == "1200.50"


# ---- what stands there already


FORMS = ["base.sqlite", "base.jsonl", "folder"]


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_replaced_unless_told(name: str, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / name
    written(laichau, path)
    before = contents(path)
    message = f"{path}: is there already; give another name, or --force to replace it"
    assert written(laichau, path, base=CITED) == (2, "", f"laichau: {message}\n")
    assert contents(path) == before
    status, _, _ = written(laichau, path, "--force", base=CITED)
    assert status == 0
    assert contents(path) != before
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_empty_folder_is_no_obstacle(tmp_path: Path, laichau: Laichau) -> None:
    assert written(laichau, tmp_path).status == 0
    assert (tmp_path / "datapackage.json").is_file()


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path, laichau: Laichau) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    message = f"{folder}: holds other files too (thesis.txt); name a folder of its own"
    assert written(laichau, folder, "--force") == (1, "", f"laichau: {message}\n")
    assert contents(folder) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_all_as_it_was(
    name: str,
    error: BaseException,
    tmp_path: Path,
    laichau: Laichau,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / name
    written(laichau, path)
    before = contents(path)

    def fail(*_: object, **__: object) -> None:
        raise error

    for rename in ("replace", "rename"):
        monkeypatch.setattr(os, rename, fail)
    status, stdout, stderr = written(laichau, path, "--force")
    monkeypatch.undo()
    expected = f"laichau: {path}: cannot be written: No space left on device\n"
    assert (status, stdout, stderr) in [(1, "", expected), (130, "", "")]
    assert contents(path) == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_link_stays_a_link(tmp_path: Path, laichau: Laichau) -> None:
    (tmp_path / "real.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert written(laichau, tmp_path / "link.jsonl", "--force").status == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(lines(tmp_path / "real.jsonl")) == 11


def test_a_database_in_use_is_not_replaced(tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "base.sqlite"
    written(laichau, path)
    (tmp_path / "base.sqlite-wal").touch()
    message = f"{path}: another program has it open ({path}-wal); close it"
    assert written(laichau, path, "--force") == (1, "", f"laichau: {message}\n")


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("", 2, "export needs a file; try: laichau export lai-chau.sqlite"),
        ("base.xlsx", 2, "base.xlsx: its name says no form; end it in .sqlite or .db (SQLite)"),
        *(
            (f"/no/such/{name}", 1, f"/no/such/{name}: cannot be written: {why}")
            for name, why in (
                ("base.jsonl", "No such file or directory"),
                ("base.db", "unable to open database file"),
                ("base", "No such file or directory"),
            )
        ),
        ("a\0b.jsonl", 1, r"a\x00b.jsonl: cannot be written: embedded null byte"),
    ],
)
def test_what_cannot_be_written(name: str, status: int, message: str, laichau: Laichau) -> None:
    found = laichau("export", name, base=SMALL)
    assert (found.status, found.stdout) == (status, "")
    assert found.stderr.startswith(f"laichau: {message}")


@pytest.mark.parametrize("name", ["pipe.jsonl", "pipe"])
def test_only_regular_files_are_replaced(name: str, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / name
    os.mkfifo(path)
    status, stdout, stderr = written(laichau, path, "--force")
    assert (status, stdout) == (1, "")
    assert stderr.startswith(f"laichau: {path}: cannot be written: ")
