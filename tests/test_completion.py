"""Completion on TAB: what each shell is told, and what bash, zsh and fish themselves make of it."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from laichau_cli.cli import completion
from laichau_cli.cli.completion import SCRIPTS, SHELLS
from tests.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Laichau, Process

PATIENCE = 20.0
"""Seconds that a shell is given: the first TAB of zsh builds its own index of functions."""


def asked(shell: str, line: str) -> dict[str, str]:
    """The variables by which the scripts ask what may follow `line`."""
    words = line.split(" ")
    if shell == "bash":
        at = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    else:
        at = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return {"_LAICHAU_COMPLETE": f"complete_{shell}", **at}


# ---- what a shell is told of names

TOLD = [
    ("bash", "laichau show roa", "roads\nroads.mountain\nroad-length\nroad-rank\n"),
    ("bash", "laichau show ROADS road-l", "road-length\n"),
    ("bash", "laichau show road-length road-l", ""),
    ("bash", "laichau get roa", "road-length\nroad-rank\n"),
    ("bash", "laichau cite de", "debt\ndecree\n"),
    ("bash", "laichau compare-target mo", "money\n"),
    ("bash", "laichau show zzz", ""),
    ("bash", "laichau show duo", "duong-nhua\nduong-nui\nduong-sa\n"),
    ("bash", "laichau show duong-nh", "paved\n"),
    ("bash", "laichau get duong-", "paved\n"),
    ("fish", "laichau get chi", "chieu-dai\troad-length: Length of roads\n"),
    ("fish", "laichau show Đường-N", (
        "Đường-Nhua\tpaved: Paved roads\nĐường-Nui\troads.mountain: Mountain roads\n"
    )),
    ("zsh", "laichau show no", "_arguments '*: :((\"no\":\"debt  Debt\"))'\n"),
    ("zsh", "laichau show no$(date)", "_files\n"),
    ("fish", "laichau show de", "debt\tDebt\ndecree\tDecree\n"),
    ("fish", "laichau get mon", ""),
    ("zsh", "laichau show mon", "_arguments '*: :((\"money\":\"Money\"))'\n"),
    ("zsh", "laichau show zzz", "_files\n"),
    ("zsh", "laichau show iner", (
        "_arguments '*: :((\"inert\":\" bold bold /bold   smile     a   b     q ,  q \"))'\n"
    )),
]  # fmt: skip


@pytest.mark.parametrize(("shell", "line", "told"), TOLD)
def test_names(shell: str, line: str, told: str, laichau: Laichau) -> None:
    status, stdout, stderr = laichau(base=SMALL, env=asked(shell, line))
    assert (status, stderr) == (0, "")
    assert stdout == told


def test_labels_are_in_the_language_of_the_reader(laichau: Laichau) -> None:
    env = {**asked("fish", "laichau show debt"), "LAICHAU_LANG": "vi"}
    assert laichau(base=SMALL, env=env).stdout == "debt\tNợ\n"


def test_meanings_are_in_the_language_of_the_reader(laichau: Laichau) -> None:
    env = {**asked("fish", "laichau show --no-h"), "LC_ALL": "vi_VN.UTF-8"}
    assert laichau(env=env).stdout == "--no-header\tKhông có dòng tên trường.\n"
    env = {**asked("fish", "laichau --lang vi sea"), "LAICHAU_LANG": "en"}
    assert laichau(env=env).stdout == "search\tTìm dữ kiện theo từ, con số hoặc mã.\n"


def test_fish_is_told_that_there_are_words(laichau: Laichau) -> None:
    env = {**asked("fish", "laichau show de"), "_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert laichau(base=SMALL, env=env) == (0, "", "")


def test_a_base_that_cannot_be_read_completes_nothing(laichau: Laichau, tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"
    for shell, told in (("bash", ""), ("fish", ""), ("zsh", "_files\n")):
        assert laichau(base=gone, env=asked(shell, "laichau show de")) == (0, told, "")


# ---- commands, options and their values

LONGER = [
    ("laichau c", {"compare-target", "cite", "check"}),
    ("laichau show --la", {"--lang"}),
    ("laichau show --lang ", {"vi", "en"}),
    ("laichau show -f t", {"table", "tsv"}),
    ("laichau show --json --color n", {"never"}),
    ("laichau compare-target --status e", {"exceeded"}),
    ("laichau compare-target --fail-on s", {"short"}),
    ("laichau compare-target --scope ", {"province", "nation"}),
    ("laichau cite debt --style b", {"bibtex"}),
    ("laichau show --json roads.m", {"roads.mountain"}),
    ("laichau get --json roa", {"road-length", "road-rank"}),
    ("laichau export --f", {"--force", "--facts"}),
    ("laichau check --s", {"--strict"}),
]


@pytest.mark.parametrize(("line", "words"), LONGER)
def test_commands_options_and_values(line: str, words: set[str], process: Process) -> None:
    env = {**asked("bash", line), "LAICHAU_FACTS": str(SMALL)}
    _, stdout, stderr = process(env=env)
    assert (set(stdout.split()), stderr) == (words, "")


def test_options_bring_their_help(process: Process) -> None:
    _, stdout, _ = process(env=asked("fish", "laichau cite --st"))
    assert stdout.split("\t") == ["--style", "Form of the reference; text unless told.\n"]


def test_options_before_a_name_count(process: Process) -> None:
    line = f"laichau show --facts {SMALL} --lang vi deb"
    assert process(env=asked("fish", line)).stdout == "debt\tNợ\n"


CUT_BY_BASH = [
    (["laichau", "show", "--lang", "=", "e"], "en\n"),
    (["laichau", "show", "--lang", "="], "vi\nen\n"),
    (["laichau", "compare-target", "--status", "=", "me"], "met\n"),
    (["laichau", "show", "--lang", "=", "vi", "deb"], "debt\n"),
    (["laichau", "--lang", "vi", "show", "deb"], "debt\n"),
    (["laichau", "show", "--facts", "'~/my base.toml'", "deb"], "debt\n"),
    (["laichau", "show", "--facts", "~/my\\ base.toml", '"deb'], "debt\n"),
    (["laichau", "show", "--facts", "~/my"], ""),
    (["laichau", "help", "compa"], "compare-target\n"),
    (["laichau", "--vers"], "--version\n"),
    (["laichau", "show", "--json", "--js"], ""),
]
"""Words as bash has them, `=` a word of its own, and what may follow."""


@pytest.mark.parametrize(("words", "told"), CUT_BY_BASH)
def test_words_as_bash_has_them(
    words: list[str], told: str, laichau: Laichau, environ: dict[str, str]
) -> None:
    (Path(environ["HOME"]) / "my base.toml").write_bytes(SMALL.read_bytes())
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    env = {**asked, "_LAICHAU_COMPLETE": "complete_bash"}
    assert laichau(base=SMALL, env=env) == (0, told, "")


def test_other_shells_are_told_the_whole_word(laichau: Laichau) -> None:
    env = asked("fish", "laichau compare-target --status=me")
    assert laichau(base=SMALL, env=env) == (0, "--status=met\n", "")


# ---- setting up


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("argv", [["--show-completion", "{}"], ["--show-completion={}"]])
def test_the_script_of_a_named_shell(shell: str, argv: list[str], laichau: Laichau) -> None:
    status, stdout, stderr = laichau(*(word.format(shell) for word in argv))
    assert (status, stdout, stderr) == (0, SCRIPTS[shell], "")
    assert laichau(env={"_LAICHAU_COMPLETE": f"source_{shell}"}).stdout == stdout


@pytest.mark.parametrize("argv", [["nosuchshell"], ["bash", "zsh"]])
def test_a_shell_that_is_none(argv: list[str], laichau: Laichau) -> None:
    message = f"--show-completion knows no shell '{' '.join(argv)}'; name bash, zsh or fish"
    assert laichau("--show-completion", *argv) == (2, "", f"laichau: {message}\n")


def test_where_nothing_says_which_shell_asks(
    laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container without /proc and `ps`: the user's own shell is meant."""
    monkeypatch.setattr(completion, "_process", lambda _: (0, ""))
    assert laichau("--show-completion", env={"SHELL": "/bin/zsh"}).stdout == SCRIPTS["zsh"]
    assert laichau("--show-completion", env={"SHELL": "/bin/dash"}).status == 2


