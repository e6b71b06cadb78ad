"""Folding, and what is shown of characters that would act on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laichau_cli.language.fold import fold, spoken, words
from laichau_cli.language.keystrokes import as_written
from laichau_cli.language.safe import safe, safe_line
from tests.conftest import SHIPPED

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯY -,.%/áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệ"
    "íìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tỷ", "tỉ"),
        ("kỹ thuật", "kĩ thuật"),
        ("Tỷ lệ", "TỈ LỆ"),
        ("quý", "quí"),
        ("Mỹ", "mĩ"),
        ("ly", "li"),
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("xoá đói", "xóa đói"),
        ("mắc-ca", "mắc ca"),
        ("kinh tế-xã hội", "kinh tế - xã hội"),
        ("Đường", "duong"),
        ("\u00d0\u01b0\u1eddng", "đường"),
        ("\u0189ường", "đường"),
        ("ĐIỆN THOẠI", "dien thoai"),
        ("Lai Châu", "lai chau"),
        ("  nhiều   dấu… cách!", "nhieu dau cach"),
        ("km²", "km2"),
        ("H'Mông", "h mong"),
        ("ﬁbre", "fibre"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("máy", "mái"),
        ("tay", "tai"),
        ("thúy", "thúi"),
        ("số", "sơ a"),
        ("quay", "quai"),
        ("ba", "bà a"),
    ],
)
def test_unlike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("…!?", ""),
        ("28,54%", "28 54"),
        ("09-NQ/TU", "09 nq tu"),
        ("Tổng chiều dài cáp quang", "tong chieu dai cap quang"),
        ("digital.society", "digital society"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert words(text) == expected.split()


@given(st.one_of(VIETNAMESE, st.text()))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_composed_and_decomposed_are_alike(text: str) -> None:
    nfc, nfd = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(nfc) == fold(nfd)
    assert fold(nfc).isascii()


@given(VIETNAMESE)
def test_case_does_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize("word", ["nghèo", "nghèoo", "hòa", "đường", "đườngg", "tuyến", "giờ"])
def test_a_word_is_written_back_with_its_tone_where_it_was(word: str) -> None:
    assert as_written(*spoken(word)[0]) == word


def test_the_shipped_base_folds_the_same_however_it_is_composed() -> None:
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        nfd = unicodedata.normalize("NFD", line)
        assert fold(nfd) == fold(line)
        assert fold(fold(line)) == fold(line)


# ---- safety

ANY = st.text(st.characters(codec=None))
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def acts(char: str) -> bool:
    return (
        (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char != "\n")
        or unicodedata.bidirectional(char) in BIDI
        or char in "\u200e\u200f\u061c"
    )


def test_safe_leaves_no_character_that_acts() -> None:
    acting = [char for char in map(chr, range(0x110000)) if acts(char)]
    assert len(acting) > 2000  # surrogates, most of them
    for char in acting:
        shown = safe(char)
        assert shown.isascii()
        assert shown.isprintable()


@given(ANY)
def test_safe_is_idempotent(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe_line(safe_line(text)) == safe_line(text)
    assert "\n" not in safe_line(text)
    assert not any(map(acts, safe(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lai Châu 😀 km²", "Lai Châu 😀 km²"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\tb\r", "a\\tb\\r"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("\u202e\u2066\ufeff", "\\u202e\\u2066\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff", "\\udcff"),
        ("two\nlines", "two\nlines"),
        ("a\u0301", "a\u0301"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown
