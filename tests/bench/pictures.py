"""Pictures: how many photos a second, beside Hugo extended on the same photos.

    python -m tests.bench.pictures [photos]

Both make the same files: WebP q78 method 2 at 320 640 960 1280 1920 and a JPEG q80 at 1280,
cold, on all cores. Likeness is the SSIM of each WebP against a lossless picture of its size,
made by Lanczos from the full photo. The second run of 2,000 finished files is timed as well.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageMath

from plugins.gallery.cache import Cache
from plugins.gallery.pipeline import MEDIA, Pipeline
from plugins.gallery.settings import GallerySettings

PHOTO = (4000, 3000)
OPTIONS = GallerySettings()
FINISHED = 2_000
HUGO = Path(sys.executable).with_name("hugo")
HUGO_SETTINGS = """
baseURL = "/"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[imaging]
resampleFilter = "lanczos"
[imaging.webp]
method = {method}
"""
HUGO_PAGE = """
{{{{ range .Resources.ByType "image" }}}}{{{{ $photo := . }}}}
{{{{ range slice {widths} }}}}{{{{ ($photo.Resize (printf "%dx webp q{webp}" .)).RelPermalink }}}}
{{{{ end }}}}{{{{ ($photo.Resize "{jpeg_width}x jpg q{jpeg}").RelPermalink }}}}{{{{ end }}}}
"""


@dataclass(frozen=True)
class Result:
    """One maker's run.

    seconds: by the clock, cold, all photos; work: seconds of all cores together, which other
    programs on the machine hardly change
    files: WebP paths by (photo, width)
    """

    seconds: float
    work: float
    files: dict[tuple[str, int], Path]

    def line(self, photos: int) -> str:
        return f"{photos / self.seconds:6.2f} photos/s   {self.work / photos:6.2f} core seconds a photo"


class Stopwatch:
    """Measures what happens until `read`, here and in processes that have ended since."""

    def __init__(self) -> None:
        self._began, self._work = time.perf_counter(), self._spent()

    def read(self) -> tuple[float, float]:
        """(seconds by the clock, seconds of work on all cores)."""
        return time.perf_counter() - self._began, self._spent() - self._work

    @staticmethod
    def _spent() -> float:
        return sum(os.times()[:4])


def main(count: int = 12) -> float:
    """Run everything, print it, and return how many times faster than Hugo we are."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        photos = photographs(root / "photos", count)
        ours, hugo = run_ours(root, photos), run_hugo(root, photos)
        ratio, less = hugo.seconds / ours.seconds, hugo.work / ours.work
        print(f"{count} photos of {PHOTO[0]}x{PHOTO[1]}, {len(OPTIONS.widths)} WebP + 1 JPEG each, cold:")
        print(f"  Trạm Tin {ours.line(count)}")
        print(f"  Hugo     {hugo.line(count)}")
        print(f"  ratio    {ratio:6.2f}            {less:6.2f}")
        compare(photos, ours, hugo)
        seconds, files = second_run(root)
        print(f"second run, {files} finished files: {seconds:.3f} s")
    return ratio


def photographs(folder: Path, count: int) -> list[Path]:
    """JPEG files with the texture of photographs: 1/f detail, edges, and grain."""
    folder.mkdir(parents=True)
    dice = random.Random(11)
    width, height = PHOTO
    scene = _scene((width + 800, height + 600), dice)
    paths = []
    for number in range(count):
        left, top = dice.randrange(800), dice.randrange(600)
        view = scene.crop((left, top, left + width, top + height))
        if number % 2:
            view = view.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        grain = Image.merge("RGB", [Image.effect_noise(PHOTO, 6)] * 3)
        path = folder / f"photo{number:02}.jpg"
        ImageChops.add(view, grain, 1, -128).save(path, quality=92)
        paths.append(path)
    return paths


