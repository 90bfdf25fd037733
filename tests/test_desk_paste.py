"""Text that was copied: lines a window cut are joined, what a chat puts around a message goes and is told."""

import pytest

from plugins.desk import html, text
from plugins.desk.arrange import arranged
from plugins.desk.blocks import Document, Paragraph, Run
from plugins.desk.chat import Messages, without_emoji
from plugins.desk.markdown import text_of
from plugins.desk.reading import copied
from plugins.vietnamese.syllable import split_tone


def paragraphs(pasted: str) -> list[str]:
    return text_of(text.read(pasted).blocks).rstrip().split("\n\n")


HEAD = "Xã họp dân\n\n"
PARA = "Trạm Y tế xã Đức Giang tổ chức tiêm chủng mở rộng cho trẻ dưới 1 tuổi tại"  # 73 letters


@pytest.mark.parametrize(
    "lines, joined",
    [
        # Cut before a capital.
        ((f"{PARA} thôn", "Yên Lũng vào sáng thứ Bảy."), 1),
        ((f"{PARA[:-4]} ở xã", "An Khánh, do đồng chí Lê Văn An phụ trách."), 1),
        (("Sáng nay, Ủy ban nhân dân xã Đức Giang cùng với", "Đoàn Thanh niên xã ra quân."), 1),
        (
            (
                PARA + " nhà",
                "văn hóa. Người phụ trách là chị trạm trưởng Lê Thị Hồng Hoa và anh Lê",
                "Văn An.",
            ),
            1,
        ),
        # A person ended the line.
        (("Tỷ lệ hộ đạt chuẩn của cả ba thôn trong năm 2026 là 95%.", "Mọi ý kiến xin gửi về xã."), 2),
        ((f"{PARA} thôn", "Yên Lũng. Tỷ lệ tiêm đạt 95%.", "Mọi ý kiến xin gửi về xã."), 2),
        (
            (
                "Xã tổ chức tiêm chủng mở rộng cho trẻ dưới 1 tuổi ở nhà văn hóa",
                "Trạm trưởng: chị Lê Thị Hoa phụ trách",
            ),
            2,
        ),
        ((f"{PARA} thôn", "Yên Lũng.", "Điều 2. Trạm trưởng chịu trách nhiệm."), 2),
        ((f"{PARA}:", "trẻ em, người già."), 2),
        ((f"{PARA} nhà", "văn hóa thôn Yên Lũng vào sáng thứ Bảy tuần này nhé ❤️", "Tiêm xong ở lại."), 2),
        (
            (
                f"{PARA} nhà",
                "văn hóa thôn Yên Lũng vào sáng thứ Bảy ở thôn này nhé 👍🏻 🙏",
                "24 giờ sau khám.",
            ),
            2,
        ),
        ((f"{PARA} nhà", "văn hóa thôn Yên Lũng vào sáng thứ Bảy tuần này nhé ❤️", "rồi ở lại."), 1),
        ((f"{PARA} nhà", "văn hóa", "TM. ỦY BAN NHÂN DÂN"), 2),
    ],
)
def test_a_line_goes_on_where_a_window_cut_it_and_only_there(lines, joined):
    found = paragraphs(HEAD + "\n".join(lines))
    assert len(found) == joined + 1
    assert " ".join(" ".join(found[1:]).split()) == " ".join(lines)


def test_a_headline_directly_above_its_text_stays_apart_and_a_cut_one_is_joined():
    body = f"{PARA} thôn\nYên Lũng vào sáng thứ Bảy."
    title = "Trạm Y tế xã tổ chức tiêm chủng mở rộng cho trẻ em ở thôn Yên Lũng"
    assert arranged(text.read(f"{title}\nSáng nay, {body}")).title == title
    assert arranged(text.read(f"{title[:-9]}\n{title[-8:]}\n\n{body}")).title == title


def test_lines_of_a_list_go_on_before_a_capital_too():
    found = paragraphs(f"{HEAD}- {PARA} thôn\nYên Lũng.\n- Thôn An Thọ.")
    assert found[1] == f"- {PARA} thôn Yên Lũng.\n- Thôn An Thọ."


def test_a_full_line_that_ends_a_sentence_goes_on_where_empty_lines_part_paragraphs():
    cut = f"{PARA} nhà\nvăn hóa thôn, từ tám giờ sáng đến mười một giờ trưa hai ngày cuối tuần.\n"
    cut += "Mọi người đến dự."
    assert len(paragraphs(f"{HEAD}{cut}\n\nMột đoạn khác.")) == 3
    assert len(paragraphs(cut)) == 2


MESSAGE = "Mời bà con họp thôn"


