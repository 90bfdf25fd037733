"""From a change to the public: the whole of `make publish` here, beside the build alone of Hugo."""

import tempfile
from pathlib import Path
from statistics import median

from tests.bench import corpus, hugo
from tests.bench.build import build
from tests.bench.change import CHANGES, Maker, hugo_site, our_site
from tests.bench.publish import PUBLISH, SITEURL

ROUNDS = 3
DAYS = 6  # publishes after which a portal has a release that nobody wants back, to make the next one of
WHOLE = PUBLISH[:-1]  # with the build


def run(size: int) -> list[str]:
    """Publishes `size` stories, then a little at a time; returns the rows to print.

    But for the first days, the portal has a release to spare, as every portal has after some weeks.
    """
    with tempfile.TemporaryDirectory() as folder:
        stories = corpus.stories(size)
        ours = our_site(Path(folder, "ours"), stories)
        with (ours.site / "settings.py").open("a") as file:
            file.write(f"SITEURL = {SITEURL!r}\n")
        makers = [Maker("Trạm Tin", ours.site, WHOLE, ours.add, ours.telephone)]
        if hugo.HUGO.exists():
            makers.append(hugo_site(Path(folder, "hugo"), stories))
        rows = [
            f"From a change to the public, {size} stories, medians of {ROUNDS}; Hugo builds alone:",
            f"{'seconds':>48}{'CPU s':>7}{'MB':>7}",
            *(_row(f"{maker.name}: first", [_measured(maker)]) for maker in makers),
        ]
        one_more, days = CHANGES["one story more"], []
        for turn in range(DAYS):
            one_more(makers[0], stories, turn)
            days.append(_measured(makers[0]))
        rows.append(_row(f"{makers[0].name}: one story more, first days", days))
        for name, change in {**CHANGES, "a word of the header": _header}.items():
            found: dict[str, list[tuple[float, ...]]] = {maker.name: [] for maker in makers}
            for turn in range(DAYS, DAYS + ROUNDS):
                for maker in makers:
                    change(maker, stories, turn)
                    found[maker.name].append(_measured(maker))
            rows += [_row(f"{maker}: {name}", each) for maker, each in found.items()]
        return rows


def _header(maker: Maker, _stories: list[corpus.Story], turn: int) -> None:
    if maker.command == WHOLE:
        with (maker.site / "settings.py").open("a") as file:
            file.write(f"SITENAME = 'Cổng thông tin điện tử số {turn}'\n")
    else:
        file = maker.site / "hugo.toml"
        lines = file.read_text("utf-8").splitlines()
        named = [f'title = "Cổng số {turn}"' if each.startswith("title") else each for each in lines]
        file.write_text("\n".join(named) + "\n", "utf-8")


def _measured(maker: Maker) -> tuple[float, ...]:
    done = build(maker.site, maker.command, left=())
    return done.seconds, done.work, done.memory


def _row(name: str, found: list[tuple[float, ...]]) -> str:
    seconds, work, memory = (median(each) for each in zip(*found, strict=True))
    return f"  {name:38}{seconds:8.1f}{work:7.1f}{memory:7.0f}"
