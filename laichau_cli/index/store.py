"""The cached index of a base: where it is, whether it is fresh, and how it is made anew.

A fact base becomes one SQLite file in the user's cache. It is written beside and renamed into
place. If one found there cannot be used, for whatever reason, it is made again. What parses and
validates is imported only for that.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from binascii import crc32

from laichau_cli import __version__
from laichau_cli.errors import BaseError
from laichau_cli.index import database
from laichau_cli.index.ask import Index
from laichau_cli.language.messages import Message, reason_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from laichau_cli.base.load import Report

FORMAT = f"29 {__version__}"
"""Of the tables and of what is written in them: an index of another format is made again."""
RACY_NS = 3_000_000_000
"""A file read less than this after its last change could change again within one tick of its clock;
the coarsest clock still in use (FAT) ticks every two seconds."""
SEAL = b"laichau index\n"
"""Stands behind the last page, where SQLite does not look, before a CRC-32 of all pages."""
WHOLLY_READ = 4 * 2**20
"""Bytes up to which a file is read whole to be checked, about a millisecond's worth.

Of a larger one only the seal is looked at, and its records prove themselves when they are read."""
SHIPPED = "facts.sqlite"
"""The index of the base that ships, made with the wheel and kept beside it in the package."""
STALE = 3600.0
"""Seconds after which a file being written is one whose writer is gone."""


class Look:
    """A base as it stands on the disk: its files in name order, and what would betray a change."""

    def __init__(self, path: str, files: Sequence[str], statuses: Sequence[os.stat_result]) -> None:
        self.path = os.path.abspath(path)
        # `..` stays: behind a link it is not the folder named before.
        is_full = os.path.isabs(files[0])  # then a working folder that is gone does not matter
        self.folder = os.path.dirname(files[0] if is_full else os.path.join(os.getcwd(), files[0]))
        """The folder that the base's documents are below."""
        self.below = self.folder if files[0] != path else None
        """The same where the base itself is that folder: its files are read only below it."""
        self.files = files
        """Their paths as the base was named, for messages."""
        self.stamp = "\n".join(
            [
                f"{os.path.basename(file)} {status.st_size} {status.st_mtime_ns} "
                f"{status.st_ctime_ns} {status.st_ino} {status.st_dev}"
                for file, status in zip(files, statuses, strict=True)
            ]
        )
        self.changed = max(max(status.st_mtime_ns, status.st_ctime_ns) for status in statuses)
        """When the last of the files was last changed (ns since the epoch)."""


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
    raise BaseError(
        Message("{path}: a folder without a TOML file; name one that holds a fact base", path=path)
    )


def _files_in(folder: str) -> list[str]:
    """The TOML files of a folder; hidden ones are the notes of editors and systems."""
    names = [name for name in os.listdir(folder) if name.endswith(".toml") and name[0] != "."]
    return [os.path.join(folder, name) for name in sorted(names)]


def _unreadable(path: str, error: OSError | ValueError) -> BaseError:
    reason = reason_of(error)
    if isinstance(error, OSError) and error.filename not in (None, path):
        return BaseError(
            Message(
                "{path}: cannot be read: {reason}; remove or mend it",
                path=error.filename,
                reason=reason,
            )
        )
    if isinstance(error, FileNotFoundError):
        return BaseError(
            Message("{path}: there is no such file; name a fact base with --facts", path=path)
        )
    return BaseError(
        Message(
            "{path}: cannot be read: {reason}; name another with --facts", path=path, reason=reason
        )
    )


def open_index(
    path: str, environ: Mapping[str, str], *, report: Report | None = None, anew: bool = False
) -> tuple[Index, list[str]]:
    """The index of the base at `path`, made where it is not there or not fresh, and warnings.

    `anew` makes it in any case: the one in the cache turned out damaged. `report` is told how far
    the making has come. Raises `BaseError` where the base cannot be read or is not valid. Nothing
    is written but below the cache folder; where that cannot be, the index is made in memory.
    """
    base = look(path)
    if not anew and (shipped := _shipped(base)) is not None:
        return Index(shipped, folder=base.folder), []
    folder, warnings = cache_folder(environ)
    file = None if folder is None else os.path.join(folder, _name(base.path))
    connection = None if file is None or anew else _fresh(file, base)
    if connection is None:
        connection = _made(base, file, report)
    return Index(connection, folder=base.folder), warnings


def _shipped(base: Look) -> database.Connection | None:
    """The index that came with the package, if it is of this version and of the base as it is."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if base.path != os.path.join(package, "facts.toml"):
        return None
    try:
        connection = _connect(os.path.join(package, SHIPPED))
        made = connection.execute("SELECT * FROM made").fetchone()
        if made == (FORMAT, "", "", _digest(base)):
            return connection
        connection.close()
    except (OSError, database.Error):
        pass  # there is none, or it is of no use
    return None


def compile_shipped(path: str, file: str) -> None:
    """Make the index of the base at `path` in `file`, to be put beside it in a package."""
    base = look(path)
    base.path = base.stamp = ""  # wherever it is put, the bytes of the base tell
    _made(base, file, None).close()
    if not os.path.exists(file):
        raise OSError(f"{file}: cannot be written")


def _name(path: str) -> str:
    return f"base-{crc32(path.encode('utf-8', 'surrogatepass')):08x}.sqlite"


def cache_folder(environ: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """The folder for indexes, made if need be, or None and why it is not used.

    By the XDG Base Directory Specification, below ~/Library/Caches on macOS, in LOCALAPPDATA on
    Windows. Nothing is made in a home that is another's, as that of who called sudo. A folder that
    belongs to others or that they may write to could hold an index with wrong figures: it is not
    used.
    """
    names = ("XDG_CACHE_HOME", "LOCALAPPDATA") if os.name == "nt" else ("XDG_CACHE_HOME",)
    root = next((environ[name] for name in names if environ.get(name)), "")
    try:
        if not os.path.isabs(root):
            home = environ.get("HOME") or ""
            if not os.path.isabs(home) or not _is_owned(os.stat(home)):
                return None, []
            root = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
        folder = os.path.join(root, "laichau")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if _is_ours(os.stat(folder)):
            return folder, []
    except (OSError, ValueError):
        return None, []
    return None, [
        Message(
            "the cache folder {folder} belongs to others or they may write to it; not used (set "
            "XDG_CACHE_HOME to another)",
            folder=folder,
        )
    ]


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else can have written a file or a folder."""
    return _is_owned(status) and (os.name != "posix" or not status.st_mode & 0o022)


