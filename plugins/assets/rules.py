"""A style sheet as a tree of rules, read from CSS that a parser has already found to be sound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""(?P<drop>/\*.*?\*/)|(?P<mark>[{};])|"""
    r"""(?P<text>(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\)|\\.|[^{};"'/\\u]|/(?!\*)|u)+)""",
    re.DOTALL,
)


@dataclass
class Rule:
    """A block such as ".a, .b {…}" or "@media print {…}".

    head: what stands before its brace; declarations: (name, value) in order; rules: those inside it
    """

    head: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    rules: list["Rule"] = field(default_factory=list)

    @property
    def is_style(self) -> bool:
        return not self.head.startswith("@")

    def written(self) -> str:
        lines = [f"{name}:{value};" for name, value in self.declarations]
        return f"{self.head}{{{''.join(lines)}{''.join(rule.written() for rule in self.rules)}}}"


def parse(css: str) -> list[Rule]:
    """css: without nested style rules. A statement such as "@layer a, b" is a rule that holds nothing."""
    stack, text = [Rule("")], ""
    for token in TOKEN.finditer(css):
        if token["text"]:
            text += token["text"]
        elif token["mark"] == "{":
            stack.append(Rule(text.strip()))
            text = ""
        elif token["mark"]:
            name, colon, value = text.strip().partition(":")
            if name.startswith("@"):
                stack[-1].rules.append(Rule(text.strip()))
            elif colon:
                stack[-1].declarations.append((name.strip(), value.strip()))
            text = ""
            if token["mark"] == "}":
                stack[-2].rules.append(stack.pop())
    return stack[0].rules


def every(rules: list[Rule]) -> Iterator[Rule]:
    """Every rule at any depth."""
    for rule in rules:
        yield rule
        yield from every(rule.rules)


def styles(rules: list[Rule]) -> Iterator[Rule]:
    """Every rule with selectors, at any depth; not the steps of an animation."""
    for rule in rules:
        if rule.is_style:
            yield rule
        elif "keyframes" not in rule.head:
            yield from styles(rule.rules)


def split(text: str, at: str = ",") -> list[str]:
    """The parts of `text` between each `at` that stands outside brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote and text[index - 1] != "\\" else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == at and not depth:
            parts.append(text[start:index].strip())
            start = index + 1
    return [part for part in [*parts, text[start:].strip()] if part]


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index
    raise ValueError(f"a bracket is not closed: {text}")
