"""What a command found, before anyone has decided how it looks: all that is drawn is in it."""

from __future__ import annotations

from laichau_cli.errors import UsageError
from laichau_cli.index.times import LATEST, rivals
from laichau_cli.language.messages import Message, Period, counted
from laichau_cli.records import all_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from laichau_cli.index.ask import Index
    from laichau_cli.records import (
        FactRecord,
        Label,
        Lang,
        Record,
        SourceRecord,
        TopicRecord,
        UnitRecord,
    )

FACT_COLUMNS = ("id", "value", "unit", "label", "period", "topic")
"""Fields of facts in flat formats, unless others are asked for."""


class Answer:
    """What a command found. Class attributes are the defaults: a warm call has no dataclasses."""

    records: Sequence[Record] = ()
    """A list, or, where there are very many, an iterator over rows as they are read."""
    status = 0
    messages: Sequence[str] = ()
    """What standard error says of the answer."""
    topics: Mapping[str, TopicRecord] = {}
    """Every topic by id, for headings."""
    rests: Mapping[str, str] = {}
    """What the shares of each whole leave of it, by the id of the last share."""
    marks: Mapping[str, set[str]] = {}
    """For each fact found by words, the folded words of it that were found."""
    standing: Mapping[str, Record] = {}
    """The fact that stands for a topic."""
    sources: Sequence[SourceRecord] = ()
    """Of an export, a picture or a page, every source; of a card, that of its figure."""
    passages: Mapping[str, str] = {}
    """Of a card, a picture or a page, by fact the paragraph that its words stand in, if any."""
    edition: Mapping[str, str | None] = {}
    """Of an export, a picture or a page, the version, licence and digest of the base."""
    meanings: Mapping[str, Mapping[str, str]] = {}
    """Of an export, what the layout of bases says of the keys of each table."""
    edits: Sequence[Any] = ()
    """Of a draft, the files to be written."""
    text = ""
    """Of a draft, its entries as TOML."""
    write: Any = None
    """Of a new base, what fills its folder."""

    def __init__(
        self,
        kind: str,
        records: Iterable[Any],
        index: Index | None = None,
        *,
        fields: tuple[str, ...],
        columns: tuple[str, ...] = (),
        **others: Any,
    ) -> None:
        self.kind = kind
        """`topics`, `facts`, `card` (one fact), `hits`, `comparisons`, `values`, `citations`,
        `export`, `findings`, `drafts` or `base` (a new one)."""
        self.records = records  # type: ignore[assignment]
        self.fields = fields
        """Every field of these records."""
        self.columns = columns or fields
        """The fields of flat formats, unless others are asked for."""
        self.units: Mapping[str, UnitRecord] = index.units() if index else {}
        self.title: Label = {"vi": "", "en": ""}
        """Of an export, a picture or a page, the name of the base."""
        self.__dict__.update(others)

    @property
    def is_whole(self) -> bool:
        """Whether all records are at hand."""
        return isinstance(self.records, list)


def check_fields(fields: Sequence[str], known: Sequence[str]) -> None:
    """Raise `UsageError` for the first field that records with the fields `known` have not."""
    all_known = all_fields(known)
    for field in fields:
        if field not in all_known:
            told = {"field": field, "fields": ", ".join(all_known)}
            raise UsageError(Message("no field '{field}'; the fields are {fields}", **told))


def messages_of_rivals(facts: Iterable[FactRecord], lang: Lang) -> list[str]:
    """What to say of facts for which another source has another figure of the same time."""
    return [
        Message(
            "{id}: {source} has {figure} for {period}",
            id=fact["id"],
            source=figure["source"]["publisher"] or figure["source"]["title"],
            figure=figure["figure"][lang],
            period=Period(figure["period"]),
        )
        for fact in facts
        for figure in rivals(fact)
    ]


def messages_of_left_out(count: int, at: str | None, *, targets: bool = False) -> list[str]:
    """What to say of facts or targets that have no figure of a year."""
    if at in (None, LATEST) or not count:
        return []
    things = counted(count, "target" if targets else "fact")
    return [Message("{things} left out: no figure of {at}", things=things, at=at)]


def checked_moment(at: str | None) -> str | None:
    """The year asked for, or `latest`; None for the figures of the documents themselves."""
    if at is None or at == LATEST or (len(at) == 4 and at.isascii() and at.isdigit()):
        return at
    raise UsageError(
        Message("--at is '{at}'; it takes a year such as 2023, or {latest}", at=at, latest=LATEST)
    )
