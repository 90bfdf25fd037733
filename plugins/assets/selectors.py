"""Selectors: how much they weigh, and how they read to a browser that knows no lists in them."""

import re
from collections.abc import Iterator

from plugins.assets.rules import closing, split

PART = re.compile(
    r"(?P<id>#[\w-]+)|(?P<attribute>\[[^\]]*\])|(?P<element>::[\w-]+|:(?:before|after|first-line|first-letter)\b)|"
    r"(?P<pseudo>:[\w-]+)(?P<call>\()?|(?P<class>\.(?:\\.|[\w-])+)|(?P<type>[A-Za-z][\w-]*)|(?P<other>.)",
    re.DOTALL,
)
CALL = re.compile(r":(is|not)\(")
COMBINED = re.compile(r"[ >+~]")
DESCENDANT = re.compile(r"[^ >+~] +[^ >+~]")
Weight = tuple[int, int, int]


def weight(selector: str) -> Weight:
    """(ids, classes, types), as https://www.w3.org/TR/selectors-4/#specificity counts them."""
    total = [0, 0, 0]
    for part, inner in _parts(selector):
        if part["call"]:
            if part["pseudo"] in (":not", ":is", ":has"):
                heaviest = max(map(weight, split(inner)))
                total = [one + more for one, more in zip(total, heaviest, strict=True)]
            elif part["pseudo"] != ":where":
                total[1] += 1
        elif part["id"]:
            total[0] += 1
        elif part["class"] or part["attribute"] or part["pseudo"]:
            total[1] += 1
        elif part["type"] or part["element"]:
            total[2] += 1
    return total[0], total[1], total[2]


def heavier(selector: str, steps: int) -> str:
    """The same elements, with the weight of `steps` more ids."""
    elements = (part.start() for part, _ in _parts(selector) if part["element"])
    start = next(elements, len(selector))
    return selector[:start] + ":not(#_)" * steps + selector[start:]


def _parts(selector: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each part of a selector, with what stands in its brackets."""
    at = 0
    while part := PART.match(selector, at):
        inner, at = "", part.end()
        if part["call"]:
            end = closing(selector, at - 1)
            inner, at = selector[at:end], end + 1
        yield part, inner


def spelled_out(selector: str) -> list[str]:
    """The selectors that :is(…) in this one stands for, and :not() with one thing each.

    What cannot be said otherwise, as `.a :is(.b .c)`, stays as it is.
    """
    for found in CALL.finditer(selector):
        end = closing(selector, found.end() - 1)
        parts = split(selector[found.end() : end])
        before, after = selector[: found.start()], selector[end + 1 :]
        if before.count("(") > before.count(")"):
            continue
        if found[1] == "not" and parts[0].startswith(":is(") and closing(parts[0], 3) == len(parts[0]) - 1:
            parts = split(parts[0][4:-1]) + parts[1:]
            return spelled_out(before + "".join(f":not({part})" for part in parts) + after)
        if found[1] == "is" and all(_can_join(before, part) for part in parts):
            return [each for part in parts for each in spelled_out(_joined(before, part, after))]
        if found[1] == "not" and len(parts) > 1:
            return spelled_out(before + "".join(f":not({part})" for part in parts) + after)
    return [selector]


def _can_join(before: str, part: str) -> bool:
    """Siblings have the same ancestors; a descendant's may stand in another order."""
    return not before or not COMBINED.search(part) or (before[-1] == " " and not DESCENDANT.search(part))


def _joined(before: str, part: str, after: str) -> str:
    """The name of an element comes first, whatever stands before it here."""
    compound = COMBINED.split(before)[-1]
    if part[0].isalpha() and compound:
        return before.removesuffix(compound) + part + compound + after
    return before + part + after
