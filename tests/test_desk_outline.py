"""Lists in lists, headings and signatures of a paper come as an editor would type them, every word kept."""

import pytest

from plugins.desk.arrange import arranged
from plugins.desk.blocks import Block, Document, Heading, Item, Paragraph, Picture, Run, Table
from plugins.desk.layout_tables import flat
from plugins.desk.markdown import text_of
from plugins.desk.outline import in_order
from plugins.desk.signature import with_signatures
from plugins.story.body import BodyParser
from tests.test_desk_layout import cell, line


def html_of(markdown: str) -> str:
    return "".join(getattr(block, "html", "") for block in BodyParser().parse(markdown).blocks)


@pytest.mark.parametrize(
    "typed, written, html",
    [
        ("a) Một|b) Hai", "a) Một\nb) Hai", "<p>a) Một</p><p>b) Hai</p>"),
        (
            "1. Một|2. Hai|a) Ba|b) Bốn|3. Năm",
            "1. Một\n2. Hai\n    a) Ba\n    b) Bốn\n3. Năm",
            "<ol><li>Một</li><li><p>Hai</p><p>a) Ba</p><p>b) Bốn</p></li><li><p>Năm</p></li></ol>",
        ),
        (
            "1. Một|a) Hai|- Ba|- Bốn|b) Năm",
            "1. Một\n    a) Hai\n        - Ba\n        - Bốn\n    b) Năm",
            "<ol><li><p>Một</p><p>a) Hai</p><ul><li>Ba</li><li>Bốn</li></ul><p>b) Năm</p></li></ol>",
        ),
        ("1. Một|- Hai|- Ba|2. Bốn", "1. Một\n    - Hai\n    - Ba\n2. Bốn", None),
        ("- Một|- Hai|1. Ba|2. Bốn", "- Một\n- Hai\n\n1. Ba\n2. Bốn", None),
        ("1) Một|2) Hai", "1) Một\n2) Hai", None),
        ("2. Một|Một đoạn.|3. Hai", "2. Một\n\nMột đoạn.\n\n3. Hai", None),
        ("đ) Một|e) Hai", "đ) Một\ne) Hai", None),
        ("2026. Một|a. Hai|1.1. Ba", "2026. Một\n\na. Hai\n\n1.1. Ba", None),
    ],
)
def test_numbers_typed_by_hand_are_tight_lists(typed, written, html):
    blocks: list[Block] = [
        Item("-", 0, (Run(text[2:]),)) if text.startswith("- ") else line(text) for text in typed.split("|")
    ]
    assert text_of(in_order(blocks)) == f"{written}\n"
    assert html is None or html_of(written).replace("\n", "") == html


def test_lists_of_the_program_keep_their_depth():
    items = [Item(sign, depth, (Run("x"),)) for sign, depth in (("-", 0), ("-", 1), ("-", 2), ("-", 0))]
    assert [each.depth for each in in_order(items)] == [0, 1, 2, 0]
    items = [Item(sign, depth, (Run("x"),)) for sign, depth in (("Điều 1.", 0), ("a)", 1), ("Điều 2.", 0))]
    assert [each.depth for each in in_order(items)] == [0, 1, 0]


@pytest.mark.parametrize(
    "levels, written",
    [((3, 3), (2, 2)), ((2, 3, 3, 2), (2, 3, 3, 2)), ((2, 4, 4), (2, 3, 3)), ((3, 2, 3), (2, 2, 3))],
)
def test_no_level_of_headings_is_skipped(levels, written):
    blocks = in_order([Heading(level, (Run("Phần"),)) for level in levels])
    assert tuple(block.level for block in blocks) == written


def head(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),))


def middle(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),), centred=True)


RUN_IN = Paragraph((Run("1. Đối tượng: ", bold=True), Run("Công dân nam.")))


