"""What a call costs, as a ratio to `python -c pass` of the same environment.

    python benchmarks/speed.py [--runs 15] [--large 100000] [--seconds 115]

Processor time of whole processes, medians: calls wait for nothing, and what else the machine does
falls on it least. Each call is run in turn with what it is compared with. Only a first screen is
timed by the clock. A row is printed when it is measured; the status is 1 where a
bar is missed. What `--seconds` leave no time for is said to be left out. `--large 0` leaves out the
large bases, most of whose time goes into their first call.
"""

from __future__ import annotations

import argparse
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LAICHAU = os.path.join(os.path.dirname(sys.executable), "laichau")
PYTHON = [sys.executable, "-c", "pass"]
INSTALLED = [sys.executable, "-P", "-c", "from laichau_cli.__main__ import run; run()"]
LOAD = "import sys, tomli; tomli.load(open(sys.argv[1], 'rb'))"
SCREEN = 40
"""Lines of a first screen."""

BASIC = [
    ("get FACT", ["get", "fibre-optic-cable"], 2.1),
    ("get --field", ["get", "fibre-optic-cable", "--field", "unit"], 3),
    ("show TOPIC", ["show", "digital.society"], 3),
    ("show --json", ["show", "digital.society", "--json"], 3),
    ("show --at latest -f csv", ["show", "digital", "--at", "latest", "-f", "csv"], 3),
    ("search WORD WORD", ["search", "cap", "quang"], 3),
    ("search --limit", ["search", "cáp", "--limit", "3"], 3),
    ("compare-target", ["compare-target"], 3),
    ("compare-target --status", ["compare-target", "--status", "short"], 3),
    ("cite --style bibtex", ["cite", "papi-rank", "--style", "bibtex"], 3),
]
ON_SCREEN = [
    ("show TOPIC, terminal", ["show", "digital.society"], 8.5),
    ("show FACT, terminal", ["show", "papi-rank"], 8.5),
    ("search WORD, terminal", ["search", "cáp"], 8.5),
    ("compare-target, terminal", ["compare-target"], 8.5),
]
LARGE = [
    ("get FACT", ["get", "fibre-optic-cable"]),
    ("show TOPIC", ["show", "digital.society"]),
    ("search WORD WORD", ["search", "cap", "quang"]),
]
THIRTY = [f"digital.{name}" for name in ("infrastructure", "platforms", "economy", "society")]


class Call(NamedTuple):
    """A process to time."""

    argv: list[str]
    env: dict[str, str]
    on_screen: bool = False
    lines: int | None = None
    """On a screen, stop the clock at so many lines; None is at the end."""

    def seconds(self) -> float:
        """What one process takes."""
        if self.on_screen:
            return on_screen(self.argv, self.env, self.lines)
        return piped(self.argv, self.env)


def environment(cache: str, **more: str) -> dict[str, str]:
    """The environment of every call: bytecode compiled, streams buffered, a cache of our own."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "XDG_CACHE_HOME": cache, "TERM": "xterm-256color", "COLUMNS": "100", **more}


def piped(argv: list[str], env: dict[str, str]) -> float:
    """Processor seconds of a call with its output piped away."""
    process = subprocess.Popen(
        argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout as output:
        output.read()
    return used(process.pid)


def used(child: int) -> float:
    """Processor seconds of a process that ends."""
    _, _, usage = os.wait4(child, 0)
    return usage.ru_utime + usage.ru_stime


def on_screen(argv: list[str], env: dict[str, str], lines: int | None) -> float:
    """The same of a call on a terminal; or seconds by the clock until it has written `lines`."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(argv[0], argv, env)
    written, taken = 0, 0.0
    while True:
        try:
            read = os.read(terminal, 1 << 16)
        except OSError:
            break
        written += read.count(b"\n")
        if not taken and lines is not None and written >= lines:
            taken = time.perf_counter() - began
        if not read:
            break
    os.close(terminal)
    cpu = used(child)
    return taken or cpu


class Table:
    """Measures row by row and prints each at once, until the time is up."""

    def __init__(self, runs: int, seconds: float) -> None:
        self.runs = runs
        self.end = time.monotonic() + seconds
        self.missed = 0

    def left(self, needed: float, what: str) -> bool:
        """Whether there is time for something; says so if there is not."""
        if time.monotonic() + needed < self.end:
            return True
        print(f"{what}: left out, the time is up", flush=True)
        return False

    def row(self, name: str, call: Call, bar: float | None, against: Call, of: str = "") -> None:
        """Time a call in turn with another, and print its row; the first time does not count."""
        taken: list[tuple[float, float]] = []
        while len(taken) <= self.runs and time.monotonic() < self.end:
            taken.append((call.seconds(), against.seconds()))
        if len(taken) < 2:
            print(f"{name}: left out, the time is up", flush=True)
            return
        median, other = map(statistics.median, zip(*taken[1:], strict=True))
        ratio = median / other
        verdict = "" if bar is None else "ok" if ratio <= bar else "MISSED"
        self.missed += verdict == "MISSED"
        at_most = "" if bar is None else f"{bar:g} × {of or 'python'}"
        print(f"| {name} | {median * 1e3:.1f} | {ratio:.2f} | {at_most} | {verdict} |", flush=True)


