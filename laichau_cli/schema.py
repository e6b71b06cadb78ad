"""TOML to model: the whole base is read and every mistake is reported with its line.

Nothing is half accepted: either `read_files` returns a base in which every reference holds, or it
raises one `BaseError` with all that is wrong.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeVar

import tomli
from pydantic import ValidationError

from laichau_cli import model
from laichau_cli.errors import BaseError
from laichau_cli.lines import Path, lines_of, nearest_line

LAYOUT = 1
"""The layout of `facts.toml` that this version reads."""
ROOT = "all"
"""The topic of all topics."""
TABLES: Mapping[str, type[model.Table]] = {
    "sources": model.Source,
    "units": model.Unit,
    "topics": model.Topic,
    "facts": model.Fact,
    "targets": model.Target,
}
DEFINED_IN = {"source": "sources", "topic": "topics", "unit": "units"}
"""The tables that keys of facts refer to; all others refer to facts."""
_TOP_KEYS = ("schema", "title", "synonyms", *TABLES)
REPORTED = 1000
"""Tables between two reports of how far a reading has come."""
_NESTED = re.compile(r"[\[{]")

T = TypeVar("T", bound=model.Table)


class Problem(NamedTuple):
    """One mistake: where in the base, and what to do."""

    path: Path
    message: str
    file: str | None = None
    """The file, where more than one has something at `path`."""


class File(NamedTuple):
    """One TOML file of a base, parsed: numbers with a point are exact decimals."""

    path: str
    sha256: str
    raw: dict[str, Any]
    text: str | None = None
    """What it was parsed from, where it was parsed just now."""


class FactBase(NamedTuple):
    """A valid fact base: every reference in it holds."""

    title: model.Label
    synonyms: list[list[str]]
    sources: dict[str, model.Source]
    units: dict[str, model.Unit]
    topics: dict[str, model.Topic]
    facts: dict[str, model.Fact]
    targets: dict[str, model.Target]


Report = Callable[[str, int, int], None]
"""Told how far something long has come: what is being done, how much of it, of how much."""


def parse(path: str, data: bytes) -> File:
    """One file of a base, read as TOML; raises `BaseError`, naming file and line."""
    text = _decoded(path, data)
    raw = _parsed(path, text)
    if (known := raw.get("schema")) != LAYOUT or type(known) is not int:
        raise BaseError(_wrong_layout(path, text, raw))
    return File(path, hashlib.sha256(data).hexdigest(), raw, text)


def read_base(path: str, data: bytes) -> FactBase:
    """The base in the bytes of one file; raises as `parse` and `read_files` do."""
    return read_files([parse(path, data)])


def read_files(files: Sequence[File], *, report: Report | None = None) -> FactBase:
    """The base in one file, or in several whose ids are unique across them.

    Raises `BaseError` with a message `PATH:LINE: what is wrong` for every mistake.
    """
    problems: list[Problem] = []
    raw = _merged(files, problems) if len(files) > 1 else files[0].raw
    base = _read_tables(raw, problems, report or _unreported)
    problems += _meaning(base)
    if problems:
        where = Where(files)
        found = sorted({(*where.stands(p.path, p.file), p.message) for p in problems})
        raise BaseError(*(f"{path}:{line}: {message}" for path, line, message in found))
    return base


def _unreported(doing: str, done: int, of: int) -> None:
    """Where nobody watches."""


def _merged(files: Sequence[File], problems: list[Problem]) -> dict[str, Any]:
    """The tables of several files as one; an id that two of them have is a problem."""
    merged: dict[str, Any] = {}
    owners: dict[tuple[str, str], str] = {}
    for file in files:
        for key, value in file.raw.items():
            if key not in TABLES or not isinstance(value, dict):
                merged[key] = merged.get(key, []) + value if key == "synonyms" else value
                continue
            for id_ in value:
                first = owners.setdefault((key, id_), file.path)
                if first != file.path:
                    message = f"the id '{id_}' is in {first} too; ids are unique across the files"
                    problems.append(Problem((key, id_), message, file.path))
            merged[key] = {**value, **merged.get(key, {})}
    return merged


class Where:
    """Where the tables of a base stand in its files, for messages."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self._lines: dict[str, dict[Path, int]] = {}

    def stands(self, path: Path, file: str | None = None) -> tuple[str, int]:
        """The file and line of what is at `path`; of that in `file` if several have it."""
        found = file or self._file_of(path)
        if found not in self._lines:
            self._lines[found] = lines_of(self._text(found))
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


# ---- parsed files kept as JSON, so that one that has not changed need not be parsed again


