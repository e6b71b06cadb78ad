"""Real processes: streams that close, disks that are full, odd encodings, signals, strict Pythons.

The right answer, or one message and the status that is due; never noise, and no half file.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laichau_cli.__main__ import main
from laichau_cli.output import progress
from laichau_cli.output.terminal import Terminal
from tests.conftest import SHIPPED, SMALL, Stream, call, command, with_no_other_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Process

Env = dict[str, str]

# ---- streams that end

READ = [["show", "all"], ["show", "all", "-f", "table"], ["get", "papi-rank"], ["-h"]]


@pytest.mark.parametrize("argv", READ, ids=" ".join)
@pytest.mark.parametrize("read", [0, 10])
def test_a_reader_who_leaves_is_no_error(argv: list[str], read: int, environ: Env) -> None:
    with subprocess.Popen(
        command(*argv), env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        if read:
            os.read(running.stdout.fileno(), read)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


class Leaves(io.StringIO):
    """A reader who leaves after so many characters."""

    def __init__(self, stay: int) -> None:
        super().__init__()
        self._stay = stay

    def write(self, text: str) -> int:
        self._stay -= len(text)
        if self._stay < 0:
            raise BrokenPipeError
        return len(text)


@pytest.mark.parametrize(
    "argv", [["show", "all", "-f", "table"], ["compare-target", "-f", "table"]], ids=" ".join
)
def test_a_reader_may_leave_at_any_character(argv: list[str], environ: Env) -> None:
    whole = Stream(tty=False)
    env = {**environ, "LAICHAU_FACTS": str(SMALL)}
    assert main(argv, Terminal(whole, Stream(tty=False), env)) == 0
    for stay in range(0, len(whole.getvalue()), max(1, len(whole.getvalue()) // 40)):
        stderr = Stream(tty=False)
        assert main(argv, Terminal(Leaves(stay), stderr, env)) == 0
        assert stderr.getvalue() == ""


@pytest.mark.parametrize("argv", READ, ids=" ".join)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")
def test_a_full_disk_is_said(argv: list[str], environ: Env) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command(*argv), env=environ, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "laichau: cannot write to standard output: No space left on device\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    ("argv", "status"),
    [(["get", "nosuch"], 1), (["--bad"], 2), (["get", "x", "--facts", "/no"], 3), (["-h"], 0)],
    ids=str,
)
def test_messages_that_cannot_be_written(argv: list[str], status: int, environ: Env) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*argv), env=environ, stdout=subprocess.PIPE, stderr=full, check=False
        )
        assert done.returncode == status
        done = subprocess.run(command(*argv), env=environ, stdout=full, stderr=full, check=False)
        assert done.returncode == (status or 1)


def test_a_file_that_grows_too_large_is_said(cold: Env, tmp_path: Path) -> None:
    """Half an answer has a status of its own."""
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            ["prlimit", "--fsize=1000", *command("show", "all", "--json")],
            env=with_no_other_files(cold), stdout=out, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b"laichau: cannot write to standard output: File too large\n"


def with_closed(streams: str, argv: list[str], env: Env) -> tuple[int, bytes, bytes]:
    shell = f"exec {' '.join(command(*argv))} {streams}"
    done = subprocess.run(
        ["sh", "-c", shell],
        env={**env, "LAICHAU_FACTS": str(SMALL)},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("argv", [["get", "debt"], ["show"], ["show", "-f", "table"]], ids=" ".join)
def test_a_closed_standard_output_is_said(argv: list[str], environ: Env) -> None:
    status, stdout, stderr = with_closed(">&-", argv, environ)
    assert (status, stdout) == (1, b"")
    assert stderr.startswith(b"laichau: cannot write to standard output")
    assert stderr.count(b"\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="the system has no /dev/stdout")
@pytest.mark.parametrize("argv", [["show", "--svg"], ["export", "--force"]], ids=" ".join)
def test_a_pipe_has_no_place_for_files(argv: list[str], process: Process) -> None:
    reason = "is no regular file; name another, or - for standard output"
    message = f"laichau: /dev/stdout: cannot be written: {reason}\n"
    assert process(*argv, "/dev/stdout") == (1, "", message)


def test_a_closed_standard_input_does_not_matter(environ: Env) -> None:
    assert with_closed("<&-", ["get", "debt"], environ) == (0, b"30\n", b"")


def test_a_closed_standard_error_does_not_matter(environ: Env) -> None:
    assert with_closed("2>&-", ["get", "debt"], environ) == (0, b"30\n", b"")
    assert with_closed("2>&-", ["get", "dbet"], environ) == (1, b"", b"")


# ---- encodings


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "argv", [["show", "money"], ["show", "money", "-f", "table"]], ids=" ".join
)
def test_utf_8_whatever_the_locale(argv: list[str], env: Env, process: Process) -> None:
    env = {"LAICHAU_FACTS": str(SMALL), "LAICHAU_LANG": "vi", **env}
    status, stdout, stderr = process(*argv, env=env)
    assert (status, stderr) == (0, "")
    assert "Tăng trưởng" in stdout


def test_messages_are_utf_8_too(process: Process) -> None:
    found = process("show", "đường nào", env={"PYTHONIOENCODING": "ascii"})
    assert (found.status, found.stdout) == (1, "")
    assert "'đường nào'" in found.stderr


@pytest.mark.parametrize("format_", ["tsv", "json"])
def test_formats_of_machines_do_not_know_the_locale(format_: str, process: Process) -> None:
    plain = process("show", "all", "--lang", "en", "-f", format_, env={"LC_ALL": "C"})
    assert process("show", "all", "--lang", "en", "-f", format_, env={"LC_ALL": "vi_VN"}) == plain


# ---- how Python is started, and where

STRICT = [
    (["-X", "dev", "-W", "error"], {}),
    (["-OO"], {}),
    (["-I"], {}),
    ([], {"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "TERM": "dumb"}),
    (
        [],
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    ),
]


@pytest.mark.parametrize(("flags", "env"), STRICT, ids=str)
def test_python_may_be_as_strict_as_it_likes(flags: list[str], env: Env, environ: Env) -> None:
    environ["LAICHAU_FACTS"] = str(SMALL)
    for argv in (["show", "money", "--lang", "vi"], ["compare-target", "-f", "table"]):
        done = subprocess.run(
            [sys.executable, *flags, "-m", "laichau_cli", *argv],
            env={**environ, **env},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode() == call(argv, environ).stdout


NO_SQLITE = "import sys; sys.modules['_sqlite3'] = None"
NO_FTS5 = """
import _sqlite3, sqlite3

