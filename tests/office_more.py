"""More documents of offices: the report with five photos in two dresses, a call-up, a vaccination, a death.

They have what offices do to a page: heads of tables in two rows, photos in a table without lines, lists and
headings typed by hand, tabs, capitals, who signs and to whom it goes beside each other.
"""

import io
from collections.abc import Callable

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm
from PIL import Image

from tests.office import KINDS, Paper

CENTRE, RIGHT = ALIGN.CENTER, ALIGN.RIGHT


def picture(paper: Paper) -> io.BytesIO:
    data = io.BytesIO()
    colour = tuple(paper.chance.randrange(256) for _ in range(3))
    Image.new("RGB", (900, 600), colour).save(data, "JPEG")
    data.seek(0)
    paper.photos += 1
    return data


def fill(paper: Paper, cell, *lines: str, bold=False, italic=False) -> None:
    """The lines as paragraphs of a cell; empty ones are room for a signature."""
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paper.put(paragraph, text, bold=bold, italic=italic, align=CENTRE)


def photo(paper: Paper, caption: str, style: str | None = None) -> None:
    holder = paper.docx.add_paragraph()
    holder.alignment = CENTRE
    holder.add_run().add_picture(picture(paper), width=Cm(13))
    paper.line(caption, style=style, italic=style is None, align=CENTRE)


def beside(paper: Paper, *captions: str) -> None:
    """Photos in the cells of a table, what stands under each in the row below."""
    table = paper.docx.add_table(2, len(captions))
    for column, caption in enumerate(captions):
        table.cell(0, column).paragraphs[0].add_run().add_picture(picture(paper), width=Cm(7))
        fill(paper, table.cell(1, column), caption, italic=True)


def two_heads(paper: Paper, over: str, under: tuple[str, str], rows, title: str = "") -> None:
    """A table with heads in two rows, of which the third and fourth column share one; said as one row."""
    first = 1 if title else 0
    table = paper.docx.add_table(first + 2 + len(rows), 5, style="Table Grid")
    if title:
        table.cell(0, 0).merge(table.cell(0, 4)).text = title
        paper.said.append(title)
    names = ("STT", "Thôn", over, "", "Ghi chú")
    for column, text in enumerate(names):
        table.cell(first, column).text = text
    for column, text in enumerate(under, 2):
        table.cell(first + 1, column).text = text
    table.cell(first, 2).merge(table.cell(first, 3))
    for column in (0, 1, 4):
        table.cell(first, column).merge(table.cell(first + 1, column))
    paper.said += ["STT", "Thôn", over, under[0], over, under[1], "Ghi chú"]
    for at, row in enumerate(rows, first + 2):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
            paper.said.append(text)


def signed(paper: Paper, to: tuple[str, ...], by: tuple[str, ...]) -> None:
    table = paper.docx.add_table(1, 2)
    fill(paper, table.cell(0, 0), "Nơi nhận:", *to)
    fill(paper, table.cell(0, 1), *by, bold=True)


def five_photos(paper: Paper) -> None:
    paper.line("XÃ ĐỨC GIANG, HUYỆN HOÀI ĐỨC RA QUÂN", bold=True, align=CENTRE)
    paper.line("CHIẾN DỊCH “MÙA HÈ XANH” QUÝ IV NĂM 2026", bold=True, align=CENTRE)
    _campaign(paper, bold=True)
    paper.line("Thanh Thạo", bold=True, align=RIGHT)


def five_photos_signed(paper: Paper) -> None:
    paper.head("215/BC-UBND", "BÁO CÁO", "Kết quả ra quân Chiến dịch “Mùa hè xanh” Quý IV năm 2026")
    _campaign(paper, bold=False)
    signed(
        paper,
        ("- UBND huyện Hoài Đức;", "- Đảng ủy, HĐND xã;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Trần Quốc Bảo"),
    )


def _campaign(paper: Paper, bold: bool) -> None:
    paper.line(
        "Sáng ngày 28/11/2026,  UBND xã Đức Giang phối hợp với Đoàn Thanh niên huyện ra quân Chiến dịch Mùa "
        "hè xanh, thu hút hơn 300 người.",
        bold=bold,
    )
    paper.line("\tDự lễ ra quân có đồng chí Trần Quốc Bảo, Phó Chủ tịch UBND xã.")
    photo(paper, "Quang cảnh lễ ra quân tại nhà văn hóa thôn Yên Lũng. Ảnh: Thanh Thạo")
    paper.line("1. Kết quả thực hiện", bold=True)
    paper.line("\tPhát biểu tại buổi lễ, đồng chí biểu dương các chi đoàn đã chủ động vào cuộc.")
    beside(paper, "Đoàn viên thôn An Thọ trồng cây", "Hội Phụ nữ thôn Phú Vinh dọn vệ sinh")
    paper.line("\tKết quả đăng ký của từng thôn như sau:")
    rows = (("1", "An Thọ", "312", "18", ""), ("2", "Yên Lũng", "405", "0", "Đã xong"))
    two_heads(paper, "Số hộ", ("Đạt chuẩn", "Chưa đạt"), rows)
    paper.docx.add_paragraph()
    paper.line("2. Nhiệm vụ trong thời gian tới", bold=True)
    paper.line("a) Vận động các hộ dân phân loại rác tại nguồn;")
    paper.line("b) Trồng mới 500 cây xanh dọc đường trục thôn.")
    photo(paper, "Ảnh 4: Các cháu thiếu nhi vẽ tranh tường (Ảnh: Nguyễn Lan)", style="Caption")
    paper.line("\tÔng Hải, trưởng thôn Yên Lũng, cho biết: “Bà con rất phấn khởi”.")
    photo(paper, "Đồng chí Trần Quốc Bảo trao quà cho các hộ gia đình chính sách")
    paper.line("\tChiến dịch Mùa hè xanh kéo dài đến hết ngày 31/12/2026.")


