"""What the words mean, and which facts come first.

A search is read into slots, one for each word or number that counts. Each slot holds the index
terms that may stand for what was typed, with how well they do. SQLite finds the facts that could
answer, few enough to look at one by one; `ranking` puts them in order.
"""

from __future__ import annotations

from laichau_cli.language import en, keystrokes, vi
from laichau_cli.language.figures import SCALE_WORDS, is_year, readings, trimmed
from laichau_cli.language.fold import fold, spoken
from laichau_cli.language.messages import Message
from laichau_cli.search.rank import Ranking
from laichau_cli.search.vocabulary import (
    COMMON,
    ENOUGH,
    MOST_LISTED,
    Vocabulary,
    one_edit_away,
    value_term,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from laichau_cli.index.ask import Index
    from laichau_cli.records import FactRecord, Lang
    from laichau_cli.search.rank import Hit
    from laichau_cli.search.vocabulary import Slot

    Piece = tuple[str, str]
    """A word (folded, accented), or a number (numeral, "")."""
    Reading = tuple[list[Slot], list[str], bool]
    """What was typed as slots, what to say of that, and whether a fact must have all of it."""

MOST_TYPED = 2000
"""Characters of a search that are read."""
MOST_WORDS = 24
"""Words of a search that are read; nobody types more."""
MOST_CANDIDATES = 120
"""Facts that are scored one by one, unless more are to be shown."""
COMPLETE = float("inf")
"""What facts with every word may score: there is no reason to leave them out."""
NEXT_BEST = 0.4
"""Share of the best score below which a fact is not worth showing."""
LEAST_SURE = 0.43
"""How sure a first fact must be for any to be shown."""
SURE = 0.6
"""How sure it must be for nothing to be said of that."""
MOST_NAMED = 3
"""Facts that are named where none is shown."""


class Found:
    """The facts found, best first, and what is to be said about how."""

    year: str | None = None
    """The one year that was typed, where a number was read as a year."""
    is_sure = False
    """Whether the first fact has every word, and is surely what was meant."""

    def __init__(
        self, hits: list[FactRecord], *, messages: Sequence[str] = (), hint: str = ""
    ) -> None:
        self.hits = hits
        self.messages = messages
        self.hint = hint
        self.words: dict[str, set[str]] = {}
        """For each fact, the folded words of it that were found."""
        self.observed: dict[str, int] = {}
        """For a fact found by a number that is one of its `observations`, which of them."""


def find(index: Index, query: str, *, limit: int, lang: Lang | None) -> Found:
    """Up to `limit` facts, best first; never raises for what was typed.

    None where it is likelier that the base has no answer; `hint` then says what is nearest.
    """
    vocabulary = Vocabulary(index)
    pieces = pieces_of(vocabulary, query)
    if not pieces:
        return Found([])
    if place := _elsewhere(index, vocabulary, pieces):
        return Found([], hint=Message("; nothing here is about {place}", place=place))
    sureness, slots, hits, messages = likeliest(index, vocabulary, pieces, limit)
    if sureness < LEAST_SURE:
        return Found([], hint=_hint(index, vocabulary, pieces, hits[:MOST_NAMED], lang))
    if sureness < SURE:
        messages = [*messages, Message("not sure that this is what was meant")]
    lacked = [slot for slot in hits[0].lacked() if slot.is_known()]
    if lacked and (words := _telling(lacked)):
        messages = [*messages, Message("what comes first has no {words}", words=words)]
    found = _told(index, slots, hits, messages, lang)
    found.is_sure = sureness >= SURE and hits[0].is_complete()
    return found


def _telling(slots: Sequence[Slot]) -> str:
    """The words of these that say something by themselves, as they were typed."""
    from laichau_cli.language.claims import PLAIN

    plain = {
        pair for word in PLAIN for form in (word, f"{word}s", fold(word)) for pair in spoken(form)
    }
    return _as_typed([slot for slot in slots if (slot.typed, slot.accented) not in plain])


def _as_typed(slots: Sequence[Slot]) -> str:
    """Their words, for a message."""
    return ", ".join([f"'{keystrokes.as_written(s.typed, s.accented)}'" for s in slots])


def likeliest(
    index: Index, vocabulary: Vocabulary, pieces: Sequence[Piece], limit: int
) -> tuple[float, list[Slot], list[Hit], list[str]]:
    """The reading with the surest first fact: how sure, its slots, its hits, what to say of it."""
    best: tuple[float, list[Slot], list[Hit], list[str]] = (0.0, [], [], [])
    for slots, messages, is_whole in _interpretations(vocabulary, pieces):
        hits = _hits(index, slots, limit, is_whole=is_whole)
        sureness = hits[0].sureness() if hits else 0.0
        if sureness > best[0]:
            best = sureness, slots, hits, [*messages, *hits[0].corrections()]
            if sureness > SURE and hits[0].is_complete():
                break
    return best


def _told(
    index: Index,
    slots: Sequence[Slot],
    hits: Sequence[Hit],
    messages: Sequence[str],
    lang: Lang | None,
) -> Found:
    """The records of the hits, each with why it was found."""
    records: list[Any] = list(index.facts_at([hit.position for hit in hits], lang=lang))
    found = Found(records, messages=messages)
    years = [slot.typed for slot in slots if slot.is_number and _is_year(slot)]
    found.year = years[0] if len(years) == 1 else None
    values = {term.removeprefix("#") for slot in slots if slot.is_number for term in slot.terms}
    for record, hit in zip(records, hits, strict=True):
        record["score"] = round(hit.score, 4)
        record["matched"] = hit.fields()
        found.words[record["id"]] = hit.words()
        if values.isdisjoint(_digits(record)):
            for at, figure in enumerate(record.get("observations", ())):
                if not values.isdisjoint(_digits(figure)):
                    found.observed.setdefault(record["id"], at)
    return found


def _digits(figure: Any) -> list[str]:
    """The numbers of a figure, as the index has them."""
    value = figure["value"]
    ends = value if isinstance(value, list) else [value]
    return [trimmed(str(end)) for end in ends]


def _is_year(slot: Slot) -> bool:
    """Whether a number was read as a year: beside other words, or as no fact has it."""
    return is_year(slot.typed) and not any(term.startswith("#") for term in slot.terms)


# ---- reading what was typed


def pieces_of(vocabulary: Vocabulary, query: str) -> list[Piece]:
    """The words and numbers of a query, in order."""
    pieces: list[Piece] = []
    for piece in query[:MOST_TYPED].replace("/", " ").split():
        bare = piece.strip("%.,;:!?()[]\"'“”‘’<>≥≤+*$₫").removesuffix("%")
        numbers = bare.replace("–", "-").split("-")
        digits = bare.rstrip("".join({char for char in bare if char.isalpha()}))
        unit = bare[len(digits) :]
        if all(readings(number) for number in numbers):
            pieces += [(number, "") for number in numbers]
        elif unit and readings(digits) and not vocabulary.count(fold(bare)):
            pieces += [(digits, ""), *spoken(unit)]
        else:
            pieces += spoken(piece)
    return _grouped(vocabulary, _without_years_words(pieces[:MOST_WORDS]))


def _without_years_words(pieces: Sequence[Piece]) -> list[Piece]:
    """The same without `năm` and `year` before a year, which are words of other names too."""
    following = [*(word for word, _ in pieces[1:]), ""]
    return [
        piece
        for piece, after in zip(pieces, following, strict=False)
        if piece[0] not in ("nam", "year") or not is_year(after)
    ]


def _grouped(vocabulary: Vocabulary, pieces: Sequence[Piece]) -> list[Piece]:
    """Digits in groups of three, with blanks between them, as the one number that a fact has."""
    grouped: list[Piece] = []
    for word, accented in pieces:
        before = grouped[-1][0] if grouped and not grouped[-1][1] else ""
        if before.isdigit() and not accented and word.isdigit() and len(word) == len("000"):
            grouped[-1] = (before + word, "")
        else:
            grouped.append((word, accented))
    numbers = [word for word, accented in grouped if not accented]
    is_known = all(any(vocabulary.count(value_term(v)) for v in readings(n)) for n in numbers)
    return grouped if is_known else list(pieces)


def _elsewhere(index: Index, vocabulary: Vocabulary, pieces: Sequence[Piece]) -> str:
    """Another place than the base's that was typed, if no name of the base holds it."""
    if vocabulary.place and vocabulary.place.keys() <= {word for word, _ in pieces}:
        return ""
    for place in f"{vi.PLACES}, {en.PLACES}".replace("\n", " ").split(", "):
        if _is_typed(place, pieces) and not _is_named(index, words := fold(place).split()):
            return "" if _is_astride(index, words, pieces) else place.strip()
    return ""


def _is_named(index: Index, words: Sequence[str]) -> bool:
    """Whether a name of the base has these folded words in a row."""
    having = _matching(index, _all_of([[f'name : "{word}"'] for word in words]), 200)
    names = [f" {row[2]} ".replace("\n", " \n ") for row in _entries(index, having)]
    return any(f" {' '.join(words)} " in text for text in names)


def _is_astride(index: Index, place: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """Whether what looks like a place, without accents, is made of the ends of two names.

    `cap quang nam nay` has `quang nam`; a name of the base has `cap quang`.
    """
    if any(word != accented for word, accented in pieces if word in place):
        return False
    typed = [word for word, _ in pieces]
    at = next(at for at in range(len(typed)) if typed[at : at + len(place)] == [*place])
    end = at + len(place)
    pairs = (typed[max(at - 1, 0) : at + 1], typed[end - 1 : end + 1])
    return any(len(pair) > 1 and _is_named(index, pair) for pair in pairs)


def _is_typed(phrase: str, pieces: Sequence[Piece]) -> bool:
    """Whether the words of a phrase were typed one after the other, with its accents or none."""
    folded = fold(phrase)
    if f" {folded} " not in f" {' '.join([word for word, _ in pieces])} ":
        return False
    typed = f" {' '.join([accented or word for word, accented in pieces])} "
    as_said = " ".join([accented for _, accented in spoken(phrase)])
    return f" {folded} " in typed or f" {as_said} " in typed


def _interpretations(vocabulary: Vocabulary, pieces: Sequence[Piece]) -> Iterator[Reading]:
    """What was typed may mean this, and if that finds nothing, this; with what to say of it."""
    yield from _goals(vocabulary, pieces)
    slots = _slots(vocabulary, pieces)
    unknown = [slot for slot in slots if not slot.is_known() and not slot.is_common]
    rest = Message("no fact has {words}; these have the rest", words=_as_typed(unknown))
    yield slots, [rest] if unknown else [], False
    wrong = unknown or [slot for slot in slots if not slot.sure and not slot.is_common]
    near = {slot: vocabulary.near(slot.typed) for slot in wrong}
    if any(near.values()):
        yield (
            [vocabulary.corrected_slot(s, near[s]) if near.get(s) else s for s in slots],
            [],
            False,
        )
    yield from _spelt_out(vocabulary, pieces, vocabulary.in_full, at_once=3)
    yield from _keystrokes(vocabulary, pieces)
    yield from _spelt_out(vocabulary, pieces, vocabulary.cut, at_once=1)


def _slots(vocabulary: Vocabulary, pieces: Sequence[Piece]) -> list[Slot]:
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
            follows = pieces[at][0] if at < len(pieces) else ""
            slot = vocabulary.number_slot(word, power)
            is_beside = len(pieces) > 1 and not power and not vocabulary.is_unit(follows)
            year = vocabulary.year_slot(word) if is_beside else slot
            slots.append(year if _is_year(year) else slot)
        else:
            slots.append(vocabulary.word_slot(word, accented))
    return slots


def _spelt_out(
    vocabulary: Vocabulary, pieces: Sequence[Piece], way: Callable[[str], str], *, at_once: int
) -> Iterator[Reading]:
    """Abbreviations, or words typed as one, in full; up to so many side by side may be one."""
    read: list[Piece] = []
    messages: list[str] = []
    at = 0
    while at < len(pieces):
        for size in range(at_once, 0, -1):
            typed = "".join([accented for _, accented in pieces[at : at + size]])
            full = way(typed) if typed not in COMMON else ""
            if full:
                break
        read += spoken(full) if full else pieces[at : at + 1]
        messages += [Message("'{typed}' read as: {full}", typed=typed, full=full)] if full else []
        at += size
    if messages:
        yield _slots(vocabulary, read), messages, True


def _keystrokes(vocabulary: Vocabulary, pieces: Sequence[Piece]) -> Iterator[Reading]:
    """The words read as raw keystrokes, if that makes every unknown one known."""
    for method, name in ((keystrokes.typed_in_vni, "VNI"), (keystrokes.typed_in_telex, "Telex")):
        read = [one for piece in pieces if (one := _typed_in(vocabulary, piece, method))]
        if len(read) == len(pieces) and [piece for _, piece in read] != pieces:
            shown = " ".join([word for word, _ in read])
            slots = _slots(vocabulary, [piece for _, piece in read])
            yield slots, [Message("read as {method}: {words}", method=name, words=shown)], False


def _typed_in(
    vocabulary: Vocabulary, piece: Piece, method: Callable[[str], str]
) -> tuple[str, Piece] | None:
    """A known piece as it is, another as what its keystrokes make, None if that is unknown too."""
    word, accented = piece
    if not accented or word in COMMON or vocabulary.has(word):
        return keystrokes.as_written(word, accented or word), piece
    typed = method(word)
    said = spoken(typed)
    if len(said) == 1 and vocabulary.count(said[0][0]):
        return typed, said[0]
    return None


def _goals(vocabulary: Vocabulary, pieces: Sequence[Piece]) -> Iterator[Reading]:
    """A question for goals that were exceeded, met or not reached, about what else was typed."""
    for language in (vi, en):
        if not any(_is_typed(goal, pieces) for goal in language.GOALS):
            continue
        denied = any(_is_typed(word, pieces) for word in language.NOT.split())
        for verdict, words in language.VERDICTS.items():
            said = next((word for word in words.split() if _is_typed(word, pieces)), None)
            if said is not None:
                others = f"{' '.join(language.GOALS)} {language.NOT} {words}".split()
                rest = [p for p in pieces if not any(_is_typed(word, [p]) for word in others)]
                true = {"met": ("short",) if denied else ("met", "exceeded")}.get(
                    verdict, (verdict,)
                )
                slots = [vocabulary.verdict_slot(said, true), *_slots(vocabulary, rest)]
                message = Message(
                    "goals by their verdict; laichau compare-target --status {verdict} shows all",
                    verdict=true[0],
                )
                yield slots, [message], False


def _hint(
    index: Index,
    vocabulary: Vocabulary,
    pieces: Sequence[Piece],
    hits: Sequence[Hit],
    lang: Lang | None,
) -> str:
    """What to say where nothing is shown: facts with one of the words, or words that are near."""
    if hits:
        named = index.facts_at([hit.position for hit in hits], lang=None)
        facts = ", ".join([f"{fact['label'][lang or 'en']} ({fact['id']})" for fact in named])
        return Message("; facts with one of the words: {facts}", facts=facts)
    near = [word for typed, _ in pieces for word in vocabulary.alike(typed)]
    listed = ", ".join(dict.fromkeys(near))
    if listed:
        return Message("; nearest words: {words}", words=listed)
    return Message("; laichau show lists the topics")


# ---- finding and scoring


def _hits(index: Index, slots: Sequence[Slot], limit: int, *, is_whole: bool) -> list[Hit]:
    """The facts found, best first; only those with every word that counts if it `is_whole`."""
    known = [slot for slot in slots if slot.is_known()]
    wanted = [slot for slot in known if not slot.is_common] or known
    if not wanted or (is_whole and any(not s.is_known() and not s.is_common for s in slots)):
        return []
    ranking = Ranking(slots)
    hits: dict[int, Hit] = {}
    most = max(limit, MOST_CANDIDATES)
    for score, places in _candidates(index, wanted, ranking, most):
        if is_whole and score != COMPLETE:
            break
        if len(hits) >= most or (hits and not _may_matter(score, hits, limit)):
            break
        new = [place for place in places if place not in hits][: most - len(hits)]
        hits |= {place: ranking.hit(row) for place, *row in _entries(index, new)}
    best = sorted(hits.values(), key=lambda hit: (-hit.score, hit.position))
    return [hit for hit in best if hit.score > NEXT_BEST * best[0].score][:limit]


def _may_matter(score: float, hits: dict[int, Hit], limit: int) -> bool:
    """Whether a fact with such a score would be shown."""
    scores = sorted([hit.score for hit in hits.values()], reverse=True)
    return score > NEXT_BEST * scores[0] and (len(scores) < limit or score > scores[limit - 1])


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
        terms = [] if slot in frequent else _listed(slot)
        if terms:
            for place in _matching(index, _all_of([terms]), MOST_LISTED):
                having.setdefault(place, []).append(slot)
    alike: dict[tuple[Slot, ...], list[int]] = {}
    for place, some in having.items():
        alike.setdefault(tuple(some), []).append(place)
    groups = [(ranking.most([*some, *frequent]), sorted(alike[some])) for some in alike]
    yield from sorted(groups, key=lambda group: -group[0])
    for some in [frequent, *([slot] for slot in frequent)] if frequent else []:
        yield ranking.most(some), _matching(index, _all_of([_quoted(s.sure) for s in some]), most)


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
    """The id of what has a name one letter away, or surely all words of `name`."""
    key = fold(name)
    rows = index.ids_named(sorted(one_edit_away(key))) if 2 < len(key) < 60 else []
    if rows:
        return rows[0]
    found = find(index, name, limit=1, lang=None)
    return found.hits[0]["id"] if found.is_sure else None
