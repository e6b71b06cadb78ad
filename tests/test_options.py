"""The table of options: both parsers read it alike, and nothing given is passed over."""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from laichau_cli.cli import app, plain
from laichau_cli.cli.options import OPTIONS, PROGRAM_OPTIONS, USAGES, Options
from laichau_cli.errors import LaichauError
from laichau_cli.output.terminal import Terminal
from tests.conftest import SHIPPED, SMALL, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from laichau_cli.cli.options import Call, Option
    from tests.conftest import Laichau

FLAGS = [word for option in OPTIONS for word in (option.flag, option.short) if word]
VALUES = [
    "vi",
    "csv",
    "3",
    "x",
    "a b",
    "",
    "-",
    "id,value",
    "short",
    "2023",
    "=",
    "a=b",
    "ắ",
    "\udcff",
]
ODD = [
    *("--", "-h", "--help", "-V", "--version", "-x", "-fcsv", "-f=csv", "-ff", "--form"),
    *("--langvi", "--json=1", "--lang=", "---lang", "--LANG", "-json", "--limit=3", "help"),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _one_program() -> Iterator[None]:
    """Typer's commands are made once for all examples: it takes longer than to read a line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "program", functools.cache(app.program))
        yield


def by_typer(argv: list[str]) -> Call | None:
    """The call that Typer reads; None where it answers itself or refuses."""
    try:
        return app.read(argv, Terminal(io.StringIO(), io.StringIO(), {}))
    except LaichauError:
        return None


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Mostly sound command lines, so that many are plain, with something odd in some."""
    command = draw(st.sampled_from([*USAGES]))
    own = [option for option in OPTIONS if command in option.commands]
    words = st.sampled_from(VALUES) | st.text(max_size=4)
    pieces: list[list[str]] = [[word] for word in draw(st.lists(words, max_size=2))]
    for option in draw(st.lists(st.sampled_from(own), max_size=3) if own else st.just([])):
        name = draw(st.sampled_from([option.flag, option.short or option.flag]))
        if option.kind == "flag":
            pieces.append([name])
        else:
            value = draw(words)
            pieces.append([f"{name}={value}"] if draw(st.booleans()) else [name, value])
    pieces += draw(st.lists(st.sampled_from([*FLAGS, *ODD]).map(lambda word: [word]), max_size=1))
    at = draw(st.sampled_from([0, 0, 0, 1]))
    pieces = draw(st.permutations(pieces))
    return [word for piece in [*pieces[:at], [command], *pieces[at:]] for word in piece]


@settings(max_examples=400)
@given(command_lines() | st.lists(st.sampled_from([*FLAGS, *VALUES, *ODD, *USAGES]), max_size=6))
def test_plain_words_are_the_call_that_typer_reads(argv: list[str]) -> None:
    call = plain.read(argv)
    event("plain" if call else "left to Typer")
    if call is not None:
        read = by_typer(argv)
        assert read is not None
        assert vars(read) == vars(call)


@pytest.mark.parametrize(
    "argv",
    [
        *(["--help"], ["show", "--help"], ["show", "--"], ["show", "-x"], ["show", "--form", "x"]),
        *(["show", "--format"], ["show", "--at", "--json"], ["show", "-fcsv"], ["show", "-f=csv"]),
        *(["show", "--json=1"], ["show", "--limit", "3"], ["cite", "a", "--json"], ["sho"], []),
        *(["--limit", "3", "search", "a"], ["check", "word"], ["export", "a", "b"], ["--json"]),
    ],
)  # fmt: skip
def test_what_is_unclear_is_left_to_typer(argv: list[str]) -> None:
    assert plain.read(argv) is None


DOCS = (SHIPPED.parent / "docs/commands.md").read_text(encoding="utf-8")


def options_in(heading: str) -> set[str]:
    """The options in the tables of docs/commands.md below a heading."""
    below = DOCS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)`", below, re.MULTILINE)
    return {word for row in rows for word in row.split() if word.startswith("--")}


def test_the_docs_have_every_option_of_all_commands() -> None:
    common = {option.flag for option in OPTIONS if option.is_common}
    assert options_in("Options of every command") == {*common, "--help"}
    assert all(option.flag in DOCS for option in PROGRAM_OPTIONS)


@pytest.mark.parametrize("command", USAGES)
def test_the_docs_have_every_option_of_a_command(command: str) -> None:
    own = {option.flag for option in OPTIONS if command in option.commands and not option.is_common}
    assert options_in(command) == own


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_has_a_default(option: Option) -> None:
    filled_in = {"facts": "base", "no_header": "header", "json": "format"}
    assert hasattr(Options, filled_in.get(option.key, option.key))


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["show", "--facts", "a", "--facts", "b"], "--facts is given 2 times; give it once"),
        (["get", "a", "--field", "b", "--field", "c"], "--field is given 2 times; give it once"),
        (["--facts", "a", "show", "--facts", "b"], "--facts is given 2 times; give it once"),
        (["search", "a", "--limit", "many"], "--limit is 'many'; it takes a number"),
        (["--json", "export", "x"], "export has no --json (try: laichau export --help)"),
        (["--json"], "no command is named (try: laichau --help)"),
        (
            ["--json", "--show-completion", "zsh"],
            "--show-completion stands alone (try: laichau --help)",
        ),
    ],
)  # fmt: skip
def test_mistakes(argv: list[str], message: str, laichau: Laichau) -> None:
    assert laichau(*argv, base=SMALL) == (2, "", f"laichau: {message}\n")


def test_the_last_of_a_setting_counts(laichau: Laichau) -> None:
    one = laichau("get", "debt", "--field", "label", "--lang", "vi", base=SMALL)
    assert (
        laichau("--lang", "en", "get", "--field", "label", "debt", "--lang", "vi", base=SMALL)
        == one
    )


def test_get_has_one_field_a_fact(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("get", "debt", "--fields", "id", base=SMALL)
    assert (status, stdout) == (2, "")
    assert stderr.startswith("laichau: no such option: --fields")


def test_fields_are_never_passed_over(laichau: Laichau) -> None:
    base = TESTS / "bases/check/several/facts.toml"
    status, stdout, stderr = laichau("check", "--fields", "line", base=base)
    assert (status, stdout.split("\n")[:2]) == (1, ["line", "16"])
    assert stderr.endswith(" errors, 5 warnings\n")


@pytest.mark.parametrize("argv", [["help"], ["help", "show"], ["show", "-h"]])
def test_help_has_a_command_of_its_own(argv: list[str], laichau: Laichau) -> None:
    command = [word for word in argv if word in USAGES]
    assert laichau(*argv) == laichau(*command, "--help")
