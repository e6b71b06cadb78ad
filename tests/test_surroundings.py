"""Where the program runs: races for its cache, folders of others, readers who do not read.

Each of these once gave a wrong figure, a message that blamed the program, or a call without end.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli import FactBase
from laichau_cli.index import compile as build
from laichau_cli.index import seal
from laichau_cli.index import store as cache
from laichau_cli.index.store import open_index
from laichau_cli.language.safe import MOST_MARKS, safe
from laichau_cli.output import export, progress
from laichau_cli.output.formats import json_text
from laichau_cli.output.terminal import MOST_MARKS, Terminal, safe
from tests.conftest import SMALL, Stream, command
from tests.hostile import HEAD, Env, age, cached, fact, target, with_no_other_files, written
from tests.test_bounds import LINE, cites

if TYPE_CHECKING:
    from tests.conftest import Laichau

DEBT = (0, "30\n", "")


# ---- the cache


@pytest.mark.parametrize("how", ["another base's", "gone", "no database"])
def test_an_index_replaced_as_soon_as_it_is_written(
    how: str, dated: Path, cold: Env, laichau: Laichau, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    other = tmp_path / "other.toml"
    other.write_text(dated.read_text(encoding="utf-8").replace("value = 30\n", "value = 31\n"))
    assert laichau("get", "debt", base=other, env=cold).stdout == "31\n"
    theirs = cached(cold).read_bytes()
    really = build.to_file

    def to_file(file: str, *args: Any, **named: Any) -> bool:
        assert really(file, *args, **named)
        Path(file).unlink()
        if how != "gone":
            Path(file).write_bytes(theirs if how == "another base's" else b"x" * 9000)
        return True

    monkeypatch.setattr(build, "to_file", to_file)
    assert laichau("get", "debt", base=dated, env=cold) == DEBT


@pytest.mark.parametrize("level", ["..", "../.."])
def test_a_folder_that_others_may_swap_is_not_used(
    level: str, dated: Path, environ: Env, laichau: Laichau, tmp_path: Path
) -> None:
    root = tmp_path / "a/b"
    folder = root / "laichau"
    folder.mkdir(parents=True, mode=0o700)
    (folder / level).resolve().chmod(0o777)
    env = {**environ, "XDG_CACHE_HOME": str(root)}
    status, out, err = laichau("get", "debt", base=dated, env=env)
    assert (status, out) == (0, "30\n")
    assert err == (
        f"laichau: the cache folder {folder} is in a folder that belongs to others or that they "
        "may write to; not used (set XDG_CACHE_HOME to another)\n"
    )
    assert list(folder.iterdir()) == []
    (folder / level).resolve().chmod(0o1777)  # as /tmp: nobody renames what others own
    assert laichau("get", "debt", base=dated, env=env) == DEBT
    assert len(list(folder.iterdir())) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_a_folder_in_one_of_somebody_else(
    dated: Path, environ: Env, laichau: Laichau, tmp_path: Path
) -> None:
    folder = tmp_path / "a/laichau"
    folder.mkdir(parents=True, mode=0o700)
    os.chown(folder.parent, 65534, 65534)
    env = {**environ, "XDG_CACHE_HOME": str(folder.parent)}
    assert laichau("get", "debt", base=dated, env=env).stderr.count("belongs to others") == 1
    assert list(folder.iterdir()) == []


def test_folders_made_are_nobody_elses(dated: Path, cold: Env, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        index, said = open_index(str(dated), {**cold, "XDG_CACHE_HOME": str(tmp_path / "x/y")})
        index.connection.close()
    finally:
        os.umask(before)
    assert said == []
    for made in ("x", "x/y", "x/y/laichau"):
        assert (tmp_path / made).stat().st_mode & 0o777 == 0o700


def test_a_root_with_two_slashes(
    dated: Path, environ: Env, laichau: Laichau, tmp_path: Path
) -> None:
    env = {**environ, "XDG_CACHE_HOME": f"/{tmp_path}/c"}
    assert laichau("get", "debt", base=dated, env=env) == DEBT
    assert laichau("get", "debt", base=dated, env=env) == DEBT


def test_an_index_of_a_far_future(dated: Path, cold: Env, laichau: Laichau) -> None:
    assert laichau("get", "debt", base=dated, env=cold) == DEBT
    os.utime(cached(cold), ns=(10**19 + 10**18, 10**19 + 10**18))
    assert laichau("get", "debt", base=dated, env=cold) == DEBT
    assert cached(cold).stat().st_mtime_ns < 10**19


def test_nothing_found_is_not_believed_of_a_damaged_index_in_python(
    dated: Path, cold: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", cold)
    FactBase.open(dated).close()
    file = cached(cold)
    file.write_bytes(file.read_bytes()[: -seal.SIZE])
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("DELETE FROM term; DELETE FROM name")
    connection.close()
    seal.put(str(file), 0)
    with file.open("r+b") as opened:
        opened.seek(-4, os.SEEK_END)
        opened.write(bytes(4))
    age(file)
    monkeypatch.setattr(seal, "WHOLLY_READ", 0)
    with FactBase.open(dated) as base:
        assert [hit.fact.id for hit in base.search("debt")][:1] == ["debt"]
        assert base.search("nosuchthing") == []
    with FactBase.open(dated) as base:
        assert base.lookup("Nợ").id == "debt"


# ---- bases and documents


def test_a_folder_of_files_is_read_only_below_it(laichau: Laichau, tmp_path: Path) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    written(folder, HEAD + fact(), "a.toml")
    secret = written(tmp_path, "schema = 1\n" + fact("secret"), "secret.toml")
    (folder / "z.toml").symlink_to(secret)
    status, out, err = laichau("show", "all", base=folder)
    assert (status, out) == (3, "")
    assert err.startswith(f"laichau: {folder}/z.toml: leads out of the base's own folder; ")
    (folder / "z.toml").unlink()
    (folder / "sub").mkdir()
    shutil.move(secret, folder / "sub/b")
    (folder / "z.toml").symlink_to("sub/b")
    assert laichau("get", "secret", "--field", "id", base=folder).stdout == "secret\n"


def test_what_editors_leave_in_a_folder_is_not_read(laichau: Laichau, tmp_path: Path) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    written(folder, HEAD + fact(), "a.toml")
    (folder / ".#a.toml").symlink_to("user@host.1234:99")
    (folder / "._a.toml").write_bytes(b"\0\5\x16\7")
    assert laichau("get", "f", "--field", "id", base=folder) == (0, "f\n", "")
    (folder / "b.toml").symlink_to("nowhere")
    status, out, err = laichau("get", "f", base=folder)
    assert (status, out) == (3, "")
    assert err.splitlines() == [
        f"laichau: {folder}/b.toml: cannot be read: No such file or directory; remove or mend it",
        f"laichau: {folder} was named by LAICHAU_FACTS",
    ]


def test_a_file_that_is_being_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, HEAD, "a.toml")
    listed = iter([["a.toml", "a.new.toml"], ["a.toml"]])
    monkeypatch.setattr("laichau_cli.index.store.os.listdir", lambda _: next(listed))
    assert cache.look(str(tmp_path)).files == [f"{tmp_path}/a.toml"]


def test_documents_of_a_base_behind_a_link(laichau: Laichau, tmp_path: Path) -> None:
    (tmp_path / "x/y").mkdir(parents=True)
    (tmp_path / "a").mkdir()
    cites(tmp_path / "x", "doc", f"{LINE} That is all.")
    (tmp_path / "a/link").symlink_to("../x/y")
    for base in (tmp_path / "x/doc.toml", Path(f"{tmp_path}/a/link/../doc.toml")):
        assert "That is all" in laichau("show", "f", "-f", "table", base=base).stdout
        assert laichau("check", base=base).status == 0


# ---- what is shown


def test_nothing_on_a_card_acts(laichau: Laichau, tmp_path: Path) -> None:
    hidden = "u\u2060\U000e0041\u00ad\U0001bca0"
    head = HEAD.replace('[units.u]\nlabel = { vi = "u"', f'[units.u]\nlabel = {{ vi = "{hidden}"')
    base = written(
        tmp_path, head.replace('en = "u"', f'en = "{hidden}"')
        + fact(rest='value = 2\nunit = "u"') + target("x", "f", "1"),
    )  # fmt: skip
    for argv in (["show", "f"], ["show", "all"], ["compare-target"]):
        for form in ("table", "tsv", "md", "json"):
            out = laichau(*argv, "-f", form, base=base, width=200).stdout
            assert not {*"\u2060\U000e0041\u00ad\U0001bca0"} & {*out}, (argv, form)


def test_a_flood_of_marks_in_json() -> None:
    flood = "e" + "\u0301" * 40 + "Việt"
    text = json_text([flood])
    assert json.loads(text) == [flood]
    assert text.count("\u0301") == MOST_MARKS
    assert "Việt" in text


def test_letters_that_nobody_sees_are_not_completed(laichau: Laichau, tmp_path: Path) -> None:
    base = written(tmp_path, HEAD + fact("evil", vi="a\u3164b", en="a\u3164b"))
    words = {"_TYPER_COMPLETE_ARGS": "laichau show ev", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    out = laichau(base=base, env={"_LAICHAU_COMPLETE": "complete_fish", **words}).stdout
    assert out == "evil\ta u3164b\n"
    assert safe(out.replace("\t", "")) == out.replace("\t", "")


def test_an_exported_table_is_inert_in_a_spreadsheet(laichau: Laichau, tmp_path: Path) -> None:
    label = "=1+1"
    base = written(tmp_path, HEAD.replace('title = "t"', 'title = "@SUM(A1)"') + fact(vi=label))
    assert laichau("export", f"{tmp_path}/out/", base=base).status == 0
    assert ",'=1+1," in (tmp_path / "out/facts.csv").read_text(encoding="utf-8")
    assert ",'@SUM(A1)," in (tmp_path / "out/sources.csv").read_text(encoding="utf-8")


# ---- streams and signals


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    ("argv", "status"),
    [(["get", "nosuch"], 1), (["--bad"], 2), (["get", "x", "--facts", "/no"], 3), (["-h"], 0)],
    ids=str,
)
def test_messages_that_cannot_be_written(argv: list[str], status: int, environ: Env) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*argv), env=environ, stdout=subprocess.PIPE, stderr=full, check=False
        )
        assert done.returncode == status
        done = subprocess.run(command(*argv), env=environ, stdout=full, stderr=full, check=False)
        assert done.returncode == (status or 1)


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the pipe cannot be made small")
@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("signals", [1, 2])
def test_an_interrupt_while_nobody_reads(form: str, signals: int, environ: Env) -> None:
    with subprocess.Popen(
        command("show", "all", "-f", form),
        env=with_no_other_files(environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        fcntl.fcntl(running.stdout, fcntl.F_SETPIPE_SZ, 4096)
        running.stdout.read(1)
        time.sleep(0.5)
        for _ in range(signals):
            running.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert running.wait(timeout=10) == 130
        assert running.stderr.read() == b""


def test_an_interrupt_while_a_folder_is_replaced(laichau: Laichau, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert laichau("export", f"{out}/", base=SMALL).status == 0
    program = (
        "import os, signal, sys\n"
        "from laichau_cli.output import files\n"
        "really = os.rename\n"
        "def rename(a, b):\n"
        "    really(a, b)\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "files.os.rename = rename\n"
        "from laichau_cli.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "export", f"{out}/", "--force", "--facts", str(SMALL)],
        env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(tmp_path / "c")},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "out"]
    assert {path.name for path in out.iterdir()} == {*export.FOLDER}
    assert (out / "facts.csv").exists()


def test_a_bar_needs_no_thread_and_hides_no_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    stderr = Stream(tty=True)
    bar = progress.Bar(Terminal(Stream(tty=True), stderr, {"COLUMNS": "80"}))
    bar("reading", 1, 2)
    time.sleep(0.3)
    bar.close()
    assert "reading" in stderr.getvalue()
    assert "\x1b[?25l" not in stderr.getvalue()

    def refuse(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    bar = progress.Bar(Terminal(Stream(tty=True), stderr, {}))
    bar("reading", 1, 2)
    bar.close()
