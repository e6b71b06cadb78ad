"""What the tables of a base mean together: references that hold, keys that go with each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from laichau_cli.base import model
from laichau_cli.base.limits import MAX_ID, MAX_VERDICTS
from laichau_cli.base.lines import Path
from laichau_cli.base.model import ROOT, FactBase
from laichau_cli.base.problems import Problem, Unknown, cut, dotted, shown
from laichau_cli.base.units import BUILT_IN
from laichau_cli.records import NUMERIC

DEFINED_IN = {"source": "sources", "topic": "topics", "unit": "units"}
"""The tables that keys of facts refer to; all others refer to facts."""
HEDGED = ("number", "range", "fraction")
"""Kinds of facts that a source may hedge."""

T = TypeVar("T", bound=model.Table)


def problems_of(base: FactBase) -> Iterator[Problem]:
    """Every mistake of the tables together; None stands for a table that is wrong by itself."""
    for source_id, source in _whole(base.sources):
        yield from source_problems(("sources", source_id), source)
    for topic_id in base.topics:
        yield from _topic_problems(base, topic_id)
    for topic_id, topic in _whole(base.topics):
        yield from _standing_problems(base, ("topics", topic_id), topic)
    for fact_id, fact in _whole(base.facts):
        yield from fact_problems(base, ("facts", fact_id), fact)
    targets = Counter(target.fact for _, target in _whole(base.targets))
    for target_id, target in _whole(base.targets):
        yield from target_problems(base, ("targets", target_id), target)
    for fact_id, fact in _whole(base.facts):
        if targets[fact_id] * (len(fact.observations) + 1) > MAX_VERDICTS:
            message = f"has more than {MAX_VERDICTS} pairs of a figure and a target; keep fewer"
            yield Problem(("facts", fact_id), f"facts.{fact_id}: {message}")


def _whole(tables: Mapping[str, T | None]) -> Iterator[tuple[str, T]]:
    return ((id_, table) for id_, table in tables.items() if table is not None)


def source_problems(path: Path, source: model.Source) -> Iterator[Problem]:
    """What is wrong with the source at `path`."""
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

    for index, entry in enumerate(source.not_facts):
        if (entry.line is None) == (entry.lines is None):
            at = (*path, "not_facts", index)
            yield Problem(at, f"{dotted(at)}: needs `line` or `lines`, one of them")
    for index, (first, last) in enumerate(source.scope):
        if first > last:
            at = (*path, "scope", index)
            yield Problem(at, f"{dotted(at)}: must rise, from the first line to the last")
    if source.scope and source.file is None:
        yield Problem((*path, "scope"), f"{dotted(path)}: `scope` goes with `file`")


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


def fact_problems(base: FactBase, path: Path, fact: model.Fact) -> Iterator[Problem]:
    """What is wrong with the fact at `path`, its references included."""
    yield from _reference(path, "topic", fact.topic, base.topics)
    if fact.topic == ROOT:
        yield Problem((*path, "topic"), f"{dotted(path)}: file the fact under a topic of its own")
    yield from _unit_problems(base, path, fact.unit)
    if fact.change is not None:
        yield from _unit_problems(base, path, fact.change.unit, at=(*path, "change"))
    yield from _evidence_problems(base, (*path, "evidence"), fact.evidence)
    yield from _kind_problems(path, fact)
    for index, observation in enumerate(fact.observations):
        at = (*path, "observations", index)
        yield from _evidence_problems(base, (*at, "evidence"), observation.evidence)
        yield from _observation_problems(path, at, fact, observation)
    if not fact.observations:
        return
    figures = [fact, *fact.observations]
    seen = Counter([(figure.period, figure.evidence.source) for figure in figures])
    for (period, source), times in seen.items():
        if times > 1:
            yield Problem(
                (*path, "observations"),
                f"{dotted(path)}: two figures for the period {period} by {source}; keep one",
            )


def _observation_problems(
    path: Path, at: Path, fact: model.Fact, seen: model.Observation
) -> Iterator[Problem]:
    if fact.kind not in NUMERIC:
        yield Problem(at, f"{dotted(path)}: only a figure has `observations`")
        return
    kind = model.kind_of(seen, fact.unit)
    if kind is None:
        yield Problem(at, f"{dotted(at)}: needs `value` or `range`")
    elif not {kind, fact.kind} <= {"number", "range"} and kind != fact.kind:
        yield Problem(at, f"{dotted(at)}: is a {kind}, the fact a {fact.kind}; keep to one")
    yield from _figure_problems(at, seen, kind or fact.kind)


def _figure_problems(path: Path, figure: model.Figure, kind: str) -> Iterator[Problem]:
    """What is wrong with the keys that a fact and an observation share."""
    where = dotted(path)
    if figure.value is not None and figure.range is not None:
        yield Problem(
            (*path, "range"), f"{where}: `value` and `range` cannot stand together; keep one"
        )
    if figure.of is not None and figure.value is None:
        yield Problem((*path, "of"), f"{where}: `of` goes with `value`")
    if figure.of is not None and figure.value is not None and figure.value > figure.of:
        yield Problem(
            (*path, "of"), f"{where}: `value` {figure.value} is above `of` {figure.of}; check both"
        )
    if figure.range is not None and figure.range[0] >= figure.range[1]:
        yield Problem((*path, "range"), f"{where}: `range` must rise, from the lower to the higher")
    if figure.bound is not None and kind not in HEDGED:
        yield Problem(
            (*path, "bound"),
            f"{where}: `bound` goes with a number, a range or a fraction, not with a {kind}",
        )
    if figure.estimate and kind not in NUMERIC:
        yield Problem((*path, "estimate"), f"{where}: `estimate` goes with a figure")


def _kind_problems(path: Path, fact: model.Fact) -> Iterator[Problem]:
    where = dotted(path)
    kinds = [key for key in ("value", "range", "date", "text") if getattr(fact, key) is not None]
    if len(kinds) > 1:
        named = " and ".join(f"`{key}`" for key in kinds)
        yield Problem((*path, kinds[1]), f"{where}: {named} cannot stand together; keep one")
        return
    kind = fact.kind
    if kind in NUMERIC and fact.unit is None:
        yield Problem(path, f"{where}: a figure needs `unit`")
    yield from _figure_problems(path, fact, kind)
    if fact.change is not None and kind not in ("number", "rank"):
        yield Problem((*path, "change"), f"{where}: `change` goes with a number or a rank")


def _unit_problems(
    base: FactBase, path: Path, unit: str | None, *, at: Path | None = None
) -> Iterator[Problem]:
    if unit is not None and unit != "rank" and unit not in base.units:
        yield from _reference(path, "unit", unit, [*base.units, *BUILT_IN], at=at)


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


def target_problems(base: FactBase, path: Path, target: model.Target) -> Iterator[Problem]:
    """What is wrong with the target at `path`, or with its fact for a target."""
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
    if target.nation is not None:
        at = (*path, "nation")
        yield from _evidence_problems(base, (*at, "evidence"), target.nation.evidence)
        if target.scope != "nation":
            yield Problem(at, f'{where}: `nation` goes with `scope = "nation"`')
    if target.start is not None and target.due is not None and target.start[:4] > target.due[:4]:
        yield Problem((*path, "from"), f"{where}: `from` must not be after `due`")
    if isinstance(target.goal, list) and target.goal[0] >= target.goal[1]:
        yield Problem((*path, "goal"), f"{where}: `goal` must rise, from the lower to the higher")


def _reference(
    path: Path, key: str, name: str, known: Collection[str], *, at: Path | None = None
) -> Iterator[Problem]:
    if name in known:
        return
    remedy = f"; define [{DEFINED_IN.get(key, 'facts')}.{cut(name, MAX_ID)}]"
    message = f"{dotted(path)}: unknown {key} {shown(name)}"
    yield Problem((*(at or path), key), message, unknown=Unknown(name, known, remedy))
