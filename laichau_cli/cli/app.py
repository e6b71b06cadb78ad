"""The command line as Typer parses it: parameters, help and completion, no logic.

Typer calls functions that return what is to be done; it is done when Typer has finished, so that
Typer catches nothing of ours.

Annotations stay live objects here (no `from __future__ import annotations`): Typer reads them.
"""

import contextlib
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, TextIO, cast

import typer

from laichau_cli import __version__
from laichau_cli.cli.completion import names
from laichau_cli.cli.examples import ABOUT, EXAMPLES, FIRST, Example, greeting, listed
from laichau_cli.cli.options import SCOPES, VERDICTS, Options
from laichau_cli.cli.run import run, run_check, run_export
from laichau_cli.errors import UsageError
from laichau_cli.language import LANGUAGES
from laichau_cli.output.cite import STYLES
from laichau_cli.output.formats import CHOICES
from laichau_cli.output.terminal import COLOR_CHOICES, Terminal

ClickUsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Whichever Click this Typer uses, bundled or not, this is its error of usage."""

Call = Callable[[Terminal], int]
"""What a command line asks for: done on a terminal, it gives an exit status."""

app = typer.Typer(
    name="laichau",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def command(only: str | None = None) -> Any:
    """The program as Typer's command objects; with one command alone, if `only` names one.

    Typer makes objects of every parameter of every command: for a call that is one of them, the
    others would be made in vain.
    """
    wanted = [info for info in app.registered_commands if info.name == only]
    if not wanted:
        return typer.main.get_command(app)
    one = typer.Typer(name="laichau", rich_markup_mode=None, add_completion=False)
    one.info.context_settings = app.info.context_settings
    one.registered_callback = app.registered_callback
    one.registered_commands = wanted
    return typer.main.get_command(one)


def parsed(argv: Sequence[str], terminal: Terminal) -> int:
    """Run the command line `argv`; its exit status. Raises `LaichauError`."""
    # Typer writes help and completions to what it finds as sys.stdout: ours turns what goes wrong
    # with it into exceptions that Typer does not catch.
    stdout = cast(TextIO, terminal)
    if argv and argv[0].endswith("-completion"):
        _mend_zsh()
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(terminal.stderr):
            call: Call | int | None = command(argv[0] if argv else None).main(
                list(argv), prog_name="laichau", standalone_mode=False
            )
    except ClickUsageError as error:
        raise UsageError(_said(error)) from None
    terminal.flush()
    return call(terminal) if callable(call) else call or 0


ZSH_CALL = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
fi
"""


def _mend_zsh() -> None:
    """Have the first TAB complete: Typer's script for zsh, when loaded by it, only defines itself.

    As Click's own script does it. Where a version of Typer keeps its scripts elsewhere, they stay
    as they are.
    """
    scripts = getattr(sys.modules.get("typer._completion_shared"), "_completion_scripts", {})
    if ZSH_CALL not in scripts.get("zsh", ZSH_CALL):
        scripts["zsh"] += ZSH_CALL


def _said(error: Any) -> str:
    context = error.ctx
    path = context.command_path if context else "laichau"
    said = str(error.format_message()).rstrip(".")
    return f"{said[:1].lower()}{said[1:]} (try: {path} --help)"


def _choices(*choices: str) -> Callable[[str], Iterator[str]]:
    def complete(incomplete: str) -> Iterator[str]:
        return (choice for choice in choices if choice.startswith(incomplete))

    return complete


def _names(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids that begin as typed, each with its label, from the base that the words so far name."""
    given = context.params
    options = Options(facts=given.get("facts"), lang=given.get("lang"))
    return names(context.info_name or "", incomplete, options, os.environ)


Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TOPIC|FACT]...", show_default=False, autocompletion=_names),
]
Facts = Annotated[
    list[str] | None, typer.Argument(metavar="FACT...", show_default=False, autocompletion=_names)
]
Words = Annotated[list[str] | None, typer.Argument(metavar="WORD...", show_default=False)]


At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="YEAR|latest", help="Use the figures of that year, or the latest."
    ),
]
Svg = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Write the table as a picture instead.")
]
Html = Annotated[
    str | None,
    typer.Option("--html", metavar="FILE", help="Write the table as a web page instead."),
]


def _shared(
    facts: Annotated[
        str | None,
        typer.Option("--facts", metavar="PATH", help="Fact base to read [LAICHAU_FACTS]."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(LANGUAGES),
            help="Language of the answer [LAICHAU_LANG; else the locale's].",
            autocompletion=_choices(*LANGUAGES),
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(CHOICES),
            help="Form of the answer [LAICHAU_FORMAT]; auto: a table on a terminal, else TSV.",
            autocompletion=_choices(*CHOICES),
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    fields: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help="Record fields to write, in this order."),
    ] = None,
    no_header: Annotated[bool, typer.Option("--no-header", help="No line of field names.")] = False,
    color: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(COLOR_CHOICES),
            help="Colour; auto heeds NO_COLOR and FORCE_COLOR.",
            autocompletion=_choices(*COLOR_CHOICES),
        ),
    ] = None,
) -> None:
    """The options that every command has."""  # fmt: skip


def _with_shared_options(command: Callable[..., Call]) -> Callable[..., Call]:
    """Put the shared options after the command's own, where Typer looks for them."""
    return _with(inspect.signature(_shared).parameters, command)


def _with_shared(*names: str) -> Callable[[Callable[..., Call]], Callable[..., Call]]:
    """The same with those options alone that matter where no records are written."""
    shared = inspect.signature(_shared).parameters
    return lambda command: _with({name: shared[name] for name in names}, command)


def _with(
    shared: Mapping[str, inspect.Parameter], command: Callable[..., Call]
) -> Callable[..., Call]:
    own = inspect.signature(command)
    kept = [p for p in own.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    parameters = [*kept, *shared.values()]
    command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"laichau {__version__}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    help=f"{ABOUT}\n\n\b\n{listed(EXAMPLES[name][0] for name in FIRST)}",
)
def main(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Say the version."),
    ] = False,
) -> None:
    """What every command line begins with; alone, a word to someone who is new."""
    if context.invoked_subcommand is None:
        group: Any = context.command
        commands = group.commands.items()
        typer.echo(
            greeting([(name, one.get_short_help_str(limit=70)) for name, one in commands]),
            nl=False,
        )


