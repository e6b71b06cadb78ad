"""The records of every format: complete, exact, in order, and safe to print."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.output.formats import FORMATS, Layout
from laichau_cli.records import COMPARISON_FIELDS, FACT_FIELDS, HIT_FIELDS, TOPIC_FIELDS, Number

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau

FACT_KEYS = [
    *["id", "topic", "kind", "label", "value", "of", "unit", "bound", "estimate", "period"],
    *["change", "note", "aliases", "source", "targets"],
]
COMPARISON_KEYS = [
    *["target", "fact", "topic", "label", "actual", "goal", "unit", "sense", "margin", "verdict"],
    *["exceeded", "set_by", "scope", "due", "period", "stated", "source"],
]


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


@pytest.fixture
def facts(laichau: Laichau) -> list[dict[str, Any]]:
    status, stdout, stderr = laichau("show", "all", "--json")
    assert (status, stderr) == (0, "")
    records: list[dict[str, Any]] = exact(stdout)
    return records


# ---- a base of many facts


def test_facts_have_every_key_in_order(facts: list[dict[str, Any]]) -> None:
    assert len(facts) > 100
    for fact in facts:
        assert list(fact) == FACT_KEYS
        assert list(fact["label"]) == ["vi", "en"]
        assert list(fact["source"]) == ["id", "line", "text"]


def test_ids_are_unique(facts: list[dict[str, Any]]) -> None:
    assert max(Counter(fact["id"] for fact in facts).values()) == 1


def test_each_kind_has_its_value(facts: list[dict[str, Any]]) -> None:
    types: dict[str, Any] = {
        "number": (int, Decimal),
        "rank": int,
        "fraction": int,
        "range": list,
        "date": str,
        "text": str,
        "statement": type(None),
    }
    assert {fact["kind"] for fact in facts} == set(types)
    for fact in facts:
        assert isinstance(fact["value"], types[fact["kind"]])


def test_targets_name_each_other(facts: list[dict[str, Any]], laichau: Laichau) -> None:
    comparisons = exact(laichau("compare-target", "--json").stdout)
    of_facts = {(fact["id"], target) for fact in facts for target in fact["targets"]}
    assert of_facts == {(record["fact"], record["target"]) for record in comparisons}


def test_the_document_exceeds_its_three_targets(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("compare-target", "--set-by", "XIV", "--json")
    assert (status, stderr) == (0, "")
    found = [
        (record["fact"], str(record["actual"]), record["goal"], str(record["margin"]))
        for record in exact(stdout)
        if record["verdict"] == record["stated"] == "exceeded" and record["exceeded"] is True
    ]
    assert sorted(found) == [
        ("poverty-cut", "3.4", 3, "0.4"),
        ("poverty-cut-poor-districts", "4.7", 4, "0.7"),
        ("tourist-arrivals-growth", "33.2", 20, "13.2"),
    ]


def test_comparisons_have_every_key_in_order(laichau: Laichau) -> None:
    for record in exact(laichau("compare-target", "--json").stdout):
        assert list(record) == COMPARISON_KEYS
        assert list(record["source"]) == ["id", "line", "text", "url"]


def test_the_contract_names_the_same_fields() -> None:
    assert list(FACT_FIELDS) == FACT_KEYS
    assert list(HIT_FIELDS) == [*FACT_KEYS, "score", "matched"]
    assert list(COMPARISON_FIELDS) == COMPARISON_KEYS
    assert list(TOPIC_FIELDS) == ["id", "label", "parent", "facts", "aliases"]


# ---- a base of every kind


def test_every_kind_in_json(small_base: Path, laichau: Laichau) -> None:
    records = {r["id"]: r for r in exact(laichau("show", "all", "--json", base=small_base).stdout)}
    kinds = {
        id_: (record["kind"], record["value"], record["of"]) for id_, record in records.items()
    }
    assert kinds == {
        "road-length": ("number", Decimal("1200.50"), None),
        "road-rank": ("rank", 3, 63),
        "decree": ("text", "Decree no. 1", None),
        "number-plate": ("text", "25-A", None),
        "pass-height": ("range", [Decimal("1.5"), 2], None),
        "paved": ("fraction", 4, 8),
        "opened": ("date", "2022-02-25", None),
        "budget": ("number", 1250000000, None),
        "inert": ("statement", None, None),
        "growth": ("number", Decimal("9.5"), None),
        "debt": ("number", 30, None),
    }
    assert records["road-length"] == {
        "id": "road-length",
        "topic": "roads",
        "kind": "number",
        "label": {"vi": "Chiều dài đường", "en": "Length of roads"},
        "value": Decimal("1200.50"),
        "of": None,
        "unit": "km",
        "bound": "over",
        "estimate": False,
        "period": "2023",
        "change": None,
        "note": {"vi": "Ghi chú.", "en": "A note."},
        "aliases": ["chiều dài", "length", "dài"],
        "source": {"id": "paper", "line": None, "text": "trên 1.200,50 km"},
        "targets": [],
    }


def test_every_verdict_in_json(small_base: Path, laichau: Laichau) -> None:
    records = exact(laichau("compare-target", "--json", base=small_base).stdout)
    found = [(r["target"], r["verdict"], r["exceeded"], r["margin"], r["goal"]) for r in records]
    assert found == [
        ("growth-province", "met", False, 0, [9, 10]),
        ("growth-nation", "short", False, Decimal("-0.75"), Decimal("10.25")),
        ("debt-province", "unclear", False, 2, 32),
        ("debt-nation", "exceeded", True, 30, 60),
    ]


def test_topics_in_json(small_base: Path, laichau: Laichau) -> None:
    assert exact(laichau("show", "--json", base=small_base).stdout) == [
        {
            "id": "roads",
            "label": {"vi": "Đường sá", "en": "Roads"},
            "parent": None,
            "facts": 7,
            "aliases": ["streets"],
        },
        {
            "id": "roads.mountain",
            "label": {"vi": "Đường núi", "en": "Mountain roads"},
            "parent": "roads",
            "facts": 3,
            "aliases": [],
        },
        {
            "id": "money",
            "label": {"vi": "Tiền bạc", "en": "Money"},
            "parent": None,
            "facts": 4,
            "aliases": [],
        },
    ]


def test_hits_in_json_are_facts_with_a_score(laichau: Laichau) -> None:
    (hit,) = exact(laichau("search", "fibre-optic-cable", "--json", "--limit", "1").stdout)
    assert list(hit) == [*FACT_KEYS, "score", "matched"]
    assert isinstance(hit["matched"], list)


def test_jsonl_holds_the_same_objects(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "all", "-f", "jsonl")
    assert (status, stderr) == (0, "")
    lines = [json.loads(line) for line in stdout.splitlines()]
    assert lines == json.loads(laichau("show", "all", "--json").stdout)


# ---- flat formats


def test_tsv(small_base: Path, laichau: Laichau) -> None:
    assert laichau("show", "roads", base=small_base) == (
        0,
        (
            "id\tvalue\tunit\tlabel\tperiod\ttopic\n"
            "road-length\t1200.50\tkm\tLength of roads\t2023\troads\n"
            "road-rank\t3/63\trank\tRoad ranking\t\troads\n"
            "decree\tDecree no. 1\t\tDecree\t\troads\n"
            "number-plate\t25-A\t\tNumber plate\t\troads\n"
            "pass-height\t1.5-2\tkm\tHeight of the pass\t\troads.mountain\n"
            "paved\t4/8\tkm\tPaved roads\t\troads.mountain\n"
            "opened\t2022-02-25\t\tDay of opening\t\troads.mountain\n"
        ),
        "",
    )


def test_tsv_of_comparisons(small_base: Path, laichau: Laichau) -> None:
    assert laichau("compare-target", "--lang", "vi", base=small_base) == (
        0,
        (
            "verdict\tfact\tactual\tgoal\tmargin\tunit\tset_by\tdue\n"
            "met\tgrowth\t9.5\t9-10\t0\t%\tTỉnh\t2025\n"
            "short\tgrowth\t9.5\t10.25\t-0.75\t%\tQuốc hội\t2025-12-31\n"
            "unclear\tdebt\t30\t32\t2\t%\tTỉnh\t\n"
            "exceeded\tdebt\t30\t60\t30\t%\tQuốc hội\t\n"
        ),
        "",
    )


def test_csv_quotes_what_needs_it(small_base: Path, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "inert", "-f", "csv", base=small_base)
    assert (status, stderr) == (0, "")
    assert list(csv.reader(io.StringIO(stdout))) == [
        ["id", "value", "unit", "label", "period", "topic"],
        ["inert", "", "", "[bold]bold[/bold] :smile: | `a` <b> \\ \"q\", 'q'", "", "money"],
    ]


def test_markdown_is_inert(small_base: Path, laichau: Laichau) -> None:
    assert laichau("show", "inert", "-f", "md", "--fields", "id,label", base=small_base) == (
        0,
        (
            "| id | label |\n"
            "| --- | --- |\n"
            "| inert | \\[bold\\]bold\\[/bold\\] :smile: \\| \\`a\\` \\<b\\> \\\\ \"q\", 'q' |\n"
        ),
        "",
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("id,label", "road-length\tLength of roads"),
        ("label.vi,label.en", "Chiều dài đường\tLength of roads"),
        ("source,source.id,source.line,source.text", "paper\tpaper\t\ttrên 1.200,50 km"),
        ("estimate,bound,aliases", "false\tover\tchiều dài, length, dài"),
        ("note,note.vi,change,change.by", "A note.\tGhi chú.\t\t"),
        (" value , id ", "1200.50\troad-length"),
    ],
)
def test_fields(fields: str, expected: str, small_base: Path, laichau: Laichau) -> None:
    found = laichau("show", "road-length", "--fields", fields, "--no-header", base=small_base)
    assert found == (0, expected + "\n", "")


def test_fields_in_json_keep_their_order(small_base: Path, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(
        "show", "budget", "--json", "--fields", "value,change.by,label.en,of", base=small_base
    )
    assert (status, stderr) == (0, "")
    assert list(exact(stdout)[0].items()) == [
        ("value", 1250000000),
        ("change.by", -50000000),
        ("label.en", "Budget"),
        ("of", None),
    ]


@pytest.mark.parametrize("fields", ["nope", "id,nope", "label.fr", "id.vi", "source.url"])
def test_an_unknown_field_is_a_wrong_command_line(fields: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "digital", "--fields", fields)
    assert (status, stdout) == (2, "")
    assert stderr.startswith(
        f"laichau: no field '{fields.rpartition(',')[2]}'; the fields are id, "
    )


def test_comparisons_have_the_address_of_their_source(laichau: Laichau) -> None:
    fields = "source.url"
    status, stdout, _ = laichau("compare-target", "poverty-cut", "--fields", fields, "--no-header")
    assert status == 0
    assert stdout.startswith("https://vietnamnet.vn/")


@pytest.mark.parametrize(
    ("format_", "with_header", "without"),
    [
        ("tsv", "verdict\tfact\tactual\tgoal\tmargin\tunit\tset_by\tdue\n", ""),
        ("csv", "verdict,fact,actual,goal,margin,unit,set_by,due\n", ""),
        ("json", "[]\n", "[]\n"),
        ("jsonl", "", ""),
        (
            "md",
            (
                "| verdict | fact | actual | goal | margin | unit | set\\_by | due |\n"
                "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
            ),
            "",
        ),
    ],
)
def test_nothing_is_written_as_nothing(
    format_: str, with_header: str, without: str, laichau: Laichau
) -> None:
    empty = ("compare-target", "--set-by", "nobody", "-f", format_)
    assert laichau(*empty) == (0, with_header, "")
    assert laichau(*empty, "--no-header") == (0, without, "")


# ---- any record, however odd

ODD = "a\tb\nc\r\x1b[31m\x7f\x9b\u202e\u2028\ufeff|`[x](y)\\\"'<i>"


def odd_record(text: str) -> dict[str, Any]:
    return {"id": text, "label": {"vi": text, "en": text}, "value": Number("0.10"), "aliases": []}


LAYOUT = Layout(("id", "value", "label", "aliases"), lang="vi", header=True, units={})


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_lets_a_control_character_through(format_: str) -> None:
    written = FORMATS[format_]([odd_record(ODD)], LAYOUT)
    assert not set(written) & set("\r\x1b\x7f\x9b\u202e\u2028\ufeff")
    assert not set(written) & set("\t") or format_ == "tsv"


def test_control_characters_are_escaped_in_cells() -> None:
    cell = (
        FORMATS["tsv"]([odd_record("a\tb\nc\r\x1b\u202e")], LAYOUT).splitlines()[1].split("\t")[0]
    )
    assert cell == "a\\tb\\nc\\r\\x1b\\u202e"


@pytest.mark.parametrize("format_", ["tsv", "csv", "md"])
def test_rows_have_the_same_width(format_: str) -> None:
    written = FORMATS[format_]([odd_record(ODD), odd_record("plain"), odd_record("")], LAYOUT)
    if format_ == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(written))}
    elif format_ == "tsv":
        widths = {line.count("\t") + 1 for line in written.splitlines()}
    else:
        widths = {
            line.replace("\\\\", "").replace("\\|", "").count("|") - 1
            for line in written.splitlines()
        }
    assert widths == {4}


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_gives_back_every_character_and_digit(format_: str) -> None:
    record = odd_record(ODD + "\U0001f600 đ")
    read = exact(FORMATS[format_]([record], LAYOUT))
    (found,) = read if format_ == "json" else [read]
    assert found == {**record, "value": Decimal("0.10")}
    assert str(found["value"]) == "0.10"
