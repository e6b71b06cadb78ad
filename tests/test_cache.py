"""The index in the cache: an edit is never missed, and what cannot be used is made again.

Damage is done from outside, to the file; what is compared are answers.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from binascii import crc32
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from laichau_cli.index import store
from tests.conftest import SMALL, cached, call, command, with_no_other_files, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Laichau

Env = dict[str, str]
DEBT = (0, "30\n", "")
ARGVS = [["get", "debt"], ["show", "all", "--json"], ["search", "road"], ["compare-target"]]


def debt(base: Path, environ: Env) -> str:
    found = call(["get", "debt"], {**environ, "LAICHAU_FACTS": str(base)})
    assert (found.status, found.stderr) == (0, "")
    return found.stdout.strip()


def indexes(environ: Env) -> list[Path]:
    return sorted(Path(environ["XDG_CACHE_HOME"]).rglob("*.*"))


def edit(base: Path, value: int) -> None:
    text = SMALL.read_text(encoding="utf-8")
    base.write_text(text.replace("value = 30\n", f"value = {value}\n"), encoding="utf-8")


# ---- fresh and stale


def test_the_second_call_reads_no_toml(
    dated: Path, cold: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert debt(dated, cold) == "30"
    monkeypatch.setattr(store, "_made", lambda *_: pytest.fail("the base was compiled again"))
    assert debt(dated, cold) == "30"


@pytest.mark.parametrize("kept_time", [None, 1_600_000_000_000_000_000], ids=["now", "long-ago"])
def test_an_edit_of_the_same_size_is_seen(
    kept_time: int | None, small_base: Path, cold: Env
) -> None:
    """Within one tick of the clock, or with the time of the file put back."""
    for value in range(10, 40):
        edit(small_base, value)
        if kept_time:
            os.utime(small_base, ns=(kept_time, kept_time))
        assert debt(small_base, cold) == str(value)


def test_another_file_in_its_place_is_seen(dated: Path, cold: Env, tmp_path: Path) -> None:
    assert debt(dated, cold) == "30"
    other = tmp_path / "other.toml"
    edit(other, 31)
    os.utime(other, ns=(10**18, 10**18))
    os.replace(other, dated)
    assert debt(dated, cold) == "31"


def test_a_base_that_became_invalid_is_not_answered_from_the_cache(
    small_base: Path, laichau: Laichau, cold: Env
) -> None:
    assert laichau("get", "debt", base=small_base, env=cold) == DEBT
    small_base.write_text("schema = 1\n[", encoding="utf-8")
    assert laichau("get", "debt", base=small_base, env=cold).status == 3
    small_base.write_bytes(SMALL.read_bytes())
    assert laichau("get", "debt", base=small_base, env=cold) == DEBT
    small_base.unlink()
    assert laichau("get", "debt", base=small_base, env=cold).status == 3


def test_bases_do_not_share_an_index_and_links_are_followed(
    small_base: Path, cold: Env, tmp_path: Path
) -> None:
    other, link = tmp_path / "other.toml", tmp_path / "link.toml"
    edit(other, 31)
    assert [debt(base, cold) for base in (small_base, other, small_base)] == ["30", "31", "30"]
    assert len(indexes(cold)) == 2
    for target, value in ((small_base, "30"), (other, "31")):
        link.symlink_to(target)
        assert debt(link, cold) == value
        link.unlink()


def test_a_file_of_a_folder_that_is_being_replaced(
    tmp_path: Path, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.toml").write_bytes(SMALL.read_bytes())
    listed = iter([["a.toml", "a.new.toml"]])
    really = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: next(listed, None) or really(path))
    assert laichau("get", "debt", base=tmp_path) == DEBT


def test_indexes_of_one_name_never_answer_for_each_other(
    dated: Path, cold: Env, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_name", lambda _: "base-00000000.sqlite")
    other = tmp_path / "other.toml"
    edit(other, 31)
    assert [debt(base, cold) for base in (dated, other, dated, other)] == ["30", "31"] * 2


# ---- what is wrong with a cached file


def _sqlite(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()


def _foreign(file: Path) -> None:
    file.unlink()
    _sqlite(file, "CREATE TABLE made (a)")


def _cut(file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])


def _scribble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)


def _folder(file: Path) -> None:
    if file.is_file():
        file.unlink()
        file.mkdir()


def _another_version(file: Path) -> None:
    data = file.read_bytes()
    assert data.count(store.FORMAT.encode()) == 1
    file.write_bytes(data.replace(store.FORMAT.encode(), b"0" * len(store.FORMAT)))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "no database": lambda file: file.write_bytes(b"not a database, " * 512),
    "another database": _foreign,
    "cut in the header": lambda file: _cut(file, 50),
    "cut to a page": lambda file: _cut(file, 4096),
    "cut by a byte": lambda file: _cut(file, file.stat().st_size - 1),
    "scribbled": _scribble,
    "of another version": _another_version,
    "without a table": lambda file: _sqlite(file, "DROP TABLE fact"),
    "a folder": _folder,
    "gone": lambda file: file.unlink(),
    "unreadable": lambda file: file.chmod(0),
    "of a far future": lambda file: os.utime(file, ns=(2**62, 2**62)),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_cannot_be_used_is_made_again_in_silence(
    name: str, dated: Path, cold: Env, laichau: Laichau
) -> None:
    expected = [laichau(*argv, base=dated, env=cold) for argv in ARGVS]
    for argv, right in zip(ARGVS, expected, strict=True):
        DAMAGE[name](cached(cold))
        assert laichau(*argv, base=dated, env=cold) == right
        assert laichau(*argv, base=dated, env=cold) == right


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3))):
        changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def test_a_flipped_bit_changes_no_answer(dated: Path, cold: Env, laichau: Laichau) -> None:
    dice = random.Random(1)
    expected = [laichau(*argv, base=dated, env=cold) for argv in ARGVS]
    file = cached(cold)
    whole = file.read_bytes()
    for n in range(24):
        file.write_bytes(flipped(whole, dice))
        assert laichau(*ARGVS[n % 4], base=dated, env=cold) == expected[n % 4]


@pytest.mark.parametrize("argv", [["get", "debt"], ["show", "debt", "--json"], ["compare-target"]])
def test_in_a_large_index_each_record_proves_itself(
    argv: list[str], dated: Path, cold: Env, laichau: Laichau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One above 4 MiB is not read whole."""
    expected = laichau(*argv, base=dated, env=cold)
    monkeypatch.setattr(store, "WHOLLY_READ", 0)
    data = cached(cold).read_bytes()
    assert data.count(b'"value":30') == 1
    cached(cold).write_bytes(data.replace(b'"value":30', b'"value":31'))
    assert laichau(*argv, base=dated, env=cold) == expected


