"""`laichau verify`: honest on claims written before it was, plain to people and to programs."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from laichau_cli.commands import verify
from laichau_cli.records import CLAIM_FIELDS
from tests.conftest import SHIPPED, SMALL, TESTS
from tests.made import HEAD, fact, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Laichau

    Verify = Callable[..., list[dict[str, Any]]]

ARTICLE = next((SHIPPED.parent / "seeds").glob("*.txt")).read_text(encoding="utf-8")
WRONG = "Tỷ lệ hộ nghèo cuối năm 2022 là 25,84%.\n"


class Case(NamedTuple):
    """A line of the table: what the figure in brackets is held for, and of which fact."""

    verdict: str
    fact: str
    sentence: str

    @property
    def column(self) -> int:
        return self.sentence.index("[") + 1

    @property
    def text(self) -> str:
        return self.sentence.replace("[", "").replace("]", "")


CASES = [
    Case(*line.split("|"))
    for line in (TESTS / "claims/article.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture
def judged(article: Path, tmp_path: Path, laichau: Laichau) -> Verify:
    """The records of a text, held against the frozen base and its document."""

    def records(text: str, *options: str) -> list[dict[str, Any]]:
        path = tmp_path / "draft.md"
        path.write_text(text, encoding="utf-8")
        found = laichau("verify", str(path), "--all", "--json", *options, base=article)
        assert found.status in (0, 1), found.stderr
        read: list[dict[str, Any]] = json.loads(found.stdout)
        return read

    return records


def covers(record: dict[str, Any], column: int) -> bool:
    """Whether what is printed reaches over a column."""
    return bool(record["column"] <= column < record["column"] + len(record["printed"]))


def test_the_claims_are_judged_honestly(judged: Verify) -> None:
    records = judged("".join(f"{case.text}\n" for case in CASES))
    found: Counter[str] = Counter()
    for number, case in enumerate(CASES, 1):
        mine = [r for r in records if r["line"] == number and covers(r, case.column)]
        verdict = mine[0]["verdict"] if mine else "unknown"
        assert verdict in (case.verdict, "unknown"), f"{verdict}: {case}"
        if verdict != "unknown":
            assert mine[0]["fact"] == case.fact, case
        found[case.verdict == verdict or f"missed: {case.verdict}"] += 1  # type: ignore[index]
    assert found[True] >= 325, found  # type: ignore[index]


def test_all_figures_of_the_article_agree(judged: Verify) -> None:
    records = judged(ARTICLE)
    others = [(r["line"], r["printed"]) for r in records if r["verdict"] != "agrees"]
    # Three stars and fifteen years are no facts; two goals stand beside years they are not due.
    assert others == [(13, "3"), (25, "3%"), (25, "4%"), (45, "15")]
    assert len(records) == 70


def test_no_figure_of_the_article_passes_with_a_digit_changed(judged: Verify) -> None:
    lines = ARTICLE.splitlines()
    texts, places = [], []
    for record in judged(ARTICLE):
        line, start = lines[record["line"] - 1], record["column"] - 1
        for match in re.finditer("[0-9]", line[: start + len(record["printed"])]):
            if match.start() >= start and not record["printed"].endswith("km²"):
                digit = str((int(match.group()) + 3) % 10)
                texts.append(line[: match.start()] + digit + line[match.end() :])
                places.append(match.start() + 1)
    found: Counter[str] = Counter()
    for record in judged("\n".join(texts)):
        if covers(record, places[record["line"] - 1]):
            found[record["verdict"]] += 1
    assert found.keys() <= {"differs", "unknown"}
    assert found["differs"] > 0.8 * found.total()


@pytest.mark.parametrize(
    "text",
    [
        "```\nTỷ lệ hộ nghèo năm 2022 là 25,84%.\n```",
        "Xem `hộ nghèo 25,84%` và https://example.org/ho-ngheo/25,84%",
        "Nghị quyết số 09-NQ/TU ngày 25/2/2022, Quyết định 411/QĐ-TTg, khoản 2 Điều 5.",
        "Điện thoại: 0213 3876 457; dịch COVID-19; mạng 4G; lúc 10:30.",
        "1. Tỷ lệ hộ nghèo\n2) Dân số\n## 3. Kinh tế\n- [12] chú thích",
        "Năm 2023 và giai đoạn 2021-2025.",
    ],
)
def test_what_claims_nothing_is_passed_over(text: str, judged: Verify) -> None:
    assert judged(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Cuối năm 2023, tỷ lệ hộ nghèo là 28,54%.", "28.54% is of 2022-12-31"),
        ("High-quality rice output: 20.3 tonnes.", "another scale: 1/1,000 of the base's"),
        ("GRDP growth averaged 3.91 percentage points in 2021-2023.", "in %, not in points"),
        ("Diện tích cao su là 9.786 ha.", "this is the figure of tea-area"),
        ("Dân số toàn tỉnh gần 489.000 người.", "the base has 'over'"),
        ("Diện tích chè là 9.768 ha.", "digits swapped"),
        ("Bán lẻ, dịch vụ tiêu dùng mười tháng giảm 12,9%.", "one rises, the other falls"),
    ],
)
def test_what_is_wrong_is_told(text: str, message: str, judged: Verify) -> None:
    (record,) = judged(text)
    assert record["verdict"] == "differs"
    assert record["message"].endswith(f"; {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Tỉnh có 9.786 ha chè cổ thụ.", "this may be tea-area, but for 'thụ'"),
        (
            "VNPT owns 14,433 km of fibre-optic cable.",
            "this may be fibre-optic-cable, but for 'vnpt'",
        ),
        ("Tỉnh có 4.321 ha ngô.", "no fact has enough of these words"),
    ],
)
def test_what_keeps_a_figure_from_agreeing_is_told(text: str, message: str, judged: Verify) -> None:
    (record,) = judged(text)
    assert (record["verdict"], record["message"]) == ("unknown", message)


def test_a_figure_of_another_time_may_be_asked_for(judged: Verify) -> None:
    text = "Tỷ lệ hộ nghèo toàn tỉnh là 19,46%."
    assert [r["verdict"] for r in judged(text)] == ["other-time"]
    for at in ("2024", "latest"):
        assert [r["verdict"] for r in judged(text, "--at", at)] == ["agrees"]
    assert [r["verdict"] for r in judged(text, "--at", "2023")] == ["other-time"]


def test_a_change_from_a_year_before_names_no_year(tmp_path: Path, laichau: Laichau) -> None:
    grown = (
        'value = 54000\nunit = "u"\nperiod = "2023"\nchange = { by = 3000, since = "year-before" }'
    )
    head = HEAD.replace('vi = "u", en = "u"', 'vi = "tấn", en = "tonnes"')
    base = written(tmp_path, head + fact("tea", vi="Sản lượng chè", en="Tea output", rest=grown))
    path = tmp_path / "draft.md"
    path.write_text("Tea output rose by 3,000 tonnes compared with 2022.\n", encoding="utf-8")
    found = laichau("verify", str(path), "--all", "--json", base=base)
    assert (found.status, found.stderr) == (0, "laichau: 1 figure: 1 unknown\n")
    assert [record["verdict"] for record in json.loads(found.stdout)] == ["unknown"]


def test_a_person_and_a_pipe_read_lines(article: Path, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "draft.md"
    path.write_text(WRONG + "Dân số toàn tỉnh trên 489.000 người.\n", encoding="utf-8")
    line = (
        f'{path}:1:33: differs: 25,84% … base: 28.54% (poverty-rate, 2022-12-31; "tỷ lệ hộ nghèo '
        'toàn tỉnh là 28,54%"; laichau cite poverty-rate); digits swapped\n'
    )
    counts = "laichau: 2 figures: 1 agrees, 1 differs\n"
    for tty in (True, False):
        assert laichau("verify", str(path), base=article, tty=tty) == (0, line, counts)
    for verdict in ("differs", "unknown"):
        told = laichau("verify", str(path), "--fail-on", verdict, base=article)
        assert told == (1, line, counts)
    table = laichau("verify", str(path), "--format", "table", base=article, width=200)
    assert table.stdout.split()[: len(CLAIM_FIELDS)] == [*CLAIM_FIELDS]


def test_records_have_fields(article: Path, tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "draft.md"
    path.write_text(WRONG, encoding="utf-8")
    assert list(json.loads(laichau("verify", str(path), "--json", base=article).stdout)[0]) == [
        *CLAIM_FIELDS
    ]
    fields = laichau("verify", str(path), "--fields", "line,fact,value", base=article)
    assert fields.stdout == "line\tfact\tvalue\n1\tpoverty-rate\t28.54\n"


class Stdin(io.TextIOWrapper):
    """Standard input with a text, or one at which somebody sits."""

    def __init__(self, text: str, *, tty: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@pytest.mark.parametrize("argv", [["verify"], ["verify", "-"]], ids=" ".join)
def test_a_text_may_come_through_a_pipe(
    argv: list[str], monkeypatch: pytest.MonkeyPatch, article: Path, laichau: Laichau
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(WRONG))
    assert laichau(*argv, base=article).stdout.startswith("<stdin>:1:33: differs: 25,84% … ")


def test_nobody_types_a_text(monkeypatch: pytest.MonkeyPatch, laichau: Laichau) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin("", tty=True))
    message = "laichau: verify needs a text; try: laichau verify draft.md\n"
    assert laichau("verify", base=SMALL) == (2, "", message)


def test_what_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laichau: Laichau
) -> None:
    path = tmp_path / "draft.md"
    assert laichau("verify", str(path), base=SMALL).stderr == (
        f"laichau: {path} cannot be read: No such file or directory\n"
    )
    path.write_bytes(b"a\n\xff")
    assert laichau("verify", str(path), base=SMALL).stderr == (
        f"laichau: {path} is not UTF-8: byte 0xff on line 2\n"
    )
    monkeypatch.setattr(verify, "MOST_READ", 2)
    assert laichau("verify", str(path), base=SMALL).stderr == (
        f"laichau: {path} has more than 2 bytes; verify a part of it\n"
    )


def test_what_acts_on_a_terminal_is_shown_inert(tmp_path: Path, laichau: Laichau) -> None:
    path = tmp_path / "a\x1b[31m.md"
    path.write_text(WRONG.replace("25,84", "25,84\x1b"), encoding="utf-8")
    assert "\x1b" not in laichau("verify", str(path), "--all", base=SMALL).stdout
