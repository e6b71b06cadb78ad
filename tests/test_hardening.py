"""DESIGN.md, 10: files from strangers, damaged indexes, and processes in bad surroundings.

docs/security.md says what is promised; each promise is tested here or in a file it names.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import py_compile
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from laichau_cli.__main__ import main
from laichau_cli.base import limits
from laichau_cli.index import seal
from laichau_cli.index import store as cache
from laichau_cli.index.store import open_index
from laichau_cli.language.figures import minus
from laichau_cli.output.terminal import Terminal, safe
from tests.conftest import ARTICLE, SMALL, TESTS, Stream, command
from tests.damaged import run as damage
from tests.hostile import (
    EVIDENCE,
    HEAD,
    MEMORY,
    Env,
    age,
    cached,
    fact,
    target,
    with_no_other_files,
    within,
    written,
)  # fmt: skip

if TYPE_CHECKING:
    from laichau_cli.index.ask import Index
    from tests.conftest import Laichau, Process

ROOT = TESTS.parent
SLOWEST = 10.0
"""Seconds of one call on a hostile base; they take tenths."""

# ---- bases from strangers

BOMBS = {
    "fifty-thousand-mistakes": (
        '[sources.b]\ntitle = "t"\nurl = "https://e.org"\nlang = "vi"\nnot_facts = [%s]'
        % ("1, " * 50_000),
        50_000,
    ),
    "fifty-thousand-names": (fact(rest=f"aliases = [{'1, ' * 50_000}]"), 1),
    "a-goal-of-thousands": (
        fact(rest='value = 1\nunit = "u"') + target("x", "f", f"[{'1, ' * 30_000}]"),
        2,
    ),
    "unknown-names": (
        "".join(fact(f"fact-number-{n}") for n in range(2000))
        + "".join(target(f"x{n}", f"fact-namber-{n}", "1") for n in range(500)),
        500,
    ),
    "unknown-keys": ("".join(f"key{n} = 1\n" for n in range(20_000)), 20_000),
    "a-long-id": (fact("x" * 1_000_000), 1),
    "a-long-label": (fact(vi="x" * 1_000_000), 1),
    "a-long-reference": (fact().replace('"t"', f'"{"z" * 1_000_000}"', 1), 1),
    "inline-tables": (f"x = {{ {', '.join(f'k{n} = {{a = 1}}' for n in range(50_000))} }}", 1),
    "empty-tables": (f"x = [{'{}, ' * 100_000}]", 1),
    "ten-thousand-deep": ("x = " + "{a = " * 10_000 + "1" + "}" * 10_000, 1),
    "as-deep-as-toml-is-read": (fact(rest="x = " + "{a = " * 400 + "1" + "}" * 400), 1),
    "a-dotted-key": ("a" + ".a" * 100_000 + " = 1", 1),
    "a-dotted-table": ("[a" + ".a" * 10_000 + "]", 1),
    "arrays-of-tables": ("[[a]]\n" * 20_000, 1),
    "a-huge-exponent": (fact(rest='value = 1e999999999\nunit = "u"'), 1),
    "a-flood-of-marks": (fact(vi="a" + "\u0301" * 10), 1),
    "a-noncharacter": (fact(vi="a\uffff"), 1),
}


def test_a_hostile_base_is_refused_in_bounded_time_and_memory(cold: Env, tmp_path: Path) -> None:
    bases = {
        name: written(tmp_path, HEAD + text, f"{name}.toml") for name, (text, _) in BOMBS.items()
    }
    calls = [["show", "all", "--facts", str(path)] for path in bases.values()]
    for (name, path), told in zip(bases.items(), within(MEMORY, calls, cold), strict=True):
        status, out, err, seconds = told
        lines = err.splitlines()
        assert (status, out) == (3, ""), (name, err[:300])
        assert len(lines) == BOMBS[name][1], (name, lines[:3])
        assert all(re.match(rf"laichau: {re.escape(str(path))}:\d+: .", line) for line in lines)
        assert max(map(len, lines)) < len(str(path)) + 300, name
        assert seconds < SLOWEST, name


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
    large = fact(rest=f'value = 123456789012345678901234567890\nunit = "u"\n{seen}')
    hedged = fact("g", rest='value = 100000000000000000000000000.1\nunit = "u"\nbound = "nearly"')
    targets = target("x", "f", "1.5") + target("y", "g", "100000000000000000000000000.1")
    base = written(tmp_path, HEAD + large + hedged + targets)
    found = laichau("compare-target", "--fields", "margin,verdict", "--no-header", base=base)
    assert found.stdout == "123456789012345678901234567888.5\texceeded\n0\tshort\n"
    card = laichau("show", "f", "-f", "table", base=base, width=120).stdout
    assert "+123,456,789,012,345,678,901,234,567,888.5 u" in card
    assert "−123,456,789,012,345,678,901,234,567,889.75 u" in card
    assert minus("1" + "0" * 29, "0.00000000000001") == "9" * 29 + ".99999999999999"


# ---- documents from strangers


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
        assert seconds < SLOWEST
    for file, (status, out, err, seconds) in zip(files, told[len(files) :], strict=True):
        assert status == 1, err
        assert file == "lines" or f"{file} cannot be read: " in out
        assert seconds < SLOWEST


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
    drawn = "".join(root.itertext()).replace("\xa0", " ")
    html = Page()
    html.feed(page.read_text(encoding="utf-8"))
    for label in [unicodedata.normalize("NFC", label) for label in PICTURED]:
        assert label in drawn, label
        assert label in html.words, label
    assert not {"script", "img", "a", "link"} & {
        element.tag.rpartition("}")[2] for element in root.iter()
    }
    assert html.tags == {"html", "head", "title", "meta", "style", "body", "pre", "code", "span"}


def told_to(shell: str, line: str) -> Env:
    words = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return {"_LAICHAU_COMPLETE": f"complete_{shell}", **words}


@pytest.mark.parametrize("line", ["laichau show ev", "laichau show --lang vi ev"])
def test_a_label_runs_nothing_in_a_shell(line: str, process: Process, tmp_path: Path) -> None:
    r"""zsh evaluates what it is told: `\$(…)` in a label was once run on TAB."""
    evil = "x\\$(touch ran)\\`touch ran\\` ';touch ran;' \"$(touch ran)\" {a,b} ~ !! )) ; touch ran"
    base = written(tmp_path, HEAD + fact("evil", vi=evil, en=evil))
    for shell in ("zsh", "fish"):
        _, out, _ = process(env={**told_to(shell, line), "LAICHAU_FACTS": str(base)})
        assert "evil" in out
        assert not {*"$`\\;!{}~"} & {*out}
    if shutil.which("zsh"):
        _, out, _ = process(env={**told_to("zsh", line), "LAICHAU_FACTS": str(base)})
        script = '_arguments() { eval "ws=( ${${1#*\\(\\(}%\\)\\)*} )" }; eval "$1"'
        subprocess.run(
            ["zsh", "-f", "-c", script, "zsh", out], cwd=tmp_path, check=False, timeout=30
        )
        assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("at", ["²", "-1", "", "x", "9" * 5000, "2"])
@pytest.mark.parametrize("words", ["laichau show \udcff", "laichau show 'a", "laichau --json \x1b"])
def test_completion_is_never_a_message(at: str, words: str, laichau: Laichau) -> None:
    env = {"_LAICHAU_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": at}
    if at == "2" and words != "laichau show \udcff":
        pytest.skip("Typer answers, from the environment of the process")
    assert laichau(base=SMALL, env=env) == (0, "", "")


def test_long_words_are_looked_for_in_no_time(laichau: Laichau) -> None:
    for word in ("q" * 2000, "ab1" * 660, "9" * 1900, "qwx" * 40_000):
        began = time.process_time()
        assert laichau("show", word).status == 1
        assert laichau("search", word).status == 1
        assert time.process_time() - began < 2.0


# ---- the index


def get(base: Path, environ: Env) -> str:
    stdout, stderr = Stream(tty=False), Stream(tty=False)
    status = main(
        ["get", "debt"], Terminal(stdout, stderr, {**environ, "LAICHAU_FACTS": str(base)})
    )
    assert (status, stderr.getvalue()) == (0, "")
    return stdout.getvalue()


def test_flipped_bytes_of_an_index_that_is_read_whole(dated: Path, tmp_path: Path) -> None:
    seen = damage(dated, damages=8, seed=1, folder=tmp_path)
    assert seen
    assert {kind for _, kind in seen} == {"right"}


def test_flipped_bytes_of_an_index_whose_rows_prove_themselves(
    dated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of one larger than is read whole; words that search no longer finds are not noticed."""
    monkeypatch.setattr(seal, "WHOLLY_READ", 0)
    seen = damage(dated, damages=30, seed=2, folder=tmp_path)
    assert {command for command, kind in seen if kind == "wrong"} <= {"search"}
    assert sum(times for (_, kind), times in seen.items() if kind == "error") < 30


