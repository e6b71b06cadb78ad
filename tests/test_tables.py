"""Tables of facts and topics: what stands for a topic, shares of a whole and their bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from laichau_cli.output.bars import share_bar
from tests.conftest import TESTS
from tests.made import EVIDENCE, HEAD, fact, target, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau

ROADS = '[topics.roads]\nlabel = { vi = "Đường sá", en = "Roads" }\n'


def drawn(laichau: Laichau, base: Path, *options: str) -> list[str]:
    status, stdout, stderr = laichau("show", "-f", "table", *options, base=base, width=160)
    assert (status, stderr) == (0, "")
    return [" ".join(line.split()) for line in stdout.splitlines()]


def standing_for_roads(base: Path, fact: str) -> None:
    text = base.read_text(encoding="utf-8")
    assert ROADS in text
    base.write_text(text.replace(ROADS, f'{ROADS}stands_for = "{fact}"\n'), encoding="utf-8")


def test_a_fact_may_be_named_to_stand_for_it(small_base: Path, laichau: Laichau) -> None:
    standing_for_roads(small_base, "paved")
    assert drawn(laichau, small_base)[1] == "7 Roads roads 4 of 8 km° Paved roads"


def test_words_may_stand_for_it(small_base: Path, laichau: Laichau) -> None:
    standing_for_roads(small_base, "decree")
    assert drawn(laichau, small_base)[1] == "7 Roads roads Decree: Decree no. 1°"


def test_a_topic_without_a_figure_has_none(small_base: Path, laichau: Laichau) -> None:
    text = small_base.read_text(encoding="utf-8")
    empty = '[topics.rivers]\nlabel = { vi = "Sông", en = "Rivers" }\n'
    small_base.write_text(text + empty, encoding="utf-8")
    assert "0 Rivers rivers" in drawn(laichau, small_base)


# ---- shares of a whole

BARS = {
    "100": "██████████", "0": "··········", "50": "█████·····", "85": "████████▌·",
    "0.1": "··········", "1.25": "▏·········", "120": "██████████", "-5": "··········",
}  # fmt: skip


def test_bars_of_shares() -> None:
    assert {percent: share_bar(percent).plain for percent in BARS} == BARS


@pytest.mark.parametrize(
    ("lang", "rest"), [("en", "the rest 14.6% █▌········"), ("vi", "còn lại 14,6% █▌········")]
)
def test_a_whole_has_its_rest(lang: str, rest: str, laichau: Laichau) -> None:
    """Last, in the order of the document."""
    shown = laichau("show", "population", "-f", "table", "--lang", lang, width=120).stdout
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert rows.count(rest) == 1
    places = [shown.index(people) for people in ("Thái", "Mông", "Dao", "Kinh", "Hà Nhì", rest[:7])]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "argv", [["kinh-people-share", "dao-people-share"], ["poverty"], ["economy", "--at", "2022"]]
)
def test_a_part_of_a_whole_has_no_rest(argv: list[str], laichau: Laichau) -> None:
    assert "the rest" not in laichau("show", *argv, "-f", "table").stdout


@pytest.mark.parametrize("parts", [(40, 60), (40, 60, 1)], ids=str)
def test_a_whole_that_is_whole_has_no_rest(
    parts: tuple[int, ...], tmp_path: Path, laichau: Laichau
) -> None:
    base = tmp_path / "whole.toml"
    text = (TESTS / "bases/valid/over-time.toml").read_text(encoding="utf-8")
    for value in parts:
        text += (
            f'[facts.part-{value}]\ntopic = "roads"\nlabel = {{ vi = "Phần", en = "Part" }}\n'
            f'value = {value}\nunit = "percent"\nshare_of = "roads"\n'
            f'evidence = {{ source = "paper", text = "{value}%" }}\n'
        )
    base.write_text(text, encoding="utf-8")
    assert "the rest" not in laichau("show", "roads", "-f", "table", base=base).stdout


def test_a_share_has_a_bar_and_growth_has_none(laichau: Laichau) -> None:
    shown = laichau("show", "economy", "-f", "table", width=120).stdout
    assert "40.14%*  ████······" in shown
    assert "·" not in next(line for line in shown.splitlines() if "Average GRDP growth" in line)


# ---- figures of other times


def seen(value: str, period: str, rest: str = "") -> str:
    return f'{{ value = {value}, period = "{period}", {EVIDENCE}{rest} }}'


@pytest.mark.parametrize(
    ("observations", "moved"),
    [
        ([seen("30", "2017")], "+10 u since 2017"),
        ([seen("30", "2017", ", estimate = true")], "est. +10 u since 2017"),
        ([seen("30", "2017", ', note = { vi = "a", en = "Counted otherwise." }')], None),
    ],
)
def test_a_card_has_the_difference_of_figures_that_compare(
    observations: list[str], moved: str | None, tmp_path: Path, laichau: Laichau
) -> None:
    rest = f'value = 40\nunit = "u"\nperiod = "2020"\nobservations = [{", ".join(observations)}]'
    lines = drawn(laichau, written(tmp_path, HEAD + fact(rest=rest)), "f")
    assert (next((line for line in lines if " since " in line), None)) == moved


def test_the_newest_figure_of_a_goal_keeps_its_hedges(tmp_path: Path, laichau: Laichau) -> None:
    newer = seen("60", "2025", ", estimate = true")
    rest = f'value = 40\nunit = "u"\nperiod = "2023"\nobservations = [{newer}]'
    text = HEAD + fact(rest=rest) + target("g", "f", "50") + 'due = "2025"\n'
    base = written(tmp_path, text)
    status, stdout, _ = laichau("compare-target", "-f", "table", base=base, width=160)
    assert (status, "→ est. 60 u° 2025 ✔ exceeded so far" in stdout) == (0, True)
    assert "→ est. 60 u°, 2025, t: ✔ exceeded so far" in " ".join(drawn(laichau, base, "f"))
    _, stdout, _ = laichau("compare-target", "--fields", "latest.estimate,latest.stage", base=base)
    assert stdout == "latest.estimate\tlatest.stage\ntrue\tearly\n"
