"""Anything at all may be typed, printed or filed: what the fuzzers found stays mended.

`tests/fuzz/TARGET.txt` holds inputs, a Python literal a line, that broke a promise once or reach
far into the program; `benchmarks/fuzz/targets.py` looks for more with the functions `check_TARGET`,
which raise where a promise is broken.
"""

from __future__ import annotations

import ast
import functools
import json
import os
import random
import re
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from laichau_cli.base.lines import DEEPEST, lines_of
from laichau_cli.evidence import reader
from laichau_cli.language import figures
from laichau_cli.language.fold import fold, spoken
from laichau_cli.language.safe import MOST_MARKS, safe, safe_line
from tests.conftest import ARTICLE, SMALL, TESTS, call
from tests.made import Base, Digits, bases, document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Result

ACTING = {*map(chr, (*range(9), *range(11, 32), 127, *range(0x80, 0xA0), *range(0x202A, 0x202F)))}
CACHE = tempfile.mkdtemp(prefix="laichau-fuzz-")


def called(*argv: str, base: Path = ARTICLE) -> Result:
    found = call(argv, {"XDG_CACHE_HOME": CACHE, "LAICHAU_FACTS": str(base)})
    assert found.status in (0, 1, 2, 3)
    assert "mistake in laichau" not in found.stderr, found.stderr
    assert all(line.startswith("laichau: ") for line in found.stderr.splitlines()), found.stderr
    assert not ACTING & {*found.stderr}
    return found


# ---- what must hold of any text


def check_figures(line: str) -> None:
    """The readers of printed figures: spans in order and in the line, numbers finite and exact."""
    line = line.replace("\n", " ")
    for lang in ("vi", "en"):
        end = 0
        for figure in reader.figures(line, lang=lang):
            for span in figure.spans:
                assert end <= span.start < span.end <= len(line), figure
                end = span.end
            assert figure.value.is_finite()
            assert figure.high is None or figure.high.is_finite()
        for period in reader.periods(line, lang=lang):
            assert 0 <= period.span.start < period.span.end <= len(line)
        for numeral in figures.numerals(line):
            for digits in figures.readings(numeral):
                # Printed figures are long; each must be read back as what it was.
                printed = figures.grouped(digits, lang=lang)
                assert reader.number(printed, lang=lang) == Decimal(digits), (printed, digits)


def check_folding(line: str) -> None:
    """Folding is idempotent, the same for NFC and NFD; nothing hostile is left by `safe`."""
    folded = fold(line)
    assert fold(folded) == folded == " ".join(folded.split())
    if not any(0xD800 <= ord(char) <= 0xDFFF for char in line):
        for form in ("NFC", "NFD"):
            assert fold(unicodedata.normalize(form, line)) == folded
    assert all(piece and accented and " " not in piece for piece, accented in spoken(line))
    shown = safe(line)
    assert not ACTING & {*shown}
    assert safe(shown) == shown
    assert "\n" not in safe_line(line)
    runs = re.findall(r"[\u0300-\u036f]+", shown)
    assert max(map(len, runs), default=0) <= MOST_MARKS, "a flood of combining marks"
    shown.encode("utf-8")


@functools.cache
def facts() -> dict[str, object]:
    return {fact["id"]: fact for fact in json.loads(called("show", "all", "--json").stdout)}


def check_queries(query: str) -> None:
    """Any words find facts as they are in the base, or nothing, and never fail."""
    found = json.loads(called("search", "--json", "--", query).stdout or "[]")
    scores = [hit.pop("score") for hit in found]
    assert scores == sorted(scores, reverse=True)
    for hit in found:
        assert hit.pop("matched")
        assert hit == facts()[hit["id"]]
    for command in ("show", "get"):
        called(command, "--", query)


def check_lines(toml: str) -> None:
    """Every key of a valid TOML text has a line, and the walk ends whatever the text is."""
    try:
        raw = tomli.loads(toml, parse_float=str)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return
    lines = lines_of(toml.replace("\r\n", "\n"))
    assert all(1 <= line <= toml.count("\n") + 1 for line in lines.values())
    assert not [path for path in places(raw) if len(path) <= DEEPEST and path not in lines]


