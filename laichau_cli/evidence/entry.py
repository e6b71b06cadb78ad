"""An entry proposed for a base, and how it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from laichau_cli.base import model
from laichau_cli.base.edit import quoted
from laichau_cli.base.limits import MAX_ID
from laichau_cli.evidence.numerals import Span
from laichau_cli.language.messages import Message, said
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from laichau_cli.records import Lang


@dataclass(frozen=True)
class Entry:
    """One entry proposed: a figure, a goal, or words that carry no fact (`no-fact`, `unread`)."""

    source: str
    line: int
    span: Span
    """Where its words stand in their line."""
    text: str
    context: str
    """Its words, marked among those around them."""
    kind: str
    place: int = 0
    """The so-manieth figure of its line."""
    label: str = ""
    numbers: Sequence[Decimal] = ()
    """The value, or both ends of a range."""
    of: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    estimate: bool = False
    period: str | None = None
    period_words: str = ""
    """Where the period is said."""
    change: model.Change | None = None
    goal: str | None = None
    """`at-least 80, due 2025`, where a goal is printed."""
    why: str | None = None
    """Why words carry no fact."""
    at: int | None = None
    """Which of the places on its line where the words of no fact stand."""
    unsure: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether it is entered as a fact."""
        return self.kind not in ("no-fact", "unread")

    @property
    def id(self) -> str | None:
        """Of a fact, an id that stays the same while entries before it are named."""
        end = f"-{self.line}-{self.place}"
        start = f"draft-{self.source}"[: MAX_ID - len(end)].rstrip("-")
        return start + end if self.is_fact else None

    def toml(self, topic: str, lang: Lang) -> str:
        """Its table, filed under `topic`, with what a person must know of it as comments."""
        where = Message("line {line}: {words}", line=self.line, words=self.context)
        rows = [f"# {safe_line(said(where, lang))}"]
        rows += [f"#? {safe_line(said(why, lang))}" for why in self.unsure]
        rows += self._keys(topic, lang) if self.is_fact else ()
        return "".join(f"{row}\n" for row in rows)

    def _keys(self, topic: str, lang: Lang) -> Iterator[str]:
        numbers = [f"{number:f}" for number in self.numbers]
        yield f"[facts.{self.id}]\ndraft = true\ntopic = {quoted(topic)}"
        yield f"label = {both(self.label)}"
        yield f"range = [{', '.join(numbers)}]" if len(numbers) > 1 else f"value = {numbers[0]}"
        if self.of is not None:
            yield f"of = {self.of:f}"
        yield f"unit = {quoted(self.unit or '')}"
        if self.bound:
            yield f"bound = {quoted(self.bound)}"
        if self.estimate:
            yield "estimate = true"
        if self.period:
            yield f"period = {quoted(self.period)} # {safe_line(said(self.period_words, lang))}"
        if change := self.change:
            unit = (
                "" if change.unit in (None, self.unit) else f", unit = {quoted(change.unit or '')}"
            )
            yield f"change = {{ by = {change.by:f}, since = {quoted(change.since)}{unit} }}"
        where = f"source = {quoted(self.source)}, line = {self.line}"
        yield f"evidence = {{ {where}, text = {quoted(self.text)} }}"


@dataclass
class Draft:
    """What is proposed for a base: entries in the order of the documents, and units they need."""

    entries: list[Entry] = field(default_factory=list)
    units: dict[str, model.Unit] = field(default_factory=dict)
    """New ones, by the words that the documents print."""

    def part(self, entries: Sequence[Entry]) -> Draft:
        """Some of the entries, with the units that they need."""
        used = {entry.unit for entry in entries}
        used |= {entry.change.unit for entry in entries if entry.change}
        return Draft([*entries], {id_: unit for id_, unit in self.units.items() if id_ in used})

    def toml(self, topic: str, lang: Lang) -> str:
        """All of it, to be put at the end of a base; `not_facts` only as comments."""
        parts = [self.units_toml(lang)] if self.units else []
        parts += [entry.toml(topic, lang) for entry in self.entries if entry.kind != "no-fact"]
        for source in dict.fromkeys(entry.source for entry in self.entries):
            if rows := self.not_facts(source, lang):
                head = said(
                    Message("{key} of [{table}]", key="not_facts", table=f"sources.{source}"), lang
                )
                rows = [f"# {head}:", *(f"#   {row}," for row in rows)]
                parts.append("".join(f"{row}\n" for row in rows))
        return "\n".join(parts)

    def units_toml(self, lang: Lang) -> str:
        """The tables of the new units."""
        todo = said(Message("name it in the other language"), lang)
        return "\n".join(
            f"[units.{id_}]\nlabel = {both(unit.label.vi)} # {todo}\n"
            for id_, unit in self.units.items()
        )

    def not_facts(self, source: str, lang: Lang) -> list[str]:
        """What carries no fact, the same words of several lines as one entry."""
        lines: dict[tuple[str, str, int | None], list[int]] = {}
        for entry in self.entries:
            if entry.kind == "no-fact" and entry.source == source:
                lines.setdefault((entry.text, said(entry.why or "", lang), entry.at), []).append(
                    entry.line
                )
        return [
            "{ "
            + (f"line = {found[0]}" if len(found) == 1 else f"lines = {found}")
            + f", text = {quoted(text)}"
            + (f", at = {at}" if at else "")
            + f", why = {quoted(why)} }}"
            for (text, why, at), found in lines.items()
        ]


def both(words: str) -> str:
    """A label that has the same words in both languages, until it is mended."""
    return f"{{ vi = {quoted(words)}, en = {quoted(words)} }}"