class Lesser(sqlite3.Connection):
    def executescript(self, script):
        if "fts5" in script:
            raise sqlite3.OperationalError("no such module: fts5")
        return super().executescript(script)

connect = sqlite3.connect
sqlite3.connect = _sqlite3.connect = lambda *args, **given: connect(*args, factory=Lesser, **given)
"""


@pytest.mark.parametrize(
    ("python", "argv", "lack"),
    [
        (NO_SQLITE, ["get", "debt"], "this Python has no SQLite"),
        (NO_SQLITE, ["check"], "this Python has no SQLite"),
        (NO_SQLITE, ["--help"], "this Python has no SQLite"),
        (NO_FTS5, ["get", "debt"], "the SQLite of this Python has no full-text search (FTS5)"),
    ],
)
def test_what_a_lesser_python_lacks_is_said(
    python: str, argv: list[str], lack: str, cold: Env, tmp_path: Path, process: Process
) -> None:
    (tmp_path / "sitecustomize.py").write_text(python, encoding="utf-8")
    env = {**cold, "PYTHONPATH": str(tmp_path), "LAICHAU_FACTS": str(SMALL)}
    message = f"laichau: {lack}, which laichau needs; use another Python\n"
    assert process(*argv, env=env) == (1, "", message)


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root may become somebody else, and setpriv does it",
)
def test_nobody_may_run_it_from_a_tree_they_cannot_write_to(tmp_path: Path, article: Path) -> None:
    """Read-only install, unreadable cache, no home, a working folder that is gone."""
    may_read = subprocess.run(
        [
            *("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"),
            *(sys.executable, "-c", "import pydantic, typer, rich, tomli"),
        ],
        cwd="/",
        capture_output=True,
        check=False,
    )
    if may_read.returncode:
        pytest.skip("nobody may not read the environment that the tests run in")
    place = Path("/tmp") / f"laichau-nobody-{os.getpid()}"
    try:
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SHIPPED.parent / "laichau_cli", place / "laichau_cli", ignore=compiled)
        shutil.copy(article, place / "laichau_cli/facts.toml")
        shutil.copy(SMALL, place / "small.toml")
        (place / "cache/laichau").mkdir(parents=True)
        os.chown(place / "cache/laichau", 65534, 65534)
        (place / "cache/laichau").chmod(0o700)
        (place / "home").mkdir(mode=0o700)
        site = [path for path in sys.path if path.endswith("site-packages")]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(place), *site])}
        files = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
        nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
        gone = "mkdir gone && cd gone && rmdir ../gone; "
        folders = [
            {"XDG_CACHE_HOME": str(place / "cache")},
            {"XDG_CACHE_HOME": str(place / "home"), "HOME": str(place / "home")},
            {},
        ]
        for folder in folders:
            for argv in (
                ["get", "papi-rank"],
                ["get", "debt", "--facts", str(place / "small.toml")],
            ):
                words = f"{nobody} {sys.executable} -m laichau_cli {' '.join(argv)}"
                done = subprocess.run(
                    ["sh", "-c", f"cd {tmp_path}; {gone}exec {words}"],
                    env={**env, **folder}, capture_output=True, check=False, timeout=60,
                )  # fmt: skip
                assert (done.returncode, done.stderr) == (0, b"")
                assert done.stdout in (b"27/63\n", b"30\n")
        ours = {path: time_ for path, time_ in files.items() if "cache" not in path.parts}
        assert all(path.stat().st_mtime_ns == time_ for path, time_ in ours.items())
        assert not list(place.rglob("*.py[co]"))
    finally:
        shutil.rmtree(place, ignore_errors=True)


# ---- signals


@pytest.fixture
def heeded() -> Iterator[None]:
    """Children heed SIGINT, though a suite in the background (`nohup … &`) is started without."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the pipe cannot be made small")
