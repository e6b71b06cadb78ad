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

from laichau_cli.base import load as files
from laichau_cli.base import model
from laichau_cli.base import rules as schema

NAME = "urn:laichau:facts:1"
MEANINGS: dict[str, dict[str, str]] = {
    "Label": {"vi": "In Vietnamese.", "en": "In English."},
    "NotFact": {
        "line": "The line of the document, counted from 1.",
        "text": "The printed words, with the numerals in them.",
        "why": "Why the numerals carry no fact: a name, a date of no matter here, a definition.",
    },
    "Source": {
        "title": "The title as published.",
        "lang": "The document's language: it decides how numerals are read (14.433 or 14,433).",
        "publisher": "Who published it.",
        "url": "Where it can be read.",
        "file": "A copy of the document, below the folder of this file. Needs sha256.",
        "sha256": "SHA-256 of the file: `sha256sum FILE`.",
        "not_facts": "Numerals of the document that carry no fact, each with the reason.",
    },
    "Unit": {
        "label": "What stands after a figure in this unit.",
        "joined": "Written to the figure without a space, as % is.",
        "scaled": "Large figures are shown in millions and billions, as money is.",
        "share": "A share of a whole that is 100.",
        "printed": "Other words that documents have for it, in either language.",
    },
    "Topic": {
        "label": "The name of the topic.",
        "aliases": "Other names that find it, in either language.",
        "stands_for": "Id of the fact shown beside the topic; else the first with a figure.",
    },
    "Evidence": {
        "source": "Id of the source, a table [sources.ID].",
        "text": "The printed words that carry the figure, copied character for character.",
        "line": "The line of the document, counted from 1. Left out if the source is only a url.",
    },
    "Change": {
        "by": "How far the figure moved, in its unit (places, for a rank); negative for a fall.",
        "since": "The period that it is counted from.",
    },
    "Observation": {
        "value": "The figure at that time, in the fact's unit.",
        "period": "When it was so.",
        "evidence": "Where it is printed.",
    },
    "Fact": {
        "topic": 'Id of the topic it is filed under, a table [topics."ID"].',
        "label": "What is counted, in a few words; of a statement the statement itself.",
        "evidence": "Where it is printed, and in which words.",
        "value": "The number in base units: 20,3 nghìn tấn is 20300. Needs unit.",
        "range": "The lower and the higher end, in base units. Needs unit.",
        "date": "A date, written without quotation marks: 2022-02-25.",
        "text": "A name or a number that is no quantity: a text, or { vi, en }.",
        "of": "The whole that value is a part of (4 of 8), or how many are ranked (10 of 63).",
        "unit": "Id of the unit, a table [units.ID], or `rank`.",
        "bound": "How the source hedges the number: over (trên), nearly (gần), about (khoảng).",
        "estimate": "The source calls it an estimate (ước).",
        "period": "When it was so: 2022, 2022-12, 2022-12-31, 2021/2023.",
        "change": "How far the figure moved since an earlier period.",
        "share_of": "Name of a whole: the facts with the same one add up to 100 at most.",
        "note": "How to read the figure, where the source is ambiguous, silent or disputed.",
        "aliases": "Other words that people look for it by, in both languages.",
        "observations": "The same indicator at other times.",
    },
    "Target": {
        "fact": "Id of the fact, a table [facts.ID]: a number, a range or a rank.",
        "goal": "The number or [low, high], in the fact's unit.",
        "sense": "at-least if more is better, at-most if less is.",
        "set_by": "Who set it.",
        "scope": "province, or nation for a national target that the province is held against.",
        "evidence": "Where the goal is printed.",
        "unit": "The unit of the goal, which must be the fact's.",
        "due": "When it is to be reached.",
        "stated": "What the source itself says of it; left out where it says nothing.",
        "note": "How to read the goal.",
    },
}  # fmt: skip
"""What each key means, for completion; a test holds them against the model."""
TABLES = {
    "sources": "The documents: [sources.ID].",
    "units": "The units: [units.ID]. `rank` need not be defined.",
    "topics": 'Where facts are filed: [topics.ID], [topics."ID.ID"].',
    "facts": "What the sources say: [facts.ID].",
    "targets": "Goals for facts: [targets.ID].",
}
NUMBER_BELOW = 10**model.MAX_DIGITS
_BAD = r"\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""Characters that act on a terminal, as `model.acts_on_terminal` has them."""
_CLEAN = rf"^[^\s{_BAD}](?:[^{_BAD}]*[^\s{_BAD}])?$"
_YEAR, _MONTH, _DAY = "[0-9]{4}", "-(?:0[1-9]|1[0-2])", "-(?:0[1-9]|[12][0-9]|3[01])"
_MOMENTS = (_YEAR, _YEAR + _MONTH, _YEAR + _MONTH + _DAY)
_PERIOD = f"^(?:{'|'.join(f'{moment}(?:/{moment})?' for moment in _MOMENTS)})$"
_PERIODS = (("Fact", "period"), ("Change", "since"), ("Observation", "period"), ("Target", "due"))
_BELOW = r"^(?![/\\])(?!.*:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).+$"


