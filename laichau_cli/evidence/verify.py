"""The figures of a text held against the base: which agree, which differ, which it does not know.

A figure is judged only if the words around it are those of one fact. A false alarm costs more than
an unknown, and a wrong figure must never agree: so a word, a place, a year or a unit that the fact
has not makes the figure unknown. docs/verify.md has the rules, and what they were measured to do.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from laichau_cli.base.verdict import EXACT, printed_interval
from laichau_cli.evidence.claims import (
    MOST_NOUNS,
    NUMERAL,
    WORD,
    Claim,
    Measure,
    claims,
    context,
    measure,
    step,
)
from laichau_cli.evidence.periods import sentence
from laichau_cli.language import LANGUAGES
from laichau_cli.language import claims as terms
from laichau_cli.language.figures import last_year
from laichau_cli.language.fold import fold, spoken
from laichau_cli.language.keystrokes import as_written
from laichau_cli.language.messages import Message, Period, joined, one_of
from laichau_cli.records import series

if TYPE_CHECKING:
    from laichau_cli.records import FactRecord, Label, Lang, Record, SourceRef
    from laichau_cli.search.candidates import Candidate, Facts

LIKELY, EXPLAINED = 0.4, 0.5
"""Share of a name beside the fact's own figure, or one much like it; with the clause's, 0.9."""
NAMED, WHOLE = 0.7, 0.9
"""Shares beside a figure that is just another; from `WHOLE` on a word may be of no fact."""
NEARER = 0.1
"""How much more of a name of another fact stands in the clause where that one must be meant."""
SMALL = 0.55
"""Share of the name beside a measure of one or two digits, as many things may be 3.4%."""
LEAST_SCORE = 0.45
"""What the words of a figure that is called wrong are worth at least."""
RIVAL, AS_LIKELY, NEIGHBOUR = 0.85, 0.95, 0.7
"""Shares of the best score: from which another fact may be meant, from which it is as likely, and
below which one that has the very figure is only a neighbour."""
UNKNOWN_WORD, COMMON_WORD = 0.6, 0.1
"""What a word is worth that no fact has; what one is worth at most that says nothing."""
LEAST_SAID, LEAST_CLAUSE = 0.1, 0.3
"""What a clause without words is worth; up to which worth the clause before it counts too."""
QUOTED, VERBATIM = 5, 6
"""Words around a figure, alike in the text and the source, from which its words may be those of the
source too, and by which they are the same words."""
LEAST_TELLING = 2
"""Words among them that say something by themselves."""
MOST_OPENING = 2
"""Words up to a mark that may say of all the sentence where or when it is true."""
MOST_STRANGE = 3
"""Words that are not the fact's beside a figure that is so like its own that this is meant."""
GOAL_MARKS = 3
"""Marks up to which a figure after a word for a goal may be one."""
MOST_COMPARED = 10
"""Facts that a figure is held against: those with most of its words."""
ENOUGH_DIGITS = 3
"""Digits of a figure that is hardly another fact's by chance."""
ELSEWHERE = 0.1
"""What words of a fact count that are not in its best name."""
GOOD = ("agrees", "rounds")
TRUE = (*GOOD, "other-time")
SIDES = {"over": 1, "at-least": 1, "nearly": -1, "under": -1, "at-most": -1, "up-to": -1}
"""Which side of the printed number a hedge speaks of."""

STRICT = ("over", "under", "nearly")
"""Hedges that the very number contradicts."""
_NATIONS = {*map(fold, terms.NATIONS)}
_PLAIN = frozenset(pair for word in terms.PLAIN for pair in spoken(word))
_GOAL_WORDS = {*" ".join(terms.GOALS).split()}
_MOVES = terms.MOVES | _GOAL_WORDS
_TELLING_NOTHING = {folded for folded, _ in _PLAIN} | _MOVES | terms.STEPS | terms.AVERAGES | {"0"}
_MARKS = re.compile(r"[,.:;()](?!\d)")


class Outcome(NamedTuple):
    """How a claim stands to a fact, by one of its figures."""

    verdict: str
    figure: Mapping[str, Any]
    remark: str = ""
    is_near: bool = False
    """It is so like the fact's figure that this must be meant: digits swapped, another scale."""


