"""Why an answer about the weather is not taken."""


class RefusedError(Exception):
    """Carries one Vietnamese sentence part, such as "trả lời mã 500"; it never holds a line break."""

    def __init__(self, reason: str):
        super().__init__(" ".join(reason.split())[:200])
