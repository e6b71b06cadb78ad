"""Goals, later figures, and how a person sees them."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from laichau_cli.base.verdict import Interval, judge, printed_interval
from laichau_cli.output.bars import GOAL_CELLS, goal_bar, share_bar
from tests.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau


def comparisons(laichau: Laichau, *argv: str, base: Path | None = None) -> dict[str, Any]:
    """Comparison records by target, numbers as the very digits that were written."""
    found = laichau("compare-target", *argv, "--json", base=base)
    assert found.stderr == ""
    records = json.loads(found.stdout, parse_float=str, parse_int=str)
    return {record["target"]: record for record in records}


# ---- filters


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--status", "exceeded"], 5),
        (["--status", "met"], 1),
        (["--status", "short", "--status", "met"], 13),
        (["--status", "unclear"], 0),
        (["--scope", "province"], 9),
        (["--scope", "nation"], 9),
        (["--scope", "province", "--status", "exceeded"], 3),
        (["--set-by", "Đại hội"], 5),
        (["--set-by", "dai hoi"], 5),
        (["--set-by", "CONGRESS"], 5),
        (["--set-by", "ke hoach 5 nam"], 4),
        (["--set-by", "five-year plan"], 4),
        (["--set-by", "quyet dinh"], 9),
        (["--set-by", "411"], 4),
        (["--set-by", "nobody"], 0),
        (["digital"], 7),
        (["bank-accounts-15-plus", "--scope", "nation"], 2),
    ],
)
def test_filters(options: list[str], count: int, laichau: Laichau) -> None:
    assert len(comparisons(laichau, *options)) == count


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--fail-on", "short"], 1),
        (["--fail-on", "unclear"], 0),
        (["--fail-on", "met", "--fail-on", "unclear"], 1),
        (["--scope", "province", "--fail-on", "short"], 1),
        (["--scope", "province", "--fail-on", "met"], 0),
        (["--status", "exceeded", "--fail-on", "short"], 0),
        (["tea-area", "--fail-on", "short"], 1),
        (["tea-area", "--at", "2025", "--fail-on", "short"], 0),
        (["tea-area", "--at", "2025", "--fail-on", "exceeded"], 1),
    ],
)
@pytest.mark.parametrize("form", ["tsv", "json", "table"])
def test_fail_on_is_of_what_is_shown(
    form: str, options: list[str], status: int, laichau: Laichau
) -> None:
    found = laichau("compare-target", *options, "-f", form)
    assert (found.status, found.stderr) == (status, "")
    assert found.stdout


# ---- figures of another time


def test_the_latest_figures_are_judged(laichau: Laichau) -> None:
    own, latest = comparisons(laichau), comparisons(laichau, "--at", "latest")
    assert latest.keys() == own.keys()
    changed = {target for target in own if own[target]["actual"] != latest[target]["actual"]}
    assert changed == {"tea-area-plan-2025"}
    tea = latest["tea-area-plan-2025"]
    assert (tea["actual"], tea["margin"], tea["verdict"]) == ("10500", "500", "exceeded")
    assert tea["period"] == "2025"


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2025", {"tea-area": ("10500", "500", "exceeded")}),
        ("1999", {}),
        (
            "2022",
            {
                "adults-with-smartphone": ("56.6", "-23.4", "short"),
                "digital-economy-share": ("8.569", "-7.431", "short"),
            },
        ),
    ],
)
def test_goals_are_judged_by_the_figures_of_a_year(
    year: str, expected: dict[str, tuple[str, str, str]], laichau: Laichau
) -> None:
    found = laichau("compare-target", "--at", year, "--json")
    records = json.loads(found.stdout, parse_float=str, parse_int=str)
    assert {
        record["fact"]: (record["actual"], record["margin"], record["verdict"])
        for record in records
    } == expected
    assert all(record["period"].startswith(year) for record in records)
    left_out = 18 - len(records)
    assert found.stderr == f"laichau: {left_out} targets left out: no figure of {year}\n"
    assert found.status == 0


def test_a_period_counts_for_the_year_that_it_ends_in(laichau: Laichau) -> None:
    found = laichau("show", "grdp-growth", "--at", "2023", "--fields", "value,period")
    assert found == (0, "value\tperiod\n3.91\t2021/2023\n", "")
    found = laichau("show", "grdp-growth", "--at", "2021", "--fields", "value", "--no-header")
    assert found == (0, "", "laichau: 1 fact left out: no figure of 2021\n")


def test_a_fact_of_another_year_has_the_evidence_of_then(laichau: Laichau) -> None:
    found = laichau("show", "poverty-rate", "--at", "2024", "--json")
    (fact,) = json.loads(found.stdout)
    assert (fact["value"], fact["period"]) == (19.46, "2024-12-31")
    assert fact["source"] == {
        "id": "ngoisao-448566",
        "line": None,
        "text": "20.961 hộ nghèo (chiếm 19,46%)",
    }
    assert (found.status, found.stderr) == (0, "")


def test_what_was_said_of_the_own_figure_is_not_said_of_others(laichau: Laichau) -> None:
    found = laichau("show", "road-length", "--at", "2021", "--json", base=SMALL)
    (fact,) = json.loads(found.stdout)
    assert fact["value"] == 1100
    assert (fact["bound"], fact["estimate"], fact["change"], fact["note"]) == (
        None, False, None, None,
    )  # fmt: skip


def test_the_own_figure_counts_unless_told(laichau: Laichau) -> None:
    assert laichau("get", "poverty-rate", "tea-area").stdout == "28.54\n9786\n"
    assert laichau("show", "poverty-rate", "--at", "2022", "--json") == laichau(
        "show", "poverty-rate", "--json"
    )


def test_a_card_of_another_year(laichau: Laichau) -> None:
    found = laichau("show", "poverty-rate", "--at", "2024", "-f", "table", width=100)
    lines = found.stdout.splitlines()
    assert lines[3] == "  19.46%"
    assert lines[-1] == "│ »20.961 hộ nghèo (chiếm 19,46%)«"
    assert "Ngôi sao: Tỉnh nào của Việt Nam có tỉ lệ giảm nghèo nhanh nhất" in found.stdout
    assert (found.status, found.stderr) == (0, "")


def test_a_table_of_another_year(laichau: Laichau) -> None:
    found = laichau("show", "digital", "--at", "2025", "-f", "table", width=120)
    assert "15,843 km" in found.stdout
    assert "14,433 km" not in found.stdout
    assert found.stdout.count("4 Jul 2025") == 4
    asked = json.loads(laichau("show", "digital", "--json").stdout)
    shown = json.loads(laichau("show", "digital", "--at", "2025", "--json").stdout)
    assert {fact["period"] for fact in shown} == {"2025-07-04", "2021/2025"}
    left_out = len(asked) - len(shown)
    assert found.stderr == f"laichau: {left_out} facts left out: no figure of 2025\n"


def test_a_table_of_goals_of_another_year_says_of_when(laichau: Laichau) -> None:
    found = laichau("compare-target", "--at", "2025", "-f", "table", width=100)
    assert "10,500 ha" in found.stdout
    assert "  +500 ha above  2025\n" in found.stdout
    assert found.stdout.endswith("\n1 of 1 target exceeded\n")
    assert found.stderr == "laichau: 17 targets left out: no figure of 2025\n"


@pytest.mark.parametrize("command", [["show", "all"], ["compare-target"], ["show", "poverty-rate"]])
@pytest.mark.parametrize("form", ["table", "json", "tsv"])
def test_a_year_of_which_nobody_knows(command: list[str], form: str, laichau: Laichau) -> None:
    found = laichau(*command, "--at", "1850", "-f", form)
    assert found.status == 0
    assert " left out: no figure of 1850\n" in found.stderr
    if form == "json":
        assert found.stdout == "[]\n"
    assert "%" not in found.stdout


@pytest.mark.parametrize("when", ["soon", "20", "2025-01", "", "٢٠٢٥", "Latest", "02025", "-999"])
@pytest.mark.parametrize("command", [["show", "tea-area"], ["compare-target"]], ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_time_that_makes_no_sense(
    command: list[str], when: str, form: str, laichau: Laichau
) -> None:
    message = f"laichau: --at is '{when}'; it takes a year such as 2023, or latest\n"
    assert laichau(*command, f"--at={when}", "-f", form) == (2, "", message)


# ---- a card's figures over time

OVER_TIME = """
schema = 1
title = { vi = "Nền thử", en = "A base" }

