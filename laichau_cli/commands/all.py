"""What each command finds: names and words in, records out. Nothing here prints."""

from __future__ import annotations

import sys

from laichau_cli.errors import NothingFound, UsageError
from laichau_cli.index.ask import EVERYTHING
from laichau_cli.records import (
    COMPARISON_FIELDS,
    FACT_FIELDS,
    FINDING_FIELDS,
    HIT_FIELDS,
    TOPIC_FIELDS,
    all_fields,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index, Span
    from laichau_cli.records import ComparisonRecord, FactRecord, FindingRecord, Lang, Record

VERDICTS = ("exceeded", "met", "short", "unclear")
SCOPES = ("province", "nation")
ROOT = "all"
TOPICS_HINT = "; laichau show lists the topics"
MANY = 2000
"""Facts from which an answer is not gathered before it is written."""
MOST_SAID = 3000
"""Characters of each part of a finding: words cited have up to 2,000."""
MOST_NAMED = 6
"""Names listed when a prefix has several."""


class Answer:
    """What a command found, before anyone has decided how it looks."""

    def __init__(
        self,
        kind: str,
        records: Iterable[Any],
        *,
        fields: tuple[str, ...],
        columns: tuple[str, ...],
        status: int = 0,
        messages: Sequence[str] = (),
        comparisons: Iterable[ComparisonRecord] = (),
        marks: Mapping[str, set[str]] | None = None,
    ) -> None:
        self.kind = kind
        """`topics`, `facts`, `card` (one fact), `hits`, `comparisons`, `values`, `citations` or
        `findings`."""
        self.records: Sequence[Record] = records  # type: ignore[assignment]
        """A list, or, where there are very many, an iterator over rows as they are read."""
        self.is_whole = isinstance(records, list)
        self.fields = fields
        """Every field of these records."""
        self.columns = columns
        """The fields of flat formats, unless others are asked for."""
        self.status = status
        self.messages = messages
        """What standard error says of the answer."""
        self.comparisons = comparisons
        """The targets of the facts found."""
        self.marks = marks or {}
        """For each fact found by words, the folded words of it that were found."""


FACT_COLUMNS = ("id", "value", "unit", "label", "period", "topic")
COMPARISON_COLUMNS = ("verdict", "fact", "actual", "goal", "margin", "unit", "set_by", "due")


def show(index: Index, names: Sequence[str], options: Options, lang: Lang) -> Answer:
    """The topics; or the facts of the topics and facts named; or the card of one fact.

    Raises `NothingFound` for a name that nothing bears.
    """
    at = _moment(options.at)
    if not names:
        return Answer("topics", index.topics(), fields=TOPIC_FIELDS, columns=TOPIC_FIELDS)
    things = [_thing(index, name) for name in names]
    if at is None and len(things) == 1 and index.count(span := _spans(index, things)[0]) > MANY:
        return Answer(
            "facts",
            index.facts(span, lang=lang),
            fields=FACT_FIELDS,
            columns=FACT_COLUMNS,
            comparisons=index.comparisons(span),
        )
    facts: dict[str, FactRecord] = {}
    comparisons: dict[str, ComparisonRecord] = {}
    asked = 0
    for span in _spans(index, things):
        asked += index.count(span) if at else 0
        facts |= {fact["id"]: fact for fact in index.facts(span, lang=lang, at=at)}
        comparisons |= {target["target"]: target for target in index.comparisons(span, at=at)}
    is_card = len(things) == 1 and things[0][0] == "fact" and bool(facts)
    return Answer(
        "card" if is_card else "facts",
        list(facts.values()),
        fields=FACT_FIELDS,
        columns=FACT_COLUMNS,
        comparisons=list(comparisons.values()),
        messages=_left_out(asked - len(facts), "fact", at) if at else (),
    )


def search(index: Index, words: Sequence[str], options: Options, lang: Lang) -> Answer:
    """The facts that the words find, best first.

    Raises `NothingFound`, saying what was nearest, and `UsageError` for a search without words.
    """
    from laichau_cli.search.query import find

    if not any(word.strip() for word in words):
        raise UsageError("search needs a word; try: laichau search cáp quang")
    if options.limit < 1:
        raise UsageError(f"--limit is {options.limit}; it takes a number from 1")
    limit = min(options.limit, sys.maxsize)  # more than SQLite can count to
    found = find(index, " ".join(words), limit=limit, lang=lang)
    messages = list(found.messages)
    if not found.hits:
        messages.append(f"nothing found for '{' '.join(words)}'{found.hint or TOPICS_HINT}")
    return Answer(
        "hits",
        found.hits,
        fields=HIT_FIELDS,
        columns=FACT_COLUMNS,
        status=0 if found.hits else 1,
        messages=messages,
        comparisons=_targets_of(index, found.hits),
        marks=found.words,
    )


def compare_target(index: Index, names: Sequence[str], options: Options, lang: Lang) -> Answer:
    """Facts against their targets: all, or those of the topics and facts named.

    Raises `NothingFound` for a name that nothing bears or whose facts have no target.
    """
    _check_choices("--status", options.status, VERDICTS)
    _check_choices("--fail-on", options.fail_on, VERDICTS)
    _check_choices("--scope", [options.scope] if options.scope else [], SCOPES)
    at = _moment(options.at)
    things = [_thing(index, name) for name in names]
    found: dict[str, ComparisonRecord] = {}
    left_out: dict[str, ComparisonRecord] = {}
    for span in _spans(index, things) if things else [EVERYTHING]:
        found |= {target["target"]: target for target in index.comparisons(span, at=at)}
        if at:
            left_out |= {target["target"]: target for target in index.comparisons(span)}
    if names and not found and not left_out:
        raise NothingFound(
            f"no target is set for {' or '.join(id_ for _, id_ in things)}; "
            "laichau compare-target lists those there are"
        )
    records = [record for record in found.values() if _is_wanted(record, options)]
    failed = any(record["verdict"] in options.fail_on for record in records)
    return Answer(
        "comparisons",
        records,
        fields=COMPARISON_FIELDS,
        columns=(*COMPARISON_COLUMNS, "period") if at else COMPARISON_COLUMNS,
        status=1 if failed else 0,
        messages=_left_out(len(left_out.keys() - found.keys()), "target", at) if at else (),
    )


def get(index: Index, names: Sequence[str], options: Options, lang: Lang) -> Answer:
    """One field of each fact named, by id or alias and never by a prefix.

    Raises `NothingFound`, before anything is returned, if one name is no fact's or has no value.
    """
    if not names:
        raise UsageError("get needs a fact; laichau show all lists them with their ids")
    if options.fields is not None:
        raise UsageError("get prints one field of each fact: name it with --field, not --fields")
    check_fields([options.field], FACT_FIELDS)
    records, missing = facts_named(index, names, lang, command="get")
    missing += [
        f"'{fact['id']}' is a statement, without a value; try --field label"
        for fact in records
        if options.field == "value" and fact["value"] is None
    ]
    if missing:
        raise NothingFound(*missing)
    return Answer("values", records, fields=FACT_FIELDS, columns=(options.field,))


def cite(index: Index, names: Sequence[str], options: Options, lang: Lang) -> Answer:
    """Each fact named with its source, for a reference; messages say how to read the figures.

    Raises `NothingFound` as `get` does.
    """
    from laichau_cli.output.cite import STYLES

    if not names:
        raise UsageError("cite needs a fact; laichau show all lists them with their ids")
    _check_choices("--style", [options.style], tuple(STYLES))
    facts, missing = facts_named(index, names, lang, command="cite")
    if missing:
        raise NothingFound(*missing)
    citations = [{"fact": fact, "source": index.source(fact["source"]["id"])} for fact in facts]
    return Answer(
        "citations",
        citations,
        fields=("fact", "source"),
        columns=(options.style,),
        messages=[f"{fact['id']}: {fact['note'][lang]}" for fact in facts if fact["note"]],
    )


LATEST = "latest"


def _moment(at: str | None) -> str | None:
    """The year asked for, or `latest`; None for the figures of the documents themselves."""
    if at is None or at == LATEST or (len(at) == 4 and at.isascii() and at.isdigit()):
        return at
    raise UsageError(f"--at is '{at}'; it takes a year such as 2023, or {LATEST}")


def _left_out(count: int, what: str, at: str) -> list[str]:
    if at == LATEST or not count:
        return []
    return [f"{count} {what}{'' if count == 1 else 's'} left out: no figure of {at}"]


def _check_choices(option: str, given: Sequence[str], choices: Sequence[str]) -> None:
    for value in given:
        if value not in choices:
            *most, last = choices
            raise UsageError(f"{option} is '{value}'; it takes {', '.join(most)} or {last}")


def check_fields(fields: Sequence[str], known: Sequence[str]) -> None:
    """Raise `UsageError` for the first field that records with the fields `known` have not."""
    for field in fields:
        if field not in all_fields(known):
            raise UsageError(f"no field '{field}'; the fields are {', '.join(all_fields(known))}")


def _is_wanted(record: ComparisonRecord, options: Options) -> bool:
    from laichau_cli.language.fold import fold

    if options.status and record["verdict"] not in options.status:
        return False
    if options.scope and record["scope"] != options.scope:
        return False
    if not options.set_by:
        return True
    wanted = fold(options.set_by)
    return bool(wanted) and any(
        wanted in fold(name) for name in (record["set_by"]["vi"], record["set_by"]["en"])
    )


def _spans(index: Index, things: Sequence[tuple[str, str]]) -> list[Span]:
    spans = []
    for kind, id_ in things:
        if kind == "fact":
            position = index.position(id_)
            spans.append((position, position))
        else:
            spans.append(EVERYTHING if id_ == ROOT else index.span(id_))
    return spans


def _targets_of(index: Index, hits: Sequence[FactRecord]) -> list[ComparisonRecord]:
    found: list[ComparisonRecord] = []
    for fact in hits:
        if fact["targets"]:
            position = index.position(fact["id"])
            found += index.comparisons((position, position))
    return found


# ---- names


def _thing(index: Index, name: str) -> tuple[str, str]:
    """(kind, id) of what bears `name`, or of the only thing a name of which begins so."""
    found = index.named(name) or index.beginning(name, most=MOST_NAMED + 1)
    if len(found) == 1:
        return found[0]
    raise NothingFound(_several(name, found) if found else _unknown("fact or topic", name, index))


def facts_named(
    index: Index, names: Sequence[str], lang: Lang, *, command: str
) -> tuple[list[FactRecord], list[str]]:
    """The facts of exactly these names, and a message for each name that is no fact's."""
    facts: list[FactRecord] = []
    missing: list[str] = []
    for name in names:
        try:
            position = index.position(_only_fact(index, name, command=command))
        except NothingFound as error:
            missing += error.messages
        else:
            facts += index.facts((position, position), lang=lang)
    return facts, missing


def topic_named(index: Index, name: str) -> Span:
    """Where the facts of the topic of exactly this name stand; raises `NothingFound`."""
    topics = [id_ for kind, id_ in index.named(name) if kind == "topic"]
    if len(topics) == 1:
        return _spans(index, [("topic", topics[0])])[0]
    if topics:
        raise NothingFound(_several(name, [("topic", id_) for id_ in topics]))
    raise NothingFound(_unknown("topic", name, index))


def _only_fact(index: Index, name: str, *, command: str) -> str:
    found = index.named(name)
    facts = [id_ for kind, id_ in found if kind == "fact"]
    if len(facts) == 1:
        return facts[0]
    if facts:
        raise NothingFound(_several(name, found))
    if found:
        shown = f"laichau show {found[0][1]}"
        raise NothingFound(f"'{name}' is a topic; {command} takes facts ({shown})")
    raise NothingFound(_unknown("fact", name, index))


def _several(name: str, found: Sequence[tuple[str, str]]) -> str:
    ids = [id_ for _, id_ in found]
    listed = ", ".join(ids[:MOST_NAMED]) + (", …" if len(ids) > MOST_NAMED else "")
    return f"'{name}' could be {listed}; name one"


def _unknown(what: str, name: str, index: Index) -> str:
    from laichau_cli.search.query import nearest_name

    begins = index.beginning(name, most=2)
    near = begins[0][1] if len(begins) == 1 else nearest_name(index, name)
    hint = f" (did you mean '{near}'?)" if near else "; laichau search finds facts by words"
    return f"no {what} '{name}'{hint}"


def check(path: str, *, strict: bool) -> Answer:
    """Everything wrong with the base at `path`, read afresh: never the index.

    Warnings fail only a strict check. Raises `BaseError` where the base is not even valid.
    """
    from laichau_cli.base.interrupts import held
    from laichau_cli.index.store import look

    with held():  # as in `cache`
        from laichau_cli.base.load import Where, cut
        from laichau_cli.evidence.compare import check as checked
        from laichau_cli.index import compile as build

    seen = look(path)
    files = build.read(seen.files, folder=seen.below)
    report = checked(build.parsed(files), folder=seen.folder)
    where = Where(files)
    records: list[FindingRecord] = [
        {
            "path": where.stands(finding.path)[0],
            "line": where.stands(finding.path)[1],
            "id": finding.id,
            "level": level,
            "message": cut(finding.message, MOST_SAID),
            "printed": cut(finding.printed, MOST_SAID) or None,
            "entered": cut(finding.entered, MOST_SAID) or None,
        }
        for level, findings in (("error", report.errors), ("warning", report.warnings))
        for finding in findings
    ]
    return Answer(
        "findings",
        records,
        fields=FINDING_FIELDS,
        columns=FINDING_FIELDS,
        status=1 if report.errors or (strict and report.warnings) else 0,
        messages=[report.summary()],
    )


COMMANDS = {
    "show": show,
    "search": search,
    "compare-target": compare_target,
    "get": get,
    "cite": cite,
}
"""Every command that asks the index, by its name."""
