"""How large a base may be: beyond these a stranger's file would cost minutes or memory.

`MAX_…` are limits of what a base holds; the JSON Schema says them too.
"""

from __future__ import annotations

MAX_FILE = 2**30
"""Bytes of a TOML file: a million facts have half of that."""
MAX_DOCUMENT = 16 * 2**20
"""Bytes of a document: far more than any report has."""
MAX_DIGITS = 30
"""Digits of a number: enough for any count of đồng, and short enough for any table."""
MAX_TEXT = 2000
"""Characters of a text."""
MAX_ID = 80
"""Characters of an id, and of a word that is a synonym."""
MAX_NAMES = 100
"""Names of one thing, and words that mean the same: search multiplies the two."""
MAX_OBSERVATIONS = 1000
"""Figures of one fact at other times."""
MAX_VERDICTS = 100_000
"""Figures of one fact times its targets: each is held against each when the base is compiled."""
MAX_LINE = 10_000_000
"""The number of a line of a document."""
HINTS = 10
"""Unknown names for which the nearest known one is looked for: it takes half a second at worst."""
COMPARED = 1000
"""Known names that an unknown one is compared with, those of its first letter and length first."""
