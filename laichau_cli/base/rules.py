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
from laichau_cli.base.problems import Problem, Unknown, cut, problem_of, shown
from laichau_cli.base.units import BUILT_IN
from laichau_cli.language.messages import Message
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
            message = Message(
                "has more than {most} pairs of a figure and a target; keep fewer", most=MAX_VERDICTS
            )
            yield problem_of(("facts", fact_id), message)


def _whole(tables: Mapping[str, T | None]) -> Iterator[tuple[str, T]]:
    return ((id_, table) for id_, table in tables.items() if table is not None)


def source_problems(path: Path, source: model.Source) -> Iterator[Problem]:
    """What is wrong with the source at `path`."""
    if source.url is None and source.file is None:
        yield problem_of(path, Message("needs `url` or `file`"))
    if (source.file is None) != (source.sha256 is None):
        yield problem_of(path, Message("`file` and `sha256` go together"))
    if source.file is not None and source.lang not in ("vi", "en"):
        message = Message(
            "only a document in `vi` or `en` can be read, not '{lang}'", lang=source.lang
        )
        yield problem_of(path, message, at=("lang",))
    if source.file is not None and not _is_below(source.file):
        message = Message(
            "`file` must stay below the base's own folder, not {file}", file=shown(source.file)
        )
        yield problem_of(path, message, at=("file",))

    for index, entry in enumerate(source.not_facts):
        if (entry.line is None) == (entry.lines is None):
            message = Message("needs `line` or `lines`, one of them")
            yield problem_of((*path, "not_facts", index), message)
    for index, (first, last) in enumerate(source.scope):
        if first > last:
            message = Message("must rise, from the first line to the last")
            yield problem_of((*path, "scope", index), message)
    if source.scope and source.file is None:
        yield problem_of(path, Message("`scope` goes with `file`"), at=("scope",))


def _is_below(file: str) -> bool:
    parts = file.replace("\\", "/").split("/")
    return not os.path.isabs(file) and ":" not in file and ".." not in parts and parts[0] != ""


def _topic_problems(base: FactBase, topic_id: str) -> Iterator[Problem]:
    path = ("topics", topic_id)
    if topic_id == ROOT:
        message = Message("`{id}` is the root of all topics; give the topic another id", id=ROOT)
        yield Problem(path, message)
    if topic_id in base.facts:
        message = Message("`{id}` is the id of a topic and of a fact; rename one", id=topic_id)
        yield Problem(("facts", topic_id), message)
    parent, dot, _ = topic_id.rpartition(".")
    if dot and parent not in base.topics:
        message = Message("needs its parent, [topics.{parent}]", parent=parent)
        yield problem_of(path, message)


def _standing_problems(base: FactBase, path: Path, topic: model.Topic) -> Iterator[Problem]:
    if topic.stands_for is None:
        return
    yield from _reference(path, "stands_for", topic.stands_for, base.facts)
    fact = base.facts.get(topic.stands_for)
    if fact and not f"{fact.topic}.".startswith(f"{path[1]}."):
        message = Message(
            "`{fact}` is filed under {topic}; name a fact of this topic or one below it",
            fact=topic.stands_for,
            topic=fact.topic,
        )
        yield problem_of(path, message, at=("stands_for",))


def fact_problems(base: FactBase, path: Path, fact: model.Fact) -> Iterator[Problem]:
    """What is wrong with the fact at `path`, its references included."""
    yield from _reference(path, "topic", fact.topic, base.topics)
    if fact.topic == ROOT:
        message = Message("file the fact under a topic of its own")
        yield problem_of(path, message, at=("topic",))
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
            message = Message(
                "two figures for the period {period} by {source}; keep one",
                period=str(period),
                source=source,
            )
            yield problem_of(path, message, at=("observations",))


def _observation_problems(
    path: Path, at: Path, fact: model.Fact, seen: model.Observation
) -> Iterator[Problem]:
    if fact.kind not in NUMERIC:
        yield problem_of(path, Message("only a figure has `observations`"), at=at[len(path) :])
        return
    kind = model.kind_of(seen, fact.unit)
    if kind is None:
        yield problem_of(at, Message("needs `value` or `range`"))
    elif not {kind, fact.kind} <= {"number", "range"} and kind != fact.kind:
        message = Message(
            "is a {kind}, the fact a {other}; keep to one", kind=_noun(kind), other=_noun(fact.kind)
        )
        yield problem_of(at, message)
    yield from _figure_problems(at, seen, kind or fact.kind)


