"""The card of one fact: its figure, its history, its goals, and the paragraph it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from laichau_cli.language import figures
from laichau_cli.output import wording
from laichau_cli.output.bars import zero_bar
from laichau_cli.output.cells import WIDE, address, topic_path, verdict_cell
from laichau_cli.output.layout import JOINT, Column, Row, draw_rows, print_line, print_words, text
from laichau_cli.output.wording import Wording, publisher
from laichau_cli.records import series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import FactRecord, FigureRecord, GoalRecord, Lang

NARROW_BAR, WIDE_BAR = 12, 20
"""Cells of the longest bar of a history."""
HISTORY_TABLE = (
    Column(), Column(gap=0), Column(justify="right"), Column(gap=0), Column(), Column(wraps=True),
)  # fmt: skip
"""The margin, when, the figure, its marks, a bar, from whom."""
GOAL_TABLE = (Column(), Column(gap=0), Column(wraps=True))
"""The margin, the verdict, what there is to say."""
QUOTED = 2000
"""Characters of a paragraph that are shown on each side of the words cited."""


class Card:
    """One fact, in one language, on one console."""

    def __init__(self, console: Console, answer: Answer, options: Options) -> None:
        self.console = console
        self.answer = answer
        self.fact: FactRecord = answer.records[0]  # type: ignore[assignment]
        self.lang: Lang = options.lang
        self.at = options.at
        self.say = Wording(self.lang, answer.units)
        self.words = self.say.words
        self.seen: list[Any] = series(self.fact)

    def draw(self, *, links: bool) -> None:
        """Draw the fact; with `links`, its address is a hyperlink."""
        for line in self._figure():
            print_words(self.console, line)
        self._draw_history()
        self._draw_goals()
        self._draw_passage()
        self._draw_source(links=links)
        self._draw_names()

    def _figure(self) -> Iterator[Text]:
        """The label and the figure: its marks, when, from whom, a newer one, how to read it."""
        fact, lang = self.fact, self.lang
        other = fact["label"]["en" if lang == "vi" else "vi"]
        yield Text.assemble(text(fact["label"][lang], "bold"), text(JOINT + other, "dim"))
        yield Text()
        origin = "  " + self._origin(fact)
        figure = text("  " + fact["figure"][lang], "bold")
        figure.append(wording.marks(fact), "not bold")
        figure.append(origin, "not bold")
        yield figure if fact["figure"][lang] else text(origin)
        if newer := fact["newest"]:
            shown = f"{newer['figure'][lang]}{wording.marks(newer)}"
            yield text(f"  {wording.NEWER} {shown}  {self._origin(newer)}")
        if fact["change"]:
            yield text("  " + self.say.change(fact))
        if fact["note"]:
            yield Text()
            yield text(f"{wording.NOTED} {fact['note'][lang]}")

    def _origin(self, figure: FigureRecord) -> str:
        """Of when a figure is, and who printed it."""
        printed_by = publisher(figure["source"])
        if not figure["period"]:
            return self.words["no_date"].format(publishers=printed_by)
        return f"{self.say.period(figure['period'])}, {printed_by}"

    def _draw_history(self) -> None:
        """All figures in the order of time as bars from zero, each with its publisher."""
        if len(self.seen) < 2:
            return
        self.console.print()
        sizes = [wording.size(figure) for figure in self.seen]
        has_bars = self.fact["unit"] != "rank" and min(sizes) >= 0
        cells = NARROW_BAR if self.console.width < WIDE else WIDE_BAR
        rows = []
        for figure, size in zip(self.seen, sizes, strict=True):
            style = "bold" if self._is_shown(figure) else ""
            proof = self.words["proven" if figure["proven"] else "not_proven"]
            shown = [
                Text("  "),
                text(self.say.when(figure["period"])),
                text(figure["figure"][self.lang], style),
                text(wording.marks(figure)),
                zero_bar(size, max(sizes), cells) if has_bars else Text(),
                text(f"{publisher(figure['source'])}, {proof}"),
            ]
            rows.append(Row(shown))
        draw_rows(self.console, HISTORY_TABLE, rows)
        if moved := self.say.moved(self.seen, self.fact["unit"]):
            print_words(self.console, text("  " + moved))
        for figure in self.seen:
            if figure["note"] and not self._is_shown(figure):
                when = self.say.when(figure["period"])
                note = f"{when}: {figure['note'][self.lang]}"
                print_words(self.console, text(f"  {wording.NOTED} {note}", "dim"))

    def _is_shown(self, figure: FigureRecord) -> bool:
        fact = self.fact
        return all(figure[key] == fact[key] for key in ("value", "period", "source"))

    def _draw_goals(self) -> None:
        """Each goal with its verdict, and what time says of it."""
        rows = []
        for goal in self.fact["goals"]:
            verdict = verdict_cell([goal], self.say)
            for line in self._goal(goal):
                rows.append(Row([Text("  "), verdict, line]))
                verdict = Text()
        if rows:
            self.console.print()
            draw_rows(self.console, GOAL_TABLE, rows)

    def _goal(self, goal: GoalRecord) -> Iterator[Text]:
        """A goal line by line: what, how far, the newest figure, the nation's, the note."""
        unit, lang, say = self.fact["unit"], self.lang, self.say
        parts = (goal["figure"][lang], say.due(goal["due"]), goal["set_by"][lang])
        setter = text(", ".join(filter(None, parts)))
        yield setter.append_text(text(f" ({publisher(goal['source'])})", "dim"))
        far = (say.margin(goal, unit), say.needs(goal, self.fact))
        yield text(JOINT.join(filter(None, far)))
        if latest := goal["latest"]:
            actual, when = say.actual(latest, unit), say.period(latest["period"])
            shown = f"{wording.NEWER} {actual}{wording.marks(latest)}"
            line = text(f"{shown}, {when}, {publisher(latest['source'])}: ")
            yield line.append_text(verdict_cell([latest], say))
        for more in say.more_of_goal(goal, unit):
            yield text(more, "dim")

    def _draw_passage(self) -> None:
        """The paragraph that the evidence is from, its words marked; else only the words."""
        cited = self.fact["source"]["text"]
        before, after = wording.around(self.answer.passages.get(self.fact["id"]), cited)
        if len(before) > QUOTED:
            before = "…" + before[-QUOTED:]
        if len(after) > QUOTED:
            after = after[:QUOTED] + "…"
        mark = Text.assemble("»", text(cited, "bold reverse"), "«")
        self.console.print()
        words = Text.assemble(text(before), mark, text(after))
        print_words(self.console, words, every=Text("│ ", "dim"))

    def _draw_source(self, *, links: bool) -> None:
        """The document: who printed it, its address whole, and whether a copy is kept."""
        cited = self.fact["source"]
        source = next(each for each in self.answer.sources if each["id"] == cited["id"])
        self.console.print()
        published = self.say.period(source["published"])
        named = filter(None, (wording.document(source), published))
        print_words(self.console, text(", ".join(named)))
        if source["url"]:
            print_line(self.console, address(source["url"], links=links, words=cited["text"]))
        copy = self.words["no_copy" if cited["line"] is None else "copy"]
        where = copy.format(file=source["file"], line=cited["line"])
        print_words(self.console, text(where, "dim"))

    def _draw_names(self) -> None:
        """The id, the topic, how to cite it, and at last its other names."""
        fact = self.fact
        self.console.print()
        at = f" --at {figures.last_year(fact['period'])}" if self.at and fact["period"] else ""
        cite = self.words["cite"].format(name=fact["id"] + at)
        topic = topic_path(self.answer, fact["topic"], self.say)
        line = Text.assemble(text(fact["id"], "bold"), JOINT, topic, JOINT, text(cite))
        print_words(self.console, line)
        if fact["aliases"]:
            also = self.words["also"].format(aliases=", ".join(fact["aliases"]))
            print_words(self.console, text(also, "dim"))
