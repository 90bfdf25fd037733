"""Gaps between flex items, as margins, for browsers that know gaps in grids alone."""

from collections.abc import Iterator

from plugins.assets.rules import Rule, split, styles

# No question tells whether gaps work in flex containers. Browsers that lack `inset` lack them.
ASKED = "@supports not (inset:0)"


def margins(rules: list[Rule]) -> list[Rule]:
    """What to add behind `rules`."""
    flex, columns, wrapped, grids = set[str](), set[str](), set[str](), set[str]()
    for rule in styles(rules):
        for name, value in rule.declarations:
            if name == "display":
                (flex if "flex" in value else grids if "grid" in value else set()).update(split(rule.head))
            columns.update(split(rule.head) if name.startswith("flex") and "column" in value else ())
            wrapped.update(split(rule.head) if name == "flex-wrap" and value == "wrap" else ())
    made = list(_made(rules, flex - grids, columns, wrapped))
    return [Rule(ASKED, rules=made)] if made else []


def _made(rules: list[Rule], flex: set[str], columns: set[str], wrapped: set[str]) -> Iterator[Rule]:
    for rule in rules:
        if not rule.is_style:
            inner = list(_made(rule.rules, flex, columns, wrapped)) if rule.rules else []
            if inner:
                yield Rule(rule.head, rules=inner)
            continue
        row, column = _gaps(rule.declarations)
        for selector in split(rule.head) if row or column else ():
            if selector in columns:
                yield Rule(f"{selector}>*+*", [("margin-top", row)])
            elif selector in wrapped:
                both = [("margin-right", column), ("margin-bottom", row)]
                yield Rule(f"{selector}>*", [(name, value) for name, value in both if value])
            elif selector in flex:
                yield Rule(f"{selector}>*+*", [("margin-left", column)])


def _gaps(declarations: list[tuple[str, str]]) -> tuple[str, str]:
    row = column = ""
    for name, value in declarations:
        if name == "gap":
            values = split(value, " ")
            row, column = values[0], values[-1]
        elif name == "row-gap":
            row = value
        elif name == "column-gap":
            column = value
    return row, column
