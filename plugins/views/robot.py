"""Which user agents are programs and not people."""

import re
from functools import lru_cache

from crawleruseragents import is_crawler

# What programs say of themselves; "Cubot" is a telephone. The list of the package knows the rest.
ROBOT = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|slurp|scrap|headless|phantomjs|lighthouse|pagespeed|monitor|uptime|"
    r"https?:|curl|wget|python|java/|okhttp|libwww|lwp|httpclient|go-http|node-fetch|axios|ruby|perl|php/",
    re.IGNORECASE,
)
LONGEST = 512  # a longer one is no browser's, and would make the patterns slow


@lru_cache(maxsize=2_048)
def is_robot(agent: str) -> bool:
    return not agent or len(agent) > LONGEST or bool(ROBOT.search(agent)) or is_crawler(agent)
