"""Signs that Markdown and HTML would take for their own are shown as an editor typed them."""

from html import escape

import pytest

from plugins.story.body import BodyParser
from plugins.vietnamese.text import clean


def parse(text: str):
    return BodyParser().parse(clean(text), 1)


def html(text: str) -> str:
    return "\n".join(getattr(block, "html", "") for block in parse(text).blocks).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "3 <b và c> 4",
        "3 < 5",
        "a < b và c > d",
        "<Tên> họ",
        "<ho ten>",
        "x<y>z",
        "5 < 10 > 3",
        "a<b",
        "<3",
        "<- và ->",
        "<=",
        "điền <lưu ý> vào",
        "<!-- dở",
        "<? dở",
        "<!x>",
        "</",
        "</i> lạ",
        "A <- B",
        "<<mục>>",
        "`<b>` và `<!-- a -->`",
    ],
)
def test_comparison_signs_and_placeholders_are_words(text):
    plain = html(text).replace("<code>", "`").replace("</code>", "`")
    assert plain == f"<p>{escape(text, quote=False)}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "giá* và thuế* nữa",
        "(*) Ghi chú (**) Khác",
        "09***123 và 08***1",
        "giá *, thuế *.",
        "x* *",
        "Họ tên: ____ ngày ____.",
        "(____), (____)",
        "https://vov.vn/a_b*c*d_e",
        "(xem https://vov.vn/*a*)",
        "2**3 và 4**5",
        "5*a*6*b",
        "ke_hoach_moi",
    ],
)
def test_stars_and_lines_that_are_no_emphasis_are_kept(text):
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*nghiêng* 3 * 4 * 5 xã *nữa*", "<em>nghiêng</em> 3 * 4 * 5 xã <em>nữa</em>"),
        ("*a* 5* xx *c*", "<em>a</em> 5* xx <em>c</em>"),
        ("**Ghi chú:**Nội dung", "<strong>Ghi chú:</strong>Nội dung"),
        ("**Hà**Nội", "<strong>Hà</strong>Nội"),
        ("***a*** và **b *c* d**", "<strong><em>a</em></strong> và <strong>b <em>c</em> d</strong>"),
        ("“*x*” (*y*) *“z”*", "“<em>x</em>” (<em>y</em>) <em>“z”</em>"),
        ("_a_, __b__.", "<em>a</em>, <strong>b</strong>."),
        ("**https://vov.vn**", "<strong>https://vov.vn</strong>"),
    ],
)
def test_what_is_meant_as_emphasis_is(text, shown):
    assert html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "mark", ["• ", "- ", "+ ", "* ", "· ", "\uf0b7\t", "o\t", "§\t", "– ", "▪", "\uf0a7 "]
)
@pytest.mark.parametrize("before", ["> ", ">", "> > "])
def test_bullets_of_any_kind_in_a_quotation_are_lists(mark, before):
    items = "<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>"
    quotes = before.count(">")
    shown = html(f"{before}{mark}Một\n{before}{mark}Hai")
    assert shown == "<blockquote>\n" * quotes + items + "\n</blockquote>" * quotes


def test_what_is_quoted_is_text_like_any_other():
    assert html("> Trăm năm\n> Trong cõi").count("<br>") == 1
    table = html("> a\tb\n> c\td\n>")
    assert table.count("<th>") == 2 and table.count("<td>") == 2
    assert html("> Lời một.\nĐoạn sau.").endswith("</blockquote>\n<p>Đoạn sau.</p>")
    assert html("- một\n> lời").startswith("<ul>\n<li>một</li>\n</ul>\n<blockquote>")
    assert parse("x\n\n> Chữ\n> - 12 -\n> #a #b").notes[-1][1] == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- > 80%: đạt\n- >= 5", "<ul>\n<li>&gt; 80%: đạt</li>\n<li>&gt;= 5</li>\n</ul>"),
        ("> 18 tuổi", "<p>&gt; 18 tuổi</p>"),
        ("> 1. Một", "<blockquote>\n<ol>\n<li>Một</li>\n</ol>\n</blockquote>"),
        ("> 30 năm\n>\n> qua", "<blockquote>\n<p>30 năm</p>\n<p>qua</p>\n</blockquote>"),
    ],
)
def test_a_sign_for_more_than_is_no_quotation(text, shown):
    assert html(text) == shown


def test_items_of_items_have_bullets_of_any_kind():
    assert html("1. Mục\n    • con\n    • con hai\n2. Hai").count("<ul>") == 1
    assert html("- Mục\n\n    ▪ con\n- hai").count("<ul>") == 2


KEPT = [
    "em ơi mùa lúa chín rồi\nđường về quê mẹ xa xôi một mình",
    "trăm năm trong cõi người ta\nchữ tài chữ mệnh khéo là ghét nhau\ntrải qua một cuộc bể dâu",
    "UBND xã A\nsố 5 phố Trôi\nHà Nội",
]
TOLD = {
    "Sáng nay, tại hội trường\nđông đảo bà con tới dự.": 1,
    "Đây là một dòng khá dài hơn năm mươi chữ cái cho chắc chắn\nngắn này\nrồi dòng nữa": 2,
}


