"""What editors paste stays what it was; what is doubtful is told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.story.body import BodyParser
from plugins.vietnamese.text import clean

SIGNS = ("\x02", "\x03", "wzxhzdk", "klzzwxh", "\ue010", "\ue011")


def parse(text: str):
    return BodyParser().parse(clean(text), 1)


def html(text: str) -> str:
    return "\n".join(getattr(block, "html", "") for block in parse(text).blocks)


@pytest.mark.parametrize(
    "text",
    [
        "Rộng 5*20m, dài 3*7m.",
        "Lô 5m*20m, lô 6m*25m",
        "Hố 5 m*20 m và 6 m*7 m",
        "2_000_000 đồng",
        "5*3*2 = 30",
        "2**3 và 4**5",
    ],
)
def test_figures_are_shown_as_typed(text):
    assert text in html(text).replace("\u00a0", " ")


BULLETS = ["\uf0b7\t", "\uf0a7\t", "·\u00a0\u00a0", "-\u00a0", "•", "▪ ", "o\t", "§\t", "ü\t", "– "]


@pytest.mark.parametrize("mark", BULLETS)
def test_bullets_of_any_kind_are_lists(mark):
    assert html(f"Gồm:\n\n{mark}một;\n{mark}hai.") == "<p>Gồm:</p>\n<ul>\n<li>một;</li>\n<li>hai.</li>\n</ul>"


def test_bullets_that_differ_are_one_list():
    assert html("* một\n- hai\n+ ba").count("<li>") == 3


def test_an_indented_paragraph_after_a_list_is_one_of_its_own():
    assert html("- một\n- hai\n\n\tĐoạn sau.").endswith("</ul>\n<p>Đoạn sau.</p>")
    assert html("- một\n    - nhỏ\n- hai").count("<ul>") == 2


def test_lettered_lines_are_lines_of_their_own():
    assert html("Gồm:\na) một;\nb) hai.") == "<p>Gồm:</p>\n<p>a) một;</p>\n<p>b) hai.</p>"


def test_lines_of_a_poem_are_kept():
    poem = "Đồng làng lúa đã vàng hoe\nTiếng cười theo gánh lúa về ngõ xa\nBờ đê khói bếp la đà"
    assert html(poem).count("<br>") == 2
    wrapped = "Sáng nay, tại hội trường của ủy ban nhân dân xã, đông đảo\nbà con tới dự."
    assert "<br>" not in html(wrapped)


def test_cells_of_excel_are_a_table_and_ragged_rows_are_told():
    body = parse("STT\tNội dung\tSố\n1\tChi y tế\t1.234\n2\tA|B\t5")
    (table,) = body.blocks
    assert table.kind == "table" and table.html.count("<td>") == 6 and "A|B" in table.html
    assert body.notes == ()
    ((sentence, line),) = parse("Chữ.\n\na\tb\tc\nd\te").notes
    assert line == 3 and "hàng 2 ô, hàng 3 ô" in sentence


@pytest.mark.parametrize(
    ("row", "words"),
    [("| A | Thôn 1 | 500.000 đồng |", "500.000 đồng"), ("| B || Thôn 2 |", "Thôn 2"), ("| C | A|B |", "B")],
)
def test_words_for_which_a_table_has_no_column_are_told_with_their_line(row, words):
    assert parse(f"| Tên | Thôn |\n|---|---|\n{row}").surplus == ((3, 3, 2, words),)
    assert parse("| a | b |\n|---|---|\n| 1 | 2 | |\n| 1 \\| 2 | 3 |").surplus == ()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("Đoạn một dài hơn năm mươi chữ cái để không ai coi là thơ.\nĐoạn hai.", 1, "để một dòng trống"),
        ("Chữ.\n\n- 12 -", 3, "số trang"),
        ("Chữ.\n\n𝐓𝐢𝐧 mới", 3, "kiểu toán học"),
        ("Chữ.\n\nTin mới #HoaiDuc #TiepDan", 3, "mục tags"),
        (f"Chữ.\n\n{'HỘI NGHỊ ' * 12}", 3, "viết hoa"),
        ("Họ tên:\tNguyễn Văn A", 1, "phím Tab"),
        ("Chữ.\n\nthí sinh tuyển si-\nnh vào lớp một", 3, "dấu gạch nối"),
        ("UBND XÃ A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, "hai cột"),
        ("PHÒNG GD&ĐT Độc lập - Tự do - Hạnh phúc", 1, "hai cột"),
        ("Nơi nhận: TM. ỦY BAN NHÂN DÂN", 1, "hai cột"),
    ],
)
def test_what_looks_like_a_ruined_paste_is_told_with_its_line(text, line, word):
    assert any(at == line and word in sentence for sentence, at in parse(text).notes), parse(text).notes


@pytest.mark.parametrize(
    "text",
    [
        "Quốc hiệu NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HIẾN PHÁP NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "với tiêu ngữ Độc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Đứng #1 cả nước, mã C#",
    ],
)
def test_what_is_written_well_raises_no_doubt(text):
    assert parse(text).notes == ()


def test_a_paragraph_is_told_once_of_each_doubt():
    lines = "\n".join(
        f"Dòng {at} dài hơn năm mươi chữ cái để không ai coi là một câu thơ." for at in range(7)
    )
    assert [line for _, line in parse(lines).notes] == [1]
    assert [line for _, line in parse("#KhaiGiang #HoaiDuc\n#TruongHoc\n\n#Khac").notes] == [1, 4]


TYPED = {
    "#KhaiGiang #HoaiDuc\n#TruongHoc": "<p>#KhaiGiang #HoaiDuc<br>\n#TruongHoc</p>",
    "- #KhaiGiang": "<ul>\n<li>#KhaiGiang</li>\n</ul>",
    "Thông báo\n------------------": "<p>Thông báo</p>\n<hr>",
    "Thông báo\n=====\nLớp một": "<p>Thông báo</p>\n<hr>\n<p>Lớp một</p>",
    "Thông báo\n-": "<p>Thông báo</p>\n<p>-</p>",
    "## Ngôn ngữ C#": '<h2 id="ngon-ngu-c">Ngôn ngữ C#</h2>',
    "## Đóng ##": '<h2 id="dong">Đóng</h2>',
    "##Đề mục": '<h2 id="de-muc">Đề mục</h2>',
}


@pytest.mark.parametrize("text", TYPED)
def test_hashtags_and_rules_make_no_heading_and_headings_keep_their_signs(text):
    assert html(text) == TYPED[text]


@pytest.mark.parametrize("name", ["anh.jpg", "IMG 001.JPG", "IMG (1).JPG", "<IMG 001.JPG>"])
@pytest.mark.parametrize(
    "credit", ['"Ảnh: B"', "“Ảnh: B”", "”Ảnh: B”", "‘Ảnh: B’", '“Ảnh: B"', "'Ảnh: B'", "(Ảnh: B)"]
)
def test_who_took_a_photo_is_known_from_quotes_of_any_kind(name, credit):
    (photo,) = parse(f"![a b]({name} {credit})").photos
    assert (photo.name, photo.credit) == (name.strip("<>"), "Ảnh: B")
    assert parse(f"![a]({name})").photos[0].credit == ""


def test_a_word_that_stands_twice_is_told_in_the_line_where_it_is_wrong():
    body = parse("mau.pdf là tên tệp.\n\n[một](a.pdf)\n\n[hai](mau.pdf)\n\n![a](1.jpg)\n\n![b](1.jpg)")
    assert [(link.href, link.line) for link in body.links] == [("a.pdf", 3), ("mau.pdf", 5)]
    assert [photo.line for photo in body.photos] == [7, 9]


def test_words_of_headings_captions_and_films_are_as_written():
    body = parse(
        "## CO<sub>2</sub> &amp; *sạch* \\*\n\n![Giải \\* nhất](a.jpg)\n\n[Thu &amp; chi](https://youtu.be/x)"
    )
    assert body.headings[0].text == "CO2 & sạch *" and body.headings[0].anchor == "co2-sach"
    assert body.photos[0].caption == "Giải * nhất"
    assert body.blocks[-1].title == "Thu & chi"


@pytest.mark.parametrize("reference", ["&#2;", "&#x2;", "&#X1F", "&#57344;", "&#173;", "&#65279;"])
def test_no_reference_by_number_brings_in_what_no_page_or_feed_may_hold(reference):
    body = parse(f"## A{reference}!\n\nA{reference}! [b](c{reference}!)\n\n![A{reference}!](a.jpg)")
    assert body.headings[0].text == "A!" and body.plain == "A! b"
    assert 'A! <a href="c!">' in body.blocks[0].html and body.photos[0].caption == "A!"


def test_other_references_by_number_are_the_letters_they_name():
    assert html("&#8220;x&#8221; &#x111; &amp;#2;") == "<p>“x” đ &amp;#2;</p>"


@pytest.mark.parametrize("text", ["Thư](<a@b.vn>", "## Thư](<a@b.vn>", "<\\*a@b.vn>", '[a](b"x <b>y](5*2'])
def test_a_link_half_written_shows_no_sign_of_ours(text):
    body = parse(text)
    shown = repr((body.blocks, body.links, body.headings, body.plain))
    assert not any(sign in shown or repr(sign)[1:-1] in shown for sign in SIGNS), shown


@pytest.mark.parametrize("href", ["#noi-dung", "#Nội dung", "#muc-noi-dung"])
def test_a_link_to_a_heading_leads_there_by_the_name_its_editor_knows(href):
    assert 'href="#muc-noi-dung"' in html(f"## Nội dung\n\n[xem](<{href}>)")


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(list('ab1 \n\t|-*_#>[]()<>!`&;\\.:•đ@"')), max_size=80))
def test_no_text_is_a_fault_and_no_sign_of_ours_is_shown(text):
    body = parse(text)
    shown = repr(body)
    assert not any(sign in shown or repr(sign)[1:-1] in shown for sign in SIGNS), (text, shown)
