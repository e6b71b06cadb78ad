"""The shape of a base's tables: each is read on its own, and every mistake in it said in our words.

pydantic finds the mistakes; what it calls them is put into what a curator has to do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from laichau_cli.base import model
from laichau_cli.base.lines import Path
from laichau_cli.base.load import cut, shown

HINTED = 10
"""Unknown names of a base for which the nearest known one is looked for: that takes long."""
COMPARED = 2_000_000
"""Pairs of letters looked at for each, first in names that begin like it and are as long."""

T = TypeVar("T", bound=model.Table)


class Unknown(NamedTuple):
    """A name that is none of those known, and what to do about it where none is near."""

    name: str
    known: Iterable[str]
    remedy: str

    def hint(self) -> str:
        """What may have been meant, to end a message with."""
        near = difflib.get_close_matches(self.name, self._candidates(), n=1)
        return f" (did you mean `{near[0]}`?)" if near else self.remedy

    def _candidates(self) -> list[str]:
        length = len(self.name)
        if length > model.MAX_ID:
            return []
        known = sorted(
            (name for name in self.known if len(name) <= model.MAX_ID),
            key=lambda name: (name[:1] != self.name[:1], abs(len(name) - length)),
        )
        work = accumulate(len(name) * length for name in known)
        return [name for name, done in zip(known, work, strict=True) if done <= COMPARED]


class Problem(NamedTuple):
    """One mistake: where in the base, and what to do."""

    path: Path
    message: str
    file: str | None = None
    """The file, where more than one has something at `path`."""
    unknown: Unknown | None = None
    """The name that is wrong, if that is the mistake; the message is to end with its hint."""


def messages(problems: Iterable[Problem]) -> Iterator[str]:
    """What to say of each; of the first unknown names, what may have been meant."""
    hints = 0
    for problem in problems:
        unknown = problem.unknown
        hints += unknown is not None
        hint = "" if unknown is None else unknown.hint() if hints <= HINTED else unknown.remedy
        yield problem.message + hint


_SYNONYM = TypeAdapter[str](model.Synonym, config=ConfigDict(strict=True))


def read_synonym(word: Any, path: Path, problems: list[Problem]) -> None:
    """Add to `problems` what is wrong with a word that is said to mean the same as others."""
    try:
        _SYNONYM.validate_python(word)
    except ValidationError as error:
        problems += [
            Problem(path, f"`{dotted(path)}` {_reason(detail)}")
            for detail in error.errors(include_url=False)
        ]


def read_table(cls: type[T], table: Any, path: Path, problems: list[Problem]) -> T | None:
    """A table as an object; None, and its problems added to `problems`, where it is not valid."""
    try:
        return cls.model_validate(table)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_shape_problem(cls, path, detail) for detail in _telling(details)]
        return None


_UNIONS = ("goal", "text")
_OTHER_BRANCH = ("list_type", "string_type", "model_type")


def _telling(details: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """The errors, but of a key that takes one of two types only those of the type it nearly is."""
    unions: dict[object, list[Mapping[str, Any]]] = {}
    for detail in details:
        key = detail["loc"][0] if detail["loc"] else None
        if key in _UNIONS:
            unions.setdefault(key, []).append(detail)
        else:
            yield detail
    for same in unions.values():
        inside = [detail for detail in same if len(_place(detail)) > 1]
        nearly = [detail for detail in same if detail["type"] not in _OTHER_BRANCH]
        yield from inside or nearly or same[-1:]


def _place(detail: Mapping[str, Any]) -> Path:
    """Where an error is; pydantic puts the branch of a union that it tried into the path.

    A key that is unknown ends the path, and may be of any form.
    """
    loc = detail["loc"]
    known = len(loc) - (detail["type"] == "extra_forbidden")
    return tuple(
        part
        for at, part in enumerate(loc)
        if at >= known or isinstance(part, int) or re.fullmatch(r"[a-z0-9_]+", part) is not None
    )


def _shape_problem(cls: type[model.Table], path: Path, detail: Mapping[str, Any]) -> Problem:
    loc = _place(detail)
    name = f"`{dotted(loc)}`" if loc else dotted(path)
    where = f"{dotted(path)}: " if loc else ""
    match detail["type"]:
        case "missing":
            return Problem(path + loc[:-1], f"{where}needs {name}{_in_both(loc)}")
        case "extra_forbidden":
            inside = f"`{dotted(loc[:-1])}` has an " if loc[:-1] else ""
            return unknown_key(path + loc, _known_keys(cls, loc[:-1]), where=where + inside)
    return Problem(path + loc, f"{where}{name} {_reason(detail)}")


def _in_both(loc: Path) -> str:
    return " (every label is in both languages)" if loc[-1] in ("vi", "en") else ""


_REASONS = {
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
    template = _REASONS.get(detail["type"])
    if template is None:
        return str(detail["msg"])
    return template.format(**{"given": shown(detail["input"]), **detail.get("ctx", {})})


def _known_keys(cls: type[model.Table], inside: Path) -> list[str]:
    fields: Any = cls.model_fields
    for part in inside:
        if isinstance(part, int):
            continue
        nested = list(_tables_in(fields[part].annotation)) if part in fields else []
        if not nested:
            return []
        fields = nested[0].model_fields
    return list(fields)


def _tables_in(annotation: Any) -> Iterator[type[model.Table]]:
    if isinstance(annotation, type) and issubclass(annotation, model.Table):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _tables_in(part)


def unknown_key(path: Path, known: Iterable[str], *, where: str = "") -> Problem:
    """That the key which ends `path` is none of those known."""
    key = str(path[-1])
    message = f"{where}unknown key {shown(key)}"
    return Problem(path, message, unknown=Unknown(key, known, "; take it out"))


def dotted(path: Path) -> str:
    """A place in a base as a message names it: `facts.tea-area.evidence`."""
    parts = [f"[{part}]" if isinstance(part, int) else cut(part, model.MAX_ID) for part in path]
    return ".".join(parts).replace(".[", "[")
