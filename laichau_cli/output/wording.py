"""What a person reads, in that person's language: figures, goals, verdicts, headings."""

from __future__ import annotations

from laichau_cli.language import figures, words_of
from laichau_cli.records import Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from laichau_cli.commands.answer import Answer
    from laichau_cli.records import (
        ComparisonRecord,
        FactRecord,
        FigureRecord,
        GoalRecord,
        Lang,
        LatestRecord,
        UnitRecord,
    )

SIGNS = {"exceeded": "✔", "met": "=", "short": "✘", "unclear": "?"}
"""A verdict's sign, for screens without colour."""
NOTED, ADDRESS, NEWER = "*", "°", "→"
"""Marks of a figure: a note says how to read it, its document is not kept, a newer one follows."""


def color(judged: Any) -> str:
    """The colour of a verdict: only a goal missed for good is red."""
    if judged["verdict"] == "short":
        return "red" if judged["stage"] == "final" else "yellow"
    return {"exceeded": "green", "met": "cyan"}.get(judged["verdict"], "yellow")


def marks(figure: FigureRecord | LatestRecord) -> str:
    """The marks behind a figure: `*`, `°`, both or none."""
    return (NOTED if figure["note"] else "") + ("" if figure["proven"] else ADDRESS)


def marks_of_actual(judged: ComparisonRecord) -> str:
    """The same of the figure that was held against a goal."""
    return (NOTED if judged["actual_note"] else "") + ("" if judged["proven"] else ADDRESS)


def publisher(source: Any) -> str:
    """Who printed a document, or its title where that is not known."""
    name: str = source["publisher"] or source["title"]
    return name


def document(source: Any) -> str:
    """Who printed a document, if that is known, and its title."""
    return ": ".join(filter(None, (source["publisher"], source["title"])))


def around(passage: str | None, cited: str) -> tuple[str, str]:
    """What stands before and after the words cited, where their paragraph is kept."""
    before, found, after = (passage or cited).partition(cited)
    return (before, after) if found else ("", "")


def signed(shown: str) -> str:
    """A number already written out, with its sign in front even if it is a plus; none for 0."""
    is_nought = shown.startswith("0") and shown[1:2] not in (",", ".")
    return shown if shown.startswith("−") or is_nought else "+" + shown


def ends(number: Any) -> list[float]:
    """A number, or both ends of a range, as lengths."""
    return [float(end) for end in (number if isinstance(number, list) else [number])]


def size(figure: FigureRecord) -> float:
    """How long a bar of a figure is: a share of its whole, the far end of a range."""
    return ends(figure["value"])[-1] / float(figure["of"] or 1)


def moment(iso: str) -> float:
    """The end of a period as a year with a fraction, to draw it on a line of time."""
    year, *rest = iso.rpartition("/")[2].split("-")
    month, day = ([*map(int, rest), 12, 31][:2]) if rest else (12, 31)
    return int(year) + (month - 1) / 12 + day / 372


