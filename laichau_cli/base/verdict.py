"""Judging a figure against a goal: hedged figures are intervals, and a doubt stays a doubt.

Beside the verdict, which is arithmetic, stands what time says of it: whether it is final, what the
years that are left must bring, and whether the figure is on track. docs/verdicts.md has the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from laichau_cli.base.limits import MAX_DIGITS
from laichau_cli.base.period import last_day, months

if TYPE_CHECKING:
    from laichau_cli.base import model
    from laichau_cli.records import Verdict

Stage = Literal["final", "early", "undated"]

EXACT = Context(prec=100)
"""Room for the difference of any two numbers of a base: by itself Python rounds to 28 digits."""
HEDGE = Decimal("0.1")
"""How far a hedged figure may lie from the printed one, as a share of it."""
NOTHING, WHOLE = Decimal(0), Decimal(100)
BEYOND = Decimal("Infinity")
YEARLY = {"percent-per-year": "compound", "points-per-year": "arithmetic"}
"""Units of a yearly average, and how its years add up."""
REACHED = ("exceeded", "met")


class Interval(NamedTuple):
    """The values a printed figure may stand for; an open end is itself left out."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def mirrored(self) -> Interval:
        """The same interval on a scale where less is better."""
        low, high = self.high.copy_negate(), self.low.copy_negate()
        return Interval(low, high, self.high_open, self.low_open)

    def is_above(self, value: Decimal) -> bool:
        """Whether all of it lies above `value`."""
        return self.low > value or (self.low == value and self.low_open)

    def is_below(self, value: Decimal) -> bool:
        """Whether all of it lies below `value`."""
        return self.mirrored().is_above(value.copy_negate())


def printed_interval(
    low: Decimal, high: Decimal | None = None, *, bound: str | None = None, share: bool = False
) -> Interval:
    """What a figure printed with a hedge, or plainly, may be; a range is widened at its ends.

    A `share` is one of a whole that is 100, so that it ends at 0 and 100.
    """
    high = low if high is None else high
    below = EXACT.subtract(low, EXACT.multiply(low.copy_abs(), HEDGE))
    above = EXACT.add(high, EXACT.multiply(high.copy_abs(), HEDGE))
    may_be = {
        None: Interval(low, high),
        "over": Interval(low, above, low_open=True),
        "nearly": Interval(below, high, high_open=True),
        "about": Interval(below, above),
        "up-to": Interval(below, high),
        "at-least": Interval(low, BEYOND, high_open=True),
        "under": Interval(BEYOND.copy_negate(), high, low_open=True, high_open=True),
        "at-most": Interval(BEYOND.copy_negate(), high, low_open=True),
    }[bound]
    return _within(may_be, min(low, NOTHING), max(high, WHOLE)) if share else may_be


def _within(interval: Interval, least: Decimal, most: Decimal) -> Interval:
    low, high, low_open, high_open = interval
    if low < least:
        low, low_open = least, False
    if high > most:
        high, high_open = most, False
    return Interval(low, high, low_open, high_open)


def judge(actual: Interval, goal: Interval, *, sense: str) -> Verdict:
    """The verdict on `actual` for a `goal` (one number, or a range both of whose ends meet it).

    `sense` is `at-least` or `at-most`.
    """
    if sense == "at-most":
        actual, goal = actual.mirrored(), goal.mirrored()
    if actual.is_above(goal.high):
        return "exceeded"
    if actual.is_below(goal.low):
        return "short"
    if goal.low <= actual.low and actual.high <= goal.high:
        return "met"
    return "unclear"


def margin(
    actual: tuple[Decimal, Decimal], goal: tuple[Decimal, Decimal], *, sense: str
) -> Decimal:
    """How far the printed figure lies from the goal, in the fact's unit: positive is better.

    Both are (lowest, highest), the same number twice for a single one. To a range it is the
    distance from the end that was missed or passed; 0 where the two overlap.
    """
    (low, high), (least, most) = actual, goal
    if low > most:
        distance = EXACT.subtract(low, most)
    elif high < least:
        distance = EXACT.subtract(high, least)
    else:
        distance = Decimal(0)
    return distance if sense == "at-least" else EXACT.minus(distance)


# ---- verdicts in time


