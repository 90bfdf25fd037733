"""Old addresses with queries and for all beneath, and what no web server would take: on three servers."""

import http.client
import subprocess
from urllib.parse import quote

import pytest

from plugins.core.mistakes import MistakesFound
from plugins.publish.address import is_promised
from plugins.publish.redirects.moved import Moved, Notice, notice_path, notices, read_moved
from plugins.publish.redirects.old_address import canonical, parse
from plugins.publish.server.local_server import serving
from plugins.publish.targets import http_check
from tests.caddy import caddy
from tests.hosts import needs
from tests.nginx import command, configure, nginx
from tests.portal import PAGE, STORIES, make_portal

S = STORIES
MOVED = '<meta name="generator" content="moved">\n'
ROWS = {
    "/web/guest/tin?id=100": S[0],
    "/web/guest/tin?trang=2&id=100": S[1],
    "/web/guest/tin?id=7": None,
    "/web/guest/tin": S[2],
    "/Pages/chi-tiet.aspx?ItemID=102&CateID=7": S[3],
    "/tim?từ=Đại hội %26 lễ/hội": S[4],
    "/?p=5": S[5],
    "/?p=6": None,
    "/bare?100": S[6],
    "/ds/List.aspx?List={1A-2B}&ID=1": S[7],
    "/tin-cu/*": S[8],
    "/tin-cu/thang-1/*": S[9],
    "/tin-cu/thang-1/bai.html": S[10],
    "/bo-di/*": None,
    "/mau-cu.pdf": None,
    "/có dấu/và cách/": S[11],
    "/Y/": S[0],
    "/dir;x=1/a(b)[c]'d\"e$f{g}|h^i`j\\k": S[1],
    "/100%25": S[2],
    "/hoi%3Fdap": S[3],
    "/ra-ngoai": "https://khac.example/a?b=c&d=(1)*#e",
}
ASKED = {
    "/web/guest/tin?id=100": S[0],
    "/web/guest/tin?utm_source=zalo&id=100&fbclid=IwAR_-x": S[0],
    "/web/guest/tin?&&id=100&": S[0],
    "/web/guest/tin?id=100&id=3": S[0],
    "/Web/Guest/TIN?id=100": S[0],
    "/web/guest/tin;jsessionid=0A1B.node1?id=100": S[0],
    "/web%2Fguest/%74in?id=100": S[0],
    "/web/guest/tin?id=100&trang=2": S[1],
    "/web/guest/tin?trang=2&x=y&id=100": S[1],
    "/web/guest/tin?id=7": 410,
    "/web/guest/tin?id=1000": S[2],
    "/web/guest/tin?xid=100": S[2],
    "/web/guest/tin?id=10&0": S[2],
    "/web/guest/tin?ID=100": S[2],
    "/web/guest/tin": S[2],
    "/web/guest/tin;JSESSIONID=x": S[2],
    "/Pages/chi-tiet.aspx?CateID=7&ItemID=102": S[3],
    "/Pages/chi-tiet.aspx?ItemID=102": 404,
    "/tim?t%E1%BB%AB=%C4%90%E1%BA%A1i+h%E1%BB%99i+%26+l%E1%BB%85%2Fh%E1%BB%99i": S[4],
    "/tim?t%e1%bb%ab=%c4%90%e1%ba%a1i%20h%e1%bb%99i%20%26%20l%e1%bb%85/h%e1%bb%99i": S[4],
    "/?p=5": S[5],
    "/?fbclid=1&p=5": S[5],
    "/?p=6": 410,
    "/?p=7": 200,
    "/?fbclid=1": 200,
    "/": 200,
    "/bare?100": S[6],
    "/bare?100=": S[6],
    "/bare?1000": 404,
    "/ds/List.aspx?List=%7B1A-2B%7D&ID=1": S[7],
    "/tin-cu/": S[8],
    "/tin-cu/a/b.html?x=1": S[8],
    "/TIN-CU/a": S[8],
    "/bo-di": 404,
    "/tin-cuu/": 404,
    "/tin-cu/thang-1/": S[9],
    "/tin-cu/thang-1/x%20y": S[9],
    "/tin-cu/thang-1/bai.html": S[10],
    "/tin-cu/con-song/": 200,
    "/tin-cu/con-song/mau.pdf": 200,
    "/bo-di/": 410,
    "/bo-di/x/y": 410,
    "/c%C3%B3%20d%E1%BA%A5u/v%C3%A0%20c%C3%A1ch/": S[11],
    "/y/": 200,
    "/Y/": S[0],
    "/dir;x=1/a(b)%5Bc%5D'd%22e$f%7Bg%7D%7Ch%5Ei%60j%5Ck": S[1],
    "/100%25": S[2],
    "/hoi%3Fdap": S[3],
    "/hoi?dap": 404,
    "/ra-ngoai": "https://khac.example/a?b=c&d=(1)*#e",
    "/khong-co": 404,
}


