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

    Units = Mapping[str, UnitRecord]

SIGNS = {"exceeded": "✔", "met": "=", "short": "✘", "unclear": "?"}
"""A verdict's sign, for screens without colour."""
NOTED, ADDRESS, NEWER = "*", "°", "→"
"""Marks of a figure: a note says how to read it, its document is not kept, a newer one follows."""


def color(verdict: str, stage: str) -> str:
    """The colour of a verdict: only a goal missed for good is red."""
    if verdict == "short":
        return "red" if stage == "final" else "yellow"
    return {"exceeded": "green", "met": "cyan"}.get(verdict, "yellow")


def words(lang: Lang) -> dict[str, str]:
    """Every word of ours on a screen."""
    known: dict[str, str] = words_of(lang).WORDS
    return known


def number(value: Number | list[Number], unit: str | None, units: Units, *, lang: Lang) -> str:
    """A number or range with its unit: `47.2 million VND`, `33,2%/năm`."""
    return figures.amount(value, units.get(unit or ""), lang=lang)  # type: ignore[arg-type]


def marks(figure: FigureRecord | LatestRecord) -> str:
    """The marks behind a figure: `*`, `°`, both or none."""
    return (NOTED if figure["note"] else "") + ("" if figure["proven"] else ADDRESS)


def marks_of_actual(judged: ComparisonRecord) -> str:
    """The same of the figure that was held against a goal."""
    return (NOTED if judged["actual_note"] else "") + ("" if judged["proven"] else ADDRESS)


def newer(fact: FactRecord, *, lang: Lang) -> str:
    """The same in short: `→ 19.46%° 2024`; of the same year, with its whole period."""
    figure = fact["newest"]
    if figure is None:
        return ""
    year = figures.last_year(figure["period"])
    same = year == figures.last_year(fact["period"])
    when = period(figure["period"], lang=lang) if same else year
    return f"{NEWER} {figure['figure'][lang]}{marks(figure)} {when}"


def change(fact: FactRecord, units: Units, *, lang: Lang) -> str:
    """How far the figure moved, in words; empty where the source does not say."""
    moved = fact["change"]
    if moved is None:
        return ""
    by, since, unit = moved["by"], moved["since"], moved["unit"]
    since = words(lang)["year_before"] if since == "year-before" else period(since, lang=lang)
    if fact["kind"] == "rank" and unit is None:
        return _places(by, since, is_up=not by.startswith("-"), lang=lang)
    if unit not in (None, fact["unit"]):  # 5% more hectares, not 5 points
        shown = signed(number(by, unit, units, lang=lang))
    else:
        shown = signed(difference(by, fact["unit"], units, lang=lang))
    return words(lang)["change_since"].format(by=shown, since=since)


def signed(shown: str) -> str:
    """A number already written out, with its sign in front even if it is a plus; none for 0."""
    is_nought = shown.startswith("0") and shown[1:2] not in (",", ".")
    return shown if shown.startswith("−") or is_nought else "+" + shown


def goal(record: GoalRecord, unit: str | None, units: Units, *, lang: Lang) -> str:
    """A goal beside the figure it is for, so without its unit, unless that is joined to it."""
    known = units.get(unit or "", figures.NO_UNIT)
    label = known["label"][lang]
    shown: str = record["figure"][lang]
    return shown if known["joined"] else shown.removesuffix(f" {label}")


def margin(record: GoalRecord, unit: str | None, units: Units, *, lang: Lang) -> str:
    """How far from the goal, as a person says it: `214 ha below`, `at the goal`."""
    if record["verdict"] == "unclear":
        return words(lang)["may_be_either"]
    distance = record["margin"]
    if not distance.strip("0.-"):
        return words(lang)["within_goal" if isinstance(record["goal"], list) else "at_goal"]
    is_above = distance.startswith("-") != (record["sense"] == "at-least")
    shown = difference(Number(distance.lstrip("-")), unit, units, lang=lang)
    return words(lang)["above" if is_above else "below"].format(by=shown)