class Wording:
    """The words of one language for figures in these units."""

    def __init__(self, lang: Lang, units: Mapping[str, UnitRecord] | None = None) -> None:
        self.lang = lang
        self.units = units or {}
        self.words: dict[str, str] = words_of(lang).WORDS
        """Every word of ours on a screen."""

    def path(self, answer: Answer, id_: str) -> list[str]:
        """The labels of a topic and those above it, the topmost first."""
        parts = id_.split(".")
        above = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
        return [answer.topics[topic]["label"][self.lang] for topic in above]

    # ---- figures

    def period(self, iso: str | None) -> str:
        """A period as people write it; empty where the source is silent."""
        return figures.spoken_period(iso, lang=self.lang) if iso else ""

    def when(self, iso: str | None) -> str:
        """The same, saying so where the source is silent."""
        return self.period(iso) or self.words["undated"]

    def number(self, value: Number | list[Number], unit: str | None) -> str:
        """A number or range with its unit: `47.2 million VND`, `33,2%/năm`."""
        return figures.amount(value, self.units.get(unit or ""), lang=self.lang)  # type: ignore[arg-type]

    def difference(self, digits: Number, unit: str | None) -> str:
        """A difference of two figures in `unit`: percentages differ by points."""
        if self.units.get(unit or "", figures.NO_UNIT)["label"][self.lang].startswith("%"):
            return f"{figures.grouped(digits, lang=self.lang)} {self.words['points']}"
        return self.number(digits, unit)

    def newer(self, fact: FactRecord) -> str:
        """The newest figure in short: `→ 19.46%° 2024`; of the same year, with its whole period."""
        figure = fact["newest"]
        if figure is None:
            return ""
        year = figures.last_year(figure["period"])
        same = year == figures.last_year(fact["period"])
        when = self.period(figure["period"]) if same else year
        return f"{NEWER} {figure['figure'][self.lang]}{marks(figure)} {when}"

    def change(self, fact: FactRecord) -> str:
        """How far the figure moved, in words; empty where the source does not say."""
        moved = fact["change"]
        if moved is None:
            return ""
        by, since, unit = moved["by"], moved["since"], moved["unit"]
        since = self.words["year_before"] if since == "year-before" else self.period(since)
        if fact["kind"] == "rank" and unit is None:
            return self._places(by, since, is_up=not by.startswith("-"))
        if unit not in (None, fact["unit"]):  # 5% more hectares, not 5 points
            shown = signed(self.number(by, unit))
        else:
            shown = signed(self.difference(by, fact["unit"]))
        return self.words["change_since"].format(by=shown, since=since)

    def moved(self, seen: Sequence[FigureRecord], unit: str | None) -> str:
        """The change from the first of a fact's figures to the last; of a rank, places gained.

        Nothing where the two are not of one kind (a range, a part of a whole, a year and a month),
        one is undated, sources differ about it or a note says how to read it: it may be counted
        otherwise.
        """
        first, last = seen[0], seen[-1]
        ends: Any = (first, last)
        is_part = unit != "rank" and any(end["of"] for end in ends)
        if is_part or any(isinstance(end["value"], list) or end["note"] for end in ends):
            return ""
        if first["period"] is None or last["period"] is None:
            return ""
        if first["of"] != last["of"] or _months(first["period"]) != _months(last["period"]):
            return ""
        periods = [figure["period"] for figure in seen]
        if periods.count(first["period"]) > 1 or periods.count(last["period"]) > 1:
            return ""
        by = Number(figures.minus(str(last["value"]), str(first["value"])))
        since = self.period(first["period"])
        if unit == "rank":
            return self._places(by, since, is_up=by[:1] in ("-", "0"))
        hedge = "about" if first["bound"] or last["bound"] else None
        is_estimate = first["estimate"] or last["estimate"]
        shown = signed(self.difference(by, unit))
        shown = figures.hedged(shown, bound=hedge, estimate=is_estimate, lang=self.lang)
        return self.words["change_since"].format(by=shown, since=since)

    def _places(self, by: str, since: str, *, is_up: bool) -> str:
        """How far a rank moved: `up 14 places since 2020`."""
        shown = self.words["places_up" if is_up else "places_down"]
        steps = by.lstrip("-")
        shown = shown.replace("places", "place") if steps == "1" else shown
        return shown.format(by=steps, since=since)

    # ---- goals

    def goal(self, record: GoalRecord, unit: str | None) -> str:
        """A goal beside the figure it is for, so without its unit, unless that is joined to it."""
        known = self.units.get(unit or "", figures.NO_UNIT)
        shown: str = record["figure"][self.lang]
        return shown if known["joined"] else shown.removesuffix(f" {known['label'][self.lang]}")

    def due(self, iso: str | None) -> str:
        """When a goal is due, if that is said: `due 2025`."""
        return self.words["due_by"].format(due=self.period(iso)) if iso else ""

    def margin(self, record: GoalRecord, unit: str | None) -> str:
        """How far from the goal, as a person says it: `214 ha below`, `at the goal`."""
        if record["verdict"] == "unclear":
            return self.words["may_be_either"]
        distance = record["margin"]
        if not distance.strip("0.-"):
            return self.words["within_goal" if isinstance(record["goal"], list) else "at_goal"]
        is_above = distance.startswith("-") != (record["sense"] == "at-least")
        shown = self.difference(Number(distance.lstrip("-")), unit)
        return self.words["above" if is_above else "below"].format(by=shown)

    def needs(self, goal: GoalRecord, fact: FactRecord) -> str:
        """What the years until the goal is due must bring, and whether it is on track; if known."""
        parts = []
        unit = fact["unit"]
        if goal["needs"] is not None and goal["due"] and fact["period"]:
            is_yearly = unit in ("percent-per-year", "points-per-year")
            needed = (self.number if is_yearly else self.difference)(goal["needs"], unit)
            start = str(int(figures.last_year(fact["period"]) or 0) + 1)
            end = figures.last_year(goal["due"])
            form = "needs_average" if is_yearly else "needs_once" if start == end else "needs"
            parts.append(self.words[form].format(needs=needed, start=start, end=end))
        if goal["on_track"] is not None:
            parts.append(self.words["on_track" if goal["on_track"] else "off_track"])
        return ", ".join(parts)

    def more_of_goal(self, goal: GoalRecord, unit: str | None) -> list[str]:
        """What else there is to say of a goal: the nation's own figure, the note."""
        more = []
        if nation := goal["nation"]:
            value = self.number(nation["value"], unit)
            parts = (value, self.period(nation["period"]), publisher(nation["source"]))
            more.append(f"{self.words['nation']}: " + ", ".join(filter(None, parts)))
        if goal["note"]:
            more.append(f"{NOTED} {goal['note'][self.lang]}")
        return more

    def actual(self, judged: Any, unit: str | None) -> str:
        """The figure that was held against a goal, as it is hedged: `est. 10,811 ha`."""
        shown = self.number(judged["actual"], unit)
        hedges = {"bound": judged["bound"], "estimate": judged["estimate"]}
        return figures.hedged(shown, **hedges, lang=self.lang)

    def latest(self, goal: GoalRecord, unit: str | None) -> str:
        """The newest figure, of when, before what it makes of a goal: `→ 10,500 ha 2025`."""
        found = goal["latest"]
        if found is None:
            return ""
        year = figures.last_year(found["period"])
        return f"{NEWER} {self.actual(found, unit)}{marks(found)} {year}"

    def verdicts(self, goals: Iterable[Any]) -> list[tuple[str, str]]:
        """Verdicts with their stages as words, each with its sign, once, and with its colour.

        What time says stands behind the last of those of which it says the same.
        """
        known = [*{(goal["verdict"], goal["stage"]): goal for goal in goals}.values()]
        shown = []
        for at, goal in enumerate(known):
            word = self.words[goal["verdict"]]
            form = {"early": "so_far", "undated": "not_dated"}.get(goal["stage"])
            if form and all(goal["stage"] != later["stage"] for later in known[at + 1 :]):
                word = self.words[form].format(verdict=word)
            shown.append((f"{SIGNS[goal['verdict']]} {word}", color(goal)))
        return shown

    def by_setter(self, records: Iterable[Any]) -> list[tuple[str, list[str], list[Any]]]:
        """(setter, scope and due, those goals) of comparisons, the province's own goals first."""
        groups: dict[tuple[str, str, str], list[Any]] = {}
        for record in records:
            key = (record["set_by"][self.lang], record["scope"], record["due"] or "")
            groups.setdefault(key, []).append(record)
        ordered = sorted(groups.items(), key=lambda group: group[0][1] != "province")
        return [
            (setter, [*filter(None, (self.words[scope], self.due(due)))], goals)
            for (setter, scope, due), goals in ordered
        ]

    def tally(self, goals: Sequence[Any]) -> str:
        """`5 exceeded · 1 met · 12 short; none final (7 early, 11 undated)`."""
        if not goals:
            return self.words["no_targets"]
        counts = self._counts([goal["verdict"] for goal in goals], SIGNS)
        stages = [goal["stage"] for goal in goals]
        open_ = self._counts(stages, ("early", "undated"))
        if not open_:
            return " · ".join(counts)
        final = stages.count("final")
        says = self.words["final"].format(count=final) if final else self.words["none_final"]
        return f"{' · '.join(counts)}; {says} ({', '.join(open_)})"

    def _counts(self, found: Sequence[str], names: Iterable[str]) -> list[str]:
        return [f"{found.count(name)} {self.words[name]}" for name in names if name in found]

    # ---- below a table

    def legend(self, marks: str) -> str:
        """What the `marks` that were shown mean, on a line."""
        known = ((NOTED, "mark_note"), (ADDRESS, "mark_address"), (NEWER, "mark_newer"))
        return " · ".join(self.words[word] for sign, word in known if sign in marks)

    def provenance(self, answer: Answer) -> str:
        """The sources of an answer and its base, with its version: for what is shown to others."""
        shown: dict[str, None] = {}
        for record in (*answer.records, *answer.standing.values()):
            for key in ("actual_source", "source"):
                if source := record.get(key):
                    when = self.period(source["published"])
                    shown[publisher(source) + (f" ({when})" if when else "")] = None
        base = ", ".join(filter(None, (answer.title[self.lang], answer.edition.get("version"))))
        sources = self.words["source"] + ": " + "; ".join(shown) if shown else ""
        return " · ".join(filter(None, (sources, base)))


def _months(iso: str) -> int | None:
    """The length of a span of years or months; None of a moment."""
    first, _, last = iso.partition("/")
    if not last:
        return None
    start, end = [*first.split("-"), "1"][:2], [*last.split("-"), "12"][:2]
    return (int(end[0]) - int(start[0])) * 12 + int(end[1]) - int(start[1])
