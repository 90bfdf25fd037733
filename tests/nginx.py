"""Debian's nginx on loopback, with the configuration that `make server-config` writes."""

import getpass
import re
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.publish import settings
from plugins.publish.server import config
from tests.hosts import free_port, running

NGINX = "/usr/sbin/nginx"
MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
# Debian's own, in short: with its log of everything, and what is ours in its folders.
MAIN = """{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
worker_processes 1;
load_module {module};
events {{ worker_connections 512; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  ssl_protocols TLSv1.2 TLSv1.3;
  access_log {folder}/access.log;
  include {folder}/conf.d/*.conf;
  include {folder}/sites-enabled/*;
}}
"""
ENABLED = {config.SITES: "sites-enabled", config.SNIPPETS: "snippets", "/etc/nginx/conf.d/": "conf.d"}


def lay_out(folder: Path, *portals: tuple[object, Path], **changes) -> None:
    """Writes nginx.conf, and what each of `portals` (portal, base of its releases) needs, into `folder`.

    The files go where the handbook has them; changes: other values of the machine
    """
    for name in ENABLED.values():
        (folder / name).mkdir(parents=True, exist_ok=True)
    for portal, base in portals:
        read = settings.read(portal.folder / "settings.py")
        at = replace(config.machine(read, ()), base=str(base), logs=str(folder), acme=str(folder / "acme"))
        for name, text in config.render(read, replace(at, **changes)).items():
            if place := ENABLED.get(config.home(name)):
                (folder / place / name).write_text(text)
    user = "user root;\n" if getpass.getuser() == "root" else ""  # temporary folders are closed to others
    main = MAIN.format(user=user, folder=folder, module=MODULE)
    (folder / "nginx.conf").write_text(main)


def on_loopback(folder: Path) -> None:
    """Has each server listen on 127.0.0.1 and ::1 alone."""
    for file in (folder / "sites-enabled").iterdir():
        text = re.sub(r"listen \[::\]:", "listen [::1]:", file.read_text())
        file.write_text(re.sub(r"listen (\d+)", r"listen 127.0.0.1:\1", text))


def syntax_of(folder: Path) -> subprocess.CompletedProcess:
    """`nginx -t` of what lies in `folder`."""
    return subprocess.run(command(folder, "-t"), capture_output=True, text=True)


def command(folder: Path, *more: str) -> tuple[str, ...]:
    return (NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), *more)


def configure(folder: Path, portal, base: Path, **changes) -> int:
    """Writes nginx's files into `folder` for one portal whatever its name, without TLS; its port."""
    port = free_port()
    lay_out(folder, (portal, base), port=str(port), tls_port=str(port), **changes)
    sites = folder / "sites-enabled"
    (sites / "00-closed.conf").unlink()  # tests ask by the address of loopback
    for file in sites.glob("*-http.conf"):
        file.unlink()
    for file in sites.iterdir():
        file.write_text(re.sub(r"    ssl_.*\n| ssl http2(?=;)", "", file.read_text()))
    on_loopback(folder)
    return port


@contextmanager
def nginx(folder: Path, portal, base: Path, **changes):
    """(address, process): nginx shows the releases under `base` while the context lasts."""
    port = configure(folder, portal, base, **changes)
    with running(*command(folder), port=port) as process:
        yield f"http://127.0.0.1:{port}", process