@pytest.mark.parametrize(
    ("shell", "elsewhere", "start"),
    [("bash", "HOME", ".bashrc"), ("zsh", "ZDOTDIR", ".zshrc"), ("fish", "XDG_CONFIG_HOME", "")],
)
def test_files_that_a_shell_reads_may_be_elsewhere(
    shell: str, elsewhere: str, start: str, laichau: Laichau, tmp_path: Path
) -> None:
    folder = tmp_path / "else where"
    folder.mkdir()
    (folder / start).write_text("# mine", "utf-8") if start else None
    for _ in range(2):
        done = laichau("--install-completion", shell, env={elsewhere: str(folder)})
        assert (done.status, done.stderr) == (0, "")
    if start:
        first, line = (folder / start).read_text("utf-8").splitlines()
        assert first == "# mine"
        assert line
    else:
        assert (folder / "fish/completions/laichau.fish").read_text("utf-8") == SCRIPTS["fish"]


def test_a_file_that_cannot_be_written_is_named(laichau: Laichau, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    status, stdout, stderr = laichau("--install-completion", "bash")
    assert (status, stdout) == (1, "")
    assert stderr.startswith(f"laichau: {tmp_path}/.bashrc: cannot be written: Is a directory; ")
    gone = laichau("--install-completion", "zsh", env={"HOME": str(tmp_path / "gone")})
    assert gone == (1, "", "laichau: there is no home folder; see laichau --show-completion zsh\n")


def test_what_was_installed_is_said_in_the_reader_s_language(laichau: Laichau) -> None:
    vietnamese = {"LAICHAU_LANG": "vi"}
    assert laichau("--install-completion", "fish", env=vietnamese).stdout.startswith("đã cài phím")
    wrong = laichau("--install-completion", "csh", env=vietnamese)
    assert wrong.stderr.startswith("laichau: --install-completion không biết shell 'csh'")


# ---- the shells themselves


class Shell(NamedTuple):
    """An interactive shell: how it is started, and what it reads before the first prompt."""

    name: str
    argv: list[str]


INTERACTIVE = [
    Shell("bash", ["bash", "--noprofile", "-i"]),
    Shell("zsh", ["zsh", "-i"]),
    Shell("fish", ["fish", "-i"]),
]
TYPED = [
    ("laichau show fibre-opt", "fibre-optic-cable"),
    ("laichau get telecom-it-r", "telecom-it-revenue"),
    ("laichau cite papi-r", "papi-rank"),
    ("laichau compare-target touris", "tourism"),
    ("laichau compa", "compare-target"),
    ("laichau show --no-h", "--no-header"),
    ("laichau compare-target --status exc", "exceeded"),
    ("laichau cite papi-rank --style bib", "bibtex"),
    ("laichau compare-target --status=exc", "exceeded"),
]
"""What is typed before TAB, and the word that it becomes."""


def missing(shell: Shell) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(shell.name) is None, reason=f"{shell.name} is not installed"
    )


