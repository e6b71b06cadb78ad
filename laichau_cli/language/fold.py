"""Folding: what is alike to a reader who types with or without accents.

Nothing here knows of facts. Every function is pure, and `fold` is the one rule by which names,
search words and the compiled index agree.
"""

from __future__ import annotations

import unicodedata

VOWELS = "aeiouy"
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
    if char == "đ":
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
        else:
            letters.append(char)
    bare = "".join(letters)
    if "y" in bare and "y" not in folded:
        bare = bare.replace("y", "i")
    return unicodedata.normalize("NFC", bare) + tone


# ---- raw keystrokes: what a Vietnamese typist leaves behind with the input method off

_TELEX_TONES = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5", "z": ""}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"u": "ư", "o": "ơ", "a": "ă"}
_TONE_MARKS = {digit: mark for mark, digit in TONES.items()}


def typed_in_telex(word: str) -> str:
    """What `word` would have become under the Telex method: `ddieenj` is điện."""
    letters: list[str] = []
    tone = ""
    for key in word.lower():
        has_vowel = any(letter in _VOWELS for letter in letters)
        if key in _TELEX_TONES and has_vowel:
            tone = _TELEX_TONES[key]
        elif key == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif key in _HATS and key in letters:
            letters[_last(letters, key)] = _HATS[key]
        elif key == "w":
            _put_horn(letters)
        else:
            letters.append(key)
    return _with_tone(letters, tone)


def typed_in_vni(word: str) -> str:
    """What `word` would have become under the VNI method: `ta62ng` is tầng."""
    letters: list[str] = []
    tone = ""
    for key in word.lower():
        if key in "012345":
            tone = key.strip("0")
        elif key == "6":
            at = max((_last(letters, vowel) for vowel in _HATS), default=-1)
            if at >= 0:
                letters[at] = _HATS[letters[at]]
        elif key == "7":
            _put_horn(letters, "uo")
        elif key == "8":
            _put_horn(letters, "a")
        elif key == "9" and "d" in letters:
            letters[letters.index("d")] = "đ"
        else:
            letters.append(key)
    return _with_tone(letters, tone)


def _last(letters: list[str], wanted: str) -> int:
    return max((at for at, letter in enumerate(letters) if letter == wanted), default=-1)


def _put_horn(letters: list[str], vowels: str = "uoa") -> None:
    """Give the last of `vowels` its horn or breve (both of u and o where they stand together)."""
    at = max((_last(letters, vowel) for vowel in vowels), default=-1)
    if at < 0:
        letters.append("ư")
        return
    letters[at] = _HORNS[letters[at]]
    if letters[at] == "ơ" and at and letters[at - 1] == "u":
        letters[at - 1] = "ư"


_VOWELS = "aeiouyâêôăơư"


def _with_tone(letters: list[str], tone: str) -> str:
    word = "".join(letters)
    if not tone:
        return word
    at = _toned_vowel(word)
    if at < 0:
        return word
    return unicodedata.normalize("NFC", word[: at + 1] + _TONE_MARKS[tone] + word[at + 1 :])


def _toned_vowel(word: str) -> int:
    """Where the tone is written, -1 where there is no vowel.

    On a marked vowel, else on the last before a consonant, else on the one before the last.
    """
    start = 2 if word.startswith(("qu", "gi")) and len(word) > 2 else 0
    vowels = [at for at in range(start, len(word)) if word[at] in _VOWELS]
    marked = [at for at in vowels if word[at] not in VOWELS]
    if marked or not vowels:
        return marked[-1] if marked else -1
    is_open = vowels[-1] == len(word) - 1
    return vowels[-2] if is_open and len(vowels) > 1 else vowels[-1]
