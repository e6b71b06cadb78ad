"""How cost grows with the number of facts: first call, later calls, index size, memory.

    python benchmarks/growth.py [--facts 100 1000 10000 100000] [--runs 11]

The base is made by generate.py. `tomli.load` is what reading the file alone takes, in a process of
its own; the first call is a process with an empty cache, and memory is the most that each held.
A million facts take about four minutes, 1 GB of disk and 10 GB of memory: name them to have them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple

from speed import HERE, LAICHAU, environment, piped

LOAD = "import sys, tomli; tomli.load(open(sys.argv[1], 'rb'))"


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float


def cost(argv: list[str], env: dict[str, str]) -> Cost:
    """Time and the most memory of one process."""
    taken = piped([sys.executable, "-c", PEAK, *argv], env)
    with open(env["PEAK_FILE"], encoding="utf-8") as file:
        peak = float(file.read())
    return Cost(taken, peak)


PEAK = """
import os, resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
open(os.environ["PEAK_FILE"], "w").write(str(peak))
"""
"""Runs a command and notes the most memory it held, in megabytes (ru_maxrss is in kB on Linux)."""


def first_fact(base: str) -> str:
    """The id of the first fact of a base."""
    with open(base, encoding="utf-8") as file:
        line = next(line for line in file if line.startswith("[facts."))
    return line.strip().removeprefix("[facts.").removesuffix("]")


def row(facts: int, folder: str, runs: int) -> list[str]:
    """One line of the table."""
    base = os.path.join(folder, f"{facts}.toml")
    generate = [sys.executable, os.path.join(HERE, "generate.py"), str(facts), base]
    subprocess.run(generate, check=True)
    env = environment(
        os.path.join(folder, f"cache-{facts}"),
        LAICHAU_FACTS=base,
        PEAK_FILE=os.path.join(folder, "peak"),
    )
    load = cost([sys.executable, "-c", LOAD, base], env)
    first = cost([LAICHAU, "show"], env)
    cache = os.path.join(folder, f"cache-{facts}", "laichau")
    size = sum(entry.stat().st_size for entry in os.scandir(cache)) / 2**20
    later = []
    for words in (["get", first_fact(base)], ["search", "commune"], ["search", "growth"]):
        times = [piped([LAICHAU, *words], env) for _ in range(runs)]
        later.append(f"{statistics.median(times) * 1e3:.0f}")
    return [
        f"{facts:,}",
        f"{os.path.getsize(base) / 2**20:.1f}",
        f"{load.seconds:.2f}",
        f"{first.seconds:.2f}",
        f"{first.seconds / load.seconds:.1f}",
        f"{load.megabytes:.0f}",
        f"{first.megabytes:.0f}",
        f"{size:.1f}",
        *later,
    ]


TITLES = (
    "facts", "MB of TOML", "tomli.load s", "first call s", "ratio", "tomli.load MB",
    "first call MB", "index MB", "get ms", "search commune ms", "search growth ms",
)  # fmt: skip


def main() -> int:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--facts", type=int, nargs="+", default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    print("| " + " | ".join(TITLES) + " |")
    print("|" + " ---: |" * len(TITLES))
    for facts in options.facts:
        with tempfile.TemporaryDirectory() as folder:
            print("| " + " | ".join(row(facts, folder, options.runs)) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
