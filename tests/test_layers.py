"""Which module imports which: arrows one way, and nothing slow on a warm call."""

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
SLOW = {
    *{"typer", "rich", "tomli", "pydantic"},
    *{"json", "re", "decimal", "dataclasses", "pathlib", "typing", "datetime"},
}
WARM = [
    *["__main__", "run", "request", "commands", "index", "search", "text", "figures", "records"],
    *["errors", "database", "output.terminal", "output.formats", "output.people"],
]
"""The modules of a call that is answered from the index alone."""
LAYERS = [
    {
        *{"text", "figures", "errors", "records", "model", "lines", "verdict", "examples"},
        *{"interrupts", "database"},
    },
    {"schema", "output.terminal", "output.people", "output.files"},
    {"build", "index", "output.formats"},
    {"search", "check", "output.tables", "cite", "export", "cache"},
    {"commands", "request"},
    {"run", "api", "completion"},
    {"cli"},
    {"__main__", "manpage"},
]
"""From the bottom: a module imports from its own layer and those below, the lowest from none."""
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}


DRAWING = {
    f"laichau_cli.output.{name}" for name in ("tables", "layout", "bars", "pictures", "progress")
}
"""The modules that use Rich."""


class Import(NamedTuple):
    name: str
    is_late: bool
    """Inside a function, so not when the module is imported."""


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
                    whole = f"{node.module}.{alias.name}"
                    yield Import(whole if whole in MODULES else str(node.module), is_late)
        inside = is_late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, is_late=inside)

    return visit(ast.parse(source), is_late=False)


def _name(file: Path) -> str:
    parts = ["laichau_cli", *file.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts).removesuffix(".__init__")


FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {_name(file) for file in FILES}


def of(module: str) -> list[Import]:
    file = PACKAGE / (module.replace(".", "/") + ".py")
    return list(imports(file.read_text(encoding="utf-8")))


def ours(module: str) -> set[str]:
    """What `module` imports of ours at run time, the package itself (its version) left out."""
    names = {name for name, _ in of(module) if name.startswith("laichau_cli.")}
    return {name.removeprefix("laichau_cli.") for name in names}


def test_modules_were_found() -> None:
    assert {f"laichau_cli.{module}" for module in {*WARM, *LEVEL} - {"check"}} <= MODULES


@pytest.mark.parametrize("module", sorted(LAYERS[0]))
def test_the_lowest_modules_stand_alone(module: str) -> None:
    assert ours(module) == set()


@pytest.mark.parametrize("module", sorted({*LEVEL} - {"check"}))
def test_arrows_point_one_way(module: str) -> None:
    above = {name for name in ours(module) if LEVEL.get(name, 0) > LEVEL[module]}
    assert above == set()


@pytest.mark.parametrize("file", [file for file in FILES if file.parent != PACKAGE], ids=_name)
def test_output_knows_records_and_not_commands(file: Path) -> None:
    known = {"text", "figures", "errors", "records", "interrupts"}
    names = ours(_name(file).removeprefix("laichau_cli.")) if file.stem != "__init__" else set()
    assert {name for name in names if not name.startswith("output")} <= known


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_only_tables_and_pictures_draw(file: Path) -> None:
    drawn = {
        name for name, _ in imports(file.read_text(encoding="utf-8")) if name.startswith("rich")
    }
    assert not drawn or _name(file) in DRAWING


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_only_the_command_line_knows_typer(file: Path) -> None:
    names = {name.partition(".")[0] for name, _ in imports(file.read_text(encoding="utf-8"))}
    assert "click" not in names
    assert "typer" not in names or _name(file) == "laichau_cli.cli"


@pytest.mark.parametrize("module", WARM)
def test_no_module_of_a_warm_call_imports_what_is_slow(module: str) -> None:
    assert not {
        name for name, is_late in of(module) if not is_late and name.partition(".")[0] in SLOW
    }


def test_imports_are_told_apart() -> None:
    source = (
        "import a\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    import b\nelse:\n    import c\n"
        "from laichau_cli import index\ndef f():\n    from d.e import g\n"
    )
    assert list(imports(source)) == [
        ("a", False),
        ("c", False),
        ("laichau_cli.index", False),
        ("d.e", True),
    ]


@pytest.mark.parametrize(
    "argv",
    [
        ["get", "debt"],
        ["show"],
        ["show", "all"],
        ["show", "debt"],
        ["search", "duong"],
        ["compare-target"],
    ],
    ids=" ".join,
)
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
