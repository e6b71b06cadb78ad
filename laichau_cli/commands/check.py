"""`laichau check`: everything wrong with a base, read afresh and never from the index."""

from __future__ import annotations

from laichau_cli.base.load import Where, load_base, read_files
from laichau_cli.base.problems import cut
from laichau_cli.commands.answer import Answer
from laichau_cli.evidence.compare import check
from laichau_cli.index.store import look
from laichau_cli.language.messages import Message
from laichau_cli.records import FINDING_FIELDS

MOST_SAID = 3000
"""Characters of each part of a finding: words cited have up to 2,000."""


def answer(path: str, *, strict: bool) -> Answer:
    """What is wrong with the base at `path`; warnings and drafts fail only a strict check.

    Raises `BaseError` where the base is not even valid.
    """
    seen = look(path)
    files = read_files(seen.files, folder=seen.below)
    report = check(load_base(files), folder=seen.folder)
    where = Where(files)
    records = []
    for level, findings in (("error", report.errors), ("warning", report.warnings)):
        for finding in findings:
            file, line = where.locate(finding.path)
            records.append(
                {
                    "path": file,
                    "line": line,
                    "id": finding.id,
                    "level": Message(level),
                    "message": _message(finding.message),
                    "printed": _side(finding.printed),
                    "entered": _side(finding.entered),
                }
            )
    fails = report.errors or (strict and (report.warnings or report.counts["draft"]))
    status, messages = int(bool(fails)), [report.summary()]
    return Answer("findings", records, fields=FINDING_FIELDS, status=status, messages=messages)


def _message(text: str) -> str:
    """A text that can be said in another language, unless it must be cut."""
    message = cut(text, MOST_SAID)
    return message if isinstance(message, Message) else Message(message)


def _side(text: str) -> str | None:
    """What is printed or entered, as it is: `nearly` is what a curator types."""
    return Message("none") if text == "none" else cut(text, MOST_SAID) or None
