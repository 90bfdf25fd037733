"""What the public server promises to browsers with every answer."""

from plugins.core.addresses import NOTICES
from plugins.publish.address import HASHED

# How long browsers keep a file without asking again: one whose name changes with what is in it, any other.
KEEP_HASHED = "public, max-age=31536000, immutable"
KEEP = "public, max-age=60"
# Asked anew each time: urgent words, and the list of the search's files, which change with it.
ASKED_ANEW = (NOTICES, "search/index.json")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        "payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), "
        "web-share=(), xr-spatial-tracking=()"
    ),
}


def cache_control(path: str) -> str:
    """How long browsers may keep the file `path` of a release without asking again."""
    if path.startswith(HASHED):
        return KEEP_HASHED
    return "no-cache" if path in ASKED_ANEW else KEEP
