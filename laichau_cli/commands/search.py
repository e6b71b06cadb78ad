"""`laichau search`: the facts that words or numbers find, best first."""

from __future__ import annotations

import sys

from laichau_cli.commands.answer import FACT_COLUMNS, Answer
from laichau_cli.errors import UsageError
from laichau_cli.records import HIT_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Request
    from laichau_cli.index.ask import Index

TOPICS_HINT = "; laichau show lists the topics"


def answer(index: Index, words: Sequence[str], options: Request) -> Answer:
    """What `search` finds, saying what was nearest; raises `UsageError` without words."""
    from laichau_cli.search.query import find

    if not any(word.strip() for word in words):
        raise UsageError("search needs a word; try: laichau search cáp quang")
    if options.limit < 1:
        raise UsageError(f"--limit is {options.limit}; it takes a number from 1")
    limit = min(options.limit, sys.maxsize)  # more than SQLite can count to
    found = find(index, " ".join(words), limit=limit, lang=options.lang)
    messages = list(found.messages)
    if not found.hits:
        messages.append(f"nothing found for '{' '.join(words)}'{found.hint or TOPICS_HINT}")
    return Answer(
        "hits",
        found.hits,
        index,
        fields=HIT_FIELDS,
        columns=FACT_COLUMNS,
        status=0 if found.hits else 1,
        messages=messages,
        has_verdicts=any(fact["goals"] for fact in found.hits),
        marks=found.words,
    )
