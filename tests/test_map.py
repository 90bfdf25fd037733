"""The map's plain parts: every file it reads, borders that stay shared, names in their places."""

import gzip
import json
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

import pelicanconf
from plugins.core import schema
from plugins.core.mistakes import MistakesFound
from plugins.map import borders, label
from plugins.map.coordinates import complaint
from plugins.map.files import MOST_BYTES, read_yaml
from plugins.map.frame import HEIGHT, WIDTH, fit
from plugins.map.geojson import read_outlines
from plugins.map.load_map import load_map
from plugins.map.merger import MergerFile, checked_merger
from plugins.map.points import read_spots
from plugins.map.settings import MapSettings
from plugins.map.unit_details import Facts, FactsFile, Names, split_kind
from tests.site import ROOT

OUTSIDE = ROOT.parent / "shared" / "data" / "hoaiduc.geojson"  # not part of the repository
SQUARE = [[105.70, 21.00], [105.71, 21.00], [105.71, 21.01], [105.70, 21.01], [105.70, 21.00]]


def unit(name="Xã Một", coordinates=None, kind="Polygon", **properties):
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"ten": name, **properties}, "geometry": geometry}


def collection(*features, **more) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def moved(ring, by=0.01):
    return [[x + by, y] for x, y in ring]


def refusal(text: str, **options) -> str:
    with pytest.raises(MistakesFound) as refused:
        read_outlines(text, "ban-do.geojson", **options)
    assert all(mistake.path == "ban-do.geojson" for mistake in refused.value.mistakes)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["Không phải GeoJSON", "dòng 1"]),
        ("<kml/>", ["Không phải GeoJSON", "dòng 1, cột 1"]),
        ('{"type": "FeatureCollection",\n"features": [,]}', ["dòng 2"]),
        ("[" * 100_000, ["lồng nhau"]),
        ("[]", ["FeatureCollection"]),
        ('{"type": "FeatureCollection"}', ["FeatureCollection"]),
        ('{"type": "Topology", "objects": {}}', ["TopoJSON"]),
        (collection(), ["trống"]),
        (collection(*[unit(f"Xã {n}") for n in range(301)]), ["301 đơn vị"]),
        (collection(unit(), crs={"properties": {"name": "EPSG:5897"}}), ["EPSG:5897", "WGS 84"]),
        (collection("x"), ["tên"]),
        (collection({**unit(), "properties": {"dientich": 1, "ma": "2"}}), ["'name'", "dientich, ma"]),
        (collection(unit(), unit("")), ["thứ 2", "không có tên"]),
        (collection(unit(), unit(None)), ["thứ 2", "không có tên"]),
        (collection(unit(), unit(" Xã  Một ")), ["“Xã Một” có 2 lần", "MultiPolygon"]),
        (collection({**unit(), "geometry": None}), ["“Xã Một”", "trống"]),
        (collection(unit(coordinates=[105.7, 21.0], kind="Point")), ["“Xã Một”", "Point"]),
        (collection(unit(coordinates=[])), ["không có đường ranh"]),
        (collection(unit(coordinates=[SQUARE[:2]])), ["ít hơn ba điểm"]),
        (collection(unit(coordinates=[[["a", "b"]]])), ["không đọc được"]),
        (collection(unit(coordinates=[[[105.7]]])), ["không đọc được"]),
        (collection(unit(coordinates=[[[True, False]] * 4])), ["không đọc được"]),
        (collection(unit(coordinates=[[[10**400, 21]] * 4])), ["không đọc được"]),
        (collection(unit(coordinates={"a": 1})), ["không đọc được"]),
        (collection(unit(coordinates=None, kind="MultiPolygon")), ["không đọc được"]),
        (collection(unit()).replace("21.01", "NaN"), ["NaN"]),
        (collection(unit()).replace("21.01", "9" * 5000), ["hàng nghìn chữ số"]),
        (collection(unit(nhan=[21.0, 105.7])), ["Chỗ đặt tên", "“Xã Một”"]),
        (collection(unit(nhan="giữa")), ["Chỗ đặt tên"]),
        (collection(unit(coordinates=[[[y, x] for x, y in SQUARE]])), ["vĩ độ đứng trước", "[105.7, 21]"]),
        (collection(unit(coordinates=[[[x * 5000, y * 1e5] for x, y in SQUARE]])), ["mét", "VN-2000"]),
        (collection(unit(coordinates=[[[x - 90, y] for x, y in SQUARE]])), ["ra ngoài Việt Nam"]),
    ],
)
def test_what_is_no_map_of_ours_is_refused_with_file_and_reason(text, words):
    sentence = refusal(text)
    assert all(word in sentence for word in words), sentence


