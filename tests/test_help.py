"""First contact: the greeting, the help, and that every example in them works."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.cli.app import program
from laichau_cli.cli.examples import EXAMPLES, FIRST, examples_of, purpose
from laichau_cli.language import LANGUAGES
from tests.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from laichau_cli.records import Lang
    from tests.conftest import Laichau

LINES = [line for examples in EXAMPLES.values() for line, _ in examples]
WIDTH, HEIGHT = 80, 24


def commands(lang: Lang = "en") -> dict[str, Any]:
    group: Any = program(lang)
    return dict(group.commands)


@pytest.mark.parametrize("tty", [True, False])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_alone_greets_on_one_screen(lang: Lang, tty: bool, laichau: Laichau) -> None:
    env = {"LAICHAU_FACTS": "", "LAICHAU_LANG": lang}
    status, stdout, stderr = laichau(tty=tty, env=env)
    lines = stdout.splitlines()
    assert (status, stderr, lines[0]) == (0, "", purpose(lang, None))
    assert len(lines) < HEIGHT
    assert max(map(len, lines)) <= WIDTH
    for name in FIRST:
        line, shown = examples_of(name, lang)[0]
        assert any(line in each and shown in each for each in lines)
    for name, command in commands(lang).items():
        does = command.get_short_help_str(limit=WIDTH).rstrip(".")
        assert any(each.split() == [name, *does.split()] for each in lines)


@pytest.mark.parametrize("argv", [[], ["--help"]])
def test_another_base_is_greeted_by_its_title(argv: list[str], laichau: Laichau) -> None:
    for lang, title in (("vi", "Cơ sở thử"), ("en", "A base for tests")):
        _, stdout, _ = laichau(*argv, base=SMALL, env={"LAICHAU_LANG": lang})
        assert title in stdout
        assert "Lai Châu" not in stdout
        assert "digital" not in stdout
    gone = laichau(*argv, env={"LAICHAU_FACTS": "/nowhere"})
    assert (gone.status, gone.stderr) == (0, "")


def test_every_command_has_two_or_three_examples() -> None:
    assert list(EXAMPLES) == list(commands())
    assert {len(examples) for examples in EXAMPLES.values()} <= {2, 3}
    assert len(FIRST) == 4


@pytest.mark.parametrize("name", EXAMPLES)
def test_help_leads_with_examples(name: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(name, "--help", env={"COLUMNS": str(WIDTH)})
    assert (status, stderr) == (0, "")
    begun = [line.split("  ") for line in stdout.splitlines()]
    examples = [next(line for line in parts if line) for parts in begun if any(parts)][2:]
    assert examples[: len(EXAMPLES[name])] == [line for line, _ in EXAMPLES[name]]


def test_the_help_of_the_whole_leads_with_examples(laichau: Laichau) -> None:
    status, stdout, stderr = laichau("--help", env={"COLUMNS": str(WIDTH), "LAICHAU_FACTS": ""})
    assert (status, stderr) == (0, "")
    for name in FIRST:
        assert stdout.index(EXAMPLES[name][0][0]) < stdout.index("Options:")


@pytest.mark.parametrize("line", LINES)
def test_every_example_works(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laichau: Laichau
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.md").write_text("Tỷ lệ hộ nghèo năm 2022 là 25,84%.\n", encoding="utf-8")
    for name in ("report.txt", "plan.txt"):
        (tmp_path / name).write_text("They lent 12 books.", encoding="utf-8")
    program, *argv = shlex.split(line)
    status, stdout, stderr = laichau(*argv)
    assert (program, status) == ("laichau", 0), stderr
    assert stdout or argv[0] in ("export", "check", "new", "draft") or "--status" in argv
