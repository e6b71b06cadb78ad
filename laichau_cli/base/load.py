"""From the files of a base to its objects: TOML with exact decimals, every mistake with its line.

Nothing is half accepted: `load_base` returns a base in which every reference holds, or raises one
`BaseError` with all that is wrong. pydantic finds what is wrong with a table; it is said here in
words for a curator. An interrupt while it validates ends as KeyboardInterrupt (pydantic 2.13).
"""

from __future__ import annotations

import os
import re
from binascii import crc32
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeVar

import tomli
from pydantic import ValidationError

from laichau_cli.base import model
from laichau_cli.base.files import read_below, read_regular
from laichau_cli.base.limits import HINTS, MAX_FILE, MAX_ID
from laichau_cli.base.lines import Path, lines_of, nearest_line
from laichau_cli.base.model import LAYOUT, TABLES, FactBase
from laichau_cli.base.problems import Problem, Unknown, cut, dotted, problem_of, shown
from laichau_cli.base.rules import problems_of
from laichau_cli.base.units import units_of
from laichau_cli.errors import BaseError
from laichau_cli.language.messages import Message, joined, one_of, reason_of

REPORTED = 1000
"""Tables between two reports of how far a reading has come."""
Report = Callable[[str, int, int], None]
"""Told how far something long has come: what is being done, how much of it, of how much."""

T = TypeVar("T", bound=model.Table)


class File(NamedTuple):
    """One TOML file of a base, parsed: numbers with a point are exact decimals."""

    path: str
    digest: str
    raw: dict[str, Any]
    text: str


def read_files(paths: Sequence[str], *, folder: str | None = None) -> list[File]:
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


def digest_of(data: bytes) -> str:
    """What tells one content of a file from another: its size and its CRC-32."""
    return f"{len(data)}-{crc32(data):08x}"


def parse(path: str, data: bytes) -> File:
    """One file of a base, read as TOML; raises `BaseError`, naming file and line."""
    text = _decoded(path, data)
    raw = _parsed(path, text)
    if (layout := raw.get("schema")) != LAYOUT or type(layout) is not int:
        raise BaseError(_wrong_layout(path, text, raw))
    return File(path, digest_of(data), raw, text)


def load_base(files: Sequence[File], *, report: Report | None = None) -> FactBase:
    """The base in one file, or in several whose ids are unique across them.

    Raises `BaseError` with a message `PATH:LINE: what is wrong` for every mistake.
    """
    problems: list[Problem] = []
    raw = _merged(files, problems) if len(files) > 1 else files[0].raw
    base = _read_tables(raw, problems, report)
    problems += problems_of(base)
    if problems:
        where = Where(files)
        messages = zip(problems, _messages(problems), strict=True)
        found = sorted({(*where.locate(p.path, p.file), message) for p, message in messages})
        raise BaseError(*(_at(path, line, message) for path, line, message in found))
    return base


