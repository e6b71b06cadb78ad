"""A bar on standard error while something long is under way, for a person who waits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from laichau_cli.language.messages import said
from laichau_cli.output.layout import console_for

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from laichau_cli.output.terminal import Terminal

PATIENCE = 1.0
"""Seconds that pass before there is a bar: what is done sooner needs none."""


class Bar:
    """Told how far a build has come; draws that once it has taken long enough.

    A thread waits, because reading a large file is one call that reports nothing.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._at = ("", 0, 0)
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._done = threading.Event()
        self._thread: threading.Thread | None = threading.Thread(target=self._wait, daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # there may be no more threads: then there is no bar
            self._thread = None

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Say what is being done, how much of it is, and of how much (0 where nobody knows)."""
        doing = said(doing, self._terminal.lang)
        self._at = (doing, done, of)
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=doing, completed=done, total=of or None)

    def close(self) -> None:
        """Take the bar away."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()
        if self._progress is not None:
            self._progress.stop()

    def _wait(self) -> None:
        if self._done.wait(PATIENCE):
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        terminal = self._terminal
        console = console_for(terminal.stderr, width=min(terminal.width, 80), color=True)
        progress = Progress(
            TextColumn("laichau: {task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        doing, done, of = self._at
        self._task = progress.add_task(doing, completed=done, total=of or None)
        progress.start()
        self._progress = progress
