"""Tables on a screen: which columns there is room for, how wide, and the rows drawn in parts.

Widths are worked out once, from the first rows, and the rows drawn a part at a time as they come:
the first screen of a long table does not wait for its last row.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from laichau_cli.language.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import JustifyMethod

GAP = 2
"""Blanks between columns."""
INDENT = 2
"""Blanks before the rows under a heading."""
JOINT = " · "
"""Between what stands on one line and could stand on two."""
PART = 40
"""Rows drawn at a time: a screenful."""
MEASURED = 200
"""Rows that widths are taken from; what is wider in a later one is wrapped."""

Cells = list[Text]


class Column(NamedTuple):
    """One column; where the screen is narrow, those that fold go below the widest, in order."""

    title: str
    justify: JustifyMethod = "left"
    style: str = ""
    folds: int = 0
    """Its place on the line below, from 1; 0 is never there."""
    least: int = 0
    """Width below which it is not squeezed; 0 is never."""
    drops: bool = False
    """Left out where the screen has no room for it."""


class Row(NamedTuple):
    """One row, and the heading that stands above it if it is the first of a group."""

    cells: Cells
    heading: Text | None = None


class _Plain(Console):
    """A console that never hides the cursor: who is killed could not bring it back."""

    def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002  (Rich's own)
        return False


def console_for(file: TextIO, *, width: int, color: bool) -> Console:
    """A console of `width` columns that takes nothing from the environment and no markup."""
    return _Plain(
        file=file,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ={},
    )


def text(words: str, style: str = "", justify: Any = None) -> Text:
    """Words that act on nothing, in a style."""
    return Text(safe_line(words), style=style, justify=justify)


def draw_rows(
    console: Console, columns: Sequence[Column], rows: Iterable[Row], *, header: bool
) -> None:
    """Draw `rows`, under their headings, in columns of the same widths throughout."""
    coming = iter(rows)
    ahead = list(islice(coming, MEASURED))
    indent = INDENT if any(row.heading for row in ahead) else 0
    plan = _Plan(columns, [row.cells for row in ahead], room=console.width - indent)
    # Rich would leave out columns for which there is no room: rather let the terminal break lines.
    console.width = max(console.width, _width(plan.widths) + indent)
    if header:
        titles = [text(column.title, "dim", column.justify) for column in plan.columns]
        plain = [column._replace(style="") for column in plan.columns]
        _draw_part(console, plain, [titles], plan.widths, indent)
    is_first = not header
    for heading, part in _parts(chain(ahead, coming)):
        if heading is not None:
            if not is_first:
                console.print()
            console.print(heading)
        is_first = False
        arranged = [plan.arrange(cells) for cells in part]
        _draw_part(console, plan.columns, arranged, plan.widths, indent)


def _parts(rows: Iterable[Row]) -> Iterator[tuple[Text | None, list[Cells]]]:
    """Rows of one group, at most so many at a time, with the heading before the first of them."""
    heading: Text | None = None
    part: list[Cells] = []
    for row in rows:
        if part and (row.heading is not None or len(part) == PART):
            yield heading, part
            heading, part = None, []
        heading = row.heading or heading
        part.append(row.cells)
    if part:
        yield heading, part


def _draw_part(
    console: Console, columns: Sequence[Column], rows: list[Cells], widths: list[int], indent: int
) -> None:
    table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    if indent:
        table.add_column(width=max(indent - GAP, 0))
    for column, width in zip(columns, widths, strict=True):
        table.add_column(width=width, justify=column.justify, style=column.style, overflow="fold")
    for row in rows:
        cells = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
        table.add_row(*([Text()] if indent else []), *cells)
    print_trimmed(console, table)


def print_trimmed(console: Console, table: Table) -> None:
    """Print without the blanks that fill the last column: they get in the way of copying."""
    for line in console.render_lines(table, pad=False):
        while line and not line[-1].text.strip():
            line.pop()
        if line:
            line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
        console.print(Segments([*line, Segment.line()]), end="")


def _broken(cell: Text, width: int) -> Text:
    """A cell whose lines too long for `width` begin anew where ` · ` joins their parts."""
    if JOINT not in cell.plain:
        return cell
    lines: list[Text] = []
    for line in cell.split("\n"):
        lines += line.split(JOINT) if cell_len(line.plain) > width else [line]
    return Text("\n", style=cell.style).join(lines)


# ---- what there is room for


class _Plan:
    """The columns that a screen has room for, their widths, and rows arranged in them.

    The first arrangement that fits is taken: all columns; those that fold below the widest; the
    same without those that drop. If none fits, columns are squeezed, and words wrap.
    """

    def __init__(self, columns: Sequence[Column], rows: list[Cells], *, room: int) -> None:
        self._steps: list[Callable[[Cells], Cells]] = []
        self.columns = list(columns)
        for step, ease in ((_used, _ease), (_folded, _give), (_kept, _give)):
            self.columns, arrange = step(self.columns, rows)
            self._steps.append(arrange)
            rows = [arrange(row) for row in rows]
            widths = _natural(self.columns, rows)
            if _width(widths) - ease(self.columns, widths) <= room:
                break
        self.widths = _squeezed(self.columns, widths, excess=_width(widths) - room)

    def arrange(self, row: Cells) -> Cells:
        """The cells of a row as they stand in the columns of the plan."""
        for step in self._steps:
            row = step(row)
        return row


Step = tuple[list[Column], "Callable[[Cells], Cells]"]


def _used(columns: list[Column], rows: list[Cells]) -> Step:
    """All columns, but those in which every cell is empty."""
    return _only([at for at in range(len(columns)) if any(row[at].plain for row in rows)], columns)


def _kept(columns: list[Column], _: list[Cells]) -> Step:
    """The columns that may not be left out."""
    return _only([at for at, column in enumerate(columns) if not column.drops], columns)


def _only(kept: list[int], columns: list[Column]) -> Step:
    return [columns[at] for at in kept], lambda row: [row[at] for at in kept]


def _folded(columns: list[Column], _: list[Cells]) -> Step:
    """The columns with the cells of all that fold on a line below the widest column's."""
    kept = [at for at, column in enumerate(columns) if not column.folds]
    below = sorted(set(range(len(columns))) - set(kept), key=lambda at: columns[at].folds)
    home = next((at for at in kept if columns[at].least), kept[0])

    def arrange(row: Cells) -> Cells:
        folded = Text()
        for at in below:
            if row[at].plain:
                folded.append(JOINT if folded.plain else "", "dim")
                folded.append_text(_dimmed(row[at]))
        over = Text("\n").join([row[home], folded]) if folded.plain else row[home]
        return [over if at == home else row[at] for at in kept]

    return [columns[at] for at in kept], arrange


