"""Figures as they are printed: exact decimals to words a person reads, in both languages.

Numbers come and go as plain digits (`-1234.5`), never as floats, so nothing is lost on the way.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

MARKS = {"vi": (".", ","), "en": (",", ".")}
"""Thousands and decimal marks."""
BOUND_WORDS = {
    "vi": {"over": "trên", "nearly": "gần", "about": "khoảng"},
    "en": {"over": "over", "nearly": "nearly", "about": "about"},
}
ESTIMATE_WORDS = {"vi": "ước", "en": "est."}
SCALES = {
    "vi": ((12, "nghìn tỷ"), (9, "tỷ"), (6, "triệu")),
    "en": ((12, "trillion"), (9, "billion"), (6, "million")),
}
"""Powers of ten that have a word, the largest first."""
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
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
    thousands, decimal = MARKS[lang]
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    groups += [whole[i : i + 3] for i in range(head, len(whole), 3)]
    sign = "−" if sign else ""
    return sign + thousands.join(groups) + (decimal + fraction if fraction else "")


def scaled(digits: str, *, lang: str) -> str:
    """Plain `digits` with a word for the scale where that shortens them: `47.2 million`."""
    sign, unsigned = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, fraction = unsigned.partition(".")
    for power, word in SCALES[lang]:
        if len(whole) > power:
            rest = (whole[-power:] + fraction).rstrip("0")
            if len(rest) <= LONGEST_SCALED:
                short = sign + whole[:-power] + ("." + rest if rest else "")
                return f"{grouped(short, lang=lang)} {word}"
    return grouped(digits, lang=lang)


def hedged(figure: str, *, bound: str | None, estimate: bool, lang: str) -> str:
    """`figure` after the words that hedge it: `est.`, `over`, `nearly`, `about`."""
    words = [ESTIMATE_WORDS[lang]] if estimate else []
    words += [BOUND_WORDS[lang][bound]] if bound else []
    return " ".join([*words, figure])


def ordinal(digits: str) -> str:
    """An English ordinal: `1st`, `12th`, `62nd`."""
    last_two = digits[-2:].rjust(2, "0")
    suffix = "th" if last_two[0] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + suffix


def spoken_date(iso: str, *, lang: str) -> str:
    """An ISO 8601 year, month or day as people write it: `25 Feb 2022`, `25/2/2022`."""
    year, *rest = iso.split("-")
    numbers = [part.lstrip("0") for part in rest]
    if lang == "vi":
        return "/".join([*reversed(numbers), year])
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return " ".join([*reversed(numbers[1:]), month, year])


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