def _help(sentence: str, examples: Iterable[Example], rest: str = "") -> str:
    """Help that leads with examples; the mark keeps their lines from being filled."""
    return f"{sentence}\n\n\b\n{listed(examples)}\n\n{rest}"


def _command(name: str, about: str) -> Callable[[Callable[..., Call]], Callable[..., Call]]:
    """Register a command; its help is what it is `about`, its examples after the first sentence.

    Not its docstring, which `python -OO` takes away.
    """
    sentence, _, rest = inspect.cleandoc(about).partition("\n\n")
    return app.command(name, help=_help(sentence, EXAMPLES[name], rest))


@_command(
    "show",
    """Show a topic's facts, or one fact's card.

    With nothing, the topics. A name may be cut short where only one thing begins so.
    """,
)
@_with_shared_options
def show(
    names: Names = None,
    at: At = None,
    svg: Svg = None,
    html: Html = None,
    **shared: Any,
) -> Call:
    options = Options(at=at, svg=svg, html=html, **shared)
    return lambda terminal: run("show", names or [], options, terminal)


@_command(
    "search",
    """Find facts by words, numbers or ids.

    Words in either language, with or without accents, in any order.
    """,
)
@_with_shared_options
def search(
    words: Words = None,
    limit: Annotated[int, typer.Option(metavar="N", help="At most so many facts.")] = 10,
    svg: Svg = None,
    html: Html = None,
    **shared: Any,
) -> Call:
    options = Options(limit=limit, svg=svg, html=html, **shared)
    return lambda terminal: run("search", words or [], options, terminal)


@_command(
    "compare-target",
    "Compare facts with their targets.",
)
@_with_shared_options
def compare_target(
    names: Names = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(VERDICTS),
            help="Only these verdicts (repeatable).",
            autocompletion=_choices(*VERDICTS),
        ),
    ] = None,
    set_by: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only goals set by one so named.")
    ] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(SCOPES),
            help="Only the province's own goals, or the nation's.",
            autocompletion=_choices(*SCOPES),
        ),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(VERDICTS),
            help="Exit with 1 if a verdict is this (repeatable).",
            autocompletion=_choices(*VERDICTS),
        ),
    ] = None,
    at: At = None,
    svg: Svg = None,
    html: Html = None,
    **shared: Any,
) -> Call:
    options = Options(
        status=status or (),
        set_by=set_by,
        scope=scope,
        fail_on=fail_on or (),
        at=at,
        svg=svg,
        html=html,
        **shared,
    )
    return lambda terminal: run("compare-target", names or [], options, terminal)


@_command(
    "get",
    """Print the bare value of each fact.

    A line each, for scripts. Facts go by id or alias, never by a prefix.
    """,
)
@_with_shared_options
def get(
    facts_named: Facts = None,
    field: Annotated[str, typer.Option(metavar="NAME", help="Record field to print.")] = "value",
    **shared: Any,
) -> Call:
    return lambda terminal: run("get", facts_named or [], Options(field=field, **shared), terminal)


@_command(
    "cite",
    """Print a reference to each fact, to paste.

    The figure, its period, the publisher, the title, the line, the printed words, the address.
    Facts go by id or alias, never by a prefix.
    """,
)
@_with_shared("facts", "lang")
def cite(
    facts_named: Facts = None,
    style: Annotated[
        str,
        typer.Option(
            metavar="|".join(STYLES),
            help="Form of the reference.",
            autocompletion=_choices(*STYLES),
        ),
    ] = "text",
    **shared: Any,
) -> Call:
    return lambda terminal: run("cite", facts_named or [], Options(style=style, **shared), terminal)


@_command(
    "export",
    """Write the whole base to a file, for other programs.

    By its name: .sqlite or .db (SQLite), .jsonl (JSON Lines), or a folder of CSV with a data
    package (a name without a suffix, or one that ends in /).
    """,
)
@_with_shared("facts")
def export(
    path: Annotated[str | None, typer.Argument(metavar="FILE", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there already.")] = False,
    **shared: Any,
) -> Call:
    return lambda terminal: run_export(path or "", Options(**shared), terminal, force=force)


@_command(
    "check",
    """Prove the fact base against its sources.

    Reads the base and its documents afresh, reads each figure from the words cited, and accounts
    for every numeral of every document. One line a finding: PATH:LINE: ID: what is wrong.
    """,
)
@_with_shared_options
def check(
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail it too.")] = False,
    **shared: Any,
) -> Call:
    return lambda terminal: run_check(Options(**shared), terminal, strict=strict)
