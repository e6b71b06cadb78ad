"""A base with any one leaf deleted or replaced by junk loads or fails cleanly."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.base.load import load_base, parse
from laichau_cli.errors import BaseError
from tests.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]


class Literal(str):
    """A value as TOML writes it."""

    __slots__ = ()


RAW: dict[str, Any] = tomllib.loads(SMALL.read_text(encoding="utf-8"), parse_float=Literal)
for id_ in ("number-plate", "paved", "inert", "debt"):  # kinds and keys that others have too
    del RAW["facts"][id_]
for id_ in ("debt-province", "debt-nation"):
    del RAW["targets"][id_]
JUNK = {
    "empty text": "",
    "a word": "x",
    "a control character": "\x1b[31m",
    "true": True,
    "nought": 0,
    "below nought": -1,
    "a fraction": Literal("0.5"),
    "not a number": Literal("nan"),
    "infinity": Literal("inf"),
    "a long number": 10**40,
    "a huge exponent": Literal("1e999999999"),
    "an impossible exponent": Literal("1e99999999999999999999"),
    "a huge hexadecimal": Literal("0x" + "f" * 5000),
    "an empty array": [],
    "an array": ["x", 1],
    "an empty table": {},
    "a table": {"x": {"y": 1}},
    "a date": Literal("2022-02-25"),
    "a time": Literal("10:00:00"),
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inner:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


def changed(value: Any, path: Path, junk: Any) -> Any:
    """`value` with what stands at `path` replaced, or left out where `junk` is None."""
    key, *rest = path
    items = dict(value.items() if isinstance(value, dict) else enumerate(value))
    if rest:
        items[key] = changed(items[key], tuple(rest), junk)
    elif junk is None:
        del items[key]
    else:
        items[key] = junk
    return items if isinstance(value, dict) else list(items.values())


def toml(value: Any) -> str:
    match value:
        case Literal():
            return value
        case bool():
            return str(value).lower()
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001b")
            return f'"{escaped}"'
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            return (
                "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
            )
    return str(value)


def document(base: dict[str, Any]) -> bytes:
    return "".join(f"{key} = {toml(value)}\n" for key, value in base.items()).encode()


def said(data: bytes) -> tuple[str, ...]:
    """What is wrong with the base; nothing if it is valid."""
    try:
        load_base([parse("base.toml", data)])
    except BaseError as error:
        return error.messages
    return ()


def is_valid(data: bytes) -> bool:
    messages = said(data)
    assert all(re.match(r"base\.toml:[1-9]\d*: .", message) for message in messages)
    return not messages


def test_the_base_is_valid_before() -> None:
    assert is_valid(document(RAW))


def test_any_leaf_may_be_missing() -> None:
    results = {is_valid(document(changed(RAW, path, None))) for path in places(RAW)}
    assert results == {True, False}


@pytest.mark.parametrize("name", JUNK)
def test_any_leaf_may_be_junk(name: str) -> None:
    results = [is_valid(document(changed(RAW, path, JUNK[name]))) for path in places(RAW)]
    assert not all(results)
