"""Bases and documents from strangers: bounded in cost, shown inert, read only below their folder.

docs/dev/security.md says what is promised. Some are built to multiply: names by synonyms, targets
by figures, lines by entries, or a pattern by the length of what it almost matches.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import time
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from laichau_cli.base import limits
from laichau_cli.evidence import account
from laichau_cli.language.safe import safe
from tests.conftest import MEMORY, SMALL, within
from tests.made import EVIDENCE, HEAD, fact, target, written

if TYPE_CHECKING:
    from tests.conftest import Laichau, Process

Env = dict[str, str]
SECONDS = 10.0
"""Of one call on a hostile base; they take tenths, or two where all of a large file is read."""

# ---- what a base may cost

DEEP = ".a" * 400
FIGURE = 'value = 1\nunit = "u"'
DICE = random.Random(1)
ALIKE = ["".join(DICE.choices("ab", k=79)) for _ in range(210)]
"""Ids of the same letters: nothing quick tells them apart."""


def synonyms(*words: str) -> str:
    return HEAD.replace("[sources.s]", f"synonyms = [{json.dumps(words)}]\n[sources.s]")


def aliases(names: list[str]) -> str:
    return fact(rest=f"{FIGURE}\naliases = {json.dumps(names)}")


def observed(count: int) -> str:
    days = [f"{1000 + day // 12}-{day % 12 + 1:02d}" for day in range(count)]
    seen = [f'{{ value = 1, period = "{day}", {EVIDENCE} }}' for day in days]
    return fact(rest=f"{FIGURE}\nobservations = [{', '.join(seen)}]")


REFUSED: dict[str, tuple[str, int]] = {
    "twenty-thousand-mistakes": (
        '[sources.b]\ntitle = "t"\nurl = "https://e.org"\nlang = "vi"\nnot_facts = [%s]'
        % ("1, " * 20_000),
        20_000,
    ),
    "twenty-thousand-names": (fact(rest=f"aliases = [{'1, ' * 20_000}]"), 1),
    "a-goal-of-thousands": (
        fact(rest='value = 1\nunit = "u"') + target("x", "f", f"[{'1, ' * 30_000}]"),
        1,
    ),
    "unknown-names": (
        "".join(fact(f"fact-number-{n}") for n in range(1000))
        + "".join(target(f"x{n}", f"fact-namber-{n}", "1") for n in range(200)),
        200,
    ),
    "unknown-keys": ("".join(f"key{n} = 1\n" for n in range(20_000)), 20_000),
    "a-long-id": (fact("x" * 300_000), 1),
    "a-long-label": (fact(vi="x" * 300_000), 1),
    "a-long-reference": (fact().replace('"t"', f'"{"z" * 1_000_000}"', 1), 1),
    "inline-tables": (f"x = {{ {', '.join(f'k{n} = {{a = 1}}' for n in range(20_000))} }}", 1),
    "empty-tables": (f"x = [{'{}, ' * 40_000}]", 1),
    "ten-thousand-deep": ("x = " + "{a = " * 10_000 + "1" + "}" * 10_000, 1),
    "as-deep-as-toml-is-read": (fact(rest="x = " + "{a = " * 400 + "1" + "}" * 400), 1),
    "a-dotted-key": ("a" + ".a" * 100_000 + " = 1", 1),
    "a-dotted-table": ("[a" + ".a" * 10_000 + "]", 1),
    "arrays-of-tables": ("[[a]]\n" * 20_000, 1),
    "a-huge-exponent": (fact(rest='value = 1e999999999\nunit = "u"'), 1),
    "a-flood-of-marks": (fact(vi="a" + "\u0301" * 10), 1),
    "a-noncharacter": (fact(vi="a\uffff"), 1),
}
"""What stands below the head of a base, and how many mistakes it has."""
READ_OR_REFUSED: dict[str, tuple[str, int, str]] = {
    "names-by-synonyms": (
        synonyms("a", *(f"b{n}" for n in range(99))) + aliases([f"a {n}" for n in range(100)]),
        0,
        "",
    ),
    "a-name-of-synonyms": (synonyms("a", "b" * 80) + aliases(["a " * 990 + "z"] * 100), 0, ""),
    "many-synonyms": (
        synonyms("a", *(f"b{n}" for n in range(3000))) + fact(rest=FIGURE),
        1,
        r":3: a group of synonyms has more than 100 words; keep those of use",
    ),
    "a-long-synonym": (
        synonyms("a", "b" * 1_000_000) + fact(rest=FIGURE),
        1,
        r":3: `synonyms\[0\]\[1\]` is longer than 80 characters; shorten it",
    ),
    "targets-by-figures": (
        HEAD + observed(300) + "".join(target(f"x{n}", "f", "1") for n in range(300)), 0, "",
    ),
    "more-figures": (HEAD + observed(1001), 1, "`observations` has more than 1,000 parts"),
    "ids-all-alike": (
        HEAD
        + "".join(fact(id_, rest=FIGURE) for id_ in ALIKE[:200])
        + "".join(target(f"x{n}", id_, "1") for n, id_ in enumerate(ALIKE[200:])),
        10,
        "unknown fact",
    ),
    "dotted-keys": (HEAD + "".join(f"x{n}{DEEP} = 1\n" for n in range(300)), 300, "unknown key"),
    "dotted-tables": (HEAD + "".join(f"[x{n}{DEEP}]\n" for n in range(300)), 300, "unknown key"),
    "a-deep-value": (HEAD + fact(rest=f"{FIGURE}\nperiod{DEEP} = 1"), 1, "must be text, not"),
    "a-deep-layout": (f"schema{DEEP} = 1\n", 1, "unknown `schema`"),
    "many-digits": (
        HEAD + 'x = "' + ("1" * 2990 + "a") * 300 + '"\ny = ' + "1" * 5000,
        1,
        r":12: a number has thousands of digits; shorten it",
    ),
    "a-long-table-twice": (f"schema = 1\n[{'x' * 500_000}]\n" * 2, 1, ":4: not TOML"),
    "a-week": (
        HEAD + fact(rest=f'{FIGURE}\nperiod = "2022-W01-1"'), 1, "`period` is no ISO 8601 period",
    ),
}  # fmt: skip
"""A base, how many mistakes it has, and what one of them says."""


def test_a_base_costs_no_more_than_its_size(cold: Env, tmp_path: Path) -> None:
    expected = {name: (HEAD + text, count, "") for name, (text, count) in REFUSED.items()}
    expected |= READ_OR_REFUSED
    bases = {name: written(tmp_path, text, f"{name}.toml") for name, (text, *_) in expected.items()}
    calls = [["show", "all", "--json", "--facts", str(path)] for path in bases.values()]
    for (name, path), told in zip(bases.items(), within(MEMORY, calls, cold), strict=True):
        status, out, err, seconds = told
        lines = err.splitlines()
        _, mistakes, said = expected[name]
        assert (status, len(lines)) == (3 if mistakes else 0, mistakes), (name, err[:300])
        assert bool(out) is not bool(mistakes)
        assert re.search(said, err), (name, err[:300])
        assert all(re.match(rf"laichau: {re.escape(str(path))}:\d+: .", line) for line in lines)
        assert max(map(len, lines), default=0) < len(str(path)) + 1000, name
        assert seconds < SECONDS, (name, seconds)
    sizes = [path.stat().st_size for path in Path(cold["XDG_CACHE_HOME"]).rglob("*.sqlite")]
    assert max(sizes) < 12_000_000


def test_the_latest_figures_of_many_targets(cold: Env, tmp_path: Path) -> None:
    base = written(tmp_path, READ_OR_REFUSED["targets-by-figures"][0])
    calls = [["compare-target", "--at", "latest", "--json", "--facts", str(base)]]
    ((status, out, _, seconds),) = within(MEMORY, calls, cold)
    assert status == 0
    assert out.startswith("[")
    assert seconds < SECONDS


def test_every_depth_of_nesting_is_read_or_refused(laichau: Laichau, tmp_path: Path) -> None:
    for opening, closing in (("{a = ", "}"), ("[", "]"), ("[{a = ", "}]")):
        for depth in (1, 50, 150, 250, 300, 330, 360, 390, 420, 450, 480, 600):
            text = HEAD + fact(rest="x = " + opening * depth + "1" + closing * depth)
            status, out, err = laichau("show", base=written(tmp_path, text))
            assert (status, out) == (3, "")
            assert "mistake in laichau" not in err


@pytest.mark.parametrize("key", ["Value", "Đ", "", "a.b", "\x1b[31m", "x y"], ids=ascii)
def test_an_unknown_key_of_any_form_is_named(key: str, laichau: Laichau, tmp_path: Path) -> None:
    shown = json.dumps(key, ensure_ascii=False).replace("\\u001b", "\\u001B")
    base = written(tmp_path, HEAD + fact(rest=f"{shown} = 1"))
    status, _, err = laichau("show", base=base, env={"NO_COLOR": "1"})
    assert status == 3
    assert err.startswith(f"laichau: {base}:15: facts.f: unknown key {key!r}")


@pytest.mark.parametrize("wrong", ["facts = 1", 'synonyms = "x"', "synonyms = [1]", "units = []"])
@pytest.mark.parametrize("at", ["a.toml", "c.toml"])
def test_a_wrong_table_in_one_file_of_a_folder(
    wrong: str, at: str, laichau: Laichau, tmp_path: Path
) -> None:
    written(tmp_path, HEAD + 'synonyms = [["a", "b"]]\n'.join(["", ""]) + fact(), "b.toml")
    written(tmp_path, f"schema = 1\n{wrong}\n", at)
    status, _, err = laichau("show", base=tmp_path)
    assert status == 3
    assert "must be tables" in err or "synonyms" in err


@pytest.mark.parametrize("folder", [False, True], ids=["itself", "in-a-folder"])
def test_what_is_no_file_of_facts_is_refused(folder: bool, cold: Env, tmp_path: Path) -> None:
    place = tmp_path / "bases"
    place.mkdir()
    os.mkfifo(place / "pipe.toml")
    (place / "loop.toml").symlink_to("loop.toml")
    (place / "device.toml").symlink_to("/dev/zero")
    with (place / "sparse.toml").open("w") as sparse:
        sparse.truncate(limits.MAX_FILE + 1)
    calls = [["show", "--facts", str(path)] for path in sorted(place.iterdir())]
    if folder:
        (place / "loop.toml").unlink()  # a folder with a link to nowhere is refused at once
        calls = [["show", "--facts", str(place)]]
    for status, out, err, _ in within(MEMORY, calls, cold):
        assert (status, out) == (3, "")
        assert err.count("\n") == (3 if folder else 1)
        assert "regular file" in err or "bytes" in err or "levels of symbolic links" in err


def test_too_little_memory_is_said(cold: Env, tmp_path: Path) -> None:
    with (tmp_path / "zeros.toml").open("w") as zeros:
        zeros.truncate(200 << 20)
    limits = "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))"
    calls = [["show", "--facts", str(tmp_path / "zeros.toml")]]
    ((status, out, err, _),) = within(limits, calls, cold)
    assert (status, out) == (1, "")
    assert err == "laichau: there is not enough memory for this; name a smaller base\n"


def test_a_margin_has_all_its_digits(laichau: Laichau, tmp_path: Path) -> None:
    """Python's decimals round to 28 digits unless they are told not to."""
    seen = f'observations = [{{ value = 0.25, period = "2020", {EVIDENCE} }}]'
    large = fact(
        rest=f'value = 123456789012345678901234567890\nunit = "u"\nperiod = "2021"\n{seen}'
    )
    hedged = fact("g", rest='value = 100000000000000000000000000.1\nunit = "u"\nbound = "nearly"')
    targets = target("x", "f", "1.5") + target("y", "g", "100000000000000000000000000.1")
    base = written(tmp_path, HEAD + large + hedged + targets)
    found = laichau("compare-target", "--fields", "margin,verdict", "--no-header", base=base)
    assert found.stdout == "123456789012345678901234567888.5\texceeded\n0\tshort\n"
    card = laichau("show", "f", "-f", "table", base=base, width=120).stdout
    assert "123,456,789,012,345,678,901,234,567,888.5 u above" in card
    assert "+123,456,789,012,345,678,901,234,567,889.75 u since 2020" in card


