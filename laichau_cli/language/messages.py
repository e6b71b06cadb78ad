"""Messages to a person: English sentences that keep what they are made of.

Exceptions and answers carry them as any text. Only what writes a message asks for a language; the
Vietnamese wordings are imported only where one is shown.
"""

from __future__ import annotations

from laichau_cli.language import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from laichau_cli.records import Record


class Message(str):
    """An English sentence, with the template and the values that it was made of.

    Values are text, messages, or whole numbers, which are written as a person writes them.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        made = super().__new__(cls, _filled(template, values, "en"))
        made.template, made.values = template, values
        return made


class Period(str):
    """An ISO 8601 period in a message: it stays so in English, as bases and records have it."""

    __slots__ = ()


def said(text: str, lang: str) -> str:
    """A text in a language: a message in the words of that language, if it has any for it."""
    if lang == "en" or not isinstance(text, Message):
        return text
    from laichau_cli.language.vi_messages import MESSAGES, OTHERS

    template = text.template
    return _filled(MESSAGES.get(template) or OTHERS.get(template, template), text.values, lang)


def said_record(record: Record, lang: str) -> Record:
    """A record whose messages are said in a language, for a screen."""
    return {
        name: [said(part, lang) for part in value]
        if isinstance(value, list) and all(isinstance(part, str) for part in value)
        else said(value, lang)
        if isinstance(value, str)
        else value
        for name, value in record.items()
    }


def help_text(key: str, english: str, lang: str) -> str:
    """A text of the help in a language: by the option, command or example that it is of."""
    if lang == "en":
        return english
    from laichau_cli.language.vi_messages import HELP

    return HELP.get(key, english)


def one_of(names: Sequence[str]) -> str:
    """Names to choose from: `a, b or c`."""
    *most, last = names
    return Message("{most} or {last}", most=", ".join(most), last=last) if most else last


def counted(number: int, noun: str) -> str:
    """So many of something: `1 figure`, `2 figures`."""
    name = Message(noun if number == 1 else f"{noun}s")
    return Message("{count} {things}", count=number, things=name)


def joined(parts: Sequence[str], mark: str) -> str:
    """Messages one after the other, with a mark between them."""
    named = {f"part{at}": part for at, part in enumerate(parts)}
    return Message(mark.join([f"{{{name}}}" for name in named]), **named)


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be read or written, in our words or the system's."""
    told = error.strerror if isinstance(error, OSError) else error.args[0]
    return told if isinstance(told, Message) else Message(told or str(error))


def _filled(template: str, values: dict[str, object], lang: str) -> str:
    if not values:
        return template
    return template.format(**{name: _shown(value, lang) for name, value in values.items()})


def _shown(value: object, lang: str) -> str:
    if isinstance(value, Period) and lang != "en":
        from laichau_cli.language.figures import spoken_period

        return spoken_period(value, lang=lang)
    if isinstance(value, int):
        digits = f"{value:,}"
        return digits if lang == "en" else digits.replace(",", words_of(lang).THOUSANDS)
    return said(str(value) if not isinstance(value, str) else value, lang)
