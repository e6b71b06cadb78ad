"""Make the pictures of the README anew: `python docs/pictures.py`.

Each is what the program itself writes with --svg; tests/test_pictures.py holds them against it.
"""

from __future__ import annotations

import os
import sys

from laichau_cli.__main__ import main
from laichau_cli.output.terminal import Terminal

PICTURES = {
    "facts.svg": ["show", "economy", "population"],
    "card.svg": ["show", "poverty-rate"],
    "targets.svg": ["compare-target", "--scope", "province"],
}
"""The command line of each picture, but for --svg."""


def make(folder: str) -> int:
    """Write every picture into `folder`; the worst exit status."""
    terminal = Terminal(sys.stdout, sys.stderr, os.environ)
    return max(
        main([*argv, "--lang", "en", "--svg", os.path.join(folder, name)], terminal)
        for name, argv in PICTURES.items()
    )


if __name__ == "__main__":
    sys.exit(make(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures")))