def check_bases(toml: str) -> None:
    """Any bytes are a valid base that compiles, or are refused with a file and a line each."""
    data = toml.encode("utf-8", "surrogateescape")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "b.toml")
        base.write_bytes(data)
        found = called("show", "all", "--json", base=base)
        if found.status == 0:
            assert called("compare-target", "--json", base=base).status == 0
            return
        *refused, named = found.stderr.splitlines()
        assert refused
        assert named == f"laichau: {base} was named by LAICHAU_FACTS"
        for message in refused:
            line = re.match(rf"laichau: {base}:(\d+): .", message)
            assert line, message
            assert 1 <= int(line[1]) <= data.count(b"\n") + 1


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every key and element of a value."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


# ---- the kept inputs, and some of hypothesis

PIECES = [
    "năm", "tháng", "2023", "31/12", "14.433", "28,54%", "-5", "1.000.000", "nghìn", "tỷ", "triệu",
    "ước", "trên", "gần", "3/63", "đến", "–", "between", "and", "over", "of", "ddieenj", "thoaij",
    "số", "ḍ̂", "quý", "y", "1e9", "٣", "²", "½", "\u0301", ":smile:", "[b]",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
CORPUS = sorted((TESTS / "fuzz").glob("*.txt"))
CHECKS = {
    "figures": check_figures,
    "folding": check_folding,
    "queries": check_queries,
    "lines": check_lines,
    "bases": check_bases,
}


@pytest.mark.parametrize("target", CHECKS)
def test_what_was_found_stays_mended(target: str) -> None:
    assert {path.stem for path in CORPUS} == {*CHECKS}
    lines = (TESTS / f"fuzz/{target}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        CHECKS[target](ast.literal_eval(line))


@given(TEXTS)
def test_any_line_is_read_and_folded(line: str) -> None:
    check_figures(line)
    check_folding(line)


@given(TEXTS)
@settings(max_examples=40)
def test_any_query_is_answered(query: str) -> None:
    check_queries(query)


# ---- bases with one leaf changed

JUNK = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", " x", "\x1b[31m", "a" + "\u0301" * 9, "\ufffe", "x" * 2001, "../x", "[b]"]
    ),
    st.sampled_from(["all", "rank"]),
    st.booleans(),
    st.integers(-1, 2000).map(str).map(Digits),
    st.sampled_from(["1e999999999", "nan", "-inf", "0x" + "f" * 50, "1979-05-27", "07:32:00"]).map(
        Digits
    ),
    st.lists(st.integers(0, 3).map(str).map(Digits), max_size=3),
    st.dictionaries(
        st.sampled_from(["vi", "en", "value", "Vi", "", "a.b"]), st.just("x"), max_size=2
    ),
)


def mutated(base: Base, dice: random.Random, junk: Any) -> Base:
    """The base with one leaf or table deleted, renamed or replaced."""
    path = dice.choice([*places(base)])
    *above, last = path
    inner: Any = base
    for key in above:
        inner = inner[key]
    how = dice.choice(["delete", "rename", "replace", "replace"])
    if how == "replace":
        inner[last] = junk
        return base
    taken = inner.pop(last)
    if how == "rename" and isinstance(inner, dict):
        inner[junk if isinstance(junk, str) else "New"] = taken
    return base


@given(bases(), st.randoms(use_true_random=False), JUNK)
@settings(max_examples=50)
def test_a_base_with_one_leaf_changed_loads_or_is_refused(
    base: Base, dice: random.Random, junk: Any
) -> None:
    check_bases(document(mutated(base, dice, junk)))


@pytest.mark.long
@given(bases(), st.randoms(use_true_random=False), JUNK)
@settings(max_examples=6000, derandomize=False)
def test_a_base_with_one_leaf_changed_loads_or_is_refused_for_long(
    base: Base, dice: random.Random, junk: Any
) -> None:
    check_bases(document(mutated(base, dice, junk)))


@given(bases(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_a_mistake_anywhere_is_named_with_its_line(base: Base, dice: random.Random) -> None:
    lines = document(base).splitlines()
    check_lines(document(base))
    tables = [at for at, line in enumerate(lines, 1) if re.match(r"\[\w+\.", line)]
    at = dice.choice(tables)
    lines.insert(at, "wrong = 1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.toml")
        path.write_text("\n".join(lines), encoding="utf-8")
        message = called("show", "all", base=path).stderr
    assert message.startswith(f"laichau: {path}:{at + 1}: ")
    assert "unknown key 'wrong'" in message


# ---- command lines

COMMANDS = ["show", "search", "get", "compare-target", "cite", "check", "help", "Show", ""]
OPTIONS = [
    "--json", "-f", "--format", "table", "tsv", "csv", "jsonl", "md", "auto", "--lang", "vi", "en",
    "--fields", "id,label,value", "id,,", "source.line", "label.vi", "--no-header", "--color",
    "always", "never", "--at", "latest", "2023", "--status", "short", "--set-by", "Tỉnh", "--scope",
    "nation", "--fail-on", "met", "--limit", "0", "-1", "3", "99999999999999999999", "--field",
    "note", "--style", "bibtex", "apa", "--strict", "--help", "-h", "--version", "--", "-", "-x",
    "--facts", "/no/such", "/dev/null", "--json=1", "--lang=", "-ftable", "--no-json",
]  # fmt: skip
NAMES = [
    "debt", "road-length", "roads", "all", "đường", "duong", "ROADS", "no", "growth", "1200,5",
    "30%", "\x1b]8;;x\x07", "\udcff", "\u202e", "a" + "\u0301" * 20, "%s", "{0}", "$(x)", "'", '"',
    "", " ", "\n", "*", "OR", "NEAR(a b)", "name:x", "\U0001f600", "\x00"[:0], "x" * 300,
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(OPTIONS),
    st.sampled_from(NAMES),
    st.text(max_size=6).filter(lambda t: "\0" not in t),
)
LINES = st.builds(
    lambda first, rest: [first, *rest], st.sampled_from(COMMANDS), st.lists(WORDS, max_size=6)
)
ENVIRONMENTS = st.fixed_dictionaries(
    {},
    optional={
        "LAICHAU_LANG": st.sampled_from(["vi", "en", "fr", ""]),
        "LAICHAU_FORMAT": st.sampled_from(["json", "table", "nonsense"]),
        "COLUMNS": st.sampled_from(["1", "7", "10000", "0", "-3", "²", "9" * 30, ""]),
        "NO_COLOR": st.just("1"),
        "FORCE_COLOR": st.just("1"),
        "LC_ALL": st.sampled_from(["C", "vi_VN", "\udcff"]),
    },
)


def is_orderly(argv: list[str], env: dict[str, str]) -> None:
    """A status, messages that begin alike, nothing that acts on a terminal, no mistake of ours."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            environ = {"XDG_CACHE_HOME": CACHE, "LAICHAU_FACTS": str(SMALL), **env}
            status, out, err = call(argv, environ)
        finally:
            os.chdir(before)
        assert os.listdir(folder) == []
    assert status in (0, 1, 2, 3)
    assert "mistake in laichau" not in err, err
    assert all(line.startswith("laichau: ") for line in err.splitlines()), err
    assert not ACTING & {*err}
    coloured = "FORCE_COLOR" in env or "always" in argv
    assert not (ACTING - ({"\x1b"} if coloured else set())) & {*out}
    if status in (2, 3):
        assert out == ""


@given(LINES, ENVIRONMENTS)
@settings(max_examples=100)
@example(["search", "--limit", "99999999999999999999", "road"], {})
@example(["show", "--fields", ",".join(["id"] * 3000), "-f", "table"], {})
def test_any_command_line_is_answered(argv: list[str], env: dict[str, str]) -> None:
    is_orderly(argv, env)


@pytest.mark.long
@given(LINES, ENVIRONMENTS)
@settings(max_examples=30_000, derandomize=False)
def test_any_command_line_is_answered_for_long(argv: list[str], env: dict[str, str]) -> None:
    is_orderly(argv, env)