def test_flipped_bytes_of_the_tables_that_lead_to_others(
    dated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped key once made another row the latest, and a target stand for the one beside it."""
    monkeypatch.setattr(seal, "WHOLLY_READ", 0)
    tables = ("observation", "target", "fact_id", "topic", "entry", "term")
    seen = damage(dated, damages=60, seed=3, folder=tmp_path, tables=tables)
    assert {command for command, kind in seen if kind == "wrong"} <= {"search"}


@pytest.mark.parametrize(
    ("statement", "argv"),
    [
        ("DELETE FROM fact WHERE id = 'debt'", ["get", "debt"]),
        ("DELETE FROM fact WHERE id = 'debt'", ["show", "money"]),
        ("DELETE FROM fact WHERE id = 'debt'", ["show", "all", "--at", "latest"]),
        ("UPDATE fact SET value = '31' WHERE id = 'debt'", ["get", "debt"]),
        ("UPDATE unit SET label_en = 'kn' WHERE id = 'km'", ["show", "roads"]),
        ("DELETE FROM unit WHERE id = 'km'", ["show", "roads"]),
        ("UPDATE topic SET last = last - 1 WHERE id = 'money'", ["show", "money"]),
        ("UPDATE topic SET label_en = 'Honey' WHERE id = 'money'", ["show"]),
        ("DELETE FROM topic WHERE id = 'money'", ["show"]),
        ("DELETE FROM target WHERE id = 'debt-nation'", ["compare-target"]),
        ("DELETE FROM target WHERE id = 'debt-nation'", ["compare-target", "money"]),
        ("UPDATE target SET verdict = 'met' WHERE id = 'debt-nation'", ["compare-target"]),
        ("DELETE FROM observation", ["show", "all", "--at", "latest"]),
        ("DELETE FROM observation", ["compare-target"]),
        ("UPDATE source SET url = 'https://evil.org'", ["cite", "debt"]),
        ("UPDATE name SET id = 'growth' WHERE id = 'debt'", ["get", "Nợ"]),
        ("DELETE FROM name", ["get", "Nợ"]),
        ("DELETE FROM term", ["search", "debt"]),
        ("DELETE FROM total", ["show", "all"]),
        ("UPDATE title SET vi = 'x'", ["show", "all", "--svg", "x.svg"]),
    ],
    ids=str,
)
def test_rows_that_are_lost_or_changed_in_a_large_index_are_noticed(
    statement: str, argv: list[str], dated: Path, cold: Env, laichau: Laichau,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    expected = laichau(*argv, base=dated, env=cold)
    assert expected.status == 0
    file = cached(cold)
    body = file.read_bytes()[: -seal.SIZE]
    file.write_bytes(body)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()
    seal.put(str(file), 0)
    with file.open("r+b") as opened:  # a checksum that nobody looks at
        opened.seek(-4, os.SEEK_END)
        opened.write(bytes(4))
    age(file)
    monkeypatch.setattr(seal, "WHOLLY_READ", 0)
    got = laichau(*argv, base=dated, env=cold)
    if got != expected:
        assert (got.status, got.stderr.count("damaged")) == (1, 1)
        assert got.stdout == ""
    assert laichau(*argv, base=dated, env=cold) == expected


def test_a_change_of_an_index_by_others_is_seen_by_its_time(
    dated: Path, cold: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    get(dated, cold)
    monkeypatch.setattr(seal, "WHOLLY_READ", 0)
    file = cached(cold)
    built: list[object] = []

    def build_again(*args: Any) -> Index:
        built.append(args)
        return really(*args)

    really = cache._built
    monkeypatch.setattr(cache, "_built", build_again)
    get(dated, cold)
    assert not built
    os.utime(file)
    get(dated, cold)
    assert len(built) == 1


def test_a_file_system_that_keeps_coarse_times(
    dated: Path, cold: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    utime = os.utime

    def coarse(path: str, ns: tuple[int, int]) -> None:
        utime(path, ns=(ns[0] // 2_000_000_000 * 2_000_000_000,) * 2)

    monkeypatch.setattr("laichau_cli.index.seal.os.utime", coarse)
    get(dated, cold)
    file = cached(cold)
    assert seal.is_whole(str(file), file.stat())


def test_what_killed_builds_left_is_swept(dated: Path, cold: Env) -> None:
    get(dated, cold)
    file = cached(cold)
    old, new = (file.with_name(f"{file.name}.{n}-abcd.tmp") for n in (1, 2))
    other = file.with_name("base-00000000.sqlite.1-abcd.tmp")
    for left in (old, new, other):
        left.write_bytes(b"x")
    for left in (old, other):
        os.utime(left, (1, 1))
    file.unlink()
    get(dated, cold)
    assert not old.exists()
    assert new.exists()
    assert other.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_an_index_of_somebody_else_is_not_believed(dated: Path, cold: Env) -> None:
    get(dated, cold)
    file = cached(cold)
    os.chown(file, 65534, 65534)
    get(dated, cold)
    assert cached(cold).stat().st_uid == 0
    os.chown(file.parent, 65534, 65534)
    index, warnings = open_index(str(dated), cold)
    index.connection.close()
    assert len(warnings) == 1


def killed(base: Path, env: Env, *, times: int, seed: int) -> None:
    """Kill builds at random moments; what they leave must hurt nobody."""
    dice = random.Random(seed)
    folder = Path(env["XDG_CACHE_HOME"])
    for n in range(times):
        if n % 3 == 0:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            base.touch()
        with subprocess.Popen(
            command("get", "papi-rank", "--facts", str(base)),
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            time.sleep(dice.uniform(0.1, 0.7))
            running.kill()
            out, err = running.communicate(timeout=30)
        assert out in (b"", b"27/63\n")
        assert err == b""
        stdout, stderr = Stream(tty=False), Stream(tty=False)
        status = main(["get", "papi-rank", "--facts", str(base)], Terminal(stdout, stderr, env))
        assert (status, stderr.getvalue()) == (0, "")
        assert stdout.getvalue() == "27/63\n"


def test_a_build_killed_at_any_moment(cold: Env, tmp_path: Path) -> None:
    killed(Path(shutil.copy(ARTICLE, tmp_path / "base.toml")), cold, times=10, seed=1)


@pytest.mark.long
def test_a_build_killed_at_any_moment_for_long(cold: Env, tmp_path: Path) -> None:
    killed(Path(shutil.copy(ARTICLE, tmp_path / "base.toml")), cold, times=200, seed=2)


FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("size", [0, 1, 4096, 20_000, 60_000, 120_000])
def test_a_disk_that_fills_while_the_index_is_written(size: int, cold: Env, tmp_path: Path) -> None:
    picture = tmp_path / "x.svg"
    calls = [["get", "debt"], ["show", "all"], ["show", "--svg", str(picture)]]
    env = {**with_no_other_files(cold), "LAICHAU_FACTS": str(SMALL)}
    *told, (status, _, err, _) = within(FULL.format(size), calls, env)
    assert [(status, err) for status, _, err, _ in told] == [(0, "")] * 2
    assert told[0][1] == "30\n"
    if size < 60_000:
        folder = Path(cold["XDG_CACHE_HOME"], "laichau")
        assert not list(folder.glob("*.tmp"))
    if size < 4096:
        assert (status, err.split(": ")[-1]) == (1, "File too large\n")
        assert not list(tmp_path.glob("x.svg*"))


def at_once(base: Path, env: Env, *, readers: int, edits: int) -> None:
    """Readers at once while the base is edited: each sees the figure before or after."""
    text = base.read_text(encoding="utf-8")
    running: list[subprocess.Popen[bytes]] = []
    for n in range(edits):
        value = 30 + n % 2
        base.with_suffix(".new").write_text(text.replace("value = 30\n", f"value = {value}\n"))
        os.replace(base.with_suffix(".new"), base)
        running += [
            subprocess.Popen(
                command("get", "debt", "--facts", str(base)),
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(readers)
        ]
        time.sleep(0.02)
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")
        assert out in (b"30\n", b"31\n")
    assert not list(Path(env["XDG_CACHE_HOME"]).rglob("*.tmp"))


def test_readers_while_the_base_is_edited(small_base: Path, cold: Env) -> None:
    at_once(small_base, cold, readers=2, edits=4)


@pytest.mark.long
def test_fifty_at_once_on_a_cold_cache(small_base: Path, cold: Env) -> None:
    at_once(small_base, cold, readers=50, edits=1)
    at_once(small_base, cold, readers=2, edits=100)


# ---- the process


class Leaves(io.StringIO):
    """A reader who leaves after so many characters."""

    def __init__(self, stay: int) -> None:
        super().__init__()
        self._stay = stay

    def write(self, text: str) -> int:
        self._stay -= len(text)
        if self._stay < 0:
            raise BrokenPipeError
        return len(text)


@pytest.mark.parametrize(
    "argv",
    [
        ["show", "all", "-f", "table"],
        ["compare-target", "-f", "table"],
        ["show", "--help"],
        ["show"],
    ],
    ids=" ".join,
)
def test_a_reader_may_leave_at_any_character(argv: list[str], environ: Env) -> None:
    whole = Stream(tty=False)
    env = {**environ, "LAICHAU_FACTS": str(SMALL)}
    assert main(argv, Terminal(whole, Stream(tty=False), env)) == 0
    for stay in range(0, len(whole.getvalue()), max(1, len(whole.getvalue()) // 60)):
        stderr = Stream(tty=False)
        assert main(argv, Terminal(Leaves(stay), stderr, env)) == 0
        assert stderr.getvalue() == ""


STRICT = [
    (["-X", "dev", "-W", "error"], {}),
    (["-OO"], {}),
    (["-I"], {}),
    ([], {"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "TERM": "dumb"}),
    (
        [],
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    ),
]
SAID = [
    ["get", "debt"],
    ["show", "money", "--lang", "vi"],
    ["compare-target", "-f", "table"],
    ["-h"],
]


@pytest.mark.parametrize(("flags", "env"), STRICT, ids=str)
def test_python_may_be_as_strict_as_it_likes(flags: list[str], env: Env, environ: Env) -> None:
    for argv in SAID:
        plain = subprocess.run(
            command(*argv),
            env={**environ, "LAICHAU_FACTS": str(SMALL)},
            capture_output=True,
            check=True,
        )
        done = subprocess.run(
            [sys.executable, *flags, "-m", "laichau_cli", *argv],
            env={**environ, "LAICHAU_FACTS": str(SMALL), **env},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == plain.stdout


@pytest.mark.parametrize("width", [1, 2, 10_000])
@pytest.mark.parametrize(
    "argv",
    [["show", "all"], ["show", "road-length"], ["compare-target"], ["search", "road"], ["show"]],
    ids=" ".join,
)
def test_a_screen_of_any_width(argv: list[str], width: int, laichau: Laichau) -> None:
    drawn = laichau(*argv, base=SMALL, tty=True, width=width, env={"NO_COLOR": "1"})
    assert (drawn.status, drawn.stderr) == (0, "")
    widest = max(map(cell_len, drawn.stdout.splitlines()))
    assert widest <= max(width, 200)
    letters = set("".join(drawn.stdout.split()))
    assert letters >= set("road" if argv[-1] != "compare-target" else "exceeded")


def test_more_fields_than_any_screen_shows(laichau: Laichau) -> None:
    fields = ",".join(["id"] * 101)
    assert laichau("show", "--fields", fields, base=SMALL) == (
        2,
        "",
        "laichau: --fields names 101 fields; it takes up to 100\n",
    )


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root may become somebody else, and setpriv does it",
)
def test_nobody_may_run_it_from_a_tree_they_cannot_write_to(tmp_path: Path, cold: Env) -> None:
    """Read-only install, unreadable cache, no home, a working folder that is gone."""
    may_read = subprocess.run(
        [
            *("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"),
            *(sys.executable, "-c", "import pydantic, typer, rich, tomli"),
        ],
        cwd="/",
        capture_output=True,
        check=False,
    )
    if may_read.returncode:
        pytest.skip("nobody may not read the environment that the tests run in")
    place = Path("/tmp") / f"laichau-nobody-{os.getpid()}"
    try:
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "laichau_cli", place / "laichau_cli", ignore=compiled)
        shutil.copy(ARTICLE, place / "laichau_cli/facts.toml")
        shutil.copy(SMALL, place / "small.toml")
        (place / "cache/laichau").mkdir(parents=True)
        os.chown(place / "cache/laichau", 65534, 65534)
        (place / "cache/laichau").chmod(0o700)
        (place / "home").mkdir(mode=0o700)
        site = [path for path in sys.path if path.endswith("site-packages")]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(place), *site])}
        files = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
        nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
        gone = "mkdir gone && cd gone && rmdir ../gone; "
        folders = [
            {"XDG_CACHE_HOME": str(place / "cache")},
            {"XDG_CACHE_HOME": str(place / "home"), "HOME": str(place / "home")},
            {},
        ]
        for folder in folders:
            for argv in (
                ["get", "papi-rank"],
                ["get", "debt", "--facts", str(place / "small.toml")],
            ):
                words = f"{nobody} {sys.executable} -m laichau_cli {' '.join(argv)}"
                done = subprocess.run(
                    ["sh", "-c", f"cd {tmp_path}; {gone}exec {words}"],
                    env={**env, **folder}, capture_output=True, check=False, timeout=60,
                )  # fmt: skip
                assert (done.returncode, done.stderr) == (0, b"")
                assert done.stdout in (b"27/63\n", b"30\n")
        ours = {path: time_ for path, time_ in files.items() if "cache" not in path.parts}
        assert all(path.stat().st_mtime_ns == time_ for path, time_ in ours.items())
        assert not list(place.rglob("*.py[co]"))
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("module", ["output/terminal", "run", "commands", "cli", "files"])
def test_bytecode_that_was_cut_short_is_named(module: str, cold: Env, tmp_path: Path) -> None:
    """As Python before 3.12.8 leaves it where a disk is full."""
    package = tmp_path / "laichau_cli"
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "laichau_cli", package, ignore=compiled)
    cut = Path(importlib.util.cache_from_source(str(package / f"{module}.py")))
    py_compile.compile(str(package / f"{module}.py"), str(cut))
    cut.write_bytes(cut.read_bytes()[:200])
    env = {**cold, "PYTHONPATH": str(tmp_path), "LAICHAU_FACTS": str(SMALL)}

    def called() -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            command("get", "debt", "-f", "tsv"),
            env=env, cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    said = f"laichau: {cut}: damaged (marshal data too short); remove it and call again\n"
    assert called() == (1, b"", said.encode())
    cut.unlink()
    assert called() == (0, b"30\n", b"")


def interrupted(argv: list[str], env: Env, folder: Path, wait: float) -> tuple[int, bytes, bytes]:
    program = (
        "import sys, laichau_cli.__main__ as m; sys.stderr.write('.'); sys.stderr.flush(); m.run()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, *argv],
        env=with_no_other_files(env),  # coverage has locks, and an interrupt may leave one closed
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.read(1) == b"."
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    return running.returncode, out, err


def interrupts(env: Env, folder: Path, *, times: int, seed: int) -> None:
    """SIGINT at random moments of real calls: a status of 130 or the end, and no half files."""
    dice = random.Random(seed)
    calls = [
        ["get", "papi-rank"], ["show", "all", "--json"], ["show", "all", "-f", "table"],
        ["show", "--svg", "x.svg"], ["export", "x.sqlite"], ["check"], ["search", "cap quang"],
    ]  # fmt: skip
    for n in range(times):
        for left in folder.glob("x.*"):
            left.unlink()
        if n % 2:
            shutil.rmtree(env["XDG_CACHE_HOME"], ignore_errors=True)
        status, out, err = interrupted(calls[n % len(calls)], env, folder, dice.uniform(0.002, 0.5))
        assert status in (0, 130, -signal.SIGINT), err
        assert b"Traceback" not in err
        assert status == 0 or err == b"" or err.startswith(b"laichau: wrote")
        assert not list(folder.glob("*.tmp"))
        assert not list(Path(env["XDG_CACHE_HOME"]).rglob("*.tmp"))
        for picture in folder.glob("x.svg"):
            assert picture.read_text(encoding="utf-8").rstrip().endswith("</svg>")
        if status == 0 and out.startswith(b"["):
            json.loads(out)


def test_an_interrupt_where_python_can_raise_nothing(environ: Env) -> None:
    program = (
        "import sys, time, weakref, signal, laichau_cli.__main__ as m, laichau_cli.run as r\n"
        "class Thing: pass\n"
        "def ask(*_, **__):\n"
        "    thing = Thing()\n"
        "    ref = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))\n"
        "    del thing\n"
        "    for _ in range(500): time.sleep(0.01)\n"
        "    raise SystemError('not interrupted')\n"
        "r.open_index = ask\n"
        "sys.argv = ['laichau', 'show']\n"
        "m.run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_an_interrupt_at_any_moment(cold: Env, tmp_path: Path) -> None:
    interrupts(cold, tmp_path, times=14, seed=3)


@pytest.mark.long
def test_an_interrupt_at_any_moment_for_long(cold: Env, tmp_path: Path) -> None:
    interrupts(cold, tmp_path, times=300, seed=4)


def test_a_file_that_grows_too_large_is_said(cold: Env, tmp_path: Path) -> None:
    """Half an answer has a status of its own."""
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            ["prlimit", "--fsize=1000", *command("show", "all", "--json")],
            env=with_no_other_files(cold), stdout=out, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b"laichau: cannot write to standard output: File too large\n"
