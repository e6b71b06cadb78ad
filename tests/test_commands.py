"""Every command as a person and as a program would call it: status, output, messages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from laichau_cli import __version__, commands
from laichau_cli.cli.options import VERDICTS
from laichau_cli.output.formats import CHOICES
from tests.conftest import SMALL
from tests.made import fact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Laichau


def one_of(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


FORMATS, VERDICT_NAMES = one_of(CHOICES), one_of(VERDICTS)

# ---- every command, piped and on a terminal

PIPED = [
    (["show", "roads.mountain"], "id\tvalue\tunit\tlabel\tperiod\ttopic\npass-height\t1.5-2\t"),
    (["show", "debt"], "id\tvalue\tunit\tlabel\tperiod\ttopic\ndebt\t30\t%\tDebt\t\tmoney\n"),
    (["show"], "id\tlabel\tparent\tfacts\taliases\nroads\tRoads\t\t7\tstreets\n"),
    (
        ["compare-target", "debt"],
        "verdict\tfact\tactual\tgoal\tmargin\tunit\tset_by\tdue\nunclear\t",
    ),
    (["search", "opening"], "id\tvalue\tunit\tlabel\tperiod\ttopic\nopened\t2022-02-25\t"),
    (["get", "debt", "pass-height", "decree"], "30\n1.5-2\nDecree no. 1\n"),
    (["cite", "debt"], "Debt: about 30%. Báo, “Bài báo” (in Vietnamese), “khoảng 30%”. https"),
    (["sources"], "id\tpublisher\ttitle\tpublished\turl\tfigures\tproven\npaper\tBáo\tBài báo\t"),
]
DRAWN = [
    (["show", "roads.mountain"], "Height of the pass 1.5–2 km° pass-height"),
    (["show", "debt"], "Debt · Nợ about 30%° no date printed (Báo)"),
    (["show"], "3 Mountain roads roads.mountain 1.5–2 km° Height of the pass"),
    (["compare-target", "debt"], "1 exceeded · 1 unclear; none final (2 undated)"),
    (["search", "opening"], "1 Day of opening 25 Feb 2022° opened"),
    (["get", "debt", "pass-height", "decree"], "30 1.5-2 Decree no. 1"),
    (["cite", "debt"], "Debt: about 30%. Báo, “Bài báo” (in Vietnamese), “khoảng 30%”."),
    (["sources"], "Bài báo"),
]
"""What is shown, whatever the blanks between."""


@pytest.mark.parametrize(("argv", "begins"), PIPED, ids=" ".join)
def test_piped(argv: list[str], begins: str, small_base: Path, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*argv, base=small_base)
    assert (status, stderr) == (0, "")
    assert stdout.startswith(begins)


@pytest.mark.parametrize(("argv", "holds"), DRAWN, ids=" ".join)
def test_on_a_terminal(argv: list[str], holds: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*argv, base=SMALL, tty=True, width=100, env={"NO_COLOR": "1"})
    assert (status, stderr) == (0, "")
    assert holds in " ".join(stdout.split())


def test_every_command_is_called_both_ways() -> None:
    assert {argv[0] for argv, _ in PIPED} == {argv[0] for argv, _ in DRAWN}
    assert {argv[0] for argv, _ in PIPED} == {*commands.COMMANDS} - {"export", "verify"}


@pytest.mark.parametrize("argv", [["show", "all"], ["compare-target"], ["search", "road"]])
def test_a_table_may_be_asked_for_in_a_pipe(
    argv: list[str], small_base: Path, laichau: Laichau
) -> None:
    piped = laichau(*argv, "-f", "table", base=small_base, width=80)
    drawn = laichau(*argv, base=small_base, tty=True, width=80, env={"NO_COLOR": "1"})
    assert piped == drawn


CARD = (
    *("33.2%/yr", "tourist-arrivals-growth", "✔ exceeded", "13.2 points above", "≥ 20%/yr"),
    *("14th Provincial Party Congress", "VietNamNet", "https://vietnamnet.vn/", "line 15"),
    "»khách du lịch tăng bình quân 33,2%/năm«",
)
CARDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "papi-rank": (
        ("27th of 63", "up 28 places since 2020"), ("thứ 27/63", "tăng 28 bậc so với 2020"),
    ),
    "grdp-per-capita": (
        ("est. 47.2 million VND", "+3.4 million VND since 2020"), ("ước 47,2 triệu đồng",),
    ),
    "telecom-it-revenue": (("nearly 400 billion VND",), ("gần 400 tỷ đồng",)),
    "rare-earth-mine-capacity": (("400,000–600,000 tonnes/yr",), ("400.000–600.000 tấn/năm",)),
    "poverty-rate": (("28.54%", "31 Dec 2022"), ("28,54%", "31/12/2022")),
    "digital-resolution-date": (("25 Feb 2022",), ("25/2/2022",)),
    "tourist-arrivals-growth": (CARD, ("✔ vượt",)),
}  # fmt: skip
"""By fact what a card says, in English and in Vietnamese."""


@pytest.mark.parametrize("fact", CARDS)
def test_a_card_speaks_the_language_of_its_reader(fact: str, laichau: Laichau) -> None:
    for lang, parts in zip(("en", "vi"), CARDS[fact], strict=True):
        status, stdout, stderr = laichau("show", fact, "-f", "table", "--lang", lang, width=400)
        assert (status, stderr) == (0, "")
        assert [part for part in parts if part not in stdout] == []


@pytest.mark.parametrize(
    ("document", "quoted"),
    [
        (b"one\nthe road is 12 km long\n", "│ the road is »12 km« long"),
        ("one\r\nđường dài 12 km\r\n".encode(), "│ đường dài »12 km«"),
        (b"one\nanother text\n", "│ »12 km«"),
        (b"one\n", "│ »12 km«"),
        (b"one\n\xff 12 km\n", "│ »12 km«"),
        (None, "│ »12 km«"),
    ],
)
def test_a_card_quotes_the_document(
    document: bytes | None, quoted: str, tmp_path: Path, laichau: Laichau
) -> None:
    base = tmp_path / "facts.toml"
    base.write_text(
        'schema = 1\ntitle = { vi = "v", en = "e" }\n[sources.s]\ntitle = "t"\nlang = "en"\n'
        f'file = "s.txt"\nsha256 = "{"0" * 64}"\n[topics.t]\nlabel = {{ vi = "v", en = "e" }}\n'
        '[facts.f]\ntopic = "t"\nlabel = { vi = "v", en = "e" }\n'
        'evidence = { source = "s", line = 2, text = "12 km" }\n',
        encoding="utf-8",
    )
    if document is not None:
        (tmp_path / "s.txt").write_bytes(document)
    status, stdout, stderr = laichau("show", "f", "-f", "table", base=base, width=80)
    assert (status, stderr) == (0, "")
    assert [line for line in stdout.splitlines() if line.startswith("│")] == [quoted]


def test_facts_asked_for_twice_come_once(laichau: Laichau) -> None:
    twice = laichau("show", "debt", "money", "debt", "--fields", "id", "--no-header", base=SMALL)
    assert twice.stdout.split() == ["debt", "budget", "inert", "growth"]


# ---- names


@pytest.mark.parametrize("name", ["road-length", "Road-Length", "road length", "LENGTH", "dài"])
def test_a_fact_by_any_of_its_names(name: str, laichau: Laichau) -> None:
    assert laichau("get", name, base=SMALL) == (0, "1200.50\n", "")


@pytest.mark.parametrize("name", ["roads", "ROADS", "streets", "Đường sá", "duong sa"])
def test_a_topic_by_any_of_its_names(name: str, laichau: Laichau) -> None:
    assert laichau("show", name, base=SMALL) == laichau("show", "roads", base=SMALL)


def test_every_id_names_what_it_is_the_id_of(laichau: Laichau) -> None:
    facts = laichau("show", "all", "--fields", "id", "--no-header").stdout.split()
    assert laichau("get", *facts, "--field", "id").stdout.split() == facts
    topics = laichau("show", "--fields", "id", "--no-header").stdout.split()
    assert laichau("show", *topics) == laichau("show", "ALL") == laichau("show", "all")


def test_an_id_as_it_is_written_goes_before_one_that_folds_alike(
    small_base: Path, laichau: Laichau
) -> None:
    with small_base.open("a", encoding="utf-8") as base:
        for id_ in ("roads-mountain", "ky", "ki"):
            base.write(fact(id_).replace('"t"', '"money"').replace('"s"', '"paper"'))
    written = ("ky", "ki", "roads-mountain")
    assert laichau("get", *written, "--field", "id", base=small_base) == (
        0,
        "ky\nki\nroads-mountain\n",
        "",
    )
    found = laichau("show", "roads.mountain", "--fields", "id", "--no-header", base=small_base)
    assert found == (0, "pass-height\npaved\nopened\n", "")


@pytest.mark.parametrize("name", ["…", "!", "", " "])
def test_a_name_without_a_letter_is_nobodys(name: str, laichau: Laichau) -> None:
    for command in ("show", "compare-target", "get"):
        status, stdout, stderr = laichau(command, name, base=SMALL)
        assert (status, stdout) == (1, "")
        assert stderr.startswith("laichau: no fact ")


def test_show_takes_a_prefix_of_one_name_and_get_none(laichau: Laichau) -> None:
    for command, begun, whole in (
        ("show", "road-l", "road-length"),
        ("compare-target", "gr", "growth"),
    ):
        assert laichau(command, begun, base=SMALL) == laichau(command, whole, base=SMALL)
    message = "laichau: no fact 'road-l' (did you mean 'road-length'?)\n"
    assert laichau("get", "road-l", base=SMALL) == (1, "", message)


FAULTS = [
    (["show", "digtal"], 1, "no fact or topic 'digtal' (did you mean 'digital'?)"),
    (["show", "qqqqqq"], 1, "no fact or topic 'qqqqqq'; laichau search finds facts by words"),
    (["get", "roads"], 1, "'roads' is a topic; get takes facts (laichau show roads)"),
    (["get", "dbet"], 1, "no fact 'dbet' (did you mean 'debt'?)"),
    (["get", "inert"], 1, "'inert' is a statement, without a value; try --field label"),
    (["get"], 2, "get needs a fact; laichau show all lists them with their ids"),
    (["search"], 2, "search needs a word; try: laichau search cáp quang"),
    (["search", ""], 2, "search needs a word; try: laichau search cáp quang"),
    (["search", "a", "--limit", "0"], 2, "--limit is 0; it takes a number from 1"),
    (["compare-target", "budget"], 1,
     "no target is set for budget; laichau compare-target lists those there are"),
    (["compare-target", "--status", "won"], 2,
     f"--status is 'won'; it takes {VERDICT_NAMES}"),
    (["compare-target", "--fail-on", "won"], 2,
     f"--fail-on is 'won'; it takes {VERDICT_NAMES}"),
    (["compare-target", "--scope", "world"], 2, "--scope is 'world'; it takes province or nation"),
    (["show", "--lang", "fr"], 2, "--lang is 'fr'; it takes vi or en"),
    (["show", "-f", "xml"], 2,
     f"--format is 'xml'; it takes {FORMATS}"),
    (["show", "--color", "red"], 2, "--color is 'red'; it takes auto, always or never"),
    (["show", "--json", "-f", "csv"], 2,
     "--json and --format csv ask for two formats; give one"),
    (["show", "--fields", "id,,label"], 2,
     "--fields takes names with commas between them, such as id,value,unit"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "status", "message"), FAULTS, ids=str)
def test_what_is_wrong_is_said_and_nothing_else(
    argv: list[str], status: int, message: str, laichau: Laichau
) -> None:
    small = ["digtal", "qqqqqq"]
    base = None if argv[-1] in small else SMALL
    assert laichau(*argv, base=base) == (status, "", f"laichau: {message}\n")
    if "get" not in argv:
        assert laichau(*argv, base=base, tty=True) == (status, "", f"laichau: {message}\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("fibre length", " (did you mean 'fibre-optic-cable'?)"),
        ("povrty rate", " (did you mean 'poverty-rate'?)"),
        ("fibre prices", "; laichau search finds facts by words"),
        ("tỷ lệ sinh", "; laichau search finds facts by words"),
        ("lạm phát", "; laichau search finds facts by words"),
    ],
)
def test_only_what_has_every_word_may_be_meant(name: str, hint: str, laichau: Laichau) -> None:
    assert laichau("get", name) == (1, "", f"laichau: no fact '{name}'{hint}\n")


def test_a_name_of_several_lists_them(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("show", "p")
    assert (status, stdout) == (1, "")
    assert stderr.startswith("laichau: 'p' could be ")
    assert stderr.endswith(", …; name one\n")


def test_all_unknown_names_of_get_are_said_at_once(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("get", "debt", "xxxx", "roads", base=SMALL)
    assert (status, stdout) == (1, "")
    assert stderr.splitlines() == [
        "laichau: no fact 'xxxx'; laichau search finds facts by words",
        "laichau: 'roads' is a topic; get takes facts (laichau show roads)",
    ]


# ---- get


@pytest.mark.parametrize(
    ("argv", "stdout"),
    [
        (["growth"], "9.5\n"),
        (["road-rank"], "3/63\n"),
        (["paved"], "4/8\n"),
        (["opened"], "2022-02-25\n"),
        (["number-plate"], "25-A\n"),
        (["decree", "--lang", "vi"], "Quyết định số 1\n"),
        (["debt", "growth"], "30\n9.5\n"),
        (["debt", "debt"], "30\n30\n"),
        (["debt", "--field", "label"], "Debt\n"),
        (["debt", "--field", "label.vi"], "Nợ\n"),
        (["debt", "--field", "unit"], "%\n"),
        (["debt", "--field", "period"], "\n"),
        (["debt", "--field", "targets"], "debt-province, debt-nation\n"),
        (["inert", "--field", "id"], "inert\n"),
        (["debt", "growth", "--json"], "[30, 9.5]\n"),
        (["pass-height", "decree", "-f", "jsonl"], '[1.5, 2]\n"Decree no. 1"\n'),
    ],
)
def test_get(argv: list[str], stdout: str, laichau: Laichau) -> None:
    assert laichau("get", *argv, base=SMALL) == (0, stdout, "")
    assert laichau("get", *argv, base=SMALL, tty=True) == (0, stdout, "")


@pytest.mark.parametrize("field", ["worth", "id.vi", "label.fr", "label.", ".vi", ""])
def test_get_knows_its_fields(field: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("get", "debt", "--field", field, base=SMALL)
    assert (status, stdout) == (2, "")
    assert stderr.startswith(f"laichau: no field '{field}'; the fields are id, ")


# ---- filters of compare-target


@pytest.mark.parametrize(
    ("options", "targets"),
    [
        ([], "growth-province growth-nation debt-province debt-nation"),
        (["--status", "short"], "growth-nation"),
        (["--status", "short", "--status", "met"], "growth-province growth-nation"),
        (["--scope", "nation"], "growth-nation debt-nation"),
        (["--scope", "province", "--status", "short"], ""),
        (["--set-by", "Quốc hội"], "growth-nation debt-nation"),
        (["--set-by", "quoc hoi"], "growth-nation debt-nation"),
        (["--set-by", "national ASSEMBLY"], "growth-nation debt-nation"),
        (["debt"], "debt-province debt-nation"),
        (["money"], "growth-province growth-nation debt-province debt-nation"),
        (["all"], "growth-province growth-nation debt-province debt-nation"),
        (["debt", "growth"], "debt-province debt-nation growth-province growth-nation"),
    ],
)
def test_filters(options: list[str], targets: str, laichau: Laichau) -> None:
    found = laichau("compare-target", *options, "--fields", "target", "--no-header", base=SMALL)
    assert found == (0, "".join(f"{target}\n" for target in targets.split()), "")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--fail-on", "short"], 1),
        (["--fail-on", "met", "--fail-on", "short"], 1),
        (["--fail-on", "short", "--scope", "province"], 0),
        (["--fail-on", "short", "--status", "met"], 0),
        (["--fail-on", "unclear", "debt"], 1),
        (["--fail-on", "short", "debt"], 0),
    ],
)
def test_fail_on(options: list[str], status: int, laichau: Laichau) -> None:
    found = laichau("compare-target", *options, base=SMALL)
    assert found.status == status
    assert found.stdout.startswith("verdict\t")
    assert found.stderr == ""


def test_a_filter_that_leaves_nothing_is_no_failure_on_a_terminal(laichau: Laichau) -> None:
    found = laichau("compare-target", "--set-by", "nobody", base=SMALL, tty=True, width=80)
    assert (found.status, found.stderr) == (0, "")
    assert found.stdout


def test_figures_keep_their_hedges_beside_a_goal(laichau: Laichau) -> None:
    found = laichau("compare-target", "debt", "-f", "table", base=SMALL, width=100)
    assert "about 30%" in found.stdout


def test_no_margin_has_no_sign(laichau: Laichau) -> None:
    found = laichau("compare-target", "growth", "-f", "table", base=SMALL, width=100)
    assert "0 points" not in found.stdout.replace("10 points", "")
    assert "the goal" in found.stdout


# ---- search


def test_search_that_finds_nothing(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("search", "zzzzqqqq", "--json")
    assert (status, stdout) == (1, "[]\n")
    assert stderr.splitlines()[-1].startswith("laichau: nothing found for 'zzzzqqqq'")


@pytest.mark.parametrize("limit", [1, 3])
def test_search_is_limited(limit: int, laichau: Laichau) -> None:
    status, stdout, stderr = laichau("search", "road", "--limit", str(limit), "--json", base=SMALL)
    assert (status, stderr) == (0, "")
    assert len(json.loads(stdout)) == limit


# ---- environment


@pytest.mark.parametrize(
    ("argv", "env", "label"),
    [
        ([], {}, "Debt"),
        ([], {"LC_ALL": "vi_VN.UTF-8"}, "Nợ"),
        ([], {"LC_ALL": "", "LANG": "vi_VN"}, "Nợ"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "vi", "LANG": "en_US.UTF-8"}, "Nợ"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "Debt"),
        ([], {"LC_ALL": "C", "LAICHAU_LANG": "vi"}, "Nợ"),
        ([], {"LC_ALL": "vi_VN.UTF-8", "LAICHAU_LANG": "en"}, "Debt"),
        (["--lang", "vi"], {"LAICHAU_LANG": "en"}, "Nợ"),
        (["--lang", "en"], {"LC_ALL": "vi_VN.UTF-8"}, "Debt"),
    ],
)
def test_language(argv: list[str], env: dict[str, str], label: str, laichau: Laichau) -> None:
    found = laichau("get", "debt", "--field", "label", *argv, base=SMALL, env=env)
    assert found == (0, f"{label}\n", "")


def test_a_wrong_language_of_the_environment_is_said(laichau: Laichau) -> None:
    assert laichau("show", env={"LAICHAU_LANG": "fr"}) == (
        2,
        "",
        "laichau: LAICHAU_LANG is 'fr'; it takes vi or en\n",
    )


def test_format_of_the_environment(laichau: Laichau) -> None:
    as_csv = {"LAICHAU_FORMAT": "csv"}
    assert laichau("show", base=SMALL, env=as_csv) == laichau("show", "-f", "csv", base=SMALL)
    assert laichau("show", "--json", base=SMALL, env=as_csv).stdout.startswith("[\n")
    assert laichau("show", env={"LAICHAU_FORMAT": "xml"}) == (
        2,
        "",
        f"laichau: LAICHAU_FORMAT is 'xml'; it takes {FORMATS}\n",
    )


def test_the_base_of_the_option_goes_before_that_of_the_environment(
    tmp_path: Path, laichau: Laichau
) -> None:
    found = laichau("get", "debt", "--facts", str(SMALL), base=tmp_path / "none.toml")
    assert found == (0, "30\n", "")
    assert laichau("get", "debt", base=SMALL) == (0, "30\n", "")


# ---- the program itself


def test_version(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("--version", base=SMALL)
    assert (status, stdout.splitlines()[0], stderr) == (0, f"laichau {__version__}", "")


@pytest.mark.parametrize("argv", [[], ["-h"], *([name, "-h"] for name in commands.COMMANDS)])
def test_help(argv: list[str], laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*argv)
    assert (status, stderr) == (0, "")
    assert "laichau" in stdout
    assert (argv[0] if len(argv) == 2 else "compare-target") in stdout


@pytest.mark.parametrize(
    "argv", [["shwo"], ["show", "--colour"], ["search", "x", "--limit", "many"]]
)
def test_a_wrong_command_line(argv: list[str], laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*argv)
    assert (status, stdout) == (2, "")
    assert stderr.startswith("laichau: ")
    assert stderr.count("\n") == 1


# ---- what goes wrong inside


def test_a_mistake_of_ours_is_one_message(
    laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("\x1bwhat")

    monkeypatch.setattr(commands, "ask", fail)
    for argv in (["show"], ["show", "--json"]):
        status, stdout, stderr = laichau(*argv)
        assert (status, stdout) == (1, "")
        assert stderr.startswith("laichau: this is a mistake in laichau itself (KeyError: ")
        assert stderr.count("\n") == 1
        assert "\x1b" not in stderr


def test_an_interrupt_is_quiet(laichau: Laichau, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "ask", interrupt)
    assert laichau("show") == (130, "", "")
    assert laichau("show", "--json") == (130, "", "")


# ---- both ways in

LINES = """show|show all|show roads|show debt|show debt roads|show đường sá|show nobody|search đường
search nothing like it|search|compare-target|compare-target debt|compare-target roads
get debt growth|get inert|get"""


LINK_ID = re.compile(r"(?<=\x1b]8;)id=\d+")
"""Rich numbers links by chance."""


@pytest.mark.parametrize("line", LINES.replace("\n", "|").split("|"))
def test_with_and_without_the_parser_the_bytes_are_the_same(line: str, laichau: Laichau) -> None:
    command, *words = line.split()
    for tty in (False, True):
        straight = laichau(command, *words, base=SMALL, tty=tty, width=90)
        for option in (["--color", "auto"], ["--format", "auto"]):
            for argv in ([command, *words, *option], [command, *option, *words]):
                other = laichau(*argv, base=SMALL, tty=tty, width=90)
                assert LINK_ID.sub("", other.stdout) == LINK_ID.sub("", straight.stdout)
                assert (other.status, other.stderr) == (straight.status, straight.stderr)
