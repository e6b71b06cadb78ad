"""Every console session of the documents, run and compared, so that none goes stale.

A block ```console is run as a pipe has it, a block ```console terminal as a person sees it, on a
terminal of 80 columns without colour. In both, each line that begins with `$ ` is a command; the
lines up to the next one are what it printed, messages included. A command that needs a shell (a
pipe, a redirection) is run by one; `echo $?` is the exit status of the command before it.

`python tests/test_docs.py` writes every session anew.
"""

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from laichau_cli.__main__ import main
from laichau_cli.cli.app import app
from laichau_cli.output.formats import CHOICES
from laichau_cli.output.terminal import Terminal
from laichau_cli.records import COMPARISON_FIELDS, FACT_FIELDS, HIT_FIELDS, TOPIC_FIELDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
BLOCK = re.compile(
    r"^```console(?P<terminal> terminal)?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
PROMPT = "$ "
NEEDS_SHELL = re.compile(r"[|<>;&`]|\$\(")
ENVIRON = {"COLUMNS": "80", "LANG": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm"}
LAICHAU_IN_SHELL = 'laichau() { "$PYTHON" -m laichau_cli "$@"; }\n'


class Session(NamedTuple):
    """A block of commands and their output as a document has it."""

    where: str
    text: str
    is_terminal: bool


class Screen(io.StringIO):
    """A stream that says what it is."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def sessions() -> list[Session]:
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 1
            where = f"{document.relative_to(ROOT)}:{line}"
            found.append(Session(where, block["text"], block["terminal"] is not None))
    return found


def played(session: Session, cache: Path) -> str:
    """The text of the session with what its commands print now."""
    environ = {**ENVIRON, "XDG_CACHE_HOME": str(cache)}
    shown = ""
    status = 0
    for line in session.text.splitlines():
        if not line.startswith(PROMPT):
            continue
        command = line.removeprefix(PROMPT)
        if command == "echo $?":
            output = f"{status}\n"
        elif NEEDS_SHELL.search(command):
            status, output = in_shell(command, environ)
        else:
            status, output = in_process(command, environ, is_terminal=session.is_terminal)
        shown += f"{line}\n{output}"
    return shown


def in_process(command: str, environ: dict[str, str], *, is_terminal: bool) -> tuple[int, str]:
    words = shlex.split(command)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environ = {**environ, name: value}
    program, *argv = words
    assert program == "laichau", f"not a command of ours: {command}"
    screen = Screen(is_terminal=is_terminal)
    status = main(argv, Terminal(screen, screen, environ))
    return status, screen.getvalue()


def in_shell(command: str, environ: dict[str, str]) -> tuple[int, str]:
    ran = subprocess.run(
        ["sh", "-c", LAICHAU_IN_SHELL + command],
        env={**environ, "PATH": os.environ["PATH"], "PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("session", sessions(), ids=lambda session: session.where)
def test_sessions_are_what_the_program_prints(session: Session, tmp_path: Path) -> None:
    assert played(session, tmp_path) == session.text


def test_sessions_are_found() -> None:
    found = sessions()
    assert sum(session.where.startswith("README.md:") for session in found) >= 5
    assert {session.is_terminal for session in found} == {True, False}


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


# ---- docs/commands.md against the program


def section(heading: str) -> str:
    """The text of docs/commands.md below a heading, up to the next of its rank or above."""
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    rank = len(heading.partition(" ")[0])
    pattern = rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{rank}}} |\Z)"
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def rows_of(text: str) -> list[str]:
    """What stands first, as code, in each row of the tables of a text."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


@pytest.mark.parametrize("name", commands())
def test_options_are_documented(name: str) -> None:
    options = {
        option
        for parameter in commands()[name].params
        for option in parameter.opts
        if option.startswith("--")
    }
    own = options_in(section(f"## {name}"))
    if name in WITHOUT_RECORDS:
        assert own | WITHOUT_RECORDS[name] == options
    else:
        assert own | options_in(section("## Options of every command")) == {*options, "--help"}


WITHOUT_RECORDS = {"cite": {"--facts", "--lang"}, "export": {"--facts"}}
"""Commands that have only these of the options of every command."""


def options_in(text: str) -> set[str]:
    return {word for row in rows_of(text) for word in row.split() if word.startswith("--")}


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## `?([a-z-]+)`?$", text, re.MULTILINE)
    assert headings == list(commands())


def test_formats_are_documented() -> None:
    assert rows_of(section("## Formats")) == list(CHOICES)


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("A fact", FACT_FIELDS),
        ("A hit", HIT_FIELDS[len(FACT_FIELDS) :]),
        ("A comparison", COMPARISON_FIELDS),
        ("A topic", TOPIC_FIELDS),
    ],
)
def test_fields_are_documented(record: str, fields: tuple[str, ...]) -> None:
    assert rows_of(section(f"### {record}")) == list(fields)


def test_every_module_is_explained() -> None:
    design = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    package = ROOT / "laichau_cli"
    modules = {
        ".".join(path.relative_to(package).with_suffix("").parts)
        for path in package.rglob("*.py")
        if path.name != "__init__.py"
    }
    explained = re.findall(r"^\| (`.*`) \|", design, re.MULTILINE)
    assert {name for row in explained for name in re.findall("`([^`]+)`", row)} == modules


# ---- writing the sessions anew


def write_sessions() -> None:
    """Put what the program prints now into every document."""
    with tempfile.TemporaryDirectory() as cache:
        for document in DOCUMENTS:
            text = document.read_text(encoding="utf-8")

            def anew(block: re.Match[str]) -> str:
                session = Session("", block["text"], block["terminal"] is not None)
                info = "console terminal" if session.is_terminal else "console"
                return f"```{info}\n{played(session, Path(cache))}```"

            document.write_text(BLOCK.sub(anew, text), encoding="utf-8")


def test_security_names_tests_that_there_are() -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    there = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    for path in (ROOT / "tests").glob("test_*.py"):
        there |= set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"`(?:test_fuzz\.)?(test_\w+?)(_?…|\.py)?`", text)
    assert len(named) > 30
    for name, cut in named:
        assert any(test == name or (cut[-1:] == "…" and test.startswith(name)) for test in there), (
            name
        )


if __name__ == "__main__":
    write_sessions()
