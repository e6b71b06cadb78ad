"""Tables on a screen: rows of words and figures, each on one line wherever it fits.

Each group of rows has widths of its own, so that a figure stands near its label: of all widths that
the screen has room for, those that take the fewest lines. A long group is drawn a part at a time as
it comes: the first screen does not wait for the last row.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, NamedTuple, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from laichau_cli.language.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = 2
"""Blanks between columns."""
INDENT = 2
"""Blanks before the rows under a heading."""
JOINT = " · "
"""Between what stands on one line and could stand on two."""
MEASURED = 100
"""Rows that widths are taken from; what is wider in a later one moves the rest of its line."""
PART = 40
"""Lines printed at a time: a screenful."""
STEP = 2
"""Cells between two widths that are tried."""
LEAST = 12
"""Width below which words are not squeezed while something else can give way."""
LINE = 4
"""What a line costs, of which each cell on the first line of a row pays one back."""
CUT = 34
"""The same where words may be cut."""


class Column(NamedTuple):
    """One column of a table."""

    title: str = ""
    justify: str = "left"
    wraps: bool = False
    """Whether its words may stand on several lines."""
    cut: bool = False
    """Whether its words take no more lines than those of the other columns, and end in `…`."""
    moves: int = 0
    """Whether, and how late, it goes to what stands after the row on a narrow screen."""
    gap: int = GAP
    """Blanks before it."""
    lends: bool = False
    """Whether the words before it may have the room that a narrow cell leaves in it."""


class Row(NamedTuple):
    """One row: a cell for each column, and what stands after them, or below if there is no room."""

    cells: Sequence[Text]
    after: Sequence[Text] = ()
    heading: Text | None = None
    """What stands above the row where it is the first of a group."""


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
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def text(words: str, style: str = "") -> Text:
    """Words that act on nothing, in a style."""
    return Text(safe_line(words), style=style)


def print_line(console: Console, line: Text) -> None:
    """One line as it is; what is too long, the terminal breaks, and it can still be copied."""
    print_lines(console, [line])


def print_lines(console: Console, lines: Iterable[Text]) -> None:
    """The same of many lines at once, which takes Rich half the time."""
    segments: list[Segment] = []
    for line in lines:
        line.rstrip()
        segments += Text().append_text(line).render(console)  # its own style becomes a span
        segments.append(Segment.line())
    console.print(Segments(segments), end="", crop=False)


def print_words(
    console: Console, words: Text, *, indent: int = 0, every: Text | None = None
) -> None:
    """Running words in the width of the screen, indented, or with `every` before each line."""
    before = every or Text(" " * indent)
    hang = len(words.plain) - len(words.plain.lstrip(" "))
    width = max(console.width - before.cell_len - hang, 1)
    lines = broken(words[hang:], width)
    print_lines(console, (Text.assemble(before, " " * hang, line) for line in lines))


def draw_rows(
    console: Console, columns: Sequence[Column], rows: Iterable[Row], *, titles: bool = False
) -> None:
    """Draw rows below each other in columns of the same widths, under their headings."""
    coming = iter(rows)
    ahead = [*islice(coming, MEASURED)]
    indent = INDENT if any(row.heading for row in ahead) else 0
    plan = _Planner(columns, ahead, room=console.width - indent, titled=titles).best()
    if titles:
        head = Row([text(column.title, "dim") for column in columns])
        print_lines(console, _drawn(head, plan, indent))
    lines: list[Text] = []
    for number, row in enumerate(chain(ahead, coming)):
        if row.heading is not None:
            if number or titles:
                lines.append(Text())
            lines += broken(row.heading, console.width)
        lines += _drawn(row, plan, indent)
        if len(lines) > PART:
            print_lines(console, lines)
            lines = []
    print_lines(console, lines)


# ---- words


def broken(words: Text, width: int) -> list[Text]:
    """Words on lines of at most `width` cells; only a word that is longer is cut."""
    return [words[start:end] for start, end in _spans(words.plain, width)]


@lru_cache(4096)
def _spans(plain: str, width: int) -> list[tuple[int, int]]:
    """Where each line of `plain` begins and ends."""
    if cell_len(plain) <= width:
        return [(0, len(plain))]
    spans: list[tuple[int, int]] = []
    start = end = at = 0
    used = 0
    """Cells from the beginning of the line to the word."""
    for whole in plain.split(" "):
        word, size = whole, cell_len(whole)
        if size and end > start and used + size > width:
            spans.append((start, end))
            start, used = at, 0
        while size > width:  # a word longer than a line
            sizes = accumulate(map(cell_len, word))
            cut = max(sum(size <= width for size in sizes), 1)
            spans.append((at, at + cut))
            at, word = at + cut, word[cut:]
            start, size = at, cell_len(word)
        if size:
            end = at + len(word)
        elif end <= start:  # no line begins with a blank
            start, used = at + 1, -1
        at += len(word) + 1
        used += size + 1
    return [*spans, (start, end)] if end > start else spans


# ---- what there is room for


class _Plan(NamedTuple):
    """Which columns stand where, and which cells of a row have moved behind it."""

    places: list[tuple[int, Column, int, int]]
    """(cell of the row, column, where it begins, width) of each that is shown."""
    moved: list[int]
    room: int
    end: int
    """Where the columns end."""
    is_even: bool
    """Whether what stands after the rows begins in all of them at one place."""

    @property
    def marked(self) -> int:
        """Where the marks of a figure end, or would."""
        return max((x + width for _, column, x, width in self.places if not column.gap), default=0)

    @property
    def lead(self) -> int:
        """Where lines below a row begin: under the words of it."""
        return next((x for _, column, x, _ in self.places if column.wraps), 0)


class _Planner:
    """Finds the plan for some rows in which they take the fewest lines."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], *, room: int, titled: bool
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.room = room
        cells = [[row.cells[at].cell_len for row in rows] for at in range(len(columns))]
        self.used = [at for at, sizes in enumerate(cells) if any(sizes)]
        titles = [cell_len(column.title) if titled else 0 for column in columns]
        self.sizes = [max((*sizes, titles[at])) for at, sizes in enumerate(cells)]
        self.least = [self._least(at) for at in range(len(columns))]
        filled = (sum(bool(cell.plain) for cell in (*row.cells, *row.after)) for row in rows)
        self.lowest = sum(LINE - count for count in filled)
        """The cost of rows of one line each."""
        for at in self.used:
            if columns[at].lends:
                both = (sum(pair) for pair in zip(cells[at - 1], cells[at], strict=True))
                self.sizes[at - 1] = max(max(both, default=0) - self.sizes[at], titles[at - 1])

    def _least(self, at: int) -> int:
        """Cells below which a column that wraps would cut words in two, or be hard to read."""
        longest = 0
        for row in self.rows:
            lent = self.sizes[at + 1] - row.cells[at + 1].cell_len if self._borrows(at) else 0
            words = row.cells[at].plain.split(" ") if self.columns[at].wraps else ()
            longest = max(longest, *(len(word) - lent for word in (*words, "")))
        return min(self.sizes[at], max(longest, CUT if self.columns[at].cut else LEAST))

    def _borrows(self, at: int) -> bool:
        return at + 1 < len(self.columns) and self.columns[at + 1].lends

    def best(self) -> _Plan:
        """All columns, or those that move behind the row where it needs them or saves lines."""
        plan, cost = self._cheapest(self.used, [])
        levels = {self.columns[at].moves for at in self.used} - {0}
        for level in sorted(levels) if cost > self.lowest or self._is_tight(plan) else ():
            moved = [at for at in self.used if 0 < self.columns[at].moves <= level]
            found, less = self._cheapest([at for at in self.used if at not in moved], moved)
            # Columns that one can look down are worth some lines.
            is_worth = level == 1 and less + LINE * len(self.rows) // 5 < cost
            if self._is_tight(plan) or is_worth:
                plan, cost = found, less
        return plan

    def _is_tight(self, plan: _Plan) -> bool:
        """Whether it is wider than the screen, or cuts words in two."""
        return plan.end > self.room or any(
            width < self.least[at] for at, column, _, width in plan.places if column.wraps
        )

    def _cheapest(self, kept: Sequence[int], moved: list[int]) -> tuple[_Plan, int]:
        """Of all widths of the columns that wrap the best, and of those the narrowest."""
        wrapping = [at for at in kept if self.columns[at].wraps]
        gaps = sum(self.columns[at].gap for at in kept[1:])
        fixed = sum(self.sizes[at] for at in kept if at not in wrapping)
        best: tuple[_Plan, int] | None = None
        for widths in self._choices(wrapping, self.room - gaps - fixed):
            chosen = dict(zip(wrapping, widths, strict=True))
            plan = self._plan([(at, chosen.get(at, self.sizes[at])) for at in kept], moved)
            cost = sum(_cost(row, plan) for row in self.rows)
            if best is None or cost <= best[1]:
                best = plan, cost
            if cost == self.lowest:
                break
        assert best is not None  # there is always one choice
        return best

    def _choices(self, wrapping: Sequence[int], free: int) -> Iterator[list[int]]:
        """Widths for the columns that wrap, the widest first; together `free` cells or less."""
        sizes = [self.sizes[at] for at in wrapping]
        least = [min(self.least[at], self.sizes[at]) for at in wrapping]
        if len(sizes) == 1:
            widest = max(min(sizes[0], free), 1)
            yield from ([width] for width in range(widest, min(least[0], widest) - 1, -STEP))
        elif len(sizes) == 2 and sum(least) <= free < sum(sizes):
            widest = min(sizes[0], free - least[1])
            for width in range(widest, least[0] - 1, -STEP):
                yield [width, min(free - width, sizes[1])]
        else:
            yield _squeezed(sizes, sum(sizes) - free)

    def _plan(self, widths: list[tuple[int, int]], moved: list[int]) -> _Plan:
        places: list[tuple[int, Column, int, int]] = []
        end = 0
        for at, width in widths:
            end += self.columns[at].gap if places else 0
            places.append((at, self.columns[at], end, width))
            end += width
        behind = (next(_behind(row, moved), Text()) for row in self.rows)
        longest = max((cell.cell_len for cell in behind), default=0)
        return _Plan(places, moved, self.room, end, is_even=end + GAP + longest <= self.room)


