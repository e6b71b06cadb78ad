"""`laichau cite`: facts with their sources, for references."""

from __future__ import annotations

from laichau_cli.commands.answer import Answer
from laichau_cli.commands.names import facts_named
from laichau_cli.errors import NothingFound, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Request
    from laichau_cli.index.ask import Index


def answer(index: Index, names: Sequence[str], options: Request) -> Answer:
    """Each fact with its source; messages say how to read the figures.

    Raises `NothingFound` as `get` does.
    """
    if not names:
        raise UsageError("cite needs a fact; laichau show all lists them with their ids")
    facts, missing = facts_named(index, names, options.lang, command="cite")
    if missing:
        raise NothingFound(*missing)
    return Answer(
        "citations",
        [{"fact": fact, "source": index.source(fact["source"]["id"])} for fact in facts],
        index,
        fields=("fact", "source"),
        messages=[f"{fact['id']}: {fact['note'][options.lang]}" for fact in facts if fact["note"]],
    )
