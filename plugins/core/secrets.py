"""What opens a door stands in no log and no sentence."""

import re

# Whatever an address, a command or an error may carry.
SECRET = re.compile(
    r"(?<=://)[^/\s:@]*:[^/\s]+(?=@)"
    r"|(?i:(?<=password=)|(?<=token=)|(?<=secret=)|(?<=key=)|(?<=signature=)|(?<=credential=))[^\s&]+"
    r"|\bA(?:KIA|SIA)[A-Z0-9]{16}\b"
)


def without_secrets(text: str) -> str:
    """`text` with stars for each secret in it."""
    return SECRET.sub("***", text)
