"""Folding: what is alike to a reader who types with or without accents.

Nothing here knows of facts. Every function is pure, and `fold` is the one rule by which names,
search words and the compiled index agree.
"""

from __future__ import annotations

import unicodedata

VOWELS = "aeiouy"
D_WITH_STROKE = "đðɖ"
"""And the letters that older pages and other keyboards have in its place: eth and African d."""
TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
"""Combining tone marks by their VNI digit: sắc 1, huyền 2, hỏi 3, ngã 4, nặng 5."""


class _Plain(dict[int, str]):
    """What each character folds to, found when it is first met.

    `str.translate` asks this table once a character: faster than normalising the text, and one
    rule for precomposed and decomposed letters.
    """

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    """One character without case, marks or punctuation (a space)."""
    lowered = char.lower()
    parts = unicodedata.normalize("NFKD", lowered)
    if parts != char:
        return "".join(_plain(part) if part != char else part for part in parts)
    if char in D_WITH_STROKE:
        return "d"
    if unicodedata.combining(char) or unicodedata.category(char) == "Mn":
        return ""
    return char if char.isalnum() else " "


_PLAIN = _Plain()


def fold(text: str) -> str:
    """`text` in lower case, without tones, marks or punctuation, its words one space apart.

    Composed and decomposed letters, đ and d, old and new tone placement and hyphens come out
    alike; so do y and i where either is a syllable's only vowel (tỷ/tỉ, kỹ/kĩ, never máy/mái).
    """
    plain = text.translate(_PLAIN)
    if "y" not in plain:
        return " ".join(plain.split())
    return " ".join([_with_i(word) if "y" in word else word for word in plain.split()])


def _with_i(word: str) -> str:
    rhyme = word.removeprefix("qu")
    vowels = [letter for letter in rhyme if letter in VOWELS]
    return word.replace("y", "i") if vowels == ["y"] else word


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return fold(text).split()


def spoken(text: str) -> list[tuple[str, str]]:
    """(folded, accented) of each word: two ways to hold it against what somebody typed.

    The accented form keeps marks and tone, the tone as a digit at the end, so that old and new
    placement (hoà, hòa) come out alike. It equals the folded form where no accent is written.
    """
    pairs = []
    for piece in "".join(
        [char if char.isalnum() or _is_mark(char) else " " for char in text]
    ).split():
        folded = words(piece)
        if len(folded) == 1:
            pairs.append((folded[0], _accented(piece, folded[0])))
        else:
            pairs += [(word, word) for word in folded]
    return pairs


def _is_mark(char: str) -> bool:
    return char >= "\u0300" and unicodedata.combining(char) > 0


def _accented(word: str, folded: str) -> str:
    if word.isascii():
        return folded
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tone = TONES[char]
        elif char in D_WITH_STROKE:
            letters.append("đ")
        else:
            letters.append(char)
    bare = "".join(letters)
    if "y" in bare and "y" not in folded:
        bare = bare.replace("y", "i")
    return unicodedata.normalize("NFC", bare) + tone
