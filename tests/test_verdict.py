"""Verdicts: hedged figures are intervals, and a doubt stays a doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.base.verdict import Interval, judge, margin, printed_interval

BETTER = ("short", "unclear", "met", "exceeded")
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
SENSES = st.sampled_from(["at-least", "at-most"])
BOUNDS = st.sampled_from([None, "over", "nearly", "about"])

# The figure is 100 throughout: hedged, it may be as low as 90 or as high as 110.
# goal: (exact, over, nearly, about) at least, the same at most
TABLE = {
    (80, 80): ("exceeded exceeded exceeded exceeded", "short short short short"),
    (90, 90): ("exceeded exceeded unclear unclear", "short short unclear unclear"),
    (95, 95): ("exceeded exceeded unclear unclear", "short short unclear unclear"),
    (100, 100): ("met exceeded short unclear", "met short exceeded unclear"),
    (105, 105): ("short unclear short unclear", "exceeded unclear exceeded unclear"),
    (110, 110): ("short unclear short unclear", "exceeded unclear exceeded unclear"),
    (120, 120): ("short short short short", "exceeded exceeded exceeded exceeded"),
    (70, 80): ("exceeded exceeded exceeded exceeded", "short short short short"),
    (80, 100): ("met exceeded met unclear", "met short met unclear"),
    (95, 105): ("met unclear unclear unclear", "met unclear unclear unclear"),
    (90, 110): ("met met met met", "met met met met"),
    (100, 120): ("met met short unclear", "met met exceeded unclear"),
    (120, 130): ("short short short short", "exceeded exceeded exceeded exceeded"),
}
CASES = [
    (goal, sense, bound, verdict)
    for goal, rows in TABLE.items()
    for sense, row in zip(("at-least", "at-most"), rows, strict=True)
    for bound, verdict in zip((None, "over", "nearly", "about"), row.split(), strict=True)
]


def interval(low: Decimal | int, high: Decimal | int | None = None) -> Interval:
    return Interval(Decimal(low), Decimal(low if high is None else high))


@pytest.mark.parametrize(("goal", "sense", "bound", "verdict"), CASES)
def test_the_verdict_on_100(
    goal: tuple[int, int], sense: str, bound: str | None, verdict: str
) -> None:
    actual = printed_interval(Decimal(100), bound=bound)
    assert judge(actual, interval(*goal), sense=sense) == verdict


@pytest.mark.parametrize(
    ("actual", "goal", "at_least", "at_most"),
    [
        ((10, 20), (5, 5), "exceeded", "short"),
        ((10, 20), (10, 10), "unclear", "unclear"),
        ((10, 20), (15, 15), "unclear", "unclear"),
        ((10, 20), (25, 25), "short", "exceeded"),
        ((10, 20), (10, 20), "met", "met"),
        ((10, 20), (0, 30), "met", "met"),
        ((10, 20), (15, 30), "unclear", "unclear"),
        ((10, 20), (21, 30), "short", "exceeded"),
    ],
)
def test_the_verdict_on_a_range(
    actual: tuple[int, int], goal: tuple[int, int], at_least: str, at_most: str
) -> None:
    assert judge(interval(*actual), interval(*goal), sense="at-least") == at_least
    assert judge(interval(*actual), interval(*goal), sense="at-most") == at_most


def test_negative_figures_are_hedged_by_their_size() -> None:
    assert printed_interval(Decimal(-100), bound="over") == Interval(
        Decimal(-100), Decimal(-90), True, False
    )
    assert printed_interval(Decimal(-100), bound="nearly") == Interval(
        Decimal(-110), Decimal(-100), False, True
    )
    assert printed_interval(Decimal(-100), bound="about") == Interval(
        Decimal(-110), Decimal(-90), False, False
    )


@given(NUMBERS, st.decimals(min_value=0, max_value=500, places=2), NUMBERS, SENSES)
def test_a_better_value_never_worsens_a_verdict(
    value: Decimal, more: Decimal, goal: Decimal, sense: str
) -> None:
    better = value + more if sense == "at-least" else value - more
    before = judge(interval(value), interval(goal), sense=sense)
    after = judge(interval(better), interval(goal), sense=sense)
    assert BETTER.index(after) >= BETTER.index(before)


@given(
    st.decimals(min_value=0, max_value=1000, places=2),
    st.decimals(min_value=0, max_value=500, places=2),
    st.decimals(min_value=0, max_value=1000, places=2),
    BOUNDS,
    SENSES,
)
def test_nor_does_a_better_hedged_value(
    value: Decimal, more: Decimal, goal: Decimal, bound: str | None, sense: str
) -> None:
    low, high = sorted((value, value + more))
    worse, better = (low, high) if sense == "at-least" else (high, low)
    before, after = (
        judge(printed_interval(end, bound=bound), interval(goal), sense=sense)
        for end in (worse, better)
    )
    if "unclear" not in (before, after):
        assert BETTER.index(after) >= BETTER.index(before)
    assert (before, after) not in [("exceeded", "unclear"), ("unclear", "short")]


@given(NUMBERS, NUMBERS, BOUNDS, SENSES)
def test_the_senses_mirror_each_other(
    value: Decimal, goal: Decimal, bound: str | None, sense: str
) -> None:
    actual = printed_interval(value, bound=bound)
    other = "at-most" if sense == "at-least" else "at-least"
    mirrored = judge(actual.mirrored(), interval(-goal), sense=other)
    assert judge(actual, interval(goal), sense=sense) == mirrored


# ---- margins


@pytest.mark.parametrize(
    ("actual", "goal", "at_least"),
    [
        (("33.2", "33.2"), ("20", "20"), "13.2"),
        (("3.4", "3.4"), ("3", "3"), "0.4"),
        (("4.7", "4.7"), ("4", "4"), "0.7"),
        (("8", "8"), ("9", "10"), "-1"),
        (("9.5", "9.5"), ("9", "10"), "0"),
        (("12", "12"), ("9", "10"), "2"),
        (("10", "20"), ("5", "5"), "5"),
        (("10", "20"), ("30", "30"), "-10"),
        (("10", "20"), ("15", "15"), "0"),
        (("-1", "-1"), ("1", "1"), "-2"),
    ],
)
def test_margin(actual: tuple[str, str], goal: tuple[str, str], at_least: str) -> None:
    ends = (Decimal(actual[0]), Decimal(actual[1])), (Decimal(goal[0]), Decimal(goal[1]))
    assert str(margin(*ends, sense="at-least")) == at_least
    assert margin(*ends, sense="at-most") == -Decimal(at_least)


@given(NUMBERS, NUMBERS, SENSES)
def test_the_margin_agrees_with_the_verdict(value: Decimal, goal: Decimal, sense: str) -> None:
    distance = margin((value, value), (goal, goal), sense=sense)
    verdict = judge(interval(value), interval(goal), sense=sense)
    assert verdict == ("exceeded" if distance > 0 else "short" if distance < 0 else "met")
