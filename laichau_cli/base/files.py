"""Documents are read only below the folder of the base that cites them, and not without end."""

from __future__ import annotations

import os
import stat

MAX_DOCUMENT = 16 * 2**20
"""Bytes of a document that will be read: far more than any report has."""
_BINARY = getattr(os, "O_BINARY", 0)
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""For a pipe that nobody writes to."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Nor a link put there since the path was looked at."""


def read_below(folder: str, file: str, *, most: int = MAX_DOCUMENT) -> bytes:
    """The bytes of the document `file` below `folder`.

    Raises `OSError` or `ValueError` where there is none, it is no regular file, a link leads out of
    the folder, or it has more than `most` bytes.
    """
    root = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(folder, file))
    if os.path.commonpath([root, path]) != root:
        raise ValueError("it leads out of the base's own folder")
    if not os.path.exists(path):
        raise FileNotFoundError(2, "there is no such file")
    _check_regular(os.stat(path))
    return _read(_opened(root, os.path.relpath(path, root)), most)


def read_regular(path: str, *, most: int) -> bytes:
    """The bytes of a file; raises `OSError`, or `ValueError` if it is not regular or has too many.

    What was opened is looked at, not what the path names now, and no more is read than `most`.
    """
    _check_regular(os.stat(path))  # to open a device may do something
    return _read(os.open(path, os.O_RDONLY | _BINARY | _NOT_WAITING), most)


_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", getattr(os, "O_SEARCH", 0))
"""A folder to look into, which need not be one that may be listed."""


def _opened(root: str, inner: str) -> int:
    """A descriptor of `inner`, which has no links: folder by folder, so that none can be put in."""
    if os.open not in os.supports_dir_fd:
        return os.open(os.path.join(root, inner), os.O_RDONLY | _BINARY)
    *folders, name = inner.split(os.sep)
    at = os.open(root, os.O_RDONLY | _FOLDER)
    try:
        for folder in folders:
            above, at = at, os.open(folder, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=at)
            os.close(above)
        return os.open(name, os.O_RDONLY | _NO_LINK | _NOT_WAITING, dir_fd=at)
    finally:
        os.close(at)


def _read(descriptor: int, most: int) -> bytes:
    with open(descriptor, "rb") as opened:
        status = os.fstat(opened.fileno())
        _check_regular(status)
        data = b"" if status.st_size > most else opened.read(most + 1)
        if max(status.st_size, len(data)) > most:
            raise ValueError(f"it has more than {most} bytes")
        return data


def _check_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no regular file")
