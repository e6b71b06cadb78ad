"""Fuzz what reads strings that strangers wrote, guided by coverage (atheris, libFuzzer).

    pip install atheris
    python benchmarks/fuzz/targets.py figures|folding|queries|lines|bases [--minutes 10]

Each target is a function that takes any text and raises if a promise is broken. What is found is
kept in `tests/fuzz/TARGET.txt`, one input a line as a Python literal, and tried in every test run.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

SECONDS = 2.0
"""One input may take this long, instrumented: none needs a tenth of it."""
LONGEST = {"lines": 4096, "bases": 4096}
"""Bytes of an input; of others 512."""


def seeds(target: str) -> list[str]:
    """Texts to begin with: what the program is really given."""
    toml = (ROOT / "facts.toml").read_text(encoding="utf-8")
    small = (ROOT / "tests/bases/valid/small.toml").read_text(encoding="utf-8")
    prose = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8").split("\n")
    queries = (ROOT / "benchmarks/queries.tsv").read_text(encoding="utf-8").split("\n")
    pieces = [piece for piece in toml.split("\n\n") if piece.startswith(("[facts", "[targets"))]
    return {
        "figures": prose,
        "folding": prose + [query.partition("\t")[0] for query in queries],
        "queries": [query.partition("\t")[0] for query in queries],
        "lines": [*small.split("\n\n"), *pieces[:60]],
        "bases": [small, "schema = 1\n" + small.split("\n\n", 2)[2]],
    }[target]


def words(target: str) -> list[str]:
    """What a mutation may put in: the tokens that mean something to the target."""
    if target in ("lines", "bases"):
        return [
            "[[", "]]", "[facts.", '"""', "'''", "= {", " }", "\\u001b", "\\U0010FFFF", "1e999",
            "0x", "nan", "inf", "2022-02-25", "true", "#", "\r\n", "value = ", "range = [1, 2]",
            "period = ", "aliases = [", "goal = ", "unit = ", "label = ", "a.b.c", '"a.b"',
        ]  # fmt: skip
    from laichau_cli.language.figures import SCALE_WORDS

    named = [
        *SCALE_WORDS, "nghìn tỷ", "triệu", "billion", "trên", "gần", "xấp xỉ", "about", "close to",
        "ước đạt", "an estimated", "xếp thứ", "ranked", "out of", "giảm", "fell by", "1st", "đến",
        "năm", "tháng", "giai đoạn", "so với", "between ", " and ", "/", "–", "−", "$", "%", "ddaf",
        "\u0301", "\u0323", "\u0301" * 12, "ươ", "quý", "gì", "12tr", "14.433", "28,54",
    ]  # fmt: skip
    return sorted(set(named))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["laichau_cli"]):
        from tests.test_fuzz import CHECKS

        check = CHECKS[given.target]
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{given.target}-"))
    for at, seed in enumerate(seeds(given.target)):
        (corpus / f"seed{at}").write_text(seed, encoding="utf-8")
    dictionary = corpus.with_suffix(".dict")
    quoted = ["".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words(given.target)]
    dictionary.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        began = time.process_time()
        check(text)
        took = time.process_time() - began
        if took > SECONDS:
            raise TimeoutError(f"{took:.1f} s for {len(text)} characters")

    os.chdir(corpus.parent)
    atheris.Setup(
        [
            sys.argv[0], str(corpus), f"-max_total_time={given.minutes * 60:.0f}", "-timeout=20",
            f"-max_len={LONGEST.get(given.target, 512)}", f"-dict={dictionary}",
            "-rss_limit_mb=3000", f"-artifact_prefix={corpus}-", "-print_final_stats=1",
            "-verbosity=1",
        ],
        one,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
