"""Files written by hand: plain YAML gives what any reader of YAML gives, as text."""

import re
from dataclasses import field

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.dataclasses import dataclass

from plugins.core import plain_yaml, yaml_values
from plugins.core.fields import Day, Decimal, Text, Whole
from plugins.core.mistakes import MistakesFound
from plugins.core.schema import STRICT
from plugins.portal.settings import LinkGroup
from plugins.story.front_matter import HEAD
from tests.site import ROOT


class TextLoader(yaml.SafeLoader):
    """PyYAML without its guesses."""

    yaml_implicit_resolvers: dict = {}


def texts(value):
    """`value` with the ends of its texts trimmed."""
    if isinstance(value, dict):
        return {key: texts(each) for key, each in value.items()}
    return [texts(each) for each in value] if isinstance(value, list) else value.strip()


CONTENT = sorted(path for path in (ROOT / "content").rglob("*") if path.suffix in (".md", ".yaml"))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.relative_to(ROOT / "content").as_posix())
def test_the_sample_is_read_as_any_reader_of_yaml_reads_it(path):
    text = path.read_text("utf-8")
    text = HEAD.match(text)["head"] if path.suffix == ".md" else text
    reading = plain_yaml.read(text)
    assert reading.slips == [] and reading.value == texts(yaml.load(text, TextLoader))


NAME = st.from_regex(r"[a-zđêA-Z][a-zạ]{0,4}( [a-z]{1,3})?", fullmatch=True)
LETTERS = st.text(st.sampled_from("aạđ Z09.,:#-'\"[]{}&*!|>%@`?/="), min_size=1, max_size=30)
WORDS = LETTERS.map(lambda text: " ".join(text.split())).filter(bool)
NESTED = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAME, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAME, NESTED, min_size=1, max_size=3), st.sampled_from([False, True]))
def test_what_a_machine_writes_comes_back(value, flow):
    text = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_flow_style=flow, sort_keys=False)
    reading = plain_yaml.read(text)
    assert (reading.slips, reading.value) == ([], value)


@dataclass(frozen=True, config=STRICT)
class Place:
    name: Text
    area: Decimal = 0.0
    people: Whole = 0
    since: Day | None = None
    high: tuple[Decimal, ...] = field(default=())


def read(text: str):
    return yaml_values.parse(dict[str, Place], text, "tep.yaml")[0]["a"]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("name: 0115\n  area: 16,73", Place("0115", 16.73)),
        ("name: Phòng số # 5\n  area: 16.73  # km²", Place("Phòng số # 5", 16.73)),
        ("name: x\n  people: 69.239\n  # nguồn: báo\n  area: 1.234,5", Place("x", 1234.5, 69239)),
        (
            "name: x\n  since: 1.7.2025 # sáp nhập\n  high: [1, 2,\n    3.5]",
            Place("x", since="2025-07-01", high=[1, 2, 3.5]),
        ),
        ("name: x\n  high:\n  - 1\n  - 2", Place("x", high=[1, 2])),
        ("Name: x\n  Area: 1", Place("x", 1)),
    ],
)
def test_numbers_and_remarks_in_data_files(written, place):
    assert read(f"a:\n  {written}\n") == place
    assert (
        read(f"# đầu tệp\n---\n'a' :\n  {written}\n" if "\n---" in written else f"---\na:\n  {written}\n")
        == place
    )


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ("a: {name: x, area: 1_0}", 1, "a › area là “1_0”: phải là số, ví dụ 21.5."),
        ("a:\n  name: x\n  area: nan", 3, "phải là số"),
        ("a:\n  name: x\n  people: 1.5", 3, "phải là số nguyên"),
        ("a:\n  name: x\n  high: [1, 2", 3, "ngoặc vuông [ mở ra mà không đóng lại"),
        ("a: {name: x, area}", 1, "“area” trong ngoặc nhọn"),
        ("a: {name: x", 1, "ngoặc nhọn { mở ra"),
        ("a:\n  name: x\na:\n  name: y", 3, "Mục “a” đã có ở dòng 1"),
        ("a:\n  name: x\n  high:\n  - 1\n  2", 5, "không có dạng “tên: giá trị”"),
        ("a:\n  name: x\n  high:\n    - 1\n    2", 5, "không thuộc danh sách"),
        ("a: [x]", 1, "a là một danh sách, nhưng phải gồm các dòng “tên: giá trị”; các mục"),
        ("a:", 1, "a › name còn thiếu"),
    ],
)
def test_a_slip_in_a_data_file_is_told_with_its_line(written, line, words):
    with pytest.raises(MistakesFound) as found:
        read(written)
    (mistake,) = found.value.mistakes
    assert mistake.line == line and words in mistake.sentence


def test_links_keep_what_was_typed():
    text = "- Title: SỐ 20.10\n  links:\n  - text: Gọi: 0115 #1\n    href: https://a.vn/#x\n    note: yes\n"
    (group,), lines = yaml_values.parse(tuple[LinkGroup, ...], text, "lien-ket.yaml")
    (link,) = group.links
    assert (group.title, link.text, link.href, link.note) == (
        "SỐ 20.10",
        "Gọi: 0115 #1",
        "https://a.vn/#x",
        "yes",
    )
    assert lines[0, "links", 0, "href"] == 4


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("a:#-'\"[]{}|> \n\t,"), max_size=60))
def test_no_text_ends_in_a_fault(text):
    reading = plain_yaml.read(text)
    assert all(re.search(r"[.?]$", sentence) for _, _, sentence in reading.slips)