@pytest.mark.parametrize("text", KEPT)
def test_lines_that_were_ended_on_purpose_stay_lines(text):
    assert html(text).count("<br>") == text.count("\n") and parse(text).notes == ()


@pytest.mark.parametrize("text", TOLD)
def test_lines_that_run_on_are_told_with_the_line_and_what_to_do(text):
    ((sentence, line),) = parse(text).notes
    assert line == TOLD[text] and "hai dấu cách" in sentence


def test_lines_that_a_window_wrapped_are_a_paragraph():
    wrapped = (
        "Sáng nay, tại hội trường của ủy ban nhân dân xã, đông\n"
        "đảo bà con tới dự buổi họp của thôn, nghe cán bộ nói\nvề đê."
    )
    assert "<br>" not in html(wrapped) and parse(wrapped).notes == ()


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("<script> là chữ.\n\nx\n\n<script>\nalert(1)\n</script>", [("<script>", 5)]),
        ("font\n\n<font color=red>đỏ</font>\n\n<FONT>x</FONT>", [("<font>", 3), ("<font>", 5)]),
        ("a\n\n<b onclick='x'>b</b>\n\n<b>c</b>", [("onclick=", 3)]),
        ("x\n\n<div class=a>\n\n**y**\n\n</div>", [("<div>", 3)]),
        ("a\nb <img\nsrc='a.jpg'> c", [("<img>", 2)]),
        ("- a\n- <u>b</u>\n\n> <u>c</u>", [("<u>", 2), ("<u>", 4)]),
        ("<a href='javascript:x'>a</a>\n\n<a href='file:///a'>b</a>", [("javascript:", 1), ("href=", 3)]),
        ("<o:p></o:p>x\n\n<td>y</td>", [("<o:p>", 1), ("<td>", 3)]),
    ],
)
def test_raw_html_that_is_taken_out_is_told_with_its_line(text, removed):
    assert list(parse(text).removed) == removed


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("a\n\n<a href='/x/'>x</a> [x](/x/)", [("/x/", 3), ("/x/", 3)]),
        ("/x/\n\n<p>\n<a href='/x/'>x</a></p>\n\n[x](/x/)", [("/x/", 4), ("/x/", 6)]),
        ("a@b.vn\n\n<a@b.vn> <https://vov.vn>", [("mailto:a@b.vn", 3), ("https://vov.vn", 3)]),
        ("a\n\n[x]() b", [("", 3)]),
        ("a\n\n[x](\nhttps://vov.vn) b", [("https://vov.vn", 3)]),
        ("[x][1] y\n\n[1]: https://vov.vn/ơ", [("https://vov.vn/ơ", 3)]),
        ("| [a](/x/) |\n|---|\n| <a href='/y/'>b</a> |", [("/x/", 1), ("/y/", 3)]),
    ],
)
def test_links_of_any_kind_know_their_line(text, links):
    assert [(link.href, link.line) for link in parse(text).links] == links


def test_markdown_in_a_tag_that_no_page_may_have_is_markdown():
    shown = html("<div>\n\n**x** <https://vov.vn>\n\n</div>\n<div>a</div><div>b</div>")
    assert (
        shown == '<p><strong>x</strong> <a href="https://vov.vn/">https://vov.vn</a></p>\n<p>a</p>\n<p>b</p>'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>một\n\nhai **x**", "<p>một</p>\n<p>hai <strong>x</strong></p>"),
        ("<p>a</p><p>b</p>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("- <p>a</p>\n- <div>b</div>", "<ul>\n<li>a </li>\n<li>b </li>\n</ul>"),
        ("> <p>a</p>", "<blockquote>\n<p>a </p>\n</blockquote>"),
        ("x<p>y", "<p>x&lt;p&gt;y</p>"),
        ("<li>x\n\n**y**", "<p>x</p>\n<p><strong>y</strong></p>"),
        ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
    ],
)
def test_a_paragraph_of_html_is_a_paragraph_and_takes_nothing_with_it(text, shown):
    assert html(text) == shown


def test_a_tag_that_nothing_closes_is_shown_and_told():
    body = parse("x\n\nChữ <b> thôi")
    assert "Chữ &lt;b&gt; thôi" in body.blocks[0].html and body.notes[0][1] == 3


@pytest.mark.parametrize(
    "text", ["| a | b |\n|---|---|\n| 1 | 2 |\nNguồn: X", "| a |\n|---|\n| 1 |\nNguồn: X"]
)
def test_a_line_below_a_table_is_no_row_of_it(text):
    assert html(text).endswith("</table>\n<p>Nguồn: X</p>")


@pytest.mark.parametrize("note", ["VOV", "1.234,5"])
def test_a_note_in_brackets_is_no_address(note):
    assert html(f"Theo [1].\n\n[1]: {note}") == f"<p>Theo [1].</p>\n<p>[1]: {note}</p>"
