"""Settings of the public site, on top of pelicanconf.py: what `make build` writes."""

import os
import sys

# Pelican loads this file by its path, so its folder is not always importable.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *

SITEURL = os.environ.get("SITEURL", "https://tram-tin.example").rstrip("/")
FEED_DOMAIN = SITEURL

PUBLISHING = True
ASSETS = ASSETS | {"minify": True}

# A draft written anywhere can be guessed; Pelican would also write stories whose date
# lies in the future as drafts.
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
