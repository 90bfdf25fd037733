"""Settings: a wrong, missing or misspelt one is named with its value and the remedy."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

import pytest
from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins.core import schema
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.portal.settings import Slug
from tests.site import ROOT


@dataclass(frozen=True, config=schema.STRICT)
class Inner:
    name: str
    day: date | None = None


@dataclass(frozen=True, config=schema.STRICT)
class Sample:
    count: Annotated[int, Field(ge=1)]
    kind: Literal["khan", "bao-tri"] = "khan"
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()


def refused(raw) -> str:
    with pytest.raises(MistakesFound) as found:
        schema.checked(Sample, raw, "SAMPLE")
    return str(found.value)


def test_plain_values_become_a_frozen_typed_value():
    sample = schema.checked(Sample, {"count": 3, "many": [{"name": "a", "day": "2024-06-06"}]}, "SAMPLE")
    assert sample == Sample(count=3, many=(Inner("a", date(2024, 6, 6)),))
    with pytest.raises(AttributeError):
        sample.count = 4


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, ["SAMPLE['count']", "còn thiếu"]),
        ({"count": "ba"}, ["SAMPLE['count']", "“ba”", "số nguyên"]),
        ({"count": 0}, ["SAMPLE['count']", "là 0", "từ 1 trở lên"]),
        ({"count": 1, "kimd": "khan"}, ["SAMPLE['kimd']", "không phải là một mục có thật", "“kind”", "many"]),
        ({"count": 1, "kind": "to"}, ["SAMPLE['kind']", "“to”", "khan", "bao-tri"]),
        ({"count": 1, "inner": {"nam": "x"}}, ["SAMPLE['inner']['nam']", "“name”"]),
        ({"count": 1, "many": [{"name": "x"}, {"nmae": "y"}]}, ["SAMPLE['many'][1]['nmae']", "“name”"]),
        ({"count": 1, "inner": {"name": "x", "day": "hôm qua"}}, ["SAMPLE['inner']['day']", "2024-06-06"]),
        ([], ["SAMPLE", "danh sách trống", "dict"]),
        (None, ["SAMPLE", "None"]),
        ({"count": 1, "inner": {"name": 5}}, ["là 5, nhưng phải là chữ, đặt trong dấu nháy."]),
        ({"count": 1, "inner": {"name": "x", "day": datetime(2024, 6, 6, 9)}}, ["là 06/06/2024 09:00"]),
        ({"count": date(2024, 6, 6)}, ["là 06/06/2024, nhưng phải là số nguyên"]),
        ({"count": {"a": 1}}, ["là một bảng “tên: giá trị”, nhưng phải là số nguyên"]),
        ({"count": object()}, ["là một giá trị khác loại"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_value_and_the_remedy(raw, words):
    sentence = refused(raw)
    assert all(word in sentence for word in words), sentence
    assert sentence.startswith("pelicanconf.py")


def test_every_wrong_setting_is_told_at_once():
    sentence = refused({"count": "ba", "kind": "to"})
    assert "count" in sentence and "kind" in sentence


def test_a_mistake_reads_as_file_line_sentence():
    assert str(Mistake("a.md", "Sửa đi.", 3)) == "a.md, dòng 3: Sửa đi."
    assert str(Mistake("", "Sửa đi.")) == "Sửa đi."


def test_only_a_close_word_is_offered():
    assert "“Kinh tế”" in did_you_mean("Kinh te", ["Kinh tế", "Y tế"])
    assert did_you_mean("Bóng đá", ["Kinh tế", "Y tế"]) == ""


@dataclass(frozen=True, config=schema.STRICT)
class Patterned:
    slug: Slug


def test_every_pattern_is_told_in_words_and_no_other():
    sources = [path for path in (ROOT / "plugins").rglob("*.py") if "rieng" not in path.parts]
    used = re.compile(r'pattern=r"((?:[^"\\]|\\.)*)"')
    assert {each for path in sources for each in used.findall(path.read_text("utf-8"))} == set(schema.FORMS)


def test_a_pattern_is_told_in_words():
    with pytest.raises(MistakesFound, match="phải là chữ thường không dấu"):
        schema.checked(Patterned, {"slug": "Kinh tế"}, "X")