def json_schema() -> dict[str, Any]:
    """The whole schema, draft 2020-12."""
    _, found = models_json_schema(
        [(cls, "validation") for cls in schema.TABLES.values()], ref_template="#/$defs/{model}"
    )
    definitions = {name: _described(name, _tidy(each)) for name, each in found["$defs"].items()}
    definitions["Source"] |= _source_rules()
    definitions["Source"]["properties"]["file"]["pattern"] = _BELOW
    definitions["Source"]["properties"]["url"]["pattern"] = "^https?://"
    definitions["Fact"] |= _fact_rules()
    definitions["Fact"]["properties"]["date"]["pattern"] = f"^{_MOMENTS[-1]}$"
    for name, key in _PERIODS:
        definitions[name]["properties"][key]["pattern"] = _PERIOD
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAME,
        "title": "A fact base of laichau, layout 1",
        "description": "Facts, each tied to the place in a document where it is printed.",
        "type": "object",
        "properties": {
            "schema": {"const": files.LAYOUT, "description": "The layout of this file: 1."},
            "title": {"$ref": "#/$defs/Label", "description": "The name of the base."},
            "synonyms": _synonyms(),
            **{name: _table(name) for name in TABLES},
        },
        "required": ["schema"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _synonyms() -> dict[str, Any]:
    word = {"type": "string", "pattern": r"\S", "maxLength": model.MAX_ID}
    return {
        "description": "Groups of words that search treats as equal.",
        "type": "array",
        "items": {"type": "array", "items": word, "minItems": 2, "maxItems": model.MAX_NAMES},
    }


def _table(name: str) -> dict[str, Any]:
    ids = model.TopicId if name == "topics" else model.Id
    (constraints,) = get_args(ids)[1:]
    id_: dict[str, Any] = {"pattern": constraints.pattern, "maxLength": constraints.max_length}
    if name == "topics":
        id_["not"] = {"const": schema.ROOT}
    return {
        "description": TABLES[name],
        "type": "object",
        "propertyNames": id_,
        "additionalProperties": {"$ref": f"#/$defs/{schema.TABLES[name].__name__}"},
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
    if kept.get("maxLength") == model.MAX_TEXT:
        kept.setdefault("pattern", _CLEAN)
    return kept


def _is_idle(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, []))


def _described(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    definition["description"] = " ".join(definition["description"].split()).replace("`", "")
    for key, meaning in MEANINGS[name].items():
        definition["properties"][key]["description"] = meaning
    return definition


def _source_rules() -> dict[str, Any]:
    return {
        "anyOf": [{"required": ["url"]}, {"required": ["file"]}],
        "dependentRequired": {"file": ["sha256"], "sha256": ["file"]},
        "dependentSchemas": {"file": {"properties": {"lang": {"enum": ["vi", "en"]}}}},
    }


def _fact_rules() -> dict[str, Any]:
    """Which keys make a kind, and which go with it."""
    rank = {"properties": {"unit": {"const": "rank"}}, "required": ["value", "unit"]}
    fraction = {"required": ["value", "of"], "properties": {"unit": {"not": {"const": "rank"}}}}
    figure = {"anyOf": [{"required": ["value"]}, {"required": ["range"]}]}
    alone = {
        key: {"properties": {other: False for other in _KINDS if other != key}} for key in _KINDS
    }
    return {
        "dependentRequired": {
            "value": ["unit"],
            "range": ["unit"],
            "of": ["value"],
            "bound": ["value"],
            "change": ["value"],
        },
        "dependentSchemas": alone,
        "allOf": [
            {"if": rank, "then": {"required": ["of"], "properties": {"bound": False}}},
            {"if": fraction, "then": {"properties": {"bound": False, "change": False}}},
            {"if": {"properties": {"estimate": {"const": True}}, "required": ["estimate"]},
             "then": figure},
            {"if": {"properties": {"observations": {"minItems": 1}}, "required": ["observations"]},
             "then": {"required": ["value"]}},
        ],
    }  # fmt: skip


_KINDS = ("value", "range", "date", "text")


def text() -> str:
    """The schema as it is kept in the package."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
