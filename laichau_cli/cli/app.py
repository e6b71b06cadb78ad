"""The command line as Typer reads it: all help, and whatever is not plain.

Typer's commands are made from the table of options; each only returns the call it has read.
"""

from __future__ import annotations

import contextlib
import inspect
import os
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer

from laichau_cli import __version__
from laichau_cli.cli.examples import ABOUT, EXAMPLES, FIRST, greeting, listed
from laichau_cli.cli.options import (
    OPTIONS,
    PROGRAM_OPTIONS,
    USAGES,
    Call,
    Option,
    base_path,
)
from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.index.store import open_index
from laichau_cli.language.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from laichau_cli.output.terminal import Terminal

# Click's error of usage, of whichever Click this Typer uses: since 0.26 it brings its own.
ClickUsageError = cast("type[Exception]", typer.BadParameter.__base__)


def read(argv: Sequence[str], terminal: Terminal) -> Call | None:
    """The call that `argv` asks for; None where Typer has answered it.

    Raises `UsageError`.
    """
    if argv and argv[0] == "help":
        argv = [*argv[1:], "--help"]
    # Typer writes help to what it finds as sys.stdout: ours turns what goes wrong with it into
    # exceptions that Typer does not catch.
    stdout = cast("TextIO", terminal)
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(terminal.stderr):
            call = program().main(list(argv), prog_name="laichau", standalone_mode=False)
    except ClickUsageError as error:
        raise UsageError(_message(error)) from None
    return call if isinstance(call, Call) else None


def program() -> Any:
    """The program as Typer's command objects."""
    app = typer.Typer(
        name="laichau",
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    first = listed(EXAMPLES[name][0] for name in FIRST)
    app.callback(invoke_without_command=True, help=f"{ABOUT}\n\n\b\n{first}")(_first())
    for name, usage in USAGES.items():
        sentence, _, rest = usage.about.partition("\n\n")
        # The mark keeps the lines of the examples from being filled.
        about = f"{sentence}\n\n\b\n{listed(EXAMPLES[name])}\n\n{rest}"
        app.command(name, help=about)(_command(name))
    return typer.main.get_command(app)


def _first() -> Any:
    """What every command line begins with; alone, a word to someone who is new."""

    def first(context: typer.Context, **own: Any) -> None:
        if own["version"]:
            typer.echo("\n".join(_versions(own["facts"])))
            raise typer.Exit
        for option in PROGRAM_OPTIONS:
            if own[option.key]:
                raise UsageError(f"{option.flag} stands alone (try: laichau --help)")
        if context.invoked_subcommand is not None:
            return
        if any(own.values()):
            raise UsageError("no command is named (try: laichau --help)")
        commands = cast("Any", context.command).commands.items()
        rows = [(name, one.get_short_help_str(limit=70)) for name, one in commands]
        typer.echo(greeting(rows), nl=False)

    own = [_option(option) for option in PROGRAM_OPTIONS]
    common = [_option(option) for option in OPTIONS if option.is_common]
    return _with([*own, *common], first)


def _versions(facts: Sequence[str] | None) -> Iterator[str]:
    """The version of the program, and which edition of which base it would answer from."""
    yield f"laichau {__version__}"
    path, _ = base_path(facts[-1] if facts else None, os.environ)
    with contextlib.suppress(LaichauError):
        index, _ = open_index(path, os.environ)
        with index:
            edition = index.edition()
        words = [os.path.basename(path), edition["version"], f"({edition['digest']})"]
        yield safe_line(" ".join(filter(None, words)))


def _command(name: str) -> Any:
    """The function of a command, with the parameters that the table gives it."""
    usage = USAGES[name]

    def command(context: typer.Context, words: Any = None, **own: Any) -> Call:
        given: dict[str, list[str]] = {}
        before = cast("typer.Context", context.parent).params
        for option in OPTIONS:
            both = (before.get(option.key), own.get(option.key))
            if option.kind == "flag":
                values = [option.flag] if any(both) else []
            else:
                values = [value for part in both for value in part or ()]
            if values and name not in option.commands:
                raise UsageError(f"{name} has no {option.flag} (try: laichau {name} --help)")
            if values:
                given[option.key] = values
        return Call(name, [words] if isinstance(words, str) else words or [], given)

    parameters = [_option(option, name) for option in OPTIONS if name in option.commands]
    if usage.words:
        argument = typer.Argument(metavar=usage.words, show_default=False)
        kind = str if usage.most == 1 else list[str]
        parameters.insert(0, _parameter("words", kind, argument))
    return _with(parameters, command)


def _option(option: Option, command: str = "") -> inspect.Parameter:
    """One option as Typer takes it: all values of it, which `Call` makes one of."""
    names = [option.flag, option.short] if option.short else [option.flag]
    metavar = option.metavar or "|".join(option.values(command)) or None
    info = typer.Option(
        *names,
        metavar=metavar,
        help=option.help,
        hidden=command in option.unused,
        show_default=False,
    )
    return _parameter(option.key, bool if option.kind == "flag" else list[str], info)


def _parameter(name: str, kind: Any, info: Any) -> inspect.Parameter:
    default = False if kind is bool else None
    annotation: Any = Annotated[kind if kind is bool else kind | None, info]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _with(parameters: Sequence[inspect.Parameter], function: Callable[..., Any]) -> Any:
    """The function with a signature (PEP 362), from which Typer makes a command."""
    context = inspect.Parameter(
        "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    function.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]
    function.__annotations__ = {}
    return function


def _message(error: Any) -> str:
    path = error.ctx.command_path if error.ctx else "laichau"
    message = str(error.format_message()).rstrip(".")
    return f"{message[:1].lower()}{message[1:]} (try: {path} --help)"
