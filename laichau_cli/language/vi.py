"""Vietnamese: its words and marks, under the names that every language has."""

from __future__ import annotations

THOUSANDS, DECIMAL = ".", ","
"""The marks in a number as people write it."""
BOUNDS = {
    "over": "trên",
    "nearly": "gần",
    "about": "khoảng",
    "up-to": "lên tới",
    "at-least": "ít nhất",
    "under": "dưới",
    "at-most": "nhiều nhất",
}
"""The words that hedge a figure, by the `bound` of a fact."""
ESTIMATE = "ước"
SCALE_NAMES = ((12, "nghìn tỷ"), (9, "tỷ"), (6, "triệu"))
"""Powers of ten that have a word in writing, the largest first."""
WORDS = {
    "actual": "Đạt được",
    "fact": "Dữ kiện",
    "facts": "Dữ kiện",
    "figure": "Số liệu",
    "goal_of": "{fact}, mục tiêu của {setter}",
    "goal": "Mục tiêu",
    "id": "Mã",
    "line": "dòng {line}",
    "margin": "Chênh lệch",
    "note": "Ghi chú",
    "period": "Thời kỳ",
    "set_by": "Bên đặt ra",
    "source": "Nguồn",
    "target": "Mục tiêu",
    "topic": "Chủ đề",
    "year_before": "năm trước",
    "verdict": "Đánh giá",
    "exceeded": "vượt",
    "met": "đạt",
    "short": "chưa đạt",
    "unclear": "chưa rõ",
    "province": "Tỉnh",
    "nation": "Cả nước",
    "places_up": "tăng {by} bậc so với {since}",
    "places_down": "giảm {by} bậc so với {since}",
    "change_since": "{by} so với {since}",
    "no_targets": "không có mục tiêu như vậy",
    "above": "cao hơn {by}",
    "below": "thấp hơn {by}",
    "at_goal": "bằng mục tiêu",
    "within_goal": "trong khoảng mục tiêu",
    "may_be_either": "số liệu ước chừng, chưa thể kết luận",
    "undated": "không rõ ngày",
    "rest": "còn lại",
    "due_by": "hạn {due}",
    "points": "điểm %",
    "stated": "nguồn ghi: {stated}",
    "said": "Nêu bằng lời",
    "for_example": "Ví dụ",
    "so_far": "đến nay {verdict}",
    "not_dated": "{verdict}, không rõ ngày",
    "early": "trước hạn",
    "final": "{count} theo số cuối kỳ",
    "none_final": "chưa có số cuối kỳ",
    "needs": "mỗi năm cần {needs}, từ {start} đến {end}",
    "needs_once": "năm {end} cần {needs}",
    "needs_average": "cần {needs}, từ {start} đến {end}",
    "on_track": "đúng tiến độ",
    "off_track": "chậm tiến độ",
    "mark_note": "* có ghi chú về cách đọc",
    "mark_address": "° không giữ bản sao văn bản",
    "mark_newer": "→ số liệu mới hơn",
    "no_date": "bài không ghi ngày ({publishers})",
    "proven": "kiểm chứng được",
    "not_proven": "chưa kiểm chứng được",
    "cite": "trích dẫn: laichau cite {name}",
    "copy": "kiểm chứng được: có bản sao, {file}, dòng {line}",
    "no_copy": "° chưa kiểm chứng được: không giữ bản sao, chỉ có câu trích",
    "figures": "Số lần trích",
    "also": "Còn gọi: {aliases}",
}
"""Every word of ours on a screen."""


def ordinal(digits: str, total: str | None) -> str:
    """A rank: `thứ 27`, `thứ 27/63`."""
    return f"thứ {digits}" if total is None else f"thứ {digits}/{total}"


def part_of(part: str, whole: str) -> str:
    """A part of a whole: `4/8`."""
    return f"{part}/{whole}"


def date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A year, a month or a day, its numbers without leading zeros: `25/2/2022`."""
    return "/".join(filter(None, (day, month, year)))


# ---- reading figures

SCALES = {
    "nghìn tỷ": 12, "nghìn tỉ": 12, "ngàn tỷ": 12, "nghìn": 3, "ngàn": 3, "triệu": 6,
    "tỷ": 9, "tỉ": 9,
}  # fmt: skip
"""Powers of ten after a numeral."""
HEDGES = {
    "over": ("trên", "hơn"),
    "nearly": ("gần", "xấp xỉ"),
    "about": ("khoảng", "chừng"),
}
ESTIMATES = ("ước đạt", "ước tính", "ước")
RANKS = ("xếp thứ", "thứ", "xếp hạng", "hạng", "xếp")
ORDINALS = ""
"""A pattern for what makes a numeral an ordinal; nothing where words before it do."""
FALLS = ("giảm",)
MOVES = r"(?:tăng|giảm)(?:\s+(?:thêm|bình quân|trung bình|khá cao))?"
"""Words before a figure that is how far something moved, not how much of it there is."""
RATIOS = r"/|trên tổng số|trong tổng số"
RANGES = r"-|–|đến\b"

# ---- reading periods

PERIODS = (
    (
        r"(?<![0-9])(?P<months>[0-9]{1,2})\s+tháng(?!\s+[0-9])(?:\s+đầu)?"
        r"(?:(?:\s+năm)?\s+(?P<of>YYYY)(?![0-9]))?"
    ),
    r"\btháng\s+(?P<month>[0-9]{1,2})(?![0-9])(?:(?:/|\s+năm\s+)(?P<in>YYYY))?",
    "RANGE",
    r"(?:(?P<end>cuối|hết)\s+)?(?:\bnăm|\bgiai đoạn|\btừ|\bđến|\bnhiệm kỳ|\bvụ|\()\s*YEAR",
)
"""Periods, with patterns of the reader: a year YYYY, one by itself YEAR, two of them RANGE."""
ORIGINS = r"(?:so với(?: cùng kỳ)?|kể từ|tính từ)\s*$"
"""Words before a period that something is compared with."""
