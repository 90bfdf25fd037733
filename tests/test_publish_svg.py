"""A drawing or feed that is public holds nothing that runs, moves by itself, leads on or loads."""

import pytest

from plugins.publish.checks.other_files import read_other
from plugins.publish.checks.svg import is_still
from tests.site import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'
SHAPE = '<path d="M0 0h9v9z" fill="#a3161a"/>'


def svg(inside: str = SHAPE, head: str = "", before: str = "") -> str:
    return f"{before}{HEAD} {head}>{inside}</svg>"


GOOD = {
    "shape": svg(),
    "declaration": svg(before='<?xml version="1.0" encoding="UTF-8"?>\n<!-- vẽ ở xã -->\n'),
    "title and description": svg("<title>Biểu trưng</title><desc>Cổng làng</desc>" + SHAPE),
    "gradient": svg(
        '<defs><linearGradient id="a" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"/>'
        '</linearGradient></defs><path fill="url(#a)" d="M0 0z"/>'
    ),
    "gradient named in quotes": svg("<path fill='url(\"#a\") none' d=''/>"),
    "use": svg('<symbol id="s">' + SHAPE + '</symbol><use href="#s"/><use xlink:href="#s" x="3"/>'),
    "style of Illustrator": svg("<style>.cls-1{fill:#e30613;clip-path:url(#c)}</style>" + SHAPE),
    "style in CDATA": svg('<style type="text/css"><![CDATA[ .st0{fill:rgb(1,2,3);} ]]></style>'),
    "picture inside": svg('<image width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgo="/>'),
    "transforms": svg('<g transform="translate(4) rotate(45 1 1)" style="opacity:.5">' + SHAPE + "</g>"),
    "text": svg('<text x="1" font-family="Be Vietnam Pro" xml:space="preserve">Xã</text>'),
    "filter": svg('<filter id="f"><feGaussianBlur in="SourceGraphic" stdDeviation="2"/></filter>'),
    "notes of Inkscape": svg(
        '<sodipodi:namedview pagecolor="#fff" inkscape:zoom="1"/><metadata><rdf:RDF><cc:Work rdf:about=""/>'
        "</rdf:RDF></metadata>" + SHAPE,
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" inkscape:version="1.2" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:cc="http://creativecommons.org/ns#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
    ),
    "for screen readers": svg(head='role="img" aria-label="Cổng (làng) @ xã"'),
}
ENTITIES = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
)
RUNS = "javascript:alert(1)"
BAD = {
    # what runs
    "script": svg("<script>alert(1)</script>"),
    "script with a prefix": svg('<s:script xmlns:s="http://www.w3.org/2000/svg">a()</s:script>'),
    "script in capitals": svg("<SCRIPT>alert(1)</SCRIPT>"),
    "script from elsewhere": svg('<script href="https://ca-cuoc.example/e.js"/>'),
    "script of XHTML": svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">a()</h:script>'),
    "script of no namespace": svg('<script xmlns="">a()</script>'),
    "script in a symbol": svg("<symbol><g><script/></g></symbol>"),
    "script in notes": svg("<metadata><script>a()</script></metadata>"),
    "script in a style": svg("<style><script>a()</script></style>"),
    "onload": svg(head='onload="a()"'),
    "OnLoad": svg(head='OnLoad="a()"'),
    "onclick": svg('<path onclick="a()" d=""/>'),
    "onbegin": svg('<g onbegin="a()"/>'),
    "handler of events": svg('<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load"/>'),
    "handler by attribute": svg(head='xmlns:ev="http://www.w3.org/2001/xml-events" ev:handler="#a"'),
    "handler element": svg('<handler type="application/javascript">a()</handler>'),
    "foreignObject": svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "foreignobject": svg("<foreignobject/>"),
    "frame": svg('<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://ca-cuoc.example/"/>'),
    "object": svg('<object xmlns="http://www.w3.org/1999/xhtml" data="x.html"/>'),
    "embed": svg('<embed xmlns="http://www.w3.org/1999/xhtml" src="x.swf"/>'),
    "form": svg('<form xmlns="http://www.w3.org/1999/xhtml"/>'),
    "body": svg('<body xmlns="http://www.w3.org/1999/xhtml" onload="a()"/>'),
    "meta": svg('<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;//x"/>'),
    "mathematics": svg('<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:a()"/>'),
    "video": svg('<video href="x.mp4"/>'),
    "audio": svg('<audio href="x.mp3"/>'),
    # what moves
    "animate href": svg('<use href="#a"><animate attributeName="href" to="https://x.example/"/></use>'),
    "set href": svg(f'<set attributeName="xlink:href" to="{RUNS}"/>'),
    "animateTransform": svg('<animateTransform attributeName="transform" to="9"/>'),
    "animateMotion": svg('<animateMotion path="M0 0"/>'),
    "animateColor": svg("<animateColor/>"),
    "mpath": svg('<mpath href="#a"/>'),
    "discard": svg("<discard/>"),
    # what leads on
    "link": svg('<a href="https://ca-cuoc.example/">' + SHAPE + "</a>"),
    "link inside": svg('<a href="#a">' + SHAPE + "</a>"),
    "link that runs": svg(f'<a xlink:href="{RUNS}"/>'),
    "link that runs, in capitals": svg('<a href="JaVaScRiPt:a()"/>'),
    "link that runs, with spaces": svg('<a href=" java&#10;script&#9;:a()"/>'),
    "link that runs, with signs": svg('<a href="&#1;javascript:a()"/>'),
    "link to data": svg('<a href="data:text/html,&lt;script>a()&lt;/script>"/>'),
    "view target": svg('<view id="a" viewTarget="https://x.example/"/>'),
    "attribute target": svg('<g target="_top"/>'),
    # what loads
    "use from elsewhere": svg('<use href="https://ca-cuoc.example/a.svg#a"/>'),
    "use from here": svg('<use href="/theme/a.svg#a"/>'),
    "use by prefix": svg('<use xlink:href="//ca-cuoc.example/a.svg#a"/>'),
    "use by another prefix": svg('<use xmlns:y="http://www.w3.org/1999/xlink" y:href="x.svg#a"/>'),
    "use of data": svg('<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>'),
    "use that runs": svg(f'<use href="{RUNS}"/>'),
    "use with a space": svg('<use href=" #a"/>'),
    "image from elsewhere": svg('<image href="https://ca-cuoc.example/a.png"/>'),
    "image from here": svg('<image href="/media/a.jpg"/>'),
    "image of a drawing": svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    "image of a drawing as text": svg('<image href="data:image/svg+xml,&lt;svg onload=a()>"/>'),
    "image of a page": svg('<image href="data:text/html;base64,PHA+"/>'),
    "feImage": svg('<filter id="f"><feImage href="https://ca-cuoc.example/a.png"/></filter>'),
    "pattern from elsewhere": svg('<pattern href="https://ca-cuoc.example/a.svg#a"/>'),
    "gradient from elsewhere": svg('<linearGradient xlink:href="https://x.example/a.svg#a"/>'),
    "text on a path elsewhere": svg('<text><textPath href="https://x.example/#p">a</textPath></text>'),
    "font from elsewhere": svg(
        '<font-face><font-face-src><font-face-uri href="//x"/></font-face-src></font-face>'
    ),
    "colour profile": svg('<color-profile xlink:href="https://x.example/"/>'),
    "cursor": svg('<cursor xlink:href="https://x.example/"/>'),
    "tref": svg('<text><tref xlink:href="https://x.example/"/></text>'),
    "base": svg(head='xml:base="https://ca-cuoc.example/"'),
    "source": svg('<g src="https://x.example/"/>'),
    "ping": svg('<g ping="https://x.example/"/>'),
    "schema": svg(
        head='xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="https://x.example/ x"'
    ),
    "XInclude": svg('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
    # styles that load or run
    "fill from elsewhere": svg('<path d="" fill="url(https://ca-cuoc.example/a.svg#a)"/>'),
    "fill from elsewhere in capitals": svg('<path d="" fill="URL(//x.example/#a)"/>'),
    "filter from elsewhere": svg("<g filter=\"url('https://x.example/#a')\"/>"),
    "mask from elsewhere": svg('<g mask="url(a.svg#a)"/>'),
    "clip from elsewhere": svg('<g clip-path="url( /a.svg#a )"/>'),
    "marker from elsewhere": svg('<path d="" marker-end="url(data:image/svg+xml,x#a)"/>'),
    "style url": svg('<g style="fill:url(https://x.example/#a)"/>'),
    "style url with a comment": svg('<g style="fill:url/**/(https://x.example/#a)"/>'),
    "style url without an end": svg('<g style="fill:url(#a"/>'),
    "style url by backslash": svg('<g style="fill:\\75rl(https://x.example/)"/>'),
    "style url by entity": svg('<g style="fill:&#117;rl(https://x.example/)"/>'),
    "style that runs": svg(f'<g style="background:url({RUNS})"/>'),
    "style expression": svg('<g style="width:expression(a())"/>'),
    "style behaviour": svg('<g style="behavior:url(#default#time2)"/>'),
    "style binding": svg('<g style="-moz-binding:url(//x.example/a.xml#a)"/>'),
    "style set of images": svg("<g style=\"background:image-set('https://x.example/a.png' 1x)\"/>"),
    "style that sends attributes": svg('<g style="content:attr(id)"/>'),
    "import": svg("<style>@import 'https://ca-cuoc.example/a.css';</style>"),
    "import in CDATA": svg("<style><![CDATA[@import url(//x.example/a.css);]]></style>"),
    "import after an element": svg("<style><desc/>@import '//x.example/a.css';</style>"),
    "import by backslash": svg("<style>@\\69mport '//x.example/a.css';</style>"),
    "font-face": svg("<style>@font-face{font-family:a;src:url(//x.example/a)}</style>"),
    "keyframes": svg("<style>@keyframes a{to{opacity:0}}</style>"),
    "style of XHTML": svg('<style xmlns="http://www.w3.org/1999/xhtml">a{}</style>'),
    "style sheet linked": svg('<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="//x"/>'),
    # before the drawing
    "style sheet instruction": svg(
        before='<?xml-stylesheet href="https://x.example/a.xsl" type="text/xsl"?>'
    ),
    "style sheet instruction inside": svg('<?xml-stylesheet href="a.css"?>' + SHAPE),
    "other instruction": svg(before='<?php system("id"); ?>'),
    "entities": svg("<text>&c;</text>", before=ENTITIES),
    "entity from a file": svg("<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]>'),
    "entity from elsewhere": svg("<text/>", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "//x.example/">%x;]>'),
    "declaration from elsewhere": svg(before='<!DOCTYPE svg SYSTEM "https://x.example/a.dtd">'),
    "declaration of defaults": svg(before='<!DOCTYPE svg [<!ATTLIST svg onload CDATA "a()">]>'),
    # no drawings at all
    "a page": "<!doctype html><html><script>a()</script></html>",
    "a page in XML": '<html xmlns="http://www.w3.org/1999/xhtml"><script>a()</script></html>',
    "no namespace": "<svg><path d=''/></svg>",
    "another namespace": '<svg xmlns="http://www.w3.org/2000/SVG"/>',
    "no XML": "<svg",
    "empty": "",
    "two drawings": svg() + svg(),
    "UTF-7": svg(before='<?xml version="1.0" encoding="UTF-7"?>', inside="+ADw-script+AD4-"),
}


def wrong(tmp_path, name: str, text: str) -> tuple[str, ...]:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return read_other(file, f"theme/{name}", "https://cong.example").wrong


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_a_drawing_that_is_still_may_be_public(tmp_path, text):
    assert wrong(tmp_path, "a.svg", text) == ()


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_drawing_that_does_anything_is_refused_with_what_and_a_remedy(tmp_path, text):
    found = wrong(tmp_path, "a.svg", text)
    assert found and len(found) <= 3
    assert all("Hãy" in sentence or "XML chưa đúng" in sentence for sentence in found), found


@pytest.mark.parametrize("folder", ["theme/static", "content"])
def test_our_own_drawings_are_still(folder, tmp_path):
    files = [*(ROOT / folder).rglob("*.svg")]
    assert files
    for file in files:
        assert wrong(tmp_path, "a.svg", file.read_text("utf-8")) == ()


XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize("suffix", ["xml", "atom", "rss"])
@pytest.mark.parametrize(
    "text, fine",
    [
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><content type="html">&lt;p>x&lt;/p></content></feed>',
            True,
        ),
        (f'<urlset {XHTML}><h:link rel="alternate" href="/"/></urlset>', True),
        (f"<feed {XHTML}><h:script>a()</h:script></feed>", False),
        (f'<feed {XHTML}><h:img src="x" onerror="a()"/></feed>', False),
        ('<feed><svg xmlns="http://www.w3.org/2000/svg" onload="a()"/></feed>', False),
        ('<feed><math xmlns="http://www.w3.org/1998/Math/MathML"/></feed>', False),
        ('<?xml-stylesheet type="text/xsl" href="//x.example/a.xsl"?><feed/>', False),
        ('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>', False),
        ('<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>', False),
    ],
)
def test_a_feed_holds_nothing_that_a_browser_runs(tmp_path, suffix, text, fine):
    assert (wrong(tmp_path, f"a.{suffix}", text) == ()) is fine


@pytest.mark.parametrize("css", ["fill:#fff", "fill:url(#a)", "a{width:calc(1px + 2%)}"])
def test_plain_styles_pass(css):
    assert is_still(css)
