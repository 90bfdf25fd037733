"""MET Norway's symbols as WMO codes (https://github.com/metno/weathericons, legend)."""

from plugins.weather.refusal import RefusedError

PLAIN = {"clearsky": 0, "fair": 1, "partlycloudy": 2, "cloudy": 3, "fog": 45}
# light, plain, heavy
FALLING = {
    "rain": (61, 63, 65),
    "rainshowers": (80, 81, 82),
    "sleet": (85, 85, 86),
    "sleetshowers": (85, 85, 86),
    "snow": (71, 73, 75),
    "snowshowers": (85, 85, 86),
}
THUNDER = 95


def _all() -> dict[str, int]:
    codes = dict(PLAIN)
    for kind, strengths in FALLING.items():
        for prefix, code in zip(("light", "", "heavy"), strengths, strict=True):
            codes[prefix + kind] = code
            codes[f"{prefix}{kind}andthunder"] = THUNDER
            # Two of the legend's own names have one s too many.
            codes[f"{prefix}s{kind}andthunder"] = THUNDER
    return codes


CODES = _all()


def code_of(symbol: str) -> int:
    """63 for "rain", 81 for "rainshowers_night"."""
    code = CODES.get(symbol.partition("_")[0])
    if code is None:
        raise RefusedError(f"ký hiệu thời tiết lạ {symbol!r}")
    return code