@dataclass
class Reading:
    """A claim read as one about a fact."""

    fact: FactRecord
    score: float
    """How much of its best name stands near."""
    named: float
    """The share of that name which stands in the sentence."""
    here: float
    """The share of a name which stands in the figure's own clause."""
    explained: float
    """The share of the clause that is made of the fact's words."""
    unknown: float
    """What the words of the clause are worth that no fact has."""
    is_elsewhere: bool
    """The clause names a place that is not the fact's."""
    is_counted: bool
    """What is counted is not something else than the fact counts."""
    outcome: Outcome
    words: frozenset[str]
    """All its words."""
    candidate: Candidate
    alike: int = 0
    """How many words around the figure are those around the fact's in its source."""
    has_figure: bool = False
    """The figure is the fact's, whatever else is said of it."""
    strange: Sequence[str] = ()
    """Words of the figure's clause, as written, that are not the fact's and say something."""
    is_alone: bool = False
    """Only the unit says what it is, and no other fact has that."""

    def is_nearer(self, other: Reading) -> bool:
        """Whether the figure's own clause says no less of this fact than of another."""
        return self.here >= other.here and self.explained >= other.explained


def verify(text: str, facts: Facts, *, lang: Lang) -> Iterator[Record]:
    """A record for each figure of a text that claims something, in the order of the text."""
    for claim in claims(text):
        reading, verdict, message = judge(claim, facts, lang)
        figure = reading.outcome.figure if reading else {}
        yield {
            "line": claim.line,
            "column": claim.column,
            "printed": claim.printed,
            "verdict": verdict,
            "fact": reading.fact["id"] if reading else None,
            "value": figure.get("value"),
            "unit": reading.fact["unit"] if reading else None,
            "period": figure.get("period", figure.get("due")),
            "message": message,
        }


def judge(claim: Claim, facts: Facts, lang: Lang) -> tuple[Reading | None, str, str]:
    """The fact that a claim is about, if that is sure, the verdict, and what to say."""
    readings = [] if claim.figure.unclear else _readings(claim, facts, lang)
    if not readings:
        return None, "unknown", Message("no fact has these words and this unit")
    top, *others = readings
    same = [other for other in others if other.has_figure and claim.digits > 1]
    if same and top.outcome.verdict == "differs" and same[0].score < NEIGHBOUR * top.score:
        top.outcome = top.outcome._replace(is_near=True)
    is_wrong = _may_differ(claim, top)
    rivals = [one for one in readings if one.score >= RIVAL * top.score and not one.is_elsewhere]
    likely = [one for one in rivals if one.score >= AS_LIKELY * top.score or not is_wrong]
    likely += [one for one in same if one not in likely and one.is_nearer(top)]
    wrong = [one for one in readings if one.outcome.verdict == "differs"]
    nearby = [one.here for one in wrong if one.score >= NEIGHBOUR * top.score]
    for reading in likely:
        if max(nearby, default=0.0) > reading.here + NEARER:
            continue
        is_exact = reading.named >= WHOLE or top.named < WHOLE
        is_good = reading.outcome.verdict in TRUE
        if is_good and is_exact and _may_agree(claim, reading):
            return reading, reading.outcome.verdict, _message(reading, lang)
    if not is_wrong:
        return None, "unknown", _why_not([top, *same], Message("no fact has enough of these words"))
    if top.outcome.verdict == "unknown":
        return top, "unknown", _why_not([top], top.outcome.remark)
    meant = [one for one in rivals if one is top or one.outcome.verdict != "differs"]
    if not top.outcome.is_near:
        meant = [one for one in rivals if one in meant or _may_differ(claim, one)]
    if len(meant) > 1:
        return (
            None,
            "unknown",
            Message("this may be {facts}", facts=one_of([one.fact["id"] for one in meant])),
        )
    return top, "differs", _message(top, lang, same)


def _why_not(readings: Sequence[Reading], otherwise: str) -> str:
    """Of a fact with the very figure, the words that keep it from being taken for that."""
    for reading in readings:
        if reading.has_figure and reading.strange and not reading.is_elsewhere:
            words = ", ".join(f"'{word}'" for word in reading.strange)
            id_ = reading.fact["id"]
            return Message("this may be {fact}, but for {words}", fact=id_, words=words)
    return otherwise


