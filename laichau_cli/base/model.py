"""A fact base as objects: what each table of `facts.toml` may hold, and nothing it may not.

Each table is checked on its own here; what the tables mean together is for `rules`. The description
of a key is what an editor shows of it, through the JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from laichau_cli.base.limits import (
    MAX_DIGITS,
    MAX_ID,
    MAX_LINE,
    MAX_NAMES,
    MAX_OBSERVATIONS,
    MAX_TEXT,
)
from laichau_cli.language.messages import Message
from laichau_cli.language.safe import MOST_MARKS, acts_on_terminal, has_flood

LAYOUT = 1
"""The layout of `facts.toml` that this version reads."""
ROOT = "all"
"""The topic of all topics."""
_STRICT = ConfigDict(strict=True)

# ---- what stands in a key


def _refusal(message: str, kind: str = "value") -> PydanticCustomError:
    """What pydantic reports of a value that is refused here; a "sentence" names no key."""
    return PydanticCustomError(kind, "{message}", {"message": message})


def _clean(text: str) -> str:
    """`text` in NFC; refused where it acts on a terminal or paints over the lines around."""
    for char in "" if text.isprintable() else text:
        if acts_on_terminal(char):
            code = f"{ord(char):04X}"
            raise _refusal(Message("holds the control character U+{code}; take it out", code=code))
    if text != text.strip():
        raise _refusal(Message("begins or ends with a blank; take it out"))
    if text.isascii():
        return text
    if has_flood(text := unicodedata.normalize("NFC", text)):
        raise _refusal(
            Message(
                "has more than {most} combining marks on a letter; take them out", most=MOST_MARKS
            )
        )
    return text


_KINDS = {bool: "true or false", str: "text", list: "an array", dict: "a table"}
_TOO_LONG = _refusal(Message("has more than {most} digits; shorten it", most=MAX_DIGITS))


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        kind = next((name for each, name in _KINDS.items() if isinstance(value, each)), "a date")
        raise _refusal(Message("must be a number, not {kind}", kind=Message(kind)))
    if isinstance(value, int) and value.bit_length() > MAX_DIGITS * 4:
        raise _TOO_LONG
    number = Decimal(value)
    if not number.is_finite():
        raise _refusal(Message("must be a finite number"))
    _, digits, exponent = number.as_tuple()
    if len(digits) + abs(int(exponent)) > MAX_DIGITS:
        raise _TOO_LONG
    return number


_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def _period(period: str) -> str:
    starts = period.split("/")
    good = len(starts) <= 2 and len({len(start) for start in starts}) == 1
    if not good or not all(map(_is_iso_date, starts)):
        raise _refusal(
            Message("is no ISO 8601 period such as 2022, 2022-12, 2022-12-31 or 2021/2023")
        )
    if starts[0] > starts[-1]:
        raise _refusal(Message("ends before it begins; turn it round"))
    return period


YEAR_BEFORE = "year-before"
"""What a change is counted from where the source says only "than a year earlier"."""


def _since(since: str) -> str:
    return since if since == YEAR_BEFORE else _period(since)


def _moment(value: Any) -> Any:
    """A year, a month or a day as text; a TOML date is as good."""
    if type(value) is dt.date:
        return value.isoformat()
    if not isinstance(value, str) or not _is_iso_date(value):
        raise _refusal(Message("is no ISO 8601 date: a year, a month or a day such as 2022-12-31"))
    return value


def _day(value: Any) -> Any:
    if len(day := _moment(value)) < len("2022-12-31"):
        raise _refusal(Message("must be a day such as 2022-12-31"))
    return day


def _is_iso_date(text: str) -> bool:
    full = text + "0000-01-01"[len(text) :]
    if not _ISO_DATE.fullmatch(text):  # `fromisoformat` takes weeks too
        return False
    try:
        dt.date.fromisoformat(full)
    except ValueError:
        return False
    return True


ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Kebab-case ASCII, as a pattern."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AfterValidator(_clean)]
"""Printable words."""
Id = Annotated[str, StringConstraints(pattern=f"^{ID}$", max_length=MAX_ID)]
"""Kebab-case ASCII."""
TopicId = Annotated[str, StringConstraints(pattern=rf"^{ID}(\.{ID})*$", max_length=MAX_ID)]
"""A dotted path of kebab-case ASCII."""
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""An exact, finite decimal in base units."""
Ends = Annotated[list[Number], Field(min_length=2, max_length=2)]
"""The lower and the higher end of a range."""
Line = Annotated[int, Field(ge=1, le=MAX_LINE)]
"""A line of a document, counted from 1."""
Names = Annotated[list[Text], Field(max_length=MAX_NAMES)]
"""Other names of one thing."""
Synonym = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID), AfterValidator(_clean)]
"""A word or phrase that means the same as others."""
Period = Annotated[str, StringConstraints(max_length=21), AfterValidator(_period)]
"""ISO 8601: a year, a month, a day, or two of one kind with a slash between them."""
Since = Annotated[str, StringConstraints(max_length=21), AfterValidator(_since)]
"""A period, or that it was a year before."""
Moment = Annotated[str, BeforeValidator(_moment)]
"""ISO 8601: a year, a month or a day."""
Day = Annotated[str, BeforeValidator(_day)]
"""ISO 8601: a day."""
Bound = Literal["over", "nearly", "about", "up-to", "at-least", "under", "at-most"]
"""How a source hedges a figure."""
Lines = Annotated[list[Line], Field(min_length=1, max_length=MAX_OBSERVATIONS)]
"""Lines of a document."""
Span = Annotated[list[Line], Field(min_length=2, max_length=2)]
"""The first and the last of some lines of a document."""

