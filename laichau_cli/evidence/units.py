"""Which unit the words of a document name: by its label, or by other forms printed for it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from laichau_cli.base import model
from laichau_cli.base.model import FactBase
from laichau_cli.evidence.numerals import LANGUAGES, InWords, Span
from laichau_cli.evidence.reader import Printed

FORMS = 5
"""Words for a unit that a finding names."""
_CURRENCIES = {
    "$": "usd", "us$": "usd", "usd": "usd", "€": "eur", "eur": "eur", "euro": "eur", "£": "gbp",
    "gbp": "gbp", "¥": "jpy", "jpy": "jpy", "₫": "vnd", "vnd": "vnd", "vnđ": "vnd", "đồng": "vnd",
    "dong": "vnd",
}  # fmt: skip
"""Signs and codes before an amount that are the same currency: HK$ is another than $."""
_GOES_ON = InWords(r"\s?/\s?\S+|\s*\b(?:<PER>)\s+\w+|\s*\b(?:<EVERY>)\b")
"""What makes another unit of the one before it: km/h, đồng/ha, tonnes per hectare."""
GOALS = InWords(r"(?<!\w)(?:<GOAL_WORDS>)(?!\w)")
"""Patterns for words before a figure that is to be reached, by language."""
FALLS = InWords("<FALL_LABELS>")
"""Words of a label or note that is of a fall."""
_GROWS = InWords(r"(?<!\w)(?:<GROWTH_LABELS>)")
_CLAUSE = re.compile(r"[^.,;:()0-9]*")


class Named(NamedTuple):
    """A unit as printed at a figure."""

    span: Span
    fitting: list[str]
    """The units that the words name best."""
    every: list[str]
    """All whose label, or else whose other forms, are these words."""


class Units:
    """The units of a base by the words that documents print for them."""

    def __init__(self, base: FactBase) -> None:
        self._units = base.units
        self._by_form: dict[str, dict[str, dict[bool, list[str]]]] = {}
        for lang in LANGUAGES:
            by_form = self._by_form[lang] = {}
            for id_, unit in base.units.items():
                for order, form in enumerate(_forms(unit, lang)):
                    by_form.setdefault(form, {True: [], False: []})[order == 0].append(id_)
        self._forms = {
            lang: sorted(by_form, key=len, reverse=True) for lang, by_form in self._by_form.items()
        }

    def printed(self, figure: Printed, lang: str) -> Named | None:
        """The longest unit word at a figure, and the units that it names best.

        A unit's label names it better than its other printed forms do.
        """
        sign = self._signed(figure.sign.lower(), lang)
        if sign:
            span = Span(figure.sign_at, figure.sign_at + len(figure.sign))
            return self._named(figure, span, sign, lang)
        after = figure.after.lower()
        for form in self._forms[lang]:
            ends = after[len(form) : len(form) + 1]
            if after.startswith(form) and not (form[-1].isalnum() and ends.isalnum()):
                span = Span(figure.after_at, figure.after_at + len(form))
                return self._named(figure, span, form, lang)
        return None

    def _signed(self, sign: str, lang: str) -> str:
        """The form of a unit that a sign before a figure is, or means."""
        forms = self._by_form[lang]
        if not sign or sign in forms:
            return sign
        alike = (form for form in forms if _CURRENCIES.get(form) == _CURRENCIES.get(sign, "none"))
        return next(alike, "")

    def _named(self, figure: Printed, span: Span, form: str, lang: str) -> Named:
        named = self._by_form[lang][form]
        units = named[True] or named[False]
        # A share and a growth may both be in %: what rose or fell is no share.
        fitting = [id_ for id_ in units if self._units[id_].share != figure.moves]
        return Named(span, fitting or units, units)

    def forms(self, id_: str, lang: str) -> list[str]:
        """The words that a document in `lang` prints for a unit, lower case."""
        return _forms(self._units[id_], lang) if id_ in self._units else []

    def is_named(self, id_: str, note: model.Label | None) -> bool:
        """Whether a note speaks of a unit, in both languages.

        By the first word of its label, or if that is a sign, by a word that means the same. Such a
        word does not tell a share from a growth.
        """
        return (
            note is not None
            and id_ in self._units
            and all(
                any(has_word(getattr(note, lang), word) for word in self._names(id_, lang))
                for lang in LANGUAGES
            )
        )

    def is_sign(self, id_: str) -> bool:
        """Whether the label of a unit is a sign, as % is."""
        return id_ in self._units and not self._units[id_].label.vi[:1].isalpha()

    def _names(self, id_: str, lang: str) -> list[str]:
        first = " ".join(getattr(self._units[id_].label, lang).split("/")[0].split()[:1])
        return [first] if first[:1].isalpha() else [*LANGUAGES[lang].SAME_UNITS.get(first, ())]


def goes_on(line: str, end: int, lang: str) -> str:
    """What makes another unit of the one that ends at `end` of `line`; empty where nothing does."""
    more = _GOES_ON[lang].match(line, end)
    return more.group().strip() if more else ""


def not_understood(figure: Printed, line: str, lang: str, *, form: str, known: str) -> str:
    """The words after a figure that stand for something the reader does not know.

    With the `form` of its unit further on, that is any word between the two but those of `known`;
    without it a word glued to the figure, and words that multiply.
    """
    words = LANGUAGES[lang]
    clause = _CLAUSE.match(line, figure.after_at)
    text = clause.group() if clause else ""
    is_glued = line[figure.after_at - 1 : figure.after_at].isalnum()
    between = text.lower().partition(form)[0].split() if form and has_word(text, form) else None
    first = text.split()[:1]
    if first and (is_glued or re.match(r"-\w", first[0])) and between != []:
        return first[0]
    wrong = [word for word in (between or first) if word.lower() in words.ODD_SCALES]
    wrong += [
        word
        for word in between or ()
        if word not in words.PLAIN.split() and word not in wrong and not has_word(known, word)
    ]
    return " ".join(wrong)


def names_growth(text: str, lang: str) -> bool:
    """Whether a label or a heading is of a rise or a fall."""
    return _GROWS[lang].search(text) is not None


def _forms(unit: model.Unit, lang: str) -> list[str]:
    """The words for a unit, its label first; then those that mean the same."""
    return [*_alike((getattr(unit.label, lang), *unit.printed), lang)]


@functools.lru_cache(maxsize=1024)
def _alike(named: tuple[str, ...], lang: str) -> tuple[str, ...]:
    words = LANGUAGES[lang]
    forms = [form.lower() for form in named]
    more = [alike for form in forms for alike in words.SAME_UNITS.get(form, ())]
    for form in forms:
        base, slash, per = form.rpartition("/")
        if slash:
            per = {"yr": "year"}.get(per, per)
            more += [each.format(unit=base, per=per) for each in words.FORMS_PER]
            more += [f"{base}/{per}"]
    return tuple(dict.fromkeys([*forms, *more]))


def has_word(text: str, word: str) -> bool:
    """Whether `word` stands in `text` as a word of its own, in any case."""
    text, word = text.lower(), word.lower()
    at = text.find(word) if word else -1
    while at >= 0:
        before, after = text[max(at - 1, 0) : at], text[at + len(word) : at + len(word) + 1]
        begins = not (before.isalnum() and (word[:1].isalnum() or word[:1] in "$€£¥₫"))
        if begins and not (after.isalnum() and word[-1:].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False
