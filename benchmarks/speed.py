"""What a call costs, as a ratio to `python -c pass` of the same environment.

    python benchmarks/speed.py [--runs 31] [--large 100000]

Whole processes, warm, medians; the commands of a round are run one after the other, so that what
else the machine does falls on all alike. Every bar is printed beside its figure; the exit status is
1 where one is missed. `--large 0` leaves out the calls on large bases, which take a minute to make.
"""

from __future__ import annotations

import argparse
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
LAICHAU = os.path.join(os.path.dirname(sys.executable), "laichau")
EMPTY_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def one(): ...
@app.command()
def two(): ...
app(["one"])
"""
SCREEN = 40
"""Lines of a first screen."""


class Call(NamedTuple):
    """A command line to time, and the bar it is held to."""

    name: str
    argv: list[str]
    bar: float
    """At most so many times the call `against`."""
    against: str = "python"
    on_screen: bool = False
    lines: int | None = None
    """Stop the clock at so many lines; None is at the end."""


def environment(cache: str, **more: str) -> dict[str, str]:
    """The environment of every call: bytecode compiled, streams buffered, a cache of our own."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "XDG_CACHE_HOME": cache, "TERM": "xterm-256color", "COLUMNS": "100", **more}


def piped(argv: list[str], env: dict[str, str]) -> float:
    """Seconds that a call takes with its output piped away."""
    began = time.perf_counter()
    subprocess.run(argv, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return time.perf_counter() - began


def on_screen(argv: list[str], env: dict[str, str], lines: int | None) -> float:
    """Seconds until a call on a terminal has written `lines`, or ended."""
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
    os.waitpid(child, 0)
    return taken or time.perf_counter() - began


def calls(large: str | None, thousands: str | None) -> list[Call]:
    """Every row of the table, those on the base that ships first."""
    rows = [
        Call("python", [sys.executable, "-c", "pass"], 1),
        Call("empty Typer app", [sys.executable, "-c", EMPTY_TYPER], 99),
        Call("get FACT", [LAICHAU, "get", "fibre-optic-cable"], 2),
        Call("show TOPIC", [LAICHAU, "show", "digital.society"], 2.5),
        Call("search WORD", [LAICHAU, "search", "cáp"], 2.5),
        Call("search WORD WORD", [LAICHAU, "search", "cap", "quang"], 2.5),
        Call("compare-target", [LAICHAU, "compare-target"], 2.5),
    ]
    rows += [
        row._replace(name=f"{row.name}, terminal", bar=8.5, on_screen=True) for row in rows[3:]
    ]
    with_options = [
        ("get --field", ["get", "fibre-optic-cable", "--field", "unit"]),
        ("show --json", ["show", "digital.society", "--json"]),
        ("search --limit", ["search", "cáp", "--limit", "3"]),
        ("compare-target --status", ["compare-target", "--status", "short"]),
    ]
    rows += [Call(name, [LAICHAU, *argv], 1.25, "empty Typer app") for name, argv in with_options]
    if large is not None:
        for name in ("get FACT", "search WORD", "search WORD WORD", "show TOPIC"):
            row = next(row for row in rows if row.name == name)
            rows.append(Call(f"{name}, large base", row.argv, 1.5, name))
    if thousands is not None:
        topics = [
            f"digital.{name}" for name in ("infrastructure", "platforms", "economy", "society")
        ]
        thirty = Call("table of 30 rows", [LAICHAU, "show", *topics], 99, on_screen=True)
        many = Call("first screen of 10,000 rows", [LAICHAU, "show", "all"], 2, thirty.name)
        rows += [thirty, many._replace(on_screen=True, lines=SCREEN)]
    return rows


def base_for(call: Call, large: str | None, thousands: str | None) -> dict[str, str]:
    """The variable that names the base of a call; the base that ships needs none."""
    if "large base" in call.name:
        return {"LAICHAU_FACTS": str(large)}
    if "10,000" in call.name:
        return {"LAICHAU_FACTS": str(thousands)}
    return {}


def main() -> int:
    """Time every call and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--large", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = made(folder, options.large) if options.large else None
        thousands = made(folder, 10_000) if options.large else None
        rows = calls(large, thousands)
        taken: dict[str, list[float]] = {row.name: [] for row in rows}
        for round_ in range(options.runs + 1):
            for row in rows:
                env = environment(folder, **base_for(row, large, thousands))
                seconds = (
                    on_screen(row.argv, env, row.lines) if row.on_screen else piped(row.argv, env)
                )
                if round_:  # the first round fills the caches
                    taken[row.name].append(seconds)
    return printed(rows, {name: statistics.median(times) for name, times in taken.items()})


def made(folder: str, facts: int) -> str:
    """A generated base with the facts that ship among its own."""
    path = os.path.join(folder, f"{facts}.toml")
    shipped = os.path.join(os.path.dirname(HERE), "facts.toml")
    generate = [sys.executable, os.path.join(HERE, "generate.py"), str(facts), path]
    subprocess.run([*generate, "--with", shipped], check=True)
    return path


def printed(rows: list[Call], medians: dict[str, float]) -> int:
    """Print the table; 1 where a bar is missed."""
    missed = 0
    for row in rows:
        ratio = medians[row.name] / medians[row.against]
        has_bar = row.bar not in (1, 99)
        verdict = "" if not has_bar else "ok" if ratio <= row.bar else "MISSED"
        missed += verdict == "MISSED"
        bar = f"{row.bar:g} × {row.against}" if has_bar else ""
        print(f"{row.name:32} {medians[row.name] * 1e3:7.1f} ms {ratio:6.2f}   {bar:28} {verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
