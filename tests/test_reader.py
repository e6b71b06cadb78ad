"""The independent reader: figures, dates and periods as documents print them, in both languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.evidence import reader
from laichau_cli.evidence.reader import Span
from laichau_cli.language.figures import grouped, plain

LANGS = st.sampled_from(["vi", "en"])


def read(line: str, lang: str = "vi") -> list[str]:
    return [figure.said() for figure in reader.figures(line, lang=lang)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("14.433 km", "14433"),
        ("28,54%", "28.54"),
        ("gần 3,9 nghìn ha", "nearly 3900"),
        ("trên 7,3 ngàn ha", "over 7300"),
        ("gần 400 tỷ đồng", "nearly 400000000000"),
        ("1,5 nghìn tỉ đồng", "1500000000000"),
        ("400.000-600.000 tấn/năm", "400000 to 600000"),
        ("từ 3 đến 5 xã", "3 to 5"),
        ("xếp thứ 62/63", "rank 62 of 63"),
        ("xếp thứ 27 cả nước", "rank 27"),
        ("4/8 huyện", "4 of 8"),
        ("4 trong tổng số 8 huyện", "4 of 8"),
        ("03 nền tảng", "3"),
        ("47,2 triệu đồng", "47200000"),
        ("ước đạt 47,2 triệu đồng", "estimate 47200000"),
        ("ước khoảng 5 xã", "estimate about 5"),
        ("ước đạt khoảng 5 xã", "estimate about 5"),
        ("xấp xỉ 5 xã", "nearly 5"),
        ("Hơn 5 xã", "over 5"),
        ("chừng 5 xã", "about 5"),
        ("nhiệt độ -2,5 độ", "-2.5"),
        ("nhiệt độ (−2,5 độ)", "-2.5"),
        ("2 nghìnx", "2"),
        ("đỉnh trênx 5", "5"),
    ],
)
def test_vietnamese_figures(line: str, said: str) -> None:
    assert read(line) == [said]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("128,450 volumes", "128450"),
        ("61.5%", "61.5"),
        ("over 96,000", "over 96000"),
        ("More than 96,000", "over 96000"),
        ("nearly 40", "nearly 40"),
        ("close to 40", "nearly 40"),
        ("about 40", "about 40"),
        ("an estimated $1.2 million", "estimate 1200000"),
        ("an estimated total of about 5 thousand", "estimate about 5000"),
        ("est. 2 billion", "estimate 2000000000"),
        ("3 trillion", "3000000000000"),
        ("between 300 and 400 thousand dollars", "300000 to 400000"),
        ("from 9 to 10%", "9 to 10"),
        ("9–10%", "9 to 10"),
        ("ranked 3rd of 12", "rank 3 of 12"),
        ("the 3rd", "rank 3"),
        ("ranked 3", "rank 3"),
        ("4 of 8", "4 of 8"),
        ("4 out of 8", "4 of 8"),
        ("-2.5 degrees", "-2.5"),
        ("it was -2.5 degrees", "-2.5"),
    ],
)
def test_english_figures(line: str, said: str) -> None:
    assert read(line, "en") == [said]


@pytest.mark.parametrize(
    ("line", "lang", "said"),
    [
        ("COVID-19", "vi", []),
        ("47.2 triệu", "vi", ["47200000"]),
        ("1,2,3", "vi", []),
        ("1.23.456", "vi", []),
        ("1234.567", "vi", ["1234.567"]),
        ("28,54", "en", ["28.54"]),
        ("không có số nào", "vi", []),
        ("5-3", "vi", ["5", "3"]),
        ("5 and 6", "en", ["5", "6"]),
        ("4/5,6,7", "vi", ["4"]),
        ("15,3%, Hà Nhì 3,1%", "vi", ["15.3", "3.1"]),
    ],
)
def test_what_cannot_be_told_is_not_guessed(line: str, lang: str, said: list[str]) -> None:
    assert read(line, lang) == said


def test_a_figure_says_where_it_stands() -> None:
    line = "Xã có gần 3,9 nghìn ha lúa"
    (figure,) = reader.figures(line, lang="vi")
    assert line[slice(*figure.extent)] == "gần 3,9 nghìn"
    assert [line[slice(*span)] for span in figure.spans] == ["3,9"]
    assert figure.after == "ha lúa"
    assert line[figure.after_at :] == figure.after


def test_a_currency_is_before_its_figure() -> None:
    line = "It cost over US$ 1.2 million"
    (figure,) = reader.figures(line, lang="en")
    assert (figure.sign, figure.bound) == ("US$", "over")
    assert line[figure.sign_at :].startswith("US$")
    assert line[slice(*figure.extent)] == "over US$ 1.2 million"


@pytest.mark.parametrize(
    ("line", "lang", "moved", "moves"),
    [
        ("giảm 3,4 điểm", "vi", "-3.4", True),
        ("giảm bình quân 3,4%", "vi", "-3.4", True),
        ("tăng 28 bậc", "vi", "28", True),
        ("tăng gần 28 bậc", "vi", "28", True),
        ("chiếm 28%", "vi", "28", False),
        ("fell by 2.5%", "en", "-2.5", True),
        ("up 3,200", "en", "3200", True),
        ("a growth of 5%", "en", "5", True),
        ("a share of 5%", "en", "5", False),
    ],
)
def test_rises_and_falls(line: str, lang: str, moved: str, *, moves: bool) -> None:
    (figure,) = reader.figures(line, lang=lang)
    assert (figure.moved, figure.moves) == (Decimal(moved), moves)


# ---- dates and periods


@pytest.mark.parametrize(
    "line",
    [
        "ngày 25/2/2022",
        "ngày 25-02-2022",
        "25 tháng 2 năm 2022",
        "25 tháng 2, năm 2022",
        "25 February 2022",
        "25th Feb. 2022",
        "February 25, 2022",
    ],
)
def test_dates(line: str) -> None:
    ((date, span, _),) = reader.dates(line, lang="vi" if "tháng" in line or "/" in line else "en")
    assert date == dt.date(2022, 2, 25)
    assert line[span.start : span.end].endswith("2022")


@pytest.mark.parametrize(
    "line", ["31/2/2022", "25/13/2022", "0 May 2022", "25/13/22", "1.25/2/2022"]
)
def test_no_dates(line: str) -> None:
    assert list(reader.dates(line, lang="en")) == []


@pytest.mark.parametrize(
    ("line", "lang", "period", "left_open"),
    [
        ("Năm 2022, xã", "vi", "2022", set()),
        ("Năm 2022, xã", "vi", "2021", None),
        ("Năm 2022, xã", "vi", "2022-12", {12}),
        ("cuối năm 2022", "vi", "2022-12-31", set()),
        ("cuối năm 2022", "vi", "2022-12", set()),
        ("cuối năm 2022", "vi", "2022-12-30", {12, 30}),
        ("giai đoạn 2021-2023", "vi", "2021/2023", set()),
        ("giai đoạn 2021 -2025", "vi", "2021/2025", set()),
        ("giai đoạn 2021-2023", "vi", "2021", None),
        ("giai đoạn 2021-2023", "vi", "2020/2023", None),
        ("10 tháng tăng", "vi", "2023-01/2023-10", {2023}),
        ("10 tháng năm 2023", "vi", "2023-01/2023-10", set()),
        ("10 tháng tăng", "vi", "2023-01/2023-09", None),
        ("giữa tháng 11 vừa qua", "vi", "2023-11", {2023}),
        ("tháng 11/2023", "vi", "2023-11", set()),
        ("tháng 11 năm 2023", "vi", "2023-11-19", {19}),
        ("tháng 11 năm 2023", "vi", "2023-10", None),
        ("ngày 25/2/2022", "vi", "2022-02-25", set()),
        ("ngày 25/2/2022", "vi", "2022-02-26", None),
        ("in 2022", "en", "2022", set()),
        ("at the end of 2022", "en", "2022-12-31", set()),
        ("from 2021 to 2023", "en", "2021/2023", set()),
        ("between 2021 and 2023", "en", "2021/2023", set()),
        ("in March 2022", "en", "2022-03", set()),
        ("the first 9 months of 2022", "en", "2022-01/2022-09", set()),
        ("(2022)", "en", "2022", set()),
    ],
)
def test_periods(line: str, lang: str, period: str, left_open: set[int] | None) -> None:
    (printed,) = reader.periods(line, lang=lang)
    assert printed.leaves_open(period) == left_open


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("so với năm 2020", "vi"),
        ("so với cùng kỳ năm 2020", "vi"),
        ("kể từ năm 2020", "vi"),
        ("since 2020", "en"),
        ("compared with 2020", "en"),
        ("than in 2020", "en"),
        ("up from 2020", "en"),
    ],
)
def test_what_something_is_compared_with(line: str, lang: str) -> None:
    (printed,) = reader.periods(line, lang=lang)
    assert printed.is_origin


@pytest.mark.parametrize("line", ["2022 người", "1.2022 xã", "trên 2000 hộ", "số 20222"])
def test_not_every_numeral_is_a_year(line: str) -> None:
    assert reader.periods(line, lang="vi") == []


def test_sentences() -> None:
    line = "Một câu 1.5 đ. Câu hai có 3,4%... Câu ba."
    assert line[slice(*reader.sentence(line, 0))] == "Một câu 1.5 đ. "
    assert line[slice(*reader.sentence(line, line.index("3,4")))] == "Câu hai có 3,4%... "
    assert line[slice(*reader.sentence(line, len(line) - 1))] == "Câu ba."


# ---- properties


@given(st.decimals(min_value=0, max_value=10**27, allow_nan=False, places=3), LANGS)
def test_numbers_are_read_back(value: Decimal, lang: Any) -> None:
    printed = grouped(plain(value), lang=lang)
    assert reader.number(printed, lang=lang) == value
    (figure,) = reader.figures(f"({printed} km)", lang=lang)
    assert figure.value == value


@given(st.integers(min_value=0, max_value=10**40), LANGS)
def test_numbers_without_marks_are_read_back(value: int, lang: Any) -> None:
    assert reader.number(str(value), lang=lang) == value
    scaled = reader.figures(f"{value} {'triệu' if lang == 'vi' else 'million'}", lang=lang)
    assert [figure.value for figure in scaled] == [Decimal(value * 10**6)]


WORDS = """
0 1 9 63 400 2022 1.500 3,4 % . , / - – − $ ( ) thứ trên gần khoảng ước đạt nghìn tỷ triệu năm tháng
giai đoạn so với cuối of to and between ranked 3rd over nearly an estimated million months since May
February 31 İ ² ٣ \u0301
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)), LANGS)
def test_any_text_is_read(line: str, lang: Any) -> None:
    for figure in reader.figures(line, lang=lang):
        assert all(Span(0, len(line)).holds(span) for span in figure.spans)
        assert all(figure.extent.holds(span) for span in figure.spans)
        assert figure.said()
    for period in reader.periods(line, lang=lang):
        assert period.extent.holds(period.span)
        left_open = period.leaves_open("2022-01/2022-12") or set()
        assert left_open <= {2022, 1, 12}
    assert all(Span(0, len(line)).holds(span) for _, span, _ in reader.dates(line, lang=lang))
    assert reader.sentence(line, 0).start == 0


def test_a_line_without_end_is_read_in_time() -> None:
    line = "gần 3,9 nghìn ha so với năm 2020 " * 3_000
    assert sum(1 for _ in reader.figures(line, lang="vi")) == 6_000
    assert len(reader.periods(line, lang="vi")) == 3_000
