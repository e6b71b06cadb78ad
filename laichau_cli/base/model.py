"""The fact base as objects: what a table of `facts.toml` may hold, and nothing it may not.

The shape is checked here, one table at a time; what the tables mean together is checked in
`schema`. Strings are normalised to NFC, and none may hold a character that acts on a terminal.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

MAX_DIGITS = 30
"""Digits of a number: enough for any count of đồng, and short enough for any table."""
MAX_TEXT = 2000
"""Characters of a text."""
MAX_ID = 80
"""Characters of an id, and of a word that is a synonym."""
MAX_NAMES = 100
"""Names of one thing, and words that mean the same."""
MAX_OBSERVATIONS = 1000
"""Figures of one fact at other times."""

type_names = {bool: "true or false", str: "text", list: "an array", dict: "a table"}


def acts_on_terminal(char: str) -> bool:
    """Whether `char` is a control, a bidirectional control or a lone surrogate."""
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or (
        unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI")
        or char in "\u2069\u2068\u200e\u200f\u061c\u200b\ufeff"
    )


def _is_nothing(char: str) -> bool:
    """Whether `char` is one of Unicode's noncharacters: no XML may hold it."""
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


MOST_MARKS = 8
"""Combining marks on one letter; more paint over the lines around."""
_SUSPECT = re.compile(rf"[^\0-\u02ff\u1e00-\u20cf]{{{MOST_MARKS + 1}}}")
"""Found at once in no Vietnamese or English text."""


def has_flood(text: str) -> bool:
    """Whether a letter has more than `MOST_MARKS` combining marks."""
    if not _SUSPECT.search(text):
        return False
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char).startswith("M") else 0
        if run > MOST_MARKS:
            return True
    return False


def _clean(text: str) -> str:
    for char in "" if text.isprintable() else text:
        if not char.isprintable() and (acts_on_terminal(char) or _is_nothing(char)):
            raise PydanticCustomError(
                "control_character",
                "holds the control character U+{code}; take it out",
                {"code": f"{ord(char):04X}"},
            )
    if text != text.strip():
        raise PydanticCustomError("blank_edges", "begins or ends with a blank; take it out")
    text = unicodedata.normalize("NFC", text)
    if has_flood(text):
        raise PydanticCustomError(
            "marks",
            "has more than {most} combining marks on a letter; take them out",
            {"most": str(MOST_MARKS)},
        )
    return text


_TOO_LONG = PydanticCustomError(
    "digits", "has more than {most} digits; shorten it", {"most": str(MAX_DIGITS)}
)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        kind = next((name for t, name in type_names.items() if isinstance(value, t)), "a date")
        raise PydanticCustomError("number", "must be a number, not {kind}", {"kind": kind})
    if isinstance(value, int) and value.bit_length() > MAX_DIGITS * 4:
        raise _TOO_LONG
    number = Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("finite", "must be a finite number")
    _, digits, exponent = number.as_tuple()
    if len(digits) + abs(int(exponent)) > MAX_DIGITS:
        raise _TOO_LONG
    return number


Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AfterValidator(_clean)]
"""Printable words."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_ID)]
"""Kebab-case ASCII."""
TopicId = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$", max_length=MAX_ID
    ),
]
"""A dotted path of kebab-case ASCII."""
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""An exact, finite decimal in base units."""
Line = Annotated[int, Field(ge=1, le=10_000_000)]
"""A line of a document, counted from 1."""
Names = Annotated[list[Text], Field(max_length=MAX_NAMES)]
"""Other names of one thing."""
Synonym = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID), AfterValidator(_clean)]
"""A word or phrase that means the same as others."""


_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def _period(period: str) -> str:
    starts = period.split("/")
    good = len(starts) <= 2 and len({len(start) for start in starts}) == 1
    if not good or not all(map(_is_iso_date, starts)):
        raise PydanticCustomError(
            "period", "is no ISO 8601 period such as 2022, 2022-12, 2022-12-31 or 2021/2023"
        )
    if starts[0] > starts[-1]:
        raise PydanticCustomError("period", "ends before it begins; turn it round")
    return period


def _is_iso_date(text: str) -> bool:
    full = text + "0000-01-01"[len(text) :]
    if not _ISO_DATE.fullmatch(text):  # `fromisoformat` takes weeks too
        return False
    try:
        dt.date.fromisoformat(full)
    except ValueError:
        return False
    return True


Period = Annotated[str, StringConstraints(max_length=21), AfterValidator(_period)]
"""ISO 8601: a year, a month, a day, or two of one kind with a slash between them."""


class Table(BaseModel):
    """A TOML table: unknown keys are errors, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Label(Table):
    """The same words in both languages."""

    vi: Text
    en: Text


class NotFact(Table):
    """Printed words with numerals that carry no fact, and why they do not."""

    line: Line
    text: Text
    why: Text


class Source(Table):
    """A published document; `file` is a copy below the base's own folder, `sha256` its digest."""

    title: Text
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    publisher: Text | None = None
    url: Annotated[Text, StringConstraints(pattern=r"^https?://")] | None = None
    file: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    not_facts: list[NotFact] = []


class Unit(Table):
    """A unit; `joined` to the figure without a space, `scaled` to millions and billions.

    A `share` is one of a whole that is 100. `printed` lists the ways documents write the unit where
    they differ from the label.
    """

    label: Label
    joined: bool = False
    scaled: bool = False
    share: bool = False
    printed: Names = []


class Topic(Table):
    """Where facts are filed; its id is its place in the tree.

    The fact it `stands_for` is shown beside it; the first with a figure, unless one is named.
    """

    label: Label
    aliases: Names = []
    stands_for: Id | None = None


class Evidence(Table):
    """The few printed words that carry a figure, and the line of the source they stand on."""

    source: str
    text: Text
    line: Line | None = None


class Change(Table):
    """How far a figure moved since a period: in its unit, or in places for a rank."""

    by: Number
    since: Period


class Observation(Table):
    """The same indicator at another time, from this source or another."""

    value: Number
    period: Period
    evidence: Evidence


class Fact(Table):
    """One thing that the sources say; its kind follows from the keys it has."""

    topic: str
    label: Label
    evidence: Evidence
    value: Number | None = None
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    date: dt.date | None = None
    text: Label | Text | None = None
    of: Number | None = None
    unit: str | None = None
    bound: Literal["over", "nearly", "about"] | None = None
    estimate: bool = False
    period: Period | None = None
    change: Change | None = None
    share_of: Id | None = None
    note: Label | None = None
    aliases: Names = []
    observations: Annotated[list[Observation], Field(max_length=MAX_OBSERVATIONS)] = []

    @property
    def kind(self) -> str:
        """`number`, `range`, `rank`, `fraction`, `date`, `text` or `statement`."""
        if self.value is not None:
            if self.unit == "rank":
                return "rank"
            return "number" if self.of is None else "fraction"
        for kind in ("range", "date", "text"):
            if getattr(self, kind) is not None:
                return kind
        return "statement"


class Target(Table):
    """A goal for a fact: the number or range, its sense, who set it and when it is due."""

    fact: str
    goal: Number | Annotated[list[Number], Field(min_length=2, max_length=2)]
    sense: Literal["at-least", "at-most"]
    set_by: Label
    scope: Literal["province", "nation"]
    evidence: Evidence
    unit: str | None = None
    due: Period | None = None
    stated: Literal["exceeded", "met", "short"] | None = None
    note: Label | None = None
