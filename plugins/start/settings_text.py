"""pelicanconf.py and publishconf.py in words: the sample's files with an owner's answers in them."""

import json
import re
from pathlib import Path
from string import Template

from plugins.start.answers import Answers

FORM = Path(__file__).with_name("pelicanconf.txt")
SITEURL = re.compile(r'^SITEURL = ".*"$', re.MULTILINE)
ORGANISATION = ("level", "name", "parent", "body", "address", "telephone", "email", "responsible")


def settings_text(answers: Answers, map_text: str) -> str:
    """pelicanconf.py for an owner. map_text: what stands after "MAP = "."""
    place = f"{answers['level']} {answers['name']}"
    where = f"{place}, {answers['parent']}" if answers["parent"] else place
    values = {name: _quoted(answers[name]) for name in ORGANISATION}
    values["sitename"] = _quoted(answers.get("sitename") or f"Cổng thông tin điện tử {place}")
    values["sitesubtitle"] = _quoted(f"Tin tức, thông báo và dịch vụ công của {where}")
    values["sample"] = _quoted(answers["sample"])
    rows = (
        f'        {{"name": {_quoted(name)}, "slug": {_quoted(slug)}}},' for name, slug in answers["sections"]
    )
    values["sections"] = "\n".join(rows)
    values["area"] = _area(answers)
    values["map"] = map_text
    return Template(FORM.read_text("utf-8")).substitute(values)


def with_siteurl(text: str, siteurl: str) -> str:
    """publishconf.py with another public address."""
    return SITEURL.sub(lambda _: f"SITEURL = {_quoted(siteurl)}", text, count=1)


def map_of(text: str) -> str:
    """What stands after "MAP = " in a pelicanconf.py."""
    start = text.index("\nMAP = ") + len("\nMAP = ")
    return text[start : text.index("\n}\n", start) + 2] if text[start : start + 2] == "{\n" else "{}"


def _area(answers: Answers) -> str:
    if not answers["latitude"]:
        return "None"
    # Two decimals are about a kilometre: weather is no finer.
    numbers = [f"{float(answers[name].replace(',', '.')):.2f}" for name in ("latitude", "longitude")]
    return f'{{"name": {_quoted(answers["name"])}, "latitude": {numbers[0]}, "longitude": {numbers[1]}}}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