@pytest.mark.parametrize("signals", [1, 2])
@pytest.mark.usefixtures("heeded")
def test_an_interrupt_while_nobody_reads(signals: int, environ: Env) -> None:
    with subprocess.Popen(
        command("show", "all", "-f", "table"),
        env=with_no_other_files(environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        fcntl.fcntl(running.stdout, fcntl.F_SETPIPE_SZ, 4096)
        running.stdout.read(1)
        time.sleep(0.5)
        for _ in range(signals):
            running.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert running.wait(timeout=10) == 130
        assert running.stderr.read() == b""


def interrupted(argv: list[str], env: Env, folder: Path, wait: float) -> tuple[int, bytes, bytes]:
    program = (
        "import sys, laichau_cli.__main__ as m; sys.stderr.write('.'); sys.stderr.flush(); m.run()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, *argv],
        env=with_no_other_files(env),  # coverage has locks, and an interrupt may leave one closed
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.read(1) == b"."
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    return running.returncode, out, err


def interrupts(env: Env, folder: Path, *, times: int, seed: int) -> None:
    """SIGINT at random moments of real calls: a status of 130 or the end, and no half files."""
    dice = random.Random(seed)
    calls = [
        ["get", "papi-rank"], ["show", "all", "--json"], ["show", "all", "-f", "table"],
        ["show", "--svg", "x.svg"], ["export", "x.sqlite"], ["check"], ["search", "cap quang"],
    ]  # fmt: skip
    for n in range(times):
        for left in folder.glob("x.*"):
            left.unlink()
        if n % 2:
            shutil.rmtree(env["XDG_CACHE_HOME"], ignore_errors=True)
        status, out, err = interrupted(calls[n % len(calls)], env, folder, dice.uniform(0.002, 0.5))
        assert status in (0, 130, -signal.SIGINT), err
        assert b"Traceback" not in err
        assert status == 0 or err == b"" or err.startswith(b"laichau: wrote")
        assert not list(folder.glob("*.tmp"))
        assert not list(Path(env["XDG_CACHE_HOME"]).rglob("*.tmp"))
        for picture in folder.glob("x.svg"):
            assert picture.read_text(encoding="utf-8").rstrip().endswith("</svg>")
        if status == 0 and out.startswith(b"["):
            json.loads(out)


@pytest.mark.usefixtures("heeded")
def test_an_interrupt_at_any_moment(cold: Env, tmp_path: Path) -> None:
    interrupts(cold, tmp_path, times=7, seed=3)


@pytest.mark.long
@pytest.mark.usefixtures("heeded")
def test_an_interrupt_at_any_moment_for_long(cold: Env, tmp_path: Path) -> None:
    interrupts(cold, tmp_path, times=300, seed=4)


def test_a_bar_leaves_no_cursor_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    stderr = Stream(tty=True)
    bar = progress.Bar(Terminal(Stream(tty=True), stderr, {"COLUMNS": "80"}))
    bar("reading", 1, 2)
    time.sleep(0.3)
    bar.close()
    assert "reading" in stderr.getvalue()
    assert "\x1b[?25l" not in stderr.getvalue()
