"""What a person sees on a screen: tables of facts, of comparisons, of topics and of findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TextIO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from laichau_cli.language import figures
from laichau_cli.language.fold import fold
from laichau_cli.output import wording
from laichau_cli.output.bars import goal_bar, share_bar
from laichau_cli.output.layout import (
    GAP,
    Cells,
    Column,
    Row,
    console_for,
    draw_rows,
    text,
)
from laichau_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import Lang, Record

LONGEST_ID = 34
"""Columns that ids need to stay whole where they stand below the label."""


def draw(answer: Answer, options: Options, terminal: Terminal) -> None:
    """Draw `answer` on the terminal; raises as `Terminal.write` does."""
    # Rich writes through the terminal, which says what goes wrong with standard output.
    stdout = cast(TextIO, terminal)
    color = terminal.has_color(options.color)
    draw_on(console_for(stdout, width=terminal.width, color=color), answer, options)


def draw_on(console: Console, answer: Answer, options: Options) -> None:
    """Draw `answer` on a console."""
    if answer.kind == "findings" and options.fields is None:
        _draw_findings(console, answer)
    elif answer.kind == "card" and options.fields is None:
        from laichau_cli.output.card import draw_card

        draw_card(console, answer, options.lang)
    else:
        _View(console, answer, options).draw()


def _draw_findings(console: Console, answer: Answer) -> None:
    several = len({record["path"] for record in answer.records}) > 1
    titles = [
        *(["path"] if several else []),
        "level",
        "line",
        "id",
        "message",
        "printed",
        "entered",
    ]
    table = Table(*titles, box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for record in answer.records:
        table.add_row(*(text(str(record[title] or "")) for title in titles))
    if answer.records:
        console.print(table)


def verdict_cell(verdicts: Iterable[str], lang: Lang) -> Text:
    """Verdicts with their signs and colours, each once."""
    cells = [
        text(wording.verdict(verdict, lang=lang), wording.COLORS[verdict])
        for verdict in dict.fromkeys(verdicts)
    ]
    return Text(", ").join(cells)


def topic_path(answer: Answer, id_: str, lang: Lang) -> Text:
    """The labels of a topic and those above it, and its id."""
    path = id_.split(".")
    above = [".".join(path[: depth + 1]) for depth in range(len(path))]
    labels = " › ".join([answer.topics[topic]["label"][lang] for topic in above])
    return Text.assemble(text(labels, "bold"), "  ", text(id_, "dim"))


class _View:
    """The table of one answer, in one language, on one console."""

    def __init__(self, console: Console, answer: Answer, options: Options) -> None:
        self.console = console
        self.answer = answer
        self.lang: Lang = options.lang
        self.header = options.header
        self.units = answer.units
        self.words = wording.words(self.lang)
        self._fields = options.fields

    def draw(self) -> None:
        if self._fields is not None:
            self._draw_fields(self._fields)
            return
        draw_kind = {
            "topics": self._draw_topics,
            "facts": self._draw_facts,
            "hits": self._draw_hits,
            "comparisons": self._draw_comparisons,
        }
        draw_kind[self.answer.kind]()

    # ---- kinds of answer

    def _draw_fields(self, fields: Sequence[str]) -> None:
        from laichau_cli.output.formats import Layout, cell

        layout = Layout(fields, lang=self.lang, header=True, units=self.units)
        rows = (
            Row([text(cell(record, field, layout)) for field in fields])
            for record in self.answer.records
        )
        self._table([Column(field, least=8) for field in fields], rows)

    def _draw_topics(self) -> None:
        columns = [
            Column(self.words["topic"], least=20),
            Column(self.words["facts"], justify="right"),
            Column(self.words["figure"], justify="right", least=14),
            Column(self.words["fact"], folds=2),
            Column(self.words["id"], style="dim", folds=1),
        ]
        rows = []
        for topic in self.answer.records:
            indent = "  " * topic["id"].count(".")
            label = text(indent + topic["label"][self.lang], "" if indent else "bold")
            count, id_ = text(str(topic["facts"])), text(indent + topic["id"])
            rows.append(
                Row([label, count, *self._standing(self.answer.standing.get(topic["id"])), id_])
            )
        self._table(columns, rows)

    def _standing(self, fact: Record | None) -> Cells:
        """The figure that stands for a topic, and what it is; of words, those alone."""
        if fact is None:
            return [Text(), Text()]
        figure, label = fact["figure"][self.lang], fact["label"][self.lang]
        if fact["kind"] in ("text", "statement"):
            return [Text(), text(f"{label}: {figure}" if figure else label)]
        return [text(figure), text(label)]

    def _table(self, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        draw_rows(self.console, columns, rows, header=self.header)

    def _draw_facts(self) -> None:
        if not self.answer.is_whole or self.answer.records:
            self._table(self._fact_columns(), self._fact_rows())

    def _fact_rows(self) -> Iterator[Row]:
        """A row for each fact, under a heading where its topic begins, and for what is left."""
        last = None
        for fact in self.answer.records:
            topic = fact["topic"]
            heading = topic_path(self.answer, topic, self.lang) if topic != last else None
            last = topic
            row = self._fact_row(fact)
            yield Row(row, heading)
            if fact["id"] in self.answer.rests:
                yield Row(self._rest_row(self.answer.rests[fact["id"]], len(row)))

    def _draw_hits(self) -> None:
        rows = []
        for fact in self.answer.records:
            row = self._fact_row(fact)
            row[0] = self._why(fact, row[0], self.answer.marks.get(fact["id"], set()))
            rows.append(Row(row))
        if rows:
            self._table(self._fact_columns(), rows)

    def _draw_comparisons(self) -> None:
        columns = [
            Column(self.words["verdict"]),
            Column(self.words["fact"], least=20),
            Column(self.words["actual"], justify="right", least=10),
            Column(self.words["goal"], justify="right", least=10),
            Column("", drops=True),
            Column(self.words["margin"], folds=1),
            Column(self.words["period"], folds=2),
        ]
        by_setter: dict[tuple[str, str, str], list[Record]] = {}
        for record in self.answer.records:
            key = (record["scope"], record["set_by"][self.lang], record["due"] or "")
            by_setter.setdefault(key, []).append(record)
        rows: list[Row] = []
        for key in sorted(by_setter, key=lambda key: key[0] != "province"):
            cells = [self._comparison_row(record) for record in by_setter[key]]
            rows.append(Row(cells[0], self._setter(*key)))
            rows += map(Row, cells[1:])
        if rows:
            self._table(columns, rows)
            self.console.print()
        tally = wording.tally([record["verdict"] for record in self.answer.records], lang=self.lang)
        self.console.print(text(tally, "bold"))

    # ---- rows

    def _fact_columns(self) -> list[Column]:
        return [
            Column(self.words["fact"], least=LONGEST_ID),
            Column(self.words["figure"], justify="right", least=14),
            Column("", drops=True),
            *([Column(self.words["verdict"])] if self.answer.has_verdicts else []),
            Column(self.words["period"], folds=2),
            Column(self.words["id"], style="dim", folds=1),
        ]

    def _fact_row(self, fact: Any) -> Cells:
        label = text(fact["label"][self.lang])
        figure = text(fact["figure"][self.lang], "bold")
        if fact["kind"] == "text":  # words, not a figure: they would widen its column
            label, figure = Text(": ").join([label, figure]), Text()
        return [
            label,
            figure,
            self._bar(fact),
            *([self._verdicts(fact)] if self.answer.has_verdicts else []),
            text(wording.period(fact["period"], lang=self.lang)),
            text(fact["id"]),
        ]

    def _bar(self, fact: Any) -> Text:
        """A bar for a share of a whole."""
        unit = self.units.get(fact["unit"] or "", figures.NO_UNIT)
        return share_bar(fact["value"]) if unit["share"] and fact["kind"] == "number" else Text()

    def _verdicts(self, fact: Any) -> Text:
        return verdict_cell([goal["verdict"] for goal in fact["goals"]], self.lang)

    def _why(self, fact: Any, label: Text, marks: set[str]) -> Text:
        """The label with the words found marked; below it the other words that were found."""
        label = _marked(label, marks)
        if "label" in fact["matched"]:
            return label
        if "alias" in fact["matched"]:
            best = max(fact["aliases"], key=lambda alias: _share_marked(alias, marks), default="")
            why = text(best, "dim")
        elif "evidence" in fact["matched"]:
            why = text(f"“{fact['source']['text']}”", "dim")
        else:
            return label
        return Text("\n").join([label, _marked(why, marks)])

    def _comparison_row(self, record: Any) -> Cells:
        actual = wording.number(record["actual"], record["unit"], self.units, lang=self.lang)
        hedged = figures.hedged(
            actual, bound=record["bound"], estimate=record["estimate"], lang=self.lang
        )
        color = wording.COLORS[record["verdict"]]
        margin = text(wording.margin_in_words(record, self.units, lang=self.lang), color)
        if record["stated"] not in (None, record["verdict"]):
            said = self.words[record["stated"]]
            margin.append_text(text(" · " + self.words["stated"].format(stated=said), "yellow"))
        return [
            verdict_cell([record["verdict"]], self.lang),
            text(record["label"][self.lang]),
            text(hedged, "bold"),
            text(record["figure"][self.lang]),
            goal_bar(record, color),
            margin,
            text(wording.period(record["period"], lang=self.lang)),
        ]

    def _setter(self, scope: str, set_by: str, due: str) -> Text:
        parts = [self.words[scope]]
        if due:
            due = wording.period(due, lang=self.lang)
            parts.append(self.words["due_by"].format(due=due))
        return Text.assemble(text(set_by, "bold"), text("  " + " · ".join(parts), "dim"))

    def _rest_row(self, digits: str, cells: int) -> Cells:
        figure = figures.grouped(digits, lang=self.lang) + "%"
        blank = [Text() for _ in range(cells - 2)]
        row = [text(self.words["rest"], "dim"), text(figure, "dim"), *blank]
        row[2] = share_bar(digits)
        return row


_WORD = re.compile(r"\w+")


def _marked(words: Text, marks: set[str]) -> Text:
    """The same with every word underlined that folds to one of `marks`."""
    marked = words.copy()
    for match in _WORD.finditer(words.plain):
        if fold(match.group()) in marks:
            marked.stylize("underline", *match.span())
    return marked


def _share_marked(name: str, marks: set[str]) -> float:
    words = fold(name).split()
    return sum(word in marks for word in words) / max(len(words), 1) + len(words) / 1000
