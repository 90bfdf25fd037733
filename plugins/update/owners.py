"""What is the owner's, brought from the forms of older versions into today's."""

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.assets import tokens
from plugins.build.read_settings import PELICANS
from plugins.core import schema, settings_file
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.defaults import LOOKS, OWN_PLUGINS, OWNERS, engine
from plugins.portal import notice
from plugins.update import moved_looks, settings_text
from plugins.update.known import TOKENS, Known
from plugins.update.missing_names import missing
from plugins.update.moved_modules import MODULES
from plugins.update.moved_modules import SETTINGS as RENAMED
from plugins.update.rewrite import today

SETTINGS = ("pelicanconf.py", "publishconf.py")
KEPT = ("PUBLISHING", "PELICAN_CLASS")
ENGINES = {"TREE_SAVE_AS", "TREE_URL"}  # names of settings that were the engine's once
TEMPLATES = "theme/templates/"
BLOCKS = {
    "light": (":root {", "  ", "}"),
    "dark": ("@media (prefers-color-scheme: dark) {\n  :root {", "    ", "  }\n}"),
    "contrast": ("@media (prefers-contrast: more) {\n  :root {", "    ", "  }\n}"),
    "mourning": (":root[data-mourning] {", "  ", "}"),
}


@dataclass
class Moved:
    """What was done in the staged portal, for people.

    files: the owner's files that are new or other, those in plugins/ left out
    plugins: the files of the owner's plugins that are other, each with the path of its old text
    """

    told: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    plugins: dict[str, str] = field(default_factory=dict)


def bring(old: Path, next_: Path, added: tuple[str, ...], colours: bool, known: Known) -> Moved:
    """Brings the owner's things of the portal `old` into the staged portal `next_`.

    added: the owner's files in the engine's folders; colours: whether the theme's tokens were edited
    """
    moved = Moved()
    _settings(old, next_, moved)
    if colours:
        _colours(old, next_, known, moved)
    _added(old, next_, added, moved)
    _looks(next_, moved)
    return moved


def _settings(old: Path, next_: Path, moved: Moved) -> None:
    for name in SETTINGS:
        text = (next_ / name).read_text("utf-8")
        with suppress(SyntaxError):  # told when the file is run
            (next_ / name).write_text(today(text, "", MODULES), "utf-8")
    own = {name: settings_file.own(next_ / name) for name in SETTINGS}
    _notices(next_, own["pelicanconf.py"], moved)
    names = (engine(next_).keys() | PELICANS | ENGINES) - OWNERS - set(KEPT)
    for name in SETTINGS:
        before = (next_ / name).read_text("utf-8")
        after = settings_text.renamed(settings_text.without(before, names), RENAMED)
        if name == "pelicanconf.py":
            after = settings_text.with_class(settings_text.without_key(after, "PORTAL", "notices"))
        if after == (old / name).read_text("utf-8"):
            continue
        (next_ / name).write_text(after, "utf-8")
        try:
            now = settings_file.own(next_ / name)
            kept = own[name].keys() - names
            whole = all(now.get(RENAMED.get(each, each)) == _plain(own[name][each]) for each in kept)
        except MistakesFound:
            whole = False
        if whole:
            moved.files.append(name)
            moved.told.append(f"{name}: viết theo dạng ngày nay, bỏ những gì nay là việc của phần mềm.")
        else:
            (next_ / name).write_text(before, "utf-8")
            moved.files += [name] * (before != (old / name).read_text("utf-8"))
            moved.told.append(f"{name}: có chỗ tính từ thiết lập của phần mềm nên để nguyên; vẫn dùng được.")
    _plugins_elsewhere(next_, own["pelicanconf.py"].get("PLUGINS"), moved)


def _plain(value: Any) -> Any:
    """A value without what was moved out of it."""
    if isinstance(value, dict) and "organisation" in value:
        return {name: each for name, each in value.items() if name != "notices"}
    return value


def _notices(next_: Path, own: Mapping[str, Any], moved: Moved) -> None:
    """PORTAL["notices"] of old is content/du-lieu/thong-bao.yaml now."""
    found = [dict(each) for each in own.get("PORTAL", {}).get("notices", ()) if isinstance(each, dict)]
    if not found:
        return
    for each in found:
        each["until"] = str(each.pop("ends", "") or "") or None
        each["starts"] = str(each.get("starts") or "") or None
    zone = zone_of(own)
    there = notice.read_notices(next_, zone)
    notice.write_notices(next_, [*there, *(schema.build(notice.Notice, each, zone) for each in found)])
    moved.files.append(notice.FILE)
    moved.told.append(f"{notice.FILE}: {len(found)} thông báo từ PORTAL['notices'].")


