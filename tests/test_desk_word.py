"""What Word hides in a file, and files that are none: brought, named, or refused with a sentence."""

import io
import re
import zipfile
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.core.mistakes import MistakesFound
from plugins.desk import document_archive, odt, word
from plugins.desk.arrange import arranged
from plugins.desk.blocks import Cell, Heading, Item, Paragraph, Run, Table, ending
from plugins.desk.captions import split_caption
from plugins.desk.importing import Wish, bring
from plugins.desk.legacy_fonts import TCVN3, VNI, unicode_of
from plugins.desk.links import settled
from plugins.desk.markdown import inline, text_of
from plugins.portal.settings import Section
from plugins.story.body import BodyParser
from tests.office import blank

BOX = (
    "<w:r {ns}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData>"
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback/></mc:AlternateContent></w:r>"
)
SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
}
NS = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())


def read(document, tmp_path: Path):
    document.save(str(tmp_path / "a.docx"))
    return word.read(tmp_path / "a.docx", "a.docx")


def with_xml(xml: str):
    document = blank()
    document.add_paragraph("Dòng ở trên.")
    paragraph = document.add_paragraph("Dòng này ")
    paragraph._p.append(parse_xml(xml.replace("{ns}", NS)))
    document.add_paragraph("Dòng ở dưới.")
    return document


def lines(found) -> list[str]:
    return [" ".join("".join(run.text for run in block.runs).split()) for block in found.blocks]


def test_the_words_of_a_text_box_are_brought_once(tmp_path):
    assert lines(read(with_xml(BOX), tmp_path)) == [
        "Dòng ở trên.",
        "Dòng này",
        "Chữ trong khung",
        "Dòng ở dưới.",
    ]


@pytest.mark.parametrize(
    "xml, told",
    [
        ("<w:r {ns}><w:drawing><c:chart/></w:drawing></w:r>", "Biểu đồ, sau “Dòng này”"),
        (
            "<m:oMath {ns}><m:r><m:t>a+b=c</m:t></m:r></m:oMath>",
            "Công thức toán đem vào thành chữ",
        ),
    ],
)
def test_what_no_page_can_show_is_named_with_its_place(tmp_path, xml, told):
    found = read(with_xml(xml), tmp_path)
    assert any(str(loss).startswith(told) for loss in found.losses), found.losses
    assert lines(found)[-1] == "Dòng ở dưới."


FIELD = "<w:fldSimple {ns} w:instr=' SEQ Hình '><w:r><w:t>số 1</w:t></w:r></w:fldSimple>"
HIDDEN = "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>chữ mật</w:t></w:r>"
SHOWN = "<w:r {ns}><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>chữ rõ</w:t></w:r>"
RIGHT = "<w:bdo {ns} w:val='ltr'><w:r><w:t>chữ xuôi</w:t></w:r></w:bdo>"
CONTENTS = (
    "<w:sdt {ns}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    "</w:sdtPr>"
    "<w:sdtContent><w:r><w:t>I. Mở đầu 3</w:t></w:r></w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    "xml, line, told",
    [
        (FIELD, "Dòng này số 1", ""),
        (RIGHT, "Dòng này chữ xuôi", ""),
        (SHOWN, "Dòng này chữ rõ", ""),
        ("<w:r {ns}><w:t>một</w:t><w:cr/><w:t>hai</w:t></w:r>", "Dòng này một hai", ""),
        (HIDDEN, "Dòng này", "Chữ ẩn: “chữ mật”"),
        (CONTENTS, "Dòng này", "Mục lục của văn bản: trang tự làm mục lục"),
        ("<w:altChunk {ns}/>", "Dòng này", "Tệp khác chèn nguyên vào văn bản"),
    ],
)
def test_what_mammoth_passes_over_is_brought_or_told(tmp_path, xml, line, told):
    found = read(with_xml(xml), tmp_path)
    assert lines(found) == ["Dòng ở trên.", line, "Dòng ở dưới."]
    assert [str(loss) for loss in found.losses] == ([told] if told else [])


