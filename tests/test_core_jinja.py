"""Templates may be indented as deep as people like: no page is a byte longer for it."""

import pytest
from jinja2 import DictLoader, TemplateSyntaxError

from plugins.core.jinja import environment


@pytest.mark.parametrize(
    ("name", "template", "page"),
    [
        (
            "a.html",
            "<ul>\n  {% if 1 %}\n    <li>{{ 1 }}</li>\n  {% endif %}\n</ul>",
            "<ul>\n<li>1</li>\n</ul>",
        ),
        ("tab.html", "<p>\n\t\tMột  câu\n</p>", "<p>\nMột  câu\n</p>"),
        (
            "pre.html",
            "  <pre class='ma'>\n    giữ\n  </pre>\n  <p>",
            "<pre class='ma'>\n    giữ\n  </pre>\n<p>",
        ),
        ("form.html", "  <TEXTAREA>\n  giữ</TEXTAREA>", "<TEXTAREA>\n  giữ</TEXTAREA>"),
        ("like.html", "<pre-link>\n  x\n</pre-link>", "<pre-link>\nx\n</pre-link>"),
        ("lines.html", "<p>\r\n  một\r\n\r\n  hai", "<p>\nmột\n\nhai"),
        ("data.json", '{\n  "a": {{ 1 }}\n}', '{\n  "a": 1\n}'),
    ],
)
def test_a_page_is_drawn_as_if_no_line_of_its_template_were_indented(name, template, page):
    templates = environment()
    templates.loader = DictLoader({name: template})
    assert templates.get_template(name).render() == page


def test_a_fault_is_told_with_its_line_in_the_file():
    templates = environment()
    templates.loader = DictLoader({"a.html": "<div>\n  <pre>\n  a\n  </pre>\n    {% if %}\n</div>"})
    with pytest.raises(TemplateSyntaxError) as told:
        templates.get_template("a.html")
    assert told.value.lineno == 5
