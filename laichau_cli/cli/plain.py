"""Command lines in plain words, read without Typer, whose import takes as long as six Pythons.

What is read here is read as Typer would; a test compares the two. Whatever is unclear is left to
Typer, which explains it.
"""

from __future__ import annotations

from laichau_cli.cli.options import OPTIONS, USAGES, Call, spellings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from laichau_cli.cli.options import Option


def read(argv: Sequence[str]) -> Call | None:
    """The call that `argv` asks for; None for whatever is not plain.

    Plain are commands, words and options of the command, each spelt out and with its value. Help,
    `--`, `-fVALUE`, a value that begins with a hyphen and all mistakes are not.
    """
    words: list[str] = []
    given: dict[str, list[str]] = {}
    written = spellings()
    rest = iter(argv)
    for word in rest:
        if not word.startswith("-"):
            words.append(word)
            continue
        option = written.get(word.partition("=")[0])
        if option is None or not (words or option.is_common):
            return None
        value = _value(option, word, rest)
        if value is None:
            return None
        if option.kind == "flag":
            given[option.key] = [value]
        else:
            given.setdefault(option.key, []).append(value)
    command, *words = words or [""]
    usage = USAGES.get(command)
    if usage is None or len(words) > usage.most:
        return None
    if any(option.key in given and command not in option.commands for option in OPTIONS):
        return None
    return Call(command, words, given)


def _value(option: Option, word: str, rest: Iterator[str]) -> str | None:
    """The value that stands in `word` or is the next word; None where that is not plain."""
    name, has_value, value = word.partition("=")
    if option.kind == "flag":
        return None if has_value else option.flag
    if has_value:
        return None if name == option.short else value
    value = next(rest, "-")
    return None if value.startswith("-") else value
