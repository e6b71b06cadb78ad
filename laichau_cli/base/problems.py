"""A mistake in a base: where it is, and what a curator has to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, NamedTuple

from laichau_cli.base.limits import COMPARED, MAX_ID
from laichau_cli.base.lines import Path
from laichau_cli.language.messages import Message


class Unknown(NamedTuple):
    """A name that is none of those known, and what to do about it where none is near."""

    name: str
    known: Iterable[str]
    remedy: str

    def hint(self) -> str:
        """What may have been meant, to end a message with."""
        if len(self.name) > MAX_ID:
            return self.remedy
        likeliest = sorted(self.known, key=self._difference)[:COMPARED]
        near = difflib.get_close_matches(self.name, likeliest, n=1)
        return Message(" (did you mean `{name}`?)", name=near[0]) if near else self.remedy

    def _difference(self, name: str) -> tuple[bool, int]:
        return name[:1] != self.name[:1], abs(len(name) - len(self.name))


class Problem(NamedTuple):
    """One mistake."""

    path: Path
    """Where its line is looked for."""
    message: str
    file: str | None = None
    """The file, where more than one has something at `path`."""
    unknown: Unknown | None = None
    """The name that is wrong, if that is the mistake; the message ends with its hint."""


def problem_of(
    table: Path, message: str, *, at: Path = (), unknown: Unknown | None = None
) -> Problem:
    """A mistake of the table or key that its message names; `at` is the part of it to look at."""
    named = Message("{table}: {what}", table=dotted(table), what=message) if table else message
    return Problem((*table, *at), named, unknown=unknown)


def dotted(path: Path) -> str:
    """A place in a base as a message names it: `facts.tea-area.evidence`."""
    parts = [f"[{part}]" if isinstance(part, int) else cut(part, MAX_ID) for part in path]
    return ".".join(parts).replace(".[", "[")


def shown(value: Any) -> str:
    """A value of a file as a message quotes it, cut short."""
    try:
        quoted = repr(value) if isinstance(value, str | int | float) else str(value)
    except RecursionError:
        return Message("tables or arrays nested deep")
    except ValueError:  # beyond sys.get_int_max_str_digits()
        return Message("a number of thousands of digits")
    return cut(quoted, 60)


def cut(text: str, most: int) -> str:
    """`text` in at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
