"""Search: what was meant comes first, nothing typed is an error, stderr says what was read."""

from __future__ import annotations

import json
import os
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate, queries
from laichau_cli.index.store import open_index
from laichau_cli.language.fold import fold
from laichau_cli.search import query as search
from laichau_cli.search.query import find
from tests.conftest import SHIPPED, Process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from laichau_cli.index.ask import Index
    from tests.conftest import Laichau

BASE: dict[str, Any] = tomli.loads(SHIPPED.read_text(encoding="utf-8"))
LABELS = [
    (id_, fact["label"][lang]) for id_, fact in BASE["facts"].items() for lang in ("vi", "en")
]
SYNTAX = ['"', "*", "NEAR(", "AND", "OR", "NOT", ":", "-", "(", ")", "^", "{name}:", "+", "~", "#"]


@pytest.fixture(scope="module")
def index(warm_cache: Path) -> Iterator[Index]:
    opened, _ = open_index(str(SHIPPED), {"XDG_CACHE_HOME": str(warm_cache)})
    with opened:
        yield opened


def ids(index: Index, query: str, *, limit: int = 10) -> list[str]:
    return [hit["id"] for hit in find(index, query, limit=limit, lang="en").hits]


def first(index: Index, query: str) -> str | None:
    return next(iter(ids(index, query, limit=1)), None)


# ---- finding what was meant


def test_the_projects_queries_reach_the_bars(index: Index) -> None:
    cases = queries.cases(queries.OWN)
    places = [queries.rank(index, case) for case in cases]
    assert len(cases) > 250
    first, in_three, _ = queries.rates([*zip(cases, places, strict=True)])
    assert first >= queries.FIRST_BAR
    assert in_three >= queries.IN_THREE_BAR


@pytest.mark.parametrize(
    ("id_", "label"), LABELS, ids=[f"{id_}-{n % 2}" for n, (id_, _) in enumerate(LABELS)]
)
def test_every_fact_is_first_for_its_label(index: Index, id_: str, label: str) -> None:
    for typed in (label, label.upper(), unicodedata.normalize("NFD", label), fold(label)):
        assert first(index, typed) == id_


def test_every_fact_is_first_for_its_id(index: Index) -> None:
    assert [first(index, id_) for id_ in BASE["facts"]] == list(BASE["facts"])


def test_accents_typed_prefer_and_never_exclude(tmp_path: Path) -> None:
    with base_of(tmp_path, ["Sơ trường", "Số trường", "So trường"]) as small:
        assert ids(small, "số") == ["fact-1", "fact-0", "fact-2"]
        assert ids(small, "sơ") == ["fact-0", "fact-1", "fact-2"]
        assert ids(small, "so") == ["fact-0", "fact-1", "fact-2"]
        assert ids(small, unicodedata.normalize("NFD", "số"))[0] == "fact-1"
        assert ids(small, "sò trường") == ["fact-0", "fact-1", "fact-2"]
        assert ids(small, "sò") == []  # whole as it is: no slip, and no beginning


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("14433", "fibre-optic-cable"),
        ("14.433", "fibre-optic-cable"),
        ("14,433", "fibre-optic-cable"),
        ("14433 km", "fibre-optic-cable"),
        ("28,54%", "poverty-rate"),
        ("28.54", "poverty-rate"),
        ("28.54 %", "poverty-rate"),
        ("(28,54)", "poverty-rate"),
        ("47,2 triệu", "grdp-per-capita"),
        ("47.2 million", "grdp-per-capita"),
        ("47200000", "grdp-per-capita"),
        ("47.200.000", "grdp-per-capita"),
        ("20,3 nghìn tấn", "rice-output"),
        ("10/63", "area-rank"),
        ("400.000-600.000", "rare-earth-mine-capacity"),
        ("400,000–600,000", "rare-earth-mine-capacity"),
    ],
)
def test_numbers_in_any_notation(index: Index, query: str, id_: str) -> None:
    assert first(index, query) == id_


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how much fibre optic cable is there", "fibre optic cable"),
        ("what is the poverty rate", "poverty rate"),
        ("dân số là bao nhiêu", "dân số"),
        ("sản lượng chè là gì", "sản lượng chè"),
    ],
)
def test_question_words_do_not_count(index: Index, question: str, words: str) -> None:
    assert first(index, question) == first(index, words) is not None


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("cap quang nam nay", "fibre-optic-cable"),
        ("bao nhieu km cap quang nam 2025", "fibre-optic-cable"),
        ("cap quang binh quan", "fibre-optic-cable"),
        ("cap quang quang nam", None),
        ("cáp quang Quảng Nam", None),
        ("ho ngheo thai binh", None),
    ],
)
def test_the_end_of_a_name_begins_no_other_place(index: Index, query: str, id_: str | None) -> None:
    assert first(index, query) == id_


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tỷ lệ người Cống", "laichau: what comes first has no 'cống'\n"),
        ("tỷ lệ người Mông", ""),
        ("services as a share of GRDP", ""),
        ("cap quang nam nay", ""),
    ],
)
def test_what_the_first_fact_lacks_is_said(query: str, said: str, laichau: Laichau) -> None:
    assert laichau("search", query, base=SHIPPED).stderr == said


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("SIPAS 2022", "sipas-rank"),
        ("SIPAS 2024", "sipas-score"),
        ("tăng trưởng GRDP 2024", "grdp-growth-year"),
        ("lượt khách năm 2023", "tourist-arrivals"),
    ],
)
def test_of_facts_alike_the_one_of_the_year_comes_first(
    query: str, id_: str, laichau: Laichau
) -> None:
    found = laichau("search", query, "--fields", "id", "--no-header", base=SHIPPED)
    assert (found.stdout.split("\n")[0], found.stderr) == (id_, "")


