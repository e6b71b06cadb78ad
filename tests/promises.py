"""What must hold of any text at all; each function raises where it does not.

Used by the fuzzer, by hypothesis and on the kept corpus, so that all three ask the same.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import tomli
from laichau_cli.commands.all import _only_fact, _thing

from laichau_cli.base import load
from laichau_cli.base.lines import DEEPEST, Path, lines_of, nearest_line
from laichau_cli.errors import BaseError, LaichauError, NothingFound
from laichau_cli.evidence import reader
from laichau_cli.index import compile as build
from laichau_cli.index.ask import Index
from laichau_cli.language import figures
from laichau_cli.language import fold as text
from laichau_cli.language.safe import MOST_MARKS, safe, safe_line
from laichau_cli.search import query as search
from laichau_cli.search.vocabulary import Vocabulary
from tests.conftest import ARTICLE

HOSTILE = {*map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)))} - {"\n"}


def check_figures(line: str) -> None:
    """The readers of printed figures: spans in order and in the line, numbers finite and exact."""
    line = line.replace("\n", " ")
    for lang in ("vi", "en"):
        end = 0
        for figure in reader.figures(line, lang=lang):
            for span in figure.spans:
                assert end <= span.start < span.end <= len(line), figure
                end = span.end
            assert figure.value.is_finite()
            assert 0 <= figure.extent.start <= figure.spans[0].start
            assert figure.spans[-1].end <= figure.extent.end <= len(line)
            assert figure.high is None or figure.high.is_finite()
            assert figure.said()
            numeral = line[figure.spans[0].start : figure.spans[0].end]
            value = reader.number(numeral, lang=lang)
            assert value is not None
            if numeral[0] != "0":  # 0.123 groups no thousands; the search reads it as a fraction
                found = map(figures.trimmed, figures.readings(numeral))
                assert figures.trimmed(figures.plain(value)) in found, (numeral, value)
        for period in reader.periods(line, lang=lang):
            assert 0 <= period.span.start < period.span.end <= len(line)
        at = min(len(line) // 2, max(len(line) - 1, 0))
        sentence = reader.sentence(line, at)
        assert 0 <= sentence.start <= at <= sentence.end <= len(line)
    for numeral in figures.numerals(line):
        for digits in figures.readings(numeral):
            assert Decimal(digits).is_finite()
            assert figures.readings(digits)
            for lang in ("vi", "en"):
                # Printed figures are long; each must be read back as what it was.
                printed = figures.grouped(digits, lang=lang)
                read = reader.number(printed, lang=lang)
                assert read is not None
                assert read == Decimal(digits), (printed, digits)


def check_folding(words: str) -> None:
    """Folding is idempotent, the same for NFC and NFD; nothing hostile is left by `safe`."""
    folded = text.fold(words)
    assert text.fold(folded) == folded
    assert folded == " ".join(folded.split())
    if not any(0xD800 <= ord(char) <= 0xDFFF for char in words):
        assert text.fold(unicodedata.normalize("NFD", words)) == folded
        assert text.fold(unicodedata.normalize("NFC", words)) == folded
    for piece, accented in text.spoken(words):
        assert piece
        assert accented
        assert " " not in piece
    for word in words.split():
        text.typed_in_telex(word)
        text.typed_in_vni(word)
    shown = safe(words)
    assert not HOSTILE & {*shown}
    assert safe(shown) == shown
    assert "\n" not in safe_line(words)
    run = 0
    for char in shown:
        run = run + 1 if unicodedata.category(char)[0] == "M" else 0
        assert run <= MOST_MARKS, "a flood of combining marks"
    shown.encode("utf-8")


@functools.cache
def _index() -> Index:
    base = schema.read_base("facts.toml", ARTICLE.read_bytes())
    return Index(build.in_memory(base, build.About("0", "facts.toml", "", [])), folder="/nowhere")


@functools.cache
def _facts() -> dict[str, object]:
    return {fact["id"]: fact for fact in _index().facts(lang="vi")}


def _say(error: LaichauError) -> None:
    assert error.messages
    assert all(error.messages)


def check_queries(query: str) -> None:
    """Any words find facts as they are in the base, or nothing, and never fail."""
    index = _index()
    found = search.find(index, query, limit=10, lang="vi")
    assert len(found.hits) <= 10
    scores: list[float] = []
    for hit in found.hits:
        record: dict[str, Any] = {**hit}
        scores.append(record.pop("score"))
        assert record.pop("matched")
        assert record == _facts()[hit["id"]]
    assert scores == sorted(scores, reverse=True)
    for asked in (lambda: _thing(index, query), lambda: _only_fact(index, query, command="get")):
        try:
            asked()
        except NothingFound as error:
            _say(error)
    Vocabulary(index)


def check_lines(toml: str) -> None:
    """Every key of a valid TOML text has a line, and the walk ends whatever the text is."""
    try:
        raw = tomli.loads(toml, parse_float=str)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return
    lines = lines_of(toml.replace("\r\n", "\n"))
    last = toml.count("\n") + 1
    assert all(1 <= line <= last for line in lines.values())
    _has_lines(raw, (), lines)


def _has_lines(value: object, path: Path, lines: dict[Path, int]) -> None:
    if 0 < len(path) <= DEEPEST:
        assert path in lines, (path, lines)
    if isinstance(value, dict):
        for key, inner in value.items():
            _has_lines(inner, (*path, key), lines)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            _has_lines(inner, (*path, at), lines)


class _Toml:
    """A valid TOML text made by the choices in some bytes, and the line of each path in it."""

    KEYS = ("a", "b-1", "2", '"x.y"', "'q'", '"\\u0061z"', '""', "A", '"]="')
    SCALARS = (
        "1", "-0.5", "true", "2022-02-25", "07:32:00Z"[:8], '"#]}\\""', "'\\'", "1e9", "nan",
        '""', '"""\nx"" \\\n  "q" ""\n"""', "'''\n\'\n}#'''", '""""""', "''", '"""a""""',
    )  # fmt: skip
    GAPS = ("", " ", "\t", "  ")
    BREAKS = ("", " ", "\n", " # [x]\n", "\n\n\t", "#\n")

    def __init__(self, data: bytes) -> None:
        self._choices = iter(data)
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {}

    def _of(self, things: Sequence[str]) -> str:
        return things[next(self._choices, 0) % len(things)]

    def _line(self) -> int:
        return self.text.count("\n") + 1

    def _key(self, prefix: tuple[str | int, ...]) -> tuple[str | int, ...]:
        for at in range(1 + next(self._choices, 0) % 3 // 2):
            key = self._of(self.KEYS)
            self.text += (self._of(self.GAPS) + "." + self._of(self.GAPS) if at else "") + key
            prefix += (next(iter(tomli.loads(key + "=0"))),)
        return prefix

    def _value(self, path: tuple[str | int, ...], depth: int) -> None:
        kind = next(self._choices, 0) % 4
        if depth > 5 or kind < 2:
            self.text += self._of(self.SCALARS)
            return
        self.text += "[{"[kind - 2]
        for at in range(next(self._choices, 0) % 4):
            self.text += "," if at else ""
            self.text += self._of(self.BREAKS if kind == 2 else self.GAPS)
            if kind == 2:
                self.lines[(*path, at)] = self._line()
                self._value((*path, at), depth + 1)
            else:
                self._pair(path, depth + 1)
            self.text += self._of(self.BREAKS if kind == 2 else self.GAPS)
        self.text += "]}"[kind - 2]

    def _pair(self, table: tuple[str | int, ...], depth: int) -> None:
        line = self._line()
        path = self._key(table)
        self.text += self._of(self.GAPS) + "=" + self._of(self.GAPS)
        self.lines[path] = line
        self._value(path, depth)

    def document(self) -> None:
        """Tables of unlike names, arrays of tables among them, each with some pairs."""
        table: tuple[str | int, ...] = ()
        for number in range(1 + next(self._choices, 0) % 4):
            for _ in range(next(self._choices, 0) % 4):
                self.text += self._of(self.GAPS)
                self._pair(table, 0)
                self.text += self._of(self.GAPS) + self._of(("\n", "\n\n", " # = [\n"))
            kind = next(self._choices, 0) % 3
            name = f"t{number // (kind + 1)}" if kind == 2 else f"s{number}"
            table = (name,)
            if kind == 2:
                table += (sum(path[:1] == table and len(path) == 2 for path in self.tables),)
            self.lines[table] = self._line()
            self.tables.append(table)
            self.text += ("[[%s]]" if kind == 2 else "[%s]") % name + self._of(self.BREAKS[2:])

    @functools.cached_property
    def tables(self) -> list[tuple[str | int, ...]]:
        return []


def check_lines_made(data: bytes) -> None:
    """The line of each path of a text that is made so that its lines are known."""
    made = _Toml(data)
    made.document()
    try:
        tomli.loads(made.text)
    except tomli.TOMLDecodeError:  # a key twice
        return
    found = lines_of(made.text)
    known = {path: line for path, line in made.lines.items() if len(path) <= DEEPEST}
    assert {path: found.get(path) for path in known} == known, made.text
    for path in made.lines.keys() - known.keys():
        assert nearest_line(found, path) <= made.lines[path], made.text
    check_lines(made.text)


def check_bases(toml: str) -> None:
    """Any bytes are a valid base that compiles, or are refused with a file and a line each."""
    data = toml.encode("utf-8", "surrogateescape")
    try:
        base = load.load_base([load.parse("b", data)])
    except BaseError as error:
        _say(error)
        for message in error.messages:
            file, line, rest = message.split(":", 2)
            assert file == "b"
            assert 1 <= int(line) <= data.count(b"\n") + 1
            assert rest.strip()
        return
    connection = build.in_memory(base, build.About("0", "b", "", []))
    with Index(connection, folder="/nowhere") as index:
        list(index.facts(lang="vi"))
        list(index.comparisons())
