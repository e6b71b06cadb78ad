"""The entry: straight to a command where there is nothing to parse, otherwise through Typer."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.output.terminal import Terminal

COMPLETION = "_LAICHAU_COMPLETE"
"""The variable by which a shell asks for completions."""
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""
READS_BYTECODE = "_compile_bytecode"
"""The function of importlib that fails where a compiled module is damaged."""


def main(argv: Sequence[str], terminal: Terminal) -> int:
    """Run the command line `argv` (without the program's name); its exit status."""
    from laichau_cli.cli.run import guarded

    return guarded(lambda: _called(argv, terminal), terminal)


def _called(argv: Sequence[str], terminal: Terminal) -> int:
    from laichau_cli.commands import COMMANDS

    if argv and argv[0] in COMMANDS[:-1] and not any(word.startswith("-") for word in argv):
        from laichau_cli.cli.options import Options
        from laichau_cli.cli.run import run

        return run(argv[0], argv[1:], Options(), terminal)
    if not argv and COMPLETION in terminal.environ:
        from laichau_cli.cli.completion import completed

        answer = completed(terminal.environ)
        if answer is not None:
            terminal.write(answer)
            terminal.flush()
            return 0
    from laichau_cli.cli.app import parsed

    return parsed(argv, terminal)


def run() -> None:
    """The console script.

    Ours is imported only here, where an interrupt from the keyboard is quiet from the first line.
    """
    sys.unraisablehook = _raise_again
    try:
        import os

        from laichau_cli.output.terminal import for_process

        status = main(sys.argv[1:], for_process(sys.stdout, sys.stderr, os.environ))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except (EOFError, ImportError, TypeError, ValueError) as error:
        status = _say_unreadable(error)
    if status == INTERRUPTED:
        # Not `signal`, which takes as long to import as a second interrupt to come.
        from _signal import SIG_IGN, SIGINT, signal  # type: ignore[import-not-found]

        signal(SIGINT, SIG_IGN)  # one is enough: Python would print another while it ends
    sys.exit(status)


def _say_unreadable(error: Exception) -> int:
    """Say which compiled module cannot be read, and the exit status; raises what is nothing of it.

    Before 3.12.8 Python keeps bytecode that a full disk cut short (gh-126606). Nothing of ours may
    be imported to say so.
    """
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_name == READS_BYTECODE:
            path = ascii(trace.tb_frame.f_locals.get("bytecode_path")).strip("'")
            if sys.stderr is not None:
                sys.stderr.write(f"laichau: {path}: damaged ({error}); remove it and call again\n")
            return 1
        trace = trace.tb_next
    raise error


def _raise_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Raise an interrupt once more that came where Python can raise nothing, such as in a callback.

    Python would print it and go on as if it had not come.
    """
    if unraisable.exc_type is KeyboardInterrupt:
        from _thread import interrupt_main, start_new_thread

        start_new_thread(interrupt_main, ())  # which comes to it when this has returned
    else:
        sys.__unraisablehook__(unraisable)


if __name__ == "__main__":
    run()
