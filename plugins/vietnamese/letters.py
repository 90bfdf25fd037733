"""Capitals and small letters for patterns: a span as "À-Ỹ" holds both, and marks between them."""

_LETTERS = [letter for letter in map(chr, range(ord("A"), ord("ỹ") + 1)) if letter.isalpha()]
CAPITAL = f"[{''.join(filter(str.isupper, _LETTERS))}]"
SMALL = f"[{''.join(filter(str.islower, _LETTERS))}]"