def written(rows) -> str:
    """As YAML in quotes, whatever stands in the addresses."""
    lines = []
    for old, new in rows.items():
        old = old.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'- cũ: "{old}"\n  ' + (f'mới: "{new}"\n' if new else "gỡ: Lỗi\n"))
    return "".join(lines)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    portal = make_portal(tmp_path_factory.mktemp("portal"))
    portal.page("/tin-cu/con-song/")
    portal.write("tin-cu/con-song/mau.pdf", b"%PDF")
    portal.page("/y/")
    portal.moved(written(ROWS))
    for old in WHY:  # as a build draws them
        values = {"title": "Đã gỡ", "siteurl": "https://cong.example", "address": "/", "filler": ""}
        page = PAGE.format(**values, body=f"Vì {old}!", head=MOVED)
        portal.write(notice_path(canonical(old)), page)
    portal.published()
    return portal


# Rows at which no page can stand, and what is asked.
WHY = {
    "/web/guest/tin?id=7": "/web/guest/tin?utm_source=x&id=7",
    "/?p=6": "/?p=6",
    "/bo-di/*": "/bo-di/x/y",
    "/mau-cu.pdf": "/mau-cu.pdf",
}


def unsaid(port: int) -> dict:
    """Where 410 does not say why."""
    found = {}
    for row, asked in WHY.items():
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        line.request("GET", asked, headers={"Host": f"cong.example:{port}"})
        said = line.getresponse()
        text = said.read().decode()
        line.close()
        if said.status != 410 or f"Vì {row}!" not in text:
            found[row] = said.status, text[:300]
    return found


