"""What the words mean, and which facts come first.

A search is read into slots, one for each word or number that counts. Each slot holds the index
terms that may stand for what was typed, with how well they do. SQLite finds the facts that could
answer, few enough to look at one by one; `ranking` puts them in order.
"""

from __future__ import annotations

from laichau_cli.language import fold as text
from laichau_cli.language.figures import SCALE_WORDS, readings
from laichau_cli.search.rank import Ranking
from laichau_cli.search.vocabulary import COMMON, COUNTING, ENOUGH, Vocabulary, one_edit_away

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord, Lang
    from laichau_cli.search.rank import Hit
    from laichau_cli.search.vocabulary import Slot

    Reading = tuple[list[Slot], Callable[[Hit], list[str]]]
    """What was typed as slots, and what to say of that when the first hit is known."""

MOST_TYPED = 2000
"""Characters of a search that are read."""
MOST_WORDS = 24
"""Words of a search that are read; nobody types more."""
MOST_CANDIDATES = 120
"""Facts that are scored one by one, unless more are to be shown."""
MOST_LISTED = 2000
"""Facts with a word up to which all of them are looked through."""
MOST_LEFT_OUT = 8
"""Frequent words up to which each is tried without."""
COMPLETE = float("inf")
"""What facts with every word may score: there is no reason to leave them out."""
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


def find(index: Index, query: str, *, limit: int, lang: Lang | None) -> Found:
    """Up to `limit` facts, best first; never raises for what was typed."""
    pieces = _pieces(query)
    if not pieces:
        return Found([])
    vocabulary = Vocabulary(index)
    hits: list[Hit] = []
    messages: list[str] = []
    for slots, say in _interpretations(vocabulary, pieces):
        complete, found = _hits(index, slots, limit)
        if found and (complete or not hits):
            hits, messages = found, say(found[0])
        if complete:
            break
    if not hits:
        return Found([], hint=_hint(vocabulary, pieces))
    records: list[Any] = list(index.facts_at([hit.position for hit in hits], lang=lang))
    words: dict[str, set[str]] = {}
    for record, hit in zip(records, hits, strict=True):
        record["score"] = round(hit.score, 4)
        record["matched"] = hit.fields()
        words[record["id"]] = hit.words()
    return Found(records, messages=messages, words=words)


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
) -> Iterator[Reading]:
    """What was typed may mean this, and if that finds nothing, this; with what to say of it."""
    slots = _slots(vocabulary, pieces)
    unknown = [slot for slot in slots if not slot.is_known() and not slot.is_common]
    if not unknown:
        yield slots, lambda _: []
        begun = [slot for slot in slots if not slot.sure and not slot.is_common]
        if begun:
            yield from _mended(vocabulary, slots, vocabulary.near_one, wrong=begun)
            yield from _keystrokes(vocabulary, pieces)
        return
    # A digit inside a word is a tone key of VNI sooner than a slip.
    has_keys = any(char.isdigit() for slot in unknown for char in slot.typed)
    if has_keys:
        yield from _keystrokes(vocabulary, pieces)
    yield from _mended(vocabulary, slots, vocabulary.near_one, wrong=unknown)
    if not has_keys:
        yield from _keystrokes(vocabulary, pieces)
    yield from _mended(vocabulary, slots, vocabulary.near_two, wrong=unknown)
    known = [slot for slot in slots if slot.is_known()]
    if any(not slot.is_common for slot in known):
        nowhere = ", ".join(f"'{slot.typed}'" for slot in unknown)
        yield known, _saying(f"no fact has {nowhere}; these have the rest")


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
            is_counted = at > 1 and pieces[at - 2][0] in COUNTING
            slots.append(vocabulary.word_slot(word, accented, is_counted=is_counted))
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
    vocabulary: Vocabulary,
    slots: Sequence[Slot],
    near: Callable[[str], list[str]],
    *,
    wrong: Sequence[Slot],
) -> Iterator[Reading]:
    """Every wrong word put right, if each can be."""
    mended: list[Slot] = []
    put_right: list[tuple[str, list[str]]] = []
    for slot in slots:
        if slot not in wrong:
            mended.append(slot)
            continue
        words = near(slot.typed) or vocabulary.halves(slot.typed)
        if not words:
            return
        mended.append(vocabulary.corrected_slot(slot.typed, words))
        put_right.append((slot.typed, words))
    yield (
        mended,
        lambda hit: [
            f"no fact has '{typed}'; showing '{hit.first_of(words)}'" for typed, words in put_right
        ],
    )