def dumped(raw: dict[str, Any]) -> str:
    """A parsed file as JSON; exact decimals and dates are objects of one key."""
    return json.dumps(raw, default=_tagged, ensure_ascii=False, separators=(",", ":"))


def loaded(text: str) -> dict[str, Any]:
    """What `dumped` wrote."""
    raw: dict[str, Any] = json.loads(text, object_hook=_untagged)
    return raw


def _tagged(value: object) -> dict[str, str]:
    return {"=date" if isinstance(value, dt.date) else "=decimal": str(value)}


def _untagged(found: dict[str, Any]) -> Any:
    if "=decimal" in found:
        return Decimal(found["=decimal"])
    return dt.date.fromisoformat(found["=date"]) if "=date" in found else found


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
    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise BaseError(f"{path}:{error.lineno}: not TOML: {reason}") from None
    except RecursionError:
        line = _line_of_nesting(text)
        raise BaseError(f"{path}:{line}: arrays or tables nested too deep; flatten them") from None
    except ValueError:
        # Python refuses to read whole numbers beyond sys.get_int_max_str_digits().
        match = re.search(r"\d[\d_]{3000,}", text)
        line = text.count("\n", 0, match.start()) + 1 if match else 1
        raise BaseError(f"{path}:{line}: a number has thousands of digits; shorten it") from None


def _exact(digits: str) -> Any:
    # A model.Number refuses what is too long; a Decimal of any length is cheap to hold.
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that not even a Decimal can hold
        return Decimal("1E+999999")


def _line_of_nesting(text: str) -> int:
    deepest = max(text.split("\n"), key=lambda line: len(_NESTED.findall(line)))
    return text[: text.index(deepest)].count("\n") + 1


def _wrong_layout(path: str, text: str, raw: dict[str, Any]) -> str:
    if "schema" not in raw:
        return f"{path}:1: no `schema`; the file must begin with `schema = {LAYOUT}`"
    line = nearest_line(lines_of(text), ("schema",))
    return (
        f"{path}:{line}: unknown `schema` {_shown(raw['schema'])}; this version of laichau reads "
        f"layout {LAYOUT}"
    )


# ---- shape: each table on its own


def _read_tables(raw: dict[str, Any], problems: list[Problem], report: Report) -> FactBase:
    unknown = [key for key in raw if key not in _TOP_KEYS]
    problems += [Problem((key,), _unknown_key(key, _TOP_KEYS)) for key in unknown]
    title = None
    if "title" in raw:
        title = _read_table(model.Label, raw["title"], ("title",), problems)
    else:
        problems.append(Problem((), "needs `title`, in both languages"))
    return FactBase(
        title or model.Label.model_construct(vi="", en=""),
        _read_synonyms(raw.get("synonyms", []), problems),
        **{name: _read_all(cls, raw, name, problems, report) for name, cls in TABLES.items()},
    )


def _read_all(
    cls: type[T], raw: dict[str, Any], name: str, problems: list[Problem], report: Report
) -> dict[str, Any]:
    tables = raw.get(name, {})
    if not isinstance(tables, dict):
        problems.append(Problem((name,), f"`{name}` must be tables: [{name}.some-id]"))
        return {}
    pattern = re.compile(_ID_PATTERNS[name == "topics"])
    read: dict[str, T | None] = {}
    for done, (key, table) in enumerate(tables.items()):
        if done % REPORTED == 0:
            report(f"checking {name}", done, len(tables))
        if not pattern.fullmatch(key):
            problems.append(Problem((name, key), _bad_id(name, key)))
        read[key] = _read_table(cls, table, (name, key), problems)
    return read


_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID_PATTERNS = (_ID, rf"{_ID}(?:\.{_ID})*")


def _bad_id(name: str, key: str) -> str:
    hint = '; quote a dotted id: [topics."a.b"]' if name == "topics" else ""
    return f"the id {_shown(key)} must be kebab-case ASCII: small letters, digits and hyphens{hint}"


def _read_synonyms(raw: Any, problems: list[Problem]) -> list[list[str]]:
    groups = raw if isinstance(raw, list) else [raw]
    for index, group in enumerate(groups):
        words = group if isinstance(group, list) else []
        if len(words) < 2 or not all(isinstance(word, str) and word.strip() for word in words):
            problems.append(
                Problem(("synonyms", index), "a group of synonyms is an array of two words or more")
            )
            return []
    return groups