def test_question_words_alone_are_words_still(index: Index) -> None:
    assert ids(index, "how many")


def test_synonyms(tmp_path: Path) -> None:
    synonyms = '[["%", "percent"], ["đường", "road way"], ["xã", "phường"]]'
    with base_of(tmp_path, ["Đường đến xã", "Trường"], synonyms=synonyms) as small:
        for query in ("road way", "roadway đến", "phường", "đường đến xã"):
            assert ids(small, query) == ["fact-0"]


def test_figures_at_other_times_find_a_fact_too(index: Index) -> None:
    seen = [
        (id_, str(one["value"]))
        for id_, fact in BASE["facts"].items()
        for one in fact.get("observations", [])
        if not 1990 < one["value"] < 2030  # as a number it finds periods sooner
    ]
    assert seen
    assert all(id_ in ids(index, value, limit=100) for id_, value in seen)


# ---- what stderr says


@pytest.mark.parametrize(
    ("query", "id_", "said"),
    [
        ("popluation", "population-total", "no fact has 'popluation'; showing 'population'"),
        ("smartphne", "adults-with-smartphone", "no fact has 'smartphne'; showing 'smartphone'"),
        ("ddieenj thoaij", "telephone-subscriptions", "read as Telex: điện thoại"),
        ("ca1p quang", "fibre-optic-cable", "read as VNI: cáp quang"),
        ("GRPD per capita", "grdp-per-capita", "no fact has 'grpd'; showing 'grdp'"),
        ("cáp quang xyzzyq", "fibre-optic-cable", "no fact has 'xyzzyq'; these have the rest"),
    ],
)
def test_another_reading_is_said(laichau: Laichau, query: str, id_: str, said: str) -> None:
    result = laichau("search", query)
    assert result.status == 0
    assert result.stdout.splitlines()[1].startswith(f"{id_}\t")
    assert result.stderr == f"laichau: {said}\n"


def test_what_was_typed_right_is_not_commented(laichau: Laichau) -> None:
    assert laichau("search", "cáp", "quang").stderr == ""


def test_nothing_found(laichau: Laichau) -> None:
    result = laichau("search", "subqqqqq")
    assert (result.status, result.stdout.count("\n")) == (1, 1)
    assert result.stderr.startswith("laichau: nothing found for 'subqqqqq'; nearest words: subscri")
    assert laichau("search", "qqqqq").stderr == (
        "laichau: nothing found for 'qqqqq'; laichau show lists the topics\n"
    )
    assert laichau("search", "qqqqq", "--json")[:2] == (1, "[]\n")


