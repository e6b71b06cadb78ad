"""Documents are read only below the folder of the base that cites them, and not without end."""

from __future__ import annotations

import os
import stat

MAX_DOCUMENT = 16 * 2**20
"""Bytes of a document that will be read: far more than any report has."""
_BINARY = getattr(os, "O_BINARY", 0)
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
"""Neither a pipe that nobody writes to nor a link put there since the path was looked at."""


def read_below(folder: str, file: str) -> bytes:
    """The bytes of the document `file` below `folder`.

    Raises `OSError` or `ValueError` where there is none, it is no regular file, a link leads out of
    the folder, or it is larger than `MAX_DOCUMENT`.
    """
    root = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(folder, file))
    if os.path.commonpath([root, path]) != root:
        raise ValueError("it leads out of the base's own folder")
    if not os.path.exists(path):
        raise FileNotFoundError(2, "there is no such file")
    return read_regular(path, most=MAX_DOCUMENT, flags=_NOT_WAITING)


def read_regular(path: str, *, most: int, flags: int = getattr(os, "O_NONBLOCK", 0)) -> bytes:
    """The bytes of a file; raises `OSError`, or `ValueError` if it is not regular or has too many.

    What was opened is looked at, not what the path names now, and no more is read than `most`.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # to open a device may do something
        raise ValueError("it is no regular file")
    with open(os.open(path, os.O_RDONLY | _BINARY | flags), "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is no regular file")
        data = b"" if status.st_size > most else opened.read(most + 1)
        if max(status.st_size, len(data)) > most:
            raise ValueError(f"it has more than {most} bytes")
        return data
