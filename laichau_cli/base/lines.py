"""Where each key of a TOML text stands, for messages about values that parse but are wrong.

No TOML reader that keeps exact decimals also keeps positions, so the text is walked once more, only
when there is something to report. The text is known to be valid: the walk need not judge it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tomli

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY_PART = r"(?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
_KEY = re.compile(rf"{_KEY_PART}(?:[ \t]*\.[ \t]*{_KEY_PART})*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


DEEPEST = 8
"""Parts of a path that is remembered; none of a base has more than six."""


def lines_of(text: str) -> dict[Path, int]:
    """The line, counted from 1, of each table, key and array element of a valid TOML `text`.

    What is deeper than `DEEPEST` stands where its table does.
    """
    written: dict[Path, int] = {}
    for path, line in _Walk(text).statements():
        if len(path) <= DEEPEST:
            written[path] = line
        else:
            written.setdefault(path[:DEEPEST], line)
    lines = dict(written)
    for path, line in written.items():
        for length in range(1, len(path)):
            lines.setdefault(path[:length], line)  # [a.b] is where a begins, if nothing else is
    return lines


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest table around it that has one; 1 at worst."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _key_parts(key: str) -> tuple[str, ...]:
    if _BARE.fullmatch(key):
        return (key,)
    inner: Any = tomli.loads(f"{key} = 0")
    parts: list[str] = []
    while isinstance(inner, dict):
        ((part, inner),) = inner.items()
        parts.append(part)
    return tuple(parts)


class _Walk:
    """One pass over a text; `_at` is where it has come to, `_line` the line it is on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def statements(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        counts: dict[Path, int] = {}
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header(counts)
                yield table, self._line
            else:
                yield from self._pair(table)
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        found = match.group() if match else self._text[self._at : self._at + 1]
        self._at += len(found)
        self._line += found.count("\n")
        return found

    def _key(self) -> Path:
        self._skip(_SPACE)
        parts = _key_parts(self._skip(_KEY))
        self._skip(_SPACE)
        return parts

    def _header(self, counts: dict[Path, int]) -> Path:
        is_array = self._text.startswith("[[", self._at)
        brackets = 2 if is_array else 1
        self._at += brackets
        path = self._key()
        self._at += brackets
        full: Path = ()
        for depth, part in enumerate(path[:DEEPEST], 1):
            full += (part,)
            if full in counts and not (is_array and depth == len(path)):
                full += (counts[full],)
        if is_array and len(path) <= DEEPEST:
            counts[full] = counts.get(full, -1) + 1
            full += (counts[full],)
        return full

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        line = self._line
        path = table + self._key()
        self._at += len("=")
        self._skip(_SPACE)
        yield path, line
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        opening = self._text[self._at : self._at + 1]
        if opening == "{":
            yield from self._members(path, closing="}")
        elif opening == "[":
            yield from self._members(path, closing="]")
        elif opening in ('"', "'"):
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)

    def _members(self, path: Path, *, closing: str) -> Iterator[tuple[Path, int]]:
        self._at += 1
        index = 0
        self._skip(_BLANK)
        while self._at < len(self._text) and self._text[self._at] != closing:
            if closing == "}":
                yield from self._pair(path)
            else:
                yield (*path, index), self._line
                yield from self._value((*path, index))
            index += 1
            self._skip(_BLANK)
            if self._text[self._at : self._at + 1] == ",":
                self._at += 1
                self._skip(_BLANK)
        self._at += 1
