"""Word documents as offices write them, made for tests: twelve kinds, each with what it says, in order.

`made(folder)` writes three of each kind; `Paper.said` is what a reader of the paper reads.
"""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image

PLACES = ("An Thọ", "Phú Vinh", "Yên Lũng", "Vân Lũng", "Ngãi Cầu")
NAMES = ("Nguyễn Văn Hải", "Trần Thị Lan", "Lê Đức Anh", "Phạm Thu Hương", "Đỗ Quang Minh")
SENTENCES = (
    "Sáng nay, Ủy ban nhân dân xã tổ chức hội nghị triển khai nhiệm vụ quý IV.",
    "Tỷ lệ giải ngân đạt 87,5%, tăng 12% so với cùng kỳ năm 2025.",
    "Các thôn đã vận động 1.250 hộ dân ký cam kết giữ gìn vệ sinh môi trường.",
    "Thời gian nhận hồ sơ từ 7h30 đến 11h30 các ngày trong tuần, trừ thứ Bảy.",
    "Ông đề nghị các đơn vị chủ động rà soát, báo cáo trước ngày 15/12/2026.",
    "Đường trục thôn dài 1,2 km, rộng 5 m, được thảm nhựa trong 45 ngày.",
    "Mọi ý kiến xin gửi về bộ phận một cửa, điện thoại 024 3386 1234.",
)


@cache
def _template() -> bytes:
    document, data = Document(), io.BytesIO()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    document.save(data)
    return data.getvalue()


def blank() -> Docx:
    """An empty document, without a hundred styles for tables that nobody uses: to read them takes longest."""
    return Document(io.BytesIO(_template()))


