"""Flip bytes at random in a compiled index and see that no call answers wrongly.

    python benchmarks/fuzz/damage.py [--damages 2000] [--wholly BYTES] [--facts PATH]
        [--tables target observation ...]

With `--wholly 0` no index is read whole, as if all were larger than `seal.WHOLLY_READ`: then only
the rows prove themselves, and what is printed shows what they do not catch.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from laichau_cli.index import seal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


def report() -> int:
    """Run as the command line says; 1 if any answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damages", type=int, default=2000)
    parser.add_argument("--wholly", type=int, default=seal.WHOLLY_READ)
    parser.add_argument("--facts", type=Path, default=ROOT / "tests/bases/valid/small.toml")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", nargs="*", default=[], help="damage the first pages of these")
    given = parser.parse_args()
    from tests.damaged import run

    seal.WHOLLY_READ = given.wholly
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "base.toml")
        base.write_bytes(given.facts.read_bytes())
        wrong: list[object] = []
        seen = run(
            base, damages=given.damages, seed=given.seed, folder=Path(folder), wrong=wrong,
            tables=given.tables,
        )  # fmt: skip
    for (command, kind), times in sorted(seen.items()):
        print(f"{command:40} {kind:6} {times}")
    for answer in wrong[:10]:
        print(answer)
    return any(kind == "wrong" for _, kind in seen)


if __name__ == "__main__":
    sys.exit(report())