_TEXT = TypeAdapter[str](Text, config=_STRICT)
_ENDS = TypeAdapter[list[Decimal]](Ends, config=_STRICT)


def _goal(value: Any) -> Decimal | list[Decimal]:
    """A number or a range; which one is meant decides what is said of a mistake."""
    return _ENDS.validate_python(value) if isinstance(value, list) else _number(value)


def _words(value: Any) -> Label | str:
    """A text in both languages or in one."""
    return Label.model_validate(value) if isinstance(value, dict) else _TEXT.validate_python(value)


# ---- tables


class Table(BaseModel):
    """A TOML table: unknown keys are errors, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """What each key means."""
        return {name: field.description or "" for name, field in cls.model_fields.items()}


class Label(Table):
    """The same words in both languages."""

    vi: Text = Field(description="In Vietnamese.")
    en: Text = Field(description="In English.")


class NotFact(Table):
    """Printed words with numerals that carry no fact, and why they do not."""

    text: Text = Field(description="The printed words, with the numerals in them.")
    why: Text = Field(
        description="Why the numerals carry no fact: a name, a date of no matter here, a "
        "definition."
    )
    line: Line | None = Field(default=None, description="The line of the document, counted from 1.")
    lines: Lines | None = Field(
        default=None, description="The lines, where the same words stand on several."
    )
    at: Line | None = Field(
        default=None,
        description="Which of the places on the line where the words stand is meant: 2 is the "
        "second. Left out if they stand there once.",
    )

    @property
    def numbers(self) -> list[int]:
        """The numbers of its lines."""
        return self.lines or [self.line or 0]


class Source(Table):
    """A published document; `file` is a copy below the base's own folder, `sha256` its digest."""

    title: Text = Field(description="The title as published.")
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = Field(
        description="The document's language: it decides how numerals are read (14.433 or 14,433)."
    )
    publisher: Text | None = Field(default=None, description="Who published it.")
    url: Annotated[Text, StringConstraints(pattern=r"^https?://")] | None = Field(
        default=None, description="Where it can be read."
    )
    file: Text | None = Field(
        default=None,
        description="A copy of the document, below the folder of this file. Needs sha256.",
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None, description="SHA-256 of the file: `sha256sum FILE`."
    )
    not_facts: list[NotFact] = Field(
        default=[], description="Numerals of the document that carry no fact, each with the reason."
    )
    published: Moment | None = Field(
        default=None, description="When it was published: 2023, 2023-11 or 2023-11-25."
    )
    retrieved: Day | None = Field(default=None, description="When it was read: 2026-11-25.")
    author: Text | None = Field(default=None, description="Who wrote it.")
    licence: Text | None = Field(
        default=None, description="Under which terms it may be passed on: a name or an address."
    )
    note: Label | None = Field(
        default=None, description="What holds of all its figures; theirs need not repeat it."
    )
    scope: Annotated[list[Span], Field(max_length=MAX_NAMES)] = Field(
        default=[],
        description="The lines whose numerals are accounted for, as [first, last]; all, if left "
        "out.",
    )


