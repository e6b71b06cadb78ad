"""What a person reads, in that person's language: figures, goals, verdicts, headings."""

from __future__ import annotations

from laichau_cli.language import figures
from laichau_cli.records import Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laichau_cli.records import ComparisonRecord, FactRecord, Lang, UnitRecord

    Units = Mapping[str, UnitRecord]

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "actual": "Actual", "aliases": "Also", "change": "Change", "due": "Due", "fact": "Fact",
        "facts": "Facts", "figure": "Figure", "goal": "Goal", "id": "Id", "kind": "Kind",
        "line": "line {line}", "margin": "Margin", "matched": "Found in", "note": "Note",
        "period": "Period", "set_by": "Set by", "source": "Source", "target": "Target",
        "topic": "Topic", "verdict": "Verdict",
        "exceeded": "exceeded", "met": "met", "short": "short", "unclear": "unclear",
        "province": "Province", "nation": "Nation",
        "places_up": "up {by} places since {since}",
        "places_down": "down {by} places since {since}",
        "change_since": "{by} since {since}",
        "caption": "{exceeded} of {all} targets exceeded",
        "caption_one": "{exceeded} of {all} target exceeded",
        "no_targets": "no such target", "above": "{by} above", "below": "{by} below",
        "at_goal": "at the goal", "within_goal": "within the goal",
        "may_be_either": "the hedged figure may be either side",
        "over_time": "History", "undated": "undated", "rest": "the rest",
        "due_by": "due {due}", "points": "points",
        "stated": "source says: {stated}",
    },
    "vi": {
        "actual": "Đạt được", "aliases": "Còn gọi", "change": "Thay đổi", "due": "Hạn",
        "fact": "Dữ kiện", "facts": "Số dữ kiện", "figure": "Số liệu", "goal": "Mục tiêu",
        "id": "Mã", "kind": "Loại", "line": "dòng {line}", "margin": "Chênh lệch",
        "matched": "Khớp ở", "note": "Ghi chú", "period": "Thời kỳ", "set_by": "Bên đặt ra",
        "source": "Nguồn", "target": "Mục tiêu", "topic": "Chủ đề", "verdict": "Đánh giá",
        "exceeded": "vượt", "met": "đạt", "short": "chưa đạt", "unclear": "chưa rõ",
        "province": "Tỉnh", "nation": "Cả nước",
        "places_up": "tăng {by} bậc so với {since}", "places_down": "giảm {by} bậc so với {since}",
        "change_since": "{by} so với {since}",
        "caption": "vượt {exceeded} trên {all} mục tiêu",
        "caption_one": "vượt {exceeded} trên {all} mục tiêu",
        "no_targets": "không có mục tiêu như vậy",
        "above": "{by}, cao hơn", "below": "{by}, thấp hơn",
        "at_goal": "bằng mục tiêu", "within_goal": "trong khoảng mục tiêu",
        "may_be_either": "số liệu ước chừng, chưa thể kết luận",
        "over_time": "Diễn biến", "undated": "không ghi ngày", "rest": "còn lại",
        "due_by": "hạn {due}", "points": "điểm %",
        "stated": "nguồn ghi: {stated}",
    },
}  # fmt: skip
"""Every word of ours on a screen, by language."""
SIGNS = {"exceeded": "✔", "met": "=", "short": "✘", "unclear": "?"}
"""A verdict's sign, for screens without colour."""
COLORS = {"exceeded": "green", "met": "cyan", "short": "red", "unclear": "yellow"}
SENSES = {"at-least": "≥", "at-most": "≤"}
NO_UNIT: UnitRecord = {
    "label": {"vi": "", "en": ""},
    "joined": False,
    "scaled": False,
    "share": False,
}


def number(value: Number | list[Number], unit: str | None, units: Units, *, lang: Lang) -> str:
    """A number or range with its unit: `47.2 million VND`, `33,2%/năm`, `400,000–600,000 t`."""
    known = units.get(unit or "", NO_UNIT)
    write = figures.scaled if known["scaled"] else figures.grouped
    ends = value if isinstance(value, list) else [value]
    digits = "–".join([write(end, lang=lang) for end in ends])
    label = known["label"][lang]
    return digits + ("" if known["joined"] or not label else " ") + label


def figure(fact: FactRecord, units: Units, *, lang: Lang) -> str:
    """The figure of a fact as a person reads it, with the words that hedge it."""
    value, total = fact["value"], fact["of"]
    if value is None:
        return ""
    if isinstance(value, str) and fact["kind"] == "date":
        return figures.spoken_date(value, lang=lang)
    if isinstance(value, str) and fact["kind"] == "text":
        return value
    shown = _of_total(fact, units, lang) if total else number(value, fact["unit"], units, lang=lang)  # type: ignore[arg-type]
    return figures.hedged(shown, bound=fact["bound"], estimate=fact["estimate"], lang=lang)