def needs(
    goal: GoalRecord, actual: FigureRecord, unit: str | None, units: Units, *, lang: Lang
) -> str:
    """What the years until the goal is due must bring, and whether it is on track; or nothing."""
    parts = []
    if goal["needs"] is not None and goal["due"] and actual["period"]:
        is_yearly = unit in ("percent-per-year", "points-per-year")
        write = number if is_yearly else difference
        needed = write(goal["needs"], unit, units, lang=lang)
        start = str(int(figures.last_year(actual["period"]) or 0) + 1)
        end = figures.last_year(goal["due"])
        form = "needs_average" if is_yearly else "needs_once" if start == end else "needs"
        parts.append(words(lang)[form].format(needs=needed, start=start, end=end))
    if goal["on_track"] is not None:
        parts.append(words(lang)["on_track" if goal["on_track"] else "off_track"])
    return ", ".join(parts)


def difference(digits: Number, unit: str | None, units: Units, *, lang: Lang) -> str:
    """A difference of two figures in `unit`: percentages differ by points."""
    if units.get(unit or "", figures.NO_UNIT)["label"][lang].startswith("%"):
        return f"{figures.grouped(digits, lang=lang)} {words(lang)['points']}"
    return number(digits, unit, units, lang=lang)


def ends(number: Any) -> list[float]:
    """A number, or both ends of a range, as lengths."""
    return [float(end) for end in (number if isinstance(number, list) else [number])]


def size(figure: FigureRecord) -> float:
    """How long a bar of a figure is: a share of its whole, the far end of a range."""
    return ends(figure["value"])[-1] / float(figure["of"] or 1)


def moved(seen: Sequence[FigureRecord], unit: str | None, units: Units, *, lang: Lang) -> str:
    """The change from the first of a fact's figures to the last; of a rank, places gained.

    Nothing where the two are not of one kind (a range, a part of a whole, a year and a month), one
    is undated, sources differ about it or a note says how to read it: it may be counted otherwise.
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
    since = period(first["period"], lang=lang)
    if unit == "rank":
        return _places(by, since, is_up=by[:1] in ("-", "0"), lang=lang)
    hedge = "about" if first["bound"] or last["bound"] else None
    shown = signed(difference(by, unit, units, lang=lang))
    is_estimate = first["estimate"] or last["estimate"]
    shown = figures.hedged(shown, bound=hedge, estimate=is_estimate, lang=lang)
    return words(lang)["change_since"].format(by=shown, since=since)


def _places(by: str, since: str, *, is_up: bool, lang: Lang) -> str:
    """How far a rank moved: `up 14 places since 2020`."""
    shown = words(lang)["places_up" if is_up else "places_down"]
    steps = by.lstrip("-")
    return (shown.replace("places", "place") if steps == "1" else shown).format(
        by=steps, since=since
    )


def _months(iso: str | None) -> int | None:
    """The length of a span of years or months; None of a moment."""
    first, _, last = (iso or "").partition("/")
    if not last:
        return None
    start, end = [*first.split("-"), "1"][:2], [*last.split("-"), "12"][:2]
    return (int(end[0]) - int(start[0])) * 12 + int(end[1]) - int(start[1])


def verdicts(goals: Sequence[tuple[str, str]], *, lang: Lang) -> list[tuple[str, str]]:
    """Verdicts with their stages as words, each with its sign, once, and with its colour.

    What time says stands behind the last of those of which it says the same.
    """
    known = [*dict.fromkeys(goals)]
    shown = []
    for at, (name, stage) in enumerate(known):
        later = {other for _, other in known[at + 1 :]}
        word = words(lang)[name]
        if stage not in later:
            word = _in_time(word, stage, lang=lang)
        shown.append((f"{SIGNS[name]} {word}", color(name, stage)))
    return shown


def more_of_goal(goal: GoalRecord, unit: str | None, units: Units, *, lang: Lang) -> list[str]:
    """What else there is to say of a goal: the nation's own figure, the note."""
    more = []
    if nation := goal["nation"]:
        source = nation["source"]
        value = number(nation["value"], unit, units, lang=lang)
        parts = (value, period(nation["period"], lang=lang), source["publisher"] or source["title"])
        more.append(f"{words(lang)['nation']}: " + ", ".join(filter(None, parts)))
    if goal["note"]:
        more.append(f"{NOTED} {goal['note'][lang]}")
    return more


