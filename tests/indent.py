"""How a template is indented: two spaces for each tag, block or bracket that a line stands in."""

import re
from collections.abc import Iterator

STEP = 2
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset("block call filter for if macro once with".split())
BRACKETS = {")": "(", "]": "[", "}": "{"}
TOKEN = re.compile(
    r"""(?P<comment>\{\#.*?\#\}|<!--.*?-->|<!doctype[^>]*>)
    | \{%-?\s*(?P<block>\w+)(?P<said>.*?)-?%\}
    | \{\{(?P<value>.*?)\}\}(?!\})
    | <(?P<tag>[a-z][a-z0-9]*(?:\{\{.*?\}\})?)
    | (?P<end>/?>)
    | </(?P<closed>[a-z][a-z0-9]*(?:\{\{.*?\}\})?)\s*>
    """,
    re.VERBOSE | re.DOTALL,
)
BRACKET = re.compile(r""""[^"]*"|'[^']*'|(?P<bracket>[][(){}])""")

Event = tuple[int, int, str, str]  # from, up to, "(" opens, ")" closes or "|" does both, what


def indented(text: str) -> str:
    """The template with each line as far in as it belongs; ValueError where tags are not nested."""
    events = list(_events(text))
    comments = [found.span() for found in TOKEN.finditer(text) if found["comment"]]
    stack: list[tuple[str, int]] = []  # what is open, and how far in the line stands that opened it
    lines, at = [], 0
    deep = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        start, at = at, at + len(line)
        if any(first < start < last for first, last in comments):
            lines.append(" " * (deep + 3) + line.lstrip(" \t") if line.strip() else line)
            continue
        here = [event for event in events if start <= event[0] < at]
        deep = stack[-1][1] + STEP if stack else 0
        cursor, open_ = start + len(line) - len(line.lstrip()), len(stack)
        for first, last, kind, _ in here:
            if first != cursor or kind == "(" or not open_:
                break
            open_ -= 1
            deep, cursor = stack[open_][1], last
            if kind == "|":
                break
        for _, _, kind, name in here:
            if kind in ")|":
                if not stack or (kind == ")" and stack[-1][0] != name):
                    raise ValueError(f"line {number}: {name} closes {stack[-1][0] if stack else 'nothing'}")
                name, far = stack.pop()
            if kind in "(|":
                stack.append((name, deep if kind == "(" else far))
        lines.append(" " * deep + line.lstrip(" \t") if line.strip() else line)
    if stack:
        raise ValueError(f"{stack[-1][0]} stays open")
    return "".join(lines)


def _events(text: str) -> Iterator[Event]:
    """What opens and what closes, in order."""
    tag = ""
    for found in TOKEN.finditer(text):
        first, last = found.span()
        block, said = found["block"], found["said"]
        if block in BLOCKS or (block == "set" and "=" not in said):
            yield first, last, "(", block
        elif block in ("else", "elif"):
            yield first, last, "|", block
        elif block and block.startswith("end"):
            yield first, last, ")", block.removeprefix("end")
        elif block or found["value"]:
            group = "said" if block else "value"
            for each in BRACKET.finditer(found[group]):
                if bracket := each["bracket"]:
                    where = found.start(group) + each.start()
                    yield (
                        where,
                        where + 1,
                        ")" if bracket in BRACKETS else "(",
                        BRACKETS.get(bracket, bracket),
                    )
        elif found["tag"]:
            tag = found["tag"]
            yield first, last, "(", tag
        elif found["end"] and tag:
            yield last, last, ")" if tag in VOID or found["end"] == "/>" else "|", tag
            tag = ""
        elif found["closed"]:
            yield first, last, ")", found["closed"]
