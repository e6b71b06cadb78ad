"""Goals, later figures, and how a person sees them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.base.verdict import Interval, judge, printed_interval
from laichau_cli.output.bars import GOAL_CELLS, goal_bar
from tests.conftest import SMALL, TESTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau


OVER_TIME = TESTS / "bases/valid/over-time.toml"


# ---- figures of another time


def judged(laichau: Laichau, *options: str) -> tuple[dict[str, tuple[str, str, str]], str]:
    """By fact: figure, margin and verdict as they are written; and what was said."""
    status, stdout, stderr = laichau("compare-target", *options, "--json")
    assert status == 0
    records = json.loads(stdout, parse_float=str, parse_int=str)
    return {r["target"]: (r["actual"], r["margin"], r["verdict"]) for r in records}, stderr


def test_the_latest_figures_are_judged(laichau: Laichau) -> None:
    (own, _), (latest, said) = judged(laichau), judged(laichau, "--at", "latest")
    assert {target: latest[target] for target in own if own[target] != latest[target]} == {
        "tea-area-plan-2025": ("10500", "500", "exceeded")
    }
    assert (len(latest), said) == (len(own), "")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2025", {"tea-area-plan-2025": ("10500", "500", "exceeded")}),
        ("1999", {}),
        (
            "2022",
            {
                "adults-with-smartphone-decision-411": ("56.6", "-23.4", "short"),
                "digital-economy-share-decision-411": ("8.569", "-11.431", "short"),
                "digital-economy-share-decision-17": ("8.569", "-7.431", "short"),
            },
        ),
    ],
)
def test_goals_are_judged_by_the_figures_of_a_year(
    year: str, expected: dict[str, tuple[str, str, str]], laichau: Laichau
) -> None:
    left_out = f"laichau: {18 - len(expected)} targets left out: no figure of {year}\n"
    assert judged(laichau, "--at", year) == (expected, left_out)


def test_a_period_counts_for_the_year_that_it_ends_in(laichau: Laichau) -> None:
    argv = ["show", "grdp-growth", "--fields", "value,period", "--no-header", "--at"]
    assert laichau(*argv, "2023") == (0, "3.91\t2021/2023\n", "")
    assert laichau(*argv, "2021") == (0, "", "laichau: 1 fact left out: no figure of 2021\n")


def test_a_figure_of_another_year_has_the_evidence_of_then_and_no_hedge(laichau: Laichau) -> None:
    fields = "value,period,source.text,bound,estimate,change,note"
    argv = ["show", "road-length", "--at", "2021", "--fields", fields, "--no-header"]
    assert laichau(*argv, base=SMALL) == (0, "1100\t2021\t1.100 km\t\tfalse\t\t\n", "")
    card = laichau(*argv[:4], "-f", "table", base=SMALL, width=100).stdout.splitlines()
    assert card[2] == "  1,100 km°  2021, Báo"
    assert "│ »1.100 km«" in card


def test_the_own_figure_counts_unless_told(laichau: Laichau) -> None:
    assert laichau("get", "poverty-rate", "tea-area").stdout == "28.54\n9786\n"
    own = laichau("show", "poverty-rate", "--json")
    assert laichau("show", "poverty-rate", "--at", "2022", "--json") == own


def test_tables_of_another_year_say_of_when(laichau: Laichau) -> None:
    shown = laichau("show", "digital", "--at", "2025", "-f", "table", width=120)
    assert "15,843 km" in shown.stdout
    assert "14,433 km" not in shown.stdout
    assert shown.stdout.count("4 Jul 2025") == 4
    assert shown.stderr.endswith(" facts left out: no figure of 2025\n")
    goals = laichau("compare-target", "--at", "2025", "-f", "table", width=100).stdout
    assert "10,500 ha" in goals
    assert "  2025  500 ha above\n" in goals


@pytest.mark.parametrize("command", [["show", "all"], ["compare-target"], ["show", "poverty-rate"]])
@pytest.mark.parametrize("form", ["table", "json", "tsv"])
def test_a_year_of_which_nobody_knows(command: list[str], form: str, laichau: Laichau) -> None:
    found = laichau(*command, "--at", "1850", "-f", form)
    assert found.status == 0
    assert " left out: no figure of 1850\n" in found.stderr
    assert "%" not in found.stdout


@pytest.mark.parametrize("when", ["soon", "20", "2025-01", "", "٢٠٢٥", "Latest", "02025", "-999"])
@pytest.mark.parametrize("command", [["show", "tea-area"], ["compare-target"]], ids=" ".join)
def test_a_time_that_makes_no_sense(command: list[str], when: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*command, f"--at={when}")
    assert (status, stdout) == (2, "")
    assert stderr.startswith(f"laichau: --at is '{when}'; it takes a year such as 2023")


# ---- what a person sees of a goal


def write(path: Path, *, facts: str) -> Path:
    path.write_text(OVER_TIME.read_text(encoding="utf-8") + facts, encoding="utf-8")
    return path


def goal_text(
    name: str, *, value: str, goal: str, more: str = "", scope: str = "province", stated: str = ""
) -> str:
    """A fact and a target for it."""
    says = f'stated = "{stated}"' if stated else ""
    return f"""