def _is_owned(status: os.stat_result) -> bool:
    return os.name != "posix" or status.st_uid == os.geteuid()


# ---- is it fresh and whole


def _fresh(file: str, base: Look) -> database.Connection | None:
    """The index in `file` if it is whole and of the base as it now stands, else None."""
    try:
        status = os.stat(file)
        if not (_is_ours(status) and _is_whole(file, status.st_size)):
            return None
        connection = _connect(file)
    except (OSError, database.Error, ValueError):
        return None
    try:
        *made, digest = connection.execute("SELECT * FROM made").fetchone()
        if made == [FORMAT, _storable(base.path), _storable(base.stamp)] and (
            status.st_mtime_ns - base.changed > RACY_NS or _is_unchanged(base, digest, file)
        ):
            return connection
    except (OSError, database.Error, TypeError, ValueError):
        pass  # as good as none
    connection.close()
    return None


def _is_whole(file: str, size: int) -> bool:
    with open(file, "rb") as opened:
        opened.seek(-min(size, len(SEAL) + 4), os.SEEK_END)
        seal = opened.read()
        if size > WHOLLY_READ:
            return seal.startswith(SEAL)
        opened.seek(0)
        return seal == _seal(crc32(opened.read(size - len(seal))))


def _seal(checksum: int) -> bytes:
    return SEAL + checksum.to_bytes(4)


def _is_unchanged(base: Look, digest: str, file: str) -> bool:
    """Whether the base, read now, is that of `digest`: then the index is as good as made now."""
    now = time.time_ns()
    if _digest(base) != digest:
        return False
    os.utime(file, ns=(now, now))
    return True


def _digest(base: Look) -> str:
    """Size and CRC-32 of each file of a base, as `load.digest_of` has them."""
    found = []
    for path in base.files:
        with open(path, "rb") as opened:
            data = opened.read()
        found.append(f"{len(data)}-{crc32(data):08x}")
    return " ".join(found)


def _storable(path: str) -> str:
    """A path as SQLite can keep it: bytes that are no text become escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _connect(file: str) -> database.Connection:
    # An index is never changed in place, only replaced: SQLite need not lock or look again.
    quoted = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return database.connect(f"file://{quoted}?mode=ro&immutable=1", uri=True)


# ---- make it


def _made(base: Look, file: str | None, report: Report | None) -> database.Connection:
    """An index made now, in `file` if that can be written, else in memory."""
    import gc
    import sqlite3

    from laichau_cli.base import load
    from laichau_cli.index.compile import Made, write

    began = time.time_ns()
    if report is not None:
        report(Message("reading the fact base"), 0, 0)
    # What is read stays until it is written: collecting garbage meanwhile doubles the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        files = load.read_files(base.files, folder=base.below)
        facts = load.load_base(files, report=report)
        made = Made(FORMAT, _storable(base.path), _storable(base.stamp), files)

        def fill(target: str) -> sqlite3.Connection:
            connection = sqlite3.connect(target, isolation_level=None)
            try:
                write(connection, facts, made, report)
            except BaseException:
                connection.close()
                raise
            return connection

        if file is not None and _write_file(file, fill, began):
            try:
                connection = _connect(file)
                if connection.execute("SELECT * FROM made").fetchone() == made.row:
                    return connection  # else another base of the same name has come between
            except database.Error:
                pass
        return fill(":memory:")
    finally:
        if was_enabled:
            gc.enable()


def _write_file(file: str, fill: Callable[[str], database.Connection], began: int) -> bool:
    """Have `fill` make the index beside `file` and rename it into place; whether that was done.

    `began` is when the base was read (ns since the epoch). It becomes the file's time, so that a
    change made to the base meanwhile is never taken for an old one.
    """
    beside = f"{file}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    _sweep(file)
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        fill(beside).close()
        with open(beside, "r+b") as opened:
            checksum = 0
            while block := opened.read(1 << 20):
                checksum = crc32(block, checksum)
            opened.write(_seal(checksum))
        os.utime(beside, ns=(began, began))
        os.replace(beside, file)
    except (OSError, database.Error):
        return False
    finally:
        _remove(beside)
    return True


def _sweep(file: str) -> None:
    """Remove what builds of this index left that were killed: none takes an hour."""
    folder, name = os.path.split(file)
    try:
        for left in os.listdir(folder):
            path = os.path.join(folder, left)
            is_ours = left.startswith(f"{name}.") and left.endswith(".tmp")
            if is_ours and time.time() - os.stat(path).st_mtime > STALE:
                _remove(path)
    except OSError:
        return


def _remove(file: str) -> None:
    try:
        os.remove(file)
    except OSError:
        return
