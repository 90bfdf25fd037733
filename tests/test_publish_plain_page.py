"""What is found of pages without a parser is what the parsers find, wherever a fault stands."""

import random
import re

import pytest

from plugins.publish.checks.inspect_files import _parsed
from plugins.publish.checks.plain_page import read_plain

SITEURL = "https://tram-tin.example"
ADDRESS = "/tin/2024/06/bai/"
# Of each, whether a page that has it once more, in its head or in its body, may be told without a parser.
IN_HEAD = {
    '<meta property="article:published_time" content="2024-06-01T08:00:00+07:00">': True,
    '<meta property="og:image" content="https://noi-khac.example/a.png">': True,
    '<meta name="description" content="Hai">': False,
    '<meta name="Description" content="Hai">': False,
    '<meta http-equiv="refresh" content="0; url=\'/khac/\'">': True,
    '<link rel="canonical" href="https://noi-khac.example/">': False,
    '<link rel="Canonical" href="https://noi-khac.example/">': False,
    '<link rel="stylesheet" href="https://noi-khac.example/a.css">': False,
    '<link rel="stylesheet" href="/theme/khac.css">': True,
    "<title>Hai</title>": False,
    "<script>chay()</script>": False,
    '<script type="application/ld+json">{"a": "b@c.example"}</script>': True,
    "<style>p {}</style>": False,
}
IN_BODY = {
    '<a href="khac/#x">a</a>': True,
    '<a href="#noi-dung">a</a>': True,
    '<a href="/a%20b/?c=1&amp;d#e%20f">a</a>': True,
    '<a href="">a</a>': True,
    "<a href>a</a>": True,
    '<a href="//noi-khac.example/">a</a>': True,
    '<a href="mailto:a@b.example">a</a>': True,
    '<a href="javascript:chay()">a</a>': False,
    '<a href=" JavaScript:chay()">a</a>': False,
    '<a href="/%ff/">a</a>': False,
    '<a href="https://[mat/">a</a>': False,
    '<a name="ten">a</a>': True,
    '<p id="ve\u0302">a</p>': True,
    '<p id="noi-dung">a</p>': False,
    "<p id>a</p>": False,
    '<p id="hai">a</p><p id="hai">b</p>': False,
    '<p style="color: red">a</p>': False,
    '<p onclick="chay()">a</p>': False,
    '<p title="a onclick=">a</p>': True,
    "<h1>Hai</h1>": False,
    '<img src="/media/a.webp">': False,
    '<img src="/media/a.webp" srcset="/media/b.webp 2x, /media/c.webp 3x" alt="">': True,
    '<img src="https://noi-khac.example/a.png" alt="">': False,
    '<video src="/a.mp4" preload="none" poster="/p.jpg"></video>': True,
    '<form action="/tim/"><button formaction="/khac/">a</button></form>': True,
    '<svg viewBox="0 0 1 1"><a href="/svg/"><path d="M0"/></a></svg>': False,
    '<svg><use xlink:href="/a.svg#b"/></svg>': False,
    '<template><a href="/trong-khuon/" id="trong-khuon" onclick="">a</a></template>': True,
    '<noscript><img src="/khong-ma.gif" alt=""></noscript>': True,
    '<iframe src="https://noi-khac.example/"></iframe>': False,
    "<p>http://localhost:8000/a</p>": False,
    "<p>Bien.Tap@noi.example, 1 &lt; 2</p>": True,
    "<p>không đóng": False,
    "<p>a & b</p>": False,
}
HEAD, BODY = (
    re.compile(r"\n(?=<(?:link|meta|script)\b)|(?=</head>)"),
    re.compile(r"(?<=</p>)|(?<=</article>)"),
)


@pytest.fixture(scope="module")
def whole(pages, addresses):
    return [pages[address].file.read_text("utf-8") for address in sorted({*addresses.values()})]


def siteurl_of(html: str) -> str:
    return re.search(r'rel="canonical" href="(https?://[^/"]+)/', html)[1]


def _is_shown(html: str, at: int) -> bool:
    return html.count("<template", 0, at) == html.count("</template", 0, at)


def test_every_page_of_the_sample_is_told_without_a_parser(pages):
    for address, page in pages.items():
        html = page.file.read_text("utf-8")
        siteurl = siteurl_of(html) if 'rel="canonical"' in html else SITEURL
        assert read_plain(html, address, siteurl) == _parsed(html, address, siteurl), address


@pytest.mark.parametrize("place", [HEAD, BODY], ids=["head", "body"])
def test_what_stands_anywhere_is_found_as_by_the_parsers(whole, place):
    chance, taken = random.Random(1), set[str]()
    for part, may in (IN_HEAD if place is HEAD else IN_BODY).items():
        for html in chance.sample(whole, 3):
            places = [found.end() for found in place.finditer(html)]
            at = chance.choice([each for each in places if place is HEAD or _is_shown(html, each)])
            planted = f"{html[:at]}\n{part}\n{html[at:]}"
            siteurl = siteurl_of(html) if 'rel="canonical"' in html else SITEURL
            found, right = read_plain(planted, ADDRESS, siteurl), _parsed(planted, ADDRESS, siteurl)
            assert found in (None, right), part
            assert found is None or may, part
            if found:
                taken.add(part)
                assert not right.wrong
    known = IN_HEAD if place is HEAD else IN_BODY
    assert taken == {part for part, may in known.items() if may}  # or nothing was compared


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' lang="vi"', ""),
        (' lang="vi"', ' lang=""'),
        ("<title>", "<title> </title><!-- "),
        ('<meta name="description" content="', '<meta name="description" content="" data-a="'),
        ("<h1", "<h2"),
        ('rel="canonical" href="', 'rel="canonical" href="https://noi-khac.example/" data-a="'),
        ("<!doctype html>", ""),
        ("</body>", ""),
    ],
)
def test_a_page_that_lacks_what_each_must_have_goes_to_the_parsers(whole, old, new):
    html = next(each for each in whole if 'rel="canonical"' in each)
    assert old in html
    assert read_plain(html.replace(old, new, 1), ADDRESS, siteurl_of(html)) is None


def test_one_part_on_two_pages_leads_where_each_page_says(whole):
    html = whole[0].replace("</main>", '<a href="ben-canh/">a</a></main>')
    siteurl = siteurl_of(html) if 'rel="canonical"' in html else SITEURL
    for address in ("/mot/", "/hai/"):
        assert f"{address}ben-canh/" in read_plain(html, address, siteurl).targets