def _may_agree(claim: Claim, reading: Reading) -> bool:
    """Whether the words are enough for a figure that is the fact's; a small one needs more."""
    if reading.is_elsewhere or not (_is_likely(reading) or reading.is_alone):
        return False
    least = SMALL if claim.measure else NAMED
    is_sure = claim.digits >= ENOUGH_DIGITS or reading.is_alone
    return is_sure or (reading.is_counted and reading.named >= least)


def _may_differ(claim: Claim, reading: Reading) -> bool:
    """Whether the words are enough to call a figure wrong."""
    if reading.is_elsewhere or (claim.is_rank and reading.named < NAMED):
        return False
    if reading.is_alone:
        bound = claim.figure.bound
        return reading.outcome.is_near or (bound is not None and bound == reading.fact["bound"])
    if reading.score < LEAST_SCORE or reading.outcome.is_near:
        return reading.score >= LEAST_SCORE and _is_likely(reading)
    is_whole = reading.named >= WHOLE and reading.explained >= (NAMED + WHOLE) / 2
    is_named = min(reading.named, reading.explained) >= NAMED
    return is_named and reading.is_counted and (is_whole or not reading.unknown)


def _is_likely(reading: Reading) -> bool:
    return reading.named >= LIKELY and reading.named + reading.explained >= LIKELY + EXPLAINED


def _message(reading: Reading, lang: Lang, same: Sequence[Reading] = ()) -> str:
    """What the base has, and where it is printed."""
    figure, id_ = reading.outcome.figure, reading.fact["id"]
    period = figure.get("period")
    about = Message("{id}, {period}", id=id_, period=Period(period)) if period else id_
    cite = f"laichau cite {id_}"
    if period and period != reading.fact["period"]:
        cite += f" --at {last_year(period)}"
    message = Message(
        'base: {figure} ({about}; "{words}"; {cite})',
        figure=figure["figure"][lang],
        about=about,
        words=figure["source"]["text"],
        cite=cite,
    )
    remarks = [reading.outcome.remark] if reading.outcome.remark else []
    remarks += [Message("this is the figure of {id}", id=other.fact["id"]) for other in same[:1]]
    return joined([message, *remarks], "; ")


# ---- which fact the words are


def _readings(claim: Claim, facts: Facts, lang: Lang) -> list[Reading]:
    """The facts that a claim may be about, the likeliest first."""
    found = [
        _read(claim, candidate, fact, facts)
        for candidate in facts.about(claim.words)
        for fact in [facts.fact(candidate.position)]
        if _fits(claim, fact, facts.unit(fact)["label"], facts, candidate.words)
    ]
    alone = [reading for reading in found if _is_alone(claim, reading, facts)]
    if len(alone) == 1:
        alone[0].is_alone = True
        alone[0].score += 1
    found.sort(key=lambda reading: -reading.score)
    found = found[:MOST_COMPARED]
    for reading in found:
        reading.alike = _alike(claim, reading.fact, facts)
        if reading.alike >= VERBATIM:
            reading.score += reading.alike
            reading.named = reading.explained = 1.0
            reading.unknown, reading.is_counted, reading.is_elsewhere = 0.0, True, False
        reading.outcome = _compare(claim, reading.fact, facts, lang)
        reading.has_figure = reading.outcome.verdict == "agrees"
        if reading.outcome.verdict == "unknown":
            continue
        reading.strange = _strange(claim, reading, facts)
        if not _is_plain(claim, reading, facts):
            remark = Message("more is said of it than is understood")
            reading.outcome = reading.outcome._replace(verdict="unknown", remark=remark)
    return sorted(found, key=lambda reading: -reading.score)


