"""Cascade layers for browsers that know none: later layers stand later and weigh more.

Such a browser drops a whole `@layer` block, and with it the look of the page.
"""

from dataclasses import dataclass

from plugins.assets.rules import Rule, split
from plugins.assets.selectors import Weight, heavier, weight

OUTSIDE = 1_000  # stronger than any layer
# Properties that one shorthand sets together, beside those whose names begin alike.
TOGETHER = {"line-height": "font", "row-gap": "gap", "column-gap": "gap"}


@dataclass
class _Placed:
    """A rule with its layer's number and the at-rules it stands in; first: whether in the first sheet."""

    layer: int
    within: tuple[str, ...]
    rule: Rule
    first: bool


def flattened(sheets: dict[str, list[Rule]]) -> dict[str, list[Rule]]:
    """The rules of each sheet without layers, which look the same wherever layers are known.

    sheets: by name; the first one orders the layers of all. A rule outside of layers is the
    strongest. `!important` in a layer is not turned around.
    """
    order: list[str] = []
    placed: dict[str, list[_Placed]] = {name: [] for name in sheets}
    for index, (name, rules) in enumerate(sheets.items()):
        _place(rules, OUTSIDE, (), order, placed[name], index == 0)
    levels = _levels([each for some in placed.values() for each in some])
    return {name: _wrapped(some, levels) for name, some in placed.items()}


def _place(
    rules: list[Rule],
    layer: int,
    within: tuple[str, ...],
    order: list[str],
    placed: list[_Placed],
    first: bool,
) -> None:
    """Puts each rule into `placed`, and the layers into `order` as they are first named."""
    for rule in rules:
        if rule.head.startswith("@layer"):
            names = split(rule.head.removeprefix("@layer"))
            order.extend(name for name in names if name not in order)
            _place(rule.rules, order.index(names[0]), within, order, placed, first)
        elif rule.head.startswith(("@media", "@supports", "@container")):
            _place(rule.rules, layer, (*within, rule.head), order, placed, first)
        else:
            placed.append(_Placed(layer, within, rule, first))


def _levels(placed: list[_Placed]) -> dict[int, int]:
    """How many ids each layer must weigh more, so that none of its rules loses to a weaker layer's."""
    lightest: dict[int, dict[str, Weight]] = {}
    heaviest: dict[int, dict[str, tuple[Weight, int]]] = {}
    for each in placed:
        if not each.rule.is_style:
            continue
        weights = [weight(selector) for selector in split(each.rule.head)]
        for family in {family_of(name) for name, _ in each.rule.declarations}:
            least = lightest.setdefault(each.layer, {})
            least[family] = min(least.get(family, (99, 0, 0)), *weights)
            most = heaviest.setdefault(each.layer, {})
            # What a later sheet holds comes last in any case: it must weigh less, not just the same.
            most[family] = max(most.get(family, ((0, 0, 0), 0)), *((w, not each.first) for w in weights))
    levels = {}
    for layer in sorted(lightest):
        levels[layer] = 0
        for lower, level in list(levels.items())[:-1]:
            for family, (weaker, later) in heaviest[lower].items():
                own = lightest[layer].get(family)
                while own and (own[0] + levels[layer], *own[1:]) < (
                    weaker[0] + level,
                    *weaker[1:],
                    *(1,) * later,
                ):
                    levels[layer] += 1
    return levels


def family_of(name: str) -> str:
    """Properties of one family may overwrite each other; those of two never do."""
    return name if name.startswith("--") else TOGETHER.get(name, name.lstrip("-").partition("-")[0])


def _wrapped(placed: list[_Placed], levels: dict[int, int]) -> list[Rule]:
    rules: list[Rule] = []
    open_within = None
    for each in sorted(placed, key=lambda each: each.layer):
        rule = each.rule
        if rule.is_style:
            head = ",".join(heavier(selector, levels[each.layer]) for selector in split(rule.head))
            rule = Rule(head, rule.declarations)
        if each.within != open_within:
            inner, open_within = rules, each.within
            for head in each.within:
                inner.append(Rule(head))
                inner = inner[-1].rules
        inner.append(rule)
    return rules
