"""Messages and help in the language of the reader: every one has its words, in every room."""

from __future__ import annotations

import ast
import json
import pickle
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import laichau_cli
from laichau_cli.base.load import REASONS
from laichau_cli.cli.app import TYPER_WORDS
from laichau_cli.cli.examples import ABOUT, EXAMPLES, GENERAL, GREETING, OTHER_PURPOSE
from laichau_cli.cli.options import OPTIONS, PROGRAM_OPTIONS, USAGES
from laichau_cli.errors import NothingFound
from laichau_cli.evidence import draft
from laichau_cli.language.messages import Message, Period, counted, said
from laichau_cli.language.vi_messages import FINDINGS, HELP, MESSAGES
from tests.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Laichau

PACKAGE = Path(laichau_cli.__file__).parent
ERRORS = {"UsageError", "NothingFound", "LaichauError", "BaseError", "OutputError"}
ENGLISH_ONLY = "api.py"
"""The API for programs."""


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Every call of a function by its name, and the module that it stands in."""
    return [
        (str(path.relative_to(PACKAGE)), node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be; none where only a run can tell."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))


def templates() -> set[str]:
    """What messages are made of."""
    made = [node for _, node in calls() if getattr(node.func, "id", "") == "Message"]
    return {text for node in made for text in literals(node.args[0])}


def test_every_message_has_its_words_and_every_word_a_message() -> None:
    reasons = {*REASONS.values(), *draft.REASONS.values()}
    assert templates() | reasons == set(MESSAGES)


def test_every_finding_with_words_is_one_that_a_check_may_have() -> None:
    evidence = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.glob("evidence/*.py")]
    texts = {
        node.value
        for tree in evidence
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(FINDINGS) <= texts


def test_messages_name_the_same_values_in_both_languages() -> None:
    def names(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert {each for each, own in MESSAGES.items() if names(own) - names(each)} == set()


def test_errors_are_messages_that_can_be_said_in_any_language() -> None:
    bare = [
        f"{module}:{node.lineno}"
        for module, node in calls()
        if getattr(node.func, "id", "") in ERRORS and not module.startswith(ENGLISH_ONLY)
        for text in node.args
        if isinstance(text, ast.Constant | ast.JoinedStr)
    ]
    assert bare == []


def test_every_text_of_the_help_has_its_words() -> None:
    options = [*OPTIONS, *PROGRAM_OPTIONS]
    keys = {option.flag for option in options} | {"--help"}
    keys |= {option.metavar for option in options if option.metavar[:1].isupper()} - {
        "A,B,C",
        "A-B",
    }
    keys |= {*USAGES, *(usage.words for usage in USAGES.values() if usage.words)}
    keys |= {line for pairs in (GENERAL, *EXAMPLES.values()) for line, _ in pairs}
    keys |= {ABOUT, OTHER_PURPOSE, *GREETING, *TYPER_WORDS}
    assert keys == set(HELP)


VIETNAMESE = [
    (["show", "zzz"], 1, "không có dữ kiện hay chủ đề nào tên 'zzz'"),
    (["get", "roads"], 1, "'roads' là một chủ đề; get chỉ nhận dữ kiện (laichau show roads)"),
    (["shwo"], 2, "không có lệnh 'shwo' (ý bạn là show?) (xem: laichau --help)"),
    (["show", "--formt"], 2, "không có tùy chọn --formt (ý bạn là --format?) (xem: laichau show "),
    (["show", "debt", "-f"], 2, "-f cần một giá trị (xem: laichau show --help)"),
    (["show", "--json=1"], 2, "--json không nhận giá trị (xem: laichau show --help)"),
    (["check", "a"], 2, "check không nhận từ nào: thừa 'a' (xem: laichau check --help)"),
    (["export", "a", "b"], 2, "export chỉ nhận một từ: thừa 'b' (xem: laichau export --help)"),
    (["get", "debt", "--at", "x"], 2, "--at là 'x'; chỉ nhận một năm, ví dụ 2023, hoặc latest"),
    (["show", "-f", "x"], 2, "--format là 'x'; chỉ nhận auto, table, tsv, csv, json, jsonl, md "),
    (["show", "all", "--svg", "/nowhere/a.svg"], 1, "/nowhere/a.svg: không ghi được: không có tệp"),
]


@pytest.mark.parametrize(("argv", "status", "message"), VIETNAMESE)
@pytest.mark.parametrize("how", ["--lang", "LAICHAU_LANG", "LC_ALL"])
def test_what_goes_wrong_is_said_in_vietnamese(
    how: str, argv: list[str], status: int, message: str, laichau: Laichau
) -> None:
    env = {"LAICHAU_LANG": "vi"} if how == "LAICHAU_LANG" else {"LC_ALL": "vi_VN.UTF-8"}
    if how == "--lang":
        argv, env = ["--lang", "vi", *argv], {}
    said = laichau(*argv, base=SMALL, env=env)
    assert (said.status, said.stdout) == (status, "")
    assert said.stderr.startswith(f"laichau: {message}")


SEARCHES = [
    ("chiều dài mường", "không dữ kiện nào có 'mường'; đây là dữ kiện có các từ còn lại"),
    ("đườngg nhựa", "không dữ kiện nào có 'đườngg'; hiện 'đường'"),
    ("nhuwja đường", "đọc theo kiểu gõ Telex: nhựa đường"),
    ("qqqqq", "không tìm thấy gì về 'qqqqq'; laichau show liệt kê các chủ đề"),
]


@pytest.mark.parametrize(("words", "message"), SEARCHES)
def test_a_search_says_in_vietnamese_what_it_read(
    words: str, message: str, laichau: Laichau
) -> None:
    """Words that were put right with the accents that were typed, and those of the fact."""
    assert f"laichau: {message}\n" in laichau("search", words, "--lang", "vi", base=SMALL).stderr


def test_help_has_no_english_sentence_in_vietnamese(laichau: Laichau) -> None:
    english = [option.help for option in (*OPTIONS, *PROGRAM_OPTIONS)]
    english += [usage.about.partition("\n")[0] for usage in USAGES.values()]
    for command in ([], *([name] for name in USAGES)):
        shown = laichau(*command, "--help", env={"LAICHAU_LANG": "vi"}, width=200).stdout
        assert "Cách dùng: laichau" in shown
        assert "str" not in shown.replace("--strict", "")
        assert [words for words in (*english, *TYPER_WORDS) if words in shown] == []


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    message = Message(
        "{things} left out: no figure of {at}", things=counted(2000, "fact"), at="2021"
    )
    assert message == "2,000 facts left out: no figure of 2021"
    assert said(message, "vi") == "bỏ qua 2.000 dữ kiện: không có số liệu năm 2021"


def test_periods_are_written_as_the_reader_writes_them() -> None:
    """In English as records have them."""
    message = Message("{figure} is of {period}", figure="3%", period=Period("2022-12-31"))
    assert message == "3% is of 2022-12-31"
    assert said(message, "vi") == "3% là số liệu 31/12/2022"


def test_a_message_without_other_words_is_said_in_english() -> None:
    message = Message("{what} {braces}", what="{braces}", braces=Message("nothing like it"))
    assert said(message, "vi") == "{braces} nothing like it"
    assert said("plain {text}", "vi") == "plain {text}"


def test_an_error_may_go_to_another_process() -> None:
    message = Message("'{id}' has no figure of {at}", id="{odd}", at="2021")
    (back,) = pickle.loads(pickle.dumps(NothingFound(message))).messages
    assert (back, said(back, "vi")) == (message, "'{odd}' không có số liệu năm 2021")


def test_verify_speaks_to_a_person_in_vietnamese_and_to_machines_in_english(
    laichau: Laichau, tmp_path: Path
) -> None:
    text = tmp_path / "bai.md"
    text.write_text("Cuối năm 2022, tỷ lệ hộ nghèo là 25,84%.\n", encoding="utf-8")
    said = laichau("verify", str(text), "--lang", "vi")
    assert said.stdout.startswith(f"{text}:1:34: khác: 25,84% … bộ dữ kiện: 28,54% (poverty-rate")
    assert said.stderr == "laichau: 1 số liệu: 1 khác\n"
    (record,) = json.loads(laichau("verify", str(text), "--lang", "vi", "--json").stdout)
    assert (record["verdict"], record["message"][:5]) == ("differs", "base:")


def test_a_check_speaks_vietnamese_to_a_person(laichau: Laichau) -> None:
    base = SMALL.parents[1] / "check/several/facts.toml"
    shown = laichau("check", "--lang", "vi", base=base)
    assert (
        "36: households: `bound` không như đã in (đã in: nearly; đã nhập: không có)\n" in shown[1]
    )
    assert "72: plan: cảnh báo: tên gọi khác 'tea area' cũng là tên của 'tea'\n" in shown.stdout
    assert shown.stderr == "laichau: 9 lỗi, 5 cảnh báo\n"
    assert "`bound` is not as printed" in laichau("check", "--lang", "vi", "--json", base=base)[1]
