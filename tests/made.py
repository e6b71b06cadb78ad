"""Bases made for a test: one in a few words, or valid ones of every kind, by hypothesis."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

# ---- in a few words

HEAD = """schema = 1
title = { vi = "v", en = "e" }
[sources.s]
title = "t"
url = "https://e.org"
lang = "vi"
[units.u]
label = { vi = "u", en = "u" }
[topics.t]
label = { vi = "t", en = "t" }
"""
EVIDENCE = 'evidence = { source = "s", text = "x" }'


def fact(id_: str = "f", *, vi: str = "v", en: str = "e", rest: str = "") -> str:
    labels = f"vi = {json.dumps(vi)}, en = {json.dumps(en)}"
    return f'[facts.{id_}]\ntopic = "t"\nlabel = {{ {labels} }}\n{EVIDENCE}\n{rest}\n'


def target(id_: str, of: str, goal: str) -> str:
    return (
        f'[targets.{id_}]\nfact = "{of}"\ngoal = {goal}\nsense = "at-least"\n'
        f'set_by = {{ vi = "a", en = "b" }}\nscope = "province"\n{EVIDENCE}\n'
    )


def written(folder: Path, text: str, name: str = "base.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- by hypothesis


class Digits(str):
    """A number as it is written."""

    __slots__ = ()


Base = dict[str, Any]

_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếýỹỵAĐỨ"
_MARKS = " -_.,:;/\\|`'\"*[]{}()<>&=+@#$%~^!?0123456789–“”½²漢😀e\u0301"
LABELS = (
    st.text(st.sampled_from(_LETTERS * 2 + _MARKS), min_size=1, max_size=14)
    .map(lambda text: unicodedata.normalize("NFC", text.strip()))
    .filter(lambda text: bool(text) and text == text.strip())
)
BOTH = st.fixed_dictionaries({"vi": LABELS, "en": LABELS})
IDS = st.from_regex(r"[a-f][a-f0-9]{0,3}(-[a-f0-9]{1,3})?", fullmatch=True).filter("all".__ne__)
YEARS = st.integers(2018, 2026).map(str)
PERIODS = st.one_of(
    YEARS,
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)).map(str),
    st.builds("{}/{}".format, st.integers(2010, 2018), YEARS),
)


def _number(whole: int, fraction: str, *, most: int) -> Digits:
    fraction = fraction[: max(0, (most - len(str(abs(whole)))) // 2)]
    return Digits(f"{whole}.{fraction}" if fraction else str(whole))


NUMBERS = st.one_of(
    st.builds(
        _number,
        st.one_of(st.integers(-200, 200), st.integers(-(10**15), 10**15), st.integers(0, 10**29)),
        st.text("0123456789", max_size=14),
        most=st.just(30),
    ),
    st.builds("{}e{}".format, st.integers(1, 99), st.integers(0, 12)).map(Digits),
)
SMALL = st.integers(0, 60).map(str).map(Digits)


def _evidence(sources: list[str]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"source": st.sampled_from(sources), "text": LABELS})


@st.composite
def _topics(draw: Any) -> Base:
    wanted: list[str] = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    for _ in range(draw(st.integers(0, 4))):
        inner = f"{draw(st.sampled_from(wanted))}.{draw(IDS)}"
        if inner not in wanted and inner.count(".") < 4:
            wanted.append(inner)
    optional = {"aliases": st.lists(LABELS, max_size=2)}
    table = st.fixed_dictionaries({"label": BOTH}, optional=optional)
    return {id_: draw(table) for id_ in draw(st.permutations(wanted))}


def _valued(draw: Any, kind: str, units: list[str]) -> Base:
    """The keys that make a fact one of its kind."""
    value = draw(st.one_of(SMALL, NUMBERS))
    unit = draw(st.sampled_from(units))
    if kind == "number":
        hedged = draw(st.sampled_from([None, "over", "nearly", "about"]))
        return {"value": value, "unit": unit} | ({"bound": hedged} if hedged else {})
    if kind == "range":
        low, high = sorted((float(value), float(draw(SMALL)) + 0.5))
        pair = [Digits(f"{low:.2f}"), Digits(f"{high + 1:.2f}")]
        return {"range": pair if abs(low) < 10**12 else [Digits("1"), Digits("2.50")], "unit": unit}
    if kind in ("rank", "fraction"):
        place = draw(st.integers(1, 63))
        of = {"of": Digits(draw(st.integers(place, 99)))}
        return {"value": Digits(place), **of, "unit": "rank" if kind == "rank" else unit}
    if kind == "date":
        return {"date": draw(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))}
    return {"text": draw(st.one_of(LABELS, BOTH))} if kind == "text" else {}


KINDS = ("number", "number", "number", "range", "rank", "fraction", "date", "text", "statement")


@st.composite
def _fact(draw: Any, topics: list[str], units: list[str], sources: list[str]) -> Base:
    kind = draw(st.sampled_from(KINDS))
    fact = {
        "topic": draw(st.sampled_from(topics)),
        "label": draw(BOTH),
        "evidence": draw(_evidence(sources)),
        **_valued(draw, kind, units),
    }
    optional: dict[str, st.SearchStrategy[Any]] = {
        "period": PERIODS,
        "note": BOTH,
        "aliases": st.lists(LABELS, max_size=2),
    }
    if kind in ("number", "range", "rank", "fraction"):
        optional["estimate"] = st.booleans()
    if kind in ("number", "rank"):
        optional["change"] = st.fixed_dictionaries({"by": SMALL, "since": YEARS})
    fact |= draw(st.fixed_dictionaries({}, optional=optional))
    if kind in ("number", "rank"):
        periods = draw(st.lists(PERIODS, max_size=3, unique=True))
        fact["observations"] = [
            {"value": draw(SMALL), "period": period, "evidence": draw(_evidence(sources))}
            for period in periods
            if period != fact.get("period")
        ]
    return fact


@st.composite
def _target(draw: Any, facts: Base, sources: list[str]) -> Base:
    fact = draw(st.sampled_from(sorted(facts)))
    goal = draw(st.one_of(SMALL, NUMBERS))
    if draw(st.booleans()):
        low = draw(st.integers(0, 40))
        goal = [Digits(low), Digits(low + draw(st.integers(1, 9)))]
    optional = {
        "due": PERIODS,
        "stated": st.sampled_from(["exceeded", "met", "short"]),
        "note": BOTH,
    }
    return {
        "fact": fact,
        "goal": goal,
        "sense": draw(st.sampled_from(["at-least", "at-most"])),
        "set_by": draw(BOTH),
        "scope": draw(st.sampled_from(["province", "nation"])),
        "evidence": draw(_evidence(sources)),
        **draw(st.fixed_dictionaries({}, optional=optional)),
    }


@st.composite
def bases(draw: Any) -> Base:
    """A valid base, as TOML would give it: numbers as they are written."""
    topics = draw(_topics())
    optional = {"publisher": LABELS}
    source = st.fixed_dictionaries(
        {
            "title": LABELS,
            "url": st.just("https://e.org/%20"),
            "lang": st.sampled_from(["vi", "en"]),
        },
        optional=optional,
    )
    sources = draw(st.dictionaries(IDS, source, min_size=1, max_size=3))
    flags = {name: st.booleans() for name in ("joined", "scaled", "share")}
    unit = st.fixed_dictionaries({"label": BOTH}, optional=flags)
    units = draw(st.dictionaries(IDS, unit, min_size=1, max_size=3))
    ids = draw(st.lists(IDS.filter(lambda id_: id_ not in topics), max_size=7, unique=True))
    facts = {id_: draw(_fact(sorted(topics), sorted(units), sorted(sources))) for id_ in ids}
    judged = {id_: f for id_, f in facts.items() if "range" in f or _is_number(f)}
    targets = {}
    if judged:
        wanted = draw(st.lists(IDS, max_size=4, unique=True))
        targets = {id_: draw(_target(judged, sorted(sources))) for id_ in wanted}
    return {
        "schema": Digits("1"),
        "title": draw(BOTH),
        "sources": sources,
        "units": units,
        "topics": topics,
        "facts": facts,
        "targets": targets,
    }


def _is_number(fact: Base) -> bool:
    return "value" in fact and (fact["unit"] == "rank" or "of" not in fact)


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    match value:
        case Digits():
            return value
        case bool():
            return str(value).lower()
        case str():
            escaped = "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in value)
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if (
                escaped == value
            ) else '"' + escaped.replace('"', '\\"') + '"'  # fmt: skip
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            pairs = [f"{toml(key)} = {toml(item)}" for key, item in value.items()]
            return "{" + ", ".join(pairs) + "}"
    return str(value)


def document(base: Base) -> str:
    """A base as a file: a table for each id, a line for each key."""
    lines = [f"{key} = {toml(base[key])}" for key in base if not isinstance(base[key], dict)]
    lines += [f"title = {toml(base['title'])}"] if "title" in base else []
    for name, tables in base.items():
        if name == "title" or not isinstance(tables, dict):
            continue
        for id_, table in tables.items():
            if not isinstance(table, dict):
                lines.append(f"[{name}]\n{toml(id_)} = {toml(table)}")
                continue
            lines.append(f"[{name}.{toml(id_)}]")
            lines += [f"{toml(key)} = {toml(item)}" for key, item in table.items()]
    return "\n".join(lines) + "\n"
