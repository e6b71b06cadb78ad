"""One file a command: names and words in, an `Answer` out. Nothing here prints."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from laichau_cli.cli.options import Options
    from laichau_cli.commands.answer import Answer
    from laichau_cli.index.ask import Index

COMMANDS = ("show", "search", "compare-target", "get", "cite", "sources", "export", "verify")
"""The commands that ask the index."""


def ask(command: str, index: Index, words: Sequence[str], options: Options) -> Answer:
    """What a command finds; only its own module is imported. Raises `LaichauError`."""
    name = command.replace("-", "_")
    module = __import__(f"laichau_cli.commands.{name}", fromlist=[name])
    found: Answer = module.answer(index, words, options)
    if options.pictures:
        _add_documents(found, index)
    return found


def _add_documents(answer: Answer, index: Index) -> None:
    """What a picture or a page says of the sources, which a screen does not."""
    answer.title = index.title()
    answer.edition = index.edition()
    answer.sources = index.sources()
    if answer.is_whole and answer.kind in ("facts", "card", "hits"):
        known = {source["id"]: source for source in answer.sources}
        cited = [(fact["id"], fact["source"]) for fact in answer.records]
        found = ((id_, index.passage(known[at["id"]], at["line"])) for id_, at in cited)
        answer.passages = {id_: passage for id_, passage in found if passage}
