"""The JSON Schema of layout 1, from the model: what an editor completes and checks.

`python scripts/json_schema.py > laichau_cli/facts.schema.json` writes it anew. It says the
shape of a base and which keys go together; that references hold and that figures are as printed is
for the loader and for `laichau check`.
"""

from __future__ import annotations

import json
import sys
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from laichau_cli.base import model
from laichau_cli.base.limits import MAX_DIGITS, MAX_ID, MAX_NAMES, MAX_TEXT
from laichau_cli.base.units import BUILT_IN
from laichau_cli.language.safe import ACTING

NAME = "urn:laichau:facts:1"
TABLES = {
    "sources": "The documents: [sources.ID].",
    "units": "The units: [units.ID]. These need not be defined: rank, " + ", ".join(BUILT_IN) + ".",
    "topics": 'Where facts are filed: [topics.ID], [topics."ID.ID"].',
    "facts": "What the sources say: [facts.ID].",
    "targets": "Goals for facts: [targets.ID].",
}
NUMBER_BELOW = 10**MAX_DIGITS
_BAD = "".join(rf"\u{low:04x}-\u{high:04x}" for low, high in ACTING if not 0xD800 <= low <= 0xFDEF)
"""Characters that act on a terminal; no text of JSON holds a surrogate or a noncharacter."""
_CLEAN = rf"^[^\s{_BAD}](?:[^{_BAD}]*[^\s{_BAD}])?$"
_YEAR, _MONTH, _DAY = "[0-9]{4}", "-(?:0[1-9]|1[0-2])", "-(?:0[1-9]|[12][0-9]|3[01])"
_MOMENTS = (_YEAR, _YEAR + _MONTH, _YEAR + _MONTH + _DAY)
_PERIOD = f"^(?:{'|'.join(f'{moment}(?:/{moment})?' for moment in _MOMENTS)})$"
_PERIODS = (
    *(("Fact", "period"), ("Observation", "period"), ("Nation", "period")),
    *(("Target", "due"), ("Target", "from")),
)
_BELOW = r"^(?![/\\])(?!.*:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).+$"


def json_schema() -> dict[str, Any]:
    """The whole schema, draft 2020-12."""
    classes = [model.Head, *model.TABLES.values()]
    _, found = models_json_schema(
        [(cls, "validation") for cls in classes], ref_template="#/$defs/{model}"
    )
    definitions = {name: _tidy(each) for name, each in found["$defs"].items()}
    head = definitions.pop("Head")["properties"]
    head["synonyms"]["items"] |= {"minItems": 2, "maxItems": MAX_NAMES}
    definitions["Source"] |= _source_rules()
    definitions["Source"]["properties"]["file"]["pattern"] = _BELOW
    definitions["Source"]["properties"]["url"]["pattern"] = "^https?://"
    definitions["Source"]["properties"]["published"]["pattern"] = f"^(?:{'|'.join(_MOMENTS)})$"
    definitions["Source"]["properties"]["retrieved"]["pattern"] = f"^{_MOMENTS[-1]}$"
    definitions["NotFact"]["oneOf"] = [{"required": ["line"]}, {"required": ["lines"]}]
    definitions["Fact"] |= _fact_rules()
    definitions["Observation"] |= _observation_rules()
    definitions["Target"] |= _target_rules()
    definitions["Fact"]["properties"]["date"]["pattern"] = f"^{_MOMENTS[-1]}$"
    for name, key in _PERIODS:
        definitions[name]["properties"][key]["pattern"] = _PERIOD
    definitions["Change"]["properties"]["since"]["pattern"] = f"{_PERIOD}|^{model.YEAR_BEFORE}$"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAME,
        "title": "A fact base of laichau, layout 1",
        "description": "Facts, each tied to the place in a document where it is printed.",
        "type": "object",
        "properties": {
            "schema": {"const": model.LAYOUT, "description": "The layout of this file: 1."},
            **head,
            **{name: _table(name) for name in TABLES},
        },
        "required": ["schema"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _table(name: str) -> dict[str, Any]:
    ids = model.TopicId if name == "topics" else model.Id
    (constraints,) = get_args(ids)[1:]
    id_: dict[str, Any] = {"pattern": constraints.pattern, "maxLength": constraints.max_length}
    if name == "topics":
        id_["not"] = {"const": model.ROOT}
    return {
        "description": TABLES[name],
        "type": "object",
        "propertyNames": id_,
        "additionalProperties": {"$ref": f"#/$defs/{model.TABLES[name].__name__}"},
    }


def _tidy(value: Any) -> Any:
    """Without what TOML has not (null) and what tells an editor nothing (titles, defaults)."""
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _tidy(item) for key, item in value.items() if not _is_idle(key, item)}
    branches = [branch for branch in kept.pop("anyOf", []) if branch != {"type": "null"}]
    if len(branches) == 1:
        kept = {**branches[0], **kept}
    elif branches:
        kept["anyOf"] = branches
    if kept.get("type") == "number":
        kept |= {"exclusiveMinimum": -NUMBER_BELOW, "exclusiveMaximum": NUMBER_BELOW}
    if kept.get("type") == "string" and kept.get("maxLength") in (MAX_TEXT, MAX_ID):
        kept.setdefault("pattern", _CLEAN)
    if kept.get("type") == "object":  # its docstring
        kept["description"] = " ".join(kept["description"].split()).replace("`", "")
    return kept


def _is_idle(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, []))


def _source_rules() -> dict[str, Any]:
    return {
        "anyOf": [{"required": ["url"]}, {"required": ["file"]}],
        "dependentRequired": {"file": ["sha256"], "sha256": ["file"], "scope": ["file"]},
        "dependentSchemas": {"file": {"properties": {"lang": {"enum": ["vi", "en"]}}}},
    }


_FIGURE = {"anyOf": [{"required": ["value"]}, {"required": ["range"]}]}


def _observation_rules() -> dict[str, Any]:
    return {**_FIGURE, "dependentSchemas": {"range": {"properties": {"value": False, "of": False}}}}


def _fact_rules() -> dict[str, Any]:
    """Which keys make a kind, and which go with it."""
    rank = {"properties": {"unit": {"const": "rank"}}, "required": ["value", "unit"]}
    fraction = {"required": ["value", "of"], "properties": {"unit": {"not": {"const": "rank"}}}}
    estimate = {"properties": {"estimate": {"const": True}}, "required": ["estimate"]}
    observed = {"properties": {"observations": {"minItems": 1}}, "required": ["observations"]}
    alone = {
        key: {"properties": {other: False for other in _KINDS if other != key}} for key in _KINDS
    }
    return {
        "dependentRequired": {
            "value": ["unit"],
            "range": ["unit"],
            "of": ["value"],
            "change": ["value"],
        },
        "dependentSchemas": {**alone, "bound": _FIGURE},
        "allOf": [
            {"if": rank, "then": {"properties": {"bound": False}}},
            {"if": fraction, "then": {"properties": {"change": False}}},
            {"if": estimate, "then": _FIGURE},
            {"if": observed, "then": _FIGURE},
        ],
    }


def _target_rules() -> dict[str, Any]:
    return {"dependentSchemas": {"nation": {"properties": {"scope": {"const": "nation"}}}}}


_KINDS = ("value", "range", "date", "text")


def text() -> str:
    """The schema as it is kept in the package."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