[facts.{name}]
topic = "roads"
label = {{ vi = "{name}", en = "{name}" }}
value = {value}
unit = "percent"
evidence = {{ source = "paper", text = "{value}" }}

[targets.{name}-goal]
fact = "{name}"
goal = {goal}
sense = "at-least"
set_by = {{ vi = "Bên {scope}", en = "Body of the {scope}" }}
scope = "{scope}"
evidence = {{ source = "paper", text = "{goal}" }}
{says}
{more}
"""


@pytest.mark.parametrize(("lang", "says"), [("en", "source says: {}"), ("vi", "nguồn ghi: {}")])
def test_a_source_that_says_otherwise_is_quoted(
    lang: str, says: str, tmp_path: Path, laichau: Laichau
) -> None:
    facts = goal_text("a", value="50", goal="60", stated="exceeded")
    facts += goal_text("b", value="70", goal="60", stated="exceeded")
    base = write(tmp_path / "stated.toml", facts=facts)
    word = {"en": "exceeded", "vi": "vượt"}[lang]
    for width in (80, 140):
        argv = ["compare-target", "-f", "table", "--lang", lang]
        shown = laichau(*argv, base=base, width=width).stdout
        assert shown.count(says.format(word)) == 1
        assert {"en": "10 points below", "vi": "thấp hơn 10 điểm %"}[lang] in shown


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("? unclear", "about 30%", "the hedged figure may be either side")),
        ("vi", ("? chưa rõ", "khoảng 30%", "số liệu ước chừng, chưa thể kết luận")),
    ],
)
def test_a_hedged_figure_is_shown_hedged(
    lang: str, words: tuple[str, ...], laichau: Laichau
) -> None:
    argv = ["compare-target", "debt", "--scope", "province", "-f", "table", "--lang", lang]
    shown = laichau(*argv, base=SMALL, width=140).stdout
    assert all(word in shown for word in words)


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("en", "1 exceeded · 1 met · 1 short · 1 unclear; none final (4 undated)"),
        ("vi", "1 vượt · 1 đạt · 1 chưa đạt · 1 chưa rõ; chưa có số cuối kỳ (4 không rõ ngày)"),
    ],
)
def test_the_caption_counts(lang: str, caption: str, laichau: Laichau) -> None:
    argv = ["compare-target", "-f", "table", "--lang", lang]
    assert laichau(*argv, base=SMALL).stdout.endswith(f"\n{caption}\n")
    none = laichau(*argv, "--set-by", "nobody", base=SMALL).stdout
    assert none == {"en": "no such target\n", "vi": "không có mục tiêu như vậy\n"}[lang]


def test_goals_stand_under_who_set_them_the_province_first(
    tmp_path: Path, laichau: Laichau
) -> None:
    facts = goal_text("first", value="1", goal="2", scope="nation")
    facts += goal_text("second", value="1", goal="2")
    facts += goal_text("third", value="1", goal="2", scope="nation")
    shown = laichau("compare-target", "-f", "table", base=write(tmp_path / "g.toml", facts=facts))
    names = ["Body of the province", "second", "Body of the nation", "first", "third"]
    places = [shown.stdout.index(name) for name in names]
    assert places == sorted(places)


# ---- bars

FIGURES = st.decimals(min_value=0, max_value=10_000, places=3)


@given(
    FIGURES,
    st.lists(FIGURES, min_size=1, max_size=2, unique=True).map(sorted),
    st.sampled_from(["at-least", "at-most"]),
    st.sampled_from([None, "over", "nearly", "about"]),
)
def test_a_bar_never_contradicts_its_verdict(
    value: Decimal, goal: list[Decimal], sense: str, bound: str | None
) -> None:
    verdict = judge(printed_interval(value, bound=bound), Interval(goal[0], goal[-1]), sense=sense)
    record = {
        "actual": str(value),
        "goal": [str(end) for end in goal] if len(goal) == 2 else str(goal[0]),
        "sense": sense,
        "verdict": verdict,
    }
    bar = goal_bar(record, "green").plain
    if not value and not any(goal):
        assert bar == ""
        return
    assert len(bar) <= GOAL_CELLS
    first, last = bar.index("┃"), bar.rindex("┃")
    if verdict in ("exceeded", "short"):
        passes = (verdict == "exceeded") == (sense == "at-least")
        assert bar[last + 1 :] if passes else "█" * first not in bar or not first


BARS = [
    ("99.99", "100", "short", "████████████▉┃"),
    ("100.01", "100", "exceeded", "████████████┃▏"),
    ("100", "100", "met", "█████████████┃"),
    ("50", "100", "short", "██████▌······┃"),
    ("200", "100", "exceeded", "██████┃██████▌"),
    ("0", "100", "short", "·············┃"),
    ("-1", "100", "short", ""),
    ("0", "0", "met", ""),
    ("4.7", ["4", "5"], "met", "██████████┃█▎┃"),
]


@pytest.mark.parametrize(("actual", "goal", "verdict", "bar"), BARS)
def test_bars_of_goals(actual: str, goal: str | list[str], verdict: str, bar: str) -> None:
    record = {"actual": actual, "goal": goal, "sense": "at-least", "verdict": verdict}
    assert goal_bar(record, "red").plain == bar
