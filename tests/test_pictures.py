"""Pictures and pages: what the terminal would show, whole, on their own, and in one piece."""

from __future__ import annotations

import html
import itertools
import json
import os
import re
import runpy
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from laichau_cli.commands import show
from laichau_cli.output.picture import WIDTH
from tests.conftest import SMALL, TESTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Laichau, Process, Result

CALLS = [
    ["show"],
    ["show", "economy", "population"],
    ["show", "tea-area", "--at", "2025"],
    ["search", "cap quang", "--lang", "vi"],
    ["compare-target", "--lang", "vi"],
    ["compare-target", "--scope", "province", "--at", "latest"],
]
DOCS = TESTS.parent / "docs"
SHOWN = TESTS / "bases/valid/shown/facts.toml"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(
    params=[["show", "road-length"], ["search", "road"], ["compare-target"]], ids=" ".join
)
def argv(request: pytest.FixtureRequest) -> list[str]:
    """A call of each command that draws pictures."""
    found: list[str] = request.param
    return found


def rows(svg: str) -> list[str]:
    """The words of each row of a picture, from left to right, below its title."""
    found: dict[float, list[tuple[float, str]]] = {}
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        if "clip-path" in text.attrib:
            place = float(text.attrib["x"])
            found.setdefault(float(text.attrib["y"]), []).append((place, text.text or ""))
    joined = [" ".join(words for _, words in sorted(found[row])) for row in sorted(found)]
    return [_words(row) for row in joined]


def _words(row: str) -> str:
    """A row without its blanks: pieces of one word may have styles of their own."""
    return "".join(row.split())


def drawn(found: Result) -> list[str]:
    return [words for row in found.stdout.splitlines() if (words := _words(row))]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_pictures_have_the_words_of_the_terminal(
    call: list[str], tmp_path: Path, laichau: Laichau
) -> None:
    svg = tmp_path / "p.svg"
    on_terminal = laichau(*call, "-f", "table", width=WIDTH)
    laichau(*call, "--svg", str(svg))
    assert rows(svg.read_text(encoding="utf-8")) == drawn(on_terminal)


