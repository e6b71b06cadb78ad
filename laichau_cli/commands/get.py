"""`laichau get`: one field of each fact named, for scripts."""

from __future__ import annotations

from laichau_cli.commands.answer import Answer, check_fields, checked_moment, messages_of_rivals
from laichau_cli.commands.names import fact_names_in, facts_named
from laichau_cli.errors import NothingFound
from laichau_cli.language.messages import Message, Period
from laichau_cli.records import FACT_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord


def answer(index: Index, names: Sequence[str], options: Options) -> Answer:
    """One field of each fact, by id or alias and never by a prefix.

    Raises `NothingFound`, before anything is returned, if one name is no fact's or has no value.
    """
    names = fact_names_in(index, names, command="get")
    check_fields([options.field], FACT_FIELDS)
    at = checked_moment(options.at)
    records, missing = facts_named(index, names, options.lang, command="get", at=at)
    missing += [
        Message("'{id}' is a statement, without a value; try --field label", id=fact["id"])
        for fact in records
        if options.field == "value" and fact["value"] is None
    ]
    if missing:
        raise NothingFound(*missing)
    return Answer(
        "values",
        records,
        index,
        fields=FACT_FIELDS,
        columns=(options.field,),
        messages=[*_spans(records, options), *messages_of_rivals(records, options.lang)],
    )


def _spans(records: Sequence[FactRecord], options: Options) -> list[str]:
    """What figures are of a part of the year asked for, or of several years."""
    return [
        Message(
            "{id}: {figure} is of {period}",
            id=fact["id"],
            figure=fact["figure"][options.lang],
            period=Period(fact["period"]),
        )
        for fact in records
        if options.at and options.field == "value" and "/" in (fact["period"] or "")
    ]
