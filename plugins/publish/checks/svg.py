"""What an SVG drawing may hold: browsers run one as they run a page, so only what is known to be still.

Elements and attributes: SVG 2 (https://www.w3.org/TR/SVG2/eltindex.html, attindex.html), less whatever
runs, moves, leads on or loads.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
# Of these a browser makes more than text, wherever in XML they stand.
ACTIVE = (
    f"{{{SVG}}}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/1998/Math/MathML}",
    "{http://www.w3.org/1999/XSL/Transform}",
)
XLINK = "{http://www.w3.org/1999/xlink}href"
# Notes that drawing programs leave for themselves; no browser reads them.
NOTES = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.serif.com/",
)
ELEMENTS = frozenset(
    """
    svg g defs symbol use view switch title desc metadata style path rect circle ellipse line polyline polygon
    text tspan textPath image linearGradient radialGradient stop clipPath mask pattern marker filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """.split()
)
# Words and numbers that no browser takes for anything else.
PLAIN = frozenset(
    """
    id class role lang version baseProfile type media title name x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy
    width height d points pathLength viewBox preserveAspectRatio offset rotate textLength lengthAdjust
    startOffset method spacing side gradientUnits spreadMethod patternUnits patternContentUnits clipPathUnits
    maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient zoomAndPan tabindex
    focusable systemLanguage requiredExtensions filterUnits primitiveUnits in in2 result mode values operator
    k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent kernelUnitLength scale xChannelSelector yChannelSelector
    azimuth elevation stdDeviation radius z pointsAtX pointsAtY pointsAtZ limitingConeAngle baseFrequency
    numOctaves seed stitchTiles tableValues slope intercept amplitude exponent
    {http://www.w3.org/XML/1998/namespace}space {http://www.w3.org/XML/1998/namespace}lang
    """.split()
)
# What may also stand in a style, and so may name other drawings.
STYLED = frozenset(
    """
    style transform gradientTransform patternTransform transform-origin fill fill-opacity fill-rule stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width vector-effect paint-order color opacity display visibility overflow clip clip-path clip-rule
    mask mask-type filter flood-color flood-opacity lighting-color stop-color stop-opacity marker marker-start
    marker-mid marker-end color-interpolation color-interpolation-filters color-rendering shape-rendering
    text-rendering image-rendering enable-background font font-family font-size font-size-adjust font-stretch
    font-style font-variant font-weight letter-spacing word-spacing text-anchor text-decoration
    dominant-baseline alignment-baseline baseline-shift direction unicode-bidi writing-mode white-space
    mix-blend-mode isolation pointer-events solid-color solid-opacity text-align line-height
    """.split()
)
FUNCTIONS = frozenset(
    """
    rgb rgba hsl hsla matrix translate translatex translatey rotate scale scalex scaley skewx skewy
    matrix3d translate3d rotate3d scale3d calc min max blur brightness contrast opacity saturate sepia
    grayscale hue-rotate invert drop-shadow polygon circle ellipse inset not
    """.split()
)
CALL = re.compile(r"([\w-]*)\s*\(")
OWN_URL = re.compile(r"""url\(\s*(["']?)#[\w.:-]+\1\s*\)""", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
REMEDY = "Hãy lưu lại hình ở dạng SVG thường (Inkscape: Plain SVG), không mã chạy, không liên kết ra ngoài."


def read_drawing(text: str) -> list[str]:
    """Sentences about what may not stand in the SVG drawing `text`; ParseError when it is no XML."""
    if sentence := prologue(text):
        return [sentence]
    return [f"{found} {REMEDY}" for found in dict.fromkeys(_faults(ElementTree.fromstring(text)))]


def prologue(text: str, what: str = "Hình vẽ") -> str:
    """A sentence if XML declares what is unfolded or carried out while it is read; '' if not.

    Entities may stand for anything, and for very much of it.
    """
    found: list[str] = []
    parser = expat.ParserCreate()

    def no_more(part: str) -> None:
        found.append(f"{what} có {part}. {REMEDY if what == 'Hình vẽ' else 'Hãy bỏ.'}")
        raise _Stop

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            no_more(f"mã chữ {encoding[:20]}, không phải UTF-8")

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = lambda *_: no_more("khai báo DOCTYPE")
    parser.ProcessingInstructionHandler = lambda target, _: no_more(f"chỉ dẫn <?{target[:20]}?>")
    try:
        parser.Parse(text, True)
    except _Stop:
        return found[0]
    except expat.ExpatError:
        pass  # the reader after us says where
    return ""


class _Stop(Exception):
    """Enough is known."""


def _faults(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != f"{{{SVG}}}svg":
        yield "Tệp .svg này không phải hình vẽ SVG."
    for element in root.iter():
        space, _, name = element.tag.rpartition("}")
        space = space.lstrip("{")
        if space.startswith(NOTES):
            continue
        if space != SVG or name not in ELEMENTS:
            yield f"Hình vẽ có <{name[:40]}>, thứ có thể chạy, chuyển động hay tải từ nơi khác."
            continue
        if name == "style" and not is_still("".join(element.itertext())):
            yield "Hình vẽ có kiểu chữ (<style>) tải từ nơi khác hay viết lạ."
        for attribute, value in element.attrib.items():
            if not _may_stand(name, attribute, value):
                yield f"Hình vẽ có {attribute.rpartition('}')[2][:40]}=“{value.strip()[:40]}” ở <{name}>."


def _may_stand(element: str, attribute: str, value: str) -> bool:
    if attribute in ("href", XLINK):
        inside = re.fullmatch(r"#[\w.:-]+", value)
        return bool(PICTURE.fullmatch(value) if element == "image" else inside)
    if attribute.startswith("{"):
        return attribute in PLAIN or attribute[1:].startswith(NOTES)
    if attribute in STYLED:
        return is_still(value)
    return attribute in PLAIN or bool(re.fullmatch(r"(?:aria|data)-[\w-]+", attribute))


def is_still(css: str) -> bool:
    """Whether a style names nothing outside its drawing."""
    text = OWN_URL.sub("", COMMENT.sub(" ", css))
    # A backslash writes any other sign; @ brings rules in.
    if any(sign in text for sign in "\\@<") or "/*" in text:
        return False
    return all(name.lower() in FUNCTIONS or not name for name in CALL.findall(text))