# ---- which files are read


def test_a_folder_of_files_is_read_only_below_it(laichau: Laichau, tmp_path: Path) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    written(folder, HEAD + fact(), "a.toml")
    secret = written(tmp_path, "schema = 1\n" + fact("secret"), "secret.toml")
    (folder / "z.toml").symlink_to(secret)
    status, out, err = laichau("show", "all", base=folder)
    assert (status, out) == (3, "")
    assert err.startswith(f"laichau: {folder}/z.toml: cannot be read: it leads out of ")
    (folder / "z.toml").unlink()
    (folder / "sub").mkdir()
    shutil.move(secret, folder / "sub/b")
    (folder / "z.toml").symlink_to("sub/b")
    assert laichau("get", "secret", "--field", "id", base=folder).stdout == "secret\n"


def test_what_editors_leave_in_a_folder_is_not_read(laichau: Laichau, tmp_path: Path) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    written(folder, HEAD + fact(), "a.toml")
    (folder / ".#a.toml").symlink_to("user@host.1234:99")
    (folder / "._a.toml").write_bytes(b"\0\5\x16\7")
    assert laichau("get", "f", "--field", "id", base=folder) == (0, "f\n", "")
    (folder / "b.toml").symlink_to("nowhere")
    status, out, err = laichau("get", "f", base=folder)
    assert (status, out) == (3, "")
    assert err.splitlines() == [
        f"laichau: {folder}/b.toml: cannot be read: No such file or directory; remove or mend it",
        f"laichau: {folder} was named by LAICHAU_FACTS",
    ]


