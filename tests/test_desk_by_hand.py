"""A paper typed by hand, with tabs and ends of lines in place of tables and paragraphs, comes as it looks."""

import pytest

from plugins.desk.arrange import arranged
from plugins.desk.blocks import Block, Document, Heading, Paragraph, Picture, Run, Table
from plugins.desk.capitals import Capitals, Unsure
from plugins.desk.headings import with_headings
from plugins.desk.lines import apart, with_quotes
from plugins.desk.markdown import text_of

WIDE = "Để đảm bảo an toàn cho việc sửa chữa, thay dây đường dây 22kV lộ 473"
NOTICE = [
    Paragraph((Run("CÔNG TY ĐIỆN LỰC HOÀI ĐỨC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True),)),
    Paragraph((Run("ĐỘI QUẢN LÝ ĐIỆN SỐ 3\t\tĐộc lập – Tự do – Hạnh phúc"),)),
    Paragraph((Run("Số: 214/TB-ĐL3\t\tHoài Đức, ngày 27 tháng 11 năm 2026"),)),
    Paragraph((Run("THÔNG BÁO\nVề việc tạm ngừng cung cấp điện", bold=True),), centred=True),
    Paragraph((Run(f"\t{WIDE}\nvà vệ sinh trạm biến áp, Đội xin thông báo lịch như sau:"),)),
    Paragraph((Run("Ngày\tGiờ\tKhu vực\n01/12/2026\t07h00\tThôn Hậu Ái\n02/12/2026\t13h00\tXóm Mới"),)),
    Paragraph((Run("Rất mong quý khách hàng thông cảm và chia sẻ./."),)),
]


def test_a_notice_typed_with_tabs_has_its_title_its_day_and_its_table():
    story = arranged(Document(list(NOTICE)))
    assert story.title == "Thông báo về việc tạm ngừng cung cấp điện"
    assert f"{story.day:%d/%m/%Y}" == "27/11/2026", "no day of the schedule"
    written = text_of(story.body)
    assert "lộ 473 và vệ sinh" in written
    assert "| Ngày | Giờ | Khu vực |" in written and "| 02/12/2026 | 13h00 | Xóm Mới |" in written
    assert written.startswith("Số: 214/TB-ĐL3  \nHoài Đức, ngày 27")
    assert "CÔNG TY ĐIỆN LỰC HOÀI ĐỨC / ĐỘI QUẢN LÝ ĐIỆN SỐ 3" in str(story.losses[0])


@pytest.mark.parametrize(
    "typed, written",
    [
        (f"{WIDE}\nvà vệ sinh.", f"{WIDE} và vệ sinh."),
        (f"{WIDE}\nvà vệ sinh trạm, mọi thắc mắc xin quý khách hàng hãy gọi\nTổng đài.", None),
        ("ĐỘI TRƯỞNG\n(Đã ký)\nĐỗ Văn Quyết", "ĐỘI TRƯỞNG\n(Đã ký)\n\nĐỗ Văn Quyết"),
        ("Lý do: thay dây.\nNếu trời mưa thì lùi lại.", "Lý do: thay dây.\nNếu trời mưa thì lùi lại."),
        ("Lý do:\tthay dây.\nNếu mưa:\tlùi lại.", "Lý do:\tthay dây.\nNếu mưa:\tlùi lại."),
        ("Trời xanh\nmây trắng\ngió đưa", "Trời xanh\nmây trắng\ngió đưa"),
        (f"{WIDE}\na) việc một", f"{WIDE}\na) việc một"),
        (f"{WIDE}\nđ) việc năm", f"{WIDE}\nđ) việc năm"),
        (f"{WIDE}\nvà trạm {WIDE}\n- Việc", f"{WIDE} và trạm {WIDE}\n- Việc"),
        (f"{WIDE}\nvà trạm {WIDE}\n2. Việc", f"{WIDE} và trạm {WIDE}\n2. Việc"),
    ],
)
def test_a_line_that_was_ended_in_a_sentence_goes_on_and_no_other(typed, written):
    blocks = [Paragraph((Run("Đầu."),)), Paragraph((Run(typed),))]
    found = [each.text for each in apart(blocks)[1:] if isinstance(each, Paragraph)]
    assert "\n".join(found) == (typed.replace("\n", " ") if written is None else written)


def bold(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),))


TEXT = Paragraph((Run("Một đoạn văn của báo cáo."),))
PHOTO = Picture(b"", ".jpg")


@pytest.mark.parametrize(
    "blocks, levels",
    [
        ([TEXT, bold("I. Chung"), TEXT, bold("1. Một"), TEXT, bold("a) Hai"), TEXT], [2, 3, 4]),
        ([TEXT, bold("1. Một"), TEXT, PHOTO, bold("2. Hai"), TEXT], [3, 3]),
        ([TEXT, PHOTO, bold("Đại biểu dự hội nghị"), TEXT], []),
        ([TEXT, PHOTO, bold("2. Đại biểu dự hội nghị"), TEXT], []),
        ([TEXT, bold("a) Một"), TEXT, bold("b) Hai"), TEXT], [4, 4]),
    ],
)
def test_headings_stand_below_those_that_count_before_them(blocks: list[Block], levels: list[int]):
    assert [each.level for each in with_headings(blocks) if isinstance(each, Heading)] == levels


SAID = "“Việc khó thì vẫn phải đến tận nơi, ngồi với bà con thì mới xong được.”"


@pytest.mark.parametrize(
    "above, said, look",
    [
        ("Ông Thịnh cho biết:", Paragraph((Run(SAID),)), "quote"),
        ("Ông Thịnh có mặt.", Paragraph((Run(SAID, italic=True),)), "quote"),
        ("Ông Thịnh có mặt.", Paragraph((Run(SAID),)), ""),
        ("Ông Thịnh cho biết:", Paragraph((Run(f"{SAID} Nói rồi ông cười."),)), ""),
        ("Thi đua với chủ đề:", Paragraph((Run("“Sạch làng”"),)), ""),
    ],
)
def test_what_somebody_said_alone_in_a_paragraph_is_a_quotation(above, said, look):
    last = with_quotes([Paragraph((Run(above),)), said])[-1]
    assert isinstance(last, Paragraph) and last.look == look


@pytest.mark.parametrize(
    "wall, body, sentence",
    [
        ("CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", "Nay Ban Chỉ đạo xã đã họp.", "Công tác lãnh đạo, chỉ đạo"),
        ("VAI TRÒ CỦA CHỦ TỊCH XÃ", "Đồng chí Phó Chủ tịch xã dự.", "Vai trò của chủ tịch xã"),
        ("BAN CHỈ ĐẠO XÃ HỌP", "Nay Ban Chỉ đạo xã đã họp.", "Ban Chỉ đạo xã họp"),
        ("CẢ LÀNG HẬU ÁI", "Về thôn Hậu Ái.", "Cả làng Hậu Ái"),
    ],
)
def test_the_rest_of_an_office_s_name_says_nothing_of_its_words_alone(wall, body, sentence):
    assert Capitals([body]).sentence(wall, Unsure()) == sentence


def test_a_row_with_a_number_far_below_the_head_is_a_row():
    rows = [Paragraph((Run(text),)) for text in ("Tên sổ\tSố: 5", "Tên bìa\tSố: 6")]
    assert isinstance(apart([*[TEXT] * 12, *rows])[-1], Table)
