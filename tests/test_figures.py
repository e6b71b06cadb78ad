"""Figures as they are printed, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.language import figures, words_of

DECIMALS = st.decimals(
    min_value=Decimal("-1e15"),
    max_value=Decimal("1e15"),
    allow_nan=False,
    allow_infinity=False,
    places=3,
)


def back(printed: str, *, lang: str) -> Decimal:
    """The number that a printed figure says."""
    words = words_of(lang)
    digits, _, word = printed.partition(" ")
    power = {word: power for power, word in words.SCALE_NAMES}.get(word, 0)
    plain = digits.replace(words.THOUSANDS, "").replace(words.DECIMAL, ".").replace("−", "-")
    return Decimal(plain).scaleb(power)


def test_plain_digits() -> None:
    for number, plain in (
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("4E+5", "400000"),
        ("1E-7", "0.0000001"),
    ):
        assert figures.plain(Decimal(number)) == plain
    for digits, trimmed in (("28.50", "28.5"), ("4.0", "4"), ("400", "400"), ("0.00", "0")):
        assert figures.trimmed(digits) == trimmed


@pytest.mark.parametrize(
    ("digits", "vi", "en"),
    [
        ("0", "0", "0"),
        ("999", "999", "999"),
        ("1000", "1.000", "1,000"),
        ("14433", "14.433", "14,433"),
        ("405320", "405.320", "405,320"),
        ("47200000", "47.200.000", "47,200,000"),
        ("28.54", "28,54", "28.54"),
        ("1234.5678", "1.234,5678", "1,234.5678"),
        ("-1234.5", "−1.234,5", "−1,234.5"),
    ],
)
def test_grouped(digits: str, vi: str, en: str) -> None:
    assert figures.grouped(digits, lang="vi") == vi
    assert figures.grouped(digits, lang="en") == en


@pytest.mark.parametrize(
    ("digits", "vi", "en"),
    [
        ("47200000", "47,2 triệu", "47.2 million"),
        ("3400000", "3,4 triệu", "3.4 million"),
        ("400000000000", "400 tỷ", "400 billion"),
        ("1250000000", "1,25 tỷ", "1.25 billion"),
        ("-50000000", "−50 triệu", "−50 million"),
        ("1000000", "1 triệu", "1 million"),
        ("999999", "999.999", "999,999"),
        ("1000000000000", "1 nghìn tỷ", "1 trillion"),
        ("1234567000000", "1.234,567 tỷ", "1,234.567 billion"),
        ("47212345", "47.212.345", "47,212,345"),
        ("1500000.5", "1.500.000,5", "1,500,000.5"),
        ("0", "0", "0"),
    ],
)
def test_scaled(digits: str, vi: str, en: str) -> None:
    assert figures.scaled(digits, lang="vi") == vi
    assert figures.scaled(digits, lang="en") == en


@given(DECIMALS, st.sampled_from(["vi", "en"]))
def test_a_printed_figure_says_the_same_number(number: Decimal, lang: str) -> None:
    digits = figures.plain(number)
    assert back(figures.grouped(digits, lang=lang), lang=lang) == number
    assert back(figures.scaled(digits, lang=lang), lang=lang) == number
    assert Decimal(figures.trimmed(digits)) == number


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        *[("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("4", "4th"), ("10", "10th"), ("11", "11th")],
        *[("12", "12th"), ("13", "13th"), ("21", "21st"), ("22", "22nd"), ("27", "27th")],
        *[("62", "62nd"), ("63", "63rd"), ("100", "100th"), ("101", "101st"), ("111", "111th")],
    ],
)
def test_ordinal(digits: str, expected: str) -> None:
    assert words_of("en").ordinal(digits, None) == expected
    assert words_of("vi").ordinal(digits, "111") == f"thứ {digits}/111"


@pytest.mark.parametrize(
    ("bound", "estimate", "vi", "en"),
    [
        (None, False, "9", "9"),
        ("over", False, "trên 9", "over 9"),
        ("nearly", False, "gần 9", "nearly 9"),
        ("about", False, "khoảng 9", "about 9"),
        (None, True, "ước 9", "est. 9"),
        ("about", True, "ước khoảng 9", "est. about 9"),
    ],
)
def test_hedged(bound: str | None, estimate: bool, vi: str, en: str) -> None:
    assert figures.hedged("9", bound=bound, estimate=estimate, lang="vi") == vi
    assert figures.hedged("9", bound=bound, estimate=estimate, lang="en") == en


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        ("2022", "2022", "2022"),
        ("2022-12", "12/2022", "Dec 2022"),
        ("2022-12-31", "31/12/2022", "31 Dec 2022"),
        ("2022-02-05", "5/2/2022", "5 Feb 2022"),
        ("2021/2023", "2021–2023", "2021–2023"),
        ("2023-01/2023-10", "1–10/2023", "Jan–Oct 2023"),
        ("2022-11/2023-10", "11/2022–10/2023", "Nov 2022–Oct 2023"),
        ("2022-01-01/2022-02-05", "1/1/2022–5/2/2022", "1 Jan 2022–5 Feb 2022"),
    ],
)
def test_spoken_period(period: str, vi: str, en: str) -> None:
    assert figures.spoken_period(period, lang="vi") == vi
    assert figures.spoken_period(period, lang="en") == en
