"""Judging a figure against a goal: hedged figures are intervals, and a doubt stays a doubt."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from laichau_cli.base import model
    from laichau_cli.records import Verdict

EXACT = Context(prec=100)
"""Room for the difference of any two numbers of a base: by itself Python rounds to 28 digits."""
HEDGE = Decimal("0.1")
"""How far a hedged figure may lie from the printed one, as a share of it."""


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


def printed_interval(value: Decimal, *, bound: str | None = None) -> Interval:
    """What a figure printed as `over`, `nearly` or `about` `value`, or plainly, may be."""
    slack = EXACT.multiply(value.copy_abs(), HEDGE)
    low, high = EXACT.subtract(value, slack), EXACT.add(value, slack)
    if bound == "over":
        return Interval(value, high, low_open=True)
    if bound == "nearly":
        return Interval(low, value, high_open=True)
    if bound == "about":
        return Interval(low, high)
    return Interval(value, value)


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


def compared(
    actual: tuple[Decimal, Decimal],
    goal: tuple[Decimal, Decimal],
    *,
    sense: str,
    bound: str | None = None,
) -> tuple[Decimal, Verdict]:
    """Margin and verdict; `bound` hedges an `actual` that is one number."""
    low, high = actual
    interval = printed_interval(low, bound=bound) if low == high else Interval(low, high)
    return margin(actual, goal, sense=sense), judge(interval, Interval(*goal), sense=sense)


def of_target(fact: model.Fact, target: model.Target) -> tuple[Decimal, Verdict]:
    """Margin and verdict of a target, by the figure that `fact` has."""
    actual = fact.range if fact.range is not None else fact.value
    assert actual is not None  # rules: a target needs a number
    return compared(ends(actual), ends(target.goal), sense=target.sense, bound=fact.bound)


def ends(numbers: Decimal | list[Decimal]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest of a number or a range."""
    return (numbers[0], numbers[1]) if isinstance(numbers, list) else (numbers, numbers)