def _read_table(cls: type[T], table: Any, path: Path, problems: list[Problem]) -> T | None:
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
    for detail in details:
        key = detail["loc"][0] if detail["loc"] else None
        same = [other for other in details if other["loc"][:1] == (key,)]
        inside = [other for other in same if len(_place(other)) > 1]
        nearly = [other for other in same if other["type"] not in _OTHER_BRANCH]
        if key not in _UNIONS or detail in (inside or nearly or same[-1:]):
            yield detail


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
    name = f"`{_dotted(loc)}`" if loc else _dotted(path)
    where = f"{_dotted(path)}: " if loc else ""
    match detail["type"]:
        case "missing":
            return Problem(path + loc[:-1], f"{where}needs {name}{_in_both(loc)}")
        case "extra_forbidden":
            known = _known_keys(cls, loc[:-1])
            inside = f"`{_dotted(loc[:-1])}` has an " if loc[:-1] else ""
            return Problem(path + loc, where + inside + _unknown_key(str(loc[-1]), known))
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
    return template.format(**{"given": _shown(detail["input"]), **detail.get("ctx", {})})


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


def _unknown_key(key: str, known: Any) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f" (did you mean `{near[0]}`?)" if near else "; take it out"
    return f"unknown key {_shown(key)}{hint}"


def _dotted(path: Path) -> str:
    return ".".join(f"[{part}]" if isinstance(part, int) else part for part in path).replace(
        ".[", "["
    )


def _shown(value: Any) -> str:
    try:
        shown = repr(value) if isinstance(value, str | int | float) else str(value)
    except ValueError:  # beyond sys.get_int_max_str_digits()
        return "a number of thousands of digits"
    return shown if len(shown) <= 60 else shown[:59] + "…"


# ---- meaning: the tables together


def _meaning(base: Any) -> Iterator[Problem]:
    for source_id, source in _whole(base.sources):
        yield from _source_problems(("sources", source_id), source)
    for topic_id in base.topics:
        yield from _topic_problems(base, topic_id)
    for topic_id, topic in _whole(base.topics):
        yield from _standing_problems(base, ("topics", topic_id), topic)
    for fact_id, fact in _whole(base.facts):
        yield from _fact_problems(base, ("facts", fact_id), fact)
    for target_id, target in _whole(base.targets):
        yield from _target_problems(base, ("targets", target_id), target)


def _whole(tables: Mapping[str, T | None]) -> Iterator[tuple[str, T]]:
    """Those whose shape is right; the others were reported, but their ids are known."""
    return ((id_, table) for id_, table in tables.items() if table is not None)


def _source_problems(path: Path, source: model.Source) -> Iterator[Problem]:
    if source.url is None and source.file is None:
        yield Problem(path, f"{_dotted(path)}: needs `url` or `file`")
    if (source.file is None) != (source.sha256 is None):
        yield Problem(path, f"{_dotted(path)}: `file` and `sha256` go together")
    if source.file is not None and source.lang not in ("vi", "en"):
        yield Problem(
            (*path, "lang"),
            f"{_dotted(path)}: only a document in `vi` or `en` can be read, not {source.lang!r}",
        )
    if source.file is not None and not _is_below(source.file):
        yield Problem(
            (*path, "file"),
            f"{_dotted(path)}: `file` must stay below the base's own folder, not {source.file!r}",
        )


def _is_below(file: str) -> bool:
    parts = file.replace("\\", "/").split("/")
    return not os.path.isabs(file) and ":" not in file and ".." not in parts and parts[0] != ""


def _topic_problems(base: FactBase, topic_id: str) -> Iterator[Problem]:
    path = ("topics", topic_id)
    if topic_id == ROOT:
        yield Problem(path, f"`{ROOT}` is the root of all topics; give the topic another id")
    if topic_id in base.facts:
        yield Problem(
            ("facts", topic_id), f"`{topic_id}` is the id of a topic and of a fact; rename one"
        )
    parent, dot, _ = topic_id.rpartition(".")
    if dot and parent not in base.topics:
        yield Problem(path, f"{_dotted(path)}: needs its parent, [topics.{parent}]")


def _standing_problems(base: FactBase, path: Path, topic: model.Topic) -> Iterator[Problem]:
    if topic.stands_for is None:
        return
    yield from _reference(path, "stands_for", topic.stands_for, base.facts)
    fact = base.facts.get(topic.stands_for)
    if fact and not f"{fact.topic}.".startswith(f"{path[1]}."):
        yield Problem(
            (*path, "stands_for"),
            f"{_dotted(path)}: `{topic.stands_for}` is filed under {fact.topic}; name a fact of "
            "this topic or one below it",
        )