def test_a_map_of_the_whole_country_is_refused_since_it_would_lack_its_islands():
    country = [[[105.3, 23.3], [109.4, 12.6], [104.8, 8.6], [105.3, 23.3]]]
    assert "Hoàng Sa và Trường Sa" in refusal(collection(unit("Việt Nam", country)))
    # A province with islands far out is one of ours.
    assert complaint([(108.6, 12.9), (109.4, 11.8), (114.4, 8.6)]) == ""


def test_every_mistake_of_a_file_is_told_at_once():
    sentence = refusal(collection(unit(""), unit("Xã Hai", [SQUARE[:1]]), unit("Xã Ba"), unit("Xã Ba")))
    assert all(word in sentence for word in ("thứ 1", "Xã Hai", "Xã Ba"))


def test_open_rings_holes_parts_heights_and_other_names_of_the_name_are_understood():
    hole = [[x * 0.5 + 52.8525, y * 0.5 + 10.5025] for x, y in SQUARE]
    features = [
        unit("Xã Hở", [SQUARE[:-1]]),
        unit("Xã Có lỗ", [moved(SQUARE), moved(hole)]),
        unit("Xã Đảo", [[moved(SQUARE, 0.02)], [moved(SQUARE, 0.04)]], "MultiPolygon"),
        unit("Xã Cao", [[[x + 0.06, y, 12.5] for x, y in SQUARE]]),
    ]
    for feature in features:
        feature["properties"] = {"NAME_3": feature["properties"]["ten"]}
    outlines = read_outlines(collection(*features), "x")
    assert [len(outline.rings) for outline in outlines] == [1, 2, 2, 1]
    assert all(ring[0] == ring[-1] and len(ring[0]) == 2 for outline in outlines for ring in outline.rings)
    assert read_outlines(collection(unit(khu="Khu Một")), "x", "khu")[0].name == "Khu Một"


def test_the_drawing_is_true_to_shape_and_fills_its_frame():
    frame = fit([(105.64, 20.95), (105.75, 21.09)])
    assert frame.point((105.64, 21.09))[1] == 12 and frame.point((105.75, 20.95))[1] == HEIGHT - 12
    west, _ = frame.point((105.64, 21.0))
    east, _ = frame.point((105.75, 21.0))
    assert west + east == pytest.approx(WIDTH, abs=1)
    # Over 15 km a kilometre east is a kilometre north: 0.11 and 0.14 degrees at 21.02 north.
    assert (east - west) / (HEIGHT - 24) == pytest.approx(0.11 * 0.93346 / 0.14, rel=0.003)
    assert frame.place(frame.point((105.70, 21.03))) == pytest.approx((105.70, 21.03), abs=2e-4)


def edges(rings):
    return {frozenset(edge) for ring in rings for edge in zip(ring, [*ring[1:], *ring[:1]], strict=True)}


def fractal(a, b, rng, depth=7):
    points = [a, b]
    for _ in range(depth):
        wound = []
        for (x, y), (nx, ny) in pairwise(points):
            bend = rng.uniform(-0.15, 0.15)
            wound += [(x, y), ((x + nx) / 2 - (ny - y) * bend, (y + ny) / 2 + (nx - x) * bend)]
        points = [*wound, points[-1]]
    return points


def thirty_units(jitter=0.0, depth=7):
    """Five by six units in a straight rim, with borders as wild as any river's.

    jitter: how far, in degrees, each unit's points lie from where its neighbours have them.
    """
    rng = random.Random(1656)
    node = lambda i, j: (105.6 + i * 0.03, 20.9 + j * 0.03)  # noqa: E731
    low = {
        (i, j): fractal(node(i, j), node(i + 1, j), rng, depth if 0 < j < 6 else 0)
        for i in range(5)
        for j in range(7)
    }
    left = {
        (i, j): fractal(node(i, j), node(i, j + 1), rng, depth if 0 < i < 5 else 0)
        for i in range(6)
        for j in range(6)
    }
    features = []
    for i in range(5):
        for j in range(6):
            ring = low[i, j][:-1] + left[i + 1, j][:-1] + low[i, j + 1][:0:-1] + left[i, j][::-1]
            ring = [[x + rng.uniform(-jitter, jitter), y + rng.uniform(-jitter, jitter)] for x, y in ring]
            features.append(unit(f"Xã Số {i}{j}", [ring]))
    return collection(*features)


