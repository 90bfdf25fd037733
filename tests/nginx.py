"""Debian's nginx on loopback, with the configuration that `make server-config` writes."""

import getpass
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.publish import config, settings
from tests.hosts import free_port, running

NGINX = "/usr/sbin/nginx"
MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
MAIN = """{user}daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
load_module {module};
events {{ worker_connections 512; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/tram-tin.conf;
}}
"""


def configure(folder: Path, portal, base: Path, **changes) -> int:
    """Writes nginx's files into `folder`; the port it will listen on."""
    port = free_port()
    read = settings.read(portal.folder / "settings.py")
    at = replace(config.machine(read, ()), base=str(base), port=str(port), logs=str(folder), **changes)
    files = config.render(read, at)
    (folder / "snippets").mkdir(parents=True, exist_ok=True)
    (folder / "snippets/tram-tin-headers.conf").write_text(files["tram-tin-headers.conf"])
    site = files["tram-tin.conf"].replace(f"listen {port};", f"listen 127.0.0.1:{port};")
    site = site.replace(f"listen [::]:{port};", f"listen [::1]:{port};")
    (folder / "tram-tin.conf").write_text(site)
    user = "user root;\n" if getpass.getuser() == "root" else ""  # temporary folders are closed to others
    (folder / "nginx.conf").write_text(MAIN.format(user=user, folder=folder, module=MODULE))
    return port


@contextmanager
def nginx(folder: Path, portal, base: Path, **changes):
    """(address, process): nginx shows the releases under `base` while the context lasts."""
    port = configure(folder, portal, base, **changes)
    command = (NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"))
    with running(*command, port=port) as process:
        yield f"http://127.0.0.1:{port}", process
