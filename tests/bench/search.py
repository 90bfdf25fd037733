"""Searching beside Pagefind 1.5, on the same pages: what is found, what it weighs, how long it takes.

Both get the same plain pages. Phrases of two to five words are drawn from the text and typed
without marks; what stands in the text is counted by a full scan.
"""

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from html import escape
from pathlib import Path
from statistics import median

import pelicanconf
from plugins.core.schema import build
from plugins.search.cache import PeriodCache
from plugins.search.document import Document
from plugins.search.index import write_index
from plugins.search.settings import SearchSettings
from plugins.search.words import key, syllables
from tests.bench import corpus
from tests.browser import chromium
from tests.server import serving
from tests.site import ROOT, make_site

PHRASES, THEIR_PHRASES, WEIGHED = 500, 100, 60  # Pagefind takes half a second a phrase at 10,000
SECTIONS = [(section["slug"], section["name"]) for section in pelicanconf.PORTAL["sections"]]
SLUGS = {name: slug for slug, name in SECTIONS}
SCRIPTS = ROOT / "theme/static/js"
MODULES = ("words", "index", "match")
# The moment of the first result, on the page's own clock.
WATCH = """new MutationObserver(() => {
  if (!window.first && document.querySelector(".result:not(template *)")) window.first = performance.now();
}).observe(document, {childList: true, subtree: true});"""
OURS = """async ({urls, manifest, phrases}) => {
  const [words, index, match] = await Promise.all(urls.map(url => import(url)));
  const {periods, abbreviations} = await index.open(manifest);
  const out = [];
  for (const phrase of phrases) {
    const ask = async () => {
      const all = words.variants(words.parse(phrase), abbreviations);
      const hits = (await Promise.all(periods.map(period => match.match(period, all)))).flat();
      return hits.sort(match.better);
    };
    await ask();
    const start = performance.now();
    const hits = await ask();
    const took = performance.now() - start;
    const whole = hits.filter(hit => hit.phrase);
    const rows = await Promise.all(whole.map(hit => index.describe(hit.period, hit.slot)));
    out.push([rows.map(row => row.address), took]);
  }
  return out;
}"""
# WebAssembly, which the portal's own policy does not allow.
THEIR_POLICY = "default-src 'self' 'wasm-unsafe-eval'"
THEIRS = """async ({phrases}) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const out = [];
  for (const phrase of phrases) {
    await pagefind.search(phrase);
    const start = performance.now();
    const found = await pagefind.search(phrase);
    out.push([found.results.map(result => result.id), performance.now() - start]);
  }
  return out;
}"""
THEIR_FIRST = """async (phrase) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(phrase);
  if (found.results.length) await found.results[0].data();
  return found.results.length;
}"""
RESOURCES = """() => performance.getEntriesByType("resource")
  .filter(each => !window.first || each.startTime < window.first).map(each => each.name)"""


def run(size: int) -> list[str]:
    """Rows for `size` stories."""
    stories = corpus.stories(size)
    documents = [document(story) for story in stories]
    phrases = draw(documents)
    truth = scan(documents, phrases)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site = make_site(root / "site")
        site.build()
        write_pages(stories, site.output)
        rounds = 3 if size < 5000 else 1
        times = [(*timed(documents, root, site.output), pagefind(site.output)) for _ in range(rounds)]
        cold, warm, theirs_cold = (median(column) for column in zip(*times, strict=True))
        with chromium() as browser:
            browsing = Browsing(browser, site.output)
            ours, some = browsing.ours(phrases), phrases[:THEIR_PHRASES]
            theirs, quoted = browsing.theirs(some), browsing.theirs([f'"{phrase}"' for phrase in some])
            sample = random.Random(1).sample(phrases, min(WEIGHED, len(phrases)))
            first, their_first = browsing.our_bytes(sample), browsing.their_bytes(sample)
    return [
        f"search, {size} stories, phrases without marks | Trạm Tin, {len(phrases)} "
        f"| Pagefind 1.5, {len(theirs)} of them",
        f"  found, of what a full scan finds | {found(ours, truth)} | {found(theirs, truth)}, "
        f"in quotes {found(quoted, truth)}",
        f"  kB until the first answer, gzip: median, 95 % | {spread(first)} | {spread(their_first)} "
        f"| ratio {median(first) / median(their_first):.2f}",
        f"  index time, cold | {cold:.2f} s | {theirs_cold:.2f} s | ratio {cold / theirs_cold:.2f}",
        f"  index time after one new story | {warm:.2f} s | {theirs_cold:.2f} s (all of it again)",
        f"  answer time, median | {median(t for _, t in ours):.1f} ms "
        f"| {median(t for _, t in theirs):.1f} ms",
    ]


def document(story: corpus.Story) -> Document:
    return Document(
        url=address(story),
        title=story.title,
        section=SLUGS[story.section],
        date=story.date,
        excerpt=story.body[:200],
        html=tuple(f"<p>{escape(paragraph)}</p>" for paragraph in story.body.split("\n\n")),
    )


def address(story: corpus.Story) -> str:
    return f"/tin/{story.date:%Y/%m}/{story.slug}/"


def write_pages(stories: list[corpus.Story], output: Path) -> None:
    for story in stories:
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.body.split("\n\n"))
        page = output / address(story).strip("/") / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(story.title)}</title>'
            f'</head><body><article class="story" data-pagefind-body><h1>{escape(story.title)}</h1>{body}'
            "</article></body></html>",
            "utf-8",
        )