def test_lines_of_a_table_of_contents_go_by_their_style_too(tmp_path):
    document = blank()
    document.add_paragraph("I. Mở đầu\t3", style=document.styles.add_style("toc 1", 1))
    document.add_paragraph("Lời mở đầu.")
    found = read(document, tmp_path)
    assert lines(found) == ["Lời mở đầu."] and len(found.losses) == 1


def test_every_picture_of_a_group_is_brought(tmp_path):
    document = blank()
    run = document.add_paragraph("Nhóm ảnh").add_run()
    for colour in ("red", "blue"):
        run.add_picture(picture(colour))
    drawings = run._r.findall(qn("w:drawing"))
    pictures = [drawing.find(f".//{qn('pic:pic')}") for drawing in drawings]
    data = drawings[0].find(f".//{qn('a:graphicData')}")
    group = parse_xml(
        "<wpg:wgp xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'/>"
    )
    for each in pictures:
        group.append(each)
    data.append(group)
    run._r.remove(drawings[1])
    found = read(document, tmp_path)
    assert [type(block).__name__ for block in found.blocks] == ["Paragraph", "Picture", "Picture"]
    assert len({block.data for block in found.blocks[1:]}) == 2


def test_a_file_with_macros_is_read_without_them_and_it_is_told(tmp_path):
    blank().save(str(tmp_path / "a.docx"))
    with zipfile.ZipFile(tmp_path / "a.docx", "a") as file:
        file.writestr("word/vbaProject.bin", b"macro")
    assert [str(loss) for loss in word.read(tmp_path / "a.docx", "a.docx").losses] == [word.MACRO]


def test_letters_that_look_like_ours_become_ours(tmp_path):
    document = blank()
    document.add_paragraph("\u0425\u00e3 họp b\u03bfàn, thăm \u041c\u043e\u0441\u043a\u0432\u0430")
    document.add_table(2, 2, style="Table Grid").cell(1, 1).text = "S\u0430u"
    story = arranged(read(document, tmp_path))
    assert story.title == "Xã họp boàn, thăm \u041c\u043e\u0441\u043a\u0432\u0430"
    assert "Sau" in text_of(story.body) and any("tiếng Nga" in note for note in story.notes)
    plain = blank()
    plain.add_table(2, 2, style="Table Grid").cell(1, 1).text = "Sau"
    assert not any("tiếng Nga" in note for note in arranged(read(plain, tmp_path)).notes)


@pytest.mark.parametrize(
    "words, end", [("một  hai", "một hai"), ("x" * 10 + " " + "chữ " * 12, "…" + "chữ " * 9 + "chữ")]
)
def test_the_place_of_what_is_lost_is_told_in_whole_words(words, end):
    assert ending(words) == end


def test_changes_that_are_tracked_count_as_taken(tmp_path):
    document = blank()
    paragraph = document.add_paragraph("Giữ ")
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>thêm </w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>bỏ</w:delText></w:r></w:del>"))
    assert lines(read(document, tmp_path)) == ["Giữ thêm"]


def test_numbers_that_word_works_out_are_written(tmp_path):
    document = blank()
    numbering = document.part.numbering_part.element
    level = "<w:lvl w:ilvl='{}'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    levels = level.format(0, "decimal", "Điều %1.") + level.format(1, "lowerLetter", "%2)")
    numbering.insert(
        0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'>{levels}</w:abstractNum>")
    )
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    for depth, text in ((0, "Một"), (1, "Nhỏ"), (1, "Nữa"), (0, "Hai"), (1, "Lại")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='90'/></w:numPr>")
        )
    found = read(document, tmp_path)
    assert [(block.sign, block.depth) for block in found.blocks] == [
        ("Điều 1.", 0),
        ("a)", 1),
        ("b)", 1),
        ("Điều 2.", 0),
        ("a)", 1),
    ]


