"""Seals on the index: damage is found even where SQLite would not notice it.

SQLite reads the pages that its header counts, so a few bytes after the last one mean nothing to it.
There stand a mark, the length before it, the file's own time and a checksum (CRC-32) of that much:
another program that writes to the file changes its time, and what the disk loses by itself changes
the checksum. A row that holds a figure has a checksum of its own.
"""

from __future__ import annotations

import os
from binascii import crc32

from laichau_cli.index import database

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MARK = b"laichau index\n"
_TIME = 12
"""Bytes of a time (ns since the epoch): with eight, there would be none after the year 2262."""
SIZE = len(MARK) + 8 + _TIME + 4
"""Bytes of a seal: the mark, the length, the time, the checksum."""
WHOLLY_READ = 4 * 2**20
"""Bytes up to which a file is read whole to be checked: about a millisecond's worth.

Of a larger one only length and time are looked at, and the rows prove themselves when read.
"""
_DATED = -_TIME - 4
"""Where the time stands, from the end."""


def of_row(row: Sequence[object]) -> int:
    """The checksum of a row as SQLite gives it back: text, whole numbers and nothing."""
    return crc32(repr(tuple(row)).encode("utf-8"))


def proven(row: Sequence[Any]) -> Sequence[Any]:
    """A row without the checksum that ends it; raises `DatabaseError` if that is wrong."""
    if of_row(row[:-1]) != row[-1]:
        raise database.DatabaseError("a row of the index is not as it was written")
    return row[:-1]


def put(file: str, time: int) -> None:
    """Seal a finished file and make `time` (ns since the epoch) its own; raises `OSError`."""
    with open(file, "r+b") as opened:
        checksum = 0
        while block := opened.read(1 << 20):
            checksum = crc32(block, checksum)
        length = opened.tell()
        opened.write(MARK + length.to_bytes(8) + bytes(_TIME) + checksum.to_bytes(4))
        opened.flush()
        os.fsync(opened.fileno())
    date(file, time)


def date(file: str, time: int) -> None:
    """Make `time` (ns since the epoch) the time of a sealed file; raises `OSError`."""
    for _ in range(2):  # a file system may keep a coarser time than it is given
        with open(file, "r+b") as opened:
            opened.seek(_DATED, os.SEEK_END)
            opened.write(time.to_bytes(_TIME, signed=True))
        os.utime(file, ns=(time, time))
        time = os.stat(file).st_mtime_ns


def is_whole(file: str, status: os.stat_result, *, wholly_read: int | None = None) -> bool:
    """Whether a file is as it was sealed; raises `OSError`.

    Its checksum is looked at if it has no more bytes than `wholly_read`, or `WHOLLY_READ`.
    """
    size = status.st_size
    if size <= SIZE:
        return False
    with open(file, "rb") as opened:
        if size <= (WHOLLY_READ if wholly_read is None else wholly_read):
            data = opened.read()
            body, end = data[:-SIZE], data[-SIZE:]
            checksum = crc32(body).to_bytes(4)
        else:
            opened.seek(-SIZE, os.SEEK_END)
            end = opened.read()
            checksum = end[-4:]
    time = status.st_mtime_ns.to_bytes(_TIME, signed=True)
    return end == MARK + (size - SIZE).to_bytes(8) + time + checksum
