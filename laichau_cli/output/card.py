"""The card of one fact: its figure, its history, its goals, and the paragraph it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from laichau_cli.output import wording
from laichau_cli.output.layout import GAP, INDENT, print_trimmed, text
from laichau_cli.output.tables import topic_path, verdict_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import FactRecord, GoalRecord, Lang

QUOTED = 2000
"""Characters of a paragraph that are shown on each side of the words cited."""


def draw_card(console: Console, answer: Answer, lang: Lang) -> None:
    """Draw the one fact of `answer`."""
    fact: FactRecord = answer.records[0]  # type: ignore[assignment]
    other: Lang = "en" if lang == "vi" else "vi"
    console.print(text(fact["label"][lang], "bold"))
    console.print(text(fact["label"][other], "dim"))
    if figure := fact["figure"][lang]:
        console.print()
        console.print(Text("  ").append_text(text(figure, "bold green")))
    console.print()
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, words in _rows(fact, answer, lang):
        grid.add_row(text(name), words)
    print_trimmed(console, grid)
    console.print()
    width = max(console.width - INDENT, 1)
    for line in _quotation(fact, answer.passage).wrap(console, width):
        line.rstrip()
        console.print(Text.assemble(("│ ", "dim"), line))


def _rows(fact: FactRecord, answer: Answer, lang: Lang) -> Iterator[tuple[str, Text]]:
    words = wording.words(lang)
    yield words["id"], text(fact["id"])
    yield words["topic"], topic_path(answer, fact["topic"], lang)
    if fact["period"]:
        yield words["period"], text(wording.period(fact["period"], lang=lang))
    if fact["change"]:
        yield words["change"], text(wording.change(fact, answer.units, lang=lang))
    yield from _history(fact, answer, lang)
    for goal in fact["goals"]:
        yield words["target"], _goal(goal, fact, answer, lang)
        if goal["note"]:
            yield "", text(goal["note"][lang], "dim")
    if fact["note"]:
        yield words["note"], text(fact["note"][lang])
    if fact["aliases"]:
        yield words["aliases"], text(", ".join(fact["aliases"]), "dim")
    yield from _source(fact, answer, lang)


def _history(fact: FactRecord, answer: Answer, lang: Lang) -> Iterator[tuple[str, Text]]:
    """The figure at other times, in their order, with how it moved."""
    seen: Any = answer.history
    if len(seen) < 2:
        return
    words = wording.words(lang)
    title = words["over_time"]
    longest = max(cell_len(figure["figure"][lang]) for figure, _ in seen)
    for figure, source in seen:
        shown = figure["figure"][lang]
        when = wording.period(figure["period"], lang=lang) or words["undated"]
        where = "" if "id" in figure else f"  {source['publisher'] or source['title']}"
        line = " " * (longest - cell_len(shown)) + shown + "  " + when
        yield title, Text.assemble(text(line), text(where, "dim"))
        title = ""
    (first, _), (last, _) = seen[0], seen[-1]
    moved = wording.moved(first, last, fact["unit"], answer.units, lang=lang)
    line = wording.sparkline([figure["value"] for figure, _ in seen])
    yield "", Text.assemble(text(line, "blue"), "  ", text(moved))


def _goal(goal: GoalRecord, fact: FactRecord, answer: Answer, lang: Lang) -> Text:
    unit, units = fact["unit"], answer.units
    parts = [goal["figure"][lang], goal["set_by"][lang]]
    if goal["due"]:
        due = wording.period(goal["due"], lang=lang)
        parts.append(wording.words(lang)["due_by"].format(due=due))
    margin = wording.margin(goal, unit, units, lang=lang)
    verdict = verdict_cell([goal["verdict"]], lang)
    return Text.assemble(verdict, text(f" ({margin})  "), text(", ".join(parts)))


def _source(fact: FactRecord, answer: Answer, lang: Lang) -> Iterator[tuple[str, Text]]:
    source = answer.source
    assert source is not None  # a card has one
    words = wording.words(lang)
    published = ": ".join(filter(None, (source["publisher"], source["title"])))
    yield words["source"], text(published)
    if source["url"]:
        yield "", text(source["url"])
    if fact["source"]["line"] is not None:
        where = words["line"].format(line=fact["source"]["line"])
        yield "", text(f"{source['file']}, {where}")


def _quotation(fact: FactRecord, passage: str | None) -> Text:
    """The paragraph that the evidence is from, its words marked; else only the words."""
    cited = fact["source"]["text"]
    before, found, after = (passage or cited).partition(cited)
    if not found:
        before, after = "", ""
    if len(before) > QUOTED:
        before = "…" + before[-QUOTED:]
    if len(after) > QUOTED:
        after = after[:QUOTED] + "…"
    mark = Text.assemble("»", text(cited, "bold reverse"), "«")
    return Text.assemble(text(before), mark, text(after))
