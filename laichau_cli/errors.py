"""What can go wrong, by the exit status it gives (0 done, 1 nothing, 2 usage, 3 base)."""

from __future__ import annotations


class LaichauError(Exception):
    """Something to tell the user: the messages, without the `laichau: ` before each."""

    status = 1

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


class NothingFound(LaichauError):
    """No fact or topic has the name, or no fact the words."""


class UsageError(LaichauError):
    """The command line, or a variable that stands for an option, is wrong."""

    status = 2


class BaseError(LaichauError):
    """The fact base cannot be read or is not valid; a message for each mistake."""

    status = 3


class ReaderGone(Exception):
    """Whoever read our output has closed it: no error, and nothing more to say."""