def _of_total(fact: FactRecord, units: Units, lang: Lang) -> str:
    value, total = str(fact["value"]), str(fact["of"])
    if fact["kind"] == "rank":
        if lang == "vi":
            return f"thứ {value}/{total}"
        return f"{figures.ordinal(value)} of {total}"
    label = units.get(fact["unit"] or "", NO_UNIT)["label"][lang]
    joint = "/" if lang == "vi" else " of "
    return f"{figures.grouped(value, lang=lang)}{joint}{figures.grouped(total, lang=lang)} {label}"


def change(fact: FactRecord, units: Units, *, lang: Lang) -> str:
    """How far the figure moved, in words; empty where the source does not say."""
    moved = fact["change"]
    if moved is None:
        return ""
    by, since = moved["by"], figures.spoken_period(moved["since"], lang=lang)
    if fact["kind"] == "rank":
        places = "places_down" if by.startswith("-") else "places_up"
        return WORDS[lang][places].format(by=by.lstrip("-"), since=since)
    shown = signed(number(by, fact["unit"], units, lang=lang))
    return WORDS[lang]["change_since"].format(by=shown, since=since)


def signed(shown: str) -> str:
    """A number already written out, with its sign in front even if it is a plus; none for 0."""
    is_nought = shown.startswith("0") and shown[1:2] not in (",", ".")
    return shown if shown.startswith("−") or is_nought else "+" + shown


def goal(record: ComparisonRecord, units: Units, *, lang: Lang) -> str:
    """The goal with its sense: `≥ 20%/yr`."""
    shown = number(record["goal"], record["unit"], units, lang=lang)
    return f"{SENSES[record['sense']]} {shown}"


def margin(record: ComparisonRecord, units: Units, *, lang: Lang) -> str:
    """How far from the goal, signed, in the fact's unit; percentages differ by points."""
    return signed(difference(record["margin"], record["unit"], units, lang=lang))


def margin_in_words(record: ComparisonRecord, units: Units, *, lang: Lang) -> str:
    """The same as a person says it: `+13.2 points above`, `−214 ha below`, `at the goal`."""
    if record["verdict"] == "unclear":
        return WORDS[lang]["may_be_either"]
    distance = record["margin"]
    if not distance.strip("0.-"):
        return WORDS[lang]["within_goal" if isinstance(record["goal"], list) else "at_goal"]
    is_above = distance.startswith("-") != (record["sense"] == "at-least")
    shown = margin(record, units, lang=lang)
    return WORDS[lang]["above" if is_above else "below"].format(by=shown)


def difference(digits: Number, unit: str | None, units: Units, *, lang: Lang) -> str:
    """A difference of two figures in `unit`: percentages differ by points."""
    if units.get(unit or "", NO_UNIT)["label"][lang].startswith("%"):
        return f"{figures.grouped(digits, lang=lang)} {WORDS[lang]['points']}"
    return number(digits, unit, units, lang=lang)


def observed(fact: FactRecord, *, value: str, period: str | None) -> FactRecord:
    """The fact with another of its figures; what hedges its own does not hold for that."""
    other = fact.copy()
    other["value"], other["period"] = Number(value), period
    other["bound"], other["estimate"] = None, False
    return other


def moved(first: FactRecord, last: FactRecord, units: Units, *, lang: Lang) -> str:
    """The change from one figure of a fact to a later one, signed; of a rank, places gained."""
    by = Number(figures.minus(str(last["value"]), str(first["value"])))
    if first["kind"] == "rank":
        return signed(by[1:] if by.startswith("-") else f"−{by}" if by != "0" else by)
    hedge = "about" if first["bound"] or last["bound"] else None
    shown = signed(difference(by, first["unit"], units, lang=lang))
    return figures.hedged(shown, bound=hedge, estimate=False, lang=lang)


def sparkline(values: Sequence[str]) -> str:
    """Figures as little columns, from the lowest to the highest of them."""
    columns = "▁▂▃▄▅▆▇█"
    numbers = [float(value) for value in values]
    low, span = min(numbers), max(numbers) - min(numbers)
    if not span:
        return columns[3] * len(numbers)
    return "".join(columns[round((n - low) / span * (len(columns) - 1))] for n in numbers)


def verdict(name: str, *, lang: Lang) -> str:
    """The verdict's sign and word."""
    return f"{SIGNS[name]} {WORDS[lang][name]}"


def period(iso: str | None, *, lang: Lang) -> str:
    """A period as people write it; empty where the source is silent."""
    return figures.spoken_period(iso, lang=lang) if iso else ""


def tally(verdicts: list[str], *, lang: Lang) -> str:
    """`5 of 18 targets exceeded · 1 met · 12 short`."""
    if not verdicts:
        return WORDS[lang]["no_targets"]
    key = "caption_one" if len(verdicts) == 1 else "caption"
    counts = {name: verdicts.count(name) for name in SIGNS}
    parts = [WORDS[lang][key].format(exceeded=counts["exceeded"], all=len(verdicts))]
    parts += [
        f"{counts[name]} {WORDS[lang][name]}"
        for name in ("met", "short", "unclear")
        if counts[name]
    ]
    return " · ".join(parts)