class Seen(NamedTuple):
    """A figure as a verdict needs it; `high` is `low` where it is one number."""

    low: Decimal
    high: Decimal
    period: str | None = None
    bound: str | None = None
    estimate: bool = False
    published: str | None = None
    """When its source was published, if that is known."""

    @property
    def year(self) -> int:
        """The year in which its period ends; 0 without one."""
        return _last_year(self.period)

    @property
    def is_exact(self) -> bool:
        """Whether it is one number and not hedged."""
        return self.bound is None and self.low == self.high


class Goal(NamedTuple):
    """What is to be reached, and until when; the goal of an average runs from `start`."""

    low: Decimal
    high: Decimal
    sense: str
    due: str | None = None
    start: str | None = None

    @property
    def near_end(self) -> Decimal:
        """The end that is reached first."""
        return self.low if self.sense == "at-least" else self.high


class Standing(NamedTuple):
    """Where a figure stands to a goal; `margin` and `needs` are in the fact's unit."""

    margin: Decimal
    verdict: Verdict
    stage: Stage
    needs: Decimal | None
    on_track: bool | None


def standing(
    seen: Seen,
    goal: Goal,
    *,
    unit: str | None = None,
    share: bool = False,
    pace: Decimal | None = None,
) -> Standing:
    """The verdict on a figure and what time says of it.

    `pace` is what the figure gained a year before, as `paces` has it. A figure that is undated or
    final needs nothing and is on no track.
    """
    interval = printed_interval(seen.low, seen.high, bound=seen.bound, share=share)
    verdict = judge(interval, Interval(goal.low, goal.high), sense=goal.sense)
    distance = margin((seen.low, seen.high), (goal.low, goal.high), sense=goal.sense)
    stage = stage_of(seen, goal.due)
    needs, on_track = None, None
    if stage == "early" and unit in YEARLY:
        needs = _mean_needed(seen, goal, YEARLY[unit])
        if _whole_years(seen.period) is not None and verdict != "unclear":
            on_track = verdict in REACHED
    elif stage == "early" and unit != "rank":
        needs = _step_needed(seen, goal)
        if needs is not None and pace is not None and verdict not in REACHED:
            on_track = pace >= needs if goal.sense == "at-least" else pace <= needs
    if needs is not None:
        needs = None if verdict in REACHED else _rounded(needs, seen.low, goal.near_end)
    return Standing(distance, verdict, stage, needs, on_track)


def stage_of(seen: Seen, due: str | None) -> Stage:
    """Whether a verdict on a figure is final: its last day is not before that of `due`.

    Nor was it published before its own last day: such a figure is one that was expected.
    """
    if seen.period is None or due is None:
        return "undated"
    end = last_day(seen.period)
    is_expected = seen.published is not None and last_day(seen.published) < end
    return "early" if seen.estimate or is_expected or end < last_day(due) else "final"


def _step_needed(seen: Seen, goal: Goal) -> Decimal | None:
    """What a level must still gain a year, from the figure's year to the year it is due."""
    years = _last_year(goal.due) - seen.year
    if years <= 0 or not seen.is_exact:
        return None
    return EXACT.divide(EXACT.subtract(goal.near_end, seen.low), Decimal(years))


def paces(figures: Sequence[Seen]) -> list[Decimal | None]:
    """What each figure gained a year since the nearest of an earlier year and of its kind of time.

    None for one that is hedged, undated or the first. All in one pass: a fact may have a thousand.
    """
    found: dict[int, Decimal] = {}
    latest: dict[int | None, Seen] = {}
    dated = [
        (seen.year, place) for place, seen in enumerate(figures) if seen.is_exact and seen.year
    ]
    for year, places in groupby(sorted(dated), key=lambda each: each[0]):
        of_year = [(place, figures[place]) for _, place in places]
        for place, seen in of_year:
            if before := _nearest(latest, months(seen.period)):
                gained = EXACT.subtract(seen.low, before.low)
                found[place] = EXACT.divide(gained, Decimal(year - before.year))
        for _, seen in sorted(of_year, key=_by_end):
            latest[months(seen.period)] = seen
    return [found.get(place) for place in range(len(figures))]


def _by_end(entered: tuple[int, Seen]) -> tuple[str, int]:
    """The last day; of figures of one day the one entered first comes last, so that it counts."""
    place, seen = entered
    return last_day(seen.period or ""), -place


