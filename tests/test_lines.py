"""Where each key of a TOML text stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.base.lines import lines_of, nearest_line
from tests.conftest import SHIPPED

Path = tuple[str | int, ...]

TRICKY: dict[str, tuple[str, dict[Path, int]]] = {
    "comments with brackets": (
        "# [not.a.table] = {\na = 1 # ] } , [\n[t] # [x]\nb = [ # ]\n  1, # }\n]\n",
        {("a",): 2, ("t",): 3, ("t", "b"): 4, ("t", "b", 0): 5},
    ),
    "multi-line strings": (
        'a = """\n[no]\nb = 2\n"""\nc = \'\'\'\n""" d = 3\n\'\'\'\ne = 4\n',
        {("a",): 1, ("c",): 5, ("e",): 8},
    ),
    "quotes inside multi-line strings": (
        (
            'a = """one \\""" two"""\nb = """"quoted""""\n'
            'c = \'\'\'\'q\'\'\'\'\nd = """""x"""""\ne = 1\n'
        ),
        {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4, ("e",): 5},
    ),
    "escapes in strings": (
        'a = "\\\\"\nb = "\\" # [x] = {"\nc = \'\\\'\nd = ["]", \'}\', ","]\ne = 1\n',
        {
            ("a",): 1,
            ("b",): 2,
            ("c",): 3,
            ("d",): 4,
            ("d", 0): 4,
            ("d", 1): 4,
            ("d", 2): 4,
            ("e",): 5,
        },
    ),
    "line ending backslash": ('a = """\\\n  x\\\n  """\nb = 1', {("a",): 1, ("b",): 4}),
    "nested arrays": (
        "a = [\n  [1,\n   2],\n  [\n    3\n  ],\n]\nb = []\n",
        {
            ("a",): 1,
            ("a", 0): 2,
            ("a", 0, 0): 2,
            ("a", 0, 1): 3,
            ("a", 1): 4,
            ("a", 1, 0): 5,
            ("b",): 8,
        },
    ),
    "inline tables in arrays": (
        'a = [\n  { x = 1, y = { z = "}" } },\n  # between\n\n  { x = 2 }, { x = 3 },\n]\n',
        {
            ("a",): 1,
            ("a", 0): 2,
            ("a", 0, "x"): 2,
            ("a", 0, "y"): 2,
            ("a", 0, "y", "z"): 2,
            ("a", 1): 5,
            ("a", 1, "x"): 5,
            ("a", 2): 5,
            ("a", 2, "x"): 5,
        },
    ),
    "arrays of tables": (
        "[[a]]\nx = 1\n\n[[a.b]]\ny = 2\n[[a.b]]\n[[a]]\nx = 3\n[a.c]\nz = 4\n[[a.b]]\ny = 5\n",
        {
            ("a", 0): 1,
            ("a", 0, "x"): 2,
            ("a", 0, "b", 0): 4,
            ("a", 0, "b", 0, "y"): 5,
            ("a", 0, "b", 1): 6,
            ("a", 1): 7,
            ("a", 1, "x"): 8,
            ("a", 1, "c"): 9,
            ("a", 1, "c", "z"): 10,
            ("a", 1, "b", 0): 11,
            ("a", 1, "b", 0, "y"): 12,
        },
    ),
    "quoted and dotted keys": (
        (
            '[topics."a.b"]\nx.y.z = 1\n"q \\" ]" = 2\n\'l # =\' = 3\n'
            '[ t . "u v" ]\n"" = 4\n"\\u00e9".k = 5\n'
        ),
        {
            ("topics", "a.b"): 1,
            ("topics", "a.b", "x", "y", "z"): 2,
            ("topics", "a.b", 'q " ]'): 3,
            ("topics", "a.b", "l # ="): 4,
            ("t", "u v"): 5,
            ("t", "u v", ""): 6,
            ("t", "u v", "é", "k"): 7,
        },
    ),
    "every scalar": (
        "a = -1.5e+3\nb = 2022-02-25 10:00:00Z # x\nc = true\nd = [nan,inf,1e3]\nf=0x1F",
        {
            ("a",): 1,
            ("b",): 2,
            ("c",): 3,
            ("d",): 4,
            ("d", 0): 4,
            ("d", 1): 4,
            ("d", 2): 4,
            ("f",): 5,
        },
    ),
    "keys like numbers and dates": (
        "1979-05-27 = 1\n3.14 = 2\ntrue = 3\n",
        {("1979-05-27",): 1, ("3", "14"): 2, ("true",): 3},
    ),
    "blank lines and tabs": (
        "\n\n\ta\t=\t1\n\n  [t]\n\n\t\tb = 2",
        {("a",): 3, ("t",): 5, ("t", "b"): 7},
    ),
    "nothing": ("", {}),
    "only a comment": ("# a = 1", {}),
}


