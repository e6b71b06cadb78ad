"""The entry: straight to a command where there is nothing to parse, otherwise through Typer."""

from __future__ import annotations

import os
import sys

from laichau_cli.commands import COMMANDS
from laichau_cli.output.terminal import for_process
from laichau_cli.request import Options
from laichau_cli.run import guarded
from laichau_cli.run import run as run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.output.terminal import Terminal


def main(argv: Sequence[str], terminal: Terminal) -> int:
    """Run the command line `argv` (without the program's name); its exit status."""
    if argv and argv[0] in COMMANDS and not any(word.startswith("-") for word in argv):
        return guarded(lambda: run_command(argv[0], argv[1:], Options(), terminal), terminal)
    from laichau_cli.cli import parsed

    return guarded(lambda: parsed(argv, terminal), terminal)


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:], for_process(sys.stdout, sys.stderr, os.environ)))


if __name__ == "__main__":
    run()
