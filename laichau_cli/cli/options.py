"""Commands and options: one table, from which parsers, help, completion and man page are made.

A warm call loads this, so there is neither `dataclasses` nor `typing`.
"""

from __future__ import annotations

import os

from laichau_cli.errors import UsageError
from laichau_cli.language import LANGUAGES
from laichau_cli.language.messages import Message, one_of
from laichau_cli.output.formats import CHOICES
from laichau_cli.output.terminal import COLOR_CHOICES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from laichau_cli.records import Lang

VERDICTS = ("exceeded", "met", "short", "unclear", "missed")
"""Of these, `missed` is what is short for good: the figure is of the time the goal was due."""
SCOPES = ("province", "nation")
ANY = float("inf")
MOST_FIELDS = 100
"""Three times as many as any record has: no screen is wide enough for more columns."""


class Options:
    """What one call asks for, with every default and variable filled in."""

    base = ""
    """The path of the fact base."""
    base_named_by: str | None = None
    """The option or the variable that named it; None for the base that ships."""
    lang: Lang = "en"
    format = "auto"
    fields: Sequence[str] | None = None
    header = True
    color = "auto"
    at: str | None = None
    limit = 10
    status: Sequence[str] = ()
    set_by: str | None = None
    scope: str | None = None
    fail_on: Sequence[str] = ()
    field = "value"
    style = "text"
    by = "fact"
    svg: str | None = None
    html: str | None = None
    all = False
    strict = False
    force = False
    lines: str | None = None
    write = False
    sure = False

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """(form, path) of each file that is to show what the terminal would."""
        forms = (("svg", self.svg), ("html", self.html))
        return [(form, path) for form, path in forms if path is not None]


class Usage:
    """How a command is called: its words and, for the help, what it does."""

    def __init__(self, words: str, about: str, *, most: float = ANY) -> None:
        self.words = words
        """What its words are, as the help names them."""
        self.about = about
        """A sentence, and what more the help says."""
        self.most = most
        """How many words it takes at most."""


USAGES = {
    "show": Usage(
        "[TOPIC|FACT]...",
        "Show a topic's facts, or one fact's card.\n\n"
        "With nothing, the topics. A name may be cut short where only one thing begins so.",
    ),
    "search": Usage(
        "WORD...",
        "Find facts by words, numbers or ids.\n\n"
        "Words in either language, with or without accents, in any order.",
    ),
    "compare-target": Usage("[TOPIC|FACT]...", "Compare facts with their targets."),
    "get": Usage(
        "FACT...",
        "Print the bare value of each fact.\n\n"
        "A line each, for scripts. Facts go by id or alias, never by a prefix.",
    ),
    "cite": Usage(
        "FACT...",
        "Print a reference to each fact, to paste.\n\n"
        "The figure, its period, the publisher, the title, the line, the printed words, the "
        "address. Facts go by id or alias, never by a prefix.",
    ),
    "sources": Usage("", "List the documents that facts are cited from.", most=0),
    "export": Usage(
        "FILE",
        "Write the whole base to a file, for other programs.\n\n"
        "By its name: .sqlite or .db (SQLite), .jsonl or .ndjson (JSON Lines), or a folder of CSV "
        "with a data package (a name without a suffix, or one that ends in /); - is "
        "standard output (JSON Lines).",
        most=1,
    ),
    "verify": Usage(
        "[FILE|-]...",
        "Hold the figures of a text against the base.\n\n"
        "Plain text or Markdown, in either language; standard input without a name in a pipe. One "
        "line a figure that differs or is of another time: FILE:LINE:COLUMN: VERDICT: what is "
        "printed … what the base has.",
    ),
    "check": Usage(
        "",
        "Prove the fact base against its sources.\n\n"
        "Reads the base and its documents afresh, reads each figure from the words cited, and "
        "accounts for every numeral of every document. One line a finding: PATH:LINE: ID: what "
        "is wrong.",
        most=0,
    ),
    "new": Usage(
        "FOLDER DOCUMENT...",
        "Make a base of documents, to be filled.\n\n"
        "FOLDER/facts.toml, its JSON Schema beside it, and a copy of each document (UTF-8 text) "
        "below FOLDER/seeds/. Nothing may be there yet.",
    ),
    "draft": Usage(
        "[SOURCE]...",
        "Propose an entry for each numeral that none has.\n\n"
        "TOML to be put into the base: value, unit, hedge, period and the words, as the check "
        "reads them; what is unsure has a comment that begins with #?. With --write, it is put "
        "there, as drafts that no answer has.",
    ),
}
"""Every command, in the order of the help."""


