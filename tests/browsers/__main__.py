"""Writes lacking.json from @mdn/browser-compat-data: `python -m tests.browsers`, which needs npm."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.assets.browsers import SERVED

PACKAGE = "@mdn/browser-compat-data"
LACKING = Path(__file__).with_name("lacking.json")
MDN = {"ios_saf": "safari_ios", "samsung": "samsunginternet_android"}
# The interfaces that scripts of pages meet; those of games, payments and workers are left out.
INTERFACES = re.compile(
    r"Abort|Clipboard|CSSStyle|DOM(?!Matrix|Point|Quad|Rect)|Document|Element|Event$|EventTarget|FormData|HTML|"
    r"Headers|History|Intersection|Location|MediaQueryList$|Mutation|Navigator$|Node|Range|Request$|Resize|"
    r"Response|Selection|Speech|Storage$|Text|URL|Window"
)


def newer(version: str, other: str) -> bool:
    one, two = ([int(part) for part in each.lstrip("≤").split(".")] for each in (version, other))
    return [*one, 0][:2] > [*two, 0][:2]


def since(support: dict | list | None) -> list[str]:
    """The versions from which a browser has a feature, whole and without being asked to."""
    entries = support if isinstance(support, list) else [support or {}]
    odd = ("prefix", "alternative_name", "flags", "version_removed", "partial_implementation")
    versions = [entry.get("version_added") for entry in entries if not any(entry.get(name) for name in odd)]
    return [each for each in versions if isinstance(each, str) and each != "preview"]


def walked(node: dict, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """(path of a feature, whether a browser that is served lacks it)."""
    if compat := node.get("__compat"):
        yield (
            path,
            any(
                not any(
                    not newer(version, least) for version in since(compat["support"].get(MDN.get(name, name)))
                )
                for name, least in SERVED.items()
            ),
        )
    for name, inner in node.items():
        if name != "__compat":
            yield from walked(inner, (*path, name))


def lists(data: dict) -> dict[str, list[str]]:
    """By kind, the names that are lacking somewhere; a member of scripts, where all of its name are."""
    css, html = data["css"], data["html"]
    members: dict[str, bool] = {}
    for top in (data["api"], data["javascript"]["builtins"]):
        for path, lacks in walked(top):
            if len(path) == 2 and (top is not data["api"] or INTERFACES.search(path[0])):
                name = path[1].removesuffix("_static").removesuffix("_event")
                members[name] = members.get(name, True) and lacks
    found = {
        "properties": [path for path, lacks in walked(css["properties"]) if lacks and len(path) == 1],
        "values": [path for path, lacks in walked(css["properties"]) if lacks and len(path) == 2],
        "selectors": [path for path, lacks in walked(css["selectors"]) if lacks and len(path) == 1],
        "at-rules": [path for path, lacks in walked(css["at-rules"]) if lacks and len(path) < 3],
        "functions": [path[-1:] for path, lacks in walked(css["types"]) if lacks],
        "elements": [path for path, lacks in walked(html["elements"]) if lacks and len(path) < 3],
        "attributes": [path for path, lacks in walked(html["global_attributes"]) if lacks and len(path) == 1],
        "operators": [
            path for path, lacks in walked(data["javascript"]["operators"]) if lacks and len(path) == 1
        ],
        "members": [(name,) for name, lacks in members.items() if lacks and name.isidentifier()],
    }
    return {kind: sorted({" ".join(path) for path in paths}) for kind, paths in found.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm, "--prefix", folder, PACKAGE], check=True)
        data = json.loads(Path(folder, "node_modules", PACKAGE, "data.json").read_text("utf-8"))
    source = f"{PACKAGE} {data['__meta']['version']}, CC0"
    kept = {"source": source, "served": dict(SERVED), **lists(data)}
    LACKING.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{LACKING}: {source}")


if __name__ == "__main__":
    main()
