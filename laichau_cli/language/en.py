"""English: its words and marks, under the names that every language has."""

from __future__ import annotations

THOUSANDS, DECIMAL = ",", "."
"""The marks in a number as people write it."""
BOUNDS = {
    "over": "over",
    "nearly": "nearly",
    "about": "about",
    "up-to": "up to",
    "at-least": "at least",
    "under": "under",
    "at-most": "at most",
}
"""The words that hedge a figure, by the `bound` of a fact."""
ESTIMATE = "est."
SCALE_NAMES = ((12, "trillion"), (9, "billion"), (6, "million"))
"""Powers of ten that have a word in writing, the largest first."""
WORDS = {
    "actual": "Actual",
    "aliases": "Also",
    "change": "Change",
    "due": "Due",
    "fact": "Fact",
    "facts": "Facts",
    "figure": "Figure",
    "goal": "Goal",
    "id": "Id",
    "kind": "Kind",
    "line": "line {line}",
    "margin": "Margin",
    "matched": "Found in",
    "note": "Note",
    "period": "Period",
    "set_by": "Set by",
    "source": "Source",
    "target": "Target",
    "topic": "Topic",
    "verdict": "Verdict",
    "exceeded": "exceeded",
    "met": "met",
    "short": "short",
    "unclear": "unclear",
    "province": "Province",
    "nation": "Nation",
    "places_up": "up {by} places since {since}",
    "places_down": "down {by} places since {since}",
    "change_since": "{by} since {since}",
    "caption": "{exceeded} of {all} targets exceeded",
    "caption_one": "{exceeded} of {all} target exceeded",
    "no_targets": "no such target",
    "above": "{by} above",
    "below": "{by} below",
    "at_goal": "at the goal",
    "within_goal": "within the goal",
    "may_be_either": "the hedged figure may be either side",
    "over_time": "History",
    "undated": "undated",
    "rest": "the rest",
    "due_by": "due {due}",
    "points": "points",
    "stated": "source says: {stated}",
}
"""Every word of ours on a screen."""


MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def ordinal(digits: str, total: str | None) -> str:
    """A rank: `27th`, `1st of 63`."""
    last_two = digits[-2:].rjust(2, "0")
    suffix = "th" if last_two[0] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + suffix if total is None else f"{digits}{suffix} of {total}"


def part_of(part: str, whole: str) -> str:
    """A part of a whole: `4 of 8`."""
    return f"{part} of {whole}"


def date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A year, a month or a day, its numbers without leading zeros: `25 Feb 2022`."""
    return " ".join(filter(None, (day, MONTHS[int(month) - 1] if month else None, year)))
