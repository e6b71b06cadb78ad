"""Text put into a TOML file by line: no other byte of it changes, and it still loads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from laichau_cli.base.lines import lines_of
from laichau_cli.base.load import File, digest_of
from laichau_cli.errors import BaseError, LaichauError
from laichau_cli.language.messages import Message


class Piece(NamedTuple):
    """What is put in after a line, or at a column of it."""

    line: int
    text: str
    column: int | None = None


class Edit(NamedTuple):
    """What a file is to hold, if it still holds what was read."""

    path: str
    digest: str
    """Of what was read."""
    data: bytes

    def write(self, beside: str) -> None:
        """Write it to `beside`; raises `LaichauError` where the file was changed meanwhile."""
        _read_again(self.path, self.digest)
        with open(beside, "wb") as file:
            file.write(self.data)


def quoted(words: str) -> str:
    """A text as TOML has it."""
    return json.dumps(words, ensure_ascii=False)


def after_last(file: File, table: str, ids: Iterable[str], text: str) -> Piece:
    """`text` after the last of the tables with these ids, or at the end of the file."""
    lines, rows = lines_of(file.text), file.text.split("\n")
    there = [id_ for id_ in ids if (table, id_) in lines]
    if not there:
        return Piece(len(rows) - (rows[-1] == ""), text)
    last = max(there, key=lambda id_: lines[table, id_])
    end = max(line for path, line in lines.items() if path[:2] == (table, last))
    line = min((line for line in lines.values() if line > end), default=len(rows) + 1) - 1
    while rows[line - 1].strip() == "" or rows[line - 1].startswith("#"):
        line -= 1
    return Piece(line, text)


def at_head(file: File, source: str, entries: Sequence[str]) -> Piece:
    """Entries at the head of `not_facts` of a source; a new array goes below its digest."""
    lines = lines_of(file.text)
    text = "".join(f"\n  {entry}," for entry in entries)
    line = lines.get(("sources", source, "not_facts"))
    if line is None:
        return Piece(lines["sources", source, "sha256"], f"not_facts = [{text}\n]\n")
    opening = re.search(r"not_facts\W*=\s*\[", file.text.split("\n")[line - 1])
    if opening is None:
        raise BaseError(
            Message(
                "{path}:{line}: make `not_facts` one array, so that it can be added to",
                path=file.path,
                line=str(line),
            )
        )
    return Piece(line, text, opening.end())


def edited(file: File, pieces: Iterable[Piece]) -> Edit:
    """The file with these pieces in it; its ends of line are theirs too."""
    rows = _read_again(file.path, file.digest).decode("utf-8").split("\n")
    end = "\r\n" if rows[0].endswith("\r") else "\n"
    after = [""] * (len(rows) + 1)
    for line, text, column in pieces:
        if column is None:
            after[line] += text.replace("\n", end)
        else:
            row = rows[line - 1]
            rows[line - 1] = row[:column] + text.replace("\n", end) + row[column:]
    if after[len(rows)] and rows[-1]:
        after[len(rows)] = end + after[len(rows)]
    new = [f"{row}\n{more}" for row, more in zip(rows[:-1], after[1:], strict=False)]
    return Edit(file.path, file.digest, "".join([*new, rows[-1], after[len(rows)]]).encode())


def _read_again(path: str, digest: str) -> bytes:
    with open(path, "rb") as file:
        data = file.read()
    if digest_of(data) != digest:
        raise LaichauError(Message("{path} was changed meanwhile; nothing is written", path=path))
    return data
