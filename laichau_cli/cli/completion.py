"""Completion of topics and fact ids on TAB, as fast as a call without options.

The shells ask through the variables of Typer's completion scripts. Where the word under the cursor
is a name and no option stands before it, the index answers and Typer is not imported; everything
else is left to Typer.
"""

from __future__ import annotations

from laichau_cli.cli.options import Options, Request
from laichau_cli.errors import LaichauError
from laichau_cli.index import database
from laichau_cli.index.store import open_index
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED = {"show": True, "compare-target": True, "get": False, "cite": False}
"""Commands whose words are names, and whether they take topics besides facts."""


def completed(environ: Mapping[str, str]) -> str | None:
    """What the shell is to be told; None where Typer must answer."""
    shell = environ.get("_LAICHAU_COMPLETE", "").removeprefix("complete_")
    if shell == "bash" and not _is_place(environ.get("COMP_CWORD", "")):
        return ""
    asked = _asked(shell, environ)
    if asked is None:
        return None
    words, incomplete = asked
    if not words or words[0] not in NAMED or any(w.startswith("-") for w in (*words, incomplete)):
        return None
    found = names(words[0], incomplete, Options(), environ)
    return _told(shell, [(id_, label) for id_, label in found if id_ not in words], environ)


def names(
    command: str, incomplete: str, options: Options, environ: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Ids that begin as typed, each with its label; none where anything is wrong.

    zsh evaluates what it is told: a label keeps only what means nothing to a shell.
    """
    if not incomplete.isascii():
        return []  # ids are
    try:
        request = Request(options, environ)
        index, _ = open_index(request.base, environ)
        with index:
            found = index.completions(incomplete, lang=request.lang, topics=NAMED[command])
    except (LaichauError, database.Error):
        return []
    return [(id_, _harmless(label)) for id_, label in found]


def _is_place(given: str) -> bool:
    """Whether bash said which of its words the cursor is in."""
    return given.isascii() and given.isdigit() and len(given) < 10


def _asked(shell: str, environ: Mapping[str, str]) -> tuple[list[str], str] | None:
    """The words before the cursor, without the program's name, and the one begun."""
    line = environ.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    if shell not in ("bash", "zsh", "fish") or any(mark in line for mark in "\"'\\"):
        return None
    words = line.split()
    if shell == "bash":
        at = int(environ["COMP_CWORD"])
        return words[1:at], "".join(words[at : at + 1])
    if line.endswith(" ") or len(words) < 2:
        return words[1:], ""
    return words[1:-1], words[-1]


def _told(shell: str, found: list[tuple[str, str]], environ: Mapping[str, str]) -> str:
    if shell == "bash":
        return "".join([f"{id_}\n" for id_, _ in found])
    if shell == "fish":
        if environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return ""
        return "".join([f"{id_}\t{label}\n" for id_, label in found])
    if not found:
        return "_files\n"
    pairs = [f'"{id_}":"{label}"' for id_, label in found]
    return "_arguments '*: :((" + "\n".join(pairs) + "))'\n"


def _harmless(label: str) -> str:
    # Some letters are seen by nobody: they are escaped first.
    return "".join(
        [char if char.isalnum() or char in " .,-/" else " " for char in safe_line(label)]
    )
