"""What the words mean, and which facts come first."""

from __future__ import annotations

from laichau_cli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from laichau_cli.index import Index
    from laichau_cli.records import FactRecord, Lang

WEIGHTS = (8.0, 10.0, 9.0, 3.0, 2.0, 1.0)
"""Of a word in id, label, alias, unit or topic, evidence, note."""


class Found:
    """The facts found, best first, and what is to be said about how."""

    def __init__(self, hits: list[FactRecord], *, messages: list[str], hint: str = "") -> None:
        self.hits = hits
        self.messages = messages
        self.hint = hint


def find(index: Index, query: str, *, limit: int, lang: Lang) -> Found:
    """Facts that hold every word of `query`, as a word or the beginning of one."""
    terms = " ".join(f'"{word}"*' for word in words(query))
    if not terms:
        return Found([], messages=[])
    rows = index.connection.execute(
        "SELECT rowid, -bm25(words, ?, ?, ?, ?, ?, ?) AS score FROM words WHERE words MATCH ?"
        " ORDER BY score DESC, rowid LIMIT ?",
        (*WEIGHTS, terms, limit),
    ).fetchall()
    hits = []
    for position, score in rows:
        hit = next(index.facts((position, position), lang=lang))
        hits.append({**hit, "score": round(score, 3), "matched": []})
    return Found(hits, messages=[])


def nearest_name(index: Index, name: str) -> str | None:
    """The id of what has the name most like `name`, if any is near."""
    import difflib

    from laichau_cli.text import fold

    names = dict(index.names())
    near = difflib.get_close_matches(fold(name), names, n=1)
    return names[near[0]] if near else None
