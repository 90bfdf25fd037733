"""Numbers in words, as they are said: 2024 is "hai nghìn không trăm hai mươi tư"."""

from dataclasses import dataclass

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class Numerals:
    """How a region says numbers: "một trăm linh năm nghìn" or "một trăm lẻ năm ngàn"."""

    odd: str = "linh"
    thousand: str = "nghìn"

    def cardinal(self, number: int) -> str:
        """0 and what is greater."""
        if number >= 1_000_000_000:
            billions, rest = divmod(number, 1_000_000_000)
            parts = [f"{self.cardinal(billions)} tỷ", *self._groups(rest, after=True)]
        else:
            parts = self._groups(number) or [DIGITS[0]]
        return " ".join(parts)

    def decimal(self, whole: int, fraction: str) -> str:
        """3 and "5" are "ba phẩy năm"; a fraction is read as a number where it has two digits at most."""
        read = self.cardinal(int(fraction)) if len(fraction) < 3 and fraction[0] != "0" else digits(fraction)
        return f"{self.cardinal(whole)} phẩy {read}"

    def ordinal(self, number: int) -> str:
        """What stands after "thứ"."""
        return {1: "nhất", 4: "tư"}.get(number) or self.cardinal(number)

    def _groups(self, number: int, after: bool = False) -> list[str]:
        """The words of a number below a billion by thousands; after: something greater was said."""
        parts: list[str] = []
        for power in (2, 1, 0):
            group = number // 1000**power % 1000
            if group:
                parts += [self._hundreds(group, after or bool(parts)), *self._name(power)]
        return parts

    def _name(self, power: int) -> list[str]:
        return [self.thousand if power == 1 else GROUPS[power]] if power else []

    def _hundreds(self, group: int, after: bool) -> str:
        hundred, rest = divmod(group, 100)
        ten, one = divmod(rest, 10)
        said = [DIGITS[hundred], "trăm"] if hundred or after else []
        if ten:
            said += ["mười"] if ten == 1 else [DIGITS[ten], "mươi"]
        elif one and said:
            said.append(self.odd)
        if one:
            said.append(_one(one, ten))
        return " ".join(said)


def _one(one: int, ten: int) -> str:
    if one == 5 and ten:
        return "lăm"
    if ten > 1:
        return {1: "mốt", 4: "tư"}.get(one, DIGITS[one])
    return DIGITS[one]


def digits(text: str) -> str:
    """Each digit of `text` by itself: "024" is "không hai bốn"."""
    return " ".join(DIGITS[int(sign)] for sign in text if sign.isdecimal())


def roman(text: str) -> int:
    """The number of a Roman numeral; 0 for what is none."""
    values = [ROMAN.get(letter, 0) for letter in text]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if all(values) and _written(total) == text else 0


def _written(number: int) -> str:
    steps = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    text = ""
    for value, letters in steps.items():
        while number >= value:
            text, number = text + letters, number - value
    return text