def _keystrokes(vocabulary: Vocabulary, pieces: Sequence[tuple[str, str]]) -> Iterator[Reading]:
    """The words read as raw keystrokes, if that makes every unknown one known."""
    for method, name in ((text.typed_in_telex, "Telex"), (text.typed_in_vni, "VNI")):
        read = [one for piece in pieces if (one := _typed_in(vocabulary, piece, method))]
        if len(read) == len(pieces):
            shown = " ".join([word for word, _ in read])
            slots = _slots(vocabulary, [piece for _, piece in read])
            yield slots, _saying(f"read as {name}: {shown}")


def _typed_in(
    vocabulary: Vocabulary, piece: tuple[str, str], method: Callable[[str], str]
) -> tuple[str, tuple[str, str]] | None:
    """A known piece as it is, another as what its keystrokes make, None if that is unknown too."""
    word, accented = piece
    if not accented or word in COMMON or vocabulary.word_slot(word, accented).sure:
        return word, piece
    typed = method(word)
    spoken = text.spoken(typed)
    if len(spoken) == 1 and vocabulary.count(spoken[0][0]):
        return typed, spoken[0]
    return None


def _saying(message: str) -> Callable[[Hit], list[str]]:
    return lambda _: [message]


def _hint(vocabulary: Vocabulary, pieces: Sequence[tuple[str, str]]) -> str:
    near = [word for typed, _ in pieces for word in vocabulary.alike(typed)]
    listed = ", ".join(dict.fromkeys(near))
    return f"; nearest words: {listed}" if listed else "; laichau show lists the topics"


# ---- finding and scoring


def _hits(index: Index, slots: Sequence[Slot], limit: int) -> tuple[bool, list[Hit]]:
    """Whether some fact holds every word that counts, and the facts found, best first."""
    known = [slot for slot in slots if slot.is_known()]
    wanted = [slot for slot in known if not slot.is_common] or known
    if not wanted:
        return False, []
    ranking = Ranking(slots)
    hits: dict[int, Hit] = {}
    complete = False
    most = max(limit, MOST_CANDIDATES)
    for score, places in _candidates(index, wanted, ranking, most):
        if len(hits) >= most or (hits and not _may_matter(score, hits, limit)):
            break
        new = [place for place in places if place not in hits][: most - len(hits)]
        hits |= {place: ranking.hit(row) for place, *row in _entries(index, new)}
        complete = complete or bool(hits and score == COMPLETE)
    best = sorted(hits.values(), key=lambda hit: (-hit.score, hit.position))
    least = _least(best)
    return complete, [hit for hit in best if hit.unordered > least][:limit]


def _least(hits: Iterable[Hit]) -> float:
    """What a fact must score to be worth showing; the order of the words does not count here."""
    return NEXT_BEST * max([hit.unordered for hit in hits], default=0.0)


def _may_matter(score: float, hits: dict[int, Hit], limit: int) -> bool:
    """Whether a fact with such a score would be shown."""
    scores = sorted([hit.score for hit in hits.values()], reverse=True)
    return score > _least(hits.values()) and (len(scores) < limit or score > scores[limit - 1])


