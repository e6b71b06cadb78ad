"""`laichau verify`: the figures of a text held against the base, line by line."""

from __future__ import annotations

import functools
import sys

from laichau_cli.commands.answer import Answer, checked_moment
from laichau_cli.errors import UsageError
from laichau_cli.language import words_of
from laichau_cli.language.messages import Message, counted, joined, reason_of
from laichau_cli.records import CLAIM_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index

VERDICTS = ("agrees", "rounds", "other-time", "differs", "unknown")
FAILING = {"differs": ("differs",), "unknown": ("differs", "unknown")}
"""What fails a call, by each word of `--fail-on`: who minds the unknown minds the wrong too."""
SHOWN = ("differs", "other-time")
STANDARD_INPUT = "-"
MOST_READ = 8_000_000
"""Bytes of a text: a thousand pages."""


def answer(index: Index, words: Sequence[str], options: Options) -> Answer:
    """What the base says of the figures in the files named; raises `UsageError` without any."""
    from laichau_cli.evidence.verify import verify
    from laichau_cli.search.candidates import Facts

    facts = Facts(index, checked_moment(options.at))
    records = [
        {"file": name, **record}
        for name, text in _texts(words, options)
        for record in verify(text, facts, lang=options.lang)
    ]
    found = [record["verdict"] for record in records]
    failing = {verdict for word in options.fail_on for verdict in FAILING[word]}
    known = words_of(options.lang).CLAIM_VERDICTS
    counts = [f"{found.count(word)} {known[word]}" for word in VERDICTS if word in found]
    figures = counted(len(found), "figure")
    shown = VERDICTS if options.all else {*SHOWN, *failing}
    return Answer(
        "claims",
        [record for record in records if record["verdict"] in shown],
        fields=CLAIM_FIELDS,
        status=0 if failing.isdisjoint(found) else 1,
        messages=[joined([figures, ", ".join(counts)], ": ") if counts else figures],
    )


def _texts(names: Sequence[str], options: Options) -> Iterator[tuple[str, str]]:
    """Each text by its name; standard input where none is named, unless a person would type it."""
    if not names and sys.stdin.isatty():
        raise UsageError(Message("verify needs a text; try: laichau verify draft.md"))
    for name in names or (STANDARD_INPUT,):
        if name == STANDARD_INPUT:
            yield "<stdin>", _decoded(Message("standard input"), _standard_input(options))
            continue
        try:
            with open(name, "rb") as file:
                data = file.read(MOST_READ + 1)
        except OSError as error:
            raise UsageError(
                Message("{path} cannot be read: {reason}", path=name, reason=reason_of(error))
            ) from None
        yield name, _decoded(name, data)


@functools.lru_cache(maxsize=1)
def _standard_input(_: Options) -> bytes:
    """What stands there; a call asks twice where it finds the cached index damaged."""
    return sys.stdin.buffer.read(MOST_READ + 1)


def _decoded(name: str, data: bytes) -> str:
    if len(data) > MOST_READ:
        raise UsageError(
            Message(
                "{path} has more than {most} bytes; verify a part of it", path=name, most=MOST_READ
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte, line = data[error.start], data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            Message(
                "{path} is not UTF-8: byte {byte} on line {line}",
                path=name,
                byte=f"0x{byte:02x}",
                line=line,
            )
        ) from None
