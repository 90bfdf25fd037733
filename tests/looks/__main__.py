"""`python -m tests.looks [KIND …]`: takes each kind of page of the sample in each look, side by side.

`--spoken /ban-do-hanh-chinh/` prints what a screen reader says of that page instead.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tests.browser import PHONE, chromium, opened
from tests.looks.look import LOOKS, picture
from tests.looks.spoken import spoken
from tests.sample import KINDS, addresses_of_kinds, build_sample, read_pages
from tests.server import serving
from tests.site import ROOT

BEFORE = "truoc"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.looks", description=__doc__)
    parser.add_argument(
        "--to", type=Path, default=ROOT / ".cache/looks", help="the folder (default: .cache/looks)"
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (default: all)")
    parser.add_argument("--spoken", metavar="ADDRESS", help="print what is read aloud of this page")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"no such kind of page: {', '.join(sorted(unknown))}")
    if not options.spoken:
        keep_last(options.to)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build_sample(output)
        if options.spoken:
            return read_aloud(output, options.spoken)
        addresses = addresses_of_kinds(read_pages(output))
        kinds = [kind for kind in addresses if kind in (options.kinds or KINDS)]
        sheets = {f"/theme/{path.name}": path.read_text("utf-8") for path in (output / "theme").glob("*.css")}
        rows = take(output, {kind: addresses[kind] for kind in kinds}, sheets, options.to)
    index = options.to / "index.html"
    index.write_text(drawn(rows, (options.to / BEFORE).exists()), "utf-8")
    print(index)


def read_aloud(output: Path, address: str) -> None:
    """Prints the lines of one page as a phone has it, when all of it has come."""
    with (
        serving(output) as url,
        chromium() as browser,
        opened(browser, base_url=url, viewport=PHONE) as (page, _),
    ):
        page.goto(address, wait_until="networkidle")
        print(*spoken(page), sep="\n")


def keep_last(folder: Path) -> None:
    """What was taken last stands in a folder beside what is taken now."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = list(folder.glob("*.jpg"))
    if taken:
        shutil.rmtree(folder / BEFORE, ignore_errors=True)
        (folder / BEFORE).mkdir()
    for path in taken:
        path.rename(folder / BEFORE / path.name)


def take(output: Path, addresses: dict[str, str], sheets: dict[str, str], folder: Path) -> list[dict]:
    """Takes each page in each look; a row a kind, for the page that shows them."""
    rows = []
    # Forced colours and the sheets of an old browser are laid over the page, which its policy forbids.
    with (
        serving(output) as url,
        chromium() as browser,
        opened(browser, base_url=url, bypass_csp=True) as (page, _),
    ):
        for kind, address in addresses.items():
            shots = []
            for number, look in enumerate(LOOKS):
                name = f"{kind.replace(' ', '-')}-{number:02d}.jpg"
                data, before = picture(page, address, look, sheets), folder / BEFORE / name
                (folder / name).write_bytes(data)
                changed = before.exists() and before.read_bytes() != data
                shots.append({"file": name, "look": look.name, "changed": changed})
            rows.append({"kind": kind, "address": address, "shots": shots})
            print(f"{kind}: {len(shots)}", flush=True)
    return rows


def drawn(rows: list[dict], compared: bool) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    changed = sum(shot["changed"] for row in rows for shot in row["shots"])
    return environment.get_template("index.html").render(rows=rows, compared=compared, changed=changed)


if __name__ == "__main__":
    main()
