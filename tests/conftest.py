"""What the tests share: an environment of their own, `laichau` in this process or another."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings

from laichau_cli.__main__ import main
from laichau_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

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