@pytest.mark.parametrize(
    "blocks, written",
    [
        ([head("I. MỤC ĐÍCH"), head("1. Chung"), line("Một.")], "## I. Mục đích\n\n### 1. Chung\n\nMột."),
        ([head("1. Chung"), Picture(b"a", ".jpg")], "## 1. Chung"),
        ([head("1. Ông An"), head("2. Bà Lan"), line("Một.")], "1. **Ông An**\n\n## 2. Bà Lan\n\nMột."),
        ([RUN_IN, head("2. Hồ sơ"), line("Một.")], "## 1. Đối tượng\n\nCông dân nam.\n\n## 2. Hồ sơ\n\nMột."),
        ([RUN_IN, line("2. Hồ sơ"), line("Một.")], "1. **Đối tượng:** Công dân nam.\n2. Hồ sơ\n\nMột."),
        (
            [line("Một."), middle("PHỤ LỤC I"), middle("CHỈ TIÊU TRỒNG CÂY"), line("Hai.")],
            "Một.\n\n## Phụ lục I. Chỉ tiêu trồng cây\n\nHai.",
        ),
        (
            [
                line("Một."),
                middle("DANH SÁCH"),
                line("(Kèm theo)"),
                Table(((cell("Tên"), cell("Thôn")), (cell("An"), cell("1")))),
            ],
            "Một.\n\n## Danh sách\n\n(Kèm theo)\n\n| Tên | Thôn |\n| --- | --- |\n| An | 1 |",
        ),
        ([line("I. MỤC ĐÍCH CHUNG"), line("Một.")], "## I. Mục đích chung\n\nMột."),
        ([line("I. Mục đích"), line("Một.")], "I. Mục đích\n\nMột."),
        ([line("Một."), middle("QUYẾT ĐỊNH:"), line("Hai.")], "Một.\n\n**Quyết định:**\n\nHai."),
    ],
)
def test_headings_are_known_by_their_looks_and_their_numbers(blocks, written):
    story = arranged(Document([Paragraph((Run("Xã họp"),), "title"), line("Mở đầu."), *blocks]))
    shown = [each for each in story.body[1:] if not hasattr(each, "picture")]
    assert text_of(shown) == f"{written}\n"


def bold(*lines: str) -> list[Block]:
    return [Paragraph((Run(each, bold=True),)) for each in lines]


TO = ["Nơi nhận:", "- UBND huyện;", "- Lưu: VT."]
BY = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Quốc Bảo"]
SENT = "Nơi nhận:\n\n- UBND huyện;\n- Lưu: VT."
SIGNED = "  \n".join(f"**{each}**" for each in BY)


@pytest.mark.parametrize(
    "end, written",
    [
        ([*map(line, TO), *bold(*BY)], f"{SENT}\n\n{SIGNED}"),
        ([Table(((cell(*TO), cell(*BY)),), framed=False)], f"{SENT}\n\n{SIGNED.replace('**', '')}"),
        ([*bold(*BY), *map(line, TO)], f"{SIGNED}\n\n{SENT}"),
        (
            [line("Nơi nhận:\nNhư trên;\nLưu: VT."), line("\n".join(BY))],
            f"Nơi nhận:\n\n- Như trên;\n- Lưu: VT.\n\n{SIGNED.replace('**', '')}",
        ),
        (
            [*map(line, ("KT. TRƯỞNG PHÒNG", "(Đã ký)", "Thiếu tá Lê Văn An"))],
            "KT. TRƯỞNG PHÒNG  \n(Đã ký)  \nThiếu tá Lê Văn An",
        ),
        ([*map(line, ("HIỆU TRƯỞNG", "NGUYỄN THỊ LAN"))], "HIỆU TRƯỞNG  \nNGUYỄN THỊ LAN"),
        (
            [
                Table(
                    ((cell("THƯ KÝ", "(Ký, ghi rõ họ tên)", "Lê An"), cell("CHỦ TỌA", "Trần Bình")),),
                    framed=False,
                )
            ],
            "THƯ KÝ  \n(Ký, ghi rõ họ tên)  \nLê An\n\nCHỦ TỌA  \nTrần Bình",
        ),
        # No signatures.
        (
            [line("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"), line("Căn cứ Luật Đất đai;")],
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\n\nCăn cứ Luật Đất đai;",
        ),
        ([line("BÍ THƯ CHI BỘ LÀM GƯƠNG"), line("Ông đi đầu.")], "BÍ THƯ CHI BỘ LÀM GƯƠNG\n\nÔng đi đầu."),
    ],
)
def test_who_signs_a_paper_is_one_paragraph_and_to_whom_it_goes_a_list(end, written):
    blocks = with_signatures([line("Một đoạn."), *flat(end)])
    assert text_of(blocks) == f"Một đoạn.\n\n{written}\n"
    assert html_of(written).count("<p>") == written.count("\n\n") + 1 - written.count("\n\n- ")


def test_who_signed_is_no_author_and_a_seal_stays():
    seal = Picture(b"seal", ".png")
    end = [*map(line, BY[:3]), seal, line(BY[3])]
    story = arranged(Document([Paragraph((Run("Xã họp"),), "title"), line("Một đoạn của bài."), *end]))
    assert story.author == "" and story.body[1].text.split("\n") == BY and story.body[2].picture is seal
