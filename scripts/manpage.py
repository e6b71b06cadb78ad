"""The manual page, from the definitions that the program itself runs by.

`python scripts/manpage.py > docs/laichau.1` writes it anew. Commands and options come from
their table, formats and styles from their registries, examples from `examples`.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from typing import TYPE_CHECKING

from laichau_cli import __version__
from laichau_cli.__main__ import INTERRUPTED
from laichau_cli.cli.examples import ABOUT, EXAMPLES, FIRST
from laichau_cli.cli.options import OPTIONS, PROGRAM_OPTIONS, USAGES, Option
from laichau_cli.errors import BaseError, LaichauError, NothingFound, UsageError
from laichau_cli.output.cite import STYLES
from laichau_cli.output.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENVIRONMENT = {
    "LAICHAU_FACTS": "The fact base to read, where --facts names none.",
    "LAICHAU_LANG": "vi or en, where --lang names none; without either, the locale's.",
    "LAICHAU_FORMAT": "The form of the answer, where --format names none.",
    "NO_COLOR": "Where set, no colour, unless --color asks for it.",
    "FORCE_COLOR": "Where set, colour even in a pipe; so is CLICOLOR_FORCE, unless it is 0.",
    "COLUMNS": "The width of tables; otherwise that of the terminal.",
    "TERM": "Where it is dumb, no colour.",
    "LC_ALL": "With LC_MESSAGES and LANG the locale, for the language alone.",
    "XDG_CACHE_HOME": "Where the index is kept, in laichau/; otherwise ~/.cache.",
}
STATUSES = {
    0: "Done; a filter that leaves an empty list is done too.",
    LaichauError.status: "Nothing found; a check found something; a --fail-on verdict occurred; "
    "something could not be written.",
    UsageError.status: "The command line, or a variable that stands for an option, is wrong.",
    BaseError.status: "The fact base cannot be read or is not valid.",
    INTERRUPTED: "Interrupted.",
}
DATE = "2026-11-25"
"""When the page was last changed by hand or by a new option."""
assert NothingFound.status == LaichauError.status


def page() -> str:
    """The page in roff, for the man macros; all of it is ASCII."""
    return "".join([f"{line}\n" for line in _lines()])


def _lines() -> Iterator[str]:
    yield r".\" Made by python scripts/manpage.py; edit the definitions, not this."
    yield f'.TH LAICHAU 1 "{DATE}" "laichau {__version__}" "User Commands"'
    yield ".SH NAME"
    yield _text(f"laichau - {ABOUT[:1].lower()}{ABOUT[1:].rstrip('.')}")
    yield ".SH SYNOPSIS"
    for at, (name, usage) in enumerate(USAGES.items()):
        yield from [".br"] if at else []
        words = rf" \fI{_text(usage.words)}\fR" if usage.words else ""
        yield rf"\fBlaichau {_text(name)}\fR [\fIOPTION\fR]...{words}"
    yield ".SH DESCRIPTION"
    yield _text(
        "laichau answers from one curated file, compiled to an index in the user's cache. Every "
        "figure is tied to the line of a published document and the words it was printed in, and "
        "every goal is judged against what was achieved. Nothing is fetched from a network."
    )
    yield ".SH EXAMPLES"
    yield from _examples([EXAMPLES[name][0] for name in FIRST])
    yield ".SH COMMANDS"
    for name in USAGES:
        yield from _command(name)
    yield ".SH OPTIONS"
    yield "These may stand before the command too."
    for option in OPTIONS:
        if option.is_common:
            yield from _option(option, but=[name for name in USAGES if not _offers(name, option)])
    yield from _entry(r"\fB\-h\fR, \fB\-\-help\fR", "Show the help of a command.")
    yield ".PP"
    yield "Of the program itself:"
    for option in PROGRAM_OPTIONS:
        yield from _option(option)
    yield from _rest()


def _rest() -> Iterator[str]:
    yield ".SH FORMATS"
    yield from _entry(r"\fBauto\fR", "A table on a terminal, otherwise tsv.")
    yield from _entry(r"\fBtable\fR", "For people: figures with their units, in their language.")
    for name, write in FORMATS.items():
        yield from _entry(rf"\fB{_text(name)}\fR", _sentence(write))
    yield ".SH STYLES OF REFERENCES"
    for name, write_references in STYLES.items():
        yield from _entry(rf"\fB{_text(name)}\fR", _sentence(write_references))
    yield ".SH ENVIRONMENT"
    for name, meaning in ENVIRONMENT.items():
        yield from _entry(rf"\fB{_text(name)}\fR", meaning)
    yield ".SH EXIT STATUS"
    for status, meaning in STATUSES.items():
        yield from _entry(rf"\fB{status}\fR", meaning)
    yield ".PP"
    yield "Data goes to standard output, everything else to standard error."


def _offers(name: str, option: Option) -> bool:
    return name in option.commands and name not in option.unused


def _command(name: str) -> Iterator[str]:
    sentence, _, rest = USAGES[name].about.partition("\n\n")
    yield f".SS {_text(name)}"
    yield _text(sentence)
    if rest:
        yield ".PP"
        yield _text(rest)
    for option in OPTIONS:
        if _offers(name, option) and not option.is_common:
            yield from _option(option, name)
    yield from _examples(EXAMPLES[name])


def _option(option: Option, command: str = "", but: Iterable[str] = ()) -> Iterator[str]:
    names = [rf"\fB{_text(name)}\fR" for name in (option.short, option.flag) if name]
    metavar = option.metavar or "|".join(option.values(command))
    value = rf" \fI{_text(metavar)}\fR" if metavar else ""
    without = f" Not of {', '.join(but)}." if but else ""
    yield from _entry(", ".join(names) + value, option.help + without)


def _examples(examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    for line, shown in examples:
        yield from _entry(rf"\fB{_text(line)}\fR", f"{shown[:1].upper()}{shown[1:]}.")


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield _text(meaning)


def _sentence(documented: object) -> str:
    text = " ".join((inspect.getdoc(documented) or "").partition("\n\n")[0].split())
    return text.partition(";")[0].rstrip(".").replace("`", "") + "."


def _text(words: str) -> str:
    """Words as roff shows them: nothing a request, hyphens to copy, letters beyond ASCII named."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-")
    shown = "".join([char if char.isascii() else f"\\[u{ord(char):04X}]" for char in escaped])
    lines = textwrap.wrap(shown, 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join([rf"\&{line}" if line.startswith((".", "'")) else line for line in lines])


if __name__ == "__main__":
    sys.stdout.write(page())
