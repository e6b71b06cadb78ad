"""What a person sees, kept as it looks: tables, cards and goals at several widths.

`python tests/test_screens.py` writes the golden files anew: look at what it changes.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from laichau_cli.__main__ import main
from laichau_cli.output.links import to_words
from laichau_cli.output.terminal import Terminal
from tests.conftest import ARTICLE, SMALL, TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau

SHOWN = TESTS / "bases/valid/shown/facts.toml"
GOLDEN = TESTS / "golden/screens"
SCREENS = {
    "topics": (SHOWN, ["show"]),
    "facts": (SHOWN, ["show", "all"]),
    "card": (SHOWN, ["show", "road-length"]),
    "card-of-2024": (SHOWN, ["show", "road-length", "--at", "2024"]),
    "goals": (SHOWN, ["compare-target"]),
    "hits": (SHOWN, ["search", "road"]),
    "sources": (SHOWN, ["sources"]),
    "kinds": (SMALL, ["show", "all"]),
}
"""Each golden file: the base and the command line."""
VIEWS = ((60, "en"), (80, "en"), (80, "vi"), (120, "en"))


def seen(base: Path, argv: list[str]) -> str:
    """A screen in every view, one below the other."""
    parts = []
    for width, lang in VIEWS:
        environ = {**os.environ, "COLUMNS": str(width), "LAICHAU_FACTS": str(base)}
        stdout = io.StringIO(newline="")
        status = main([*argv, "--lang", lang, "-f", "table"], Terminal(stdout, stdout, environ))
        assert status == 0
        parts.append(f"==== {width} {lang}\n\n{stdout.getvalue()}\n")
    return "".join(parts)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_looks_as_it_was_kept(
    name: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", environ)
    assert seen(*SCREENS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_file_is_a_screen() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SCREENS)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("argv", [["show", "all"], ["compare-target"], ["search", "cap quang"]])
def test_nothing_is_lost_at_any_width(argv: list[str], lang: str, laichau: Laichau) -> None:
    """Every word of ours and every id is whole, and no line is longer than the screen."""
    ids = set(laichau("show", "all", "--fields", "id", "--no-header").stdout.split())
    wide = laichau(*argv, "-f", "table", "--lang", lang, width=99).stdout.split()
    for width in (60, 80, 98, 120, 160):
        shown = laichau(*argv, "-f", "table", "--lang", lang, width=width).stdout
        assert max(map(cell_len, shown.splitlines())) <= width
        assert width >= 100 or sorted(shown.split()) == sorted(wide)
        assert ids <= {*shown.split()} or argv != ["show", "all"]


def test_figures_stand_before_words(laichau: Laichau) -> None:
    shown = laichau("show", "digital", "-f", "table", width=80).stdout
    assert shown.count("  In words\n") == 1
    assert "%" not in shown.partition("  In words\n")[2]


# ---- addresses


def test_an_address_is_a_link_on_a_terminal_alone(laichau: Laichau) -> None:
    argv = ["show", "road-length", "--color", "always", "-f", "table"]
    on_screen = laichau(*argv, base=SHOWN, tty=True).stdout
    (link,) = re.findall(r"\x1b\]8;id=[^;]*;([^\x1b]+)\x1b\\", on_screen)
    assert (
        link
        == "https://example.org/bao-cao#:~:text=tr%C3%AAn%201.200%2C5%20km%20%C4%91%C6%B0%E1%BB%9Dng"
    )
    assert "\x1b]8" not in laichau(*argv, base=SHOWN).stdout
    assert "\x1b[1mTotal length of the roads of the province\x1b[0m" in on_screen
    assert "\x1b]8" not in laichau("sources", *argv[2:], base=SHOWN).stdout


@pytest.mark.parametrize(
    ("url", "words", "address"),
    [
        ("https://e.org/a", "4-5 km, a & b", "https://e.org/a#:~:text=4%2D5%20km%2C%20a%20%26%20b"),
        ("https://e.org/a#b", "x", "https://e.org/a#b:~:text=x"),
        ("https://e.org/", "one " * 30 + "end", "https://e.org/#:~:text=one%20one%20one%20one,one%20one%20one%20end"),
    ],
)  # fmt: skip
def test_an_address_names_the_words(url: str, words: str, address: str) -> None:
    assert to_words(url, words) == address


def test_an_address_is_whole_on_any_screen(laichau: Laichau) -> None:
    shown = laichau("show", "papi-rank", "-f", "table", base=ARTICLE, width=40).stdout
    lines = shown.splitlines()
    (address,) = [line for line in lines if line.startswith("https://")]
    assert address.endswith(".html")
    assert max(cell_len(line) for line in lines if line != address) <= 40


if __name__ == "__main__":
    for screen, (base, argv) in SCREENS.items():
        (GOLDEN / f"{screen}.txt").write_text(seen(base, argv), encoding="utf-8")
    sys.exit()
