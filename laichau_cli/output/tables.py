"""What a person sees on a screen: tables of facts, of comparisons, of topics, and a fact's card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TextIO, cast

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from laichau_cli.language import figures
from laichau_cli.language.fold import fold
from laichau_cli.output import wording
from laichau_cli.output.bars import goal_bar, share_bar
from laichau_cli.output.layout import (
    GAP,
    INDENT,
    Cells,
    Column,
    Row,
    console_for,
    draw_rows,
    print_trimmed,
    text,
)
from laichau_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from laichau_cli.cli.options import Request
    from laichau_cli.commands.all import Answer
    from laichau_cli.index.ask import Index
    from laichau_cli.records import ComparisonRecord, FactRecord, Lang, Record, TopicRecord

LONGEST_ID = 34
"""Columns that ids need to stay whole where they stand below the label."""


def draw(answer: Answer, index: Index, request: Request, terminal: Terminal) -> None:
    """Draw `answer` on the terminal; raises as `Terminal.write` does."""
    draw_on(_console(terminal, request), answer, index, request)


def draw_on(console: Console, answer: Answer, index: Index, request: Request) -> None:
    """Draw `answer` on a console."""
    _View(console, index, request).draw(answer)


def draw_findings(answer: Answer, request: Request, terminal: Terminal) -> None:
    """Draw what a check found; raises as `Terminal.write` does."""
    several = len({record["path"] for record in answer.records}) > 1
    titles = (
        *(["path"] if several else []),
        "level",
        "line",
        "id",
        "message",
        "printed",
        "entered",
    )
    table = Table(*titles, box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for record in answer.records:
        table.add_row(*(text(str(record[title] or "")) for title in titles))
    if answer.records:
        _console(terminal, request).print(table)


def _console(terminal: Terminal, request: Request) -> Console:
    # Rich writes through the terminal, which says what goes wrong with standard output.
    stdout = cast(TextIO, terminal)
    return console_for(stdout, width=terminal.width, color=terminal.has_color(request.color))


class _View:
    """Everything drawn for one answer, in one language, on one console."""

    def __init__(self, console: Console, index: Index, request: Request) -> None:
        self.console = console
        self.index = index
        self.lang: Lang = request.lang
        self.header = request.header
        self.fields = request.fields
        self.units = index.units()
        self.words = wording.WORDS[self.lang]

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
        rows = (
            Row([text(cell(record, field, layout)) for field in fields])
            for record in answer.records
        )
        self._table([Column(field, least=8) for field in fields], rows)

    def _topics(self, answer: Answer) -> None:
        columns = [
            Column(self.words["topic"], least=20),
            Column(self.words["facts"], justify="right"),
            Column(self.words["figure"], justify="right", least=14),
            Column(self.words["fact"], folds=2),
            Column(self.words["id"], style="dim", folds=1),
        ]
        standing = self.index.standing(lang=self.lang)
        rows = []
        for topic in answer.records:
            indent = "  " * topic["id"].count(".")
            label = text(indent + topic["label"][self.lang], "" if indent else "bold")
            count, id_ = text(str(topic["facts"])), text(indent + topic["id"])
            rows.append(Row([label, count, *self._standing(standing.get(topic["id"])), id_]))
        self._table(columns, rows)

    def _standing(self, fact: FactRecord | None) -> Cells:
        """The figure that stands for a topic, and what it is; of words, those alone."""
        if fact is None:
            return [Text(), Text()]
        figure, label = wording.figure(fact, self.units, lang=self.lang), fact["label"][self.lang]
        if fact["kind"] in ("text", "statement"):
            return [Text(), text(f"{label}: {figure}" if figure else label)]
        return [text(figure), text(label)]

    def _table(self, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        draw_rows(self.console, columns, rows, header=self.header)

    def _facts(self, answer: Answer) -> None:
        if answer.is_whole and not answer.records:
            return
        verdicts = _Verdicts(answer.comparisons)
        rests = self._rests(answer.records) if answer.is_whole else {}
        self._table(
            self._fact_columns(verdicts.are_any()), self._fact_rows(answer, verdicts, rests)
        )

    def _fact_rows(
        self, answer: Answer, verdicts: _Verdicts, rests: dict[str, str]
    ) -> Iterator[Row]:
        """A row for each fact, under a heading where its topic begins, and for what is left."""
        topics = {topic["id"]: topic for topic in self.index.topics()}
        last = None
        for fact in answer.records:
            heading = self._heading(topics, fact["topic"]) if fact["topic"] != last else None
            last = fact["topic"]
            row = self._fact_row(fact, verdicts)
            yield Row(row, heading)
            if fact["id"] in rests:
                yield Row(self._rest_row(rests[fact["id"]], len(row)))

    def _hits(self, answer: Answer) -> None:
        verdicts = _Verdicts(answer.comparisons)
        rows = []
        for fact in answer.records:
            row = self._fact_row(fact, verdicts)
            row[0] = self._why(fact, row[0], answer.marks.get(fact["id"], set()))
            rows.append(Row(row))
        if rows:
            self._table(self._fact_columns(verdicts.are_any()), rows)

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
        rows: list[Row] = []
        for key in sorted(by_setter, key=lambda key: key[0] != "province"):
            cells = [self._comparison_row(record) for record in by_setter[key]]
            rows.append(Row(cells[0], self._setter(*key)))
            rows += map(Row, cells[1:])
        if rows:
            self._table(columns, rows)
            self.console.print()
        tally = wording.tally([record["verdict"] for record in answer.records], lang=self.lang)
        self.console.print(text(tally, "bold"))

    # ---- rows

    def _fact_columns(self, has_verdicts: bool) -> list[Column]:
        return [
            Column(self.words["fact"], least=LONGEST_ID),
            Column(self.words["figure"], justify="right", least=14),
            Column("", drops=True),
            *([Column(self.words["verdict"])] if has_verdicts else []),
            Column(self.words["period"], folds=2),
            Column(self.words["id"], style="dim", folds=1),
        ]

    def _fact_row(self, fact: Any, verdicts: _Verdicts) -> Cells:
        label = text(fact["label"][self.lang])
        figure = text(wording.figure(fact, self.units, lang=self.lang), "bold")
        if fact["kind"] == "text":  # words, not a figure: they would widen its column
            label, figure = Text(": ").join([label, figure]), Text()
        return [
            label,
            figure,
            self._bar(fact),
            *([self._verdict_cell(verdicts.of(fact["id"]))] if verdicts.are_any() else []),
            text(wording.period(fact["period"], lang=self.lang)),
            text(fact["id"]),
        ]

    def _bar(self, fact: Any) -> Text:
        """A bar for a share of a whole."""
        unit = self.units.get(fact["unit"] or "", wording.NO_UNIT)
        return share_bar(fact["value"]) if unit["share"] and fact["kind"] == "number" else Text()

    def _verdict_cell(self, verdicts: Iterable[str]) -> Text:
        cells = [
            text(wording.verdict(verdict, lang=self.lang), wording.COLORS[verdict])
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
            self._verdict_cell([record["verdict"]]),
            text(record["label"][self.lang]),
            text(hedged, "bold"),
            text(wording.goal(record, self.units, lang=self.lang)),
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

    def _rests(self, facts: Sequence[Any]) -> dict[str, str]:
        """What is left of each whole whose shares are all shown, by the last of them."""
        wholes: dict[str, list[str]] = {}
        for id_, whole in self.index.shares():
            wholes.setdefault(whole, []).append(id_)
        values = {fact["id"]: fact["value"] for fact in facts}
        rests = {
            ids[-1]: figures.rest([values[id_] for id_ in ids])
            for ids in wholes.values()
            if all(isinstance(values.get(id_), str) for id_ in ids)
        }
        return {id_: rest for id_, rest in rests.items() if rest.strip("0.") and rest[0] != "-"}

    def _rest_row(self, digits: str, cells: int) -> Cells:
        figure = figures.grouped(digits, lang=self.lang) + "%"
        blank = [Text() for _ in range(cells - 2)]
        row = [text(self.words["rest"], "dim"), text(figure, "dim"), *blank]
        row[2] = share_bar(digits)
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
        if figure := wording.figure(fact, self.units, lang=self.lang):
            print_()
            print_(Text("  ").append_text(text(figure, "bold green")))
        print_()
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, words in self._card_rows(fact, answer.comparisons):
            grid.add_row(text(name), words)
        print_trimmed(self.console, grid)
        print_()
        for paragraph in self._quotation(fact):
            print_(paragraph)

    def _card_rows(
        self, fact: FactRecord, targets: Iterable[ComparisonRecord]
    ) -> Iterator[tuple[str, Text]]:
        words = self.words
        topics = {topic["id"]: topic for topic in self.index.topics()}
        yield words["id"], text(fact["id"])
        yield words["topic"], self._heading(topics, fact["topic"])
        if fact["period"]:
            yield words["period"], text(wording.period(fact["period"], lang=self.lang))
        if fact["change"]:
            yield words["change"], text(wording.change(fact, self.units, lang=self.lang))
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
        position = self.index.position(fact["id"])
        seen = self.index.observations(position)
        if len(seen) < 2:
            return
        own = next(self.index.facts((position, position), lang=self.lang))
        records = [
            own if is_own else wording.observed(own, value=value, period=period)
            for value, period, is_own, *_ in seen
        ]
        shown = [wording.figure(record, self.units, lang=self.lang) for record in records]
        longest = max(map(cell_len, shown))
        title = self.words["over_time"]
        for record, figure, (*_, is_own, publisher, source) in zip(
            records, shown, seen, strict=True
        ):
            when = wording.period(record["period"], lang=self.lang) or self.words["undated"]
            where = "" if is_own else f"  {publisher or source}"
            line = " " * (longest - cell_len(figure)) + figure + "  " + when
            yield title, Text.assemble(text(line), text(where, "dim"))
            title = ""
        moved = wording.moved(records[0], records[-1], self.units, lang=self.lang)
        line = wording.sparkline([value for value, *_ in seen])
        yield "", Text.assemble(text(line, "blue"), "  ", text(moved))

    def _target(self, target: ComparisonRecord) -> Text:
        parts = [wording.goal(target, self.units, lang=self.lang), target["set_by"][self.lang]]
        if target["due"]:
            due = wording.period(target["due"], lang=self.lang)
            parts.append(self.words["due_by"].format(due=due))
        margin = wording.margin(target, self.units, lang=self.lang)
        return Text.assemble(
            self._verdict_cell([target["verdict"]]), text(f" ({margin})  "), text(", ".join(parts))
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
        before, after = _ending(before), _beginning(after)
        mark = Text.assemble("»", text(cited, "bold reverse"), "«")
        quotation = Text.assemble(text(before), mark, text(after))
        width = max(self.console.width - INDENT, 1)
        for wrapped in quotation.wrap(self.console, width):
            wrapped.rstrip()
            yield Text.assemble(("│ ", "dim"), wrapped)


class _Verdicts:
    """The verdicts of facts that are asked for one after the other, in the order of the facts."""

    def __init__(self, comparisons: Iterable[ComparisonRecord]) -> None:
        self._coming = iter(comparisons)
        self._next = next(self._coming, None)
        self._are_any = self._next is not None

    def are_any(self) -> bool:
        """Whether any of the facts has one."""
        return self._are_any

    def of(self, fact: str) -> list[str]:
        """The verdicts of a fact that comes after all asked for before."""
        found: list[str] = []
        while self._next is not None and self._next["fact"] == fact:
            found.append(self._next["verdict"])
            self._next = next(self._coming, None)
        return found


QUOTED = 2000
"""Characters of a paragraph that are shown on each side of the words cited."""


def _ending(words: str) -> str:
    return words if len(words) <= QUOTED else "…" + words[-QUOTED:]


def _beginning(words: str) -> str:
    return words if len(words) <= QUOTED else words[:QUOTED] + "…"


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
