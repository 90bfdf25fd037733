"""What pages use and an old browser lacks, and styles as such a browser reads them."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.assets.gaps import ASKED
from plugins.assets.rules import Rule, parse

LACKING = json.loads(Path(__file__).with_name("lacking.json").read_text("utf-8"))
KNOWN = {kind: set(names) for kind, names in LACKING.items() if isinstance(names, list)}
# Known to old browsers after all: with a prefix, which lightningcss writes; in grids if not in flex
# containers; in drawings if not in text.
PARTLY = {
    "properties appearance",
    "values appearance none",
    "properties print-color-adjust",
    "values print-color-adjust exact",
    "properties text-size-adjust",
    "values position sticky",
    "properties paint-order",
    "values align-content start",
    "values align-self start",
}
# How what MDN calls by these names is written, in scripts without comments.
OPERATORS = {
    "optional_chaining": r"\?\.(?!\d)",
    "nullish_coalescing": r"\?\?(?!=)",
    "nullish_coalescing_assignment": r"\?\?=",
    "logical_and_assignment": r"&&=",
    "logical_or_assignment": r"\|\|=",
}
# Newer than MDN's list of operators: private names, lookbehind, numbers with separators, static blocks.
SYNTAX = {"private name": r"(?<![\w'\"`])#\w+\s*[=;(]", "lookbehind": r"\(\?<[=!]", "separator": r"\b\d+_\d"}


def in_styles(css: str) -> set[str]:
    """The features of a sheet that some browser lacks, as "properties inset" or "selectors has"."""
    found = set()
    for rule in _all(parse(css)):
        found |= of_head(rule.head)
        for name, value in rule.declarations:
            found |= of_declaration(name, value)
    return found


def of_head(head: str) -> set[str]:
    if not head.startswith("@"):
        return {
            f"selectors {name}" for name in re.findall(r"::?(-?[\w-]+)", head) if name in KNOWN["selectors"]
        }
    name = re.match(r"@([\w-]+)", head)[1]
    parts = {name} | {f"{name} {feature}" for feature in re.findall(r"\(([\w-]+)", head)}
    if re.search(r"[<>]=?", head):
        parts.add(f"{name} range_syntax")
    return {f"at-rules {part}" for part in parts & KNOWN["at-rules"]}


def of_declaration(name: str, value: str) -> set[str]:
    if name.startswith("-"):  # prefixed or custom: meant for those who know it
        return {
            f"functions {each}" for each in re.findall(r"([\w-]+)\(", value) if each in KNOWN["functions"]
        }
    words = set(re.findall(r"[\w-]+", re.sub(r"\"[^\"]*\"|var\([^)]*\)|url\([^)]*\)", "", value)))
    found = {f"values {name} {word}" for word in words if f"{name} {word}" in KNOWN["values"]}
    found |= {f"functions {each}" for each in re.findall(r"([\w-]+)\(", value) if each in KNOWN["functions"]}
    return found | ({f"properties {name}"} if name in KNOWN["properties"] else set())


def in_script(script: str) -> set[str]:
    """script: without comments."""
    members = set(re.findall(r"\.([A-Za-z]\w*)", script)) & KNOWN["members"]
    found = {f"members {name}" for name in members}
    found |= {f"operators {name}" for name, form in OPERATORS.items() if re.search(form, script)}
    return found | {f"operators {name}" for name, form in SYNTAX.items() if re.search(form, script)}


def in_page(page) -> set[str]:
    """page: a tests.sample.Page."""
    found = set()
    for element in page.query("*"):
        names = {element.name} | {f"{element.name} {name}" for name in element.attrs}
        found |= {f"elements {name}" for name in names & KNOWN["elements"]}
        found |= {f"attributes {name}" for name in set(element.attrs) & KNOWN["attributes"]}
    return found


def lacked(feature: str) -> bool:
    """Whether an old browser has nothing of a feature: neither under a prefix, nor in grids."""
    return feature not in PARTLY


def without(css: str, lacks: Callable[[str], bool]) -> str:
    """The sheet as it is read by a browser that lacks what `lacks` says of a feature's name.

    "flex gaps" is one more name, which MDN's data has under another.
    """
    return "".join(rule.written() for rule in _kept(parse(css), lacks))


def _kept(rules: list[Rule], lacks: Callable[[str], bool]) -> Iterator[Rule]:
    for rule in rules:
        if rule.head == ASKED:
            yield from _kept(rule.rules, lacks) if lacks("flex gaps") else ()
            continue
        if any(map(lacks, of_head(rule.head))):  # one selector unknown, and all of the list is lost
            continue
        flex = any(name == "display" and "flex" in value for name, value in rule.declarations)
        declarations = [
            (name, value)
            for name, value in rule.declarations
            if not any(map(lacks, of_declaration(name, value)))
            and not (lacks("flex gaps") and flex and name in ("gap", "row-gap", "column-gap"))
        ]
        yield Rule(rule.head, declarations, list(_kept(rule.rules, lacks)))


def _all(rules: list[Rule]) -> Iterator[Rule]:
    for rule in rules:
        if rule.head != ASKED:
            yield rule
            yield from _all(rule.rules)