def test_a_picture_says_what_it_is_and_where_from(tmp_path: Path, laichau: Laichau) -> None:
    svg = tmp_path / "p.svg"
    laichau("show", "road-length", "--svg", str(svg), base=SHOWN)
    picture = ET.parse(svg).getroot()
    about = "Source: Báo Tỉnh · A base to look at"
    assert [picture[0].text, picture[1].text] == ["A base to look at", about]
    assert about in [text.text for text in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("form", ["svg", "html"])
def test_standard_output_gets_what_a_file_would(
    form: str, tmp_path: Path, laichau: Laichau
) -> None:
    path = tmp_path / f"x.{form}"
    assert laichau("show", "digital", f"--{form}", str(path)).status == 0
    written = path.read_text(encoding="utf-8")
    assert laichau("show", "digital", f"--{form}", "-") == (0, written, "")


@pytest.mark.parametrize("form", ["svg", "html"])
def test_many_facts_are_in_a_picture_as_a_few_are(
    form: str, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = laichau("show", "all", f"--{form}", "-")
    monkeypatch.setattr(show, "MANY", 1)
    assert "fibre" in few.stdout.lower()
    assert laichau("show", "all", f"--{form}", "-") == few


@pytest.mark.parametrize("call", [["compare-target"], ["show", "tea-area"]], ids=" ".join)
def test_a_page_explains_the_marks_that_it_shows(call: list[str], laichau: Laichau) -> None:
    body, _, footer = laichau(*call, "--html", "-").stdout.partition("<footer>")
    shown = "".join(re.findall("</strong>[*°]+|→ [^<]+", body))
    assert "→" in shown
    assert [f"{mark} " in footer for mark in "*°→"] == [mark in shown for mark in "*°→"]


@pytest.mark.parametrize(
    ("option", "name"), [("--svg", "x.png"), ("--svg", "x.html"), ("--html", "x.SVG")]
)
def test_a_name_that_promises_another_form(
    option: str, name: str, tmp_path: Path, laichau: Laichau
) -> None:
    form = option[2:]
    path = tmp_path / name
    says = f"laichau: {path}: {option} writes {form.upper()}; name a file that ends in .{form}\n"
    assert laichau("show", option, str(path), base=SMALL) == (2, "", says)
    assert not path.exists()


# ---- pages


class Page(HTMLParser):
    """What a page consists of, and whether its elements close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data.replace("\xa0", " ")

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [str(attrs[name]) for _, attrs in self.elements if name in attrs]


def paged(laichau: Laichau, tmp_path: Path, *argv: str, base: Path | None = None) -> Page:
    path = tmp_path / "p.html"
    found = laichau(*argv, "--html", str(path), base=base)
    assert (found.status, found.stdout) == (0, "")
    return Page(path.read_text(encoding="utf-8"))


PAGES = [*CALLS, ["show", "all"], ["show", "poverty-rate"], ["show", "--fields", "id,label"]]


@pytest.mark.parametrize("call", PAGES, ids=" ".join)
def test_a_page_is_whole_and_needs_nothing_else(
    call: list[str], tmp_path: Path, laichau: Laichau
) -> None:
    page = paged(laichau, tmp_path, *call)
    tags = {tag for tag, _ in page.elements}
    assert page.elements[0] == ("html", {"lang": "vi" if "vi" in call else "en"})
    assert {"main", "h1", "footer"} <= tags
    assert not tags & {"script", "link", "img", "iframe", "pre"}
    assert not page.all("src")
    ids = page.all("id")
    assert len(ids) == len({*ids})
    for link in page.all("href"):
        assert link[1:] in ids if link[0] == "#" else re.match(r"https?://.*#.*:~:text=", link)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_whole_base_is_a_page(lang: str, tmp_path: Path, laichau: Laichau) -> None:
    page = paged(laichau, tmp_path, "show", "all", "--lang", lang)
    for fact in json.loads(laichau("show", "all", "--json").stdout):
        assert fact["id"] in page.all("id")
        assert fact["source"]["text"] in page.words
        assert fact["label"][lang] in page.words
        assert fact["figure"][lang] in page.words
    assert page.all("lang").count("vi" if lang == "en" else "en") > 100


def test_a_page_has_a_bar_of_a_goal_and_a_line_of_a_history(
    tmp_path: Path, laichau: Laichau
) -> None:
    page = paged(laichau, tmp_path, "show", "road-length", base=SHOWN)
    classes = page.all("class")
    assert ("bar" in classes, "line" in classes) == (True, True)
    assert "2021: 900 km; 2023: over 1,200.5 km; 2024: 1,310 km" in page.all("aria-label")
    assert "→ 1,310 km*° 2024 ✔ exceeded" in page.words


@pytest.mark.parametrize("tty", [False, True])
def test_nothing_but_a_word_of_it_is_said(
    argv: list[str], tty: bool, tmp_path: Path, laichau: Laichau
) -> None:
    svg, page = tmp_path / "p.svg", tmp_path / "p.html"
    found = laichau(*argv, "--svg", str(svg), "--html", str(page), base=SMALL, tty=tty)
    assert found == (0, "", f"laichau: wrote {svg}\nlaichau: wrote {page}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.html", "p.svg"]


def test_a_picture_has_nothing_from_elsewhere_and_no_control_characters(
    argv: list[str], tmp_path: Path, laichau: Laichau
) -> None:
    shown = laichau(*argv, "-f", "table", base=SMALL, width=WIDTH).stdout
    for option in ("--svg", "--html"):
        path = tmp_path / "p"
        laichau(*argv, option, str(path), base=SMALL)
        text = path.read_text(encoding="utf-8")
        addresses = set(re.findall(r"[a-z]+://[^\s\"'<>#]+", text))
        addresses -= set(re.findall(r"[a-z]+://\S+", shown))  # words of a source
        assert addresses <= {"http://www.w3.org/2000/svg", "https://example.org/bai-bao"}
        assert not re.search(r"@import|@font-face|url\((?!#)|<script|<image|<link|src=", text)
        assert {char for char in text if unicodedata.category(char) in ("Cc", "Cf")} <= {"\n"}


ENVIRONMENTS: list[dict[str, str]] = [
    {"COLUMNS": "40"},
    {"COLUMNS": "300", "LINES": "5"},
    {"NO_COLOR": "1"},
    {"TERM": "dumb", "COLORTERM": "truecolor"},
    {"LAICHAU_FORMAT": "json"},
    {"LC_ALL": "C"},
]


def test_a_picture_does_not_know_the_terminal(
    argv: list[str], tmp_path: Path, laichau: Laichau, process: Process
) -> None:
    svg, page = tmp_path / "p.svg", tmp_path / "p.html"
    options = ["--svg", str(svg), "--html", str(page)]
    laichau(*argv, *options, base=SMALL)
    expected = svg.read_bytes(), page.read_bytes()
    for env in ENVIRONMENTS:
        said = f"laichau: wrote {svg}\nlaichau: wrote {page}\n"
        assert laichau(*argv, *options, base=SMALL, tty=True, env=env) == (0, "", said)
        assert (svg.read_bytes(), page.read_bytes()) == expected
    env = {"LAICHAU_FACTS": str(SMALL), "COLUMNS": "33", "PYTHONIOENCODING": "ascii"}
    assert process(*argv, *options, env=env).status == 0
    assert (svg.read_bytes(), page.read_bytes()) == expected


TITLE = 'vi = "Nền", en = "<b>A & B</b> \\"q\\" ]]>"'


def titled(tmp_path: Path) -> Path:
    base = tmp_path / "titled.toml"
    text = SMALL.read_text(encoding="utf-8")
    base.write_text(
        text.replace('vi = "Cơ sở thử", en = "A base for tests"', TITLE), encoding="utf-8"
    )
    return base


def test_the_title_is_the_base_s_and_only_text(tmp_path: Path, laichau: Laichau) -> None:
    svg, page = tmp_path / "p.svg", tmp_path / "p.html"
    laichau("show", "--svg", str(svg), "--html", str(page), base=titled(tmp_path))
    tree = ET.parse(svg)
    title = tree.find(f"{SVG}title")
    assert title is not None
    assert (title.text or "").replace("\xa0", " ") == '<b>A & B</b> "q" ]]>'
    text = page.read_text(encoding="utf-8")
    assert html.unescape(re.findall(r"<title>(.*)</title>", text)[0]) == '<b>A & B</b> "q" ]]>'
    assert "<b>" not in text


def test_markup_of_facts_is_only_text(tmp_path: Path, laichau: Laichau) -> None:
    svg, page = tmp_path / "p.svg", tmp_path / "p.html"
    laichau("show", "inert", "--svg", str(svg), "--html", str(page), base=SMALL)
    words = "[bold]bold[/bold]:smile:|`a`<b>\\\"q\",'q'"
    assert rows(svg.read_text(encoding="utf-8"))[0].startswith(words)
    assert words in _words(Page(page.read_text(encoding="utf-8")).words)


def test_a_failing_verdict_is_a_status_with_a_picture_too(tmp_path: Path, laichau: Laichau) -> None:
    svg = tmp_path / "p.svg"
    found = laichau("compare-target", "--fail-on", "short", "--svg", str(svg))
    assert found == (1, "", f"laichau: wrote {svg}\n")


# ---- a file in one piece, or none


@pytest.mark.parametrize("name", ["p", "-"])
def test_two_pictures_are_not_one_file(name: str, tmp_path: Path, laichau: Laichau) -> None:
    path = name if name == "-" else str(tmp_path / name)
    message = "--svg and --html name the same file; give each its own"
    found = laichau("show", "--svg", path, "--html", path, base=SMALL)
    assert found == (2, "", f"laichau: {message}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/p", "No such file or directory"),
        ("file/p", "Not a directory"),
        ("folder", "Is a directory"),
        ("pipe", "is no regular file; name another, or - for standard output"),
        ("nul\0", "embedded null byte"),
        ("long" * 100, "File name too long"),
    ],
)
def test_what_cannot_be_written_is_said(
    name: str, reason: str, tmp_path: Path, laichau: Laichau
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.rglob("*"))
    path = f"{tmp_path}/{name}"
    shown = path.replace("\0", "\\x00")
    for option in ("--svg", "--html"):
        found = laichau("show", option, path, base=SMALL)
        assert found == (1, "", f"laichau: {shown}: cannot be written: {reason}\n")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("option", ["--svg", "--html"])
def test_a_disk_that_fills_up_leaves_an_older_picture_alone(
    option: str, tmp_path: Path, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p"
    path.write_text("older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    laichau("show", base=SMALL)  # the index is written in the same way
    monkeypatch.setattr(os, "replace", full)
    found = laichau("show", option, str(path), base=SMALL)
    assert found == (1, "", f"laichau: {path}: cannot be written: No space left on device\n")
    assert path.read_text() == "older"
    assert [file.name for file in tmp_path.iterdir()] == ["p"]


def test_a_link_stays_a_link(tmp_path: Path, laichau: Laichau) -> None:
    path, link = tmp_path / "p.svg", tmp_path / "link.svg"
    link.symlink_to(path)
    laichau("show", "--svg", str(link), base=SMALL)
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("command", ["get", "check"])
def test_commands_without_a_table_make_no_picture(
    command: str, tmp_path: Path, laichau: Laichau
) -> None:
    found = laichau(command, "--svg", str(tmp_path / "p.svg"))
    assert (found.status, found.stdout) == (2, "")
    assert "--svg" in found.stderr


# ---- the pictures of the README


def test_the_pictures_of_the_readme_are_current(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their words: the markup round them changes with versions of Rich."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAICHAU_FACTS", raising=False)
    script = runpy.run_path(str(DOCS / "pictures.py"))
    assert script["make"](str(tmp_path)) == 0
    made = {path.name: rows(path.read_text(encoding="utf-8")) for path in tmp_path.glob("*.svg")}
    kept = {path.name: rows(path.read_text(encoding="utf-8")) for path in DOCS.glob("**/*.svg")}
    assert made.keys() == script["PICTURES"].keys()
    assert kept == made, "run: python docs/pictures.py"


def test_the_pictures_are_in_the_readme() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^\]]{20,}\]\(docs/pictures/([^)]+)\)", readme)
    assert sorted(shown) == sorted(path.name for path in DOCS.glob("pictures/*"))
