"""What a person's screen shows: colour, any width, nothing that acts, real pseudo-terminals."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
from fcntl import ioctl
from termios import TIOCSWINSZ
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.conftest import SMALL, command

if TYPE_CHECKING:
    from tests.conftest import Laichau

ESC = "\x1b"


def quiet(environ: dict[str, str], **more: str) -> dict[str, str]:
    return {**environ, "LAICHAU_FACTS": str(SMALL), **more}


# ---- colour

COLOURED = [
    ([], {}),
    ([], {"TERM": "xterm"}),
    ([], {"FORCE_COLOR": "1", "TERM": "dumb"}),
    ([], {"NO_COLOR": ""}),
    (["--color", "always"], {}),
    (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}),
]
PLAIN = [
    ([], {"NO_COLOR": "1"}),
    ([], {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}),
    ([], {"TERM": "dumb"}),
    (["--color", "never"], {}),
    (["--color", "never"], {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}),
]
SHOWN = [["show", "all"], ["show"], ["show", "growth"], ["compare-target"], ["search", "road"]]


@pytest.mark.parametrize(("options", "env"), COLOURED, ids=str)
def test_colour_on_a_terminal(options: list[str], env: dict[str, str], laichau: Laichau) -> None:
    for argv in SHOWN:
        assert ESC in laichau(*argv, *options, base=SMALL, tty=True, env=env).stdout


@pytest.mark.parametrize(("options", "env"), PLAIN, ids=str)
def test_no_escape_at_all_without_colour(
    options: list[str], env: dict[str, str], laichau: Laichau
) -> None:
    for argv in SHOWN:
        assert ESC not in laichau(*argv, *options, base=SMALL, tty=True, env=env).stdout


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
    ids=str,
)
def test_colour_in_a_pipe(env: dict[str, str], coloured: bool, laichau: Laichau) -> None:
    for argv in SHOWN:
        assert (ESC in laichau(*argv, "-f", "table", base=SMALL, env=env).stdout) is coloured
        assert ESC not in laichau(*argv, base=SMALL, env=env).stdout


# ---- width


@pytest.mark.parametrize("width", [1, 2, 20, 79, 10_000])
@pytest.mark.parametrize(
    "argv",
    [["show", "all"], ["show", "road-length"], ["compare-target"], ["search", "road"], ["show"]],
    ids=" ".join,
)
def test_a_screen_of_any_width(argv: list[str], width: int, laichau: Laichau) -> None:
    drawn = laichau(*argv, base=SMALL, tty=True, width=width, env={"NO_COLOR": "1"})
    assert (drawn.status, drawn.stderr) == (0, "")
    widest = max(map(cell_len, drawn.stdout.splitlines()))
    assert widest <= max(width, 200)
    letters = set("".join(drawn.stdout.split()))
    assert letters >= set("road" if argv[-1] != "compare-target" else "exceeded")


def test_more_fields_than_any_screen_shows(laichau: Laichau) -> None:
    fields = ",".join(["id"] * 101)
    assert laichau("show", "--fields", fields, base=SMALL) == (
        2,
        "",
        "laichau: --fields names 101 fields; it takes up to 100\n",
    )


@pytest.mark.parametrize("columns", ["", "0", "-5", "many", "²", "9" * 50])
def test_columns_that_make_no_sense(columns: str, laichau: Laichau) -> None:
    found = laichau("show", base=SMALL, tty=True, env={"COLUMNS": columns})
    assert (found.status, found.stderr) == (0, "")


# ---- what data and words of the command line may not do


def test_markup_in_data_is_only_text(laichau: Laichau) -> None:
    drawn = laichau("show", "inert", base=SMALL, tty=True, width=200, env={"NO_COLOR": "1"}).stdout
    assert "[bold]bold[/bold] :smile: | `a` <b>" in drawn
    assert "»[link=x]đậm[/link]«" in drawn


@pytest.mark.parametrize("tty", [False, True])
@pytest.mark.parametrize(
    "argv",
    [
        ["show", "\x1b[31mx\u202e\n"],
        ["get", "\x1b]0;x\x07"],
        ["search", "zzzz\x1bqqqq"],
        ["show", "--facts", "/no\x1b/such\n"],
        ["compare-target", "--status", "\x1b"],
        ["show", "--fields", "\x9b"],
        ["show", "--\x1b[31m"],
        ["\x1b[31m"],
    ],
    ids=ascii,
)
def test_escapes_in_the_command_line_are_shown(
    argv: list[str], tty: bool, laichau: Laichau
) -> None:
    status, _, stderr = laichau(*argv, tty=tty, env={"NO_COLOR": "1"})
    assert status in (1, 2, 3)
    assert not set(stderr) & set("\x1b\x07\x9b\u202e")
    assert "\\x" in stderr
    assert all(line.startswith("laichau: ") for line in stderr.splitlines())


def test_bytes_that_are_no_text_in_the_command_line(environ: dict[str, str]) -> None:
    done = subprocess.run(
        [*map(os.fsencode, command("show")), b"\xff\xfe"],
        env=environ,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"\\udcff\\udcfe" in done.stderr


# ---- pseudo-terminals


def on_a_terminal(argv: list[str], env: dict[str, str], *, columns: int) -> tuple[int, str]:
    """Status, and all that appears on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        command(*argv), env=env, stdin=theirs, stdout=theirs, stderr=theirs
    ) as run:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux's way to say that nobody writes any more
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return run.returncode, shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_a_table_in_colour(environ: dict[str, str]) -> None:
    status, shown = on_a_terminal(["show", "debt"], quiet(environ, TERM="xterm"), columns=60)
    assert status == 0
    assert ESC in shown
    assert "\t" not in shown


@pytest.mark.parametrize("columns", [50, 100])
def test_a_table_fits_the_terminal(columns: int, environ: dict[str, str]) -> None:
    status, shown = on_a_terminal(["show", "all"], {**environ, "NO_COLOR": "1"}, columns=columns)
    assert status == 0
    widest = max(map(cell_len, shown.splitlines()))
    assert columns // 2 < widest <= columns


def test_a_message_on_a_terminal(environ: dict[str, str]) -> None:
    status, shown = on_a_terminal(["show", "dbet"], quiet(environ), columns=80)
    assert (status, shown) == (1, "laichau: no fact or topic 'dbet' (did you mean 'debt'?)\n")
