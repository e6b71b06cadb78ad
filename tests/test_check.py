"""`laichau check`: what it says of right bases, of each kind of mistake, and of documents."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laichau_cli.evidence.documents import Document
from tests.conftest import SHIPPED, TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau, Process

ENGLISH = TESTS / "bases/valid/english"
SEVERAL = TESTS / "bases/check/several"
ADDRESS = TESTS / "bases/check/address/facts.toml"


# ---- bases that are right


def test_the_base_that_ships_is_proven(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("check", "--strict", "--facts", str(SHIPPED))
    assert (status, stderr) == (0, "")
    assert ": all where they say; 100 of 100 numerals accounted for" in stdout


def test_an_english_base_is_proven(laichau: Laichau) -> None:
    assert laichau("check", "--strict", base=ENGLISH / "facts.toml") == (
        0,
        (
            "12 figures, 1 target, 2 statements, 1 observation: all where they say; "
            "32 of 32 numerals accounted for\n"
        ),
        "",
    )


def test_words_of_an_address_are_read(laichau: Laichau) -> None:
    assert laichau("check", "--strict", base=ADDRESS) == (
        0,
        ("no document to hold anything against; 3 held against quoted words only\n"),
        "",
    )


def test_nothing_found_is_an_empty_array(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("check", "--json", base=ENGLISH / "facts.toml")
    assert (status, json.loads(stdout)) == (0, [])
    assert stderr.startswith("laichau: 12 figures")


# ---- a base with several mistakes, in every form


def expected(name: str) -> str:
    return (SEVERAL / name).read_text(encoding="utf-8").replace("PATH", str(SEVERAL / "facts.toml"))


COUNTED = "laichau: 9 errors, 5 warnings\n"


@pytest.mark.parametrize(
    ("options", "golden"),
    [
        ([], "expected.txt"),
        (["--strict"], "expected.txt"),
        (["-f", "table"], "expected-table.txt"),
        (["--json"], "expected.json"),
        (["-f", "tsv", "--fields", "line,level,id"], "expected.tsv"),
    ],
    ids=" ".join,
)
def test_every_mistake_is_said_in_every_form(
    options: list[str], golden: str, laichau: Laichau
) -> None:
    found = laichau("check", *options, base=SEVERAL / "facts.toml", width=100)
    assert found == (1, expected(golden), COUNTED)


def test_a_terminal_gets_the_same_lines(laichau: Laichau) -> None:
    found = laichau("check", base=SEVERAL / "facts.toml", tty=True, width=40)
    assert found == (1, expected("expected.txt"), COUNTED)


# ---- one mistake at a time


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """The English base, free to be changed."""
    folder = tmp_path / "english"
    shutil.copytree(ENGLISH, folder)
    return folder / "facts.toml"


def change(base: Path, old: str, new: str) -> None:
    text = base.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    base.write_text(text.replace(old, new), encoding="utf-8")


MISTAKES = {
    "a value": (
        "value = 128450",
        "value = 128540",
        (
            "67: holdings: the value is not the one printed (printed: 'held 128,450 volumes, up "
            "3,200 since 2020', read as 128450; 3200; 2020; entered: 128540)"
        ),
    ),
    "a line": (
        'line = 3, text = "Charter HL-7"',
        'line = 5, text = "Charter HL-7"',
        "61: charter: line 5 has not the words 'Charter HL-7'; line 3 has",
    ),
    "a line beyond the end": (
        'line = 3, text = "Charter HL-7"',
        'line = 99, text = "Charter HL-7"',
        "61: charter: line 99 has not the words 'Charter HL-7'; line 3 has",
    ),
    "words that are nowhere": (
        '"nearly 40 volunteers"',
        '"nearly 40 helpers"',
        "127: volunteers: no line of report.txt has the words 'nearly 40 helpers'",
        (
            "6: report: '40' on line 5 (…on Sundays, and nearly 40 volunteers help there.) is no "
            "fact's; enter it, or put it into not_facts"
        ),
    ),
    "words with another apostrophe": (
        'text = "goal of 10%"',
        'text = "council’s goal of 10%"',
        (
            "182: visits-growth-council: no line of report.txt has the words 'council’s goal of "
            "10%'; line 7 has 'council's goal of 10%', with apostrophe for right single quotation "
            "mark"
        ),
    ),
    "words cut short": (
        '"fell 2.5%"',
        '"ell 2.5%"',
        (
            "160: school-visits-growth: 'ell 2.5%' begins or ends inside a word or number of "
            "'lasses fell 2.5%. The co'; quote all of it"
        ),
    ),
    "words without the hedge": (
        'text = "over 96,000 of them"',
        'text = "96,000 of them"',
        (
            "81: loans: the words cited leave out a part of the figure; cite all of it (printed: "
            "'over 96,000'; entered: '96,000 of them')"
        ),
    ),
    "a bound left out": (
        'bound = "over"\n',
        "",
        "74: loans: `bound` is not as printed (printed: over; entered: none)",
    ),
    "an estimate left out": (
        "estimate = true\n",
        "",
        "84: cost: `estimate` is not as printed (printed: true; entered: false)",
    ),
    "a unit": (
        'value = 96000\nunit = "volumes"',
        'value = 96000\nunit = "visits"',
        (
            "78: loans: the unit is not the one printed; enter that, or say in the note why it is "
            "the fact's (printed: 'of them' (volumes); entered: visits)"
        ),
    ),
    "a share for a growth": (
        'value = 12.4\nunit = "growth"',
        'value = 12.4\nunit = "percent"',
        (
            "150: visits-growth: the unit is not the one printed; enter that, or say in the note "
            "why it is the fact's (printed: '%' (growth); entered: percent)"
        ),
    ),
    "a rank for a fraction": (
        'of = 12\nunit = "rank"\nchange = { by = 2, since = "2020" }',
        'of = 12\nunit = "branches"',
        "107: loans-rank: the kind is not as printed (printed: a rank; entered: fraction)",
        (
            "107: loans-rank: the unit is not in the words cited; cite it too, or name it in the "
            "note (printed: 'ranked 3rd of 12 for loans, up 2 places since 2020'; entered: "
            "branches (branches))"
        ),
        (
            "6: report: '2' on line 5 (…3rd of 12 for loans, up 2 places since 2020. Of i…) is no "
            "fact's; enter it, or put it into not_facts"
        ),
        (
            "6: report: '2020' on line 5 (…oans, up 2 places since 2020. Of its branches 4 of 8…) "
            "is no fact's; enter it, or put it into not_facts"
        ),
    ),
    "a period cut short": (
        "9 months of 2022",
        "9 months",
        (
            "152: visits-growth: the words cited leave out a part of a period; cite all of it "
            "(printed: 'first 9 months of 2022'; entered: 'rose by 12.4% in the first 9 months')"
        ),
    ),
    "a period that nothing prints": (
        'value = -2.5\nunit = "growth"',
        'value = -2.5\nunit = "growth"\nperiod = "2023"',
        (
            "160: school-visits-growth: the period is not as printed; mend it, cite the words that "
            "say it, or say it in the note (printed: 'first 9 months of 2022'; entered: 2023)"
        ),
    ),
    "a total": (
        "of = 12",
        "of = 21",
        "106: loans-rank: `of` is not as printed (printed: 12; entered: 21)",
    ),
    "a range": (
        "[300000, 400000]",
        "[300000, 500000]",
        (
            "97: reading-room-cost: the value is not the one printed (printed: 'between 300 and "
            "400 thousand dollars', read as 300000 to 400000; entered: 300000 to 500000)"
        ),
    ),
    "a change": (
        "by = 2,",
        "by = 3,",
        "108: loans-rank: the change is not in the words cited (printed: 2; 2020; entered: 3)",
    ),
    "what a change is counted from": (
        'by = 3200, since = "2020"',
        'by = 3200, since = "2021"',
        (
            "70: holdings: what the change is counted from is not as printed (printed: 'since "
            "2020'; entered: 2021)"
        ),
    ),
    "a change from later": (
        'by = 3200, since = "2020"',
        'by = 3200, since = "2022"',
        (
            "70: holdings: the change is counted from the fact's own period or a later one "
            "(printed: 2022; entered: 2022)"
        ),
        (
            "70: holdings: what the change is counted from is not as printed (printed: 'since "
            "2020'; entered: 2022)"
        ),
    ),
    "a date": (
        "1998-02-25",
        "1998-02-26",
        "53: opening: the date is not the one printed (printed: 1998-02-25; entered: 1998-02-26)",
    ),
    "a text": (
        'en = "Charter HL-7"',
        'en = "Charter HL-8"',
        (
            "60: charter: the text is not in the words cited; quote it, or say in the note how it "
            "was read (printed: 'Charter HL-7'; entered: 'Charter HL-8')"
        ),
    ),
    "a period": (
        "2022-01/2022-09",
        "2021-01/2021-09",
        (
            "151: visits-growth: the period is not as printed; mend it, cite the words that say "
            "it, or say it in the note (printed: 'first 9 months of 2022'; entered: "
            "2021-01/2021-09)"
        ),
    ),
    "a goal": (
        "goal = 10\n",
        "goal = 11\n",
        (
            "177: visits-growth-council: the goal is not the one printed (printed: 'goal of 10%', "
            "read as 10; entered: 11)"
        ),
    ),
    "a sense": (
        '"at-least"',
        '"at-most"',
        (
            "181: visits-growth-council: what the source states is not what the figures give "
            "(printed: exceeded; entered: 12.4, which is short)"
        ),
    ),
    "a goal due before": (
        'stated = "exceeded"',
        'stated = "exceeded"\ndue = "2021"',
        (
            "182: visits-growth-council: is due before the fact's period ends; mend it, or say why "
            "in a note that names 2021 (printed: 2022-01/2022-09; entered: 2021)"
        ),
    ),
    "an observation": (
        "value = 61300",
        "value = 61030",
        (
            "171: visits: the value is not the one printed (printed: '61,300 visits in 2019', read "
            "as 61300; 2019; entered: 61030)"
        ),
    ),
    "a numeral of nobody": (
        '  { line = 9, text = "Room 12", why = "the number of a room: a name" },\n',
        "",
        (
            "6: report: '12' on line 9 (Room 12 is closed for repairs.) is no fact's; enter it, or "
            "put it into not_facts"
        ),
    ),
    "a numeral of two": (
        'line = 9, text = "Room 12"',
        'line = 5, text = "nearly 40"',
        (
            "6: report: '12' on line 9 (Room 12 is closed for repairs.) is no fact's; enter it, or "
            "put it into not_facts"
        ),
        (
            "121: volunteers: '40' on line 5 (…on Sundays, and nearly 40 volunteers help there.) "
            "is claimed by not_facts of report and volunteers; it is one figure"
        ),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said(name: str, english: Path, laichau: Laichau) -> None:
    old, new, *messages = MISTAKES[name]
    change(english, old, new)
    lines = "".join(f"{english}:{message}\n" for message in messages)
    counted = f"{len(messages)} error{'s' if len(messages) > 1 else ''}"
    assert laichau("check", base=english) == (1, lines, f"laichau: {counted}, 0 warnings\n")


def test_warnings_fail_only_a_strict_check(english: Path, laichau: Laichau) -> None:
    change(english, 'aliases = ["kho sách", "stock"]', 'aliases = ["kho sách"]')
    warning = f"{english}:72: holdings: warning: has no alias in English\n"
    status, stdout, stderr = laichau("check", base=english)
    assert (status, stderr) == (0, "")
    assert stdout.startswith(warning + "12 figures, ")
    assert stdout.endswith(" accounted for; 1 warning\n")
    status, stdout, stderr = laichau("check", "--strict", base=english)
    assert (status, stdout) == (1, warning)
    assert stderr.endswith("; 1 warning\n")


def test_the_title_of_a_document_may_give_the_period(english: Path, laichau: Laichau) -> None:
    change(english, "value = -2.5\n", 'value = -2.5\nperiod = "2022"\n')
    assert laichau("check", "--strict", base=english).status == 0


def test_a_note_may_give_the_period(english: Path, laichau: Laichau) -> None:
    note = 'note = { vi = "Năm 2021, theo hội đồng.", en = "In 2021, says the council." }'
    change(english, "value = -2.5\n", f'value = -2.5\nperiod = "2021"\n{note}\n')
    assert laichau("check", "--strict", base=english).status == 0


def test_a_heading_may_give_the_period() -> None:
    lines = ["Năm 2021 có 5 xã.", "Kết quả năm 2022", "Xã có 7 hộ.", "Có 8 thôn."]
    document = Document(lines, lang="vi", file="x", digest="")
    (period,), number = document.heading(4)
    assert (number, period.years) == (2, (2022,))
    assert document.heading(2) == ([], 2)


# ---- curation


def test_a_period_in_the_words_is_to_be_entered(english: Path, laichau: Laichau) -> None:
    cited = 'evidence = { source = "report", line = 5, text = "an estimated'
    change(english, f'period = "2022"\n{cited}', cited)
    assert (
        f"{english}:84: cost: warning: the words cited name a period; enter it (printed: '2022'; "
        "entered: none)\n"
    ) in laichau("check", base=english).stdout


def test_shares_stay_within_the_whole(english: Path, laichau: Laichau) -> None:
    change(english, "value = 40\n", 'value = 40\nshare_of = "town"\n')
    change(english, "value = 61.5\n", 'value = 61.5\nshare_of = "town"\n')
    assert (
        f"{english}:140: card-holders: warning: the shares of 'town' add up to 101.5\n"
        in laichau("check", base=english).stdout
    )


# ---- documents


def document_of(base: Path) -> Path:
    return base.with_name("report.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"first\nsecond \xe9\n", "byte 0xe9 on line 2 is not UTF-8"),
        (None, "there is no such file"),
    ],
    ids=["Latin-1", "missing"],
)
def test_a_document_that_cannot_be_read(
    data: bytes | None, reason: str, english: Path, laichau: Laichau
) -> None:
    document_of(english).unlink()
    if data is not None:
        document_of(english).write_bytes(data)
    assert laichau("check", base=english) == (
        1,
        f"{english}:10: report: report.txt cannot be read: {reason}\n",
        "laichau: 1 error, 0 warnings\n",
    )


def test_a_folder_is_no_document(english: Path, laichau: Laichau) -> None:
    document_of(english).unlink()
    document_of(english).mkdir()
    status, stdout, _ = laichau("check", base=english)
    assert (status, stdout) == (
        1,
        f"{english}:10: report: report.txt cannot be read: it is no regular file\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_that_leads_out_is_not_followed(english: Path, laichau: Laichau) -> None:
    outside = english.parent.parent / "outside.txt"
    document_of(english).rename(outside)
    document_of(english).symlink_to(outside)
    status, stdout, _ = laichau("check", base=english)
    assert (status, stdout) == (
        1,
        f"{english}:10: report: report.txt cannot be read: it leads out of the base's own folder\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_within_the_folder_is_followed(english: Path, laichau: Laichau) -> None:
    document_of(english).rename(english.with_name("other.txt"))
    document_of(english).symlink_to("other.txt")
    assert laichau("check", base=english).status == 0


def test_a_document_outside_is_refused_by_the_loader(english: Path, laichau: Laichau) -> None:
    change(english, 'file = "report.txt"', 'file = "../report.txt"')
    status, stdout, stderr = laichau("check", base=english)
    assert (status, stdout) == (3, "")
    assert stderr.startswith(f"laichau: {english}:10: sources.report: `file` must stay below")


def test_another_document_is_noticed(english: Path, laichau: Laichau) -> None:
    data = document_of(english).read_bytes()
    before = hashlib.sha256(data).hexdigest()
    document_of(english).write_bytes(data + b"\n")
    after = hashlib.sha256(data + b"\n").hexdigest()
    status, stdout, _ = laichau("check", base=english)
    assert (status, stdout) == (
        1,
        (
            f"{english}:11: report: report.txt is another document; if it is the right one, enter "
            f"its digest (printed: {after}; entered: {before})\n"
        ),
    )


def test_a_decomposed_document_is_read_alike(english: Path, laichau: Laichau) -> None:
    document = document_of(english)
    text = document.read_text(encoding="utf-8") + "\nVie\u0302\u0323t Nam\n"
    document.write_text(text, encoding="utf-8")
    before = hashlib.sha256((ENGLISH / "report.txt").read_bytes()).hexdigest()
    change(english, before, hashlib.sha256(text.encode()).hexdigest())
    fact = """
