"""`laichau cite`: facts with their sources, for references."""

from __future__ import annotations

from laichau_cli.commands.answer import Answer, checked_moment, messages_of_rivals
from laichau_cli.commands.names import fact_names_in, facts_named, target_named
from laichau_cli.errors import NothingFound
from laichau_cli.language import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from laichau_cli.cli.options import Options
    from laichau_cli.index.ask import Index
    from laichau_cli.records import CitationRecord, FactRecord, GoalRecord


def answer(index: Index, names: Sequence[str], options: Options) -> Answer:
    """Each fact with its source; messages say how to read the figures.

    Raises `NothingFound` as `get` does.
    """
    names = fact_names_in(index, names, command="cite")
    at = checked_moment(options.at)
    facts: list[Any] = []
    missing: list[str] = []
    for name in names:
        if target := target_named(index, name):
            facts.append(_goal_as_fact(*target))
            continue
        found, wrong = facts_named(index, [name], options.lang, command="cite", at=at)
        facts += found
        missing += wrong
    if missing:
        raise NothingFound(*missing)
    facts = list({fact["id"]: fact for fact in facts}.values())
    return Answer(
        "citations",
        _by_document(index, facts) if options.by == "document" else _by_fact(index, facts, at),
        index,
        fields=("key", "facts", "source"),
        messages=[
            *(f"{fact['id']}: {fact['note'][options.lang]}" for fact in facts if fact["note"]),
            *messages_of_rivals(facts, options.lang),
        ],
    )


def _by_fact(index: Index, facts: Sequence[Any], at: str | None) -> list[CitationRecord]:
    """A reference a fact; a figure of another time has a key of its own."""
    citations: list[CitationRecord] = []
    for fact in facts:
        then = f"-{fact['period'].replace('/', '-')}" if at and fact["period"] else ""
        source = index.source(fact["source"]["id"])
        citations.append({"key": fact["id"] + then, "facts": [fact], "source": source})
    return citations


def _by_document(index: Index, facts: Sequence[Any]) -> list[CitationRecord]:
    """A reference a document, with all its facts."""
    documents: dict[str, list[Any]] = {}
    for fact in facts:
        documents.setdefault(fact["source"]["id"], []).append(fact)
    return [
        {"key": id_, "facts": cited, "source": index.source(id_)}
        for id_, cited in documents.items()
    ]


def _goal_as_fact(fact: FactRecord, goal: GoalRecord) -> dict[str, Any]:
    """A goal to be cited: what is counted, who set it, the goal, when it is due."""
    label = {}
    for lang in LANGUAGES:
        told = {"fact": fact["label"][lang], "setter": goal["set_by"][lang]}
        label[lang] = words_of(lang).WORDS["goal_of"].format(**told)
    own: Any = {"id": goal["target"], "label": label, "period": goal["due"], "observations": []}
    return {**fact, **goal, **own}
