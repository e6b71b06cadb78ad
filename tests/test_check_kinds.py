"""What `check` makes of figures as reports print them: false ones are caught, true ones clean.

Each case of readings/*.cases is one fact of a document of a line or a few (⏎ between them), with
words cited from its last line.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.made import written

if TYPE_CHECKING:
    from tests.conftest import Laichau

HEAD = """schema = 1
title = { vi = "Thử", en = "Trial" }
[sources.s]
title = "T"
lang = "LANG"
file = "d.txt"
sha256 = "DIGEST"
SOURCE
[units.percent]
label = { vi = "%", en = "%" }
joined = true
share = true
[units.growth]
label = { vi = "%", en = "%" }
joined = true
[units.points]
label = { vi = "điểm", en = "points" }
[units.t]
label = { vi = "tấn", en = "tonnes" }
[units.km]
label = { vi = "km", en = "km" }
[units.km2]
label = { vi = "km²", en = "km²" }
printed = ["km2"]
[units.ha]
label = { vi = "ha", en = "hectares" }
[units.vnd]
label = { vi = "đồng", en = "dong" }
printed = ["VND", "₫"]
[units.usd]
label = { vi = "USD", en = "dollars" }
printed = ["$"]
[units.eur]
label = { vi = "euro", en = "euros" }
printed = ["€"]
[units.people]
label = { vi = "người", en = "people" }
[units.projects]
label = { vi = "dự án", en = "projects" }
[units.households]
label = { vi = "hộ", en = "households" }
[units.subscriptions]
label = { vi = "thuê bao", en = "subscriptions" }
[units.subscriptions-per-100]
label = { vi = "thuê bao/100 dân", en = "subscriptions per 100 people" }
[units.yields]
label = { vi = "tấn/ha", en = "tonnes/ha" }
[units.per-ha]
label = { vi = "tấn một ha", en = "tonnes/hectare" }
[topics.a]
label = { vi = "A", en = "A" }
[facts.f]
topic = "a"
label = { vi = "LABEL", en = "LABEL" }
aliases = ["tên", "name"]
evidence = { source = "s", line = LINE, text = "TEXT" }
FACT
"""


def made(folder: Path, lang: str, document: str, text: str, fact: str) -> Path:
    """A base of one fact; `source:` begins what belongs to its source, `label:` its label."""
    lines = fact.split("; ")
    source = "\n".join(each.removeprefix("source:") for each in lines if each.startswith("source:"))
    label = next((each[6:] for each in lines if each.startswith("label:")), "Nhãn")
    rest = "\n".join(each for each in lines if not each.startswith(("source:", "label:")))
    (folder / "d.txt").write_text(document, encoding="utf-8")
    base = HEAD.replace("LANG", lang).replace("SOURCE", source).replace("LABEL", label)
    base = base.replace("DIGEST", hashlib.sha256(document.encode()).hexdigest())
    base = base.replace("LINE", str(document.count("\n") + 1)).replace("TEXT", text)
    return written(folder, base.replace("FACT", rest))


def cases(name: str) -> list[str]:
    """The lines of a table: language, document, words cited and what is entered."""
    return (Path(__file__).parent / "readings" / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", cases("false.cases"))
def test_what_is_false_is_caught(case: str, tmp_path: Path, laichau: Laichau) -> None:
    lang, document, text, fact = case.replace("⏎", "\n").split("|")
    status, stdout, stderr = laichau("check", base=made(tmp_path, lang, document, text, fact))
    assert (status, ": f: " in stdout or ": s: " in stdout) == (1, True), stderr


@pytest.mark.parametrize("case", cases("true.cases"))
def test_what_is_true_is_clean(case: str, tmp_path: Path, laichau: Laichau) -> None:
    lang, document, text, fact = case.replace("⏎", "\n").split("|")
    status, stdout, stderr = laichau("check", base=made(tmp_path, lang, document, text, fact))
    assert (status, stderr) == (0, ""), stdout


# ---- words of a source without a document, and what a base says twice

QUOTED = """schema = 1
title = { vi = "Thử", en = "Trial" }
[sources.page]
title = "T"
lang = "vi"
url = "https://example.org/"
[sources.seite]
title = "T"
lang = "de"
url = "https://example.org/"
[units.percent]
label = { vi = "%", en = "%" }
share = true
[topics.a]
label = { vi = "A", en = "A" }
[facts.f]
topic = "a"
label = { vi = "Nhãn", en = "Label" }
aliases = ["tên", "name"]
value = 72.5
unit = "percent"
period = "2022"
evidence = { source = "page", text = "năm 2022 đạt 72,5%" }
note = { vi = "Theo 2 báo cáo.", en = "By two reports." }
[facts.rank]
topic = "a"
label = { vi = "Hạng", en = "Rank" }
aliases = ["hạng", "rank"]
value = 4
unit = "rank"
evidence = { source = "seite", text = "Platz 4" }
[targets.decision-411]
fact = "f"
goal = 80
sense = "at-least"
set_by = { vi = "Quyết định 411", en = "Decision 411" }
scope = "nation"
due = "2025"
evidence = { source = "page", text = "ít nhất 80% đến năm 2025" }
[targets.rank-goal]
fact = "rank"
goal = 3
sense = "at-most"
set_by = { vi = "Tỉnh", en = "Province" }
scope = "province"
evidence = { source = "seite", text = "Platz 3" }
"""

WRONG = {
    "a value": ("value = 72.5", "value = 75.2", "f: the value is not the one printed"),
    "a unit": ("đạt 72,5%", "đạt 72,5 điểm", "f: the unit is not in the words cited"),
    "a bound": ("đạt 72,5%", "đạt trên 72,5%", "f: `bound` is not as printed"),
    "a period": ('period = "2022"', 'period = "2021"', "f: the period is not as printed"),
    "words left out": ("năm 2022 đạt", "năm 2022 … đạt", "f: words are left out where"),
    "a goal": ("goal = 80", "goal = 70", "decision-411: the goal is not the one printed"),
    "a goal in another unit": (
        "ít nhất 80% đến",
        "ít nhất 80 xã đến",
        "411: the goal is printed in",
    ),
    "a rise for a goal": ("ít nhất 80% đến", "tăng 80% đến", "411: the goal is printed as a rise"),
    "a due year": ('due = "2025"', 'due = "2030"', "decision-411: `due` is not as printed"),
    "a limit": ("ít nhất 80%", "không quá 80%", "decision-411: `sense` is not as printed"),
    "a rank to be raised": ('"at-most"', '"at-least"', "rank-goal: a lower rank is better"),
    "a setter": ("định 411", "định 412", "decision-411: the numerals of the two languages differ"),
    "a number of a setter": ("[targets.decision-411]", "[targets.d]", "d: the number 411 of who"),
    "a note": ("By two reports", "By three reports", "f: the numerals of the two languages differ"),
    "a goal due before": (
        'due = "2025"',
        'due = "2021"\nnote = { vi = "Ghi chú.", en = "A note." }',
        "decision-411: is due before the fact's period ends",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_base_is_held_against_itself_and_its_words(
    name: str, tmp_path: Path, laichau: Laichau
) -> None:
    old, new, message = WRONG[name]
    assert QUOTED.count(old) == 1
    base = written(tmp_path, QUOTED.replace(old, new))
    status, stdout, _ = laichau("check", base=base)
    assert (status, message in stdout) == (1, True), stdout


@pytest.mark.parametrize(
    ("words", "warns"),
    [
        ("Phấn đấu năm 2025 đón 1.470 người", True),
        ("Kế hoạch năm 2025 đón 1.470 người", True),
        ("Năm 2025 đón 1.470 người, vượt mục tiêu", False),
    ],
)
def test_a_goal_entered_as_a_figure_is_a_warning(
    words: str, warns: bool, tmp_path: Path, laichau: Laichau
) -> None:
    entered = 'value = 1470; unit = "people"; period = "2025"'
    status, stdout, _ = laichau("check", base=made(tmp_path, "vi", f"{words}.", words, entered))
    assert (status, "warning: the words cited speak of a goal" in stdout) == (0, warns)


@pytest.mark.parametrize("goal", ["là 80 đến năm 2025", "là 80 năm 2025", "tăng lên 80% năm 2025"])
def test_a_goal_may_be_printed_without_its_unit(
    goal: str, tmp_path: Path, laichau: Laichau
) -> None:
    base = written(tmp_path, QUOTED.replace("ít nhất 80% đến năm 2025", goal))
    status, stdout, _ = laichau("check", base=base)
    assert status == 0, stdout


def test_a_goal_is_entered_once(tmp_path: Path, laichau: Laichau) -> None:
    again = QUOTED[QUOTED.index("[targets.decision") : QUOTED.index("[targets.rank")]
    base = written(tmp_path, QUOTED + again.replace("-411]", "-411-again]"))
    status, stdout, _ = laichau("check", base=base)
    assert (status, "has the fact, setter and due of 'decision-411'" in stdout) == (1, True)


def test_the_last_line_says_what_was_not_read(tmp_path: Path, laichau: Laichau) -> None:
    assert laichau("check", base=written(tmp_path, QUOTED)) == (
        0,
        ("no document to hold anything against; 2 held against quoted words only; 2 not read\n"),
        "",
    )


@pytest.mark.parametrize(
    ("data", "advice"),
    [(b"%PDF-1.7\n", "pdftotext"), (b"PK\x03\x04", "pandoc"), (b"<!DOCTYPE html>", "pandoc")],
)
def test_a_document_that_is_no_text_says_what_to_do(
    data: bytes, advice: str, tmp_path: Path, laichau: Laichau
) -> None:
    base = made(tmp_path, "vi", "Có 7 hộ.", "7 hộ", 'value = 7; unit = "households"')
    (tmp_path / "d.txt").write_bytes(data)
    status, stdout, _ = laichau("check", base=base)
    assert (status, "it is no plain text" in stdout, advice in stdout) == (1, True, True)
