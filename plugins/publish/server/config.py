"""What web servers and systemd are told, filled in for one portal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from plugins.backup import settings as backup
from plugins.core.media_types import MEDIA_TYPES
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.server import headers
from plugins.publish.settings import ODD, Portal
from plugins.publish.target import Bucket, Server

HERE = Path(__file__).parent
# Written for the portal of this name; others take its place.
UNITS = sorted(path.name for path in HERE.glob("tram-tin-*"))
# The same for every portal of a machine, so under one name.
HASHES = {"00-map-hash.conf": "map-hash.conf", "00-name-hash.conf": "name-hash.conf"}
SHARED = HASHES | {"00-closed.conf": "closed.conf", "Caddyfile": "Caddyfile"}
SITES, SNIPPETS, SYSTEMD = "/etc/nginx/sites-available/", "/etc/nginx/snippets/", "/etc/systemd/system/"
HOMES = dict.fromkeys(HASHES, "/etc/nginx/conf.d/") | {"00-closed.conf": SITES, "Caddyfile": "/etc/caddy/"}
NEXT = "next"  # under Portal.cache: the second since 1970 at which to wake, or nothing
# When the timer wakes whatever is due: for what editors withdrew, and where everything in content/ goes out.
PERIODS = {"due": "hourly", "all": "*:0/15"}
CERTBOT = "-certbot.conf"  # a drop-in for the unit that renews certificates
NEVER = "Đường dẫn có chữ cách hay ký tự lạ; máy chủ web không đọc được. Hãy đổi tên."


@dataclass(frozen=True)
class Machine:
    """How a server is laid out.

    base: the folder with releases/ and current; project: a checkout on it
    name: what all that the portals of one machine share begins with; also its user
    certificate: the folder with fullchain.pem and privkey.pem; acme: where certbot puts its proofs
    """

    base: str
    project: str
    live: str
    name: str
    certificate: str
    port: str = "80"
    tls_port: str = "443"
    logs: str = "/var/log/nginx"
    acme: str = "/var/www/html"
    socket: str = ""
    server: str = "nginx"


def machine(portal: Portal, targets: Sequence[Server | Bucket]) -> Machine:
    """The public server's layout: the first server of `targets`, or this machine."""
    base = next(
        (target.path for target in targets if isinstance(target, Server)), str(portal.folder.resolve())
    )
    live = str((portal.root / portal.publish.live).resolve())
    at = urlsplit(portal.siteurl)
    certificate = portal.publish.certificate or f"/etc/letsencrypt/live/{at.hostname}"
    made = Machine(base, str(portal.root), live, portal.publish.name, certificate)
    if at.port:
        return replace(made, **{"tls_port" if at.scheme == "https" else "port": str(at.port)})
    return made


def unit_names(name: str) -> list[str]:
    """The units of systemd of the portal `name`."""
    return [unit.replace("tram-tin", name, 1) for unit in UNITS]


def render(portal: Portal, at: Machine) -> dict[str, str]:
    """{name: content} of every file."""
    host = urlsplit(portal.siteurl).hostname or ""
    https = portal.siteurl.startswith("https")
    old = portal.publish.old_names
    values = {
        "name": at.name,
        "id": at.name.replace("-", "_"),
        "host": host,
        "server_name": f"[{host}]" if ":" in host else host,
        "site": portal.siteurl if https else f"http://{host}:{at.port}",
        "old_names": " ".join(old),
        "old_sites": ", ".join(old if https else (f"http://{each}:{at.port}" for each in old)),
        "base": at.base,
        "current": f"{at.base}/current",
        "project": at.project,
        "python": f"{at.project}/.venv/bin/python",
        "live": at.live,
        "next": f"{at.project}/.cache/publish/{NEXT}",
        "period": PERIODS[portal.publish.timer],
        "data": f"{at.project}/data",
        "user": at.name,
        "socket": at.socket or f"/run/{at.name}/views.sock",
        "certificate": at.certificate,
        "acme": at.acme,
        "port": at.port,
        "tls_port": at.tls_port,
        "logs": at.logs,
        "server": at.server,
        "backups": _backups(portal),
        "types": _types(),
        "keep_hashed": headers.KEEP_HASHED,
        "keep": headers.KEEP,
        "hardening": (HERE / "hardening.conf").read_text("utf-8").strip(),
    }
    for key in ("base", "project", "live", "backups"):
        if ODD.search(values[key]):
            raise MistakesFound(Mistake(values[key], NEVER))
    values["listen"] = _filled("tls.conf" if https else "plain.conf", values).rstrip()
    nginx = "\n".join(f'add_header {name} "{value}" always;' for name, value in headers.HEADERS.items())
    caddy = "\n".join(f'\t\t{name} "{value}"' for name, value in headers.HEADERS.items())
    anew = [f"/{path}" for path in headers.ASKED_ANEW]
    by_nginx = {"asked_anew": "\n".join(f"    {path} no-cache;" for path in anew)}
    by_caddy = {"asked_anew": " ".join(anew), "headers": caddy}
    files = {
        f"{at.name}.conf": _filled("nginx.conf", values | by_nginx),
        f"{at.name}-headers.conf": _filled("headers.conf", values | {"headers": nginx}),
        f"{at.name}.caddy": _filled("site.caddy", values | by_caddy),
    }
    if https:
        files[f"{at.name}-http.conf"] = _filled("http.conf", values)
    if old:
        files[f"{at.name}.conf"] += _filled("old-names.conf", values)
        files[f"{at.name}.caddy"] += _filled("old-names.caddy", values)
    files[f"{at.name}{CERTBOT}"] = _filled("certbot-tell.conf", values)
    files |= {name: _filled(template, values) for name, template in SHARED.items()}
    return files | dict(zip(unit_names(at.name), (_filled(unit, values) for unit in UNITS), strict=True))


def _filled(name: str, values: dict[str, str]) -> str:
    text = (HERE / name).read_text("utf-8")
    return re.sub(r"@@(\w+)@@", lambda found: values[found[1]], text)


def _backups(portal: Portal) -> str:
    """The folder of the copies on this machine; one that is written anyway when they lie on another."""
    place = backup.vault(*backup.read(portal.file))
    return str(Path(place.repository).parent) if place.here else str(portal.root / ".cache")


def _types() -> str:
    endings: dict[str, list[str]] = {}
    for ending, kind in MEDIA_TYPES.items():
        endings.setdefault(kind, []).append(ending.lstrip("."))
    return "\n".join(f"        {kind} {' '.join(names)};" for kind, names in endings.items())


def write_config(portal: Portal, targets: Sequence[Server | Bucket], folder: Path) -> list[str]:
    """Writes the files into `folder`; the lines that say what to do with them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"Đã viết cấu hình vào {folder}:"]
    for name, text in render(portal, machine(portal, targets)).items():
        (folder / name).write_text(text, "utf-8")
        lines.append(f"  {name:26} chép vào {home(name)}")
    return [*lines, "Xem từng bước ở docs/quan-tri.md."]


def home(name: str) -> str:
    """Where a file belongs on the server."""
    if name in HOMES:
        return HOMES[name]
    if name.endswith(".caddy"):
        return "/etc/caddy/sites/"
    if name.endswith("-headers.conf"):
        return SNIPPETS
    if name.endswith(CERTBOT):
        return f"{SYSTEMD}certbot.service.d/"
    return SITES if name.endswith(".conf") else SYSTEMD
