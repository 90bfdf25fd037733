"""Whether pairs of numbers can be places in Vietnam, longitude first, in degrees."""

from collections.abc import Iterable

# Mainland, sea and islands, Hoàng Sa and Trường Sa with room around them.
WEST, EAST, SOUTH, NORTH = 102.0, 118.0, 6.0, 24.0
# Degrees of latitude. The widest province with its islands takes seven; the country, fifteen.
MOST_LATITUDE = 10.0

Place = tuple[float, float]


def in_vietnam(longitude: float, latitude: float) -> bool:
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def complaint(places: Iterable[Place]) -> str:
    """What is wrong with all these (longitude, latitude) pairs, in Vietnamese, or ''."""
    longitudes, latitudes = zip(*places, strict=True)
    box = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    west, east, south, north = box
    if in_vietnam(west, south) and in_vietnam(east, north):
        # A map of the whole country must show Hoàng Sa and Trường Sa; none is drawn here,
        # so that no incomplete one can be (Nghị định 174/2026, điều 93).
        if north - south > MOST_LATITUDE:
            return (
                "Tệp phủ một vùng rộng như cả nước. Trạm Tin chỉ vẽ bản đồ địa phương, vì bản đồ "
                "cả nước phải có đủ Hoàng Sa và Trường Sa. Hãy chỉ giữ các đơn vị của địa phương."
            )
        return ""
    if in_vietnam(south, west) and in_vietnam(north, east):
        return (
            f"Tọa độ [{west:g}, {south:g}] có vĩ độ đứng trước kinh độ. GeoJSON viết kinh độ trước: "
            f"[{south:g}, {west:g}]. Hãy xuất lại tệp theo đúng thứ tự."
        )
    if max(abs(number) for number in box) > 360:
        return (
            f"Tọa độ [{west:g}, {south:g}] tính bằng mét (như VN-2000). Hãy xuất lại tệp "
            "theo kinh độ, vĩ độ WGS 84 (EPSG:4326)."
        )
    return (
        f"Tọa độ trải từ [{west:g}, {south:g}] tới [{east:g}, {north:g}], ra ngoài Việt Nam. Hãy xem lại tệp."
    )
