"""The JSON Schema of layout 1: current, complete, and of one mind with the loader about shapes."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import laichau_cli
from laichau_cli.base import model
from scripts import json_schema
from tests.conftest import SHIPPED

SCHEMA: dict[str, Any] = json_schema.json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
BASES = Path(__file__).parent / "bases"
VALID = [SHIPPED, *sorted((BASES / "valid").rglob("*.toml"))]
INVALID = sorted(path.parent for path in (BASES / "invalid").glob("*/facts.toml") if path.is_file())
UNSAYABLE = {
    "crlf": "a reference: which ids there are, a schema does not know",
    "date-as-text": "TOML dates reach a schema as text",
    "five-thousand-digits-after-the-point": "numbers reach a schema as floats",
    "goal-reversed": "a schema cannot compare two numbers of a base",
    "id-of-topic-and-fact": "a schema cannot compare two ids",
    "line-without-file": "whether its source has a file, a schema does not know",
    "nan": "JSON has no NaN",
    "no-line": "whether its source has a file, a schema does not know",
    "no-parent-topic": "a schema cannot compare two ids",
    "observation-element": "a reference",
    "period-reversed": "a schema cannot compare two numbers of a base",
    "range-reversed": "a schema cannot compare two numbers of a base",
    "stands-for-fact-elsewhere": "under which topic another table is, a schema does not know",
    "stands-for-unknown-fact": "a reference",
    "target-in-another-unit": "of which unit another table is, a schema does not know",
    "target-of-text": "of which kind another table is, a schema does not know",
    "target-of-unknown-fact": "a reference",
    "three-meanings": "references",
    "tiny-exponent": "numbers reach a schema as floats, and this one is nought",
    "unknown-source": "a reference",
    "unknown-topic": "a reference",
    "unknown-unit": "a reference",
    "value-above-of": "a schema cannot compare two numbers of a base",
}
"""Invalid bases that are TOML and of the right shape, each with what the loader alone can tell."""


def as_an_editor_has_it(value: Any) -> Any:
    """A TOML value as JSON: dates are text, numbers are floats."""
    if isinstance(value, dict):
        return {key: as_an_editor_has_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_has_it(item) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    too_large = isinstance(value, int) and value.bit_length() > 1000
    return float("inf") if too_large else value


def read(path: Path) -> Any:
    return as_an_editor_has_it(tomllib.loads(path.read_bytes().decode("utf-8")))


def mistakes(base: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(base)]


def test_the_file_is_current() -> None:
    kept = Path(laichau_cli.__file__).parent / "facts.schema.json"
    assert kept.read_text(encoding="utf-8") == json_schema.text(), (
        "python scripts/json_schema.py > laichau_cli/facts.schema.json"
    )


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json_schema.text()) == SCHEMA


def test_the_base_that_ships_names_it() -> None:
    first, *_ = SHIPPED.read_text(encoding="utf-8").splitlines()
    directive, _, path = first.partition(" ")
    assert directive == "#:schema"
    assert (SHIPPED.parent / path).resolve() == Path(laichau_cli.__file__).parent / (
        "facts.schema.json"
    )


@pytest.mark.parametrize("base", VALID, ids=lambda path: str(path.relative_to(SHIPPED.parent)))
def test_valid_bases_are_valid(base: Path) -> None:
    assert mistakes(read(base)) == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_invalid_bases_are_refused_but_for_what_it_cannot_say(case: Path) -> None:
    try:
        base = read(case / "facts.toml")
    except (ValueError, RecursionError):
        return  # not TOML, not UTF-8: an editor says so before any schema
    assert bool(mistakes(base)) is (case.name not in UNSAYABLE)


def test_what_it_cannot_say_is_still_tried() -> None:
    assert {case.name for case in INVALID} >= UNSAYABLE.keys()


@pytest.mark.parametrize("name", SCHEMA["$defs"])
def test_every_key_is_described(name: str) -> None:
    keys = SCHEMA["$defs"][name]["properties"]
    fields = getattr(model, name).model_fields.items()
    assert [*keys] == [field.alias or key for key, field in fields]
    assert all(key["description"] for key in [SCHEMA["$defs"][name], *keys.values()])


SEEN = {"period": "2021", "evidence": {"source": "report", "line": 1, "text": "words"}}


def fact(**keys: Any) -> list[str]:
    """What is wrong with a fact that has these keys besides those it must have."""
    label = {"vi": "Nhãn", "en": "Label"}
    evidence = {"source": "report", "line": 1, "text": "words"}
    whole = {"topic": "t", "label": label, "evidence": evidence, **keys}
    return mistakes({"schema": 1, "facts": {"one": whole}})


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"value": 1, "unit": "km"},
        {"value": 1, "unit": "km", "bound": "over", "estimate": True},
        {"value": 1, "unit": "km", "change": {"by": -1.5, "since": "2020"}},
        {"value": 1, "of": 8, "unit": "km"},
        {"value": 1, "of": 63, "unit": "rank", "change": {"by": 2, "since": "2020"}},
        {"range": [1, 2], "unit": "km", "estimate": True},
        {"date": "2022-02-25"},
        {"text": "09-NQ/TU"},
        {"text": {"vi": "Chương trình", "en": "Programme"}, "period": "2021/2025"},
        {"estimate": False},
        {"value": 1, "unit": "rank"},
        {"value": 1, "of": 8, "unit": "km", "bound": "up-to"},
        {"range": [1, 2], "unit": "km", "bound": "at-most"},
        {"value": 1, "unit": "km", "change": {"by": 2, "since": "year-before", "unit": "percent"}},
        {"value": 1, "unit": "km", "observations": [{"range": [1, 2], "bound": "under", **SEEN}]},
        {"value": 1, "of": 8, "unit": "km", "observations": [{"value": 1, "of": 8, **SEEN}]},
        {"value": 1, "unit": "km", "draft": True},
    ],
    ids=str,
)
def test_kinds_are_accepted(keys: dict[str, Any]) -> None:
    assert fact(**keys) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"value": 1},
        {"range": [1, 2]},
        {"value": 1, "unit": "km", "text": "x"},
        {"range": [1, 2], "unit": "km", "value": 1},
        {"date": "2022-02-25", "text": "x"},
        {"of": 8},
        {"value": 1, "of": 63, "unit": "rank", "bound": "over"},
        {"value": 1, "of": 8, "unit": "km", "change": {"by": 1, "since": "2020"}},
        {"text": "x", "estimate": True},
        {"change": {"by": 1, "since": "2020"}},
        {"range": [2], "unit": "km"},
        {"value": "1", "unit": "km"},
        {"period": "2022-13"},
        {"period": 2022},
        {"text": " x"},
        {"text": "x\u202e"},
        {"colour": "red"},
        {"text": "x", "bound": "over"},
        {"value": 1, "unit": "km", "observations": [SEEN]},
        {"value": 1, "unit": "km", "observations": [{"value": 1, "range": [1, 2], **SEEN}]},
        {"text": "x", "observations": [{"value": 1, **SEEN}]},
    ],
    ids=str,
)
def test_keys_that_do_not_go_together_are_refused(keys: dict[str, Any]) -> None:
    assert fact(**keys) != []
