"""Interrupts from the keyboard, held off where one would be taken for something else."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def held() -> Iterator[Callable[[], None]]:
    """Hold an interrupt until the block ends or calls what it is given, and raise it then.

    pydantic swallows a KeyboardInterrupt that comes while it validates, and may report a mistake
    that is none. Only the main thread is interrupted: in another, nothing is held.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield lambda: None
        return
    came: list[int] = []

    def let_go() -> None:
        if came:
            signal.signal(signal.SIGINT, before)
            came.clear()
            signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield let_go
    finally:
        signal.signal(signal.SIGINT, before)
    let_go()
