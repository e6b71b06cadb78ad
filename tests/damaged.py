"""Indexes with bytes flipped at random, and what every command makes of them."""

from __future__ import annotations

import io
import os
import random
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from laichau_cli.__main__ import main
from laichau_cli.index import seal
from laichau_cli.output.terminal import Terminal

CALLS = (
    ["show"], ["show", "all"], ["show", "all", "--json"], ["show", "{topic}"], ["show", "{fact}"],
    ["show", "{fact}", "-f", "table"], ["show", "all", "-f", "table"], ["get", "{fact}"],
    ["get", "{fact}", "--field", "unit"], ["get", "{alias}"], ["search", "{word}"],
    ["search", "{word}", "{other}"], ["compare-target"], ["compare-target", "--at", "latest"],
    ["compare-target", "--json"], ["show", "all", "--at", "latest"], ["cite", "{fact}"],
    ["show", "--lang", "vi", "-f", "table"], ["search", "{number}"],
)  # fmt: skip


def call(argv: list[str], environ: dict[str, str]) -> tuple[int, str, str]:
    """Status, output and messages of a call in this process."""
    out, err = io.StringIO(), io.StringIO()
    status = main(argv, Terminal(out, err, environ))
    return status, out.getvalue(), err.getvalue()


def calls(environ: dict[str, str], dice: random.Random) -> list[list[str]]:
    """Command lines with names, words and numbers of the base put in."""
    _, ids, _ = call(["show", "all", "--fields", "id,topic,value", "--no-header"], environ)
    rows = [line.split("\t") for line in ids.splitlines()]
    _, labels, _ = call(["show", "all", "--fields", "label", "--no-header"], environ)
    words = sorted({word for word in labels.split() if word.isalpha() and len(word) > 2})
    fact, topic, number = dice.choice(rows)
    given = {
        "fact": fact,
        "topic": topic,
        "number": number if number[:1].isdigit() else "30",
        "word": dice.choice(words),
        "other": dice.choice(words),
        "alias": dice.choice(labels.splitlines()),
    }
    return [[word.format(**given) for word in argv] for argv in CALLS]


def pages(file: Path, tables: Collection[str]) -> list[range]:
    """Where the first pages of these tables and indexes stand in an index."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master"))
    return [range((roots[name] - 1) * size, roots[name] * size) for name in tables]


def damaged(data: bytes, dice: random.Random, where: Sequence[range]) -> bytes:
    """The same with one to three bits or bytes changed, before the seal."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.choice([at for at in dice.choice(where) if any(data[at - 4 : at + 5])])
        changed[at] = changed[at] ^ (1 << dice.randrange(8)) if dice.random() < 0.5 else (
            dice.randrange(256)
        )  # fmt: skip
    return bytes(changed)


def run(
    base: Path,
    *,
    damages: int,
    seed: int,
    folder: Path,
    wrong: list[object] | None = None,
    tables: Collection[str] = (),
) -> Counter[tuple[str, str]]:
    """How often each command gave the right answer, an error, or a wrong answer in silence.

    Damaged are the first pages of `tables`, where they are named: bytes at random seldom hit them.
    Answers that were wrong are put into `wrong`, as (command line, expected, got).
    """
    dice = random.Random(seed)
    environ = {"XDG_CACHE_HOME": str(folder), "LAICHAU_FACTS": str(base), "LAICHAU_LANG": "en"}
    os.utime(base, ns=(10**18, 10**18))
    call(["get", "x"], environ)
    (file,) = folder.rglob("*.sqlite")
    pristine, status = file.read_bytes(), file.stat()
    where = pages(file, tables) or [range(len(pristine) - seal.SIZE)]
    later = status.st_mtime_ns + 10**10  # beyond the span in which the base is read again
    seen: Counter[tuple[str, str]] = Counter()
    for _ in range(damages):
        argvs = calls(environ, dice)
        right = [call(argv, environ) for argv in argvs]
        bad = damaged(pristine, dice, where)
        for argv, expected in zip(argvs, right, strict=True):
            file.write_bytes(bad)
            seal.date(str(file), later)
            got = call(argv, environ)
            kind = "right" if got == expected else "error" if _is_clear(got) else "wrong"
            seen[" ".join(argv[:1] + [a for a in argv if a.startswith("-")]), kind] += 1
            if kind == "wrong" and wrong is not None:
                wrong.append((argv, expected, got))
        file.write_bytes(pristine)
        seal.date(str(file), later)
    return seen


def _is_clear(got: tuple[int, str, str]) -> bool:
    status, _, messages = got
    return status == 1 and "damaged" in messages
