"""Examples of every command: one list for the first screen, the help, the man page and the tests.

Each is a command line that ends with status 0 on the base that ships, and what it shows.
"""

from __future__ import annotations

from textwrap import indent

from laichau_cli.cli.options import USAGES
from laichau_cli.language.messages import help_text
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from laichau_cli.records import Label, Lang

Example = tuple[str, str]
ABOUT = "Facts about Lai Châu province, each tied to the words it was printed in."
"""The program in a sentence."""
OTHER_PURPOSE = "{title}. Each fact is tied to the words it was printed in."
"""The same of a base that does not ship."""
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
        ("laichau compare-target --status short", "those that fall short"),
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
    "new": (
        ("laichau new library report.txt", "a base in library/, of one document"),
        ("laichau new province plan.txt report.txt", "of two documents"),
    ),
    "draft": (
        ("laichau draft", "entries for what no fact has yet"),
        ("laichau draft --json --fields line,value,unsure", "what is unsure, for a script"),
    ),
}
"""By command, in the order of the help."""
FIRST = ("show", "search", "compare-target", "get")
"""Commands whose first examples greet a newcomer."""


GREETING = (
    "Try:",
    "Commands:",
    "laichau show lists the topics; laichau COMMAND --help says more of a command.",
)
"""Headings of the first screen, and its last line."""
GENERAL = (
    ("laichau show", "the topics"),
    ("laichau search …", "facts by words, accents or not"),
    ("laichau compare-target", "all goals, and which were exceeded"),
    ("laichau get …", "the bare value, for a script"),
)
"""What greets a newcomer to a base that does not ship, whose words and ids nobody knows."""


def purpose(lang: Lang, title: Label | None) -> str:
    """The program in a sentence; of a base that does not ship, with its title."""
    if title is None:
        return help_text(ABOUT, ABOUT, lang)
    return help_text(OTHER_PURPOSE, OTHER_PURPOSE, lang).format(title=safe_line(title[lang]))


def examples_of(command: str, lang: Lang) -> list[Example]:
    """The examples of a command, what they show in a language."""
    return _in_language(EXAMPLES[command], lang)


def first_examples(lang: Lang, title: Label | None) -> list[Example]:
    """Those that greet a newcomer."""
    own = [EXAMPLES[name][0] for name in FIRST]
    return _in_language(own if title is None else GENERAL, lang)


def _in_language(examples: Iterable[Example], lang: Lang) -> list[Example]:
    return [(line, help_text(line, shown, lang)) for line, shown in examples]


def listed(examples: Iterable[Example]) -> str:
    """Examples a line each, what they show below one another."""
    pairs = list(examples)
    width = max(len(line) for line, _ in pairs)
    return "\n".join([f"{line:<{width}}  {shown}" for line, shown in pairs])


def greeting(lang: Lang, title: Label | None) -> str:
    """The screen for someone who typed nothing: what this is, and what to type."""
    first = listed(first_examples(lang, title))
    abouts = [(name, help_text(name, usage.about, lang)) for name, usage in USAGES.items()]
    rows = listed([(name, about.partition("\n")[0].rstrip(".")) for name, about in abouts])
    try_, commands_, last = [help_text(words, words, lang) for words in GREETING]
    return (
        f"{purpose(lang, title)}\n\n{try_}\n{indent(first, '  ')}\n\n"
        f"{commands_}\n{indent(rows, '  ')}\n\n{last}\n"
    )
