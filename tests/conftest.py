"""What tests share: the sample site built once, served, and shown in a browser; a project to preview.

Where Chromium is missing, tests that need it are skipped and say why (see skips.py).
"""

import gc
import io
import os
from contextlib import ExitStack, closing

import pytest
from PIL import Image

from plugins.core.lock import locked
from plugins.core.processes import end_copies
from tests import copies, preloaded
from tests.browser import DESKTOP, PHONE, chromium, opened
from tests.preview import Project, Run
from tests.sample import addresses_of_kinds, build_sample, read_pages
from tests.server import serving
from tests.site import make_site
from tests.skips import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401 (hooks)

# These modules begin first: one that began last would be waited for when all others have ended.
LONGEST = "test_publish_killed test_backup test_publish_ssh test_publish_faults test_views_service".split()
LONGEST += "test_publish_killed_there test_publish_year test_views_storage test_update test_build".split()
LONGEST += "test_pages test_pages_lines test_views_pages test_pages_pictures test_publish_trust".split()

copies.wait_for_no_disk()


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish():
    """Modules and tests that are read by now stay: no collector looks through them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def ends_what_it_began():
    """No copy that a test began and waited for no more outlives it."""
    yield
    end_copies()


@pytest.fixture
def learnt(monkeypatch):
    """Builds in this process find templates compiled and looked through, as in its copies."""
    copies.learn()
    preloaded.use(monkeypatch.setattr)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the sample site, built by the real command as it is published.

    Built once: the processes of a run share it, and none may change it.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    output, said = folder / "sample/output", folder / "sample/said"
    with locked(folder / "sample/lock", 600, print):
        if not said.exists():
            try:
                said.write_text(build_sample(output), "utf-8")
            except RuntimeError as failure:
                said.write_text(f"Lỗi\n{failure}", "utf-8")
    words = said.read_text("utf-8")
    if "Lưu ý" in words or words.startswith("Lỗi"):
        pytest.fail(f"the sample site does not build, or with warnings:\n{words}", pytrace=False)
    return output


@pytest.fixture(scope="session")
def pages(built):
    """Every page of the sample site by its address."""
    return read_pages(built)


@pytest.fixture(scope="session")
def addresses(pages):
    """An address for each kind of page of the sample site."""
    return addresses_of_kinds(pages)


@pytest.fixture(scope="session")
def base_url(built):
    """The sample site's address while it is served, with the public server's policy."""
    with serving(built) as url:
        yield url


# A browser for each module, not for the run: a test module that starts its own could not while this one runs.
@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def window(browser, base_url):
    """(page, what it does wrong): one for a module, since opening takes longer than most tests."""
    with opened(browser, base_url=base_url) as (page, wrong):
        yield page, wrong


@pytest.fixture
def page(window):
    """A page of a desktop's width on the sample site, which may do nothing wrong: page.goto("/")."""
    page, wrong = window
    page.set_viewport_size(DESKTOP)
    page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    yield page
    told, wrong[:] = list(wrong), []
    assert told == []


@pytest.fixture
def phone(page):
    """The page in a phone's width."""
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def new_page(browser, base_url):
    """Makes pages that remember nothing, with any options of a browser context."""
    with ExitStack() as stack:
        made = []

        def make(**options):
            page, wrong = stack.enter_context(opened(browser, **{"base_url": base_url} | options))
            made.append(wrong)
            return page

        yield make
    assert [each for wrong in made for each in wrong] == []


@pytest.fixture
def site(tmp_path):
    """An empty site in a temporary folder: write, then build."""
    return make_site(tmp_path)


@pytest.fixture
def project(tmp_path):
    """A project to be previewed, built by a program that a test orders about."""
    return Project(tmp_path)


@pytest.fixture
def start(project):
    """Starts a preview and waits for its first build: (preview, follower, state)."""
    with ExitStack() as started:
        yield lambda: started.enter_context(closing(Run(project)))


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A small JPEG."""
    file = io.BytesIO()
    Image.new("RGB", (640, 400), "teal").save(file, "JPEG")
    return file.getvalue()