def paths(value: Any, path: Path = ()) -> set[Path]:
    """The path of every key and array element of `value`."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return {path}.union(*(paths(item, (*path, key)) for key, item in inner))


def written(lines: dict[Path, int], expected: dict[Path, int]) -> dict[Path, int]:
    """`lines` without the tables that only a longer key implies: their line is free."""
    implied = {path[:length] for path in expected for length in range(len(path))} - set(expected)
    return {path: line for path, line in lines.items() if path not in implied}


@pytest.mark.parametrize("name", TRICKY)
def test_by_hand(name: str) -> None:
    text, expected = TRICKY[name]
    tomllib.loads(text)
    assert written(lines_of(text), expected) == expected


@pytest.mark.parametrize("name", TRICKY)
def test_carriage_returns_do_not_count(name: str) -> None:
    text, expected = TRICKY[name]
    assert written(lines_of(text.replace("\n", "\r\n")), expected) == expected


def test_the_shipped_base() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    lines, printed = lines_of(text), text.split("\n")
    raw = tomllib.loads(text)
    assert paths(raw) - set(lines) <= {
        (),
        ("sources",),
        ("units",),
        ("topics",),
        ("facts",),
        ("targets",),
    }
    for id_ in raw["facts"]:
        assert printed[lines["facts", id_] - 1] == f"[facts.{id_}]"
        for key in raw["facts"][id_]:
            assert printed[lines["facts", id_, key] - 1].startswith(f"{key} = ")


def test_the_nearest_line_is_that_of_the_table_around() -> None:
    lines = lines_of("schema = 1\n\n[a.b]\nc = [\n 1,\n]\n")
    assert nearest_line(lines, ("a", "b", "c", 0)) == 5
    assert nearest_line(lines, ("a", "b", "c", 7, "x")) == 4
    assert nearest_line(lines, ("a", "b", "d")) == 3
    assert nearest_line(lines, ("z",)) == 1


# ---- generated documents, written in several styles

KEYS = st.text("abc-_. \"'#=[]é", min_size=1, max_size=6)
SCALARS = st.one_of(
    st.integers(-99, 99),
    st.booleans(),
    st.text("ab \"'\\\n[]{}#,=é", max_size=8),
    st.dates(),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str() if "'''" not in value and "\n" in value and not value.endswith("'"):
            return f"'''\n{value}'''"
        case str():
            return quoted(value)
        case list():
            return "[ # [\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
        case dict():
            return (
                "{"
                + ", ".join(f"{quoted(key)} = {toml(item)}" for key, item in value.items())
                + "}"
            )
    return str(value)


def document(tables: dict[str, Any]) -> str:
    """Plain keys first, then each table under a header of its own."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, dict)}
    lines = [f"{quoted(key)} = {toml(value)}" for key, value in plain.items()]
    for key, table in tables.items():
        if key not in plain:
            lines += [f"[{quoted(key)}] # ]"]
            lines += [f"{quoted(inner)} = {toml(value)}" for inner, value in table.items()]
    return "\n".join(lines)


@given(DOCUMENTS)
def test_every_key_of_any_document_is_found(tables: dict[str, Any]) -> None:
    text = document(tables)
    assert tomllib.loads(text) == tables
    lines = lines_of(text)
    assert paths(tables) - {()} <= set(lines)
    printed = text.split("\n")
    for path, line in lines.items():
        if path and isinstance(path[-1], str):
            assert quoted(path[-1]) in printed[line - 1]
