"""Examples of every command: one list for the first screen, the help, the man page and the tests.

Each is a command line that ends with status 0 on the base that ships, and what it shows.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

Example = tuple[str, str]
ABOUT = "Facts about Lai Châu province, each tied to the words it was printed in."
"""The program in a sentence."""
EXAMPLES: dict[str, tuple[Example, ...]] = {
    "show": (
        ("laichau show digital", "the facts of a topic"),
        ("laichau show papi-rank", "one fact, with the paragraph it stands in"),
        ("laichau show all -f csv", "everything, as CSV"),
    ),
    "search": (
        ("laichau search cáp quang", "facts by words, accents or not"),
        ("laichau search 14.433", "by a figure, however it is written"),
        ("laichau search poor --limit 3", "the three best"),
    ),
    "compare-target": (
        ("laichau compare-target", "all goals, and which were exceeded"),
        ("laichau compare-target tourism", "those of a topic"),
        ("laichau compare-target --status short", "those that were missed"),
    ),
    "get": (
        ("laichau get fibre-optic-cable", "the bare value, for a script"),
        ("laichau get papi-rank poverty-rate", "a line each"),
        ("laichau get papi-rank --field period", "another field of the record"),
    ),
    "cite": (
        ("laichau cite poverty-rate", "a reference in words"),
        ("laichau cite poverty-rate --lang vi", "in Vietnamese"),
        ("laichau cite poverty-rate --style bibtex", "for LaTeX"),
    ),
    "sources": (
        ("laichau sources", "every document, with how many figures it has"),
        ("laichau sources --fields id,url", "their addresses"),
    ),
    "export": (
        ("laichau export lai-chau.sqlite", "one SQLite database"),
        ("laichau export lai-chau/", "a folder of CSV with a data package"),
        ("laichau export lai-chau.jsonl --force", "JSON Lines, in place of an older file"),
    ),
    "verify": (
        ("laichau verify draft.md", "figures that are not those of the base"),
        ("laichau verify draft.md --all", "every figure, with what the base has"),
        ("laichau verify draft.md --at latest", "held against the newest figures"),
    ),
    "check": (
        ("laichau check", "the base that ships"),
        ("laichau check --strict", "warnings fail it too"),
    ),
}
"""By command, in the order of the help."""
FIRST = ("show", "search", "compare-target", "get")
"""Commands whose first examples greet a newcomer."""


def listed(examples: Iterable[Example]) -> str:
    """Examples a line each, what they show below one another."""
    pairs = list(examples)
    width = max(len(line) for line, _ in pairs)
    return "\n".join([f"{line:<{width}}  {shown}" for line, shown in pairs])


def greeting(commands: Iterable[tuple[str, str]]) -> str:
    """The screen for someone who typed nothing: what this is, and what to type.

    `commands` are names, each with what it does in a sentence.
    """
    first = listed(EXAMPLES[name][0] for name in FIRST)
    rows = [(name, does.rstrip(".")) for name, does in commands]
    return (
        f"{ABOUT}\n\nTry:\n{_indented(first)}\n\nCommands:\n{_indented(listed(rows))}\n\n"
        "laichau show lists the topics; laichau COMMAND --help says more of a command.\n"
    )


def _indented(text: str) -> str:
    return "".join([f"  {line}\n" for line in text.splitlines()]).rstrip("\n")
