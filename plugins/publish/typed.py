"""What was typed after a make command: names that no command knows, and names with nothing after them."""

import os
from collections.abc import Collection, Iterable

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean

NAME = "TYPED"  # of the environment: make says there which names were typed
# An empty one of these would be obeyed as another wish: to show again, or to go back by one.
FULL = ("TEXT", "UNTIL", "KIND", "HREF", "OFF", "TO", "ADDRESS", "URL")

# Of the environment, for every command; as are names of the cloud's own.
ANYWHERE = {"SITEURL", "PROFILE", "PYTHON", "SUDO", "DATABASE_URL", "VALKEY_URL", "REDIS_URL"}


def names() -> list[str]:
    return os.environ.get(NAME, "").split()


def check(command: str, known: Collection[str], typed: Iterable[str], alone: bool = False) -> None:
    """Raises MistakesFound for typed names that are misspelt or say nothing.

    known: what the command understands; alone: nothing else has a meaning for it
    """
    found = []
    for name in sorted(set(typed) - ANYWHERE):
        capitals = name.upper()
        hint = f" Có phải ý bạn là “{capitals}”?" if capitals in known else did_you_mean(capitals, known)
        if name in known:
            if name in FULL and not os.environ.get(name, "").strip():
                found.append(
                    f"{name} còn trống. Hãy ghi sau dấu bằng, giữa hai dấu nháy đơn, hoặc bỏ {name}."
                )
        elif hint:
            found.append(f"Không có “{name}”.{hint} Tên viết toàn chữ hoa.")
        elif alone and not name.startswith("AWS_"):
            found.append(f"Không có “{name}”. Các tên dùng được: {', '.join(sorted(known))}.")
    if found:
        raise MistakesFound(*(Mistake(f"make {command}", sentence) for sentence in found))
