"""`laichau search`: the facts that words or numbers find, best first."""

from __future__ import annotations

import sys

from laichau_cli.commands.answer import (
    FACT_COLUMNS,
    Answer,
    checked_moment,
    messages_of_left_out,
)
from laichau_cli.errors import UsageError
from laichau_cli.index.times import as_of
from laichau_cli.records import HIT_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord

TOPICS_HINT = "; laichau show lists the topics"


def found_at(hits: Sequence[FactRecord], at: str | None) -> list[FactRecord]:
    """Facts found, as they were at a time; those without a figure of then are left out."""
    if at is None:
        return [*hits]
    return [fact for hit in hits if (fact := as_of(hit, at))]


def answer(index: Index, words: Sequence[str], options: Options) -> Answer:
    """What `search` finds, saying what was nearest; raises `UsageError` without words."""
    from laichau_cli.search.query import find

    if not any(word.strip() for word in words):
        raise UsageError("search needs a word; try: laichau search cáp quang")
    if options.limit < 1:
        raise UsageError(f"--limit is {options.limit}; it takes a number from 1")
    limit = min(options.limit, sys.maxsize)  # more than SQLite can count to
    at = checked_moment(options.at)
    found = find(index, " ".join(words), limit=limit, lang=options.lang)
    messages = list(found.messages)
    hits = found_at(found.hits, at)
    messages += messages_of_left_out(len(found.hits) - len(hits), "fact", at)
    if not found.hits:
        messages.append(f"nothing found for '{' '.join(words)}'{found.hint or TOPICS_HINT}")
    return Answer(
        "hits",
        hits,
        index,
        fields=HIT_FIELDS,
        columns=FACT_COLUMNS,
        status=0 if hits else 1,
        messages=messages,
        has_verdicts=any(fact["goals"] for fact in hits),
        marks=found.words,
    )