[sources.paper]
title = "Bài báo"
url = "https://example.org/"
lang = "vi"

[sources.other]
title = "Báo khác"
url = "https://example.org/khac"
lang = "vi"

[units.km]
label = { vi = "km", en = "km" }

[units.percent]
label = { vi = "%", en = "%" }
joined = true
share = true

[topics.roads]
label = { vi = "Đường sá", en = "Roads" }

[facts.bridges]
topic = "roads"
label = { vi = "Cầu", en = "Bridges" }
value = 7
unit = "km"
period = "2023"
evidence = { source = "paper", text = "7 km" }

[facts.road]
topic = "roads"
label = { vi = "Đường", en = "Road" }
value = 1200.5
unit = "km"
bound = "over"
evidence = { source = "paper", text = "trên 1.200,5 km" }
observations = [
  { value = 1400, period = "2024-02", evidence = { source = "other", text = "1.400 km" } },
  { value = 900.25, period = "2019/2021", evidence = { source = "other", text = "900,25 km" } },
  { value = 1000, period = "2023-11", evidence = { source = "other", text = "1.000 km" } },
]

[facts.road-rank]
topic = "roads"
label = { vi = "Hạng", en = "Rank" }
value = 12
of = 63
unit = "rank"
period = "2023"
evidence = { source = "paper", text = "thứ 12" }
observations = [
  { value = 15, period = "2022", evidence = { source = "other", text = "thứ 15" } },
]
"""


@pytest.fixture
def over_time(tmp_path: Path) -> Path:
    path = tmp_path / "time.toml"
    path.write_text(OVER_TIME, encoding="utf-8")
    return path


def history(card: str, first: str, last: str) -> list[str]:
    """The rows of a card from the one called `first` to before the one called `last`."""
    lines = card.splitlines()
    begin = next(at for at, line in enumerate(lines) if line.startswith(first))
    end = next(at for at, line in enumerate(lines) if line.startswith(last))
    return [line.removeprefix(first).strip() for line in lines[begin:end]]


def test_figures_stand_in_the_order_of_time(over_time: Path, laichau: Laichau) -> None:
    # The own figure has no period: it is as late as the last that its source dates, of 2023.
    card = laichau("show", "road", "-f", "table", base=over_time, width=100).stdout
    assert history(card, "History", "Source") == [
        "900.25 km  2019–2021  Báo khác",
        "1,000 km  Nov 2023  Báo khác",
        "over 1,200.5 km  undated",
        "1,400 km  Feb 2024  Báo khác",
        "▁▂▅█  +499.75 km",
    ]


def test_figures_over_time_in_vietnamese(over_time: Path, laichau: Laichau) -> None:
    card = laichau("show", "road", "-f", "table", "--lang", "vi", base=over_time, width=100).stdout
    assert history(card, "Diễn biến", "Nguồn") == [
        "900,25 km  2019–2021  Báo khác",
        "1.000 km  11/2023  Báo khác",
        "trên 1.200,5 km  không ghi ngày",
        "1.400 km  2/2024  Báo khác",
        "▁▂▅█  +499,75 km",
    ]


def test_a_hedged_figure_makes_a_hedged_change(laichau: Laichau) -> None:
    card = laichau("show", "road-length", "-f", "table", base=SMALL, width=100).stdout
    assert history(card, "History", "Note") == [
        "1,100 km  2021  Báo",
        "over 1,200.50 km  2023",
        "▁█  about +100.5 km",
    ]


def test_ranks_over_time(over_time: Path, laichau: Laichau) -> None:
    card = laichau("show", "road-rank", "-f", "table", base=over_time, width=100).stdout
    assert history(card, "History", "Source") == [
        "15th of 63  2022  Báo khác",
        "12th of 63  2023",
        "█▁  +3",
    ]


@pytest.mark.parametrize("at", ["2021", "2023", "2024", "latest"])
def test_the_history_is_the_same_at_any_time(at: str, over_time: Path, laichau: Laichau) -> None:
    argv = ["show", "road", "-f", "table"]
    own = laichau(*argv, base=over_time, width=100).stdout
    then = laichau(*argv, "--at", at, base=over_time, width=100).stdout
    assert history(then, "History", "Source") == history(own, "History", "Source")


@pytest.mark.parametrize(
    ("fact", "last"),
    [
        ("poverty-rate", "█▄▁  −9.08 points"),
        ("adults-with-smartphone", "▁█  +3.12 points"),
        ("telephone-subscriptions", "█▁  −15,274 subscriptions"),
        ("fibre-optic-cable", "▁█  +1,410 km"),
        ("tea-area", "▁█  +714 ha"),
    ],
)
def test_the_change_over_time(fact: str, last: str, laichau: Laichau) -> None:
    lines = laichau("show", fact, "-f", "table", width=100).stdout.splitlines()
    assert last in [line.strip() for line in lines]


# ---- what a person sees of a goal


def write(path: Path, *, facts: str) -> Path:
    path.write_text(OVER_TIME + facts, encoding="utf-8")
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
        assert {"en": "−10 points below", "vi": "−10 điểm %, thấp hơn"}[lang] in shown


def test_a_source_that_agrees_is_not_quoted(laichau: Laichau) -> None:
    assert "source says" not in laichau("compare-target", "-f", "table", width=140).stdout


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
        ("en", "5 of 18 targets exceeded · 1 met · 12 short"),
        ("vi", "vượt 5 trên 18 mục tiêu · 1 đạt · 12 chưa đạt"),
    ],
)
def test_the_caption_counts(lang: str, caption: str, laichau: Laichau) -> None:
    shown = laichau("compare-target", "-f", "table", "--lang", lang).stdout
    assert shown.endswith(f"\n{caption}\n")


def test_the_caption_counts_what_is_unclear(laichau: Laichau) -> None:
    shown = laichau("compare-target", "-f", "table", base=SMALL).stdout
    assert shown.endswith("\n1 of 4 targets exceeded · 1 met · 1 short · 1 unclear\n")
    assert (
        laichau("compare-target", "--set-by", "nobody", "-f", "table").stdout == "no such target\n"
    )


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


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_is_lost_at_any_width(lang: str, laichau: Laichau) -> None:
    """Verdict, fact, actual figure and goal keep every word whole, and no line is too long."""
    wide = laichau("compare-target", "-f", "table", "--lang", lang, width=300).stdout
    lines = [line for line in wide.splitlines()[1:-1] if line.startswith("  ")]
    assert len(lines) == 18
    needed: Counter[str] = Counter()
    for line in lines:
        needed.update(line.split("  ┃")[0].partition("━")[0].split())
    assert needed["✘"] == 12
    for width in range(60, 161):
        shown = laichau("compare-target", "-f", "table", "--lang", lang, width=width).stdout
        assert max(map(cell_len, shown.splitlines())) <= width
        assert not needed - Counter(shown.split()), width


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140, 160])
def test_the_verdict_comes_first(width: int, laichau: Laichau) -> None:
    shown = laichau("compare-target", "-f", "table", width=width).stdout
    lines = [line.split()[:2] for line in shown.splitlines()]
    assert lines.count(["✔", "exceeded"]) == 5
    assert lines.count(["=", "met"]) == 1
    assert lines.count(["✘", "short"]) == 12


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
    assert len(bar) == GOAL_CELLS
    first, last, end = bar.index("┃"), bar.rindex("┃"), bar.rfind("━")
    if verdict in ("exceeded", "short"):
        passes = (verdict == "exceeded") == (sense == "at-least")
        assert (end > last) if passes else (end < first and "╌" in bar[:first] + bar[first:last])


@pytest.mark.parametrize(
    ("actual", "goal", "verdict", "bar"),
    [
        ("99.99", "100", "short", "━━━━━━━━━━━━╌┃"),
        ("100.01", "100", "exceeded", "━━━━━━━━━━━━┃━"),
        ("100", "100", "met", "━━━━━━━━━━━━━┃"),
        ("50", "100", "short", "━━━━━━━╌╌╌╌╌╌┃"),
        ("200", "100", "exceeded", "━━━━━━┃━━━━━━━"),
        ("0", "100", "short", "╌╌╌╌╌╌╌╌╌╌╌╌╌┃"),
        ("-1", "100", "short", ""),
        ("0", "0", "met", ""),
    ],
)
def test_bars_of_goals(actual: str, goal: str, verdict: str, bar: str) -> None:
    record = {"actual": actual, "goal": goal, "sense": "at-least", "verdict": verdict}
    assert goal_bar(record, "red").plain == bar


def test_a_goal_of_two_ends_has_a_mark_for_each() -> None:
    record = {"actual": "4.7", "goal": ["4", "5"], "sense": "at-least", "verdict": "met"}
    assert goal_bar(record, "cyan").plain == "━━━━━━━━━━┃━━┃"


@pytest.mark.parametrize(
    ("percent", "bar"),
    [
        ("100", "██████████"),
        ("0", "··········"),
        ("50", "█████·····"),
        ("85", "████████▌·"),
        ("0.1", "··········"),
        ("1.25", "▏·········"),
        ("120", "██████████"),
        ("-5", "··········"),
    ],
)
def test_bars_of_shares(percent: str, bar: str) -> None:
    assert share_bar(percent).plain == bar


# ---- shares of a whole


@pytest.mark.parametrize(
    ("topic", "lang", "rest"),
    [
        ("population", "en", "the rest 14.6% █▌········"),
        ("population", "vi", "còn lại 14,6% █▌········"),
        ("economy", "en", "the rest 6.67% ▋·········"),
        ("economy", "vi", "còn lại 6,67% ▋·········"),
    ],
)
def test_a_whole_has_its_rest(topic: str, lang: str, rest: str, laichau: Laichau) -> None:
    shown = laichau("show", topic, "-f", "table", "--lang", lang, width=120).stdout
    assert [" ".join(line.split()) for line in shown.splitlines()].count(rest) == 1


def test_the_rest_is_last_of_its_whole_in_the_order_of_the_document(laichau: Laichau) -> None:
    shown = laichau("show", "population", "-f", "table", width=120).stdout
    peoples = ["Thái", "Mông", "Dao", "Kinh", "Hà Nhì", "the rest"]
    places = [shown.index(f"\n  {people}") for people in peoples]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "argv", [["kinh-people-share", "dao-people-share"], ["poverty"], ["economy", "--at", "2022"]]
)
def test_a_part_of_a_whole_has_no_rest(argv: list[str], laichau: Laichau) -> None:
    assert "the rest" not in laichau("show", *argv, "-f", "table").stdout


def test_a_whole_that_is_whole_has_no_rest(tmp_path: Path, laichau: Laichau) -> None:
    share = """
[facts.part-{value}]
topic = "roads"
label = {{ vi = "Phần", en = "Part" }}
value = {value}
unit = "percent"
share_of = "roads"
evidence = {{ source = "paper", text = "{value}%" }}
"""
    both = share.format(value=40) + share.format(value=60)
    base = write(tmp_path / "whole.toml", facts=both)
    assert "the rest" not in laichau("show", "roads", "-f", "table", base=base).stdout
    base = write(tmp_path / "more.toml", facts=both + share.format(value=1))
    assert "the rest" not in laichau("show", "roads", "-f", "table", base=base).stdout


def test_a_share_has_a_bar_and_growth_has_none(laichau: Laichau) -> None:
    shown = laichau("show", "economy", "-f", "table", width=120).stdout
    assert "40.14%  ████······" in shown
    assert "·" not in next(line for line in shown.splitlines() if "Average GRDP growth" in line)
