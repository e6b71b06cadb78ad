"""Which room imports which: arrows one way, and nothing slow on a warm call."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import laichau_cli
from tests.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Laichau

PACKAGE = Path(laichau_cli.__file__).parent
EVERYBODYS = {"errors", "records", "language"}
"""Rooms that all others may use."""
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "records": set(),
    "language": {"records"},
    "base": set(),
    "index": {"base"},
    "evidence": {"base"},
    "search": {"index"},
    "output": set(),
    "commands": {"search", "index", "evidence", "base"},
    "cli": {"commands", "index", "output"},
    "api": {"commands", "cli", "index", "search"},
    "__main__": {"cli", "commands", "output"},
    "__init__": {"api"},
    "json_schema": set(),
}
"""Every room with those it may import from, besides its own and everybody's."""
SLOW = {
    *{"typer", "rich", "tomli", "pydantic"},
    *{"json", "re", "decimal", "dataclasses", "pathlib", "typing", "datetime"},
}
DRAWING = {
    "output.tables",
    "output.cells",
    "output.card",
    "output.layout",
    "output.bars",
    "output.picture",
    "output.progress",
}
"""The modules that use Rich."""


class Import(NamedTuple):
    name: str
    is_late: bool
    """Inside a function, so not when the module is imported."""


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room(module: str) -> str:
    return module.partition(".")[0]


def imports(source: str) -> Iterator[Import]:
    """What a module imports at run time: not what stands under `if TYPE_CHECKING`."""

    def visit(node: ast.AST, *, is_late: bool) -> Iterator[Import]:
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                for other in node.orelse:
                    yield from visit(other, is_late=is_late)
                return
            case ast.Import():
                yield from (Import(alias.name, is_late) for alias in node.names)
            case ast.ImportFrom():
                assert node.level == 0, "imports are absolute"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}".removeprefix("laichau_cli.")
                    found = f"laichau_cli.{whole}" if whole in MODULES else str(node.module)
                    yield Import(found, is_late)
        inside = is_late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, is_late=inside)

    return visit(ast.parse(source), is_late=False)


def ours(module: str) -> Iterator[str]:
    """The modules of the package that one of them imports, at any time."""
    for found in imports(MODULES[module].read_text(encoding="utf-8")):
        name = found.name.removeprefix("laichau_cli").removeprefix(".")
        if found.name.startswith("laichau_cli"):
            yield name or "__init__"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_rooms_below(module: str) -> None:
    own = room(module)
    assert own in ROOMS, f"{module}: a room that no one knows; say what it may import"
    for found in ours(module):
        allowed = {own, *EVERYBODYS, *ROOMS[own], "__init__"}
        assert room(found) in allowed, f"{module} imports {found}"


def test_no_room_is_above_itself() -> None:
    def above(name: str, seen: tuple[str, ...] = ()) -> None:
        assert name not in seen, " → ".join([*seen, name])
        for below in ROOMS[name]:
            above(below, (*seen, name))

    for name in ROOMS:
        above(name)


def test_no_module_imports_itself_in_a_circle() -> None:
    def visit(module: str, seen: tuple[str, ...]) -> None:
        assert module not in seen, " → ".join([*seen, module])
        if module in done:
            return
        for found in ours(module):
            if found in MODULES and found != "__init__":
                visit(found, (*seen, module))
        done.add(module)

    done: set[str] = set()
    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize("module", sorted(DRAWING))
def test_only_what_draws_uses_rich(module: str) -> None:
    assert module in MODULES
    for name, path in MODULES.items():
        uses = any(
            found.name.partition(".")[0] == "rich"
            for found in imports(path.read_text(encoding="utf-8"))
        )
        assert not uses or name in DRAWING, f"{name} uses Rich"


@pytest.mark.parametrize("file", [*MODULES.values()], ids=[*MODULES])
def test_only_the_command_line_knows_typer(file: Path) -> None:
    names = {found.name.partition(".")[0] for found in imports(file.read_text(encoding="utf-8"))}
    assert "click" not in names
    assert "typer" not in names or module_name(file) == "cli.app"


@pytest.mark.parametrize(
    "argv",
    [["get", "debt"], ["show"], ["show", "all"], ["show", "debt"], ["search", "duong"],
     ["compare-target"]],
    ids=" ".join,
)  # fmt: skip
def test_a_warm_call_loads_nothing_slow(
    argv: list[str], environ: dict[str, str], laichau: Laichau
) -> None:
    laichau(*argv, base=SMALL)  # the index is warm from here on
    program = (
        "import sys\n"
        "from laichau_cli.__main__ import run\n"
        f"sys.argv[1:] = {argv!r}\n"
        "try:\n    run()\n"
        "except SystemExit as end:\n    print(end.code, *sys.modules, sep='\\n', file=sys.stderr)\n"
    )
    env = {name: value for name, value in environ.items() if not name.startswith("COV")}
    env |= {"LAICHAU_FACTS": str(SMALL), "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], env=env, capture_output=True, text=True, check=True
    )
    status, *loaded = done.stderr.splitlines()
    assert (status, "_sqlite3" in loaded) == ("0", True)
    assert not set(loaded) & SLOW
