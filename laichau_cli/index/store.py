"""The cached index of a base: where it is, whether it is fresh, and how it is made anew.

A fact base becomes one SQLite file in the user's cache. It is written beside and renamed into
place, and never trusted blindly: whatever is wrong with one found there, it is built again. What
parses and validates is imported only to build.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from binascii import crc32

from laichau_cli import __version__
from laichau_cli.errors import BaseError, LaichauError, NothingFound
from laichau_cli.index import database, seal
from laichau_cli.index.ask import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from laichau_cli.base.rules import Report

    Found = TypeVar("Found")

FORMAT = f"15 {__version__}"
"""Of the tables and of what is written in them: an index of another format is built again."""
RACY_NS = 3_000_000_000
"""A file read less than this after its last change could change again within one tick of its clock;
the coarsest clock still in use (FAT) ticks every two seconds."""


class Look:
    """A base as it stands on the disk: its files in name order, and what would betray a change."""

    def __init__(self, path: str, files: Sequence[str], statuses: Sequence[os.stat_result]) -> None:
        self.path = os.path.abspath(path)
        self.folder = os.path.dirname(_from_root(files[0]))
        """The folder that the base's documents are below."""
        self.below = self.folder if files[0] != path else None
        """The same where the base itself is that folder: its files are read only below it."""
        self.files = files
        """Their paths as the base was named, for messages."""
        stamps = zip(files, map(_stamp, statuses), strict=True)
        self.stamp = "\n".join([f"{os.path.basename(file)} {stamp}" for file, stamp in stamps])
        self.changed = max(max(status.st_mtime_ns, status.st_ctime_ns) for status in statuses)
        """When the last of the files was last changed (ns since the epoch)."""


def _from_root(path: str) -> str:
    """The path from the root; `..` stays, since behind a link it is not the folder named before."""
    return path if os.path.isabs(path) else os.path.join(os.getcwd(), path)


def look(path: str) -> Look:
    """What the base at `path` is now: a TOML file, or a folder of them.

    Raises `BaseError` where there is none or it cannot be read.
    """
    try:
        status = os.stat(path)
        if not stat.S_ISDIR(status.st_mode):
            return Look(path, [path], [status])
        files = _files_in(path)
        try:
            statuses = [os.stat(file) for file in files]
        except FileNotFoundError:  # an editor is putting another in its place
            files = _files_in(path)
            statuses = [os.stat(file) for file in files]
        if files:
            return Look(path, files, statuses)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    raise BaseError(f"{path}: a folder without a TOML file; name one that holds a fact base")


def _files_in(folder: str) -> list[str]:
    """The TOML files of a folder; hidden ones are the notes of editors and systems."""
    names = [name for name in os.listdir(folder) if name.endswith(".toml") and name[0] != "."]
    return [os.path.join(folder, name) for name in sorted(names)]


def _unreadable(path: str, error: OSError | ValueError) -> BaseError:
    if isinstance(error, OSError) and error.filename not in (None, path):
        return BaseError(f"{error.filename}: cannot be read: {error.strerror}; remove or mend it")
    if isinstance(error, FileNotFoundError):
        return BaseError(f"{path}: there is no such file; name a fact base with --facts")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return BaseError(f"{path}: cannot be read: {reason}; name another with --facts")


def _stamp(status: os.stat_result) -> str:
    return (
        f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} "
        f"{status.st_ino} {status.st_dev}"
    )


def open_index(
    path: str, environ: Mapping[str, str], *, report: Report | None = None
) -> tuple[Index, list[str]]:
    """The index of the base at `path`, built where it is not there or not fresh, and warnings.

    `report` is told how far a build has come. Raises `BaseError` where the base cannot be read or
    is not valid. Nothing is written but below the cache folder; where that cannot be, the index is
    built in memory.
    """
    seen = look(path)
    folder, warnings = cache_folder(environ)
    if folder is None:
        return _built(seen, None, report), warnings
    file = os.path.join(folder, _name(seen.path))
    connection = _opened(file, seen)
    if connection is not None:
        return Index(connection, folder=seen.folder), warnings
    return _built(seen, file, report), warnings


