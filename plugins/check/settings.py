"""The shape of CHECK."""

from pydantic import field_validator
from pydantic.dataclasses import dataclass

from plugins.check.rules import RULES
from plugins.core import schema
from plugins.core.mistakes import did_you_mean


@dataclass(frozen=True, config=schema.STRICT)
class CheckSettings:
    """CHECK.

    off: names of rules that `make check` leaves out
    names: words, as of names, that are right although no Vietnamese syllable is spelt so
    """

    off: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @field_validator("off")
    @classmethod
    def are_rules(cls, off: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [name for name in off if name not in RULES]:
            raise ValueError(f"không có quy tắc “{wrong[0]}”.{did_you_mean(wrong[0], RULES)}")
        return off