@pytest.fixture
def home(tmp_path: Path, environ: dict[str, str]) -> dict[str, str]:
    """The environment of a newcomer whose PATH has `laichau`."""
    program = tmp_path / "bin/laichau"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m laichau_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / ".zshrc").write_text("PS1='> '\nunsetopt beep\n", "utf-8")
    return {
        **environ,
        "HOME": str(tmp_path),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(SMALL.parents[3]),
        "TERM": "xterm",
        "COLUMNS": "120",
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "ZDOTDIR": str(tmp_path),
        "INPUTRC": "/dev/null",
    }


@contextlib.contextmanager
def terminal(argv: list[str], env: dict[str, str]) -> Iterator[int]:
    """A program on a terminal of its own; yields what it is typed at and read from."""
    child, master = pty.fork()
    if child == 0:  # pragma: no cover
        os.chdir(env["HOME"])
        os.execvpe(argv[0], argv, env)
    try:
        yield master
    finally:
        with contextlib.suppress(OSError):
            os.close(master)
        with contextlib.suppress(OSError):
            os.kill(child, 9)
        os.waitpid(child, 0)


def read_until(master: int, wanted: str, *, patience: float = PATIENCE) -> str:
    """What comes from the terminal up to the words wanted; all there is, if they never come."""
    seen, end = "", time.monotonic() + patience
    while wanted not in seen and time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                seen += os.read(master, 65536).decode("utf-8", "replace")
            except OSError:
                break
    return seen


@pytest.mark.parametrize(
    "shell", [pytest.param(shell, marks=missing(shell), id=shell.name) for shell in INTERACTIVE]
)
def test_tab_completes_in_the_shell_itself(shell: Shell, home: dict[str, str]) -> None:
    installed = subprocess.run(
        [shell.name, "-c", "laichau --install-completion; true"],
        env=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )
    assert f"{shell.name} completion installed in {home['HOME']}" in installed.stdout
    with terminal(shell.argv, home) as master:
        # A word that only running it shows: the shell has read its files and is at its prompt.
        os.write(master, b"echo rea''dy\r")
        assert "ready" in read_until(master, "ready")
        time.sleep(0.5)
        for typed, word in TYPED:
            os.write(master, typed.encode() + b"\t")
            rest = word.removeprefix(typed.split(" ")[-1])
            seen = read_until(master, rest)
            assert rest in seen, (typed, seen)
            os.write(master, b"\x15")  # the line away


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_shows_labels_beside_ids(home: dict[str, str]) -> None:
    script = "laichau --show-completion | source; complete -C 'laichau show fibre-'"
    shown = subprocess.run(
        ["fish", "-c", script], env=home, capture_output=True, encoding="utf-8", check=True
    )
    assert "fibre-optic-cable\tFibre-optic cable\n" in shown.stdout
