"""Lists that editors type without a thought of Markdown's rules are the lists that they meant."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.story.body import BodyParser
from plugins.vietnamese.text import clean


def parse(text: str):
    return BodyParser().parse(clean(text), 1)


def html(text: str) -> str:
    return "\n".join(getattr(block, "html", "") for block in parse(text).blocks)


LISTS = {
    "1. Hồ sơ gồm:\n- Đơn;\n- Học bạ.\n2. Hai": "<ol>[Hồ sơ gồm:<ul>[Đơn;][Học bạ.]</ul>][Hai]</ol>",
    "1. Một\n•\tx\n2. Hai": "<ol>[Một<ul>[x]</ul>][Hai]</ol>",
    "1. Một\n– x\n2. Hai": "<ol>[Một<ul>[x]</ul>][Hai]</ol>",
    "1. Một:\n\n- x\n\n2. Hai": "<ol>[(Một:)<ul>[x]</ul>][(Hai)]</ol>",
    "1. Một\n- x:\n1) m\n2) n\n- y\n2. Hai": "<ol>[(Một)<ul>[(x:)(1) m)(2) n)][(y)]</ul>][(Hai)]</ol>",
    "> 1. Một\n> - x\n> 2. Hai": "<blockquote><ol>[Một<ul>[x]</ul>][Hai]</ol></blockquote>",
    "- Gồm:\n3. ba\n4. bốn\n- hai": '<ul>[Gồm:<ol start="3">[ba][bốn]</ol>][hai]</ul>',
    "- a\n  - b\n    - c\n- d": "<ul>[a<ul>[b<ul>[c]</ul>]</ul>][d]</ul>",
    "- a\n1. b\n2. c": "<ul>[a]</ul><ol>[b][c]</ol>",
    "1. Một\na) x\nb) y\n2. Hai": "<ol>[(Một)(a) x)(b) y)][(Hai)]</ol>",
    "1. Một\na) x\n- m\nb) y\n2. Hai": "<ol>[(Một)(a) x)<ul>[m]</ul>(b) y)][(Hai)]</ol>",
    "c) Khác\n- một\n- hai\nd) Bốn": "(c) Khác)<ul>[một][hai]</ul>(d) Bốn)",
    "2) Đi giày\n3. Năm nay\n2027. Sang năm": '(2) Đi giày)<ol start="3">[Năm nay]</ol>(2027. Sang năm)',
    "b) Trường B\nĐiều 2. Đối tượng": "(b) Trường B)(Điều 2. Đối tượng)",
    "- gạch\n2.2. Tiểu mục": "<ul>[gạch]</ul>(2.2. Tiểu mục)",
    "- gạch\na. một\nb. hai": "<ul>[gạch]</ul>(a. một)(b. hai)",
    "1. một\nII. La mã hai": "<ol>[một]</ol>(II. La mã hai)",
    "- Lưu: VT\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH": "<ul>[Lưu: VT]</ul>(TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH)",
    "1. Một:\n-Đơn;\n-Học bạ.\n2. Hai": "<ol>[Một:<ul>[Đơn;][Học bạ.]</ul>][Hai]</ol>",
    "1/ Một\n- x\n2/ Hai": "(1/ Một)<ul>[x]</ul>(2/ Hai)",
    "1.Một\n2.Hai\n- x\n3.Ba": "(1.Một)(2.Hai)<ul>[x]</ul>(3.Ba)",
    "- một;\nii. hai\niii) ba": "<ul>[một;]</ul>(ii. hai)(iii) ba)",
    "- con\n**2. Đậm**\n- con": "<ul>[con]</ul>(<strong>2. Đậm</strong>)<ul>[con]</ul>",
    "- một.\nĐoạn sau": "<ul>[một.]</ul>(Đoạn sau)",
    "2. cơ sở;\n- 1 -\n3. Ba": '<ol start="2">[(cơ sở;)(- 1 -)][(Ba)]</ol>',
    "1. một\n---\n2. hai": '<ol>[một]</ol><hr><ol start="2">[hai]</ol>',
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_under_a_line_is_one_of_it_and_what_begins_anew_stands_apart(text):
    shown = html(text).replace("\n", "").replace("<li>", "[").replace("</li>", "]")
    assert shown.replace("<p>", "(").replace("</p>", ")").replace("\u00a0", " ") == LISTS[text]


NUMBERS = {
    "1. a\n2026. b": "<ol>[a]</ol><p>2026. b</p>",
    "2024. a\n\n2025. b": "<p>2024. a</p><p>2025. b</p>",
    "01. a\n02. b": "<p>01. a</p><p>02. b</p>",
    "1. a\n2. b\n4. d": '<ol>[a][b]</ol><ol start="4">[d]</ol>',
    "1. a\n2. b\n\n1. c\n2. d": "<ol>[a][b]</ol><ol>[c][d]</ol>",
    "1. a\n2. b\n1. c": "<ol>[a][b]</ol><ol>[c]</ol>",
    "1. a\n\n2. b": "<ol>[<p>a</p>][<p>b</p>]</ol>",
    "1. Điểm\n+ 5 điểm\n- 2 điểm": "<ol>[Điểm<ul>[+ 5 điểm][- 2 điểm]</ul>]</ol>",
    "1. Điểm\n+5 điểm\n-2 điểm": "<ol>[<p>Điểm</p><p>+5 điểm</p><p>-2 điểm</p>]</ol>",
    "- 5 trường:\n+ 3 trường A": "<ul>[5 trường:][+ 3 trường A]</ul>",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_and_signs_before_figures_stay_as_typed(text):
    shown = html(text).replace("\n", "").replace("<li>", "[").replace("</li>", "]")
    assert shown.replace("\u00a0", " ") == NUMBERS[text]


@pytest.mark.parametrize("item", ["- một", "1. một", "a) một", "1/ một", "ii) một"])
def test_a_line_that_may_go_on_an_item_is_told(item):
    ((sentence, line),) = parse(f"{item}\nĐoạn sau").notes
    assert line == 1 and "dòng trống" in sentence
    assert parse(f"{item}\ntiếp theo").notes == ()


MARKS = [
    "1. ",
    "2. ",
    "3. ",
    "12. ",
    "2026. ",
    "01. ",
    "- ",
    "+ ",
    "• ",
    "+ 5 ",
    "a) ",
    "2) ",
    "Điều 2. ",
    "II. ",
]
LINES = st.tuples(
    st.sampled_from(["", "", "", "  ", "    "]),
    st.sampled_from(MARKS),
    st.sampled_from(["", ";", ":", ".\n"]),
)


def shown(text: str) -> list[str]:
    """Each line as a reader sees it: its number, or • for a bullet, and its words."""
    page = html(text).replace("\u00a0", " ")
    counts, lines, mark = [], [], ""
    for part in re.findall(r"<[^>]*>|[^<>\n]+", page):
        if part.startswith(("<ol", "<ul")):
            start = re.search(r'start="(\d+)"', part)
            counts.append(int(start[1] if start else 1) if part.startswith("<ol") else 0)
        elif part in ("</ol>", "</ul>"):
            counts.pop()
        elif part == "<li>":
            mark = f"{counts[-1]}. " if counts[-1] else "• "
            counts[-1] += counts[-1] > 0
        elif not part.startswith("<"):
            lines.append(f"{mark}{part}".rstrip(".;:"))
            mark = ""
    return lines


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8))
def test_every_line_begins_anew_with_the_number_and_sign_that_was_typed(lines):
    typed = [f"{indent}{mark}từ{at}{end}" for at, (indent, mark, end) in enumerate(lines)]
    bullets = {"- ": "• ", "+ ": "• ", "+ 5 ": "• + 5 "}
    read = [f"{bullets.get(mark, mark)}từ{at}" for at, (_, mark, _) in enumerate(lines)]
    assert shown("\n".join(typed)) == read


def test_lists_in_lists_without_end_are_no_fault():
    assert html("\n".join(f"{'  ' * depth}- a" for depth in range(500))).count("<li>") == 500
    assert html("\n".join(f"{mark}:" for mark in ["- a", "1. a"] * 300)).count("<li>") == 600
