"""Pages that are taken for valid without a parser: never one of which a parser would complain."""

import random
import re

import pytest
from justhtml import JustHTML

from plugins.publish.checks.markup import faults
from plugins.publish.checks.plain_html import BLOCKS, HOLDS, INLINE, SHAPES, TEXTLESS, VOID, _fits, is_plain

HEAD = '<!doctype html>\n<html lang="vi"><head><title>Bài</title></head><body>'
TAIL = "</body></html>\n"


def complaints(html: str) -> list[str]:
    found = JustHTML(html, collect_errors=True, sanitize=False).errors
    return [error.code for error in found] + list(faults(html))


def page(body: str) -> str:
    return HEAD + body + TAIL


def test_every_page_of_the_sample_is_plain(pages):
    assert [address for address, page in pages.items() if not is_plain(page.file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>một<p>hai",
        "<p><div>khối</div></p>",
        "<p><b>chéo</p></b>",
        "<p>a & b</p>",
        "<p>a &hellip b</p>",
        "<p>1 < 2</p>",
        "<div/>",
        '<p class="a" class="b"></p>',
        '<p class="a"id="b"></p>',
        "<p class=a'b></p>",
        '<a href="/"><a href="/">trong</a></a>',
        '<a href="/"><span><a href="/">sâu</a></span></a>',
        "<form><div><form></form></div></form>",
        "<button><button></button></button>",
        "<h2>a<h3>b</h3></h2>",
        "<ul><p><li>a</li></p></ul>",
        "<div><li>a</li></div>",
        "<table><tr><td>a</td></tr></table>",
        "<table>chữ</table>",
        "<table><tbody>chữ<tr><td>a</td></tr></tbody></table>",
        "<table><tbody><tr>\u00a0<td>a</td></tr></tbody></table>",
        "<table><tbody><td>a</td></tbody></table>",
        "<tr><td>a</td></tr>",
        "<select><p>a</p></select>",
        "<svg><p>a</p></svg>",
        "<svg><g>a</svg></g>",
        "<title>hai</title>",
        "<body><p>a</p></body>",
        "<head></head>",
        "</p>",
        "</br>",
        "<br></br>",
        "<p>a\x00</p>",
        "<p>a\x0c</p>",
        "<p>a\ufdd0</p>",
        "<p>a\x85</p>",
        "<!-- a -- b -->",
        "<!--> -->",
        "<?php ?>",
        "<![CDATA[a]]>",
        "<script>a < b</script>",
        "<P>hoa</P>",
        "</body></html><p>sau</p>",
        "<plaintext>",
        "<iframe></iframe>",
        "<image>",
        "<dl><div><p><dt>a</dt></p></div></dl>",
        "<div><div><dt>a</dt></div></div>",
    ],
)
def test_whatever_is_not_plain_goes_to_the_parser(body):
    assert not is_plain(page(body))


@pytest.mark.parametrize(
    "html",
    [
        page("<p>a</p>").replace("<!doctype html>", ""),
        page("<p>a</p>").replace("<!doctype html>", "<!doctype html><p>"),
        page("<p>a</p>").replace("<head>", ""),
        page("<p>a</p>").replace("<head>", "<head>chữ"),
        page("<p>a</p>").replace("<body>", "chữ<body>"),
        page("<p>a</p>").replace("</head><body>", "<body>").replace("</body>", "</body></head>"),
        page("<p>a</p>") + "<p>b</p>",
        page("<p>a</p>") + "chữ",
        page("<p>a</p>") + page("<p>a</p>"),
        "",
    ],
)
def test_so_does_a_page_whose_frame_is_not_whole(html):
    assert not is_plain(html)


NAMES = sorted(
    (BLOCKS | INLINE | SHAPES | VOID | {name for each in HOLDS.values() for name in each} | HOLDS.keys())
    - {""}
)
TEXTS = ["chữ", " ", "\n", "a &amp; b", "&nbsp;", "a > b", '"', "<!-- a -->"]
ATTRIBUTES = ["", "", ' class="a"', " hidden", ' href="/a?b=1&amp;c" data-a="1"']


def tree(chance: random.Random, open_tags: list[str]) -> str:
    """Any elements that may stand inside those that are open."""
    parts = []
    for _ in range(chance.randint(0, 4)):
        if chance.random() < 0.3:
            parts.append("" if open_tags[-1] in TEXTLESS else chance.choice(TEXTS))
        elif fitting := [each for each in chance.sample(NAMES, 25) if _fits(each, open_tags)]:
            name = chance.choice(fitting)
            parts.append(f"<{name}{chance.choice(ATTRIBUTES)}>")
            if name not in VOID:
                inner = tree(chance, [*open_tags, name]) if len(open_tags) < 10 else ""
                parts.append(f"{inner}</{name}>")
    return "".join(parts)


@pytest.mark.parametrize("seed", range(4))
def test_no_tree_of_elements_is_taken_of_which_a_parser_complains(seed):
    chance = random.Random(seed)
    for _ in range(250):
        html = page(tree(chance, ["", "html", "body"]))
        assert is_plain(html) and complaints(html) == [], html


@pytest.mark.parametrize(
    "body",
    [
        "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
        "<template><li>a</li></template>",
        '<svg viewBox="0 0 1 1"><path d="M0"/></svg>',
        '<p>a<br>b <img src="/a.webp" alt=""></p>',
        "<table><caption>a</caption><thead><tr><th>a</th></tr></thead></table>",
    ],
)
def test_what_pages_are_made_of_is_taken(body):
    assert is_plain(page(body)) and complaints(page(body)) == []


@pytest.mark.parametrize("seed", range(3))
def test_nor_is_a_page_of_the_sample_in_which_elements_are_others(pages, addresses, seed):
    chance = random.Random(seed)
    whole = [pages[address].file.read_text("utf-8") for address in sorted({*addresses.values()})]
    taken = 0
    for _ in range(60):
        parts = re.split(r"(</?[a-z][a-z0-9]*)", chance.choice(whole))
        pairs, open_tags = [], []
        for number, part in enumerate(parts):
            if part.startswith("</") and number % 2:
                pairs.append((open_tags.pop(), number))
            elif (
                number % 2 and part[1:] not in VOID and not parts[number + 1].partition(">")[0].endswith("/")
            ):
                open_tags.append(number)
        for start, end in chance.sample(pairs, 2):
            name = chance.choice(NAMES)
            parts[start], parts[end] = f"<{name}", f"</{name}"
        html = "".join(parts)
        if is_plain(html):
            taken += 1
            assert complaints(html) == []
    assert taken > 2  # or nothing was tried