@pytest.mark.parametrize(
    "sent, who, when",
    [
        ("[28/11/2026 10:15] Nguyễn Văn A: ", "Nguyễn Văn A", "10:15 ngày 28/11/2026"),
        ("[28/11/2026 10:15:33] Trưởng thôn Lan 🌸: ", "Trưởng thôn Lan 🌸", "10:15 ngày 28/11/2026"),
        ("[10:15, 28/11/2026] Nguyễn Văn A: ", "Nguyễn Văn A", "10:15 ngày 28/11/2026"),
        ("28/11/2026, 10:15 - Nguyễn Văn A: ", "Nguyễn Văn A", "10:15 ngày 28/11/2026"),
        ("Nguyễn Văn A, [28.11.26 22:15]\n", "Nguyễn Văn A", "22:15 ngày 28/11/2026"),
        ("[28/11/2026 10:15 CH] Nguyễn Văn A: ", "Nguyễn Văn A", "22:15 ngày 28/11/2026"),
        ("Nguyễn Văn A\n10:15 28/11/2026\n", "Nguyễn Văn A", "10:15 ngày 28/11/2026"),
        ("[31/02/2026 10:15] Nguyễn Văn A: ", "", ""),
        ("[Ảnh] Nguyễn Văn A: ", "", ""),
        ("Nguyễn Văn A: ", "", ""),
    ],
)
def test_who_sent_a_message_and_when_goes_and_is_told(sent, who, when):
    pasted = f"{sent}{MESSAGE}\n\n{sent}Nhớ đúng giờ."
    looks = "".join(f"<p>{each}</p>" for each in pasted.replace("\n\n", "\n").split("\n"))
    for found in (text.read(pasted), html.read(looks)):
        written = text_of(found.blocks)
        assert MESSAGE in written and "Nhớ đúng giờ." in written
        assert (f"{found.day:%H:%M ngày %d/%m/%Y}" if found.day else "") == when
        told = [note for note in found.notes if note.startswith("Tin nhắn của")]
        assert [f"{who}, gửi lúc {when}" in note for note in told] == [True] * bool(who)
        assert who == "" or who not in written


def test_a_day_that_is_told_by_no_message_is_no_message():
    assert Messages().note() == [] and Messages().read(["Hạn: 28/11/2026 10:15"]) == ["Hạn: 28/11/2026 10:15"]


@pytest.mark.parametrize(
    "lines, written",
    [
        (("📢🔔 Mời họp 🔔", "Chào bà con ❤️ nhé"), "Mời họp\n\nChào bà con nhé"),
        (("Mời họp", "⏰ 8h", "📍 Nhà văn hóa"), "Mời họp\n\n- 8h\n- Nhà văn hóa"),
        (("Mời họp", "⏰ 8h\n📍 Nhà văn hóa\nXin mời"), "Mời họp\n\n- 8h\n- Nhà văn hóa\n\nXin mời"),
        (("📢 Mời họp", "📍 Nhà văn hóa"), "Mời họp\n\nNhà văn hóa"),
        (("Mời họp", "👨‍👩‍👧 Cả nhà"), "Mời họp\n\nCả nhà"),
        (("Mời họp", "🇻🇳 Treo cờ"), "Mời họp\n\nTreo cờ"),
        (("Mời họp", "☑ Có → ☐ không, © 2026, 5★"), "Mời họp\n\n☑ Có → ☐ không, © 2026, 5"),
        (("Mời họp", "❤️"), "Mời họp"),
    ],
)
def test_small_pictures_go_and_are_told_and_lines_that_they_lead_are_a_list(lines, written):
    blocks, notes = without_emoji([Paragraph((Run(line),)) for line in lines])
    assert text_of(blocks) == f"{written}\n" and len(notes) == 1


def test_numbers_in_boxes_are_numbers_of_a_list():
    lines = ("Mời họp", "1️⃣ Một", "2️⃣ Hai")
    body = arranged(Document([Paragraph((Run(line),)) for line in lines])).body
    assert text_of(body) == "1. Một\n2. Hai\n"


def test_a_message_dates_the_story_when_its_text_does_not():
    sent = "[28/11/2026 10:15] Nguyễn Văn A: "
    assert text.read(f"{sent}Mời họp").day and arranged(text.read(f"{sent}Mời họp")).day is None
    story = arranged(
        Document([Paragraph((Run("🔔 MỜI HỌP THÔN YÊN LŨNG"),)), Paragraph((Run("Tại thôn Yên Lũng."),))])
    )
    assert story.title == "Mời họp thôn Yên Lũng"


LETTERS = "Xã họp bàn trồng cây\r\n\r\nMỗi hộ một cây."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_is_read_in_the_letters_that_notepad_saves(encoding):
    decomposed = "".join(base + tone for base, tone in map(split_tone, LETTERS))
    data = (decomposed if encoding == "cp1258" else LETTERS).encode(encoding)
    found = copied(data)
    assert text_of(found.blocks) == "Xã họp bàn trồng cây\n\nMỗi hộ một cây.\n"
    assert len(found.notes) == (encoding == "cp1258")


def test_what_windows_writes_before_copied_html_is_no_text():
    data = (
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\n<html><body><p>Xã họp</p></body></html>"
    )
    assert text_of(copied(data.encode()).blocks) == "Xã họp\n"