[facts.country]
topic = "readers"
label = { vi = "Nước", en = "Country" }
text = "Việt Nam"
evidence = { source = "report", line = 11, text = "Việt Nam" }

[targets."""
    change(english, "\n[targets.", fact)
    assert laichau("check", base=english).status == 0


# ---- the program


def test_a_base_that_is_not_valid_is_status_3(english: Path, laichau: Laichau) -> None:
    change(english, "schema = 1", "schema = 2")
    status, stdout, stderr = laichau("check", base=english)
    assert (status, stdout) == (3, "")
    assert stderr.startswith(f"laichau: {english}:3: unknown `schema` 2")


def test_a_field_that_is_not_there_is_status_2(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("check", "--fields", "colour", base=ADDRESS)
    assert (status, stdout) == (2, "")
    assert stderr.startswith("laichau: no field 'colour'")


def test_the_index_is_never_asked(english: Path, laichau: Laichau, cold: dict[str, str]) -> None:
    assert laichau("check", base=english, env=cold).status == 0
    assert not Path(cold["XDG_CACHE_HOME"]).exists()


def test_a_process_checks_the_base_that_ships(process: Process) -> None:
    status, stdout, stderr = process("check", "--facts", str(SHIPPED))
    assert (status, stderr) == (0, "")
    assert "all where they say" in stdout


def test_the_hooks_are_commands_of_ours(laichau: Laichau) -> None:
    text = (SHIPPED.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"^  entry: laichau (\S+)\n  args: \[(\S+), (\S+)\]$", text, re.MULTILINE)
    assert [command for command, *_ in entries] == ["check", "verify"]
    (_, option, base), (_, *words) = entries
    assert laichau("check", option, str(SHIPPED.with_name(base))).status == 0
    assert laichau("verify", *words, str(SHIPPED.with_name("LICENSE"))).status == 0