LINE = "It was 5 u."
DOCUMENTS: dict[str, tuple[str, int, str]] = {
    "marks": (f"{LINE}\na" + "\u0301\u0316" * 60_000, 1, "more than 100,000 characters"),
    "fewer-marks": (f"{LINE}\na" + "\u0301\u0316" * 40_000, 1, "more than 8 combining marks"),
    "dots": ("It was 5 u " + "." * 90_000, 0, ""),
    "marks-of-sentences": ("It was 5 u " + "!?" * 45_000 + " " * 5000, 0, ""),
    "headings": (("in 2000 " * 12_000 + "7\n") * 3 + LINE, 1001, "is no fact's"),
    "dates": ("1/1/2000 " * 5500 + "in 2000 " * 6000 + "7\n" + LINE, 1001, "is no fact's"),
    "numerals": (f"{LINE}\n" + "1\n" * 220_000, 1, "has more than 200,000 numerals"),
    "unaccounted": (f"{LINE}\n" + "1\n" * 5000, 1001, "4000 more numerals are no fact's"),
    "an-old-letter": (f"{LINE} In Augu\u017ft 2020 and in Aprıl 2021.", 2, "is no fact"),
}


def cites(folder: Path, name: str, text: str, *, lang: str = "en", rest: str = "") -> Path:
    """A base with one fact, 5 u, cited from the document."""
    (folder / name).write_text(text, encoding="utf-8")
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    file = f'file = "{name}"\nsha256 = "{digest}"\n{rest}'
    head = HEAD.replace('url = "https://e.org"', file).replace('lang = "vi"', f'lang = "{lang}"')
    number = next((n for n, line in enumerate(text.split("\n"), 1) if "5 u" in line), 1)
    cited = f'evidence = {{ source = "s", line = {number}, text = "5 u" }}'
    body = fact(rest='value = 5\nunit = "u"\naliases = ["á", "b"]').replace(EVIDENCE, cited)
    return written(folder, head + body, f"{name}.toml")