def answer(port: int, address: str) -> int | str:
    """The status, or where it leads."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", address, headers={"Host": f"cong.example:{port}"})
    said = line.getresponse()
    said.read()
    line.close()
    return (
        said.headers["Location"].removeprefix("https://cong.example") if said.status == 301 else said.status
    )


def wrong(port: int) -> dict:
    """What is answered otherwise than it should be."""
    found = {address: answer(port, address) for address in ASKED}
    return {address: said for address, said in found.items() if said != ASKED[address]}


def test_the_throw_away_server_leads_on(portal):
    with serving(portal.current, portal.local.manifest(portal.local.release_list().current)) as base:
        assert wrong(int(base.rpartition(":")[2])) == {}
        assert unsaid(int(base.rpartition(":")[2])) == {}


@needs("nginx")
def test_nginx_leads_on(portal, tmp_path):
    with nginx(tmp_path, portal, portal.local.folder) as (base, _):
        port = int(base.rpartition(":")[2])
        assert wrong(port) == {}
        assert unsaid(port) == {}
        assert answer(port, f"/web/guest/tin?{'&' * 900}id=100") == S[0]
        assert answer(port, f"/web/guest/tin?{'&' * 1000}id=100") == S[2], "no rows are tried for such"


@needs("caddy")
def test_caddys_log_names_no_reader_and_its_maintenance_page_keeps_its_style(portal, tmp_path):
    with caddy(tmp_path, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (port, log):
        (portal.local.folder / "bao-tri").touch()
        try:
            assert answer(port, "/") == answer(port, "/khong-co") == 503
            assert answer(port, "/theme/style.0a1b2c3d.css") == 200
        finally:
            (portal.local.folder / "bao-tri").unlink()
        assert answer(port, "/api/v1/views?id=benh-hiem") == 502
        assert answer(port, "/.release/manifest.json?q=benh-hiem") == 404
        text = log.read_text()
    assert "serving initial configuration" in text
    assert "remote_ip" not in text and "benh-hiem" not in text


@needs("caddy")
def test_caddy_leads_on(portal, tmp_path):
    with caddy(tmp_path, portal, portal.local.folder) as (port, _):
        assert wrong(port) == {}
        assert unsaid(port) == {}


def test_a_row_for_a_query_or_for_all_beneath_is_kept_for_ever(portal):
    before = (portal.folder / "content/du-lieu/chuyen-huong.yaml").read_text()
    for row in ("/?p=5", "/tin-cu/*"):
        portal.moved(written({old: new for old, new in ROWS.items() if old != row}))
        assert row in portal.refused()
    portal.moved(before)


# --- What no server would take -----------------------------------------------------

REFUSED = {
    "no slash": "tin",
    "a host": "//ke-gian.example/",
    "a whole address": "https://cu.example/tin",
    "empty": "",
    "a space before": " /tin",
    "a space behind": "/tin ",
    "a fragment": "/tin#muc",
    "hidden new line": "/a%0Ab",
    "hidden header": "/a%0D%0AX: 1",
    "hidden NUL": "/a%00",
    "half a code": "/a%2",
    "no code": "/100%",
    "a wrong code": "/a%zz",
    "old text": "/t%EDn",
    "cut text": "/a%C3",
    "surrogate": "/a%ED%A0%80",
    "two slashes": "/a//b",
    "hidden slashes": "/a/%2Fb",
    "up": "/a/../b",
    "hidden up": "/a/%2e%2e/b",
    "hidden folder": "/.git/config",
    "here": "/./a",
    "our folder": "/.release/x",
    "counts": "/api/v1/views",
    "live": "/live/weather.json",
    "star inside": "/a/*/b",
    "star at a name": "/a*",
    "star in a query": "/a?id=*",
    "star and query": "/a/*?id=1",
    "everything": "/*",
    "all styles": "/theme/*",
    "all media": "/media/*",
    "all of api": "/api/*",
    "all live": "/live/*",
    "some media": "/media/cu/*",
    "no name": "/a?=1",
    "two values": "/a?id=1&id=2",
    "back quote": "/a?x=`",
    "query new line": "/a?x=%0A",
    "query half": "/a?x=%",
    "query old text": "/a?x=%ED",
    "a tag": "/a<b>",
    "long path": "/" + "a" * 801,
    "long letters": "/" + "ế" * 400,
    "long query": "/a?x=" + "1" * 201,
    "fragment in query": "/a?x=1#y",
}


@pytest.mark.parametrize("sign", "\n\t\0\x1b\x7f\x85\u2028\u2029")
def test_signs_that_nobody_sees_are_refused(sign):
    for old in (f"/a{sign}b", f"/a?x={sign}", f"/a{sign}/*"):
        with pytest.raises(ValueError, match="không nhìn thấy"):
            canonical(old)


@pytest.mark.parametrize("old", REFUSED.values(), ids=REFUSED)
def test_what_no_server_takes_is_refused_with_its_line(tmp_path, old):
    text = f'- cũ: /dau/\n  gỡ: x\n- cũ: "{old}"\n  mới: /\n'
    (tmp_path / "moved.yaml").write_text(text, "utf-8")
    with pytest.raises(MistakesFound) as found:
        read_moved(tmp_path, "moved.yaml")
    assert len(found.value.mistakes) == 1 and "dòng 3" in str(found.value)


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("- cũ: /Default.aspx\n  mới: /\n- cũ: /default.aspx\n  mới: /tin/\n", 3, "(dòng 1)"),
        ("- cũ: /A?id=1\n  mới: /\n- cũ: /a?id=1\n  gỡ: x\n", 3, "(dòng 1)"),
        ("- cũ: /A/*\n  mới: /\n- cũ: /a/*\n  mới: /tin/\n", 3, "(dòng 1)"),
        ("- cũ: /a%20b\n  mới: /\n- cũ: /a b\n  mới: /\n", 3, "hai mục"),
        ("- cũ: /a?x=1&y=2\n  mới: /\n- cũ: /a?y=2&x=1\n  mới: /\n", 3, "hai mục"),
        ("- cũ: /a?x=1\n  mới: /\n- cũ: /a?x=1&utm_source=z\n  mới: /\n", 3, "hai mục"),
        ("- cũ: /a;jsessionid=1\n  mới: /\n- cũ: /a\n  mới: /\n", 3, "hai mục"),
        ("- cũ: /a/\n  mới: /a/?x=1\n", 1, "vòng quanh"),
        ("- cũ: /a/?x=1\n  mới: /a/?y=2&x=1\n", 1, "vòng quanh"),
        ("- cũ: /a/*\n  mới: /tin/*\n", 1, "trang có thật"),
        ("- cũ: /a/\n  mới: /" + "b" * 1001 + "\n", 1, "quá dài"),
        *(
            (f"- cũ: /a/\n  mới: https://{host}/\n", 1, "tên miền của địa chỉ mới")
            for host in ("u@b.vn", "u:p@b.vn", "b.vn:0", "b.vn.", "-b.vn", f"{'b' * 64}.vn")
        ),
    ],
)
def test_rows_that_are_one_to_a_server_or_lead_nowhere_are_told(tmp_path, text, line, words):
    (tmp_path / "moved.yaml").write_text(text, "utf-8")
    with pytest.raises(MistakesFound) as found:
        read_moved(tmp_path, "moved.yaml")
    assert f"dòng {line}" in str(found.value) and words in str(found.value)


SIGNS = "!\"$%&'()+,-.:;=@[\\]^_`{|}~ àĐ…€😀ﬁ"
ODD = {f"/ky-tu/{number}-{quote(sign)}x/": S[0] for number, sign in enumerate(SIGNS)}
ODD |= {f"/hoi?x{number}={quote(sign)}y": S[1] for number, sign in enumerate(SIGNS) if sign != "`"}
ODD |= {f"/duoi/{number}{quote(sign)}": S[2] for number, sign in enumerate(SIGNS)}
# An asterisk in its place is a sign of ours.
ODD |= {
    "/default": S[0],
    "/hostnames": S[0],
    "/include": S[0],
    "/volatile": S[0],
    "/~abc": S[0],
    "/~%2Aabc": S[0],
    "/Default.aspx": S[1],
    "/default.ASPX": S[1],
    "/DEFAULT.aspx": S[1],
    "/" + "a" * 799: S[2],
    "/tệp/" + "ế" * 100 + "/": S[2],
    "/" + "ế" * 260: S[3],
    "/q?x=" + "ế" * 60: S[3],
    "/q?x=" + "/" * 190: S[4],
    "/q?" + "&".join(f"n{n}={n}" for n in range(30)): S[5],
    "/index.html/x/": S[5],
    "/robots.txt/x/": S[6],
    "/$uri": S[6],
    "/${uri}": S[6],
    "/{path}": S[7],
    "/{http.request.uri}": S[7],
    "/{$HOME}/": S[7],
    "/q?x={path}": S[8],
    "/q?x={$HOME}": S[8],
    "/q?x=%25": S[8],
    "/q?x=%26%3D%2B%23": S[8],
    "/q?x=a\\\\": S[9],
    "/a.%2Ab": S[9],
    "/(a+)+$": S[9],
    "/[[:alpha:]]": S[9],
    "/(?i)x": S[9],
    "/\\\\x41": S[10],
    "/'": S[10],
    "/con/*": S[10],
    "/con/chau/*": S[11],
    "/Con-Hoa/*": S[11],
    "/a(b/*": S[11],
    "/ế {x}/*": S[11],
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A portal with every odd row that is taken, and five thousand plain ones."""
    portal = make_portal(tmp_path_factory.mktemp("odd"))
    many = {f"/tin-tuc/{'nhiều-chữ-' * 6}{number}/x.aspx": S[number % 12] for number in range(4_000)}
    many |= {f"/tin-tuc/xem?id={number}": S[number % 12] for number in range(1_000)}
    portal.moved(written(ODD | many))
    portal.published()
    return portal


