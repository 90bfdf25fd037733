"""What was typed after a make command: names that no command knows, and names with nothing after them."""

import os
from collections.abc import Collection

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean

NAME = "TYPED"  # of the environment: make says there which names were typed
# An empty one of these would be obeyed as another wish: to show again, or to go back by one.
FULL = ("TEXT", "UNTIL", "KIND", "HREF", "OFF", "TO", "FROM", "INTO", "AT", "ADDRESS", "URL")

CURLED = ("“", "”", "„", "‘", "’")  # no quotes to a shell, which ends such a value at its first space
# Of the environment, for every command; as are names of the cloud's own.
ANYWHERE = {"SITEURL", "PROFILE", "PYTHON", "SUDO", "DATABASE_URL", "VALKEY_URL", "REDIS_URL"}


def check(command: str, known: Collection[str]) -> None:
    """Raises MistakesFound for typed names that are misspelt, unknown or say nothing.

    known: what the command understands. They were typed for this command: those it starts are not told.
    """
    found = []
    for name in sorted(set(os.environ.pop(NAME, "").split()) - ANYWHERE):
        capitals = name.upper()
        hint = f" Có phải ý bạn là “{capitals}”?" if capitals in known else did_you_mean(capitals, known)
        if name in known:
            value = os.environ.get(name, "")
            if value.startswith(CURLED) and not any(each in value[1:] for each in CURLED):
                found.append(f"{name} bắt đầu bằng dấu nháy cong. Hãy gõ nháy thẳng: {name}='…'.")
            elif name in FULL and not value.strip():
                found.append(
                    f"{name} còn trống. Hãy ghi sau dấu bằng, giữa hai dấu nháy đơn, hoặc bỏ {name}."
                )
        elif hint:
            found.append(f"Không có “{name}”.{hint} Tên viết toàn chữ hoa.")
        elif not name.startswith("AWS_"):
            usable = f"Các tên dùng được: {', '.join(sorted(known))}." if known else "Hãy bỏ nó đi."
            found.append(f"Không có “{name}”. {usable}")
    if found:
        raise MistakesFound(*(Mistake(f"make {command}", sentence) for sentence in found))
