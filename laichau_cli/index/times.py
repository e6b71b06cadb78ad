"""A fact at other times: its series of figures, and its goals held against any of them."""

from __future__ import annotations

from laichau_cli.language.figures import last_year
from laichau_cli.records import series

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from laichau_cli.records import ComparisonRecord, FactRecord, FigureRecord, GoalRecord

LATEST = "latest"
"""The time of the newest figure."""


def as_of(fact: FactRecord, at: str) -> FactRecord | None:
    """A fact as it was in a year, or as the newest figure has it; None without such a figure.

    The last figure of a year counts; an average over several years only where there is no figure
    of that year alone. Of several figures for one time the first entered counts.
    """
    periods = [figure["period"] for figure in series(fact)]
    ended = [
        place for place, period in enumerate(periods) if at == LATEST or last_year(period) == at
    ]
    then = [place for place in ended if (periods[place] or "")[:4] == at] or ended
    ends = [(period or "").rpartition("/")[2] for period in periods]
    same = [place for place in then if ends[place] == ends[then[-1]]]
    return with_figure(fact, same[0]) if same else None


def with_figure(fact: FactRecord, place: int) -> FactRecord:
    """A fact with the figure at a place of its series in place of its own.

    Its goals are judged by that one, and what was said of its own alone is gone.
    """
    figures = series(fact)
    figure, newer = figures[place], fact["newer"][place]
    if figure is fact:
        shown: Any = fact
    else:
        shown = {**fact, **figure, "change": None, "own": _figure_of(fact)}
    shown["newest"] = None if newer is None else figures[int(newer)]
    if shown["newest"] is fact:
        shown["newest"] = _figure_of(fact)
    shown["goals"] = [_judged(fact, goal, place) for goal in fact["goals"]]
    found: FactRecord = shown
    return found


def _judged(fact: FactRecord, goal: Any, place: int) -> GoalRecord:
    """A goal held against the figure at a place, and against the newest if that is another."""
    standings, newer = goal["standings"], fact["newer"][place]
    judged: Any = {**goal, **standings[place], "latest": None}
    if int(fact["earlier"]) != place:
        judged["stated"] = None  # what a source says of a verdict, it says of its own figure
    if newer is not None:
        newest = series(fact)[int(newer)]
        judged["latest"] = {
            "verdict": standings[int(newer)]["verdict"],
            "actual": newest["value"],
            "period": newest["period"],
            "source": newest["source"],
            "bound": newest["bound"],
            "estimate": newest["estimate"],
            "stage": standings[int(newer)]["stage"],
            "note": newest["note"],
            "proven": newest["proven"],
        }
    found: GoalRecord = judged
    return found


def _figure_of(fact: Any) -> Any:
    """The fact's own figure by itself, with the keys that those of other times have."""
    return {name: fact[name] for name in fact["observations"][0]}


def rivals(fact: FactRecord) -> list[FigureRecord]:
    """Other figures of a fact for the very period that is shown, from other sources."""
    return [
        figure
        for figure in series(fact)
        if fact["period"] is not None
        and figure["period"] == fact["period"]
        and figure["source"]["id"] != fact["source"]["id"]
    ]


def comparisons(fact: FactRecord) -> list[ComparisonRecord]:
    """The goals of a fact, each held against its figure, which is a number or a range."""
    return [
        {
            **goal,
            "fact": fact["id"],
            "topic": fact["topic"],
            "label": fact["label"],
            "actual": fact["value"],  # type: ignore[typeddict-item]
            "unit": fact["unit"] or "",
            "exceeded": goal["verdict"] == "exceeded",
            "period": fact["period"],
            "actual_source": fact["source"],
            "bound": fact["bound"],
            "estimate": fact["estimate"],
            "actual_note": fact["note"],
            "proven": fact["proven"],
        }
        for goal in fact["goals"]
    ]
