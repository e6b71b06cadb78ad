"""SQLite alone: `sqlite3` also imports `datetime`, for adapters that nothing here uses.

That takes 1.3 ms, of the 8 that a warm call may take besides Python's own start. What is taken here
are the same objects that `sqlite3` has.
"""

from __future__ import annotations

try:
    from _sqlite3 import Connection, DatabaseError, Error, ProgrammingError, connect
except ImportError:  # a Python that is not CPython, or one that was built without SQLite
    try:
        from sqlite3 import Connection, DatabaseError, Error, ProgrammingError, connect
    except ImportError:
        from laichau_cli.errors import LaichauError
        from laichau_cli.language.messages import Message

        raise LaichauError(
            Message("this Python has no SQLite, which laichau needs; use another Python")
        ) from None

__all__ = ["Connection", "DatabaseError", "Error", "ProgrammingError", "connect"]