# ---- whatever is typed


@given(st.text(st.characters(), max_size=60))
def test_any_characters(index: Index, query: str) -> None:
    find(index, query, limit=3, lang="en")


@given(st.lists(st.sampled_from([*SYNTAX, "cáp", "quang", "số", "28,54", "\x00", "\ud800", "''"])))
def test_syntax_of_fts5_is_only_characters(index: Index, pieces: list[str]) -> None:
    for query in (" ".join(pieces), "".join(pieces)):
        find(index, query, limit=3, lang="vi")


@pytest.mark.parametrize("mark", ['"', "*", "(", ")", ":", "^", "'", "#", "~", "\x00", "\ud800"])
def test_marks_change_nothing(index: Index, mark: str) -> None:
    plain = ids(index, "cáp quang")
    assert ids(index, f"{mark}cáp{mark} {mark}quang{mark}") == plain
    assert ids(index, f"cáp {mark} quang") == plain


@pytest.mark.parametrize("word", ["NEAR", "AND", "OR", "NOT", "name:", "-name", "words"])
def test_words_of_fts5_are_only_words(index: Index, word: str) -> None:
    assert first(index, f"cáp quang {word}") == "fibre-optic-cable"


@pytest.mark.parametrize(
    "query",
    ["a" * 100_000, "a " * 50_000, "9" * 100_000, "1,1" * 33_000, "số " * 30_000, "\x00" * 100_000],
    ids=["letters", "words", "digits", "numerals", "known words", "NUL"],
)
def test_any_length(laichau: Laichau, query: str) -> None:
    result = laichau("search", query)
    assert result.status in (0, 1)
    assert "mistake in laichau" not in result.stderr


def test_bytes_that_are_no_text(process: Process) -> None:
    result = process("search", os.fsdecode(b"c\xffp"))
    assert result.status in (0, 1)
    assert "Traceback" not in result.stderr


# ---- the answer


@pytest.mark.parametrize("query", ["tỷ lệ", "growth", "số", "xã", "2022", "rate 28,54 popluation"])
def test_the_same_every_time(index: Index, query: str) -> None:
    assert ids(index, query) == ids(index, query)
    hits = find(index, query, limit=100, lang="en").hits
    scored: list[Any] = list(hits)
    order = [(-hit["score"], index.position(hit["id"])) for hit in scored]
    assert order == sorted(order)


@pytest.mark.parametrize("query", ["tỷ lệ", "growth", "số", "cáp quang", "poverty rate"])
def test_a_limit_only_cuts(index: Index, query: str) -> None:
    everything = ids(index, query, limit=1000)
    for limit in (1, 2, 5):
        assert ids(index, query, limit=limit) == everything[:limit]


def test_limit_of_the_command(laichau: Laichau) -> None:
    records = json.loads(laichau("search", "số", "--limit", "3", "--json").stdout)
    assert len(records) == 3
    assert len(json.loads(laichau("search", "số", "--json").stdout)) == 10
    assert laichau("search", "số", "--limit", "0").status == 2


def test_records_say_why(laichau: Laichau) -> None:
    (record, *_) = json.loads(laichau("search", "Tổng chiều dài cáp quang", "--json").stdout)
    assert record["id"] == "fibre-optic-cable"
    assert record["matched"] == ["label"]
    assert record["score"] == pytest.approx(1.21)
    (record, *_) = json.loads(laichau("search", "14433", "--json").stdout)
    assert record["matched"] == ["value"]
    (record, *_) = json.loads(laichau("search", "persons with accounts at banks", "--json").stdout)
    assert "alias" in record["matched"]


