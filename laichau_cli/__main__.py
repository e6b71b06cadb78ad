"""The door: plain words straight to a command, all else through Typer; errors to statuses."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.output.terminal import Terminal

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main(argv: Sequence[str], terminal: Terminal) -> int:
    """Run the command line `argv` (without the program's name); its exit status."""
    from laichau_cli.errors import LaichauError, ReaderGone

    try:
        return _run(argv, terminal)
    except ReaderGone:
        return 0
    except LaichauError as error:
        terminal.say(*error.messages)
        return error.status
    except KeyboardInterrupt:
        terminal.let_go()
        return INTERRUPTED
    except MemoryError:
        from laichau_cli.language.messages import Message

        terminal.say(Message("there is not enough memory for this; name a smaller base"))
        return 1
    except Exception as error:  # noqa: BLE001  (a bug is said in a line, without a traceback)
        import traceback

        from laichau_cli.language.messages import Message

        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
        told = f"{type(error).__name__}: {error}"
        terminal.say(
            Message(
                "this is a mistake in laichau itself ({told}, at {where}); please report it with "
                "your command line",
                told=told,
                where=where,
            )
        )
        return 1


def _run(argv: Sequence[str], terminal: Terminal) -> int:
    if "_LAICHAU_COMPLETE" in terminal.environ:
        from laichau_cli.cli import completion

        return completion.answer(terminal)
    from laichau_cli.cli.options import spoken_language

    terminal.lang = spoken_language(argv, terminal.environ)
    if argv and argv[0].partition("=")[0] in ("--show-completion", "--install-completion"):
        from laichau_cli.cli import completion

        completion.set_up(argv, terminal)
        return 0
    from laichau_cli.cli import plain

    call = plain.read(argv)
    if call is None:
        from laichau_cli.cli import app

        call = app.read(argv, terminal)
    if call is None:
        terminal.flush()
        return 0
    from laichau_cli.cli.run import run as answer

    return answer(call, terminal)


def run() -> None:
    """The console script.

    What is ours is imported only here, so that an interrupt is quiet from the first line.
    """
    try:
        from laichau_cli.output.terminal import for_process

        status = main(sys.argv[1:], for_process(sys.stdout, sys.stderr, os.environ))
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:
        os._exit(status)  # a second interrupt would print a traceback while Python ends
    sys.exit(status)


if __name__ == "__main__":
    run()
