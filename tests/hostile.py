"""What the tests of bad luck and bad intent share: bases in a few words, calls within limits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from laichau_cli.index import seal

Env = dict[str, str]
HEAD = """schema = 1
title = { vi = "v", en = "e" }
[sources.s]
title = "t"
url = "https://e.org"
lang = "vi"
[units.u]
label = { vi = "u", en = "u" }
[topics.t]
label = { vi = "t", en = "t" }
"""
EVIDENCE = 'evidence = { source = "s", text = "x" }'


def fact(id_: str = "f", *, vi: str = "v", en: str = "e", rest: str = "") -> str:
    labels = f"vi = {json.dumps(vi)}, en = {json.dumps(en)}"
    return f'[facts.{id_}]\ntopic = "t"\nlabel = {{ {labels} }}\n{EVIDENCE}\n{rest}\n'


def target(id_: str, of: str, goal: str) -> str:
    return (
        f'[targets.{id_}]\nfact = "{of}"\ngoal = {goal}\nsense = "at-least"\n'
        f'set_by = {{ vi = "a", en = "b" }}\nscope = "province"\n{EVIDENCE}\n'
    )


def written(folder: Path, text: str, name: str = "base.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def within(limits: str, calls: list[list[str]], env: Env, *, seconds: int = 60) -> list[Any]:
    """(status, stdout, stderr, seconds) of calls in one process that has set itself limits."""
    program = (
        "import resource, json, sys, io, os, time\n"
        "from laichau_cli.__main__ import main\n"
        "from laichau_cli.output.terminal import Terminal\n"
        f"{limits}\n"
        "told = []\n"
        "for argv in json.loads(sys.argv[1]):\n"
        "    out, err, began = io.StringIO(), io.StringIO(), time.process_time()\n"
        "    status = main(argv, Terminal(out, err, dict(os.environ)))\n"
        "    took = time.process_time() - began\n"
        "    told.append([status, out.getvalue()[:5000], err.getvalue(), took])\n"
        "sys.__stdout__.write(json.dumps(told))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(calls)],
        env=env,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    told: list[Any] = json.loads(done.stdout)
    return told


MEMORY = "resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))"


def with_no_other_files(env: Env) -> Env:
    """An environment in which nothing is written but by us.

    Coverage writes files too; and before 3.12.8 Python keeps bytecode cut short by a full disk as
    if it were whole (gh-126606).
    """
    kept = {name: value for name, value in env.items() if not name.startswith("COV")}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1"}


def cached(environ: Env) -> Path:
    (file,) = Path(environ["XDG_CACHE_HOME"]).rglob("*.sqlite")
    return file


def age(file: Path) -> None:
    """Make an index older than the span in which its base is looked at again."""
    seal.date(str(file), time.time_ns() + 10**10)
