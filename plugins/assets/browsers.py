"""The browsers that pages are made for: styles are compiled so that each of them reads them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from annotated_types import MinLen
from pydantic import StringConstraints

Name = Literal["chrome", "edge", "firefox", "ios_saf", "opera", "safari", "samsung"]
Version = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
Browsers = Annotated[Mapping[Name, Version], MinLen(1)]

# By caniuse's names, the oldest version that is served. In November 2026 more than 99 % of the
# traffic of Viet Nam that StatCounter names by version is at least as new; iPhones of 2013 end at
# iOS 12, televisions and Android boxes of 2020 have Chromium 80.
SERVED: Browsers = {
    "chrome": "80",
    "edge": "80",
    "firefox": "78",
    "ios_saf": "12",
    "opera": "67",
    "safari": "12",
    "samsung": "13",
}


def queries(browsers: Browsers) -> list[str]:
    """As a list of browserslist, which compilers understand: ["chrome >= 80", …]."""
    return [f"{name} >= {version}" for name, version in browsers.items()]
