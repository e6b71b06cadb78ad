"""The fact base from Python: what is returned, what is raised, the examples of docs/python.md."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import laichau_cli
from laichau_cli import BaseError, FactBase, Label, NothingFound, Unit, api
from laichau_cli.index import store
from tests.conftest import SHIPPED, SMALL, cached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Laichau


@pytest.fixture(autouse=True)
def environment(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAICHAU_FACTS", raising=False)


@pytest.fixture
def base() -> Iterator[FactBase]:
    with FactBase.open(SMALL) as opened:
        yield opened


VALUES = [
    ("road-length", Decimal("1200.50"), "trên 1.200,50 km", "over 1,200.50 km"),
    ("pass-height", (Decimal("1.5"), Decimal(2)), "1,5–2 km", "1.5–2 km"),
    ("road-rank", Decimal(3), "thứ 3/63", "3rd of 63"),
    ("paved", Decimal(4), "4/8 km", "4 of 8 km"),
    ("opened", dt.date(2022, 2, 25), "25/2/2022", "25 Feb 2022"),
    ("decree", Label("Quyết định số 1", "Decree no. 1"), "Quyết định số 1", "Decree no. 1"),
    ("number-plate", Label("25-A", "25-A"), "25-A", "25-A"),
    ("inert", None, "", ""),
]


@pytest.mark.parametrize(("id_", "value", "vi", "en"), VALUES, ids=[case[0] for case in VALUES])
def test_values_by_kind(id_: str, value: object, vi: str, en: str, base: FactBase) -> None:
    fact = base.lookup(id_)
    assert fact.value == value
    assert str(fact.value) == str(value)  # 1200.50 keeps its nought
    assert fact.figure == Label(vi, en)


def test_every_kind_is_looked_up(base: FactBase) -> None:
    kinds = {fact.kind for fact in base.facts()}
    assert {base.lookup(id_).kind for id_, *_ in VALUES} == kinds


def test_a_fact_has_all_that_its_record_has(base: FactBase, laichau: Laichau) -> None:
    _, stdout, _ = laichau("show", "all", "--json", base=SMALL)
    for record, fact in zip(json.loads(stdout), base.facts(), strict=True):
        assert (record["id"], record["topic"], record["kind"]) == (fact.id, fact.topic, fact.kind)
        assert record["label"] == dataclasses.asdict(fact.label)
        assert record["unit"] == (fact.unit.id if fact.unit else None)
        assert (record["bound"], record["estimate"]) == (fact.bound, fact.estimate)
        assert record["period"] == fact.period
        assert (record["change"] is None) == (fact.change is None)
        assert (record["note"] is None) == (fact.note is None)
        assert (record["of"] is None) == (fact.of is None)
        assert (tuple(record["aliases"]), tuple(record["targets"])) == (fact.aliases, fact.targets)
        assert record["source"]["text"] == fact.evidence.text
        assert record["source"]["id"] == fact.evidence.source.id


def test_changes_are_exact(base: FactBase) -> None:
    change = base.lookup("budget").change
    assert change is not None
    assert (change.by, change.since) == (Decimal(-50000000), "2020")


def test_results_cannot_be_changed(base: FactBase) -> None:
    fact = base.lookup("debt")
    assert fact.unit == Unit("percent", Label("%", "%"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        fact.period = "2022"  # type: ignore[misc]
    assert hash(fact) == hash(base.lookup("debt"))


def test_search(base: FactBase) -> None:
    hits = base.search("duong", limit=3)
    assert 1 <= len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.matched for hit in hits)
    assert base.search("submarine") == base.search("") == []
    with pytest.raises(ValueError, match="limit is 0"):
        base.search("duong", limit=0)


def test_comparisons(base: FactBase) -> None:
    found = {target.target: target for target in base.comparisons()}
    assert {id_: target.verdict for id_, target in found.items()} == {
        "growth-province": "met",
        "growth-nation": "short",
        "debt-province": "unclear",
        "debt-nation": "exceeded",
    }
    assert found["growth-province"].goal == (Decimal(9), Decimal(10))
    assert found["growth-nation"].margin == Decimal("-0.75")
    assert [target.exceeded for target in found.values()].count(True) == 1
    assert base.comparisons("roads") == []


def test_topics(base: FactBase) -> None:
    topics = {topic.id: topic for topic in base.topics()}
    assert topics["roads.mountain"].parent == "roads"
    assert topics["roads"].aliases == ("streets",)
    assert topics["roads"].facts == len(base.facts("roads")) == len(base.facts("streets"))
    assert base.facts("all") == base.facts()


@pytest.mark.parametrize(
    ("method", "name", "message"),
    [
        ("lookup", "road-len", "no fact 'road-len' (did you mean 'road-length'?)"),
        ("lookup", "roads", "'roads' is a topic; lookup takes facts (laichau show roads)"),
        ("facts", "debt", "no topic 'debt'"),
        ("comparisons", "road", "no topic 'road'"),
    ],
)
def test_names_that_nothing_bears(method: str, name: str, message: str, base: FactBase) -> None:
    with pytest.raises(NothingFound) as raised:
        getattr(base, method)(name)
    assert str(raised.value).startswith(message)


def test_the_base_is_found_as_the_program_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with FactBase.open() as shipped:
        assert shipped.path == str(SHIPPED)
    monkeypatch.setenv("LAICHAU_FACTS", str(SMALL))
    with FactBase.open() as named, FactBase.open(str(SHIPPED)) as given:
        assert (named.path, given.path) == (str(SMALL), str(SHIPPED))


def test_what_a_program_sets_for_the_command_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LAICHAU_FORMAT", "nonsense")
    monkeypatch.setenv("LAICHAU_LANG", "nonsense")
    FactBase.open(SMALL).close()


def test_a_base_that_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("schema = 1\nfacts = 3\n", encoding="utf-8")
    with pytest.raises(BaseError) as raised:
        FactBase.open(path)
    assert len(raised.value.messages) >= 2
    assert all(message.startswith(f"{path}:") for message in raised.value.messages)


def test_a_cache_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "laichau").mkdir(mode=0o777)
    (tmp_path / "laichau").chmod(0o777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with (
        pytest.warns(RuntimeWarning, match="others or they may write to it"),
        FactBase.open(SMALL) as base,
    ):
        assert base.lookup("debt").value == 30


def test_a_closed_base(base: FactBase) -> None:
    base.close()
    with pytest.raises(ValueError, match="closed"):
        base.topics()


def test_an_index_found_damaged_is_made_again(
    dated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    FactBase.open(dated).close()
    monkeypatch.setattr(store, "WHOLLY_READ", 0)
    file = cached({"XDG_CACHE_HOME": str(tmp_path)})
    file.write_bytes(file.read_bytes().replace(b'"value":30', b'"value":31'))
    with FactBase.open(dated) as base:
        assert base.lookup("debt").value == 30


def test_what_is_public_is_named_once() -> None:
    assert laichau_cli.__all__ == api.__all__
    assert all(getattr(laichau_cli, name).__doc__ for name in laichau_cli.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Facts'"):
        laichau_cli.Facts  # noqa: B018


def test_importing_the_package_loads_nothing() -> None:
    program = "import sys, laichau_cli; print([m for m in sys.modules if 'laichau' in m])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={"PYTHONPATH": str(SHIPPED.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['laichau_cli']\n"