class Unit(Table):
    """A unit; `joined` to the figure without a space, `scaled` to millions and billions.

    A `share` is one of a whole that is 100. `printed` lists the ways documents write the unit where
    they differ from the label.
    """

    label: Label = Field(description="What stands after a figure in this unit.")
    joined: bool = Field(
        default=False, description="Written to the figure without a space, as % is."
    )
    scaled: bool = Field(
        default=False, description="Large figures are shown in millions and billions, as money is."
    )
    share: bool = Field(default=False, description="A share of a whole that is 100.")
    printed: Names = Field(
        default=[], description="Other words that documents have for it, in either language."
    )


class Topic(Table):
    """Where facts are filed; its id is its place in the tree.

    The fact it `stands_for` is shown beside it; the first with a figure, unless one is named.
    """

    label: Label = Field(description="The name of the topic.")
    aliases: Names = Field(default=[], description="Other names that find it, in either language.")
    stands_for: Id | None = Field(
        default=None,
        description="Id of the fact shown beside the topic; else the first with a figure.",
    )


class Evidence(Table):
    """The few printed words that carry a figure, and the line of the source they stand on."""

    source: str = Field(description="Id of the source, a table [sources.ID].")
    text: Text = Field(
        description="The printed words that carry the figure, copied character for character."
    )
    line: Line | None = Field(
        default=None,
        description="The line of the document, counted from 1. Left out if the source is only a "
        "url.",
    )


class Change(Table):
    """How far a figure moved since a period: in its unit or one of its own, a rank in places."""

    by: Number = Field(
        description="How far the figure moved, in its unit (places, for a rank); negative for a "
        "fall."
    )
    since: Since = Field(
        description="The period that it is counted from, or year-before where the source names "
        "none."
    )
    unit: str | None = Field(
        default=None,
        description="The unit of the change where it is not the figure's: percent of a count.",
    )


class Figure(Table):
    """What a source says at one time, with all that it says of it."""

    evidence: Evidence = Field(description="Where it is printed, and in which words.")
    value: Number | None = Field(
        default=None, description="The number in base units: 20,3 nghìn tấn is 20300. Needs unit."
    )
    range: Ends | None = Field(
        default=None, description="The lower and the higher end, in base units. Needs unit."
    )
    of: Number | None = Field(
        default=None,
        description="The whole that value is a part of (4 of 8), or how many are ranked (10 of "
        "63).",
    )
    bound: Bound | None = Field(
        default=None,
        description="How the source hedges it: over (trên), nearly (gần), about (khoảng), up-to "
        "(lên tới), at-least (trở lên), under (dưới), at-most (không quá).",
    )
    estimate: bool = Field(default=False, description="The source calls it an estimate (ước).")
    period: Period | None = Field(
        default=None, description="When it was so: 2022, 2022-12, 2022-12-31, 2021/2023."
    )
    note: Label | None = Field(
        default=None,
        description="How to read the figure, where the source is ambiguous, silent or disputed.",
    )

    @property
    def numbers(self) -> list[Decimal]:
        """The value, or both ends of the range; nothing for what is no number."""
        return self.range or ([] if self.value is None else [self.value])


class Observation(Figure):
    """The same indicator at another time or by another source, in the fact's unit."""

    period: Period = Field(description="When it was so: 2022, 2022-12, 2022-12-31, 2021/2023.")


class Fact(Figure):
    """One thing that the sources say; its kind follows from the keys it has."""

    topic: str = Field(description='Id of the topic it is filed under, a table [topics."ID"].')
    label: Label = Field(
        description="What is counted, in a few words; of a statement the statement itself."
    )
    date: dt.date | None = Field(
        default=None, description="A date, written without quotation marks: 2022-02-25."
    )
    text: (
        Annotated[Label | str, PlainValidator(_words, json_schema_input_type=Label | Text)] | None
    ) = Field(
        default=None,
        description="A name or a number that is no quantity: a text, or { vi, en }.",
    )
    unit: str | None = Field(
        default=None, description="Id of the unit, a table [units.ID] or built in, or `rank`."
    )
    change: Change | None = Field(
        default=None, description="How far the figure moved since an earlier period."
    )
    share_of: Id | None = Field(
        default=None,
        description="Name of a whole: the facts with the same one add up to 100 at most.",
    )
    aliases: Names = Field(
        default=[], description="Other words that people look for it by, in both languages."
    )
    observations: Annotated[list[Observation], Field(max_length=MAX_OBSERVATIONS)] = Field(
        default=[], description="The same indicator at other times, or by other sources."
    )
    draft: bool = Field(
        default=False, description="Not yet named and checked: kept out of all answers."
    )

    @property
    def kind(self) -> str:
        """`number`, `range`, `rank`, `fraction`, `date`, `text` or `statement`."""
        for kind in ("date", "text"):
            if getattr(self, kind) is not None:
                return kind
        return kind_of(self, self.unit) or "statement"

    def at(self, seen: Observation) -> Fact:
        """The fact with another of its figures: what belonged to its own is gone."""
        keys = {key: getattr(seen, key) for key in Figure.model_fields}
        return self.model_copy(update={**keys, "change": None})


