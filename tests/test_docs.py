"""What the documents show, run and compared, so that nothing goes stale.

`python tests/test_docs.py` writes it anew.

A block ```console is run as a pipe has it, a block ```console terminal as a person sees it, on a
terminal of 80 columns without colour. In both, each line that begins with `$ ` is a command; the
lines up to the next one are what it printed, messages included. A command that needs a shell (a
pipe, a redirection) is run by one; `echo $?` is the exit status of the command before it.

A block ```bash with a block ```text after it is a recipe: a script that is run by bash in an empty
folder, and what it prints. Lines that begin with `>>> ` are Python, as doctest has it. The pictures
of the README are made by docs/pictures.py and compared in tests/test_pictures.py.
"""

import doctest
import io
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from laichau_cli.__main__ import main
from laichau_cli.cli.options import USAGES
from laichau_cli.output.formats import CHOICES
from laichau_cli.output.terminal import Terminal
from laichau_cli.records import COMPARISON_FIELDS, FACT_FIELDS, HIT_FIELDS, TOPIC_FIELDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(
    r"^```(?P<kind>console terminal|console|bash)\n(?P<script>.*?)^```$"
    r"(?P<between>\n\n```text\n)?(?(between)(?P<printed>.*?)^```$)",
    re.MULTILINE | re.DOTALL,
)
MAKEFILE = re.compile(r"^```make\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
NEEDS_SHELL = re.compile(r"[|<>;&`]|\$\(")
ENVIRON = {"COLUMNS": "80", "LANG": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm"}
LAICHAU_IN_SHELL = 'laichau() { "$PYTHON" -m laichau_cli "$@"; }\n'
TOOLS = ("jq", "sqlite3", "make", "python3")
"""Programs that recipes use and a system may lack."""


class Block(NamedTuple):
    """A piece of a document that is run: its commands, and what they print."""

    where: str
    kind: str
    script: str
    printed: str

    def anew(self, folder: Path) -> "Block":
        """The same with what is printed now; `folder` is empty."""
        environ = {**ENVIRON, "XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder)}
        if self.kind == "bash":
            return self._replace(printed=recipe_output(self.script, folder, environ))
        return self._replace(script=session(self.script, environ, tty="terminal" in self.kind))

    def tools(self) -> list[str]:
        """The programs that a recipe uses."""
        at_start = r"^\W*{0} |\| *{0} |\|\s+{0} "
        return [
            tool for tool in TOOLS if re.search(at_start.format(tool), self.script, re.MULTILINE)
        ]


class Screen(io.StringIO):
    """A stream that says what it is."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


def blocks() -> list[Block]:
    """All that is run; a script without a block of what it prints is for a person's hands."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            if match["kind"] != "bash" or match["between"]:
                line = text.count("\n", 0, match.start()) + 1
                where = f"{document.relative_to(ROOT)}:{line}"
                found.append(Block(where, match["kind"], match["script"], match["printed"] or ""))
    return found


def session(script: str, environ: dict[str, str], *, tty: bool) -> str:
    """The text of a session with what its commands print now."""
    shown = ""
    status = 0
    for line in script.splitlines():
        if not line.startswith(PROMPT):
            continue
        command = line.removeprefix(PROMPT)
        if command == "echo $?":
            output = f"{status}\n"
        elif NEEDS_SHELL.search(command):
            status, output = in_shell(command, environ)
        else:
            status, output = in_process(command, environ, tty=tty)
        shown += f"{line}\n{output}"
    return shown


def in_process(command: str, environ: dict[str, str], *, tty: bool) -> tuple[int, str]:
    words = shlex.split(command)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environ = {**environ, name: value}
    program, *argv = words
    assert program == "laichau", f"not a command of ours: {command}"
    screen = Screen(tty=tty)
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


def recipe_output(script: str, folder: Path, environ: dict[str, str]) -> str:
    """What a recipe prints in a folder with the files that the page speaks of."""
    work, programs = folder / "work", folder / "bin"
    work.mkdir()
    programs.mkdir()
    program = programs / "laichau"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m laichau_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (makefile,) = MAKEFILE.findall((ROOT / "docs/recipes.md").read_text(encoding="utf-8"))
    if re.search(r"^make ", script, re.MULTILINE):
        (work / "Makefile").write_text(makefile, "utf-8")
        shutil.copy(ROOT / "facts.toml", work)
        shutil.copytree(ROOT / "seeds", work / "seeds")
    path = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        cwd=work,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


class Collector(doctest.DocTestRunner):
    """Keeps what each example prints, whatever was expected."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.got: list[str] = []

    def report_success(self, out: Any, test: Any, example: Any, got: str) -> None:
        self.got.append(got)

    report_failure = report_success

    def report_unexpected_exception(self, out: Any, test: Any, example: Any, exc: Any) -> None:
        raise exc[1]


def with_python_anew(text: str, cache: Path) -> str:
    """A page with what its lines of Python print now."""
    test = doctest.DocTestParser().get_doctest(text, {}, "page", None, 0)
    runner = Collector()
    with patch.dict(os.environ, {**ENVIRON, "XDG_CACHE_HOME": str(cache)}, clear=True):
        runner.run(test)
    lines = text.split("\n")
    for example, got in [*zip(test.examples, runner.got, strict=True)][::-1]:
        first = example.lineno + example.source.count("\n")
        lines[first : first + example.want.count("\n")] = got.splitlines()
    return "\n".join(lines)


def write_anew() -> None:
    """Put what the program prints now into every document, and draw the pictures."""
    for document in DOCUMENTS:

        def anew(match: re.Match[str]) -> str:
            if match["kind"] == "bash" and not match["between"]:
                return match[0]
            kind, between = match["kind"], match["between"]
            with tempfile.TemporaryDirectory() as folder:
                block = Block("", kind, match["script"], match["printed"] or "").anew(Path(folder))
            after = f"{between}{block.printed}```" if between else ""
            return f"```{block.kind}\n{block.script}```{after}"

        text = BLOCK.sub(anew, document.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            document.write_text(with_python_anew(text, Path(folder)), encoding="utf-8")
    runpy.run_path(str(ROOT / "docs/pictures.py"))["make"](str(ROOT / "docs/pictures"))


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.where)
def test_a_document_shows_what_the_program_prints(block: Block, tmp_path: Path) -> None:
    for tool in block.tools() if block.kind == "bash" else []:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    for library in re.findall(r"^import (\w+)$", block.script, re.MULTILINE):
        pytest.importorskip(library)
    assert block.anew(tmp_path) == block


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_the_python_of_a_page_prints_what_it_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert with_python_anew(text, tmp_path) == text


def test_all_that_is_run_was_found() -> None:
    found = blocks()
    for page in ("README.md:", "README.vi.md:"):
        assert sum(block.where.startswith(page) for block in found) >= 4
    assert {block.kind for block in found} == {"console", "console terminal", "bash"}
    scripts = [block for block in found if block.kind == "bash"]
    recipes = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    assert len(scripts) == recipes.count("\n```bash\n")
    assert {tool for block in scripts for tool in block.tools()} == set(TOOLS)
    assert (ROOT / "docs/python.md").read_text(encoding="utf-8").count("\n>>> ") > 10


@pytest.mark.parametrize(("page", "most"), [("README.md", 200), ("README.vi.md", 120)])
def test_the_readme_is_short(page: str, most: int) -> None:
    assert len((ROOT / page).read_text(encoding="utf-8").splitlines()) <= most


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


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## `?([a-z-]+)`?$", text, re.MULTILINE)
    assert headings == list(USAGES)


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
    design = (ROOT / "docs/dev/design.md").read_text(encoding="utf-8")
    package = ROOT / "laichau_cli"
    modules = {
        ".".join(path.relative_to(package).with_suffix("").parts)
        for path in package.rglob("*.py")
        if path.name != "__init__.py"
    }
    explained = re.findall(r"^\| (`.*`) \|", design, re.MULTILINE)
    assert {name for row in explained for name in re.findall("`([^`]+)`", row)} == modules


def test_security_names_tests_that_there_are() -> None:
    text = (ROOT / "docs/dev/security.md").read_text(encoding="utf-8")
    there = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    for path in (ROOT / "tests").glob("test_*.py"):
        there |= set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"`(test_\w+?)(_?…|\.py)?`", text)
    assert len(named) > 30
    for name, cut in named:
        assert any(test == name or (cut[-1:] == "…" and test.startswith(name)) for test in there), (
            name
        )


if __name__ == "__main__":
    write_anew()