def test_documents_of_a_base_behind_a_link(laichau: Laichau, tmp_path: Path) -> None:
    (tmp_path / "x/y").mkdir(parents=True)
    (tmp_path / "a").mkdir()
    cites(tmp_path / "x", "doc", f"{LINE} That is all.")
    (tmp_path / "a/link").symlink_to("../x/y")
    for base in (tmp_path / "x/doc.toml", Path(f"{tmp_path}/a/link/../doc.toml")):
        assert "That is all" in laichau("show", "f", "-f", "table", base=base).stdout
        assert laichau("check", base=base).status == 0


def with_document(folder: Path, file: str, *, line: int = 1, lang: str = "en") -> Path:
    text = HEAD.replace('url = "https://e.org"', f'file = "{file}"\nsha256 = "{"0" * 64}"')
    text = text.replace('lang = "vi"', f'lang = "{lang}"')
    cited = f'evidence = {{ source = "s", line = {line}, text = "1 u" }}'
    body = fact(rest='value = 1\nunit = "u"').replace(EVIDENCE, cited)
    return written(folder, text + body, f"{file.replace('/', '-')}.toml")


def test_a_hostile_document_is_not_read_or_shown_inert(cold: Env, tmp_path: Path) -> None:
    folder = tmp_path / "bases"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret").write_text("1 u secret", encoding="utf-8")
    (folder / "link").symlink_to("../secret")
    (folder / "deep/link").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    (folder / "device").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    with (folder / "sparse").open("w") as sparse:
        sparse.truncate(1 << 30)
    long = "1 u " + "năm 2023 đạt khoảng 12.345,6 triệu đồng, 63 tỉnh. " * 20_000
    (folder / "long").write_text(long, encoding="utf-8")
    (folder / "lines").write_text("1 u\n" * 30_000, encoding="utf-8")
    files = [
        "link",
        "deep/link/secret",
        "loop",
        "device",
        "pipe",
        "sparse",
        "long",
        "lines",
        "deep",
    ]
    bases = [with_document(folder, file) for file in files]
    calls = [["show", "f", "-f", "table", "--facts", str(base)] for base in bases]
    calls += [["check", "--facts", str(base)] for base in bases]
    told = within(MEMORY, calls, {**cold, "COLUMNS": "80"})
    for status, out, err, seconds in told[: len(files)]:
        assert (status, err) == (0, "")
        assert "»1 u«" in out
        assert "secret" not in out.replace("deep/link/secret", "")
        assert len(out) < 3000
        assert seconds < SECONDS
    for file, (status, out, err, seconds) in zip(files, told[len(files) :], strict=True):
        assert status == 1, err
        assert file == "lines" or f"{file} cannot be read: " in out
        assert seconds < SECONDS