class Where:
    """Where the tables of a base stand in its files, for messages."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self._lines: dict[str, dict[Path, int]] = {}

    def locate(self, path: Path, file: str | None = None) -> tuple[str, int]:
        """The file and line of what is at `path`; of that in `file` if several have it."""
        found = next((each for each in self._files if each.path == file), self._file_of(path))
        if found.path not in self._lines:
            self._lines[found.path] = _lines(found.path, found.text)
        return found.path, nearest_line(self._lines[found.path], path)

    def _file_of(self, path: Path) -> File:
        for file in self._files:
            inner: Any = file.raw
            for part in path[:2]:
                inner = inner.get(part) if isinstance(inner, dict) else None
            if inner is not None:
                return file
        return self._files[0]


def _at(path: str, line: int, what: str) -> str:
    return Message("{path}:{line}: {what}", path=path, line=str(line), what=what)


# ---- TOML


def _bytes(path: str, folder: str | None) -> bytes:
    try:
        if folder is not None:
            return read_below(folder, os.path.basename(path), most=MAX_FILE)
        return read_regular(path, most=MAX_FILE)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise BaseError(
            Message("{path}: cannot be read: {reason}", path=path, reason=reason)
        ) from None


def _decoded(path: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02x}"
        message = Message("byte {byte} is not UTF-8; save the file as UTF-8", byte=byte)
        raise BaseError(_at(path, line, message)) from None
    return text.replace("\r\n", "\n")


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        reason = cut(error.msg[:1].lower() + error.msg[1:], 200)
        message = Message("not TOML: {reason}", reason=_without_values(reason))
        raise BaseError(_at(path, error.lineno, message)) from None
    except RecursionError:
        raise _too_deep(path, text) from None
    except ValueError:
        # Python refuses to read whole numbers beyond sys.get_int_max_str_digits().
        match = re.search(r"(?<![\d_])\d[\d_]{3000,}", text)
        line = text.count("\n", 0, match.start()) + 1 if match else 1
        message = Message("a number has thousands of digits; shorten it")
        raise BaseError(_at(path, line, message)) from None


def _without_values(reason: str) -> str:
    """What tomli says, as a message whose only value is what it quotes."""
    quoted = re.search(r"\(.*\)|'.*'", reason)
    if quoted is None:
        return Message(reason)
    template = f"{reason[: quoted.start()]}{{what}}{reason[quoted.end() :]}"
    return Message(template, what=quoted.group())


def _exact(digits: str) -> Decimal:
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
    lines = text.split("\n")
    deepest = max(range(len(lines)), key=lambda at: len(re.findall(r"[\[{.]", lines[at])))
    message = Message("arrays or tables nested too deep; flatten them")
    return BaseError(_at(path, deepest + 1, message))


def _wrong_layout(path: str, text: str, raw: dict[str, Any]) -> str:
    if "schema" not in raw:
        message = Message(
            "no `schema`; the file must begin with `schema = {layout}`", layout=LAYOUT
        )
        return _at(path, 1, message)
    message = Message(
        "unknown `schema` {given}; this version of laichau reads layout {layout}",
        given=shown(raw["schema"]),
        layout=LAYOUT,
    )
    return _at(path, nearest_line(_lines(path, text), ("schema",)), message)


def _merged(files: Sequence[File], problems: list[Problem]) -> dict[str, Any]:
    """The tables of several files as one; an id that two of them have is a problem."""
    merged: dict[str, Any] = {}
    owners: dict[tuple[str, str], str] = {}
    for file in files:
        for key, value in file.raw.items():
            if key == "synonyms":
                merged[key] = merged.get(key, []) + (value if isinstance(value, list) else [value])
                continue
            if key not in TABLES:
                merged[key] = value
                continue
            if not isinstance(value, dict):
                problems.append(Problem((key,), _not_tables(key), file.path))
                continue
            for id_ in value:
                first = owners.setdefault((key, id_), file.path)
                if first != file.path:
                    message = Message(
                        "the id '{id}' is in {file} too; ids are unique across the files",
                        id=id_,
                        file=first,
                    )
                    problems.append(Problem((key, id_), message, file.path))
            merged[key] = {**value, **merged.get(key, {})}
    return merged


# ---- objects


def _read_tables(raw: dict[str, Any], problems: list[Problem], report: Report | None) -> FactBase:
    """All tables as objects; None for one that is wrong, so that its id is still known."""
    head = {key: value for key, value in raw.items() if key != "schema" and key not in TABLES}
    read = read_table(model.Head, head, (), problems)
    tables = {name: _read_all(cls, raw, name, problems, report) for name, cls in TABLES.items()}
    tables["units"] = units_of(tables["units"], tables["facts"].values())
    return FactBase(read or model.Head.model_construct(), **tables)


def _read_all(
    cls: type[T],
    raw: dict[str, Any],
    name: str,
    problems: list[Problem],
    report: Report | None,
) -> dict[str, Any]:
    tables = raw.get(name, {})
    if not isinstance(tables, dict):
        problems.append(Problem((name,), _not_tables(name)))
        return {}
    pattern = re.compile(_ID_PATTERNS[name == "topics"])
    read: dict[str, T | None] = {}
    for done, (key, table) in enumerate(tables.items()):
        if report is not None and done % REPORTED == 0:
            report(Message("checking {tables}", tables=Message(name)), done, len(tables))
        if len(key) > MAX_ID or not pattern.fullmatch(key):
            problems.append(Problem((name, key), _bad_id(name, key)))
        read[key] = read_table(cls, table, (name, key), problems)
    return read


def _not_tables(name: str) -> str:
    return Message("`{name}` must be tables: [{name}.some-id]", name=name)


_ID_PATTERNS = (model.ID, rf"{model.ID}(\.{model.ID})*")


def _bad_id(name: str, key: str) -> str:
    if len(key) > MAX_ID:
        return Message(
            "the id {id} is longer than {most} characters; shorten it", id=shown(key), most=MAX_ID
        )
    form = Message(
        "the id {id} must be kebab-case ASCII: small letters, digits and hyphens", id=shown(key)
    )
    hint = Message('; quote a dotted id: [topics."a.b"]')
    return joined([form, hint], "") if name == "topics" else form


def read_table(cls: type[T], table: Any, path: Path, problems: list[Problem]) -> T | None:
    """A table as an object; None, and its problems added to `problems`, where it is not valid."""
    try:
        return cls.model_validate(table)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_problem(cls, path, detail) for detail in details]
        return None


# ---- what is wrong with a table, in our words


def _problem(cls: type[model.Table], path: Path, detail: Mapping[str, Any]) -> Problem:
    loc: Path = detail["loc"]
    match detail["type"]:
        case "sentence":
            return problem_of(path, _reason(detail), at=loc)
        case "missing":
            if loc[-1] in ("vi", "en"):
                message = Message(
                    "needs `{key}` (every label is in both languages)", key=dotted(loc)
                )
            else:
                message = Message("needs `{key}`", key=dotted(loc))
            return problem_of(path, message, at=loc[:-1])
        case "extra_forbidden":
            return _unknown_key(cls, path, loc)
    if not loc:
        return Problem(path, Message("{key} {reason}", key=dotted(path), reason=_reason(detail)))
    message = Message("`{key}` {reason}", key=dotted(loc), reason=_reason(detail))
    return problem_of(path, message, at=loc)


def _unknown_key(cls: type[model.Table], path: Path, loc: Path) -> Problem:
    *inside, key = loc
    unknown = Unknown(str(key), _known_keys(cls, tuple(inside)), Message("; take it out"))
    if inside:
        message = Message(
            "`{table}` has an unknown key {key}", table=dotted(tuple(inside)), key=shown(str(key))
        )
    else:
        message = Message("unknown key {key}", key=shown(str(key)))
    return problem_of(path, message, at=loc, unknown=unknown)


REASONS = {
    "string_type": "must be text, not {given}",
    "string_too_short": "is empty; fill it in or take it out",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "is {given}, which has not the form {pattern}",
    "too_long": "has more than {max_length} parts; keep {max_length}",
    "too_short": "must have {min_length} parts",
    "literal_error": "is {given}; it must be {expected}",
    "bool_type": "must be true or false, not {given}",
    "date_type": "must be a TOML date such as 2022-02-25, not {given}",
    "list_type": "must be an array, not {given}",
    "model_type": "must be a table, not {given}",
    "int_type": "must be a whole number, not {given}",
    "greater_than_equal": "is {given}, below {ge}; count from {ge}",
    "less_than_equal": "is {given}, above {le}",
}
"""What we say for each type of error of pydantic's; our own carry their message."""


