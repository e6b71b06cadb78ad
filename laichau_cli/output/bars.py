"""Bars beside figures: a share of its whole, and a figure against its goal."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from laichau_cli.output.wording import ends

SHARE_CELLS = 10
"""Cells of a bar that stands for a whole."""
GOAL_CELLS = 14
"""Cells of a bar of a figure against its goal."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def share_bar(percent: str) -> Text:
    """A bar as long as a percentage of a whole, on a ground as long as the whole."""
    bar = _eighths(float(percent) / 100, SHARE_CELLS)
    return Text(bar, "blue").append("·" * (SHARE_CELLS - len(bar)), "dim")


def zero_bar(size: float, most: float, cells: int) -> Text:
    """A bar from zero, as long as `size` is of the `most` there is, which takes all `cells`."""
    return Text(_eighths(size / most if most else 0, cells), "blue")


def _eighths(part: float, cells: int) -> str:
    """A bar as long as a part of so many cells, to an eighth of a cell."""
    full, rest = divmod(max(0, min(round(part * cells * 8), cells * 8)), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def goal_bar(record: Any, color: str) -> Text:
    """The figure as a bar towards the goal, a line across: `██████▍┃` or `██████┃█▊`.

    A goal of two ends has a line for each. However close the two are, the bar stops before the
    goal or passes it where the verdict says so: a rounded picture must not contradict it.
    """
    reached, wanted = ends(record["actual"])[-1], ends(record["goal"])
    most = max(reached, *wanted)
    if min(reached, *wanted) < 0 or most == 0:
        return Text()
    cells = GOAL_CELLS - len(wanted)
    length = round(reached / most * cells * 8)
    lines = [round(end / most * cells) for end in wanted]
    if record["verdict"] in ("exceeded", "short"):
        if (record["verdict"] == "exceeded") == (record["sense"] == "at-least"):
            lines = [min(line, cells - 1) for line in lines]
            passed = round((reached - wanted[-1]) / most * cells * 8)
            length = lines[-1] * 8 + max(passed, 1)
        else:
            length = min(length, lines[0] * 8 - 1)
    return _drawn(length, lines, cells, color)


def _drawn(length: int, lines: list[int], cells: int, color: str) -> Text:
    bar = Text()
    for at in range(cells + 1):
        for line in lines:
            bar.append("┃" if line == at else "", "bold")
        filled = max(0, min(length - at * 8, 8)) if at < cells else 0
        if filled:
            bar.append("█" if filled == 8 else _EIGHTHS[filled], color)
        elif at < lines[-1]:
            bar.append("·", "dim")
    return bar
