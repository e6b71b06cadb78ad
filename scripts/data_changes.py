"""Say what a fact base has that an older one has not, for **Data** in CHANGELOG.md.

`python scripts/data_changes.py OLD.toml NEW.toml` prints a list in Markdown: facts, figures and
targets that came, went or say something else, by id and with their sources.
"""

from __future__ import annotations

import sys
import tomllib
from typing import Any

FIGURE = ("value", "range", "text", "date", "of", "unit", "period", "bound", "estimate", "sense")
Entry = dict[str, Any]


def entries(path: str, kind: str) -> dict[str, Entry]:
    """The facts, targets or sources of a file by id; a fact's other figures by id and period."""
    with open(path, "rb") as file:
        read: dict[str, Entry] = tomllib.load(file).get(kind, {})
    seen = {
        f"{id_}, {figure.get('period', 'without a period')}": figure
        for id_, entry in read.items()
        for figure in entry.get("observations", [])
    }
    return read | seen


def said(entry: Entry) -> str:
    """What an entry says: its figure and its source, or its title."""
    if "title" in entry:
        return str(entry["title"])
    parts = [_shown(key, entry[key]) for key in (*FIGURE, "goal", "due") if key in entry]
    figure = " ".join(filter(None, parts)) or str(entry["label"]["en"])
    source = entry.get("evidence", {}).get("source")
    return f"{figure} ({source})" if source else figure


def _shown(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return key * value
    if isinstance(value, list):
        return "–".join(map(str, value))
    return str(value["en"] if isinstance(value, dict) else value)


def changes(old: dict[str, Entry], new: dict[str, Entry]) -> list[str]:
    """A line for each entry that came, went or says something else."""
    lines = [f"added `{id_}`: {said(new[id_])}" for id_ in new if id_ not in old]
    lines += [f"removed `{id_}`: {said(old[id_])}" for id_ in old if id_ not in new]
    return lines + [
        f"changed `{id_}`: {said(old[id_])} → {said(new[id_])}"
        for id_ in new
        if id_ in old and said(old[id_]) != said(new[id_])
    ]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python scripts/data_changes.py OLD.toml NEW.toml")
    for kind in ("sources", "facts", "targets"):
        old, new = (entries(path, kind) for path in sys.argv[1:])
        print(*[f"- {line}" for line in changes(old, new)], sep="\n")
