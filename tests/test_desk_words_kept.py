"""Whatever a paper's lines are taken for, none of their words is lost; all that is random is read or told."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk.arrange import arranged
from plugins.desk.blocks import Block, Cell, Document, Paragraph, Picture, Run, Table
from plugins.desk.captions import Photo
from plugins.desk.markdown import text_of

LINES = (
    *(
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "(Đã ký)",
        "Nguyễn Văn An",
        "Nơi nhận:",
        "- Lưu: VT.",
        "Như trên;",
    ),
    *(
        "1. Một việc",
        "2. Hai việc:",
        "a) Ba việc;",
        "- Bốn việc",
        "+ Năm việc",
        "I. MỤC ĐÍCH",
        "PHỤ LỤC",
        "BÁO CÁO",
    ),
    *("TIN BUỒN", "CỤ LÊ VĂN BẢY", "UBND XÃ LẠI YÊN", "Số: 5/TB-UBND", "Lại Yên, ngày 28 tháng 11 năm 2026"),
    *("Sáng ngày 28/11/2026, xã họp dân ở nhà văn hóa thôn.", "Về việc họp dân", "PV: Xin ông cho biết?", ""),
    *("Trạm Y tế xã", "Lời dưới ảnh", "Chương I. CHUNG", "Một\nHai", "Thôn\tSố hộ", "An Thọ\t12", "© ★ ☎ 🔔"),
)
PARAGRAPH = st.builds(
    lambda text, bold, italic, centred, right: Paragraph((Run(text, bold, italic),), "", centred, right),
    st.sampled_from(LINES),
    *(st.booleans() for _ in range(4)),
)
CELLS = st.lists(st.lists(PARAGRAPH, max_size=2).map(tuple).map(Cell), min_size=1, max_size=3).map(tuple)
TABLE = st.builds(Table, st.lists(CELLS, min_size=1, max_size=3).map(tuple), st.just(1), st.booleans())
PICTURE = st.builds(Picture, st.sampled_from([b"a", b"b"]), st.just(".jpg"), st.just(""), st.booleans())


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def lines_of(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in lines_of(cell.blocks))
        elif isinstance(block, Paragraph):
            yield block.text


@settings(max_examples=200, deadline=None)
@given(blocks=st.lists(PARAGRAPH | TABLE | PICTURE, max_size=14))
def test_no_word_of_a_paper_is_lost_whatever_it_is_taken_for(blocks):
    story = arranged(Document(list(blocks)), ("Thông báo",), ("Lại Yên",))
    photos = [each for each in story.body if isinstance(each, Photo)]
    other = [each for each in story.body if not isinstance(each, Photo)]
    told = " ".join([story.title, story.lead, story.author, story.source, *map(str, story.losses)])
    captions = " ".join(f"{each.caption} {each.credit}" for each in photos)
    kept = words_of(f"{told} {captions} {text_of(other)}".replace("<br>", " "))
    lost = words_of("\n".join(lines_of(blocks))) - kept
    assert not lost, (lost, story)
    assert len(photos) == len([each for each in blocks if isinstance(each, Picture)])
