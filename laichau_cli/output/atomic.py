"""Files that are written whole or not at all: beside their place, then renamed into it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import signal
import stat
import threading

from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.language.messages import Message, reason_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence


STANDARD_OUTPUT = "-"


def write_whole(path: str, write: Callable[[str], None]) -> None:
    """Have `write` make a file beside `path`, and put it there with the mode of the old one.

    Raises `LaichauError` where that cannot be; what stood at `path` is then as it was. Where it is
    a mount, which nothing can be renamed over, it is filled in place.
    """
    beside = ""
    try:
        whole = _real(path)
        if os.path.isdir(whole):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with _ended_by_signals():
            beside = _beside(whole)
            write(beside)
            if os.path.exists(whole):
                _keep_owner(beside, os.stat(whole))
            _put_file(beside, whole)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            os.remove(beside)


def write_text(path: str, text: Iterable[str]) -> None:
    """The same of the pieces of a text, in UTF-8."""

    def write(beside: str) -> None:
        with open(beside, "x", encoding="utf-8", newline="\n") as file:
            file.writelines(text)

    write_whole(path, write)


def write_whole_folder(path: str, write: Callable[[str], None], *, names: Collection[str]) -> None:
    """Have `write` fill a folder beside `path`, and put it there; an empty one is filled.

    A folder that is there already is replaced only if it holds nothing but files of these `names`:
    no other file is ever removed. Raises `LaichauError` as `write_whole` does.
    """
    beside = ""
    try:
        whole = _real(path)
        old = os.listdir(whole) if os.path.lexists(whole) else None
        if others := sorted(set(old or ()) - set(names)):
            raise LaichauError(
                Message(
                    "{path}: holds other files too ({other}); name a folder of its own",
                    path=path,
                    other=others[0],
                )
            )
        with _ended_by_signals():
            beside = _beside(whole)
            os.mkdir(beside)
            write(beside)
            _put_folder(beside, whole, old)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from None
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)


def _real(path: str) -> str:
    """Where a path leads, so that a link stays one; raises `LaichauError` for pipes and devices.

    They are told by the path: where /dev/stdout is a pipe, it leads to a name that is not there.
    """
    if path == STANDARD_OUTPUT:
        raise UsageError(Message("- is no place for files: name a folder"))
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        raise LaichauError(
            Message(
                "{path}: cannot be written: is no regular file; name another, or - for standard "
                "output",
                path=path,
            )
        )
    return os.path.realpath(path)


def _put_file(beside: str, whole: str) -> None:
    try:
        os.replace(beside, whole)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        shutil.copyfile(beside, whole)


def _put_folder(beside: str, whole: str, old: Sequence[str] | None) -> None:
    """Rename a folder over another: aside with the old one, which comes back if that fails."""
    if old is None:
        os.rename(beside, whole)
        return
    aside = _beside(whole)
    try:
        if old:
            os.rename(whole, aside)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        old = ()
    if not old:  # empty or a mount: whoever stands in it is to find the files
        for name in os.listdir(beside):
            _put_file(os.path.join(beside, name), os.path.join(whole, name))
        return
    try:
        os.rename(beside, whole)
    except BaseException:  # an interrupt too must not cost the old folder
        os.rename(aside, whole)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _beside(whole: str) -> str:
    """A name in the same folder: short, since that of the file may be as long as names can be."""
    return os.path.join(os.path.dirname(whole), f".laichau-{secrets.token_hex(4)}.tmp")


def _keep_owner(file: str, old: os.stat_result) -> None:
    os.chmod(file, stat.S_IMODE(old.st_mode))
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(PermissionError):
            os.chown(file, old.st_uid, old.st_gid)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the program by an exception, so that nothing is left beside."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    for name in names:
        if before[name] == signal.SIG_DFL:
            signal.signal(getattr(signal, name), _end)
    try:
        yield
    finally:
        for name in names:
            signal.signal(getattr(signal, name), before[name])


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _failure(path: str, error: OSError | ValueError) -> LaichauError:
    # Python says this in other words from version to version.
    reason = Message("embedded null byte") if "\0" in path else reason_of(error)
    return LaichauError(Message("{path}: cannot be written: {reason}", path=path, reason=reason))