def _fact_problems(base: FactBase, path: Path, fact: model.Fact) -> Iterator[Problem]:
    yield from _reference(path, "topic", fact.topic, base.topics)
    if fact.topic == ROOT:
        yield Problem((*path, "topic"), f"{_dotted(path)}: file the fact under a topic of its own")
    if fact.unit is not None and fact.unit != "rank":
        yield from _reference(path, "unit", fact.unit, base.units)
    yield from _evidence_problems(base, (*path, "evidence"), fact.evidence)
    yield from _kind_problems(path, fact)
    for index, observation in enumerate(fact.observations):
        at = (*path, "observations", index)
        yield from _evidence_problems(base, (*at, "evidence"), observation.evidence)
        if fact.kind not in ("number", "rank"):
            yield Problem(at, f"{_dotted(path)}: only a number or a rank has `observations`")
    seen = Counter([fact.period, *(seen.period for seen in fact.observations)])
    for period, times in seen.items():
        if times > 1:
            yield Problem(
                (*path, "observations"),
                f"{_dotted(path)}: two figures for the period {period}; keep one",
            )


def _kind_problems(path: Path, fact: model.Fact) -> Iterator[Problem]:
    where = _dotted(path)
    kinds = [key for key in ("value", "range", "date", "text") if getattr(fact, key) is not None]
    if len(kinds) > 1:
        named = " and ".join(f"`{key}`" for key in kinds)
        yield Problem((*path, kinds[1]), f"{where}: {named} cannot stand together; keep one")
        return
    kind = fact.kind
    numeric = kind in ("number", "range", "rank", "fraction")
    if numeric and fact.unit is None:
        yield Problem(path, f"{where}: a figure needs `unit`")
    if kind == "rank" and fact.of is None:
        yield Problem(path, f"{where}: a rank needs `of`, how many are ranked")
    if fact.of is not None and fact.value is None:
        yield Problem((*path, "of"), f"{where}: `of` goes with `value`")
    if fact.of is not None and fact.value is not None and fact.value > fact.of:
        yield Problem(
            (*path, "of"), f"{where}: `value` {fact.value} is above `of` {fact.of}; check both"
        )
    if fact.range is not None and fact.range[0] >= fact.range[1]:
        yield Problem((*path, "range"), f"{where}: `range` must rise, from the lower to the higher")
    if fact.bound is not None and kind != "number":
        yield Problem((*path, "bound"), f"{where}: `bound` goes with a number, not with a {kind}")
    if fact.estimate and not numeric:
        yield Problem((*path, "estimate"), f"{where}: `estimate` goes with a figure")
    if fact.change is not None and kind not in ("number", "rank"):
        yield Problem((*path, "change"), f"{where}: `change` goes with a number or a rank")


def _evidence_problems(base: FactBase, path: Path, evidence: model.Evidence) -> Iterator[Problem]:
    yield from _reference(path[:2], "source", evidence.source, base.sources, at=path)
    source = base.sources.get(evidence.source)
    if source is None:
        return
    if source.file is not None and evidence.line is None:
        yield Problem(path, f"{_dotted(path)}: needs `line`, the line of {source.file}")
    if source.file is None and evidence.line is not None:
        yield Problem(
            path, f"{_dotted(path)}: has a `line`, but its source has no `file`; take it out"
        )


def _target_problems(base: FactBase, path: Path, target: model.Target) -> Iterator[Problem]:
    where = _dotted(path)
    yield from _reference(path, "fact", target.fact, base.facts)
    yield from _evidence_problems(base, (*path, "evidence"), target.evidence)
    fact = base.facts.get(target.fact)
    if fact and fact.kind not in ("number", "range", "rank"):
        yield Problem(
            (*path, "fact"), f"{where}: `{target.fact}` is a {fact.kind}; a target needs a number"
        )
    if fact and target.unit not in (None, fact.unit):
        yield Problem(
            (*path, "unit"),
            f"{where}: the goal is in {target.unit}, the fact in {fact.unit}; give both in one",
        )
    if isinstance(target.goal, list) and target.goal[0] >= target.goal[1]:
        yield Problem((*path, "goal"), f"{where}: `goal` must rise, from the lower to the higher")


def _reference(
    path: Path, key: str, name: str, known: Mapping[str, object], *, at: Path | None = None
) -> Iterator[Problem]:
    if name in known:
        return
    near = difflib.get_close_matches(name, list(known)[:10_000], n=1)
    table = DEFINED_IN.get(key, "facts")
    hint = f" (did you mean `{near[0]}`?)" if near else f"; define [{table}.{name}]"
    yield Problem((*(at or path), key), f"{_dotted(path)}: unknown {key} {_shown(name)}{hint}")
