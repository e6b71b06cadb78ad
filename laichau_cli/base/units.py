"""Units that every base may use without defining them; its own definition goes before these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from laichau_cli.base.model import Fact, Label, Unit


def _unit(vi: str, en: str, *printed: str, **keys: bool) -> Unit:
    return Unit(label=Label(vi=vi, en=en), printed=list(printed), **keys)


BUILT_IN: Mapping[str, Unit] = {
    "percent": _unit("%", "%", "phần trăm", "percent", "per cent", joined=True, share=True),
    "points": _unit("điểm %", "points", "điểm phần trăm", "percentage points"),
    "percent-per-year": _unit("%/năm", "%/yr", "% a year", joined=True),
    "points-per-year": _unit("điểm %/năm", "points/yr"),
    "vnd": _unit("đồng", "VND", "VND", "₫", "dong", scaled=True),
    "usd": _unit("USD", "USD", "$", "US$", "đô la Mỹ", "đô la", "dollars", scaled=True),
    "eur": _unit("euro", "EUR", "EUR", "€", "euros", scaled=True),
    "people": _unit("người", "people", "persons"),
    "households": _unit("hộ", "households", "hộ gia đình", "hộ dân"),
    "ha": _unit("ha", "ha", "héc ta", "hectares"),
    "km": _unit("km", "km", "ki-lô-mét", "kilometres", "kilometers"),
    "km2": _unit("km²", "km²", "km2", "ki-lô-mét vuông", "sq km", "square kilometres"),
    "m2": _unit("m²", "m²", "m2", "mét vuông", "square metres"),
    "m3": _unit("m³", "m³", "m3", "mét khối", "cubic metres"),
    "tonnes": _unit("tấn", "tonnes", "tons"),
    "times": _unit("lần", "times"),
    "kwh": _unit("kWh", "kWh"),
    "mw": _unit("MW", "MW"),
}


def units_of(defined: Mapping[str, Unit], facts: Iterable[Fact | None]) -> dict[str, Unit]:
    """The units of a base: those it defines, and of the built-in ones those that its facts use.

    The others stay out, so that their words do not compete with those of a base's own units.
    """
    used = {unit for fact in facts if fact for unit in (fact.unit, _of_change(fact)) if unit}
    built_in = {id_: unit for id_, unit in BUILT_IN.items() if id_ in used and id_ not in defined}
    return {**defined, **built_in}


def _of_change(fact: Fact) -> str | None:
    return fact.change.unit if fact.change else None
