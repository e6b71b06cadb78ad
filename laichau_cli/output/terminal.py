"""Where the program's words go: the two streams, what they can show, and what they must not.

`Terminal` is the one object that holds them. It is built when the program runs and passed on, so a
test can put another in its place.
"""

from __future__ import annotations

import errno
import os

from laichau_cli.errors import LaichauError, ReaderGone
from laichau_cli.language.messages import Message, reason_of, said
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from laichau_cli.records import Lang

DEFAULT_WIDTH = 80
COLOR_CHOICES = ("auto", "always", "never")
NO_FORCE = (None, "", "0")
"""Values of CLICOLOR_FORCE that ask for nothing."""


class Terminal:
    """Standard output and error, with what the environment says of colour and width."""

    lang: Lang = "en"
    """The language of messages."""

    def __init__(self, stdout: TextIO, stderr: TextIO, environ: Mapping[str, str]) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.environ = environ

    @property
    def is_screen(self) -> bool:
        """Whether a person reads standard output."""
        return self.stdout.isatty()

    def has_color(self, choice: str) -> bool:
        """Whether standard output may be coloured.

        `--color` before NO_COLOR (no-color.org) before FORCE_COLOR and CLICOLOR_FORCE before what
        the stream is.
        """
        if choice != "auto":
            return choice == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR") or self.environ.get("CLICOLOR_FORCE") not in NO_FORCE:
            return True
        return self.is_screen and self.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Columns to draw in: COLUMNS, else those of the first stream that is a terminal."""
        columns = self.environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns[:6]) > 0:
            return int(columns[:6])
        for stream in (self.stdout, self.stderr):
            try:
                width = os.get_terminal_size(stream.fileno()).columns
            except (OSError, ValueError, AttributeError):
                continue
            if width > 0:
                return width
        return DEFAULT_WIDTH

    def write(self, text: str) -> None:
        """Write to standard output.

        Raises `ReaderGone` where nobody reads any more, `OutputError` where it cannot be written.
        """
        if text != "":  # Click tries a stream out with this, and hides what goes wrong
            self._attempt(self.stdout.write, text)

    def flush(self) -> None:
        """Hand everything to whoever reads; errors as for `write`."""
        self._attempt(self.stdout.flush)

    def _attempt(self, act: Callable[..., object], *words: str) -> None:
        try:
            act(*words)
        except KeyboardInterrupt:
            self.let_go()
            raise
        except OSError as error:
            raise self._failed(error) from None

    def say(self, *messages: str) -> None:
        """Write messages to standard error, each on a line of its own after the program's name."""
        try:
            for message in messages:
                self.stderr.write(f"laichau: {safe_line(said(message, self.lang))}\n")
            self.stderr.flush()
        except (OSError, ValueError):
            _let_go(self.stderr)

    def _failed(self, error: OSError) -> Exception:
        """What an error of standard output is to us; nothing more will be written to it."""
        self.let_go()
        # Windows says EINVAL of a pipe that nobody reads.
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            return ReaderGone()
        return OutputError(
            Message("cannot write to standard output: {reason}", reason=reason_of(error))
        )

    def isatty(self) -> bool:
        """For `contextlib.redirect_stdout`: a library may ask what it writes to."""
        return self.is_screen

    def let_go(self) -> None:
        """Write nothing more to standard output, nor wait until somebody reads it."""
        _let_go(self.stdout)


def _let_go(stream: TextIO) -> None:
    # What is left in the buffer would fail or wait once more when the interpreter exits.
    try:
        descriptor = stream.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    except (OSError, ValueError, AttributeError):
        return


class OutputError(LaichauError):
    """Standard output cannot be written: a full disk, a closed stream."""


def for_process(
    stdout: TextIO | None, stderr: TextIO | None, environ: Mapping[str, str]
) -> Terminal:
    """The terminal of this process: both streams in UTF-8, whatever the locale.

    Python gives None for a stream that was closed when it started.
    """
    out, err = stdout or _closed(), stderr or _closed()
    for stream in (out, err):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            _wait_for_readers(stream)
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return Terminal(out, err, environ)


def _wait_for_readers(stream: TextIO) -> None:
    """Have writes wait for a slow reader: Python loses what a non-blocking pipe does not take."""
    try:
        if not os.get_blocking(stream.fileno()):
            os.set_blocking(stream.fileno(), True)
    except (OSError, ValueError):
        return


def _closed() -> TextIO:
    """A stream that fails as a closed one does, when it is written to."""
    return open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
