"""What tables and cards have in common: verdicts, topics, addresses, and what marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.text import Text

from laichau_cli.language.safe import safe_line
from laichau_cli.output.layout import print_words, text
from laichau_cli.output.links import to_words
from laichau_cli.output.wording import publisher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from laichau_cli.commands.answer import Answer
    from laichau_cli.output.wording import Wording
    from laichau_cli.records import FigureRecord

WIDE = 100
"""Columns from which a table shows newer figures; on a narrower screen the card does."""


class Legend:
    """What the figures drawn so far need explained, each thing once."""

    def __init__(self, say: Wording) -> None:
        self._say = say
        self._marks = ""
        self._undated: dict[str, None] = {}

    def marks(self, shown: str) -> str:
        """Marks that are shown, remembered."""
        self._marks += shown
        return shown

    def dates(self, figure: FigureRecord) -> None:
        """Remember who printed a figure without a date."""
        source = figure["source"]
        if not figure["period"]:
            parts = (publisher(source), self._say.period(source["published"]))
            self._undated[", ".join(filter(None, parts))] = None

    def draw(self, console: Console) -> None:
        """A blank line, and what there is to say below a table."""
        undated = "; ".join(self._undated)
        no_date = self._say.words["no_date"].format(publishers=undated) if undated else ""
        lines = [*filter(None, (self._say.legend(self._marks), no_date))]
        if lines:
            console.print()
        for line in lines:
            print_words(console, text(line, "dim"))


def verdict_cell(goals: Iterable[Any], say: Wording) -> Text:
    """Verdicts in time, with their signs and colours, each once."""
    return Text(", ").join([text(words, color) for words, color in say.verdicts(goals)])


def address(url: str | None, *, links: bool, words: str | None = None) -> Text:
    """The address of a page; with `links` a hyperlink, to the very `words` if they are given."""
    link = to_words(url, words) if links and url and words else url if links else None
    return Text(safe_line(url or ""), Style(link=link, color="blue"))


def topic_path(answer: Answer, id_: str, say: Wording) -> Text:
    """The labels of a topic and those above it, and its id."""
    *outer, label = say.path(answer, id_)
    before = "".join(f"{name} › " for name in outer)
    return Text.assemble(text(before, "dim"), text(label, "bold"), "  ", text(id_, "dim"))