def made(folder: str, facts: int) -> str:
    """A generated base with the facts that ship among its own."""
    path = os.path.join(folder, f"{facts}.toml")
    generate = [sys.executable, os.path.join(HERE, "generate.py"), str(facts), path]
    subprocess.run([*generate, "--with", os.path.join(ROOT, "facts.toml")], check=True)
    return path


def as_installed(folder: str) -> dict[str, str]:
    """An environment without home and cache, of the package as a wheel has it: with its index."""
    from laichau_cli.index.store import SHIPPED, compile_shipped

    package = os.path.join(folder, "laichau_cli")
    shutil.copytree(os.path.join(ROOT, "laichau_cli"), package)
    shutil.copy(os.path.join(ROOT, "facts.toml"), package)
    shutil.copytree(os.path.join(ROOT, "seeds"), os.path.join(package, "seeds"))
    compile_shipped(os.path.join(package, "facts.toml"), os.path.join(package, SHIPPED))
    return {"PYTHONPATH": folder}


def others(folder: str, env: dict[str, str]) -> list[tuple[str, list[str]]]:
    """What other programs are asked for the same figure, where they are installed."""
    database, lines = os.path.join(folder, "base.sqlite"), os.path.join(folder, "base.jsonl")
    for path in (database, lines):
        subprocess.run([LAICHAU, "export", path], env=env, capture_output=True, check=True)
    query = "SELECT value FROM facts WHERE id = 'fibre-optic-cable'"
    calls = [
        ("sqlite3, from our export", ["sqlite3", database, query]),
        ("sqlite-utils, from our export", ["sqlite-utils", database, query]),
        ("jq, from our export", ["jq", 'select(.id == "fibre-optic-cable").value', lines]),
        ("rg, in the base itself", ["rg", "-A5", "fibre-optic-cable", f"{ROOT}/facts.toml"]),
        ("gh --version", ["gh", "--version"]),
    ]
    return [(name, argv) for name, argv in calls if shutil.which(argv[0])]


def measure(table: Table, folder: str, large: int) -> None:
    """Every row, the dearest last."""
    env = environment(folder)
    python = Call(PYTHON, env)
    table.row("python -c pass", python, None, python)
    for name, argv, bar in BASIC:
        table.row(name, Call([LAICHAU, *argv], env), bar, python)
    installed = as_installed(folder)
    first = Call([*INSTALLED, "get", "papi-rank"], installed)
    table.row("first call ever, no home, no cache", first, 3, Call(PYTHON, installed))
    for name, argv in others(folder, env):
        table.row(name, Call(argv, env), None, python)
    for name, argv, bar in ON_SCREEN:
        table.row(name, Call([LAICHAU, *argv], env, on_screen=True), bar, python)
    if large and table.left(35, "10,000 facts"):
        base = made(folder, 10_000)
        load = Call([sys.executable, "-c", LOAD, base], env)
        again = environment(os.devnull, LAICHAU_FACTS=base)
        table.runs = 1
        first = Call([LAICHAU, "get", "papi-rank"], again)
        table.row("first call on 10,000 facts", first, 5, load, "tomli.load")
        table.runs = 5
        many = environment(folder, LAICHAU_FACTS=base)
        thirty = Call([LAICHAU, "show", *THIRTY], env, on_screen=True, lines=30)
        screen = Call([LAICHAU, "show", "all"], many, on_screen=True, lines=SCREEN)
        table.row("first screen of 10,000 rows", screen, 2, thirty, "table of 30 rows")
    if large and table.left(60, f"{large:,} facts"):
        measure_large(table, folder, large)


def measure_large(table: Table, folder: str, large: int) -> None:
    """The same calls on a large base, once its index is made."""
    env = environment(folder)
    on_large = environment(folder, LAICHAU_FACTS=made(folder, large))
    began = time.monotonic()
    try:
        left = table.end - time.monotonic()
        first = [LAICHAU, "get", "papi-rank"]
        subprocess.run(first, env=on_large, capture_output=True, check=True, timeout=left)
    except subprocess.TimeoutExpired:
        print(f"{large:,} facts: left out, the time is up", flush=True)
        return
    print(f"| first call on {large:,} facts | {(time.monotonic() - began) * 1e3:.0f} | | | |")
    table.runs = 11
    for name, argv in LARGE:
        call = Call([LAICHAU, *argv], on_large)
        table.row(f"{name}, {large:,} facts", call, 1.5, Call([LAICHAU, *argv], env), name)


def main() -> int:
    """Time every call and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=115)
    options = parser.parse_args()
    table = Table(options.runs, options.seconds)
    print("| call | ms | ratio | bar: at most | |\n|---|---:|---:|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        measure(table, folder, options.large)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
