"""Names of files as text. One that came out of an archive made elsewhere may be bytes that are none, which
Python shows as half letters that cannot be written anywhere: nothing that is built has such a name."""

import re

HALF = re.compile("[\ud800-\udfff]")


def is_text(name: str) -> bool:
    return name.isascii() or not HALF.search(name)


def shown(text: str) -> str:
    """The text with a question mark for each byte that is no letter."""
    return text if is_text(text) else HALF.sub("\N{REPLACEMENT CHARACTER}", text)