def _squeezed(sizes: list[int], excess: int) -> list[int]:
    """Widths made less by `excess` in all, the widest first."""
    widths = [*sizes]
    while excess > 0 and max(widths, default=0) > 1:
        widths[widths.index(max(widths))] -= 1
        excess -= 1
    return widths


# ---- rows in their places

_Piece = tuple[int, Text, int, int]
"""Where it begins; the cell; the part of it that stands there."""


def _cost(row: Row, plan: _Plan) -> int:
    """The less, the fewer its lines, the less is cut, the more stands on the first of them."""
    lines = _Lines(row, plan)
    return LINE * len(lines.pieces) - len(lines.pieces[0]) + 2 * lines.cuts


def _behind(row: Row, moved: Sequence[int]) -> Iterator[Text]:
    """What stands after the cells of a row."""
    for cell in chain((row.cells[at] for at in moved), row.after):
        if cell.plain:
            yield cell


def _lent(row: Row, plan: _Plan, place: int) -> int:
    """Room that the next cell leaves to the words before it."""
    if not plan.places[place][1].wraps or place + 1 == len(plan.places):
        return 0
    at, column, _, width = plan.places[place + 1]
    return width - row.cells[at].cell_len if column.lends else 0


class _Lines:
    """The lines of one row."""

    def __init__(self, row: Row, plan: _Plan) -> None:
        self.plan = plan
        self.pieces: list[list[_Piece]] = [[]]
        """The lines, each from left to right."""
        self.cuts = 0
        self._ends = [0]
        for place, (at, column, x, width) in enumerate(plan.places):
            if row.cells[at].plain:
                self._put_cell(row.cells[at], column, x, width + _lent(row, plan, place))
        self._put_behind(_behind(row, plan.moved))

    def _put_cell(self, cell: Text, column: Column, x: int, width: int) -> None:
        """Put a cell in its column, on as many lines as its words need."""
        hang = len(cell.plain) - len(cell.plain.lstrip(" ")) if column.wraps else 0
        words = cell.plain[hang:]
        spans = _spans(words, max(width - hang, 1)) if column.wraps else [(0, len(words))]
        if column.cut and len(spans) > len(self.pieces):
            cell, spans = _cut(cell, spans[: len(self.pieces)], width)
            self.cuts += 1
            words = cell.plain
        for line, (start, end) in enumerate(spans):
            blank = width - cell_len(words[start:end]) if column.justify == "right" else hang
            self._put(line, x + max(blank, 0), cell, (hang + start, hang + end))

    def _put_behind(self, cells: Iterable[Text]) -> None:
        """Put each cell on the first line, if there is room, else on the last, else below.

        What follows one that stands below does so too.
        """
        plan, room, is_below = self.plan, self.plan.room, False
        for number, cell in enumerate(cells):
            size, last, whole = cell.cell_len, len(self.pieces) - 1, (0, len(cell.plain))
            is_even = plan.is_even and number == 0
            begins = max(self._ends[0], plan.end if is_even else plan.marked) + GAP
            is_below = is_below or begins + size > room
            if not is_below:
                self._put(0, begins, cell, whole)
            elif last and self._ends[last] + GAP + size <= room:
                self._put(last, self._ends[last] + GAP, cell, whole)
            elif " " not in cell.plain:  # an id or an address: the terminal breaks it, if need be
                self._put(last + 1, plan.lead, cell, whole)
            else:
                for span in _spans(cell.plain, max(room - plan.lead, 1)):
                    self._put(len(self.pieces), plan.lead, cell, span)

    def _put(self, line: int, x: int, cell: Text, span: tuple[int, int]) -> None:
        while line >= len(self.pieces):
            self.pieces.append([])
            self._ends.append(0)
        if self._ends[line] > x:  # a cell of a later row that is wider than its column
            x = self._ends[line] + GAP
        self.pieces[line].append((x, cell, *span))
        self._ends[line] = x + cell_len(cell.plain[slice(*span)])


def _cut(
    cell: Text, spans: list[tuple[int, int]], width: int
) -> tuple[Text, list[tuple[int, int]]]:
    """A cell that ends in `…` on the last of these lines."""
    start = spans[-1][0]
    last = cell[start:]
    last.truncate(width, overflow="ellipsis")
    return cell[:start] + last, [*spans[:-1], (start, start + len(last))]


def _drawn(row: Row, plan: _Plan, indent: int) -> Iterator[Text]:
    """The lines of a row."""
    for pieces in _Lines(row, plan).pieces:
        line = Text(" " * indent)
        for x, cell, start, end in pieces:
            line.append(" " * (indent + x - line.cell_len))
            line.append_text(cell if end - start == len(cell) else cell[start:end])
        yield line