def drawn(text):
    outlines = read_outlines(text, "x")
    frame = fit(place for outline in outlines for ring in outline.rings for place in ring)
    return borders.simplified([[map(frame.point, ring) for ring in outline.rings] for outline in outlines])


def test_shared_borders_stay_shared_when_points_are_left_out():
    units = drawn(thirty_units())
    assert sum(len(ring) for rings in units for ring in rings) < 30 * 4 * 128 / 5
    walked = Counter(step for rings in units for ring in rings for step in pairwise([*ring, ring[0]]))
    # Neighbours walk their border in opposite ways, and nobody else walks the rim.
    alone = {(a, b) for a, b in walked if walked[a, b] != walked[b, a]}
    xs, ys = zip(*(point for step in walked for point in step), strict=True)
    on_the_rim = [a[0] == b[0] in (min(xs), max(xs)) or a[1] == b[1] in (min(ys), max(ys)) for a, b in alone]
    assert len(alone) >= 22 and all(on_the_rim)


@pytest.mark.parametrize("jitter", [0, 2e-5, 3e-4])
def test_thirty_units_weigh_less_than_twelve_kilobytes(jitter):
    paths = "".join(borders.path_data(rings) for rings in drawn(thirty_units(jitter)))
    assert len(gzip.compress(paths.encode())) < 6_000, "the sheets around the paths take the rest"


@pytest.mark.parametrize("way", [1, -1])
def test_an_arc_weighs_the_same_both_ways(way):
    arc = [(0, 0), (3, 1), (5, -2), (9, 4), (12, 4), (15, 0)]
    assert borders.weights(arc[::way])[::way] == borders.weights(arc)


def test_a_hole_and_what_fills_it_keep_one_line():
    rng = random.Random(1)
    ring = [(x * 10, y * 10) for x, y in ((20, 20), (40, 20), (40, 40), (20, 40))]
    sides = zip(ring, ring[1:] + ring[:1], strict=True)
    wild = [(round(x), round(y)) for a, b in sides for x, y in fractal(a, b, rng)]
    frame = [(0, 0), (600, 0), (600, 600), (0, 600)]
    outer, inner = borders.simplified([[frame, wild], [wild[40:] + wild[:40]]])
    assert edges([outer[1]]) == edges(inner)
    assert label.inside(outer, (100, 100)) and not label.inside(outer, (300, 300))


@pytest.mark.parametrize(
    ("ring", "kept"),
    [
        ([(0, 0), (0, 0), (9, 0), (9, 9), (0, 0)], [(0, 0), (9, 0), (9, 9)]),
        ([(0, 0), (9, 0), (9, 9), (9, 20), (9, 9), (0, 9)], [(0, 0), (9, 0), (9, 9), (0, 9)]),
        ([(5, 5), (5, 5), (5, 5)], [(5, 5)]),
    ],
)
def test_repeated_points_and_spikes_go(ring, kept):
    assert borders.tidy(ring) == kept


def test_crumbs_go_but_never_a_whole_unit():
    crumb, square = [(1, 1), (2, 1), (2, 2)], [(10, 10), (90, 10), (90, 90), (10, 90)]
    assert borders.simplified([[square, crumb], [crumb]]) == [[square], [crumb]]
    assert borders.path_data([square]) == "M10 10l80 0 0 80-80 0z"
    assert borders.path_data([[(5, 5)]]) == "M5 5z"


BOUND = 60  # seconds, where what is not bounded takes hours