# ---- what a document may cost


def test_a_document_costs_no_more_than_its_size(cold: Env, tmp_path: Path) -> None:
    bases = {name: cites(tmp_path, name, text) for name, (text, *_) in DOCUMENTS.items()}
    calls = [["check", "--facts", str(path)] for path in bases.values()]
    for name, told in zip(bases, within(MEMORY, calls, cold, seconds=150), strict=True):
        status, out, err, seconds = told
        _, findings, said = DOCUMENTS[name]
        assert err == (
            f"laichau: {findings:,} error{'s'[: findings != 1]}, 0 warnings\n" * (findings > 0)
        ), (name, out)
        assert status == bool(findings)
        assert said in out or len(out) == 5000, (name, out)
        assert seconds < SECONDS, (name, seconds)


def test_words_that_stand_on_very_many_lines(laichau: Laichau, tmp_path: Path) -> None:
    entry = '{ line = 999, text = "7", why = "w" }'
    base = cites(tmp_path, "doc", f"{LINE}\n" + "7\n" * 900, rest=f"not_facts = [{entry}]\n")
    status, out, _ = laichau("check", "--fields", "message", "-f", "jsonl", base=base)
    said = [json.loads(line)["message"] for line in out.splitlines()]
    assert status == 1
    assert said[0] == "line 999 has not the words '7'; line 2, 3, 4, 5, 6, … has"
    assert len(said) == 1 + 900 - 6


def test_words_are_not_sought_without_end(
    laichau: Laichau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "MOST_SOUGHT", 2 * len(f"{LINE}\nx\n"))
    entries = ", ".join(f'{{ line = 2, text = "a{n} 7", why = "w" }}' for n in range(3))
    base = cites(tmp_path, "doc", f"{LINE}\nx", rest=f"not_facts = [{entries}]\n")
    _, out, _ = laichau("check", "--fields", "message", "-f", "jsonl", base=base)
    said = [json.loads(line)["message"] for line in out.splitlines()]
    assert said == [
        "no line of doc has the words 'a0 7'",
        "no line of doc has the words 'a1 7'",
        "line 2 has not the words 'a2 7'",
        "too many words stand elsewhere to say which numerals are no fact's",
    ]


def test_a_unit_named_by_nothing(laichau: Laichau, tmp_path: Path) -> None:
    base = cites(tmp_path, "doc", LINE)
    text = base.read_text(encoding="utf-8").replace(
        'label = { vi = "u", en = "u" }', 'label = { vi = "/ha", en = "/ha" }'
    )
    base.write_text(text + 'note = { vi = "a", en = "b" }\n', encoding="utf-8")
    status, out, _ = laichau("check", base=base)
    assert status == 1
    assert "the unit is not in the words cited" in out


# ---- what is shown

ACTING = "\x1b]8;;http://evil\x07x\x1b]8;;\x07\x1b]52;c;aGk=\x07\x9b31m\u202e\u2066\u200b\x08\r\x00\ufffe"