def _plugins_elsewhere(next_: Path, plugins: Any, moved: Moved) -> None:
    """Plugins of other makers that the owner had listed are used by a file each in plugins/rieng/."""
    ours = {"pelican.plugins.sitemap", "sitemap"}
    for name in plugins if isinstance(plugins, list | tuple) else ():
        if not isinstance(name, str) or name.startswith("plugins.") or name in ours:
            continue
        file = next_ / OWN_PLUGINS / f"{re.sub(r'[^a-z0-9]+', '_', name.lower())}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"from {name} import register  # noqa: F401\n", "utf-8")
        moved.told.append(f"{OWN_PLUGINS}/{file.name}: để dùng tiếp {name}.")


def _colours(old: Path, next_: Path, known: Known, moved: Moved) -> None:
    """Values of tokens.css that no version had become the owner's."""
    there = tokens.themes_values((old / TOKENS).read_text("utf-8"))
    now = tokens.themes_values((next_ / TOKENS).read_text("utf-8"))
    names = {name for values in now.values() for name in values}
    parts, lost = [], []
    for look, values in there.items():
        new = {
            name: value
            for name, value in values.items()
            if value not in known.tokens.get(look, {}).get(name, ()) and now[look].get(name) != value
        }
        lost += [name for name in new if name not in names]
        rows = [f"--{name}: {value};" for name, value in new.items() if name in names]
        if rows:
            head, indent, foot = BLOCKS[look]
            parts.append("\n".join([head, *(f"{indent}{row}" for row in rows), foot]))
    file = next_ / tokens.FILE
    if parts and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "/* Màu và cỡ của cơ quan (docs/quan-tri.md). */\n" + "\n".join(parts) + "\n", "utf-8"
        )
        moved.files.append(tokens.FILE)
        moved.told.append(f"{tokens.FILE}: màu và cỡ đã sửa trong {TOKENS}.")
    if lost:
        moved.told.append(f"Phần mềm không còn các giá trị: {', '.join(f'--{name}' for name in lost)}.")


def _added(old: Path, next_: Path, added: tuple[str, ...], moved: Moved) -> None:
    """Plugins and templates of the owner's that lay among the engine's go where updates never go."""
    came = {}
    for path in added:
        parts = path.split("/")
        if parts[0] == "plugins" and not (next_ / "plugins" / parts[1]).is_dir():
            to = f"{OWN_PLUGINS}/{'/'.join(parts[1:])}"
        elif path.startswith(TEMPLATES):
            to = f"{LOOKS}/templates/{path.removeprefix(TEMPLATES)}"
        else:
            to = path
        if (next_ / to).exists():
            moved.told.append(f"{path}: giữ nguyên ở bản cũ, vì đã có {to}.")
            continue
        (next_ / to).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(old / path, next_ / to)
        if to != path:
            moved.files += [to] * to.startswith(LOOKS)
            moved.told.append(f"{path} → {to}")
            came[to] = path
    own_plugins(next_, came, moved)


def _looks(next_: Path, moved: Moved) -> None:
    """The owner's templates and styles name what is the theme's as it is called today."""
    for path, now in moved_looks.bring(next_):
        to = f" → {now}" if now != path else ""
        moved.files += dict.fromkeys((path, now))
        moved.told.append(f"{path}{to}: gọi các phần của giao diện bằng tên ngày nay.")


def own_plugins(next_: Path, came: Mapping[str, str], moved: Moved) -> None:
    """The owner's plugins name the engine's modules as they are called today; the old text stays beside.

    came: where those lay that have just come to plugins/rieng/
    """
    own = {path.split("/")[1].removesuffix(".py") for path in came.values() if path.startswith("plugins/")}
    modules = MODULES | {f"plugins.{name}": f"plugins.rieng.{name}" for name in own}
    for file in sorted((next_ / OWN_PLUGINS).rglob("*.py")):
        path = file.relative_to(next_).as_posix()
        was = came.get(path, path)
        package = ".".join(Path(was).parent.parts)
        try:
            before = file.read_bytes().decode("utf-8")
            after = today(before, package, modules, was != path)
            lacking = missing(after, next_)
        except (SyntaxError, ValueError) as error:
            line = f", dòng {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
            moved.told.append(f"{path}{line}: không phải Python đọc được, nên để nguyên.")
            continue
        if after != before:
            file.with_name(f"{file.name}.cu").write_bytes(before.encode())
            file.write_bytes(after.encode())
            moved.plugins[path] = was
            moved.told.append(f"{path}: gọi các phần của phần mềm bằng tên ngày nay; tệp cũ ở {path}.cu.")
        for number, name in lacking:
            moved.told.append(f"{path}, dòng {number}: phần mềm không còn {name}; hãy sửa dòng này.")
