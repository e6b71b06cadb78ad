"""The TOML files of a base: read, parsed with exact decimals, and where things stand in them."""

from __future__ import annotations

import os
import re
from binascii import crc32
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import tomli

from laichau_cli.base.files import read_below, read_regular
from laichau_cli.base.lines import Path, lines_of, nearest_line
from laichau_cli.errors import BaseError

LAYOUT = 1
"""The layout of `facts.toml` that this version reads."""
_NESTED = re.compile(r"[\[{.]")
MOST_PARTS = 50
"""Parts of a dotted key: tomli takes memory by the square of them."""
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"]*+"|'[^']*+')"""
_LONG_KEY = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS},}}+[ \t]*+[=\]]"
)


class File(NamedTuple):
    """One TOML file of a base, parsed: numbers with a point are exact decimals."""

    path: str
    digest: str
    raw: dict[str, Any]
    text: str | None = None
    """What it was parsed from, where it was parsed just now."""


def parse(path: str, data: bytes) -> File:
    """One file of a base, read as TOML; raises `BaseError`, naming file and line."""
    text = _decoded(path, data)
    raw = _parsed(path, text)
    if (known := raw.get("schema")) != LAYOUT or type(known) is not int:
        raise BaseError(_wrong_layout(path, text, raw))
    return File(path, digest_of(data), raw, text)


class Where:
    """Where the tables of a base stand in its files, for messages."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self._lines: dict[str, dict[Path, int]] = {}

    def stands(self, path: Path, file: str | None = None) -> tuple[str, int]:
        """The file and line of what is at `path`; of that in `file` if several have it."""
        found = file or self._file_of(path)
        if found not in self._lines:
            self._lines[found] = _lines(found, self._text(found))
        return found, nearest_line(self._lines[found], path)

    def _text(self, path: str) -> str:
        file = next(file for file in self._files if file.path == path)
        if file.text is not None:
            return file.text
        with open(path, "rb") as opened:
            return _decoded(path, opened.read())

    def _file_of(self, path: Path) -> str:
        for file in self._files:
            inner: Any = file.raw
            for part in path[:2]:
                inner = inner.get(part) if isinstance(inner, dict) else None
            if inner is not None:
                return file.path
        return self._files[0].path


def shown(value: Any) -> str:
    """A value of a file as a message quotes it, cut short."""
    try:
        shown = repr(value) if isinstance(value, str | int | float) else str(value)
    except RecursionError:
        return "tables or arrays nested deep"
    except ValueError:  # beyond sys.get_int_max_str_digits()
        return "a number of thousands of digits"
    return cut(shown, 60)


def cut(shown: str, most: int) -> str:
    """`shown` in at most so many characters."""
    return shown if len(shown) <= most else shown[: most - 1] + "…"


# ---- files


MAX_BASE = 2**30
"""Bytes of a file of a base that will be read: a million facts have half of that."""


def read(paths: Sequence[str], *, folder: str | None = None) -> list[File]:
    """The files of a base, parsed; those of a base that is a folder are read only below it.

    Raises `BaseError` with every file that cannot be read or is not TOML.
    """
    files: list[File] = []
    messages: list[str] = []
    for path in paths:
        try:
            files.append(parse(path, _bytes(path, folder)))
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


def digest_of(data: bytes) -> str:
    """What tells one content of a file from another: its size and its CRC-32."""
    return f"{len(data)}-{crc32(data):08x}"


# ---- TOML


def _decoded(path: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaseError(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    return text.replace("\r\n", "\n")


def _parsed(path: str, text: str) -> dict[str, Any]:
    _check_keys(path, text)
    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        reason = cut(error.msg[:1].lower() + error.msg[1:], 200)
        raise BaseError(f"{path}:{error.lineno}: not TOML: {reason}") from None
    except RecursionError:
        raise _too_deep(path, text) from None
    except ValueError:
        # Python refuses to read whole numbers beyond sys.get_int_max_str_digits().
        match = re.search(r"(?<![\d_])\d[\d_]{3000,}", text)
        line = text.count("\n", 0, match.start()) + 1 if match else 1
        raise BaseError(f"{path}:{line}: a number has thousands of digits; shorten it") from None


def _check_keys(path: str, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= MOST_PARTS and _LONG_KEY.search(line):
            message = f"a dotted key of more than {MOST_PARTS} parts; shorten it"
            raise BaseError(f"{path}:{number}: {message}")


def _exact(digits: str) -> Any:
    # A model.Number refuses what is too long; a Decimal of any length is cheap to hold.
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that not even a Decimal can hold
        return Decimal("1E+999999")


def _lines(path: str, text: str) -> dict[Path, int]:
    try:
        return lines_of(text)
    except RecursionError:
        raise _too_deep(path, text) from None


def _too_deep(path: str, text: str) -> BaseError:
    line = _line_of_nesting(text)
    return BaseError(f"{path}:{line}: arrays or tables nested too deep; flatten them")


def _line_of_nesting(text: str) -> int:
    deepest = max(text.split("\n"), key=lambda line: len(_NESTED.findall(line)))
    return text[: text.index(deepest)].count("\n") + 1


def _wrong_layout(path: str, text: str, raw: dict[str, Any]) -> str:
    if "schema" not in raw:
        return f"{path}:1: no `schema`; the file must begin with `schema = {LAYOUT}`"
    line = nearest_line(_lines(path, text), ("schema",))
    return (
        f"{path}:{line}: unknown `schema` {shown(raw['schema'])}; this version of laichau reads "
        f"layout {LAYOUT}"
    )
