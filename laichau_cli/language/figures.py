"""Figures as they are printed: exact decimals to words a person reads, in both languages.

Numbers come and go as plain digits (`-1234.5`), never as floats, so nothing is lost on the way.
"""

from __future__ import annotations

from laichau_cli.language import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from laichau_cli.records import FigureRecord, Lang, UnitRecord

NO_UNIT: UnitRecord = {
    "label": {"vi": "", "en": ""},
    "joined": False,
    "scaled": False,
    "share": False,
}

SENSES = {"at-least": "≥", "at-most": "≤"}
"""Before a goal."""
LONGEST_SCALED = 3
"""Decimals a scaled figure may keep: 47.2 million, but 47,212,345 in full."""


def plain(number: Decimal) -> str:
    """The digits of a finite `number`, never with an exponent."""
    digits = format(number, "f")
    return digits[1:] if digits.startswith("-") and not number else digits


def trimmed(digits: str) -> str:
    """Plain `digits` without zeros that say nothing: `28.50` is `28.5`, `4.0` is `4`."""
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def grouped(digits: str, *, lang: str) -> str:
    """Plain `digits` with the thousands and decimal marks of `lang`."""
    sign, unsigned = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, fraction = unsigned.partition(".")
    language = words_of(lang)
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    groups += [whole[i : i + 3] for i in range(head, len(whole), 3)]
    sign = "−" if sign else ""
    digits = language.THOUSANDS.join(groups)
    return f"{sign}{digits}{language.DECIMAL}{fraction}" if fraction else sign + digits


def scaled(digits: str, *, lang: str) -> str:
    """Plain `digits` with a word for the scale where that shortens them: `47.2 million`."""
    sign, unsigned = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, fraction = unsigned.partition(".")
    for power, word in words_of(lang).SCALE_NAMES:
        if len(whole) > power:
            rest = (whole[-power:] + fraction).rstrip("0")
            if len(rest) <= LONGEST_SCALED:
                short = sign + whole[:-power] + ("." + rest if rest else "")
                return f"{grouped(short, lang=lang)} {word}"
    return grouped(digits, lang=lang)


def hedged(figure: str, *, bound: str | None, estimate: bool, lang: str) -> str:
    """`figure` after the words that hedge it: `est.`, `over`, `nearly`, `about`."""
    language = words_of(lang)
    words = [language.ESTIMATE] if estimate else []
    words += [language.BOUNDS[bound]] if bound else []
    return " ".join([*words, figure])


def amount(value: str | list[str], unit: UnitRecord | None, *, lang: Lang) -> str:
    """A number or range with its unit: `47.2 million VND`, `33,2%/năm`, `400,000–600,000 t`."""
    known = unit or NO_UNIT
    write = scaled if known["scaled"] else grouped
    digits = "–".join(
        [write(end, lang=lang) for end in ([value] if isinstance(value, str) else value)]
    )
    label = known["label"][lang]
    return digits + ("" if known["joined"] or not label else " ") + label


def figure_of(record: FigureRecord, kind: str, unit: UnitRecord | None, *, lang: Lang) -> str:
    """A figure as a person reads it, with the words that hedge it; empty for a statement."""
    value: Any = record["value"]
    total, language = record["of"], words_of(lang)
    if value is None:
        return ""
    if kind == "date":
        return spoken_date(value, lang=lang)
    if kind == "text":
        return str(value[lang])
    if kind == "rank":
        shown = language.ordinal(value, total)
    elif total is not None:
        label = (unit or NO_UNIT)["label"][lang]
        part, whole = grouped(value, lang=lang), grouped(total, lang=lang)
        shown = f"{language.part_of(part, whole)} {label}"
    else:
        shown = amount(value, unit, lang=lang)
    return hedged(shown, bound=record["bound"], estimate=record["estimate"], lang=lang)


def spoken_date(iso: str, *, lang: str) -> str:
    """An ISO 8601 year, month or day as people write it: `25 Feb 2022`, `25/2/2022`."""
    date: str = words_of(lang).date(*[part.lstrip("0") for part in iso.split("-")])
    return date


def last_year(period: str | None) -> str | None:
    """The year that an ISO 8601 period ends in; None where there is none."""
    return period.rpartition("/")[2][:4] if period else None


def is_year(digits: str) -> bool:
    """Whether bare digits may be a year: 1900 to 2099."""
    return len(digits) == len("2022") and digits.isdecimal() and digits[:2] in ("19", "20")


def spoken_period(period: str, *, lang: str) -> str:
    """An ISO 8601 period as people write it: `2021–2023`, `Jan–Oct 2023`, `31/12/2022`."""
    start, _, end = period.partition("/")
    if not end:
        return spoken_date(start, lang=lang)
    if len(start) == len(end) == len("2023-01") and start[:4] == end[:4]:
        first = spoken_date(start, lang=lang)
        first = first.removesuffix("/" + start[:4]).removesuffix(" " + start[:4])
        return f"{first}–{spoken_date(end, lang=lang)}"
    return f"{spoken_date(start, lang=lang)}–{spoken_date(end, lang=lang)}"


# ---- arithmetic, where a screen needs it


def minus(digits: str, less: str) -> str:
    """The exact difference of two plain numbers."""
    from decimal import Context, Decimal

    exact = Context(prec=100)  # as `verdict` subtracts
    return trimmed(plain(exact.subtract(Decimal(digits), Decimal(less))))


def rest(shares: list[str]) -> str:
    """What plain percentages leave of 100."""
    left = "100"
    for share in shares:
        left = minus(left, share)
    return left


# ---- reading


class _Digits(dict[int, str]):
    """Digits and marks as they are, everything else a blank."""

    def __missing__(self, code: int) -> str:
        blank = self[code] = " "
        return blank


_DIGITS = _Digits({ord(char): char for char in "0123456789.,"})


def numerals(text: str) -> list[str]:
    """The runs of digits in `text`, with the marks inside them: `28,54`, `400.000`, `600.000`."""
    return [piece for run in text.translate(_DIGITS).split() if (piece := run.strip(".,"))]


def readings(numeral: str) -> list[str]:
    """The plain digits that `numeral` may stand for in either language, the likeliest first.

    `14.433` is 14433 in Vietnamese and 14.433 in English; `28,54` is 28.54; `47.2` is 47.2.
    Empty where it is no numeral.
    """
    marks = [char for char in numeral if char in ".,"]
    parts = numeral.replace(",", ".").split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return []
    if not marks:
        return [_canonical(numeral)]
    grouped_ = 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    found = []
    if grouped_ and len(set(marks)) == 1 and not numeral.startswith("0"):
        found.append(_canonical("".join(parts)))
    if len(marks) == 1:
        found.append(_canonical(".".join(parts)))
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and marks[-1] != marks[0]:
        found.append(_canonical("".join(parts[:-1]) + "." + parts[-1]))
    return found


def _canonical(digits: str) -> str:
    whole, dot, fraction = digits.partition(".")
    return trimmed((whole.lstrip("0") or "0") + dot + fraction)


def times_ten(digits: str, power: int) -> str:
    """Plain `digits` times ten to the `power`, exactly: the decimal point moves."""
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(power, "0")
    return _canonical(f"{whole}{fraction[:power]}.{fraction[power:]}" if power else digits)


SCALE_WORDS = {
    "nghin": 3, "ngan": 3, "thousand": 3, "trieu": 6, "million": 6, "millions": 6,
    "ti": 9, "billion": 9, "billions": 9, "trillion": 12,
}  # fmt: skip
"""Folded words for powers of ten, in both languages."""