class Option:
    """One option: how it is written, what it takes, and which commands have it."""

    short = ""
    metavar = ""
    kind = "text"
    """`flag`, `text`, `number`, or `list` for one that may be repeated."""
    choices: Callable[[], Sequence[str]] | None = None
    """The only values there are: late, because the module that knows them may be dear."""
    variable = ""
    """The environment variable that stands in for it."""
    is_common = False
    """Whether it may stand before the command too."""
    is_setting = False
    """Whether the last value counts where the option is repeated, so that an alias of the shell can
    be overruled. Without this a repeated option is an error: none is passed over in silence."""
    own_choices: Mapping[str, Sequence[str]] = {}
    """The only values of commands that have others."""
    unused: Sequence[str] = ()
    """Commands that take it, as they always have, but have no use for it: not in their help."""

    def __init__(self, name: str, help: str, commands: Sequence[str], **more: Any) -> None:  # noqa: A002
        self.name = name
        self.help = help
        self.commands = commands
        self.__dict__.update(more)
        self.flag = f"--{name}"
        """As it is typed."""
        self.key = name.replace("-", "_")
        """As Python names it."""

    def values(self, command: str = "") -> Sequence[str]:
        """The only values there are for a command; none where it takes any."""
        return self.own_choices.get(command, ()) or (self.choices() if self.choices else ())


def _styles() -> Sequence[str]:
    from laichau_cli.output.cite import STYLES

    return tuple(STYLES)


_COMPARE = ("compare-target",)
_TABLES = ("show", "search", "compare-target")
_RECORDS = (*_TABLES, "sources", "verify", "check", "draft")
_FORMS = (*_RECORDS, "get")
_ALL = tuple(name for name in USAGES if name != "new")

OPTIONS = (
    Option("limit", f"At most so many facts; {Options.limit} unless told.", ("search",),
           kind="number", metavar="N", is_setting=True),
    Option("status", "Only these verdicts (repeatable).", _COMPARE, kind="list",
           choices=lambda: VERDICTS),
    Option("set-by", "Only goals set by one so named.", _COMPARE, metavar="TEXT"),
    Option("scope", "Only the province's own goals, or the nation's.", _COMPARE,
           choices=lambda: SCOPES),
    Option("fail-on", "Exit with 1 if a verdict is this (repeatable).",
           (*_COMPARE, "verify"), kind="list", choices=lambda: VERDICTS,
           own_choices={"verify": ("differs", "unknown")}),
    Option("all", "Also figures that agree, and those that the base does not know.", ("verify",),
           kind="flag"),
    Option("field", f"Record field to print; {Options.field} unless told.", ("get",),
           metavar="NAME"),
    Option("style", f"Form of the reference; {Options.style} unless told.", ("cite",),
           choices=_styles, is_setting=True),
    Option("by", "A reference for each fact, or for each document.", ("cite",),
           choices=lambda: ("fact", "document"), is_setting=True),
    Option("force", "Replace what is there already.", ("export",), kind="flag"),
    Option("lines", "Only numerals of these lines.", ("draft",), metavar="A-B"),
    Option("sure", "Only what is read beyond doubt.", ("draft",), kind="flag"),
    Option("write", "Put the entries into the base.", ("draft",), kind="flag"),
    Option("strict", "Let warnings fail it too.", ("check",), kind="flag"),
    Option("at", "Use the figures of that year, or the latest; of show, all too.",
           (*_TABLES, "get", "cite", "verify"), metavar="YEAR|latest"),
    Option("svg", "Write the table as a picture instead.", _TABLES, metavar="FILE"),
    Option("html", "Write the table as a web page instead.", _TABLES, metavar="FILE"),
    Option("facts", "Fact base to read [LAICHAU_FACTS].", _ALL, metavar="PATH",
           variable="LAICHAU_FACTS", is_common=True),
    Option("lang", "Language of the answer [LAICHAU_LANG; else the locale's].",
           (*_FORMS, "cite", "export", "new"),
           choices=lambda: LANGUAGES, variable="LAICHAU_LANG", is_common=True, is_setting=True),
    Option("format", "Form of the answer [LAICHAU_FORMAT]; auto: a table on a terminal, else TSV.",
           _FORMS, short="-f", choices=lambda: CHOICES, variable="LAICHAU_FORMAT", is_common=True,
           is_setting=True),
    Option("json", "Short for --format json.", _FORMS, kind="flag", is_common=True),
    Option("fields", "Record fields to write, in this order.", _RECORDS, metavar="A,B,C",
           is_common=True),
    Option("no-header", "No line of field names.", _FORMS, kind="flag", is_common=True,
           unused=("get",)),
    Option("color", "Colour; auto heeds NO_COLOR and FORCE_COLOR.", _FORMS,
           choices=lambda: COLOR_CHOICES, is_common=True, is_setting=True, unused=("get",)),
)  # fmt: skip
"""Every option of a command, in the order of the help."""