def test_lines_that_cross_everywhere_are_refused_in_bounded_time():
    rng, started = random.Random(2), monotonic()
    with pytest.raises(borders.TangledError):
        borders.simplified([[[(rng.randrange(WIDTH), rng.randrange(HEIGHT)) for _ in range(60_000)]]])
    borders.simplified([[[(i % 2 * 700, i // 2 % 1000) for i in range(30_000)]]])
    assert monotonic() - started < BOUND


def test_names_stand_in_their_units_and_wrap_where_it_is_narrow():
    tall, wide = [(0, 0), (100, 0), (100, 400), (0, 400)], [(0, 0), (400, 0), (400, 100), (0, 100)]
    placed = label.place_label("Song Phương", [tall], None, 22)
    assert label.inside([tall], (placed.x, placed.y)) and placed.lines == ("Song", "Phương")
    assert label.place_label("Song Phương", [wide], (200, 50), 22) == label.Label(200, 50, ("Song Phương",))
    horseshoe = [(0, 0), (300, 0), (300, 300), (200, 300), (200, 100), (100, 100), (100, 300), (0, 300)]
    assert label.inside([horseshoe], label.roomiest([horseshoe]))
    assert label.lines("Bình", 1, 22) == ("Bình",)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Xã Vân Canh", "Xã Vân Canh"),
        ("vân canh", "Xã Vân Canh"),
        ("van canh", "Xã Vân Canh"),
        ("Xã Dương Hoà", "Xã Dương Hòa"),
        ("Trạm Trôi", "Thị trấn Trạm Trôi"),
        ("Tân Lập", None),
        ("Xã Tân Lập", "Xã Tân Lập"),
        ("xa tan lap", "Xã Tân Lập"),
        ("Vân Cang", None),
    ],
)
def test_units_are_known_by_any_spelling_of_their_names(written, found):
    names = Names(["Xã Vân Canh", "Xã Dương Hòa", "Thị trấn Trạm Trôi", "Xã Tân Lập", "Phường Tân Lập"])
    assert names.find(written) == found
    assert split_kind("Thị trấn Trạm Trôi") == ("Thị trấn", "Trạm Trôi") and split_kind("Xã") == ("", "Xã")


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("units: [a", ["ngoặc vuông"]),
        ("units: {Xã Một: {dientich: 2}}", ["Xã Một › dientich"]),
        ("units: {Xã Một: {area: nhiều}}", ["area"]),
        ("units: {Xã Một: {population: 5000}}", ["năm (year)"]),
        ("units: {Xã Một: {label: [21.0, 105.7]}}", ["[kinh độ, vĩ độ]"]),
        ("units: {Xã Một: {telephone: hỏi sau}}", ["telephone"]),
        ("year: 2025", ["units còn thiếu"]),
    ],
)
def test_a_slip_in_the_facts_names_file_unit_and_value(tmp_path, yaml, words):
    (tmp_path / "so-lieu.yaml").write_text(yaml, "utf-8")
    with pytest.raises(MistakesFound) as refused:
        read_yaml(FactsFile, tmp_path, "so-lieu.yaml", "MAP")
    assert all(word in str(refused.value) for word in ("so-lieu.yaml", *words)), str(refused.value)


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ({"Xã Mộc": {"Xã Mới": "toàn bộ"}}, ["“Xã Mộc” không có", "“Xã Một”"]),
        ({"Xã Một": {"Xã Mới Nữa": "toàn bộ"}}, ["“Xã Mới Nữa” không có", "“Xã Mới”"]),
        ({"Xã Một": {}}, ["chưa ghi"]),
        ({"Xã Một": {"Xã Mới": "một phần"}}, ["chỉ thuộc một nơi"]),
        ({}, ["Còn thiếu “Xã Một”"]),
    ],
)
def test_a_merger_that_does_not_fit_the_map_is_told(units, words):
    file = schema.build(MergerFile, {"source": "Nghị quyết", "date": "2025-07-01", "units": units})
    with pytest.raises(MistakesFound) as refused:
        checked_merger(file, "sap-nhap.yaml", ["Xã Một"], ["Xã Mới"])
    assert all(word in str(refused.value) for word in ("sap-nhap.yaml", *words)), str(refused.value)


HEADER = "loại,tên,địa chỉ,điện thoại,vĩ độ,kinh độ\n"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + 'trạm y tế,Trạm Y tế,"Thôn 1, xã Một",024 1,21.005,105.705\n',
        HEADER.replace(",", ";") + "Trạm y tế;Trạm Y tế;Thôn 1, xã Một;024 1;21,005;105,705\r\n",
        "KINH ĐỘ\tVĨ ĐỘ\tTÊN\tLOẠI\tĐỊA CHỈ\n105.705\t21.005\tTrạm Y tế\ttram y te\tThôn 1, xã Một\n\n",
    ],
)
def test_places_are_read_as_offices_save_them(text):
    (spot,) = read_spots(text, "x")
    assert (spot.kind, spot.name, spot.address) == ("health", "Trạm Y tế", "Thôn 1, xã Một")
    assert spot.place == (105.705, 21.005) and spot.line == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["dòng 1", "Thiếu cột loại, tên, vĩ độ, kinh độ"]),
        ("loại,tên,vĩ độ\n", ["Thiếu cột kinh độ"]),
        (HEADER + "công an,A,,,21,105\nbệnh viện,B,,,21,105", ["dòng 3", "“bệnh viện” không có"]),
        (HEADER + "công an,,,,21,105", ["dòng 2", "chưa có tên"]),
        (HEADER + "công an,A,,,nơi kia,105", ["dòng 2", "Vĩ độ là “nơi kia”"]),
        (HEADER + "công an,A,,,105.7,21.0", ["dòng 2", "đổi chỗ"]),
        (HEADER + "công an,A,,,nan,105", ["dòng 2", "“nan”", "phải là số"]),
        (HEADER + "công an", ["dòng 2", "chưa có tên"]),
        (HEADER + 'công an,"A', ["dấu nháy"]),
        (HEADER + "công an,A,,,21,105\n" * 301, ["301 địa điểm"]),
    ],
)
def test_a_slip_in_the_places_names_file_and_line(text, words):
    with pytest.raises(MistakesFound) as refused:
        read_spots(text, "dia-diem.csv")
    assert all(word in str(refused.value) for word in ("dia-diem.csv", *words)), str(refused.value)


