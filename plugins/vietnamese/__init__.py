"""Vietnamese, understood: one form for one letter, order, dates in words, numbers.

Reads: nothing.
Gives: filters `day`, `clock`, `moment`, `weekday`, `long_date`, `number`, `sort_vietnamese`, `unbroken`;
    `tojson` that leaves letters as they are.
Drawn by: every template.
"""

from collections.abc import Iterable
from typing import Any

from plugins.vietnamese import dates
from plugins.vietnamese.line_breaks import unbroken
from plugins.vietnamese.order import sort_key


def add_filters(generator: Any) -> None:
    generator.env.filters.update(
        day=dates.day,
        clock=dates.clock,
        moment=dates.moment,
        weekday=dates.weekday,
        long_date=dates.long_date,
        number=dates.number,
        sort_vietnamese=sort_vietnamese,
        unbroken=unbroken,
    )
    # "ễ" as it is, not as \u1ec5: three bytes for six, and they pack with the same words of the page.
    generator.env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}


def sort_vietnamese(items: Iterable[Any], attribute: str | None = None) -> list[Any]:
    """`items` in Vietnamese order, by themselves or by one attribute."""
    return sorted(items, key=lambda item: sort_key(str(getattr(item, attribute) if attribute else item)))


def register() -> None:
    from pelican.plugins import signals

    signals.generator_init.connect(add_filters)
