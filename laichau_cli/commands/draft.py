"""`laichau draft`: an entry for each numeral that nobody accounts for, to be named."""

from __future__ import annotations

import os

import laichau_cli
from laichau_cli.base.edit import Edit, after_last, at_head, edited
from laichau_cli.base.load import load_base, parse, read_files
from laichau_cli.base.units import BUILT_IN
from laichau_cli.commands.answer import Answer
from laichau_cli.errors import BaseError, LaichauError, NothingFound, UsageError
from laichau_cli.evidence.account import Account
from laichau_cli.evidence.compare import errors_of
from laichau_cli.evidence.documents import read_documents
from laichau_cli.evidence.draft import draft
from laichau_cli.index.store import look
from laichau_cli.language import LANGUAGES
from laichau_cli.language.figures import figure_of
from laichau_cli.language.messages import Message, joined, said
from laichau_cli.records import DRAFT_FIELDS, Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from laichau_cli.base.load import File
    from laichau_cli.base.model import FactBase
    from laichau_cli.cli.options import Options
    from laichau_cli.evidence.entry import Draft, Entry
    from laichau_cli.records import Lang, Record, UnitRecord


def answer(sources: Sequence[str], options: Options) -> Answer:
    """What is proposed for the documents of these sources, or of all; with --write, the edits.

    Raises `BaseError` where the base is not valid, a document cannot be read, or what would be
    written would not load.
    """
    seen = look(options.base)
    files = read_files(seen.files, folder=seen.below)
    base = load_base(files)
    made = draft(base, _accounts(base, sources, seen.folder), lines=_lines(options.lines))
    made = made.part([each for each in made.entries if not (options.sure and each.unsure)])
    edits = _edits(files, base, made, options.lang) if options.write else []
    units = {**BUILT_IN, **base.units, **made.units}
    shown: dict[str, Any] = {
        id_: unit.model_dump(exclude={"printed"}) for id_, unit in units.items()
    }
    return Answer(
        "drafts",
        [_record(entry, shown) for entry in made.entries],
        fields=DRAFT_FIELDS,
        messages=[_summary(made.entries, edits)],
        text=made.toml(next(iter(base.topics)), options.lang),
        edits=edits,
        columns=DRAFT_FIELDS[: DRAFT_FIELDS.index("change")],
        units=shown,
    )


def _summary(entries: Sequence[Entry], edits: Sequence[Edit]) -> str:
    if not entries:
        return Message("nothing is left to be entered")
    facts = sum(entry.is_fact for entry in entries)
    unsure = sum(bool(entry.unsure) for entry in entries)
    counted = Message(
        "{facts} to be named, {others} of no figure; {unsure} unsure",
        facts=facts,
        others=len(entries) - facts,
        unsure=unsure,
    )
    if not edits:
        return counted
    paths = ", ".join(edit.path for edit in edits)
    return Message("wrote {path}: {written}", path=paths, written=counted)


def _lines(given: str | None) -> range | None:
    if given is None:
        return None
    first, dash, last = given.partition("-")
    ends = [first, last if dash else first]
    if not all(end.isascii() and end.isdigit() and len(end) < 9 for end in ends):
        raise UsageError(
            Message("--lines is '{given}'; it takes a line or two, such as 7 or 7-25", given=given)
        )
    return range(int(ends[0]), int(ends[1]) + 1)


def _accounts(base: FactBase, sources: Sequence[str], folder: str) -> dict[str, Account]:
    kept = [id_ for id_, source in base.sources.items() if source.file]
    for unknown in (source for source in sources if source not in kept):
        raise NothingFound(
            Message(
                "no source '{source}' with a document; there are: {known}",
                source=unknown,
                known=", ".join(kept) or Message("none"),
            )
        )
    if not base.topics:
        raise BaseError(
            Message("there is no topic to file facts under; define one: [topics.some-id]")
        )
    documents, wrong = read_documents(base.sources, folder)
    if wrong := [finding for finding in wrong if not sources or finding.id in sources]:
        raise BaseError(*(joined([finding.id, finding.message], ": ") for finding in wrong))
    accounts = {id_: Account(document) for id_, document in documents.items()}
    for _ in errors_of(base, accounts):
        pass  # what is wrong is for the check to say; here only who has which numeral
    return {id_: account for id_, account in accounts.items() if not sources or id_ in sources}


def _record(entry: Entry, units: Mapping[str, UnitRecord]) -> Record:
    record: Any = {name: getattr(entry, name, None) for name in DRAFT_FIELDS}
    numbers = [Number(f"{number:f}") for number in entry.numbers]
    record["value"] = numbers if len(numbers) > 1 else numbers[0] if numbers else None
    record["of"] = None if entry.of is None else Number(f"{entry.of:f}")
    record["unsure"] = [*entry.unsure]
    if change := entry.change:
        by = Number(f"{change.by:f}")
        record["change"] = {"by": by, "since": change.since, "unit": change.unit}
    unit = units.get(entry.unit or "")
    record["figure"] = {
        lang: figure_of(record, entry.kind, unit, lang=lang) or said(entry.why or "", lang)
        for lang in LANGUAGES
    }
    return dict(record)


def _edits(files: Sequence[File], base: FactBase, made: Draft, lang: Lang) -> list[Edit]:
    """Each file with the entries of the sources it declares; all of them load together."""
    edits, after = [], []
    defined: set[str] = set()
    topic = next(iter(base.topics))
    alike = [id_ for id_, fact in base.facts.items() if fact.topic == topic]
    for file in files:
        declared = file.raw.get("sources", {})
        own = made.part([entry for entry in made.entries if entry.source in declared])
        if all(entry.kind == "unread" for entry in own.entries):
            after.append(file)
            continue
        _refuse_shipped(file.path)
        own.units = {id_: unit for id_, unit in own.units.items() if id_ not in defined}
        defined |= own.units.keys()
        found = {source: own.not_facts(source, lang) for source in declared}
        pieces = [at_head(file, source, rows) for source, rows in found.items() if rows]
        if own.units:
            pieces.append(after_last(file, "units", base.units, f"\n{own.units_toml(lang)}"))
        facts = "".join(f"\n{entry.toml(topic, lang)}" for entry in own.entries if entry.is_fact)
        pieces.append(after_last(file, "facts", alike, facts))
        edits.append(edited(file, pieces))
        after.append(parse(file.path, edits[-1].data))
    try:
        load_base(after)
    except BaseError as error:
        message = Message("what would be written does not load, so nothing is written")
        raise BaseError(message, *error.messages) from None
    return edits


def _refuse_shipped(path: str) -> None:
    package = os.path.realpath(os.path.dirname(laichau_cli.__file__))
    if os.path.realpath(path).startswith(package + os.sep):
        raise LaichauError(
            Message(
                "{path} is the base that ships; copy it, and name the copy by --facts", path=path
            )
        )
