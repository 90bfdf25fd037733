"""The sky in words and as an icon.

Codes are those of WMO table 4677 that Open-Meteo uses
(https://open-meteo.com/en/docs, "WMO Weather interpretation codes").
"""

# code: (words, icon); an icon named "x-day" has a twin "x-night".
SKIES = {
    0: ("Trời quang", "clear-day"),
    1: ("Ít mây", "few-day"),
    2: ("Mây rải rác", "few-day"),
    3: ("Nhiều mây", "cloud"),
    45: ("Sương mù", "fog"),
    48: ("Sương mù đóng băng", "fog"),
    51: ("Mưa phùn nhẹ", "drizzle"),
    53: ("Mưa phùn", "drizzle"),
    55: ("Mưa phùn dày", "drizzle"),
    56: ("Mưa phùn băng giá", "drizzle"),
    57: ("Mưa phùn băng giá", "drizzle"),
    61: ("Mưa nhỏ", "rain"),
    63: ("Mưa vừa", "rain"),
    65: ("Mưa to", "rain"),
    66: ("Mưa băng giá", "rain"),
    67: ("Mưa băng giá", "rain"),
    71: ("Tuyết nhẹ", "snow"),
    73: ("Tuyết", "snow"),
    75: ("Tuyết dày", "snow"),
    77: ("Tuyết hạt", "snow"),
    80: ("Mưa rào nhẹ", "shower-day"),
    81: ("Mưa rào", "shower-day"),
    82: ("Mưa rào to", "shower-day"),
    85: ("Mưa tuyết rào", "snow"),
    86: ("Mưa tuyết rào", "snow"),
    95: ("Dông", "storm"),
    96: ("Dông kèm mưa đá", "storm"),
    99: ("Dông kèm mưa đá", "storm"),
}
NORMALS_ICON = "calendar"


def words(code: int, day: bool = True) -> str:
    """Mưa rào. A clear sky is sunny by day only."""
    return "Trời nắng" if code == 0 and day else SKIES[code][0]


def icon(code: int, day: bool = True) -> str:
    """The name of the icon in theme/static/img/weather.svg."""
    name = SKIES[code][1]
    return name if day else name.replace("-day", "-night")
