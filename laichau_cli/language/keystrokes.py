"""Raw keystrokes: what a Vietnamese typist leaves behind with the input method off."""

from __future__ import annotations

import unicodedata

from laichau_cli.language.fold import TONES, VOWELS

_TELEX_TONES = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5", "z": "0"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"u": "ư", "o": "ơ", "a": "ă"}
_TONE_MARKS = {digit: mark for mark, digit in TONES.items()}
_VOWELS = "aeiouyâêôăơư"


def typed_in_telex(word: str) -> str:
    """What `word` would have become under the Telex method: `ddieenj` is điện."""
    keys = ""
    for key in word.lower():
        if key in _TELEX_TONES and any(letter in VOWELS for letter in keys):
            keys += _TELEX_TONES[key]
        elif key == "d" and keys[:1] == "d":
            keys += "9"
        elif key in _HATS and key in keys:
            keys += "6"
        elif key == "w":
            last = max("uoa", key=keys.rfind)
            keys += "u7" if last not in keys else "8" if last == "a" else "7"
        else:
            keys += key
    return typed_in_vni(keys)


def typed_in_vni(word: str) -> str:
    """What `word` would have become under the VNI method: `ta62ng` is tầng."""
    letters: list[str] = []
    tone = ""
    for key in word.lower():
        if key in "012345":
            tone = key.strip("0")
        elif key == "6":
            _change_last(letters, _HATS, "aeo")
        elif key == "7":
            at = _change_last(letters, _HORNS, "uo")
            if at > 0 and letters[at] == "ơ" and letters[at - 1] == "u":
                letters[at - 1] = "ư"
        elif key == "8":
            _change_last(letters, _HORNS, "a")
        elif key == "9" and "d" in letters:
            letters[letters.index("d")] = "đ"
        else:
            letters.append(key)
    return _with_tone("".join(letters), tone)


def as_written(folded: str, accented: str) -> str:
    """A word as people write it, of its two forms in `fold.spoken`: tone marks, no digits."""
    return accented if accented == folded else typed_in_vni(accented)


def _change_last(letters: list[str], changed: dict[str, str], vowels: str) -> int:
    """Put its mark on the last of `vowels`; where that is, -1 where there is none."""
    at = max((at for at, letter in enumerate(letters) if letter in vowels), default=-1)
    if at >= 0:
        letters[at] = changed[letters[at]]
    return at


def _with_tone(word: str, tone: str) -> str:
    """A word with its tone: on a marked vowel, else before a consonant, else before the last."""
    start = 2 if word.startswith(("qu", "gi")) and len(word) > 2 else 0
    vowels = [at for at in range(start, len(word)) if word[at] in _VOWELS]
    if not tone or not vowels:
        return word
    marked = [at for at in vowels if word[at] not in VOWELS]
    is_open = vowels[-1] == len(word) - 1 and len(vowels) > 1
    if is_open and len(vowels) > 2 and word[-1] == word[-2]:  # as in nghèoo, typed for nghèo
        vowels.pop()
    at = marked[-1] if marked else vowels[-2] if is_open else vowels[-1]
    return unicodedata.normalize("NFC", word[: at + 1] + _TONE_MARKS[tone] + word[at + 1 :])
