"""What a call costs on larger bases: whole processes at 100, 10,000 and 100,000 facts.

    python benchmarks/search_scale.py [--sizes 100,10000,100000] [--rounds 21]

Each base is generated around the one that ships, so that the same call finds the same fact among
more. The calls of a round are run one after the other, so that what else the machine does falls on
all alike; medians are printed in milliseconds, beside the ratio to the same call on the base that
ships. The status is 1 where a ratio on the largest base is above the bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHIPPED = os.path.join(os.path.dirname(HERE), "facts.toml")
BAR = 1.5
CALLS = {
    "search, a rare word": ["search", "OCOP"],
    "search, a word in most facts": ["search", "commune"],
    "search, two such words": ["search", "xã", "commune"],
    "search, a phrase": ["search", "tỷ lệ hộ nghèo"],
    "search, two words that seldom meet": ["search", "growth", "commune"],
    "search, a typing slip": ["search", "popluation"],
    "search, a slip near nothing": ["search", "tavorinaqe"],
    "search, a figure": ["search", "14433"],
    "search, a year": ["search", "2022"],
    "search, Telex keystrokes": ["search", "ddieenj thoaij"],
    "show, a topic": ["show", "digital.infrastructure"],
    "get": ["get", "papi-rank"],
    "compare-target, a topic": ["compare-target", "tourism"],
}


def seconds(command: list[str], environ: dict[str, str]) -> float:
    """What the whole process took."""
    began = time.perf_counter()
    subprocess.run(command, env=environ, capture_output=True, check=False)
    return time.perf_counter() - began


def bases(sizes: list[int], folder: str) -> dict[str, str]:
    """The base that ships, and one of each size around it."""
    found = {"shipped": SHIPPED}
    for size in sizes:
        path = os.path.join(folder, f"{size}.toml")
        generate = [sys.executable, os.path.join(HERE, "generate.py"), str(size), path]
        subprocess.run([*generate, "--with", SHIPPED], check=True)
        found[f"{size:,}"] = path
    return found


def medians(paths: dict[str, str], folder: str, rounds: int) -> dict[tuple[str, str], float]:
    """Seconds of each call on each base, the first call, which builds the index, left out."""
    taken: dict[tuple[str, str], list[float]] = {}
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    for turn in range(rounds + 1):
        for call, words in CALLS.items():
            for base, path in paths.items():
                environ = {**kept, "LAICHAU_FACTS": path, "XDG_CACHE_HOME": folder}
                took = seconds([sys.executable, "-m", "laichau_cli", *words], environ)
                if turn:
                    taken.setdefault((call, base), []).append(took)
    return {key: statistics.median(times) for key, times in taken.items()}


def main() -> int:
    """Print the table; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="100,10000,100000")
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = bases([int(size) for size in options.sizes.split(",")], folder)
        found = medians(paths, folder, options.rounds)
    print(f"{'ms (ratio to the base that ships)':36}", *[f"{base:>15}" for base in paths])
    missed = 0
    for call in CALLS:
        shipped = found[call, "shipped"]
        ratios = [found[call, base] / shipped for base in paths]
        cells = [
            f"{found[call, base] * 1e3:7.1f} ({ratio:.2f})".rjust(15)
            for base, ratio in zip(paths, ratios, strict=True)
        ]
        print(f"{call:36}", *cells)
        missed += ratios[-1] > BAR
    print(f"bar on the largest: {BAR}; missed by {missed} of {len(CALLS)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