def test_words_found_are_underlined(laichau: Laichau) -> None:
    result = laichau("search", "cable", tty=True, env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert "\x1b[4mcable\x1b[0m" in result.stdout
    assert "\x1b[4m" not in laichau("search", "cable", tty=True, env={"NO_COLOR": "1"}).stdout


# ---- among very many


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The shipped facts among 6,000 others: more than are ever scored or looked through."""
    folder = tmp_path_factory.mktemp("large")
    path = folder / "large.toml"
    path.write_text("".join(generate.base(6000, SHIPPED.read_text(encoding="utf-8"))), "utf-8")
    opened, _ = open_index(str(path), {"XDG_CACHE_HOME": str(folder)})
    with opened:
        yield opened


def test_the_same_facts_come_first_among_many(large: Index) -> None:
    cases = queries.cases(queries.OWN)
    places = [queries.rank(large, case) for case in cases]
    assert sum(place == 1 for place in places) >= queries.FIRST_BAR * len(cases)


@pytest.mark.parametrize("query", ["xã", "commune", "xã commune", "growth xã", "số"])
def test_words_that_most_facts_have(large: Index, query: str) -> None:
    found = find(large, query, limit=10, lang="en")
    assert len(found.hits) == 10
    assert found.messages == []
    assert ids(large, query, limit=3) == [hit["id"] for hit in found.hits[:3]]


def test_words_that_only_some_facts_have_together(
    large: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_LISTED", 5)
    found = ids(large, "new planned goats")
    assert found
    assert all("goats" in id_ and ("new" in id_ or "planned" in id_) for id_ in found)


def test_a_limit_above_what_is_scored_at_once(large: Index) -> None:
    assert len(ids(large, "commune", limit=3000)) == 3000


def test_generated_bases_are_the_same_every_time() -> None:
    assert list(generate.base(50)) == list(generate.base(50))
    assert len(tomli.loads("".join(generate.base(50)))["facts"]) == 50


def test_a_generated_base_keeps_the_other() -> None:
    other = SHIPPED.read_text(encoding="utf-8")
    both = tomli.loads("".join(generate.base(100, other)))
    assert BASE["facts"].items() <= both["facts"].items()
    assert len(both["facts"]) == len(BASE["facts"]) + 100


# ----


def base_of(
    folder: Path, labels: list[str], *, units: list[str] | None = None, synonyms: str = "[]"
) -> Index:
    """The index of a base with a fact for each label, all alike but for the unit."""
    rows = [
        f"schema = 1\nsynonyms = {synonyms}",
        'title = { vi = "Thử", en = "Trial" }',
        '[sources.s]\ntitle = "S"\nlang = "vi"\nurl = "https://example.org"',
        '[topics.t]\nlabel = { vi = "Chủ đề", en = "Topic" }',
    ]
    for number, label in enumerate(labels):
        unit = units[number] if units else "cái"
        fact = f'topic = "t"\nlabel = {{ vi = "{label}", en = "Thing" }}\nvalue = 5'
        evidence = 'evidence = { source = "s", text = "5" }'
        rows += [
            f'[units.u{number}]\nlabel = {{ vi = "{unit}", en = "u" }}',
            f'[facts.fact-{number}]\n{fact}\nunit = "u{number}"\n{evidence}',
        ]
    path = folder / "base.toml"
    path.write_text("\n".join(rows), encoding="utf-8")
    opened, _ = open_index(str(path), {"XDG_CACHE_HOME": str(folder)})
    return opened


# ---- what a base does not know, and how people write what it knows

PROVINCE = """
schema = 1
title = { vi = "Tỉnh Mường: số liệu", en = "Mường: figures" }
sources.s = { title = "S", lang = "vi", url = "https://example.org" }
topics.t = { label = { vi = "Đời sống", en = "Living" } }
units.percent = { label = { vi = "%", en = "%" }, joined = true }
units.km = { label = { vi = "km", en = "km" } }

[facts.rural]
topic = "t"
label = { vi = "Xã xây dựng nông thôn mới", en = "New-rural communes" }
value = 41.5
unit = "percent"
evidence = { source = "s", text = "41,5%" }

[facts.cable]
topic = "t"
label = { vi = "Chiều dài cáp quang", en = "Fibre-optic cable" }
value = 14433
unit = "km"
evidence = { source = "s", text = "14.433 km" }
observations = [{ value = 2021, period = "2024", evidence = { source = "s", text = "2.021 km" } }]

[facts.poverty]
topic = "t"
label = { vi = "Tỷ lệ hộ nghèo", en = "Poverty rate" }
value = 28.54
unit = "percent"
period = "2022"
evidence = { source = "s", text = "28,54%" }
observations = [{ value = 19.46, period = "2024", evidence = { source = "s", text = "19,46%" } }]

[facts.road]
topic = "t"
label = { vi = "Xã có đường ô tô", en = "Communes with a road" }
value = 99
unit = "percent"
evidence = { source = "s", text = "99%" }

[targets.rural-2025]
fact = "rural"
goal = 80
sense = "at-least"
due = "2025"
scope = "province"
set_by = { vi = "Tỉnh", en = "Province" }
evidence = { source = "s", text = "80%" }
"""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("province")
    (folder / "base.toml").write_text(PROVINCE, encoding="utf-8")
    opened, _ = open_index(str(folder / "base.toml"), {"XDG_CACHE_HOME": str(folder)})
    with opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "id_", "message"),
    [
        ("XDNTM", "rural", "'xdntm' read as: xây dựng nông thôn mới"),
        ("XD-NTM", "rural", "'xdntm' read as: xây dựng nông thôn mới"),
        ("nongthonmoi", "rural", "'nongthonmoi' read as: nong thon moi"),
        ("14 433", "cable", ""),
        ("14\u00a0433 km", "cable", ""),
        ("14433km", "cable", ""),
        ("28,54 %", "poverty", ""),
        ("2.021", "cable", ""),
        ("2021 km", "cable", ""),
        ("\u00f0\u01b0\u1eddng \u00f4 t\u00f4", "road", ""),
        ("hộ nghèo 2024", "poverty", ""),
        ("cap quagn", "cable", "no fact has 'quagn'; showing 'quang'"),
        ("mục tiêu nào chưa đạt", "rural", "goals by their verdict; laichau compare-target"),
        ("which targets were not met", "rural", "goals by their verdict; laichau compare-target"),
    ],
)
def test_words_as_people_write_them(province: Index, query: str, id_: str, message: str) -> None:
    found = find(province, query, limit=3, lang="en")
    assert found.hits[0]["id"] == id_
    assert "".join(found.messages).startswith(message)
    assert bool(found.messages) == bool(message)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("thất nghiệp", "; "),
        ("tỷ lệ sinh đẻ", "; facts with one of the words: Poverty rate (poverty)"),
        ("unemployment rate", "; facts with one of the words: Poverty rate (poverty)"),
        ("hộ nghèo Điện Biên", "; nothing here is about điện biên"),
        ("goals", "; "),
    ],
)
def test_nothing_is_found_where_nothing_is_known(province: Index, query: str, hint: str) -> None:
    found = find(province, query, limit=3, lang="en")
    assert found.hits == []
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    ("query", "year", "observed"),
    [
        ("hộ nghèo 2024", "2024", {}),
        ("2024", "2024", {}),
        ("hộ nghèo 2022 2024", None, {}),
        ("hộ nghèo 19,46%", None, {"poverty": 0}),
        ("2021", None, {"cable": 0}),
        ("28.54", None, {}),
    ],
)
def test_the_year_and_the_figure_asked_for(
    province: Index, query: str, year: str | None, observed: dict[str, int]
) -> None:
    found = find(province, query, limit=3, lang="en")
    assert found.hits
    assert (found.year, found.observed) == (year, observed)


def test_a_word_that_begins_one_of_very_many_facts(tmp_path: Path) -> None:
    with base_of(tmp_path, [f"hectares plot {number}" for number in range(2100)]) as many:
        assert ids(many, "hectar plots unit") == []
        assert len(ids(many, "hectar plots")) == 10


def test_every_query_is_answered_or_refused_among_many(large: Index) -> None:
    for path in (queries.OWN, queries.HELD_OUT):
        for case in queries.cases(path):
            find(large, case.query, limit=3, lang="en")


def test_queries_held_out_reach_the_bars(index: Index) -> None:
    cases = queries.cases(queries.HELD_OUT)
    first, in_three, silent = queries.rates([(case, queries.rank(index, case)) for case in cases])
    assert (first > 0.92, in_three > 0.96, silent > 0.85) == (True, True, True)
