"""Names of the first edition that scripts, notes and habits hold on to: each still finds a fact.

This one test reads the base that ships: what it promises is about that base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from laichau_cli import FactBase, NothingFound
from tests.conftest import SHIPPED, TESTS

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Laichau

NAMES = TESTS / "frozen/names-first-edition.txt"


def names() -> list[tuple[str, str, str]]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    found = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    return [(fact, kind, name) for fact, kind, name in found]


def test_each_id_alias_and_label_of_the_first_edition_finds_a_fact(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    frozen = names()
    assert len(frozen) == 1246
    lost = []
    with FactBase.open(SHIPPED) as base:
        now: dict[str, set[str]] = {}
        for fact, kind, name in frozen:
            try:
                now.setdefault(fact, set()).add(base.lookup(name).id)
            except NothingFound as error:
                lost.append(f"{fact}: {kind} {name!r}: {error}")
    assert not lost, "\n".join(lost)
    # One matter is in one place: a name is not left behind where the others went.
    assert {fact: ids for fact, ids in now.items() if len(ids) != 1} == {}


def test_the_names_work_on_the_command_line(laichau: Laichau) -> None:
    for fact in ("e-invoice-platform", "anti-corruption", "land-area"):
        assert laichau("show", fact, base=SHIPPED).status == 0
        assert laichau("cite", fact, base=SHIPPED).status == 0
    assert laichau("show", "voso", base=SHIPPED).status == 0
