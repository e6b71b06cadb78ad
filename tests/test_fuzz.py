"""Anything at all may be typed, printed or filed: what the fuzzers found stays mended.

`tests/fuzz/TARGET.txt` holds inputs, a Python literal a line, that broke a promise once or reach
far into the program; `benchmarks/fuzz/targets.py` looks for more.
"""

from __future__ import annotations

import ast
import os
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import promises
from tests.conftest import SMALL, TESTS
from tests.damaged import call
from tests.made import Base, Digits, bases, document

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = sorted((TESTS / "fuzz").glob("*.txt"))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "năm",
                "tháng",
                "2023",
                "31/12",
                "14.433",
                "28,54%",
                "-5",
                "1.000.000",
                "nghìn",
                "tỷ",
                "triệu",
                "ước",
                "trên",
                "gần",
                "3/63",
                "đến",
                "–",
                "between",
                "and",
                "over",
                "of",
                "ddieenj",
                "thoaij",
                "số",
                "ḍ̂",
                "quý",
                "y",
                "1e9",
                "٣",
                "²",
                "½",
                "́",
                ":smile:",
                "[b]",
            ]
        ),
        max_size=9,
    ).map(" ".join),
)


def inputs(target: str) -> Iterator[str]:
    path = TESTS / "fuzz" / f"{target}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield ast.literal_eval(line)


def test_a_corpus_was_found() -> None:
    assert [path.stem for path in CORPUS] == ["bases", "figures", "folding", "lines", "queries"]


@pytest.mark.parametrize("target", [path.stem for path in CORPUS])
def test_what_was_found_stays_mended(target: str) -> None:
    check = getattr(promises, f"check_{target}")
    kept = [*inputs(target)]
    assert kept
    for text in kept:
        check(text)


@given(TEXTS)
def test_figures_of_any_line(line: str) -> None:
    promises.check_figures(line)


@given(TEXTS)
def test_any_words_fold(words: str) -> None:
    promises.check_folding(words)


@given(TEXTS)
@settings(max_examples=40)
def test_any_query_is_answered(query: str) -> None:
    promises.check_queries(query)


@given(st.binary(max_size=150))
def test_the_lines_of_a_made_text_are_known(data: bytes) -> None:
    promises.check_lines_made(data)


# ---- bases with one leaf changed

JUNK = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            " x",
            "\x1b[31m",
            "a" + "\u0301" * 9,
            "\ufffe",
            "x" * 2001,
            "../x",
            "[b]",
            "all",
            "rank",
        ]
    ),
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


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


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


def is_clean(text: str) -> None:
    promises.check_bases(text)


@given(bases(), st.randoms(use_true_random=False), JUNK)
@settings(max_examples=60)
def test_a_base_with_one_leaf_changed_loads_or_is_refused(
    base: Base, dice: random.Random, junk: Any
) -> None:
    is_clean(document(mutated(base, dice, junk)))


@pytest.mark.long
@given(bases(), st.randoms(use_true_random=False), JUNK)
@settings(max_examples=6000, derandomize=False)
def test_a_base_with_one_leaf_changed_loads_or_is_refused_for_long(
    base: Base, dice: random.Random, junk: Any
) -> None:
    is_clean(document(mutated(base, dice, junk)))


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
ACTING = {*map(chr, (*range(9), *range(11, 32), 127, *range(0x80, 0xA0), *range(0x202A, 0x202F)))}


def is_orderly(argv: list[str], env: dict[str, str]) -> None:
    """A status, messages that begin alike, nothing that acts on a terminal, no mistake of ours."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            environ = {"XDG_CACHE_HOME": str(CACHE), "LAICHAU_FACTS": str(SMALL), **env}
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


CACHE = Path(tempfile.mkdtemp(prefix="laichau-fuzz-"))


@given(LINES, ENVIRONMENTS)
@settings(max_examples=150)
@example(["search", "--limit", "99999999999999999999", "road"], {})
@example(["show", "--fields", ",".join(["id"] * 3000), "-f", "table"], {})
def test_any_command_line_is_answered(argv: list[str], env: dict[str, str]) -> None:
    is_orderly(argv, env)


@pytest.mark.long
@given(LINES, ENVIRONMENTS)
@settings(max_examples=30_000, derandomize=False)
def test_any_command_line_is_answered_for_long(argv: list[str], env: dict[str, str]) -> None:
    is_orderly(argv, env)
