"""Figures of other times: every command that answers from facts can be asked for any of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli import FactBase, NothingFound
from tests.conftest import TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau

TIMES = TESTS / "bases/valid/times.toml"


def records(laichau: Laichau, *argv: str) -> list[Any]:
    result = laichau(*argv, "--json", base=TIMES)
    assert result.status == 0, result.stderr
    found: list[Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("argv", "printed", "said"),
    [
        (["get", "poor"], "30\n", ""),
        (["get", "poor", "--at", "2021"], "24-25\n", ""),
        (["get", "poor", "--at", "latest"], "19.5\n", "poor: Sở has 19.7% for 2023"),
        (["get", "visits", "--at", "2022"], "1000\n", ""),
        (["get", "visits", "--at", "2023"], "900\n", "visits: 900 visits is of 2023-01/2023-09"),
        (["show", "poor", "--at", "2023", "--fields", "value,period,source.id"],
         "value\tperiod\tsource.id\n19.5\t2023\tpaper\n", ""),
        (["show", "poor", "--at", "all", "--fields", "value,period,estimate"],
         ("value\tperiod\testimate\n30\t2020\tfalse\n24-25\t2021\ttrue\n19.5\t2023\tfalse\n"
          "19.7\t2023\tfalse\n"), ""),
        (["show", "--at", "2022", "--fields", "id,facts"], "id\tfacts\nguests\t1\n", ""),
        (["show", "--at", "2023", "--fields", "id,facts"],
         "id\tfacts\npeople\t1\nguests\t1\n", ""),
        (["show", "--at", "1999", "--fields", "id"], "id\n",
         "3 facts left out: no figure of 1999"),
        (["show", "all", "--at", "2022", "--fields", "id"], "id\nvisits\n",
         "2 facts left out: no figure of 2022"),
        (["search", "poor", "--at", "2021", "--fields", "id,value"],
         "id\tvalue\npoor\t24-25\n", ""),
        (["search", "19,7", "--fields", "id,value,period,source.id"],
         "id\tvalue\tperiod\tsource.id\npoor\t19.7\t2023\treport\n", ""),
        (["search", "poor", "2023", "--fields", "id,value,period"],
         "id\tvalue\tperiod\npoor\t19.5\t2023\n", ""),
        (["search", "beds", "2023", "--fields", "id,value"], "id\tvalue\nbeds\t70\n",
         "'beds' has no figure of 2023"),
        (["compare-target", "--at", "2023", "--fields", "target,verdict,period"],
         "target\tverdict\tperiod\npoor-plan\texceeded\t2023\npoor-nation\tshort\t2023\n",
         "poor: Sở has 19.7% for 2023"),
    ],
)  # fmt: skip
def test_a_time_is_asked_for(laichau: Laichau, argv: list[str], printed: str, said: str) -> None:
    result = laichau(*argv, base=TIMES)
    assert (result.status, result.stdout) == (0, printed)
    assert said in result.stderr
    assert bool(said) == bool(result.stderr)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["get", "poor", "visits", "--at", "2021"], "'visits' has no figure of 2021"),
        (["cite", "beds", "--at", "2021"], "'beds' has no figure of 2021"),
        (["show", "--at", "all"], "--at all shows every figure of facts: name one"),
        (["get", "poor", "--at", "all"], "--at is 'all'; it takes a year such as 2023, or latest"),
        (["get", "poor", "--at", "23"], "--at is '23'"),
    ],
)
def test_a_time_that_is_not_there_prints_nothing(
    laichau: Laichau, argv: list[str], said: str
) -> None:
    result = laichau(*argv, base=TIMES)
    assert result.status in (1, 2)
    assert result.stdout == ""
    assert said in result.stderr


def test_a_record_carries_all_figures_with_their_sources(laichau: Laichau) -> None:
    (poor,) = records(laichau, "show", "poor")
    assert list(poor)[-3:] == ["figure", "proven", "observations"]
    assert (poor["figure"], poor["proven"]) == ({"vi": "30%", "en": "30%"}, False)
    assert [seen["value"] for seen in poor["observations"]] == [[24, 25], 19.5, 19.7]
    assert poor["observations"][0]["figure"]["en"] == "est. 24–25%"
    assert poor["source"] == {
        "id": "report",
        "line": None,
        "text": "30%",
        "url": "https://example.org/bao-cao",
        "title": "Báo cáo",
        "publisher": "Sở",
        "published": "2023-06",
    }


def test_what_belongs_to_the_own_figure_is_not_said_of_another(laichau: Laichau) -> None:
    (poor,) = records(laichau, "show", "poor", "--at", "2023")
    assert (poor["value"], poor["note"], poor["estimate"]) == (19.5, None, False)
    assert poor["source"]["text"] == "19,5%"


def test_a_goal_that_was_not_reached_in_time_is_missed(laichau: Laichau) -> None:
    plan, nation = records(laichau, "compare-target")
    assert (plan["verdict"], plan["stage"], plan["needs"]) == ("short", "final", None)
    assert plan["latest"]["verdict"] == "exceeded"
    assert plan["latest"]["actual"] == 19.5
    assert plan["actual_source"]["id"] == "report"
    assert plan["source"]["id"] == "paper"
    assert (nation["stage"], nation["needs"], nation["on_track"]) == ("early", -3, None)
    assert (nation["nation"]["value"], nation["nation"]["period"]) == (9, "2020")


def test_missed_goals_are_told_apart_from_those_that_are_short_so_far(laichau: Laichau) -> None:
    only = records(laichau, "compare-target", "--status", "missed")
    assert [record["target"] for record in only] == ["poor-plan"]
    assert laichau("compare-target", "--fail-on", "missed", base=TIMES).status == 1
    later = laichau("compare-target", "--fail-on", "missed", "--at", "2023", base=TIMES)
    assert later.status == 0


def test_nine_months_are_no_successor_of_a_year(laichau: Laichau) -> None:
    result = laichau("show", "visits", "-f", "table", base=TIMES, width=140)
    assert "→" not in result.stdout


def test_a_target_is_shown_and_cited_by_its_id(laichau: Laichau) -> None:
    shown = laichau("show", "poor-plan", base=TIMES)
    assert shown.stdout.splitlines()[1].split("\t")[:2] == ["short", "poor"]
    cited = laichau("cite", "poor-plan", "--lang", "en", base=TIMES)
    assert cited.stdout.startswith("Poor households, goal of The plan (2020): ≤ 20%. ")
    assert "“dưới 20%”" in cited.stdout
    assert laichau("get", "poor-plan", base=TIMES).status == 1


def test_sources_are_listed_with_what_cites_them(laichau: Laichau) -> None:
    fields = "id,published,figures,proven"
    result = laichau("sources", "--fields", fields, base=TIMES)
    assert result.stdout == (
        "id\tpublished\tfigures\tproven\npaper\t\t6\tfalse\nreport\t2023-06\t4\tfalse\n"
    )


def test_the_api_answers_for_any_time() -> None:
    with FactBase.open(TIMES) as base:
        assert [fact.period for fact in base.history("poor")] == ["2020", "2021", "2023", "2023"]
        assert base.lookup("poverty", at=2021).figure.en == "est. 24–25%"
        assert [fact.id for fact in base.facts(at=2022)] == ["visits"]
        assert {c.stage for c in base.comparisons(at="latest")} == {"final", "early"}
        assert base.sources()[1].author == "Phòng Thống kê"
        with pytest.raises(NothingFound, match="has no figure of 1999"):
            base.lookup("poor", at=1999)
        with pytest.raises(ValueError, match="takes a year"):
            base.facts(at="soon")
