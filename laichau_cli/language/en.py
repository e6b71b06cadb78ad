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
    "fact": "Fact",
    "facts": "Facts",
    "figure": "Figure",
    "goal_of": "{fact}, goal of {setter}",
    "goal": "Goal",
    "id": "Id",
    "line": "line {line}",
    "margin": "Margin",
    "note": "Note",
    "period": "Period",
    "set_by": "Set by",
    "source": "Source",
    "target": "Target",
    "topic": "Topic",
    "year_before": "a year before",
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
    "no_targets": "no such target",
    "above": "{by} above",
    "below": "{by} below",
    "at_goal": "at the goal",
    "within_goal": "within the goal",
    "may_be_either": "the hedged figure may be either side",
    "undated": "undated",
    "rest": "the rest",
    "due_by": "due {due}",
    "points": "points",
    "stated": "source says: {stated}",
    "said": "In words",
    "for_example": "For example",
    "so_far": "{verdict} so far",
    "not_dated": "{verdict}, undated",
    "early": "early",
    "final": "{count} final",
    "none_final": "none final",
    "needs": "{needs} a year needed from {start} to {end}",
    "needs_once": "{needs} needed in {end}",
    "needs_average": "{needs} needed from {start} to {end}",
    "on_track": "on track",
    "off_track": "not on track",
    "mark_note": "* a note says how to read it",
    "mark_address": "° no copy of the document is kept",
    "mark_newer": "→ a newer figure",
    "no_date": "no date printed ({publishers})",
    "proven": "proven",
    "not_proven": "not proven",
    "cite": "to cite: laichau cite {name}",
    "copy": "proven: a copy is kept, {file}, line {line}",
    "no_copy": "° not proven: no copy of the document is kept, only the words quoted",
    "figures": "Figures",
    "also": "Also: {aliases}",
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


# ---- reading figures

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
HEDGES = {
    "over": ("over", "more than", "above"),
    "nearly": ("nearly", "almost", "close to"),
    "about": ("about", "around", "approximately", "roughly", "some"),
}
ESTIMATES = ("an estimated total of", "estimated at", "an estimated", "estimated", "est.")
RANKS = ("ranked", "ranks", "rank", "place", "number")
ORDINALS = r"(?:st|nd|rd|th)\b"
FALLS = ("fell by", "down by", "fell", "down", "lost")
MOVES = (
    r"(?:rose|risen|grew|grown|fell|fallen|increased|decreased|dropped|up|down|growth"
    r"|rise|fall|increase|decrease|drop)(?:\s+(?:by|of))?(?:\s+an average of)?"
)
RATIOS = r"/|out of\b|of\b"
RANGES = r"-|–|to\b"

# ---- reading periods

PERIODS = (
    r"(?<![0-9])(?P<months>[0-9]{1,2})\s+months(?:\s+(?:of|in)\s+(?P<of>YYYY)(?![0-9]))?",
    r"\b(?P<name>MONTH)\s+(?P<in>YYYY)(?![0-9])",
    "RANGE",
    (
        r"(?:\b(?P<end>end)\s+of|\bin|\bof|\bsince|\bfrom|\bby|\buntil|\bto|\bthrough|\bfor|\bduring"
        r"|\byear|\bearly|\blate|\bmid|\bwith|\bagainst|\bthan|\()\s*YEAR"
    ),
)
ORIGINS = r"(?:since|compared (?:with|to)|than|against|up from|down from)(?: in)?\s*$"
