"""The compiled index: an edit is never missed, and nothing in the cache is trusted blindly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laichau_cli.index import store as cache
from laichau_cli.index.store import open_index
from tests.conftest import SMALL, command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Laichau

Env = dict[str, str]
VALUE = "value = 30\n"
EVIDENCE = 'evidence = { source = "s", text = "t" }'


def debt(base: Path, environ: Env) -> str:
    index, warnings = open_index(str(base), environ)
    assert warnings == []
    position = index.position("debt")
    (fact,) = index.facts((position, position), lang="en")
    index.connection.close()
    return str(fact["value"])


def cached(environ: Env) -> list[Path]:
    return sorted(Path(environ["XDG_CACHE_HOME"]).rglob("*.*"))


def is_in_memory(base: Path, environ: Env) -> bool:
    index, _ = open_index(str(base), environ)
    (file,) = [row[2] for row in index.connection.execute("PRAGMA database_list")]
    index.connection.close()
    return not file


def edit(base: Path, value: int) -> None:
    text = SMALL.read_text(encoding="utf-8")
    assert text.count(VALUE) == 1
    base.write_text(text.replace(VALUE, f"value = {value}\n"), encoding="utf-8")


# ---- fresh and stale


def test_the_second_call_reads_no_toml(
    small_base: Path, cold: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert debt(small_base, cold) == "30"

    def refuse(*_: object) -> None:
        pytest.fail("the base was compiled again")

    monkeypatch.setattr(cache, "_built", refuse)
    assert debt(small_base, cold) == "30"


def test_an_edit_of_the_same_size_in_the_same_tick_is_seen(small_base: Path, cold: Env) -> None:
    for value in range(10, 60):
        edit(small_base, value)
        assert debt(small_base, cold) == str(value)


def test_an_edit_that_keeps_its_time_is_seen(small_base: Path, cold: Env) -> None:
    long_ago = 1_600_000_000_000_000_000
    for value in range(10, 60):
        edit(small_base, value)
        os.utime(small_base, ns=(long_ago, long_ago))
        assert debt(small_base, cold) == str(value)


def test_another_file_in_its_place_is_seen(small_base: Path, cold: Env, tmp_path: Path) -> None:
    long_ago = 1_600_000_000_000_000_000
    os.utime(small_base, ns=(long_ago, long_ago))
    assert debt(small_base, cold) == "30"
    other = tmp_path / "other.toml"
    edit(small_base, 31)
    shutil.copy(small_base, other)
    edit(small_base, 30)
    os.utime(small_base, ns=(long_ago, long_ago))
    assert debt(small_base, cold) == "30"
    os.utime(other, ns=(long_ago, long_ago))
    os.replace(other, small_base)
    assert debt(small_base, cold) == "31"


def test_a_base_that_became_invalid_is_not_answered_from_the_cache(
    small_base: Path, laichau: Laichau, cold: Env
) -> None:
    assert laichau("get", "debt", base=small_base, env=cold) == (0, "30\n", "")
    small_base.write_text("schema = 1\n[", encoding="utf-8")
    assert laichau("get", "debt", base=small_base, env=cold).status == 3
    small_base.write_bytes(SMALL.read_bytes())
    assert laichau("get", "debt", base=small_base, env=cold) == (0, "30\n", "")
    small_base.unlink()
    assert laichau("get", "debt", base=small_base, env=cold).status == 3


def test_a_link_is_followed(small_base: Path, cold: Env, tmp_path: Path) -> None:
    other, link = tmp_path / "other.toml", tmp_path / "link.toml"
    shutil.copy(small_base, other)
    edit(other, 31)
    link.symlink_to(small_base)
    assert debt(link, cold) == "30"
    link.unlink()
    link.symlink_to(other)
    assert debt(link, cold) == "31"


def test_bases_do_not_share_an_index(small_base: Path, cold: Env, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    shutil.copy(small_base, other)
    edit(other, 31)
    assert [debt(base, cold) for base in (small_base, other, small_base)] == ["30", "31", "30"]
    assert len(cached(cold)) == 2


# ---- what is wrong with a cached file


def _sqlite(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()


def _foreign(file: Path) -> None:
    file.unlink()
    _sqlite(file, "CREATE TABLE about (a, b, c, d)")


def _cut(file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])


def _scribble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "no database": lambda file: file.write_bytes(b"not a database, " * 512),
    "cut in the header": lambda file: _cut(file, 50),
    "cut to a page": lambda file: _cut(file, 4096),
    "cut in the middle": lambda file: _cut(file, file.stat().st_size // 2),
    "scribbled": _scribble,
    "foreign": _foreign,
    "of another version": lambda file: _sqlite(file, "UPDATE about SET format = '0 0'"),
    "of another base": lambda file: _sqlite(file, "UPDATE about SET path = '/other'"),
    "of another time": lambda file: _sqlite(file, "UPDATE about SET stamp = '1 2 3 4 5'"),
    "without a row": lambda file: _sqlite(file, "DELETE FROM about"),
    "without a table": lambda file: _sqlite(file, "DROP TABLE fact"),
    "a folder": _folder,
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize(
    "argv",
    [
        ["get", "debt"],
        ["show", "all"],
        ["search", "road"],
        ["compare-target"],
        ["show", "-f", "table"],
    ],
    ids=" ".join,
)
def test_damage_is_repaired_in_silence(
    name: str, argv: list[str], small_base: Path, cold: Env, laichau: Laichau
) -> None:
    expected = laichau(*argv, base=small_base, env=cold)
    assert (expected.status, expected.stderr) == (0, "")
    (file,) = cached(cold)
    DAMAGE[name](file)
    assert laichau(*argv, base=small_base, env=cold) == expected
    assert laichau(*argv, base=small_base, env=cold) == expected


def test_an_index_of_another_version_is_replaced(small_base: Path, cold: Env) -> None:
    debt(small_base, cold)
    (file,) = cached(cold)
    _sqlite(file, "UPDATE about SET format = '0 0'")
    _sqlite(file, "UPDATE fact SET value = '99'")
    assert debt(small_base, cold) == "30"
    assert not is_in_memory(small_base, cold)


# ---- where the cache may be


def test_nothing_is_written_but_in_the_cache(small_base: Path, cold: Env, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    debt(small_base, cold)
    assert set(tmp_path.iterdir()) - before == {tmp_path / "cache"}
    (file,) = cached(cold)
    assert file.suffix == ".sqlite"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


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
def test_without_a_cache_it_is_built_in_memory(places: Env, small_base: Path, environ: Env) -> None:
    env = {**environ, **places}
    assert debt(small_base, env) == "30"
    assert is_in_memory(small_base, env)
    assert not Path("relative").exists()


def test_home_is_used_where_no_cache_is_named(
    small_base: Path, environ: Env, tmp_path: Path
) -> None:
    env = {**environ, "XDG_CACHE_HOME": "", "HOME": str(tmp_path / "home")}
    assert is_in_memory(small_base, env)
    assert not (tmp_path / "home").exists()
    (tmp_path / "home").mkdir()
    for unnamed in ("", "relative"):
        env = {**environ, "XDG_CACHE_HOME": unnamed, "HOME": str(tmp_path / "home")}
        assert not is_in_memory(small_base, env)
    assert list((tmp_path / "home").rglob("*.sqlite"))


@pytest.mark.parametrize("name", ["a b", "what?mode=memory", "100%41", "#", "thư mục"])
def test_a_folder_of_any_name(name: str, small_base: Path, environ: Env, tmp_path: Path) -> None:
    env = {**environ, "XDG_CACHE_HOME": str(tmp_path / name)}
    assert [debt(small_base, env) for _ in range(2)] == ["30", "30"]
    assert not is_in_memory(small_base, env)
    assert len(cached(env)) == 1


def test_no_home_at_all(small_base: Path, environ: Env) -> None:
    env = {name: value for name, value in environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    assert debt(small_base, env) == "30"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_may_write_to_is_not_used(
    mode: int, small_base: Path, cold: Env, laichau: Laichau
) -> None:
    folder = Path(cold["XDG_CACHE_HOME"], "laichau")
    folder.mkdir(parents=True)
    folder.chmod(mode)
    assert laichau("get", "debt", base=small_base, env=cold) == (
        0,
        "30\n",
        (
            f"laichau: the cache folder {folder} belongs to others or they may write to it; "
            "not used (set XDG_CACHE_HOME to another)\n"
        ),
    )
    assert list(folder.iterdir()) == []


def test_a_link_to_a_folder_is_not_used(small_base: Path, cold: Env, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o777)
    real.chmod(0o777)
    Path(cold["XDG_CACHE_HOME"]).mkdir()
    Path(cold["XDG_CACHE_HOME"], "laichau").symlink_to(real)
    index, _ = open_index(str(small_base), cold)
    index.connection.close()
    assert list(real.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(small_base: Path, cold: Env) -> None:
    folder = Path(cold["XDG_CACHE_HOME"], "laichau")
    folder.mkdir(parents=True, mode=0o500)
    assert debt(small_base, cold) == "30"
    assert is_in_memory(small_base, cold)


def test_first_calls_at_once_all_succeed(small_base: Path, cold: Env) -> None:
    env = {**cold, "LAICHAU_FACTS": str(small_base)}
    running = [
        subprocess.Popen(
            command("get", "debt"), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(8)
    ]
    answers = [(*process.communicate(timeout=60), process.returncode) for process in running]
    assert answers == [(b"30\n", b"", 0)] * 8
    assert [file.suffix for file in cached(cold)] == [".sqlite"]


# ---- what is in it


def test_a_topic_spans_the_facts_of_its_subtopics(cold: Env, tmp_path: Path) -> None:
    """Topics and facts interleaved in the file, and an id that begins like a topic."""
    topics = ["b", "a", "b.x.deep", "ab", "b.x", "a.y", "b.w"]
    filed = ["b.x.deep", "a", "ab", "b", "a.y", "b.w", "b.x", "b.x.deep", "a", "b", "ab", "a.y"]
    label = '{ vi = "v", en = "e" }'
    lines = [
        "schema = 1",
        f"title = {label}",
        '[sources.s]\ntitle = "t"\nurl = "https://e.org"\nlang = "vi"',
    ]
    lines += [f'[topics."{topic}"]\nlabel = {label}' for topic in topics]
    lines += [
        f'[facts.f{at}]\ntopic = "{topic}"\nlabel = {label}\n{EVIDENCE}'
        for at, topic in enumerate(filed)
    ]
    base = tmp_path / "nested.toml"
    base.write_text("\n".join(lines), encoding="utf-8")
    index, _ = open_index(str(base), cold)
    for topic in topics:
        found = {fact["id"] for fact in index.facts(index.span(topic), lang="en")}
        below = {
            f"f{at}"
            for at, at_topic in enumerate(filed)
            if (at_topic + ".").startswith(topic + ".")
        }
        assert found == below, topic
    counts = {topic["id"]: topic["facts"] for topic in index.topics()}
    assert counts == {"b": 6, "b.x": 3, "b.x.deep": 2, "b.w": 1, "a": 4, "a.y": 2, "ab": 2}
    assert [topic["id"] for topic in index.topics()] == [
        "b",
        "b.x",
        "b.x.deep",
        "b.w",
        "a",
        "a.y",
        "ab",
    ]
    index.connection.close()


def test_a_topic_without_facts_is_empty(small_base: Path, cold: Env) -> None:
    with small_base.open("a", encoding="utf-8") as base:
        base.write('[topics.empty]\nlabel = { vi = "Rỗng", en = "Empty" }\n')
    index, _ = open_index(str(small_base), cold)
    assert list(index.facts(index.span("empty"), lang="en")) == []
    assert {topic["id"]: topic["facts"] for topic in index.topics()}["empty"] == 0
    index.connection.close()


def test_completions_are_ids_that_begin_so(small_base: Path, cold: Env) -> None:
    index, _ = open_index(str(small_base), cold)
    assert index.completions("road", lang="vi") == [
        ("roads", "Đường sá"),
        ("roads.mountain", "Đường núi"),
        ("road-length", "Chiều dài đường"),
        ("road-rank", "Xếp hạng đường"),
    ]
    index.connection.close()