def _noun(kind: str) -> str:
    return Message(kind)


def _together(path: Path, key: str, other: str) -> Problem:
    message = Message("`{key}` and `{other}` cannot stand together; keep one", key=key, other=other)
    return problem_of(path, message, at=(other,))


def _figure_problems(path: Path, figure: model.Figure, kind: str) -> Iterator[Problem]:
    """What is wrong with the keys that a fact and an observation share."""
    if figure.value is not None and figure.range is not None:
        yield _together(path, "value", "range")
    if figure.of is not None and figure.value is None:
        yield problem_of(path, Message("`of` goes with `value`"), at=("of",))
    if figure.of is not None and figure.value is not None and figure.value > figure.of:
        message = Message(
            "`value` {value} is above `of` {of}; check both",
            value=str(figure.value),
            of=str(figure.of),
        )
        yield problem_of(path, message, at=("of",))
    if figure.range is not None and figure.range[0] >= figure.range[1]:
        message = Message("`range` must rise, from the lower to the higher")
        yield problem_of(path, message, at=("range",))
    if figure.bound is not None and kind not in HEDGED:
        message = Message(
            "`bound` goes with a number, a range or a fraction, not with a {kind}", kind=_noun(kind)
        )
        yield problem_of(path, message, at=("bound",))
    if figure.estimate and kind not in NUMERIC:
        yield problem_of(path, Message("`estimate` goes with a figure"), at=("estimate",))


def _kind_problems(path: Path, fact: model.Fact) -> Iterator[Problem]:
    kinds = [key for key in ("value", "range", "date", "text") if getattr(fact, key) is not None]
    if len(kinds) > 1:
        yield _together(path, *kinds[:2])
        return
    kind = fact.kind
    if kind in NUMERIC and fact.unit is None:
        yield problem_of(path, Message("a figure needs `unit`"))
    yield from _figure_problems(path, fact, kind)
    if fact.change is not None and kind not in ("number", "rank"):
        message = Message("`change` goes with a number or a rank")
        yield problem_of(path, message, at=("change",))


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
        yield problem_of(path, Message("needs `line`, the line of {file}", file=source.file))
    if source.file is None and evidence.line is not None:
        message = Message("has a `line`, but its source has no `file`; take it out")
        yield problem_of(path, message)


def target_problems(base: FactBase, path: Path, target: model.Target) -> Iterator[Problem]:
    """What is wrong with the target at `path`, or with its fact for a target."""
    yield from _reference(path, "fact", target.fact, base.facts)
    yield from _evidence_problems(base, (*path, "evidence"), target.evidence)
    fact = base.facts.get(target.fact)
    if fact and fact.kind not in ("number", "range", "rank"):
        message = Message(
            "`{fact}` is a {kind}; a target needs a number", fact=target.fact, kind=_noun(fact.kind)
        )
        yield problem_of(path, message, at=("fact",))
    if fact and target.unit not in (None, fact.unit):
        message = Message(
            "the goal is in {goal}, the fact in {fact}; give both in one",
            goal=target.unit,
            fact=str(fact.unit),
        )
        yield problem_of(path, message, at=("unit",))
    if target.nation is not None:
        at = (*path, "nation")
        yield from _evidence_problems(base, (*at, "evidence"), target.nation.evidence)
        if target.scope != "nation":
            message = Message('`nation` goes with `scope = "nation"`')
            yield problem_of(path, message, at=("nation",))
    if target.start is not None and target.due is not None and target.start[:4] > target.due[:4]:
        yield problem_of(path, Message("`from` must not be after `due`"), at=("from",))
    if isinstance(target.goal, list) and target.goal[0] >= target.goal[1]:
        message = Message("`goal` must rise, from the lower to the higher")
        yield problem_of(path, message, at=("goal",))


def _reference(
    path: Path, key: str, name: str, known: Collection[str], *, at: Path | None = None
) -> Iterator[Problem]:
    if name in known:
        return
    table = f"{DEFINED_IN.get(key, 'facts')}.{cut(name, MAX_ID)}"
    unknown = Unknown(name, known, Message("; define [{table}]", table=table))
    message = Message("unknown {key} {name}", key=_noun(key), name=shown(name))
    yield problem_of(path, message, at=(*(at or path), key)[len(path) :], unknown=unknown)