def test_what_documents_and_words_say_acts_on_nothing(laichau: Laichau, tmp_path: Path) -> None:
    flood = "e" + "\u0301" * 200
    (tmp_path / "doc").write_text(f"1 u {ACTING} {flood} [bold]b[/bold] :smile:", encoding="utf-8")
    base = with_document(tmp_path, "doc")
    for tty in (False, True):
        shown = laichau(
            "show", "f", "-f", "table", base=base, tty=tty, width=9999, env={"NO_COLOR": "1"}
        ).stdout
        assert not {*"\x1b\x07\x9b\u202e\u2066\u200b\x08\r\x00\ufffe"} & {*shown}
        assert "[bold]b[/bold] :smile:" in shown
        assert shown.count("\u0301") == 8
    for words in (["search", flood], ["get", ACTING.replace("\0", "")], ["show", flood]):
        _, out, err = laichau(*words, base=base)
        assert not {*"\x1b\x07\x9b\u202e\u2066\u200b\x08\r\ufffe"} & {*out, *err}
        assert err.count("\u0301") <= 8


@pytest.mark.parametrize(
    "char",
    "\u034f\u115f\u1160\u17b4\u180b\u200b\u2060\u3164\ufeff\uffa0\ufdd0\ufffe\uffff\ud800"
    "\U0001fffe\U000e0041\U000e0101\U0001d173",
    ids=ascii,
)
def test_what_shows_as_nothing_is_made_visible(char: str) -> None:
    assert safe(f"a{char}b").isascii()


def test_marks_that_belong_to_letters_are_kept() -> None:
    for words in (
        "Lai Châu",
        "ti\u1ebfng Vi\u1ec7t",
        "tie\u0302\u0301ng",
        "ภาษาไทย",
        "བོད་སྐད",
        "❤\ufe0f",
    ):
        assert safe(words) == words


def test_nothing_on_a_card_acts(laichau: Laichau, tmp_path: Path) -> None:
    hidden = "u\u2060\U000e0041\u00ad\U0001bca0"
    head = HEAD.replace('[units.u]\nlabel = { vi = "u"', f'[units.u]\nlabel = {{ vi = "{hidden}"')
    base = written(
        tmp_path, head.replace('en = "u"', f'en = "{hidden}"')
        + fact(rest='value = 2\nunit = "u"') + target("x", "f", "1"),
    )  # fmt: skip
    for argv in (["show", "f"], ["show", "all"], ["compare-target"]):
        for form in ("table", "tsv", "md", "json"):
            out = laichau(*argv, "-f", form, base=base, width=200).stdout
            assert not {*"\u2060\U000e0041\u00ad\U0001bca0"} & {*out}, (argv, form)


# ---- what others make of the output

FORMULAE = ["=1+1", "+1", "@SUM(A1)", "-1+cmd|' /C calc'!A0", "-x", "＝1", "－1", "=", "-", "\t=1"]


def test_a_spreadsheet_calculates_nothing(laichau: Laichau, tmp_path: Path) -> None:
    labels = [formula.strip() for formula in FORMULAE]
    facts = [fact(f"f{n}", vi=label, en=label) for n, label in enumerate(labels)]
    facts.append(fact("g", rest='range = [-5, 3]\nunit = "u"'))
    facts.append(fact("h", rest='value = -1200.5\nunit = "u"'))
    base = written(tmp_path, HEAD + "".join(facts))
    out = laichau("show", "all", "-f", "csv", "--fields", "label,value", base=base).stdout
    rows = [*csv.reader(io.StringIO(out))][1:]
    assert [label for label, _ in rows] == ["'" + label for label in labels] + ["e", "e"]
    assert [value for _, value in rows[-2:]] == ["'-5-3", "-1200.5"]


def test_an_exported_table_is_inert_in_a_spreadsheet(laichau: Laichau, tmp_path: Path) -> None:
    label = "=1+1"
    base = written(tmp_path, HEAD.replace('title = "t"', 'title = "@SUM(A1)"') + fact(vi=label))
    assert laichau("export", f"{tmp_path}/out/", base=base).status == 0
    assert ",'=1+1," in (tmp_path / "out/facts.csv").read_text(encoding="utf-8")
    assert ",'@SUM(A1)," in (tmp_path / "out/sources.csv").read_text(encoding="utf-8")


