"""The command line as Typer reads it: all help, and whatever is not plain.

Typer's commands are made from the table of options; each only returns the call it has read.
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import os
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer
from typer.core import TyperCommand, TyperGroup

from laichau_cli import __version__
from laichau_cli.cli.examples import examples_of, first_examples, greeting, listed, purpose
from laichau_cli.cli.options import (
    OPTIONS,
    PROGRAM_OPTIONS,
    USAGES,
    Call,
    Option,
    base_path,
    spellings,
)
from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.index import database
from laichau_cli.index.store import open_index
from laichau_cli.language.messages import Message, help_text, one_of
from laichau_cli.language.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from laichau_cli.output.terminal import Terminal
    from laichau_cli.records import Label, Lang

TYPER_WORDS = (
    "Usage:", "[OPTIONS]", "COMMAND [ARGS]...", "Options:", "Commands:",
    "Show this message and exit.",
)  # fmt: skip
"""What Typer's help says in English, whatever the language."""

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
    is_greeting = not argv or not {"-h", "--help"}.isdisjoint(argv)
    title = _title(terminal) if is_greeting and USAGES.keys().isdisjoint(argv) else None
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(terminal.stderr):
            command = program(terminal.lang, title)
            call = command.main(list(argv), prog_name="laichau", standalone_mode=False)
    except ClickUsageError as error:
        raise _reworded(error, argv) from None
    return call if isinstance(call, Call) else None


def program(lang: Lang = "en", title: Label | None = None) -> Any:
    """The program as Typer's command objects; `title` is of a base that does not ship."""
    settings: dict[str, Any] = {"help_option_names": ["-h", "--help"], "obj": lang}
    app = typer.Typer(
        cls=_Group,
        name="laichau",
        rich_markup_mode=None,
        add_completion=False,
        context_settings=settings,
    )
    # The mark keeps the lines of the examples from being filled.
    about = f"{purpose(lang, title)}\n\n\b\n{listed(first_examples(lang, title))}"
    app.callback(invoke_without_command=True, help=about)(_first(lang, title))
    settings |= {"allow_extra_args": True}
    for name, usage in USAGES.items():
        sentence, _, rest = help_text(name, usage.about, lang).partition("\n\n")
        about = f"{sentence}\n\n\b\n{listed(examples_of(name, lang))}\n\n{rest}"
        made = app.command(name, cls=_Command, help=about, context_settings=settings)
        made(_command(name, lang))
    return typer.main.get_command(app)


class _WithHelp:
    """A command whose help has no word of Typer's own in a language that has others."""

    def get_help(self, ctx: Any) -> str:
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for words in TYPER_WORDS:
            text = text.replace(words, help_text(words, words, ctx.obj))
        return text


class _Command(_WithHelp, TyperCommand):
    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002  (of Click)
        """What follows the name, as the table has it: Typer's brackets change with its version."""
        words = [own.metavar for own in self.params if own.param_type_name == "argument"]
        return [self.options_metavar or "", *map(str, words)]