def _read(claim: Claim, candidate: Candidate, fact: FactRecord, facts: Facts) -> Reading:
    """How much of a fact's names and of the claim's clause go together."""
    score = named = here = 0.0
    own = {*claim.own, *claim.first, *claim.rest}
    for name in candidate.names:
        if name.folded.isdisjoint(claim.words):
            continue
        got = mass = near = 0.0
        for word, accented, weight in name.words:
            if word in claim.words:
                # Words that differ in their accents are others; a name without any may be English.
                is_same = not claim.accents[word].isdisjoint((word, accented))
                worth = weight * (1.0 if is_same else 0.5 if name.is_plain else 0.0)
                got += worth
                mass += worth * claim.words[word]
                near += worth if word in own else 0.0
        here = max(here, near / name.weight if near else 0.0)
        if mass * got > score * name.weight:
            score, named = mass * got / name.weight, got / name.weight
    common = claim.words.keys() & candidate.words
    score += ELSEWHERE * sum(claim.words[word] * facts.weight(word, word) for word in common)
    explained, unknown = _explained(claim, candidate, facts)
    is_other = claim.measure is not None or fact["kind"] == "rank" or not claim.nouns
    known = candidate.words | facts.here
    return Reading(
        fact,
        score,
        named,
        here,
        explained,
        unknown,
        is_elsewhere=not known.issuperset(" ".join(claim.names).split()),
        is_counted=is_other or bool(_words(facts.unit(fact)["label"]) & {*claim.nouns}),
        outcome=Outcome("unknown", fact),
        words=known,
        candidate=candidate,
    )


def _words(label: Label) -> set[str]:
    return {*fold(f"{label['vi']} {label['en']}").split()}


def _measure(label: Label) -> Measure | None:
    """What the unit of this label measures; None for what is counted."""
    return measure(label["vi"]) or measure(label["en"])


def _weight(claim: Claim, word: str, facts: Facts) -> float:
    """What a word of a claim is worth, with those of its accents that are worth most."""
    return max(facts.weight(word, accented) for accented in claim.accents[word])


def _figures(claim: Claim, fact: FactRecord) -> Sequence[Mapping[str, Any]]:
    """All figures of a fact, and of its goals where a claim speaks of one."""
    goals = fact["goals"] if claim.goal_marks is not None else ()
    return (fact, *fact["observations"], *goals)


def _explained(claim: Claim, candidate: Candidate, facts: Facts) -> tuple[float, float]:
    """The share of the claim's clause that is the fact's, and what words no fact has there."""
    skipped = terms.AMONG if claim.is_rank else ()
    skipped = skipped if claim.goal_marks is None else _GOAL_WORDS.union(skipped)
    for clause in (claim.own, claim.wider):
        whole, got, unknown = LEAST_SAID, LEAST_SAID * EXPLAINED, 0.0
        for word in clause:
            if word in facts.here or word in skipped:
                continue
            weight = _weight(claim, word, facts)
            unknown += 0.0 if weight else UNKNOWN_WORD
            whole += weight or UNKNOWN_WORD
            got += weight if word in candidate.words else 0.0
        if whole > LEAST_CLAUSE:
            break
    return got / whole, unknown


def _is_alone(claim: Claim, reading: Reading, facts: Facts) -> bool:
    """Whether a clause names what the whole base is about and nothing but the fact's unit."""
    own = _measure(facts.unit(reading.fact)["label"])
    if claim.measure is not None:
        has_unit = own is not None and own.factor == claim.measure.factor
    else:
        has_unit = claim.nouns != () and reading.is_counted
    if not has_unit or facts.here.isdisjoint(claim.wider) or reading.unknown > UNKNOWN_WORD:
        return False
    said = {*claim.own} - facts.here - terms.REACHED - {*claim.nouns[:1]}
    weights = [_weight(claim, word, facts) for word in said]
    return sum(not 0 < weight <= COMMON_WORD for weight in weights) <= 1


def _alike(claim: Claim, fact: FactRecord, facts: Facts) -> int:
    """How many words around a figure are those around the fact's in its source."""
    best = 0
    for figure in _figures(claim, fact):
        passage, cited = facts.passage(figure["source"]), figure["source"]["text"]
        at = max(passage.find(cited), 0)
        for match in NUMERAL.finditer(passage, at, at + len(cited)):
            before, after = context(passage, *match.span())
            # What stands before the words quoted may be said of another figure.
            theirs = (before if match.start() > at or "goal" in figure else (), after)
            alike = [*map(_alike_first, claim.context, theirs)]
            said = {word for words in alike for word in words} - _TELLING_NOTHING
            if len(said) >= LEAST_TELLING:
                best = max(best, sum(map(len, alike)))
    return best


