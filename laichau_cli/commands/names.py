"""What a name means: a topic or a fact, by id, label or alias, and what to say where it is none."""

from __future__ import annotations

from laichau_cli.errors import NothingFound, UsageError
from laichau_cli.index.ask import EVERYTHING, ROOT
from laichau_cli.index.times import as_of
from laichau_cli.language.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.index.ask import Index, Span
    from laichau_cli.records import FactRecord, GoalRecord, Lang

    Thing = tuple[str, str]
    """`topic`, `fact` or `target`, and the id; a target's after that of its fact and a slash."""

MOST_NAMED = 6
"""Names listed when a prefix has several."""


def names_in(index: Index, words: Sequence[str]) -> Sequence[str]:
    """The names that were typed: all words together, if that is one name, else each of them."""
    together = " ".join(words)
    return [together] if len(words) > 1 and index.named(together) else words


def fact_names_in(index: Index, words: Sequence[str], *, command: str) -> Sequence[str]:
    """The same for a command that only takes facts; raises `UsageError` where there are none."""
    if not words:
        raise UsageError(
            Message(
                "{command} needs a fact; laichau show all lists them with their ids",
                command=command,
            )
        )
    return names_in(index, words)


def things_named(index: Index, names: Sequence[str]) -> list[Thing]:
    """What bears each name; raises `NothingFound` with a message for every name that is wrong."""
    things: list[Thing] = []
    wrong: list[str] = []
    for name in names:
        try:
            things.append(_thing_named(index, name))
        except NothingFound as error:
            wrong += error.messages
    if wrong:
        raise NothingFound(*wrong)
    return things


def _thing_named(index: Index, name: str) -> Thing:
    """What bears `name`, or the only thing a name of which begins so; raises `NothingFound`."""
    found = index.named(name) or index.beginning(name, most=MOST_NAMED + 1)
    if len(found) == 1:
        return found[0]
    raise NothingFound(
        _several(name, found) if found else _unknown(Message("fact or topic"), name, index)
    )


def span_of(index: Index, thing: Thing) -> Span:
    """The span of a topic's facts; of a fact or a target, the place of its one fact."""
    kind, id_ = thing
    if kind != "topic":
        position = index.position(id_.partition("/")[0])
        return position, position
    return EVERYTHING if id_ == ROOT else index.span(id_)


def facts_named(
    index: Index,
    names: Sequence[str],
    lang: Lang | None,
    *,
    command: str,
    at: str | None = None,
) -> tuple[list[FactRecord], list[str]]:
    """The facts of exactly these names, as they were `at` a time if one is given.

    And a message for each name that is no fact's, or of a fact that has no figure of then.
    """
    positions: list[int] = []
    missing: list[str] = []
    for name in names:
        try:
            positions.append(index.position(_only_fact(index, name, command=command)))
        except NothingFound as error:
            missing += error.messages
    facts = index.facts_at(positions, lang=lang)
    if at is None:
        return facts, missing
    then = [(fact["id"], as_of(fact, at)) for fact in facts]
    missing += [
        Message("'{id}' has no figure of {at}", id=id_, at=at) for id_, fact in then if fact is None
    ]
    return [fact for _, fact in then if fact is not None], missing


def target_named(index: Index, name: str) -> tuple[FactRecord, GoalRecord] | None:
    """The target that bears `name`, with its fact; None where nothing or something else does."""
    found = index.named(name)
    if len(found) != 1 or found[0][0] != "target":
        return None
    fact_id, _, target = found[0][1].partition("/")
    (fact,) = index.facts_at([index.position(fact_id)])
    return fact, next(goal for goal in fact["goals"] if goal["target"] == target)


def topic_named(index: Index, name: str) -> Span:
    """Where the facts of the topic of exactly this name stand; raises `NothingFound`."""
    topics = [thing for thing in index.named(name) if thing[0] == "topic"]
    if len(topics) == 1:
        return span_of(index, topics[0])
    raise NothingFound(
        _several(name, topics) if topics else _unknown(Message("topic"), name, index)
    )


def _only_fact(index: Index, name: str, *, command: str) -> str:
    found = index.named(name)
    facts = [id_ for kind, id_ in found if kind == "fact"]
    if len(facts) == 1:
        return facts[0]
    if facts:
        raise NothingFound(_several(name, found))
    if found:
        kind, id_ = found[0]
        raise NothingFound(
            Message(
                "'{name}' is a topic; {command} takes facts (laichau show {id})"
                if kind == "topic"
                else "'{name}' is a target; {command} takes facts (laichau show {id})",
                name=name,
                command=command,
                id=id_.rpartition("/")[2],
            )
        )
    raise NothingFound(_unknown(Message("fact"), name, index))


def _several(name: str, found: Sequence[Thing]) -> str:
    ids = [id_ for _, id_ in found]
    listed = ", ".join(ids[:MOST_NAMED]) + (", …" if len(ids) > MOST_NAMED else "")
    return Message("'{name}' could be {ids}; name one", name=name, ids=listed)


def _unknown(what: str, name: str, index: Index) -> str:
    from laichau_cli.search.query import nearest_name

    begins = index.beginning(name, most=2)
    near = begins[0][1] if len(begins) == 1 else nearest_name(index, name)
    hint = (
        Message(" (did you mean '{name}'?)", name=near)
        if near
        else Message("; laichau search finds facts by words")
    )
    return Message("no {what} '{name}'{hint}", what=what, name=name, hint=hint)