def kind_of(figure: Figure, unit: str | None) -> str | None:
    """`number`, `range`, `rank` or `fraction` for a figure in `unit`; None where it has none."""
    if figure.range is not None:
        return "range"
    if figure.value is None:
        return None
    if unit == "rank":
        return "rank"
    return "number" if figure.of is None else "fraction"


class Nation(Table):
    """The nation's own figure for a national goal."""

    value: Number = Field(description="The figure, in the fact's unit.")
    period: Period = Field(description="When it was so.")
    evidence: Evidence = Field(description="Where it is printed.")


class Target(Table):
    """A goal for a fact: the number or range, its sense, who set it and when it is due."""

    fact: str = Field(
        description="Id of the fact, a table [facts.ID]: a number, a range or a rank."
    )
    goal: Annotated[
        Decimal | list[Decimal], PlainValidator(_goal, json_schema_input_type=Number | Ends)
    ] = Field(description="The number or [low, high], in the fact's unit.")
    sense: Literal["at-least", "at-most"] = Field(
        description="at-least if more is better, at-most if less is."
    )
    set_by: Label = Field(description="Who set it.")
    scope: Literal["province", "nation"] = Field(
        description="province, or nation for a national target that the province is held against."
    )
    evidence: Evidence = Field(description="Where the goal is printed.")
    unit: str | None = Field(
        default=None, description="The unit of the goal, which must be the fact's."
    )
    due: Period | None = Field(default=None, description="When it is to be reached.")
    stated: Literal["exceeded", "met", "short"] | None = Field(
        default=None,
        description="What the source itself says of it; left out where it says nothing.",
    )
    note: Label | None = Field(default=None, description="How to read the goal.")
    start: Period | None = Field(
        alias="from",
        default=None,
        description="When the goal begins to run, if not with the period of the fact: a yearly "
        "average counts from then.",
    )
    nation: Nation | None = Field(
        default=None, description="The nation's own figure, for a goal of scope nation."
    )


# ---- the whole


def _group(words: Any) -> Any:
    if not isinstance(words, list) or len(words) < 2:
        message = Message("a group of synonyms is an array of two words or more")
        raise _refusal(message, "sentence")
    if len(words) > MAX_NAMES:
        message = Message(
            "a group of synonyms has more than {most} words; keep those of use", most=MAX_NAMES
        )
        raise _refusal(message, "sentence")
    return words


class Head(Table):
    """What a base says of itself, before its tables."""

    title: Label = Field(description="The name of the base.")
    synonyms: list[Annotated[list[Synonym], BeforeValidator(_group)]] = Field(
        default=[], description="Groups of words that search treats as equal."
    )
    version: Text | None = Field(default=None, description="The version of the base.")
    licence: Text | None = Field(
        default=None, description="Under which terms the base may be passed on."
    )


TABLES: Mapping[str, type[Table]] = {
    "sources": Source,
    "units": Unit,
    "topics": Topic,
    "facts": Fact,
    "targets": Target,
}
"""The tables of a base, by the key that holds them."""


class FactBase(NamedTuple):
    """A valid fact base: every reference in it holds."""

    head: Head
    sources: dict[str, Source]
    units: dict[str, Unit]
    topics: dict[str, Topic]
    facts: dict[str, Fact]
    targets: dict[str, Target]

    @property
    def title(self) -> Label:
        """The name of the base."""
        return self.head.title

    @property
    def synonyms(self) -> list[list[str]]:
        """Groups of words that mean the same."""
        return self.head.synonyms
