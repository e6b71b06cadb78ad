"""What files from strangers may cost: small ones that once took minutes, gigabytes or a traceback.

Each is built to multiply: names by synonyms, targets by figures, lines by entries, or a pattern by
the length of what it almost matches.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laichau_cli.evidence import account as claims
from laichau_cli.evidence import documents
from laichau_cli.evidence.reader import Span, Spans, periods, sentence
from tests.hostile import EVIDENCE, HEAD, MEMORY, Env, fact, target, within, written

if TYPE_CHECKING:
    from tests.conftest import Laichau

SECONDS = 6.0
"""Of one call: they take tenths, or a second or two where all of a large file is read."""
FIGURE = 'value = 1\nunit = "u"'
DICE = random.Random(1)
ALIKE = ["".join(DICE.choices("ab", k=79)) for _ in range(310)]
"""Ids of the same letters: nothing quick tells them apart."""


def synonyms(*words: str) -> str:
    return HEAD.replace("[sources.s]", f"synonyms = [{json.dumps(words)}]\n[sources.s]")


def aliases(names: list[str]) -> str:
    return fact(rest=f"{FIGURE}\naliases = {json.dumps(names)}")


def observed(count: int) -> str:
    days = [f"{1000 + day // 12}-{day % 12 + 1:02d}" for day in range(count)]
    seen = [f'{{ value = 1, period = "{day}", {EVIDENCE} }}' for day in days]
    return fact(rest=f"{FIGURE}\nobservations = [{', '.join(seen)}]")


BASES: dict[str, tuple[str, int, str]] = {
    "names-by-synonyms": (
        synonyms("a", *(f"b{n}" for n in range(99))) + aliases([f"a {n}" for n in range(100)]),
        0,
        "",
    ),
    "a-name-of-synonyms": (synonyms("a", "b" * 80) + aliases(["a " * 990 + "z"] * 100), 0, ""),
    "many-synonyms": (
        synonyms("a", *(f"b{n}" for n in range(3000))) + fact(rest=FIGURE),
        1,
        r":3: a group of synonyms has more than 100 words; keep those of use",
    ),
    "a-long-synonym": (
        synonyms("a", "b" * 1_000_000) + fact(rest=FIGURE),
        1,
        r":3: `synonyms\[0\]\[1\]` is longer than 80 characters; shorten it",
    ),
    "targets-by-figures": (
        HEAD + observed(1000) + "".join(target(f"x{n}", "f", "1") for n in range(1000)), 0, "",
    ),
    "more-figures": (HEAD + observed(1001), 1, "`observations` has more than 1000 parts"),
    "ids-all-alike": (
        HEAD
        + "".join(fact(id_, rest=FIGURE) for id_ in ALIKE[:300])
        + "".join(target(f"x{n}", id_, "1") for n, id_ in enumerate(ALIKE[300:])),
        10,
        "unknown fact",
    ),
    "deep-keys": (HEAD + f"x{'.a' * 49} = 1\n", 1, "unknown key 'x'"),
    "many-digits": (
        HEAD + 'x = "' + ("1" * 2990 + "a") * 300 + '"\ny = ' + "1" * 5000,
        1,
        r":12: a number has thousands of digits; shorten it",
    ),
    "a-long-table-twice": (f"schema = 1\n[{'x' * 500_000}]\n" * 2, 1, ":4: not TOML"),
    "a-week": (
        HEAD + fact(rest=f'{FIGURE}\nperiod = "2022-W01-1"'), 1, "`period` is no ISO 8601 period",
    ),
}  # fmt: skip


def test_a_base_costs_no_more_than_its_size(cold: Env, tmp_path: Path) -> None:
    bases = {name: written(tmp_path, text, f"{name}.toml") for name, (text, *_) in BASES.items()}
    calls = [["show", "all", "--json", "--facts", str(path)] for path in bases.values()]
    for name, told in zip(bases, within(MEMORY, calls, cold), strict=True):
        status, _, err, seconds = told
        _, mistakes, said = BASES[name]
        assert status == (3 if mistakes else 0), (name, err[:300])
        assert err.count("\n") == mistakes, (name, err[:300])
        assert re.search(said, err), (name, err[:300])
        assert len(err) < 1000 * max(mistakes, 1), name
        assert seconds < SECONDS, (name, seconds)
    sizes = [path.stat().st_size for path in Path(cold["XDG_CACHE_HOME"]).rglob("*.sqlite")]
    assert max(sizes) < 12_000_000


def test_the_latest_figures_of_many_targets(cold: Env, tmp_path: Path) -> None:
    base = written(tmp_path, BASES["targets-by-figures"][0])
    calls = [["compare-target", "--at", "latest", "--json", "--facts", str(base)]]
    ((status, out, _, seconds),) = within(MEMORY, calls, cold)
    assert status == 0
    assert out.startswith("[")
    assert seconds < SECONDS


# ---- documents

LINE = "It was 5 u."
DOCUMENTS: dict[str, tuple[str, int, str]] = {
    "marks": (f"{LINE}\na" + "\u0301\u0316" * 60_000, 1, "more than 100000 characters"),
    "fewer-marks": (f"{LINE}\na" + "\u0301\u0316" * 40_000, 1, "more than 8 combining marks"),
    "dots": ("It was 5 u " + "." * 90_000, 0, ""),
    "marks-of-sentences": ("It was 5 u " + "!?" * 45_000 + " " * 5000, 0, ""),
    "headings": (("in 2000 " * 12_000 + "7\n") * 3 + LINE, 1001, "is no fact's"),
    "dates": ("1/1/2000 " * 5500 + "in 2000 " * 6000 + "7\n" + LINE, 1001, "is no fact's"),
    "numerals": (f"{LINE}\n" + "1\n" * 250_000, 1, "has more than 200000 numerals"),
    "unaccounted": (f"{LINE}\n" + "1\n" * 5000, 1001, "4000 more numerals are no fact's"),
    "an-old-letter": (f"{LINE} In Augu\u017ft 2020 and in Aprıl 2021.", 2, "is no fact"),
}


def cites(folder: Path, name: str, text: str, *, lang: str = "en", rest: str = "") -> Path:
    """A base with one fact, 5 u, cited from the document."""
    (folder / name).write_text(text, encoding="utf-8")
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    file = f'file = "{name}"\nsha256 = "{digest}"\n{rest}'
    head = HEAD.replace('url = "https://e.org"', file).replace('lang = "vi"', f'lang = "{lang}"')
    number = next((n for n, line in enumerate(text.split("\n"), 1) if "5 u" in line), 1)
    cited = f'evidence = {{ source = "s", line = {number}, text = "5 u" }}'
    body = fact(rest='value = 5\nunit = "u"\naliases = ["á", "b"]').replace(EVIDENCE, cited)
    return written(folder, head + body, f"{name}.toml")


def test_a_document_costs_no_more_than_its_size(cold: Env, tmp_path: Path) -> None:
    bases = {name: cites(tmp_path, name, text) for name, (text, *_) in DOCUMENTS.items()}
    calls = [["check", "--facts", str(path)] for path in bases.values()]
    for name, told in zip(bases, within(MEMORY, calls, cold, seconds=150), strict=True):
        status, out, err, seconds = told
        _, findings, said = DOCUMENTS[name]
        assert err == (
            f"laichau: {findings} error{'s'[: findings != 1]}, 0 warnings\n" * (findings > 0)
        ), (name, out)
        assert status == bool(findings)
        assert said in out or len(out) == 5000, (name, out)
        assert seconds < SECONDS, (name, seconds)


def test_words_that_stand_on_very_many_lines(laichau: Laichau, tmp_path: Path) -> None:
    entry = '{ line = 999, text = "7", why = "w" }'
    base = cites(tmp_path, "doc", f"{LINE}\n" + "7\n" * 900, rest=f"not_facts = [{entry}]\n")
    status, out, _ = laichau("check", "--fields", "message", "-f", "jsonl", base=base)
    said = [json.loads(line)["message"] for line in out.splitlines()]
    assert status == 1
    assert said[0] == "line 999 has not the words '7'; line 2, 3, 4, 5, 6, … has"
    assert len(said) == 1 + 900 - 6


def test_words_are_not_sought_without_end(
    laichau: Laichau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "MOST_SOUGHT", 2 * len(f"{LINE}\nx\n"))
    entries = ", ".join(f'{{ line = 2, text = "a{n} 7", why = "w" }}' for n in range(3))
    base = cites(tmp_path, "doc", f"{LINE}\nx", rest=f"not_facts = [{entries}]\n")
    _, out, _ = laichau("check", "--fields", "message", "-f", "jsonl", base=base)
    said = [json.loads(line)["message"] for line in out.splitlines()]
    assert said == [
        "no line of doc has the words 'a0 7'",
        "no line of doc has the words 'a1 7'",
        "line 2 has not the words 'a2 7'",
        "too many words stand elsewhere to say which numerals are no fact's",
    ]


def test_a_month_that_only_looks_like_one() -> None:
    for line, lang in (("In Augu\u017ft 2020", "en"), ("Ngày 5 apr\u0131l 2020", "vi")):
        assert all(period.month is None for period in periods(line, lang=lang))


def test_sentences_end_where_they_did() -> None:
    line = "One 1. Two?! “Three” it said.” Four... five. 6"
    found = {line[slice(*sentence(line, at))] for at in range(len(line))}
    assert found == {"One 1. ", "Two?! ", "“Three” it said.” ", "Four... five. ", "6"}


def test_spans_hold_and_overlap_as_one_by_one() -> None:
    for _ in range(300):
        spans = [Span(at, at + DICE.randrange(1, 6)) for at in DICE.choices(range(20), k=4)]
        other = Span(at := DICE.randrange(20), at + DICE.randrange(1, 4))
        assert Spans(spans).hold(other) == any(span.holds(other) for span in spans)
        assert Spans(spans).overlap(other) == any(
            span.start < other.end and other.start < span.end for span in spans
        )
    assert not Spans([]).hold(other)
    assert not Spans([]).overlap(other)


def test_the_nearest_heading_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Năm 2020", "a", "b", "Năm 2021", "5 km", "c", "d"]
    document = documents.Document(lines, lang="vi", file="f", digest="")
    looked: list[int] = []
    really = documents.Document._is_heading

    def look(self: documents.Document, number: int) -> bool:
        looked.append(number)
        return really(self, number)

    monkeypatch.setattr(documents.Document, "_is_heading", look)
    above = [document.heading(number)[1] for number in (7, 6, 7, 3, 4, 2, 1)]
    assert above == [4, 4, 4, 1, 1, 1, 1]
    assert len(looked) == len(set(looked))
    assert document.heading(1) == ([], 1)


def test_a_unit_named_by_nothing(laichau: Laichau, tmp_path: Path) -> None:
    base = cites(tmp_path, "doc", LINE)
    text = base.read_text(encoding="utf-8").replace(
        'label = { vi = "u", en = "u" }', 'label = { vi = "/ha", en = "/ha" }'
    )
    base.write_text(text + 'note = { vi = "a", en = "b" }\n', encoding="utf-8")
    status, out, _ = laichau("check", base=base)
    assert status == 1
    assert "the unit is not in the words cited" in out