def forget(path: str, environ: Mapping[str, str]) -> None:
    """Remove the cached index of the base at `path`, which turned out damaged half-way."""
    folder, _ = cache_folder(environ)
    if folder is not None:
        _remove(os.path.join(folder, _name(os.path.abspath(path))))


def is_sound(path: str, environ: Mapping[str, str]) -> bool:
    """Whether the cached index of the base at `path` is none or undamaged: all of it is read.

    For an answer that would be as empty if a page of a large index were lost.
    """
    folder, _ = cache_folder(environ)
    file = os.path.join(folder or "", _name(os.path.abspath(path)))
    return folder is None or not os.path.exists(file) or _is_sound(file)


def _is_sound(file: str) -> bool:
    try:
        return seal.is_whole(file, os.stat(file), wholly_read=sys.maxsize)
    except OSError:
        return False


def _known(file: str) -> dict[str, str]:
    """The files that an older index was made from, as `build.read` takes them: none if damaged."""
    from contextlib import closing

    if not _is_sound(file):
        return {}
    try:
        with closing(_connect_to_read(file)) as connection:
            (format_,) = connection.execute("SELECT format FROM about").fetchone()
            rows = connection.execute("SELECT sha256, tables FROM part")
            return dict(rows) if format_ == FORMAT else {}
    except (database.Error, TypeError, ValueError):
        return {}


def answered(
    index: Index,
    ask: Callable[[Index], Found],
    *,
    path: str,
    environ: Mapping[str, str],
    is_empty: Callable[[Found], bool],
) -> tuple[Index, Found]:
    """What the index of the base at `path` was asked for, and the index that gave it.

    A damaged one may give anything: it is removed, and another built in memory. That nothing is
    found, which `is_empty` or `NothingFound` says, is only believed of an undamaged one.
    """
    try:
        found = ask(index)
        if not is_empty(found) or _is_proven(index, path, environ):
            return index, found
    except NothingFound:
        if _is_proven(index, path, environ):
            raise
    except (LaichauError, MemoryError, database.ProgrammingError):
        raise
    except Exception:  # noqa: BLE001, S110  (what is wrong with us, not with the index, recurs)
        pass
    forget(path, environ)
    other = in_memory(path)
    index.connection.close()
    try:
        return other, ask(other)
    except BaseException:
        other.connection.close()
        raise


def _is_proven(index: Index, path: str, environ: Mapping[str, str]) -> bool:
    index.is_sound = index.is_sound or is_sound(path, environ)
    return index.is_sound


def in_memory(path: str) -> Index:
    """The index of the base at `path` built in memory, whatever the cache holds."""
    return _built(look(path), None, None)


