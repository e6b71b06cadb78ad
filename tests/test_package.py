"""The package without a network: what ships, and that any TOML reader reads it alike."""

from __future__ import annotations

import hashlib
import re
import tomllib
from decimal import Decimal
from typing import Any

import tomli

import laichau_cli
from tests.conftest import SHIPPED, SMALL

ROOT = SHIPPED.parent
SEED = ROOT / "seeds/000_cc5f51f7866d4a39.txt"
SHA256 = "4ce89c07b21d95efecd53b0e7d0ba3ee7c8e358b0f776d2f3100d36a12eca79a"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_document_ships_byte_for_byte() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SHA256


def test_every_source_file_has_its_digest() -> None:
    sources = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["sources"].values()
    with_file = [source for source in sources if "file" in source]
    assert with_file
    for source in with_file:
        data = (ROOT / source["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == source["sha256"]


def test_bases_are_toml_1_0_and_read_alike() -> None:
    for base in (SHIPPED, SMALL):
        text = base.read_text(encoding="utf-8")
        assert tomli.loads(text, parse_float=Decimal) == tomllib.loads(text, parse_float=Decimal)


def test_the_shipped_base_is_free_of_carriage_returns() -> None:
    text = SHIPPED.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")


def test_the_version_is_semantic_and_said_once() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", laichau_cli.__version__)
    assert project()["project"]["dynamic"] == ["version"]


def test_the_citation_is_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {laichau_cli.__version__}\n" in citation


def test_the_wheel_carries_base_and_documents() -> None:
    carried = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {"facts.toml": "laichau_cli/facts.toml", "seeds": "laichau_cli/seeds"}
    assert all((ROOT / source).exists() for source in carried)


def test_the_console_script_is_there() -> None:
    (script,) = project()["project"]["scripts"].items()
    assert script == ("laichau", "laichau_cli.__main__:run")


def test_the_oldest_dependencies_tried_are_those_allowed() -> None:
    """`nox -s lowest` installs them; Click is Typer's own."""
    declared = project()["project"]
    wanted = [*declared["dependencies"], *declared["optional-dependencies"]["test"]]
    found = [re.match(r"([\w-]+)>=([\d.]+)", one) for one in wanted]
    bounds = {match[1]: match[2] for match in found if match}
    assert len(bounds) == len(wanted)
    lines = (ROOT / "tests/lowest.txt").read_text(encoding="utf-8").splitlines()
    tried = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    tried.pop("click")

    def short(versions: dict[str, str]) -> dict[str, str]:
        return {name: re.sub(r"(\.0)+$", "", version) for name, version in versions.items()}

    assert short(tried) == short(bounds)


def test_what_the_source_archive_holds() -> None:
    carried = project()["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {"/laichau_cli", "/facts.toml", "/seeds", "/tests", "/docs", "/LICENSE"} <= {*carried}
    assert all(list(ROOT.glob(pattern.removeprefix("/"))) for pattern in carried)
