"""Styles as the browsers that are served read them; what they cannot read is said otherwise."""

import re

from lightningcss import process_stylesheet

from plugins.assets.gaps import margins
from plugins.assets.layers import flattened
from plugins.assets.physical_properties import physical
from plugins.assets.rules import Rule, every, parse, split, styles
from plugins.assets.selectors import spelled_out

# Knows all that the steps below take care of, but no nested rules: these are unfolded first.
MODERN = ["chrome 111"]
# What lightningcss would need for light-dark(), and writes wherever a colour scheme is set.
UNUSED = re.compile(r"--lightningcss-(?:light|dark):[^;}]*;?")


def compiled(sheets: dict[str, str], browsers: list[str]) -> dict[str, str]:
    """Each sheet made small for `browsers`, without layers, logical properties, :is() and clamp().

    sheets: by name, the one first that all pages have; browsers: such as "chrome >= 80"
    Raises ValueError with a style that is not sound.
    """
    read = {}
    for name, text in sheets.items():
        read[name] = parse(process_stylesheet(text, filename=name, browsers_list=MODERN, minify=False))
        for rule in styles(read[name]):
            rule.head = ",".join(each for selector in split(rule.head) for each in spelled_out(selector))
        for rule in every(read[name]):
            rule.declarations = [each for pair in rule.declarations for each in physical(*pair)]
    flat = flattened(read)
    return {name: _small(rules + margins(rules), browsers) for name, rules in flat.items()}


def _small(rules: list[Rule], browsers: list[str]) -> str:
    text = "".join(rule.written() for rule in rules)
    return UNUSED.sub("", process_stylesheet(text, browsers_list=browsers, minify=True))
