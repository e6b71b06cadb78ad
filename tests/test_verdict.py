"""Verdicts: hedged figures are intervals, and a doubt stays a doubt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.base import model
from laichau_cli.base.verdict import (
    Goal,
    Interval,
    Seen,
    Series,
    judge,
    margin,
    of_target,
    paces,
    printed_interval,
    stage_of,
    standing,
)

BETTER = ("short", "unclear", "met", "exceeded")
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
SENSES = st.sampled_from(["at-least", "at-most"])
BOUNDS = st.sampled_from([None, "over", "nearly", "about", "up-to"])

HEDGES = (None, "over", "nearly", "about", "up-to", "at-least", "under", "at-most")
WORDS = {"e": "exceeded", "m": "met", "s": "short", "u": "unclear"}
# The figure is 100 throughout, printed with each of the hedges: (100, 110], [90, 100), [90, 110],
# [90, 100], [100, ∞), (-∞, 100) and (-∞, 100]. A letter is a verdict.
# goal: the verdicts where it is at least that, where it is at most that
TABLE = {
    (80, 80): ("eeeeeeuu", "ssssssuu"),
    (90, 90): ("eeuuueuu", "ssuuusuu"),
    (95, 95): ("eeuuueuu", "ssuuusuu"),
    (100, 100): ("mesuuusu", "mseuuueu"),
    (105, 105): ("susususs", "eueueuee"),
    (110, 110): ("susususs", "eueueuee"),
    (120, 120): ("sssssuss", "eeeeeuee"),
    (70, 80): ("eeeeeeuu", "ssssssuu"),
    (80, 100): ("memumuuu", "msmumuuu"),
    (95, 105): ("muuuuuuu", "muuuuuuu"),
    (90, 110): ("mmmmmuuu", "mmmmmuuu"),
    (100, 120): ("mmsuuusu", "mmeuuueu"),
    (120, 130): ("sssssuss", "eeeeeuee"),
}
CASES = [
    (goal, sense, bound, WORDS[letter])
    for goal, rows in TABLE.items()
    for sense, row in zip(("at-least", "at-most"), rows, strict=True)
    for bound, letter in zip(HEDGES, row, strict=True)
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


@pytest.mark.parametrize(
    ("printed", "bound", "share", "shown"),
    [
        ((-100,), "over", False, "(-100, -90]"),
        ((-100,), "nearly", False, "[-110, -100)"),
        ((-100,), "about", False, "[-110, -90]"),
        ((-100,), "up-to", False, "[-110, -100]"),
        ((0,), "about", False, "[0, 0]"),
        ((95,), None, True, "[95, 95]"),
        ((95,), "over", True, "(95, 100]"),
        ((95,), "about", True, "[85.5, 100]"),
        ((95,), "at-least", True, "[95, 100]"),
        ((5,), "under", True, "[0, 5)"),
        ((5,), "at-most", True, "[0, 5]"),
        ((120,), "about", True, "[108, 120]"),
        ((120,), "at-least", True, "[120, 120]"),
        ((40, 60), None, False, "[40, 60]"),
        ((40, 60), "over", False, "(40, 66]"),
        ((40, 60), "nearly", False, "[36, 60)"),
        ((40, 60), "about", False, "[36, 66]"),
        ((40, 60), "up-to", False, "[36, 60]"),
        ((40, 60), "at-least", False, "[40, Infinity)"),
        ((40, 60), "under", False, "(-Infinity, 60)"),
        ((40, 60), "at-most", False, "(-Infinity, 60]"),
        ((40, 95), "about", True, "[36, 100]"),
    ],
)
def test_what_a_printed_figure_may_be(
    printed: tuple[int, ...], bound: str | None, share: bool, shown: str
) -> None:
    low, high, low_open, high_open = printed_interval(
        *map(Decimal, printed), bound=bound, share=share
    )
    ends = [f"{end.normalize():f}" if end.is_finite() else str(end) for end in (low, high)]
    assert f"{'[('[low_open]}{ends[0]}, {ends[1]}{'])'[high_open]}" == shown


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


# ---- time


def seen(words: str) -> Seen:
    """A figure as the table below writes it: 9@2023, 4–5, 60@2023 over, 60@2025 est."""
    figure, *hedges = words.split()
    value, _, period = figure.partition("@")
    low, _, high = value.partition("–")
    is_estimate = "est." in hedges
    bound = None if is_estimate or not hedges else hedges[0]
    return Seen(Decimal(low), Decimal(high or low), period or None, bound, is_estimate)


def goal(words: str) -> Goal:
    """A goal as the table below writes it: >80@2025, <5, >4–5@2021/2025."""
    value, _, time = words[1:].partition("@")
    low, _, high = value.partition("–")
    sense = {">": "at-least", "<": "at-most"}[words[0]]
    start, _, due = time.rpartition("/")
    return Goal(Decimal(low), Decimal(high or low), sense, due or None, start or None)


@pytest.mark.parametrize(
    ("period", "due", "estimate", "stage"),
    [
        (None, "2025", False, "undated"),
        (None, "2025", True, "undated"),
        ("2023", None, False, "undated"),
        ("2023", "2025", False, "early"),
        ("2025", "2025", False, "final"),
        ("2025", "2025", True, "early"),
        ("2026", "2025", True, "early"),
        ("2026-01-01", "2025", False, "final"),
        ("2025-11", "2025", False, "early"),
        ("2025-12", "2025", False, "final"),
        ("2025-12-30", "2025", False, "early"),
        ("2025-12-31", "2025", False, "final"),
        ("2025-06", "2025-06", False, "final"),
        ("2025-05", "2025-06", False, "early"),
        ("2021/2023", "2021/2025", False, "early"),
        ("2021/2025", "2025", False, "final"),
        ("2025-01/2025-09", "2025", False, "early"),
    ],
)
def test_the_stage(period: str | None, due: str | None, estimate: bool, stage: str) -> None:
    assert stage_of(Seen(Decimal(1), Decimal(1), period, None, estimate), due) == stage


@pytest.mark.parametrize(
    ("period", "published", "stage"),
    [
        ("2025", "2025-11", "early"),
        ("2025", "2025-12-30", "early"),
        ("2025", "2025", "final"),
        ("2025", "2026-01", "final"),
        ("2025", None, "final"),
        ("2025-11", "2025-11-30", "early"),
        (None, "2025-11", "undated"),
    ],
)
def test_what_was_printed_before_its_time_was_over_is_not_final(
    period: str | None, published: str | None, stage: str
) -> None:
    one = Decimal(1)
    assert stage_of(Seen(one, one, period, published=published), "2025") == stage


# what | unit | figure@period | goal from/until | other figures | needed, on track
NEEDS = """
a level                    | ha    | 60@2023              | >80@2025     |              | 10.0 -
since the nearest before   | ha    | 60@2023              | >80@2025     | three        | 10.0 no
a pace that is enough      | ha    | 60@2023              | >64@2025     | three        | 2.0 yes
a pace that is too slow    | ha    | 60@2023              | >64.1@2025   | three        | 2.05 no
later figures do not count | ha    | 60@2023              | >64@2025     | 70@2024      | 2.0 -
a year must lie between    | ha    | 60@2023              | >80@2025     | 59@2023-03   | 10.0 -
nine months after a year   | ha    | 60@2023-01/2023-09   | >80@2025     | 50@2022      | 10.0 -
nor is it hedged           | ha    | 60@2023              | >80@2025     | 50@2022 over | 10.0 -
less is better             | ha    | 9@2023               | <5@2025      | 12@2022      | -2.0 yes
less, but too slowly       | ha    | 9@2023               | <5@2025      | 10@2022      | -2.0 no
the near end of a range    | ha    | 2@2023               | >4–5@2025    |              | 1.0 -
the near end from above    | ha    | 7@2023               | <4–5@2025    |              | -1.0 -
thirds are rounded         | %     | 8.569@2022           | >20@2025     |              | 3.8103 -
a level that is reached    | ha    | 81@2023              | >80@2025     | three        | - -
a hedged level             | ha    | 60@2023 over         | >80@2025     | three        | - -
a range                    | ha    | 60–61@2023           | >80@2025     | three        | - -
a rank                     | rank  | 10@2023              | <5@2025      | 12@2022      | - -
undated                    | ha    | 60                   | >80@2025     | three        | - -
without a due year         | ha    | 60@2023              | >80          | three        | - -
final                      | ha    | 60@2025              | >80@2025     | three        | - -
in the very year of due    | ha    | 60@2025-06           | >80@2025     | three        | - -
estimated for then         | ha    | 60@2025 est.         | >80@2025     | three        | - -
a mean that adds up        | pt/yr | 2@2021/2023          | >3@2025      |              | 4.5 no
a mean that falls          | pt/yr | 2@2021/2023          | <1@2025      |              | -0.5 no
a mean that compounds      | %/yr  | 3.91@2021/2023       | >9–10@2025   |              | 17.106 no
a mean of one year         | %/yr  | 0@2024               | >10@2025     |              | 21.0 no
that runs from later       | pt/yr | 2@2021/2023          | >3@2022/2025 |              | 4.0 no
or from before             | pt/yr | 2@2021/2023          | >3@2016/2025 |              | - no
or from after              | pt/yr | 2@2021/2023          | >3@2024/2025 |              | - no
a mean that is reached     | pt/yr | 3.4@2021/2023        | >3@2025      |              | - yes
a mean met within          | pt/yr | 4.7@2021/2023        | >4–5@2025    |              | - yes
a mean of months           | %/yr  | 2@2023-01/2023-09    | >3@2025      |              | - -
an undated mean            | %/yr  | 33.2                 | >20@2025     |              | - -
a hedged mean              | %/yr  | 2@2021/2023 over     | >3@2025      |              | - no
a mean in doubt            | %/yr  | 2.9@2021/2023 over   | >3@2025      |              | - -
all was lost               | %/yr  | -100@2021/2023       | >3@2025      |              | - no
more than can be held      | %/yr  | -99.999999@0001/2023 | >3@2025      |              | - no
"""
THREE = "50@2020, 56@2021, 70@2024"
UNITS = {"%": "percent", "%/yr": "percent-per-year", "pt/yr": "points-per-year"}


@pytest.mark.parametrize(
    "case", NEEDS.strip().splitlines(), ids=lambda case: case.split("|")[0].strip()
)
def test_what_is_needed_and_whether_it_is_on_track(case: str) -> None:
    _, unit, figure, aim, others, expected = (part.strip() for part in case.split("|"))
    figures = [seen(other) for other in others.replace("three", THREE).split(", ") if other]
    *_, pace = paces([*figures, seen(figure)])
    found = standing(seen(figure), goal(aim), unit=UNITS.get(unit, unit), pace=pace)
    words = {None: "-", True: "yes", False: "no"}
    assert f"{'-' if found.needs is None else found.needs} {words[found.on_track]}" == expected


def test_the_needed_mean_reaches_the_goal() -> None:
    found = standing(seen("3.91@2021/2023"), goal(">9@2025"), unit="percent-per-year")
    assert found.needs is not None
    grown = Decimal("1.0391") ** 3 * (1 + found.needs / 100) ** 2
    assert abs(grown - Decimal("1.09") ** 5) < Decimal("0.0001")


def a_fact(**keys: Any) -> model.Fact:
    label = {"vi": "Nhãn", "en": "Label"}
    evidence = {"source": "report", "text": "words"}
    whole = {"topic": "t", "label": label, "evidence": evidence, "unit": "ha"} | keys
    for observation in whole.get("observations", []):
        observation["evidence"] = evidence
    return model.Fact.model_validate(whole)


def a_target(value: Any, **keys: Any) -> model.Target:
    label = {"vi": "Nhãn", "en": "Label"}
    evidence = {"source": "report", "text": "words"}
    whole = {"fact": "f", "goal": value, "sense": "at-least", "set_by": label} | keys
    return model.Target.model_validate(
        whole | {"scope": "province", "evidence": evidence, "due": "2025"}
    )


@pytest.mark.parametrize(
    ("change", "on_track"),
    [
        (None, None),
        ({"by": 30, "since": "2020"}, True),
        ({"by": 29, "since": "2020"}, False),
        ({"by": 10, "since": "year-before"}, True),
        ({"by": 9, "since": "year-before"}, False),
        ({"by": 30, "since": "year-before", "unit": "percent"}, None),
    ],
)
def test_a_change_tells_the_pace(change: Any, on_track: bool | None) -> None:
    keys = {} if change is None else {"change": change}
    fact = a_fact(value=60, period="2023", **keys)
    found = of_target(fact, a_target(80))
    assert f"{found.verdict} {found.stage} {found.needs}" == "short early 10.0"
    assert found.on_track is on_track


def test_any_figure_of_a_fact_is_judged_by_those_before_it() -> None:
    seen_then = [{"value": 60, "period": "2023"}, {"value": 71, "period": "2024"}]
    fact = a_fact(value=50, period="2022", observations=seen_then)
    series = Series(fact)
    judged = [series.standing(each, a_target(80)) for each in (fact, *fact.observations)]
    assert [str(found.needs) for found in judged] == ["10.0", "10.0", "9.0"]
    assert [found.on_track for found in judged] == [None, True, True]
    assert of_target(fact, a_target([40, 50])).verdict == "met"


def test_a_share_is_never_above_its_whole() -> None:
    fact = a_fact(value=95, unit="percent", bound="about")
    aim = a_target([85, 100])
    assert of_target(fact, aim, share=True).verdict == "met"
    assert of_target(fact, aim).verdict == "unclear"


@pytest.mark.parametrize(
    ("figures", "gained"),
    [
        ("", ""),
        ("1@2020", "-"),
        ("1@2020, 3@2021, 9@2023", "- 2 3"),
        ("9@2023, 3@2021, 1@2020", "3 2 -"),
        ("1@2020, 5, 3@2021", "- - 2"),
        ("1@2020, 5@2021 about, 2–3@2021, 5@2022", "- - - 2"),
        ("1@2020-03, 2@2020-12, 4@2021-02", "- - 2"),
        ("1@2020, 2@2020-12-31, 4@2021", "- - 3"),
        ("1@2020-01/2020-09, 9@2020, 5@2021-01/2021-09, 10@2021", "- - 4 1"),
        ("1@2018/2020, 9@2020, 7@2021/2023", "- - 2"),
    ],
)
def test_the_pace_of_figures(figures: str, gained: str) -> None:
    found = paces([seen(figure) for figure in figures.split(", ") if figure])
    assert " ".join("-" if pace is None else f"{pace:f}" for pace in found) == gained
