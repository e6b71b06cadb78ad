"""Characters that act on a terminal: the one set that is refused in a base and shown as escapes.

A warm call loads this module, so it does without `re` and `typing`.
"""

from __future__ import annotations

MOST_MARKS = 8
"""Combining marks on one letter that are shown as such: more would paint over the lines around."""
ACTING = (
    (0x0000, 0x001F), (0x007F, 0x009F),                      # C0, DEL and C1 (ECMA-48)
    (0x061C, 0x061C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),  # UAX #9, separators
    (0x200B, 0x200B), (0xFEFF, 0xFEFF),                      # blanks that nobody sees
    (0xD800, 0xDFFF), (0xFDD0, 0xFDEF),                      # surrogates, noncharacters
)  # fmt: skip
"""Code points, from and to, that control a terminal or the direction of text, or that no XML holds.

The last two of each plane are noncharacters too. A base may hold none of them.
"""
INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200C, 0x200D), (0x2060, 0x206F), (0x3164, 0x3164), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Code points that show as nothing (Default_Ignorable_Code_Point but the variation selectors).

A base may hold them, for documents do; a person sees them as escapes.
"""


def acts_on_terminal(char: str) -> bool:
    """Whether `char` is one of `ACTING` or a noncharacter."""
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or any(low <= code <= high for low, high in ACTING)


def is_mark(char: str) -> bool:
    """Whether a character is drawn over the one before it."""
    from unicodedata import category

    return char >= "\u0300" and category(char).startswith("M")


def has_flood(text: str) -> bool:
    """Whether a letter has more than `MOST_MARKS` combining marks."""
    text.translate(_ESCAPES)  # notes the marks of `text`, faster than a loop does
    return not _ESCAPES.marks.isdisjoint(text) and _without_flood(text) != text


def safe(text: str) -> str:
    """`text` with every character that would act on a terminal made visible, but line feeds."""
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_ESCAPES)
    return shown if _ESCAPES.marks.isdisjoint(shown) else _without_flood(shown)


def safe_line(text: str) -> str:
    """`safe` for one line: line feeds are made visible too."""
    return safe(text).replace("\n", "\\n")


class _Escapes(dict[int, str]):
    """What each character met so far is shown as: itself, or an escape."""

    def __init__(self) -> None:
        self.marks: set[str] = set()
        """The combining marks met; no letter of Vietnamese needs one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if is_mark(char):
            self.marks.add(char)
        is_hidden = any(low <= code <= high for low, high in INVISIBLE)
        acts = char != "\n" and (is_hidden or acts_on_terminal(char))
        self[code] = _escape(code) if acts else char
        return self[code]


_ESCAPES = _Escapes()


def _escape(code: int) -> str:
    if code < 0x100:
        return {9: "\\t", 13: "\\r"}.get(code, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _without_flood(text: str) -> str:
    shown, run = [], 0
    for char in text:
        run = run + 1 if is_mark(char) else 0
        shown.append(char if run <= MOST_MARKS else _escape(ord(char)))
    return "".join(shown)
