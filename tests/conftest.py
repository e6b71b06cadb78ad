"""What the tests share: an environment of their own, and `laichau` called in it.

`laichau` is a call in this process, `process` one in another, `within` several in one that has set
itself limits. Bases that are made up come from tests/made.py, those kept from tests/bases.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings

from laichau_cli.__main__ import main
from laichau_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TESTS = Path(__file__).parent
SHIPPED = TESTS.parent / "facts.toml"
SMALL = TESTS / "bases/valid/small.toml"
ARTICLE = TESTS / "bases/article/facts.toml"
"""A frozen copy of the base that shipped once: what tests may count and quote."""

settings.register_profile(
    "tests",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("tests")


class Result(NamedTuple):
    """What a call left behind."""

    status: int
    stdout: str
    stderr: str


class Stream(io.StringIO):
    """A stream that says whether it is a terminal, and cannot be reconfigured."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__(newline="")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


class Laichau(Protocol):
    """`laichau argv…` in this process."""

    def __call__(
        self,
        *argv: str,
        base: Path | None = None,
        tty: bool = False,
        env: Mapping[str, str] | None = None,
        width: int | None = None,
    ) -> Result: ...


class Process(Protocol):
    """`python -m laichau_cli argv…` in a process of its own."""

    def __call__(
        self, *argv: str, env: Mapping[str, str] | None = None, stdin: int | None = None
    ) -> Result: ...


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that all tests share, so that each base is compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen base with its document beside it: the base of a call that names none."""
    folder = tmp_path_factory.mktemp("article")
    shutil.copytree(SHIPPED.parent / "seeds", folder / "seeds")
    return Path(shutil.copy(ARTICLE, folder))


@pytest.fixture
def environ(warm_cache: Path, article: Path, tmp_path: Path) -> dict[str, str]:
    """An environment with nothing of the developer's own, the frozen base and the warm cache."""
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("COV", "PATH"))}
    own = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(warm_cache), "LC_ALL": "C.UTF-8"}
    return {**kept, **own, "LAICHAU_FACTS": str(article)}


@pytest.fixture
def cold(environ: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same environment with an empty cache."""
    return {**environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def laichau(environ: dict[str, str]) -> Laichau:
    def call(
        *argv: str,
        base: Path | None = None,
        tty: bool = False,
        env: Mapping[str, str] | None = None,
        width: int | None = None,
    ) -> Result:
        called = {**environ, **({"COLUMNS": str(width)} if width else {}), **(env or {})}
        called |= {"LAICHAU_FACTS": str(base)} if base else {}
        stdout, stderr = Stream(tty=tty), Stream(tty=tty)
        status = main(argv, Terminal(stdout, stderr, called))
        return Result(status, stdout.getvalue(), stderr.getvalue())

    return call


@pytest.fixture
def process(environ: dict[str, str], tmp_path: Path) -> Process:
    def call(*argv: str, env: Mapping[str, str] | None = None, stdin: int | None = None) -> Result:
        done = subprocess.run(
            command(*argv),
            env={**environ, **(env or {})},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            capture_output=True,
            timeout=30,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    """A base of every kind of fact and verdict, free to be changed."""
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    return path


@pytest.fixture
def dated(small_base: Path) -> Path:
    """A base that was last changed long ago, so that its index is believed."""
    os.utime(small_base, ns=(10**18, 10**18))
    return small_base


def command(*argv: str) -> list[str]:
    """The words that start a process of the program."""
    return [sys.executable, "-m", "laichau_cli", *argv]


def call(argv: Sequence[str], environ: Mapping[str, str]) -> Result:
    """A call in this process, in just this environment."""
    stdout, stderr = Stream(tty=False), Stream(tty=False)
    status = main(argv, Terminal(stdout, stderr, environ))
    return Result(status, stdout.getvalue(), stderr.getvalue())


def cached(environ: Mapping[str, str]) -> Path:
    """The one index in the cache."""
    (file,) = Path(environ["XDG_CACHE_HOME"]).rglob("*.sqlite")
    return file


def with_no_other_files(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which nothing is written but by us.

    Coverage writes files too; and before 3.12.8 Python keeps bytecode cut short by a full disk as
    if it were whole (gh-126606).
    """
    kept = {name: value for name, value in environ.items() if not name.startswith("COV")}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1"}


MEMORY = "resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))"


def within(
    limits: str, calls: list[list[str]], env: Mapping[str, str], *, seconds: int = 60
) -> list[Any]:
    """(status, stdout, stderr, seconds) of calls in one process that has set itself limits."""
    program = f"""
import resource, json, sys, io, os, time
from laichau_cli.__main__ import main
from laichau_cli.output.terminal import Terminal
{limits}
told = []
for argv in json.loads(sys.argv[1]):
    out, err, began = io.StringIO(), io.StringIO(), time.process_time()
    status = main(argv, Terminal(out, err, dict(os.environ)))
    took = time.process_time() - began
    told.append([status, out.getvalue()[:5000], err.getvalue(), took])
sys.__stdout__.write(json.dumps(told))
"""
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
