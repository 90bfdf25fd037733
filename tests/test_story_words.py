"""No word that an editor typed is lost: it is on the page, in its place, or told with its line."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.story.body import BodyParser
from plugins.vietnamese.text import clean

# What is typed, and what readers shall read; alone where they are the same.
SAME = (
    "xã", "Đồng", "HỘI NGHỊ", "ngày 30/11/2026", "11-ĐA/TU", "số 45/2024/NĐ-CP", "Điều 5.", "1.234.567,8",
    "95%", "50 %", "5*20m", "5*a*6", "3 * 4 * 5", "2**3", "2_000_000", "ke_hoach_moi", "__init__", "x*",
    "*", "**", "_", "(*)", "giá*: 5", "09***12", "tên: ____", "(____)", "3 < 5", "a<b", "x<y>z", "<Tên>",
    "<ho ten>", "3 <b và c> 4", "5 < 10 > 3", "<", ">", "<-", "->", "<=", "<3", "<b>", "</i>", "<!--",
    "<?", "<!x>", "</", "&", "AT&T", "R&D;", "&c", "a&b;c", "[1]", "[sic]", "[^1]", "[x] (y)", "[", "]",
    "![x]", "{{x}}", "{% y %}", "#1", "~5", "+84", "-5", "–", "“trích”", "'đơn'", "`", "a`b", "C:\\tin",
    "D:\\", "\\", "a|b", "|", "vov.vn", "https://vov.vn/a_b_c*d", "a@b.vn", "(a)", "a)", "1)", "=", "==",
    "---", "...", "^", "$5", "§ 3",
)  # fmt: skip
CHANGED = {
    "*nghiêng*": "nghiêng",
    "**đậm**": "đậm",
    "_gạch_": "gạch",
    "`mã <b> *x*`": "mã <b> *x*",
    "<a@b.vn>": "a@b.vn",
    "<https://vov.vn/x>": "https://vov.vn/x",
    "[chữ](https://vov.vn/x_y)": "chữ",
    "[hai chữ](<Tệp a.pdf>)": "hai chữ",
    "<b>đậm</b>": "đậm",
    "<u>gạch chân</u>": "gạch chân",
    "<font color=red>đỏ</font>": "đỏ",
    "CO<sub>2</sub>": "CO 2",
    "<span style='a'>lót</span>": "lót",
    "<o:p></o:p>": "",
    "a<br>b": "a b",
    "\\*sao\\*": "*sao*",
    "&amp;": "&",
    "&#8220;": "“",
    "x&nbsp;y": "x y",
}
INLINE = st.sampled_from([(each, each) for each in SAME] + list(CHANGED.items()))
MARKS = "- |* |+ |• |•|– |\uf0b7\t|o\t|§\t|·\u00a0|1. |2. |  - |    - |\t- |1) |a) |+) |1.\u00a0".split("|")
STARTS = (
    "", "", "", " ", "\t", "    ", "# ", "## ", "> ", ">", "> > ", "> • ", "- > ", "[1]: ", "[^1]: ", ": ",
    "* * ",
)  # fmt: skip


@st.composite
def line(draw, least=1):
    """(typed, read) of one line without its mark."""
    parts = draw(st.lists(INLINE, min_size=least, max_size=5))
    glue = draw(st.sampled_from((" ", " ", " ", ", ")))
    return glue.join(typed for typed, _ in parts), glue.join(read for _, read in parts)


@st.composite
def block(draw):
    """[(typed, read)] of lines that stand together."""
    kind = draw(st.sampled_from(("lines", "list", "table", "tabs", "html", "mixed")))
    lines = draw(st.lists(line(), min_size=1, max_size=4))
    if kind == "list":
        mark = draw(st.sampled_from(MARKS))
        return [(mark + typed, read) for typed, read in lines]
    if kind == "mixed":
        return [(draw(st.sampled_from(STARTS + tuple(MARKS))) + typed, read) for typed, read in lines]
    if kind in ("table", "tabs"):
        rows = [draw(st.lists(line(), min_size=1, max_size=4)) for _ in lines]
        cells = [
            ([typed.replace("|", "/") for typed, _ in row], [read.replace("|", "/") for _, read in row])
            for row in rows
        ]
        if kind == "tabs":
            return [("\t".join(typed), " ".join(read)) for typed, read in cells]
        drawn = [(f"| {' | '.join(typed)} |", " ".join(read)) for typed, read in cells]
        return [drawn[0], (f"|{'---|' * len(cells[0][0])}", ""), *drawn[1:]]
    if kind == "html":
        tag = draw(st.sampled_from(("div", "p", "center", "blockquote", "section")))
        return [(f"<{tag}>", ""), *lines, (f"</{tag}>", "")]
    return lines


BODIES = st.lists(st.tuples(block(), st.integers(0, 2)), min_size=1, max_size=4)


def read_by_people(body) -> str:
    """What a page shows of a body, in order."""
    parts = []
    for each in body.blocks:
        if each.kind in ("html", "table"):
            parts.append(unescape(re.sub(r"<[^>]*>", " ", each.html)))
        elif each.kind in ("video", "player"):
            parts.append(each.title)
        else:
            photos = each.photos if each.kind == "gallery" else (each.photo,)
            parts += [body.photos[photo].caption for photo in photos]
    return " ".join(parts)


def told(body) -> set[int | None]:
    return {
        *(at for _, at in body.notes),
        *(at for _, at in body.removed),
        *(at for at, *_ in body.surplus),
        *(each.line for each in (*body.refused, *body.wordless, *body.misplaced)),
    }


WORD = re.compile(r"[^\W_]+")


def lost(blocks) -> list[tuple[str, int]]:
    """(word, line) of each that neither stands in its place nor is told."""
    lines = [each for block, gap in blocks for each in (*block, *[("", "")] * gap)]
    body = BodyParser().parse(clean("\n".join(typed for typed, _ in lines)), 1)
    known, shown = told(body), WORD.findall(read_by_people(body))
    words = [(w, at) for at, (_, read) in enumerate(lines, 1) for w in WORD.findall(clean(read))]
    return _out_of_place(words, shown, known)


def _out_of_place(words, shown, known) -> list[tuple[str, int]]:
    """What is left of `words` where as many as can be stand in order in `shown`, the untold first."""
    best = [[0] * (len(shown) + 1) for _ in range(len(words) + 1)]
    for a in range(len(words) - 1, -1, -1):
        word, line = words[a]
        worth = 1 if line in known else 1000
        for b in range(len(shown) - 1, -1, -1):
            with_it = best[a + 1][b + 1] + worth if shown[b] == word else 0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], with_it)
    missing, a, b = [], 0, 0
    while a < len(words):
        if b < len(shown) and best[a][b] == best[a][b + 1]:
            b += 1
        elif best[a][b] == best[a + 1][b]:
            missing += [words[a]] if words[a][1] not in known else []
            a += 1
        else:
            a, b = a + 1, b + 1
    return missing


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_every_word_is_on_the_page_in_its_place_or_told_with_its_line(blocks):
    assert lost(blocks) == []
