"""What a person sees on a screen: tables of facts, of comparisons, of topics, and a fact's card.

The only module that uses Rich. Column widths are worked out once for a whole answer and the rows
drawn in parts, so the first screen of a long table does not wait for the last row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from laichau_cli import figures
from laichau_cli.output import people
from laichau_cli.output.terminal import Terminal, safe_line
from laichau_cli.records import Number
from laichau_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import JustifyMethod

    from laichau_cli.commands import Answer
    from laichau_cli.index import Index
    from laichau_cli.records import ComparisonRecord, FactRecord, Lang, Record, TopicRecord
    from laichau_cli.request import Request

GAP = 2
"""Blanks between columns."""
INDENT = 2
"""Blanks before the rows of a group."""
PART = 40
"""Rows drawn at a time."""


class Column(NamedTuple):
    """One column; where the screen is narrow, those that fold go below the widest, in order."""

    title: str
    justify: JustifyMethod = "left"
    style: str = ""
    folds: int = 0
    """Its place on the line below, from 1; 0 is never there."""
    least: int = 0
    """Width below which it is not squeezed; 0 is never."""
    drops: bool = False
    """Left out where the screen has no room for it."""


class Group(NamedTuple):
    """Rows under a heading of their own."""

    heading: Text | None
    rows: list[list[Text]]


class _Piped(Console):
    """A console that leaves a closed pipe to `Terminal`."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def draw(answer: Answer, index: Index, request: Request, terminal: Terminal) -> None:
    """Draw `answer` on the terminal; raises as `Terminal.write` does."""
    console = console_for(
        terminal.stdout, width=terminal.width, color=terminal.has_color(request.color)
    )
    try:
        draw_on(console, answer, index, request)
    except OSError as error:
        raise terminal.failed(error) from None


def draw_on(console: Console, answer: Answer, index: Index, request: Request) -> None:
    """Draw `answer` on a console."""
    _View(console, index, request).draw(answer)