# As an editor would publish the first: written by hand from the paper, not by the import.
EDITED = """---
title: Xã Đức Giang, huyện Hoài Đức ra quân Chiến dịch “Mùa hè xanh” quý IV năm 2026
date: 28/11/2026
category: Thông báo
author: Thanh Thạo
summary: Sáng ngày 28/11/2026, UBND xã Đức Giang phối hợp với Đoàn Thanh niên huyện ra quân Chiến dịch Mùa \
hè xanh, thu hút hơn 300 người.
---

Dự lễ ra quân có đồng chí Trần Quốc Bảo, Phó Chủ tịch UBND xã.

![Quang cảnh lễ ra quân tại nhà văn hóa thôn Yên Lũng](anh-01.jpg "Ảnh: Thanh Thạo")

## 1. Kết quả thực hiện

Phát biểu tại buổi lễ, đồng chí biểu dương các chi đoàn đã chủ động vào cuộc.

![Đoàn viên thôn An Thọ trồng cây](anh-02.jpg "Ảnh: Thanh Thạo")
![Hội Phụ nữ thôn Phú Vinh dọn vệ sinh](anh-03.jpg "Ảnh: Thanh Thạo")

Kết quả đăng ký của từng thôn như sau:

| STT | Thôn | Số hộ – Đạt chuẩn | Số hộ – Chưa đạt | Ghi chú |
| --- | --- | ---: | ---: | --- |
| 1 | An Thọ | 312 | 18 |  |
| 2 | Yên Lũng | 405 | 0 | Đã xong |

## 2. Nhiệm vụ trong thời gian tới

a) Vận động các hộ dân phân loại rác tại nguồn;
b) Trồng mới 500 cây xanh dọc đường trục thôn.

![Các cháu thiếu nhi vẽ tranh tường](anh-04.jpg "Ảnh: Nguyễn Lan")

Ông Hải, trưởng thôn Yên Lũng, cho biết: “Bà con rất phấn khởi”.

![Đồng chí Trần Quốc Bảo trao quà cho các hộ gia đình chính sách](anh-05.jpg "Ảnh: Thanh Thạo")

Chiến dịch Mùa hè xanh kéo dài đến hết ngày 31/12/2026.
"""


def call_up(paper: Paper) -> None:
    paper.head("18/TB-HĐNVQS", "THÔNG BÁO", "Về việc đăng ký nghĩa vụ quân sự năm 2027")
    paper.line("Căn cứ Luật Nghĩa vụ quân sự ngày 19 tháng 6 năm 2015;", italic=True)
    paragraph = paper.line("1. Đối tượng: ", bold=True)
    paper.put(paragraph, "Công dân nam đủ 17 tuổi trong năm.")
    paper.line("2. Hồ sơ mang theo:", bold=True)
    for text in ("Giấy khai sinh (bản sao);", "Căn cước công dân;", "02 ảnh 3x4."):
        paper.line(text, style="List Bullet")
    paper.line(paper.sentences(1))
    signed(paper, ("- Ban CHQS huyện;", "- Lưu: VT, QS."), ("TM. HỘI ĐỒNG", "CHỦ TỊCH", "", "Lê Đức Anh"))


def vaccination(paper: Paper) -> None:
    paper.line("📢 LỊCH TIÊM CHỦNG MỞ RỘNG THÁNG 12/2026", bold=True, align=CENTRE)
    paper.line("Trạm Y tế xã An Thượng thông báo lịch tiêm chủng cho trẻ em như sau:")
    rows = (("1", "Đào Nguyên", "Sởi", "7h30", ""), ("2", "Thanh Quang", "5 trong 1", "13h30", "Mang sổ"))
    two_heads(paper, "Buổi tiêm", ("Vắc xin", "Giờ"), rows, title="LỊCH TIÊM CÁC THÔN")
    paper.line("Lưu ý:", bold=True)
    for text in ("+ Mang theo sổ tiêm chủng;", "+ Theo dõi tại trạm 30 phút sau tiêm."):
        paper.line(text)
    paper.line("Trạm Y tế xã An Thượng", bold=True, align=RIGHT)


def death(paper: Paper) -> None:
    paper.line("TIN BUỒN", bold=True, align=CENTRE)
    paper.said.append("Cụ Nguyễn Văn Bảy")  # the headline says who
    paper.line("ĐẢNG ỦY - HĐND - UBND - UBMTTQ XÃ MINH KHAI", bold=True, align=CENTRE)
    paper.line("cùng gia đình vô cùng thương tiếc báo tin:", align=CENTRE)
    holder = paper.docx.add_paragraph()
    holder.alignment = CENTRE
    holder.add_run().add_picture(picture(paper), width=Cm(4))
    paper.line("CỤ NGUYỄN VĂN BẢY", bold=True, align=CENTRE)
    paper.line("Sinh năm 1934; 60 năm tuổi Đảng; nguyên Bí thư Đảng ủy xã.")
    paragraph = paper.line("Lễ viếng: ", bold=True)
    paper.put(paragraph, "từ 7h00 đến 11h00 ngày 29/11/2026 tại nhà văn hóa thôn.")
    paper.line("Xin trân trọng báo tin!", italic=True, align=RIGHT)


ALL: tuple[Callable[[Paper], None], ...] = (
    *KINDS,
    five_photos,
    five_photos_signed,
    call_up,
    vaccination,
    death,
)
