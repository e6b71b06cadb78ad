"""`laichau compare-target`: facts against the goals set for them."""

from __future__ import annotations

from laichau_cli.commands.answer import (
    Answer,
    checked_moment,
    messages_of_left_out,
    messages_of_rivals,
)
from laichau_cli.commands.names import names_in, span_of, things_named
from laichau_cli.errors import NothingFound
from laichau_cli.index.ask import ROOT
from laichau_cli.index.times import as_of, comparisons
from laichau_cli.language import LANGUAGES
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message, one_of
from laichau_cli.records import COMPARISON_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index
    from laichau_cli.records import ComparisonRecord, FactRecord

COLUMNS = ("verdict", "fact", "actual", "goal", "margin", "unit", "set_by", "due")


def answer(index: Index, names: Sequence[str], options: Options) -> Answer:
    """The goals of all facts, or of those named.

    Raises `NothingFound` for a name that nothing bears or whose facts have no target.
    """
    at = checked_moment(options.at)
    return of_things(index, things_named(index, names_in(index, names)), options, at)


def of_things(
    index: Index, things: Sequence[tuple[str, str]], options: Options, at: str | None
) -> Answer:
    """The goals of these, or of all facts where there are none; raises as `answer` does."""
    facts, targets = _with_goals(index, things or [("topic", ROOT)])
    if things and not facts:
        raise NothingFound(
            Message(
                "no target is set for {facts}; laichau compare-target lists those there are",
                facts=one_of([id_ for _, id_ in things]),
            )
        )
    then = [fact if at is None else as_of(fact, at) for fact in facts.values()]
    judged = [fact for fact in then if fact]
    found = [record for fact in judged for record in comparisons(fact)]
    left_out = sum(len(fact["goals"]) for fact in facts.values()) - len(found)
    records = [
        record for record in found if record["target"] in targets and _is_wanted(record, options)
    ]
    failed = any(_is_one_of(record, options.fail_on) for record in records)
    return Answer(
        "comparisons",
        records,
        index,
        fields=COMPARISON_FIELDS,
        columns=(*COLUMNS, "period") if at else COLUMNS,
        status=1 if failed else 0,
        messages=[
            *messages_of_left_out(left_out, at, targets=True),
            *messages_of_rivals(judged, options.lang),
        ],
    )


def _with_goals(
    index: Index, things: Sequence[tuple[str, str]]
) -> tuple[dict[str, FactRecord], set[str]]:
    """The facts of these that have goals, by id, and the targets that were meant."""
    facts: dict[str, FactRecord] = {}
    targets: set[str] = set()
    for thing in things:
        found = [*index.facts(span_of(index, thing), with_goals=True)]
        facts |= {fact["id"]: fact for fact in found}
        targets |= {
            goal["target"]
            for fact in found
            for goal in fact["goals"]
            if thing[0] != "target" or thing[1] == f"{fact['id']}/{goal['target']}"
        }
    return facts, targets


def _is_one_of(record: ComparisonRecord, verdicts: Sequence[str]) -> bool:
    """Whether the verdict is named, or is short for good and `missed` is named."""
    is_missed = record["verdict"] == "short" and record["stage"] == "final"
    return record["verdict"] in verdicts or (is_missed and "missed" in verdicts)


def _is_wanted(record: ComparisonRecord, options: Options) -> bool:
    if options.status and not _is_one_of(record, options.status):
        return False
    if options.scope and record["scope"] != options.scope:
        return False
    if not options.set_by:
        return True
    wanted = fold(options.set_by)
    return bool(wanted) and any(wanted in fold(record["set_by"][lang]) for lang in LANGUAGES)
