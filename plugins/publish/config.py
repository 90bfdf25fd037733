"""What web servers and systemd are told, filled in for one portal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.mistakes import Mistake, MistakesFound
from plugins.preview.media_types import MEDIA_TYPES
from plugins.publish.headers import HEADERS
from plugins.publish.settings import Portal
from plugins.publish.target import Bucket, Server

HERE = Path(__file__).parent / "server"
SOCKET = "/run/tram-tin/views.sock"
BACKUPS = "/var/backups/tram-tin"
UNITS = sorted(path.name for path in HERE.glob("tram-tin-*"))
# Where each file belongs on the server, for the words to the administrator.
HOMES = {"tram-tin.conf": "/etc/nginx/sites-available/", "tram-tin-headers.conf": "/etc/nginx/snippets/"}


@dataclass(frozen=True)
class Machine:
    """How a server is laid out. base: the folder with releases/ and current; project: a checkout on it."""

    base: str
    project: str
    live: str
    user: str = "tram-tin"
    socket: str = SOCKET
    port: str = "80"
    logs: str = "/var/log/nginx"
    server: str = "nginx"


def machine(portal: Portal, targets: Sequence[Server | Bucket]) -> Machine:
    """The public server's layout: the first server of `targets`, or this machine."""
    base = next(
        (target.path for target in targets if isinstance(target, Server)), str(portal.folder.resolve())
    )
    return Machine(base, str(portal.root), str((portal.root / portal.publish.live).resolve()))


def render(portal: Portal, at: Machine) -> dict[str, str]:
    """{name: content} of every file."""
    name = urlsplit(portal.siteurl).hostname
    https = portal.siteurl.startswith("https")
    old = portal.publish.old_names
    values = {
        "name": name,
        "site": portal.siteurl if https else f"http://{name}:{at.port}",
        "old_names": " ".join(old),
        "old_sites": ", ".join(old if https else (f"http://{each}:{at.port}" for each in old)),
        "base": at.base,
        "current": f"{at.base}/current",
        "project": at.project,
        "python": f"{at.project}/.venv/bin/python",
        "live": at.live,
        "live_parent": str(Path(at.live).parent),
        "data": f"{at.project}/data",
        "user": at.user,
        "socket": at.socket,
        "port": at.port,
        "logs": at.logs,
        "server": at.server,
        "backups": BACKUPS,
        "types": _types(),
        "hardening": (HERE / "hardening.conf").read_text("utf-8").strip(),
    }
    for key in ("base", "project", "live"):
        if re.search(r"[^\w./-]", values[key]):
            raise MistakesFound(
                Mistake(
                    values[key],
                    "Đường dẫn có chữ cách hay ký tự lạ; máy chủ web không đọc được. Hãy đổi tên.",
                )
            )
    nginx = "\n".join(f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    caddy = "\n".join(f'\t\t{name} "{value}"' for name, value in HEADERS.items())
    files = {
        "tram-tin.conf": _filled("nginx.conf", values),
        "tram-tin-headers.conf": _filled("headers.conf", values | {"headers": nginx}),
        "Caddyfile": _filled("Caddyfile", values | {"headers": caddy}),
    }
    if old:
        files["tram-tin.conf"] += _filled("old-names.conf", values)
        files["Caddyfile"] += _filled("old-names.caddy", values)
    return files | {unit: _filled(unit, values) for unit in UNITS}


def _filled(name: str, values: dict[str, str]) -> str:
    text = (HERE / name).read_text("utf-8")
    return re.sub(r"@@(\w+)@@", lambda found: values[found[1]], text)


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
        home = HOMES.get(name) or ("/etc/caddy/" if name == "Caddyfile" else "/etc/systemd/system/")
        lines.append(f"  {name:26} chép vào {home}")
    return [*lines, "Xem từng bước ở docs/quan-tri.md."]
