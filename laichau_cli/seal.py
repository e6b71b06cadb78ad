"""Seals on the index: damage is found even where SQLite would not notice it.

SQLite reads the pages that its header counts, so a few bytes after the last one mean nothing to it.
There stand a mark, the length before it and a checksum (CRC-32) of that much. A row that holds a
figure has a checksum of its own.
"""

from __future__ import annotations

import os
import sqlite3
from binascii import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MARK = b"laichau index\n"
SIZE = len(MARK) + 8 + 4
"""Bytes of a seal: the mark, the length, the checksum."""
WHOLLY_READ = 4 * 2**20
"""Bytes up to which a file is read whole to be checked: about a millisecond's worth.

In a larger one only the length is looked at here, and the rows prove themselves when they are read.
"""


def of_row(row: Sequence[object]) -> int:
    """The checksum of a row as SQLite gives it back: text, whole numbers and nothing."""
    return crc32(repr(tuple(row)).encode("utf-8"))


def proven(row: Sequence[Any]) -> Sequence[Any]:
    """A row without the checksum that ends it; raises `sqlite3.DatabaseError` if that is wrong."""
    if of_row(row[:-1]) != row[-1]:
        raise sqlite3.DatabaseError("a row of the index is not as it was written")
    return row[:-1]


def put(file: str) -> None:
    """Seal a finished file; raises `OSError`."""
    with open(file, "r+b") as opened:
        checksum = 0
        while block := opened.read(1 << 20):
            checksum = crc32(block, checksum)
        length = opened.tell()
        opened.write(MARK + length.to_bytes(8) + checksum.to_bytes(4))
        opened.flush()
        os.fsync(opened.fileno())


def is_whole(file: str, size: int) -> bool:
    """Whether a file of `size` bytes is as it was sealed; raises `OSError`."""
    if size <= SIZE:
        return False
    with open(file, "rb") as opened:
        if size <= WHOLLY_READ:
            data = opened.read()
            body, end = data[:-SIZE], data[-SIZE:]
            checksum = crc32(body).to_bytes(4)
        else:
            opened.seek(-SIZE, os.SEEK_END)
            end = opened.read()
            checksum = end[-4:]
    return end == MARK + (size - SIZE).to_bytes(8) + checksum
