"""`laichau export`: the whole base, for other programs."""

from __future__ import annotations

from laichau_cli.commands.answer import Answer
from laichau_cli.records import FACT_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index


def answer(index: Index, _: Sequence[str], __: Options) -> Answer:
    """All that the index holds of its base; texts in both languages."""
    return Answer(
        "export",
        index.facts(),
        index,
        fields=FACT_FIELDS,
        topics={topic["id"]: topic for topic in index.topics()},
        sources=index.sources(),
        title=index.title(),
        edition=index.edition(),
        meanings=index.meanings(),
    )
