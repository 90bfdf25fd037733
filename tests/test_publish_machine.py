"""The machine of citizens: TLS, names that are nobody's, two portals side by side, floods, logs."""

import http.client
import re
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import ip_network

import pytest

from plugins.publish import settings
from plugins.publish.server import config
from plugins.publish.targets.http_check import ask
from tests.hosts import free_port, needs, running
from tests.nginx import command, lay_out, nginx, on_loopback, syntax_of
from tests.portal import SITEURL, STORIES, make_portal
from tests.site import ROOT

pytestmark = needs("nginx", "openssl")
HOST = "cong.example"
CONTEXT, BROWSER = ssl._create_unverified_context(), ssl._create_unverified_context()
BROWSER.set_alpn_protocols(["h2", "http/1.1"])


@contextmanager
def started(folder, port: int):
    """nginx as it is laid out in `folder`."""
    on_loopback(folder)
    checked = syntax_of(folder)
    assert checked.returncode == 0, checked.stderr
    with running(*command(folder), port=port):
        yield


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A folder as certbot leaves one, for our names and of no authority."""
    folder = tmp_path_factory.mktemp("certificate")
    names = ",".join(f"DNS:{name}" for name in (HOST, "cu.example", "xa.example"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "30", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName={names}",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def secure(tmp_path_factory, certificate):
    """(folder of nginx, port, port of TLS): a portal and its old name, as written, on https."""
    portal = make_portal(tmp_path_factory.mktemp("portal"))
    portal.settings(certificate=str(certificate), old_names=["cu.example"])
    portal.published()
    folder = tmp_path_factory.mktemp("nginx")
    port, tls_port = free_port(), free_port()
    lay_out(folder, (portal, portal.local.folder), port=str(port), tls_port=str(tls_port))
    proof = folder / "acme/.well-known/acme-challenge"
    proof.mkdir(parents=True)
    (proof / "chung-minh").write_text("của certbot")
    with started(folder, port):
        yield folder, port, tls_port


def send(port: int, text: bytes, name: str | None = None, tls: bool = False, wait: float = 20) -> bytes:
    """What a server answers to bytes written by hand; b'' when it hangs up, or says nothing in `wait` s."""
    with suppress(OSError), ExitStack() as stack:
        line = stack.enter_context(socket.create_connection(("127.0.0.1", port), 20))
        if tls:
            line = stack.enter_context(CONTEXT.wrap_socket(line, server_hostname=name))
        line.sendall(text)
        line.settimeout(wait)
        return b"".join(iter(lambda: line.recv(65536), b""))
    return b""


def protocol(port: int) -> str | None:
    """The protocol that a browser of today and the server agree upon."""
    plain = socket.create_connection(("127.0.0.1", port), 20)
    with BROWSER.wrap_socket(plain, server_hostname=HOST) as secure:
        return secure.selected_alpn_protocol()


def asking(host: str | None, target: str = "/tin/?q=benh-hiem") -> bytes:
    head = "" if host is None else f"Host: {host}\r\n"
    return f"GET {target} HTTP/1.1\r\n{head}User-Agent: NGUOI-DOC\r\nConnection: close\r\n\r\n".encode()


def test_port_80_leads_to_https_and_shows_certbots_proof(secure):
    _, port, _ = secure
    answer = send(port, asking(HOST, "/tin/b%C3%A0i/?a=1")).decode()
    assert "301" in answer and f"Location: {SITEURL}/tin/b%C3%A0i/?a=1\r\n" in answer
    assert "của certbot" in send(port, asking(HOST, "/.well-known/acme-challenge/chung-minh")).decode()
    assert b"301" in send(port, asking("cu.example", "/x"))[:20]


def test_https_shows_the_portal_by_http2_too_and_keeps_to_it(secure):
    _, _, tls_port = secure
    answer = send(tls_port, asking(HOST, STORIES[0]), HOST, tls=True).decode()
    assert answer.startswith("HTTP/1.1 200") and "Strict-Transport-Security: max-age=31536000\r\n" in answer
    assert protocol(tls_port) == "h2"
    answer = send(tls_port, asking("cu.example", "/x?y"), "cu.example", tls=True).decode()
    assert answer.startswith("HTTP/1.1 301") and f"Location: {SITEURL}/x?y\r\n" in answer


ODD = (
    "evil.example",
    "evil.example:80",
    "127.0.0.1",
    "[::1]",
    "localhost",
    "",
    HOST + ".evil.example",
    "x" * 300,
)


@pytest.mark.parametrize("host", ODD)
def test_names_that_are_nobodys_get_no_answer(secure, host):
    _, port, tls_port = secure
    assert send(port, asking(host)) == b"" or b" 400 " in send(port, asking(host))[:20]
    assert send(tls_port, asking(HOST), host[:60] or None, tls=True) == b""
    assert not send(tls_port, asking(host), HOST, tls=True).startswith(b"HTTP/1.1 200")


def test_a_redirect_never_leads_where_the_request_said(secure):
    _, port, tls_port = secure
    for tls, at in ((False, port), (True, tls_port)):
        for text in (
            asking(HOST, "http://evil.example/tin"),
            asking(HOST, "//evil.example/%2e%2e"),
            asking(HOST + ":99", STORIES[0].rstrip("/")),
            asking(HOST, STORIES[0].rstrip("/")),
        ):
            answer = send(at, text, HOST, tls=tls).decode()
            place = re.search(r"^Location: (.*)\r$", answer, re.M)
            assert not place or place[1].startswith((f"{SITEURL}/", STORIES[0])), answer


def test_no_log_anywhere_names_a_reader_or_what_was_searched_for(secure):
    folder, port, tls_port = secure
    noise = [asking(host) for host in (HOST, "cu.example", *ODD, None)]
    noise += [
        b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET /?q=benh-hiem HTTP/9.9\r\n\r\n", b"\r\n" * 9,
        asking(HOST, "/" + "a" * 40_000 + "?q=benh-hiem"), asking(HOST, "/%00?q=benh-hiem"),
        b"POST / HTTP/1.1\r\nHost: cong.example\r\nContent-Length: 9999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: cong.example\r\nX: " + b"benh-hiem" * 9000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: cong.example\r\nHost: cong.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: cong.example\r\nTransfer-Encoding: x\r\n\r\n",
        asking(HOST, "/api/v1/views?id=1&q=benh-hiem"), asking(HOST, "/.git/config?q=benh-hiem"),
        asking(HOST, "/khong-co/?q=benh-hiem"), asking(HOST, "/live/x?q=benh-hiem"),
    ]  # fmt: skip
    for text in noise:
        send(port, text[:9], wait=0.01)  # and leaves
        for name in (HOST, "cu.example", "evil.example", None):
            send(tls_port, text, name, tls=True, wait=0.2)
        send(port, text, wait=0.2)
        send(tls_port, text, wait=0.2)
    log = folder / "tram-tin.log"
    until = time.monotonic() + 20
    while "/khong-co/" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert "/khong-co/" in log.read_text()
    logs = {path.name: path.read_text("utf-8", "replace") for path in folder.glob("*.log")}
    assert {"access.log", "error.log", "tram-tin.log"} <= set(logs)
    for name, text in logs.items():
        for word in ("127.0.0.1", "::1", "NGUOI-DOC", "benh-hiem"):
            assert word not in text, f"{name}: {word}"


def test_what_is_written_anew_is_the_same_and_takes_no_https_away(tmp_path):
    portal = make_portal(tmp_path / "portal")
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        assert portal.run("server-config", "--to", str(folder)).status == 0
    one, two = ({p.name: p.read_text() for p in folder.iterdir()} for folder in folders)
    assert one == two
    assert f"ssl_certificate /etc/letsencrypt/live/{HOST}/fullchain.pem;" in one["tram-tin.conf"]
    assert "listen 443 ssl http2;" in one["tram-tin.conf"] and "listen 80;" in one["tram-tin-http.conf"]


@pytest.mark.parametrize(
    "siteurl, names, words",
    [
        ("http://cong.example", {"tram-tin.conf"}, "listen 80;"),
        ("http://cong.example:8080", {"tram-tin.conf"}, "listen 8080;"),
        ("https://cong.example", {"tram-tin.conf", "tram-tin-http.conf"}, "listen 443 ssl http2;"),
        ("https://cong.example:8443", {"tram-tin.conf", "tram-tin-http.conf"}, "listen 8443 ssl http2;"),
    ],
)
def test_the_address_decides_about_ports_and_tls(tmp_path, siteurl, names, words):
    portal = make_portal(tmp_path / "portal")
    portal.settings(siteurl)
    read = settings.read(portal.folder / "settings.py")
    files = config.render(read, config.machine(read, ()))
    assert {n for n in files if n in ("tram-tin.conf", "tram-tin-http.conf")} == names
    assert words in files["tram-tin.conf"] and ("ssl_" in files["tram-tin.conf"]) == siteurl.startswith(
        "https"
    )


def test_step_three_of_the_handbook_works_as_it_is_printed(tmp_path, certificate):
    step = (ROOT / "docs/quan-tri.md").read_text("utf-8").partition("\n## 3.")[2].partition("\n## 4.")[0]
    portal = make_portal(tmp_path / "portal")
    portal.settings(certificate=str(certificate))
    portal.published()
    written, folder, port, tls_port = tmp_path / "written", tmp_path / "nginx", free_port(), free_port()
    portal.run("server-config", "--to", str(written))
    for file in written.iterdir():
        text = re.sub(r"(listen (?:\[::\]:)?)80\b", rf"\g<1>{port}", file.read_text())
        text = re.sub(r"(listen (?:\[::\]:)?)443\b", rf"\g<1>{tls_port}", text)
        file.write_text(text.replace("/var/log/nginx", str(folder)))
    lay_out(folder)
    (folder / "sites-available").mkdir()
    (folder / "sites-enabled/default").write_text("server { listen 80 default_server; }\n")
    for block in re.findall(r"```\n(.*?)```", step, re.S):
        for line in block.splitlines():
            if re.match("sudo (cp|ln|rm) ", line):
                typed = line.removeprefix("sudo ").replace("/etc/nginx", str(folder))
                assert subprocess.run(["sh", "-c", typed], cwd=written).returncode == 0, line
            if line == "sudo nginx -t":
                assert syntax_of(folder).returncode == 0, syntax_of(folder).stderr
    with started(folder, port):
        assert b" 301 " in send(port, asking(HOST))[:20]
        assert b" 200 " in send(tls_port, asking(HOST, STORIES[0]), HOST, tls=True)[:20]


# --- Two portals -------------------------------------------------------------------


def test_everything_a_server_shares_bears_the_portals_name(tmp_path):
    portal = make_portal(tmp_path / "portal")
    portal.settings(name="an-khanh", old_names=["cu.example"])
    read = settings.read(portal.folder / "settings.py")
    files = config.render(read, config.machine(read, ()))
    for name, text in files.items():
        assert name.startswith("an-khanh") or name in config.SHARED, name
        assert not re.search(r"tram[-_]tin", text), name
    assert "User=an-khanh\n" in files["an-khanh-views.service"]
    assert "RuntimeDirectory=an-khanh\n" in files["an-khanh-views.service"]
    assert "-/var/backups/an-khanh\n" in files["an-khanh-backup.service"]
    assert "unix:/run/an-khanh/views.sock;" in files["an-khanh.conf"]


@pytest.mark.parametrize(
    "name", ["An-Khanh", "an_khanh", "an khanh", "-an", "an-", "1an", "a" * 31, "", "nginx", "a/b"]
)
def test_a_name_that_a_server_cannot_use_is_refused(tmp_path, name):
    portal = make_portal(tmp_path / "portal")
    portal.settings(name=name)
    said = portal.run("server-config")
    assert said.status == 1 and "PUBLISH['name']" in said.err and "an-khanh" in said.err


def test_two_portals_stand_in_one_nginx(tmp_path, certificate):
    portals = {HOST: make_portal(tmp_path / "one"), "xa.example": make_portal(tmp_path / "two")}
    for host, portal in portals.items():
        portal.settings(f"https://{host}", name=host.split(".")[0], certificate=str(certificate))
        for path in portal.site.rglob("*.*"):
            if path.suffix in (".html", ".xml", ".txt"):
                text = (
                    path.read_text().replace(SITEURL, f"https://{host}").replace("Trang /404", f"{host} /404")
                )
                portal.write(path.relative_to(portal.site).as_posix(), text)
        portal.moved(f"- cũ: /xưa/\n  mới: {STORIES[len(host) - 10]}\n")
        portal.published()
    folder, port, tls_port = tmp_path / "nginx", free_port(), free_port()
    places = ((portal, portal.local.folder) for portal in portals.values())
    lay_out(folder, *places, port=str(port), tls_port=str(tls_port))
    with started(folder, port):
        for host in portals:
            answer = send(tls_port, asking(host, "/khong-co/"), host, tls=True).decode()
            assert answer.startswith("HTTP/1.1 404") and f"{host} /404" in answer
            answer = send(tls_port, asking(host, "/x%C6%B0a/"), host, tls=True).decode()
            assert f"Location: https://{host}{STORIES[len(host) - 10]}\r\n" in answer
            assert f"Location: https://{host}/\r\n" in send(port, asking(host, "/")).decode()
        assert {p.name for p in folder.glob("*.log")} >= {"cong.log", "xa.log"}


@pytest.mark.parametrize("ssh", ["sshpass -p bi-mat ssh", "sshpass -pbi-mat ssh", "ssh -o Password=bi-mat"])
def test_a_password_in_the_command_that_reaches_a_server_is_refused(tmp_path, ssh):
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=ssh)
    said = portal.run("server-config")
    assert said.status == 1 and "khóa ssh" in said.err


# --- Floods ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flooded(tmp_path_factory):
    """How many of many requests from the given addresses nginx holds back."""
    portal = make_portal(tmp_path_factory.mktemp("portal"))
    portal.published()
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "conf.d").mkdir()
    # The tests say who asks; the public server never believes a request.
    (folder / "conf.d/who.conf").write_text("set_real_ip_from 127.0.0.1;\nreal_ip_header X-Test;\n")
    with nginx(folder, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (base, _):

        def held_back(addresses) -> int:
            line = http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)
            count = 0
            for address in addresses:
                line.request("POST", "/api/v1/views/5", headers={"X-Test": str(address)})
                answer = line.getresponse()
                answer.read()
                count += answer.status == 429
            line.close()
            return count

        yield held_back


HOUSEHOLD = list(ip_network("2001:db8:1:2::/120").hosts())[:200]


@pytest.mark.parametrize(
    "addresses, some",
    [
        (HOUSEHOLD, True),
        ([f"2001:db8:1:3:{n:x}::1" for n in range(1, 201)], True),
        ([f"2001:db8:2:{n:x}::1" for n in range(1, 201)], False),
        # Bytes that end a line stand inside addresses as well.
        ([f"2001:db8:0a0a:0a0a:{n:x}::0a0a" for n in range(1, 201)], True),
        ([f"2001:db8:0a0a:{n:x}0a::0a" for n in range(1, 201)], False),
        (["203.0.113.7"] * 200, True),
        (["::ffff:203.0.113.8", "203.0.113.8"] * 100, True),
        ([f"::ffff:198.51.100.{n}" for n in range(200)], False),
        ([f"198.18.100.{n}" for n in range(200)], False),
    ],
    ids=["one household", "its other half", "200 households", "line ends", "line ends in households",
         "one address", "one address told twice", "mapped addresses", "200 addresses"],
)  # fmt: skip
def test_a_household_is_one_reader_for_limits_too(flooded, addresses, some):
    assert (flooded(addresses) > 50) is some


# --- Maintenance -------------------------------------------------------------------


def test_the_maintenance_page_wears_its_style(tmp_path):
    portal = make_portal(tmp_path / "portal")
    portal.page("/bao-tri.html")
    portal.published()
    with nginx(tmp_path / "nginx", portal, portal.local.folder) as (base, _):
        (portal.local.folder / "bao-tri").touch()
        status, _, body = ask(f"{base}/")
        styles = re.findall(r'href="(/theme/[^"]+)"', body.decode())
        assert status == 503 and styles
        for style in styles:
            status, headers, _ = ask(base + style)
            assert status == 200 and headers["content-type"].startswith("text/css")
        for path in (STORIES[0], "/theme", "/themes/x", "/theme/../index.html", "/feeds/tat-ca.atom.xml"):
            assert ask(base + path)[0] == 503, path
