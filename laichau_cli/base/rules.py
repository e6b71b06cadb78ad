"""TOML to model: the whole base is read and every mistake is reported with its line.

Nothing is half accepted: either `read_files` returns a base in which every reference holds, or it
raises one `BaseError` with all that is wrong.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from laichau_cli.base import model
from laichau_cli.base.interrupts import held
from laichau_cli.base.lines import Path
from laichau_cli.base.load import File, Where, cut, parse, shown
from laichau_cli.base.shape import (
    Problem,
    T,
    Unknown,
    dotted,
    messages,
    read_synonym,
    read_table,
    unknown_key,
)
from laichau_cli.errors import BaseError

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


def read_base(path: str, data: bytes) -> FactBase:
    """The base in the bytes of one file; raises as `parse` and `read_files` do."""
    return read_files([parse(path, data)])


def read_files(files: Sequence[File], *, report: Report | None = None) -> FactBase:
    """The base in one file, or in several whose ids are unique across them.

    Raises `BaseError` with a message `PATH:LINE: what is wrong` for every mistake.
    """
    problems: list[Problem] = []
    raw = _merged(files, problems) if len(files) > 1 else files[0].raw
    with held() as let_go:

        def watch(doing: str, done: int, of: int) -> None:
            let_go()
            (report or _unreported)(doing, done, of)

        base = _read_tables(raw, problems, watch)
    problems += _meaning(base)
    if problems:
        where = Where(files)
        said = zip(problems, messages(problems), strict=True)
        found = sorted({(*where.stands(p.path, p.file), message) for p, message in said})
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
                    message = f"the id '{id_}' is in {first} too; ids are unique across the files"
                    problems.append(Problem((key, id_), message, file.path))
            merged[key] = {**value, **merged.get(key, {})}
    return merged


# ---- shape: every table of the base


def _read_tables(raw: dict[str, Any], problems: list[Problem], report: Report) -> FactBase:
    unknown = [key for key in raw if key not in _TOP_KEYS]
    problems += [unknown_key((key,), _TOP_KEYS) for key in unknown]
    title = None
    if "title" in raw:
        title = read_table(model.Label, raw["title"], ("title",), problems)
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
        problems.append(Problem((name,), _not_tables(name)))
        return {}
    pattern = re.compile(_ID_PATTERNS[name == "topics"])
    read: dict[str, T | None] = {}
    for done, (key, table) in enumerate(tables.items()):
        if done % REPORTED == 0:
            report(f"checking {name}", done, len(tables))
        if len(key) > model.MAX_ID or not pattern.fullmatch(key):
            problems.append(Problem((name, key), _bad_id(name, key)))
        read[key] = read_table(cls, table, (name, key), problems)
    return read


def _not_tables(name: str) -> str:
    return f"`{name}` must be tables: [{name}.some-id]"


_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID_PATTERNS = (_ID, rf"{_ID}(?:\.{_ID})*")


def _bad_id(name: str, key: str) -> str:
    if len(key) > model.MAX_ID:
        return f"the id {shown(key)} is longer than {model.MAX_ID} characters; shorten it"
    hint = '; quote a dotted id: [topics."a.b"]' if name == "topics" else ""
    return f"the id {shown(key)} must be kebab-case ASCII: small letters, digits and hyphens{hint}"


def _read_synonyms(raw: Any, problems: list[Problem]) -> list[list[str]]:
    groups = raw if isinstance(raw, list) else [raw]
    for index, group in enumerate(groups):
        words = group if isinstance(group, list) else []
        path: Path = ("synonyms", index)
        if len(words) < 2:
            problems.append(Problem(path, "a group of synonyms is an array of two words or more"))
            return []
        if len(words) > model.MAX_NAMES:
            said = f"a group of synonyms has more than {model.MAX_NAMES} words; keep those of use"
            problems.append(Problem(path, said))
            return []
        for at, word in enumerate(words):
            read_synonym(word, (*path, at), problems)
    return [] if problems else groups


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
        yield Problem(path, f"{dotted(path)}: needs `url` or `file`")
    if (source.file is None) != (source.sha256 is None):
        yield Problem(path, f"{dotted(path)}: `file` and `sha256` go together")
    if source.file is not None and source.lang not in ("vi", "en"):
        yield Problem(
            (*path, "lang"),
            f"{dotted(path)}: only a document in `vi` or `en` can be read, not {source.lang!r}",
        )
    if source.file is not None and not _is_below(source.file):
        yield Problem(
            (*path, "file"),
            f"{dotted(path)}: `file` must stay below the base's own folder, not {source.file!r}",
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
        yield Problem(path, f"{dotted(path)}: needs its parent, [topics.{parent}]")


def _standing_problems(base: FactBase, path: Path, topic: model.Topic) -> Iterator[Problem]:
    if topic.stands_for is None:
        return
    yield from _reference(path, "stands_for", topic.stands_for, base.facts)
    fact = base.facts.get(topic.stands_for)
    if fact and not f"{fact.topic}.".startswith(f"{path[1]}."):
        yield Problem(
            (*path, "stands_for"),
            f"{dotted(path)}: `{topic.stands_for}` is filed under {fact.topic}; name a fact of "
            "this topic or one below it",
        )


def _fact_problems(base: FactBase, path: Path, fact: model.Fact) -> Iterator[Problem]:
    yield from _reference(path, "topic", fact.topic, base.topics)
    if fact.topic == ROOT:
        yield Problem((*path, "topic"), f"{dotted(path)}: file the fact under a topic of its own")
    if fact.unit is not None and fact.unit != "rank":
        yield from _reference(path, "unit", fact.unit, base.units)
    yield from _evidence_problems(base, (*path, "evidence"), fact.evidence)
    yield from _kind_problems(path, fact)
    for index, observation in enumerate(fact.observations):
        at = (*path, "observations", index)
        yield from _evidence_problems(base, (*at, "evidence"), observation.evidence)
        if fact.kind not in ("number", "rank"):
            yield Problem(at, f"{dotted(path)}: only a number or a rank has `observations`")
    seen = Counter([fact.period, *(seen.period for seen in fact.observations)])
    for period, times in seen.items():
        if times > 1:
            yield Problem(
                (*path, "observations"),
                f"{dotted(path)}: two figures for the period {period}; keep one",
            )


def _kind_problems(path: Path, fact: model.Fact) -> Iterator[Problem]:
    where = dotted(path)
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
        yield Problem(path, f"{dotted(path)}: needs `line`, the line of {source.file}")
    if source.file is None and evidence.line is not None:
        yield Problem(
            path, f"{dotted(path)}: has a `line`, but its source has no `file`; take it out"
        )


def _target_problems(base: FactBase, path: Path, target: model.Target) -> Iterator[Problem]:
    where = dotted(path)
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
    remedy = f"; define [{DEFINED_IN.get(key, 'facts')}.{cut(name, model.MAX_ID)}]"
    message = f"{dotted(path)}: unknown {key} {shown(name)}"
    yield Problem((*(at or path), key), message, unknown=Unknown(name, known, remedy))
