"""What a person reads, in that person's language: figures, goals, verdicts, headings."""

from __future__ import annotations

from laichau_cli.language import figures, words_of
from laichau_cli.records import Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laichau_cli.records import (
        ComparisonRecord,
        FactRecord,
        FigureRecord,
        GoalRecord,
        Lang,
        UnitRecord,
    )

    Units = Mapping[str, UnitRecord]

SIGNS = {"exceeded": "✔", "met": "=", "short": "✘", "unclear": "?"}
"""A verdict's sign, for screens without colour."""
COLORS = {"exceeded": "green", "met": "cyan", "short": "red", "unclear": "yellow"}


def words(lang: Lang) -> dict[str, str]:
    """Every word of ours on a screen."""
    known: dict[str, str] = words_of(lang).WORDS
    return known


def number(value: Number | list[Number], unit: str | None, units: Units, *, lang: Lang) -> str:
    """A number or range with its unit: `47.2 million VND`, `33,2%/năm`."""
    return figures.amount(value, units.get(unit or ""), lang=lang)  # type: ignore[arg-type]


def change(fact: FactRecord, units: Units, *, lang: Lang) -> str:
    """How far the figure moved, in words; empty where the source does not say."""
    moved = fact["change"]
    if moved is None:
        return ""
    by, since = moved["by"], moved["since"]
    known = words(lang)
    since = known["year_before"] if since == "year-before" else period(since, lang=lang)
    if fact["kind"] == "rank":
        places = "places_down" if by.startswith("-") else "places_up"
        return words(lang)[places].format(by=by.lstrip("-"), since=since)
    shown = signed(number(by, moved["unit"] or fact["unit"], units, lang=lang))
    return words(lang)["change_since"].format(by=shown, since=since)


def signed(shown: str) -> str:
    """A number already written out, with its sign in front even if it is a plus; none for 0."""
    is_nought = shown.startswith("0") and shown[1:2] not in (",", ".")
    return shown if shown.startswith("−") or is_nought else "+" + shown


def margin(record: GoalRecord, unit: str | None, units: Units, *, lang: Lang) -> str:
    """How far from the goal, signed, in the fact's unit; percentages differ by points."""
    return signed(difference(record["margin"], unit, units, lang=lang))


def margin_in_words(record: ComparisonRecord, units: Units, *, lang: Lang) -> str:
    """The same as a person says it: `+13.2 points above`, `−214 ha below`, `at the goal`."""
    if record["verdict"] == "unclear":
        return words(lang)["may_be_either"]
    distance = record["margin"]
    if not distance.strip("0.-"):
        return words(lang)["within_goal" if isinstance(record["goal"], list) else "at_goal"]
    is_above = distance.startswith("-") != (record["sense"] == "at-least")
    shown = margin(record, record["unit"], units, lang=lang)
    return words(lang)["above" if is_above else "below"].format(by=shown)


def difference(digits: Number, unit: str | None, units: Units, *, lang: Lang) -> str:
    """A difference of two figures in `unit`: percentages differ by points."""
    if units.get(unit or "", figures.NO_UNIT)["label"][lang].startswith("%"):
        return f"{figures.grouped(digits, lang=lang)} {words(lang)['points']}"
    return number(digits, unit, units, lang=lang)


def moved(
    first: FigureRecord, last: FigureRecord, unit: str | None, units: Units, *, lang: Lang
) -> str:
    """The change from one figure of a fact to a later one, signed; of a rank, places gained."""
    by = Number(figures.minus(str(last["value"]), str(first["value"])))
    if unit == "rank":
        return signed(by[1:] if by.startswith("-") else f"−{by}" if by != "0" else by)
    hedge = "about" if first["bound"] or last["bound"] else None
    shown = signed(difference(by, unit, units, lang=lang))
    return figures.hedged(shown, bound=hedge, estimate=False, lang=lang)


def sparkline(values: Sequence[str]) -> str:
    """Figures as little columns, from the lowest to the highest of them."""
    columns = "▁▂▃▄▅▆▇█"
    numbers = [float(value) for value in values]
    low, span = min(numbers), max(numbers) - min(numbers)
    if not span:
        return columns[3] * len(numbers)
    return "".join(columns[round((n - low) / span * (len(columns) - 1))] for n in numbers)


def verdict(name: str, *, lang: Lang) -> str:
    """The verdict's sign and word."""
    return f"{SIGNS[name]} {words(lang)[name]}"


def period(iso: str | None, *, lang: Lang) -> str:
    """A period as people write it; empty where the source is silent."""
    return figures.spoken_period(iso, lang=lang) if iso else ""


def tally(verdicts: list[str], *, lang: Lang) -> str:
    """`5 of 18 targets exceeded · 1 met · 12 short`."""
    if not verdicts:
        return words(lang)["no_targets"]
    key = "caption_one" if len(verdicts) == 1 else "caption"
    counts = {name: verdicts.count(name) for name in SIGNS}
    parts = [words(lang)[key].format(exceeded=counts["exceeded"], all=len(verdicts))]
    parts += [
        f"{counts[name]} {words(lang)[name]}"
        for name in ("met", "short", "unclear")
        if counts[name]
    ]
    return " · ".join(parts)
