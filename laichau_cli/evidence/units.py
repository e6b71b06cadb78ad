"""Which unit the words of a document name: by its label, or by other forms printed for it."""

from __future__ import annotations

from laichau_cli.base import model
from laichau_cli.base.model import FactBase
from laichau_cli.evidence.reader import Printed, Span

FORMS = 5
"""Words for a unit that a finding names."""


class Units:
    """The units of a base by the words that documents print for them."""

    def __init__(self, base: FactBase) -> None:
        self._units = base.units
        self._by_form: dict[str, dict[str, dict[bool, list[str]]]] = {"vi": {}, "en": {}}
        for lang, by_form in self._by_form.items():
            for id_, unit in base.units.items():
                for order, form in enumerate(_forms(unit, lang)):
                    by_form.setdefault(form, {True: [], False: []})[order == 0].append(id_)
        self._forms = {
            lang: sorted(by_form, key=len, reverse=True) for lang, by_form in self._by_form.items()
        }

    def printed(self, figure: Printed, lang: str) -> tuple[Span, list[str]] | None:
        """The longest unit word at a figure, and the units that it names best.

        A unit's label names it better than its other printed forms do.
        """
        if figure.sign.lower() in self._by_form[lang]:
            span = Span(figure.sign_at, figure.sign_at + len(figure.sign))
            return span, self._named(figure, figure.sign.lower(), lang)
        after = figure.after.lower()
        for form in self._forms[lang]:
            ends = after[len(form) : len(form) + 1]
            if after.startswith(form) and not (form[-1].isalnum() and ends.isalnum()):
                span = Span(figure.after_at, figure.after_at + len(form))
                return span, self._named(figure, form, lang)
        return None

    def _named(self, figure: Printed, form: str, lang: str) -> list[str]:
        named = self._by_form[lang][form]
        units = named[True] or named[False]
        # A share and a growth may both be in %: what rose or fell is no share.
        fitting = [id_ for id_ in units if self._units[id_].share != figure.moves]
        return fitting or units

    def forms(self, id_: str, lang: str) -> list[str]:
        """The words that a document in `lang` prints for a unit, lower case."""
        return _forms(self._units[id_], lang) if id_ in self._units else []

    def is_named(self, id_: str, note: model.Label | None) -> bool:
        """Whether a note speaks of a unit, by the first word of its label, in both languages."""
        if note is None or id_ not in self._units:
            return False
        label = self._units[id_].label
        words = (
            (text, " ".join(name.split("/")[0].split()[:1]))
            for text, name in zip((note.vi, note.en), (label.vi, label.en), strict=True)
        )
        return all(word[:1].isalpha() and has_word(text, word) for text, word in words)


def _forms(unit: model.Unit, lang: str) -> list[str]:
    label = unit.label.vi if lang == "vi" else unit.label.en
    return [form.lower() for form in (label, *unit.printed)]


def has_word(text: str, word: str) -> bool:
    """Whether `word` stands in `text` as a word of its own, in any case."""
    text, word = text.lower(), word.lower()
    at = text.find(word) if word else -1
    while at >= 0:
        before, after = text[max(at - 1, 0) : at], text[at + len(word) : at + len(word) + 1]
        begins = not (before.isalnum() and word[:1].isalnum())
        if begins and not (after.isalnum() and word[-1:].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False
