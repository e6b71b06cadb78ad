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
    "aliases": "Còn gọi",
    "change": "Thay đổi",
    "due": "Hạn",
    "fact": "Dữ kiện",
    "facts": "Số dữ kiện",
    "figure": "Số liệu",
    "goal": "Mục tiêu",
    "id": "Mã",
    "kind": "Loại",
    "line": "dòng {line}",
    "margin": "Chênh lệch",
    "matched": "Khớp ở",
    "note": "Ghi chú",
    "period": "Thời kỳ",
    "set_by": "Bên đặt ra",
    "source": "Nguồn",
    "target": "Mục tiêu",
    "topic": "Chủ đề",
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
    "caption": "vượt {exceeded} trên {all} mục tiêu",
    "caption_one": "vượt {exceeded} trên {all} mục tiêu",
    "no_targets": "không có mục tiêu như vậy",
    "above": "{by}, cao hơn",
    "below": "{by}, thấp hơn",
    "at_goal": "bằng mục tiêu",
    "within_goal": "trong khoảng mục tiêu",
    "may_be_either": "số liệu ước chừng, chưa thể kết luận",
    "over_time": "Diễn biến",
    "undated": "không ghi ngày",
    "rest": "còn lại",
    "due_by": "hạn {due}",
    "points": "điểm %",
    "stated": "nguồn ghi: {stated}",
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