def test_letters_of_old_fonts_are_read_by_their_font(tmp_path):
    document = blank()
    for font, text in (
        (".VnTime", "X· An Kh¸nh"),
        (".VnTimeH", "x· an kh¸nh"),
        ("VNI-Times", "Xaõ An Khaùnh"),
    ):
        document.add_paragraph().add_run(text).font.name = font
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("theo kiÓu")
    assert lines(read(document, tmp_path)) == ["Xã An Khánh", "XÃ AN KHÁNH", "Xã An Khánh", "theo kiểu"]


def test_every_vietnamese_letter_is_in_the_tables_of_old_fonts():
    vowels = "aăâeêioôơuưy"
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = {normalize("NFC", vowel + mark) for vowel in vowels for mark in marks} - set("aeiouy") | {"đ"}
    assert letters <= set(TCVN3.values())
    assert letters - set("ìí") <= set(VNI.values())  # VNI leaves these two as they are
    assert unicode_of("không đổi à", "Times New Roman") == "không đổi à"


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


GOOD = io.BytesIO()
blank().save(GOOD)
BAD = {
    "empty": (b"", document_archive.BROKEN),
    "text": (b"Xin chao", document_archive.OTHER),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(99), document_archive.OTHER),
    "half copied": (GOOD.getvalue()[:5000], document_archive.BROKEN),
    "another archive": (zipped(**{"a.txt": b"a"}), document_archive.BROKEN),
    "old format": (document_archive.OLD_FORMAT + bytes(600), document_archive.OLD),
    "password": (
        document_archive.OLD_FORMAT + bytes(600) + document_archive.ENCRYPTED,
        document_archive.LOCKED,
    ),
    "bomb": (zipped(**{"word__document.xml": b" " * 50_000_000}), document_archive.BOMB),
    "many files": (zipped(**{f"word__{number}.xml": b"" for number in range(5100)}), document_archive.BOMB),
    "no XML": (zipped(**{"word__document.xml": b"<w:document"}), document_archive.BROKEN),
    "entities": (
        zipped(**{"word__document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        document_archive.BROKEN,
    ),
    "nothing in it": (zipped(**{"word__document.xml": b"<a/>"}), document_archive.BROKEN),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_document_is_refused_with_a_sentence(tmp_path, name):
    data, sentence = BAD[name]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(MistakesFound) as found:
        word.read(path, "a.docx")
    assert [str(each) for each in found.value.mistakes] == [f"a.docx: {sentence}"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=30))
def test_a_damaged_file_is_read_or_refused_never_a_fault(tmp_path, places):
    data = bytearray(GOOD.getvalue())
    for at, byte in places:
        data[at % len(data)] = byte
    (tmp_path / "a.docx").write_bytes(data)
    try:
        document = word.read(tmp_path / "a.docx", "a.docx")
    except MistakesFound as found:
        assert all(str(each).startswith("a.docx: ") for each in found.mistakes)
    else:
        assert arranged(document).title == "", "there are no words in it"


ODT = (
    "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' "
    "xmlns:xlink='http://www.w3.org/1999/xlink'>"
    "<office:automatic-styles><style:style style:name='B' style:family='paragraph'>"
    "<style:text-properties fo:font-weight='bold'/></style:style></office:automatic-styles>"
    "<text:list-style style:name='L'><text:list-level-style-number text:level='{level}'/></text:list-style>"
    "<office:body><office:text>{inner}</office:text></office:body></office:document-content>"
)
CELL = (
    "<table:table><table:table-row><table:table-cell table:number-columns-spanned='{}'/>"
    "</table:table-row></table:table>"
)


@pytest.mark.parametrize("level, inner", [("x", ""), ("1", CELL.format("hai")), ("1", CELL.format("-1"))])
def test_words_are_brought_whatever_a_number_beside_them_says(tmp_path, level, inner):
    path = tmp_path / "a.odt"
    inner += "<text:p>Lời còn nguyên</text:p>"
    path.write_bytes(zipped(content_xml=ODT.format(level=level, inner=inner).encode()))
    assert "Lời còn nguyên" in text_of(odt.read(path, "a.odt").blocks)


OWN_FILE = "<text:a xlink:href='file:///C:/ke-hoach.odt'>kế hoạch</text:a>"
BOLD = "<text:p text:style-name='B'>Chữ trong khung</text:p>"
IN_BOX = f"<draw:frame><draw:text-box>{BOLD}</draw:text-box></draw:frame>"


def test_an_opendocument_has_boxes_and_links_to_own_files_too(tmp_path):
    texts = ("Ra quân dọn vệ sinh", "Một đoạn của bài.", f"Xem {OWN_FILE}.{IN_BOX}", "Đoạn cuối của bài.")
    inner = "".join(f"<text:p>{text}</text:p>" for text in texts)
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as file:
        file.writestr("content.xml", ODT.format(level="1", inner=inner))
    story = arranged(settled(odt.read(tmp_path / "a.odt", "a.odt")))
    written = text_of(story.body)
    assert "**Chữ trong khung**" in written and "#" not in written and "Xem kế hoạch." in written
    assert [str(loss) for loss in story.losses] == [
        "Liên kết “kế hoạch” dẫn tới tệp trong máy (file:///C:/ke-hoach.odt): "
        "hãy đặt tệp cạnh bài rồi liên kết lại"
    ]


def test_hidden_words_of_an_opendocument_are_told_and_not_shown(tmp_path):
    style = "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/>"
    inner = "<text:p>Lời rõ <text:span text:style-name='H'>chữ mật</text:span>thôi</text:p>"
    content = ODT.format(level="1", inner=inner).replace(
        "<style:style ", f"{style}</style:style><style:style ", 1
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as file:
        file.writestr("content.xml", content)
    found = odt.read(tmp_path / "a.odt", "a.odt")
    assert lines(found) == ["Lời rõ thôi"] and [*map(str, found.losses)] == ["Chữ ẩn: “chữ mật”"]


def test_every_picture_of_a_group_of_an_opendocument_is_brought(tmp_path):
    frame = "<draw:frame><draw:image xlink:href='Pictures/{0}.png'/></draw:frame>"
    inner = f"<text:p>Nhóm <draw:g>{frame.format('a')}<draw:g>{frame.format('b')}</draw:g></draw:g></text:p>"
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as file:
        file.writestr("content.xml", ODT.format(level="1", inner=inner))
        for name in "ab":
            file.writestr(f"Pictures/{name}.png", name)
    found = [block.data for block in odt.read(tmp_path / "a.odt", "a.odt").blocks if hasattr(block, "data")]
    assert found == [b"a", b"b"]


def test_an_opendocument_of_boxes_without_end_is_refused_with_a_sentence(tmp_path):
    path, deep = tmp_path / "a.odt", 4000
    inner = "<text:section>" * deep + "</text:section>" * deep
    path.write_bytes(zipped(content_xml=ODT.format(level=1, inner=inner).encode()))
    with pytest.raises(MistakesFound, match="Tệp hỏng"):
        odt.read(path, "a.odt")


TEXT = st.text(st.sampled_from("abđê 12.*_`[]<>&\\|#-+!()~=^%\n\t"), max_size=40)
RUNS = st.lists(
    st.builds(Run, TEXT, st.booleans(), st.booleans(), st.sampled_from(["", "sup"])), max_size=4
).map(tuple)
BLOCK = st.one_of(
    st.builds(Paragraph, RUNS),
    st.builds(Heading, st.integers(2, 4), RUNS),
    st.builds(Item, st.sampled_from(["-", "1.", "a)"]), st.integers(0, 2), RUNS),
    st.lists(
        st.lists(RUNS.map(lambda runs: Cell((Paragraph(runs),))), min_size=2, max_size=3).map(tuple),
        max_size=3,
    )
    .map(tuple)
    .map(Table),
)


def letters_of(blocks) -> list[str]:
    """Letters and figures alone: signs may stand as marks of a list, and words of two runs join."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [letter for row in block.rows for cell in row for letter in letters_of(cell.blocks)]
        else:
            found += [letter for run in block.runs for letter in run.text if letter.isalnum()]
    return found


@settings(max_examples=150, deadline=None)
@given(blocks=st.lists(BLOCK, max_size=5))
def test_no_letter_is_lost_between_a_document_and_its_page(blocks):
    body = BodyParser().parse(text_of(blocks))
    html = " ".join(getattr(block, "html", "") for block in body.blocks)
    shown = [letter for letter in unescape(re.sub(r"<[^>]*>", "", html)) if letter.isalnum()]
    wanted = letters_of(blocks)
    left = iter(shown)
    assert all(letter in left for letter in wanted), text_of(blocks)


class Looks(HTMLParser):
    """letters: of what is fed, each with whether it is bold, slanted, and raised."""

    def __init__(self):
        super().__init__()
        self.within, self.letters = [], []

    def handle_starttag(self, tag, _attributes):
        self.within.append(tag)

    def handle_endtag(self, tag):
        assert self.within.pop() == tag

    def handle_data(self, data):
        looks = tuple(tag in self.within for tag in ("strong", "em", "sup"))
        self.letters += [(letter, *looks) for letter in data if not letter.isspace()]


def shown(runs) -> list[tuple]:
    looks = Looks()
    text = inline(runs, "<br />")
    looks.feed("".join(block.html for block in BodyParser().parse(text).blocks).replace("<br>", ""))
    return looks.letters


PIECES = "a|(b)|,c| d|e |“f”|g.|“|5|5 | 7|2 m|5m|1.250 km|1\n2|*|_|a_b|a*b|[x]|<b|&amp;|\\|`| ".split("|")
PIECE_RUNS = st.lists(
    st.builds(Run, st.sampled_from(PIECES), st.booleans(), st.booleans(), st.sampled_from(["", "sup"])),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(runs=PIECE_RUNS)
@example([Run("100 m", True), Run("2", True, mark="sup")])
@example([Run("Điều 5 "), Run("15 hộ", True)])
@example([Run("5  "), Run(" 7", False, True)])
@example([Run("1\n2", True, mark="sup")])
@example([Run("1a", True), Run("b", False, True), Run(", c", True)])
def test_letters_look_as_in_the_document_wherever_bold_and_italic_begin_and_end(runs):
    """Markdown reads some stars as signs: beside figures, in words, before a comma."""
    wanted = [
        (letter, run.bold, run.italic, bool(run.mark))
        for run in runs
        for letter in run.text
        if not letter.isspace()
    ]
    assert shown(runs) == wanted, inline(runs)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([Run("S = a", True), Run("2", True, mark="sup")], "**S = a<sup>2</sup>**"),
        ([Run("gặp “"), Run("một cửa", True), Run("” trước")], "gặp “**một cửa**” trước"),
        ([Run("("), Run("Luật", False, True), Run(").")], "(*Luật*)."),
        ([Run("Đ", True), Run("iều 1")], "**Đ**iều 1"),
        ([Run("a", True), Run("2", mark="sup")], "**a**<sup>2</sup>"),
        ([Run("đ"), Run("iều", True)], "đ<strong>iều</strong>"),
        ([Run("Điều 5 "), Run("15 hộ", True)], "Điều 5 <strong>15 hộ</strong>"),
    ],
)
def test_a_tag_stands_only_where_stars_would_be_shown(runs, text):
    assert inline(runs) == text


def test_a_bold_line_of_a_text_box_is_no_heading(tmp_path):
    bold = BOX.replace("<w:t>", "<w:rPr><w:b/></w:rPr><w:t>")
    story = arranged(read(with_xml(bold), tmp_path))
    assert text_of(story.body).count("#") == 0 and "**Chữ trong khung**" in text_of(story.body)


def picture(colour: str) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(data, "JPEG")
    data.seek(0)
    return data


WHO = "Ảnh: Thanh Thạo"


@pytest.mark.parametrize(
    "under, captions, notes",
    [
        (f"Các đội ra quân dọn đường. {WHO}", [("Các đội ra quân dọn đường", WHO)] * 2, 1),
        (f"Ảnh trái: đội nam; ảnh phải: đội nữ. {WHO}", [("Đội nam", WHO), ("Đội nữ", WHO)], 0),
        (f"Ảnh 1: Đội nam. Ảnh 2: Đội nữ. {WHO}", [("Đội nam", WHO), ("Đội nữ", WHO)], 0),
        ("Đội nam\tĐội nữ", [("Đội nam", ""), ("Đội nữ", "")], 0),
        ("", [("", ""), ("", "")], 2),
    ],
)
def test_photos_of_one_paragraph_share_what_stands_under_them(tmp_path, under, captions, notes):
    document = blank()
    document.add_paragraph("Ra quân dọn vệ sinh", style="Title")
    document.add_paragraph("Sáng 06/6, hơn 300 người ra quân dọn vệ sinh đường làng, ngõ xóm.")
    row = document.add_paragraph().add_run()
    for colour in ("red", "blue"):
        row.add_picture(picture(colour))
    document.add_paragraph().add_run(under).italic = True
    document.add_paragraph("Một đoạn nữa của bài, dài hơn chú thích rất nhiều, để không ai nhầm.")
    document.save(str(tmp_path / "a.docx"))
    sections = (Section("Kinh tế", "kinh-te"),)
    done = bring(word.read(tmp_path / "a.docx", "a.docx"), tmp_path, sections, Wish(), datetime(2026, 11, 28))
    written = (done.place.path / "index.md").read_text("utf-8")
    lines_ = [
        f"![{caption}](anh-0{at}.jpg" + (f' "{credit}")' if credit else ")")
        for at, (caption, credit) in enumerate(captions, 1)
    ]
    assert "\n\n" + "\n".join(lines_) + "\n\n" in written
    assert sum(note.startswith("Ảnh") for note in done.notes) == notes, done.notes


@pytest.mark.parametrize(
    "under, caption, credit",
    [
        ("Đại biểu dự hội nghị", "Đại biểu dự hội nghị", ""),
        ("Ảnh 1: Đại biểu dự hội nghị.", "Đại biểu dự hội nghị", ""),
        ("Hình 2.1. Sơ đồ khu đất", "Sơ đồ khu đất", ""),
        ("Đại biểu dự hội nghị (Ảnh: Thanh Thạo)", "Đại biểu dự hội nghị", "Ảnh: Thanh Thạo"),
        ("Đại biểu dự hội nghị. Ảnh: Thanh Thạo.", "Đại biểu dự hội nghị", "Ảnh: Thanh Thạo"),
        ("Ảnh: Thanh Thạo", "", "Ảnh: Thanh Thạo"),
        ("Ảnh: Quang cảnh hội nghị", "Quang cảnh hội nghị", ""),
        ("Ảnh 1, 2: Các cụ nhận quà", "Các cụ nhận quà", ""),
        ("Đại biểu (ảnh Nguyễn Lan)", "Đại biểu", "Ảnh: Nguyễn Lan"),
        ("Lễ khánh thành. Nguồn: Báo Hà Nội mới", "Lễ khánh thành", "Ảnh: Báo Hà Nội mới"),
        ("Triển lãm ảnh: 40 tác phẩm", "Triển lãm ảnh: 40 tác phẩm", ""),
    ],
)
def test_a_caption_is_told_from_who_took_the_photo(under, caption, credit):
    assert split_caption(under) == (caption, credit)
