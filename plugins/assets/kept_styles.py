"""Compiled styles, kept from one build to the next: most builds change none."""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import cast

from plugins.core.files import store
from plugins.core.program_identity import program


def compiled(sheets: dict[str, str], browsers: list[str], kept: Path | None = None) -> dict[str, str]:
    """As plugins.assets.styles.compiled, which is asked unless the file `kept` tells of these very sheets.

    None: nothing is kept
    """
    key = sha256(json.dumps([program(), browsers, sheets]).encode()).hexdigest()
    if kept and (found := _read(kept, key)):
        return found
    from plugins.assets import styles  # loads a compiler

    made = styles.compiled(sheets, browsers)
    if kept:
        body = json.dumps(made, ensure_ascii=False).encode()
        with suppress(OSError):  # without it the next build only takes longer
            store(kept, f"{key} {sha256(body).hexdigest()}\n".encode() + body)
    return made


def _read(kept: Path, key: str) -> dict[str, str] | None:
    """What was made of the sheets that `key` stands for; None where others were kept, or it is damaged."""
    with suppress(OSError, ValueError):
        head, _, body = kept.read_bytes().partition(b"\n")
        if head.decode() == f"{key} {sha256(body).hexdigest()}":
            return cast(dict[str, str], json.loads(body))
    return None
