"""Debian's Caddy on loopback, with the configuration that `make server-config` writes."""

import os
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.publish import settings
from plugins.publish.server import config
from tests.hosts import free_port, wait_for_port


@contextmanager
def caddy(folder: Path, portal, base: Path, **changes):
    """(port, log): Caddy shows the releases under `base`, without TLS, at cong.example:port."""
    port, admin = free_port(), free_port()
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    portal_file = portal.folder / "settings.py"
    read = settings.read(portal_file)
    plain = replace(read, siteurl="http://cong.example")
    at = replace(config.machine(read, ()), base=str(base), port=str(port), **changes)
    files = config.render(plain, at)
    (folder / "sites/tram-tin.caddy").write_text(files["tram-tin.caddy"])
    (folder / "Caddyfile").write_text(files["Caddyfile"].replace("/etc/caddy/", f"{folder}/"))
    log = folder / "caddy.log"
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
            env=os.environ | own | {"CADDY_ADMIN": f"127.0.0.1:{admin}"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    process.stderr = log.open("rb")
    try:
        wait_for_port(port, process)
        yield port, log
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()
