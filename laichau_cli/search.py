"""What the words mean, and which facts come first.

A search is read into slots, one for each word or number that counts. Each slot holds the index
terms that may stand for what was typed, with how well they do. SQLite finds the facts that could
answer, few enough to look at one by one; `ranking` puts them in order.
"""

from __future__ import annotations

from laichau_cli import text
from laichau_cli.figures import SCALE_WORDS, readings
from laichau_cli.ranking import scored
from laichau_cli.vocabulary import COMMON, Vocabulary, one_edit_away

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from laichau_cli.index import Index
    from laichau_cli.ranking import Hit
    from laichau_cli.records import FactRecord, Lang
    from laichau_cli.vocabulary import Slot

MOST_TYPED = 2000
"""Characters of a search that are read."""
MOST_WORDS = 24
"""Words of a search that are read; nobody types more."""
MOST_CANDIDATES = 120
"""Facts that are scored one by one."""
RANKED_WITHIN = 3000
"""Facts holding the rarest word up to which SQLite may rank them all first."""
NEXT_BEST = 0.4
"""Share of the best score below which a fact is not worth showing."""


class Found:
    """The facts found, best first, and what is to be said about how."""

    def __init__(
        self,
        hits: list[FactRecord],
        *,
        messages: Sequence[str] = (),
        hint: str = "",
        words: dict[str, set[str]] | None = None,
    ) -> None:
        self.hits = hits
        self.messages = messages
        self.hint = hint
        self.words = words or {}
        """For each fact, the folded words of it that were found."""


def find(index: Index, query: str, *, limit: int, lang: Lang) -> Found:
    """Up to `limit` facts, best first; never raises for what was typed."""
    pieces = _pieces(query)
    if not pieces:
        return Found([])
    vocabulary = Vocabulary(index)
    best: tuple[list[Hit], list[str]] = ([], [])
    for slots, said in _interpretations(vocabulary, pieces):
        complete, hits = _hits(index, slots, limit)
        if hits and (complete or not best[0]):
            best = (hits, said)
        if complete:
            break
    hits, said = best
    if not hits:
        return Found([], hint=_hint(vocabulary, pieces))
    records: list[FactRecord] = []
    words: dict[str, set[str]] = {}
    for hit in hits:
        record: Any = next(index.facts((hit.position, hit.position), lang=lang))
        record["score"] = round(hit.score, 4)
        record["matched"] = hit.fields
        words[record["id"]] = hit.words
        records.append(record)
    return Found(records, messages=said, words=words)


# ---- reading what was typed


def _pieces(query: str) -> list[tuple[str, str]]:
    """(folded, accented) words and (numeral, "") numbers, in order."""
    pieces: list[tuple[str, str]] = []
    for piece in query[:MOST_TYPED].replace("/", " ").split():
        bare = piece.strip("%.,;:!?()[]\"'“”‘’<>≥≤+*$₫").removesuffix("%")
        numbers = bare.replace("–", "-").split("-")
        if all(readings(number) for number in numbers):
            pieces += [(number, "") for number in numbers]
        else:
            pieces += text.spoken(piece)
    return pieces[:MOST_WORDS]


def _interpretations(
    vocabulary: Vocabulary, pieces: Sequence[tuple[str, str]]
) -> Iterator[tuple[list[Slot], list[str]]]:
    """What was typed may mean this, and if that finds nothing, this; with what to say of it."""
    slots = _slots(vocabulary, pieces)
    unknown = [slot for slot in slots if not slot.is_known() and not slot.is_common]
    if not unknown:
        yield slots, []
        return
    yield from _mended(vocabulary, slots, vocabulary.near_one)
    for method, name in ((text.typed_in_telex, "Telex"), (text.typed_in_vni, "VNI")):
        yield from _keystrokes(vocabulary, pieces, method, name)
    yield from _mended(vocabulary, slots, vocabulary.near_two)
    known = [slot for slot in slots if slot.is_known()]
    if any(not slot.is_common for slot in known):
        nowhere = ", ".join(f"'{slot.typed}'" for slot in unknown)
        yield known, [f"no fact has {nowhere}; these have the rest"]


def _slots(vocabulary: Vocabulary, pieces: Sequence[tuple[str, str]]) -> list[Slot]:
    slots: list[Slot] = []
    at = 0
    while at < len(pieces):
        word, accented = pieces[at]
        at += 1
        if not accented:
            power = 0
            while at < len(pieces) and pieces[at][0] in SCALE_WORDS:
                power += SCALE_WORDS[pieces[at][0]]
                at += 1
            slots.append(vocabulary.number_slot(word, power))
        else:
            slots.append(vocabulary.word_slot(word, accented))
    return _joined(vocabulary, slots)


def _joined(vocabulary: Vocabulary, slots: list[Slot]) -> list[Slot]:
    """Put together what was typed apart, where only the whole is known: broad band."""
    joined: list[Slot] = []
    for slot in slots:
        before = joined[-1] if joined else None
        if before and not (slot.is_known() and before.is_known()):
            whole = before.typed + slot.typed
            if vocabulary.count(whole):
                joined[-1] = vocabulary.word_slot(whole, whole)
                continue
        joined.append(slot)
    return joined


