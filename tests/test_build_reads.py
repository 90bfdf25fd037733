"""What stands for a tag in a template is, for whoever writes one, the tag."""

import pytest
from jinja2 import Environment

from plugins.archive.listing import TagFront
from plugins.build.reads import NotedTag, Reads, own

OF_OWNERS = (
    "{{ tag }} {{ tag.name }} {{ tag.url }} {{ 'Thẻ ' ~ tag }}",
    "{{ tag | upper }} {{ tag | urlencode }} {{ tag | string | length }} {{ tag | e }}",
    "{{ tag in tags }} {{ tag in others }} {{ others[0] == tag }} {{ tag == others[0] }}",
    "{% for each in tags %}{{ each == tag }} {{ tag == each }} {{ each != tag }}{% endfor %}",
    "{{ tag != others[0] }} {{ tag != tags[1] }}",
    "{% for each in tags if each == tag %}<b>{{ each }}</b>{% endfor %}",
    "{{ tags | reject('equalto', tag) | join(', ') }} {{ (tags + [tag]) | unique | join }}",
    "{{ (tags + [tag]) | map(attribute='name') | join(', ') }} {{ tag.count }} {{ tag.years | length }}",
    "{{ counts[tag] }} {{ tag is mapping }} {{ tag is iterable }} {{ tag is sequence }} {{ tag is string }}",
    "{{ 'có' if tag else 'không' }} {{ tag.khong_co is defined }} {{ tag == 'Y tế' }}",
)


@pytest.mark.parametrize("text", OF_OWNERS)
def test_a_template_shows_of_a_noted_tag_what_it_shows_of_the_tag(text):
    tag, same, other = (TagFront(name, "/the/x/", (), ()) for name in ("Y tế", "Y tế", "An toàn"))
    values = {"tags": [other, same], "others": [other], "counts": {same: 3}}
    template, reads = Environment().from_string(text), Reads()
    shown = own({**values, "tag": tag}, reads)
    assert type(shown["tag"]) is NotedTag
    assert template.render(shown) == template.render({**values, "tag": tag})
    assert reads.seen


def test_a_word_that_a_page_is_given_as_its_tag_is_left_as_it_is():
    assert own({"tag": "một từ"}, Reads()) == {"tag": "một từ"}
    assert own({"tag": None, "x": 1}, Reads()) == {"tag": None, "x": 1}