@dataclass
class Paper:
    """docx: to be saved; said: its words in reading order; photos: how many can be read.

    told: words that may be named as lost instead of brought
    """

    kind: str
    docx: Docx
    chance: random.Random
    said: list[str] = field(default_factory=list)
    photos: int = 0
    told: list[str] = field(default_factory=list)

    def line(self, text: str, style: str | None = None, **looks):
        paragraph = self.docx.add_paragraph(style=style)
        self.put(paragraph, text, **looks)
        return paragraph

    def put(self, paragraph, text, bold=False, italic=False, align=None, size=None, font=None, as_=None):
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if size:
            run.font.size = Pt(size)
        if font:
            run.font.name = font
        paragraph.alignment = align
        self.said.append(as_ or text)

    def sentences(self, many: int) -> str:
        return " ".join(self.chance.sample(SENTENCES, many))

    def photo(self, caption: str, how: str) -> None:
        data = io.BytesIO()
        colour = tuple(self.chance.randrange(256) for _ in range(3))
        Image.new("RGB", (self.chance.randrange(300, 900), 400), colour).save(data, "JPEG")
        if how == "before":
            self.line(caption, italic=True, align=ALIGN.CENTER)
        holder = self.docx.add_paragraph()
        holder.alignment = ALIGN.CENTER
        holder.add_run().add_picture(data, width=Cm(12))
        if how == "same":
            self.put(holder, caption, italic=True, align=ALIGN.CENTER)
        elif how == "style":
            self.line(caption, style="Caption")
        elif how == "after":
            self.line(caption, italic=True, align=ALIGN.CENTER)
        self.photos += 1

    def table(self, rows, style="Table Grid", heads=0):
        table = self.docx.add_table(len(rows), len(rows[0]), style=style)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
                self.said.append(text)
        for row in table.rows[:heads]:
            properties = row._tr.get_or_add_trPr()
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))
        return table

    def head(self, number: str, kind: str, about: str) -> None:
        """The head of an administrative paper (Nghị định 30/2020)."""
        table = self.docx.add_table(1, 2)
        left, right = table.cell(0, 0), table.cell(0, 1)
        left.text, right.text = "ỦY BAN NHÂN DÂN\nXÃ AN KHÁNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        left.add_paragraph(f"Số: {number}")
        right.add_paragraph("Độc lập - Tự do - Hạnh phúc")
        day = f"An Khánh, ngày {self.chance.randrange(1, 28)} tháng 10 năm 2026"
        right.add_paragraph(day)
        self.told += [left.paragraphs[0].text, right.paragraphs[0].text, right.paragraphs[1].text]
        self.line(kind, bold=True, align=ALIGN.CENTER, size=14)
        self.line(about, bold=True, align=ALIGN.CENTER, size=14)
        self.said += [f"Số: {number}", day]  # they stay, under the headline

    def signature(self) -> None:
        table = self.docx.add_table(1, 2)
        for column, text in enumerate(
            ("Nơi nhận:\nNhư trên;\nLưu: VT.", f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{self.chance.choice(NAMES)}")
        ):
            table.cell(0, column).text = text
            self.said.append(text)


def report(paper: Paper) -> None:
    paper.line(f"Hội nghị sơ kết phong trào tại thôn {paper.chance.choice(PLACES)}", bold=True, size=16)
    if paper.chance.random() < 0.5:
        paper.line("Gần 200 đại biểu dự hội nghị, bàn các việc làm trong quý tới ở từng thôn.", bold=True)
    for number in range(5):
        paper.line(paper.sentences(3))
        how = paper.chance.choice(("after", "before", "style", "after"))
        paper.photo(f"Đại biểu {paper.chance.choice(NAMES)} phát biểu lần {number + 1}", how)
    paper.line(paper.sentences(2))
    paper.line("Thanh Thạo", bold=True, align=ALIGN.RIGHT)


def notice(paper: Paper) -> None:
    paper.head("12/TB-UBND", "THÔNG BÁO", "Về việc tiêm phòng dại cho chó, mèo")
    paper.line(paper.sentences(2))
    for place in paper.chance.sample(PLACES, 3):
        paper.line(f"Thôn {place}: sáng thứ Hai", style="List Bullet")
    paper.line(paper.sentences(1))
    paper.signature()


def decision(paper: Paper) -> None:
    paper.head("345/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc thành lập tổ công nghệ số cộng đồng")
    paper.line("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", bold=True, align=ALIGN.CENTER)
    paper.line("Căn cứ Luật Tổ chức chính quyền địa phương;", italic=True)
    paper.line("QUYẾT ĐỊNH:", bold=True, align=ALIGN.CENTER)
    for number in range(1, 4):
        paragraph = paper.line(f"Điều {number}. ", bold=True)
        paper.put(paragraph, paper.sentences(1))
    paper.signature()


def long_table(paper: Paper) -> None:
    paper.line("Kết quả thu gom rác thải theo tuần", style="Title")
    paper.line(paper.sentences(2))
    rows = [["Tuần", "Thôn", "Khối lượng (tấn)"]]
    rows += [
        [str(at), paper.chance.choice(PLACES), f"{paper.chance.randrange(10, 99)},5"] for at in range(1, 61)
    ]
    paper.table(rows, heads=1)
    paper.line(paper.sentences(1))


def persons(paper: Paper) -> None:
    paper.line("DANH SÁCH HỘ ĐƯỢC HỖ TRỢ NHÀ Ở ĐỢT 2", bold=True, align=ALIGN.CENTER)
    rows = [["STT", "Họ và tên", "Thôn"]]
    rows += [[str(at), paper.chance.choice(NAMES), paper.chance.choice(PLACES)] for at in range(1, 12)]
    table = paper.table(rows)
    first = len(rows) - 4  # one place for the last rows
    for at in range(first + 1, len(rows)):
        table.cell(at, 2).text = ""
    merged = table.cell(first, 2).merge(table.cell(len(rows) - 1, 2))
    merged.text = "Ngãi Cầu"
    cells = paper.said[-len(rows) * 3 :]
    for at in range(first, len(rows)):
        cells[at * 3 + 2] = "Ngãi Cầu"
    paper.said[-len(rows) * 3 :] = cells
    paper.line(paper.sentences(1))


def minutes(paper: Paper) -> None:
    paper.line("BIÊN BẢN", bold=True, align=ALIGN.CENTER)
    paper.line("Họp thôn về làm đường", bold=True, align=ALIGN.CENTER)
    for roman, words in zip(("I. Thành phần", "II. Nội dung", "III. Kết luận"), range(3), strict=True):
        paper.line(roman, bold=True)
        for number in range(2):
            paper.line(f"{number + 1}. {paper.sentences(1)}")
        paper.line(paper.sentences(words % 2 + 1))
    paper.line("Cuộc họp kết thúc lúc 16h30 cùng ngày.")


def plan(paper: Paper) -> None:
    paper.line("Kế hoạch phòng chống thiên tai năm 2027", style="Title")
    for chapter in range(3):
        paper.line(f"Phần việc thứ {chapter + 1}", style="Heading 1")
        paper.line(paper.sentences(2))
        paper.line(f"Yêu cầu của phần {chapter + 1}", style="Heading 2")
        for _ in range(3):
            paper.line(paper.chance.choice(SENTENCES), style="List Bullet")
    paper.docx.add_page_break()
    paper.line("Phụ lục: vật tư dự trữ", style="Heading 1")
    paper.table([["Vật tư", "Số lượng"], ["Áo phao", "120"], ["Bao cát", "3.000"]])


def legacy(paper: Paper) -> None:
    tcvn3 = paper.chance.random() < 0.5
    font = ".VnTime" if tcvn3 else "VNI-Times"
    title = ("Héi nghÞ tæng kÕt c«ng t¸c n¨m", "Hoäi nghò toång keát coâng taùc naêm")[not tcvn3]
    words = (
        "§¶ng bé vµ nh©n d©n x· quyÕt t©m hoµn thµnh c¸c chØ tiªu.",
        "Ñaûng boä vaø nhaân daân xaõ quyeát taâm hoaøn thaønh caùc chæ tieâu.",
    )[not tcvn3]
    paper.line(title, bold=True, font=font, as_="Hội nghị tổng kết công tác năm")
    paper.line(words, font=font, as_="Đảng bộ và nhân dân xã quyết tâm hoàn thành các chỉ tiêu.")
    paper.line(paper.sentences(1), font="Times New Roman")


def scanned(paper: Paper) -> None:
    paper.line("Giấy mời họp dân", style="Title")
    paper.photo("Bản chụp giấy mời có dấu", "after")


def poem(paper: Paper) -> None:
    paper.line("Thơ: Làng tôi", style="Title")
    lines = ("Làng tôi có lũy tre xanh", "Có sông uốn khúc chảy quanh xóm làng")
    lines += ("Chiều về tiếng sáo ngân vang", "Trâu bò thong thả lối ngang đường về")
    for text in lines:
        paper.line(text)
    paragraph = paper.docx.add_paragraph()
    for number, text in enumerate(lines[:2]):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(text)
    paper.said += lines[:2]
    paper.line(paper.chance.choice(NAMES), align=ALIGN.RIGHT)


def interview(paper: Paper) -> None:
    paper.line("Phỏng vấn Bí thư Đảng ủy xã về chuyển đổi số", bold=True, size=16)
    for _ in range(3):
        paper.line("Phóng viên: Xin đồng chí cho biết kết quả nổi bật của năm qua?", bold=True)
        paragraph = paper.line("Đồng chí Bí thư: ", bold=True)
        paper.put(paragraph, paper.sentences(2))
    paper.line("Xin cảm ơn đồng chí!", italic=True)
    paper.line(f"Thực hiện: {paper.chance.choice(NAMES)}", align=ALIGN.RIGHT)


def budget(paper: Paper) -> None:
    paper.line("Công khai dự toán ngân sách xã năm 2027", style="Title")
    table = paper.docx.add_table(5, 5, style="Table Grid")
    rows = (
        ("STT", "Nội dung", "Dự toán", "", "Ghi chú"),
        ("", "", "Năm 2026", "Năm 2027", ""),
        ("1", "Thu cân đối", "12.345", "13.456", "-"),
        ("2", "Chi thường xuyên", "9.876", "10.234", "Tăng lương"),
        ("3", "Chi đầu tư", "2.469", "3.222", "Đường thôn"),
    )
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    # The two heads come as one: "Dự toán / Năm 2026".
    paper.said += ["STT", "Nội dung", "Dự toán", "Năm 2026", "Dự toán", "Năm 2027", "Ghi chú"]
    paper.said += [text for row in rows[2:] for text in row]
    for row in table.rows[:2]:
        properties = row._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    paper.line(paper.sentences(1))


KINDS: tuple[Callable[[Paper], None], ...] = (
    report,
    notice,
    decision,
    long_table,
    persons,
    minutes,
    plan,
    legacy,
    scanned,
    poem,
    interview,
    budget,
)


def made(folder: Path, kinds: Sequence[Callable[[Paper], None]] = KINDS, each: int = 3) -> dict[str, Paper]:
    """Writes `each` documents of every kind into `folder`; {their name without ".docx": paper}."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for make in kinds:
        for number in range(each):
            paper = Paper(make.__name__, blank(), random.Random(f"{make.__name__} {number}"))
            make(paper)
            name = f"{make.__name__}-{number}"
            paper.docx.save(str(folder / f"{name}.docx"))
            found[name] = paper
    return found
