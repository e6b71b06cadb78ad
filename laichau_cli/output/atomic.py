"""Files that are written whole or not at all: beside their place, then renamed into it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil

from laichau_cli.errors import LaichauError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def write_whole(path: str, write: Callable[[str], None]) -> None:
    """Have `write` make a file beside `path`, and put it there.

    Raises `LaichauError` where that cannot be; what stood at `path` is then as it was.
    """
    beside = ""
    try:
        whole = os.path.realpath(path)  # a link stays one
        if os.path.exists(whole) and not os.path.isfile(whole):
            raise LaichauError(f"{path}: cannot be written: is no regular file; name another")
        beside = _beside(whole)
        write(beside)
        os.replace(beside, whole)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            os.remove(beside)


def write_whole_folder(path: str, write: Callable[[str], None], *, names: Collection[str]) -> None:
    """Have `write` fill a folder beside `path`, and put it there.

    A folder that is there already is replaced only if it holds nothing but files of these `names`:
    no other file is ever removed. Raises `LaichauError` as `write_whole` does.
    """
    beside = ""
    try:
        whole = os.path.realpath(path)
        if os.path.lexists(whole):
            others = sorted(set(os.listdir(whole)) - set(names))
            if others:
                raise LaichauError(
                    f"{path}: holds other files too ({others[0]}); name a folder of its own"
                )
        beside = _beside(whole)
        os.mkdir(beside)
        write(beside)
        _put(beside, whole)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from None
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)


def _put(beside: str, whole: str) -> None:
    """Rename a folder over another: aside with the old one, which comes back if that fails."""
    if not os.path.lexists(whole):
        os.rename(beside, whole)
        return
    aside = _beside(whole)
    os.rename(whole, aside)
    try:
        os.rename(beside, whole)
    except BaseException:  # an interrupt too must not cost the old folder
        os.rename(aside, whole)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _beside(whole: str) -> str:
    return f"{whole}.{secrets.token_hex(4)}.tmp"


def _failure(path: str, error: OSError | ValueError) -> LaichauError:
    if isinstance(error, OSError):
        reason = error.strerror
    else:
        # Python says this in other words from version to version.
        reason = "embedded null byte" if "\0" in path else str(error)
    return LaichauError(f"{path}: cannot be written: {reason}")
