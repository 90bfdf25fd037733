"""The home page and section fronts with other notices than they were built with."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError

from plugins.core import settings_file
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal import notice as notices
from plugins.portal.notice import Notice
from plugins.publish.releases.compress import CODINGS
from plugins.publish.releases.folder import Content
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.settings import Portal
from plugins.vietnamese.line_breaks import unbroken

TEMPLATE = "components/notices.html"


def with_notices_of_now(portal: Portal, content: Content) -> Content:
    """A built site's `content` with what is to be read now: others may have spoken since it was built."""
    try:
        shown = notices.shown(notices.read_notices(portal.root, portal.zone))
        data = notices.content(shown)
        if notices.JSON not in content.manifest.files or says(content.manifest, data):
            return content
        folder = portal.cache / "notices"
        rmtree(folder, ignore_errors=True)
        return derived(content, drawn(portal, shown), data, folder)
    except MistakesFound:  # told after the switch
        return content


def says(manifest: Manifest, data: bytes) -> bool:
    """Whether `data` is the notice.json of a release."""
    entry = manifest.files.get(notices.JSON)
    return entry is not None and entry.sha256 == sha256(data).hexdigest()


def derived(content: Content, region: str, data: bytes, folder: Path) -> Content:
    """`content` with `region` on its fronts and `data` as notice.json; new files are written to `folder`.

    Raises MistakesFound for a front that is not as it was published, or where none has a place for notices.
    """
    manifest = content.manifest
    new = {notices.JSON: data}
    fronts = 0
    for path in manifest.files:
        if path != "index.html" and not (path.endswith("/index.html") and path.count("/") == 1):
            continue
        old = content.sources[path].read_bytes()
        page = notices.filled(old.decode("utf-8", "replace"), region)
        if page is None:
            continue
        if sha256(old).hexdigest() != manifest.files[path].sha256:
            sentence = (
                "Trang này trên máy đã khác bản đã đăng. Hãy xem “Khi trang bị sửa trộm” rồi make publish."
            )
            raise MistakesFound(Mistake(f"/{path}", sentence))
        fronts += 1
        new[path] = page.encode()
    if not fronts:
        sentence = (
            "Bản đang xem do phần mềm cũ dựng nên chưa có chỗ cho thông báo. Hãy chạy make publish một lần."
        )
        raise MistakesFound(Mistake("", sentence))
    packed = [(path, end) for path in new for end in CODINGS if path + end in manifest.files]
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda each: CODINGS[each[1]](new[each[0]]), packed)
        new |= {path + end: small for (path, end), small in zip(packed, list(made), strict=True)}
    sources = copy(content.sources)
    for path, each in new.items():
        sources[path] = folder / path
        sources[path].parent.mkdir(parents=True, exist_ok=True)
        sources[path].write_bytes(each)
    entries = {path: Entry(sha256(each).hexdigest(), len(each)) for path, each in new.items()}
    return replace(content, manifest=replace(manifest, files={**manifest.files, **entries}), sources=sources)


def drawn(portal: Portal, shown: Sequence[Notice]) -> str:
    """The region of notices, by the template that a build draws it with."""
    values = settings_file.values(portal.file)
    theme = FileSystemLoader(Path(values["THEME"], "templates"))
    owners = FileSystemLoader(values["THEME_TEMPLATES_OVERRIDES"])
    loader = ChoiceLoader([owners, theme, PrefixLoader({"!theme": theme})])
    try:
        environment = Environment(loader=loader, **values["JINJA_ENVIRONMENT"])
        environment.globals |= values["JINJA_GLOBALS"]
        environment.filters["unbroken"] = unbroken
        return environment.get_template(TEMPLATE).render(notices=shown)
    except TemplateError as error:
        sentence = f"Khuôn của thông báo viết chưa đúng ({error}). Hãy báo người quản trị."
        raise MistakesFound(Mistake(str(getattr(error, "name", "") or TEMPLATE), sentence)) from None
