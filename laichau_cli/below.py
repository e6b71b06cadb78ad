"""Documents are read only below the folder of the base that cites them, and not without end."""

from __future__ import annotations

import os
import stat

MAX_DOCUMENT = 64 * 2**20
"""Bytes of a document that will be read: far more than any report has."""


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
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no regular file")
    if status.st_size > MAX_DOCUMENT:
        raise ValueError(f"it has more than {MAX_DOCUMENT} bytes")
    with open(path, "rb") as document:
        return document.read(MAX_DOCUMENT)
