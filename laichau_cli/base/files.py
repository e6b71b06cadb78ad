"""Files of a base, read only below its folder, only regular ones, and not without end."""

from __future__ import annotations

import os
import stat

from laichau_cli.base.limits import MAX_DOCUMENT
from laichau_cli.language.messages import Message


def read_below(folder: str, file: str, *, most: int = MAX_DOCUMENT) -> bytes:
    """The bytes of `file` below `folder`; raises as `read_regular`, or if it leads out of there."""
    root = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(folder, file))
    if os.path.commonpath([root, path]) != root:
        raise ValueError(Message("it leads out of the base's own folder"))
    return read_regular(path, most=most)


def read_regular(path: str, *, most: int) -> bytes:
    """The bytes of a regular file that has `most` or less; raises `OSError` or `ValueError`."""
    if not os.path.exists(path):
        raise FileNotFoundError(2, Message("there is no such file"))
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):  # to open a pipe waits for a writer
        raise ValueError(Message("it is no regular file"))
    if status.st_size > most:
        raise ValueError(Message("it has more than {most} bytes", most=most))
    with open(path, "rb") as file:
        return file.read()