def _nearest(latest: dict[int | None, Seen], kind: int | None) -> Seen | None:
    """The latest of a kind of time; years and moments compare, as `period.is_alike` has it."""
    alike = {kind, 12, None} if kind in (12, None) else {kind}
    known = [latest[each] for each in alike if each in latest]
    return max(known, key=lambda seen: last_day(seen.period or ""), default=None)


def _mean_needed(seen: Seen, goal: Goal, sum_up: str) -> Decimal | None:
    """The yearly mean that the years left need, for the whole term of the goal to have its mean."""
    years = _whole_years(seen.period)
    if years is None or not seen.is_exact:
        return None
    first, last = years
    start = int(goal.start[:4]) if goal.start else first
    done, left = Decimal(last - start + 1), Decimal(_last_year(goal.due) - last)
    if start < first or done <= 0 or left <= 0:
        return None  # nothing is known of the years before the figure's
    wanted, mean = goal.near_end, seen.low
    if sum_up == "arithmetic":
        total = EXACT.multiply(wanted, done + left)
        return EXACT.divide(EXACT.subtract(total, EXACT.multiply(mean, done)), left)
    whole, part = (1 + wanted / WHOLE) ** (done + left), (1 + mean / WHOLE) ** done
    if whole <= 0 or part <= 0:
        return None
    needed = ((whole / part) ** (1 / left) - 1) * WHOLE
    return needed if needed.adjusted() < MAX_DIGITS else None


def _whole_years(period: str | None) -> tuple[int, int] | None:
    """The first and the last year of a period of whole years."""
    years = (period or "").split("/")
    if any(len(year) != len("2022") for year in years):
        return None
    return int(years[0]), int(years[-1])


def _last_year(period: str | None) -> int:
    return int(last_day(period)[:4]) if period else 0


def _rounded(needs: Decimal, *printed: Decimal) -> Decimal:
    """To one decimal more than is printed, as a half is rounded up."""
    decimals = max(-int(number.as_tuple().exponent) for number in printed)
    return needs.quantize(Decimal(1).scaleb(-max(decimals, 0) - 1), ROUND_HALF_UP, EXACT)


# ---- verdicts on a base


class Series:
    """The figures of a fact, each with its pace, to be judged by any number of targets."""

    def __init__(
        self,
        fact: model.Fact,
        *,
        share: bool = False,
        published: Mapping[str, str | None] | None = None,
    ) -> None:
        """`published` is when each source was published, by its id."""
        self._fact = fact
        self._share = share
        figures = [figure for figure in (fact, *fact.observations) if figure.numbers]
        when = published or {}
        seen = [_seen(figure, when.get(figure.evidence.source)) for figure in figures]
        before = _before(fact, fact.change)
        pace = paces([*seen, *([before] if before else [])])
        known = zip(figures, seen, pace, strict=False)  # the figure before is none of the fact's
        self._known = {id(figure): (each, gained) for figure, each, gained in known}

    def standing(self, figure: model.Figure, target: model.Target) -> Standing:
        """Where one of the figures stands to a target."""
        seen, pace = self._known[id(figure)]
        goal = Goal(*ends(target.goal), target.sense, target.due, target.start)
        return standing(seen, goal, unit=self._fact.unit, share=self._share, pace=pace)


def of_target(fact: model.Fact, target: model.Target, *, share: bool = False) -> Standing:
    """Where a fact stands to a target by its own figure."""
    return Series(fact, share=share).standing(fact, target)


def _seen(figure: model.Figure, published: str | None) -> Seen:
    low, high = ends(figure.numbers)  # rules: a target needs a number
    return Seen(low, high, figure.period, figure.bound, figure.estimate, published)


def _before(fact: model.Fact, change: model.Change | None) -> Seen | None:
    """The earlier figure that a change tells of, if it is in the fact's unit and both are dated."""
    if change is None or fact.value is None or fact.period is None:
        return None
    if change.unit not in (None, fact.unit):
        return None
    since = change.since
    if since == "year-before":
        since = str(_last_year(fact.period) - 1)
    value = EXACT.subtract(fact.value, change.by)
    return Seen(value, value, since)


def ends(numbers: Decimal | Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest of a number or a range."""
    return (numbers, numbers) if isinstance(numbers, Decimal) else (numbers[0], numbers[-1])
