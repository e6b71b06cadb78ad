"""The manual page: current, whole, and fit for the programs that show it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib

import pytest

from laichau_cli.cli.examples import EXAMPLES
from laichau_cli.cli.options import OPTIONS, PROGRAM_OPTIONS, USAGES
from laichau_cli.output.cite import STYLES
from laichau_cli.output.formats import CHOICES
from scripts import manpage
from tests.conftest import SHIPPED

ROOT = SHIPPED.parent
KEPT = ROOT / "docs/laichau.1"
PAGE = manpage.page()


def plain() -> str:
    """The page without its requests and escapes."""
    return re.sub(r"\\f[BIR]", "", PAGE).replace(r"\-", "-")


def test_the_page_is_current() -> None:
    assert KEPT.read_text(encoding="ascii") == PAGE, "python scripts/manpage.py > docs/laichau.1"


def test_it_has_every_command_option_format_style_and_example() -> None:
    text = plain()
    assert all(f"\n.SS {name}\n" in text for name in USAGES)
    assert all(option.flag in text for option in (*OPTIONS, *PROGRAM_OPTIONS))
    for name in (*CHOICES, *STYLES):
        assert f"\n.TP\n{name}\n" in text
    for line, _ in (example for examples in EXAMPLES.values() for example in examples):
        assert re.sub(r"[^\x00-\x7f]", lambda m: f"\\[u{ord(m[0]):04X}]", line) in text


def test_it_has_the_environment_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([A-Z][A-Z_]{3,})`", readme):
        assert name in PAGE


def test_no_line_is_taken_for_a_request() -> None:
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".br", '.\\"'}
    requests = {line.split()[0] for line in PAGE.splitlines() if line.startswith((".", "'"))}
    assert requests == known
    assert manpage._text(r".a\b-ả") == r"\&.a\eb\-\[u1EA3]"


def test_the_wheel_carries_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert carried == {"docs/laichau.1": "share/man/man1/laichau.1"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_shows_it_without_a_warning() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", str(KEPT)]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert shown.stderr == ""
    assert "laichau search cáp quang" in re.sub(r".\x08|\x1b\[\d*m", "", shown.stdout)


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_finds_nothing_wrong() -> None:
    command = ["mandoc", "-Tlint", str(KEPT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")
