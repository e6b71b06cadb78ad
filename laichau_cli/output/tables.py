"""What a person sees on a screen: tables of facts, of goals, of topics and of findings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO, cast

from rich.text import Text

from laichau_cli.language import figures
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message, said, said_record
from laichau_cli.output import wording
from laichau_cli.output.bars import goal_bar, share_bar
from laichau_cli.output.cells import WIDE, Legend, address, topic_path, verdict_cell
from laichau_cli.output.layout import (
    JOINT,
    Column,
    Row,
    console_for,
    draw_rows,
    print_line,
    print_words,
    text,
)
from laichau_cli.output.terminal import Terminal
from laichau_cli.output.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import Lang

FINDING = ("path", "level", "line", "id", "message", "printed", "entered")
DRAFTED = ("line", "context", "figure", "period", "unsure")
"""Fields of proposals on a screen."""
IN_WORDS = ("text", "statement")
"""Kinds of facts that have no figure."""
FACT_TABLE = (
    Column(wraps=True), Column(justify="right", lends=True), Column(gap=0), Column(moves=1),
    Column(moves=1),
)  # fmt: skip
"""The label, the figure, its marks, of when it is, verdicts."""
GOAL_TABLE = (
    Column(), Column(wraps=True), Column(justify="right", lends=True), Column(gap=0),
    Column(justify="right", moves=2), Column(), Column(moves=1), Column(moves=1),
)  # fmt: skip
"""The verdict, the label, the figure, the goal, both as a bar, when, how far from it."""


def draw(answer: Answer, options: Options, terminal: Terminal) -> None:
    """Draw `answer` on the terminal; raises as `Terminal.write` does."""
    # Rich writes through the terminal, which says what goes wrong with standard output.
    stdout = cast(TextIO, terminal)
    color = terminal.has_color(options.color)
    console = console_for(stdout, width=terminal.width, color=color)
    draw_on(console, answer, options, links=terminal.is_screen)


def draw_on(console: Console, answer: Answer, options: Options, *, links: bool = False) -> None:
    """Draw `answer` on a console; `links` says whether addresses may be hyperlinks."""
    if answer.kind == "card" and options.fields is None:
        from laichau_cli.output.card import Card

        Card(console, answer, options).draw(links=links)
    else:
        _View(console, answer, options, links=links).draw()


class _View:
    """The table of one answer, in one language, on one console."""

    def __init__(self, console: Console, answer: Answer, options: Options, *, links: bool) -> None:
        self.console = console
        self.answer = answer
        self.lang: Lang = options.lang
        self.header = options.header
        self.say = Wording(self.lang, answer.units)
        self.words = self.say.words
        self.legend = Legend(self.say)
        self._fields = options.fields
        self._links = links
        self._divided: set[str] = set()
        """Wholes of which all parts are shown, and the rest below them."""

    def draw(self) -> None:
        kind = self.answer.kind
        draw_kind = {
            "topics": self._draw_topics,
            "facts": self._draw_facts,
            "hits": self._draw_hits,
            "comparisons": self._draw_comparisons,
            "sources": self._draw_sources,
        }
        if self.answer.is_whole and not self.answer.records:
            if kind == "comparisons":
                print_line(self.console, text(self.words["no_targets"], "bold"))
        elif self._fields is None and kind in draw_kind:
            draw_kind[kind]()
        else:
            self._draw_fields(self._fields or self._titles())

    def _titles(self) -> Sequence[str]:
        if self.answer.kind == "drafts":
            return DRAFTED
        if self.answer.kind == "findings":
            several = len({record["path"] for record in self.answer.records}) > 1
            return FINDING if several else FINDING[1:]
        return self.answer.columns

    # ---- kinds of answer

    def _draw_fields(self, fields: Sequence[str]) -> None:
        from laichau_cli.output.formats import Layout, cell

        layout = Layout(fields, lang=self.lang, header=True, units=self.answer.units)
        rows = (
            Row([text(cell(said_record(record, self.lang), field, layout)) for field in fields])
            for record in self.answer.records
        )
        names = fields if self._fields else [said(Message(field), self.lang) for field in fields]
        columns = [Column(name, wraps=True) for name in names]
        draw_rows(self.console, columns, rows, titles=self.header)

    def _draw_topics(self) -> None:
        columns = [
            Column(self.words["facts"], justify="right"),
            Column(self.words["topic"], wraps=True),
            Column(self.words["for_example"], wraps=True, cut=True),
        ]
        rows = []
        for topic in self.answer.records:
            indent = "  " * topic["id"].count(".")
            label = text(indent + topic["label"][self.lang], "" if indent else "bold")
            label = Text.assemble(label, "  ", text(topic["id"], "dim"))
            example = self._example(self.answer.standing.get(topic["id"]))
            rows.append(Row([text(str(topic["facts"])), label, example]))
        draw_rows(self.console, columns, rows, titles=self.header)
        self.legend.draw(self.console)

    def _example(self, fact: Any) -> Text:
        """The fact that stands for a topic: its figure, what it is, and of when."""
        if fact is None:
            return Text()
        if fact["kind"] in IN_WORDS:
            return self._sentence(fact)
        figure = text(fact["figure"][self.lang], "bold")
        year = figures.last_year(fact["period"])
        marks = self.legend.marks(wording.marks(fact)) + (f" {year}" if year else "")
        return Text.assemble(figure, text(marks), "  ", text(fact["label"][self.lang]))

    def _draw_facts(self) -> None:
        if self.answer.is_whole:
            self._draw_gathered()
        else:  # each where it comes
            self._draw_figures(self.answer.records)
        self.legend.draw(self.console)

    def _draw_gathered(self) -> None:
        """The figures of each topmost topic, and below them what it has in words."""
        rests = self.answer.rests
        self._divided = {fact["share_of"] for fact in self.answer.records if fact["id"] in rests}
        for number, (_, group) in enumerate(groupby(self.answer.records, key=_topmost)):
            if number:
                self.console.print()
            facts = [*group]
            drawn = [fact for fact in facts if fact["kind"] not in IN_WORDS]
            self._draw_figures(drawn)
            self._draw_sentences([fact for fact in facts if fact["kind"] in IN_WORDS], below=drawn)

    def _draw_figures(self, facts: Iterable[Any]) -> None:
        """The facts of each topic under its heading."""
        for number, (id_, group) in enumerate(groupby(facts, key=lambda fact: fact["topic"])):
            if number:
                self.console.print()
            heading = topic_path(self.answer, id_, self.say)
            draw_rows(self.console, FACT_TABLE, self._fact_rows(group, heading))

    def _fact_rows(self, facts: Iterable[Any], heading: Text) -> Iterator[Row]:
        """A row for each fact of a topic, the first under its heading, and for what is left."""
        above: Text | None = heading
        for fact in facts:
            yield self._fact_row(fact, above)
            above = None
            if fact["id"] in self.answer.rests:
                yield self._rest_row(self.answer.rests[fact["id"]])

    def _draw_sentences(self, facts: list[Any], *, below: Sequence[Any]) -> None:
        """What is said without a figure, as running sentences, under what they are all of."""
        if facts:
            topics = {fact["topic"] for fact in facts}
            if topics != {fact["topic"] for fact in below[-1:]}:
                if below:
                    self.console.print()
                id_ = _topmost(facts[0]) if len(topics) > 1 else topics.pop()
                print_line(self.console, topic_path(self.answer, id_, self.say))
            print_line(self.console, text("  " + self.words["said"], "dim italic"))
            sentences = [
                Text.assemble(self._sentence(fact), "  ", text(fact["id"], "dim")) for fact in facts
            ]
            joint = Text.assemble((JOINT, "dim"))
            print_words(self.console, joint.join(sentences), indent=4)

    def _sentence(self, fact: Any, *, dated: bool = True) -> Text:
        """A fact in words, with its marks and, where `dated`, of when it is."""
        said = ": ".join(filter(None, (fact["label"][self.lang], fact["figure"][self.lang])))
        when = self.say.period(fact["period"])
        when = f", {when}" if when and dated else ""
        return text(said + self.legend.marks(wording.marks(fact)) + when)

    def _draw_hits(self) -> None:
        rows = []
        for number, fact in enumerate(cast("list[Any]", self.answer.records), 1):
            row = self._fact_row(fact)
            marks = self.answer.marks.get(fact["id"], set())
            after = [text(fact["id"], "dim"), *self._why(fact, marks)]
            label = _marked(row.cells[0], marks)
            rows.append(Row([text(str(number), "dim"), label, *row.cells[1:]], after))
        draw_rows(self.console, [Column(justify="right"), *FACT_TABLE], rows)
        self.legend.draw(self.console)

    def _draw_comparisons(self) -> None:
        records: list[Any] = [*self.answer.records]
        for number, (setter, aims, (first, *others)) in enumerate(self.say.by_setter(records)):
            heading = Text.assemble(text(setter, "bold"), text("  " + JOINT.join(aims), "dim"))
            rows = [self._comparison_row(first, heading), *map(self._comparison_row, others)]
            if number:
                self.console.print()
            draw_rows(self.console, GOAL_TABLE, rows)
        self.legend.draw(self.console)
        self.console.print()
        print_words(self.console, text(self.say.tally(records), "bold"))

    def _draw_sources(self) -> None:
        columns = [
            Column(self.words["source"], wraps=True),
            Column(self.words["figures"], justify="right"),
            Column(gap=0),
        ]
        rows = []
        for source in cast("list[Any]", self.answer.records):
            published = self.say.period(source["published"])
            names = [text(name) for name in (source["publisher"], source["title"]) if name]
            names[0].stylize("bold")
            mark = "" if source["proven"] else self.legend.marks(wording.ADDRESS)
            what = Text(": ").join(names).append(f", {published}" if published else "")
            what.append_text(text(f"  {source['id']}", "dim"))
            after = [address(source["url"], links=self._links)]
            rows.append(Row([what, text(str(source["figures"])), text(mark)], after))
        draw_rows(self.console, columns, rows, titles=self.header)
        self.legend.draw(self.console)

    # ---- rows

    def _fact_row(self, fact: Any, heading: Text | None = None) -> Row:
        label, figure = text(fact["label"][self.lang]), text(fact["figure"][self.lang], "bold")
        marks = self.legend.marks(wording.marks(fact))
        if fact["kind"] in IN_WORDS:  # words, not a figure: they would widen its column
            label, figure, marks = self._sentence(fact, dated=False), Text(), ""
        else:
            self.legend.dates(fact)
        is_part = fact["share_of"] in self._divided
        if is_part:
            label = Text("  ").append_text(label)
        newer = self.say.newer(fact) if self.console.width >= WIDE else ""
        when = [self.say.period(fact["period"]), self.legend.marks(newer)]
        bar = self._share(fact["value"]) if is_part else Text()
        cells = [
            label,
            figure,
            text(marks),
            Text("  ").join([cell for cell in (bar, text(" ".join(filter(None, when)))) if cell]),
            verdict_cell(fact["goals"], self.say),
        ]
        return Row(cells, [text(fact["id"], "dim")], heading)

    def _share(self, percent: str) -> Text:
        """A bar for a part of a whole, where all of them are shown."""
        return share_bar(percent) if self.console.width >= WIDE else Text()

    def _why(self, fact: Any, marks: set[str]) -> list[Text]:
        """Where the words were found if not in the label: in another name, or as cited."""
        if "label" in fact["matched"]:
            return []
        if "alias" in fact["matched"]:
            shown = max(fact["aliases"], key=lambda alias: _share_marked(alias, marks), default="")
        elif "evidence" in fact["matched"]:
            shown = f"“{fact['source']['text']}”"
        else:
            return []
        return [_marked(text(shown, "dim"), marks)]

    def _comparison_row(self, record: Any, heading: Text | None = None) -> Row:
        unit, color = record["unit"], wording.color(record)
        cells = [
            verdict_cell([record], self.say),
            text(record["label"][self.lang]),
            text(self.say.actual(record, unit), "bold"),
            text(self.legend.marks(wording.marks_of_actual(record))),
            text(self.say.goal(record, unit)),
            goal_bar(record, color) if self.console.width >= WIDE else Text(),
            text(self.say.period(record["period"])),
            text(self.say.margin(record, unit), color),
        ]
        after = []
        if latest := record["latest"]:
            newer = self.legend.marks(self.say.latest(record, unit))
            after.append(Text.assemble(newer, " ", verdict_cell([latest], self.say)))
        if record["stated"] not in (None, record["verdict"]):
            said = self.words[record["stated"]]
            after.append(text(self.words["stated"].format(stated=said), "yellow"))
        return Row(cells, after, heading)

    def _rest_row(self, digits: str) -> Row:
        figure = text(figures.grouped(digits, lang=self.lang) + "%", "dim")
        label = text("  " + self.words["rest"], "dim")
        return Row([label, figure, Text(), self._share(digits), Text()])


def _topmost(fact: Any) -> str:
    """What facts have in common whose statements stand together: their topmost topic."""
    topic: str = fact["topic"]
    return topic.partition(".")[0]


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
