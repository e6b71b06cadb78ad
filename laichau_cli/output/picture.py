"""What the terminal would show, as a picture or a web page.

Rich's own export, without the fonts that its templates fetch from the network. The file is written
beside and renamed into place.
"""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.terminal_theme import TerminalTheme
from rich.theme import Theme

from laichau_cli.language.messages import Message
from laichau_cli.output.atomic import write_whole
from laichau_cli.output.layout import console_for
from laichau_cli.output.tables import draw_on

if TYPE_CHECKING:
    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.output.terminal import Terminal

WIDTH = 120
"""Columns of a picture: its own, whatever terminal it is made on."""
FONTS = "DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, monospace"
"""Fonts that have every Vietnamese letter, by the systems they come with."""
THEME = TerminalTheme(
    (250, 250, 248),
    (36, 41, 47),
    [
        (36, 41, 47), (185, 28, 28), (21, 128, 61), (161, 98, 7),
        (29, 78, 216), (126, 34, 206), (14, 116, 144), (101, 109, 118),
    ],
)  # fmt: skip
"""Dark on light, with colours that keep a contrast of 4.5:1 (WCAG 2.2, 1.4.3)."""
DIM = Theme({"dim": "white"})
"""What is dim on a terminal is the grey of the palette: Rich would fade it below that contrast."""
FRAME = ('stroke="rgba(255,255,255,0.35)"', 'stroke="#d0d7de"')
"""Rich's frame, made for dark windows, and one that is seen round a light one."""
_TEXT = re.compile(
    r'<text(?P<a>[^>]*) x="(?P<x>[\d.]+)"(?P<b>[^>]*) textLength="(?P<length>[\d.]+)"(?P<c>[^>]*)>'
    r"(?P<words>[^<]*)</text>"
)
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def export(path: str, answer: Answer, options: Options, terminal: Terminal, *, form: str) -> None:
    """Write `answer` to `path` as `svg` or `html`.

    Raises `LaichauError` where the file cannot be written; an older one is then left as it was.
    """
    console = console_for(io.StringIO(), width=WIDTH, color=True)
    console.record = True
    console.push_theme(DIM)
    draw_on(console, answer, options)
    title = answer.title[options.lang]
    if form == "svg":
        style, end, picture = console.export_svg(title=title, theme=THEME).partition("</style>")
        style = _FONT_FACE.sub("", style).replace("Fira Code", FONTS)
        picture = _TEXT.sub(_without_blank_edges, picture).replace(*FRAME)
        picture = style + end + picture
    else:
        head = f"<head>\n<title>{html.escape(title)}</title>"
        picture = console.export_html(theme=THEME).replace("<head>", head, 1)

    def write(beside: str) -> None:
        with open(beside, "x", encoding="utf-8", newline="\n") as file:
            file.write(picture)

    write_whole(path, write)
    terminal.say(Message("wrote {path}", path=path))


def _without_blank_edges(tag: re.Match[str]) -> str:
    """A text of the picture from its first letter to its last.

    Some programs drop the blanks that it begins with and stretch the rest over their place.
    """
    words = html.unescape(tag["words"])
    if not words.strip():
        return ""
    left = len(words) - len(words.lstrip())
    cell = float(tag["length"]) / max(cell_len(words), 1)  # combining marks alone have no width
    x = float(tag["x"]) + left * cell
    length = cell_len(words.strip()) * cell
    kept = html.escape(words.strip(), quote=False).replace(" ", "&#160;").replace("\xa0", "&#160;")
    return f'<text{tag["a"]} x="{x:g}"{tag["b"]} textLength="{length:g}"{tag["c"]}>{kept}</text>'
