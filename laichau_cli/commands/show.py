"""`laichau show`: the topics, the facts of topics and facts named, or the card of one fact."""

from __future__ import annotations

from laichau_cli.commands import compare_target
from laichau_cli.commands.answer import (
    FACT_COLUMNS,
    Answer,
    checked_moment,
    messages_of_left_out,
    messages_of_rivals,
)
from laichau_cli.commands.names import names_in, span_of, things_named
from laichau_cli.errors import UsageError
from laichau_cli.index.ask import EVERYTHING
from laichau_cli.index.times import LATEST, as_of, with_figure
from laichau_cli.language.figures import rest
from laichau_cli.language.messages import Message
from laichau_cli.records import FACT_FIELDS, TOPIC_FIELDS, series

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index, Span
    from laichau_cli.records import FactRecord

ALL = "all"
"""Every time: each figure of a fact is a record of its own."""
MANY = 2000
"""Facts from which an answer is not gathered before it is written."""


def answer(index: Index, names: Sequence[str], options: Options) -> Answer:
    """What `show` finds; raises `NothingFound` for a name that nothing bears."""
    at = options.at if options.at == ALL else checked_moment(options.at)
    if not names:
        return _topics(index, options, at)
    things = things_named(index, names_in(index, names))
    targets = [kind == "target" for kind, _ in things]
    if any(targets):
        if not all(targets):
            raise UsageError(Message("show takes targets alone, or topics and facts"))
        if at == ALL:
            raise UsageError(Message("a target has no figures of its own: name its fact"))
        return compare_target.of_things(index, things, options, at)
    spans = [span_of(index, thing) for thing in things]
    if at == ALL:
        return _every_figure(index, spans, options)
    # A picture or a page is made whole: it goes through its facts more than once.
    may_stream = at is None and len(spans) == 1 and not options.pictures
    if may_stream and index.count(spans[0]) > MANY:
        return _facts(index, index.facts(spans[0], lang=options.lang))
    found: dict[str, FactRecord] = {}
    for span in spans:
        found |= {fact["id"]: fact for fact in index.facts(span, lang=options.lang, at=at)}
    records = list(found.values())
    if len(things) == 1 and things[0][0] == "fact" and records:
        return _card(index, records[0])
    asked = sum(map(index.count, spans))
    nothing = Message("there is no fact yet; name what laichau draft proposes")
    return _facts(
        index,
        records,
        rests=_rests(index, found),
        messages=[
            *([] if asked else [nothing]),
            *messages_of_left_out(asked - len(records), at),
            *messages_of_rivals(records, options.lang),
        ],
    )


def _every_figure(index: Index, spans: Sequence[Span], options: Options) -> Answer:
    """Every figure of facts, a record each, the oldest of each fact first."""
    facts = {fact["id"]: fact for span in spans for fact in index.facts(span, lang=options.lang)}
    records = [
        with_figure(fact, place) for fact in facts.values() for place in range(len(series(fact)))
    ]
    return _facts(index, records)


def _topics(index: Index, options: Options, at: str | None) -> Answer:
    """The topics; with a year, those with figures of then, and how many."""
    if at == ALL:
        raise UsageError(Message("--at all shows every figure of facts: name one"))
    topics = index.topics()
    messages: list[str] = []
    if at not in (None, LATEST):
        years = index.years()
        counted = ((topic, years[topic["id"]].get(at)) for topic in topics)
        topics = [{**topic, "facts": count} for topic, count in counted if count]
        if not topics:
            messages = messages_of_left_out(index.count(EVERYTHING), at)
    standing = {
        topic["id"]: int(topic["stands_for"]) for topic in topics if topic["stands_for"] is not None
    }
    facts = index.facts_at(standing.values(), lang=options.lang)
    shown = facts if at is None else [as_of(fact, at) for fact in facts]
    return Answer(
        "topics",
        topics,
        index,
        fields=TOPIC_FIELDS,
        messages=messages,
        standing={id_: fact for id_, fact in zip(standing, shown, strict=True) if fact},
    )


def _facts(
    index: Index, records: Iterable[FactRecord], *, kind: str = "facts", **others: object
) -> Answer:
    return Answer(
        kind,
        records,
        index,
        fields=FACT_FIELDS,
        columns=FACT_COLUMNS,
        topics={topic["id"]: topic for topic in index.topics()},
        **others,
    )


def _card(index: Index, fact: FactRecord) -> Answer:
    source = index.source(fact["source"]["id"])
    passage = index.passage(source, fact["source"]["line"])
    passages = {fact["id"]: passage} if passage else {}
    return _facts(index, [fact], kind="card", sources=[source], passages=passages)


def _rests(index: Index, facts: dict[str, FactRecord]) -> dict[str, str]:
    """What is left of each whole, by the last of its shares.

    Only where all of them are shown, of one time and without a hedge.
    """
    rests = {
        ids[-1]: rest([str(facts[id_]["value"]) for id_ in ids])
        for ids in index.wholes().values()
        if all(id_ in facts and isinstance(facts[id_]["value"], str) for id_ in ids)
        and len({facts[id_]["period"] for id_ in ids}) == 1
        and not any(facts[id_]["bound"] for id_ in ids)
    }
    return {id_: left for id_, left in rests.items() if left.strip("0.") and left[0] != "-"}
