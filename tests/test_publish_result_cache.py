"""What publishing remembers of files: few writes for a few answers, and damage that makes it empty alone."""

import random

import pytest

from plugins.publish import result_cache
from plugins.publish.result_cache import ResultCache


@pytest.fixture
def cache(tmp_path):
    """A thousand and one answers, in a file that a few more leave alone."""
    found = {f"{number}": (f"câu {number}",) for number in range(1001)}
    ResultCache(tmp_path).keep("page", found, found)
    return tmp_path


def keep(folder, new, gone=()):
    cache = ResultCache(folder)
    cache.keep("page", new, {*cache.known("page"), *new} - {*gone})


def known(folder):
    return ResultCache(folder).known("page")


def test_a_few_new_answers_leave_the_large_file_alone(cache):
    file, before = cache / "page.results", known(cache)
    at = file.stat()
    keep(cache, {"a": ("một",)}, ["7"])
    keep(cache, {"b": ("hai",), "8": ("khác",)})
    assert file.stat() == at and (cache / "page.results.more").stat().st_size < 1000
    del before["7"]
    assert known(cache) == before | {"a": ("một",), "b": ("hai",), "8": ("khác",)}


def test_nothing_new_writes_nothing(cache):
    keep(cache, {})
    assert [path.name for path in cache.iterdir()] == ["page.results"]


def test_many_new_answers_are_written_with_all(cache):
    keep(cache, {"a": ("một",)})
    keep(cache, {f"m{number}": () for number in range(1000)}, ["7"])
    assert "7" not in known(cache) and len(known(cache)) == 2001
    keep(cache, {"c": ()})
    assert len(known(cache)) == 2002


def test_many_that_are_of_no_use_any_more_are_forgotten(cache):
    size = (cache / "page.results").stat().st_size
    keep(cache, {}, ["1"])
    assert "1" not in known(cache) and (cache / "page.results").stat().st_size == size
    keep(cache, {"a": (), "1": ("lại",)}, [f"{number}" for number in range(2, 1001)])
    assert known(cache) == {"0": ("câu 0",), "a": (), "1": ("lại",)}
    assert (cache / "page.results").stat().st_size < size / 10


@pytest.mark.parametrize("name", ["page.results", "page.results.more"])
@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: b"", lambda data: data[:70] + b"x" * 200]
)
def test_damage_makes_it_forget_and_nothing_else(cache, name, harm):
    before = known(cache)
    keep(cache, {"a": ("một",)})
    (cache / name).write_bytes(harm((cache / name).read_bytes()))
    assert known(cache) == ({} if name == "page.results" else before)


def test_what_lies_beside_another_file_is_not_used(cache):
    keep(cache, {"a": ("của tệp trước",)})
    beside = (cache / "page.results.more").read_bytes()
    keep(cache, {f"m{number}": () for number in range(1001)}, ["a"])
    (cache / "page.results.more").write_bytes(beside)
    assert "a" not in known(cache)


def test_another_program_knows_nothing(cache, monkeypatch):
    keep(cache, {"a": ()})
    monkeypatch.setattr(result_cache, "version", lambda: "mới")
    assert known(cache) == {}


def test_what_is_used_is_known_whatever_was_kept_before(tmp_path, monkeypatch):
    monkeypatch.setattr(result_cache, "FEW", 10)
    chance, right = random.Random(1), {}
    for _ in range(300):
        new = {f"{chance.randrange(60)}": chance.random() for _ in range(chance.randrange(8))}
        gone = {*chance.sample(sorted(right), min(len(right), chance.randrange(8)))}
        right = {key: value for key, value in (right | new).items() if key in new or key not in gone}
        cache = ResultCache(tmp_path)
        cache.keep("hash", new, right)
        assert cache.known("hash") == right
        assert ResultCache(tmp_path).known("hash") == right
        if chance.random() < 0.5:
            cache.unload()
            assert cache.known("hash") == right
