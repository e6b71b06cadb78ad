"""`laichau new`: a base of documents, without a fact yet."""

from __future__ import annotations

import os
import shutil

import laichau_cli
from laichau_cli.base.edit import quoted
from laichau_cli.base.limits import MAX_ID
from laichau_cli.commands.answer import Answer
from laichau_cli.errors import LaichauError, UsageError
from laichau_cli.evidence.account import Account
from laichau_cli.evidence.documents import read_document
from laichau_cli.evidence.entry import both
from laichau_cli.language.fold import fold
from laichau_cli.language.messages import Message, joined, reason_of, said
from laichau_cli.language.safe import safe_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laichau_cli.evidence.documents import Document
    from laichau_cli.records import Lang

SCHEMA = "facts.schema.json"
LONGEST_TITLE = 200
LEAST_VIETNAMESE = 0.03
"""The share of letters such as ơ and ạ: above a tenth in Vietnamese, in English only in names."""


def answer(words: Sequence[str], lang: Lang) -> Answer:
    """What fills the folder that is the first of `words`; the others are documents.

    Raises `LaichauError` where one of them cannot be read.
    """
    if len(words) < 2:
        raise UsageError(
            Message("new takes a folder and documents: laichau new FOLDER DOCUMENT...")
        )
    folder, *paths = words
    kept: dict[str, tuple[str, Document]] = {}
    for path in paths:
        if (id_ := _id(path)) in kept:
            raise LaichauError(
                Message("{path}: another document has this name; rename one of them", path=path)
            )
        kept[id_] = path, _document(path)
    base = os.path.join(folder, "facts.toml")
    waiting = sum(len(Account(document).left) for _, document in kept.values())
    langs = [
        Message("{source} in {lang}", source=id_, lang=document.lang)
        for id_, (_, document) in kept.items()
    ]
    name = os.path.basename(os.path.abspath(folder)) or "base"
    return Answer(
        "base",
        [],
        fields=(),
        write=lambda beside: _write(beside, _toml(name, kept, lang), paths),
        messages=[
            Message("made {base} ({langs})", base=base, langs=joined(langs, ", ")),
            Message("{count} to enter: laichau draft --facts {base}", count=waiting, base=base),
        ],
    )


def _id(path: str) -> str:
    stem = fold(os.path.splitext(os.path.basename(path))[0])
    words = "".join(char if char.isascii() else " " for char in stem).split()
    return "-".join(words)[:MAX_ID].strip("-") or "document"


def _document(path: str) -> Document:
    folder, name = os.path.split(path)
    try:
        document = read_document(folder or ".", name, lang="vi")
        text = "".join(document.lines)
        letters = sum(char in "ăđơưĂĐƠƯ" or "Ạ" <= char <= "ỹ" for char in text)
        if letters < len(text) * LEAST_VIETNAMESE:
            document = read_document(folder or ".", name, lang="en")
    except UnicodeDecodeError:
        raise LaichauError(
            Message("{path}: is no UTF-8 text; save it as that", path=path)
        ) from None
    except (OSError, ValueError) as error:
        raise LaichauError(
            Message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))
        ) from None
    return document


def _toml(name: str, kept: Mapping[str, tuple[str, Document]], lang: Lang) -> str:
    whole, printed = Message("the name of the base"), Message("as published")
    text = f"#:schema ./{SCHEMA}\n\nschema = 1\ntitle = {both(name)} # {said(whole, lang)}\n"
    for id_, (path, document) in kept.items():
        first = next((line for line in document.lines if line.strip()), id_)
        title = " ".join(safe_line(first).split())[:LONGEST_TITLE].strip()
        text += f"\n[sources.{id_}]\ntitle = {quoted(title)} # {said(printed, lang)}\n"
        text += '# publisher = ""\n# url = "https://"\n# published = "YYYY-MM-DD"\n'
        text += f'lang = "{document.lang}"\nfile = {quoted(f"seeds/{os.path.basename(path)}")}\n'
        text += f'sha256 = "{document.digest}"\n'
    return text + '\n[topics.main]\nlabel = { vi = "Chung", en = "General" }\n'


def _write(beside: str, toml: str, paths: Sequence[str]) -> None:
    with open(os.path.join(beside, "facts.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write(toml)
    package = os.path.dirname(laichau_cli.__file__)
    shutil.copyfile(os.path.join(package, SCHEMA), os.path.join(beside, SCHEMA))
    os.mkdir(os.path.join(beside, "seeds"))
    for path in paths:
        shutil.copyfile(path, os.path.join(beside, "seeds", os.path.basename(path)))
