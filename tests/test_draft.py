"""`laichau new` and `laichau draft`: from a document to a base that is proven."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import laichau_cli
from laichau_cli.evidence.draft import REASONS
from tests.conftest import TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau

FOLDER = TESTS / "bases/draft"
DOCUMENTS = sorted(FOLDER.glob("*.txt"))
LOAN = "In 2022 the library lent 96,000 books."


@pytest.fixture
def base(tmp_path: Path, laichau: Laichau) -> Any:
    """A function that makes a base of a text."""

    def make(text: str, name: str = "report.txt") -> Path:
        document = tmp_path / name
        document.write_text(text, encoding="utf-8")
        status, stdout, stderr = laichau("new", str(tmp_path / "made"), str(document))
        assert (status, stdout) == (0, ""), stderr
        return tmp_path / "made/facts.toml"

    return make


@pytest.fixture
def drafted(base: Any, laichau: Laichau) -> Any:
    """A function that gives the records proposed for a text."""

    def read(text: str) -> list[dict[str, Any]]:
        status, stdout, _ = laichau("draft", "--json", base=base(text))
        assert status == 0
        return list(json.loads(stdout))

    return read


# ---- what is read


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_numeral_gets_its_entry(document: Path, base: Any, laichau: Laichau) -> None:
    """Judged by hand, key by key; to write anew, look at each line that changes."""
    made = base(document.read_text(encoding="utf-8"), document.name)
    fields = "line,text,kind,value,unit,bound,estimate,period,change,goal,why,unsure"
    status, stdout, _ = laichau("draft", "-f", "tsv", "--fields", fields, base=made)
    assert status == 0
    assert stdout == document.with_suffix(".tsv").read_text(encoding="utf-8")


def test_all_documents_were_found() -> None:
    assert len(DOCUMENTS) == 2


UNSURE = {
    "scale": "In 2022 it sold 12 dozen.",
    "unit": "In 2022 the index was 36.1.",
    "more": "In 2022 a place cost £140/month.",
    "mark": "In 2022 it took ±5 km.",
    "marks": "In 2022 it was 1.234,5 km long.",
    "compared": "In 2022 the water was higher by 3 km.",
    "range": "In 2022 the price went from $5 to a sum of $7.",
    "day": "In 2022 it was open 7/12.",
    "year": "In 2022 it took 2021 dollars of 310 boats.",
    "estimate": "In 2022 it sold an estimated growth of 4%.",
    "open": "In the first 6 months it sold 5 tonnes.",
    "periods": "Year: 2020, 2021, 2022\nBoats: 31 | 29",
    "sentence": "By the end of 2022 it had 3 km of quay. It sold 5 tonnes.",
    "title": "Report of the year 2022\n\nThey met on 4 May 2023.\n\nIt sold 5 tonnes.",
    "goal": "The goal is to sell 5 tonnes by 2025.",
    "unread": "In 2022 it was open 24/7.",
}
"""For each reason a text of which it holds."""


@pytest.mark.parametrize("reason", REASONS)
def test_a_reading_that_is_not_sure_says_why(reason: str, drafted: Any) -> None:
    wanted = re.escape(REASONS[reason]).replace(r"\{words\}", ".+")
    said = [why for record in drafted(UNSURE[reason]) for why in record["unsure"]]
    assert any(re.fullmatch(wanted, why) for why in said), said


def test_what_is_sure_says_nothing(drafted: Any) -> None:
    (record,) = drafted(LOAN)
    assert record["unsure"] == []
    assert (record["text"], record["value"], record["unit"]) == ("96,000 books", 96000, "books")


def test_a_label_of_a_fall_says_so(base: Any, laichau: Laichau) -> None:
    made = base("Năm 2022, xuất khẩu và nhập khẩu giảm lần lượt 2,27% và 6,91%.")
    assert "giảm: " in laichau("draft", base=made).stdout
    laichau("draft", "--write", base=made)
    assert "the words print a fall" not in laichau("check", base=made).stdout


def test_units_that_were_proposed_before_are_used_again(base: Any, laichau: Laichau) -> None:
    made = base("In 2022 the index was 36.1.\nIn 2022 the rate was 5.2; it lent 3 books.")
    for line in (1, 2):
        status, stdout, _ = laichau("draft", "--write", "--json", "--lines", str(line), base=made)
        assert (status, {each["line"] for each in json.loads(stdout)}) == (0, {line})
    assert made.read_text(encoding="utf-8").count("[units.number]") == 1
    assert laichau("draft", base=made).stdout == ""


# ---- in a pipe


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_printed_loads_at_the_end_of_the_base(
    document: Path, base: Any, laichau: Laichau
) -> None:
    made = base(document.read_text(encoding="utf-8"), document.name)
    records = json.loads(laichau("draft", "--json", base=made).stdout)
    unsure = {record["id"] for record in records if record["unsure"]}
    _, stdout, _ = laichau("draft", base=made)
    with made.open("a", encoding="utf-8") as file:
        file.write("\n" + stdout)
    status, checked, stderr = laichau("check", "--json", base=made)
    assert status in (0, 1), stderr
    wrong = {each["id"] for each in json.loads(checked) if each["level"] == "error"}
    assert wrong <= {*unsure, document.stem}


def test_what_a_person_has_to_decide_is_said_in_vietnamese(
    tmp_path: Path, laichau: Laichau
) -> None:
    """Comments, reasons and headings; records for programs stay as they are."""
    document, vietnamese = tmp_path / "a.txt", {"LAICHAU_LANG": "vi"}
    document.write_text(
        "Họp ngày 4/5/2023.\n\nMục tiêu đến năm 2025 đạt ít nhất 5 thuyền.", encoding="utf-8"
    )
    assert "(a: vi)" in laichau("new", str(tmp_path / "m"), str(document), env=vietnamese).stderr
    made = tmp_path / "m/facts.toml"
    assert "# tên của bộ dữ kiện\n" in made.read_text(encoding="utf-8")
    in_pipe = laichau("draft", base=made, env=vietnamese).stdout
    assert "# dòng 3: Mục tiêu đến năm 2025 đạt »ít nhất 5 thuyền«." in in_pipe
    assert "#? một mục tiêu, at-least 5, due 2025: hãy chuyển" in in_pipe
    assert 'why = "ngày không gắn với số liệu nào"' in in_pipe
    screen = laichau("draft", base=made, env=vietnamese, tty=True, width=120).stdout
    assert "đoạn trích" in screen
    assert "một mục tiêu" in screen
    lines = laichau("check", "-f", "table", base=made, env=vietnamese, width=120).stdout
    assert lines.split()[:4] == ["mức", "dòng", "mã", "nội"]
    assert "chưa thuộc dữ kiện nào" in lines
    records = laichau("draft", "--json", base=made, env=vietnamese).stdout
    assert "a day, of no figure" in records
    assert "a goal, at-least 5, due 2025: make it a target" in records


def test_a_screen_has_a_table_and_a_count(base: Any, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("draft", base=base(LOAN), tty=True, width=80)
    assert status == 0
    assert "»96,000 books«" in stdout
    assert stderr == "laichau: 1 to be named, 0 of no figure; 0 unsure\n"


def test_only_some_lines_only_what_is_sure(base: Any, laichau: Laichau) -> None:
    made = base(f"{LOAN}\n\nIn 2022 the index was 36.1.\nIn 2022 it had 3 km.")

    def texts(*options: str) -> list[str]:
        return [
            each["text"] for each in json.loads(laichau("draft", "--json", *options, base=made)[1])
        ]

    assert texts() == ["96,000 books", "36.1", "3 km"]
    assert texts("--lines", "3-9") == ["36.1", "3 km"]
    assert texts("--lines", "4") == ["3 km"]
    assert texts("--sure", "report") == ["96,000 books", "3 km"]


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        (["--lines", "x"], 2, "--lines is 'x'; it takes a line or two, such as 7 or 7-25"),
        (["nosuch"], 1, "no source 'nosuch' with a document; there are: report"),
    ],
)
def test_mistakes(argv: list[str], status: int, message: str, base: Any, laichau: Laichau) -> None:
    assert laichau("draft", *argv, base=base(LOAN)) == (status, "", f"laichau: {message}\n")


# ---- into the base


HAND_MADE = """\
# kept by hand
schema = 1
title = {vi="Thư viện",en="Library"}   # odd style
[topics.loans]
label = { vi = "Mượn", en = "Loans" }
[topics.rest]
label = { vi = "Khác", en = "Rest" }