PROGRAM_OPTIONS = (
    Option("version", "Say the version.", (), short="-V", kind="flag"),
    Option("install-completion", "Set up completion on TAB, in this shell or the one named.", (),
           metavar="[bash|zsh|fish]"),
    Option("show-completion", "Print what that would set up.", (), metavar="[bash|zsh|fish]"),
)  # fmt: skip
"""Options of the program itself."""


def spellings() -> dict[str, Option]:
    """Every option of a command by each way that it is written."""
    return {word: option for option in OPTIONS for word in (option.flag, option.short) if word}


class Call:
    """A command line as it was read: the command, its words, and the values of each option."""

    def __init__(
        self, command: str, words: Sequence[str], given: Mapping[str, Sequence[str]]
    ) -> None:
        self.command = command
        self.words = words
        self.given = given
        """By key: every value, in order; of a flag, its own name."""

    def options(self, environ: Mapping[str, str]) -> Options:
        """The options, checked, with variables and defaults filled in; raises `UsageError`."""
        values: dict[str, Any] = {}
        for option in OPTIONS:
            given = self.given.get(option.key, ())
            value = _value(option, given, environ, self.command)
            if value is not None:
                values[option.key] = value
        facts = values.pop("facts", None) if self.given.get("facts") else None
        values["base"], values["base_named_by"] = base_path(facts, environ)
        values["lang"] = values.get("lang") or _locale(environ)
        values["header"] = not values.pop("no_header", False)
        form = values["format"] if self.given.get("format") else ""
        if values.pop("json", False):
            if form not in ("", "json"):
                raise UsageError(
                    Message("--json and --format {form} ask for two formats; give one", form=form)
                )
            values["format"] = form = "json"
        if "fields" in values:
            values["fields"] = _fields(values["fields"])
        options = Options(**values)
        if options.pictures and form:
            raise UsageError(
                Message("--svg and --html write a picture; ask for a format in another call")
            )
        if options.svg is not None and options.svg == options.html:
            raise UsageError(Message("--svg and --html name the same file; give each its own"))
        return options


def _value(option: Option, given: Sequence[str], environ: Mapping[str, str], command: str) -> Any:
    """The one value of an option, checked; None where neither it nor its variable is given."""
    if option.kind == "flag":
        return bool(given) or None
    named_by = option.flag
    if not given and option.variable and environ.get(option.variable):
        named_by, given = option.variable, [environ[option.variable]]
    for value in given:  # choices of options not given would cost the modules that name them
        choices = option.values(command)
        if choices and value not in choices:
            told = {"option": named_by, "given": value, "choices": one_of(choices)}
            raise UsageError(Message("{option} is '{given}'; it takes {choices}", **told))
    if option.kind == "list":
        return given or None
    if len(given) > 1 and not option.is_setting:
        raise UsageError(
            Message(
                "{option} is given {count} times; give it once", option=named_by, count=len(given)
            )
        )
    if not given:
        return None
    return _number(named_by, given[-1]) if option.kind == "number" else given[-1]


def _number(name: str, given: str) -> int:
    try:
        return int(given)
    except ValueError:
        raise UsageError(
            Message("{option} is '{given}'; it takes a number", option=name, given=given)
        ) from None


def base_path(given: str | None, environ: Mapping[str, str]) -> tuple[str, str | None]:
    """The path of the fact base, and the option or variable that named it."""
    if given is not None:
        return given, "--facts"
    if environ.get("LAICHAU_FACTS"):
        return environ["LAICHAU_FACTS"], "LAICHAU_FACTS"
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    in_wheel = os.path.join(package, "facts.toml")
    if os.path.exists(in_wheel):
        return in_wheel, None
    return os.path.join(os.path.dirname(package), "facts.toml"), None


def spoken_language(argv: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language of messages: what `--lang` says, else the environment.

    It is found before anything else is read, so that what is wrong can be said in it.
    """
    given = [environ.get("LAICHAU_LANG", "")]
    for at, word in enumerate(argv):
        if word.startswith("--lang="):
            given.append(word.partition("=")[2])
        elif word == "--lang":
            given += argv[at + 1 : at + 2]
    known = [lang for word in given for lang in LANGUAGES if lang == word]
    return known[-1] if known else _locale(environ)


def _locale(environ: Mapping[str, str]) -> Lang:
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"


def _fields(given: str) -> list[str]:
    fields = [field.strip() for field in given.split(",")]
    if not all(fields):
        raise UsageError(
            Message("--fields takes names with commas between them, such as id,value,unit")
        )
    if len(fields) > MOST_FIELDS:
        told = {"count": len(fields), "most": MOST_FIELDS}
        raise UsageError(Message("--fields names {count} fields; it takes up to {most}", **told))
    return fields
