"""Bars beside figures: a share of its whole, and a figure against its goal."""

from __future__ import annotations

from typing import Any

from rich.text import Text

SHARE_CELLS = 10
"""Cells of a bar that stands for a whole."""
GOAL_CELLS = 14
"""Cells of a bar of a figure against its goal."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def share_bar(percent: str) -> Text:
    """A bar as long as a percentage of a whole, on a ground as long as the whole."""
    eighths = max(0, min(round(float(percent) / 100 * SHARE_CELLS * 8), SHARE_CELLS * 8))
    full, part = divmod(eighths, 8)
    bar = "█" * full + (_EIGHTHS[part] if part else "")
    return Text(bar, "blue").append("·" * (SHARE_CELLS - len(bar)), "dim")


def goal_bar(record: Any, color: str) -> Text:
    """The figure as a line towards the goal, a bar across: `━━━━━━┃━━━` or `━━━╌╌╌┃`.

    A goal of two ends has a bar for each. However close the two are, the line stops before the
    goal or passes it where the verdict says so: a rounded picture must not contradict it.
    """
    reached, wanted = _ends(record["actual"])[-1], _ends(record["goal"])
    most = max(reached, *wanted)
    if min(reached, *wanted) < 0 or most == 0:
        return Text()
    length = round(reached / most * GOAL_CELLS)
    marks = [round(end / most * (GOAL_CELLS - 1)) for end in wanted]
    if record["verdict"] in ("exceeded", "short"):
        if (record["verdict"] == "exceeded") == (record["sense"] == "at-least"):
            marks = [min(mark, GOAL_CELLS - 2) for mark in marks]
            length = max(length, marks[-1] + 2)
        else:
            length = min(length, marks[0] - 1)
    return _drawn(length, marks, color)


def _drawn(length: int, marks: list[int], color: str) -> Text:
    bar = Text()
    for at in range(GOAL_CELLS):
        if at in marks:
            bar.append("┃", "bold")
        elif at < length:
            bar.append("━", color)
        else:
            bar.append("╌" if at < marks[-1] else " ", "dim")
    return bar


def _ends(number: Any) -> list[float]:
    """A number, or both ends of a range, as lengths."""
    return [float(end) for end in (number if isinstance(number, list) else [number])]
