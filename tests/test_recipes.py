"""The recipes of docs/recipes.md, run as they stand, each in an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

PAGE = SHIPPED.parent / "docs/recipes.md"
BLOCK = re.compile(
    r"^```bash\n(?P<script>.*?)^```\n\n```text\n(?P<printed>.*?)^```$", re.MULTILINE | re.DOTALL
)
MAKEFILE = re.compile(r"^```make\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOOLS = ("jq", "sqlite3", "make", "python3")
"""Programs that recipes use and a system may lack."""


class Recipe(NamedTuple):
    """A script of the page and what it is said to print."""

    line: int
    script: str
    printed: str

    @property
    def tools(self) -> list[str]:
        return [
            tool
            for tool in TOOLS
            if re.search(rf"^\W*{tool} |\| *{tool} |\|\s+{tool} ", self.script, re.MULTILINE)
        ]


def recipes() -> list[Recipe]:
    text = PAGE.read_text(encoding="utf-8")
    return [
        Recipe(text.count("\n", 0, block.start()) + 1, block["script"], block["printed"])
        for block in BLOCK.finditer(text)
    ]


def named(recipe: Recipe) -> str:
    return f"line {recipe.line} ({', '.join(recipe.tools) or 'bash alone'})"


def test_every_block_is_a_recipe() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(recipes()) == len(re.findall(r"^```bash$", text, re.MULTILINE))
    assert {tool for recipe in recipes() for tool in recipe.tools} == set(TOOLS)


@pytest.mark.parametrize("recipe", recipes(), ids=named)
def test_recipes_print_what_they_say(
    recipe: Recipe, tmp_path: Path, environ: dict[str, str]
) -> None:
    for tool in ("bash", *recipe.tools):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    assert played(recipe, tmp_path, environ) == (0, recipe.printed, "")


def played(recipe: Recipe, folder: Path, environ: dict[str, str]) -> tuple[int, str, str]:
    """What a recipe leaves behind in an empty folder with the files it speaks of."""
    work, programs = folder / "work", folder / "bin"
    work.mkdir()
    programs.mkdir()
    program = programs / "laichau"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m laichau_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    if "make" in recipe.tools:
        (makefile,) = MAKEFILE.findall(PAGE.read_text(encoding="utf-8"))
        (work / "Makefile").write_text(makefile, "utf-8")
        shutil.copy(SHIPPED, work / "facts.toml")
        shutil.copytree(SHIPPED.parent / "seeds", work / "seeds")
    done = subprocess.run(
        ["bash", "-c", recipe.script],
        env={
            **environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(SHIPPED.parent),
        },
        cwd=work,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
