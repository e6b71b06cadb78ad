"""`laichau search`: the facts that words or numbers find, best first."""

from __future__ import annotations

import sys

from laichau_cli.commands.answer import FACT_COLUMNS, Answer, checked_moment, messages_of_left_out
from laichau_cli.errors import UsageError
from laichau_cli.index.times import as_of, with_figure
from laichau_cli.language.messages import Message
from laichau_cli.records import HIT_FIELDS, NUMERIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord
    from laichau_cli.search.query import Found

MOST_AT = 120
"""Facts looked at for a figure of a certain time, as those without one are left out."""
AS_LIKELY = 0.9
"""Share of the first fact's score from which another may be meant as well."""


def hits_at(found: Found, at: str | None) -> list[FactRecord]:
    """The facts found, each with the figure that was meant.

    With `at`, as they were then, and only those with a figure of then. Otherwise the figure that
    the number typed is, or that of the year typed where the fact has one.
    """
    if at is not None:
        return [fact for hit in found.hits if (fact := as_of(hit, at))]
    shown: list[FactRecord] = []
    for hit in _with_year_first(found):
        seen = found.observed.get(hit["id"])
        if seen is not None:
            shown.append(with_figure(hit, seen + (seen >= int(hit["earlier"]))))
        else:
            shown.append((as_of(hit, found.year) if found.year else None) or hit)
    return shown


def _with_year_first(found: Found) -> list[FactRecord]:
    """The facts found; of those as likely as the first, the ones with a figure of the year typed.

    They come first: `SIPAS 2024` asks for the score of 2024, not for the rank of 2022.
    """
    year, hits = found.year, found.hits
    if year is None or not hits:
        return hits
    least = AS_LIKELY * hits[0]["score"]  # type: ignore[typeddict-item]
    alike = [hit for hit in hits if hit["score"] >= least]  # type: ignore[typeddict-item]
    return sorted(alike, key=lambda hit: as_of(hit, year) is None) + hits[len(alike) :]


def answer(index: Index, words: Sequence[str], options: Options) -> Answer:
    """What `search` finds, saying what was nearest; raises `UsageError` without words."""
    from laichau_cli.search.query import find

    if not any(word.strip() for word in words):
        raise UsageError(Message("search needs a word; try: laichau search cáp quang"))
    if options.limit < 1:
        raise UsageError(
            Message("--limit is {limit}; it takes a number from 1", limit=options.limit)
        )
    limit = min(options.limit, sys.maxsize)  # more than SQLite can count to
    at = checked_moment(options.at)
    most = limit if at is None else max(limit, MOST_AT)
    found = find(index, " ".join(words), limit=most, lang=options.lang)
    messages = list(found.messages)
    hits = hits_at(found, at)
    messages += messages_of_left_out(len(found.hits) - len(hits), at)
    if at is None and found.year and hits:
        first = hits[0]
        if first["kind"] in NUMERIC and as_of(first, found.year) is None:
            messages.append(Message("'{id}' has no figure of {at}", id=first["id"], at=found.year))
    if not found.hits:
        typed = " ".join(words)
        hint = found.hint or Message("; laichau show lists the topics")
        messages.append(Message("nothing found for '{words}'{hint}", words=typed, hint=hint))
    return Answer(
        "hits",
        hits[:limit],
        index,
        fields=HIT_FIELDS,
        columns=FACT_COLUMNS,
        status=0 if hits else 1,
        messages=messages,
        marks=found.words,
    )
