"""What `check` makes of figures as reports print them: false ones are caught, true ones clean.

Each case of readings/*.cases is one fact of a document of a line or a few (⏎ between them), with
words cited from its last line.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
    (folder / "facts.toml").write_text(base.replace("FACT", rest), encoding="utf-8")
    return folder / "facts.toml"


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
