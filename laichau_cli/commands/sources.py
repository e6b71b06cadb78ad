"""`laichau sources`: the documents that facts are cited from."""

from __future__ import annotations

from laichau_cli.commands.answer import Answer
from laichau_cli.records import SOURCE_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index

COLUMNS = ("id", "publisher", "title", "published", "url", "figures", "proven")


def answer(index: Index, _: Sequence[str], __: Options) -> Answer:
    """Every source, how many figures and goals cite it, and whether a copy of it is kept."""
    return Answer("sources", index.sources(), index, fields=SOURCE_FIELDS, columns=COLUMNS)