def draw_findings(answer: Answer, request: Request, terminal: Terminal) -> None:
    """Draw what a check found; raises as `Terminal.write` does."""
    console = console_for(
        terminal.stdout, width=terminal.width, color=terminal.has_color(request.color)
    )
    titles = ("level", "line", "id", "message", "printed", "entered")
    table = Table(*titles, box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for record in answer.records:
        table.add_row(*(text(str(record[title] or "")) for title in titles))
    try:
        if answer.records:
            console.print(table)
    except OSError as error:
        raise terminal.failed(error) from None


def console_for(file: TextIO, *, width: int, color: bool) -> Console:
    """A console of `width` columns that takes nothing from the environment and no markup."""
    return _Piped(
        file=file,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ={},
    )


def text(words: str, style: str = "", justify: Any = None) -> Text:
    """Words that act on nothing, in a style."""
    return Text(safe_line(words), style=style, justify=justify)


class _View:
    """Everything drawn for one answer, in one language, on one console."""

    def __init__(self, console: Console, index: Index, request: Request) -> None:
        self.console = console
        self.index = index
        self.lang: Lang = request.lang
        self.header = request.header
        self.fields = request.fields
        self.units = index.units()
        self.words = people.WORDS[self.lang]

    def draw(self, answer: Answer) -> None:
        if self.fields is not None:
            self._fields(answer)
            return
        draw_kind: dict[str, Any] = {
            "topics": self._topics,
            "facts": self._facts,
            "hits": self._hits,
            "card": self._card,
            "comparisons": self._comparisons,
        }
        draw_kind[answer.kind](answer)

    # ---- kinds of answer

    def _fields(self, answer: Answer) -> None:
        from laichau_cli.output.formats import Layout, cell

        fields = self.fields or []
        layout = Layout(fields, lang=self.lang, header=True, units=self.units)
        rows = [
            [text(cell(record, field, layout)) for field in fields] for record in answer.records
        ]
        self._table([Column(field, least=8) for field in fields], [Group(None, rows)])

    def _topics(self, answer: Answer) -> None:
        columns = [
            Column(self.words["topic"], least=20),
            Column(self.words["facts"], justify="right"),
            Column(self.words["id"], style="dim"),
        ]
        rows = []
        for topic in answer.records:
            depth = topic["id"].count(".")
            label = text("  " * depth + topic["label"][self.lang], "" if depth else "bold")
            rows.append([label, text(str(topic["facts"])), text(topic["id"])])
        self._table(columns, [Group(None, rows)])

    def _facts(self, answer: Answer) -> None:
        groups: list[Group] = []
        topics = {topic["id"]: topic for topic in self.index.topics()}
        verdicts = self._verdicts(answer)
        rests = self._rests(answer.records)
        last = None
        for fact in answer.records:
            if fact["topic"] != last:
                last = fact["topic"]
                groups.append(Group(self._heading(topics, last), []))
            groups[-1].rows.append(self._fact_row(fact, verdicts))
            if fact["id"] in rests:
                groups[-1].rows.append(self._rest_row(rests[fact["id"]], len(groups[-1].rows[-1])))
        self._table(self._fact_columns(bool(verdicts)), groups)

    def _hits(self, answer: Answer) -> None:
        verdicts = self._verdicts(answer)
        rows = [self._fact_row(fact, verdicts) for fact in answer.records]
        for fact, row in zip(answer.records, rows, strict=True):
            row[0] = self._why(fact, row[0], answer.marks.get(fact["id"], set()))
        if rows:
            self._table(self._fact_columns(bool(verdicts)), [Group(None, rows)])

    def _comparisons(self, answer: Answer) -> None:
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
        for record in answer.records:
            key = (record["scope"], record["set_by"][self.lang], record["due"] or "")
            by_setter.setdefault(key, []).append(record)
        groups = [
            Group(self._setter(*key), [self._comparison_row(record) for record in records])
            for key, records in sorted(by_setter.items(), key=lambda item: item[0][0] != "province")
        ]
        if groups:
            self._table(columns, groups)
            self.console.print()
        tally = people.tally([record["verdict"] for record in answer.records], lang=self.lang)
        self.console.print(text(tally, "bold"))

    # ---- rows

    def _verdicts(self, answer: Answer) -> dict[str, list[str]]:
        verdicts: dict[str, list[str]] = {}
        for record in answer.comparisons:
            verdicts.setdefault(record["fact"], []).append(record["verdict"])
        return verdicts

    def _fact_columns(self, has_verdicts: bool) -> list[Column]:
        return [
            Column(self.words["fact"], least=LONGEST_ID),
            Column(self.words["figure"], justify="right", least=14),
            Column("", drops=True),
            *([Column(self.words["verdict"])] if has_verdicts else []),
            Column(self.words["period"], folds=2),
            Column(self.words["id"], style="dim", folds=1),
        ]

    def _fact_row(self, fact: Any, verdicts: dict[str, list[str]]) -> list[Text]:
        label = text(fact["label"][self.lang])
        figure = text(people.figure(fact, self.units, lang=self.lang), "bold")
        if fact["kind"] == "text":  # words, not a figure: they would widen its column
            label, figure = Text(": ").join([label, figure]), Text()
        return [
            label,
            figure,
            self._bar(fact),
            *([self._verdict_cell(verdicts.get(fact["id"], []))] if verdicts else []),
            text(people.period(fact["period"], lang=self.lang)),
            text(fact["id"]),
        ]

    def _bar(self, fact: Any) -> Text:
        """A bar for a share of a whole."""
        unit = self.units.get(fact["unit"] or "", people.NO_UNIT)
        return _share_bar(fact["value"]) if unit["share"] and fact["kind"] == "number" else Text()

    def _verdict_cell(self, verdicts: Iterable[str]) -> Text:
        cells = [
            text(people.verdict(verdict, lang=self.lang), people.COLORS[verdict])
            for verdict in dict.fromkeys(verdicts)
        ]
        return Text(", ").join(cells)

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

    def _comparison_row(self, record: Any) -> list[Text]:
        actual = people.number(record["actual"], record["unit"], self.units, lang=self.lang)
        hedged = figures.hedged(
            actual, bound=record["bound"], estimate=record["estimate"], lang=self.lang
        )
        color = people.COLORS[record["verdict"]]
        margin = text(people.margin_in_words(record, self.units, lang=self.lang), color)
        if record["stated"] not in (None, record["verdict"]):
            said = self.words[record["stated"]]
            margin.append_text(text(" · " + self.words["stated"].format(stated=said), "yellow"))
        return [
            self._verdict_cell([record["verdict"]]),
            text(record["label"][self.lang]),
            text(hedged, "bold"),
            text(people.goal(record, self.units, lang=self.lang)),
            _goal_bar(record["actual"], record["goal"], color),
            margin,
            text(people.period(record["period"], lang=self.lang)),
        ]

    def _setter(self, scope: str, set_by: str, due: str) -> Text:
        parts = [self.words[scope]]
        if due:
            due = people.period(due, lang=self.lang)
            parts.append(self.words["due_by"].format(due=due))
        return Text.assemble(text(set_by, "bold"), text("  " + " · ".join(parts), "dim"))

    def _rests(self, facts: Sequence[Any]) -> dict[str, str]:
        """What is left of each whole whose shares are all shown, by the last of them."""
        wholes: dict[str, list[str]] = {}
        for id_, whole in self.index.shares():
            wholes.setdefault(whole, []).append(id_)
        values = {fact["id"]: fact["value"] for fact in facts}
        return {
            ids[-1]: figures.rest([values[id_] for id_ in ids])
            for ids in wholes.values()
            if all(isinstance(values.get(id_), str) for id_ in ids)
        }

    def _rest_row(self, digits: str, cells: int) -> list[Text]:
        figure = figures.grouped(digits, lang=self.lang) + "%"
        blank = [Text() for _ in range(cells - 2)]
        row = [text(self.words["rest"], "dim"), text(figure, "dim"), *blank]
        row[2] = _share_bar(digits)
        return row

    def _heading(self, topics: dict[str, TopicRecord], id_: str) -> Text:
        path = id_.split(".")
        labels = [
            topics[".".join(path[: depth + 1])]["label"][self.lang] for depth in range(len(path))
        ]
        return Text.assemble(text(" › ".join(labels), "bold"), "  ", text(id_, "dim"))

    # ---- a card

    def _card(self, answer: Answer) -> None:
        fact: FactRecord = answer.records[0]  # type: ignore[assignment]
        other: Lang = "en" if self.lang == "vi" else "vi"
        print_ = self.console.print
        print_(text(fact["label"][self.lang], "bold"))
        print_(text(fact["label"][other], "dim"))
        if figure := people.figure(fact, self.units, lang=self.lang):
            print_()
            print_(Text("  ").append_text(text(figure, "bold green")))
        print_()
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, words in self._card_rows(fact, answer.comparisons):
            grid.add_row(text(name), words)
        self._print_trimmed(grid)
        print_()
        for paragraph in self._quotation(fact):
            print_(paragraph)

    def _card_rows(
        self, fact: FactRecord, targets: Sequence[ComparisonRecord]
    ) -> Iterator[tuple[str, Text]]:
        words = self.words
        topics = {topic["id"]: topic for topic in self.index.topics()}
        yield words["id"], text(fact["id"])
        yield words["topic"], self._heading(topics, fact["topic"])
        if fact["period"]:
            yield words["period"], text(people.period(fact["period"], lang=self.lang))
        if fact["change"]:
            yield words["change"], text(people.change(fact, self.units, lang=self.lang))
        yield from self._over_time(fact)
        for target in targets:
            yield words["target"], self._target(target)
            if target["note"]:
                yield "", text(target["note"][self.lang], "dim")
        if fact["note"]:
            yield words["note"], text(fact["note"][self.lang])
        if fact["aliases"]:
            yield words["aliases"], text(", ".join(fact["aliases"]), "dim")
        yield from self._source_rows(fact)

    def _over_time(self, fact: FactRecord) -> Iterator[tuple[str, Text]]:
        """The figure at other times, in their order, with how it moved."""
        seen = self.index.observations(self.index.position(fact["id"]))
        if len(seen) < 2:
            return
        title = self.words["over_time"]
        for value, period, is_own, publisher, source in seen:
            shown = people.number(Number(value), fact["unit"], self.units, lang=self.lang)
            when = people.period(period, lang=self.lang) or self.words["undated"]
            where = "" if is_own else f"  {publisher or source}"
            yield title, Text.assemble(text(f"{shown}  {when}"), text(where, "dim"))
            title = ""
        values = [value for value, *_ in seen]
        moved = people.moved(values[0], values[-1], fact["unit"], self.units, lang=self.lang)
        yield "", Text.assemble(text(people.sparkline(values), "blue"), "  ", text(moved))

    def _target(self, target: ComparisonRecord) -> Text:
        parts = [people.goal(target, self.units, lang=self.lang), target["set_by"][self.lang]]
        if target["due"]:
            due = people.period(target["due"], lang=self.lang)
            parts.append(self.words["due_by"].format(due=due))
        margin = people.margin(target, self.units, lang=self.lang)
        return Text.assemble(
            self._verdict_cell([target["verdict"]]), f" ({margin})  ", text(", ".join(parts))
        )

    def _source_rows(self, fact: FactRecord) -> Iterator[tuple[str, Text]]:
        source = self.index.source(fact["source"]["id"])
        published = ": ".join(filter(None, (source["publisher"], source["title"])))
        yield self.words["source"], text(published)
        if source["url"]:
            yield "", text(source["url"])
        if fact["source"]["line"] is not None:
            where = self.words["line"].format(line=fact["source"]["line"])
            yield "", text(f"{source['file']}, {where}")

    def _quotation(self, fact: FactRecord) -> Iterator[Text]:
        """The paragraph that the evidence is from, its words marked; else only the words."""
        cited = fact["source"]["text"]
        line = self.index.passage(fact["source"]["id"], fact["source"]["line"])
        before, found, after = (line or cited).partition(cited)
        if not found:
            before, after = "", ""
        mark = Text.assemble("»", text(cited, "bold reverse"), "«")
        quotation = Text.assemble(text(before), mark, text(after))
        width = max(self.console.width - INDENT, 1)
        for wrapped in quotation.wrap(self.console, width):
            wrapped.rstrip()
            yield Text.assemble(("│ ", "dim"), wrapped)

    # ---- drawing

    def _table(self, columns: list[Column], groups: list[Group]) -> None:
        """Draw the groups one below the other, in columns of the same widths."""
        indent = INDENT if any(group.heading for group in groups) else 0
        rows = [row for group in groups for row in group.rows]
        room = self.console.width - indent
        for fit in (_as_they_are, _folded, _dropped):
            columns, groups = fit(columns, groups)
            rows = [row for group in groups for row in group.rows]
            widths = _natural(columns, rows)
            if _width(widths) - _ease(columns, widths) <= room:
                break
        widths = _squeezed(columns, widths, excess=_width(widths) - room)
        if self.header:
            titles = [text(column.title, "dim", column.justify) for column in columns]
            self._rows([column._replace(style="") for column in columns], [titles], widths, indent)
        for number, group in enumerate(groups):
            if group.heading is not None:
                if number or self.header:
                    self.console.print()
                self.console.print(group.heading)
            for start in range(0, len(group.rows), PART):
                self._rows(columns, group.rows[start : start + PART], widths, indent)

    def _rows(
        self, columns: list[Column], rows: list[list[Text]], widths: list[int], indent: int
    ) -> None:
        table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        if indent:
            table.add_column(width=max(indent - GAP, 0))
        for column, width in zip(columns, widths, strict=True):
            table.add_column(
                width=width,
                justify=column.justify,
                style=column.style,
                overflow="fold",
            )
        for row in rows:
            table.add_row(*([Text()] if indent else []), *row)
        self._print_trimmed(table)

    def _print_trimmed(self, table: Table) -> None:
        """Print without the blanks that fill the last column: they get in the way of copying."""
        for line in self.console.render_lines(table, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
            self.console.print(Segments([*line, Segment.line()]), end="")


LONGEST_ID = 34
"""Columns that ids need to stay whole where they stand below the label."""
SHARE_CELLS = 10
"""Cells of a bar that stands for a whole."""
GOAL_CELLS = 14
"""Cells of a bar of a figure against its goal."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def _share_bar(percent: str) -> Text:
    """A bar as long as a percentage of a whole, on a ground as long as the whole."""
    eighths = max(0, min(round(float(percent) / 100 * SHARE_CELLS * 8), SHARE_CELLS * 8))
    full, part = divmod(eighths, 8)
    bar = "█" * full + (_EIGHTHS[part] if part else "")
    return Text(bar, "blue").append("·" * (SHARE_CELLS - len(bar)), "dim")


def _goal_bar(actual: Any, goal: Any, color: str) -> Text:
    """The figure as a line towards the goal, a bar across: `━━━━━━┃━━━` or `━━━╌╌╌┃`."""
    reached = float(actual[-1] if isinstance(actual, list) else actual)
    wanted = float(goal[0] if isinstance(goal, list) else goal)
    most = max(reached, wanted)
    if min(reached, wanted) < 0 or most == 0:
        return Text()
    length = round(reached / most * GOAL_CELLS)
    mark = round(wanted / most * (GOAL_CELLS - 1))
    if reached < wanted:
        length = min(length, mark - 1)  # what is short must look short
    bar = Text()
    for at in range(GOAL_CELLS):
        if at == mark:
            bar.append("┃", "bold")
        elif at < length:
            bar.append("━", color)
        else:
            bar.append("╌" if at < mark else " ", "dim")
    return bar


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


def _natural(columns: list[Column], rows: list[list[Text]]) -> list[int]:
    widths = [cell_len(column.title) for column in columns]
    for row in rows:
        for at, cell in enumerate(row):
            longest = max((cell_len(line) for line in cell.plain.split("\n")), default=0)
            widths[at] = max(widths[at], longest)
    return widths


def _width(widths: list[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _ease(columns: list[Column], widths: list[int]) -> int:
    """How much narrower the columns may get and still be easy to read: a quarter of each."""
    pairs = zip(columns, widths, strict=True)
    return sum(
        min(width // 4, max(width - column.least, 0)) for column, width in pairs if column.least
    )


def _squeezed(columns: list[Column], widths: list[int], *, excess: int) -> list[int]:
    """Widths made less by `excess` in all: the widest column that may shrink gives way first."""
    widths = widths.copy()
    least = [column.least or width for column, width in zip(columns, widths, strict=True)]
    for floor in (least, [1] * len(widths)):
        while excess > 0:
            slack = [width - low for width, low in zip(widths, floor, strict=True)]
            if max(slack) <= 0:
                break
            at = max((i for i, s in enumerate(slack) if s > 0), key=lambda i: widths[i])
            widths[at] -= 1
            excess -= 1
    return widths


def _as_they_are(columns: list[Column], groups: list[Group]) -> tuple[list[Column], list[Group]]:
    """All columns, but those in which every cell is empty."""
    rows = [row for group in groups for row in group.rows]
    kept = [at for at in range(len(columns)) if any(row[at].plain for row in rows)]
    return _only(kept, columns, groups)


def _dropped(columns: list[Column], groups: list[Group]) -> tuple[list[Column], list[Group]]:
    """The same without the columns that may be left out."""
    return _only([at for at, column in enumerate(columns) if not column.drops], columns, groups)


def _only(
    kept: list[int], columns: list[Column], groups: list[Group]
) -> tuple[list[Column], list[Group]]:
    return [columns[at] for at in kept], [
        Group(group.heading, [[row[at] for at in kept] for row in group.rows]) for group in groups
    ]


def _folded(columns: list[Column], groups: list[Group]) -> tuple[list[Column], list[Group]]:
    """The same with the cells of every column that folds on a line below the widest column's."""
    kept = [at for at, column in enumerate(columns) if not column.folds]
    below = sorted(set(range(len(columns))) - set(kept), key=lambda at: columns[at].folds)
    home = next(at for at in kept if columns[at].least)

    def fold_row(row: list[Text]) -> list[Text]:
        folded = Text(" · ", "dim").join(
            [text(row[at].plain, str(row[at].style) or "dim") for at in below if row[at].plain]
        )
        over = Text("\n").join([row[home], folded]) if folded.plain else row[home]
        return [over if at == home else row[at] for at in kept]

    return [columns[at] for at in kept], [
        Group(group.heading, [fold_row(row) for row in group.rows]) for group in groups
    ]
