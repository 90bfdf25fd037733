"""Front matter: values as they were typed, names and dates as people write them, errors that are true."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.core.fields import Told, plain_name, table, told_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.gallery.album import AlbumMatter
from plugins.story import front_matter
from plugins.story.dates import date_mistakes
from plugins.story.front_matter import Correction, PageMatter, StoryMatter
from plugins.vietnamese.text import clean
from tests.site import ROOT

TITLE, DATE, REST = "title: Bài\n", "date: 2024-06-06 14:41\n", "category: Y tế\nauthor: A\n"
HEAD = TITLE + DATE + REST
HANDBOOK = (ROOT / "docs" / "bien-tap.md").read_text("utf-8")
# What only a programmer would say.
PYTHON = re.compile(r"datetime\.|<class|Traceback|\bNone\b|\{'|\['|YAML|yaml|dict\b|\bstr\b|Error\b|\\x|\\u")


def matter(head: str):
    return front_matter.parse(StoryMatter, head, "bai.md").matter


def mistakes(head: str, kind: type = StoryMatter) -> list[Mistake]:
    with pytest.raises(MistakesFound) as found:
        front_matter.parse(kind, head, "bai.md")
    return list(found.value.mistakes)


# --- A value is what was typed -----------------------------------------------------

VALUES = """
20.10  0115  12:30  1:30  1_000  1e3  .5  0x1F  0o17  yes  no  true  null  ~  2024-06-31  #HoaiDuc  C#
Thông báo: nghỉ lễ|Bài #1 trong tháng|A: b: c #d|[Ảnh] Lễ hội làng|[Báo Hà Nội mới]|{nháp}|# hai|* sao|- gạch
@UBND|&amp; hai|%TTg|`mã`|!khẩn|? hỏi|| cột|> hơn|"Ngày không tiền mặt" về xã|'Tết' sum vầy|“Cong” nháy
a\\b "c"|"Một" và "Hai"|=|==> xem|https://a.vn/x#y|Kết thúc:|Chào!|x: [a, b]|50 %|a, b|---
&a [x|*a|<<|!!int 5|:|: hai
""".replace("\n", "|").replace("  ", "|")


@pytest.mark.parametrize("name", ["title", "source", "label", "summary"])
@pytest.mark.parametrize("value", sorted({value.strip() for value in VALUES.split("|") if value.strip()}))
def test_a_text_is_what_was_typed(name, value):
    head = f"{HEAD if name != 'title' else DATE + REST}{name}: {value}\n"
    assert getattr(matter(head), name) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'\"Ngày không tiền mặt\" về xã'", '"Ngày không tiền mặt" về xã'),
        ('"Xin sửa: 120 \\"người\\"."', 'Xin sửa: 120 "người".'),
        ("'Lời ''thật'''", "Lời 'thật'"),
        ('"B\\xE0i v\\u1EDBi m\\u00e1y"', "Bài với máy"),
        ('"a\\x1bb\\uE000"', "ab"),
        (r'"C:\mau\nhap"', r"C:\mau\nhap"),
        (">-\n  Câu một: dài\n  câu #hai.\n\n  Câu ba.", "Câu một: dài câu #hai.\nCâu ba."),
        ("|\n  Câu một:\n  # hai", "Câu một:\n# hai"),
        ("Câu một\n  Lưu ý: hai #ba", "Câu một Lưu ý: hai #ba"),
        ("\n  Câu một: dài\n  câu hai", "Câu một: dài câu hai"),
        ("\n  - gạch một\n  - gạch hai", "- gạch một - gạch hai"),
        ('"một\n  hai"', "một hai"),
        ("Lễ\u00a0hội\u3000làng\tta", "Lễ hội làng ta"),
    ],
)
def test_a_text_may_stand_in_quotes_or_on_several_lines(written, value):
    assert matter(f"{HEAD}summary: {written}\n").summary.strip() == value


@pytest.mark.parametrize(
    ("written", "topics"),
    [
        ("[Môi trường, Đất đai]", "Môi trường|Đất đai"),
        ("Môi trường, Đất đai", "Môi trường|Đất đai"),
        ("Môi trường; Đất đai", "Môi trường|Đất đai"),
        ("#HoaiDuc, #TiepDan", "HoaiDuc|TiepDan"),
        ("#HoaiDuc #TiepDan", "HoaiDuc|TiepDan"),
        ("[#HoàiĐức, 'Hà Nội, thủ đô']", "HoàiĐức|Hà Nội, thủ đô"),
        ("\n  - Môi trường\n  - '#Đất đai'\n", "Môi trường|Đất đai"),
        ("\n- Môi trường\n– Đất: đai\n", "Môi trường|Đất: đai"),
        ("[\n  Một,\n  Hai,\n]", "Một|Hai"),
        ("[20.10, 0115, 12:30, 1_000, yes, null, ~]", "20.10|0115|12:30|1_000|yes|null|~"),
        ("[Hà Nội: thủ đô, “a, b]", "Hà Nội: thủ đô|“a|b"),
        ("[a, b]  # nhớ thêm", "a|b"),
    ],
)
def test_topics_are_listed_in_any_habit(written, topics):
    assert matter(f"{HEAD}tags: {written}\n").tags == tuple(topics.split("|"))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("views_base: 0157", 157),
        ("views_base: 1.234", 1234),
        ("views_base: 12 345", 12345),
        ("views_base: 1,234,567  # trang cũ", 1234567),
        ("featured: có", True),
        ("featured: Không", False),
        ("pinned: TRUE", True),
        ("status: nháp", "draft"),
        ("status: Draft", "draft"),
        ("status: Bản nháp", "draft"),
        ("status: Đã đăng", "published"),
        ("expires: 30/12/2026 17:00", date(2026, 12, 30)),
        ("expires: hết ngày 30/12/2026", None),
        ("cover:", ""),
    ],
)
def test_numbers_and_yes_and_no_are_understood(line, value):
    if value is None:
        assert "phải là ngày" in mistakes(HEAD + line)[0].sentence
    else:
        assert getattr(matter(HEAD + line), line.partition(":")[0]) == value


# --- Dates -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    """
2024-06-06 14:41|06/06/2024 14:41|6/6/2024 14h41|'2024-06-06T14:41'|2024-6-6  14h41|06-06-2024 14:41
06.06.2024 14.41|06/06/2024, 14 giờ 41|06/06/2024 14 giờ 41 phút|14h41 ngày 06/06/2024|6/6/2024 2:41 CH
14:41, ngày 6 tháng 6 năm 2024|Thứ Năm, 06/06/2024, 14:41|thứ 5 6/6/2024 14g41|2024/06/06 14:41:30
2024-06-06T07:41:00Z|2024-06-06T14:41:00.5+07:00|06/06/2024 - 14h41'|06 / 06 / 2024 14:41 # sửa
""".replace("\n", "|")
    .strip("|")
    .split("|"),
)
def test_dates_are_read_as_people_write_them(written):
    assert matter(HEAD.replace("2024-06-06 14:41", written)).date == datetime(2024, 6, 6, 14, 41)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("27/11/2026 14h", datetime(2026, 11, 27, 14)),
        ("27/11/2026 14 giờ", datetime(2026, 11, 27, 14)),
        ("27/11/2026 14.00", datetime(2026, 11, 27, 14)),
        ("27.11.2026", datetime(2026, 11, 27)),
        ("12:05 SA 27/11/2026", datetime(2026, 11, 27, 0, 5)),
        ("12h trưa 27/11/2026", None),
    ],
)
def test_an_hour_may_be_whole_or_missing(written, moment):
    head = HEAD.replace("2024-06-06 14:41", written)
    if moment:
        assert matter(head).date == moment
    else:
        assert "phải là ngày và giờ" in mistakes(head)[0].sentence


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("hôm qua", "phải là ngày và giờ, ví dụ 06/06/2024 14:41"),
        ("20240606", "phải là ngày và giờ"),
        ("06/06/2024 14", "phải là ngày và giờ"),
        ("06/06/24", "năm phải viết đủ bốn chữ số"),
        ("31/02/2024 10:00", "trong lịch không có “31/02/2024 10:00”"),
        ("2024-06-06 25:00", "trong lịch không có"),
        ("2024-13-45", "trong lịch không có"),
        ("06/13/2024", "có phải ý bạn là 13/06/2024?"),
        ("9999-12-31T23:00:00-10:00", "trong lịch không có"),
        ("Thứ Hai, 06/06/2024", "06/06/2024 là Thứ Năm"),
        ("!!timestamp abc", "phải là ngày và giờ"),
    ],
)
def test_a_date_in_no_calendar_is_told(written, words):
    (mistake,) = mistakes(HEAD.replace("2024-06-06 14:41", written))
    assert words in mistake.sentence and mistake.line == 3


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("expires: 01/01/2020", ("Ngày hết hạn 01/01/2020 đứng trước ngày đăng 06/06/2024", False)),
        ("expires: 06/06/2024", None),
        ("modified: 05/06/2024", ("Ngày sửa 05/06/2024 đứng trước", True)),
        ("modified: 06/06/2024 09:00", None),
        ("modified: 01/01/2025", ("Ngày sửa 01/01/2025 chưa tới", True)),
        ("corrections:\n- date: 1/6/2024\n  text: a", ("Ngày đính chính 01/06/2024 đứng trước", True)),
        ("corrections:\n- date: 1/8/2024\n  text: a", ("Ngày đính chính 01/08/2024 chưa tới", True)),
    ],
)
def test_dates_that_contradict_each_other_are_told(extra, told):
    head = front_matter.parse(StoryMatter, f"{HEAD}{extra}\n", "bai.md")
    found = date_mistakes(head.matter, head.lines, "bai.md", date(2024, 7, 1))
    assert [(each.sentence[: len(told[0])], each.warning, each.line) for each in found] == (
        [(*told, 6)] if told else []
    )


def test_a_day_more_than_a_year_ahead_is_asked_about():
    head = front_matter.parse(StoryMatter, HEAD, "bai.md")
    (advice,) = date_mistakes(head.matter, head.lines, "bai.md", date(2022, 7, 1))
    assert advice.warning and advice.line == 3 and "Năm có đúng không?" in advice.sentence


# --- Names -------------------------------------------------------------------------

KINDS = [StoryMatter, PageMatter, AlbumMatter, Correction]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_and_no_name_stands_for_two(kind):
    told = told_of(kind)
    assert list(told) == list(kind.__dataclass_fields__)
    names = [plain_name(each) for name, one in told.items() for each in (name, one.label, *one.also)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "line",
    [
        "Title: Bài",
        "TITLE : Bài",
        "tiêu đề: Bài",
        "Tiêu đề: Bài",
        "Tieu de: Bài",
        "tieu_de: Bài",
        "title:Bài",
        "title = Bài",
        "title：Bài",
        '"title": Bài',
        "**Title**: Bài",
        "  title: Bài",
        "\ttitle: Bài",
    ],
)
@pytest.mark.parametrize("order", [0, 1])
def test_a_name_is_known_in_every_habit(line, order):
    head = [DATE + REST, f"{line}\n"]
    assert matter("".join(head[::-1] if order else head)).title == "Bài"


def test_a_whole_head_in_vietnamese_is_understood():
    told = matter(
        "Tiêu đề: Bài\nNgày: 27/11/2026 14h\nChuyên mục: Y tế\nTác giả: An\nNguồn: Báo\nChủ đề: Một; Hai\n"
        "Tóm tắt: Gọn.\nẢnh đại diện: a.jpg\nNhãn: Mới\nNổi bật: có\nGhim: không\nHết hạn: 30/12/2026\n"
        "Đính chính:\n  - Ngày: 28/11/2026\n    Nội dung: Sửa số.\nTrạng thái: nháp\n"
    )
    assert (told.title, told.date, told.category, told.author) == (
        "Bài",
        datetime(2026, 11, 27, 14),
        "Y tế",
        "An",
    )
    assert (told.source, told.tags, told.summary, told.cover) == ("Báo", ("Một", "Hai"), "Gọn.", "a.jpg")
    assert (told.label, told.featured, told.pinned, told.status) == ("Mới", True, False, "draft")
    assert told.expires == date(2026, 12, 30)
    assert told.corrections == (Correction(date(2026, 11, 28), "Sửa số."),)


@pytest.mark.parametrize(
    "written",
    [
        "\n  - date: 28/11/2026\n    text: Xin sửa: 120 #người",
        "\n- date: 28/11/2026\n  text: Xin sửa: 120 #người",
        "\n  date: 28/11/2026\n  text: Xin sửa: 120 #người",
        "\n\t- date: 28/11/2026\n\t  text: Xin sửa: 120 #người",
        "\n  - date: 28/11/2026\n\ttext: Xin sửa: 120 #người",
        "\n  – date: 28/11/2026\n     text:\n       Xin sửa: 120\n       #người",
        '\n  - text: "Xin sửa: 120 #người"\n    date: 28.11.2026',
        " [{date: 28/11/2026, text: 'Xin sửa: 120 #người'}]",
    ],
)
def test_a_correction_may_be_indented_in_any_way(written):
    (correction,) = matter(f"{HEAD}corrections:{written}\n").corrections
    assert correction == Correction(date(2026, 11, 28), "Xin sửa: 120 #người")


def test_the_handbooks_table_is_what_the_description_prints():
    chapter = re.search(r"^## Phần đầu bài$.*?(?=^## )", HANDBOOK, re.M | re.S)[0]
    assert "\n".join(line for line in chapter.splitlines() if line.startswith("|")) == table(StoryMatter)


@pytest.mark.parametrize(
    "kind, chapter", [(PageMatter, "Các trang giới thiệu, liên hệ…"), (AlbumMatter, "Album")]
)
def test_the_handbook_names_each_field_of_pages_and_albums(kind, chapter):
    words = re.search(rf"^## {chapter}$.*?(?=^## )", HANDBOOK, re.M | re.S)[0]
    assert [name for name in told_of(kind) if not re.search(rf"`{name}\b", words)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_the_description_is_taken_as_it_stands(kind):
    heads = {"title": "Bài", "date": "06/06/2024", "category": "Y tế", "author": "Lan", "text": "Sửa."}
    for name, told in told_of(kind).items():
        given = {each: heads[each] for each in kind.__dataclass_fields__ if each in heads}
        if not told.example.startswith("xem "):
            given |= {name: told.example}
        head = "".join(f"{each}: {value}\n" for each, value in given.items())
        assert front_matter.parse(kind, head, "bai.md").matter, name


def test_a_field_that_came_later_says_since_when():
    @dataclass
    class Later:
        new: Annotated[str, Told("mới", "Mục mới", "a", since="0.3")]

    assert "| `new` · mới | Mục mới (từ bản 0.3) | `new: a` | không |" in table(Later)


# --- Sentences ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD + "status: xong\n", [(6, "phải là nháp (draft) hoặc rút (withdrawn)")]),
        (
            HEAD.replace(DATE, ""),
            [(None, "date còn thiếu. Hãy thêm mục này, ví dụ “date: 06/06/2024 14:41”.")],
        ),
        (HEAD.replace("Bài", ""), [(2, "title còn trống")]),
        (HEAD.replace("Bài", '""'), [(2, "không được để trống")]),
        (
            HEAD.replace("title", "titel"),
            [(2, "titel không phải là một mục có thật. Có phải ý bạn là “title”?")],
        ),
        (HEAD + "Chủ đề bài: a\n", [(6, "Chủ đề bài không phải là một mục có thật")]),
        (HEAD + "views_base: -1\n", [(6, "phải từ 0 trở lên")]),
        (HEAD + "views_base: 1_000\n", [(6, "là “1_000”: phải là số nguyên")]),
        (HEAD + "views_base: 12:30\n", [(6, "phải là số nguyên")]),
        (HEAD + f"views_base: {'9' * 5000}\n", [(6, "phải là số nguyên")]),
        (HEAD + "featured: có thể\n", [(6, "phải là true (có) hoặc false (không)")]),
        (HEAD + "Hết hạn: hôm qua\n", [(6, "Hết hạn là “hôm qua”: phải là ngày, ví dụ 06/06/2024.")]),
        (HEAD + "expires: false\n", [(6, "expires là “false”: phải là ngày")]),
        (HEAD + "title: Hai\n", [(6, "Mục “title” đã có ở dòng 2")]),
        (HEAD + "Tiêu đề: Hai\n", [(6, "“Tiêu đề” và “title” ở dòng 2 là một mục")]),
        (HEAD + "tags: [một\nsource: b\n", [(6, "ngoặc vuông [ mở ra mà không đóng lại")]),
        (HEAD + "source: 'Nháy\n", [(6, "Dấu nháy ' mở ra")]),
        (HEAD.replace("Y tế", '"Y tế'), [(4, 'Dấu nháy " mở ra')]),
        (HEAD + "và dòng nữa\n", [(6, "không có dạng “tên: giá trị”")]),
        (HEAD.replace("category:", "category"), [(4, "Sau “category” phải có dấu hai chấm")]),
        (HEAD + "Thân bài.\nDòng hai.\n\nDòng ba.\n", [(6, "hãy thêm một dòng --- ở trên dòng này")]),
        ("chỉ là chữ\n", [(2, "không có dạng “tên: giá trị”")]),
        (HEAD + "corrections:\n  - date: 2024-06-07\n", [(7, "corrections › 1 › text còn thiếu")]),
        (HEAD + "vị trí: 5\nkhẩn: có\n", [(6, "có thật. Các mục có thể dùng: title (tiêu đề), date (ngày)")]),
        (HEAD + "vị trí: 5\nkhẩn: có\n", [(6, "Cũng vậy: khẩn (dòng 7).")]),
        (
            HEAD + "corrections: sửa số\n",
            [(6, "bắt đầu bằng “- date: …”, các dòng sau lùi vào hai dấu cách: “text: …”.")],
        ),
        (
            HEAD + "đính chính: sửa số\n",
            [(6, "bắt đầu bằng “- ngày: …”, các dòng sau lùi vào hai dấu cách: “nội dung: …”.")],
        ),
        (
            HEAD + "đính chính:\n  - ngày: 10/06/2024\n    chuu: a\n",
            [(8, "có thật. Các mục có thể dùng: date (ngày), text (nội dung).")],
        ),
        (
            HEAD + "đính chính:\n  - ngày: 10/06/2024\n",
            [(7, "nội dung còn thiếu. Hãy thêm mục này, ví dụ “nội dung: ")],
        ),
        (HEAD + "corrections:\n  - date: 10/06/2024\n", [(7, "Hãy thêm mục này, ví dụ “text: ")]),
        (HEAD + "corrections:\n- 7/6/2024: sửa số\n", [(7, "› 7/6/2024 không phải là một mục có thật")]),
        (HEAD + "corrections:\n- ngày 7/6 sửa số\n", [(7, "các mục có thể dùng: date, text.")]),
        (HEAD + "corrections:\n- date: 31/6/2024\n  text: a\n", [(7, "trong lịch không có")]),
        (HEAD + "corrections:\n- date: 7/6/2024\n  text: a\n  text: b\n", [(9, "Mục “text” đã có ở dòng 8")]),
        (HEAD + f"corrections:\n  {'- ' * 5000}x\n", [(7, "quá sâu")]),
        (HEAD + f"corrections: {'[' * 50_000}\n", [(6, "ngoặc vuông [ mở ra")]),
        (HEAD + f"corrections: {'[' * 50}{']' * 50}\n", [(6, "quá sâu")]),
        (HEAD + "a: &a [x, x]\n", [(6, "a không phải là một mục có thật")]),
        (HEAD.replace("2024-06-06", "x") + "status: y\n", [(3, "date là"), (6, "status là")]),
    ],
)
def test_one_cause_is_one_sentence_with_its_line(head, told):
    found = mistakes(head)
    assert [
        (mistake.line, words in mistake.sentence) for mistake, (_, words) in zip(found, told, strict=True)
    ] == [(line, True) for line, _ in told], [str(each) for each in found]


def test_capitals_all_along_are_no_mistake():
    assert matter("".join(line[0].upper() + line[1:] for line in HEAD.splitlines(keepends=True))) == matter(
        HEAD
    )


@pytest.mark.parametrize("rule", ["---", "----", "—", "—-", "–––", "--- "])
def test_a_head_stands_between_dashes_of_any_length(rule):
    parts = front_matter.split(f"\n{rule}\n{HEAD}{rule}\nThân.\n", "bai.md")
    assert (parts.head, parts.head_line, parts.body, parts.body_line) == (HEAD, 3, "Thân.\n", 8)


@pytest.mark.parametrize(
    ("text", "words"), [("Chỉ có chữ.", "Dòng đầu tiên phải là ---"), (f"---\n{HEAD}", "chưa đóng lại")]
)
def test_a_file_without_a_head_is_explained(text, words):
    with pytest.raises(MistakesFound, match=words):
        front_matter.split(text, "bai.md")


WORDS = (
    "title|date|tags|corrections|views_base|status|Ngày|  |\n- |\n  |: | #|2024-06-06|14h|Bài viết|«|：|–"
    "|\u00d0|\x00|\ud7ff"
)
PIECES = st.sampled_from([*"-:#[]{}'\"|>&*!%@`=,;?\\~ \t\n", *WORDS.split("|")])
VALUE = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*told_of(StoryMatter), "Tiêu đề", "lạ", ""]), VALUE), max_size=6),
    VALUE,
)
@example([("corrections", "\n  - date: [")], "{")
def test_no_head_ends_in_a_fault_or_in_words_of_programmers(entries, rest):
    head = clean("".join(f"{name}: {value}\n" for name, value in entries) + rest)
    for kind in (StoryMatter, PageMatter, AlbumMatter):
        try:
            front_matter.parse(kind, head, "bai.md")
        except MistakesFound as found:
            for mistake in found.mistakes:
                words = re.sub("“.*?”", "", mistake.sentence.replace("\n", " "))
                assert not PYTHON.search(words), mistake.sentence
                assert mistake.line is None or 2 <= mistake.line <= head.count("\n") + 2


# --- On the page --------------------------------------------------------------------


def test_what_is_odd_in_a_story_is_advice_and_not_in_the_way(site):
    body = '![a](1.jpg)\n\nMột đoạn c\u043eông văn.\n\n![b](2.jpg "Ảnh: B")'
    story = site.story(body=body, modified="01/06/2024")
    for name in ("1.jpg", "2.jpg"):
        photo(story.parent / name)
    run = site.build()
    assert run.returncode == 0, run.stderr
    told = "Lưu ý · content/tin/2024/06/bai-thu/index.md, dòng"
    assert f"{told} 6: Ngày sửa 01/06/2024 đứng trước ngày đăng 06/06/2024." in run.stderr
    assert f"{told} 10: Trong chữ “c\u043eông” có chữ cái tiếng Nga" in run.stderr
    assert f"{told} 8: Ảnh 1.jpg chưa ghi người chụp hay nguồn." in run.stderr


def photo(path: Path) -> None:
    Image.new("RGB", (800, 600), "green").save(path)


def test_a_head_in_vietnamese_from_word_becomes_a_page(site):
    site.write(
        "content/tin/2024/06/mot/index.md",
        "—\nTiêu \u00f0ề: \u00d0ại hội: 20.10\nNgày: 14 giờ 41, 6/6/2024\nChuyên mục: y te\nTác giả: An\n"
        "Chủ đề: #\u00d0ảng\nNổi bật: Có\n—\nMột đoạn.\n",
    )
    run = site.build()
    assert run.returncode == 0, run.stderr
    page = site.page("/tin/2024/06/mot/")
    assert "Đại hội: 20.10</h1>" in page and "14:41" in page and "/the/dang/" in page


def test_guesses_of_machines_reach_no_page(site):
    site.story("mot", tags="20.10, 0115, #HoàiĐức", source="20.10", views_base="0157", title="12:30")
    run = site.build()
    assert run.returncode == 0, run.stderr
    page = site.page("/tin/2024/06/mot/")
    assert all(f">{words}<" in page for words in ("20.10", "0115", "HoàiĐức", "12:30"))
    assert (site.output / "the/20-10/index.html").is_file()
