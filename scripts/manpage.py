"""The manual page, from the definitions that the program itself runs by.

`python scripts/manpage.py > docs/laichau.1` writes it anew. Commands and options come from the
command line, formats and styles from their registries, examples from `examples`.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from laichau_cli import __version__
from laichau_cli.cli import app as cli
from laichau_cli.cli.examples import ABOUT, EXAMPLES, FIRST
from laichau_cli.cli.run import INTERRUPTED
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
COMPLETION = {
    "--install-completion": "Set up completion on TAB in the shell that asks: bash, zsh or fish.",
    "--show-completion": "Print what that would set up.",
}
"""Typer's own options: what it says of them changes from version to version."""
STATUSES = {
    0: "Done; a filter that leaves an empty list is done too.",
    LaichauError.status: "Nothing found; a check found something; a --fail-on verdict occurred; "
    "something could not be written.",
    UsageError.status: "The command line, or a variable that stands for an option, is wrong.",
    BaseError.status: "The fact base cannot be read or is not valid.",
    INTERRUPTED: "Interrupted.",
}
assert NothingFound.status == LaichauError.status


def page() -> str:
    """The page in roff, for the man macros; all of it is ASCII."""
    return "".join([f"{line}\n" for line in _lines()])


def _lines() -> Iterator[str]:
    group = cli.command()
    yield r".\" Made by python scripts/manpage.py; edit the definitions, not this."
    yield f'.TH LAICHAU 1 "" "laichau {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"laichau \- {_text(ABOUT[:1].lower() + ABOUT[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    for at, (name, command) in enumerate(group.commands.items()):
        yield from [".br"] if at else []
        yield _usage(name, command)
    yield ".SH DESCRIPTION"
    yield _text(
        "laichau answers from one curated file, compiled to an index in the user's cache. Every "
        "figure is tied to the line of a published document and the words it was printed in, and "
        "every goal is judged against what was achieved. Nothing is fetched from a network."
    )
    yield ".SH EXAMPLES"
    yield from _examples([EXAMPLES[name][0] for name in FIRST])
    shared = _shared(group.commands.values())
    yield ".SH COMMANDS"
    for name, command in group.commands.items():
        yield from _command(name, command, leaving_out=shared)
    yield ".SH OPTIONS"
    yield "Of every command; of these, cite has the base and the language alone, export the base."
    yield from _options(param for param in group.commands["show"].params if param.name in shared)
    yield from _entry(r"\fB\-h\fR, \fB\-\-help\fR", "Show the help of a command.")
    yield "Of the program itself:"
    yield from _options(param for param in group.params if param.name == "version")
    for option, meaning in COMPLETION.items():
        yield from _entry(rf"\fB{_text(option)}\fR", meaning)
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
    yield "Data goes to standard output, everything else to standard error."


def _shared(commands: Iterable[Any]) -> set[str]:
    """The names of the options that all commands have which write records."""
    of_each = [{param.name for param in command.params} for command in commands]
    return set.intersection(*[names for names in of_each if "format" in names]) - {"names"}


def _usage(name: str, command: Any) -> str:
    takes = [param.metavar for param in command.params if param.param_type_name == "argument"]
    words = [rf"\fBlaichau {_text(name)}\fR", r"[\fIOPTION\fR]..."]
    return " ".join([*words, *(rf"\fI{_text(metavar)}\fR" for metavar in takes)])


def _command(name: str, command: Any, *, leaving_out: set[str]) -> Iterator[str]:
    sentence, _, rest = inspect.cleandoc(command.help).partition("\n\n")
    yield f".SS {_text(name)}"
    yield _text(sentence)
    for paragraph in rest.split("\n\n"):
        if not paragraph.startswith("\b"):
            yield ".PP"
            yield _text(" ".join(paragraph.split()))
    own = [param for param in command.params if param.param_type_name == "option"]
    yield from _options(param for param in own if param.name not in leaving_out)
    yield from _examples(EXAMPLES[name])


def _options(options: Iterable[Any]) -> Iterator[str]:
    for option in options:
        names = ", ".join([rf"\fB{_text(name)}\fR" for name in sorted(option.opts, key=len)])
        if option.metavar:
            names += rf" \fI{_text(option.metavar)}\fR"
        yield from _entry(names, option.help)


def _examples(examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    for line, shown in examples:
        yield from _entry(rf"\fB{_text(line)}\fR", f"{shown[:1].upper()}{shown[1:]}.")


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield _text(meaning)
    yield ".PP"


def _sentence(documented: object) -> str:
    text = " ".join((inspect.getdoc(documented) or "").partition("\n\n")[0].split())
    return text.partition(";")[0].rstrip(".").replace("`", "") + "."


def _text(words: str) -> str:
    """Words as roff shows them: nothing a request, hyphens to copy, letters beyond ASCII named."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-")
    shown = "".join([char if char.isascii() else f"\\[u{ord(char):04X}]" for char in escaped])
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    sys.stdout.write(page())