def cache_folder(environ: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """The folder for indexes, made if need be, or None and why it is not used.

    By the XDG Base Directory Specification, or below ~/Library/Caches on macOS. A folder that
    others may write to, or put another in place of, could hold an index with wrong figures: it is
    not used.
    """
    root = environ.get("XDG_CACHE_HOME") or ""
    try:
        if not os.path.isabs(root):
            home = environ.get("HOME") or ""
            if not os.path.isabs(home) or not os.path.isdir(home):
                return None, []
            root = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
        folder = os.path.join(os.path.realpath(root), "laichau")
        if not os.path.lexists(folder):
            _make(folder)
        if not _is_ours(os.lstat(folder)):
            why = "belongs to others or they may write to it"
        elif _may_be_swapped(folder):
            why = "is in a folder that belongs to others or that they may write to"
        else:
            return folder, []
    except (OSError, ValueError):
        return None, []
    return None, [f"the cache folder {folder} {why}; not used (set XDG_CACHE_HOME to another)"]


def _make(folder: str) -> None:
    """Make a folder and those that it is in; unlike with `makedirs`, nobody may enter them."""
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        _make(above)
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:
        return


def _may_be_swapped(folder: str) -> bool:
    """Whether others may rename a folder or one that it is in, much as OpenSSH's StrictModes asks.

    `folder` is without links. A group of the same number as its user is that user's own.
    """
    if os.name != "posix":
        return False
    while folder != (above := os.path.dirname(folder)):
        folder = above
        status = os.stat(folder)
        writable = status.st_mode & 0o002 or (
            status.st_mode & 0o020 and status.st_gid != status.st_uid
        )
        if status.st_uid not in (0, os.geteuid()) or (
            writable and not status.st_mode & stat.S_ISVTX
        ):
            return True
    return False


def _name(path: str) -> str:
    return f"base-{crc32(path.encode('utf-8', 'surrogatepass')):08x}.sqlite"


def _opened(file: str, seen: Look) -> database.Connection | None:
    """The index in `file` if it is one of the base as it now stands, else None."""
    try:
        status = os.stat(file)
        if not (_is_ours(status) and seal.is_whole(file, status)):
            return None
        connection = _connect_to_read(file)
    except (OSError, database.Error, ValueError):
        return None
    try:
        format_, path, stamp, sha256 = connection.execute("SELECT * FROM about").fetchone()
        if (format_, path, stamp) == (FORMAT, _storable(seen.path), _storable(seen.stamp)):
            if status.st_mtime_ns - seen.changed > RACY_NS:
                return connection
            now = time.time_ns()
            if _is_unchanged(seen, sha256):
                _mark_checked(file, now)
                return connection
    except (database.Error, TypeError, ValueError):
        pass  # damaged: as good as none
    connection.close()
    return None


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else can have written a file or a folder."""
    return os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _storable(path: str) -> str:
    """A path as SQLite can keep it: bytes that are no text become escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _connect_to_read(file: str) -> database.Connection:
    # An index is never changed in place, only replaced: SQLite need not lock or look again.
    quoted = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return database.connect(f"file://{quoted}?mode=ro&immutable=1", uri=True)


def _is_unchanged(seen: Look, sha256: str) -> bool:
    import hashlib

    digests = []
    try:
        for path in seen.files:
            with open(path, "rb") as file:
                digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return False
    return " ".join(digests) == sha256


def _mark_checked(file: str, now: int) -> None:
    """Note that the base was read `now` and found the same: the next call need not."""
    try:
        seal.date(file, now)
    except OSError:
        return


def _remove(file: str) -> None:
    try:
        os.remove(file)
    except OSError:
        return


def _built(seen: Look, file: str | None, report: Report | None) -> Index:
    import gc

    # What is read stays until it is written: looking through it for garbage doubles the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _built_at_once(seen, file, report)
    finally:
        if was_enabled:
            gc.enable()


def _built_at_once(seen: Look, file: str | None, report: Report | None) -> Index:
    from laichau_cli.base.interrupts import held

    with held():  # pydantic, making validators, makes other errors of interrupts
        from laichau_cli.index import compile as build

    began = time.time_ns()
    if report is not None:
        report("reading the fact base", 0, 0)
    is_folder = file is not None and len(seen.files) > 1
    known = _known(file or "") if is_folder else {}
    files = build.read(seen.files, folder=seen.below, known=known)
    base = build.parsed(files, report=report)
    about = build.About(FORMAT, _storable(seen.path), _storable(seen.stamp), files)
    connection = None
    if file is not None and build.to_file(file, base, about, began=began, report=report):
        connection = _connected(file, (*about[:3], about.sha256))
    if connection is None:
        connection = build.in_memory(base, about, report=report)
    return Index(connection, folder=seen.folder)


def _connected(file: str, about: tuple[str, ...]) -> database.Connection | None:
    """The index just written, unless another has taken its place or it is gone."""
    connection = None
    try:
        connection = _connect_to_read(file)
        if connection.execute("SELECT * FROM about").fetchone() == about:
            return connection
    except database.Error:
        pass
    if connection is not None:
        connection.close()
    return None
