"""The old addresses of a release as web servers read them."""

import re
from collections.abc import Collection
from urllib.parse import quote

from plugins.publish.address import OWN, address_of
from plugins.publish.manifest import Manifest

MOVED, GONE, CADDY = f"{OWN}nginx.moved", f"{OWN}nginx.gone", f"{OWN}old.caddy"


def target(address: str) -> str:
    """A new address as it stands in a header."""
    return quote(address, safe="/:?#&=%~+,;@!*()")


def maps(manifest: Manifest, siteurl: str) -> dict[str, bytes]:
    """{path in the release: content} for nginx and Caddy."""
    folded = {address_of(path).lower() for path in manifest.files}
    moved = "".join(
        f'{_key(old, folded)} "{target(new) if "://" in new else siteurl + target(new)}";\n'
        for old, new in sorted(manifest.moved.items())
    )
    gone = "".join(f"{_key(old, folded)} 1;\n" for old in sorted(manifest.gone))
    # Caddy has no way around it; the notice at the old address leads on instead.
    plain = [(old, new) for old, new in sorted(manifest.moved.items()) if old.lower() not in folded]
    caddy = "".join(f'redir "{old}" "{target(new)}" 301\n' for old, new in plain)
    if manifest.gone:
        names = " ".join(f'"{old}"' for old in sorted(manifest.gone) if old.lower() not in folded - {old})
        caddy += f'@tram_tin_gone path {names}\nhandle @tram_tin_gone {{\n\terror "gone" 410\n}}\n'
    return {MOVED: moved.encode(), GONE: gone.encode(), CADDY: caddy.encode()}


def _key(old: str, folded: Collection[str]) -> str:
    # nginx compares plain keys without regard to case: /Tin/ would lead /tin/ to itself.
    return f'"~^{re.escape(old)}$"' if old.lower() in folded else f'"{old}"'