def test_markdown_is_only_text(laichau: Laichau, tmp_path: Path) -> None:
    label = "a|b `c` *d* _e_ [f](javascript:g) <h> &amp; ~~i~~ $j$ \\| ---"
    base = written(tmp_path, HEAD + fact(vi=label, en=label))
    out = laichau("show", "all", "-f", "md", "--fields", "label", base=base).stdout
    (row,) = out.splitlines()[2:]
    assert re.sub(r"\\(.)", r"\1", row) == f"| {label} |"
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>&~$]", row)
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 2


PICTURED = [
    "@font-face{", "}", "</text><script>alert(1)</script>", "]]>", "<!--", "&lt;&#160;",
    "{0} {x} %s",
    'Fira Code" onload="x', "rgba(255,255,255,0.35)", "</style>", "</title>", "\u0301",
    "e\u0301\u0323",
]  # fmt: skip


class Page(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_pictures_hold_labels_as_text(laichau: Laichau, tmp_path: Path) -> None:
    facts = [fact(f"f{n}", vi=label, en=label) for n, label in enumerate(PICTURED)]
    base = written(
        tmp_path, HEAD.replace('en = "e"', 'en = "</style><script>"', 1) + "".join(facts)
    )
    svg, page = tmp_path / "x.svg", tmp_path / "x.html"
    assert laichau("show", "all", "--svg", str(svg), "--html", str(page), base=base).status == 0
    root = ET.fromstring(svg.read_text(encoding="utf-8"))
    drawn = "".join("".join(root.itertext()).split())  # statements run on over lines
    html = Page()
    html.feed(page.read_text(encoding="utf-8"))
    for label in [unicodedata.normalize("NFC", label) for label in PICTURED]:
        assert "".join(label.split()) in drawn, label
        assert label in html.words, label
    assert not {"script", "img", "a", "link"} & {
        element.tag.rpartition("}")[2] for element in root.iter()
    }
    assert not html.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}


def told_to(shell: str, line: str) -> Env:
    words = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return {"_LAICHAU_COMPLETE": f"complete_{shell}", **words}


@pytest.mark.parametrize("line", ["laichau show ev", "laichau show --lang vi ev"])
def test_a_label_runs_nothing_in_a_shell(line: str, process: Process, tmp_path: Path) -> None:
    r"""zsh evaluates what it is told: `\$(…)` in a label was once run on TAB."""
    evil = "x\\$(touch ran)\\`touch ran\\` ';touch ran;' \"$(touch ran)\" {a,b} ~ !! )) ; touch ran"
    base = written(tmp_path, HEAD + fact("evil", vi=evil, en=evil))
    _, out, _ = process(env={**told_to("zsh", line), "LAICHAU_FACTS": str(base)})
    assert "evil" in out
    assert not {*"$`\\;!{}~"} & {*out}
    if shutil.which("zsh"):
        script = '_arguments() { eval "ws=( ${${1#*\\(\\(}%\\)\\)*} )" }; eval "$1"'
        subprocess.run(
            ["zsh", "-f", "-c", script, "zsh", out], cwd=tmp_path, check=False, timeout=30
        )
        assert not (tmp_path / "ran").exists()


def test_letters_that_nobody_sees_are_not_completed(laichau: Laichau, tmp_path: Path) -> None:
    base = written(tmp_path, HEAD + fact("evil", vi="a\u3164b", en="a\u3164b"))
    words = {"_TYPER_COMPLETE_ARGS": "laichau show ev", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    out = laichau(base=base, env={"_LAICHAU_COMPLETE": "complete_fish", **words}).stdout
    assert out == "evil\ta\\u3164b\n"


@pytest.mark.parametrize("words", ["laichau show \udcff", "laichau show 'a", "laichau --json \x1b"])
def test_completion_is_never_a_message(words: str, laichau: Laichau) -> None:
    for at in ("²", "-1", "", "x", "9" * 5000):
        env = {"_LAICHAU_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": at}
        assert laichau(base=SMALL, env=env) == (0, "", "")


def test_long_words_are_looked_for_in_no_time(laichau: Laichau) -> None:
    for word in ("q" * 2000, "ab1" * 660, "9" * 1900, "qwx" * 40_000):
        began = time.process_time()
        assert laichau("show", word).status == 1
        assert laichau("search", word).status == 1
        assert time.process_time() - began < 2.0