# ---- where the cache may be


def test_nothing_is_written_but_in_the_cache(small_base: Path, cold: Env, tmp_path: Path) -> None:
    before = {*tmp_path.iterdir()}
    mask = os.umask(0)
    try:
        debt(small_base, cold)
    finally:
        os.umask(mask)
    assert {*tmp_path.iterdir()} - before == {tmp_path / "cache"}
    assert cached(cold).stat().st_mode & 0o777 == 0o600
    assert cached(cold).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "places",
    [
        {"XDG_CACHE_HOME": "/dev/null", "HOME": "/dev/null"},
        {"XDG_CACHE_HOME": "/proc/none", "HOME": "/proc/none"},
        {"XDG_CACHE_HOME": "", "HOME": ""},
        {"XDG_CACHE_HOME": "relative", "HOME": "relative"},
        {"XDG_CACHE_HOME": "/nul\0byte"},
    ],
    ids=str,
)
def test_without_a_cache_the_answer_is_the_same(
    places: Env, small_base: Path, environ: Env
) -> None:
    assert debt(small_base, {**environ, **places}) == "30"
    assert not Path("relative").exists()


def test_no_home_at_all(small_base: Path, environ: Env) -> None:
    env = {name: environ[name] for name in environ if name not in ("HOME", "XDG_CACHE_HOME")}
    assert debt(small_base, env) == "30"


