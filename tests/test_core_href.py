"""Every address in a page is written as a browser must send it; Chromium says what that is."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import unquote

import pytest
from PIL import Image

from plugins.core.href import href, is_href
from plugins.core.schema import checked
from plugins.portal.settings import Link, Organisation
from plugins.story.body import BodyParser
from plugins.story.links import internal_target
from tests.test_pages_links import urls_of

# What Chromium makes of an address, in the form in which it was written.
SERIALISED = """written => written.map(each => {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.test(each), base = "https://x.invalid/a/b/";
  const up = scheme ? "" : each.match(/^([.][.][/])*/)[0];
  const url = new URL(each.slice(up.length), base);
  if (scheme) return url.href;
  if (each.startsWith("//")) return url.href.slice("https:".length);
  const path = url.pathname + url.search + url.hash;
  return up + (each.startsWith("/") ? path : path.slice("/a/b/".length));
})"""
SENT = {
    "/tin/Đề án 50%.pdf": "/tin/%C4%90%E1%BB%81%20%C3%A1n%2050%25.pdf",
    "Kế hoạch số 12.pdf#trang=3": "K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2012.pdf#trang=3",
    "a%20b%zz.pdf": "a%20b%25zz.pdf",
    "tệp\u00a0mới.pdf": "t%E1%BB%87p%20m%E1%BB%9Bi.pdf",
    "../khác/": "../kh%C3%A1c/",
    "#Nội dung": "#N%E1%BB%99i%20dung",
    "?q=gạo nếp&n='1'": "?q=g%E1%BA%A1o%20n%E1%BA%BFp&n=%271%27",
    "/tin\\2024\\bài": "/tin/2024/b%C3%A0i",
    "/a/../b/./c/%2e%2E/d/..": "/b/",
    "/tin/2024/06/bai/": "/tin/2024/06/bai/",
    " https://VOV.vn ": "https://vov.vn/",
    "HTTPS://vov.vn:443/Tin?a=1": "https://vov.vn/Tin?a=1",
    "https://vov.vn:8080": "https://vov.vn:8080/",
    "https:\\\\vov.vn\\tin": "https://vov.vn/tin",
    "https://Hà-Nội.vn/Tin tức": "https://xn--h-ni-0na4517b.vn/Tin%20t%E1%BB%A9c",
    "//vov.vn?a": "//vov.vn/?a",
    "https://my_host.vn/a|b[1]^`{}<>\"": "https://my_host.vn/a%7Cb%5B1%5D%5E%60%7B%7D%3C%3E%22",
    "https://vov.vn/?a[0]=1#x#y": "https://vov.vn/?a%5B0%5D=1#x%23y",
    "https://x.vn/a;b=1,2/(c)!*'~@": "https://x.vn/a;b=1,2/(c)!*'~@",
    "http://[::1]:8000/a": "http://[::1]:8000/a",
    "http://127.0.0.1/": "http://127.0.0.1/",
    "mailto:a@b.vn?subject=Góp ý": "mailto:a@b.vn?subject=G%C3%B3p%20%C3%BD",
    "MAILTO:Vũ@b.vn": "mailto:V%C5%A9@b.vn",
    "tel:024 3386 1234": "tel:02433861234",
    "": "",
}  # fmt: skip


@pytest.mark.parametrize("written", SENT)
def test_an_address_is_percent_encoded_once(written):
    assert href(written) == SENT[written] == href(SENT[written])


def test_what_is_sent_is_what_chromium_sends(browser):
    page = browser.new_page()
    sent = [each for each in SENT.values() if each]
    assert page.evaluate(SERIALISED, sent) == sent
    # The same place as the one written; a space of Word is a space, a telephone has none, and a
    # percent sign that begins no code is one (Chromium sends it bare, and servers refuse it).
    ours = ("\u00a0", "tel:", "50%", "%zz", "|", "[")
    same = [each for each in SENT if each and not any(odd in each for odd in ours)]
    places = "urls => urls.map(each => new URL(each, 'https://x.invalid/a/b/').href)"
    assert page.evaluate(places, same) == page.evaluate(places, [SENT[each] for each in same])
    page.close()


@pytest.mark.parametrize(
    "written", ["https://[tên-miền]/", "//[a", "https:/vov.vn", "https://", "http://a b.vn/", "http://x:99999/",
                "https://1.2.3", "https://a..vn/", "https://vov.vn<", "http://300.1.1.1/"]
)  # fmt: skip
def test_what_is_no_address_is_known(written):
    assert not is_href(written)


def test_every_address_in_every_page_is_as_a_browser_sends_it(browser, pages):
    every = sorted({url for page in pages.values() for url in urls_of(page) if url})
    page = browser.new_page()
    assert page.evaluate(SERIALISED, every) == every
    page.close()


BODY = """[a](/tin/Đề án/) [b](<https://Hà-Nội.vn/x y>) [c][1] <a href="/x y?z=ơ">d</a>

| [e](Tệp 5%.pdf) |
|---|
| x |

[Phim](https://youtu.be/x?t=1 "a")

[Nghe](<Bài hát.mp3>)

[1]: https://vov.vn/Tin%20mới
"""


ODD = """## Đề án

[a](/tin/2024/06/bai-thu/#Đề án) [b](<https://Hà-Nội.vn/x y>) [c][1] <a href="/?z=ơ ">d</a> [i](//vov.vn\\\\a)

[g](<Mẫu %231 {x}.pdf>) [h](<Mẫu | [2]^.pdf>) [Tệp lạ](<Kế hoạch 50％.pdf>) [e](Tệp 5%.pdf) <https://vov.vn/ơ>

[Nghe](<Bài hát.mp3>)

![Ảnh 5%](Ảnh 5% (1).jpg)

[1]: https://vov.vn/Tin%20mới
"""


def test_addresses_of_what_lies_in_a_story_are_as_a_browser_sends_them(site):
    folder = site.story(body=ODD, tags="[C++ & R/D, Đê 50%]").parent
    for name in ("Tệp 5%.pdf", "Mẫu #1 {x}.pdf", "Mẫu | [2]^.pdf", "Kế hoạch 50%.pdf"):
        (folder / name).write_bytes(b"%PDF")
    (folder / "Bài hát.mp3").write_bytes(b"ID3\x04" + b"\0" * 1200)
    jpeg = BytesIO()
    Image.new("RGB", (900, 600), "red").save(jpeg, "JPEG")
    (folder / "Ảnh 5% (1).jpg").write_bytes(jpeg.getvalue())
    said = site.build()
    assert said.returncode == 0, said.stdout + said.stderr
    every = {
        unescape(url)
        for page in site.output.rglob("*.html")
        for url in re.findall(r'\s(?:href|src|action)="([^"]*)"', page.read_text("utf-8"))
    }
    assert [url for url in every if href(url) != url] == []
    page = "/tin/2024/06/bai-thu/"
    own = {unquote(url) for url in every if url.endswith((".pdf", ".mp3"))}
    assert len(own) == 5 and all((site.output / page.strip("/") / name).is_file() for name in own), own


def test_links_of_a_story_are_sent_right_and_told_as_typed():
    body = BodyParser().parse(BODY)
    shown = "".join(getattr(block, "html", "") for block in body.blocks)
    for address in (
        "/tin/%C4%90%E1%BB%81%20%C3%A1n/",
        "https://xn--h-ni-0na4517b.vn/x%20y",
        "https://vov.vn/Tin%20m%E1%BB%9Bi",
        "/x%20y?z=%C6%A1",
        "T%E1%BB%87p%205%25.pdf",
    ):
        assert f'href="{address}"' in shown
    assert body.blocks[-1].href == "B%C3%A0i%20h%C3%A1t.mp3"
    assert {"/tin/Đề án/", "Tệp 5%.pdf", "Bài hát.mp3"} <= {link.href for link in body.links}


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("/tin/2024/06/a/", "/tin/2024/06/a/"),
        ("Tệp 5%.pdf", "/tin/x/Tệp 5%.pdf"),
        ("T%E1%BB%87p%205%25.pdf", "/tin/x/Tệp 5%.pdf"),
        ("../y/", "/tin/y/"),
        ("https://Cong.Example/tin/y/", "/tin/y/"),
        ("HTTPS://cong.example:443", "/"),
        ("https://cong.example.vn/tin/", None),
        ("#x", None),
    ],
)
def test_a_place_of_this_site_is_known_however_its_address_is_written(written, target):
    assert internal_target(written, "tin/x/", "https://cong.example") == target


def test_addresses_in_data_are_sent_right_and_a_telephone_can_be_called():
    link = checked(Link, {"text": "Cổng", "href": " https://Hà-Nội.vn/Tin tức "}, "PORTAL")
    assert link.href == "https://xn--h-ni-0na4517b.vn/Tin%20t%E1%BB%A9c"
    office = Organisation("xã", "A", "UBND xã A", "x", "(024) 3386.1234, máy lẻ 5", "vũ@a.vn")
    assert (office.telephone_href, office.email_href) == ("tel:02433861234", "mailto:v%C5%A9@a.vn")