def _reason(detail: Mapping[str, Any]) -> str:
    values = detail.get("ctx", {})
    template = REASONS.get(detail["type"])
    if template is None:
        return values.get("message") or str(detail["msg"])
    if "expected" in values:
        values = {"expected": one_of(re.split(", | or ", values["expected"]))}
    return Message(template, given=shown(detail["input"]), **values)


def _known_keys(cls: type[model.Table], inside: Path) -> list[str]:
    fields: Any = cls.model_fields
    for part in inside:
        if not isinstance(part, int):
            fields = next(_tables_in(fields[part].annotation)).model_fields
    known = [field.alias or name for name, field in fields.items()]
    return [*known, "schema", *TABLES] if cls is model.Head and not inside else known


def _tables_in(annotation: Any) -> Iterator[type[model.Table]]:
    if isinstance(annotation, type) and issubclass(annotation, model.Table):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _tables_in(part)


def _messages(problems: Sequence[Problem]) -> Iterator[str]:
    """What to say of each; of the first unknown names, what may have been meant."""
    hints = 0
    for problem in problems:
        unknown = problem.unknown
        hints += unknown is not None
        hint = "" if unknown is None else unknown.hint() if hints <= HINTS else unknown.remedy
        yield joined([problem.message, hint], "") if hint else problem.message
