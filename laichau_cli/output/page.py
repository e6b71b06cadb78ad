"""An answer as a web page of its own: tables, one fact after the other, links to the sources.

It asks nothing of any other machine, runs nothing, and has one column on a phone.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from laichau_cli.language.safe import safe_line
from laichau_cli.output import charts, wording
from laichau_cli.output.links import to_words
from laichau_cli.output.style import STYLE
from laichau_cli.output.wording import Wording
from laichau_cli.records import series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import FigureRecord, GoalRecord, Lang

NUMBERS = ("facts", "figure", "actual", "goal")
"""Columns of numbers."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing."""


def text(words: object) -> str:
    """Words that are nothing but words."""
    return escape(safe_line(str(words)))


def tag(name: str, *inside: str, **attributes: str | None) -> str:
    """An element; an attribute's name may end in `_`, and one that is None is left out."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    shown = "".join(
        f' {key}="{escape(safe_line(value))}"' for key, value in named.items() if value is not None
    )
    return f"<{name}{shown}>{''.join(inside)}</{name}>"


class Page:
    """One answer, in one language."""

    def __init__(self, answer: Answer, options: Options) -> None:
        self.answer = answer
        self.fields = options.fields
        self.lang: Lang = options.lang
        self.other: Lang = "en" if self.lang == "vi" else "vi"
        self.say = Wording(self.lang, answer.units)
        self.words = self.say.words
        self.spoken = {source["id"]: source["lang"] for source in answer.sources}
        """The language of each source."""
        self.marks = ""

    def html(self) -> str:
        """The whole page."""
        title = self.answer.title[self.lang]
        named = [record["label"][self.lang] for record in self.answer.records if "label" in record]
        tab = f"{named[0]} · {title}" if len(named) == 1 else title
        body = "\n".join(self._body())
        head = (
            '<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"{tag('title', text(tab))}\n<style>{STYLE}</style>\n"
        )
        main = tag("main", tag("h1", text(title)), "\n", body, "\n", self._footer(), "\n")
        parts = ("<head>", head + "</head>", "<body>", main + "</body>", "</html>", "")
        return f'<!doctype html>\n<html lang="{self.lang}">\n' + "\n".join(parts)

    def _body(self) -> Iterator[str]:
        draw = {
            "topics": self._topics,
            "facts": self._facts,
            "card": self._articles,
            "hits": self._hits,
            "comparisons": self._comparisons,
        }
        if self.fields:
            yield from self._table_of_fields(self.fields)
        else:
            yield from draw[self.answer.kind]()

    def _footer(self) -> str:
        """What the marks mean, the sources, and the version of the base."""
        lines = (self.say.legend(self.marks), self.say.provenance(self.answer))
        return tag("footer", *(tag("p", text(line)) for line in lines if line))

    # ---- tables

    def _table(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """A table of columns that we have words for."""
        sides = ["number" if name in NUMBERS else None for name in names]
        return self._titled_table([self.words[name] for name in names], sides, rows)

    def _titled_table(
        self, titles: Sequence[str], sides: Sequence[str | None], rows: Iterable[Sequence[str]]
    ) -> str:
        """A table whose first column names its rows; columns without a word are left out.

        The roles are told, for on a phone its rows are drawn as blocks.
        """

        def cell(inside: str, at: int) -> str:
            if at == 0:
                return tag("th", inside, scope="row", role="rowheader")
            return tag("td", inside, role="cell", class_=sides[at])

        cells = [*rows]
        used = [at for at in range(len(titles)) if any(row[at] for row in cells)]
        head = [
            tag("th", text(titles[at]), scope="col", role="columnheader", class_=sides[at])
            for at in used
        ]
        lines = [tag("tr", *(cell(row[at], at) for at in used), role="row") for row in cells]
        return tag(
            "table",
            tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
            tag("tbody", "\n", *(f"{line}\n" for line in lines), role="rowgroup"),
            role="table",
        )

    def _table_of_fields(self, fields: Sequence[str]) -> Iterator[str]:
        from laichau_cli.output.formats import Layout, cell

        layout = Layout(fields, lang=self.lang, header=True, units=self.answer.units)
        rows = (
            [text(cell(record, name, layout)) for name in fields] for record in self.answer.records
        )
        yield self._titled_table(fields, [None] * len(fields), rows)

    def _topics(self) -> Iterator[str]:
        rows = []
        for topic in self.answer.records:
            fact: Any = self.answer.standing.get(topic["id"])
            depth = topic["id"].count(".")
            label = tag("span", text(topic["label"][self.lang]), class_=f"depth{min(depth, 3)}")
            example = ["", "", ""]
            if fact:
                example = [self._figure(fact), text(fact["label"][self.lang]), self._when(fact)]
            rows.append([label, text(topic["facts"]), *example])
        yield self._table(("topic", "facts", "figure", "fact", "period"), rows)

    def _facts(self) -> Iterator[str]:
        by_topic = groupby(self.answer.records, key=lambda fact: fact["topic"])
        groups = [(id_, [*group]) for id_, group in by_topic]
        if len(groups) > 1:
            yield self._contents([id_ for id_, _ in groups])
        for id_, group in groups:
            figured = [
                fact for fact in group if fact["figure"][self.lang] and fact["kind"] != "text"
            ]
            said = [fact for fact in group if fact not in figured]
            inside = [tag("h2", text(self._path(id_)))]
            inside += [self._fact_table(figured)] if figured else []
            inside += [tag("ul", *(tag("li", self._name(fact)) for fact in said))] if said else []
            yield tag("section", *(f"{part}\n" for part in inside), id=id_)
        yield from self._each_fact()

    def _contents(self, ids: Sequence[str]) -> str:
        """A link to each topic, named whole where another begins above it."""
        links = []
        above = ""
        for id_ in ids:
            top = id_.partition(".")[0]
            label = self.answer.topics[id_]["label"][self.lang] if top == above else self._path(id_)
            links.append(tag("li", tag("a", text(label), href=f"#{id_}")))
            above = top
        return tag("nav", tag("ul", *links), aria_label=self.words["topic"])

    def _fact_table(self, facts: Sequence[Any]) -> str:
        rows = [
            [
                self._name(fact),
                self._figure(fact),
                self._when(fact),
                self._verdicts(fact["goals"]),
                self._source(fact),
            ]
            for fact in facts
        ]
        return self._table(("fact", "figure", "period", "verdict", "source"), rows)

    def _hits(self) -> Iterator[str]:
        yield self._fact_table(self.answer.records)
        yield from self._each_fact()

    def _comparisons(self) -> Iterator[str]:
        names = ("fact", "verdict", "actual", "goal", "margin", "period", "source")
        for setter, aims, group in self.say.by_setter(self.answer.records):
            yield tag("h2", text(setter), " ", tag("small", text(", ".join(aims))))
            yield self._table(names, map(self._comparison, group))
        yield tag("p", tag("strong", text(self.say.tally(self.answer.records))))

    def _comparison(self, record: Any) -> list[str]:
        unit, say, marks = record["unit"], self.say, wording.marks_of_actual(record)
        return [
            text(record["label"][self.lang]),
            self._verdicts([record]),
            tag("strong", text(say.actual(record, unit))) + text(self._marked(marks)),
            text(record["figure"][self.lang]),
            text(say.margin(record, unit)) + charts.goal(record),
            f"{text(say.period(record['period']))} {self._latest(record, unit)}",
            self._source({"source": record["actual_source"]}),
        ]

    # ---- parts of a fact

    def _path(self, id_: str) -> str:
        return " › ".join(self.say.path(self.answer, id_))

    def _name(self, fact: Any) -> str:
        said = fact["figure"][self.lang] if fact["kind"] == "text" else ""
        words = ": ".join(filter(None, (fact["label"][self.lang], said)))
        return tag("a", text(words), href=f"#{fact['id']}")

    def _figure(self, figure: Any) -> str:
        marks = self._marked(wording.marks(figure))
        return tag("strong", text(figure["figure"][self.lang])) + text(marks)

    def _marked(self, shown: str) -> str:
        """Words with marks, which the page then explains."""
        self.marks += shown
        return shown

    def _when(self, fact: Any) -> str:
        when = (self.say.period(fact["period"]), self._marked(self.say.newer(fact)))
        return text(" ".join(filter(None, when)))

    def _verdicts(self, goals: Iterable[Any]) -> str:
        return ", ".join(
            tag("span", text(words).replace(" ", "&nbsp;", 1), class_=color)
            for words, color in self.say.verdicts(goals)
        )

    def _source(self, figure: Any, words: str = "") -> str:
        """The publisher, linked to the printed words."""
        source = figure["source"]
        name = text(words or wording.publisher(source))
        if not source["url"]:
            return name
        return tag("a", name, href=to_words(source["url"], source["text"]), rel="noreferrer")

    # ---- one fact after the other

    def _each_fact(self) -> Iterator[str]:
        yield tag("h2", text(self.words["each_fact"]))
        yield from self._articles()

    def _articles(self) -> Iterator[str]:
        for fact in self.answer.records:
            yield tag("article", *(f"{part}\n" for part in self._article(fact)), id=fact["id"])

    def _article(self, fact: Any) -> Iterator[str]:
        level = "h2" if self.answer.kind == "card" else "h3"
        label = fact["label"]
        yield tag(level, text(label[self.lang]))
        yield tag("p", text(label[self.other]), class_="other", lang=self.other)
        if fact["figure"][self.lang]:
            when = "" if fact["period"] else text(self.words["undated"]) + " "
            yield tag("p", self._figure(fact), ", ", when, self._when(fact), class_="figure")
        if fact["note"]:
            yield tag("p", text(f"{wording.NOTED} {fact['note'][self.lang]}"))
        seen = series(fact)
        if len(seen) > 1:
            yield charts.line(seen, fact["unit"], self.say)
            yield self._history(seen, fact["note"])
        if fact["goals"]:
            yield tag("ul", *(tag("li", self._goal(goal, fact)) for goal in fact["goals"]))
        yield self._quotation(fact)
        yield self._origin(fact)
        yield tag("p", *self._names(fact), class_="names")

    def _history(self, seen: Sequence[FigureRecord], own: Any) -> str:
        rows = [
            [
                text(self.say.when(figure["period"])),
                self._figure(figure),
                self._source(figure),
                text(figure["note"][self.lang]) if figure["note"] not in (None, own) else "",
            ]
            for figure in seen
        ]
        return self._table(("period", "figure", "source", "note"), rows)

    def _goal(self, goal: GoalRecord, fact: Any) -> str:
        unit, say = fact["unit"], self.say
        parts = [
            self._source(goal, goal["figure"][self.lang]),
            text(say.due(goal["due"])),
            text(goal["set_by"][self.lang]),
            text(say.margin(goal, unit)),
            text(say.needs(goal, fact)),
            self._latest(goal, unit),
            *map(text, say.more_of_goal(goal, unit)),
        ]
        bar = charts.goal({**goal, "actual": fact["value"]})
        return " ".join([self._verdicts([goal]), bar, ", ".join(filter(None, parts))])

    def _latest(self, goal: GoalRecord, unit: str | None) -> str:
        """What the newest figure makes of a goal."""
        if not goal["latest"]:
            return ""
        latest = self._marked(self.say.latest(goal, unit))
        return f"{text(latest)} {self._verdicts([goal['latest']])}"

    def _quotation(self, fact: Any) -> str:
        """The paragraph in which the words stand, or they alone."""
        source = fact["source"]
        before, after = wording.around(self.answer.passages.get(fact["id"]), source["text"])
        words = tag("p", text(before), tag("mark", text(source["text"])), text(after))
        return tag("blockquote", words, lang=self.spoken.get(source["id"]), cite=source["url"])

    def _origin(self, fact: Any) -> str:
        source = fact["source"]
        published = self.say.period(source["published"])
        proof = self.words["proven" if fact["proven"] else "no_copy"]
        rest = "".join(f", {text(part)}" for part in (published, proof) if part)
        return tag("p", self._source(fact, wording.document(source)), rest)

    def _names(self, fact: Any) -> Iterator[str]:
        yield tag("code", text(fact["id"]))
        if fact["topic"] in self.answer.topics:
            path = text(self._path(fact["topic"]))
            is_here = self.answer.kind == "facts"
            yield " · " + (tag("a", path, href=f"#{fact['topic']}") if is_here else path)
        if fact["aliases"]:
            yield " · " + text(self.words["also"].format(aliases=", ".join(fact["aliases"])))
