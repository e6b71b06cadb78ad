"""What a base says twice must agree, whatever its documents say: verdicts, goals, two languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from laichau_cli.base import model, period, verdict
from laichau_cli.base.lines import Path
from laichau_cli.base.model import FactBase
from laichau_cli.evidence import reader
from laichau_cli.evidence.finding import Finding
from laichau_cli.evidence.numerals import LANGUAGES, numerals, read_number, short_numbers
from laichau_cli.evidence.periods import MONTH_NUMBERS
from laichau_cli.language.messages import Message

_DIGITS = re.compile("[0-9]+")
_NO_DECISION = re.compile("[0-9]|(?:19|20)[0-9]{2}")
"""Numbers in the name of who set a goal that are no decision's: of so many years, of a year."""


def contradictions(base: FactBase) -> Iterator[Finding]:
    """Everything in `base` that goes against something else in it."""
    for id_, fact in base.facts.items():
        yield from _two_languages(("facts", id_, "note"), id_, fact.note)
        for index, seen in enumerate(fact.observations):
            yield from _two_languages(("facts", id_, "observations", index, "note"), id_, seen.note)
    setters: dict[object, str] = {}
    for id_, target in base.targets.items():
        yield from _two_languages(("targets", id_, "note"), id_, target.note)
        yield from _two_languages(("targets", id_, "set_by"), id_, target.set_by)
        yield from _stated(base, id_, target)
        yield from _due(base, id_, target)
        yield from _setter(id_, target)
        if base.facts[target.fact].kind == "rank" and target.sense != "at-most":
            message = "a lower rank is better; enter at-most"
            yield Finding(("targets", id_, "sense"), id_, message, entered=target.sense)
        goal = (target.fact, target.set_by.vi, target.set_by.en, target.due)
        first = setters.setdefault(goal, id_)
        if first != id_:
            message = Message(
                "has the fact, setter and due of '{id}'; keep one, or say what differs", id=first
            )
            yield Finding(("targets", id_), id_, message)


def _stated(base: FactBase, id_: str, target: model.Target) -> Iterator[Finding]:
    fact = base.facts[target.fact]
    unit = base.units.get(fact.unit or "")
    judged = verdict.of_target(fact, target, share=unit is not None and unit.share).verdict
    if target.stated is not None and target.stated != judged:
        figure = " to ".join(f"{number:f}" for number in fact.numbers)
        yield Finding(
            ("targets", id_, "stated"),
            id_,
            "what the source states is not what the figures give",
            printed=target.stated,
            entered=f"{figure}, which is {judged}",
        )


def _due(base: FactBase, id_: str, target: model.Target) -> Iterator[Finding]:
    of_fact = base.facts[target.fact].period
    if target.due is None or of_fact is None:
        return
    year, noted = int(target.due.rpartition("/")[2][:4]), short_numbers(words_of(target.note))
    if period.last_day(target.due) < period.last_day(of_fact) and year not in noted:
        yield Finding(
            ("targets", id_, "due"),
            id_,
            Message(
                "is due before the fact's period ends; mend it, or say why in a note that names "
                "{year}",
                year=str(year),
            ),
            printed=of_fact,
            entered=target.due,
        )


def _setter(id_: str, target: model.Target) -> Iterator[Finding]:
    """The number of a decision is a good part of its name: it stands in the id or in the note."""
    noted = _DIGITS.findall(words_of(target.note))
    known = {*_DIGITS.findall(id_), *(number.lstrip("0") or number for number in noted)}
    for number in _DIGITS.findall(words_of(target.set_by)):
        if not _NO_DECISION.fullmatch(number) and known.isdisjoint((number, number.lstrip("0"))):
            message = Message(
                "the number {number} of who set it is neither in the id nor in the note",
                number=number,
            )
            yield Finding(("targets", id_, "set_by"), id_, message, entered=target.set_by.en)
            return


def words_of(label: model.Label | None) -> str:
    """A label or note in both languages, one after the other."""
    return f"{label.vi} {label.en}" if label else ""


def _two_languages(path: Path, id_: str, label: model.Label | None) -> Iterator[Finding]:
    """The numerals of both languages are the same numbers, in whatever order and form."""
    if label is None or {*_DIGITS.findall(label.vi)} == {*_DIGITS.findall(label.en)}:
        return
    (in_vi, known_vi), (in_en, known_en) = _numbers(label.vi, "vi"), _numbers(label.en, "en")
    only_vi = [numeral for numeral, values in in_vi.items() if values.isdisjoint(known_en)]
    only_en = [numeral for numeral, values in in_en.items() if values.isdisjoint(known_vi)]
    if only_vi or only_en:
        message = "the numerals of the two languages differ; mend one"
        vi, en = (", ".join(only) or "none" for only in (only_vi, only_en))
        yield Finding(path, id_, message, printed=f"vi: {vi}", entered=f"en: {en}")


@functools.lru_cache(maxsize=1024)
def _numbers(text: str, lang: str) -> tuple[Mapping[str, set[Decimal]], set[Decimal]]:
    """What each numeral of a text may be, with its scale and without; and all its numbers."""
    reads = ((match.group(), read_number(match.group(), lang)) for match in numerals(text))
    digits = {numeral: read.value for numeral, read in reads if read}
    scaled = {
        text[slice(*figure.spans[0])]: figure.value.copy_abs()
        for figure in reader.figures(text, lang=lang)
    }
    named = {**MONTH_NUMBERS, **LANGUAGES[lang].COUNTED}
    words = {Decimal(named[word]) for word in re.findall(r"\w+", text.lower()) if word in named}
    words |= {Decimal(_roman(word)) for word in re.findall(r"\b[IVXL]+\b", text)}
    may_be = {numeral: {value, scaled.get(numeral, value)} for numeral, value in digits.items()}
    return may_be, {*digits.values(), *scaled.values(), *words}


def _roman(numeral: str) -> int:
    """The number of a Roman numeral: of XIV, 14."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