def settings(**changes) -> MapSettings:
    return schema.checked(MapSettings, pelicanconf.MAP | changes, "MAP")


def one_layer(tmp_path: Path, data: bytes | str) -> MapSettings:
    (tmp_path / "ban-do.geojson").write_bytes(data if isinstance(data, bytes) else data.encode())
    layer = {"slug": "nay", "title": "Nay", "shapes": "ban-do.geojson"}
    return settings(layers=[layer], merger="", points="")


def test_no_layers_no_map(tmp_path):
    assert load_map(tmp_path, MapSettings()) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"layers": pelicanconf.MAP["layers"] * 2}, ["nhiều nhất hai lớp"]),
        ({"merger": ""}, ["merger"]),
        ({"layers": [pelicanconf.MAP["layers"][0]] * 2}, ["trùng slug"]),
        ({"note": 5}, ["MAP['note']"]),
        ({"tiles": "https://tile.openstreetmap.org"}, ["tiles", "không phải là một mục"]),
    ],
)
def test_settings_that_make_no_map_are_told(changes, words):
    with pytest.raises(MistakesFound) as refused:
        settings(**changes)
    assert all(word in str(refused.value) for word in words), str(refused.value)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("points", "loại,tên,vĩ độ,kinh độ\ncông an,Xa,21.9,105.1\n", "dòng 2: “Xa” không nằm trong"),
        ("points", "x" * 200_001, "quá 0.2 MB"),
        ("merger", "units: [", "dòng 1: Dấu ngoặc vuông"),
        ("merger", "units: {}\nsource: x", "date còn thiếu"),
    ],
)
def test_a_slip_in_a_file_beside_the_shapes_is_told(tmp_path, name, text, words):
    (tmp_path / "tep").write_text(text, "utf-8")
    with pytest.raises(MistakesFound) as refused:
        load_map(ROOT, settings(**{name: str(tmp_path / "tep")}))
    assert words in str(refused.value), str(refused.value)


def test_a_file_of_fifty_megabytes_is_refused_unopened(tmp_path, monkeypatch):
    chosen = one_layer(tmp_path, "{}")
    with (tmp_path / "ban-do.geojson").open("wb") as file:
        file.truncate(50_000_000)
    for way in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, way, None)
    with pytest.raises(MistakesFound, match=r"ban-do.geojson: Tệp nặng 50 MB, quá 8 MB"):
        load_map(tmp_path, chosen)


def test_a_heavy_file_that_is_allowed_is_drawn_in_seconds(tmp_path):
    text, started = thirty_units(depth=9), monotonic()
    assert MOST_BYTES / 10 < len(text) < MOST_BYTES
    assert len(load_map(tmp_path, one_layer(tmp_path, text)).now.units) == 30
    assert monotonic() - started < BOUND


def test_a_file_that_is_missing_or_of_another_code_is_named(tmp_path):
    with pytest.raises(MistakesFound, match=r"MAP\['layers'\]\[0\]\['shapes'\].*không có tệp ấy"):
        load_map(tmp_path / "khong", one_layer(tmp_path, "{}"))
    with pytest.raises(MistakesFound, match="UTF-8"):
        load_map(tmp_path, one_layer(tmp_path, collection(unit()).encode("utf-16")))


def test_units_of_one_name_without_marks_have_anchors_of_their_own(tmp_path):
    text = collection(unit("Xã Đường"), unit("Xã Dương", [moved(SQUARE)]))
    anchors = [each.anchor for each in load_map(tmp_path, one_layer(tmp_path, text)).now.units]
    assert anchors == ["nay-xa-duong", "nay-xa-duong-2"]


