"""The records that commands return: their fields, in order, and their types.

A record is a plain dict, so that a warm call builds it straight from an index row and every format
writes it without knowing which command asked. Numbers are `Number`: the exact decimal as text.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal, TypedDict

    Lang = Literal["vi", "en"]
    Verdict = Literal["exceeded", "met", "short", "unclear"]

    class Label(TypedDict):
        """The same words in both languages."""

        vi: str
        en: str

    class Change(TypedDict):
        """How far a figure moved since when, in its `unit` or the fact's; a rank in places."""

        by: Number
        since: str
        unit: str | None

    class SourceRef(TypedDict):
        """Where a figure is printed; `line` is None where the source is only an address."""

        id: str
        line: Number | None
        text: str
        url: str | None
        title: str
        publisher: str | None
        published: str | None

    class FigureRecord(TypedDict):
        """A figure with all that is said of it; `figure` is it as a person reads it."""

        value: Number | list[Number] | str | Label | None
        of: Number | None
        bound: str | None
        estimate: bool
        period: str | None
        note: Label | None
        source: SourceRef
        figure: Label
        proven: bool
        kind: str

    class FactRecord(FigureRecord):
        """One fact, as the index keeps it: its goals and its figures of other times with it.

        `observations` are in the order of time, and `earlier` is how many of them come before the
        fact's own figure. `newer` has a place in that series for each figure of it: that of the
        newest of the same kind of time, if it is later. `newest` is the one for the figure shown,
        and `own` the fact's own where another is shown.
        """

        id: str
        topic: str
        label: Label
        unit: str | None
        change: Change | None
        aliases: list[str]
        targets: list[str]
        share_of: str | None
        observations: list[FigureRecord]
        earlier: Number
        newer: list[Number | None]
        newest: FigureRecord | None
        own: FigureRecord | None
        goals: list[GoalRecord]

    class GoalRecord(TypedDict):
        """A goal of a fact; `margin` in the fact's unit, positive is better."""

        target: str
        goal: Number | list[Number]
        sense: str
        margin: Number
        verdict: Verdict
        set_by: Label
        scope: str
        due: str | None
        stated: str | None
        source: SourceRef
        note: Label | None
        figure: Label
        stage: str
        needs: Number | None
        on_track: bool | None
        latest: LatestRecord | None
        nation: NationRecord | None

    class LatestRecord(TypedDict):
        """The newest figure of a fact, where it is newer than the one that was judged."""

        verdict: Verdict
        actual: Number | list[Number]
        period: str | None
        source: SourceRef
        bound: str | None
        estimate: bool
        stage: str
        note: Label | None
        proven: bool

    class NationRecord(TypedDict):
        """The nation's own figure for what a national goal asks."""

        value: Number
        period: str | None
        source: SourceRef

    class ComparisonRecord(GoalRecord):
        """A goal held against the figure of its fact."""

        fact: str
        topic: str
        label: Label
        actual: Number | list[Number]
        unit: str
        exceeded: bool
        period: str | None
        actual_source: SourceRef
        bound: str | None
        estimate: bool
        actual_note: Label | None
        proven: bool

    class TopicRecord(TypedDict):
        """One topic; `facts` counts those of its subtopics too, and `first` is where they begin."""

        id: str
        label: Label
        parent: str | None
        facts: Number
        aliases: list[str]
        first: Number
        stands_for: Number | None

    class SourceRecord(TypedDict):
        """A document; what it does not say is None. `figures` are those that cite it."""

        id: str
        title: str
        publisher: str | None
        url: str | None
        lang: str | None
        file: str | None
        published: str | None
        retrieved: str | None
        author: str | None
        licence: str | None
        note: Label | None
        figures: Number
        proven: bool

    class CitationRecord(TypedDict):
        """What a reference is made from: facts, the document they are cited from, and a key."""

        key: str
        facts: list[FactRecord]
        source: SourceRecord

    class UnitRecord(TypedDict):
        """How a unit is written after a figure."""

        label: Label
        joined: bool
        scaled: bool
        share: bool

    Record = dict[str, Any]


class Number(str):
    """An exact decimal in plain digits (`28.54`), written into JSON as a number."""

    __slots__ = ()


NUMERIC = ("number", "range", "rank", "fraction")
"""Kinds of facts that are figures."""
FACT_FIELDS = (
    "id", "topic", "kind", "label", "value", "of", "unit", "bound", "estimate", "period",
    "change", "note", "aliases", "source", "targets", "figure", "proven", "observations",
)  # fmt: skip
HIT_FIELDS = (*FACT_FIELDS, "score", "matched")
COMPARISON_FIELDS = (
    "target", "fact", "topic", "label", "actual", "goal", "unit", "sense", "margin", "verdict",
    "exceeded", "set_by", "scope", "due", "period", "stated", "source", "stage", "needs",
    "on_track", "latest", "nation", "actual_source",
)  # fmt: skip
CLAIM_FIELDS = (
    "file", "line", "column", "printed", "verdict", "fact", "value", "unit", "period", "message",
)  # fmt: skip
FINDING_FIELDS = ("path", "line", "id", "level", "message", "printed", "entered")
DRAFT_FIELDS = (
    "line", "text", "kind", "value", "unit", "bound", "estimate", "period", "unsure", "change",
    "of", "goal", "why", "figure", "context", "source", "id",
)  # fmt: skip
TOPIC_FIELDS = ("id", "label", "parent", "facts", "aliases")

SOURCE_FIELDS = (
    "id", "publisher", "title", "published", "url", "figures", "proven", "lang", "file",
    "retrieved", "author", "licence", "note",
)  # fmt: skip

_BOTH = ("vi", "en")
_WHERE = ("id", "line", "text", "url", "title", "publisher", "published")
PARTS = {
    "label": _BOTH,
    "note": _BOTH,
    "set_by": _BOTH,
    "figure": _BOTH,
    "change": ("by", "since", "unit"),
    "source": _WHERE,
    "actual_source": _WHERE,
    "latest": (
        "verdict",
        "actual",
        "period",
        "source",
        "bound",
        "estimate",
        "stage",
        "note",
        "proven",
    ),
    "nation": ("value", "period", "source"),
}
"""Fields with parts of their own, asked for as `label.en` or `source.line`."""


def series(fact: FactRecord) -> list[FigureRecord]:
    """All figures of a fact in the order of time, its own among them."""
    figures = list(fact["observations"])
    own: Any = fact.get("own") or fact
    figures.insert(int(fact["earlier"]), own)
    return figures


def all_fields(names: Sequence[str]) -> list[str]:
    """Every field of records with these `names`, the parts of each included."""
    return [*names, *(f"{name}.{inner}" for name in names for inner in PARTS.get(name, ()))]


# ---- JSON that keeps every digit


class _Exactly:
    """How records are read: every number is a `Number`."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_int = parse_float = parse_constant = Number


def read_json(text: str) -> Any:
    """A record from its JSON."""
    return _scan(text, 0)[0]


try:
    # The scanner behind `json`, which takes as long to import as Python to start.
    from _json import make_scanner

    _scan = make_scanner(_Exactly)  # type: ignore[arg-type]
except ImportError:  # a Python that is not CPython
    from json import JSONDecoder

    _scan = JSONDecoder(parse_int=Number, parse_float=Number).raw_decode  # type: ignore[assignment]