def _candidates(
    index: Index, wanted: Sequence[Slot], ranking: Ranking, most: int
) -> Iterator[tuple[float, Sequence[int]]]:
    """Places of up to `most` facts at a time, and the best score that any of them can have.

    First those with every word; then those with some, the heaviest first. Words that very many
    facts have are only looked for together: no fact is found by one of them if others are rarer.
    """
    for query in _queries(wanted):
        yield COMPLETE, _matching(index, query, most)
    if len(wanted) == 1:
        return
    frequent = [slot for slot in wanted if slot.facts > MOST_LISTED]
    having: dict[int, list[Slot]] = {}
    for slot in wanted:
        if slot not in frequent:
            for place in _matching(index, _all_of([_listed(slot)]), MOST_LISTED):
                having.setdefault(place, []).append(slot)
    alike: dict[tuple[Slot, ...], list[int]] = {}
    for place, some in having.items():
        alike.setdefault(tuple(some), []).append(place)
    groups = [(ranking.most([*some, *frequent]), sorted(alike[some])) for some in alike]
    yield from sorted(groups, key=lambda group: -group[0])
    for some in _subsets(frequent):
        yield ranking.most(some), _matching(index, _all_of([_quoted(s.sure) for s in some]), most)


def _subsets(wanted: Sequence[Slot]) -> list[list[Slot]]:
    """All the words, all but one, and each alone; the heaviest first."""
    sets = [list(wanted), *([slot] for slot in wanted)] if wanted else []
    if 2 < len(wanted) <= MOST_LEFT_OUT:
        sets += [[slot for slot in wanted if slot is not out] for out in wanted]
    return sorted(sets, key=lambda some: -sum(slot.weight for slot in some))


def _queries(wanted: Sequence[Slot]) -> Iterator[str]:
    """Ways to ask for all the words, each wider than the one before.

    Where many facts could have them: in a name as they were typed, accents and all; in a name;
    anywhere. Otherwise at once anywhere, and last as the beginnings of words.
    """
    sure = [_quoted(slot.sure) for slot in wanted]
    if all(sure):
        if min(slot.facts for slot in wanted) > ENOUGH:
            yield _all_of([[_in_name(slot, [slot.as_typed()])] for slot in wanted])
            yield _all_of([[_in_name(slot, slot.sure)] for slot in wanted])
        yield _all_of(sure)
    begun = [_quoted(slot.terms) for slot in wanted]
    if begun != sure:
        yield _all_of(begun)


def _in_name(slot: Slot, terms: Iterable[str]) -> str:
    # A figure stands in no name; the words beside it do.
    clause = _all_of([_quoted(slot.sure if slot.is_number else terms)])
    return clause if slot.is_number else f"name : {clause}"


def _listed(slot: Slot) -> list[str]:
    return _quoted(slot.terms if slot.facts_begun <= MOST_LISTED else slot.sure)


def _quoted(terms: Iterable[str]) -> list[str]:
    # Terms are folded words or marks of our own: nothing of FTS5's syntax is in them.
    return [f'"{term}"' for term in terms]


def _all_of(clauses: Sequence[Sequence[str]]) -> str:
    return " AND ".join([f"({' OR '.join(terms)})" for terms in clauses])


def _matching(index: Index, query: str, most: int) -> list[int]:
    """Places of the facts that match, those with the shortest labels first."""
    rows = index.connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?", (query, most)
    )
    return [place for (place,) in rows]


def _entries(index: Index, places: Sequence[int]) -> list[Sequence[Any]]:
    listed = ",".join(map(str, places))
    rows = index.connection.execute(
        f"SELECT * FROM entry WHERE place IN ({listed})"  # noqa: S608
    )
    return rows.fetchall()


# ---- names that nothing bears


def nearest_name(index: Index, name: str) -> str | None:
    """The id of what has the name most like `name`, if any is near."""
    key = text.fold(name)
    rows = index.ids_named(sorted(one_edit_away(key))) if 2 < len(key) < 60 else []
    if rows:
        return rows[0]
    found = find(index, name, limit=1, lang=None)
    return found.hits[0]["id"] if found.hits else None
