"""One thing that a check found: where in the base it is to be mended, and what is wrong."""

from __future__ import annotations

from typing import NamedTuple

from laichau_cli.base.lines import Path


class Finding(NamedTuple):
    """What is wrong with a fact, a target or a source."""

    path: Path
    """Its place in the base, from which its line is found."""
    id: str
    message: str
    printed: str = ""
    """What the source says, where the two differ."""
    entered: str = ""
    """What the base says."""
    is_warning: bool = False
    """It is worth a second look, and fails only a strict check."""