def draw(documents: list[Document]) -> list[str]:
    """Phrases of two to five words as they stand in a paragraph, without marks."""
    dice = random.Random(5)
    phrases = []
    while len(phrases) < PHRASES:
        words = [key(word) for word in syllables(dice.choice(dice.choice(documents).body().split("\n")))]
        length = dice.randint(2, 5)
        if len(words) > length:
            start = dice.randrange(len(words) - length)
            phrases.append(" ".join(words[start : start + length]))
    return phrases


def scan(documents: list[Document], phrases: list[str]) -> list[set[str]]:
    """The addresses of all documents in which each phrase stands, by reading all of them."""
    starts, parts, at = [], [], 0
    for each in documents:
        lines = [each.title, *each.body().split("\n")]
        text = "|".join(f" {' '.join(map(key, syllables(line)))} " for line in lines) + "\n"
        starts.append(at)
        parts.append(text)
        at += len(text)
    everything = "".join(parts)

    def holding(phrase: str) -> set[str]:
        places = (match.start() for match in re.finditer(rf"(?= {phrase} )", everything))
        return {documents[bisect_right(starts, place) - 1].url for place in places}

    return [holding(phrase) for phrase in phrases]


def timed(documents: list[Document], root: Path, output: Path) -> tuple[float, float]:
    """Seconds of a cold index, and of one with one more story."""
    abbreviations = build(SearchSettings, {}).abbreviations
    shutil.rmtree(root / "store", ignore_errors=True)
    seconds = []
    for part in (documents[1:], documents):
        shutil.rmtree(output / "search", ignore_errors=True)
        started = time.perf_counter()
        write_index(part, SECTIONS, abbreviations, PeriodCache(root / "store"), output / "search")
        seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1]


def pagefind(output: Path) -> float:
    shutil.rmtree(output / "pagefind", ignore_errors=True)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(output), "--glob", "tin/**/index.html"],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def ask_ours(page, output: Path, phrases: list[str]) -> list[tuple[set[str], float]]:
    """(addresses found, milliseconds) of each phrase, on a page of the site in `output`."""
    names = [f"search_{name}.js" for name in MODULES]
    for name in names:  # the page itself has them all in one
        shutil.copyfile(SCRIPTS / name, output / "theme" / name)
    values = {"urls": [f"/theme/{name}" for name in names], "manifest": "/search/index.json"}
    page.goto("/404.html")
    answers = page.evaluate(OURS, values | {"phrases": phrases})
    return [(set(urls), took) for urls, took in answers]


class Browsing:
    """Chromium on the built site. Weights are those of gzip at its best, where it helps."""

    def __init__(self, browser, output: Path):
        self._browser, self._output, self._weights = browser, output, {}
        fragments = output.glob("pagefind/fragment/*.pf_fragment")
        self._urls = {path.stem: fragment(path)["url"] for path in fragments}

    def _page(self, url: str):
        return self._browser.new_context(base_url=url).new_page()

    def ours(self, phrases: list[str]) -> list[tuple[set[str], float]]:
        with serving(self._output) as url:
            return ask_ours(self._page(url), self._output, phrases)

    def theirs(self, phrases: list[str]) -> list[tuple[set[str], float]]:
        with serving(self._output, policy=THEIR_POLICY) as url:
            page = self._page(url)
            page.goto("/404.html")
            answers = page.evaluate(THEIRS, {"phrases": phrases})
            page.context.close()
        return [({self._urls[each] for each in ids}, took) for ids, took in answers]

    def our_bytes(self, phrases: list[str]) -> list[int]:
        """Scripts, index and descriptions, until the first results stand on the page."""
        weights = []
        with serving(self._output) as url:
            for phrase in phrases:
                page = self._page(url)
                page.add_init_script(WATCH)
                page.goto(f"/tim-kiem/?q={phrase}")
                page.wait_for_function("() => window.first")
                names = page.evaluate(RESOURCES)
                weights.append(self._weigh(names, url, ("/search/", "/theme/search")))
                page.context.close()
        return weights

    def their_bytes(self, phrases: list[str]) -> list[int]:
        """Scripts, WebAssembly, index, and one description: its page would need more."""
        weights = []
        with serving(self._output, policy=THEIR_POLICY) as url:
            for phrase in phrases:
                page, names = self._page(url), []
                page.context.on("request", lambda each, names=names: names.append(each.url))
                page.goto("/404.html")
                page.evaluate(THEIR_FIRST, phrase)
                weights.append(self._weigh(names, url, ("/pagefind/",)))  # its worker's requests too
                page.context.close()
        return weights

    def _weigh(self, names: list[str], url: str, folders: tuple[str, ...]) -> int:
        paths = {name.removeprefix(url).partition("?")[0] for name in names}
        return sum(self._weight(path) for path in paths if path.startswith(folders))

    def _weight(self, path: str) -> int:
        if path not in self._weights:
            data = (self._output / path.lstrip("/")).read_bytes()
            self._weights[path] = min(len(data), len(gzip.compress(data, 9)))
        return self._weights[path]


def fragment(path: Path) -> dict:
    """What Pagefind keeps of a page."""
    return json.loads(gzip.decompress(path.read_bytes()).partition(b"{")[2].join([b"{", b""]))


def found(answers: list[tuple[set[str], float]], truth: list[set[str]]) -> str:
    wanted = sum(len(real) for _, real in zip(answers, truth, strict=False))
    right = sum(len(urls & real) for (urls, _), real in zip(answers, truth, strict=False))
    wrong = sum(len(urls - real) for (urls, _), real in zip(answers, truth, strict=False))
    return f"{100 * right / wanted:.1f} %, {wrong} too many"


def spread(weights: list[int]) -> str:
    return f"{median(weights) / 1000:.0f}, {sorted(weights)[int(len(weights) * 0.95)] / 1000:.0f}"
