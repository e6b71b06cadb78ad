"""The tests on every Python installed, and with the oldest dependencies allowed.

`nox` runs all but `audit` and `references`, which need the network; `nox -s lowest` one;
`nox -s tests-3.12 -- -k search` hands words to pytest. Pythons that are not installed are skipped
with a word, unless `--error-on-missing-interpreters` is given.
"""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ("tests", "lowest", "lint")
PYTHONS = ("3.11", "3.12", "3.13")
LOWEST = "tests/lowest.txt"
"""The lower bounds of pyproject.toml as exact versions; a test holds them together."""


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, with the newest dependencies allowed."""
    session.install("-q", "--upgrade", "--upgrade-strategy", "eager", "-e", ".[test]")
    session.run("pytest", "-q", *session.posargs)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """The tests, with the oldest."""
    session.install("-q", "-c", LOWEST, "-e", ".[test]")
    session.run("pytest", "-q", *session.posargs)


@nox.session(python=PYTHONS[0])
def audit(session: nox.Session) -> None:
    """What is known against the dependencies; needs the network."""
    session.install("-q", "pip-audit>=2.7")
    session.run("pip-audit", "--strict", ".")


@nox.session(python=PYTHONS[0])
def references(session: nox.Session) -> None:
    """What programs for references read of `cite`; needs the network."""
    session.install("-q", "-e", ".", "pybtex>=0.26", "bibtexparser>=2.1", "citeproc-py>=0.11")
    session.run("python", "scripts/read_references.py")


@nox.session(python=PYTHONS[0])
def lint(session: nox.Session) -> None:
    """Ruff and mypy, as in .ci/run."""
    session.install("-q", "-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
