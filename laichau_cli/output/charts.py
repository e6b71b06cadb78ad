"""Bars of goals and lines of histories, drawn into a page as SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from laichau_cli.language.safe import safe_line
from laichau_cli.output import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.output.wording import Wording
    from laichau_cli.records import FigureRecord

WIDTH, HEIGHT, EDGE = 320, 130, 28
"""Of a line, in pixels, with the room round it for its words."""
LONG, THICK = 120, 10
"""Of a bar."""


def goal(record: Any) -> str:
    """A figure as a bar from zero, the goal as a line across it; nothing below zero."""
    reached, wanted = wording.ends(record["actual"])[-1], wording.ends(record["goal"])
    most = max(reached, *wanted) * 1.04
    if min(reached, *wanted) < 0 or not most:
        return ""
    length = reached / most * LONG
    lines = "".join(
        f'<path d="M{end / most * LONG:.1f} 0v{THICK + 4}" class="goal"/>' for end in wanted
    )
    color = wording.color(record)
    return (
        f'<svg class="bar" width="{LONG}" height="{THICK + 4}" aria-hidden="true">'
        f'<rect y="2" width="{LONG}" height="{THICK}" class="ground"/>'
        f'<rect y="2" width="{length:.1f}" height="{THICK}" class="fill {color}"/>{lines}</svg>'
    )


def line(seen: Sequence[FigureRecord], unit: str | None, say: Wording) -> str:
    """Dated figures over time, from zero; nothing of ranks, or of fewer than two."""
    dated = [(wording.moment(figure["period"]), figure) for figure in seen if figure["period"]]
    sizes = [wording.size(figure) for _, figure in dated]
    if unit == "rank" or len(dated) < 2 or min(sizes) < 0 or not max(sizes):
        return ""
    first, last = dated[0][0], dated[-1][0]
    points = [
        (
            EDGE + (at - first) / ((last - first) or 1) * (WIDTH - 2 * EDGE),
            HEIGHT - EDGE - size / max(sizes) * (HEIGHT - 2 * EDGE),
            figure,
        )
        for (at, figure), size in zip(dated, sizes, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y, _ in points)
    words = "".join(_ends(points, say))
    told = "; ".join(
        f"{say.period(figure['period'])}: {figure['figure'][say.lang]}" for _, figure in dated
    )
    base = f'<path d="M{EDGE} {HEIGHT - EDGE}h{WIDTH - 2 * EDGE}" class="axis"/>'
    return (
        f'<svg class="line" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(safe_line(told))}">{base}'
        f'<polyline points="{path}"/>{dots}{words}</svg>'
    )


def _ends(points: Sequence[tuple[float, float, FigureRecord]], say: Wording) -> list[str]:
    """The figures and the times of the first and the last point."""
    shown = []
    for (x, y, figure), anchor, out in ((points[0], "start", -EDGE), (points[-1], "end", EDGE)):
        when = say.period(figure["period"])
        for words, height in ((figure["figure"][say.lang], y - 8), (when, HEIGHT - 8)):
            shown.append(
                f'<text x="{x + out:.1f}" y="{height:.1f}" text-anchor="{anchor}">'
                f"{escape(safe_line(words))}</text>"
            )
    return shown