def _alike_first(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    for count, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return ours[:count]
    return ours[: len(theirs)]


def _fits(
    claim: Claim, fact: FactRecord, label: Label, facts: Facts, words: frozenset[str]
) -> bool:
    """Whether a fact can be what a claim is about, by its unit and kind."""
    changes = claim.moves and fact["change"] is not None
    if fact["kind"] == "rank" or claim.is_rank:
        is_placed = claim.is_rank or claim.figure.total is not None
        is_change = changes and bool(terms.STEPS & {*claim.nouns[:1]})
        return fact["kind"] == "rank" and claim.measure is None and (is_change or is_placed)
    if fact["kind"] not in ("number", "range", "fraction"):
        return False
    own, claimed = _measure(label), claim.measure
    if own is None or claimed is None:
        # 43 people per km² are not people.
        said = {*fold(claim.figure.after).split()[: MOST_NOUNS + 1]}
        is_ratio = "/" in label["vi"] and not any(
            {*fold(label[lang]).split()} <= said for lang in LANGUAGES
        )
        is_counted = own is claimed and not claim.moves and not is_ratio
        return is_counted and (fact["of"] is None) == (claim.figure.total is None)
    if not _is_per(claimed.per, own.per, words):
        return False
    if {own.what, claimed.what} <= {"percent", "points"}:
        grows = own.what == "points" or not facts.unit(fact)["share"]
        is_said = not terms.MOVES.isdisjoint(claim.earlier)
        return claim.moves == grows or (grows and is_said and not claim.is_level)
    return own.what == claimed.what and (not claim.moves or changes)


def _is_per(claimed: str, own: str, words: frozenset[str]) -> bool:
    """Whether what a figure is for each of is what the fact is for each of."""
    if claimed in terms.PER_TIMES:
        return terms.PER_TIMES[claimed] == terms.PER_TIMES.get(own, 12)
    return not claimed or claimed in terms.PER_ANY or claimed in words


def _is_plain(claim: Claim, reading: Reading, facts: Facts) -> bool:
    """Whether a sentence says no more of its figure than the fact does.

    Where it may say more, nothing is judged: it may be the contrary, a sum, a part, another time.
    So every word of the figure's clause must be one of the fact, or one that adds nothing.
    """
    verdict, figure, *_ = reading.outcome
    is_wrong = verdict == "differs"
    numerals = {*NUMERAL.findall(_clause(figure["source"], facts))} | reading.words
    quoted = {*NUMERAL.findall(figure["source"]["text"])}
    part = _part(str(figure.get("period") or ""))
    more = (
        not claim.is_sure_when,
        claim.is_in_turn and reading.alike < VERBATIM,
        not is_wrong and not _is_per_head(claim, reading.fact),
        is_wrong and not _is_named(" ".join(claim.names & _NATIONS), reading.candidate),
        not numerals.issuperset(claim.limits),
        # What the fact's own words count, beside another of their numerals.
        is_wrong
        and claim.measure is None
        and not reading.outcome.remark
        and not quoted.isdisjoint(NUMERAL.findall(claim.printed)),
        part != claim.months and bool(claim.months or claim.period),
        claim.is_rank and not {"cuoi", "last"}.isdisjoint(claim.nouns),
        any(not facts.is_common(word) for word in claim.beside - reading.words),
    )
    most = MOST_STRANGE if is_wrong and reading.outcome.is_near else 0
    return not any(more) and len(reading.strange) <= most


def _is_named(words: str, candidate: Candidate) -> bool:
    return {folded for folded, _ in candidate.spoken}.issuperset(words.split())


def _strange(claim: Claim, reading: Reading, facts: Facts) -> list[str]:
    """The words of a figure's clause that are none of the fact's and say something of their own."""
    unit = facts.unit(reading.fact)["label"]
    figures = _figures(claim, reading.fact)
    around = _sentence if reading.alike >= QUOTED else _clause
    printed = [unit["vi"], unit["en"], *(around(each["source"], facts) for each in figures)]
    theirs = reading.candidate.spoken.union(*map(_spoken, printed))
    known = theirs | _PLAIN
    if claim.is_bare:
        known = frozenset((folded, folded) for folded, _ in known)
    said = dict.fromkeys(claim.own)
    # A name may have a comma within, and one or two words may open a sentence: "Nationwide, …".
    if claim.rest and claim.rest[0] in {folded for folded, _ in theirs}:
        said |= dict.fromkeys(claim.rest)
    is_opening = len(claim.first) <= MOST_OPENING
    if is_opening or not {folded for folded, _ in theirs - _PLAIN}.isdisjoint(claim.first):
        said |= dict.fromkeys(claim.first)
    skipped = facts.here | _MOVES | terms.STEPS | (terms.AMONG if claim.is_rank else frozenset())
    skipped = skipped.union(*(_words(each["set_by"]) for each in figures if "goal" in each))
    return [
        as_written(word, min(claim.accents[word]))
        for word in said
        if word not in skipped
        and known.isdisjoint(
            (form, form if form != word else accented)
            for accented in claim.accents[word]
            for form in (word, f"{word}s", word.removesuffix("s"))
        )
    ]


@functools.lru_cache(maxsize=4096)
def _spoken(text: str) -> frozenset[tuple[str, str]]:
    """Its words, folded and with accents."""
    return frozenset(pair for word in WORD.findall(text) for pair in spoken(word))


def _sentence(source: SourceRef, facts: Facts) -> str:
    """The sentence in which the words quoted of a source stand."""
    passage = facts.passage(source)
    return passage[slice(*sentence(passage, max(passage.find(source["text"]), 0)))]


def _clause(source: SourceRef, facts: Facts) -> str:
    """The words quoted of a source, with the others up to the next mark."""
    passage, cited = facts.passage(source), source["text"]
    before, _, after = passage.partition(cited)
    return f"{_MARKS.split(before)[-1]} {cited} {_MARKS.split(after)[0]}" if after else cited


def _part(period: str) -> tuple[int, ...]:
    """The first and the last month of a period that is some months of one year."""
    first, _, last = period.partition("/")
    if not last or first[:4] != last[:4]:
        return ()
    months = int(first[5:7] or 1), int(last[5:7] or 12)
    return () if months == (1, 12) else months


# ---- a claim and the figures of a fact

_Hold = Callable[[Mapping[str, Any]], Outcome]
"""Holds a claim against one figure."""


def _compare(claim: Claim, fact: FactRecord, facts: Facts, lang: Lang) -> Outcome:
    """A claim held against all figures of one fact, and its goals."""
    own, claimed = _measure(facts.unit(fact)["label"]), claim.measure
    scale = claimed.factor / own.factor if claimed and own else Decimal(1)

    def hold(figure: Mapping[str, Any]) -> Outcome:
        return _against(claim, scale, figure)

    goals = [_as_figure(goal, goal["goal"]) for goal in fact["goals"]]
    if claim.goal_marks is not None and claim.goal_marks <= GOAL_MARKS:
        outcome = _against_goals(claim, fact, goals, hold)
        if claim.goal_marks == 0 or outcome.verdict in GOOD:
            return outcome
    if claim.moves and fact["change"] is not None:
        return _against_change(claim, fact, hold)
    if claimed and own and (claimed.what, own.what) == ("points", "percent"):
        verdict = "differs" if hold(fact).verdict in GOOD else "unknown"
        return Outcome(verdict, fact, Message("in %, not in points"), is_near=True)
    outcome = _against_times(claim, fact, hold, lang)
    is_good = outcome.verdict in TRUE
    if is_good and (_turns(claim, fact, outcome.figure["value"]) or _strays(claim, fact, outcome)):
        return Outcome(
            "differs", outcome.figure, Message("one rises, the other falls"), is_near=True
        )
    if outcome.verdict == "differs" and any(hold(goal).verdict in GOOD for goal in goals):
        return Outcome("unknown", outcome.figure, Message("this is the figure of a goal"))
    return outcome


def _as_figure(record: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    return {**record, "value": value, "of": None, "bound": None}


def _turns(claim: Claim, fact: FactRecord, value: Any) -> bool:
    """Whether a figure is said to fall where the fact rises, or the reverse."""
    is_fall = not terms.FALLS.isdisjoint(_words(fact["label"])) or str(value)[:1] == "-"
    return claim.moves and is_fall != (claim.falls or claim.figure.value < 0)


def _strays(claim: Claim, fact: FactRecord, outcome: Outcome) -> bool:
    """Whether a figure is said to be reached by a rise where the base has a fall, or by a fall."""
    said = {*claim.wider}
    rises, falls = said & terms.RISES, said & terms.FALLS
    if claim.moves or bool(rises) == bool(falls):
        return False
    figures = series(fact)
    at = [figure["period"] for figure in figures].index(outcome.figure["period"])
    beside = figures[at + 1 :][:1] if claim.is_first else figures[:at][-1:]
    if beside:
        here, there = (_ends(figure["value"])[0] for figure in (outcome.figure, *beside))
        is_rise = (here > there) ^ claim.is_first ^ (fact["kind"] == "rank")
        return here != there and is_rise == bool(falls)
    change = fact["change"] if outcome.figure["period"] == fact["period"] else None
    return change is not None and change["by"].startswith("-") != bool(falls)


def _is_per_head(claim: Claim, fact: FactRecord) -> bool:
    """Whether a figure is said to be for each person, if the fact's is."""
    if not any(_words(fact["label"]) >= words for words in terms.PER_CAPITA):
        return True
    per = claim.measure.per if claim.measure else ""
    said = claim.words.keys()
    return per in terms.PER_ANY - terms.PER_TIMES.keys() or any(
        said >= words for words in terms.PER_HEAD
    )


def _against_change(claim: Claim, fact: FactRecord, hold: _Hold) -> Outcome:
    """A rise or fall held against the fact's, if it goes the same way between the same times."""
    change: Mapping[str, Any] = fact["change"] or {}
    by, since = str(change.get("by")), str(change.get("since") or "")
    is_when = claim.period is None or _is_then(claim, fact, fact)
    is_since = not claim.since or {*map(str, claim.since)} == {since[:4]}
    if not is_when or not is_since or claim.falls != by.startswith("-"):
        return Outcome("unknown", fact, Message("more is said of it than is understood"))
    return hold(_as_figure({**fact, "figure": {"vi": by, "en": by}}, by))


def _against_goals(
    claim: Claim, fact: FactRecord, goals: Sequence[Mapping[str, Any]], hold: _Hold
) -> Outcome:
    year = str(claim.period.years[-1]) if claim.period else ""
    due = [goal for goal in goals if not year or (goal["due"] or "").startswith(year)]
    setters = [terms.SETTERS & claim.words.keys() & _words(goal["set_by"]) for goal in due]
    held = [
        hold(goal) for goal, named in zip(due, setters, strict=True) if named or not any(setters)
    ]
    for outcome in held:
        if outcome.verdict in GOOD:
            return outcome
    if not held or hold(fact).verdict in GOOD:
        return Outcome("unknown", fact, Message("the base has no such goal"))
    return Outcome("differs", held[0].figure, Message("this is said to be a goal"))


def _against_times(claim: Claim, fact: FactRecord, hold: _Hold, lang: Lang) -> Outcome:
    figures: list[Mapping[str, Any]] = [fact, *fact["observations"]]
    held = [(figure, hold(figure)) for figure in figures]
    then = [(figure, outcome) for figure, outcome in held if _is_then(claim, fact, figure)]
    for _, outcome in then:
        if outcome.verdict in GOOD:
            return outcome
    for figure, outcome in held:
        if outcome.verdict not in GOOD:
            continue
        if figure["period"] is None:
            return Outcome(
                "unknown", figure, Message("the base does not say of what time this figure is")
            )
        if claim.period is None:
            return Outcome("other-time", figure)
        if len(claim.period.years) > 1:
            break
        remark = Message(
            "{figure} is of {period}",
            figure=figure["figure"][lang],
            period=Period(figure["period"]),
        )
        return Outcome("differs", then[0][0] if then else figure, remark, is_near=True)
    return (
        then[0][1]
        if then
        else Outcome("unknown", fact, Message("the base has no figure of that time"))
    )


def _is_then(claim: Claim, fact: FactRecord, figure: Mapping[str, Any]) -> bool:
    """Whether a figure is of the time that a claim names, or else the document's own."""
    if claim.period is None:
        return figure is fact
    if figure["period"] is not None:
        return claim.period.leaves_open(figure["period"]) is not None
    return str(figure["source"]["published"])[:4] == str(claim.period.years[-1])


def _against(claim: Claim, scale: Decimal, figure: Mapping[str, Any]) -> Outcome:
    """A claim held against one figure, without regard to its time."""
    printed, total = claim.figure, figure["of"]
    ours = [EXACT.multiply(number, scale) for number in printed.numbers]
    value, top = ours[0], ours[-1]
    low, high = _ends(figure["value"])
    if claim.moves:
        value, top, low, high = (abs(number) for number in (value, top, low, high))
    if None not in (printed.total, total) and Decimal(total) != printed.total:
        return Outcome("differs", figure, Message("of another whole"))
    if (value, top) == (low, high):
        return _with_hedges(printed.bound, figure)
    if value != top or low != high:
        is_inside = (low <= value and top <= high) or (value <= low and high <= top)
        return Outcome("unknown" if is_inside else "differs", figure)
    return _near(printed.bound, value, low, EXACT.multiply(claim.step, scale), figure)


def _near(
    bound: str | None, value: Decimal, low: Decimal, least: Decimal, figure: Mapping[str, Any]
) -> Outcome:
    """Another number: rounded to units of `least`, or hedged so that it may be said, or wrong."""
    if bound is None and _rounded(low, least) == value:
        if value >= 10 * least:
            return Outcome("rounds", figure)
        return Outcome("unknown", figure, Message("rounded to a single digit"))
    if bound is not None and least > step(low) and _allows(bound, value, low, least):
        return Outcome("agrees", figure)
    return _unlike(value, low, figure)


def _ends(value: Any) -> tuple[Decimal, Decimal]:
    low, high = (value[0], value[-1]) if isinstance(value, list) else (value, value)
    return Decimal(low), Decimal(high)


def _rounded(value: Decimal, least: Decimal) -> Decimal:
    return EXACT.multiply((value / least).to_integral_value(ROUND_HALF_UP), least)


def _with_hedges(bound: str | None, figure: Mapping[str, Any]) -> Outcome:
    """The same number: hedged otherwise it agrees, unless the hedge is the opposite one."""
    remark = (
        Message("the base has '{hedge}'", hedge=Message(figure["bound"])) if figure["bound"] else ""
    )
    if bound in STRICT and figure["bound"] is None:
        return Outcome("unknown", figure, Message("more is said of it than is understood"))
    if SIDES.get(bound or "", 0) * SIDES.get(figure["bound"] or "", 0) < 0:
        return Outcome("differs", figure, remark, is_near=True)
    return Outcome("agrees", figure, "" if bound else remark)


def _allows(bound: str, value: Decimal, base: Decimal, least: Decimal) -> bool:
    """Whether a claim hedged so, in units of `least`, may be said of the base's number."""
    if SIDES.get(bound) == 1:
        return value < base < value + least
    near = min(least, abs(value) / 10)
    return value - near <= base <= (value + near if bound == "about" else value)


def _unlike(value: Decimal, base: Decimal, figure: Mapping[str, Any]) -> Outcome:
    """Two numbers that differ: how alike their digits are, and whether a hedge allows both."""
    ours, theirs = (number.normalize().as_tuple().digits for number in (value, base))
    power = value.adjusted() - base.adjusted()
    if ours == theirs and len(ours) > 1 and power:
        remark = (
            Message("another scale: {times} times the base's", times=10**power)
            if power > 0
            else Message("another scale: 1/{times} of the base's", times=10**-power)
        )
        return Outcome("differs", figure, remark, is_near=True)
    is_swapped = not power and sorted(ours) == sorted(theirs)
    allowed = printed_interval(base, bound=figure["bound"])
    if figure["bound"] and not is_swapped and allowed.low <= value <= allowed.high:
        return Outcome(
            "unknown", figure, Message("the base has '{hedge}'", hedge=Message(figure["bound"]))
        )
    is_long = len(ours) >= ENOUGH_DIGITS
    unlike = sum(one != other for one, other in zip(ours, theirs, strict=False))
    is_one_off = not power and len(ours) == len(theirs) > ENOUGH_DIGITS and unlike == 1
    is_near = is_one_off or (is_swapped and (is_long or value >= 10**ENOUGH_DIGITS))
    return Outcome("differs", figure, Message("digits swapped") if is_swapped else "", is_near)
