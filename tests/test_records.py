"""The records of every format: complete, exact, in order, and safe to print."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.output.formats import FORMATS, Layout
from laichau_cli.records import COMPARISON_FIELDS, FACT_FIELDS, HIT_FIELDS, TOPIC_FIELDS, Number
from tests.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau

FACT_KEYS = (
    *("id", "topic", "kind", "label", "value", "of", "unit", "bound", "estimate", "period"),
    *("change", "note", "aliases", "source", "targets"),
)
COMPARISON_KEYS = (
    *("target", "fact", "topic", "label", "actual", "goal", "unit", "sense", "margin", "verdict"),
    *("exceeded", "set_by", "scope", "due", "period", "stated", "source"),
)
"""Those of the first edition, in their order: what is added since stands behind them."""


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def asked(laichau: Laichau, *argv: str, base: Path | None = SMALL) -> Any:
    status, stdout, stderr = laichau(*argv, "--json", base=base)
    assert (status, stderr) == (0, "")
    return exact(stdout)


def test_records_have_every_key_in_order(laichau: Laichau) -> None:
    facts = asked(laichau, "show", "all", base=None)
    hits = asked(laichau, "search", "road")
    comparisons = asked(laichau, "compare-target")
    for records, fields, first, of_source in (
        (facts, FACT_FIELDS, FACT_KEYS, ["id", "line", "text"]),
        (hits, HIT_FIELDS, FACT_KEYS, ["id", "line", "text"]),
        (comparisons, COMPARISON_FIELDS, COMPARISON_KEYS, ["id", "line", "text", "url"]),
    ):
        assert fields[: len(first)] == first
        for record in records:
            assert tuple(record) == fields
            assert list(record["label"]) == ["vi", "en"]
            assert list(record["source"])[: len(of_source)] == of_source
    assert all(list(hit)[-2:] == ["score", "matched"] and hit["matched"] for hit in hits)
    assert tuple(asked(laichau, "show")[0]) == TOPIC_FIELDS
    assert TOPIC_FIELDS[:5] == ("id", "label", "parent", "facts", "aliases")


def test_facts_and_targets_name_each_other(laichau: Laichau) -> None:
    facts = asked(laichau, "show", "all")
    of_facts = {(fact["id"], target) for fact in facts for target in fact["targets"]}
    comparisons = asked(laichau, "compare-target")
    assert of_facts == {(record["fact"], record["target"]) for record in comparisons}


# ---- a base of every kind


KINDS = {
    "road-length": ("number", "1200.50", None),
    "road-rank": ("rank", "3", "63"),
    "decree": ("text", "Decree no. 1", None),
    "number-plate": ("text", "25-A", None),
    "pass-height": ("range", ["1.5", "2"], None),
    "paved": ("fraction", "4", "8"),
    "opened": ("date", "2022-02-25", None),
    "budget": ("number", "1250000000", None),
    "inert": ("statement", None, None),
    "growth": ("number", "9.5", None),
    "debt": ("number", "30", None),
}


def test_every_kind_in_json(laichau: Laichau) -> None:
    found = laichau("show", "all", "--json", base=SMALL).stdout
    records = {record["id"]: record for record in json.loads(found, parse_float=str, parse_int=str)}
    assert {id_: (r["kind"], r["value"], r["of"]) for id_, r in records.items()} == KINDS
    expected = {
        "topic": "roads",
        "label": {"vi": "Chiều dài đường", "en": "Length of roads"},
        "unit": "km",
        "bound": "over",
        "estimate": False,
        "period": "2023",
        "change": None,
        "note": {"vi": "Ghi chú.", "en": "A note."},
        "aliases": ["chiều dài", "length", "dài"],
        "targets": [],
    }
    road = records["road-length"]
    assert {key: road[key] for key in expected} == expected
    assert {key: road["source"][key] for key in ("id", "line", "text")} == {
        "id": "paper", "line": None, "text": "trên 1.200,50 km",
    }  # fmt: skip


def test_every_verdict_in_json(laichau: Laichau) -> None:
    records = asked(laichau, "compare-target")
    found = [(r["target"], r["verdict"], r["exceeded"], r["margin"], r["goal"]) for r in records]
    assert found == [
        ("growth-province", "met", False, 0, [9, 10]),
        ("growth-nation", "short", False, Decimal("-0.75"), Decimal("10.25")),
        ("debt-province", "unclear", False, 2, 32),
        ("debt-nation", "exceeded", True, 30, 60),
    ]


def test_topics_in_json(laichau: Laichau) -> None:
    topics = [tuple(topic.values())[:5] for topic in asked(laichau, "show")]
    assert topics == [
        ("roads", {"vi": "Đường sá", "en": "Roads"}, None, 7, ["streets"]),
        ("roads.mountain", {"vi": "Đường núi", "en": "Mountain roads"}, "roads", 3, []),
        ("money", {"vi": "Tiền bạc", "en": "Money"}, None, 4, []),
    ]


def test_jsonl_holds_the_same_objects(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "all", "-f", "jsonl", base=SMALL)
    assert (status, stderr) == (0, "")
    lines = [json.loads(line) for line in stdout.splitlines()]
    assert lines == json.loads(laichau("show", "all", "--json", base=SMALL).stdout)


# ---- flat formats


def test_tsv(laichau: Laichau) -> None:
    assert laichau("show", "roads", base=SMALL) == (
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


def test_tsv_of_comparisons(laichau: Laichau) -> None:
    assert laichau("compare-target", "--lang", "vi", base=SMALL) == (
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


def test_csv_quotes_what_needs_it(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "inert", "-f", "csv", base=SMALL)
    assert (status, stderr) == (0, "")
    assert list(csv.reader(io.StringIO(stdout))) == [
        ["id", "value", "unit", "label", "period", "topic"],
        ["inert", "", "", "[bold]bold[/bold] :smile: | `a` <b> \\ \"q\", 'q'", "", "money"],
    ]


def test_markdown_is_inert(laichau: Laichau) -> None:
    assert laichau("show", "inert", "-f", "md", "--fields", "id,label", base=SMALL) == (
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
def test_fields(fields: str, expected: str, laichau: Laichau) -> None:
    found = laichau("show", "road-length", "--fields", fields, "--no-header", base=SMALL)
    assert found == (0, expected + "\n", "")


def test_fields_in_json_keep_their_order(laichau: Laichau) -> None:
    status, stdout, stderr = laichau(
        "show", "budget", "--json", "--fields", "value,change.by,label.en,of", base=SMALL
    )
    assert (status, stderr) == (0, "")
    assert list(exact(stdout)[0].items()) == [
        ("value", 1250000000),
        ("change.by", -50000000),
        ("label.en", "Budget"),
        ("of", None),
    ]


@pytest.mark.parametrize("fields", ["nope", "id,nope", "label.fr", "id.vi"])
def test_an_unknown_field_is_a_wrong_command_line(fields: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "digital", "--fields", fields)
    assert (status, stdout) == (2, "")
    assert stderr.startswith(
        f"laichau: no field '{fields.rpartition(',')[2]}'; the fields are id, "
    )


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
    if format_ == "sheet":  # as spreadsheets want a file: a mark of UTF-8, and CRLF
        written = written.removeprefix("\ufeff").replace("\r\n", "\n")
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
    record = odd_record(ODD + "\U0001f600 đ" + "e" + "\u0301" * 40)
    written = FORMATS[format_]([record], LAYOUT)
    assert "\u0301" * 9 not in written  # the rest are escapes, which a terminal does not draw
    read = exact(written)
    (found,) = read if format_ == "json" else [read]
    assert found == {**record, "value": Decimal("0.10")}
    assert str(found["value"]) == "0.10"
