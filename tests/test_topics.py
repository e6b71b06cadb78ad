"""The table of topics: each with the one fact that stands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import SMALL

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


def test_the_first_figure_stands_for_a_topic(laichau: Laichau) -> None:
    assert drawn(laichau, SMALL) == [
        "Topic Facts Figure Fact Id",
        "Roads 7 over 1,200.50 km Length of roads roads",
        "Mountain roads 3 1.5–2 km Height of the pass roads.mountain",
        "Money 4 est. 1.25 billion VND Budget money",
    ]
    assert drawn(laichau, SMALL, "--lang", "vi")[2] == (
        "Đường núi 3 1,5–2 km Độ cao đèo roads.mountain"
    )


def test_a_fact_may_be_named_to_stand_for_it(small_base: Path, laichau: Laichau) -> None:
    standing_for_roads(small_base, "paved")
    assert drawn(laichau, small_base)[1] == "Roads 7 4 of 8 km Paved roads roads"


def test_words_may_stand_for_it(small_base: Path, laichau: Laichau) -> None:
    standing_for_roads(small_base, "decree")
    assert drawn(laichau, small_base)[1] == "Roads 7 Decree: Decree no. 1 roads"


def test_a_topic_without_a_figure_has_none(small_base: Path, laichau: Laichau) -> None:
    text = small_base.read_text(encoding="utf-8")
    empty = '[topics.rivers]\nlabel = { vi = "Sông", en = "Rivers" }\n'
    small_base.write_text(text + empty, encoding="utf-8")
    assert drawn(laichau, small_base)[-1] == "Rivers 0 rivers"