[facts.quay]
topic = "loans"
label = { vi = "Bến", en = "Quay" }
value = 3
unit = "km"
aliases = [
  "bến",
  "quay",
]
evidence = { source = "report", line = 3, text = "3 km" }

# of the rest
[facts.floors]
topic = "rest"
label = { vi = "Tầng", en = "Floors" }
evidence = { source = "report", line = 3, text = "tall" }
aliases = ["tầng", "floor"]

[sources.report]
title = "Report"
lang = "en"
file = "seeds/report.txt"
sha256 = "DIGEST"
"""
TEXT = f"{LOAN} It was built in 1911.\n\nThe quay is 3 km, and tall; 12 boats came in 2021."


@pytest.fixture
def hand_made(base: Any) -> Path:
    made: Path = base(TEXT)
    found = re.search('sha256 = "(.*)"', made.read_text(encoding="utf-8"))
    assert found
    made.write_text(HAND_MADE.replace("DIGEST", found[1]), encoding="utf-8")
    return made


NOT_FACTS = {
    "none": "",
    "one line": 'not_facts = [{ line = 1, text = "1911", why = "a year" }]\n',
    "several": 'not_facts = [ # kept\n  { line = 1, text = "1911", why = "a year" }\n]\n',
}


@pytest.mark.parametrize("not_facts", NOT_FACTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("is_whole", [True, False], ids=["ended", "cut"])
def test_nothing_but_the_entries_is_written(
    not_facts: str, ends: str, is_whole: bool, hand_made: Path, laichau: Laichau
) -> None:
    text = hand_made.read_text(encoding="utf-8") + NOT_FACTS[not_facts]
    before = (text if is_whole else text.rstrip("\n")).replace("\n", ends).encode()
    hand_made.write_bytes(before)
    status, stdout, stderr = laichau("draft", "--write", base=hand_made)
    assert (status, stdout) == (0, "")
    assert stderr.startswith(f"laichau: wrote {hand_made}: 2 to be named")
    after = hand_made.read_bytes()
    left = iter(after)
    assert all(byte in left for byte in before)  # in the same order
    assert after.count(b"\r") == (after.count(b"\n") if ends == "\r\n" else 0)
    lines = after.decode().split(ends)
    assert lines.index("# of the rest") > lines.index("[facts.draft-report-1-2]") > lines.index("]")
    assert (
        laichau("draft", "--write", base=hand_made).stderr
        == "laichau: nothing is left to be entered\n"
    )
    assert hand_made.read_bytes() == after


def test_drafts_are_in_no_answer_and_counted_by_the_check(
    hand_made: Path, laichau: Laichau
) -> None:
    laichau("draft", "--write", base=hand_made)
    assert "draft-" not in laichau("show", "all", "--json", base=hand_made).stdout
    status, stdout, stderr = laichau("check", base=hand_made)
    assert (status, stderr) == (0, "")
    assert stdout.endswith("; 2 drafts to be named\n")
    assert laichau("check", "--strict", base=hand_made).status == 1
    named = hand_made.read_text(encoding="utf-8").replace(
        "draft = true\n", "aliases = ['a', 'ă']\n"
    )
    hand_made.write_text(named, encoding="utf-8")
    assert "to be named" not in laichau("check", base=hand_made).stdout


def test_a_base_of_several_files(hand_made: Path, laichau: Laichau) -> None:
    text = hand_made.read_text(encoding="utf-8")
    at = text.index("[sources.report]")
    hand_made.write_text(text[:at], encoding="utf-8")
    sources = hand_made.with_name("sources.toml")
    sources.write_text("schema = 1\n" + text[at:], encoding="utf-8")
    assert laichau("draft", "--write", base=hand_made.parent).status == 0
    assert hand_made.read_text(encoding="utf-8") == text[:at]
    assert "[facts.draft-report-1-2]" in sources.read_text(encoding="utf-8")


def test_a_file_that_was_changed_meanwhile_is_left_alone(
    hand_made: Path, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laichau_cli.output import atomic

    write = atomic.write_whole

    def touched(path: str, how: Any) -> None:
        with open(path, "a", encoding="utf-8") as file:
            file.write("# mine\n")
        write(path, how)

    monkeypatch.setattr(atomic, "write_whole", touched)
    status, _, stderr = laichau("draft", "--write", base=hand_made)
    assert (status, stderr) == (
        1,
        f"laichau: {hand_made} was changed meanwhile; nothing is written\n",
    )
    assert hand_made.read_text(encoding="utf-8").endswith('"\n# mine\n')


def test_what_would_not_load_is_not_written(hand_made: Path, laichau: Laichau) -> None:
    text = hand_made.read_text(encoding="utf-8")
    start, end = text.index("[facts.quay]"), text.index("[sources.report]")
    flat = "facts = {}\n" + text[:start].replace("schema", "schema", 1) + text[end:]
    hand_made.write_text(flat, encoding="utf-8")
    status, _, stderr = laichau("draft", "--write", base=hand_made)
    assert status == 3, stderr
    assert hand_made.read_text(encoding="utf-8") == flat


def test_the_base_that_ships_is_never_written(
    hand_made: Path, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laichau_cli, "__file__", str(hand_made.parent / "__init__.py"))
    text = hand_made.read_text(encoding="utf-8")
    status, _, stderr = laichau("draft", "--write", base=hand_made)
    assert (status, hand_made.read_text(encoding="utf-8")) == (1, text)
    assert "is the base that ships" in stderr


# ---- new


def test_a_new_base_has_all_that_is_known(base: Any, laichau: Laichau) -> None:
    made = base("Một báo cáo của thư viện năm 2022\n\nCó 12 phòng đọc.", "Báo cáo 1.txt")
    assert sorted(path.name for path in made.parent.rglob("*") if path.is_file()) == [
        "Báo cáo 1.txt",
        "facts.schema.json",
        "facts.toml",
    ]
    text = made.read_text(encoding="utf-8")
    assert "[sources.bao-cao-1]" in text
    assert 'title = "Một báo cáo của thư viện năm 2022"' in text
    assert 'lang = "vi"' in text
    assert laichau("check", base=made).status == 1  # its numerals wait


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe", "is no UTF-8 text; save it as that"),
        (None, "cannot be read: there is no such file"),
    ],
)
def test_a_document_that_is_none(
    data: bytes | None, message: str, tmp_path: Path, laichau: Laichau
) -> None:
    document = tmp_path / "a.txt"
    if data is not None:
        document.write_bytes(data)
    status, _, stderr = laichau("new", str(tmp_path / "made"), str(document))
    assert (status, stderr) == (1, f"laichau: {document}: {message}\n")
    assert not (tmp_path / "made").exists()


def test_a_new_base_replaces_nothing(base: Any, tmp_path: Path, laichau: Laichau) -> None:
    made = base(LOAN)
    status, _, stderr = laichau("new", str(made.parent), str(tmp_path / "report.txt"))
    assert (status, "holds other files" in stderr) == (1, True)
    two = [str(tmp_path / "report.txt")] * 2
    assert laichau("new", str(tmp_path / "other"), *two).status == 1
    assert laichau("new", str(tmp_path / "other")).status == 2


def test_a_base_of_drafts_alone_says_that_it_has_no_fact(tmp_path: Path, laichau: Laichau) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Dân số trên 640.000 người.\n", encoding="utf-8")
    assert laichau("new", str(tmp_path / "made"), str(report)).status == 0
    base = tmp_path / "made/facts.toml"
    assert 'vi = "Dân số"' in laichau("draft", base=base).stdout
    assert "there is no fact yet" in laichau("show", "all", base=base).stderr
