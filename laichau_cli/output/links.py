"""Addresses that lead to the very words of a page (text fragments, as browsers know them)."""

from __future__ import annotations

LONGEST = 100
"""Characters of words that an address has whole; of more it has the first and the last."""
ENDS = 4
"""How many words those are, at each end."""


def to_words(url: str, words: str) -> str:
    """The address of a page at the place where these words stand.

    https://wicg.github.io/scroll-to-text-fragment/: a hyphen would be taken for a sign of its own.
    """
    from urllib.parse import quote  # 4 ms, which a table without addresses need not wait for

    pieces = words.split(" ")
    if len(words) > LONGEST and len(pieces) > 2 * ENDS:
        ends = [" ".join(pieces[:ENDS]), " ".join(pieces[-ENDS:])]
    else:
        ends = [words]
    named = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={named}"