def _scene(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Octaves of noise under patches of colour with hard edges."""
    luma = Image.new("L", size, 128)
    cells, strength = 3, 60.0
    while cells < size[0]:
        noise = Image.effect_noise((cells, max(1, cells * size[1] // size[0])), strength)
        luma = ImageChops.add(luma, noise.resize(size, Image.Resampling.BICUBIC), 1, -128)
        cells, strength = cells * 2, strength * 0.6
    scene = Image.merge("RGB", [luma] * 3)
    for _ in range(80):
        patch = tuple(dice.randrange(100, 900) for _ in "wh")
        colour = Image.new("RGB", patch, tuple(dice.randrange(256) for _ in "rgb"))
        corner = (dice.randrange(size[0]), dice.randrange(size[1]))
        under = scene.crop((*corner, corner[0] + patch[0], corner[1] + patch[1]))
        scene.paste(Image.blend(under, colour, 0.5), corner)
    return scene.filter(ImageFilter.GaussianBlur(0.7))


def run_ours(root: Path, photos: list[Path]) -> Result:
    pipeline = Pipeline(OPTIONS, Cache(root / "store"), root / "ours", Path())
    watch = Stopwatch()
    session = pipeline.start(dict.fromkeys(photos, False))
    session.finish()
    results = session.results
    seconds, work = watch.read()
    files = {
        (path.stem, each.width): root / "ours" / each.url.lstrip("/")
        for path, photo in results.photos.items()
        for each in photo.webp
    }
    return Result(seconds, work, files)


def run_hugo(root: Path, photos: list[Path]) -> Result:
    """A page for each photo, so that Hugo may use all cores."""
    site = root / "hugo"
    for photo in photos:
        page = site / "content" / photo.stem
        page.mkdir(parents=True)
        (page / "index.md").write_text("---\ntitle: photo\n---\n")
        shutil.copy(photo, page)
    (site / "hugo.toml").write_text(HUGO_SETTINGS.format(method=OPTIONS.webp_method))
    template = HUGO_PAGE.format(
        widths=" ".join(map(str, OPTIONS.widths)),
        webp=OPTIONS.webp_quality,
        jpeg=OPTIONS.jpeg_quality,
        jpeg_width=OPTIONS.jpeg_width,
    )
    (site / "layouts").mkdir()
    (site / "layouts" / "page.html").write_text(template)
    watch = Stopwatch()
    subprocess.run([HUGO, "--quiet"], cwd=site, check=True, stdout=subprocess.DEVNULL)
    seconds, work = watch.read()
    files = {(path.parent.name, _width(path)): path for path in (site / "public").rglob("*.webp")}
    return Result(seconds, work, files)


def compare(photos: list[Path], ours: Result, hugo: Result, among: int = 3) -> None:
    """Print SSIM and bytes of both makers for every width, over a few photos."""
    chosen = photos[:among]
    full = {path.stem: Image.open(path).convert("RGB") for path in chosen}
    print(f"  width      SSIM ours   Hugo    bytes ours     Hugo   (mean of {len(chosen)})")
    for width in OPTIONS.widths:
        size = (width, round(width * PHOTO[1] / PHOTO[0]))
        truth = {name: image.resize(size, Image.Resampling.LANCZOS) for name, image in full.items()}
        row = []
        for result in (ours, hugo):
            found = {name: result.files[name, width] for name in truth}
            likeness = [ssim(truth[name], Image.open(path)) for name, path in found.items()]
            row.append(
                (sum(likeness) / len(found), sum(p.stat().st_size for p in found.values()) // len(found))
            )
        print(f"  {width:5}       {row[0][0]:.4f}   {row[1][0]:.4f}   {row[0][1]:9} {row[1][1]:9}")


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Structural similarity of two pictures of one size, 1 for equal, on their luma.

    Mean over windows of 8x8 pixels, every 4 pixels diagonally (Wang et al. 2004 with a
    uniform window).
    """
    a, b = (image.convert("L").convert("F") for image in (one, other))
    width, height = ((side // 8 - 1) * 8 for side in a.size)
    boxes = [(at, at, at + width, at + height) for at in (0, 4)]
    return sum(_ssim(a.crop(box), b.crop(box)) for box in boxes) / len(boxes)


def _ssim(a: Image.Image, b: Image.Image) -> float:
    def mean_of(x: Image.Image, y: Image.Image) -> Image.Image:
        return ImageMath.lambda_eval(lambda v: v["x"] * v["y"], x=x, y=y).reduce(8)

    def formula(v):
        covariance = v["ab"] - v["a"] * v["b"]
        variances = v["aa"] - v["a"] * v["a"] + v["bb"] - v["b"] * v["b"]
        means = v["a"] * v["a"] + v["b"] * v["b"]
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        return (v["a"] * v["b"] * 2 + c1) * (covariance * 2 + c2) / ((means + c1) * (variances + c2))

    windows = ImageMath.lambda_eval(
        formula, a=a.reduce(8), b=b.reduce(8), aa=mean_of(a, a), bb=mean_of(b, b), ab=mean_of(a, b)
    )
    values = array("f", windows.tobytes())
    return sum(values) / len(values)


def second_run(root: Path) -> tuple[float, int]:
    """(seconds, files) of a run that finds everything finished, into a fresh output."""
    folder = root / "many"
    folder.mkdir()
    each = len(OPTIONS.widths) + 1
    photos = [folder / f"{number}.jpg" for number in range(-(-FINISHED // each))]
    for path in photos:
        Image.effect_noise((16, 9), 60).resize((1920, 1080)).save(path, quality=50)
    store = Cache(root / "many-store")
    time.sleep(2.1)  # a file changed moments ago is read again, for safety
    Pipeline(OPTIONS, store, root / "many-first", Path()).start(dict.fromkeys(photos, False)).finish()
    began = time.perf_counter()
    Pipeline(OPTIONS, store, root / "many-second", Path()).start(dict.fromkeys(photos, False)).finish()
    seconds = time.perf_counter() - began
    return seconds, len(list((root / "many-second" / MEDIA).iterdir()))


def _width(path: Path) -> int:
    with Image.open(path) as image:
        return image.width


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