def _dimmed(cell: Text) -> Text:
    """A cell as it stands on the line below another: dim, unless it has a colour of its own."""
    return cell if cell.style or cell.spans else text(cell.plain, "dim")


def _natural(columns: list[Column], rows: list[Cells]) -> list[int]:
    widths = [cell_len(column.title) for column in columns]
    for row in rows:
        for at, cell in enumerate(row):
            longest = max((cell_len(line) for line in cell.plain.split("\n")), default=0)
            widths[at] = max(widths[at], longest)
    return widths


def _width(widths: list[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _ease(columns: list[Column], widths: list[int]) -> int:
    """How much narrower the columns may get and still be easy to read: a quarter of each."""
    pairs = zip(columns, widths, strict=True)
    return sum(
        min(width // 4, max(width - column.least, 0)) for column, width in pairs if column.least
    )


def _give(columns: list[Column], widths: list[int]) -> int:
    """How much narrower the words may get to make room for bars: half, and the figures not."""
    pairs = zip(columns, widths, strict=True)
    return sum(
        min(width // 2, max(width - column.least, 0))
        for column, width in pairs
        if column.least and column.justify == "left"
    )


def _squeezed(columns: list[Column], widths: list[int], *, excess: int) -> list[int]:
    """Widths made less by `excess` in all: the widest column that may shrink gives way first."""
    widths = widths.copy()
    least = [column.least or width for column, width in zip(columns, widths, strict=True)]
    for floor in (least, [1] * len(widths)):
        while excess > 0:
            slack = [width - low for width, low in zip(widths, floor, strict=True)]
            if max(slack) <= 0:
                break
            at = max((i for i, s in enumerate(slack) if s > 0), key=lambda i: widths[i])
            widths[at] -= 1
            excess -= 1
    return widths