def test_home_is_used_where_no_cache_is_named(
    small_base: Path, environ: Env, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    for unnamed in ("", "relative"):
        assert debt(small_base, {**environ, "XDG_CACHE_HOME": unnamed, "HOME": str(home)}) == "30"
        assert not home.exists()
    home.mkdir()
    debt(small_base, {**environ, "XDG_CACHE_HOME": "", "HOME": str(home)})
    assert [*home.rglob("*.sqlite")]


@pytest.mark.parametrize("name", ["a b", "what?mode=memory", "100%41", "#", "thư mục", "/x"])
def test_a_folder_of_any_name(name: str, dated: Path, environ: Env, tmp_path: Path) -> None:
    env = {**environ, "XDG_CACHE_HOME": f"{tmp_path}/{name}"}
    assert [debt(dated, env) for _ in range(2)] == ["30", "30"]
    assert len(indexes(env)) == 1


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
@pytest.mark.parametrize("is_link", [False, True])
def test_a_folder_that_others_may_write_to_is_not_used(
    mode: int, is_link: bool, small_base: Path, cold: Env, laichau: Laichau, tmp_path: Path
) -> None:
    folder = real = Path(cold["XDG_CACHE_HOME"], "laichau")
    if is_link:
        real = tmp_path / "real"
        folder.parent.mkdir()
        folder.symlink_to(real)
    real.mkdir(parents=True)
    real.chmod(mode)
    assert laichau("get", "debt", base=small_base, env=cold) == (0, "30\n", "")
    seen = laichau("get", "debt", base=small_base, env=cold, tty=True)
    assert seen.stderr == (
        f"laichau: the cache folder {folder} belongs to others or they may write to it; "
        "not used (set XDG_CACHE_HOME to another)\n"
    )
    assert [*real.iterdir()] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another's home")
def test_nothing_is_made_in_the_home_of_another(small_base: Path, cold: Env) -> None:
    home = Path(cold["HOME"], "another")
    home.mkdir()
    os.chown(home, 1001, 1001)
    env = {**cold, "HOME": str(home), "XDG_CACHE_HOME": ""}
    assert debt(small_base, env) == "30"
    assert [*home.iterdir()] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(small_base: Path, cold: Env) -> None:
    Path(cold["XDG_CACHE_HOME"], "laichau").mkdir(parents=True, mode=0o500)
    assert debt(small_base, cold) == "30"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_an_index_of_somebody_else_is_not_believed(dated: Path, cold: Env) -> None:
    debt(dated, cold)
    os.chown(cached(cold), 65534, 65534)
    assert debt(dated, cold) == "30"
    assert cached(cold).stat().st_uid == 0


# ---- killed, full, many at once


def killed(base: Path, env: Env, *, times: int, seed: int) -> None:
    """Kill builds at random moments; what they leave must hurt nobody."""
    dice = random.Random(seed)
    for n in range(times):
        if n % 3 == 0:
            shutil.rmtree(env["XDG_CACHE_HOME"], ignore_errors=True)
        else:
            base.touch()
        with subprocess.Popen(
            command("get", "papi-rank", "--facts", str(base)),
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            time.sleep(dice.uniform(0.05, 0.5))
            running.send_signal(signal.SIGKILL)
            out, err = running.communicate(timeout=30)
        assert out in (b"", b"27/63\n")
        assert err == b""
        assert call(["get", "papi-rank", "--facts", str(base)], env) == (0, "27/63\n", "")


def test_a_build_killed_at_any_moment(article: Path, cold: Env, tmp_path: Path) -> None:
    killed(Path(shutil.copy(article, tmp_path)), cold, times=6, seed=1)


@pytest.mark.long
def test_a_build_killed_at_any_moment_for_long(article: Path, cold: Env, tmp_path: Path) -> None:
    killed(Path(shutil.copy(article, tmp_path)), cold, times=200, seed=2)


def test_what_killed_builds_left_is_swept(dated: Path, cold: Env) -> None:
    debt(dated, cold)
    file = cached(cold)
    old, new = (file.with_name(f"{file.name}.{n}-abcd.tmp") for n in (1, 2))
    other = file.with_name("base-00000000.sqlite.1-abcd.tmp")
    for left in (old, new, other):
        left.write_bytes(b"x")
    for left in (old, other):
        os.utime(left, (1, 1))
    file.unlink()
    debt(dated, cold)
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


@pytest.mark.parametrize("size", [0, 4096, 60_000])
def test_a_disk_that_fills_while_the_index_is_written(size: int, cold: Env) -> None:
    full = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    env = {**with_no_other_files(cold), "LAICHAU_FACTS": str(SMALL)}
    told = within(full, [["get", "debt"], ["show", "all"]], env)
    assert [(status, err) for status, _, err, _ in told] == [(0, "")] * 2
    assert told[0][1] == "30\n"
    assert not [*Path(cold["XDG_CACHE_HOME"]).rglob("*.tmp")]


def at_once(base: Path, env: Env, *, readers: int, edits: int) -> None:
    """Readers at once while the base is edited: each sees the figure before or after."""
    text = base.read_text(encoding="utf-8")
    running: list[subprocess.Popen[bytes]] = []
    for n in range(edits):
        value = 30 + n % 2
        base.with_suffix(".new").write_text(text.replace("value = 30\n", f"value = {value}\n"))
        os.replace(base.with_suffix(".new"), base)
        running += [
            subprocess.Popen(
                command("get", "debt", "--facts", str(base)),
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(readers)
        ]
        time.sleep(0.02)
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")
        assert out in (b"30\n", b"31\n")
    assert [file.suffix for file in indexes(env)] == [".sqlite"]


def test_readers_at_once_while_the_base_is_edited(small_base: Path, cold: Env) -> None:
    at_once(small_base, cold, readers=2, edits=3)


def test_many_at_once_on_a_cold_cache(small_base: Path, cold: Env) -> None:
    at_once(small_base, cold, readers=10, edits=1)


@pytest.mark.long
def test_fifty_at_once_on_a_cold_cache(small_base: Path, cold: Env) -> None:
    at_once(small_base, cold, readers=50, edits=1)
    at_once(small_base, cold, readers=2, edits=100)


# ---- what is in it


def test_topics_and_facts_may_stand_in_any_order(laichau: Laichau, tmp_path: Path) -> None:
    """Interleaved in the file, one without facts, and an id that begins like a topic."""
    topics = ["b", "a", "b.x.deep", "ab", "b.x", "a.y", "b.w", "none"]
    filed = ["b.x.deep", "a", "ab", "b", "a.y", "b.w", "b.x", "b.x.deep", "a", "b", "ab", "a.y"]
    label = '{ vi = "v", en = "e" }'
    base = tmp_path / "nested.toml"
    base.write_text(
        f"schema = 1\ntitle = {label}\n"
        '[sources.s]\ntitle = "t"\nurl = "https://e.org"\nlang = "vi"\n'
        + "".join(f'[topics."{topic}"]\nlabel = {label}\n' for topic in topics)
        + "".join(
            f'[facts.f{at}]\ntopic = "{topic}"\nlabel = {label}\n'
            'evidence = { source = "s", text = "t" }\n'
            for at, topic in enumerate(filed)
        ),
        encoding="utf-8",
    )
    for topic in topics:
        found = laichau("show", topic, "--fields", "id", "--no-header", base=base).stdout.split()
        below = [f"f{at}" for at, of in enumerate(filed) if f"{of}.".startswith(f"{topic}.")]
        assert sorted(found) == sorted(below), topic
    assert laichau("show", "--fields", "id,facts", "--no-header", base=base).stdout.split() == [
        *("b", "6", "b.x", "3", "b.x.deep", "2", "b.w", "1"),
        *("a", "4", "a.y", "2", "ab", "2", "none", "0"),
    ]


def test_the_number_of_the_format_is_raised_with_what_an_index_holds(
    dated: Path, cold: Env
) -> None:
    """Otherwise an index of an older program is taken for one of this: raise FORMAT, then this."""
    debt(dated, cold)
    (path,) = indexes(cold)
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'words_%' ORDER BY 1"
            )
        ]
        records = [json.loads(row[0]) for row in connection.execute("SELECT record FROM fact")]
    shape = repr((tables, sorted({key for record in records for key in keys_of(record)})))
    assert (store.FORMAT.split()[0], crc32(shape.encode())) == ("29", 2586217113)


def keys_of(record: Any) -> Iterator[str]:
    """Every key in a record, those of its parts included."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield key
            yield from keys_of(value)
    if isinstance(record, list):
        for value in record:
            yield from keys_of(value)
