"""One call from its words to its bytes: open the base, ask the command, write the answer.

Both ways in, with Typer and without, end here, so they cannot differ.
"""

from __future__ import annotations

from laichau_cli import commands
from laichau_cli.cli.options import Options, Request
from laichau_cli.commands.answer import check_fields
from laichau_cli.errors import BaseError, LaichauError, ReaderGone, UsageError
from laichau_cli.index import database
from laichau_cli.index.store import open_index
from laichau_cli.language.safe import safe_line
from laichau_cli.output.formats import FORMATS, Layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from laichau_cli.base.load import Report
    from laichau_cli.commands.answer import Answer
    from laichau_cli.index.ask import Index
    from laichau_cli.output.progress import Bar
    from laichau_cli.output.terminal import Terminal
    from laichau_cli.records import Record

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def run(command: str, names: Sequence[str], options: Options, terminal: Terminal) -> int:
    """Run one command; its exit status."""
    request = Request(options, terminal.environ)
    if command == "cite":
        _check_style(request)
    index = _opened(request, terminal)
    try:
        answer = commands.ask(command, index, names, request)
    except database.DatabaseError:  # the cached index is damaged
        index.connection.close()
        index = _opened(request, terminal, anew=True)
        answer = commands.ask(command, index, names, request)
    with index:
        _write(answer, request, terminal)
    terminal.flush()
    terminal.say(*answer.messages)
    return answer.status


def _check_style(request: Request) -> None:
    from laichau_cli.output.cite import STYLES

    if request.style not in STYLES:
        *most, last = STYLES
        raise UsageError(f"--style is '{request.style}'; it takes {', '.join(most)} or {last}")


def run_check(options: Options, terminal: Terminal, *, strict: bool) -> int:
    """Hold the base against its documents; 1 if anything is wrong with it."""
    from laichau_cli.commands import check

    request = Request(options, terminal.environ)
    answer = check.answer(request.base, strict=strict)
    check_fields(request.fields or (), answer.fields)
    if request.format == "auto":
        lines = [_finding_line(record) for record in answer.records]
        # Where nothing is wrong, what was proven is the answer; else it is a word about it.
        proven = [] if answer.status else answer.messages
        terminal.write("".join([line + "\n" for line in [*lines, *proven]]))
    elif request.format == "table":
        from laichau_cli.output.tables import draw

        request.fields = None
        draw(answer, request, terminal)
    else:
        _write_records(answer, request, terminal)
    terminal.flush()
    if answer.status or request.format != "auto":
        terminal.say(*answer.messages)
    return answer.status


def run_export(path: str, options: Options, terminal: Terminal, *, force: bool) -> int:
    """Write the whole base to a file or folder, in the form that its name says."""
    from laichau_cli.output import export

    request = Request(options, terminal.environ)
    export.form_of(path)
    with _opened(request, terminal) as index:
        answer = commands.ask("export", index, (), request)
        written = export.write(path, answer, force=force)
    terminal.say(f"wrote {path}: {written}")
    return 0


def _finding_line(record: Record) -> str:
    """A finding as compilers report theirs, so that editors find the place."""
    level = "" if record["level"] == "error" else "warning: "
    sides = [f"{side}: {record[side]}" for side in ("printed", "entered") if record[side]]
    both = f" ({'; '.join(sides)})" if sides else ""
    line = f"{record['path']}:{record['line']}: {record['id']}: {level}{record['message']}{both}"
    return safe_line(line)


def guarded(call: Callable[[], int], terminal: Terminal) -> int:
    """What `call` returns; whatever goes wrong becomes a message and an exit status."""
    try:
        return call()
    except ReaderGone:
        return 0
    except LaichauError as error:
        terminal.say(*error.messages)
        return error.status
    except KeyboardInterrupt:
        terminal.let_go()
        return INTERRUPTED
    except MemoryError:
        terminal.say("there is not enough memory for this; name a smaller base")
        return 1
    except Exception as error:  # noqa: BLE001  (the one place where a bug is said to be one)
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        terminal.say(
            f"this is a mistake in laichau itself ({type(error).__name__}: {error}, at {where}); "
            "please report it with your command line"
        )
        return 1


def _opened(request: Request, terminal: Terminal, *, anew: bool = False) -> Index:
    """The index of the base asked for; a base that the environment named is told so."""
    watcher = _Watcher(terminal)
    try:
        index, warnings = open_index(
            request.base, terminal.environ, report=watcher.report, anew=anew
        )
    except BaseError as error:
        named_by = request.base_named_by
        also = [f"{request.base} was named by {named_by}"] if named_by == "LAICHAU_FACTS" else []
        raise BaseError(*error.messages, *also) from None
    finally:
        watcher.close()
    terminal.say(*warnings)
    return index


class _Watcher:
    """Shows a person at a terminal how far a build has come; imports what draws only then."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._bar: Bar | None = None

    @property
    def report(self) -> Report | None:
        return self._report if self._terminal.stderr.isatty() else None

    def _report(self, doing: str, done: int, of: int) -> None:
        if self._bar is None:
            from laichau_cli.output.progress import Bar

            self._bar = Bar(self._terminal)
        self._bar(doing, done, of)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _write(answer: Answer, request: Request, terminal: Terminal) -> None:
    check_fields(request.fields or (), answer.fields)
    if answer.kind == "values":
        _write_values(answer, request, terminal)
    elif answer.kind == "citations":
        from laichau_cli.output.cite import STYLES

        terminal.write(STYLES[request.style](answer.records, request.lang))  # type: ignore[arg-type]
    elif request.pictures:
        from laichau_cli.output.picture import export

        for form, path in request.pictures:
            export(path, answer, request, terminal, form=form)
    elif request.format == "table" or (request.format == "auto" and terminal.is_screen):
        from laichau_cli.output.tables import draw

        draw(answer, request, terminal)
    else:
        _write_records(answer, request, terminal)


def _write_records(answer: Answer, request: Request, terminal: Terminal) -> None:
    write = FORMATS["tsv" if request.format == "auto" else request.format]
    layout = Layout(
        request.fields or answer.columns,
        lang=request.lang,
        header=request.header,
        units=answer.units,
        json_fields=request.fields or answer.fields,
    )
    terminal.write(write(answer.records, layout))


def _write_values(answer: Answer, request: Request, terminal: Terminal) -> None:
    from laichau_cli.output.formats import json_text, part, tsv

    (field,) = answer.columns
    if request.format == "json":
        values = [part(record, field) for record in answer.records]
        terminal.write(json_text(values) + "\n")
    elif request.format == "jsonl":
        terminal.write("".join(json_text(part(r, field)) + "\n" for r in answer.records))
    else:
        layout = Layout((field,), lang=request.lang, header=False, units=answer.units)
        terminal.write(tsv(answer.records, layout))