def _mended(
    vocabulary: Vocabulary, slots: Sequence[Slot], near: Callable[[str], list[str]]
) -> Iterator[tuple[list[Slot], list[str]]]:
    """Every unknown word put right, if each can be."""
    mended, said = [], []
    for slot in slots:
        if slot.is_known() or slot.is_common:
            mended.append(slot)
            continue
        words = near(slot.typed) or vocabulary.halves(slot.typed)
        if not words:
            return
        mended.append(vocabulary.corrected_slot(slot.typed, words))
        said.append(f"no fact has '{slot.typed}'; showing '{words[0]}'")
    yield mended, said


def _keystrokes(
    vocabulary: Vocabulary,
    pieces: Sequence[tuple[str, str]],
    method: Callable[[str], str],
    name: str,
) -> Iterator[tuple[list[Slot], list[str]]]:
    """The words read as raw keystrokes, if that makes every unknown one known."""
    read: list[tuple[str, str]] = []
    shown: list[str] = []
    for word, accented in pieces:
        if not accented or vocabulary.word_slot(word, accented).is_known() or word in COMMON:
            read.append((word, accented))
            shown.append(word)
            continue
        typed = method(word)
        spoken = text.spoken(typed)
        if len(spoken) != 1 or not vocabulary.count(spoken[0][0]):
            return
        read += spoken
        shown.append(typed)
    yield _slots(vocabulary, read), [f"read as {name}: {' '.join(shown)}"]


def _hint(vocabulary: Vocabulary, pieces: Sequence[tuple[str, str]]) -> str:
    near = [word for typed, _ in pieces for word in vocabulary.alike(typed)]
    listed = ", ".join(dict.fromkeys(near))
    return f"; nearest words: {listed}" if listed else "; laichau show lists the topics"


# ---- finding and scoring


def _hits(index: Index, slots: Sequence[Slot], limit: int) -> tuple[bool, list[Hit]]:
    """Whether some fact holds every word that counts, and the facts found, best first."""
    wanted = [slot for slot in slots if not slot.is_common and slot.is_known()]
    if not wanted:
        wanted = [slot for slot in slots if slot.is_known()]
    if not wanted:
        return False, []
    positions = _holding_all(index, wanted)
    complete = bool(positions)
    if len(positions) < limit:
        positions |= _holding_some(index, wanted)
    hits = [scored(row, slots) for row in _entries(index, positions)]
    hits.sort(key=lambda hit: (-hit.score, hit.position))
    worth_showing = [hit for hit in hits if hit.score > NEXT_BEST * hits[0].score]
    return complete, worth_showing[:limit]


def _holding_all(index: Index, wanted: Sequence[Slot]) -> set[int]:
    clauses = [_clause(slot) for slot in wanted if slot.terms]
    numbers = [slot.positions for slot in wanted if slot.positions and not slot.terms]
    if not clauses:
        return set(frozenset.intersection(*numbers)) if numbers else set()
    found = _matching(index, " AND ".join(clauses), ranked=_is_rare(index, wanted))
    for positions in numbers:
        found &= positions
    return found


def _holding_some(index: Index, wanted: Sequence[Slot]) -> set[int]:
    found: set[int] = set()
    for slot in sorted(wanted, key=lambda slot: -slot.weight):
        found |= slot.positions
        if slot.terms:
            found |= _matching(index, _clause(slot), ranked=_is_rare(index, [slot]))
        if len(found) >= MOST_CANDIDATES:
            break
    return found


def _clause(slot: Slot) -> str:
    # Terms are folded words: letters and digits only, so nothing of FTS5's syntax is in them.
    return "(" + " OR ".join(f'"{term}"' for term in slot.terms) + ")"


def _is_rare(index: Index, slots: Sequence[Slot]) -> bool:
    count = Vocabulary(index).count
    rarest = min(sum(map(count, slot.terms)) for slot in slots if slot.terms)
    return rarest <= RANKED_WITHIN


def _matching(index: Index, clauses: str, *, ranked: bool) -> set[int]:
    order = "ORDER BY bm25(words, 10, 3, 2, 1), rowid" if ranked else "ORDER BY rowid"
    rows = index.connection.execute(
        f"SELECT rowid FROM words WHERE words MATCH ? {order} LIMIT ?",  # noqa: S608
        (clauses, MOST_CANDIDATES),
    )
    return {position for (position,) in rows}


def _entries(index: Index, positions: Iterable[int]) -> list[tuple[Any, ...]]:
    listed = ",".join(map(str, sorted(positions)))
    return index.connection.execute(
        f"SELECT * FROM entry WHERE position IN ({listed})"  # noqa: S608
    ).fetchall()


# ---- names that nothing bears


def nearest_name(index: Index, name: str) -> str | None:
    """The id of what has the name most like `name`, if any is near."""
    key = text.fold(name)
    rows = index.ids_named(sorted(one_edit_away(key))) if 2 < len(key) < 60 else []
    if rows:
        return rows[0]
    found = find(index, name, limit=1, lang="en")
    return found.hits[0]["id"] if found.hits else None
