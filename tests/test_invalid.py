"""Broken bases: each folder of `bases/invalid` holds one, and beside it what must be said of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Laichau

CASES = sorted(path for path in (Path(__file__).parent / "bases/invalid").iterdir())
VALID = sorted((Path(__file__).parent / "bases/valid").glob("*.toml"))


def test_cases_were_found() -> None:
    assert len(CASES) >= 25
    assert VALID


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mistake_is_said_with_its_line(case: Path, laichau: Laichau) -> None:
    base = case / "facts.toml"
    expected = (case / "expected.txt").read_text(encoding="utf-8").replace("PATH", str(base))
    assert laichau("show", "all", "--facts", str(base)) == (3, "", expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mistake_is_said_in_vietnamese(case: Path, laichau: Laichau) -> None:
    english = (case / "expected.txt").read_text(encoding="utf-8").count("\n")
    status, _, err = laichau("show", "all", "--lang", "vi", "--facts", str(case / "facts.toml"))
    assert (status, err.count("\n")) == (3, english)
    ours = re.sub(r"`[^`]*`|'[^']*'|\S*facts\.toml", "", err)
    assert not re.search(r"\b(the|is|has|not|must|needs|take|unknown|expected)\b", ours)


@pytest.mark.parametrize("base", VALID, ids=lambda base: base.name)
def test_a_valid_base_is_read_without_complaint(base: Path, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "all", base=base)
    assert (status, str(base) in stderr) == (0, False)
    assert stdout


def test_a_base_named_by_a_variable_is_said_to_be(laichau: Laichau, tmp_path: Path) -> None:
    base = tmp_path / "none.toml"
    assert laichau("show", base=base) == (
        3,
        "",
        (
            f"laichau: {base}: there is no such file; name a fact base with --facts\n"
            f"laichau: {base} was named by LAICHAU_FACTS\n"
        ),
    )
