"""An answer as a file to show to others: what the terminal would draw as SVG, or a page."""

from __future__ import annotations

import html
import io
import os
import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from rich.theme import Theme

from laichau_cli.errors import UsageError
from laichau_cli.language.messages import Message
from laichau_cli.language.safe import safe_line
from laichau_cli.output.atomic import STANDARD_OUTPUT, write_text
from laichau_cli.output.layout import broken, console_for
from laichau_cli.output.tables import draw_on
from laichau_cli.output.wording import Wording

if TYPE_CHECKING:
    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.output.terminal import Terminal

WIDTH = 120
"""Columns of a picture: its own, whatever terminal it is made on."""
CELL, LINE = 12.2, 24.4
"""Pixels of a letter and of a line, as Rich draws them."""
SMALL_CELL, SMALL_LINE = 9.2, 20
"""The same of what stands below the table."""
EDGE, HEAD = 28, 76
"""Pixels round the table, and above it with the title."""
SUFFIXES = {"svg": (".svg", ""), "html": (".html", ".htm", "")}
"""How the name of a file may end, by what is written into it."""
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
SVG = """\
<svg viewBox="0 0 @WIDTH @HEIGHT" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-labelledby="{unique_id}-title {unique_id}-desc">
<title id="{unique_id}-title">@TITLE</title>
<desc id="{unique_id}-desc">@ABOUT</desc>
<style>
.{unique_id}-matrix {{ font: {char_height}px @FONTS }}
.{unique_id}-title {{ font: bold 22px @FONTS }}
.{unique_id}-about {{ font: 15px @FONTS; fill: #656d76 }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" rx="8" fill="#fafaf8"/>
<text class="{unique_id}-title" fill="#24292f" x="@EDGE" y="44">@TITLE</text>
<g transform="translate(@EDGE, @HEAD)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
@FOOT
</svg>
"""
"""Rich's picture without its window, with margins, a title and what it is made from."""
_TEXT = re.compile(
    r'<text(?P<a>[^>]*) x="(?P<x>[\d.]+)"(?P<b>[^>]*) textLength="(?P<length>[\d.]+)"(?P<c>[^>]*)>'
    r"(?P<words>[^<]*)</text>"
)


def export(path: str, answer: Answer, options: Options, terminal: Terminal, *, form: str) -> None:
    """Write `answer` to `path`, `-` for standard output, as `svg` or `html`.

    Raises `UsageError` for a name that promises another form, `LaichauError` where the file cannot
    be written; an older one is then left as it was.
    """
    if path != STANDARD_OUTPUT and os.path.splitext(path)[1].lower() not in SUFFIXES[form]:
        raise UsageError(
            Message(
                "{path}: --{form} writes {name}; name a file that ends in .{form}",
                path=path,
                form=form,
                name=form.upper(),
            )
        )
    if form == "svg":
        picture = _svg(answer, options)
    else:
        from laichau_cli.output.page import Page

        picture = Page(answer, options).html()
    if path == STANDARD_OUTPUT:
        terminal.write(picture)
    else:
        write_text(path, [picture])
        terminal.say(Message("wrote {path}", path=path))


def _svg(answer: Answer, options: Options) -> str:
    """What a terminal of `WIDTH` columns would draw, with the sources below it."""
    console = console_for(io.StringIO(), width=WIDTH, color=True)
    console.record = True
    console.push_theme(DIM)
    draw_on(console, answer, options)
    title = safe_line(answer.title[options.lang])
    lines = [title + " " * 12, *console.export_text(clear=False).splitlines()]
    wide = max(map(cell_len, lines)) * CELL
    below = HEAD + len(lines) * LINE + EDGE / 4
    words = Text(safe_line(Wording(options.lang).provenance(answer)))
    about = [html.escape(line.plain) for line in broken(words, int(wide / SMALL_CELL))]
    foot = "".join(
        f'<text class="{{unique_id}}-about" x="{EDGE}" y="{below + at * SMALL_LINE:g}">'
        f"{line}</text>"
        for at, line in enumerate(map(_doubled, about))
    )
    values = {
        "@WIDTH": f"{wide + 2 * EDGE:g}",
        "@HEIGHT": f"{below + len(about) * SMALL_LINE + EDGE / 2:g}",
        "@EDGE": str(EDGE),
        "@HEAD": str(HEAD),
        "@FONTS": FONTS,
        "@FOOT": foot,
        "@ABOUT": _doubled(" ".join(about)),
        "@TITLE": _doubled(html.escape(title)),
    }
    template = re.sub("@[A-Z]+", lambda name: values[name[0]], SVG)
    picture = console.export_svg(title=title, theme=THEME, code_format=template)
    return _TEXT.sub(_without_blank_edges, picture)


def _doubled(words: str) -> str:
    """Words whose braces stay what they are in a template."""
    return words.replace("{", "{{").replace("}", "}}")


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