def few(portal):
    """The manifest with what is odd in it, and some of the rest."""
    whole = portal.local.manifest(portal.local.release_list().current)
    odd = {canonical(old): whole.moved[canonical(old)] for old in ODD}
    moved = dict(list(whole.moved.items())[:40]) | odd
    return type(whole)(whole.files, moved, whole.gone)


@needs("nginx")
def test_nginx_starts_with_every_row_that_is_taken_and_answers_it(odd, tmp_path):
    configure(tmp_path / "t", odd, odd.local.folder)
    checked = subprocess.run(command(tmp_path / "t", "-t"), capture_output=True, text=True)
    log = (tmp_path / "t/error.log").read_text()
    assert checked.returncode == 0 and "[warn]" not in checked.stderr + log, checked.stderr
    with nginx(tmp_path / "n", odd, odd.local.folder) as (base, _):
        assert http_check.moved_complaints(base, few(odd)) == []


@needs("caddy")
def test_caddy_starts_with_every_row_that_is_taken_and_answers_it(odd, tmp_path):
    with caddy(tmp_path, odd, odd.local.folder) as (port, _):
        for old, new in few(odd).moved.items():
            assert answer(port, parse(old).example) == new, old


def test_each_row_that_is_gone_has_its_reason_drawn():
    moved = Moved({"/x?id=2": "/tin/"}, {"/x?id=1": "Đăng nhầm", "/bai/": "Đăng trùng"})
    drawn = dict(notices(moved))
    assert drawn == {
        notice_path("/x?id=1"): Notice("", "Đăng nhầm"),
        "bai/index.html": Notice("", "Đăng trùng"),
    }
    assert not is_promised(notice_path("/x?id=1")), "a row may lead on one day"