class _Group(_WithHelp, TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name in self.commands:
            return super().resolve_command(ctx, args)
        message = Message("no command '{name}'", name=name)
        if near := difflib.get_close_matches(name, self.commands):
            told = {"name": name, "near": one_of(near)}
            message = Message("no command '{name}' (did you mean {near}?)", **told)
        raise _usage_error(message, ctx.command_path)


def _title(terminal: Terminal) -> Label | None:
    """The title of the base, if it is another than the one that ships and can be read."""
    path, named_by = base_path(None, terminal.environ)
    with contextlib.suppress(LaichauError, database.Error):
        if named_by:
            index, _ = open_index(path, terminal.environ)
            with index:
                return index.title()
    return None


def _first(lang: Lang, title: Label | None) -> Any:
    """What every command line begins with; alone, a word to someone who is new."""

    def first(context: typer.Context, **own: Any) -> None:
        if own["version"]:
            typer.echo("\n".join(_versions(own["facts"])))
            raise typer.Exit
        for option in PROGRAM_OPTIONS:
            if own[option.key]:
                raise _usage_error(Message("{option} stands alone", option=option.flag))
        if context.invoked_subcommand is not None:
            return
        if any(own.values()):
            raise _usage_error(Message("no command is named"))
        typer.echo(greeting(lang, title), nl=False)

    own = [_option(option, lang) for option in PROGRAM_OPTIONS]
    common = [_option(option, lang) for option in OPTIONS if option.is_common]
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


def _command(name: str, lang: Lang) -> Any:
    """The function of a command, with the parameters that the table gives it."""
    usage = USAGES[name]

    def command(context: typer.Context, words: Any = None, **own: Any) -> Call:
        if context.args:
            told = {"command": name, "word": context.args[0]}
            none = Message("{command} takes no words: '{word}' is one too many", **told)
            one = Message("{command} takes one word: '{word}' is one too many", **told)
            raise _usage_error(one if usage.words else none, context.command_path)
        given: dict[str, list[str]] = {}
        before = cast("typer.Context", context.parent).params
        for option in OPTIONS:
            both = (before.get(option.key), own.get(option.key))
            if option.kind == "flag":
                values = [option.flag] if any(both) else []
            else:
                values = [value for part in both for value in part or ()]
            if values and name not in option.commands:
                message = Message("{command} has no {option}", command=name, option=option.flag)
                raise _usage_error(message, context.command_path)
            if values:
                given[option.key] = values
        return Call(name, [words] if isinstance(words, str) else words or [], given)

    parameters = [_option(option, lang, name) for option in OPTIONS if name in option.commands]
    if usage.words:
        metavar = help_text(usage.words, usage.words, lang)
        argument = typer.Argument(metavar=metavar, show_default=False, hidden=True)
        kind = str if usage.most == 1 else list[str]
        parameters.insert(0, _parameter("words", kind, argument))
    return _with(parameters, command)


def _option(option: Option, lang: Lang, command: str = "") -> inspect.Parameter:
    """One option as Typer takes it: all values of it, which `Call` makes one of."""
    names = [option.flag, option.short] if option.short else [option.flag]
    metavar = help_text(option.metavar, option.metavar, lang)
    metavar = metavar or "|".join(option.values(command))
    info = typer.Option(
        *names,
        metavar=metavar or None,
        help=help_text(option.flag, option.help, lang),
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


def _reworded(error: Any, argv: Sequence[str]) -> UsageError:
    """Typer's error in words of ours, which do not change from version to version."""
    command = next((word for word in argv if word in USAGES), "")
    path = error.ctx.command_path if error.ctx else f"laichau {command}".strip()
    name = getattr(error, "option_name", None)
    if name is None:
        message = str(error.format_message()).rstrip(".")
        return _usage_error(Message(f"{message[:1].lower()}{message[1:]}"), path)
    near = getattr(error, "possibilities", ())
    option = {**spellings(), **{own.flag: own for own in PROGRAM_OPTIONS}}.get(name)
    is_alike = any(one.startswith(name) or name.startswith(one) for one in near)
    if command and option and hasattr(error, "possibilities") and not is_alike:
        message = Message("{command} has no {option}", command=command, option=name)
    elif near:
        told = {"option": name, "near": one_of(near)}
        message = Message("no such option: {option} (did you mean {near}?)", **told)
    elif hasattr(error, "possibilities"):
        message = Message("no such option: {option}", option=name)
    elif option is None or option.kind == "flag":
        message = Message("{option} takes no value", option=name)
    else:
        message = Message("{option} needs a value", option=name)
    return _usage_error(message, path)


def _usage_error(message: str, path: str = "laichau") -> UsageError:
    return UsageError(Message("{message} (try: {path} --help)", message=message, path=path))
