"""One call from its words to its bytes: open the base, ask the command, write the answer.

Both ways in, with Typer and without, end here, so they cannot differ.
"""

from __future__ import annotations

from laichau_cli.cli.options import Options, Request
from laichau_cli.commands.all import COMMANDS, check, check_fields
from laichau_cli.errors import BaseError, LaichauError, ReaderGone
from laichau_cli.index import database
from laichau_cli.index.store import answered, forget, is_sound, open_index
from laichau_cli.output.formats import FORMATS, Layout
from laichau_cli.output.terminal import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from laichau_cli.base.rules import Report
    from laichau_cli.commands.all import Answer
    from laichau_cli.index.ask import Index
    from laichau_cli.output.progress import Bar
    from laichau_cli.output.terminal import Terminal
    from laichau_cli.records import Record, UnitRecord

    Found = TypeVar("Found")

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""
READS_BYTECODE = "_compile_bytecode"
"""The function of importlib that fails where a compiled module is damaged."""


def run(command: str, names: Sequence[str], options: Options, terminal: Terminal) -> int:
    """Run one command; its exit status."""
    request = Request(options, terminal.environ)
    ask = COMMANDS[command]
    index, answer = _asked(
        lambda index: ask(index, names, options, request.lang),
        request,
        terminal,
        is_empty=lambda answer: answer.kind == "hits" and not answer.records,
    )
    with index:
        try:
            _write(answer, index, request, terminal)
        except (LaichauError, ReaderGone, MemoryError):
            raise
        except Exception as error:
            if not isinstance(error, database.Error) and is_sound(request.base, terminal.environ):
                raise
            forget(request.base, terminal.environ)
            raise LaichauError("the cached index is damaged, and was removed; call again") from None
    terminal.flush()
    terminal.say(*answer.messages)
    return answer.status


def run_check(options: Options, terminal: Terminal, *, strict: bool) -> int:
    """Hold the base against its documents; 1 if anything is wrong with it."""
    request = Request(options, terminal.environ)
    answer = check(request.base, strict=strict)
    check_fields(request.fields or (), answer.fields)
    if request.format == "auto":
        lines = [_finding_line(record) for record in answer.records]
        # Where nothing is wrong, what was proven is the answer; else it is a word about it.
        proven = [] if answer.status else answer.messages
        terminal.write("".join([line + "\n" for line in [*lines, *proven]]))
    elif request.format == "table":
        from laichau_cli.output.tables import draw_findings

        draw_findings(answer, request, terminal)
    else:
        _write_records(answer, request, terminal, units={})
    terminal.flush()
    if answer.status or request.format != "auto":
        terminal.say(*answer.messages)
    return answer.status


def run_export(path: str, options: Options, terminal: Terminal, *, force: bool) -> int:
    """Write the whole base to a file or folder, in the form that its name says."""
    from laichau_cli.output import export

    request = Request(options, terminal.environ)
    export.form_of(path)
    index, base = _asked(export.read, request, terminal)
    with index:
        export.write(path, base, force=force)
    terminal.say(f"wrote {path}: {base.summary}")
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
    except Exception as error:
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        if frame.name == READS_BYTECODE:
            raise  # `__main__` says which file it is
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        terminal.say(
            f"this is a mistake in laichau itself ({type(error).__name__}: {error}, at {where}); "
            "please report it with your command line"
        )
        return 1


def _asked(
    ask: Callable[[Index], Found],
    request: Request,
    terminal: Terminal,
    *,
    is_empty: Callable[[Found], bool] = lambda _: False,
) -> tuple[Index, Found]:
    """The base's index, still open, and what it was asked for; see `cache.answered`."""
    watcher = _Watcher(terminal)
    try:
        index, warnings = open_index(request.base, terminal.environ, report=watcher.report)
    except BaseError as error:
        named_by = request.base_named_by
        also = [f"{request.base} was named by {named_by}"] if named_by == "LAICHAU_FACTS" else []
        raise BaseError(*error.messages, *also) from None
    finally:
        watcher.close()
    terminal.say(*warnings)
    try:
        return answered(index, ask, path=request.base, environ=terminal.environ, is_empty=is_empty)
    except BaseException:
        index.connection.close()
        raise


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


def _write(answer: Answer, index: Index, request: Request, terminal: Terminal) -> None:
    fields = request.fields
    check_fields(fields or (), answer.fields)
    if answer.kind == "values":
        _write_values(answer, index, request, terminal)
    elif answer.kind == "citations":
        from laichau_cli.output.cite import STYLES

        (style,) = answer.columns
        terminal.write(STYLES[style](answer.records, index.units(), request.lang))  # type: ignore[arg-type]
    elif request.pictures:
        from laichau_cli.output.picture import export

        for form, path in request.pictures:
            export(path, answer, index, request, terminal, form=form)
    elif request.format == "table" or (request.format == "auto" and terminal.is_screen):
        from laichau_cli.output.tables import draw

        draw(answer, index, request, terminal)
    else:
        _write_records(answer, request, terminal, units=index.units())


def _write_records(
    answer: Answer, request: Request, terminal: Terminal, *, units: Mapping[str, UnitRecord]
) -> None:
    write = FORMATS["tsv" if request.format == "auto" else request.format]
    layout = Layout(
        request.fields or answer.columns,
        lang=request.lang,
        header=request.header,
        units=units,
        json_fields=request.fields or answer.fields,
    )
    terminal.write(write(answer.records, layout))


def _write_values(answer: Answer, index: Index, request: Request, terminal: Terminal) -> None:
    from laichau_cli.output.formats import json_text, part, tsv

    (field,) = answer.columns
    if request.format == "json":
        values = [part(record, field) for record in answer.records]
        terminal.write(json_text(values) + "\n")
    elif request.format == "jsonl":
        terminal.write("".join(json_text(part(r, field)) + "\n" for r in answer.records))
    else:
        layout = Layout((field,), lang=request.lang, header=False, units=index.units())
        terminal.write(tsv(answer.records, layout))