@pytest.fixture(scope="module")
def sample():
    return load_map(ROOT, settings())


def test_the_sample_has_both_layers_in_vietnamese_order(sample):
    assert [each.short for each in sample.now.units] == ["An Khánh", "Dương Hòa", "Hoài Đức", "Sơn Đồng"]
    names = [each.short for each in sample.former.units]
    assert len(names) == 20 and names.index("Đắc Sở") < names.index("Đông La") < names.index("Yên Sở")
    assert sample.former.numbered and not sample.now.numbered


@pytest.mark.parametrize(
    ("old", "became"),
    [
        ("Thị trấn Trạm Trôi", {"Xã Hoài Đức": "toàn bộ"}),
        ("Xã Kim Chung", {"Xã Hoài Đức": "phần lớn", "Phường Tây Tựu": "một phần"}),
        ("Xã Vân Canh", {"Xã Sơn Đồng": "phần lớn", "Phường Xuân Phương": "một phần"}),
        ("Xã Vân Côn", {"Xã An Khánh": "phần lớn", "Xã Sơn Đồng": "một phần"}),
        ("Xã Song Phương", {"Xã Sơn Đồng": "phần lớn", "Xã An Khánh": "một phần"}),
        ("Xã Sơn Đồng", {"Xã Sơn Đồng": "toàn bộ"}),
        ("Xã Đông La", {"Xã An Khánh": "toàn bộ"}),
    ],
)
def test_the_sample_tells_what_an_old_unit_became(sample, old, became):
    (found,) = [each for each in sample.former.units if each.name == old]
    assert {share.name: share.part for share in found.shares} == became
    assert found.split == (len(became) > 1)


def test_the_sample_tells_what_a_new_unit_was_made_of(sample):
    (found,) = [each for each in sample.now.units if each.name == "Xã Sơn Đồng"]
    assert {part: [share.short for share in shares] for part, shares in found.parted.items()} == {
        "toàn bộ": ["Lại Yên", "Sơn Đồng", "Tiền Yên"],
        "phần lớn": ["Vân Canh", "Song Phương"],
        "một phần": ["An Khánh", "An Thượng", "Vân Côn"],
    }
    assert [len(each.shares) for each in sample.now.units] == [6, 5, 5, 8]


def test_the_samples_places_lie_in_their_communes(sample):
    assert sample.now.spot_kinds == ("committee", "school", "health", "police")
    assert all(each.short in spot.name for each in sample.now.units for spot in each.spots)
    assert all(len(each.spots) == 4 for each in sample.now.units)


def test_the_schematic_has_shared_borders_and_areas_about_right():
    folder = ROOT / "content/du-lieu/ban-do"
    for file in ("truoc-2025-07-01", "tu-2025-07-01"):
        outlines = read_outlines((folder / f"{file}.geojson").read_text("utf-8"), file)
        facts = read_yaml(FactsFile, folder, f"{file}.yaml", "MAP").units
        owners = [edge for outline in outlines for edge in edges([ring[:-1] for ring in outline.rings])]
        assert max(map(owners.count, owners)) == 2
        ends = [point for edge in owners if owners.count(edge) == 1 for point in edge]
        assert all(ends.count(point) % 2 == 0 for point in ends), "no gap and no overlap"
        for outline in outlines:
            area = sum(abs(borders.area(ring)) for ring in outline.rings) * 111.2**2 * 0.9335
            if wanted := facts.get(outline.name, Facts()).area:
                assert area == pytest.approx(wanted, rel=0.12), outline.name


def test_another_geojson_drops_in_without_a_change_of_code(tmp_path):
    """Told only where the file lies beside the repository."""
    if not OUTSIDE.is_file():
        return
    drawn = load_map(tmp_path, one_layer(tmp_path, OUTSIDE.read_bytes())).now
    assert len(drawn.units) == 20 and drawn.numbered
    assert all(0 < each.label.x < WIDTH and 0 < each.label.y < HEIGHT for each in drawn.units)
    # The same names as in the sample, so the sample's facts and merger fit it too.
    shapes = {"shapes": "ban-do.geojson"}
    old = pelicanconf.MAP["layers"][1] | shapes
    new = pelicanconf.MAP["layers"][0]
    for file in (new["shapes"], new["facts"], old["facts"], pelicanconf.MAP["merger"]):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((ROOT / file).read_bytes())
    both = load_map(tmp_path, settings(layers=[new, old], points=""))
    assert len(both.former.units) == 20 and all(each.shares for each in both.former.units)
