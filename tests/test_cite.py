"""References, as golden files and by the rules of what reads them.

`python tests/test_cite.py` writes the golden files anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laichau_cli.output.cite import STYLES
from tests.conftest import SHIPPED, TESTS

if TYPE_CHECKING:
    from tests.conftest import Laichau

BASE = TESTS / "bases/valid/cited.toml"
GOLDEN = TESTS / "golden/cite"
FACTS = ("share", "income", "claim", "decree")
SUFFIXES = {"text": "txt", "bibtex": "bib", "csl-json": "json"}
CASES = [(style, lang) for style in SUFFIXES for lang in ("en", "vi")]
CSL_FIELDS = {"id", "type", "title", "container-title", "URL", "language", "note", "page", "genre"}
"""Of those that the schema of CSL-JSON knows, the ones that are written."""
SPECIAL = re.compile(r"(?<!\\)[$&#_%~^]")


def golden(style: str, lang: str) -> Path:
    return GOLDEN / f"{lang}.{SUFFIXES[style]}"


def cited(laichau: Laichau, style: str, lang: str) -> str:
    status, stdout, stderr = laichau(
        "cite", *FACTS, "--style", style, "--lang", lang, "--facts", str(BASE)
    )
    said = {"en": "Read with care.", "vi": "Đọc kỹ."}[lang]
    assert (status, stderr) == (0, f"laichau: share: {said}\n")
    return stdout


@pytest.mark.parametrize(("style", "lang"), CASES)
def test_references_are_those_kept(style: str, lang: str, laichau: Laichau) -> None:
    assert cited(laichau, style, lang) == golden(style, lang).read_text(encoding="utf-8")


def test_every_style_has_its_golden_files() -> None:
    assert set(SUFFIXES) == set(STYLES)
    assert {path.name for path in GOLDEN.iterdir()} == {golden(*case).name for case in CASES}


def test_bibtex_is_balanced_and_holds_nothing_that_tex_would_act_on(laichau: Laichau) -> None:
    entries = cited(laichau, "bibtex", "en")
    depth = 0
    for char in entries:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    keys = re.findall(r"^@misc\{([^,\s]+),$", entries, re.MULTILINE)
    assert keys == [f"laichau-{fact}" for fact in FACTS]
    for name, value in re.findall(r"^  (\w+) = \{(.*)\},$", entries, re.MULTILINE):
        assert name == "url" or not SPECIAL.search(value)


def test_csl_json_has_fields_of_its_schema_and_no_guessed_date(laichau: Laichau) -> None:
    items = json.loads(cited(laichau, "csl-json", "en"))
    assert [item["id"] for item in items] == [f"laichau-{fact}" for fact in FACTS]
    for item in items:
        assert {"id", "type", "title", "note"} <= set(item) <= CSL_FIELDS
        assert all(isinstance(value, str) and value for value in item.values())
        assert item["type"] == ("webpage" if "URL" in item else "document")


def test_text_is_the_style_unless_another_is_asked_for(laichau: Laichau) -> None:
    plain = laichau("cite", "income", base=BASE)
    assert plain == laichau("cite", "earnings", "--style", "text", base=BASE)
    assert plain == (
        0,
        "Income: 47.2 million VND. “A page”, “47.2 million”. https://example.org/page\n",
        "",
    )


@pytest.mark.parametrize(
    ("style", "lang", "dates"),
    [
        ("text", "en", ["“Bài báo” (in Vietnamese), Nov 2023, “", "/ (accessed 25 Nov 2026)\n"]),
        ("text", "vi", ["“Bài báo”, 11/2023, “", "/ (truy cập 25/11/2026)\n"]),
        ("bibtex", "en", ["year = {2023}", "date = {2023-11}", "urldate = {2026-11-25}"]),
        ("csl-json", "en", ['"issued": {"date-parts": [[2023, 11]]}', "[[2026, 11, 25]]"]),
    ],
)
def test_dates_stand_where_the_base_has_them(
    style: str, lang: str, dates: list[str], laichau: Laichau
) -> None:
    base = TESTS / "bases/valid/optional.toml"
    found = laichau("cite", "road", "--style", style, "--lang", lang, base=base)
    assert found.status == 0
    assert [date for date in dates if date not in found.stdout] == []


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        ([], 2, "cite needs a fact; laichau show all lists them with their ids"),
        (["inc"], 1, "no fact 'inc' (did you mean 'income'?)"),
        (["all-sorts"], 1, "'all-sorts' is a topic; cite takes facts (laichau show all-sorts)"),
        (["income", "--style", "apa"], 2, "--style is 'apa'; it takes text, bibtex or csl-json"),
        (["income", "--json"], 2, "cite has no --json (try: laichau cite --help)"),
    ],
)
def test_what_cannot_be_cited(argv: list[str], status: int, message: str, laichau: Laichau) -> None:
    assert laichau("cite", *argv, base=BASE) == (status, "", f"laichau: {message}\n")


def test_nothing_is_written_where_one_name_is_unknown(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("cite", "income", "nowhere", "neither", base=BASE)
    assert (status, stdout, stderr.count("laichau: no fact")) == (1, "", 2)


def write_golden_files() -> None:
    """Put what the program writes now into every golden file."""
    import os
    import subprocess
    import sys

    for style, lang in CASES:
        argv = ["cite", *FACTS, "--style", style, "--lang", lang, "--facts", str(BASE)]
        command = [sys.executable, "-m", "laichau_cli", *argv]
        done = subprocess.run(command, capture_output=True, check=True, env=os.environ)
        golden(style, lang).write_bytes(done.stdout)


if __name__ == "__main__":
    write_golden_files()


@pytest.mark.parametrize(("lang", "told"), [("en", "(in Japanese)"), ("vi", "(bằng tiếng Nhật)")])
def test_the_language_of_a_page_is_told(lang: str, told: str, laichau: Laichau) -> None:
    argv = ["cite", "grdp-growth-year", "--at", "2025", "--lang", lang]
    assert told in laichau(*argv, base=SHIPPED).stdout