def actual(judged: Any, unit: str | None, units: Units, *, lang: Lang) -> str:
    """The figure that was held against a goal, as it is hedged: `est. 10,811 ha`."""
    shown = number(judged["actual"], unit, units, lang=lang)
    return figures.hedged(shown, bound=judged["bound"], estimate=judged["estimate"], lang=lang)


def latest(goal: GoalRecord, unit: str | None, units: Units, *, lang: Lang) -> str:
    """The newest figure, of when, before what it makes of a goal: `→ 10,500 ha 2025`."""
    found = goal["latest"]
    if found is None:
        return ""
    year = figures.last_year(found["period"])
    return f"{NEWER} {actual(found, unit, units, lang=lang)}{marks(found)} {year}"


def by_setter(records: Iterable[Any], *, lang: Lang) -> list[tuple[Any, list[Any]]]:
    """Comparisons under ((setter, scope, due), those goals), the province's own goals first."""
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for record in records:
        key = (record["set_by"][lang], record["scope"], record["due"] or "")
        groups.setdefault(key, []).append(record)
    return sorted(groups.items(), key=lambda group: group[0][1] != "province")


def legend(marks: str, *, lang: Lang) -> list[str]:
    """What the `marks` that were shown mean, on a line."""
    known = ((NOTED, "mark_note"), (ADDRESS, "mark_address"), (NEWER, "mark_newer"))
    return [" · ".join(words(lang)[word] for sign, word in known if sign in marks)]


def provenance(answer: Answer, *, lang: Lang) -> str:
    """The sources of an answer and its base, with its version: for what is shown to others."""
    shown: dict[str, None] = {}
    for record in (*answer.records, *answer.standing.values()):
        for key in ("actual_source", "source"):
            if source := record.get(key):
                when = period(source["published"], lang=lang)
                name = source["publisher"] or source["title"]
                shown[f"{name} ({when})" if when else name] = None
    base = ", ".join(filter(None, (answer.title[lang], answer.edition.get("version"))))
    sources = words(lang)["source"] + ": " + "; ".join(shown) if shown else ""
    return " · ".join(filter(None, (sources, base)))


def _in_time(word: str, stage: str, *, lang: Lang) -> str:
    form = {"early": "so_far", "undated": "not_dated"}.get(stage)
    return words(lang)[form].format(verdict=word) if form else word


def moment(iso: str) -> float:
    """The end of a period as a year with a fraction, to draw it on a line of time."""
    year, *rest = iso.rpartition("/")[2].split("-")
    month, day = ([*map(int, rest), 12, 31][:2]) if rest else (12, 31)
    return int(year) + (month - 1) / 12 + day / 372


def period(iso: str | None, *, lang: Lang) -> str:
    """A period as people write it; empty where the source is silent."""
    return figures.spoken_period(iso, lang=lang) if iso else ""


def tally(goals: Sequence[GoalRecord], *, lang: Lang) -> str:
    """`5 exceeded · 1 met · 12 short; none final (7 early, 11 undated)`."""
    if not goals:
        return words(lang)["no_targets"]
    found = [goal["verdict"] for goal in goals]
    counts = [f"{found.count(name)} {words(lang)[name]}" for name in SIGNS if name in found]
    stages = [goal["stage"] for goal in goals]
    open_ = [
        f"{stages.count(name)} {words(lang)[name]}"
        for name in ("early", "undated")
        if name in stages
    ]
    if not open_:
        return " · ".join(counts)
    final = stages.count("final")
    says = words(lang)["final"].format(count=final) if final else words(lang)["none_final"]
    return f"{' · '.join(counts)}; {says} ({', '.join(open_)})"
